// When one's turn comes: by the programme, where it names one, else by what runs and who else
// stands in the green room.
import { ownSeat } from './floor.js';
import type { Item } from './generated/summit.js';
import { summit } from './summit.js';

export interface NextUp {
  at_ms: number;
  /** How many come before. */
  before: number;
}

const endOf = (item: Item): number =>
  (item.actual_start_ms || item.start_ms || 0) + ((item.end_ms ?? 0) - (item.start_ms ?? 0));

export function nextUp(): NextUp | undefined {
  const seat = ownSeat();
  const { programme, room, green_room: green } = summit.sections;
  if (!seat || !programme) return undefined;
  const now_ms = summit.now();
  const items = programme.items.filter((item) => item.room === summit.room && item.status !== 'finished');
  const running = items.find((item) => item.id === room?.item);
  if (running?.speakers?.includes(seat.person ?? 0)) return { at_ms: now_ms, before: 0 };
  const own = items.find((item) => item.speakers?.includes(seat.person ?? 0));
  if (own) {
    const between = items.slice(0, items.indexOf(own)).filter((item) => item !== running);
    const starts_ms = (own.start_ms ?? 0) + (room?.late_ms ?? 0);
    const earliest_ms = running && between.length === 0 ? endOf(running) : starts_ms;
    return { at_ms: Math.max(now_ms, earliest_ms), before: between.length };
  }
  const ahead = green?.seats.filter((one) => one.status === 'ready' && one.id < seat.id).length ?? 0;
  return running ? { at_ms: Math.max(now_ms, endOf(running)), before: ahead } : undefined;
}
