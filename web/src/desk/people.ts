// People search: all of them in one list that draws only what is seen of it; beside it that of the
// delegations, and the ways to add to both.
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Role } from '../generated/summit.js';
import { Hearing } from '../hearing.js';
import { text } from '../i18n.js';
import { icon, type IconName } from '../icons.js';
import { isolate, summit } from '../summit.js';
import { act, isDirector } from './actions.js';
import './import.js';
import { DeskPart, deskStyle } from './part.js';
import './invitations.js';
import { countryOf, people, type Entry } from './people-index.js';
import './locations.js';
import type { Locations } from './locations.js';
import './person-dialog.js';
import './person-form.js';
import type { PersonForm } from './person-form.js';
import { Rows } from './rows.js';

const ROW_PX = 54;
const ROLES: readonly (Role | 'banned')[] = ['director', 'moderator', 'speaker', 'interpreter', 'delegate', 'press', 'viewer', 'banned'];

@customElement('desk-people')
export class People extends DeskPart {
  @state() private typed = '';
  @state() private ofRole?: Role | 'banned';
  @state() private open = 0;
  @state() private found: Entry[] = [];
  @state() private shows: 'people' | 'places' = 'people';
  @state() private doing?: 'person' | 'import' | 'invitations';
  @query('.scroll') private scroller?: HTMLElement;
  @query('.search input') private field?: HTMLInputElement;
  @query('desk-locations') private places?: Locations;
  private readonly rows = new Rows(this, '.scroll', ROW_PX, () => this.found.length, (i) => this.found[i]?.person.id);

  static override styles = [
    deskStyle,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        block-size: 100%;
      }
      .everybody {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        min-block-size: 0;
      }
      [hidden] {
        display: none;
      }
      .search {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 6px;
        padding: 8px 12px;
        border-block-end: 1px solid var(--line);
      }
      .search p {
        grid-column: 1 / -1;
      }
      .list {
        position: relative;
      }
      .person {
        position: absolute;
        inset-inline: 0;
        inset-block-start: 0;
        block-size: ${ROW_PX}px;
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto auto;
        gap: 8px;
        align-items: center;
        padding-inline: 12px;
        border-block-end: 1px solid var(--line);
      }
      .person > button:first-child {
        display: grid;
        align-content: center;
        text-align: start;
        justify-items: start;
        gap: 0;
        padding-inline: 4px;
        line-height: 1.3;
        min-block-size: 46px;
      }
      .person > button:first-child > * {
        max-inline-size: 100%;
      }
    `,
  ];

  constructor() {
    super();
    new Hearing(this, people, () => this.look());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.look();
  }

  override focus(): void {
    this.shows = 'people';
    void this.updateComplete.then(() => {
      this.field?.focus();
      this.field?.select();
    });
  }

  private look(): void {
    this.found = people.search(this.typed, this.ofRole);
  }

  override render() {
    return html`
      ${this.head()}
      <div class="everybody" ?hidden=${this.shows !== 'people'}>${this.everybody()}</div>
      ${this.shows === 'places' ? html`<desk-locations></desk-locations>` : nothing}
      ${this.open
        ? html`<desk-person .person=${this.open} @done=${() => (this.open = 0)}></desk-person>`
        : nothing}
      ${this.doing ? this.dialog(this.doing) : nothing}
    `;
  }

  private head() {
    const choice = (list: 'people' | 'places', word: string) => html`<button class=${list} aria-pressed=${this.shows === list}
      @click=${() => (this.shows = list)}>${word}</button>`;
    const tool = (name: string, sign: IconName, word: string, open: () => void) => html`<button class="icon-only ${name}"
      aria-haspopup="dialog" title=${word} aria-label=${word} @click=${open}>${icon(sign)}</button>`;
    return html`<div class="bar">
      <div class="row" role="group" aria-label=${text('desk-people')}>
        ${choice('people', text('desk-people'))}${choice('places', text('desk-places'))}
      </div>
      <div class="row spread">
        ${this.shows === 'people'
          ? tool('person-new', 'plus', text('desk-person-new'), () => (this.doing = 'person'))
          : tool('place-new', 'plus', text('desk-place-new'), () => this.places?.add())}
        ${isDirector()
          ? html`${tool('import', 'import', text('desk-import'), () => (this.doing = 'import'))}
              ${tool('invitations', 'link', text('desk-invitations'), () => (this.doing = 'invitations'))}`
          : nothing}
      </div>
    </div>`;
  }

  private dialog(doing: 'person' | 'import' | 'invitations') {
    const done = () => (this.doing = undefined);
    switch (doing) {
      case 'person':
        return html`<desk-person-form @done=${(event: Event) => {
          done();
          this.open = (event.target as PersonForm).added ?? 0;
        }}></desk-person-form>`;
      case 'import':
        return html`<desk-import @done=${done}></desk-import>`;
      case 'invitations':
        return html`<desk-invitations @done=${done}></desk-invitations>`;
    }
  }

  private everybody() {
    return html`
      <div class="search">
        <input type="search" autocomplete="off" dir="auto" placeholder=${text('desk-key-search')} aria-label=${text('desk-people-search')}
          aria-keyshortcuts="/" @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.field?.blur()}
          @input=${(event: Event) => this.search((event.target as HTMLInputElement).value)} />
        <select aria-label=${text('desk-role')} @change=${(event: Event) => this.choose((event.target as HTMLSelectElement).value)}>
          <option value="">${text('desk-role-all')}</option>
          ${ROLES.map((role) => html`<option value=${role} ?selected=${role === this.ofRole}>${text(`desk-role-${role}`)}</option>`)}
        </select>
        <p class="small soft figures" role="status">${people.isLoading && people.entries.length === 0
          ? text('desk-people-loading')
          : text('desk-people-found', { count: this.found.length })}</p>
      </div>
      <div class="scroll" role="list" aria-label=${text('desk-people')} tabindex="0">
        <div class="list" role="presentation" .style=${`block-size: ${this.found.length * ROW_PX}px`}>
          ${repeat(this.rows.seen, (row) => row.key, (row) => this.row(this.found[row.index], row.index, row.start))}
        </div>
      </div>`;
  }

  private row(entry: Entry | undefined, i: number, start: number) {
    if (!entry) return nothing;
    const { person, location } = entry;
    return html`<div class="person" role="listitem" aria-setsize=${this.found.length} aria-posinset=${i + 1}
      .style=${`transform: translateY(${start}px)`}>
      <button class="quiet" aria-haspopup="dialog" @click=${() => (this.open = person.id)}>
        <strong class="cut">${isolate(person.name)}</strong>
        <span class="soft small cut">${isolate([person.title, location?.name, countryOf(location)].filter(Boolean).join(' · '))}</span>
      </button>
      ${person.banned === 'on'
        ? html`<span class="badge bad">${text('desk-role-banned')}</span>`
        : html`<span class="badge">${text(`desk-role-${person.role ?? 'viewer'}`)}</span>`}
      <button class="icon-only" title=${text('desk-invite')} aria-label=${text('desk-invite')} ?disabled=${person.banned === 'on'}
        @click=${() => act('stage_invite', { room: summit.room, person: person.id })}>${icon('seat')}</button>
    </div>`;
  }

  private search(typed: string): void {
    this.typed = typed;
    this.look();
    this.scroller?.scrollTo({ top: 0 });
  }

  private choose(role: string): void {
    this.ofRole = (role || undefined) as Role | 'banned' | undefined;
    this.look();
    this.scroller?.scrollTo({ top: 0 });
  }
}
