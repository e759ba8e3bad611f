// The wall: the stage alone, as large as the screen, for a projector or a large display. It has no
// controls; a press anywhere brings the full screen and, where the browser waited for it, sound.
// With ?captions=fr it shows the captions of that language below the stage.
import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import './captions-view.js';
import { refusalPage, shared } from './controls.js';
import { LanguageController, text } from './i18n.js';
import { plays } from './plays.js';
import './preferences.js';
import { room } from './session.js';
import { UNTOLD_STAGE } from './stage-view.js';
import { SummitController, say, summit } from './summit.js';
import { Viewer } from './whep.js';

@customElement('plenary-wall')
export class Wall extends LitElement {
  private readonly viewer = new Viewer();

  static override styles = [
    shared,
    css`
      main {
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto;
        block-size: 100dvh;
        background: var(--picture);
      }
      plenary-captions {
        --caption-letter: clamp(26px, 3vw, 80px);
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
    summit.addEventListener('back', () => void this.viewer.verify());
    this.viewer.addEventListener('change', () => this.requestUpdate());
    this.viewer.start();
    summit.open();
    summit.readCaptions(new URLSearchParams(location.search).get('captions') ?? '');
  }

  override render() {
    const refusal = summit.refusal ?? this.viewer.refusal;
    if (refusal) return refusalPage(refusal, () => location.reload());
    return html`<main @click=${() => this.press()}>
      <h1 class="hidden">${summit.roomState?.title || room}</h1>
      <plenary-stage role="region" aria-label=${text('stage-label')}
        .seats=${summit.roomState?.stage ?? (summit.isBlocked ? UNTOLD_STAGE : [])} .videos=${new Map(this.viewer.videos)}
        .layout=${summit.roomState?.layout ?? ''}
        .hold=${summit.roomState?.hold ? say(summit.sections.stage?.hold_text) : undefined}
        .notice=${this.viewer.state === 'reconnecting' ? text('state-reconnecting-long') : ''}></plenary-stage>
      <plenary-captions></plenary-captions>
      <audio autoplay ${plays(this.viewer.sound)}></audio>
    </main>`;
  }

  /** What browsers allow only then: the full screen, and sound. */
  private press(): void {
    void document.documentElement.requestFullscreen?.().catch(() => undefined);
    void this.renderRoot.querySelector('audio')?.play().catch(() => undefined);
  }

  protected override updated(): void {
    document.title = text('hall-title', { room: summit.roomState?.title || room });
  }
}
