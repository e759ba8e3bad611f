// How somebody sees and chooses what they send: their own picture, the microphone's level, which
// devices, and what to do when one of them fails.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Camera, Kind } from './camera.js';
import { levelMeter, shared } from './controls.js';
import { LanguageController, text } from './i18n.js';
import { icon } from './icons.js';
import { plays } from './plays.js';

/** The row of what one can do, always in reach: at the foot of the page. */
export const actsStyle = css`
  .acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 12px;
    position: sticky;
    inset-block-end: 0;
    padding-block: 12px max(12px, env(safe-area-inset-bottom));
    background: linear-gradient(transparent, var(--ground) 18px);
  }
  .acts .leave {
    background: var(--raised);
  }
  .acts .big {
    justify-content: center;
    min-block-size: 56px;
    padding-inline: 34px;
    font-size: 18px;
  }
  @media (max-width: 760px) {
    .acts {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 8px;
    }
    .acts button {
      justify-content: center;
      padding-inline: 8px;
      font-size: 14px;
      line-height: 1.25;
    }
    .acts .big {
      grid-column: 1 / -1;
      order: -1;
      font-size: 17px;
    }
    .acts .leave,
    .acts :last-child:nth-child(even) {
      grid-column: 1 / -1;
    }
  }
`;

export function deviceSwitch(camera: Camera, kind: Kind): TemplateResult {
  const isOn = camera.isOn[kind];
  const [sign, word] = kind === 'audio'
    ? (isOn ? (['microphone', 'microphone-off'] as const) : (['microphoneOff', 'microphone-on'] as const))
    : (isOn ? (['camera', 'camera-off'] as const) : (['cameraOff', 'camera-on'] as const));
  return html`<button class="device" title=${text(word)} ?disabled=${!camera.stream} aria-pressed=${!isOn} @click=${() => camera.toggle(kind)}>
    ${icon(sign)}<span>${text(word)}</span>
  </button>`;
}

@customElement('plenary-camera')
export class CameraView extends LitElement {
  @property({ attribute: false }) camera!: Camera;
  /** Shown in place of one's own picture: how others see it. */
  @property({ attribute: false }) seenBy?: MediaStream;
  /** Others see it now. */
  @property({ type: Boolean, reflect: true }) live = false;
  @query('.level span') private bar?: HTMLElement;
  private readonly draw = () => this.requestUpdate();
  private readonly showLevel = () =>
    this.bar?.style.setProperty('inline-size', `${Math.round(this.camera.level * 100)}%`);

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
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
        align-content: start;
      }
      /* As wide as there is room for, but with what stands below it still in sight. */
      video {
        inline-size: min(100%, 46dvh * 16 / 9);
        min-inline-size: min(100%, 16rem);
        margin-inline: auto;
        aspect-ratio: 16 / 9;
        border-radius: var(--radius);
        background: var(--picture);
        object-fit: cover;
        outline: 3px solid transparent;
        transition: outline-color var(--quick);
      }
      /* As in a mirror; but what others see is not. */
      video:not([data-seen]) {
        transform: scaleX(-1);
      }
      :host([live]) video {
        outline-color: var(--bad);
      }
      .caption {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        color: var(--ink-soft);
        font-size: 14px;
      }
      .choices {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr));
        gap: 10px;
      }
      label {
        display: grid;
        gap: 4px;
        font-size: 14px;
        color: var(--ink-soft);
        min-inline-size: 0;
      }
      select {
        inline-size: 100%;
        border-radius: 12px;
        color: var(--ink);
      }
      .notice p {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin: 8px 0 0;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.camera.addEventListener('change', this.draw);
    this.camera.addEventListener('stream', this.draw);
    this.camera.addEventListener('level', this.showLevel);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.camera.removeEventListener('change', this.draw);
    this.camera.removeEventListener('stream', this.draw);
    this.camera.removeEventListener('level', this.showLevel);
  }

  override render() {
    const label = text(this.seenBy ? 'preview-seen' : 'preview-label');
    return html`
      <video playsinline autoplay muted ${plays(this.seenBy ?? this.camera.stream)}
        ?data-seen=${this.seenBy !== undefined} aria-label=${label}></video>
      <div class="caption"><span>${label}</span><slot></slot></div>
      ${this.notices()}
      <div class="level" role="img" aria-label=${text('level')}><span></span></div>
      <div class="choices">${this.chooser('video', 'camera')} ${this.chooser('audio', 'microphone')}</div>
    `;
  }

  private notices() {
    const { problem, isLost, isOn, isSilent } = this.camera;
    if (problem) {
      const mayDoWithout = problem !== 'denied';
      return this.notice(`media-${problem}`, problem === 'other' ? 'media-busy-long' : `media-${problem}-long`, html`
        ${this.retry()}
        ${mayDoWithout
          ? html`<button @click=${() => this.camera.open({ withCamera: false })}>${text('media-sound-alone')}</button>`
          : nothing}`);
    }
    if (isLost.audio) return this.notice('microphone-lost', 'microphone-lost-long', this.retry());
    if (isLost.video) return this.notice('camera-lost', 'camera-lost-long', this.retry());
    return isSilent && isOn.audio ? this.notice('microphone-silent', 'microphone-silent-long') : nothing;
  }

  private retry(): TemplateResult {
    return html`<button @click=${() => this.camera.open()}>${text('try-again')}</button>`;
  }

  private notice(what: string, long: string, ways: unknown = nothing): TemplateResult {
    return html`<div class="notice" role="alert">
      <strong>${text(what)}</strong>${text(long)}
      <p>${ways}</p>
    </div>`;
  }

  private chooser(kind: Kind, label: string) {
    const devices = this.camera.devices.filter((device) => device.kind === `${kind}input` && device.deviceId);
    const current = this.camera.chosen(kind);
    return html`<label>${text(label)}
      <select ?disabled=${devices.length === 0}
        @change=${(event: Event) => this.camera.choose(kind, (event.target as HTMLSelectElement).value)}>
        ${devices.map((device, i) => html`<option value=${device.deviceId} ?selected=${device.deviceId === current}>
          ${device.label || text('device-unnamed', { number: i + 1 })}
        </option>`)}
      </select>
    </label>`;
  }
}
