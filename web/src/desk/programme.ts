// The programme as a run of show: which items, which is next, how late. Pure functions.
import type { Day, Sections } from '../generated/summit.js';
import { DAY_MS } from './times.js';

export type Entry = Sections['programme']['items'][number];

export function entriesOf(programme: Sections['programme'] | undefined, room: number): Entry[] {
  return programme?.items.filter((item) => item.room === room) ?? [];
}

export function runningOf(entries: Entry[]): Entry | undefined {
  return entries.find((item) => item.status === 'running');
}

export const isPlanned = (item: Entry): boolean => !item.status || item.status === 'planned';

/** What comes after the one that runs; if none runs, after the last that ended. */
export function nextOf(entries: Entry[]): Entry | undefined {
  const runs = entries.findIndex((item) => item.status === 'running');
  const ended = entries.map((item) => item.status).lastIndexOf('finished');
  return entries.slice((runs >= 0 ? runs : ended) + 1).find(isPlanned);
}

/** The day to show first: the one that runs, or that is now, or that comes; else the last. */
export function dayNow(days: Day[], entries: Entry[], nowMs: number): number {
  const running = runningOf(entries)?.day;
  if (running !== undefined) return running;
  const inOrder = [...days].sort((a, b) => (a.start_ms ?? 0) - (b.start_ms ?? 0));
  const comes = inOrder.find((day) => (day.end_ms ?? (day.start_ms ?? 0) + DAY_MS) > nowMs);
  return (comes ?? inOrder.at(-1))?.id ?? 0;
}

/** How much later than planned: when it began or ended; for one to come, by what the room is. */
export function lateMs(item: Entry, roomLateMs: number): number {
  if (item.status === 'finished') return (item.actual_end_ms ?? 0) - (item.end_ms ?? 0);
  if (item.status === 'running') return (item.actual_start_ms ?? 0) - (item.start_ms ?? 0);
  return roomLateMs;
}

/** When the running one should end: its planned length after it began. */
export function dueMs(item: Entry): number {
  return (item.actual_start_ms ?? item.start_ms ?? 0) + (item.end_ms ?? 0) - (item.start_ms ?? 0);
}
