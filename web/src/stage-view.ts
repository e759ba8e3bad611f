// The stage: who is on it, in the layout of the room. It only shows; it decides nothing.
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { shared } from './controls.js';
import { LanguageController, text } from './i18n.js';
import { icon } from './icons.js';
import { plays } from './plays.js';
import type { StageSlot } from './summit.js';

@customElement('plenary-stage')
export class StageView extends LitElement {
  @property({ attribute: false }) seats: StageSlot[] = [];
  @property({ attribute: false }) videos = new Map<string, MediaStream>();
  /** Of the room's state: how the seats lie to each other. */
  @property() layout = '';
  /** The slate covers the stage, and says this; undefined: it does not. */
  @property({ attribute: false }) hold?: string;
  /** The picture stands still, and we say why. */
  @property() notice = '';
  private firstFrame = false;

  constructor() {
    super();
    new LanguageController(this);
  }

  static override styles = [shared, css`
    :host {
      display: grid;
      position: relative;
      min-block-size: 0;
      min-inline-size: 0;
      container-type: size;
    }
    .seats {
      display: grid;
      gap: var(--gap);
      block-size: 100%;
      min-block-size: 0;
      grid-template-columns: 1fr;
    }
    .seats[data-count='2'] {
      grid-template-columns: 1fr 1fr;
    }
    /* Two people: each fills one half of a wide picture, with no bars above and below. */
    .seats[data-count='2']:not([data-layout^='slides']) {
      align-items: center;
    }
    .seats[data-count='2']:not([data-layout^='slides']) figure {
      aspect-ratio: 8 / 9;
      max-block-size: 100%;
    }
    .seats[data-count='2']:not([data-layout^='slides']) video {
      object-fit: cover;
    }
    .seats[data-many] {
      grid-template-columns: repeat(4, 1fr);
      grid-template-rows: 1fr;
      grid-auto-rows: 24%;
    }
    .seats[data-many] figure[data-slot='main'] {
      grid-column: 1 / -1;
    }
    .seats[data-layout='slides_speaker'][data-count='2'] {
      grid-template-columns: 3fr 1fr;
    }
    .seats[data-layout='slides_speaker'][data-count='2'] figure:not([data-slot='main']) {
      align-self: end;
      aspect-ratio: 4 / 3;
      max-block-size: 100%;
    }
    figure {
      position: relative;
      margin: 0;
      min-block-size: 0;
      min-inline-size: 0;
      border-radius: var(--radius);
      overflow: hidden;
      background: var(--picture);
      box-shadow: 0 18px 50px -22px var(--shadow);
    }
    video {
      inline-size: 100%;
      block-size: 100%;
      object-fit: contain;
      display: block;
      transition: opacity var(--quick);
    }
    .stale video {
      opacity: 0.45;
    }
    .unseen {
      position: absolute;
      inset: 0;
      display: grid;
      place-content: center;
      background: var(--picture);
      color: var(--picture-ink);
    }
    .unseen .icon {
      inline-size: clamp(32px, 8cqi, 72px);
      block-size: auto;
      stroke-width: 1;
    }
    figcaption .icon {
      inline-size: 1.1em;
      block-size: 1.1em;
      vertical-align: -0.15em;
    }
    figcaption {
      position: absolute;
      inset-block-end: 12px;
      inset-inline-start: 12px;
      max-inline-size: calc(100% - 24px);
      padding: 5px 12px;
      border-radius: 999px;
      background: var(--picture-veil);
      color: var(--picture-ink);
      backdrop-filter: blur(8px);
      font-size: 14px;
      font-weight: 560;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .slate {
      position: absolute;
      inset: 0;
      display: grid;
      place-content: center;
      justify-items: center;
      text-align: center;
      gap: 8px;
      padding: 24px;
      border-radius: var(--radius);
      border: 1px solid var(--line);
      background: var(--surface);
      color: var(--ink-soft);
    }
    .slate .icon {
      inline-size: clamp(48px, 9cqi, 88px);
      block-size: auto;
      stroke-width: 1;
      color: var(--accent);
    }
    .slate strong {
      color: var(--ink);
      font-size: clamp(20px, 3.4cqi, 34px);
      font-weight: 600;
    }
    .notice {
      position: absolute;
      inset-inline: 0;
      inset-block-start: 16px;
      margin-inline: auto;
      inline-size: fit-content;
      max-inline-size: calc(100% - 32px);
      padding: 10px 18px;
      border-radius: 22px;
      background: var(--picture-veil);
      color: var(--picture-ink);
      border: 1px solid var(--warn);
    }
    @container (max-width: 520px) and (max-aspect-ratio: 3/2) {
      .seats[data-count='2'],
      .seats[data-layout='slides_speaker'][data-count='2'] {
        grid-template-columns: 1fr;
        grid-auto-rows: minmax(0, 1fr);
      }
      .seats[data-count='2']:not([data-layout^='slides']) figure {
        aspect-ratio: auto;
        block-size: 100%;
      }
    }
    @container (max-width: 520px) {
      .seats[data-many] {
        grid-template-columns: repeat(2, 1fr);
      }
    }
  `];

  override render() {
    const isHeld = this.hold !== undefined;
    const seats = isHeld ? [] : this.seats.filter((seat) => seat.slot && (seat.video || seat.audio));
    return html`
      <div
        class=${this.notice ? 'seats stale' : 'seats'}
        data-count=${seats.length}
        ?data-many=${seats.length > 2}
        data-layout=${this.layout}
      >
        ${repeat(
          seats,
          (seat) => seat.slot,
          (seat) => html`<figure data-slot=${seat.slot}>
            <video playsinline autoplay muted ${plays(this.videos.get(seat.slot))}
              @loadeddata=${this.markFirstFrame}></video>
            ${seat.video && !seat.videoMuted ? nothing : html`<div class="unseen">${icon('cameraOff')}</div>`}
            <figcaption>
              <bdi>${nameOf(seat)}</bdi>
              ${seat.audioMuted
                ? html`${icon('microphoneOff')}<span class="hidden">${text('stage-muted')}</span>`
                : nothing}
            </figcaption>
          </figure>`,
        )}
      </div>
      ${seats.length === 0
        ? html`<div class="slate">
            ${icon('hemicycle')}
            ${isHeld
              ? html`<strong>${this.hold || text('stage-hold')}</strong>`
              : html`<strong>${text('stage-empty')}</strong><span>${text('stage-empty-long')}</span>`}
          </div>`
        : nothing}
      ${this.notice ? html`<div class="notice">${this.notice}</div>` : nothing}
    `;
  }

  private markFirstFrame(): void {
    if (this.firstFrame) return;
    this.firstFrame = true;
    this.dispatchEvent(new Event('firstframe'));
  }
}

/** Who is in the main place while nobody tells who it is. */
export const UNTOLD_STAGE: StageSlot[] = [{
  slot: 'main', person: '', source: 'camera', name: '', audio: true, video: true, audioMuted: false, videoMuted: false, standby: false,
}];

export function nameOf(seat: StageSlot): string {
  return seat.name || text(seat.standby ? 'seat-standby' : 'seat-unnamed');
}
