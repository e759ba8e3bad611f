// Where this page is and who opened it: the room from the path; who it is from a token in the
// fragment (which browsers never send to a server), or from the cookie of an opened invitation.

import { learnRefusals } from './i18n.js';

const PROBLEM_STATUSES = [401, 403, 404] as const;

export const room = location.pathname.split('/')[2] || 'hall';
const given = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
/** Empty: the cookie says who this is. What cannot be a token is refused by the server like a wrong one. */
export const token = /^[\w.-]*$/.test(given) ? given : 'damaged';
export const authorization: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};

addEventListener('hashchange', () => location.reload());

/** What the server refused for: its reason, with the values that its sentence names. */
export interface Grounds {
  reason: string;
  values: Record<string, string | number>;
}

/** Why the server (or the link) does not let us in, or did not do something: no use in trying again
 * by itself. `reason` is the server's code or a word of the pages; `detail` the server's sentence,
 * which is English: refusal.ts says it in the reader's language.
 */
export class Refusal extends Error {
  constructor(readonly reason: string, readonly detail = '', readonly grounds?: Grounds) {
    super(reason);
  }
}

export interface RtcSession {
  location: string;
  answer: string;
}

/** Another room than the page's, or another part of it: '?source=screen'. */
export interface Where {
  room?: string;
  query?: string;
}

/** POST an offer to WHIP or WHEP. Throws Refusal, or Error where trying again helps. */
export async function postOffer(endpoint: 'whip' | 'whep', sdp: string, { room: name = room, query = '' }: Where = {}): Promise<RtcSession> {
  const response = await fetch(`/${endpoint}/${name}${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/sdp', ...authorization },
    body: sdp,
  });
  const body = await response.text();
  if (response.status === 201) {
    return { location: response.headers.get('Location') ?? '', answer: body };
  }
  if (response.status >= 500) throw new Error(`status ${response.status}`);
  throw refusalOf(response.status, await understood(problemIn(body)));
}

/** Whom the cookie names is told the summit's own reason; a token's holder, what may be wrong with the link. */
function refusalOf(status: number, { detail, grounds }: Problem): Refusal {
  if (!token && status === 401) return new Refusal('no-session', detail, grounds);
  if (!token && status === 403) return new Refusal('entry', detail, grounds);
  const known = PROBLEM_STATUSES.find((one) => one === status);
  return new Refusal(known ? String(known) : 'other', detail, grounds);
}

/** What a problem (RFC 9457) says: a short code, a sentence, and what it is made of. */
export interface Problem {
  code: string;
  detail: string;
  grounds?: Grounds;
}

/** The same members are in what is refused over the WebSocket. */
export function problemFrom({ code, detail, reason, values }: Record<string, unknown>): Problem {
  return {
    code: typeof code === 'string' ? code : 'other',
    detail: typeof detail === 'string' ? detail : '',
    grounds: typeof reason === 'string' ? { reason, values: (values ?? {}) as Grounds['values'] } : undefined,
  };
}

function problemIn(body: string): Problem {
  try {
    return problemFrom(JSON.parse(body) as Record<string, unknown>);
  } catch {
    return { code: 'other', detail: '' };
  }
}

/** The words for it are there, too, once this is done. */
async function understood(problem: Problem): Promise<Problem> {
  if (problem.grounds) await learnRefusals();
  return problem;
}

export async function problemOf(response: Response): Promise<Problem> {
  return understood(problemIn(await response.text()));
}

/** Restart ICE of a session (RFC 9725 4.3.3): new credentials, the same keys and tracks. */
export async function restartIce(pc: RTCPeerConnection, session: RtcSession): Promise<void> {
  const offer = await pc.createOffer({ iceRestart: true });
  await pc.setLocalDescription(offer);
  const lines = (pc.localDescription?.sdp ?? '').split(/\r?\n/);
  const credentials = lines.filter((line) => /^a=ice-(ufrag|pwd):/.test(line)).slice(0, 2);
  const response = await fetch(session.location, {
    method: 'PATCH',
    headers: {
      'Content-Type': 'application/trickle-ice-sdpfrag',
      'If-Match': '*',
      ...authorization,
    },
    body: `${credentials.join('\r\n')}\r\n`,
  });
  if (response.status !== 200) throw new Error(`status ${response.status}`);
  const fragment = await response.text();
  const value = (name: string) => new RegExp(`a=${name}:(\\S+)`).exec(fragment)?.[1] ?? '';
  const answer = session.answer
    .replace(/a=ice-ufrag:\S+/g, `a=ice-ufrag:${value('ice-ufrag')}`)
    .replace(/a=ice-pwd:\S+/g, `a=ice-pwd:${value('ice-pwd')}`);
  await pc.setRemoteDescription({ type: 'answer', sdp: answer });
  session.answer = answer;
}

/** End a session; also while the page goes away. Whether the server still had it: true where that cannot be told. */
export function endSession(session: RtcSession): Promise<boolean> {
  const asked = fetch(session.location, { method: 'DELETE', headers: authorization, keepalive: true });
  return asked.then((response) => response.status !== 404, () => true);
}
