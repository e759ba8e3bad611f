// The run of show: the day's items in order, the running one marked, planned and actual times,
// how late; the next one by one key; another order by mouse, finger or keyboard.
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Day } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon, type IconName } from '../icons.js';
import { isolate, say, sayMarked, summit } from '../summit.js';
import { Ticking } from '../ticking.js';
import { countdown } from '../words.js';
import { act } from './actions.js';
import './day-form.js';
import './item-form.js';
import type { Blank } from './item-form.js';
import { DeskPart, deskStyle } from './part.js';
import { dayNow, dueMs, entriesOf, isPlanned, lateMs, nextOf, runningOf, type Entry } from './programme.js';
import { Sorting } from './sorting.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, dayOf, minutes, timeOf } from './times.js';

/** Finish what runs and start what comes next. */
export function startNext(): void {
  const entries = entriesOf(summit.sections.programme, summit.room);
  const next = nextOf(entries);
  const running = runningOf(entries);
  if (next) void act('item_start', { item: next.id });
  else if (running) void act('item_finish', { item: running.id });
}

@customElement('desk-run-of-show')
export class RunOfShow extends DeskPart {
  @state() private chosenDay?: number;
  /** What is being written: an item or a day to change, or what a new one begins with. */
  @state() private writing?: { item: Entry } | { blankItem: Blank } | { day: Day } | { blankDay: { startMs: number; endMs: number } };
  private readonly sorting = new Sorting(this, 'ol', (from, to) => this.move(from, to));

  constructor() {
    super();
    new Ticking(this);
  }

  static override styles = [
    deskStyle,
    css`
      :host {
        display: grid;
        grid-template-rows: auto auto 1fr;
        block-size: 100%;
      }
      .days {
        display: flex;
        gap: 4px;
        flex: 1 1 100%;
        min-inline-size: 0;
      }
      .days select {
        flex: 1 1 auto;
        min-inline-size: 0;
      }
      .next {
        padding: 10px 12px;
        border-block-end: 1px solid var(--line);
      }
      .next button {
        inline-size: 100%;
        min-block-size: 52px;
        justify-content: center;
      }
      .next .what {
        display: grid;
        text-align: start;
        line-height: 1.25;
      }
      .next .what span {
        font-size: 12px;
        font-weight: 500;
      }
      .next kbd {
        margin-inline-start: auto;
      }
      li {
        position: relative;
        display: grid;
        grid-template-columns: auto 46px minmax(0, 1fr);
        gap: 2px 8px;
        align-items: start;
        padding-block: 8px 5px;
        padding-inline: 4px 8px;
        border-block-end: 1px solid var(--line);
        background: var(--surface);
      }
      li[data-status='running'] {
        background: color-mix(in srgb, var(--bad) 9%, var(--surface));
        box-shadow: inset 4px 0 0 var(--bad);
      }
      :host(:dir(rtl)) li[data-status='running'] {
        box-shadow: inset -4px 0 0 var(--bad);
      }
      li[data-status='finished'] .title {
        color: var(--ink-soft);
      }
      li[data-next] {
        box-shadow: inset 4px 0 0 var(--good);
      }
      :host(:dir(rtl)) li[data-next] {
        box-shadow: inset -4px 0 0 var(--good);
      }
      .grip {
        cursor: grab;
        color: var(--ink-soft);
        padding-block: 2px;
        touch-action: none;
      }
      .grip .icon {
        inline-size: 16px;
      }
      time {
        display: block;
      }
      .actual {
        color: var(--ink-soft);
        font-size: 12px;
      }
      .title {
        font-weight: 560;
      }
      .tools {
        display: flex;
        gap: 2px;
        margin-inline-start: auto;
      }
      @media (hover: hover) {
        li:not(:hover, :focus-within, [data-status='running'], [data-next]) .tools {
          opacity: 0;
        }
      }
      .tools button {
        min-block-size: 28px;
        inline-size: 28px;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: center;
        font-size: 13px;
        color: var(--ink-soft);
      }
      @media (pointer: coarse), (max-width: 700px) {
        .tools button {
          min-block-size: 40px;
          inline-size: 36px;
        }
      }
    `,
  ];

  protected override shouldUpdate(): boolean {
    return !this.sorting.isDragging;
  }

