// Signing in: an invitation is opened once, on this device, and the cookie that comes of it says
// from then on who this browser is. The secret leaves the address bar as soon as it is used.
import { pause } from './backoff.js';
import type { Person, Public, Role, Snapshot, You } from './generated/summit.js';
import { problemOf, type Grounds, type Problem } from './session.js';

const TRIES = 5;
const SECRET_MAX = 256;
const KEY_BYTES = 16;
const CODES = ['other_device', 'revoked', 'expired', 'banned', 'not_found', 'busy'] as const;

/** A code of the summit, 'offline', or 'other' with a sentence. */
export interface DoorRefusal {
  why: (typeof CODES)[number] | 'offline' | 'other';
  detail: string;
  grounds?: Grounds;
}

/** One room, and whether one may go in. */
export interface Way {
  id: number;
  slug: string;
  name: Record<string, string>;
  kind?: string;
  entry: 'open' | 'lobby' | 'closed';
  /** Why it is not open. */
  why?: Problem;
}

export interface Guest {
  person: Person;
  role: Role;
  location?: { name?: string; country?: string };
  ways: Way[];
}

/** The secret of the link that was opened; '' for none. */
export function secretOfLink(): string {
  return new URLSearchParams(location.hash.slice(1)).get('invitation') ?? '';
}

/** Nobody reads it over a shoulder, and no history keeps it. */
export function forgetSecret(): void {
  history.replaceState(null, '', location.pathname);
}

/** What anybody may know; undefined while there is no summit or nobody answers. */
export async function askPublic(): Promise<Public | undefined> {
  const response = await fetch('/api/v1/public').catch(() => undefined);
  return response?.ok ? ((await response.json()) as Public) : undefined;
}

/** Text of random bytes, as the server makes device keys. */
function drawKey(): string {
  const bits = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return btoa(String.fromCharCode(...bits)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** Open the invitation for this device. An answer that gets lost must not lock it out: whoever is
 * not signed in draws the device's key here, and asks again with the same.
 */
export async function openInvitation(secret: string, isSignedIn: boolean): Promise<DoorRefusal | undefined> {
  if (secret.length > SECRET_MAX) return { why: 'not_found', detail: '' };
  const headers: Record<string, string> = { 'Content-Type': 'application/json' };
  if (!isSignedIn) headers.Authorization = `Bearer p1.0.${drawKey()}`;
  for (let attempt = 1; ; attempt++) {
    const response = await fetch('/api/v1/invitations/open', {
      method: 'POST',
      headers,
      body: JSON.stringify({ secret }),
    }).catch(() => undefined);
    if (response?.ok) return undefined;
    const mayPass = !response || response.status === 503 || response.status === 507;
    if (response?.status === 429) return { why: 'busy', detail: '' }; // of others in the same network
    if (!mayPass) return refusalOf(await problemOf(response));
    if (attempt === TRIES) return { why: response ? 'busy' : 'offline', detail: '' };
    await pause(400 * attempt);
  }
}

function refusalOf({ code, detail, grounds }: Problem): DoorRefusal {
  return { why: CODES.find((known) => known === code) ?? 'other', detail, grounds };
}

/** Who the cookie names and where they may go; undefined when it names nobody (any more). */
export async function askGuest(): Promise<Guest | undefined> {
  const response = await fetch('/api/v1/view').catch(() => undefined);
  if (!response?.ok) return undefined;
  const { view, you } = (await response.json()) as { view: Snapshot; you: You };
  if (!you.person) return undefined;
  const rooms = view.sections.summit.rooms.filter((room) => !you.person?.room || room.id === you.person.room);
  const [place, ...ways] = await Promise.all([
    you.person.location ? askLocation(you.person.location) : undefined,
    ...rooms.map((room) => askWay(room)),
  ]);
  return { person: you.person, role: view.role, location: place, ways };
}

async function askLocation(id: number): Promise<Guest['location']> {
  const response = await fetch(`/api/v1/locations/${id}`).catch(() => undefined);
  return response?.ok ? ((await response.json()) as Guest['location']) : undefined;
}

async function askWay(room: Snapshot['sections']['summit']['rooms'][number]): Promise<Way> {
  const way: Way = {
    id: room.id,
    slug: room.slug ?? '',
    name: room.name ?? {},
    kind: room.kind,
    entry: 'open',
  };
  const response = await fetch(`/api/v1/view?room=${room.id}`).catch(() => undefined);
  if (response?.status === 403 || response?.status === 409) {
    way.why = await problemOf(response);
    way.entry = way.why.code === 'lobby' ? 'lobby' : 'closed';
  }
  return way;
}

/** What they came for: the page that somebody of that role needs first. */
export function pageOf(role: Role): 'booth' | 'desk' | 'speaker' | 'hall' {
  if (role === 'director' || role === 'moderator') return 'desk';
  if (role === 'interpreter') return 'booth';
  return role === 'speaker' ? 'speaker' : 'hall';
}
