// The checks before one enters: the line to the hall, the loudspeaker, camera and microphone.
// Each says in plain words how it stands and what mends it.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { levelMeter, shared } from './controls.js';
import { LanguageController, text } from './i18n.js';
import { icon, type IconName } from './icons.js';
import { LevelMeter, openDevices, problemOf, type MediaProblem } from './media.js';
import { NetworkCheck } from './network-check.js';
import { plays } from './plays.js';
import type { Refusal } from './session.js';

const METER_MS = 100;
const HEARD_LEVEL = 0.03; // of the bar: more than a room's noise
const TONE_HZ = [523.25, 659.25, 783.99];
const TONE_S = 1.4;

type Standing = 'open' | 'good' | 'bad';

@customElement('plenary-preflight')
export class Preflight extends LitElement {
  /** Whether the line is checked too: that takes an invitation. */
  @property({ type: Boolean }) line = false;
  @property({ type: Boolean }) devices = false;
  /** Whose media is tried. */
  @property() room?: string;
  @state() private check?: NetworkCheck;
  @state() private sound: 'untried' | 'played' | 'heard' | 'unheard' = 'untried';
  @state() private stream?: MediaStream;
  @state() private problem?: MediaProblem;
  @state() private isHeard = false;
  @state() private isSilent = false;
  @query('.level span') private bar?: HTMLElement;
  private meter?: LevelMeter;
  private timer = 0;

  constructor() {
    super();
    new LanguageController(this);
  }

