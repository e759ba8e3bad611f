// One invitation: its secret link, which is known only here and now, and where the server draws
// one, a card with the link as a QR code.
import { summit, command } from '../summit.js';
import { isDirector } from './actions.js';
import { issueMany } from './bulk.js';
import { DAY_MS } from './times.js';

export const EXPIRY_DAYS = [1, 7, 30];
const SECRET_BYTES = 16;

/** A QR code as the server drew it: dark where the path is. */
export interface Qr {
  box: string;
  path: string;
}

export interface Issued {
  link: string;
  qr?: Qr;
  /** A page to print. */
  card?: Blob;
}

const linkTo = (secret: string): string => `${location.origin}/join#invitation=${secret}`;

/** A new secret for a link, and the hash of its text, which is all the server learns. */
async function drawSecret(): Promise<{ secret: string; hash: string }> {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const secret = btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret)));
  const hash = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { secret, hash };
}

/** What stands on a card. Its code is of use only where it leads to this very address. */
async function readCard(card: Blob): Promise<Issued | undefined> {
  const bare = (await card.text()).replace(/<style>.*?<\/style>/s, ''); // which this page's policy would refuse
  const page = new DOMParser().parseFromString(bare, 'text/html');
  const printed = page.querySelector('.card .link')?.textContent?.trim() ?? '';
  const secret = /#invitation=([\w-]+)$/.exec(printed)?.[1];
  if (!secret) return undefined;
  const link = linkTo(secret);
  const drawn = page.querySelector('.card svg.qr');
  const [box, path] = [drawn?.getAttribute('viewBox'), drawn?.querySelector('path')?.getAttribute('d')];
  return link === printed && box && path ? { link, card, qr: { box, path } } : { link };
}

/** Invite that person for so many days. Throws what was refused. */
export async function issue(person: number, days: number): Promise<Issued> {
  const expires_ms = summit.now() + days * DAY_MS;
  if (isDirector()) {
    let card: Blob | undefined;
    await issueMany({ people: [person], expires_ms }, 'html', (part) => (card = part));
    const issued = card && (await readCard(card));
    if (issued) return issued;
  }
  const { secret, hash } = await drawSecret();
  await command('invitation_issue', { person, secret_hash: hash, expires_ms });
  return { link: linkTo(secret) };
}
