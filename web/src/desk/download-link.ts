// A file that was made in this page, to keep. Event: `kept`, when it was taken.
import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../icons.js';
import { deskStyle } from './part.js';

@customElement('download-link')
export class DownloadLink extends LitElement {
  @property({ attribute: false }) file = new Blob();
  /** What the file is called. */
  @property() name = '';
  @property() label = '';

  static override styles = deskStyle;

  override render() {
    return html`<button type="button" @click=${() => this.keep()}>${icon('download')}${this.label}</button>`;
  }

  private keep(): void {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(this.file);
    link.download = this.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser reads it after the press
    this.dispatchEvent(new Event('kept'));
  }
}