  static override styles = [
    shared,
    levelMeter,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr));
        gap: 12px;
      }
      section {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 4px 14px;
        align-items: center;
        align-content: start;
        padding: 16px 18px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      section > .icon {
        inline-size: 24px;
        block-size: 24px;
        color: var(--ink-soft);
      }
      section[data-standing='good'] > .icon {
        color: var(--good);
      }
      section[data-standing='bad'] > .icon {
        color: var(--warn);
      }
      h3 {
        margin: 0;
        font-size: 16px;
        font-weight: 620;
      }
      p {
        grid-column: 2 / -1;
        margin: 0;
        color: var(--ink-soft);
      }
      .act {
        display: flex;
        gap: 8px;
      }
      video {
        grid-column: 1 / -1;
        inline-size: 100%;
        aspect-ratio: 16 / 9;
        margin-block-start: 10px;
        border-radius: var(--radius);
        background: var(--picture);
        object-fit: cover;
        transform: scaleX(-1);
      }
      .level {
        grid-column: 1 / -1;
        margin-block-start: 8px;
      }
      @media (max-width: 520px) {
        section {
          grid-template-columns: auto minmax(0, 1fr);
        }
        .act {
          grid-column: 1 / -1;
          order: 1;
          margin-block-start: 8px;
        }
        .act:empty {
          display: none;
        }
        video,
        .level {
          order: 2;
        }
        .act button {
          flex: 1;
          justify-content: center;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => this.showLevel(), METER_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
    this.stream?.getTracks().forEach((track) => track.stop());
    this.check?.stop();
  }

  protected override willUpdate(): void {
    if (this.line && !this.check) this.checkLine();
  }

  override render() {
    return html`
      ${this.line ? this.lineCard() : nothing} ${this.soundCard()} ${this.devices ? this.devicesCard() : nothing}
    `;
  }

  // ---- the line ----

  private lineCard(): TemplateResult {
    const result = this.check?.result;
    if (!result) return this.card('globe', 'check-line', 'open', text('check-line-wait'));
    const again = html`<button @click=${() => this.checkLine()}>${text('try-again')}</button>`;
    if (result.kind === 'blocked') {
      return this.card('globe', 'check-line', 'bad', text('check-line-blocked', { host: location.hostname }), again);
    }
    if (result.kind === 'closed') return this.card('globe', 'check-line', 'open', text('check-line-closed'), again);
    const speed = result.bps > 0 ? text('check-line-speed', { mbps: Math.max(0.1, Math.round(result.bps / 1e5) / 10) }) : '';
    const said = `${text(`check-line-${result.kind}`, { ms: result.rttMs })} ${speed}`;
    return this.card('globe', 'check-line', result.kind === 'good' ? 'good' : 'bad', said, result.kind === 'good' ? nothing : again);
  }

  private checkLine(): void {
    const check = new NetworkCheck({ room: this.room });
    check.addEventListener('done', () => this.requestUpdate());
    check.addEventListener('change', () => {
      if (check.refusal) this.dispatchEvent(new CustomEvent<Refusal>('refused', { detail: check.refusal }));
    });
    this.check = check;
    check.start();
  }

  // ---- the loudspeaker ----

  private soundCard(): TemplateResult {
    const play = html`<button @click=${() => this.playTone()}>${text('check-sound-play')}</button>`;
    switch (this.sound) {
      case 'untried':
        return this.card('sound', 'check-sound', 'open', text('check-sound-long'), play);
      case 'played':
        return this.card('sound', 'check-sound', 'open', text('check-sound-ask'), html`
          <button class="primary" @click=${() => (this.sound = 'heard')}>${text('yes')}</button>
          <button @click=${() => (this.sound = 'unheard')}>${text('no')}</button>`);
      case 'heard':
        return this.card('sound', 'check-sound', 'good', text('check-sound-good'), play);
      case 'unheard':
        return this.card('silence', 'check-sound', 'bad', text('check-sound-none'), play);
    }
  }

  /** Three notes, one after another, soft at both ends. */
  private playTone(): void {
    const context = new AudioContext();
    TONE_HZ.forEach((hertz, i) => {
      const from = context.currentTime + i * 0.25;
      const until = from + TONE_S - i * 0.25;
      const note = new OscillatorNode(context, { frequency: hertz });
      const volume = new GainNode(context, { gain: 0 });
      volume.gain.setValueAtTime(0, from);
      volume.gain.linearRampToValueAtTime(0.12, from + 0.05);
      volume.gain.linearRampToValueAtTime(0, until);
      note.connect(volume).connect(context.destination);
      note.start(from);
      note.stop(until);
    });
    setTimeout(() => void context.close(), (TONE_S + 0.5) * 1000);
    this.sound = 'played';
  }

  // ---- camera and microphone ----

  private devicesCard(): TemplateResult {
    if (this.problem) {
      const long = this.problem === 'other' ? 'media-busy-long' : `media-${this.problem}-long`;
      return this.card('cameraOff', `media-${this.problem}`, 'bad', text(long),
        html`<button @click=${() => this.openDevices()}>${text('try-again')}</button>`);
    }
    if (!this.stream) {
      return this.card('camera', 'check-devices', 'open', text('check-devices-long'),
        html`<button @click=${() => this.openDevices()}>${text('check-devices-start')}</button>`);
    }
    const said = this.isSilent
      ? `${text('microphone-silent')}. ${text('microphone-silent-long')}`
      : text(this.isHeard ? 'check-devices-good' : 'check-devices-speak');
    const standing = this.isSilent ? 'bad' : this.isHeard ? 'good' : 'open';
    return this.card('camera', 'check-devices', standing, said, nothing, html`
      <video playsinline autoplay muted ${plays(this.stream)} aria-label=${text('preview-label')}></video>
      <div class="level" role="img" aria-label=${text('level')}><span></span></div>`);
  }

  private async openDevices(): Promise<void> {
    try {
      this.stream = await openDevices();
      this.problem = undefined;
      this.meter ??= new LevelMeter();
      this.meter.listenTo(this.stream);
      for (const track of this.stream.getTracks()) track.addEventListener('ended', () => this.loseDevices());
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  /** Unplugged while it was looked at. */
  private loseDevices(): void {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = undefined;
    this.isHeard = false;
    this.problem = 'missing';
  }

  private showLevel(): void {
    if (!this.stream) return;
    const { level = 0, isSilent = false } = this.meter?.read() ?? {};
    if (level > HEARD_LEVEL) this.isHeard = true;
    this.isSilent = isSilent && !this.isHeard;
    this.bar?.style.setProperty('inline-size', `${Math.round(level * 100)}%`);
  }

  private card(sign: IconName, title: string, standing: Standing, said: string,
    act: unknown = nothing, more: unknown = nothing): TemplateResult {
    return html`<section data-standing=${standing}>
      ${icon(sign)}<h3>${text(title)}</h3>
      <div class="act">${act}</div>
      <p role="status">${said}</p>
      ${more}
    </section>`;
  }
}
