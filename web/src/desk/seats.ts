// Who is on the stage and who is on the way to it: picture, signal, sound, order.
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { plays } from '../plays.js';
import { isolate, summit } from '../summit.js';
import { act } from './actions.js';
import { startClock } from './clock.js';
import { togglePreview } from './monitors.js';
import { DeskPart, deskStyle } from './part.js';
import { Sorting, withMoved } from './sorting.js';
import { lineOf, mediaOf, shownSeats, type StageSeat } from './stage-plan.js';

@customElement('desk-seats')
export class Seats extends DeskPart {
  @property({ attribute: false }) pictures = new Map<number, MediaStream>();
  private readonly sorting = new Sorting(this, 'ol.stage', (from, to) => this.reorder(from, to));

  static override styles = [
    deskStyle,
    css`
      :host {
        display: grid;
        align-content: start;
      }
      .bar {
        border-block-start: 1px solid var(--line);
      }
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(262px, 1fr));
        gap: 10px;
        padding: 10px 12px;
      }
      li.seat {
        display: grid;
        grid-template-columns: 92px minmax(0, 1fr);
        gap: 4px 9px;
        align-content: start;
        padding: 7px;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--raised);
      }
      li[data-shown] {
        border-color: var(--bad);
      }
      .picture {
        position: relative;
        aspect-ratio: 16 / 10;
        border-radius: 6px;
        overflow: hidden;
        background: var(--picture);
        color: var(--picture-ink);
        display: grid;
        place-content: center;
        cursor: grab;
        touch-action: none;
      }
      .picture video {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
      }
      .who {
        display: grid;
        align-content: start;
        min-inline-size: 0;
        line-height: 1.3;
      }
      .who strong {
        font-weight: 620;
      }
      .tools {
        grid-column: 1 / -1;
        display: flex;
        gap: 2px;
        flex-wrap: wrap;
      }
      .tools button {
        min-block-size: 30px;
      }
      .tools .icon-only {
        inline-size: 30px;
      }
      input.reason {
        grid-column: 1 / -1;
        min-block-size: 30px;
      }
      @media (max-width: 700px) {
        ol {
          grid-template-columns: minmax(0, 1fr);
          padding: 8px;
        }
        .tools .icon-only {
          inline-size: 40px;
        }
      }
    `,
  ];

  protected override shouldUpdate(): boolean {
    return !this.sorting.isDragging;
  }

  override render() {
    const { stage, green_room: green } = summit.sections;
    const seats = stage?.seats ?? [];
    const waiting = green?.seats ?? [];
    return html`
      <div class="bar"><h2>${text('desk-on-stage', { count: seats.length })}</h2></div>
      ${seats.length > 0
        ? html`<ol class="stage">${repeat(seats, (seat) => seat.id, (seat, i) => this.seated(seat, i, seats.length))}</ol>`
        : html`<p class="none">${text('desk-stage-empty')}</p>`}
      <div class="bar"><h2>${text('desk-green-room', { count: waiting.length })}</h2></div>
      ${waiting.length > 0
        ? html`<ol>${repeat(waiting, (seat) => seat.id, (seat) => this.waiting(seat))}</ol>`
        : html`<p class="none">${text('desk-green-room-empty')}</p>`}
    `;
  }

  private picture(seat: StageSeat) {
    const stream = this.pictures.get(seat.id);
    return html`<div class="picture grip">
      ${icon(seat.source === 'screen' ? 'screen' : 'person')}
      ${stream ? html`<video playsinline autoplay muted ${plays(stream)}></video>` : nothing}
    </div>`;
  }

  private who(seat: StageSeat, more: unknown) {
    return html`<div class="who">
      <strong class="cut">${isolate(seat.who.name)}</strong>
      <span class="soft small cut">${isolate(seat.source === 'screen' ? text('desk-screen') : seat.who.title ?? seat.who.location)}</span>
      <span class="row">${more}</span>
    </div>`;
  }

