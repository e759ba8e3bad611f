// The interpreters' booth: a place that a later version fills, and says so.
import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { pageTop, shared } from './controls.js';
import { LanguageController, text } from './i18n.js';
import './preferences.js';
import { room } from './session.js';

@customElement('plenary-booth')
export class Booth extends LitElement {
  static override styles = [shared];

  constructor() {
    super();
    new LanguageController(this);
  }

  override render() {
    return html`<div class="no">
      ${pageTop('Plenary')}
      <main class="why">
        <h2>${text('booth-heading')}</h2>
        <p>${text('booth-later')}</p>
        <a class="way" href=${`/hall/${room}`}>${text('to-hall')}</a>
      </main>
    </div>`;
  }

  protected override updated(): void {
    document.title = `${text('booth-heading')} · Plenary`;
  }
}
