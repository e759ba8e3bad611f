// All people of the summit, for search: 30,000 and more are loaded page by page in the background
// and searched here, so that an answer comes at once. Letters that look alike are alike.
import type { Invitation, Location, Person, Role } from '../generated/summit.js';
import { matches, normalise } from '../search.js';
import { summit } from '../summit.js';
import { countryName } from '../words.js';
import { isDirector } from './actions.js';

const PAGE = 1000;
const AGAIN_MS = 20_000; // the list is loaded anew at most so often

export interface Entry {
  person: Person;
  location?: Location;
  /** What is searched: normalised. */
  key: string;
}

/** The country of a delegation, as the reader calls it. */
export function countryOf(location: Location | undefined): string {
  return location?.country ? countryName(location.country) : '';
}

/** A whole list of the API; pages come one after the other. */
async function loadAll<T>(list: string, each: (items: T[]) => void): Promise<void> {
  for (let after: number | undefined = 0; after !== undefined;) {
    const response: Response = await fetch(`/api/v1/${list}?count=${PAGE}&after=${after}`);
    if (!response.ok) throw new Error(`status ${response.status}`);
    const { items, next } = (await response.json()) as { items: T[]; next?: number };
    each(items);
    after = next;
  }
}

/** Event: `change`, when more is known. */
export class PeopleIndex extends EventTarget {
  entries: Entry[] = [];
  isLoading = false;
  private readonly byId = new Map<number, Entry>();
  private locations = new Map<number, Location>();
  private placeKeys = new Map<number, string>();
  private invitations: Invitation[] = [];
  private loadedAt = 0;
  private timer = 0;
  private seen: unknown;

  constructor() {
    super();
    summit.addEventListener('change', () => this.follow());
  }

  /** The people's section changes with every person and invitation: then load again, not at once. */
  private follow(): void {
    const { people } = summit.sections;
    if (!people || people === this.seen) return;
    this.seen = people;
    clearTimeout(this.timer);
    const wait = Math.max(0, this.loadedAt + AGAIN_MS - performance.now());
    this.timer = setTimeout(() => void this.load(), this.loadedAt === 0 ? 0 : wait);
  }

  /** Now, after much of it has changed. */
  async load(): Promise<void> {
    clearTimeout(this.timer);
    if (this.isLoading) return;
    this.isLoading = true;
    const isFirst = this.entries.length === 0;
    const entries: Entry[] = [];
    const locations = new Map<number, Location>();
    try {
      await loadAll<Location>('locations', (items) => items.forEach((one) => locations.set(one.id, one)));
      this.locations = locations;
      this.placeKeys.clear();
      await loadAll<Person>('people', (items) => {
        for (const person of items) entries.push(this.entryOf(person));
        if (isFirst) this.show(entries);
      });
      if (isDirector()) {
        const invitations: Invitation[] = [];
        await loadAll<Invitation>('invitations', (items) => invitations.push(...items));
        this.invitations = invitations;
      }
      this.loadedAt = performance.now();
      this.show(entries);
    } catch { // the server is away: once more, later
      this.timer = setTimeout(() => void this.load(), AGAIN_MS / 4);
    } finally {
      this.isLoading = false;
      this.dispatchEvent(new Event('change'));
    }
  }

  private entryOf(person: Person): Entry {
    const location = this.locations.get(person.location ?? 0);
    const words = [person.name, person.title, location?.name, countryOf(location)];
    return { person, location, key: normalise(words.filter(Boolean).join(' ')) };
  }

  private show(entries: Entry[]): void {
    this.entries = [...entries];
    this.byId.clear();
    for (const entry of entries) this.byId.set(entry.person.id, entry);
    this.dispatchEvent(new Event('change'));
  }

  find(id: number): Entry | undefined {
    return this.byId.get(id);
  }

  invitationsOf(person: number): Invitation[] {
    return this.invitations.filter((one) => one.person === person);
  }

  /** Read one again: something was just done to them. */
  async refresh(id: number): Promise<void> {
    const response = await fetch(`/api/v1/people/${id}`).catch(() => undefined);
    if (!response) return; // what was done is done; the list is loaded again when the server is back
    const at = this.entries.findIndex((entry) => entry.person.id === id);
    if (response.ok) {
      const entry = this.entryOf((await response.json()) as Person);
      if (at >= 0) this.entries[at] = entry;
      else this.entries.push(entry);
      this.byId.set(id, entry);
    } else if (at >= 0) {
      this.entries.splice(at, 1);
      this.byId.delete(id);
    }
    if (isDirector()) {
      const invitations: Invitation[] = [];
      await loadAll<Invitation>('invitations', (items) => invitations.push(...items)).catch(() => undefined);
      this.invitations = invitations;
    }
    this.entries = [...this.entries];
    this.dispatchEvent(new Event('change'));
  }

  place(id: number): Location | undefined {
    return this.locations.get(id);
  }

  get places(): Location[] {
    return [...this.locations.values()];
  }

  membersOf(place: number): Entry[] {
    return this.entries.filter((entry) => entry.person.location === place);
  }

  /** Whom it votes for. */
  giversOf(place: number): Location[] {
    return this.places.filter((one) => one.proxy === place);
  }

  /** Read a delegation again: something was just done to it. */
  async refreshPlace(id: number): Promise<void> {
    const response = await fetch(`/api/v1/locations/${id}`).catch(() => undefined);
    if (!response) return;
    const place = response.ok ? ((await response.json()) as Location) : undefined;
    const locations = new Map(this.locations);
    if (place) locations.set(id, place);
    else locations.delete(id);
    this.locations = locations;
    this.placeKeys.delete(id);
    this.entries = this.entries.map((entry) => (entry.person.location === id ? this.entryOf(entry.person) : entry));
    for (const entry of this.membersOf(id)) this.byId.set(entry.person.id, entry);
    this.dispatchEvent(new Event('change'));
  }

  /** The delegations whose name or country holds every word that was typed. */
  searchPlaces(typed: string): Location[] {
    const wanted = normalise(typed);
    return this.places.filter((place) => matches(this.placeKey(place), wanted));
  }

  private placeKey(place: Location): string {
    const key = this.placeKeys.get(place.id) ?? normalise(`${place.name} ${countryOf(place)}`);
    this.placeKeys.set(place.id, key);
    return key;
  }

  /** Everybody whose words begin with, or hold, every word that was typed. */
  search(typed: string, role?: Role | 'banned'): Entry[] {
    const isOf = (entry: Entry) =>
      !role || (role === 'banned' ? entry.person.banned === 'on' : (entry.person.role ?? 'viewer') === role);
    if (typed.trim() === '' && !role) return this.entries;
    const wanted = normalise(typed);
    return this.entries.filter((entry) => isOf(entry) && matches(entry.key, wanted));
  }
}

export const people = new PeopleIndex();
