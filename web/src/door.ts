// The door: what one is invited to, the checks before one enters, and the way in.
import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { pageTop, refusalPage, shared } from './controls.js';
import { LanguageController, text } from './i18n.js';
import './preferences.js';
import './preflight.js';
import { room, token, type Refusal } from './session.js';
import { nameOf } from './stage-view.js';
import { SummitController, summit } from './summit.js';

@customElement('plenary-door')
export class Door extends LitElement {
  @state() private refusal?: Refusal;

  constructor() {
    super();
    new LanguageController(this);
    new SummitController(this);
  }

  static override styles = [
    shared,
    css`
      .page {
        min-block-size: 100dvh;
        padding: var(--gap);
      }
      main {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 18px;
        inline-size: min(100%, 42rem);
        margin-inline: auto;
        padding-block: clamp(20px, 6vh, 72px) 32px;
      }
      h2 {
        margin: 0;
        font-size: clamp(28px, 5vw, 42px);
        font-weight: 680;
        line-height: 1.2;
        letter-spacing: var(--tight);
        overflow-wrap: anywhere;
      }
      .before {
        margin-block: 18px 0;
        font-size: 20px;
      }
      p {
        margin: 0;
        color: var(--ink-soft);
        overflow-wrap: anywhere;
      }
      p.who {
        color: var(--ink);
        font-size: 18px;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    if (token) summit.open();
  }

  override render() {
    if (this.refusal) return refusalPage(this.refusal, () => location.reload());
    return html`<div class="page">
      ${pageTop('Plenary')}
      <main>
        ${token ? this.invitation() : this.noInvitation()}
        <h2 class="before">${text('door-checks')}</h2>
        <p>${text('door-checks-long')}</p>
        <plenary-preflight ?line=${token !== ''} ?devices=${!token || this.isSpeaker()}
          @refused=${(event: CustomEvent<Refusal>) => (this.refusal = event.detail)}></plenary-preflight>
      </main>
    </div>`;
  }

  protected override updated(): void {
    document.title = token ? text('hall-title', { room: summit.roomState?.title || room }) : 'Plenary';
  }

  private isSpeaker(): boolean {
    return summit.roomState?.you.role === 'speaker';
  }

  private invitation() {
    const you = summit.roomState?.you;
    const names = summit.roomState?.stage.map(nameOf) ?? [];
    const page = this.isSpeaker() ? 'speaker' : 'hall';
    return html`
      <h2><bdi>${summit.roomState?.title || room}</bdi></h2>
      <p class="who">${you
        ? you.name
          ? text(`door-named-${page}`, { name: you.name })
          : text(`door-${page}`)
        : text('state-connecting-long')}</p>
      ${summit.roomState
        ? html`<p>${names.length > 0 ? text('stage-shows', { names: names.join(', ') }) : text('stage-nobody')}</p>
            <a class="way" href=${`/${page}/${room}#token=${token}`}>${text(`door-enter-${page}`)}</a>`
        : nothing}
    `;
  }

  private noInvitation() {
    return html`<h2>${text('door-closed')}</h2>
      <p class="who">${text('door-closed-long')}</p>`;
  }
}
