// What the desk does goes through here: a command is sent, and what is refused is said.
import type { CommandName, Commands } from '../generated/summit.js';
import { why } from '../refusal.js';
import { command, summit } from '../summit.js';

/** Event: `notice` (detail: why something was not done), for the page to show. */
export const notices = new EventTarget();

function notify(words: string): void {
  notices.dispatchEvent(new CustomEvent('notice', { detail: words }));
}

/** Whether it was done; if not, the page has said why. */
export async function act<K extends CommandName>(name: K, fields: Commands[K]): Promise<boolean> {
  try {
    await command(name, fields);
    return true;
  } catch (problem) {
    notify(why(problem));
    return false;
  }
}

/** Whether the person at this desk is the summit's director. */
export const isDirector = (): boolean => summit.role === 'director';
