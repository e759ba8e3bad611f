// The hall: what a delegate or viewer sees and hears, and how they take part. Who came with a
// token and is no person of the summit has the stage alone.
import { LitElement, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import './captions-choice.js';
import type { CaptionsChoice } from './captions-choice.js';
import './captions-view.js';
import { pageTop, stateWord } from './controls.js';
import { entryPage } from './entry.js';
import type { Motion } from './generated/summit.js';
import { hallStyle } from './hall-style.js';
import { LanguageController, text } from './i18n.js';
import { icon } from './icons.js';
import './panels/clock.js';
import { lateMinutes, nowAndNext } from './panels/programme-panel.js';
import './panels/reactions.js';
import type { Side, Tab } from './panels/side.js';
import './panels/side.js';
import './panels/votes-panel.js';
import type { VoteCard } from './panels/votes-panel.js';
import { plays } from './plays.js';
import './preferences.js';
import { keep, recall } from './remembered.js';
import { room, token } from './session.js';
import { UNTOLD_STAGE, nameOf, type StageView } from './stage-view.js';
import './stage-view.js';
import { SummitController, say, sayMarked, summit } from './summit.js';
import { QUALITIES, Viewer, type Quality } from './whep.js';
import { timeOf } from './words.js';

const rememberedQuality = QUALITIES.find((quality) => quality === recall('quality')) ?? 'auto';

// Begun before anything is drawn: the picture shall be there at once.
const viewer = new Viewer({}, rememberedQuality);
viewer.start();
summit.open();

const CLOCK_MS = 5000;

@customElement('plenary-hall')
export class Hall extends LitElement {
  @state() private isMuted = false;
  @state() private needsPress = false;
  @state() private isFullscreen = false;
  @state() private now = summit.now();
  @state() private dismissed = new Set<string>();
  private readonly seenOpen = new Set<number>(); // motions
  @query('audio') private sound?: HTMLAudioElement;
  @query('plenary-stage') private stage?: StageView;
  @query('.hall') private whole?: HTMLElement;
  @query('hall-side') private side?: Side;
  @query('plenary-captions-choice') private captions?: CaptionsChoice;
  @query('hall-vote-card') private voteCard?: VoteCard;

  static override styles = hallStyle;

  constructor() {
    super();
    new LanguageController(this);
    new SummitController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    setInterval(() => (this.now = summit.now()), CLOCK_MS);
    viewer.addEventListener('change', () => this.requestUpdate());
    summit.addEventListener('change', () => this.enterAgain());
    summit.addEventListener('back', () => void viewer.verify());
    addEventListener('keydown', (event) => this.pressKey(event));
    document.addEventListener('fullscreenchange', () => {
      this.isFullscreen = document.fullscreenElement !== null;
    });
  }

  override render() {
    const refusal = summit.refusal ?? viewer.refusal;
    if (refusal) return entryPage(refusal);
    const names = summit.roomState?.stage.map(nameOf) ?? [];
    const isPerson = summit.you !== undefined;
    return html`
      <main class="hall" ?data-person=${isPerson}>
        ${pageTop(this.heading(), this.facts())}
        <div class="screen"><div class="stage" data-count=${names.length} data-layout=${summit.roomState?.layout ?? ''}>
          <plenary-stage
            role="region"
            aria-label=${text('stage-label')}
            .seats=${summit.roomState?.stage ?? (summit.isBlocked ? UNTOLD_STAGE : [])}
            .videos=${new Map(viewer.videos)}
            .layout=${summit.roomState?.layout ?? ''}
            .hold=${summit.roomState?.hold ? say(summit.sections.stage?.hold_text) : undefined}
            .notice=${this.notice()}
            @firstframe=${() => (viewer.marks.firstFrame ??= performance.now())}
          ></plenary-stage>
          ${this.overStage()}
        </div>
        <plenary-captions></plenary-captions></div>
        <p class="on-stage" aria-hidden="true">
          ${names.length > 0 ? html`<span>${text('stage-now')}</span>` : nothing}
          ${names.map((name) => html`<strong><bdi>${name}</bdi></strong><br />`)}
        </p>
        ${isPerson ? this.programmeLine() : nothing}
        <footer>${this.controls(isPerson)}</footer>
        ${isPerson ? html`<hall-side .viewer=${viewer}></hall-side>` : nothing}
        <p class="hidden" aria-live="polite">
          ${names.length > 0 ? text('stage-shows', { names: names.join(', ') }) : text('stage-nobody')}
        </p>
        <p class="hidden" role="alert">${this.callToVote()}</p>
        <audio autoplay ${plays(viewer.sound)} .muted=${this.isMuted}></audio>
        ${this.needsPress ? this.pressCard() : nothing}
      </main>
    `;
  }

  protected override updated(): void {
    document.title = text('hall-title', { room: this.roomName() });
    if (viewer.state === 'live' && this.sound?.paused && !this.needsPress) void this.playSound();
  }

  // ---- words ----

  private roomName(): string {
    const here = summit.sections.summit?.rooms.find((one) => one.id === summit.room);
    return say(here?.name) || summit.roomState?.title || room;
  }

  private heading() {
    const name = say(summit.sections.summit?.name);
    return html`${name ? html`<span class="title-of-summit"><bdi>${name}</bdi> · </span>` : nothing}<bdi>${this.roomName()}</bdi>`;
  }

  private facts() {
    const late = lateMinutes();
    return html`<div class="facts">
      <time class="clock soft">${text('clock', { now: new Date(this.now) })}</time>
      ${summit.roomState
        ? html`<span class="count soft">${icon('people')}${text('viewers', { count: summit.roomState.viewers })}</span>`
        : nothing}
      ${late > 0 ? html`<span class="soft wide">${text('hall-late', { count: late })}</span>` : nothing}
      <span role="status">${stateWord(summit.connection === 'lost' && !token ? 'reconnecting' : viewer.state)}</span>
    </div>`;
  }

  private programmeLine() {
    const { now, next } = nowAndNext();
    return html`<div class="now">
      ${now ? html`<p><span class="label">${text('hall-now')}</span><span class="title">${sayMarked(now.title)}</span></p>` : nothing}
      ${next
        ? html`<p class="next"><span class="label">${text('hall-next')}</span>
            <span class="title">${sayMarked(next.title)}</span>
            <time class="soft">${timeOf(next.start_ms ?? 0)}</time></p>`
        : nothing}
    </div>`;
  }

  private notice(): string {
    if (summit.isBlocked) return text('refused-blocked-long', { detail: location.hostname });
    if (viewer.isBlocked) return text('check-line-blocked', { host: location.hostname });
    if (viewer.state === 'weak') return text(viewer.quality === 'auto' ? 'state-weak-choose' : 'state-weak-long');
    if (viewer.state === 'reconnecting') return text('state-reconnecting-long');
    return viewer.state === 'connecting' ? text('state-connecting-long') : '';
  }

  // ---- over the stage ----

  private overStage() {
    const motion = this.shownMotion();
    return html`
      ${viewer.quality === 'audio'
        ? html`<div class="over">${icon('sound')}<strong>${text('hall-sound-alone')}</strong>
            <button @click=${() => this.chooseQuality('auto')}>${text('hall-show-pictures')}</button></div>`
        : nothing}
      <hall-reactions></hall-reactions>
      <hall-clock></hall-clock>
      ${motion
        ? html`<hall-vote-card .motion=${motion}
            @dismiss=${() => this.dismiss(motion)}></hall-vote-card>`
        : nothing}
    `;
  }

  /** The vote that is open, or one that has ended before one's eyes, unless its card was put away. */
  private shownMotion(): Motion | undefined {
    const all = summit.sections.motions ?? [];
    for (const motion of all) if (motion.status === 'open') this.seenOpen.add(motion.id);
    const shown = all.filter((motion) => this.seenOpen.has(motion.id) && !this.dismissed.has(keyOf(motion)));
    return shown.find((motion) => motion.status === 'open') ?? shown.find((motion) => motion.status === 'closed');
  }

  private dismiss(motion: Motion): void {
    this.dismissed = new Set(this.dismissed).add(keyOf(motion));
    this.side?.show('votes');
  }

  private callToVote(): string {
    const motion = this.shownMotion();
    return motion?.status === 'open' ? text('hall-vote-called', { title: say(motion.title) }) : '';
  }

  private pressCard() {
    return html`<div class="press" role="dialog" aria-label=${text('sound-on')}>
      <button class="primary" autofocus @click=${() => this.playSound()}>${icon('sound')}${text('sound-on')}</button>
      <span class="soft">${text('sound-on-long')}</span>
    </div>`;
  }

  // ---- controls ----

  private controls(isPerson: boolean) {
    const fullscreen = text(this.isFullscreen ? 'fullscreen-leave' : 'fullscreen');
    const mute = text(this.isMuted ? 'unmute' : 'mute');
    return html`
      <button class="sign" title=${mute} @click=${() => this.toggleMute()} aria-label=${mute} aria-keyshortcuts="m">
        ${icon(this.isMuted ? 'silence' : 'sound')}<span>${mute}</span>
      </button>
      <input type="range" min="0" max="1" step="0.05" value="1" aria-label=${text('volume')}
        @input=${(event: Event) => this.setVolume((event.target as HTMLInputElement).valueAsNumber)} />
      <span class="quality">${icon('gauge')}<select aria-label=${text('hall-quality')} title=${text('hall-quality')}
        @change=${(event: Event) => this.chooseQuality((event.target as HTMLSelectElement).value as Quality)}>
        ${QUALITIES.map((one) => html`<option value=${one} ?selected=${one === viewer.quality}>
          ${text(`hall-quality-${one}`)}</option>`)}</select></span>
      ${isPerson || summit.captionLanguages.length > 0
        ? html`<plenary-captions-choice></plenary-captions-choice>`
        : nothing}
      <button class="sign" title=${fullscreen} aria-label=${fullscreen} @click=${() => this.toggleFullscreen()} aria-keyshortcuts="f">
        ${icon(this.isFullscreen ? 'shrink' : 'expand')}<span>${fullscreen}</span>
      </button>
      ${document.pictureInPictureEnabled
        ? html`<button class="sign wide" title=${text('picture-in-picture')} aria-label=${text('picture-in-picture')}
            @click=${() => this.openSmallWindow()}>${icon('window')}<span>${text('picture-in-picture')}</span></button>`
        : nothing}
      ${isPerson ? html`<span class="space"></span><hall-react></hall-react>${this.handButton()}` : nothing}
    `;
  }

  private handButton() {
    const hand = summit.you?.hand;
    if (!hand && !summit.may('hand_raise')) return nothing;
    return html`<button class=${hand ? 'main up' : 'main primary'} aria-keyshortcuts="h" @click=${() => this.open('hands')}>
      ${icon('hand')}<span>${hand ? text('hall-hand-is-up', { place: hand.place }) : text('hall-hand-raise')}</span></button>`;
  }

  private open(tab: Tab): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    this.side?.show(tab, true);
  }

  /** Browsers may refuse sound until somebody presses something. */
  private async playSound(): Promise<void> {
    try {
      await this.sound?.play();
      this.needsPress = false;
    } catch (problem) {
      this.needsPress = (problem as DOMException).name === 'NotAllowedError';
    }
  }

  private toggleMute(): void {
    this.isMuted = !this.isMuted;
  }

  private setVolume(volume: number): void {
    if (this.sound) this.sound.volume = volume;
    this.isMuted = volume === 0;
  }

  private chooseQuality(quality: Quality): void {
    keep('quality', quality);
    viewer.choose(quality);
  }

  private toggleFullscreen(): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void this.whole?.requestFullscreen?.().catch(() => undefined);
  }

  private openSmallWindow(): void {
    const video = this.stage?.shadowRoot?.querySelector('video');
    void video?.requestPictureInPicture?.().catch(() => undefined);
  }

  /** Who was let in after all sees the stage, too. */
  private enterAgain(): void {
    if (!summit.refusal && summit.connection === 'live' && viewer.refusal && !token) viewer.start();
  }

  private pressKey(event: KeyboardEvent): void {
    const at = event.composedPath()[0];
    const isTyping = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement;
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    switch (event.key) {
      case 'm':
        if (this.needsPress) void this.playSound();
        else this.toggleMute();
        break;
      case 'c':
        this.captions?.toggle();
        break;
      case 'f':
        this.toggleFullscreen();
        break;
      case 'h':
        if (this.side) this.open('hands');
        break;
      case 'v':
        if (this.voteCard) this.voteCard.focus();
        else if (this.side) this.open('votes');
        break;
      default:
        return;
    }
    event.preventDefault();
  }
}

/** A motion whose vote ends is another card. */
const keyOf = (motion: Motion) => `${motion.id} ${motion.status}`;

/** For a technician's console and for the bench; read-only. */
Object.defineProperty(window, 'plenary', {
  value: Object.freeze({
    marks: viewer.marks,
    state: () => viewer.state,
  }),
});
