// The reader's choices, on every page: the language, and dark or light.
import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { appearance, chooseAppearance } from './appearance.js';
import { shared } from './controls.js';
import { LanguageController, chooseLanguage, currentLanguage, languages, text } from './i18n.js';
import { icon } from './icons.js';

@customElement('plenary-preferences')
export class Preferences extends LitElement {
  constructor() {
    super();
    new LanguageController(this);
  }

  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        gap: 8px;
      }
      label {
        position: relative;
        display: block;
      }
      label .icon {
        position: absolute;
        inset-block: 0;
        inset-inline-start: 13px;
        margin-block: auto;
        pointer-events: none;
        color: var(--ink-soft);
      }
      select {
        padding-inline: 40px 14px;
      }
      button {
        inline-size: 44px;
        padding: 0;
        justify-content: center;
      }
      :host([dense]) :is(select, button) {
        min-block-size: 34px;
        border-radius: 9px;
        font-size: 14px;
      }
      :host([dense]) button {
        inline-size: 34px;
      }
      @media (max-width: 640px) {
        :host {
          gap: 6px;
        }
        select {
          padding-inline: 36px 6px;
          font-size: 15px;
        }
        label .icon {
          inset-inline-start: 11px;
        }
      }
    `,
  ];

  override render() {
    const other = appearance() === 'dark' ? 'light' : 'dark';
    return html`
      <label>
        ${icon('globe')}
        <select aria-label=${text('language')} .value=${currentLanguage().code}
          @change=${(event: Event) => chooseLanguage((event.target as HTMLSelectElement).value)}>
          ${languages.map((language) => html`<option value=${language.code} lang=${language.code}
            ?selected=${language === currentLanguage()}>${language.name}</option>`)}
        </select>
      </label>
      <button aria-label=${text(`appearance-${other}`)} title=${text(`appearance-${other}`)}
        @click=${() => this.choose(other)}>${icon(other === 'light' ? 'sun' : 'moon')}</button>
    `;
  }

  private choose(wish: 'dark' | 'light'): void {
    chooseAppearance(wish);
    this.requestUpdate();
  }
}
