// One text in the summit's languages: a line for each of them, the reader's own first.
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Localized } from '../generated/summit.js';
import { currentLanguage, languages } from '../i18n.js';
import { summit } from '../summit.js';
import { languageName } from '../words.js';
import { DeskPart, deskStyle } from './part.js';

/** Of a text as the server has it, in bytes. */
export const sizeOf = (words: string): number => new TextEncoder().encode(words).length;

@customElement('localized-field')
export class LocalizedField extends DeskPart {
  @property() label = '';
  /** Of each language, in bytes. */
  @property({ type: Number }) maxlength = 300;
  @property({ type: Number }) rows = 1;
  /** Why what is written will not do. */
  @property() problem = '';
  /** What stood there before. */
  @property({ attribute: false }) value: Localized = {};
  /** What was written since. */
  private written: Localized = {};

  static override styles = [
    deskStyle,
    css`
      fieldset {
        display: grid;
        gap: 6px;
        margin: 0;
        padding: 0;
        border: 0;
        min-inline-size: 0;
      }
      legend {
        padding: 0;
        margin-block-end: 4px;
        color: var(--ink-soft);
        font-size: 13px;
      }
      label {
        display: grid;
        grid-template-columns: 4.6rem minmax(0, 1fr);
        gap: 8px;
        align-items: baseline;
      }
    `,
  ];

  override render() {
    const own = currentLanguage().code;
    const tags = [...(summit.sections.summit?.languages ?? ['en'])].sort((a, b) => Number(b === own) - Number(a === own));
    return html`<fieldset>
      <legend>${this.label}</legend>
      ${repeat(tags, (tag) => tag, (tag) => this.line(tag))}
      ${this.problem ? html`<small class="problem" id="problem">${this.problem}</small>` : nothing}
    </fieldset>`;
  }

  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('input, textarea')?.focus());
  }

  /** What stands there; languages without words left out. */
  read(): Localized {
    const all = Object.entries({ ...this.value, ...this.written }).map(([tag, words]) => [tag, words.trim()] as const);
    return Object.fromEntries(all.filter(([, words]) => words));
  }

  get isTooLong(): boolean {
    return Object.values(this.read()).some((words) => sizeOf(words) > this.maxlength);
  }

  private line(tag: string) {
    const words = this.written[tag] ?? this.value[tag] ?? '';
    const language = languages.find((one) => one.code === tag);
    const note = (event: Event) => {
      const { value } = event.target as HTMLTextAreaElement;
      this.written = { ...this.written, [tag]: value };
    };
    const [invalid, reason] = this.problem ? ['true', 'problem'] as const : ['false', undefined] as const;
    return html`<label>
      <span class="soft small">${language?.name ?? languageName(tag)}</span>
      ${this.rows > 1
        ? html`<textarea rows=${this.rows} maxlength=${this.maxlength} lang=${tag} dir=${language?.dir ?? 'auto'}
            aria-invalid=${invalid} aria-describedby=${ifDefined(reason)} .value=${words} @input=${note}></textarea>`
        : html`<input maxlength=${this.maxlength} lang=${tag} dir=${language?.dir ?? 'auto'}
            aria-invalid=${invalid} aria-describedby=${ifDefined(reason)} .value=${words} @input=${note} />`}
    </label>`;
  }
}
