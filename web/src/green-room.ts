// The way to the stage and back, as one walks it: the invitation, the green room with a last look
// at oneself, the stage with one's time, and down again. On its own page it also brings the hall's
// picture and sound and the programme; `embedded` in the hall, which has those, it leaves them out.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { actsStyle, deviceSwitch } from './camera-view.js';
import { shared } from './controls.js';
import { Floor, ownSeat } from './floor.js';
import type { Seat } from './generated/summit.js';
import { LanguageController, text } from './i18n.js';
import { icon } from './icons.js';
import { nextUp } from './next-up.js';
import { plays } from './plays.js';
import { explain } from './refusal.js';
import './stage-view.js';
import { SummitController, isolate, say, sayMarked, summit } from './summit.js';
import { Ticking } from './ticking.js';
import type { Viewer } from './whep.js';
import { countdown, timeOf } from './words.js';

const CLOCK_WRONG_MS = 60_000;

// One for the page: whoever is promoted, leaves and is promoted again goes on with the same.
const floor = new Floor();

@customElement('plenary-green-room')
export class GreenRoom extends LitElement {
  @property({ type: Boolean, reflect: true }) embedded = false;
  /** The hall as it comes here; whose it is, starts it. */
  @property({ attribute: false }) viewer?: Viewer;
  @query('audio.return') private sound?: HTMLAudioElement;
  private seesAudience = false;
  private isReturnMuted = false;

  constructor() {
    super();
    new LanguageController(this);
    new SummitController(this);
    new Ticking(this, 500);
  }

