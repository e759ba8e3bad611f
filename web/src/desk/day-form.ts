// A day of the programme.
import { html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Day } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { command, say } from '../summit.js';
import { ask } from './ask.js';
import { DeskForm, type Problems } from './form.js';
import './localized-field.js';
import type { LocalizedField } from './localized-field.js';
import { dayOf, msOfWall, wallOf } from './times.js';

@customElement('desk-day-form')
export class DayForm extends DeskForm {
  /** What is changed; none: a new one. */
  @property({ attribute: false }) day?: Day;
  /** When a new one begins and ends. */
  @property({ attribute: false }) blank = { startMs: 0, endMs: 0 };
  @query('localized-field') private titleField?: LocalizedField;

  protected override firstUpdated(): void {
    super.firstUpdated();
    this.titleField?.focus();
  }

  protected heading(): string {
    return text(this.day ? 'desk-day-edit' : 'desk-day-new');
  }

  protected fields() {
    const { day, blank } = this;
    return html`
      <localized-field label=${text('desk-motion-title')} maxlength="200" .value=${day?.title ?? {}}
        problem=${this.problems.title ?? ''}></localized-field>
      <div class="pairs">
        ${this.line('start', text('desk-item-begins'), { type: 'datetime-local', isNeeded: true, value: wallOf(day?.start_ms ?? blank.startMs) })}
        ${this.line('end', text('desk-day-ends'), { type: 'datetime-local', isNeeded: true, value: wallOf(day?.end_ms ?? blank.endMs) })}
      </div>`;
  }

  protected override tools() {
    const { day } = this;
    if (!day) return nothing;
    return html`<button type="button" class="leave" ?disabled=${this.isBusy} @click=${() => this.strike(day)}>
      ${icon('bin')}${text('desk-day-remove')}</button>`;
  }

  private async strike(day: Day): Promise<void> {
    const long = say(day.title) || dayOf(day.start_ms ?? 0);
    const answer = await ask({ title: text('desk-day-remove'), long, go: text('desk-day-remove'), isBad: true });
    if (answer) await this.attempt(() => command('day_remove', { day: day.id }));
  }

  protected override check(): Problems {
    const [start, end] = this.times();
    return {
      ...this.checkWords('title', this.titleField, 'needed'),
      ...(start !== undefined && end !== undefined && end <= start ? { end: text('desk-form-end') } : {}),
    };
  }

  private times(): (number | undefined)[] {
    return [msOfWall(this.typed('start'), this.day?.start_ms), msOfWall(this.typed('end'), this.day?.end_ms)];
  }

  protected save(): Promise<unknown> {
    const { day } = this;
    const [start_ms = 0, end_ms = 0] = this.times();
    const fields = { title: this.titleField?.read() ?? {}, start_ms, end_ms };
    return day ? command('day_edit', { day: day.id, ...this.revisionOf(day), ...fields }) : command('day_add', fields);
  }
}
