// The hall: what a delegate or viewer sees and hears.
import { LitElement, css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live as unlessSame } from 'lit/directives/live.js';
import { pageTop, refusalPage, shared, stateWord } from './controls.js';
import { LanguageController, text } from './i18n.js';
import { icon } from './icons.js';
import './preferences.js';
import { room } from './session.js';
import { nameOf, type StageView } from './stage-view.js';
import './stage-view.js';
import { SummitController, say, summit } from './summit.js';
import { Viewer } from './whep.js';

// Begun before anything is drawn: the picture shall be there at once.
const viewer = new Viewer();
viewer.start();
summit.open();

const CLOCK_MS = 5000;

@customElement('plenary-hall')
export class Hall extends LitElement {
  @state() private isMuted = false;
  @state() private needsPress = false;
  @state() private isFullscreen = false;
  @state() private now = Date.now();
  @query('audio') private sound?: HTMLAudioElement;
  @query('plenary-stage') private stage?: StageView;
  @query('.hall') private whole?: HTMLElement;

  static override styles = [
    shared,
    css`
      .hall {
        display: grid;
        grid-template-rows: auto 1fr auto;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap);
        block-size: 100dvh;
        padding: var(--gap);
        padding-block-end: max(var(--gap), env(safe-area-inset-bottom));
        background: inherit;
      }
      .hall:fullscreen {
        background: var(--ground);
      }
      .now {
        display: flex;
        align-items: center;
        gap: 8px 20px;
        flex-wrap: wrap;
      }
      .soft {
        color: var(--ink-soft);
        font-variant-numeric: tabular-nums;
      }
      .count {
        display: inline-flex;
        align-items: center;
        gap: 8px;
      }
      .on-stage {
        display: none;
        margin: 0;
        padding-inline: 4px;
      }
      .on-stage span {
        display: block;
        color: var(--ink-soft);
        font-size: 14px;
      }
      .on-stage strong {
        font-size: 20px;
        font-weight: 620;
      }
      footer {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 10px;
      }
      input[type='range'] {
        accent-color: var(--accent);
        inline-size: 120px;
        min-block-size: 44px;
      }
      .press {
        position: fixed;
        inset: 0;
        margin: auto;
        inline-size: fit-content;
        block-size: fit-content;
        display: grid;
        justify-items: center;
        gap: 10px;
        padding: 22px 28px;
        border-radius: 22px;
        background: var(--surface);
        border: 1px solid var(--line);
        box-shadow: 0 24px 60px -18px var(--shadow);
        max-inline-size: min(90vw, 26rem);
        text-align: center;
      }
      .press button {
        min-block-size: 56px;
        padding-inline: 30px;
        font-size: 18px;
      }
      /* Upright, the picture stands on top, with who it shows below it. */
      @media (max-aspect-ratio: 4/5) {
        .hall {
          grid-template-rows: auto auto 1fr auto;
        }
        plenary-stage:not([data-many]) {
          aspect-ratio: 16 / 9;
        }
        plenary-stage[data-many] {
          block-size: 52dvh;
        }
        .on-stage {
          display: block;
        }
      }
      @media (max-width: 640px) {
        .clock,
        input[type='range'] {
          display: none;
        }
        footer {
          gap: 8px;
        }
        footer button {
          flex: 1 1 0;
          flex-direction: column;
          justify-content: center;
          gap: 3px;
          padding: 9px 4px;
          border-radius: var(--radius);
          font-size: 13px;
          line-height: 1.3;
        }
      }
    `,
  ];

  constructor() {
    super();
    new LanguageController(this);
    new SummitController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    setInterval(() => (this.now = Date.now()), CLOCK_MS);
    viewer.addEventListener('change', () => this.requestUpdate());
    summit.addEventListener('back', () => void viewer.verify());
    addEventListener('keydown', (event) => this.pressKey(event));
    document.addEventListener('fullscreenchange', () => {
      this.isFullscreen = document.fullscreenElement !== null;
    });
  }

