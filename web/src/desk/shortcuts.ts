// One key for what must be quick. Letters are where they stand on a Latin keyboard, whatever the
// keyboard writes; nothing happens while somebody types or a dialog is open.
import { keep, recall } from '../remembered.js';
import { toggleClock } from './clock.js';
import { preview, take, toggleHold } from './monitors.js';
import { startNext } from './run-of-show.js';
import { layouts } from './stage-plan.js';

export interface Shortcut {
  key: string;
  /** What it does, in words. */
  id: string;
}

export const shortcuts: readonly Shortcut[] = [
  { key: 'N', id: 'desk-key-next' },
  { key: 'T', id: 'desk-key-take' },
  { key: '1 – 5', id: 'desk-key-layout' },
  { key: 'H', id: 'desk-key-hold' },
  { key: 'C', id: 'desk-key-clock' },
  { key: '/', id: 'desk-key-search' },
  { key: '?', id: 'desk-key-help' },
];

export const areOn = (): boolean => recall('desk-keys') !== 'off';
export const turn = (isOn: boolean): void => keep('desk-keys', isOn ? 'on' : 'off');

function isTyping(event: KeyboardEvent): boolean {
  const [target, ...around] = event.composedPath();
  const isDialog = (one?: EventTarget) => one instanceof HTMLDialogElement;
  return isDialog(target) || around.some(isDialog)
    || (target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]'));
}

/** Its name where the key is Latin, else that of its place. */
function letterOf(event: KeyboardEvent): string {
  if (/^[a-z0-9?/]$/i.test(event.key)) return event.key.toLowerCase();
  if (event.key === '؟') return '?';
  return event.code.replace(/^(Key|Digit)/, '').toLowerCase();
}

/** `search` and `help` belong to the page. */
export function pressKey(event: KeyboardEvent, page: { search(): void; help(): void }): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event)) return;
  const letter = letterOf(event);
  if (letter === '?') {
    page.help();
    event.preventDefault();
    return;
  }
  if (!areOn()) return;
  const layout = layouts[Number(letter) - 1];
  const actions: Record<string, () => void> = {
    n: startNext, t: take, h: toggleHold, c: toggleClock, '/': page.search,
  };
  const action = layout ? () => preview(layout) : actions[letter];
  if (!action) return;
  action();
  event.preventDefault();
}
