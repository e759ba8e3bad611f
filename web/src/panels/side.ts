// What stands beside the stage: tabs, each with its panel. On a phone the tabs are at the bottom
// edge and the panel opens above them.
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { text } from '../i18n.js';
import { icon, type IconName } from '../icons.js';
import { summit } from '../summit.js';
import type { Viewer } from '../whep.js';
import { number } from '../words.js';
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

@customElement('hall-side')
export class Side extends Panel {
  @state() private tab: Tab = 'programme';
  /** The hall's, for whoever goes on stage. */
  @property({ attribute: false }) viewer?: Viewer;
  private readUpTo = Infinity; // the last message that was seen
  private wasOnTheWay = false;

  static override styles = [
    panelStyle,
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
      .tabs {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: minmax(0, 1fr);
        border-block-end: 1px solid var(--line);
      }
      .tabs button {
        position: relative;
        display: grid;
        justify-items: center;
        gap: 3px;
        padding: 10px 0 8px;
        border: 0;
        border-radius: 0;
        background: none;
        font-size: 11.5px;
        letter-spacing: -0.01em;
        line-height: 1.25;
        color: var(--ink-soft);
        border-block-end: 3px solid transparent;
      }
      .tabs button span {
        max-inline-size: 100%;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .tabs button:focus-visible {
        outline-offset: -3px;
      }
      .tabs button[aria-selected='true'] {
        color: var(--ink);
        border-color: var(--accent);
        font-weight: 640;
      }
      .badge {
        position: absolute;
        inset-block-start: 5px;
        inset-inline-start: calc(50% + 6px);
        min-inline-size: 18px;
        padding-inline: 5px;
        border-radius: 999px;
        background: var(--accent);
        color: var(--accent-ink);
        font-size: 11px;
        font-weight: 700;
        line-height: 18px;
        text-align: center;
      }
      .panel {
        overflow-y: auto;
        overscroll-behavior: contain;
        min-block-size: 0;
        padding: 16px;
      }
      .tabs:has(:nth-child(7)) button {
        font-size: 11px;
        letter-spacing: -0.02em;
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
          border-block: 1px solid var(--line) 0;
          padding-block-end: env(safe-area-inset-bottom);
        }
        .tabs button {
          border-block-end: 0;
          border-block-start: 3px solid transparent;
          font-size: 11px;
          padding-block: 7px 8px;
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
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.panel > :not([hidden])')?.focus());
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
    } else if (this.tab === 'stage') {
      this.tab = 'programme';
    }
  }

  override render() {
    this.markRead();
    return html`
      <div class="tabs" role="tablist" aria-label=${text('hall-tabs')} @keydown=${this.pressKey}>
        ${this.tabs().map(([tab, sign]) => html`<button role="tab" id=${`tab-${tab}`} aria-controls="panel"
          aria-selected=${tab === this.tab} tabindex=${tab === this.tab ? 0 : -1} @click=${() => this.show(tab)}>
          ${icon(sign)}<span>${text(`hall-tab-${tab}`)}</span>${this.badge(tab)}</button>`)}
      </div>
      <div class="panel" role="tabpanel" id="panel" tabindex=${this.tab === 'programme' ? 0 : nothing}
        aria-labelledby=${`tab-${this.tab}`}>${this.wasOnTheWay
          ? html`<plenary-green-room embedded .viewer=${this.viewer} ?hidden=${this.tab !== 'stage'}></plenary-green-room>`
          : nothing}${this.panel()}</div>
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

  private badge(tab: Tab) {
    const count = tab === 'chat' ? this.unread() : tab === 'votes' ? ballotsLeft()
      : tab === 'hands' ? (summit.you?.hand?.place ?? 0) : 0;
    return count > 0
      ? html`<span class="badge">${number(Math.min(count, 99))}<span class="hidden">${text(`hall-badge-${tab}`)}</span></span>`
      : nothing;
  }

  private readonly pressKey = (event: KeyboardEvent): void => {
    const forward = getComputedStyle(this).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const tabs = this.tabs();
    const at = tabs.findIndex(([tab]) => tab === this.tab);
    const step = event.key === forward ? 1 : /^Arrow(Left|Right)$/.test(event.key) ? -1 : 0;
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? tabs.length - 1 : (at + step + tabs.length) % tabs.length;
    const tab = tabs[next]?.[0];
    if (!tab || next === at) return;
    event.preventDefault();
    this.show(tab);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#tab-${tab}`)?.focus());
  };
}
