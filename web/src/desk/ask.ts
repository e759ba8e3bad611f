// "Are you sure": a question before what cannot be undone, with a reason where one is given.
import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { text } from '../i18n.js';
import { DeskPart, deskStyle } from './part.js';

export interface Asking {
  title: string;
  long: string;
  go: string;
  isBad?: boolean;
  /** A line to say why; what it is called. */
  reason?: string;
}

@customElement('desk-ask')
export class Ask extends DeskPart {
  @property({ attribute: false }) asking?: Asking;
  answer?: { reason: string };
  @query('dialog') private dialog?: HTMLDialogElement;
  @query('input') private reason?: HTMLInputElement;

  static override styles = [deskStyle, css``];

  override render() {
    const { asking } = this;
    if (!asking) return nothing;
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new Event('done'))}>
      <form method="dialog" @submit=${() => (this.answer = { reason: this.reason?.value.trim() ?? '' })}>
        <h2 id="title">${asking.title}</h2>
        <p class="wrap"><bdi dir="auto">${asking.long}</bdi></p>
        ${asking.reason
          ? html`<label class="field"><span>${asking.reason}</span><input maxlength="300" dir="auto" /></label>`
          : nothing}
        <div class="actions">
          <button type="button" @click=${() => this.dialog?.close()}>${text('desk-cancel')}</button>
          <button class=${asking.isBad ? 'leave' : 'primary'}>${asking.go}</button>
        </div>
      </form>
    </dialog>`;
  }

  protected override firstUpdated(): void {
    this.dialog?.showModal();
  }
}

/** Undefined when it was called off. */
export async function ask(asking: Asking): Promise<{ reason: string } | undefined> {
  const element = document.createElement('desk-ask');
  element.asking = asking;
  document.body.append(element);
  await new Promise((done) => element.addEventListener('done', done));
  element.remove();
  return element.answer;
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-ask': Ask;
  }
}
