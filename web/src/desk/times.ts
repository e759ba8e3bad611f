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

export const MINUTE_MS = 60_000;

/** Whole minutes, of what has passed or lacks. */
export const minutes = (ms: number): number => Math.floor(Math.abs(ms) / MINUTE_MS);
