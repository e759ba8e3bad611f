// What the desk does goes through here: a command is sent, and what is refused is said.
import type { CommandName, Commands } from '../generated/summit.js';
import { text } from '../i18n.js';
import { Refusal } from '../session.js';
import { command, summit } from '../summit.js';

export type NoticeKind = 'done' | 'refused';

/** Event: `notice` (detail: kind and text), for the page to show. */
export const notices = new EventTarget();

export function notify(kind: NoticeKind, words: string): void {
  notices.dispatchEvent(new CustomEvent('notice', { detail: { kind, words } }));
}

/** Whether it was done; if not, the page has said why. */
export async function act<K extends CommandName>(name: K, fields: Commands[K]): Promise<boolean> {
  try {
    await command(name, fields);
    return true;
  } catch (problem) {
    const why = problem instanceof Refusal ? problem.detail || problem.message : '';
    notify('refused', why || text('desk-failed'));
    return false;
  }
}

/** The room of this desk, and whether the person at it is its director. */
export const room = (): number => summit.room;
export const isDirector = (): boolean => summit.role === 'director';
