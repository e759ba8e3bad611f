// Hands: who asks for the floor, for how long; call, skip, another order, fair or by arrival.
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Sections } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { isolate, summit } from '../summit.js';
import { Ticking } from '../ticking.js';
import { number } from '../words.js';
import { act } from './actions.js';
import { startClock } from './clock.js';
import { DeskPart, deskStyle } from './part.js';
import { Sorting, withMoved } from './sorting.js';
import { minutes } from './times.js';

type Hand = NonNullable<Sections['hands']>['hands'][number];

export const HAND_LONG_MS = 5 * 60_000;

@customElement('desk-hands')
export class Hands extends DeskPart {
  private readonly sorting = new Sorting(this, 'ol', (from, to) => this.reorder(from, to));

  constructor() {
    super();
    new Ticking(this, 10_000);
  }

  static override styles = [
    deskStyle,
    css`
      :host {
        display: grid;
        grid-template-rows: auto auto 1fr;
        block-size: 100%;
      }
      li {
        display: grid;
        grid-template-columns: auto 1.6rem minmax(0, 1fr);
        gap: 2px 8px;
        padding: 9px 12px;
        padding-inline-start: 6px;
        border-block-end: 1px solid var(--line);
        background: var(--surface);
      }
      .named {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 8px;
      }
      .grip {
        cursor: grab;
        color: var(--ink-soft);
        touch-action: none;
      }
      .place {
        font-weight: 650;
        text-align: end;
      }
      .tools {
        grid-column: 3;
        display: flex;
        flex-wrap: wrap;
        gap: 3px;
      }
      .order {
        display: flex;
        margin-inline-start: auto;
      }
      .called {
        padding: 10px 12px;
        display: grid;
        gap: 6px;
        background: color-mix(in srgb, var(--good) 12%, var(--surface));
        border-block-end: 1px solid var(--line);
      }
    `,
  ];

  protected override shouldUpdate(): boolean {
    return !this.sorting.isDragging;
  }

  override render() {
    const { hands } = summit.sections;
    const list = hands?.hands ?? [];
    const isFair = hands?.mode === 'fair';
    return html`
      <div class="bar">
        <h2>${text('desk-hands-up', { count: hands?.count ?? 0 })}</h2>
        <button class="spread" aria-pressed=${isFair} title=${text('desk-fair-long')}
          @click=${() => act('hand_mode_set', { room: summit.room, hand_mode: isFair ? 'arrival' : 'fair' })}>
          ${icon('scales')}${text('desk-fair')}
        </button>
      </div>
      ${hands?.called ? this.called(hands.called) : html`<span></span>`}
      <ol class="scroll" aria-label=${text('desk-hands')}>
        ${repeat(list, (hand) => hand.id, (hand, i) => this.hand(hand, i, list.length))}
        ${list.length === 0 ? html`<li class="none">${text('desk-hands-none')}</li>` : nothing}
      </ol>
    `;
  }

  private who(hand: Hand, more: unknown = nothing) {
    return html`<div>
      <div class="named"><strong class="wrap">${isolate(hand.who.name)}</strong>${more}</div>
      <div class="soft small wrap">${isolate(hand.who.location)}</div>
      ${hand.topic ? html`<div class="wrap"><bdi dir="auto">${hand.topic}</bdi></div>` : nothing}
    </div>`;
  }

  private called(hand: Hand) {
    return html`<div class="called">
      <span class="small soft">${text('desk-hand-called')}</span>
      ${this.who(hand)}
      <div class="row">
        <button @click=${() => startClock(hand.person)}>${icon('clock')}${text('desk-clock-start')}</button>
        <button @click=${() => act('stage_invite', { room: summit.room, person: hand.who.id })}>${icon('seat')}${text('desk-invite')}</button>
        <button class="quiet" @click=${() => act('hand_lower', { hand: hand.id })}>${icon('check')}${text('desk-hand-done')}</button>
      </div>
    </div>`;
  }

  private hand(hand: Hand, i: number, count: number) {
    const waits = summit.now() - (hand.raised_ms ?? summit.now());
    return html`<li class="sortable">
      <span class="grip" title=${text('desk-drag')}>${icon('grip')}</span>
      <span class="place figures">${number(i + 1)}</span>
      ${this.who(hand, html`<span class="badge ${waits > HAND_LONG_MS ? 'warn' : ''}">${text('desk-waits', { count: minutes(waits) })}</span>`)}
      <div class="tools">
        <button @click=${() => act('hand_call', { hand: hand.id })}>${icon('hand')}${text('desk-hand-call')}</button>
        <button class="quiet" @click=${() => act('hand_skip', { hand: hand.id })}>${text('desk-hand-skip')}</button>
        <span class="order"><button class="icon-only quiet" ?disabled=${i === 0} title=${text('desk-earlier')} aria-label=${text('desk-earlier')}
          @click=${() => this.reorder(i, i - 1)}>${icon('earlier')}</button>
        <button class="icon-only quiet" ?disabled=${i === count - 1} title=${text('desk-later')} aria-label=${text('desk-later')}
          @click=${() => this.reorder(i, i + 1)}>${icon('later')}</button></span>
      </div>
    </li>`;
  }

  private reorder(from: number, to: number): void {
    const hands = (summit.sections.hands?.hands ?? []).map((hand) => hand.id);
    if (to < 0 || to >= hands.length) return;
    void act('hand_order', { room: summit.room, hands: withMoved(hands, from, to) });
  }
}
