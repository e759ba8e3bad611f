// Writing a motion: title and text in the summit's languages, how it is voted on, what carries it.
import { css, html, nothing } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BallotMode, Localized, Majority, Motion, Options } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { summit } from '../summit.js';
import { act } from './actions.js';
import './localized-field.js';
import type { LocalizedField } from './localized-field.js';
import { DeskPart, deskStyle } from './part.js';
import { runningOf, entriesOf } from './programme.js';

const MODES: readonly BallotMode[] = ['roll_call', 'secret'];
const MAJORITIES: readonly Majority[] = ['simple', 'absolute', 'two_thirds', 'three_quarters'];
const CHOICES_MAX = 16;

/** Event: `done`, when it was sent or called off. */
@customElement('desk-motion-form')
export class MotionForm extends DeskPart {
  /** What is changed; none: a new one. */
  @property({ attribute: false }) motion?: Motion;
  @state() private options: Options = 'yes_no_abstain';
  @state() private choices: Localized[] = [{}, {}];
  @query('dialog') private dialog?: HTMLDialogElement;
  @query('form') private form?: HTMLFormElement;
  @query('.title') private titleField?: LocalizedField;
  @query('.text') private textField?: LocalizedField;
  @queryAll('.choice localized-field') private choiceFields?: NodeListOf<LocalizedField>;

  static override styles = [
    deskStyle,
    css`
      .pairs {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
        gap: 10px;
      }
      .pairs select {
        inline-size: 100%;
      }
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
    this.dialog?.showModal();
    this.titleField?.focus();
  }

  override render() {
    const { motion } = this;
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new Event('done'))}>
      <form @submit=${(event: SubmitEvent) => this.send(event)}>
        <h2 id="title">${text(motion ? 'desk-motion-edit' : 'desk-motion-new')}</h2>
        <localized-field class="title" label=${text('desk-motion-title')} maxlength="300" .value=${motion?.title ?? {}}></localized-field>
        <localized-field class="text" label=${text('desk-motion-text')} maxlength="2000" rows="3" .value=${motion?.text ?? {}}></localized-field>
        <div class="pairs">
          ${this.select('options', text('desk-options'), ['yes_no_abstain', 'choice'], this.options, (value) => text(`desk-options-${value}`),
            (value) => (this.options = value as Options))}
          ${this.select('mode', text('desk-mode'), MODES, motion?.mode ?? 'roll_call', (value) => text(`desk-mode-${value}`))}
          ${this.select('majority', text('desk-majority'), MAJORITIES, motion?.majority ?? 'simple', (value) => text(`desk-majority-${value}`))}
          <label class="field"><span>${text('desk-quorum-percent')}</span>
            <input name="quorum" type="number" min="0" max="100" .value=${String(motion?.quorum_percent ?? 50)} /></label>
        </div>
        ${this.options === 'choice' ? this.choiceList() : nothing}
        <div class="actions">
          <button type="button" @click=${() => this.dialog?.close()}>${text('desk-cancel')}</button>
          <button class="primary">${text('desk-save')}</button>
        </div>
      </form>
    </dialog>`;
  }

  private select(name: string, label: string, values: readonly string[], chosen: string,
    word: (value: string) => string, changed?: (value: string) => void) {
    return html`<label class="field"><span>${label}</span>
      <select name=${name} @change=${(event: Event) => changed?.((event.target as HTMLSelectElement).value)}>
        ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${word(value)}</option>`)}
      </select></label>`;
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

  private async send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const values = new FormData(this.form);
    const item = this.motion?.item ?? runningOf(entriesOf(summit.sections.programme, summit.room))?.id;
    const motionText = this.textField?.read() ?? {};
    const fields = {
      room: summit.room,
      ...(item ? { item } : {}),
      title: this.titleField?.read() ?? {},
      ...(Object.keys(motionText).length > 0 ? { text: motionText } : {}),
      options: this.options,
      ...(this.options === 'choice' ? { choices: this.written() } : {}),
      mode: values.get('mode') as BallotMode,
      majority: values.get('majority') as Majority,
      quorum_percent: Number(values.get('quorum')),
    };
    const isDone = this.motion
      ? await act('motion_edit', { motion: this.motion.id, revision: this.motion.revision, ...fields })
      : await act('motion_add', fields);
    if (isDone) this.dialog?.close();
  }
}
