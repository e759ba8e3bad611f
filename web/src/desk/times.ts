// The desk's times are in the summit's own zone.
import { summit } from '../summit.js';
import * as words from '../words.js';

const zone = (): string | undefined => summit.sections.summit?.time_zone;

/** 09:40 */
export const timeOf = (ms: number | undefined): string => (ms === undefined ? '' : words.timeOf(ms, zone()));
/** 09:40:07 */
export const clockOf = (ms: number): string => words.clockOf(ms, zone());
/** Wed, 25 November */
export const dayOf = (ms: number): string => words.dayOf(ms, zone());
/** What the zone is called: Central European Time. */
export const zoneName = (ms: number): string => words.zoneName(ms, zone());

/** What a clock on the wall shows at that time, as `datetime-local` has it: 2026-11-25T09:40. */
export function wallOf(ms: number): string {
  const part = words.partsOf(ms, zone());
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/** When a clock on the wall shows that: the time it was before, if it still does; undefined for what is no time. */
export function msOfWall(wall: string, beforeMs?: number): number | undefined {
  if (beforeMs !== undefined && wallOf(beforeMs) === wall) return beforeMs; // it has seconds, or the hour comes twice
  const wished = Date.parse(`${wall}Z`);
  if (Number.isNaN(wished)) return undefined;
  let ms = wished;
  for (let i = 0; i < 2; i++) ms += wished - Date.parse(`${wallOf(ms)}Z`); // twice, where the clocks change
  return ms;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Whole minutes, of what has passed or lacks. */
export const minutes = (ms: number): number => Math.floor(Math.abs(ms) / MINUTE_MS);
