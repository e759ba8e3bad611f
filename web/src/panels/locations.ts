// The delegations: asked for one by one where a name is needed, or all of them, page by page.
import type { Location } from '../generated/summit.js';
import { authorization } from '../session.js';

const PAGE = 1000;

async function read<T>(path: string): Promise<T> {
  const response = await fetch(`/api/v1/${path}`, { headers: authorization });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return (await response.json()) as T;
}

const known = new Map<number, Location>();
const asked = new Set<number>();

/** As it is now. */
export async function readLocation(id: number): Promise<Location> {
  const location: Location = await read(`locations/${id}`);
  known.set(id, location);
  return location;
}

/** What is known of it now; `later` is called when more is. */
export function locationOf(id: number, later: () => void): Location | undefined {
  if (!known.has(id) && !asked.has(id)) {
    asked.add(id);
    readLocation(id).then(later, () => asked.delete(id));
  }
  return known.get(id);
}

/** All delegations; `grown` is called with what is there so far after each page. */
export async function readLocations(grown: (locations: Location[]) => void): Promise<void> {
  const all: Location[] = [];
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page: { items: Location[]; next?: number } = await read(`locations?count=${PAGE}&after=${after}`);
    all.push(...page.items);
    for (const location of page.items) known.set(location.id, location);
    grown(all);
    after = page.items.length > 0 ? page.next : undefined;
  }
}
