// The speaker's page: the green room, for people of the summit; a place to take the stage from, for
// who comes with a token.
import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { pageTop, refusalPage, shared } from './controls.js';
import './green-room.js';
import './guest-speaker.js';
import { LanguageController, text } from './i18n.js';
import './preferences.js';
import { room, token } from './session.js';
import { SummitController, blockedRefusal, say, sayMarked, summit } from './summit.js';
import { Viewer } from './whep.js';

@customElement('plenary-speaker')
export class Speaker extends LitElement {
  private readonly viewer = new Viewer();

  static override styles = [
    shared,
    css`
      main {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        grid-template-rows: auto 1fr;
        gap: var(--gap);
        min-block-size: 100dvh;
        padding: var(--gap);
        max-inline-size: 1400px;
        margin-inline: auto;
      }
      plenary-green-room {
        grid-template-rows: auto auto 1fr auto;
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
    if (token) return;
    summit.addEventListener('back', () => void this.viewer.verify());
    this.viewer.addEventListener('change', () => this.requestUpdate());
    this.viewer.start();
    summit.open();
  }

  override render() {
    if (token) return html`<plenary-guest-speaker></plenary-guest-speaker>`;
    const refusal = summit.refusal ?? this.viewer.refusal ?? blockedRefusal();
    if (refusal) return refusalPage(refusal, () => location.reload());
    const isSeated = summit.you?.seats?.some((seat) => seat.room === summit.room && seat.status === 'seated');
    return html`<main>
      ${pageTop(html`${text(isSeated ? 'stage-now' : 'green-heading')} · ${say(summit.sections.room?.name) ? sayMarked(summit.sections.room?.name) : room}`)}
      <plenary-green-room .viewer=${this.viewer}></plenary-green-room>
    </main>`;
  }

  protected override updated(): void {
    if (!token) document.title = text('speaker-title', { room: say(summit.sections.room?.name) || room });
  }
}
