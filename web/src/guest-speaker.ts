// The speaker's page for who comes with a token: see yourself, take the stage, see what the hall
// sees, step down. Nobody invites or seats them; the stage is whoever takes it.
import { LitElement, css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Camera } from './camera.js';
import { actsStyle, deviceSwitch } from './camera-view.js';
import { pageTop, refusalPage, shared } from './controls.js';
import { LanguageController, text } from './i18n.js';
import './preferences.js';
import { room } from './session.js';
import './stage-view.js';
import { SummitController, say, summit } from './summit.js';
import { Viewer } from './whep.js';
import { Publisher } from './whip.js';

@customElement('plenary-guest-speaker')
export class GuestSpeaker extends LitElement {
  @state() private hasLeft = false;
  private publisher?: Publisher;
  private readonly camera = new Camera();
  private readonly viewer = new Viewer();

  static override styles = [
    shared,
    actsStyle,
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
      figure > plenary-stage {
        inline-size: 100%;
        aspect-ratio: 16 / 9;
        border-radius: var(--radius);
        background: var(--picture);
        object-fit: cover;
        overflow: hidden;
      }
      figcaption {
        color: var(--ink-soft);
        font-size: 14px;
      }
      .side {
        display: grid;
        gap: var(--gap);
      }
      .state {
        white-space: normal;
      }
      @media (max-width: 760px) {
        .pictures {
          grid-template-columns: minmax(0, 1fr);
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
    summit.addEventListener('back', () => {
      void this.viewer.verify();
      void this.publisher?.verify();
    });
    this.viewer.addEventListener('change', () => this.requestUpdate());
    summit.open();
    this.viewer.start();
    this.camera.addEventListener('change', () => this.requestUpdate());
    this.camera.addEventListener('stream', () => this.camera.stream && this.publisher?.replace(this.camera.stream));
    void this.camera.open();
    addEventListener('beforeunload', (event) => {
      if (this.publisher) event.preventDefault();
    });
  }

  override render() {
    const refusal = this.viewer.refusal ?? this.publisher?.refusal;
    if (refusal) return refusalPage(refusal, () => location.reload());
    return html`
      <main class="page">
        ${pageTop(
          html`${text('speaker-heading')} · <bdi>${summit.roomState?.title || room}</bdi>`,
          html`<span role="status"><span class="state" data-state=${this.stateColour()}>${this.stateText()}</span></span>`,
        )}
        <div class="pictures">
          <plenary-camera .camera=${this.camera} ?live=${this.isOnStage()}></plenary-camera>
          <div class="side">
            <figure>
              <plenary-stage role="region" aria-label=${text('return-label')}
                .seats=${summit.roomState?.stage ?? []} .videos=${new Map(this.viewer.videos)}
                .layout=${summit.roomState?.layout ?? ''}
                .hold=${summit.roomState?.hold ? say(summit.sections.stage?.hold_text) : undefined}></plenary-stage>
              <figcaption>${text('return-note')}</figcaption>
            </figure>
          </div>
        </div>
        <footer class="acts">${this.controls()}</footer>
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
    if (!this.camera.stream && !this.camera.problem) return text('speaker-asking');
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

  private controls() {
    return html`
      ${deviceSwitch(this.camera, 'audio')}
      ${this.publisher
        ? html`<button class="leave big" @click=${() => this.leave()}>${text('leave-stage')}</button>`
        : html`<button class="primary big" ?disabled=${!this.camera.stream} @click=${() => this.take()}>
            ${text('take-stage')}
          </button>`}
      ${deviceSwitch(this.camera, 'video')}
    `;
  }

  // ---- the stage ----

  private take(): void {
    if (!this.camera.stream) return;
    this.hasLeft = false;
    this.publisher = new Publisher(this.camera.stream);
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
    this.renderRoot.querySelector<HTMLElement>('.acts .big')?.focus();
  }
}
