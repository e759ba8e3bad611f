// What is going wrong, or will soon, before anyone asks: worked out of the state. Pure.
import type { Sections } from '../generated/summit.js';
import type { LinkState } from '../link.js';
import type { Health, RoomState } from '../summit.js';
import { HAND_LONG_MS } from './hands.js';
import { dueMs, entriesOf, nextOf, runningOf } from './programme.js';
import { lineOf, mediaOf } from './stage-plan.js';
import { MINUTE_MS, minutes } from './times.js';

export type Tab = 'show' | 'stage' | 'hands' | 'questions' | 'chat' | 'motions' | 'lobby' | 'people';

export interface Concern {
  /** The message, and its values. */
  id: string;
  values?: Record<string, string | number>;
  isBad: boolean;
  /** Where it can be mended. */
  tab?: Tab;
  alert?: number;
}

const SOON_MS = 5 * MINUTE_MS;

export interface Situation {
  sections: Partial<Sections>;
  room: number;
  roomState?: RoomState;
  health: readonly Health[];
  connection: string;
  line: LinkState;
  nowMs: number;
}

function programmeConcerns({ sections, room, nowMs }: Situation): Concern[] {
  const concerns: Concern[] = [];
  const entries = entriesOf(sections.programme, room);
  const running = runningOf(entries);
  const next = nextOf(entries);
  if (running && nowMs - dueMs(running) >= MINUTE_MS) {
    concerns.push({ id: 'desk-concern-over', values: { count: minutes(nowMs - dueMs(running)) }, isBad: true, tab: 'show' });
  }
  const wait = nowMs - (next?.start_ms ?? nowMs);
  if (next && !running && wait >= MINUTE_MS && wait < 12 * 60 * MINUTE_MS) {
    concerns.push({ id: 'desk-concern-late', values: { count: minutes(wait) }, isBad: true, tab: 'show' });
  }
  const startsMs = running ? dueMs(running) : next?.start_ms ?? 0;
  if (next && Math.abs(startsMs - nowMs) <= SOON_MS) {
    const there = [...(sections.stage?.seats ?? []), ...(sections.green_room?.seats ?? [])]
      .filter((seat) => (seat.status ?? 'invited') !== 'invited');
    for (const who of next.who.filter((one) => !there.some((seat) => seat.person === one.id))) {
      concerns.push({ id: 'desk-concern-absent', values: { name: who.name ?? '' }, isBad: false, tab: 'people' });
    }
  }
  return concerns;
}

function stageConcerns({ sections, roomState, health, nowMs }: Situation): Concern[] {
  const { stage } = sections;
  const concerns: Concern[] = [];
  for (const seat of stage?.seats ?? []) {
    const name = seat.who.name ?? '';
    const media = mediaOf(seat, roomState);
    const line = lineOf(seat, health);
    if (!media) concerns.push({ id: 'desk-concern-gone', values: { name }, isBad: true, tab: 'stage' });
    else if (line.state === 'frozen') concerns.push({ id: 'desk-concern-frozen', values: { name }, isBad: true, tab: 'stage' });
    else if (line.state === 'weak') {
      const percent = Math.round((line.health?.loss_permille ?? 0) / 10);
      concerns.push({ id: 'desk-concern-weak', values: { name, percent }, isBad: true, tab: 'stage' });
    } else if (!media.audio && seat.source !== 'screen') {
      concerns.push({ id: 'desk-concern-silent', values: { name }, isBad: false, tab: 'stage' });
    }
  }
  const clock = stage?.clock;
  const over = clock ? nowMs - clock.start_ms - clock.length_ms : 0;
  if (over > 0) concerns.push({ id: 'desk-concern-clock', values: { count: minutes(over) }, isBad: true, tab: 'stage' });
  if (stage?.hold === 'on') concerns.push({ id: 'desk-concern-hold', isBad: false, tab: 'stage' });
  return concerns;
}

function audienceConcerns({ sections, nowMs }: Situation): Concern[] {
  const concerns: Concern[] = [];
  const longest = Math.max(0, ...(sections.hands?.hands ?? []).map((hand) => nowMs - (hand.raised_ms ?? nowMs)));
  if (longest > HAND_LONG_MS) {
    concerns.push({ id: 'desk-concern-hand', values: { count: minutes(longest) }, isBad: false, tab: 'hands' });
  }
  const waiting = sections.lobby?.waiting ?? 0;
  if (waiting > 0) concerns.push({ id: 'desk-concern-lobby', values: { count: waiting }, isBad: false, tab: 'lobby' });
  for (const alert of sections.alerts ?? []) {
    concerns.push({
      id: 'desk-concern-alert', values: { name: alert.who.name ?? '' }, isBad: true, tab: 'people', alert: alert.id,
    });
  }
  return concerns;
}

/** The worst first. */
export function concernsOf(situation: Situation): Concern[] {
  const concerns: Concern[] = [];
  if (situation.connection === 'lost') concerns.push({ id: 'desk-concern-lost', isBad: true });
  if (situation.line === 'weak' || situation.line === 'reconnecting') concerns.push({ id: 'desk-concern-line', isBad: false });
  concerns.push(...stageConcerns(situation), ...programmeConcerns(situation), ...audienceConcerns(situation));
  return concerns.sort((a, b) => Number(b.isBad) - Number(a.isBad));
}
