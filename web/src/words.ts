// Times, numbers and names as the reader writes them: their digits, their calendar, their zone.
import { currentLanguage } from './i18n.js';

/** One for each way of writing: they are dear to make. */
function once<Way extends unknown[], Made>(make: (...way: Way) => Made): (...way: Way) => Made {
  const made = new Map<string, Made>();
  return (...way) => {
    const key = JSON.stringify(way);
    let found = made.get(key);
    if (!found) made.set(key, (found = make(...way)));
    return found;
  };
}

const dates = once((locale: string, options: Intl.DateTimeFormatOptions, zone?: string) => {
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat(locale, options); // a zone that this browser does not know
  }
});
const numbers = once((locale: string, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));
const names = once((locale: string, type: 'region' | 'language') => new Intl.DisplayNames(locale, { type }));

const format = (options: Intl.DateTimeFormatOptions, zone?: string, locale = currentLanguage().locale) => dates(locale, options, zone);
const digits = (options: Intl.NumberFormatOptions = {}) => numbers(currentLanguage().locale, options);

/** 09:40, in the reader's own zone unless another one is named. */
export function timeOf(ms: number, zone?: string): string {
  return format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, zone).format(ms);
}

/** 09:40:07 */
export function clockOf(ms: number, zone?: string): string {
  return format({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }, zone).format(ms);
}

/** Wed, 25 November */
export function dayOf(ms: number, zone?: string): string {
  return format({ weekday: 'short', day: 'numeric', month: 'long' }, zone).format(ms);
}

/** The figures of a time as machines write them: `part('month')` is '11'. */
export function partsOf(ms: number, zone?: string): (type: Intl.DateTimeFormatPartTypes) => string {
  const two = '2-digit';
  const options = { year: 'numeric', month: two, day: two, hour: two, minute: two, hourCycle: 'h23' } as const;
  const parts = format(options, zone, 'en-u-ca-gregory-nu-latn').formatToParts(ms);
  return (type) => parts.find((part) => part.type === type)?.value ?? '';
}

/** What a zone is called: Central European Time. */
export function zoneName(ms: number, zone?: string): string {
  const parts = format({ timeZoneName: 'longGeneric' }, zone).formatToParts(ms);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}

export function number(value: number): string {
  return digits().format(value);
}

/** As one would type it: 1250. */
export function plainNumber(value: number): string {
  return digits({ useGrouping: false }).format(value);
}

/** 57 %, of a part of one. */
export function percent(part: number): string {
  return digits({ style: 'percent', maximumFractionDigits: 1 }).format(part);
}

/** 4:05 or 1:02:03; with a sign when it is over. */
export function countdown(ms: number): string {
  const seconds = Math.abs(Math.ceil(ms / 1000));
  const one = digits();
  const two = digits({ minimumIntegerDigits: 2 });
  const minutes = Math.floor(seconds / 60);
  const parts = minutes >= 60
    ? [one.format(Math.floor(minutes / 60)), two.format(minutes % 60)]
    : [one.format(minutes)];
  return `${ms <= -1000 ? '−' : ''}${[...parts, two.format(seconds % 60)].join(':')}`;
}

function nameIn(type: 'region' | 'language', code: string): string {
  try {
    return names(currentLanguage().locale, type).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Of an ISO 3166 code. */
export const countryName = (code: string): string => nameIn('region', code);
/** Of a BCP 47 tag. */
export const languageName = (tag: string): string => nameIn('language', tag);