  override render() {
    const refusal = summit.refusal ?? viewer.refusal;
    if (refusal) return refusalPage(refusal, () => location.reload());
    const names = summit.roomState?.stage.map(nameOf) ?? [];
    return html`
      <main class="hall">
        ${pageTop(html`<bdi>${this.roomName()}</bdi>`, this.facts())}
        <plenary-stage
          role="region"
          ?data-many=${names.length > 1}
          aria-label=${text('stage-label')}
          .seats=${summit.roomState?.stage ?? []}
          .videos=${new Map(viewer.videos)}
          .layout=${summit.roomState?.layout ?? ''}
          .hold=${summit.roomState?.hold ? say(summit.sections.stage?.hold_text) : undefined}
          .notice=${this.notice()}
          @firstframe=${() => (viewer.marks.firstFrame ??= performance.now())}
        ></plenary-stage>
        <p class="on-stage" aria-hidden="true">
          ${names.length > 0 ? html`<span>${text('stage-now')}</span>` : nothing}
          ${names.map((name) => html`<strong><bdi>${name}</bdi></strong><br />`)}
        </p>
        <footer>${this.controls()}</footer>
        <p class="hidden" aria-live="polite">
          ${names.length > 0 ? text('stage-shows', { names: names.join(', ') }) : text('stage-nobody')}
        </p>
        <audio autoplay .srcObject=${unlessSame(viewer.sound)} .muted=${this.isMuted}></audio>
        ${this.needsPress ? this.pressCard() : nothing}
      </main>
    `;
  }

  private roomName(): string {
    return summit.roomState?.title || room;
  }

  private facts() {
    return html`<div class="now">
      <time class="clock soft">${text('clock', { now: new Date(this.now) })}</time>
      ${summit.roomState
        ? html`<span class="count soft">${icon('people')}${text('viewers', { count: summit.roomState.viewers })}</span>`
        : nothing}
      <span role="status">${stateWord(viewer.state)}</span>
    </div>`;
  }

  protected override updated(): void {
    document.title = text('hall-title', { room: this.roomName() });
    if (viewer.state === 'live' && this.sound?.paused && !this.needsPress) void this.playSound();
  }

  private notice(): string {
    if (viewer.state === 'weak') return text('state-weak-long');
    if (viewer.state === 'reconnecting') return text('state-reconnecting-long');
    return viewer.state === 'connecting' ? text('state-connecting-long') : '';
  }

  private controls() {
    return html`
      <button @click=${() => this.toggleMute()} aria-keyshortcuts="m">
        ${icon(this.isMuted ? 'silence' : 'sound')}<span>${text(this.isMuted ? 'unmute' : 'mute')}</span>
      </button>
      <input type="range" min="0" max="1" step="0.05" value="1" aria-label=${text('volume')}
        @input=${(event: Event) => this.setVolume((event.target as HTMLInputElement).valueAsNumber)} />
      <button @click=${() => this.toggleFullscreen()} aria-keyshortcuts="f">
        ${icon(this.isFullscreen ? 'shrink' : 'expand')}
        <span>${text(this.isFullscreen ? 'fullscreen-leave' : 'fullscreen')}</span>
      </button>
      ${document.pictureInPictureEnabled
        ? html`<button @click=${() => this.openSmallWindow()}>
            ${icon('window')}<span>${text('picture-in-picture')}</span>
          </button>`
        : nothing}
    `;
  }

  private pressCard() {
    return html`<div class="press" role="dialog" aria-label=${text('sound-on')}>
      <button class="primary" autofocus @click=${() => this.playSound()}>${icon('sound')}${text('sound-on')}</button>
      <span class="soft">${text('sound-on-long')}</span>
    </div>`;
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

  private toggleFullscreen(): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void this.whole?.requestFullscreen?.().catch(() => undefined);
  }

  private openSmallWindow(): void {
    const video = this.stage?.shadowRoot?.querySelector('video');
    void video?.requestPictureInPicture?.().catch(() => undefined);
  }

  private pressKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    if (event.key === 'm') {
      if (this.needsPress) void this.playSound();
      else this.toggleMute();
    } else if (event.key === 'f') {
      this.toggleFullscreen();
    }
  }
}

/** For a technician's console and for the bench; read-only. */
Object.defineProperty(window, 'plenary', {
  value: Object.freeze({
    marks: viewer.marks,
    state: () => viewer.state,
  }),
});
