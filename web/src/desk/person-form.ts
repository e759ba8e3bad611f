// A person: name, office, role, delegation, language, and where they work.
import { html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Person, Role } from '../generated/summit.js';
import { text } from '../i18n.js';
import '../pick-field.js';
import type { PickField } from '../pick-field.js';
import { command, say, summit } from '../summit.js';
import { languageName } from '../words.js';
import { isDirector } from './actions.js';
import { DeskForm } from './form.js';
import { placeOption, searchPlaces } from './options.js';
import { people } from './people-index.js';

const ROLES: readonly Role[] = ['delegate', 'speaker', 'interpreter', 'press', 'viewer'];
const RANKS: readonly Role[] = ['moderator', 'director']; // which a director alone gives

@customElement('desk-person-form')
export class PersonForm extends DeskForm {
  /** Who is changed; none: a new one. */
  @property({ attribute: false }) person?: Person;
  /** The new one, once there is one. */
  added?: number;
  @query('pick-field') private place?: PickField;

  protected override firstUpdated(): void {
    super.firstUpdated();
    this.form?.querySelector('input')?.focus();
  }

  protected heading(): string {
    return text(this.person ? 'desk-person-edit' : 'desk-person-new');
  }

  protected fields() {
    const { person } = this;
    const place = people.place(person?.location ?? 0);
    const roles = isDirector() ? [...ROLES, ...RANKS] : ROLES;
    return html`
      ${this.line('name', text('desk-name'), { value: person?.name ?? '', bytes: 120, isNeeded: true })}
      ${this.line('title', text('desk-person-title'), { value: person?.title ?? '', bytes: 120 })}
      <div class="pairs">
        ${this.select('role', text('desk-role'), person ? (person.role ?? 'viewer') : 'delegate',
          roles.map((role) => [role, text(`desk-role-${role}`)] as const))}
        ${this.languages()}
        ${this.rooms()}
      </div>
      <pick-field label=${text('desk-person-location')} .value=${place ? [placeOption(place)] : []} .search=${searchPlaces}></pick-field>
      ${isDirector() ? this.line('email', text('desk-person-email'), { type: 'email', value: person?.email ?? '', bytes: 120 }) : nothing}
    `;
  }

  private languages() {
    const own = this.person?.language;
    const tags = new Set([...(summit.sections.summit?.languages ?? []), ...(own ? [own] : [])]);
    return this.select('language', text('desk-language'), own ?? '',
      [['', text('desk-language-none')], ...[...tags].map((tag) => [tag, languageName(tag)] as const)]);
  }

  private rooms() {
    const rooms = summit.sections.summit?.rooms ?? [];
    return this.select('room', text('desk-room'), this.person?.room ?? 0,
      [[0, text('desk-room-all')], ...rooms.map((room) => [room.id, say(room.name)] as const)]);
  }

  protected async save(): Promise<void> {
    const { person } = this;
    const place = this.place?.read()[0];
    const optional = { title: this.typed('title'), language: this.typed('language'), email: this.typed('email') };
    const room = Number(this.typed('room'));
    const fields = {
      name: this.typed('name'),
      role: this.typed('role') as Role,
      ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value)),
      ...(place ? { location: Number(place.key) } : {}),
      ...(room ? { room } : {}),
    };
    const events = person
      ? await command('person_edit', { person: person.id, ...this.revisionOf(person), ...fields })
      : await command('person_add', fields);
    const id = person?.id ?? events[0]?.person;
    if (typeof id !== 'number') return;
    await people.refresh(id);
    if (!person) this.added = id;
  }
}
