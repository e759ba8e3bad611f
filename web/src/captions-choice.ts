// The button for captions, and what it opens: which language to read, how large, read out or not.
// It says where none are written yet.
import { LitElement, css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { CAPTION_SIZES, captionChoices, captionWishes, likelyLanguage } from './captions.js';
import { shared } from './controls.js';
import { Hearing } from './hearing.js';
import { LanguageController, text } from './i18n.js';
import { icon } from './icons.js';
import { SummitController, summit } from './summit.js';
import { languageName } from './words.js';

@customElement('plenary-captions-choice')
export class CaptionsChoice extends LitElement {
  @query('select') private languages?: HTMLSelectElement;

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        flex: none;
      }
      .sign {
        inline-size: 46px;
        padding: 0;
        justify-content: center;
      }
      .sign[aria-pressed='true'] {
        border-color: var(--accent);
        background: color-mix(in srgb, var(--accent) 16%, var(--raised));
        color: var(--accent);
      }
      .choices {
        position: fixed;
        inset: auto;
        inset-block-end: 84px;
        inset-inline-start: var(--gap);
        inline-size: min(340px, calc(100vw - 20px));
        max-block-size: calc(100dvh - 20px);
        overflow-y: auto;
        margin: 0;
        padding: 18px;
        border: 1px solid var(--line);
        border-radius: 18px;
        background: var(--surface);
        color: var(--ink);
        box-shadow: 0 24px 60px -18px var(--shadow);
      }
      .choices:popover-open {
        display: grid;
        gap: 14px;
      }
      h2,
      p {
        margin: 0;
      }
      h2 {
        font-size: 17px;
        font-weight: 650;
      }
      label,
      .field {
        display: grid;
        gap: 6px;
        font-size: 14px;
        color: var(--ink-soft);
      }
      select {
        color: var(--ink);
      }
      .sizes {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: 6px;
      }
      .sizes button {
        justify-content: center;
        padding-inline: 6px;
        color: var(--ink);
      }
      .sizes button[aria-pressed='true'] {
        border-color: var(--accent);
        background: color-mix(in srgb, var(--accent) 16%, var(--raised));
      }
      .aloud {
        grid-template-columns: auto 1fr;
        align-items: center;
        min-block-size: 44px;
      }
      .aloud input {
        inline-size: 20px;
        block-size: 20px;
        accent-color: var(--accent);
      }
      .note {
        font-size: 14px;
        color: var(--ink-soft);
      }
      @container (max-width: 380px) {
        .sign {
          inline-size: 40px;
        }
      }
      @media (max-height: 520px) {
        .choices {
          inset-block-end: 10px;
        }
      }
      @media (max-width: 640px) {
        .choices {
          inset-block-end: 10px;
          inset-inline: 10px;
          inline-size: auto;
        }
      }
    `,
  ];

  constructor() {
    super();
    new LanguageController(this);
    new SummitController(this);
    new Hearing(this, captionWishes);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (captionWishes.language) summit.readCaptions(captionWishes.language);
  }

  override render() {
    const { language, isAloud } = captionWishes;
    const label = [text('captions'), language ? languageName(language) : text('captions-off'), this.lack()].filter((part) => part).join(' · ');
    return html`
      <button class="sign" popovertarget="choices" aria-keyshortcuts="c" aria-pressed=${language !== ''} aria-label=${label} title=${label}>
        ${icon('captions')}</button>
      <div class="choices" id="choices" popover role="dialog" aria-label=${text('captions')} @toggle=${this.enter}>
        <h2>${text('captions')}</h2>
        <label>${text('captions-language')}
          <select @change=${(event: Event) => captionWishes.read((event.target as HTMLSelectElement).value)}>
            <option value="" ?selected=${!language}>${text('captions-off')}</option>
            ${captionChoices().map((one) => html`<option value=${one} ?selected=${one === language}>${this.nameOf(one)}</option>`)}
          </select></label>
        ${this.lack() ? html`<p class="note" role="status">${this.lack()}</p>` : nothing}
        <div class="field"><span id="size">${text('captions-size')}</span>
          <div class="sizes" role="group" aria-labelledby="size">
            ${CAPTION_SIZES.map((size) => html`<button aria-pressed=${size === captionWishes.size}
              @click=${() => captionWishes.resize(size)}>${text(`captions-size-${size}`)}</button>`)}
          </div></div>
        <label class="aloud"><input type="checkbox" .checked=${isAloud}
          @change=${(event: Event) => captionWishes.setAloud((event.target as HTMLInputElement).checked)} />
          ${text('captions-aloud')}</label>
      </div>`;
  }

  /** On or off, in the language that was read last or is the likely one. */
  toggle(): void {
    captionWishes.read(captionWishes.language ? '' : likelyLanguage());
  }

  private nameOf(language: string): string {
    const name = languageName(language);
    return summit.captionLanguages.includes(language) ? text('captions-written', { language: name }) : name;
  }

  /** What there is none of; '': there are captions to read. */
  private lack(): string {
    const written = summit.captionLanguages;
    if (written.length === 0) return text('captions-none');
    const { language } = captionWishes;
    if (!language || written.includes(language)) return '';
    return text('captions-none-in', { language: languageName(language), languages: written.map(languageName).join(', ') });
  }

  private readonly enter = (event: Event): void => {
    if ((event as ToggleEvent).newState === 'open') this.languages?.focus();
  };
}
