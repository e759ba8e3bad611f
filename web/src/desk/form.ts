// What the desk's forms share: a dialog whose fields keep what was typed until it is saved; what
// will not do is said beside its field, and a refusal in the dialog.
import { css, html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { Hearing } from '../hearing.js';
import { text } from '../i18n.js';
import '../pick-field.js';
import { why } from '../refusal.js';
import { normalise } from '../search.js';
import { Refusal } from '../session.js';
import { plainNumber } from '../words.js';
import { sizeOf, type LocalizedField } from './localized-field.js';
import { DeskPart, deskStyle } from './part.js';
import { people } from './people-index.js';

/** By the name of a field, or of the whole (''): what to mend. */
export type Problems = Record<string, string>;

interface Line {
  value?: string | number;
  type?: 'text' | 'number' | 'email' | 'datetime-local';
  min?: number;
  max?: number;
  /** Of its text, in bytes: what the server takes. */
  bytes?: number;
  isNeeded?: boolean;
  changed?: () => void;
}

const isWithin = (value: number, min: number, max: number): boolean => Number.isInteger(value) && value >= min && value <= max;

/** Event: `done`, when it was saved or called off. */
export abstract class DeskForm extends DeskPart {
  @state() protected problems: Problems = {};
  @state() protected isBusy = false;
  @query('dialog') protected dialog?: HTMLDialogElement;
  @query('form') protected form?: HTMLFormElement;
  /** Somebody else has changed it since, and who writes here knows. */
  private isStale = false;
  private readonly lines = new Map<string, Line>();

  protected abstract heading(): string;
  protected abstract fields(): TemplateResult;
  /** What to mend before it is sent, besides what single lines say of themselves. */
  protected check(): Problems {
    return {};
  }
  /** Send it; throws what was refused. */
  protected abstract save(): Promise<unknown>;
  /** What else can be done with it: stands before Cancel. */
  protected tools(): TemplateResult | typeof nothing {
    return nothing;
  }

  static override styles = [
    deskStyle,
    css`
      .pairs {
        align-items: start;
      }
      .tools {
        margin-inline-end: auto;
      }
    `,
  ];

  constructor() {
    super();
    new Hearing(this, people, () => this.hear());
  }

  /** More people and delegations are known. */
  private hear(): void {
    this.requestUpdate();
    for (const field of this.renderRoot.querySelectorAll('pick-field')) field.again();
  }

  protected override firstUpdated(): void {
    this.dialog?.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="heading" @close=${() => this.dispatchEvent(new Event('done'))}>
      <form novalidate @submit=${(event: SubmitEvent) => this.submit(event)}>
        <h2 id="heading">${this.heading()}</h2>
        ${this.fields()}
        <p class="refused" role="alert">${this.problems['']}</p>
        <div class="actions">
          <span class="tools row">${this.tools()}</span>
          <button type="button" @click=${() => this.dialog?.close()}>${text('desk-cancel')}</button>
          <button class="primary" ?disabled=${this.isBusy}>${text('desk-save')}</button>
        </div>
      </form>
    </dialog>`;
  }

  // ---- fields ----

  protected line(name: string, label: string, line: Line = {}): TemplateResult {
    this.lines.set(name, line);
    const { value = '', type = 'text', changed } = line;
    const isNumber = type === 'number'; // as text: a browser's own field takes the digits of its own language alone
    return html`<div><label class="field"><span>${label}</span>
      <input name=${name} type=${isNumber ? 'text' : type} inputmode=${ifDefined(isNumber ? 'numeric' : undefined)} autocomplete="off"
        dir=${ifDefined(type === 'text' ? 'auto' : undefined)} .value=${typeof value === 'number' ? plainNumber(value) : value}
        aria-required=${line.isNeeded ?? false} aria-invalid=${name in this.problems} aria-describedby=${`${name}-problem`}
        @input=${() => changed?.()} /></label>
      ${this.problem(name)}</div>`;
  }

  protected select(name: string, label: string, chosen: string | number, options: readonly (readonly [string | number, unknown])[],
    changed?: (value: string) => void): TemplateResult {
    return html`<label class="field"><span>${label}</span>
      <select name=${name} @change=${(event: Event) => changed?.((event.target as HTMLSelectElement).value)}>
        ${options.map(([value, word]) => html`<option value=${value} ?selected=${value === chosen}>${word}</option>`)}
      </select></label>`;
  }

  protected problem(name: string): TemplateResult {
    return html`<small class="problem" id=${`${name}-problem`}>${this.problems[name]}</small>`;
  }

  /** What was typed there, without spaces around it. */
  protected typed(name: string): string {
    const field = this.form?.elements.namedItem(name);
    return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.value.trim() : '';
  }

  /** In whatever digits; nothing is 0, and what is no number NaN. */
  protected typedNumber(name: string): number {
    return Number(normalise(this.typed(name)));
  }

  private checkLines(): Problems {
    const problems: Problems = {};
    for (const [name, { type, min = 0, max = 0, bytes, isNeeded }] of this.lines) {
      const typed = this.typed(name);
      if (isNeeded && !typed) problems[name] = text('desk-form-needed');
      else if (bytes && sizeOf(typed) > bytes) problems[name] = text('desk-form-long');
      else if (type === 'number' && !isWithin(this.typedNumber(name), min, max)) problems[name] = text('desk-form-range', { min, max });
    }
    return problems;
  }

  /** Whether a text in several languages is there, if `needed` in one of them, and short enough. */
  protected checkWords(name: string, field: LocalizedField | undefined, need: 'needed' | 'optional' = 'optional'): Problems {
    if (field?.isTooLong) return { [name]: text('desk-form-long') };
    const isEmpty = Object.keys(field?.read() ?? {}).length === 0;
    return isEmpty && need === 'needed' ? { [name]: text('desk-form-title') } : {};
  }

  // ---- sending ----

  /** What is edited as it was read; left out once one has been told of another's change. */
  protected revisionOf({ revision }: { revision: number }): { revision?: number } {
    return this.isStale ? {} : { revision };
  }

  /** Do it, and close; else say in the dialog why not. */
  protected async attempt(action: () => Promise<unknown>, then: 'close' | 'stay' = 'close'): Promise<void> {
    this.isBusy = true;
    this.problems = {};
    try {
      await action();
      if (then === 'close') this.dialog?.close();
    } catch (problem) {
      const isStale = problem instanceof Refusal && problem.reason === 'stale';
      this.isStale ||= isStale;
      this.problems = { '': isStale ? text('desk-form-stale') : why(problem) };
    } finally {
      this.isBusy = false;
    }
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.isBusy) return;
    this.problems = { ...this.checkLines(), ...this.check() };
    if (Object.keys(this.problems).length > 0) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"], [problem]:not([problem=""])')?.focus();
      return;
    }
    await this.attempt(() => this.save());
  }
}