  private get day(): number {
    const { programme } = summit.sections;
    const days = programme?.days ?? [];
    if (days.some((day) => day.id === this.chosenDay)) return this.chosenDay ?? 0;
    return dayNow(days, entriesOf(programme, summit.room), summit.now());
  }

  private get entries(): Entry[] {
    const day = this.day;
    return entriesOf(summit.sections.programme, summit.room).filter((item) => (item.day ?? 0) === day);
  }

  override render() {
    const all = entriesOf(summit.sections.programme, summit.room);
    const next = nextOf(all);
    const entries = this.entries;
    return html`
      ${this.head()}
      <div class="next">${this.nextButton(next, runningOf(all))}</div>
      <ol class="scroll" aria-label=${text('desk-show')}>
        ${repeat(entries, (item) => item.id, (item, i) => this.entry(item, i, entries.length, item === next))}
        ${entries.length === 0 ? html`<li class="none">${text('desk-show-empty')}</li>` : nothing}
      </ol>
      ${this.form()}
    `;
  }

  private form() {
    const { writing } = this;
    const done = () => this.close();
    if (!writing) return nothing;
    if ('item' in writing) return html`<desk-item-form .item=${writing.item} @done=${done}></desk-item-form>`;
    if ('blankItem' in writing) return html`<desk-item-form .blank=${writing.blankItem} @done=${done}></desk-item-form>`;
    return 'day' in writing
      ? html`<desk-day-form .day=${writing.day} @done=${done}></desk-day-form>`
      : html`<desk-day-form .blank=${writing.blankDay} @done=${done}></desk-day-form>`;
  }

  /** The focus is back where the form was opened, unless that is gone with what was removed. */
  private close(): void {
    this.writing = undefined;
    void this.updateComplete.then(() => {
      if (!this.shadowRoot?.activeElement && document.activeElement === document.body) {
        this.renderRoot.querySelector<HTMLElement>('.add')?.focus();
      }
    });
  }

  /** A new item follows the last one of the day. */
  private addItem(): void {
    const day = summit.sections.programme?.days.find((one) => one.id === this.day);
    const startMs = this.entries.at(-1)?.end_ms ?? day?.start_ms ?? Math.ceil(summit.now() / HOUR_MS) * HOUR_MS;
    this.writing = { blankItem: { day: day?.id ?? 0, startMs } };
  }

  /** A new day is as long as the last one, and comes after it. */
  private addDay(): void {
    const last = [...(summit.sections.programme?.days ?? [])].sort((a, b) => (a.start_ms ?? 0) - (b.start_ms ?? 0)).at(-1);
    const now = Math.ceil(summit.now() / HOUR_MS) * HOUR_MS;
    const startMs = last ? (last.start_ms ?? 0) + DAY_MS : now;
    this.writing = { blankDay: { startMs, endMs: last ? (last.end_ms ?? 0) + DAY_MS : now + 8 * HOUR_MS } };
  }

  private head() {
    const days = summit.sections.programme?.days ?? [];
    const late = minutes(summit.sections.room?.late_ms ?? 0);
    const shown = days.find((day) => day.id === this.day);
    const tool = (words: string, sign: IconName, press: () => void, more = '') => html`<button class="icon-only ${more}"
      aria-haspopup="dialog" title=${words} aria-label=${words} @click=${press}>${icon(sign)}</button>`;
    return html`<div class="bar">
      <h2>${text('desk-show')}</h2>
      ${late > 0
        ? html`<span class="badge warn">${text('desk-late', { count: late })}</span>`
        : html`<span class="badge good">${text('desk-on-time')}</span>`}
      <span class="spread">${tool(text('desk-item-new'), 'plus', () => this.addItem(), 'add')}</span>
      <div class="days">
        ${days.length > 0
          ? html`<select aria-label=${text('desk-day')}
              @change=${(event: Event) => (this.chosenDay = Number((event.target as HTMLSelectElement).value))}>
              ${days.map((day) => html`<option value=${day.id} ?selected=${day.id === this.day}>
                ${say(day.title) || dayOf(day.start_ms ?? 0)}</option>`)}
            </select>`
          : nothing}
        ${shown ? tool(text('desk-day-edit'), 'pen', () => (this.writing = { day: shown }), 'quiet') : nothing}
        ${tool(text('desk-day-new'), 'calendar', () => this.addDay(), 'quiet')}
      </div>
    </div>`;
  }

