// The speaker's page: see yourself, take the stage, see what the hall sees, step down.
import { LitElement, css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live as unlessSame } from 'lit/directives/live.js';
import { levelMeter, pageTop, refusalPage, shared } from './controls.js';
import { LanguageController, text } from './i18n.js';
import { icon } from './icons.js';
import { LevelMeter, openDevices, problemOf, remember, remembered, type MediaProblem } from './media.js';
import './preferences.js';
import { Refusal, room, token } from './session.js';
import './stage-view.js';
import { SummitController, say, summit } from './summit.js';
import { Viewer } from './whep.js';
import { Publisher } from './whip.js';

const METER_MS = 100;

@customElement('plenary-speaker')
export class Speaker extends LitElement {
  @state() private stream?: MediaStream;
  @state() private problem?: MediaProblem;
  @state() private devices: MediaDeviceInfo[] = [];
  @state() private hasCamera = true;
  @state() private hasMicrophone = true;
  @state() private isSilent = false;
  @state() private isCameraLost = false;
  @state() private hasLeft = false;
  @query('.level span') private bar?: HTMLElement;
  private publisher?: Publisher;
  private readonly viewer = new Viewer();
  private meter?: LevelMeter;

  static override styles = [
    shared,
    levelMeter,
    css`
      main.page {
        display: grid;
        gap: var(--gap);
        min-block-size: 100dvh;
        padding: var(--gap);
        grid-template-rows: auto 1fr auto;
        max-inline-size: 1400px;
        margin-inline: auto;
      }
      .pictures {
        display: grid;
        grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
        gap: var(--gap);
        align-items: start;
      }
      figure {
        margin: 0;
        display: grid;
        gap: 8px;
      }
      figure > video,
      figure > plenary-stage {
        inline-size: 100%;
        aspect-ratio: 16 / 9;
        border-radius: var(--radius);
        background: var(--picture);
        object-fit: cover;
        overflow: hidden;
      }
      figure > video {
        transform: scaleX(-1);
        outline: 3px solid transparent;
        transition: outline-color var(--quick);
      }
      .on-stage figure > video {
        outline-color: var(--bad);
      }
      figcaption {
        color: var(--ink-soft);
        font-size: 14px;
      }
      .side {
        display: grid;
        gap: var(--gap);
      }
      .choices {
        display: grid;
        gap: 12px;
      }
      label {
        display: grid;
        gap: 4px;
        font-size: 14px;
        color: var(--ink-soft);
      }
      select {
        inline-size: 100%;
        border-radius: 12px;
        color: var(--ink);
      }
      footer {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: 12px;
        position: sticky;
        inset-block-end: 0;
        padding-block: 12px max(12px, env(safe-area-inset-bottom));
        background: linear-gradient(transparent, var(--ground) 30%);
      }
      .state {
        white-space: normal;
      }
      footer .big {
        justify-content: center;
        min-block-size: 56px;
        padding-inline: 34px;
        font-size: 18px;
      }
      .notice {
        padding: 12px 18px;
        border-radius: var(--radius);
        border: 1px solid var(--warn);
        background: color-mix(in srgb, var(--warn) 10%, transparent);
      }
      .notice strong {
        display: block;
      }
      @media (max-width: 760px) {
        .pictures {
          grid-template-columns: minmax(0, 1fr);
        }
        footer {
          display: grid;
          grid-template-columns: 1fr 1fr;
          gap: 8px;
        }
        footer .big {
          grid-column: 1 / -1;
          order: -1;
        }
        footer button {
          justify-content: center;
          padding-inline: 10px;
          font-size: 15px;
          line-height: 1.25;
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
    if (!token) return;
    summit.addEventListener('back', () => {
      void this.viewer.verify();
      void this.publisher?.verify();
    });
    this.viewer.addEventListener('change', () => this.requestUpdate());
    summit.open();
    this.viewer.start();
    void this.openDevices();
    navigator.mediaDevices?.addEventListener('devicechange', () => void this.listDevices());
    setInterval(() => this.showLevel(), METER_MS);
    addEventListener('beforeunload', (event) => {
      if (this.publisher) event.preventDefault();
    });
  }

  override render() {
    if (!token) return refusalPage(new Refusal('no-token'));
    const refusal = this.viewer.refusal ?? this.publisher?.refusal;
    if (refusal) return refusalPage(refusal, () => location.reload());
    return html`
      <main class=${this.isOnStage() ? 'page on-stage' : 'page'}>
        ${pageTop(
          html`${text('speaker-heading')} · <bdi>${summit.roomState?.title || room}</bdi>`,
          html`<span role="status"><span class="state" data-state=${this.stateColour()}>${this.stateText()}</span></span>`,
        )}
        <div class="pictures">
          <figure>
            <video playsinline autoplay muted .srcObject=${unlessSame(this.stream ?? null)}
              aria-label=${text('preview-label')}></video>
            <figcaption>${text('preview-label')}</figcaption>
            ${this.notices()}
          </figure>
          <div class="side">
            <figure>
              <plenary-stage role="region" aria-label=${text('return-label')}
                .seats=${summit.roomState?.stage ?? []} .videos=${new Map(this.viewer.videos)}
                .layout=${summit.roomState?.layout ?? ''}
                .hold=${summit.roomState?.hold ? say(summit.sections.stage?.hold_text) : undefined}></plenary-stage>
              <figcaption>${text('return-note')}</figcaption>
            </figure>
            <div class="choices">
              ${this.chooser('video', 'camera')} ${this.chooser('audio', 'microphone')}
              <div class="level" role="img" aria-label=${text('level')}><span></span></div>
            </div>
          </div>
        </div>
        <footer>${this.controls()}</footer>
      </main>
    `;
  }

  protected override updated(): void {
    document.title = text('speaker-title', { room: summit.roomState?.title || room });
  }

  // ---- words ----

  private isOnStage(): boolean {
    const me = summit.roomState?.you.person;
    return this.publisher !== undefined && (summit.roomState?.stage.some((seat) => seat.person === me) ?? false);
  }

  private stateText(): string {
    if (!this.stream && !this.problem) return text('speaker-asking');
    if (!this.publisher) return text(this.hasLeft ? 'speaker-left' : 'speaker-ready');
    switch (this.publisher.state) {
      case 'live':
        return text(this.isOnStage() ? 'speaker-live' : 'speaker-waiting');
      case 'weak':
        return text('speaker-weak');
      case 'reconnecting':
        return text('speaker-reconnecting');
      default:
        return text('speaker-connecting');
    }
  }

  private stateColour(): string {
    if (!this.publisher) return 'idle';
    return this.publisher.state === 'live' && !this.isOnStage() ? 'idle' : this.publisher.state;
  }

  private notices() {
    const notice = (id: string, retry = false) => html`<div class="notice" role="alert">
      <strong>${text(id)}</strong>${text(id === 'media-other' ? 'media-busy-long' : `${id}-long`)}
      ${retry ? html`<p><button @click=${() => this.openDevices()}>${text('try-again')}</button></p>` : nothing}
    </div>`;
    if (this.problem) return notice(`media-${this.problem}`, true);
    if (this.isCameraLost) return notice('camera-lost', true);
    return this.isSilent && this.hasMicrophone ? notice('microphone-silent') : nothing;
  }

  private chooser(kind: 'audio' | 'video', label: string) {
    const devices = this.devices.filter((device) => device.kind === `${kind}input` && device.deviceId);
    const track = kind === 'audio' ? this.stream?.getAudioTracks()[0] : this.stream?.getVideoTracks()[0];
    const current = track?.getSettings().deviceId ?? remembered(kind);
    return html`<label>${text(label)}
      <select ?disabled=${devices.length === 0}
        @change=${(event: Event) => this.choose(kind, (event.target as HTMLSelectElement).value)}>
        ${devices.map((device, i) => html`<option value=${device.deviceId} ?selected=${device.deviceId === current}>
          ${device.label || text('device-unnamed', { number: i + 1 })}
        </option>`)}
      </select>
    </label>`;
  }

  private controls() {
    return html`
      <button ?disabled=${!this.stream} aria-pressed=${!this.hasMicrophone}
        @click=${() => this.toggle('audio')}>
        ${icon(this.hasMicrophone ? 'microphone' : 'microphoneOff')}
        <span>${text(this.hasMicrophone ? 'microphone-off' : 'microphone-on')}</span>
      </button>
      ${this.publisher
        ? html`<button class="leave big" @click=${() => this.leave()}>${text('leave-stage')}</button>`
        : html`<button class="primary big" ?disabled=${!this.stream} @click=${() => this.take()}>
            ${text('take-stage')}
          </button>`}
      <button ?disabled=${!this.stream} aria-pressed=${!this.hasCamera}
        @click=${() => this.toggle('video')}>
        ${icon(this.hasCamera ? 'camera' : 'cameraOff')}
        <span>${text(this.hasCamera ? 'camera-off' : 'camera-on')}</span>
      </button>
    `;
  }

  // ---- camera and microphone ----

  private async openDevices(): Promise<void> {
    try {
      const stream = await openDevices();
      this.stream?.getTracks().forEach((track) => track.stop());
      this.stream = stream;
      this.problem = undefined;
      this.isCameraLost = false;
      stream.getVideoTracks()[0]?.addEventListener('ended', () => (this.isCameraLost = true));
      this.applySwitches();
      this.meter ??= new LevelMeter();
      this.meter.listenTo(stream);
      this.publisher?.replace(stream);
    } catch (error) {
      this.problem = problemOf(error);
    }
    await this.listDevices();
  }

  private async listDevices(): Promise<void> {
    this.devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  }

  private choose(kind: 'audio' | 'video', deviceId: string): void {
    remember(kind, deviceId);
    void this.openDevices();
  }

  private toggle(kind: 'audio' | 'video'): void {
    if (kind === 'audio') this.hasMicrophone = !this.hasMicrophone;
    else this.hasCamera = !this.hasCamera;
    this.applySwitches();
  }

  private applySwitches(): void {
    this.stream?.getAudioTracks().forEach((track) => (track.enabled = this.hasMicrophone));
    this.stream?.getVideoTracks().forEach((track) => (track.enabled = this.hasCamera));
  }

  private showLevel(): void {
    const { level, isSilent } = this.meter?.read() ?? { level: 0, isSilent: false };
    this.isSilent = isSilent;
    this.bar?.style.setProperty('inline-size', `${Math.round(level * 100)}%`);
  }

  // ---- the stage ----

  private take(): void {
    if (!this.stream) return;
    this.hasLeft = false;
    this.publisher = new Publisher(this.stream);
    this.publisher.addEventListener('change', () => this.requestUpdate());
    this.publisher.start();
    void this.focusSwitch();
  }

  private leave(): void {
    this.publisher?.stop();
    this.publisher = undefined;
    this.hasLeft = true;
    void this.focusSwitch();
  }

  /** The button that was pressed is gone: whoever uses the keyboard goes on at the one in its place. */
  private async focusSwitch(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('footer .big')?.focus();
  }
}
