// How the desk writes times and numbers: in the reader's digits, times in the summit's own zone.
import { currentLanguage } from '../i18n.js';
import { summit } from '../summit.js';

/** One for each way of writing: they are dear to make. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(kind: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const zone = summit.sections.summit?.time_zone;
  const key = `${kind} ${currentLanguage().locale} ${zone}`;
  let found = formats.get(key);
  if (!found) {
    try {
      found = new Intl.DateTimeFormat(currentLanguage().locale, { ...options, timeZone: zone });
    } catch { // a zone that this browser does not know
      found = new Intl.DateTimeFormat(currentLanguage().locale, options);
    }
    formats.set(key, found);
  }
  return found;
}

/** 09:40 */
export function timeOf(ms: number | undefined): string {
  if (ms === undefined) return '';
  return format('time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms);
}

/** Wednesday, 25 November */
export function dayOf(ms: number): string {
  return format('day', { weekday: 'short', day: 'numeric', month: 'long' }).format(ms);
}

/** 09:40:07 */
export function clockOf(ms: number): string {
  return format('clock', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(ms);
}

/** What the summit's zone is called: Central European Time. */
export function zoneName(ms: number): string {
  const parts = format('zone', { timeZoneName: 'longGeneric' }).formatToParts(ms);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}

export function number(value: number): string {
  return new Intl.NumberFormat(currentLanguage().locale).format(value);
}

/** 4:05 or 1:02:03; with a sign when it is over. */
export function countdown(ms: number): string {
  const seconds = Math.ceil(Math.abs(ms) / 1000 - (ms < 0 ? 1 : 0));
  const two = new Intl.NumberFormat(currentLanguage().locale, { minimumIntegerDigits: 2 });
  const one = new Intl.NumberFormat(currentLanguage().locale);
  const parts = seconds >= 3600
    ? [one.format(Math.floor(seconds / 3600)), two.format(Math.floor(seconds / 60) % 60)]
    : [one.format(Math.floor(seconds / 60))];
  return `${ms < 0 ? '−' : ''}${[...parts, two.format(seconds % 60)].join(':')}`;
}

export const MINUTE_MS = 60_000;

/** Whole minutes, of what has passed or lacks. */
export function minutes(ms: number): number {
  return Math.floor(Math.abs(ms) / MINUTE_MS);
}
