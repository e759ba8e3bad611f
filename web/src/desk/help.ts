// The keys of the desk, on a page of their own; they can be turned off.
import { css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { text } from '../i18n.js';
import '../preferences.js';
import { DeskPart, deskStyle } from './part.js';
import { areOn, shortcuts, turn } from './shortcuts.js';

/** Event: `done`, when it was closed. */
@customElement('desk-help')
export class Help extends DeskPart {
  @query('dialog') private dialog?: HTMLDialogElement;

  static override styles = [
    deskStyle,
    css`
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 9px 14px;
        align-items: center;
      }
      dt {
        text-align: end;
      }
      dt kbd {
        font-size: 14px;
        padding: 2px 8px;
      }
    `,
  ];

  protected override firstUpdated(): void {
    this.dialog?.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="keys" @close=${() => this.dispatchEvent(new Event('done'))}>
      <form method="dialog">
        <h2 id="keys">${text('desk-keys')}</h2>
        <dl>${shortcuts.map(({ key, id }) => html`<dt><kbd>${key}</kbd></dt><dd>${text(id)}</dd>`)}</dl>
        <label class="line"><input type="checkbox" ?checked=${areOn()}
          @change=${(event: Event) => turn((event.target as HTMLInputElement).checked)} />${text('desk-keys-on')}</label>
        <plenary-preferences></plenary-preferences>
        <div class="actions"><button class="primary" autofocus>${text('desk-close')}</button></div>
      </form>
    </dialog>`;
  }
}
