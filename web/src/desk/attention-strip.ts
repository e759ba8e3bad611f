// The strip that says what is going wrong now; a press leads to where it can be mended.
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import type { LinkState } from '../link.js';
import { summit } from '../summit.js';
import { Ticking } from '../ticking.js';
import { act } from './actions.js';
import { concernsOf, type Concern } from './attention.js';
import { DeskPart, deskStyle } from './part.js';

/** Event: `go` (detail: a tab). */
@customElement('desk-attention')
export class Attention extends DeskPart {
  @property() line: LinkState = 'idle';

  constructor() {
    super();
    new Ticking(this);
  }

  static override styles = [
    deskStyle,
    css`
      :host {
        display: flex;
        gap: 6px;
        align-items: center;
        overflow-x: auto;
        scrollbar-width: none;
        min-block-size: 36px;
      }
      button {
        min-block-size: 32px;
        border-radius: 999px;
      }
      .concern {
        display: inline-flex;
        flex: none;
        align-items: center;
        max-inline-size: 100%;
      }
      .concern.bad > button:first-child {
        border-color: var(--bad);
        background: color-mix(in srgb, var(--bad) 16%, var(--surface));
      }
      .concern.warn > button:first-child {
        border-color: var(--warn);
        background: color-mix(in srgb, var(--warn) 13%, var(--surface));
      }
      .bad .icon {
        color: var(--bad);
      }
      .warn .icon {
        color: var(--warn);
      }
      .calm {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        color: var(--ink-soft);
        padding-inline: 4px;
      }
      .calm .icon {
        color: var(--good);
        inline-size: 18px;
      }
    `,
  ];

  override render() {
    const { sections, room, roomState, health, connection } = summit;
    const concerns = concernsOf({ sections, room, roomState, health, connection, line: this.line, nowMs: summit.now() });
    return concerns.length === 0
      ? html`<span class="calm">${icon('check')}${text('desk-calm')}</span>`
      : concerns.map((concern) => this.concern(concern));
  }

  private concern(concern: Concern) {
    const go = () => concern.tab && this.dispatchEvent(new CustomEvent('go', { detail: concern.tab }));
    return html`<span class="concern ${concern.isBad ? 'bad' : 'warn'}">
      <button @click=${go}>${icon('alarm')}<span class="cut">${text(concern.id, concern.values)}</span></button>
      ${concern.alert
        ? html`<button class="icon-only quiet" title=${text('desk-dismiss')} aria-label=${text('desk-dismiss')}
            @click=${() => act('alert_dismiss', { alert: concern.alert ?? 0 })}>${icon('close')}</button>`
        : nothing}
    </span>`;
  }
}