  private seated(seat: StageSeat, i: number, count: number) {
    const { stage } = summit.sections;
    const isShown = shownSeats(stage, stage?.layout ?? 'solo', stage?.layout_seats ?? []).includes(seat);
    const isComing = summit.sections.preview?.seats.includes(seat.id) ?? false;
    return html`<li class="seat sortable" ?data-shown=${isShown}>
      ${this.picture(seat)}
      ${this.who(seat, this.signal(seat))}
      <div class="tools">
        <button class="icon-only" aria-pressed=${isComing} title=${text('desk-to-preview')} aria-label=${text('desk-to-preview')}
          @click=${() => togglePreview(seat.id)}>${icon('eye')}</button>
        ${this.muteButton(seat, 'audio')}${this.muteButton(seat, 'video')}
        <button class="icon-only quiet" title=${text('desk-clock-give')} aria-label=${text('desk-clock-give')}
          @click=${() => startClock(seat.person)}>${icon('clock')}</button>
        <button class="icon-only quiet" ?disabled=${i === 0} title=${text('desk-earlier')} aria-label=${text('desk-earlier')}
          @click=${() => this.reorder(i, i - 1)}>${icon('earlier')}</button>
        <button class="icon-only quiet" ?disabled=${i === count - 1} title=${text('desk-later')} aria-label=${text('desk-later')}
          @click=${() => this.reorder(i, i + 1)}>${icon('later')}</button>
        <button class="icon-only quiet spread turns" title=${text('desk-unseat')} aria-label=${text('desk-unseat')}
          @click=${() => act('stage_unseat', { seat: seat.id })}>${icon('leave')}</button>
      </div>
      ${seat.audio_muted === 'on' || seat.video_muted === 'on'
        ? html`<input class="reason" maxlength="200" placeholder=${text('desk-mute-reason')} aria-label=${text('desk-mute-reason')}
            .value=${seat.mute_reason ?? ''}
            @change=${(event: Event) => this.mute(seat, { mute_reason: (event.target as HTMLInputElement).value.trim() })} />`
        : nothing}
    </li>`;
  }

  /** Whether picture and sound arrive, and how well. */
  private signal(seat: StageSeat) {
    const media = mediaOf(seat, summit.roomState);
    if (!media) return html`<span class="badge bad">${text('desk-no-signal')}</span>`;
    const { state, health } = lineOf(seat, summit.health);
    const word = state === 'good' ? text(media.video ? 'desk-signal' : 'desk-signal-sound') : text(`desk-line-${state}`);
    return html`<span class="badge ${state === 'good' ? 'good' : 'bad'}">${word}</span>
      ${health ? html`<span class="small soft figures">${text('desk-line', { rate: health.rate_kbps, loss: health.loss_permille / 10 })}</span>` : nothing}`;
  }

  private waiting(seat: StageSeat) {
    const status = seat.status ?? 'invited';
    const colour = status === 'ready' ? 'good' : status === 'accepted' ? 'warn' : '';
    return html`<li class="seat">
      ${this.picture(seat)}
      ${this.who(seat, html`<span class="badge ${colour}">${text(`desk-floor-${status}`)}</span>`)}
      <div class="tools">
        <button class=${status === 'invited' ? '' : 'primary'} ?disabled=${status === 'invited'}
          @click=${() => act('stage_seat', { seat: seat.id })}>${icon('seat')}${text('desk-seat')}</button>
        <button class="icon-only quiet spread" title=${text('desk-uninvite')} aria-label=${text('desk-uninvite')}
          @click=${() => act('stage_unseat', { seat: seat.id })}>${icon('close')}</button>
      </div>
    </li>`;
  }

  private muteButton(seat: StageSeat, what: 'audio' | 'video') {
    const isMuted = seat[`${what}_muted`] === 'on';
    const label = text(isMuted ? `desk-unmute-${what}` : `desk-mute-${what}`);
    const sign = what === 'audio' ? (isMuted ? 'microphoneOff' : 'microphone') : isMuted ? 'cameraOff' : 'camera';
    return html`<button class="icon-only ${isMuted ? 'bad' : 'quiet'}" aria-pressed=${isMuted} title=${label} aria-label=${label}
      @click=${() => this.mute(seat, { [`${what}_muted`]: isMuted ? 'off' : 'on' })}>${icon(sign)}</button>`;
  }

  private mute(seat: StageSeat, change: Partial<StageSeat>): void {
    const { audio_muted = 'off', video_muted = 'off', mute_reason = '' } = { ...seat, ...change };
    void act('stage_mute', { seat: seat.id, audio_muted, video_muted, mute_reason });
  }

  private reorder(from: number, to: number): void {
    const seats = (summit.sections.stage?.seats ?? []).map((seat) => seat.id);
    if (to < 0 || to >= seats.length) return;
    void act('stage_order', { room: summit.room, seats: withMoved(seats, from, to) });
  }
}
