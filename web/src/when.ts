// Times as people read them: in their own zone, in the digits and the calendar of their language,
// with the host's time beside them where it is another.
import { currentLanguage } from './i18n.js';

/** A zone that this browser knows; else undefined, and the reader's own is all there is. */
export function knownZone(zone: string | undefined): string | undefined {
  if (!zone) return undefined;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    return undefined;
  }
}

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(currentLanguage().locale, options);
}

/** "14:30 – 15:10", in that zone or in the reader's. */
export function timeRange(from_ms: number, to_ms: number, zone?: string): string {
  return format({ hour: '2-digit', minute: '2-digit', timeZone: zone }).formatRange(from_ms, to_ms);
}

/** "5 – 7 March 2027". */
export function dayRange(from_ms: number, to_ms: number, zone?: string): string {
  return format({ day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }).formatRange(from_ms, to_ms);
}

/** "Friday, 5 March"; '' where it is today. */
export function otherDay(at_ms: number, now_ms: number): string {
  const day = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const said = day.format(at_ms);
  return said === day.format(now_ms) ? '' : said;
}

/** The zone as its people call it: "Switzerland time". */
export function zoneName(zone: string | undefined, at_ms: number): string {
  const parts = format({ timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts(at_ms);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone ?? '';
}

/** Whether clocks in that zone show another time than the reader's. */
export function isElsewhere(zone: string | undefined, at_ms: number): boolean {
  return zone !== undefined && timeRange(at_ms, at_ms, zone) !== timeRange(at_ms, at_ms);
}
