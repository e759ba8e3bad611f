// What stands beside the stage: tabs, each with its panel. On a phone the tabs are at the bottom
// edge and the panel opens above them.
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { text } from '../i18n.js';
import type { IconName } from '../icons.js';
import { summit } from '../summit.js';
import { tabList, tabsStyle } from '../tabs.js';
import type { Viewer } from '../whep.js';
import './chat-panel.js';
import './hands-panel.js';
import { Panel, panelStyle } from './panel.js';
import './people-panel.js';
import './programme-panel.js';
import './questions-panel.js';
import { ballotsLeft } from './votes-panel.js';

export type Tab = 'stage' | 'programme' | 'hands' | 'questions' | 'chat' | 'votes' | 'people';

const TABS: [Tab, IconName][] = [
  ['stage', 'hemicycle'],
  ['programme', 'calendar'], ['hands', 'hand'], ['questions', 'question'],
  ['chat', 'chat'], ['votes', 'vote'], ['people', 'people'],
];

const ENDED_MS = 12_000;

@customElement('hall-side')
export class Side extends Panel {
  @state() private tab: Tab = 'programme';
  /** The hall's, for whoever goes on stage. */
  @property({ attribute: false }) viewer?: Viewer;
  private readUpTo = Infinity; // the last message that was seen
  private wasOnTheWay = false;
  @state() private hasEnded = false; // the way to the stage, a moment ago

  static override styles = [
    panelStyle,
    tabsStyle,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        grid-template-columns: minmax(0, 1fr);
        min-block-size: 0;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        overflow: hidden;
      }
      .panel {
        overflow-y: auto;
        overscroll-behavior: contain;
        min-block-size: 0;
        padding: 16px;
      }
      plenary-green-room {
        --ground: var(--surface);
      }
      [hidden] {
        display: none;
      }
      .panel:focus-visible {
        outline-offset: -3px;
      }
      @media (max-width: 640px) {
        :host {
          grid-template-rows: minmax(0, 1fr) auto;
          border: 0;
          border-radius: 0;
          border-block-start: 1px solid var(--line);
        }
        .tabs {
          grid-row: 2;
          border-block-end: 0;
          border-block-start: 1px solid var(--line);
          padding-block-end: env(safe-area-inset-bottom);
        }
        .tabs button {
          border-block-width: 3px 0;
        }
        .panel {
          padding: 12px 14px;
        }
      }
    `,
  ];

  /** Show that one; with `enter`, go on there by keyboard. */
  show(tab: Tab, enter = false): void {
    this.tab = tab;
    if (enter) {
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.panel > :not([hidden], [role=status])')?.focus());
    }
  }

  /** The tabs there are: the stage's while the summit has a seat for one. */
  private tabs() {
    return TABS.filter(([tab]) => tab !== 'stage' || this.wasOnTheWay);
  }

  /** Whoever is invited to the stage sees so at once, and walks there without leaving the page. */
  protected override willUpdate(): void {
    const isOnTheWay = summit.you?.seats?.some((seat) => seat.room === summit.room) ?? false;
    if (isOnTheWay === this.wasOnTheWay) return;
    this.wasOnTheWay = isOnTheWay;
    if (isOnTheWay) {
      void import('../green-room.js');
      this.tab = 'stage';
    } else {
      if (this.tab === 'stage') this.tab = 'programme';
      this.hasEnded = true;
      setTimeout(() => (this.hasEnded = false), ENDED_MS);
    }
  }

  override render() {
    this.markRead();
    return html`
      ${tabList(text('hall-tabs'), this.tabs().map(([name, sign]) => ({ name, sign, word: text(`hall-tab-${name}`),
        count: this.waiting(name), counted: text(`hall-badge-${name}`) })), this.tab, (tab) => this.show(tab))}
      <div class="panel" role="tabpanel" id="panel" tabindex=${this.tab === 'programme' ? 0 : nothing}
        aria-labelledby=${`tab-${this.tab}`}>${this.wasOnTheWay
          ? html`<plenary-green-room embedded .viewer=${this.viewer} ?hidden=${this.tab !== 'stage'}></plenary-green-room>`
          : nothing}<div role="status">${this.hasEnded && !this.wasOnTheWay
            ? html`<p class="note">${text('green-ended')}</p>`
            : nothing}</div>${this.panel()}</div>
    `;
  }

  private panel(): TemplateResult | typeof nothing {
    switch (this.tab) {
      case 'stage':
        return nothing;
      case 'programme':
        return html`<hall-programme></hall-programme>`;
      case 'hands':
        return html`<hall-hands></hall-hands>`;
      case 'questions':
        return html`<hall-questions></hall-questions>`;
      case 'chat':
        return html`<hall-chat></hall-chat>`;
      case 'votes':
        return html`<hall-votes></hall-votes>`;
      case 'people':
        return html`<hall-people></hall-people>`;
    }
  }

  private unread(): number {
    return summit.sections.chat?.messages.filter((message) => message.id > this.readUpTo).length ?? 0;
  }

  private markRead(): void {
    const last = summit.sections.chat?.messages.at(-1)?.id ?? 0;
    if (this.tab === 'chat' || (this.readUpTo === Infinity && summit.sections.chat)) this.readUpTo = last;
  }

  private waiting(tab: Tab): number {
    if (tab === 'chat') return this.unread();
    if (tab === 'votes') return ballotsLeft();
    return tab === 'hands' ? (summit.you?.hand?.place ?? 0) : 0;
  }
}
