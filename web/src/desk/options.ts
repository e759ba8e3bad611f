// What the desk's forms offer to choose from, by what was typed: people, delegations, countries,
// languages, time zones.
import { currentLanguage } from '../i18n.js';
import type { Location, Person, Who } from '../generated/summit.js';
import type { Option } from '../pick-field.js';
import { normalise } from '../search.js';
import { countryName, languageName } from '../words.js';
import { countryOf, people } from './people-index.js';

/** Somebody as an option, by their number. */
export function optionOf(one: Who | Person): Option {
  const place = typeof one.location === 'number' ? people.place(one.location)?.name : one.location;
  return { key: String(one.id), name: one.name ?? '', more: [one.title, place].filter(Boolean).join(' · ') };
}

export const placeOption = (place: Location): Option =>
  ({ key: String(place.id), name: place.name ?? '', more: countryOf(place) });

export const searchPeople = (typed: string): Option[] => people.search(typed).slice(0, 60).map((entry) => optionOf(entry.person));

export const searchPlaces = (typed: string): Option[] => people.searchPlaces(typed).slice(0, 60).map(placeOption);

// ---- codes, by the names that the reader's language has for them ----

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const PAIRS = LETTERS.flatMap((one) => LETTERS.map((other) => one + other));
// Codes with a name that are no country: unions, groups, reserved and invented ones.
const NO_COUNTRIES = ['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ'];

const isInUse = (tag: string, code: string, part: 'region' | 'language'): boolean => new Intl.Locale(tag)[part] === code;

const lists = new Map<string, Option[]>();

/** All of a kind, in the order of the reader's alphabet. */
function listOf(kind: string, make: () => Option[]): Option[] {
  const { code, locale } = currentLanguage();
  const key = `${kind} ${code}`;
  const order = new Intl.Collator(locale);
  const list = lists.get(key) ?? make().sort((a, b) => order.compare(a.name, b.name));
  lists.set(key, list);
  return list;
}

function matching(list: Option[], typed: string): Option[] {
  const wanted = normalise(typed);
  return list.filter(({ key, name }) => key.toLowerCase() === wanted || normalise(`${name} ${key}`).includes(wanted))
    .sort((a, b) => Number(b.key.toLowerCase() === wanted) - Number(a.key.toLowerCase() === wanted));
}

export const countryOption = (code: string): Option => ({ key: code, name: countryName(code), more: code });

export const searchCountries = (typed: string): Option[] => matching(listOf('country', () =>
  PAIRS.map((pair) => pair.toUpperCase())
    .filter((code) => !NO_COUNTRIES.includes(code) && isInUse(`und-${code}`, code, 'region') && countryName(code) !== code)
    .map(countryOption)), typed);

export const languageOption = (tag: string): Option => ({ key: tag, name: languageName(tag), more: tag });

export const searchLanguages = (typed: string): Option[] => matching(listOf('language', () =>
  PAIRS.filter((code) => isInUse(code, code, 'language') && languageName(code) !== code).map(languageOption)), typed);

/** One that is there, if any, as what was chosen before. */
export const chosenBefore = <T>(one: T | undefined, option: (one: T) => Option): Option[] => (one ? [option(one)] : []);

export const zoneOption = (zone: string): Option => ({ key: zone, name: zone.replaceAll('_', ' ') });

export const searchZones = (typed: string): Option[] =>
  matching(listOf('zone', () => Intl.supportedValuesOf('timeZone').map(zoneOption)), typed);
