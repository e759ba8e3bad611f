// Speaking time: whose it is, how much is left; presets, and one key to start and stop.
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { keep, recall } from '../remembered.js';
import { isolate, summit } from '../summit.js';
import { Ticking } from '../ticking.js';
import { countdown, number } from '../words.js';
import { act } from './actions.js';
import { DeskPart, deskStyle } from './part.js';
import { MINUTE_MS } from './times.js';

const PRESETS_MIN = [1, 2, 3, 5, 10, 20];
const WARNING_MS = 30_000;

const chosenMinutes = (): number => Number(recall('speaking-minutes')) || 3;

/** For this person; else for the one in the main place of what is on air, else for nobody named. */
export function startClock(person?: number): void {
  const { stage, hands } = summit.sections;
  const first = stage?.seats.find((seat) => seat.id === stage.layout_seats[0]) ?? stage?.seats[0];
  const who = person ?? hands?.called?.who.id ?? first?.person;
  void act('clock_start', {
    room: summit.room,
    ...(who ? { person: who } : {}),
    length_ms: chosenMinutes() * MINUTE_MS,
    warning_ms: WARNING_MS,
  });
}

export function toggleClock(): void {
  if (summit.sections.stage?.clock) void act('clock_stop', { room: summit.room });
  else startClock();
}

@customElement('desk-clock')
export class Clock extends DeskPart {
  constructor() {
    super();
    new Ticking(this, 250);
  }

  static override styles = [
    deskStyle,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 8px 12px;
        flex-wrap: wrap;
        padding: 8px 12px;
        border-block-start: 1px solid var(--line);
      }
      .left {
        font-size: 30px;
        font-weight: 650;
        line-height: 1.1;
        min-inline-size: 4.2ch;
      }
      .left[data-state='warn'] {
        color: var(--warn);
      }
      .left[data-state='over'] {
        color: var(--bad);
      }
      .who {
        display: grid;
        min-inline-size: 0;
        flex: 1 1 6rem;
      }
      @media (max-width: 700px) {
        :host {
          display: grid;
          grid-template-columns: auto minmax(0, 1fr);
        }
        .left {
          grid-area: 1 / 1;
        }
        .who {
          grid-area: 1 / 2;
        }
        .badge {
          grid-column: 1 / -1;
        }
        button {
          justify-content: center;
        }
      }
    `,
  ];

  override render() {
    const { stage } = summit.sections;
    const clock = stage?.clock;
    return html`
      ${clock ? this.running(clock) : html`<span class="left figures soft" aria-hidden="true">${countdown(chosenMinutes() * MINUTE_MS)}</span>`}
      <span class="who">
        <span class="small soft">${text('desk-clock')}</span>
        <span class="cut">${clock ? isolate(this.nameOf(clock.person)) : text('desk-clock-idle')}</span>
      </span>
      <select aria-label=${text('desk-clock-length')} @change=${(event: Event) => this.choose(event)}>
        ${PRESETS_MIN.map((count) => html`<option value=${count} ?selected=${count === chosenMinutes()}>
          ${text('desk-minutes', { count })}</option>`)}
      </select>
      <button class=${clock ? 'bad' : ''} aria-keyshortcuts="c" @click=${toggleClock}>
        ${icon(clock ? 'stop' : 'clock')}<span>${text(clock ? 'desk-clock-stop' : 'desk-clock-start')}</span><kbd>C</kbd>
      </button>
    `;
  }

  private running(clock: { start_ms: number; length_ms: number; warning_ms: number }) {
    const left = clock.start_ms + clock.length_ms - summit.now();
    const state = left < 0 ? 'over' : left < clock.warning_ms ? 'warn' : 'good';
    return html`<span class="left figures" role="timer" data-state=${state}>${countdown(left)}</span>
      ${state === 'over' ? html`<span class="badge bad">${text('desk-clock-over')}</span>` : nothing}`;
  }

  private nameOf(person: number): string {
    const { stage, hands } = summit.sections;
    const seat = stage?.seats.find((one) => one.person === person);
    const called = hands?.called?.who.id === person ? hands.called.who : undefined;
    return seat?.who.name ?? called?.name ?? (person ? number(person) : text('desk-clock-nobody'));
  }

  private choose(event: Event): void {
    keep('speaking-minutes', (event.target as HTMLSelectElement).value);
    this.requestUpdate();
  }
}
