// A list of delegations and people from a spreadsheet: tried first, with a sentence for each row
// that will not do; done only when all of it is good, and only when one says so.
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { currentLanguage, text } from '../i18n.js';
import { icon } from '../icons.js';
import { explain, why } from '../refusal.js';
import { isolate } from '../summit.js';
import { ListRefusal, importList, tryList, type BadRow, type DryRun, type Imported } from './bulk.js';
import './download-link.js';
import './invitations.js';
import { DeskPart, deskStyle } from './part.js';
import { people } from './people-index.js';

const COLUMNS = ['name', 'title', 'role', 'email', 'language', 'room', 'location', 'country', 'location_language', 'time_zone', 'head_count', 'weight'];
const EXAMPLES = ['Amina Diallo,Minister of Water,delegate,amina@example.org,fr,,Senegal,SN,fr,Africa/Dakar,12,1', ',,,,,,Kenya,KE,en,Africa/Nairobi,8,1'];
const SIZE_MAX = 8 * 1024 * 1024; // bytes; the server takes no more
const template = () => new Blob([`${[COLUMNS.join(','), ...EXAMPLES].join('\r\n')}\r\n`], { type: 'text/csv' });

/** Event: `done`, when it was closed. */
@customElement('desk-import')
export class Import extends DeskPart {
  /** What was chosen, as it was then: what is tried is what is imported. */
  @state() private list?: Blob;
  @state() private plan?: DryRun;
  @state() private added?: Imported;
  @state() private problem = '';
  @state() private bad?: ListRefusal;
  @state() private isBusy = false;
  @state() private isInviting = false;
  @query('dialog') private dialog?: HTMLDialogElement;
  private lines: string[] = [];

  static override styles = [
    deskStyle,
    css`
      dialog {
        inline-size: min(94vw, 44rem);
      }
      input[type='file'] {
        padding-block: 8px;
      }
      h2:focus {
        outline: none;
      }
      .rows {
        max-block-size: 40dvh;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: 9px;
      }
      .rows li {
        display: grid;
        gap: 2px;
        padding: 8px 12px;
        border-block-end: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      code {
        font-size: 12.5px;
        color: var(--ink-soft);
      }
    `,
  ];

  protected override firstUpdated(): void {
    this.dialog?.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="heading" @close=${() => this.dispatchEvent(new Event('done'))}>
      <div class="form">
        <h2 id="heading" tabindex="-1">${text('desk-import')}</h2>
        ${this.added ? this.done(this.added) : this.choice()}
        <p class="refused" role="alert">${this.problem}</p>
        ${this.bad ? this.badRows(this.bad) : nothing}
        <div class="actions">
          <button type="button" @click=${() => this.dialog?.close()}>${text(this.added ? 'desk-close' : 'desk-cancel')}</button>
          ${this.added
            ? nothing
            : html`<button class="primary" ?disabled=${!this.list || this.isBusy} @click=${() => this.go()}>${icon('import')}${text('desk-import-go')}</button>`}
        </div>
      </div>
      ${this.isInviting && this.added
        ? html`<desk-invitations .people=${this.added.people} @done=${() => (this.isInviting = false)}></desk-invitations>`
        : nothing}
    </dialog>`;
  }

  private choice() {
    return html`
      <p>${text('desk-import-long')}</p>
      <p class="small soft" dir="ltr"><code>${COLUMNS.join(', ')}</code></p>
      <div><download-link .file=${template()} name="people.csv" label=${text('desk-import-template')}></download-link></div>
      <label class="field"><span>${text('desk-import-file')}</span>
        <input type="file" autofocus accept=".csv,text/csv" ?disabled=${this.isBusy} @click=${(event: Event) => ((event.target as HTMLInputElement).value = '')}
          @change=${(event: Event) => this.choose(event.target as HTMLInputElement)} /></label>
      <div role="status">${this.isBusy
        ? text('desk-import-reading')
        : this.plan
          ? html`<p><strong>${text('desk-import-good')}</strong> ${counted(this.plan.location_count, this.plan.person_count)}</p>`
          : nothing}</div>`;
  }

  /** The rows in question, with what stands in them, so that one finds them in the spreadsheet. */
  private badRows({ rows, count }: ListRefusal) {
    return html`<ol class="rows" tabindex="0" aria-label=${text('desk-import-bad')}>
      ${rows.map((row) => this.badRow(row))}
      ${count > rows.length ? html`<li class="soft">${text('desk-import-more', { count: count - rows.length })}</li>` : nothing}
    </ol>`;
  }

  private badRow({ line, column, detail, grounds }: BadRow) {
    return html`<li>
      <span><strong>${text('desk-import-line', { number: line })}</strong>${column ? html` · <code dir="ltr">${column}</code>` : nothing}</span>
      <span>${explain({ detail, grounds }) || isolate(detail)}</span>
      <code>${isolate(this.lines[line - 1])}</code>
    </li>`;
  }

  private done(added: Imported) {
    return html`<p role="status"><strong>${text('desk-import-done')}</strong> ${counted(added.locations.length, added.people.length)}</p>
      ${added.people.length > 0
        ? html`<div><button class="primary" aria-haspopup="dialog" @click=${() => (this.isInviting = true)}>
            ${icon('link')}${text('desk-import-invite')}</button></div>`
        : nothing}`;
  }

  private async choose(field: HTMLInputElement): Promise<void> {
    const file = field.files?.[0];
    this.list = this.plan = this.bad = undefined;
    this.problem = file && file.size > SIZE_MAX ? text('desk-import-large') : '';
    if (!file || this.problem) return;
    await this.attempt(async () => {
      const list = new Blob([await file.arrayBuffer()]);
      this.lines = (await list.text()).split(/\r\n|\n|\r/);
      this.plan = await tryList(list);
      this.list = list;
    });
  }

  private async go(): Promise<void> {
    const { list } = this;
    if (!list) return;
    await this.attempt(async () => {
      this.added = await importList(list);
      void people.load();
    });
    if (!this.added) return;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#heading')?.focus(); // the button that was pressed is gone
  }

  private async attempt(action: () => Promise<unknown>): Promise<void> {
    this.isBusy = true;
    this.problem = '';
    this.bad = undefined;
    try {
      await action();
    } catch (problem) {
      if (problem instanceof ListRefusal) this.bad = problem;
      this.problem = problem instanceof DOMException ? text('desk-import-unread') : why(problem);
    } finally {
      this.isBusy = false;
    }
  }
}

/** So many delegations, so many people. */
function counted(locations: number, persons: number): string {
  const list = new Intl.ListFormat(currentLanguage().locale);
  return list.format([text('desk-places-found', { count: locations }), text('desk-people-found', { count: persons })]);
}
