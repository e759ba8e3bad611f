// What the hall's panels share: they draw what the summit says in the reader's language, ask for
// what their reader wants, and say why it was refused. Styles that are computed are set as a
// property: as an attribute they would be inline styles, which the pages do without.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { shared } from '../controls.js';
import type { CommandName, Commands, Who } from '../generated/summit.js';
import { LanguageController } from '../i18n.js';
import { why } from '../refusal.js';
import { SummitController, command, isolate } from '../summit.js';
import { countryName } from '../words.js';

export class Panel extends LitElement {
  @state() protected isBusy = false;
  @state() private refused?: unknown;

  constructor() {
    super();
    new LanguageController(this);
    new SummitController(this);
  }

  /** True when it is done; else the panel says why not. */
  protected async ask<K extends CommandName>(name: K, fields: Commands[K]): Promise<boolean> {
    this.isBusy = true;
    this.refused = undefined;
    try {
      await command(name, fields);
      return true;
    } catch (problem) {
      this.refused = problem;
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  protected whyRefused(): TemplateResult {
    return html`<p class="refused" role="alert">${this.refused ? why(this.refused) : nothing}</p>`;
  }
}

/** Somebody: their name, and below it their office, delegation and country. */
export function person(who: Who | undefined): TemplateResult {
  const country = who?.country ? countryName(who.country) : '';
  const parts = [who?.title, who?.location, country].filter((part) => part);
  return html`<span class="person"><strong>${isolate(who?.name ?? '—')}</strong>
    ${parts.length > 0
      ? html`<small>${parts.map((part, i) => html`${i > 0 ? ' · ' : ''}${isolate(part)}`)}</small>`
      : nothing}</span>`;
}

export const panelStyle = [
  shared,
  css`
    :host {
      display: block;
      font-size: 15px;
    }
    h2,
    p,
    ol,
    ul,
    fieldset {
      margin: 0;
      padding: 0;
    }
    fieldset {
      border: 0;
      min-inline-size: 0;
    }
    ol,
    ul {
      list-style: none;
    }
    h2 {
      margin-block-end: 8px;
      font-size: 15px;
      font-weight: 650;
      letter-spacing: var(--tight);
    }
    .soft,
    small {
      color: var(--ink-soft);
      font-size: 13px;
    }
    .card {
      display: grid;
      gap: 12px;
      padding: 14px;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--raised);
      overflow-wrap: anywhere;
    }
    .card .primary {
      justify-content: center;
    }
    .rows {
      display: grid;
      gap: 2px;
    }
    .rows > li {
      display: grid;
      gap: 4px;
      padding-block: 12px;
      border-block-start: 1px solid var(--line);
      overflow-wrap: anywhere;
    }
    .rows > li:first-child {
      border: 0;
    }
    .stack {
      display: grid;
      gap: 18px;
    }
    .row {
      display: flex;
      align-items: center;
      gap: 8px;
      flex-wrap: wrap;
    }
    .person {
      display: grid;
      min-inline-size: 0;
      line-height: 1.35;
    }
    .person strong {
      font-weight: 620;
      overflow: hidden;
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow-wrap: anywhere;
    }
    .chip {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      padding: 1px 9px;
      border-radius: 999px;
      border: 1px solid var(--line);
      font-size: 12.5px;
      font-weight: 600;
      white-space: nowrap;
    }
    a {
      color: var(--accent);
    }
    a:focus-visible {
      outline: 3px solid var(--accent);
      outline-offset: 2px;
    }
    .chip.good {
      border-color: var(--good);
      color: var(--good);
    }
    .chip.warn {
      border-color: var(--warn);
      color: var(--warn);
    }
    .chip.accent {
      border-color: var(--accent);
      background: var(--accent);
      color: var(--accent-ink);
    }
    .refused {
      color: var(--bad);
      font-weight: 560;
    }
    .refused:empty {
      display: none;
    }
    .note {
      padding: 10px 14px;
      border-radius: var(--radius);
      border: 1px solid var(--line);
      color: var(--ink-soft);
      overflow-wrap: anywhere;
    }
    .note.warn {
      border-color: var(--warn);
      color: var(--ink);
    }
    label.field {
      display: grid;
      gap: 5px;
      font-size: 13px;
      color: var(--ink-soft);
    }
    input:not([type]),
    input[type='search'],
    textarea,
    label.field select {
      inline-size: 100%;
      min-inline-size: 0;
      min-block-size: 44px;
      padding: 9px 13px;
      border-radius: 12px;
      border: 1px solid var(--line-strong);
      background: var(--surface);
      color: var(--ink);
      font: inherit;
      font-size: 16px;
      line-height: 1.45;
    }
    textarea {
      resize: none;
      field-sizing: content;
      max-block-size: 9em;
    }
    textarea:focus-visible,
    [tabindex]:focus-visible {
      outline: 3px solid var(--accent);
      outline-offset: 2px;
    }
    label.check {
      display: flex;
      align-items: center;
      gap: 10px;
      min-block-size: 44px;
      cursor: pointer;
    }
    input[type='checkbox'],
    input[type='radio'] {
      inline-size: 20px;
      block-size: 20px;
      margin: 0;
      flex: none;
      accent-color: var(--accent);
    }
    .empty {
      display: grid;
      justify-items: center;
      gap: 8px;
      padding: 34px 12px;
      color: var(--ink-soft);
      text-align: center;
    }
    .empty .icon {
      inline-size: 34px;
      block-size: 34px;
      stroke-width: 1.3;
    }
    .segments {
      display: flex;
      gap: 6px;
      overflow-x: auto;
      scrollbar-width: none;
      padding: 4px;
      margin: -4px;
    }
    .segments button {
      min-block-size: 40px;
      padding-inline: 14px;
      font-size: 14px;
      white-space: nowrap;
      flex: none;
    }
    button[aria-pressed='true'] {
      border-color: var(--accent);
      background: color-mix(in srgb, var(--accent) 16%, var(--raised));
    }
    .bar {
      block-size: 8px;
      border-radius: 999px;
      background: var(--line);
      overflow: hidden;
    }
    .bar i {
      display: block;
      block-size: 100%;
      border-radius: 999px;
      background: var(--accent);
      transition: inline-size 400ms;
    }
    @media (prefers-reduced-motion: reduce) {
      .bar i {
        transition: none;
      }
    }
  `,
];