  private nextButton(next: Entry | undefined, running: Entry | undefined) {
    const what = next ?? running;
    return html`<button class="primary" ?disabled=${!what} aria-keyshortcuts="n" @click=${startNext}>
      ${icon('next')}
      <span class="what">
        <strong>${text(next || !running ? 'desk-next' : 'desk-finish-last')}</strong>
        ${what ? html`<span class="cut">${sayMarked(what.title)}</span>` : nothing}
      </span>
      <kbd>N</kbd>
    </button>`;
  }

  private entry(item: Entry, i: number, count: number, isNext: boolean) {
    const status = item.status ?? 'planned';
    return html`<li class="sortable" data-item=${item.id} data-status=${status} ?data-next=${isNext}>
      <span class="grip" title=${text('desk-drag')}>${icon('grip')}</span>
      <span class="figures">
        <time>${timeOf(item.start_ms)}</time>
        ${item.actual_start_ms ? html`<time class="actual" title=${text('desk-began')}>${timeOf(item.actual_start_ms)}</time>` : nothing}
      </span>
      <div>
        <div class="title wrap">${sayMarked(item.title)}</div>
        <div class="facts">
          <span>${text(`desk-kind-${item.kind ?? 'speech'}`)}</span>
          ${item.who.length > 0 ? html`<span>${item.who.map((who, n) => html`${n > 0 ? ' · ' : ''}${isolate(who.name)}`)}</span>` : nothing}
          ${this.timing(item, status)}
          <div class="tools">
        ${status === 'running'
          ? html`<button class="icon-only" title=${text('desk-item-finish')} aria-label=${text('desk-item-finish')}
              @click=${() => act('item_finish', { item: item.id })}>${icon('stop')}</button>`
          : html`<button class="icon-only quiet" title=${text('desk-item-start')} aria-label=${text('desk-item-start')}
              @click=${() => act('item_start', { item: item.id })}>${icon('play')}</button>`}
        <button class="icon-only quiet" ?disabled=${i === 0} title=${text('desk-earlier')} aria-label=${text('desk-earlier')}
          @click=${() => this.move(i, i - 1)}>${icon('earlier')}</button>
        <button class="icon-only quiet" ?disabled=${i === count - 1} title=${text('desk-later')} aria-label=${text('desk-later')}
          @click=${() => this.move(i, i + 1)}>${icon('later')}</button>
        <button class="icon-only quiet" aria-haspopup="dialog" title=${text('desk-edit')} aria-label=${text('desk-edit')}
          @click=${() => (this.writing = { item })}>${icon('pen')}</button>
          </div>
        </div>
      </div>
    </li>`;
  }

  private timing(item: Entry, status: string) {
    const late = lateMs(item, summit.sections.room?.late_ms ?? 0);
    if (status === 'running') {
      const left = dueMs(item) - summit.now();
      return html`<span class="badge ${left < 0 ? 'bad' : 'good'} figures">
        ${left < 0 ? text('desk-over', { count: minutes(left) }) : text('desk-left', { time: countdown(left) })}</span>`;
    }
    if (status === 'finished') return html`<span class="badge">${text('desk-finished', { time: timeOf(item.actual_end_ms) })}</span>`;
    return isPlanned(item) && late >= MINUTE_MS
      ? html`<span class="figures">${text('desk-expected', { time: timeOf((item.start_ms ?? 0) + late) })}</span>`
      : nothing;
  }

  private move(from: number, to: number): void {
    const { entries } = this;
    const item = entries[from];
    if (!item || to < 0 || to >= entries.length) return;
    const rest = entries.filter((one) => one !== item);
    const before = rest[to]?.id ?? this.firstAfter(entries);
    void act('item_move', before ? { item: item.id, before } : { item: item.id });
  }

  /** What follows this day's items in the order of the whole programme. */
  private firstAfter(entries: Entry[]): number | undefined {
    const all = summit.sections.programme?.items ?? [];
    const last = all.findIndex((item) => item.id === entries.at(-1)?.id);
    return all[last + 1]?.id;
  }
}
