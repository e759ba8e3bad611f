// What both pages share: buttons, the state in a word, notices, the page that says no.
import { css, html, nothing, type TemplateResult } from 'lit';
import { text } from './i18n.js';
import type { LinkState } from './link.js';
import type { Refusal } from './session.js';

export const shared = css`
  *,
  *::before {
    box-sizing: border-box;
  }
  :host {
    display: block;
    color: var(--ink);
  }
  button,
  select {
    font: inherit;
    color: inherit;
    min-block-size: 44px;
    padding-inline: 18px;
    border-radius: 999px;
    border: 1px solid var(--line);
    background: var(--raised);
    cursor: pointer;
    transition: background var(--quick), border-color var(--quick);
  }
  button:hover,
  select:hover {
    border-color: var(--ink-soft);
  }
  button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--accent-ink);
    font-weight: 650;
  }
  button.leave {
    background: transparent;
    border-color: var(--bad);
    color: var(--bad);
    font-weight: 650;
  }
  :is(button, select, input):focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 3px;
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
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .no {
    display: grid;
    place-content: center;
    justify-items: start;
    gap: 14px;
    min-block-size: 100dvh;
    max-inline-size: 34rem;
    margin-inline: auto;
    padding: 24px;
  }
  .no h1 {
    margin: 0;
    font-size: clamp(24px, 4vw, 34px);
    line-height: 1.2;
    letter-spacing: -0.01em;
  }
  .no p {
    margin: 0;
    color: var(--ink-soft);
  }
`;

export function stateWord(state: LinkState): TemplateResult {
  const shown = state === 'idle' || state === 'refused' ? 'connecting' : state;
  return html`<span class="state" data-state=${shown}>${text(`state-${shown}`)}</span>`;
}

/** A whole page that says why not, and what to do. */
export function refusalPage(refusal: Refusal, retry?: () => void): TemplateResult {
  const id = `refused-${refusal.reason}`;
  return html`<main class="no">
    <h1>${text(id)}</h1>
    <p>${text(`${id}-long`, { detail: refusal.detail })}</p>
    ${retry ? html`<button @click=${retry}>${text('try-again')}</button>` : nothing}
  </main>`;
}
