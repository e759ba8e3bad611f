// Writing a motion: title and text in the summit's languages, how it is voted on, what carries it.
import { css, html, nothing } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BallotMode, Localized, Majority, Motion, Options } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { command, summit } from '../summit.js';
import { DeskForm, type Problems } from './form.js';
import './localized-field.js';
import type { LocalizedField } from './localized-field.js';
import { entriesOf, runningOf } from './programme.js';

const OPTIONS: readonly Options[] = ['yes_no_abstain', 'choice'];
const MODES: readonly BallotMode[] = ['roll_call', 'secret'];
const MAJORITIES: readonly Majority[] = ['simple', 'absolute', 'two_thirds', 'three_quarters'];
const CHOICES_MAX = 16;

@customElement('desk-motion-form')
export class MotionForm extends DeskForm {
  /** What is changed; none: a new one. */
  @property({ attribute: false }) motion?: Motion;
  @state() private options: Options = 'yes_no_abstain';
  @state() private choices: Localized[] = [{}, {}];
  @query('.title') private titleField?: LocalizedField;
  @query('.text') private textField?: LocalizedField;
  @queryAll('.choice localized-field') private choiceFields?: NodeListOf<LocalizedField>;

  static override styles = [
    ...DeskForm.styles,
    css`
      .choice {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 6px;
        align-items: start;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.options = this.motion?.options ?? 'yes_no_abstain';
    if (this.motion?.choices?.length) this.choices = this.motion.choices;
  }

  protected override firstUpdated(): void {
    super.firstUpdated();
    this.titleField?.focus();
  }

  protected heading(): string {
    return text(this.motion ? 'desk-motion-edit' : 'desk-motion-new');
  }

  protected fields() {
    const { motion } = this;
    const named = <T extends string>(values: readonly T[], name: (value: T) => string) => values.map((value) => [value, name(value)] as const);
    return html`
      <localized-field class="title" label=${text('desk-motion-title')} maxlength="300" .value=${motion?.title ?? {}}
        problem=${this.problems.title ?? ''}></localized-field>
      <localized-field class="text" label=${text('desk-motion-text')} maxlength="8000" rows="3" .value=${motion?.text ?? {}}
        problem=${this.problems.text ?? ''}></localized-field>
      <div class="pairs">
        ${this.select('options', text('desk-options'), this.options, named(OPTIONS, (value) => text(`desk-options-${value}`)),
          (value) => (this.options = value as Options))}
        ${this.select('mode', text('desk-mode'), motion?.mode ?? 'roll_call', named(MODES, (value) => text(`desk-mode-${value}`)))}
        ${this.select('majority', text('desk-majority'), motion?.majority ?? 'simple', named(MAJORITIES, (value) => text(`desk-majority-${value}`)))}
        ${this.line('quorum', text('desk-quorum-percent'), { type: 'number', max: 100, value: motion?.quorum_percent ?? 50 })}
      </div>
      ${this.options === 'choice' ? this.choiceList() : nothing}`;
  }

  private choiceList() {
    return html`<div class="form">
      ${repeat(this.choices, (choice) => choice, (choice, i) => html`<div class="choice">
        <localized-field label=${text('desk-choice', { number: i + 1 })} maxlength="200" .value=${choice}></localized-field>
        <button type="button" class="icon-only quiet" ?disabled=${this.choices.length <= 2} aria-label=${text('desk-choice-drop')}
          title=${text('desk-choice-drop')} @click=${() => this.dropChoice(i)}>${icon('close')}</button>
      </div>`)}
      <div><button type="button" ?disabled=${this.choices.length >= CHOICES_MAX}
        @click=${() => (this.choices = [...this.written(), {}])}>${icon('plus')}${text('desk-choice-add')}</button></div>
    </div>`;
  }

  /** The choices as they stand in the form. */
  private written(): Localized[] {
    return [...(this.choiceFields ?? [])].map((field) => field.read());
  }

  private dropChoice(at: number): void {
    this.choices = this.written().filter((_, i) => i !== at);
  }

  protected override check(): Problems {
    return { ...this.checkWords('title', this.titleField, 'needed'), ...this.checkWords('text', this.textField) };
  }

  protected save(): Promise<unknown> {
    const { motion } = this;
    const item = motion?.item ?? runningOf(entriesOf(summit.sections.programme, summit.room))?.id;
    const motionText = this.textField?.read() ?? {};
    const fields = {
      room: summit.room,
      ...(item ? { item } : {}),
      title: this.titleField?.read() ?? {},
      ...(Object.keys(motionText).length > 0 ? { text: motionText } : {}),
      options: this.options,
      ...(this.options === 'choice' ? { choices: this.written() } : {}),
      mode: this.typed('mode') as BallotMode,
      majority: this.typed('majority') as Majority,
      quorum_percent: this.typedNumber('quorum'),
    };
    return motion
      ? command('motion_edit', { motion: motion.id, ...this.revisionOf(motion), ...fields })
      : command('motion_add', fields);
  }
}
