// The summit itself: its name, its zone, its languages, and whether one may ask without a name.
import { html } from 'lit';
import { customElement, query, queryAll } from 'lit/decorators.js';
import { text } from '../i18n.js';
import '../pick-field.js';
import type { PickField } from '../pick-field.js';
import { command, summit } from '../summit.js';
import { DeskForm, type Problems } from './form.js';
import './localized-field.js';
import type { LocalizedField } from './localized-field.js';
import { chosenBefore, languageOption, searchLanguages, searchZones, zoneOption } from './options.js';

@customElement('desk-summit-form')
export class SummitForm extends DeskForm {
  /** As it was when the form was opened. */
  private readonly summit = summit.sections.summit;
  @query('localized-field') private nameField?: LocalizedField;
  @queryAll('pick-field') private picks?: NodeListOf<PickField>;

  protected override firstUpdated(): void {
    super.firstUpdated();
    this.nameField?.focus();
  }

  protected heading(): string {
    return text('desk-summit-edit');
  }

  protected fields() {
    const { summit, problems } = this;
    return html`
      <localized-field label=${text('desk-name')} maxlength="200" .value=${summit?.name ?? {}} problem=${problems.name ?? ''}></localized-field>
      <pick-field label=${text('desk-place-zone')} .value=${chosenBefore(summit?.time_zone, zoneOption)} .search=${searchZones}
        problem=${problems.zone ?? ''}></pick-field>
      <pick-field many label=${text('desk-summit-languages')} .value=${(summit?.languages ?? []).map(languageOption)}
        .search=${searchLanguages} problem=${problems.languages ?? ''}></pick-field>
      <label class="line"><input type="checkbox" name="anonymous" .checked=${summit?.anonymous_questions === 'on'} />
        ${text('desk-summit-anonymous')}</label>`;
  }

  private picked(at: number): string[] {
    return (this.picks?.[at]?.read() ?? []).map((one) => one.key);
  }

  protected override check(): Problems {
    const needed = text('desk-form-needed');
    return {
      ...this.checkWords('name', this.nameField, 'needed'),
      ...(this.picked(0).length > 0 ? {} : { zone: needed }),
      ...(this.picked(1).length > 0 ? {} : { languages: needed }),
    };
  }

  protected async save(): Promise<void> {
    const anonymous = new FormData(this.form).has('anonymous');
    await command('summit_edit', {
      ...(this.summit ? this.revisionOf(this.summit) : {}),
      name: this.nameField?.read() ?? {},
      time_zone: this.picked(0)[0] ?? '',
      languages: this.picked(1),
      anonymous_questions: anonymous ? 'on' : 'off',
    });
  }
}
