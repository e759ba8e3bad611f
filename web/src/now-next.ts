// What runs and what comes next, in the reader's own time with the host's beside it.
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from './controls.js';
import type { PublicSummit } from './generated/summit.js';
import { LanguageController, text } from './i18n.js';
import { sayMarked } from './summit.js';
import { dayOf, timeOf, zoneName } from './words.js';

type PublicItem = PublicSummit['items'][number];

@customElement('plenary-now-next')
export class NowNext extends LitElement {
  @property({ attribute: false }) summit?: PublicSummit;

  constructor() {
    super();
    new LanguageController(this);
  }

  static override styles = [
    shared,
    css`
      ul {
        display: grid;
        gap: 10px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        gap: 2px;
        padding: 14px 18px;
        border: 1px solid var(--line);
        border-inline-start: 4px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      li.now {
        border-inline-start-color: var(--good);
      }
      .when {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 12px;
        color: var(--ink-soft);
        font-size: 14px;
        font-variant-numeric: tabular-nums;
      }
      .when strong {
        color: var(--ink);
        font-weight: 640;
      }
      .now .when strong {
        color: var(--good);
      }
      .title {
        font-size: 18px;
        font-weight: 600;
        line-height: 1.35;
        overflow-wrap: anywhere;
      }
      .where,
      .zones {
        color: var(--ink-soft);
        font-size: 14px;
      }
      p {
        margin: 0;
        color: var(--ink-soft);
      }
      .zones {
        margin-block-start: 10px;
      }
    `,
  ];

  override render() {
    const { summit } = this;
    if (!summit) return nothing;
    const isRunning = (item: PublicItem) => item.status === 'running';
    const items = [...summit.items].sort((one, other) =>
      Number(isRunning(other)) - Number(isRunning(one)) || (one.position ?? 0) - (other.position ?? 0));
    if (items.length === 0) {
      return html`<p>${text(this.isOver() ? 'door-over' : 'door-no-programme')}</p>`;
    }
    const { now_ms: now, time_zone: zone } = summit;
    const own = zoneName(now);
    const hasTwo = zone !== '' && timeOf(now, zone) !== timeOf(now);
    return html`
      <ul>
        ${items.map((item) => this.row(item, hasTwo ? zone : undefined))}
      </ul>
      <p class="zones">${hasTwo
        ? text('door-two-zones', { own, host: zoneName(now, zone) })
        : text('door-one-zone', { own })}</p>
    `;
  }

  private isOver(): boolean {
    const days = this.summit?.days ?? [];
    return days.length > 0 && days.every((day) => (day.end_ms ?? 0) < (this.summit?.now_ms ?? 0));
  }

  private row(item: PublicItem, host: string | undefined) {
    const isNow = item.status === 'running';
    const [from, to] = [item.start_ms ?? 0, item.end_ms ?? 0];
    const today = dayOf(this.summit?.now_ms ?? 0);
    const rooms = new Set(this.summit?.items.map((one) => JSON.stringify(one.room)));
    return html`<li class=${isNow ? 'now' : ''}>
      <span class="when">
        <strong>${text(isNow ? 'door-now' : 'door-next')}</strong>
        ${dayOf(from) === today ? nothing : html`<span>${dayOf(from)}</span>`}
        <time datetime=${new Date(from).toISOString()}>${timeOf(from)} – ${timeOf(to)}</time>
        ${host ? html`<span>${text('door-host-time', { time: `${timeOf(from, host)} – ${timeOf(to, host)}` })}</span>` : nothing}
      </span>
      <span class="title">${sayMarked(item.title)}</span>
      ${rooms.size > 1 ? html`<span class="where">${sayMarked(item.room)}</span>` : nothing}
    </li>`;
  }
}