  static override styles = [
    shared,
    actsStyle,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap);
      }
      .status {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 6px 20px;
        padding: 16px 20px;
        border: 1px solid var(--line);
        border-inline-start: 5px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .status[data-status='invited'] {
        border-inline-start-color: var(--accent);
      }
      .status:is([data-status='accepted'], [data-status='ready']) {
        border-inline-start-color: var(--good);
      }
      .status[data-status='seated'] {
        border-inline-start-color: var(--bad);
      }
      h2:focus {
        outline: none;
      }
      h2 {
        margin: 0;
        font-size: clamp(20px, 2.6vw, 27px);
        font-weight: 660;
        line-height: 1.25;
        letter-spacing: var(--tight);
      }
      .status p {
        margin: 0;
        color: var(--ink-soft);
      }
      .words {
        display: grid;
        gap: 4px;
      }
      .time {
        display: grid;
        justify-items: end;
        color: var(--ink-soft);
        font-size: 14px;
      }
      .time strong {
        color: var(--ink);
        font-size: clamp(30px, 5vw, 46px);
        font-weight: 660;
        line-height: 1.1;
        font-variant-numeric: tabular-nums;
      }
      .time[data-state='warn'] strong {
        color: var(--warn);
      }
      .time[data-state='over'] strong {
        color: var(--bad);
      }
      .room {
        display: grid;
        grid-template-columns: minmax(0, 1.7fr) minmax(0, 1fr);
        gap: var(--gap);
        align-items: start;
      }
      :host([embedded]) .room {
        grid-template-columns: minmax(0, 1fr);
      }
      .side {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap);
      }
      /* Nothing is sent yet: what the hall sees stands in the first place. */
      :host(:not([embedded])) .side:only-child {
        grid-column: 1 / -1;
        grid-template-columns: inherit;
        align-items: start;
      }
      .side:only-child figure:first-child {
        grid-row: span 2;
      }
      figure {
        margin: 0;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      figure plenary-stage {
        aspect-ratio: 16 / 9;
        border-radius: var(--radius);
        background: var(--picture);
        overflow: hidden;
      }
      figcaption {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        color: var(--ink-soft);
        font-size: 14px;
      }
      button.small {
        min-block-size: 40px;
        padding-inline: 14px;
        font-size: 14px;
      }
      section h3 {
        margin: 0 0 8px;
        font-size: 15px;
        font-weight: 640;
      }
      ul {
        display: grid;
        gap: 6px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 10px;
        align-items: baseline;
        overflow-wrap: anywhere;
      }
      li small {
        color: var(--ink-soft);
        font-size: 14px;
      }
      li .clock {
        min-inline-size: 3.4em;
        color: var(--ink-soft);
        font-variant-numeric: tabular-nums;
      }
      li[data-now] {
        font-weight: 620;
      }
      /* Beside the hall's picture there is little room: the switches are signs, on one line with
         what comes next. */
      :host([embedded]) .acts {
        display: flex;
        gap: 8px;
        padding-block: 10px 0;
      }
      :host([embedded]) .acts button {
        flex: 1 1 100%;
        justify-content: center;
      }
      :host([embedded]) .acts .device {
        flex: none;
        inline-size: 48px;
        padding: 0;
      }
      :host([embedded]) .acts .device span {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      :host([embedded]) .acts .big {
        flex: 1 1 40%;
        order: 0;
        min-block-size: 48px;
        padding-inline: 14px;
        font-size: 16px;
      }
      :host([embedded]) .status {
        grid-template-columns: minmax(0, 1fr);
        padding: 12px 16px;
      }
      :host([embedded]) h2 {
        font-size: 20px;
      }
      :host([embedded]) .time {
        justify-items: start;
      }
      @media (max-width: 760px) {
        .room,
        .status {
          grid-template-columns: minmax(0, 1fr);
        }
        .time {
          justify-items: start;
        }
      }
    `,
  ];

  private readonly draw = () => this.requestUpdate();
  override connectedCallback(): void {
    super.connectedCallback();
    floor.addEventListener('change', this.draw);
    this.viewer?.addEventListener('change', this.draw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    floor.removeEventListener('change', this.draw);
    this.viewer?.removeEventListener('change', this.draw);
  }

  override render() {
    const seat = ownSeat();
    const isInvited = seat && (seat.status ?? 'invited') === 'invited';
    return html`
      ${this.status(seat)}
      ${this.notices(seat)}
      <div class="room">
        ${(isInvited && !floor.camera.stream) || floor.isElsewhere ? nothing : this.ownPicture(seat)}
        <div class="side">
          ${this.embedded ? nothing : this.returnPicture()}
          ${this.others()}
          ${this.embedded ? nothing : this.programme()}
        </div>
      </div>
      <div class="acts">${this.acts(seat)}</div>
    `;
  }

  // ---- words ----

  private status(seat: Seat | undefined): TemplateResult {
    const status = seat ? (seat.status ?? 'invited') : 'none';
    return html`<div class="status" data-status=${status}>
      <div class="words" role="status">
        <h2 tabindex="-1">${text(`green-${status}`)}</h2>
        <p>${text(`green-${status}-long`)}</p>
        ${status === 'seated' || status === 'none' ? nothing : this.whenNext()}
      </div>
      ${this.ownTime(seat)}
    </div>`;
  }

  /** When one's turn comes, as far as programme and order tell. */
  private whenNext() {
    const up = nextUp();
    if (!up) return nothing;
    const minutes = Math.max(0, Math.ceil((up.at_ms - summit.now()) / 60_000));
    return html`<p>${up.before > 0
      ? text('green-before', { count: up.before })
      : minutes > 0 ? text('green-next-in', { count: minutes }) : text('green-next-now')}</p>`;
  }

  private ownTime(seat: Seat | undefined) {
    const clock = summit.sections.stage?.clock;
    // A clock that nobody is named for is theirs who are on the stage.
    const isTheirs = clock?.person ? clock.person === seat?.person : seat?.status === 'seated';
    if (!seat || !clock || !isTheirs) return nothing;
    const left_ms = clock.start_ms + clock.length_ms - summit.now();
    const state = left_ms <= 0 ? 'over' : left_ms < clock.warning_ms ? 'warn' : 'good';
    return html`<div class="time" role="timer" data-state=${state} aria-label=${text(`green-time-${state}`)}>
      <span>${text(`green-time-${state}`)}</span><strong>${countdown(left_ms)}</strong>
    </div>`;
  }

  private notices(seat: Seat | undefined) {
    const off_ms = summit.now() - Date.now();
    const isMuted = seat?.audio_muted === 'on' || seat?.video_muted === 'on';
    const state = floor.publisher?.state;
    const isBlocked = floor.publisher?.isBlocked;
    const line = state === 'weak' || state === 'reconnecting' || state === 'refused' ? state : undefined;
    return html`
      ${isMuted
        ? html`<div class="notice" role="alert">
            <strong>${text(this.mutedText(seat))}</strong>
            ${seat?.mute_reason ? html`${text('green-mute-reason')} <q>${isolate(seat.mute_reason)}</q>` : nothing}
          </div>`
        : nothing}
      ${seat && floor.isElsewhere
        ? html`<div class="notice" role="alert"><strong>${text('green-elsewhere')}</strong>
            <p><button @click=${() => floor.takeOver(seat)}>${text('green-here')}</button></p></div>`
        : nothing}
      ${isBlocked
        ? html`<div class="notice" role="alert">${text('check-line-blocked', { host: location.hostname })}</div>`
        : nothing}
      ${line && !isBlocked
        ? html`<div class="notice" role="alert"><strong>${text(`green-line-${line}`)}</strong>
            ${line === 'refused'
              ? html`<p>${explain(floor.publisher?.refusal ?? { detail: '' })}</p>
                <p><button @click=${() => location.reload()}>${text('try-again')}</button></p>`
              : nothing}</div>`
        : nothing}
      ${floor.refused
        ? html`<div class="notice" role="alert"><strong>${text('green-not-done')}</strong>
            ${floor.refused}</div>`
        : nothing}
      ${Math.abs(off_ms) > CLOCK_WRONG_MS
        ? html`<div class="notice" role="status"><strong>${text('green-clock-wrong')}</strong>${text('green-clock-wrong-long')}</div>`
        : nothing}
    `;
  }

  private mutedText(seat: Seat | undefined): string {
    if (seat?.audio_muted === 'on' && seat.video_muted === 'on') return 'green-muted-both';
    return seat?.audio_muted === 'on' ? 'green-muted-audio' : 'green-muted-video';
  }

  // ---- pictures ----

  private ownSlot(): MediaStream | undefined {
    const state = summit.roomState;
    const slot = state?.stage.find((one) => one.person === state.you.person)?.slot;
    return slot ? this.viewer?.videos.get(slot) : undefined;
  }

  private ownPicture(seat: Seat | undefined) {
    const isSeated = seat?.status === 'seated';
    const own = isSeated ? this.ownSlot() : undefined;
    return html`<plenary-camera .camera=${floor.camera} .seenBy=${this.seesAudience ? own : undefined} ?live=${isSeated}>${own
      ? html`<button class="small" aria-pressed=${this.seesAudience} @click=${() => this.toggleAudience()}>
          ${icon('people')}<span>${text('green-seen')}</span></button>`
      : nothing}</plenary-camera>`;
  }

  private toggleAudience(): void {
    this.seesAudience = !this.seesAudience;
    this.requestUpdate();
  }

  private returnPicture() {
    const state = summit.roomState;
    const stage = summit.sections.stage;
    return html`<figure>
      <plenary-stage role="region" aria-label=${text('return-label')} .seats=${state?.stage ?? []}
        .layout=${state?.layout ?? ''} .hold=${stage?.hold === 'on' ? say(stage.hold_text) : undefined}
        .videos=${new Map(this.viewer?.videos)}></plenary-stage>
      <figcaption>
        <span>${text('return-label')}</span>
        <button class="small" aria-pressed=${this.isReturnMuted} @click=${() => this.toggleReturn()}>
          ${icon(this.isReturnMuted ? 'silence' : 'sound')}<span>${text(this.isReturnMuted ? 'unmute' : 'mute')}</span>
        </button>
      </figcaption>
      <audio class="return" autoplay .muted=${this.isReturnMuted}
        ${plays(this.viewer?.sound)}></audio>
    </figure>`;
  }

  private toggleReturn(): void {
    this.isReturnMuted = !this.isReturnMuted;
    void this.sound?.play().catch(() => undefined);
    this.requestUpdate();
  }

  private others() {
    const own = ownSeat()?.person;
    const seats = summit.sections.green_room?.seats.filter((seat) =>
      seat.person !== own && (seat.status ?? 'invited') !== 'invited') ?? [];
    if (seats.length === 0) return nothing;
    return html`<section>
      <h3>${text('green-others')}</h3>
      ${floor.green
        ? html`<figure>
            <plenary-stage role="region" aria-label=${text('green-others')} .seats=${floor.othersInGreenRoom()}
              .videos=${new Map(floor.green.videos)}></plenary-stage>
            <audio autoplay ${plays(floor.green.sound)}></audio>
          </figure>`
        : nothing}
      <ul>${seats.map((seat) => html`<li>${isolate(seat.who.name)}
        <small>${text(seat.status === 'ready' ? 'green-is-ready' : 'green-gets-ready')}</small></li>`)}</ul>
    </section>`;
  }

  private programme() {
    const items = summit.sections.programme?.items.filter((item) => item.room === summit.room) ?? [];
    const at = Math.max(0, items.findIndex((item) => item.status !== 'finished'));
    if (items.length === 0) return nothing;
    return html`<section>
      <h3>${text('door-programme')}</h3>
      <ul>${items.slice(at, at + 4).map((item) => html`<li ?data-now=${item.status === 'running'}>
        <span class="clock">${timeOf(item.actual_start_ms || item.start_ms || 0)}</span>
        <span>${sayMarked(item.title)}</span>
      </li>`)}</ul>
    </section>`;
  }

  // ---- acts ----

  private acts(seat: Seat | undefined): TemplateResult {
    const status = seat ? (seat.status ?? 'invited') : 'none';
    return html`
      ${floor.camera.stream ? deviceSwitch(floor.camera, 'audio') : nothing}
      ${this.mainAct(seat, status)}
      ${floor.camera.stream ? deviceSwitch(floor.camera, 'video') : nothing}
      ${seat && status === 'seated' ? this.screenAct() : nothing}
      ${seat && (status === 'accepted' || status === 'ready')
        ? html`<button class="leave" ?disabled=${floor.isBusy} @click=${() => floor.leave(seat)}>${text('green-leave')}</button>`
        : nothing}
    `;
  }

  private mainAct(seat: Seat | undefined, status: string) {
    if (!seat) {
      return floor.camera.stream || floor.camera.problem
        ? nothing
        : html`<button class="big" @click=${() => floor.camera.open()}>${text('check-devices-start')}</button>`;
    }
    const isSent = floor.publisher?.state === 'live' || floor.publisher?.state === 'weak';
    switch (status) {
      case 'invited':
        return html`
          <button class="primary big" ?disabled=${floor.isBusy} @click=${() => this.act(() => floor.accept(seat))}>${text('green-accept')}</button>
          <button class="leave" ?disabled=${floor.isBusy} @click=${() => this.act(() => floor.decline(seat))}>${text('green-decline')}</button>`;
      case 'accepted':
        if (floor.isElsewhere) return nothing;
        return html`<button class="primary big" ?disabled=${floor.isBusy || !isSent}
          @click=${() => this.act(() => floor.ready(seat))}>${text(isSent ? 'green-say-ready' : 'green-not-sent')}</button>`;
      case 'seated':
        return html`<button class="leave big" ?disabled=${floor.isBusy} @click=${() => this.act(() => floor.leave(seat))}>${text('leave-stage')}</button>`;
      default:
        return nothing;
    }
  }

  /** The button that was pressed is gone: whoever uses the keyboard goes on at the one in its place,
   * or else at the sentence that says what is now.
   */
  private async act(done: () => Promise<void>): Promise<void> {
    void this.sound?.play().catch(() => undefined); // browsers may have waited for a press
    await done();
    await this.updateComplete;
    const next = this.renderRoot.querySelector<HTMLElement>('.acts .big:enabled') ?? this.renderRoot.querySelector('h2');
    next?.focus();
  }

  private screenAct() {
    if (!('getDisplayMedia' in (navigator.mediaDevices ?? {}))) return nothing; // telephones
    return floor.screen
      ? html`<button aria-pressed="true" @click=${() => floor.stopSharing()}>${icon('window')}<span>${text('green-share-stop')}</span></button>`
      : html`<button ?disabled=${floor.isBusy} @click=${() => floor.share()}>${icon('window')}<span>${text('green-share')}</span></button>`;
  }
}
