// Invitations for many: for whom, how long, as cards to print or a table for a mailing. The links
// are in what is downloaded here, and nowhere else.
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Role } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { why } from '../refusal.js';
import { summit } from '../summit.js';
import { ask } from './ask.js';
import { issueMany, type IssueFormat, type Wanted } from './bulk.js';
import './download-link.js';
import { EXPIRY_DAYS } from './issuing.js';
import { DeskPart, deskStyle } from './part.js';
import { people } from './people-index.js';
import { DAY_MS } from './times.js';

const ROLES: readonly Role[] = ['delegate', 'speaker', 'interpreter', 'press', 'viewer', 'moderator', 'director'];

interface Part {
  file: Blob;
  name: string;
  isKept: boolean;
}

/** Event: `done`, when it was closed. */
@customElement('desk-invitations')
export class Invitations extends DeskPart {
  /** Whom; none named: who is of a role, or all. */
  @property({ attribute: false }) people?: readonly number[];
  @state() private parts: readonly Part[] = [];
  @state() private isBusy = false;
  @state() private problem = '';
  @query('dialog') private dialog?: HTMLDialogElement;
  @query('form') private form?: HTMLFormElement;

  static override styles = [
    deskStyle,
    css`
      ul {
        margin-block-start: 8px;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  protected override firstUpdated(): void {
    this.dialog?.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="heading" @close=${() => this.dispatchEvent(new Event('done'))} @cancel=${(event: Event) => this.leave(event)}>
      <form novalidate @submit=${(event: SubmitEvent) => this.issue(event)}>
        <h2 id="heading">${text('desk-invitations')}</h2>
        <div class="pairs">${this.whom()}${this.days()}${this.format()}</div>
        ${this.people
          ? nothing
          : html`<label class="line"><input type="checkbox" name="again" />${text('desk-invitations-again')}</label>`}
        <p class="refused" role="alert">${this.problem}</p>
        <div role="status">${this.parts.length > 0 ? this.files() : nothing}</div>
        <div class="actions">
          <button type="button" @click=${() => this.leave()}>${text('desk-close')}</button>
          <button class="primary" ?disabled=${this.isBusy}>${icon('link')}${text('desk-invitations-go')}</button>
        </div>
      </form>
    </dialog>`;
  }

  private whom() {
    const { people: named } = this;
    if (named) return html`<p>${text('desk-invitations-for', { count: named.length })}</p>`;
    return html`<label class="field"><span>${text('desk-invitations-whom')}</span>
      <select name="role"><option value="">${text('desk-role-all')}</option>
        ${ROLES.map((role) => html`<option value=${role}>${text(`desk-role-${role}`)}</option>`)}</select></label>`;
  }

  private days() {
    return html`<label class="field"><span>${text('desk-issue-days')}</span>
      <select name="days">${EXPIRY_DAYS.map((count) => html`<option value=${count} ?selected=${count === 30}>
        ${text('desk-days', { count })}</option>`)}</select></label>`;
  }

  private format() {
    return html`<label class="field"><span>${text('desk-invitations-as')}</span>
      <select name="format"><option value="html">${text('desk-invitations-html')}</option>
        <option value="csv">${text('desk-invitations-csv')}</option></select></label>`;
  }

  private files() {
    return html`<p class="small">${text('desk-invitations-once')}</p>
      <ul>${this.parts.map((part, i) => html`<li><download-link .file=${part.file} name=${part.name}
        label=${text('desk-invitations-file', { number: i + 1 })} @kept=${() => (part.isKept = true)}></download-link></li>`)}</ul>`;
  }

  private async issue(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.isBusy) return;
    const chosen = new FormData(this.form);
    const format = chosen.get('format') as IssueFormat;
    const role = chosen.get('role') as Role | '' | null;
    const wanted: Wanted = {
      expires_ms: summit.now() + Number(chosen.get('days')) * DAY_MS,
      ...(this.people ? { people: [...this.people] } : {}),
      ...(role ? { role } : {}),
      ...(chosen.get('again') ? { again: true } : {}),
    };
    this.isBusy = true;
    this.problem = '';
    try {
      await issueMany(wanted, format, (file) => {
        const name = `invitations-${this.parts.length + 1}.${format}`;
        this.parts = [...this.parts, { file, name, isKept: false }];
      });
    } catch (problem) {
      this.problem = why(problem);
    } finally {
      this.isBusy = false;
      if (this.parts.length > 0) void people.load();
    }
  }

  /** What was not downloaded is lost. */
  private async leave(event?: Event): Promise<void> {
    if (this.parts.some((part) => !part.isKept)) {
      event?.preventDefault();
      const lose = text('desk-invitations-lose');
      if (!(await ask({ title: lose, long: text('desk-invitations-lose-long'), go: lose, isBad: true }))) return;
    }
    this.dialog?.close();
  }
}
