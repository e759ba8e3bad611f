// Tabs, as hall and desk have them: a sign, a word, and how much waits there. The panel stands in
// the same root, with the id `panel`. Where the tabs stand below it, they carry their mark on top:
// the host says so by `border-block-width: 3px 0`.
import { css, html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from './icons.js';
import { number } from './words.js';

export interface TabShown<T extends string> {
  name: T;
  sign: IconName;
  word: string;
  /** How much waits there; 0: no badge. */
  count: number;
  /** What is counted, for who does not see the badge. */
  counted?: string;
}

const COUNT_MAX = 99; // a badge has room for no more

export const tabsStyle = css`
  .tabs {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(max-content, 1fr);
    border-block-end: 1px solid var(--line);
    overflow-x: auto;
    scrollbar-width: none;
  }
  .tabs button {
    position: relative;
    display: grid;
    justify-items: center;
    align-content: center;
    gap: 3px;
    min-block-size: 54px;
    padding: 8px 4px 6px;
    border: 0 solid transparent;
    border-block-end-width: 3px;
    border-radius: 0;
    background: none;
    color: var(--ink-soft);
    font-size: 11.5px;
    letter-spacing: var(--tight);
    line-height: 1.25;
    white-space: nowrap;
  }
  .tabs button:hover:enabled {
    background: var(--raised-hover);
  }
  .tabs button[aria-selected='true'] {
    border-color: var(--accent);
    color: var(--ink);
    font-weight: 640;
  }
  .tabs button:focus-visible {
    outline-offset: -3px;
  }
  .tabs .icon {
    inline-size: 20px;
    block-size: 20px;
  }
  .tabs .count {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-start: calc(50% + 5px);
    min-inline-size: 18px;
    padding-inline: 5px;
    border-radius: 999px;
    background: var(--accent);
    color: var(--accent-ink);
    font-size: 11px;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    line-height: 18px;
    text-align: center;
  }
`;

/** `choose` shows another one; by arrow keys, Home and End the focus goes there too. */
export function tabList<T extends string>(label: string, tabs: TabShown<T>[], open: T, choose: (tab: T) => void): TemplateResult {
  const pressKey = (event: KeyboardEvent) => {
    const to = stepOf(event, tabs.findIndex(({ name }) => name === open), tabs.length);
    const tab = to === undefined ? undefined : tabs[to];
    if (!tab) return;
    event.preventDefault();
    choose(tab.name);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`#tab-${tab.name}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} @keydown=${pressKey}>
    ${tabs.map(({ name, sign, word, count, counted }) => html`<button role="tab" id=${`tab-${name}`} aria-controls="panel"
      aria-selected=${name === open} tabindex=${name === open ? 0 : -1} @click=${() => choose(name)}>
      ${icon(sign)}<span>${word}</span>${count > 0
        ? html`<span class="count">${number(Math.min(count, COUNT_MAX))}${counted
            ? html`<span class="hidden">${counted}</span>`
            : nothing}</span>`
        : nothing}</button>`)}
  </div>`;
}

function stepOf({ key }: KeyboardEvent, at: number, count: number): number | undefined {
  const isMirrored = document.documentElement.dir === 'rtl';
  switch (key) {
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case isMirrored ? 'ArrowLeft' : 'ArrowRight':
      return (at + 1) % count;
    case isMirrored ? 'ArrowRight' : 'ArrowLeft':
      return (at - 1 + count) % count;
    default:
      return undefined;
  }
}
