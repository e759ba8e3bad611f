// Votes: what is open now with one's ballot, what was decided, what is to come. And the card
// that comes up by itself over the stage when a vote opens, and with its result when it closes.
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Motion } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { sayMarked, summit } from '../summit.js';
import './ballot.js';
import { Panel, panelStyle } from './panel.js';
import './proxy-card.js';
import { isSecret, tally, tallyStyle } from './tally.js';

const ORDER = ['open', 'closed', 'draft'];

const statusOf = (motion: Motion) => motion.status ?? 'draft';

/** Motions of this room that one may still vote on. */
export function openVotes(): Motion[] {
  return (summit.sections.motions ?? []).filter((motion) => statusOf(motion) === 'open');
}

/** How many ballots of one's own are still to be cast. */
export function ballotsLeft(): number {
  return summit.you?.ballots?.filter((ballot) => !ballot.cast).length ?? 0;
}

const describe = (motion: Motion) => html`<p class="soft">
  ${text(isSecret(motion) ? 'hall-mode-secret' : 'hall-mode-open')} · ${text(`hall-majority-${motion.majority ?? 'simple'}`)}</p>`;

@customElement('hall-votes')
export class VotesPanel extends Panel {
  static override styles = [panelStyle, tallyStyle, css`
    .title {
      font-size: 17px;
      font-weight: 640;
      line-height: 1.35;
    }
    .words {
      white-space: pre-line;
    }
  `];

  override render() {
    const shown = (summit.sections.motions ?? []).filter((motion) => ORDER.includes(statusOf(motion)));
    const sorted = [...shown].sort((a, b) =>
      ORDER.indexOf(statusOf(a)) - ORDER.indexOf(statusOf(b)) || (b.closed_ms ?? 0) - (a.closed_ms ?? 0) || a.id - b.id);
    return html`<div class="stack">
      ${sorted.length === 0 ? html`<div class="empty">${icon('vote')}<p>${text('hall-votes-none')}</p></div>` : nothing}
      ${repeat(sorted, (motion) => motion.id, (motion) => this.motion(motion))}
      ${summit.may('proxy_give') && summit.you?.person?.location
        ? html`<hall-proxy .location=${summit.you.person.location}></hall-proxy>`
        : nothing}
    </div>`;
  }

  private motion(motion: Motion) {
    const status = statusOf(motion);
    return html`<section class="card">
      <span class="row"><span class=${status === 'open' ? 'chip accent' : 'chip'}>${text(`hall-motion-${status}`)}</span></span>
      <div><p class="title">${sayMarked(motion.title)}</p>${describe(motion)}</div>
      ${motion.text && status !== 'closed' ? html`<p class="words">${sayMarked(motion.text)}</p>` : nothing}
      ${status === 'open' ? html`<hall-ballot .motion=${motion}></hall-ballot>` : nothing}
      ${status === 'draft' ? nothing : tally(motion)}
      ${status === 'closed'
        ? html`<a href=${`/api/v1/motions/${motion.id}/result.csv`} download>${text('hall-result-csv')}</a>`
        : nothing}
    </section>`;
  }
}

@customElement('hall-vote-card')
export class VoteCard extends Panel {
  @property({ attribute: false }) motion?: Motion;

  static override styles = [panelStyle, tallyStyle, css`
    :host {
      display: block;
    }
    .card {
      grid-auto-rows: max-content;
      min-block-size: 0;
      overflow-y: auto;
      overscroll-behavior: contain;
      padding: 18px;
      background: var(--surface);
      border-color: var(--accent);
      box-shadow: 0 24px 60px -18px var(--shadow);
    }
    header {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 4px 12px;
      align-items: start;
    }
    h2 {
      font-size: 19px;
      font-weight: 660;
      line-height: 1.3;
      letter-spacing: var(--tight);
    }
    header button {
      inline-size: 44px;
      padding: 0;
      justify-content: center;
      grid-column: 2;
      grid-row: 1 / span 2;
    }
    .words {
      white-space: pre-line;
      max-block-size: 9em;
      overflow-y: auto;
    }
  `];

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('section')?.focus();
  }

  override render() {
    const motion = this.motion;
    if (!motion) return nothing;
    const isOpen = statusOf(motion) === 'open';
    return html`<section class="card" role="dialog" tabindex="-1" aria-labelledby="title" @keydown=${this.pressKey}>
      <header>
        <span class="row"><span class="chip accent">${text(isOpen ? 'hall-motion-open' : 'hall-motion-closed')}</span></span>
        <h2 id="title">${sayMarked(motion.title)}</h2>
        <button aria-label=${text('hall-close')} title=${text('hall-close')} @click=${this.close}>${icon('close')}</button>
      </header>
      ${describe(motion)}
      ${isOpen && motion.text ? html`<p class="words" tabindex="0">${sayMarked(motion.text)}</p>` : nothing}
      ${isOpen ? html`<hall-ballot .motion=${motion}></hall-ballot>` : nothing}
      ${tally(motion)}
    </section>`;
  }

  private readonly close = (): void => {
    this.dispatchEvent(new Event('dismiss'));
  };

  private readonly pressKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.close();
  };
}
