// The interpreters' booth: one sees and hears the stage and writes what is said, as captions for all
// who read that language. Each Enter sends a line; what is not finished yet goes out while it is
// being written. Interpretation by voice is for a later version.
import { LitElement, css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import './captions-view.js';
import { captionChoices, likelyLanguage } from './captions.js';
import { pageTop, refusalPage, shared, stateWord } from './controls.js';
import { maySay } from './generated/summit.js';
import { LanguageController, languages, text } from './i18n.js';
import { icon } from './icons.js';
import { plays } from './plays.js';
import './preferences.js';
import { why } from './refusal.js';
import { keep, recall } from './remembered.js';
import { room, type Refusal } from './session.js';
import { UNTOLD_STAGE } from './stage-view.js';
import { SummitController, say, summit } from './summit.js';
import { Viewer } from './whep.js';
import { languageName } from './words.js';

const PARTIAL_MS = 600; // between two of what is being written; the server takes 5 a second
const LINE_BYTES = 240; // what is longer goes out up to its last word; the server takes 500

/** Of what is written, the part that is a line of its own because all of it is too long; '': it is not. */
function lineOf(words: string): string {
  const { read } = new TextEncoder().encodeInto(words, new Uint8Array(LINE_BYTES));
  if (read === words.length) return '';
  const space = words.lastIndexOf(' ', read);
  return words.slice(0, space > 0 ? space : read);
}

@customElement('plenary-booth')
export class Booth extends LitElement {
  @state() private language = recall('booth-language');
  @state() private problem?: Refusal;
  @state() private isLost = false;
  @state() private needsPress = false;
  @query('textarea') private field?: HTMLTextAreaElement;
  @query('audio') private sound?: HTMLAudioElement;
  private readonly viewer = new Viewer();
  private partial = 0;
  private isComposing = false; // a letter of several keys: the field is not to be touched
  private unheard = ''; // the last finished line, until the room reads it
  private shownPartial = false;

  static override styles = [
    shared,
    css`
      .booth {
        display: grid;
        grid-template: 'top' auto 'stage' minmax(0, 1fr) 'desk' auto / minmax(0, 1fr);
        gap: var(--gap);
        block-size: 100dvh;
        padding: var(--gap);
      }
      .top {
        grid-area: top;
      }
      plenary-stage {
        grid-area: stage;
      }
      .desk {
        grid-area: desk;
        display: grid;
        gap: 12px;
        min-inline-size: 0;
      }
      .row {
        display: flex;
        align-items: end;
        gap: 12px;
        flex-wrap: wrap;
      }
      label {
        display: grid;
        gap: 6px;
        font-size: 14px;
        color: var(--ink-soft);
        min-inline-size: 0;
      }
      plenary-captions {
        --caption-rows: 4;
      }
      .row select {
        color: var(--ink);
      }
      .soft {
        margin: 0;
        color: var(--ink-soft);
        font-size: 14px;
      }
      h2 {
        margin: 0;
        font-size: 15px;
        font-weight: 640;
      }
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: end;
        gap: 8px;
      }
      textarea {
        box-sizing: border-box;
        inline-size: 100%;
        min-block-size: 56px;
        padding: 12px 16px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
        font-size: 20px;
        resize: none;
      }
      textarea:focus-visible {
        outline: 3px solid var(--accent);
        outline-offset: 2px;
      }
      form button {
        min-inline-size: 56px;
        min-block-size: 56px;
        justify-content: center;
        border-radius: var(--radius);
      }
      form button .icon:dir(rtl) {
        transform: scaleX(-1);
      }
      .soft a {
        color: var(--accent);
      }
      .soft a:focus-visible {
        outline: 3px solid var(--accent);
        outline-offset: 2px;
      }
      .refused {
        margin: 0;
        color: var(--bad);
      }
      .refused:empty {
        display: none;
      }
      @media (min-width: 1000px) and (min-aspect-ratio: 4/3) {
        .booth {
          grid-template: 'top top' auto 'stage desk' minmax(0, 1fr) / minmax(0, 1fr) clamp(380px, 40vw, 620px);
        }
        .desk {
          align-content: center;
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
    summit.addEventListener('change', () => this.settle());
    summit.addEventListener('back', () => void this.viewer.verify());
    summit.addEventListener('refused', (event) => this.takeBack((event as CustomEvent<Refusal>).detail));
    this.viewer.addEventListener('change', () => this.requestUpdate());
    this.viewer.start();
    summit.open();
    if (this.language) summit.readCaptions(this.language);
  }

  override render() {
    const refusal = summit.refusal ?? this.viewer.refusal;
    if (refusal) return refusalPage(refusal, () => location.reload());
    return html`<main class="booth">
      ${pageTop(text('booth-heading'), stateWord(summit.connection === 'lost' ? 'reconnecting' : this.viewer.state))}
      <plenary-stage role="region" aria-label=${text('stage-label')}
        .seats=${summit.roomState?.stage ?? (summit.isBlocked ? UNTOLD_STAGE : [])} .videos=${new Map(this.viewer.videos)} .layout=${summit.roomState?.layout ?? ''}
        .hold=${summit.roomState?.hold ? say(summit.sections.stage?.hold_text) : undefined}></plenary-stage>
      <section class="desk" aria-label=${text('captions')}>
        ${this.mayWrite() ? this.writing() : html`<p class="notice" role="status">${text('booth-not')}</p>`}
        <p class="soft">${text('booth-later')} <a href=${`/hall/${room}`}>${text('to-hall')}</a></p>
      </section>
      <audio autoplay ${plays(this.viewer.sound)}></audio>
    </main>`;
  }

  protected override updated(): void {
    document.title = `${text('booth-heading')} · ${summit.roomState?.title || room}`;
    if (this.viewer.state === 'live' && this.sound?.paused && !this.needsPress) void this.playSound();
  }

  private mayWrite(): boolean {
    return summit.role === undefined || maySay.caption.includes(summit.role);
  }

  private writing() {
    const dir = languages.find(({ code }) => code === this.language.split('-')[0])?.dir ?? 'auto';
    return html`
      <h2>${text('booth-reads')}</h2>
      ${summit.captions?.lines.length
        ? nothing
        : html`<p class="soft">${text('booth-nothing')}</p>`}
      <plenary-captions></plenary-captions>
      <form @submit=${this.finish}>
        <label>${text('booth-write', { language: languageName(this.language) })}
          <textarea rows="2" lang=${this.language} dir=${dir} spellcheck="true" ?disabled=${!this.language}
            @input=${this.goOn} @keydown=${this.pressKey}></textarea></label>
        <button class="primary" aria-label=${text('booth-send')} title=${text('booth-send')}>${icon('send')}</button>
      </form>
      <p class="refused" role="alert">${this.isLost ? text('booth-lost') : this.problem ? why(this.problem) : nothing}</p>
      <div class="row">
        <label>${text('booth-language')}
          <select @change=${(event: Event) => this.choose((event.target as HTMLSelectElement).value)}>
            ${captionChoices().map((one) => html`<option value=${one} ?selected=${one === this.language}>${languageName(one)}</option>`)}
          </select></label>
        ${this.needsPress ? html`<button @click=${() => this.playSound()}>${icon('sound')}${text('sound-on')}</button>` : nothing}
      </div>
      <p class="soft">${text('booth-keys')}</p>`;
  }

  // ---- the language ----

  /** Once it is known what there is to choose from. */
  private settle(): void {
    if (summit.captions?.lines.includes(this.unheard)) this.unheard = '';
    if (captionChoices().includes(this.language) || captionChoices().length === 0) return;
    const own = summit.you?.person?.language ?? '';
    this.choose(captionChoices().includes(own) ? own : likelyLanguage());
  }

  private choose(language: string): void {
    this.language = language;
    keep('booth-language', language);
    summit.readCaptions(language);
  }

  // ---- writing ----

  private readonly pressKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    this.finish(event);
  };

  private readonly finish = (event: Event): void => {
    event.preventDefault();
    this.goOn();
    const words = this.words().trimEnd();
    if (words && !lineOf(words) && this.send(words, 'final')) this.leave('');
    this.field?.focus();
  };

  /** A finished line that was refused stands in the field again. */
  private takeBack(problem: Refusal): void {
    this.problem = problem;
    if (this.field && this.unheard) this.field.value = `${this.unheard} ${this.field.value}`.trimEnd();
    this.unheard = '';
  }

  /** What is being written goes out now and then; of a long text, a line at once. */
  private readonly goOn = (event?: Event): void => {
    if (event instanceof InputEvent) this.isComposing = event.isComposing;
    const words = this.words();
    const line = this.isComposing ? '' : lineOf(words);
    if (line && !this.partial && this.send(line, 'final')) this.leave(words.slice(line.length).trimStart());
    this.partial ||= setTimeout(() => {
      this.partial = 0;
      const unfinished = this.words().trimEnd();
      if (lineOf(unfinished)) this.goOn();
      else if (unfinished || this.shownPartial) this.send(unfinished, 'partial');
    }, PARTIAL_MS);
  };

  /** In the field; what stands at the end, a space included, is gone on with. */
  private words(): string {
    return (this.field?.value ?? '').replace(/\s+/g, ' ').trimStart();
  }

  private leave(rest: string): void {
    clearTimeout(this.partial);
    this.partial = 0;
    if (this.field) this.field.value = rest;
  }

  private send(words: string, state: 'final' | 'partial'): boolean {
    const isSent = summit.say('caption', { language: this.language, text: words, state });
    this.isLost = !isSent;
    if (isSent) {
      this.problem = undefined;
      if (state === 'final') this.unheard = words;
      this.shownPartial = state === 'partial' && words !== '';
    }
    return isSent;
  }

  private async playSound(): Promise<void> {
    try {
      await this.sound?.play();
      this.needsPress = false;
    } catch (problem) {
      this.needsPress = (problem as DOMException).name === 'NotAllowedError';
    }
  }
}
