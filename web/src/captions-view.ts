// The captions as they stand: the last lines of the language that is read here. Nothing is there
// while nobody writes. A line keeps its element once it is finished, so that a screen reader that
// shall read them out reads each once; what is still being written is not read out.
import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { captionWishes } from './captions.js';
import { readable } from './clean.js';
import { Hearing } from './hearing.js';
import { LanguageController, text } from './i18n.js';
import { SummitController, summit } from './summit.js';

@customElement('plenary-captions')
export class CaptionsView extends LitElement {
  static override styles = css`
    :host {
      display: block;
      min-inline-size: 0;
    }
    .box {
      --letter: var(--caption-letter, clamp(19px, 1.75vw, 26px));
      --rows: var(--caption-rows, 3);
      margin-block-start: 8px;
      padding: 0.45em 0.8em;
      border-radius: var(--radius);
      background: var(--picture);
      color: var(--picture-ink);
      font-size: var(--letter);
      font-weight: 520;
      line-height: 1.5;
    }
    .box[data-size='small'] {
      font-size: calc(var(--letter) * 0.8);
    }
    .box[data-size='large'] {
      --rows: var(--caption-rows, 2);
      font-size: calc(var(--letter) * 1.45);
    }
    .box[data-empty] {
      --rows: 0;
      margin: 0;
      padding: 0;
    }
    /* The newest line stands at the bottom; what has no room above it is not seen. */
    .lines {
      display: flex;
      flex-direction: column;
      justify-content: flex-end;
      block-size: calc(var(--rows) * 1.5em);
      overflow: hidden;
    }
    p {
      flex: none;
      margin: 0;
      overflow-wrap: anywhere;
    }
    p:not(:last-child) {
      opacity: 0.72;
    }
  `;

  constructor() {
    super();
    new LanguageController(this);
    new SummitController(this);
    new Hearing(this, captionWishes);
  }

  override render() {
    const { language = '', first = 0, lines = [], partial = false } = summit.captions ?? {};
    const shown = lines.map((line, i) => ({ line, number: first + i, isPartial: partial && i === lines.length - 1 }));
    return html`<div class="box" data-size=${captionWishes.size} ?data-empty=${lines.length === 0}>
      <div class="lines" role="log" aria-live=${captionWishes.isAloud ? 'polite' : 'off'} aria-label=${text('captions')}
        lang=${language}>
        ${repeat(shown, ({ number, isPartial }) => (isPartial ? 'partial' : number),
          ({ line, isPartial }) => html`<p dir="auto" aria-hidden=${isPartial}>${readable(line)}</p>`)}
      </div></div>`;
  }
}
