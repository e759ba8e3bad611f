// The desk: where director and moderators run a room. The run of show, the stage and one more
// panel side by side; on a small screen one of them at a time.
import { LitElement, css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { refusalPage } from './controls.js';
import './desk/attention-strip.js';
import './desk/chat.js';
import './desk/clock.js';
import { notices } from './desk/actions.js';
import type { Tab } from './desk/attention.js';
import './desk/hands.js';
import './desk/help.js';
import './desk/lobby.js';
import './desk/monitors.js';
import './desk/motions.js';
import { deskStyle } from './desk/part.js';
import './desk/people.js';
import type { People } from './desk/people.js';
import './desk/questions.js';
import { newQuestions } from './desk/questions.js';
import './desk/rooms.js';
import './desk/run-of-show.js';
import './desk/seats.js';
import { pressKey } from './desk/shortcuts.js';
import { mediaOf, type StageSeat } from './desk/stage-plan.js';
import { clockOf, zoneName } from './desk/times.js';
import { LanguageController, text } from './i18n.js';
import { icon, type IconName } from './icons.js';
import { plays } from './plays.js';
import './preferences.js';
import { Refusal, room } from './session.js';
import { SummitController, blockedRefusal, say, summit } from './summit.js';
import { tabList, tabsStyle } from './tabs.js';
import { Ticking } from './ticking.js';
import { Viewer } from './whep.js';

const viewer = new Viewer();
/** The green room's pictures: watched while somebody is there. */
const green = new Viewer({ query: '?green' });
viewer.start();
summit.open();

const NOTICE_MS = 7000;

const TABS: readonly [Tab, IconName][] = [
  ['show', 'list'], ['stage', 'monitor'], ['hands', 'hand'], ['questions', 'question'],
  ['chat', 'chat'], ['motions', 'ballot'], ['lobby', 'door'], ['people', 'people'],
];
/** What stands beside the tabs, by the width of the page. */
const FIXED = { wide: ['show', 'stage'], middle: ['stage'], narrow: [] } as Record<string, Tab[]>;
const wide = matchMedia('(min-width: 1180px)');
const middle = matchMedia('(min-width: 760px)');

@customElement('plenary-desk')
export class Desk extends LitElement {
  @state() private tab: Tab = 'hands';
  @state() private isHelpOpen = false;
  @state() private areRoomsOpen = false;
  @state() private isMuted = true;
  @state() private notice = '';
  @query('desk-people') private people?: People;
  private noticeTimer = 0;

  static override styles = [
    deskStyle,
    tabsStyle,
    css`
      .desk {
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr);
        grid-template-columns: minmax(0, 1fr);
        block-size: 100dvh;
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px 16px;
        padding: 7px 12px;
        border-block-end: 1px solid var(--line);
        background: var(--surface);
      }
      header h1 {
        margin: 0;
        min-inline-size: 0;
        font-size: 16px;
        font-weight: 650;
        line-height: 1.45;
      }
      header .rooms {
        margin-inline-end: -8px;
      }
      header .rooms .icon {
        color: var(--accent);
        inline-size: 26px;
        block-size: 26px;
      }
      header h1 span span {
        display: block;
        font-size: 12px;
        font-weight: 450;
      }
      .time {
        display: grid;
        margin-inline-start: auto;
        min-inline-size: 0;
        font-size: 18px;
        font-weight: 620;
        line-height: 1.25;
        text-align: end;
        white-space: nowrap;
      }
      .time small {
        font-size: 12px;
        font-weight: 450;
      }
      desk-attention {
        padding: 5px 12px;
        border-block-end: 1px solid var(--line);
      }
      .areas {
        display: grid;
        gap: 10px;
        padding: 10px;
        min-block-size: 0;
        grid-template-columns: minmax(0, 1fr);
      }
      .areas[data-width='wide'] {
        grid-template-columns: minmax(284px, 20fr) minmax(0, 56fr) minmax(336px, 24fr);
      }
      .areas[data-width='middle'] {
        grid-template-columns: minmax(0, 3fr) minmax(320px, 2fr);
      }
      .area {
        display: grid;
        grid-template-rows: minmax(0, 1fr);
        min-block-size: 0;
        min-inline-size: 0;
        border: 1px solid var(--line);
        border-radius: 12px;
        overflow: hidden;
        background: var(--surface);
      }
      .area.tabbed {
        grid-template-rows: auto minmax(0, 1fr);
      }
      .stage {
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr);
        min-block-size: 0;
        block-size: 100%;
      }
      .panel {
        min-block-size: 0;
        block-size: 100%;
        overflow: hidden;
      }
      .notice {
        position: fixed;
        inset-block-end: 16px;
        inset-inline: 0;
        margin-inline: auto;
        inline-size: fit-content;
        max-inline-size: min(92vw, 40rem);
        padding: 10px 16px;
        border-radius: 12px;
        border: 1px solid var(--bad);
        background: var(--raised);
        box-shadow: 0 14px 40px -12px var(--shadow);
        z-index: 5;
      }
      @media (max-width: 759px) {
        header {
          gap: 6px;
          padding: 6px 8px;
        }
        .viewers,
        header .state,
        header plenary-preferences {
          display: none;
        }
        .time {
          font-size: 15px;
        }
        .areas {
          padding: 0;
        }
        .area {
          border-inline: 0;
          border-radius: 0;
          border-block: 0;
        }
        .area.tabbed {
          grid-template-rows: minmax(0, 1fr) auto;
        }
        .tabs {
          grid-row: 2;
          border-block-end: 0;
          border-block-start: 1px solid var(--line);
          padding-block-end: env(safe-area-inset-bottom);
        }
        .tabs button {
          border-block-width: 3px 0;
        }
        .panel {
          grid-row: 1;
        }
        .stage {
          overflow-y: auto;
          grid-template-rows: auto;
          align-content: start;
        }
        .notice {
          inset-block-end: 66px;
        }
      }
    `,
  ];

  constructor() {
    super();
    new LanguageController(this);
    new SummitController(this);
    new Ticking(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const query of [wide, middle]) query.addEventListener('change', () => this.requestUpdate());
    for (const link of [viewer, green]) link.addEventListener('change', () => this.requestUpdate());
    summit.addEventListener('change', () => this.watchGreenRoom());
    summit.addEventListener('back', () => void viewer.verify());
    notices.addEventListener('notice', (event) => this.show((event as CustomEvent).detail));
    addEventListener('keydown', (event) => pressKey(event, {
      search: () => this.go('people', () => this.people?.focus()),
      help: () => (this.isHelpOpen = true),
    }));
  }

  private get width(): 'wide' | 'middle' | 'narrow' {
    return wide.matches ? 'wide' : middle.matches ? 'middle' : 'narrow';
  }

  private show(notice: string): void {
    this.notice = notice;
    clearTimeout(this.noticeTimer);
    this.noticeTimer = setTimeout(() => (this.notice = ''), NOTICE_MS);
  }

  private go(tab: Tab, then?: () => void): void {
    if (!FIXED[this.width]?.includes(tab)) this.tab = tab;
    if (then) void this.updateComplete.then(then);
  }

  override render() {
    const refusal = summit.refusal ?? blockedRefusal();
    if (refusal) return refusalPage(refusal, () => location.reload());
    if (summit.connection !== 'connecting' && summit.role && summit.role !== 'director' && summit.role !== 'moderator') {
      return refusalPage(new Refusal('desk'));
    }
    const { width } = this;
    const fixed = FIXED[width] ?? [];
    return html`<div class="desk">
      ${this.head()}
      <desk-attention role="region" aria-label=${text('desk-attention')} .line=${viewer.state}
        @go=${(event: CustomEvent<Tab>) => this.go(event.detail)}></desk-attention>
      <main class="areas" data-width=${width}>
        ${fixed.map((tab) => html`<section class="area" aria-label=${text(`desk-tab-${tab}`)}>${this.panel(tab)}</section>`)}
        ${this.tabbed(TABS.filter(([tab]) => !fixed.includes(tab)))}
      </main>
      <audio autoplay ${plays(viewer.sound)} .muted=${this.isMuted}></audio>
      <div role="alert">${this.notice
        ? html`<p class="notice">${this.notice}</p>`
        : nothing}</div>
      ${this.areRoomsOpen ? html`<desk-rooms @done=${() => (this.areRoomsOpen = false)}></desk-rooms>` : nothing}
      ${this.isHelpOpen ? html`<desk-help @done=${() => (this.isHelpOpen = false)}></desk-help>` : nothing}
    </div>`;
  }

  protected override updated(): void {
    document.title = text('desk-title', { room: this.roomName() });
  }

  private roomName(): string {
    return say(summit.sections.room?.name) || summit.roomState?.title || room;
  }

  private head() {
    const state = summit.connection === 'lost' ? 'reconnecting' : summit.connection;
    return html`<header>
      <button class="icon-only quiet rooms" aria-haspopup="dialog" title=${text('desk-rooms')} aria-label=${text('desk-rooms')}
        @click=${() => (this.areRoomsOpen = true)}>${icon('hemicycle')}</button>
      <h1><span class="cut"><bdi>${this.roomName()}</bdi>
        <span class="soft cut">${say(summit.sections.summit?.name)}</span></span></h1>
      <time class="time figures">${clockOf(summit.now())}<small class="soft cut">${zoneName(summit.now())}</small></time>
      ${summit.roomState
        ? html`<span class="viewers soft">${text('viewers', { count: summit.roomState.viewers })}</span>`
        : nothing}
      <span role="status"><span class="state" data-state=${state}>${text(`state-${state}`)}</span></span>
      <button class="icon-only" aria-pressed=${!this.isMuted} title=${text('desk-listen')} aria-label=${text('desk-listen')}
        @click=${() => (this.isMuted = !this.isMuted)}>${icon(this.isMuted ? 'silence' : 'sound')}</button>
      <button class="icon-only" aria-haspopup="dialog" aria-keyshortcuts="?" title=${text('desk-keys')} aria-label=${text('desk-keys')}
        @click=${() => (this.isHelpOpen = true)}>?</button>
      <plenary-preferences dense></plenary-preferences>
    </header>`;
  }

  // ---- panels ----

  private tabbed(tabs: [Tab, IconName][]) {
    const open = tabs.find(([tab]) => tab === this.tab)?.[0] ?? 'hands';
    return html`<section class="area tabbed">
      ${tabList(text('hall-tabs'), tabs.map(([name, sign]) => ({ name, sign, word: text(`desk-tab-${name}`), count: this.countOf(name) })),
        open, (tab) => (this.tab = tab))}
      <div class="panel" id="panel" role="tabpanel" aria-labelledby=${`tab-${open}`}>${this.panel(open)}</div>
    </section>`;
  }

  /** How many wait there. */
  private countOf(tab: Tab): number {
    const { sections } = summit;
    if (tab === 'hands') return sections.hands?.count ?? 0;
    if (tab === 'questions') return newQuestions();
    if (tab === 'lobby') return sections.lobby?.waiting ?? 0;
    if (tab === 'motions') return sections.motions?.filter((motion) => motion.status === 'open').length ?? 0;
    return 0;
  }

  private panel(tab: Tab) {
    switch (tab) {
      case 'show':
        return html`<desk-run-of-show></desk-run-of-show>`;
      case 'stage':
        return this.stage();
      case 'hands':
        return html`<desk-hands></desk-hands>`;
      case 'questions':
        return html`<desk-questions></desk-questions>`;
      case 'chat':
        return html`<desk-chat></desk-chat>`;
      case 'motions':
        return html`<desk-motions></desk-motions>`;
      case 'lobby':
        return html`<desk-lobby></desk-lobby>`;
      case 'people':
        return html`<desk-people></desk-people>`;
    }
  }

  private stage() {
    const pictures = this.pictures();
    return html`<div class="stage">
      <desk-monitors .pictures=${pictures}></desk-monitors>
      <desk-clock></desk-clock>
      <desk-seats class="scroll" .pictures=${pictures}></desk-seats>
    </div>`;
  }

  private watchGreenRoom(): void {
    const isWanted = (summit.roomState?.green.length ?? 0) > 0;
    if (isWanted && green.state === 'idle') green.start();
    if (!isWanted && green.state !== 'idle') green.stop();
  }

  /** The live picture of each seat that has one: it comes in a slot of the stage or the green room. */
  private pictures(): Map<number, MediaStream> {
    const pictures = new Map<number, MediaStream>();
    const add = (seats: StageSeat[] | undefined, from: Viewer) => {
      for (const seat of seats ?? []) {
        const media = mediaOf(seat, summit.roomState);
        const stream = media?.video && media.slot ? from.videos.get(media.slot) : undefined;
        if (stream) pictures.set(seat.id, stream);
      }
    };
    add(summit.sections.stage?.seats, viewer);
    add(summit.sections.green_room?.seats, green);
    return pictures;
  }
}
