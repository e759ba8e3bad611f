// The hall: what a delegate or viewer sees and hears.
import { LitElement, css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { refusalPage, shared, stateWord } from './controls.js';
import { text } from './i18n.js';
import { Live, type RoomState } from './live.js';
import { Refusal, room, token } from './session.js';
import { nameOf, type StageView } from './stage-view.js';
import './stage-view.js';
import { Viewer } from './whep.js';

// Begun before anything is drawn: the picture shall be there at once.
const viewer = new Viewer();
const live = new Live();
if (token) {
  viewer.start();
  live.open();
}

@customElement('plenary-hall')
export class Hall extends LitElement {
  @state() private roomState?: RoomState;
  @state() private isMuted = false;
  @state() private needsPress = false;
  @state() private isFullscreen = false;
  @query('audio') private sound?: HTMLAudioElement;
  @query('plenary-stage') private stage?: StageView;
  @query('.hall') private whole?: HTMLElement;

  static override styles = [
    shared,
    css`
      .hall {
        display: grid;
        grid-template-rows: auto 1fr auto;
        gap: var(--gap);
        block-size: 100dvh;
        padding: var(--gap);
        padding-block-end: max(var(--gap), env(safe-area-inset-bottom));
        background: inherit;
      }
      .hall:fullscreen {
        background: var(--ground);
      }
      header,
      footer {
        display: flex;
        align-items: center;
        gap: 10px 18px;
        flex-wrap: wrap;
      }
      header h1 {
        margin: 0;
        margin-inline-end: auto;
        font-size: 17px;
        font-weight: 620;
        letter-spacing: -0.005em;
      }
      .soft {
        color: var(--ink-soft);
        font-variant-numeric: tabular-nums;
      }
      footer {
        justify-content: center;
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
        background: #05070be6;
        border: 1px solid var(--line);
        max-inline-size: min(90vw, 26rem);
        text-align: center;
      }
      .press button {
        min-block-size: 56px;
        padding-inline: 30px;
        font-size: 18px;
      }
      @media (max-width: 520px) {
        input[type='range'] {
          display: none;
        }
        footer button {
          padding-inline: 14px;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = text('hall-title', { room });
    viewer.addEventListener('change', () => this.requestUpdate());
    live.addEventListener('state', (event) => {
      this.roomState = (event as CustomEvent<RoomState>).detail;
      document.title = text('hall-title', { room: this.roomState.title || room });
    });
    live.addEventListener('back', () => void viewer.verify());
    addEventListener('keydown', (event) => this.pressKey(event));
    document.addEventListener('fullscreenchange', () => {
      this.isFullscreen = document.fullscreenElement !== null;
    });
  }

  override render() {
    if (!token) return refusalPage(new Refusal('no-token'));
    if (viewer.refusal) return refusalPage(viewer.refusal, () => location.reload());
    const names = this.roomState?.stage.map(nameOf) ?? [];
    return html`
      <main class="hall">
        <header>
          <h1><bdi>${this.roomState?.title || room}</bdi></h1>
          <span class="soft">${this.roomState ? text('viewers', { count: this.roomState.viewers }) : ''}</span>
          <span role="status">${stateWord(viewer.state)}</span>
        </header>
        <plenary-stage
          role="region"
          aria-label=${text('stage-label')}
          .seats=${this.roomState?.stage ?? []}
          .videos=${new Map(viewer.videos)}
          .notice=${this.notice()}
          @firstframe=${() => (viewer.marks.firstFrame ??= performance.now())}
        ></plenary-stage>
        <footer>${this.controls()}</footer>
        <p class="hidden" aria-live="polite">
          ${names.length > 0 ? text('stage-shows', { names: names.join(', ') }) : text('stage-nobody')}
        </p>
        <audio autoplay .srcObject=${viewer.sound} .muted=${this.isMuted}></audio>
        ${this.needsPress ? this.pressCard() : nothing}
      </main>
    `;
  }

  protected override updated(): void {
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
        ${text(this.isMuted ? 'unmute' : 'mute')}
      </button>
      <input type="range" min="0" max="1" step="0.05" value="1" aria-label=${text('volume')}
        @input=${(event: Event) => this.setVolume((event.target as HTMLInputElement).valueAsNumber)} />
      <button @click=${() => this.toggleFullscreen()} aria-keyshortcuts="f">
        ${text(this.isFullscreen ? 'fullscreen-leave' : 'fullscreen')}
      </button>
      ${document.pictureInPictureEnabled
        ? html`<button @click=${() => this.openSmallWindow()}>${text('picture-in-picture')}</button>`
        : nothing}
    `;
  }

  private pressCard() {
    return html`<div class="press" role="dialog" aria-label=${text('sound-on')}>
      <button class="primary" autofocus @click=${() => this.playSound()}>${text('sound-on')}</button>
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
