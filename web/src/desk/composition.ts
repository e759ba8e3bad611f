// A picture of a layout: the seats it shows, each with its live picture where there is one, else
// its name. The desk draws what comes (preview) and what is on air with it.
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { shared } from '../controls.js';
import type { Layout } from '../generated/summit.js';
import { icon } from '../icons.js';
import { plays } from '../plays.js';
import { isolate } from '../summit.js';
import type { StageSeat } from './stage-plan.js';

@customElement('desk-composition')
export class Composition extends LitElement {
  @property() layout: Layout = 'solo';
  @property({ attribute: false }) seats: StageSeat[] = [];
  /** By seat id: its picture, if one arrives. */
  @property({ attribute: false }) pictures = new Map<number, MediaStream>();
  /** What stands there while it shows nobody. */
  @property() empty = '';
  /** The slate is up: its words instead of the seats. */
  @property({ attribute: false }) slate?: string;

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        aspect-ratio: 16 / 9;
        background: var(--picture);
        color: var(--picture-ink);
        border-radius: 8px;
        overflow: hidden;
        position: relative;
        container-type: size;
      }
      .seats {
        position: absolute;
        inset: 0;
        display: grid;
        gap: 2%;
        padding: 2%;
        grid-auto-flow: row;
        grid-auto-rows: minmax(0, 1fr);
        align-content: center;
      }
      .seats[data-layout='solo'],
      .seats[data-layout='slides'] {
        padding: 0;
      }
      .seats[data-layout='pair'] {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      .seats[data-layout='pair'][data-count='1'] {
        grid-template-columns: minmax(0, 1fr);
      }
      .seats[data-layout='slides_speaker'] {
        grid-template-columns: minmax(0, 3fr) minmax(0, 1fr);
      }
      .seats[data-layout='slides_speaker'] .seat:nth-child(2) {
        align-self: end;
        aspect-ratio: 4 / 3;
      }
      .seats[data-layout='panel'][data-count='2'] {
        grid-template-columns: repeat(2, minmax(0, 1fr));
        grid-auto-rows: 62%;
      }
      .seats[data-layout='panel']:is([data-count='3'], [data-count='4']) {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      .seats[data-layout='panel']:is([data-count='5'], [data-count='6'], [data-count='7'], [data-count='8'], [data-count='9']) {
        grid-template-columns: repeat(3, minmax(0, 1fr));
      }
      .seat {
        position: relative;
        min-block-size: 0;
        overflow: hidden;
        border-radius: 5px;
        background: var(--picture-box);
        display: grid;
        place-content: center;
        text-align: center;
      }
      [data-layout='solo'] .seat,
      [data-layout='slides'] .seat {
        border-radius: 0;
      }
      .seat > .icon {
        inline-size: clamp(16px, 9cqi, 40px);
        block-size: auto;
        margin: auto;
        stroke-width: 1.2;
        opacity: 0.7;
      }
      video {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
      }
      .name {
        position: absolute;
        inset-block-end: 4px;
        inset-inline-start: 4px;
        max-inline-size: calc(100% - 8px);
        padding: 1px 7px;
        border-radius: 999px;
        background: var(--picture-veil);
        font-size: 12px;
        line-height: 1.5;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .name bdi {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .words {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        gap: 8px;
        justify-items: center;
        text-align: center;
        padding: 12px;
        font-size: clamp(13px, 5cqi, 22px);
        overflow-wrap: anywhere;
      }
      .words.empty {
        font-size: 14px;
      }
      .words .icon {
        inline-size: 30px;
        block-size: 30px;
      }
    `,
  ];

  override render() {
    if (this.slate !== undefined) {
      return html`<div class="words">${icon('slate')}<span>${this.slate}</span></div>`;
    }
    if (this.seats.length === 0) return html`<div class="words empty">${this.empty}</div>`;
    return html`<div class="seats" data-layout=${this.layout} data-count=${this.seats.length}>
      ${repeat(
        this.seats,
        (seat) => seat.id,
        (seat) => html`<div class="seat">
          ${icon(seat.source === 'screen' ? 'screen' : 'person')}
          ${this.pictures.has(seat.id) && seat.video_muted !== 'on'
            ? html`<video playsinline autoplay muted ${plays(this.pictures.get(seat.id))}></video>`
            : nothing}
          <span class="name">${isolate(seat.who.name)}</span>
        </div>`,
      )}
    </div>`;
  }
}
