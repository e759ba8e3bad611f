// A room: what it is called, what it is for, its languages. Its slug stays: links and the
// configuration name the room by it.
import { html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { RoomKind, Sections } from '../generated/summit.js';
import { text } from '../i18n.js';
import '../pick-field.js';
import type { PickField } from '../pick-field.js';
import { command, summit } from '../summit.js';
import { DeskForm, type Problems } from './form.js';
import './localized-field.js';
import type { LocalizedField } from './localized-field.js';
import { languageOption, searchLanguages } from './options.js';

export type RoomBrief = Sections['summit']['rooms'][number];

const KINDS: readonly RoomKind[] = ['plenary', 'commission', 'booth'];

@customElement('desk-room-form')
export class RoomForm extends DeskForm {
  @property({ attribute: false }) room?: RoomBrief;
  @query('localized-field') private nameField?: LocalizedField;
  @query('pick-field') private languages?: PickField;

  protected override firstUpdated(): void {
    super.firstUpdated();
    this.nameField?.focus();
  }

  protected heading(): string {
    return text('desk-room-edit');
  }

  protected fields() {
    const { room, problems } = this;
    return html`
      <localized-field label=${text('desk-name')} maxlength="200" .value=${room?.name ?? {}} problem=${problems.name ?? ''}></localized-field>
      ${this.select('kind', text('desk-item-kind'), room?.kind ?? 'plenary', KINDS.map((kind) => [kind, text(`desk-room-${kind}`)] as const))}
      <pick-field many label=${text('desk-room-languages')} .value=${(room?.languages ?? []).map(languageOption)}
        .search=${searchLanguages}></pick-field>`;
  }

  protected override check(): Problems {
    return this.checkWords('name', this.nameField, 'needed');
  }

  protected async save(): Promise<void> {
    const { room } = this;
    if (!room) return;
    const languages = (this.languages?.read() ?? []).map((one) => one.key);
    const own = summit.sections.room; // the revision of another one is not known here
    await command('room_edit', {
      room: room.id,
      ...(own?.id === room.id ? this.revisionOf(own) : {}),
      slug: room.slug ?? '',
      name: this.nameField?.read() ?? {},
      kind: this.typed('kind') as RoomKind,
      ...(languages.length > 0 ? { languages } : {}),
    });
  }
}
