// What the pages share: buttons, the head, the state in a word, the page that says no.
import { css, html, nothing, type TemplateResult } from 'lit';
import { text } from './i18n.js';
import { icon } from './icons.js';
import type { LinkState } from './link.js';
import { explain } from './refusal.js';
import type { Refusal } from './session.js';

/** A microphone's level; its bar is `.level span`. */
export const levelMeter = css`
  .level {
    block-size: 8px;
    border-radius: 999px;
    background: var(--line);
    overflow: hidden;
  }
  .level span {
    display: block;
    block-size: 100%;
    inline-size: 0;
    background: var(--good);
  }
`;

export const shared = css`
  *,
  *::before {
    box-sizing: border-box;
  }
  :host {
    display: block;
    color: var(--ink);
  }
  .icon {
    inline-size: 20px;
    block-size: 20px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.7;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  button,
  select {
    font: inherit;
    color: var(--ink);
    min-block-size: 44px;
    padding-inline: 18px;
    border-radius: 999px;
    border: 1px solid var(--line);
    background: var(--raised);
    cursor: pointer;
    transition: background var(--quick), border-color var(--quick);
  }
  button {
    display: inline-flex;
    align-items: center;
    gap: 9px;
  }
  button:hover:enabled,
  select:hover {
    border-color: var(--ink-soft);
    background: var(--raised-hover);
  }
  button:disabled,
  select:disabled {
    cursor: default;
    color: var(--ink-soft);
  }
  /* Dashed, not only paler: it cannot be pressed yet. */
  button:disabled {
    border-style: dashed;
  }
  button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--accent-ink);
    font-weight: 650;
  }
  button.primary:hover:enabled {
    background: color-mix(in srgb, var(--accent) 88%, var(--ink));
  }
  button.primary:disabled {
    background: var(--raised);
    border-color: var(--line);
    color: var(--ink-soft);
  }
  button.leave {
    background: transparent;
    border-color: var(--bad);
    color: var(--bad);
    font-weight: 650;
  }
  :is(a, button, select, input):focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 3px;
  }
  /* A link that leads on: as large as what it means. */
  a.way {
    justify-self: start;
    display: inline-flex;
    align-items: center;
    min-block-size: 56px;
    padding-inline: 34px;
    border-radius: 999px;
    background: var(--accent);
    color: var(--accent-ink);
    font-size: 18px;
    font-weight: 650;
    text-decoration: none;
  }
  a.way:focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 3px;
  }
  @media (max-width: 520px) {
    a.way {
      justify-self: stretch;
      justify-content: center;
    }
  }
  .top {
    display: flex;
    align-items: center;
    gap: 8px 20px;
    flex-wrap: wrap;
  }
  .top h1 {
    display: flex;
    align-items: center;
    gap: 12px;
    min-inline-size: 0;
    margin: 0;
    margin-inline-end: auto;
    font-size: 18px;
    font-weight: 640;
    letter-spacing: var(--tight);
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .top h1 .icon {
    inline-size: 30px;
    block-size: 30px;
    color: var(--accent);
  }
  .more:empty {
    display: none;
  }
  @media (max-width: 640px) {
    .top h1 {
      gap: 9px;
      font-size: 16px;
    }
    .top h1 .icon {
      inline-size: 24px;
      block-size: 24px;
    }
    .top {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .more {
      grid-row: 2;
      grid-column: 1 / -1;
    }
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 9px;
    font-weight: 600;
    white-space: nowrap;
  }
  .state::before {
    content: '';
    inline-size: 10px;
    block-size: 10px;
    border-radius: 50%;
    background: var(--ink-soft);
  }
  .state[data-state='live']::before {
    background: var(--good);
    box-shadow: 0 0 0 4px color-mix(in srgb, var(--good) 22%, transparent);
  }
  .state:is([data-state='weak'], [data-state='reconnecting'])::before {
    background: var(--warn);
  }
  .notice {
    padding: 12px 18px;
    border-radius: var(--radius);
    border: 1px solid var(--warn);
    background: color-mix(in srgb, var(--warn) 10%, transparent);
  }
  .notice strong {
    display: block;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .no {
    display: grid;
    grid-template-rows: auto 1fr;
    min-block-size: 100dvh;
    padding: var(--gap);
  }
  .no .why {
    display: grid;
    align-content: center;
    justify-items: start;
    gap: 16px;
    inline-size: min(100%, 36rem);
    margin-inline: auto;
    padding-block-end: 12vh;
  }
  .no .why > .icon {
    inline-size: 52px;
    block-size: auto;
    stroke-width: 1.2;
    color: var(--accent);
  }
  .no h2 {
    margin: 0;
    font-size: clamp(26px, 4vw, 36px);
    font-weight: 660;
    line-height: 1.25;
    letter-spacing: var(--tight);
  }
  .no p {
    margin: 0;
    color: var(--ink-soft);
    overflow-wrap: anywhere;
  }
`;

export function stateWord(state: LinkState): TemplateResult {
  const shown = state === 'idle' || state === 'refused' ? 'connecting' : state;
  return html`<span class="state" data-state=${shown}>${text(`state-${shown}`)}</span>`;
}

/** The head of every page: where one is, what else is worth knowing, the reader's choices. */
export function pageTop(title: unknown, more: unknown = nothing): TemplateResult {
  return html`<header class="top">
    <h1>${icon('hemicycle')}<span>${title}</span></h1>
    <div class="more">${more}</div>
    <plenary-preferences></plenary-preferences>
  </header>`;
}

/** Those that the server's own reason tells more of than the page can. */
const SAYS_WHY = ['entry', 'other'];

/** A whole page that says why not, and what to do. */
export function refusalPage(refusal: Refusal, retry?: () => void): TemplateResult {
  const isOver = refusal.grounds?.reason.startsWith('session_');
  const id = isOver ? 'refused-over' : `refused-${refusal.reason}`;
  const said = isOver || SAYS_WHY.includes(refusal.reason) ? explain(refusal) : '';
  return html`<div class="no">
    ${pageTop('Plenary')}
    <main class="why">
      <h2>${text(id)}</h2>
      <p>${said || text(`${id}-long`, { detail: refusal.detail })}</p>
      ${refusal.reason === 'no-session' ? html`<a class="way" href="/join">${text('to-door')}</a>` : nothing}
      ${retry ? html`<button @click=${retry}>${text('try-again')}</button>` : nothing}
    </main>
  </div>`;
}
