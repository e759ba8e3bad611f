// Which seats a layout shows, in which order, and where their pictures are. Pure functions.
import type { Layout, Stage } from '../generated/summit.js';
import type { Health, RoomState } from '../summit.js';

export type StageSeat = Stage['seats'][number];

export const layouts: readonly Layout[] = ['solo', 'pair', 'panel', 'slides_speaker', 'slides'];
export const shownMax: Record<Layout, number> = { solo: 1, pair: 2, panel: 9, slides_speaker: 2, slides: 1 };

const isScreen = (seat: StageSeat): boolean => seat.source === 'screen';

/** The seats that are shown; none named: all who are seated, in their order. */
export function shownSeats(stage: Stage | undefined, layout: Layout, named: number[]): StageSeat[] {
  const seated = stage?.seats ?? [];
  const wanted = named.length > 0
    ? named.map((id) => seated.find((seat) => seat.id === id)).filter((seat) => seat !== undefined)
    : seated;
  return wanted.slice(0, shownMax[layout]);
}

/** Whom to name when a layout is chosen: those named already, then whoever fits it. */
export function seatsFor(layout: Layout, named: number[], stage: Stage | undefined): number[] {
  const seated = stage?.seats ?? [];
  if (layout === 'panel' && named.length === 0) return []; // all, also who comes later
  const known = named.filter((id) => seated.some((seat) => seat.id === id));
  const others = seated.map((seat) => seat.id).filter((id) => !known.includes(id));
  const ordered = [...known, ...others];
  if (layout === 'slides' || layout === 'slides_speaker') {
    const screens = ordered.filter((id) => seated.some((seat) => seat.id === id && isScreen(seat)));
    const people = ordered.filter((id) => !screens.includes(id));
    return [...screens.slice(0, 1), ...people].slice(0, shownMax[layout]);
  }
  return ordered.slice(0, shownMax[layout]);
}

/** The media side names people by 16 hex digits. */
const mediaPerson = (seat: StageSeat): string => (seat.person ?? 0).toString(16).padStart(16, '0');

const WEAK_LOSS_PERMILLE = 30;
const FROZEN_MS = 2500;

/** How a seat's line is: weak where packets are lost for good, frozen where no picture comes. */
export function lineOf(seat: StageSeat, health: readonly Health[]): { state: 'good' | 'weak' | 'frozen'; health?: Health } {
  const person = mediaPerson(seat);
  const found = health.find((one) => one.person === person && one.source === (seat.source ?? 'camera'));
  const state = !found || seat.video_muted === 'on' || found.video_age_ms < FROZEN_MS
    ? (found?.loss_permille ?? 0) >= WEAK_LOSS_PERMILLE ? 'weak' : 'good'
    : 'frozen';
  return { state, health: found };
}

/** What arrives of a seat's camera or screen, on the stage or in the green room; undefined: nothing.
 * Its `slot` is empty where the layout that is on does not show it.
 */
export function mediaOf(seat: StageSeat, state: RoomState | undefined) {
  const person = mediaPerson(seat);
  const seen = (seat.status ?? 'invited') === 'seated' ? state?.stage : state?.green;
  return seen?.find((media) => media.person === person && media.source === (seat.source ?? 'camera'));
}
