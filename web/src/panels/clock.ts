// The speaking time that runs, over the stage: whose it is, and how much is left.
import { LitElement, css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { shared } from '../controls.js';
import { LanguageController, text } from '../i18n.js';
import { SummitController, summit } from '../summit.js';
import { Ticking } from '../ticking.js';
import { countdown } from '../words.js';

@customElement('hall-clock')
export class SpeakingClock extends LitElement {
  constructor() {
    super();
    new LanguageController(this);
    new SummitController(this);
    new Ticking(this, 250);
  }

  static override styles = [shared, css`
    div {
      padding: 3px 14px;
      border-radius: 999px;
      background: var(--picture-veil);
      color: var(--picture-ink);
      font-size: 20px;
      font-weight: 640;
      font-variant-numeric: tabular-nums;
    }
    @media (max-width: 640px) {
      div {
        padding: 1px 10px;
        font-size: 15px;
      }
    }
    div[data-state='warn'] {
      color: var(--picture-warn);
    }
    div[data-state='over'] {
      color: var(--picture-bad);
    }
  `];

  override render() {
    const clock = summit.sections.stage?.clock;
    if (!clock) return nothing;
    const left = clock.start_ms + clock.length_ms - summit.now();
    const state = left <= 0 ? 'over' : left < clock.warning_ms ? 'warn' : 'good';
    return html`<div role="timer" aria-label=${text('hall-clock')} data-state=${state}>${countdown(left)}</div>`;
  }
}
