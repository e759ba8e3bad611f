// What the parts of the desk share: they redraw with the summit and the language, and they
// look alike: dense, calm, one size of button.
import { LitElement, css } from 'lit';
import { shared } from '../controls.js';
import { LanguageController } from '../i18n.js';
import { SummitController } from '../summit.js';

export class DeskPart extends LitElement {
  constructor() {
    super();
    new LanguageController(this);
    new SummitController(this);
  }
}

export const deskStyle = [
  shared,
  css`
    :host {
      font-size: 14px;
      line-height: 1.4;
      min-inline-size: 0;
    }
    button,
    select,
    input,
    textarea {
      font: inherit;
      color: inherit;
      min-block-size: 34px;
      border-radius: 9px;
    }
    button {
      padding-inline: 11px;
      gap: 7px;
      white-space: nowrap;
    }
    button.icon-only {
      inline-size: 34px;
      padding: 0;
      justify-content: center;
      flex: none;
    }
    button.quiet {
      background: transparent;
      border-color: transparent;
    }
    button.quiet:hover:enabled {
      background: var(--raised-hover);
    }
    button[aria-pressed='true'] {
      background: color-mix(in srgb, var(--accent) 18%, var(--raised));
      border-color: var(--accent);
    }
    button.bad,
    button.bad:hover:enabled {
      background: color-mix(in srgb, var(--bad) 16%, var(--raised));
      border-color: var(--bad);
    }
    button .icon {
      inline-size: 18px;
      block-size: 18px;
    }
    a {
      color: var(--accent);
    }
    :is(a, [tabindex], summary, textarea, dialog):focus-visible {
      outline: 3px solid var(--accent);
      outline-offset: 2px;
    }
    input,
    textarea,
    select {
      padding: 5px 10px;
      border: 1px solid var(--line);
      background: var(--ground);
      inline-size: 100%;
      min-inline-size: 0;
    }
    select {
      inline-size: auto;
      max-inline-size: 100%;
    }
    input[type='checkbox'],
    input[type='radio'] {
      inline-size: 18px;
      min-block-size: 18px;
      block-size: 18px;
      margin: 0;
      flex: none;
      accent-color: var(--accent);
    }
    textarea {
      resize: vertical;
      line-height: 1.5;
    }
    label.line {
      display: flex;
      align-items: center;
      gap: 8px;
      min-block-size: 34px;
    }
    label.field {
      display: grid;
      gap: 4px;
    }
    label.field > span,
    .soft {
      color: var(--ink-soft);
    }
    label.field > span {
      font-size: 13px;
    }
    h2,
    h3,
    p,
    ol,
    ul,
    figure,
    dl,
    dd {
      margin: 0;
      padding: 0;
    }
    ol,
    ul {
      list-style: none;
    }
    h2 {
      font-size: 14px;
      font-weight: 650;
      letter-spacing: var(--tight);
    }
    h3 {
      font-size: 14px;
      font-weight: 620;
    }
    :host(:dir(rtl)) .turns .icon {
      transform: scaleX(-1);
    }
    .figures {
      font-variant-numeric: tabular-nums;
    }
    .row {
      display: flex;
      align-items: center;
      gap: 6px;
      flex-wrap: wrap;
    }
    .spread {
      margin-inline-start: auto;
    }
    .small {
      font-size: 13px;
    }
    .cut {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
      min-inline-size: 0;
    }
    /* A name is cut at its own end, whichever way the page runs. */
    .cut bdi {
      display: inline-block;
      max-inline-size: 100%;
      overflow: hidden;
      text-overflow: ellipsis;
      vertical-align: bottom;
    }
    .cut bdi:empty {
      display: none;
    }
    .wrap {
      overflow-wrap: anywhere;
    }
    .none {
      padding: 22px 12px;
      text-align: center;
      color: var(--ink-soft);
    }
    .bar {
      display: flex;
      align-items: center;
      gap: 8px;
      flex-wrap: wrap;
      padding: 8px 12px;
      border-block-end: 1px solid var(--line);
    }
    .scroll {
      overflow-y: auto;
      overscroll-behavior: contain;
      min-block-size: 0;
      scrollbar-width: thin;
    }
    .card {
      padding: 9px 12px;
      border-block-end: 1px solid var(--line);
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 5px;
    }
    .badge {
      justify-self: start;
      display: inline-flex;
      align-items: center;
      gap: 5px;
      padding: 1px 8px;
      border-radius: 999px;
      border: 1px solid var(--line);
      background: var(--surface);
      font-size: 12px;
      white-space: nowrap;
    }
    .badge.good {
      border-color: var(--good);
      color: var(--good);
    }
    .badge.warn {
      border-color: var(--warn);
      color: var(--warn);
    }
    .badge.bad {
      border-color: var(--bad);
      color: var(--bad);
    }
    kbd {
      direction: ltr;
      unicode-bidi: isolate;
      font: inherit;
      font-size: 12px;
      line-height: 1.3;
      padding: 0 5px;
      border: 1px solid currentColor;
      border-radius: 5px;
      opacity: 0.75;
    }
    dialog {
      color: var(--ink);
      background: var(--surface);
      border: 1px solid var(--line);
      border-radius: var(--radius);
      padding: 18px;
      inline-size: min(94vw, 34rem);
      max-block-size: 92dvh;
      overflow-y: auto;
      box-shadow: 0 24px 60px -18px var(--shadow);
    }
    dialog::backdrop {
      background: var(--picture-veil);
    }
    dialog form,
    dialog .form {
      display: grid;
      gap: 12px;
    }
    dialog h2 {
      font-size: 18px;
    }
    :is(input, textarea)[aria-invalid='true'] {
      border-color: var(--bad);
    }
    .problem,
    .refused {
      color: var(--bad);
    }
    .problem {
      display: block;
      font-size: 13px;
    }
    :is(.problem, .refused):empty {
      display: none;
    }
    .refused {
      font-weight: 560;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      justify-content: end;
      gap: 8px;
    }
    /* In reach however long the form is; what has the focus is not behind it. */
    dialog {
      scroll-padding-block-end: 84px;
    }
    dialog .actions {
      position: sticky;
      inset-block-end: -18px;
      margin-block: -6px -18px;
      padding-block: 6px 18px;
      background: var(--surface);
      z-index: 1;
    }
    dialog section {
      border-block-start: 1px solid var(--line);
      padding-block-start: 12px;
      display: grid;
      gap: 8px;
    }
    .pairs {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
      gap: 10px;
    }
    .pairs select {
      inline-size: 100%;
    }
    @media (pointer: coarse), (max-width: 700px) {
      button,
      select,
      input,
      label.line {
        min-block-size: 42px;
      }
      button.icon-only {
        inline-size: 42px;
      }
    }
  `,
];
