// The programme: its days, what is on now and what comes next, in the visitor's own time and,
// where that is another one, in the host's.
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Day, Item, Who } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { isolate, say, sayMarked, summit } from '../summit.js';
import { Ticking } from '../ticking.js';
import { dayOf, timeOf, zoneName } from '../words.js';
import { Panel, panelStyle } from './panel.js';

export type ProgrammeItem = Item & { who: Who[] };

const MINUTE_MS = 60_000;

/** What runs in this room, and what comes after it. */
export function nowAndNext(): { now?: ProgrammeItem; next?: ProgrammeItem } {
  const items = summit.sections.programme?.items.filter((item) => item.room === summit.room) ?? [];
  const at = items.findIndex((item) => item.id === summit.sections.room?.item);
  const next = items.slice(at + 1).find((item) => (item.status ?? 'planned') === 'planned');
  return { now: items[at], next };
}

/** By how much the room runs late, in whole minutes; less than one is none. */
export function lateMinutes(): number {
  return Math.max(0, Math.floor((summit.sections.room?.late_ms ?? 0) / MINUTE_MS));
}

/** Titles of days are the summit's; one without is called by its date. */
const dayTitle = (day: Day) => say(day.title) || dayOf(day.start_ms ?? 0);

@customElement('hall-programme')
export class ProgrammePanel extends Panel {
  @state() private chosenDay?: number;

  constructor() {
    super();
    new Ticking(this, 20_000);
  }

  static override styles = [
    panelStyle,
    css`
      .item {
        grid-template-columns: auto minmax(0, 1fr);
        column-gap: 14px;
      }
      .when {
        display: grid;
        align-content: start;
        min-inline-size: 3.2em;
        font-variant-numeric: tabular-nums;
        font-weight: 620;
      }
      .when small {
        font-weight: 400;
        white-space: nowrap;
      }
      .what {
        display: grid;
        gap: 4px;
        min-inline-size: 0;
      }
      .title {
        font-weight: 620;
        line-height: 1.35;
      }
      .item[data-kind='break'] .title {
        font-weight: 450;
        color: var(--ink-soft);
      }
      .item[data-status='finished'] :is(.title, .when) {
        color: var(--ink-soft);
        font-weight: 500;
      }
      .item[data-status='running'] {
        margin-inline: -10px;
        padding-inline: 10px;
        border: 1px solid var(--accent);
        border-radius: var(--radius);
        background: color-mix(in srgb, var(--accent) 9%, transparent);
      }
      .item[data-status='running'] + .item {
        border-color: transparent;
      }
      .about {
        color: var(--ink-soft);
        font-size: 14px;
        white-space: pre-line;
      }
    `,
  ];

  override render() {
    const { programme, summit: whole } = summit.sections;
    if (!programme || programme.items.length === 0) {
      return html`<div class="empty">${icon('calendar')}<p>${text('hall-programme-empty')}</p></div>`;
    }
    const late = lateMinutes();
    const day = this.shownDay(programme.days);
    const items = programme.items.filter((item) => !day || item.day === day.id);
    const nextId = nowAndNext().next?.id;
    return html`<div class="stack">
      ${late > 0 ? html`<p class="note warn" role="status">${text('hall-late', { count: late })}</p>` : nothing}
      ${programme.days.length > 1
        ? html`<div class="segments" role="group" aria-label=${text('hall-days')}>
            ${programme.days.map((one) => html`<button aria-pressed=${one.id === day?.id}
              @click=${() => (this.chosenDay = one.id)}>${dayTitle(one)}</button>`)}
          </div>`
        : nothing}
      <p class="soft">${day ? html`${dayOf(day.start_ms ?? 0)} · ` : nothing}${this.zones(whole?.time_zone)}</p>
      <ol class="rows">${items.map((item) => this.item(item, item.id === nextId, whole?.time_zone))}</ol>
    </div>`;
  }

  /** The chosen one; else the one that has begun last; before the summit, its first. */
  private shownDay(days: Day[]): Day | undefined {
    const running = summit.sections.programme?.items.find((item) => item.id === summit.sections.room?.item);
    const begun = days.filter((day) => (day.start_ms ?? 0) <= summit.now());
    return days.find((day) => day.id === (this.chosenDay ?? running?.day)) ?? begun.at(-1) ?? days[0];
  }

  private zones(host?: string) {
    const now = summit.now();
    const own = zoneName(now);
    return host && timeOf(now, host) !== timeOf(now)
      ? text('hall-zones', { own, host: zoneName(now, host) })
      : text('hall-zone', { own });
  }

  private item(item: ProgrammeItem, isNext: boolean, host?: string) {
    const status = item.status ?? 'planned';
    const start = item.actual_start_ms || item.start_ms || 0;
    const isElsewhere = item.room !== summit.room;
    const where = summit.sections.summit?.rooms.find((one) => one.id === item.room);
    const hostTime = host ? timeOf(start, host) : '';
    return html`<li class="item" data-status=${status} data-kind=${item.kind ?? 'speech'}
      aria-current=${status === 'running' ? 'true' : nothing}>
      <span class="when"><time datetime=${new Date(start).toISOString()}>${timeOf(start)}</time>
        ${hostTime && hostTime !== timeOf(start) ? html`<small>${hostTime}</small>` : nothing}</span>
      <span class="what">
        <span class="title">${sayMarked(item.title)}</span>
        ${item.who.length > 0
          ? html`<small>${item.who.map((who, i) => html`${i > 0 ? ' · ' : ''}${isolate(who.name)}`)}</small>`
          : nothing}
        ${status === 'running' && item.about ? html`<span class="about">${sayMarked(item.about)}</span>` : nothing}
        <span class="row">
          ${status === 'running' ? html`<span class="chip accent">${text('hall-now')}</span>` : nothing}
          ${isNext ? html`<span class="chip">${text('hall-next')}</span>` : nothing}
          ${status === 'finished' ? html`<span class="chip">${text('hall-over')}</span>` : nothing}
          ${isElsewhere && where ? html`<a class="chip" href=${`/hall/${where.slug ?? ''}`}>${sayMarked(where.name)}</a>` : nothing}
        </span>
      </span>
    </li>`;
  }
}
