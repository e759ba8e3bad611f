// An item of the programme: what it is, when, who speaks.
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ItemKind } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import '../pick-field.js';
import type { PickField } from '../pick-field.js';
import { command, say, summit } from '../summit.js';
import { languageName } from '../words.js';
import { ask } from './ask.js';
import { DeskForm, type Problems } from './form.js';
import './localized-field.js';
import type { LocalizedField } from './localized-field.js';
import { optionOf, searchPeople } from './options.js';
import type { Entry } from './programme.js';
import { MINUTE_MS, dayOf, msOfWall, timeOf, wallOf, zoneName } from './times.js';

const KINDS: readonly ItemKind[] = ['speech', 'panel', 'vote', 'playout', 'break'];
const LENGTH_USUAL = 15; // minutes
const LENGTH_MAX = 7 * 24 * 60;

/** What a new item begins with. */
export interface Blank {
  day: number;
  startMs: number;
}

@customElement('desk-item-form')
export class ItemForm extends DeskForm {
  /** What is changed; none: a new one. */
  @property({ attribute: false }) item?: Entry;
  @property({ attribute: false }) blank: Blank = { day: 0, startMs: 0 };
  @state() private kind: ItemKind = 'speech';
  @state() private startMs?: number;
  @state() private length = 0;
  @query('.title') private titleField?: LocalizedField;
  @query('.about') private aboutField?: LocalizedField;
  @query('pick-field') private speakers?: PickField;

  static override styles = [
    ...DeskForm.styles,
    css`
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
        column-gap: 14px;
      }
      legend {
        padding: 0;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    const { item } = this;
    this.kind = item?.kind ?? 'speech';
    this.startMs = item?.start_ms ?? this.blank.startMs;
    this.length = this.lengthBefore;
  }

  /** Minutes. */
  private get lengthBefore(): number {
    const { item } = this;
    return item ? Math.max(1, Math.round(((item.end_ms ?? 0) - (item.start_ms ?? 0)) / MINUTE_MS)) : LENGTH_USUAL;
  }

  /** As it was, seconds included, where it was not changed. */
  private get lengthMs(): number {
    const { item } = this;
    const length = this.typedNumber('length');
    return item && length === this.lengthBefore ? (item.end_ms ?? 0) - (item.start_ms ?? 0) : length * MINUTE_MS;
  }

  protected override firstUpdated(): void {
    super.firstUpdated();
    this.titleField?.focus();
  }

  protected heading(): string {
    return text(this.item ? 'desk-item-edit' : 'desk-item-new');
  }

  protected fields() {
    const { item, problems } = this;
    return html`
      <localized-field class="title" label=${text('desk-motion-title')} maxlength="300" .value=${item?.title ?? {}}
        problem=${problems.title ?? ''}></localized-field>
      <div class="pairs">
        ${this.select('kind', text('desk-item-kind'), this.kind, KINDS.map((kind) => [kind, text(`desk-kind-${kind}`)] as const),
          (kind) => (this.kind = kind as ItemKind))}
        ${this.days()}
        ${this.rooms()}
        ${this.line('start', text('desk-item-begins'), { type: 'datetime-local', isNeeded: true, value: wallOf(item?.start_ms ?? this.blank.startMs),
          changed: () => (this.startMs = msOfWall(this.typed('start'))) })}
        ${this.line('length', text('desk-item-length'), { type: 'number', isNeeded: true, min: 1, max: LENGTH_MAX, value: this.lengthBefore,
          changed: () => (this.length = this.typedNumber('length')) })}
      </div>
      <p class="small soft figures" role="status">${this.when()}</p>
      <pick-field many label=${text('desk-item-speakers')} .value=${(item?.who ?? []).map(optionOf)} .search=${searchPeople}></pick-field>
      ${this.kind === 'playout' ? this.line('media', text('desk-item-media'), { value: item?.media ?? '', bytes: 200 }) : nothing}
      ${this.spoken()}
      <localized-field class="about" label=${text('desk-item-about')} maxlength="2000" rows="2" .value=${item?.about ?? {}}
        problem=${problems.about ?? ''}></localized-field>
    `;
  }

  /** In the reader's calendar, and whose clock it is. */
  private when() {
    if (this.startMs === undefined || !(this.length > 0)) return nothing;
    const end = this.startMs + this.length * MINUTE_MS;
    return html`${dayOf(this.startMs)}, ${timeOf(this.startMs)}–${timeOf(end)} · ${zoneName(this.startMs)}`;
  }

  private days() {
    const days = summit.sections.programme?.days ?? [];
    if (days.length === 0) return nothing;
    return this.select('day', text('desk-day'), this.item ? (this.item.day ?? 0) : this.blank.day,
      [[0, text('desk-item-no-day')], ...days.map((day) => [day.id, say(day.title) || dayOf(day.start_ms ?? 0)] as const)]);
  }

  private rooms() {
    const rooms = summit.sections.summit?.rooms ?? [];
    if (rooms.length < 2) return nothing;
    return this.select('room', text('desk-room'), this.item?.room ?? summit.room, rooms.map((room) => [room.id, say(room.name)] as const));
  }

  private spoken() {
    const chosen = this.item?.languages ?? [];
    const tags = new Set([...(summit.sections.summit?.languages ?? []), ...chosen]);
    if (tags.size < 2) return nothing;
    return html`<fieldset class="row"><legend class="small soft">${text('desk-item-languages')}</legend>
      ${[...tags].map((tag) => html`<label class="line"><input type="checkbox" name="language" value=${tag}
        .checked=${chosen.includes(tag)} />${languageName(tag)}</label>`)}</fieldset>`;
  }

  protected override tools() {
    const { item } = this;
    if (!item) return nothing;
    return html`<button type="button" class="leave" ?disabled=${this.isBusy} @click=${() => this.strike(item)}>
      ${icon('bin')}${text('desk-item-remove')}</button>`;
  }

  private async strike(item: Entry): Promise<void> {
    const answer = await ask({ title: text('desk-item-remove'), long: say(item.title), go: text('desk-item-remove'), isBad: true });
    if (answer) await this.attempt(() => command('item_remove', { item: item.id }));
  }

  protected override check(): Problems {
    return { ...this.checkWords('title', this.titleField, 'needed'), ...this.checkWords('about', this.aboutField) };
  }

  protected save(): Promise<unknown> {
    const { item } = this;
    const start = msOfWall(this.typed('start'), item?.start_ms) ?? 0;
    const day = Number(this.typed('day'));
    const about = this.aboutField?.read() ?? {};
    const media = this.kind === 'playout' ? this.typed('media') : item?.media;
    const speakers = (this.speakers?.read() ?? []).map((one) => Number(one.key));
    const languages = new FormData(this.form).getAll('language').map(String);
    const fields = {
      room: Number(this.typed('room')) || (item?.room ?? summit.room),
      ...(day ? { day } : {}),
      kind: this.kind,
      title: this.titleField?.read() ?? {},
      ...(Object.keys(about).length > 0 ? { about } : {}),
      start_ms: start,
      end_ms: start + this.lengthMs,
      ...(speakers.length > 0 ? { speakers } : {}),
      ...(languages.length > 0 ? { languages } : {}),
      ...(media ? { media } : {}),
    };
    return item ? command('item_edit', { item: item.id, ...this.revisionOf(item), ...fields }) : command('item_add', fields);
  }
}
