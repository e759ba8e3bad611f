// Choosing from a long list by typing: a person, a delegation, a country. What was chosen stands
// above the field, or, where only one may be, in its place. Event: `change`, when something was
// chosen or dropped.
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { shared } from './controls.js';
import { LanguageController, text } from './i18n.js';
import { icon } from './icons.js';
import { isolate } from './summit.js';

export interface Option {
  key: string;
  name: string;
  /** What tells it from others of that name. */
  more?: string;
}

const SHOWN_MAX = 30;

@customElement('pick-field')
export class PickField extends LitElement {
  @property() label = '';
  /** Why what is chosen will not do. */
  @property() problem = '';
  /** Whether several may be chosen. */
  @property({ type: Boolean }) many = false;
  /** What was chosen before. */
  @property({ attribute: false }) value: readonly Option[] = [];
  /** What there is of what was typed, the best first. */
  @property({ attribute: false }) search: (typed: string) => readonly Option[] = () => [];
  @state() private chosen?: readonly Option[];
  @state() private isOpen = false;
  @state() private found: readonly Option[] = [];
  @state() private at = 0;
  @query('input') private field?: HTMLInputElement;

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 4px;
        min-inline-size: 0;
      }
      label {
        font-size: 13px;
        color: var(--ink-soft);
      }
      input {
        font: inherit;
        color: inherit;
        inline-size: 100%;
        min-inline-size: 0;
        min-block-size: 42px;
        padding: 5px 10px;
        border: 1px solid var(--line-strong);
        border-radius: 9px;
        background: var(--ground);
      }
      input[aria-invalid='true'] {
        border-color: var(--bad);
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .chosen {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      .chosen li {
        display: flex;
        align-items: center;
        max-inline-size: 100%;
        border: 1px solid var(--line);
        border-radius: 9px;
        background: var(--raised);
        padding-inline-start: 10px;
      }
      .chosen bdi {
        overflow-wrap: anywhere;
      }
      .chosen button {
        min-block-size: 34px;
        inline-size: 34px;
        padding: 0;
        justify-content: center;
        border: 0;
        background: transparent;
        flex: none;
      }
      .chosen .icon {
        inline-size: 16px;
        block-size: 16px;
      }
      .found {
        border: 1px solid var(--line-strong);
        border-radius: 9px;
        background: var(--raised);
        max-block-size: 13rem;
        overflow-y: auto;
        overscroll-behavior: contain;
      }
      .found li {
        display: grid;
        justify-items: start; /* a name of the other direction, too */
        padding: 7px 10px;
        line-height: 1.3;
        cursor: pointer;
        overflow-wrap: anywhere;
      }
      .found li[aria-selected='true'] {
        background: color-mix(in srgb, var(--accent) 18%, var(--raised));
      }
      [hidden] {
        display: none;
      }
      small:empty {
        margin-block-start: -4px; /* it takes no gap */
      }
      small {
        font-size: 13px;
        color: var(--ink-soft);
      }
      .problem {
        color: var(--bad);
      }
      @media (pointer: coarse), (max-width: 700px) {
        .chosen button,
        .found li {
          min-block-size: 42px;
          align-content: center;
        }
        .chosen button {
          inline-size: 42px;
        }
      }
    `,
  ];

  constructor() {
    super();
    new LanguageController(this);
  }

  /** What stands there. */
  read(): readonly Option[] {
    return this.chosen ?? this.value;
  }

  override focus(): void {
    void this.updateComplete.then(() => (this.field ?? this.renderRoot.querySelector<HTMLElement>('.chosen button'))?.focus());
  }

  override render() {
    const chosen = this.read();
    return html`
      <label for="typed" id="label">${this.label}</label>
      ${chosen.length > 0
        ? html`<ul class="chosen" aria-labelledby="label">${repeat(chosen, (one) => one.key, (one) => html`<li>${isolate(one.name)}
            <button type="button" aria-label=${text('pick-drop', { name: one.name })} title=${text('pick-drop', { name: one.name })}
              @click=${() => this.drop(one)}>${icon('close')}</button></li>`)}</ul>`
        : nothing}
      ${this.many || chosen.length === 0 ? this.typing() : nothing}
      <small class="problem" id="problem">${this.problem}</small>
    `;
  }

  private typing() {
    return html`<input id="typed" role="combobox" type="text" autocomplete="off" dir="auto" aria-autocomplete="list" aria-controls="found"
        aria-expanded=${this.isOpen} aria-invalid=${this.problem !== ''} aria-describedby="problem" placeholder=${text('pick-hint')}
        aria-activedescendant=${this.isOpen && this.found.length > 0 ? `option-${this.at}` : ''}
        @input=${() => this.look()} @keydown=${(event: KeyboardEvent) => this.press(event)} @blur=${() => (this.isOpen = false)} />
      <ul id="found" class="found" role="listbox" aria-label=${this.label} ?hidden=${!this.isOpen || this.found.length === 0}
        @pointerdown=${(event: Event) => event.preventDefault()}>
        ${this.isOpen ? repeat(this.found, (one) => one.key, (one, i) => this.option(one, i)) : nothing}
      </ul>
      <small role="status">${this.isOpen && this.found.length === 0 ? text('pick-none') : nothing}</small>`;
  }

  private option(one: Option, i: number) {
    return html`<li id=${`option-${i}`} role="option" aria-selected=${i === this.at} @click=${() => this.choose(one)}>
      ${isolate(one.name)}${one.more ? html`<small>${isolate(one.more)}</small>` : nothing}</li>`;
  }

  /** There may be more to choose from by now. */
  again(): void {
    if (!this.isOpen) return;
    const at = this.found[this.at]?.key;
    this.look();
    this.at = Math.max(0, this.found.findIndex((one) => one.key === at));
  }

  private look(): void {
    const taken = new Set(this.read().map((one) => one.key));
    this.found = this.search(this.field?.value ?? '').filter((one) => !taken.has(one.key)).slice(0, SHOWN_MAX);
    this.at = 0;
    this.isOpen = true;
    void this.updateComplete.then(() => this.renderRoot.querySelector('.found')?.scrollIntoView({ block: 'nearest' }));
  }

  private press(event: KeyboardEvent): void {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (this.isOpen) this.step(key === 'ArrowDown' ? 1 : -1);
      else this.look();
    } else if (this.isOpen && key === 'Enter') {
      const one = this.found[this.at];
      if (one) this.choose(one);
    } else if (this.isOpen && key === 'Escape') {
      this.isOpen = false; // the list alone, not the dialog that it stands in
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private step(by: number): void {
    const count = this.found.length;
    if (count === 0) return;
    this.at = (this.at + by + count) % count;
    void this.updateComplete.then(() =>
      this.shadowRoot?.getElementById(`option-${this.at}`)?.scrollIntoView({ block: 'nearest' }));
  }

  private choose(one: Option): void {
    this.isOpen = false;
    if (this.field) this.field.value = '';
    this.become(this.many ? [...this.read(), one] : [one]);
    this.focus();
  }

  private drop(one: Option): void {
    this.become(this.read().filter((other) => other !== one));
    this.focus();
  }

  private become(chosen: readonly Option[]): void {
    this.chosen = chosen;
    this.dispatchEvent(new Event('change'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pick-field': PickField;
  }
}
