// The door: what this summit is, what one is invited to, the checks before one enters, and the way
// in. Whoever opened an invitation on this device before goes straight on from `/`.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { pageTop, refusalPage, shared } from './controls.js';
import type { PublicSummit } from './generated/summit.js';
import { LanguageController, currentLanguage, text } from './i18n.js';
import {
  askGuest,
  askPublic,
  forgetSecret,
  openInvitation,
  pageOf,
  secretOfLink,
  type DoorRefusal,
  type Guest,
  type Way,
} from './invitation.js';
import './now-next.js';
import './preferences.js';
import './preflight.js';
import { explain } from './refusal.js';
import { room, token, type Refusal } from './session.js';
import { nameOf } from './stage-view.js';
import { SummitController, isolate, say, sayMarked, summit } from './summit.js';
import { countryName } from './words.js';

const PUBLIC_MS = 60_000; // at least: thousands may wait at the door, and not all ask at once

@customElement('plenary-door')
export class Door extends LitElement {
  @state() private refusal?: Refusal;
  @state() private about?: PublicSummit;
  @state() private guest?: Guest;
  @state() private refused?: DoorRefusal;
  @state() private isOpening = false;

  constructor() {
    super();
    new LanguageController(this);
    new SummitController(this);
  }

  static override styles = [
    shared,
    css`
      .page {
        min-block-size: 100dvh;
        padding: var(--gap);
      }
      main {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 28px;
        inline-size: min(100%, 42rem);
        margin-inline: auto;
        padding-block: clamp(20px, 6vh, 72px) 32px;
      }
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
        gap: 16px;
      }
      h2 {
        margin: 0;
        font-size: clamp(30px, 5vw, 46px);
        font-weight: 680;
        line-height: 1.15;
        letter-spacing: var(--tight);
        overflow-wrap: anywhere;
      }
      h3 {
        margin: 0;
        font-size: 22px;
        font-weight: 640;
        line-height: 1.3;
        letter-spacing: var(--tight);
        overflow-wrap: anywhere;
      }
      p {
        margin: 0;
        color: var(--ink-soft);
        overflow-wrap: anywhere;
      }
      .dates {
        font-size: 18px;
      }
      p.who {
        color: var(--ink);
        font-size: 18px;
      }
      .card {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
        padding: 22px;
        border: 1px solid var(--line);
        border-radius: calc(var(--radius) + 6px);
        background: var(--surface);
        box-shadow: 0 24px 60px -34px var(--shadow);
      }
      .card.refused {
        border-color: var(--warn);
      }
      .ways {
        display: grid;
        gap: 8px;
        margin: 6px 0 0;
        padding: 0;
        list-style: none;
      }
      .ways li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 2px 14px;
        padding-block: 8px;
        border-block-start: 1px solid var(--line);
      }
      .ways small {
        grid-column: 1 / -1;
        color: var(--ink-soft);
        font-size: 14px;
      }
      .ways a {
        display: inline-flex;
        align-items: center;
        min-block-size: 44px;
        padding-inline: 18px;
        border: 1px solid var(--line);
        border-radius: 999px;
        background: var(--raised);
        color: var(--ink);
        text-decoration: none;
      }
      .ways a:focus-visible {
        outline: 3px solid var(--accent);
        outline-offset: 3px;
      }
      @media (min-width: 960px) {
        main.wide {
          grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr);
          gap: 36px 56px;
          inline-size: min(100%, 72rem);
        }
        .wide .all {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    if (token) {
      summit.open();
    } else {
      void this.begin();
      setInterval(() => void this.refresh(), PUBLIC_MS * (1 + Math.random()));
    }
  }

  override render() {
    if (this.refusal) return refusalPage(this.refusal, () => location.reload());
    return html`<div class="page">
      ${pageTop('Plenary')}
      <main class=${token ? '' : 'wide'}>
        ${token ? html`<section>${this.invitation()}</section>` : this.welcome()}
        <section class="all">
          <h3>${text('door-checks')}</h3>
          <p>${text('door-checks-long')}</p>
          <plenary-preflight ?line=${token !== '' || this.guest !== undefined} .room=${this.firstWay()?.slug ?? room}
            ?devices=${this.mayBeSeen()}
            @refused=${(event: CustomEvent<Refusal>) => this.takeRefusal(event.detail)}></plenary-preflight>
        </section>
      </main>
    </div>`;
  }

  protected override updated(): void {
    const name = say(this.about?.name) || 'Plenary';
    document.title = token ? text('hall-title', { room: summit.roomState?.title || room }) : name;
  }

  // ---- signing in ----

  private async begin(): Promise<void> {
    const secret = secretOfLink();
    const known = await askPublic();
    this.about = known?.summit;
    let isSignedIn = known?.signed_in ?? false;
    if (secret) {
      this.isOpening = true;
      this.refused = await openInvitation(secret, isSignedIn);
      if (this.refused?.why !== 'offline' && this.refused?.why !== 'busy') forgetSecret();
      this.isOpening = false;
      isSignedIn ||= !this.refused;
    }
    if (isSignedIn) this.guest = await askGuest();
    const way = this.firstWay();
    const goesOn = location.pathname === '/' && !secret && this.guest && way?.entry === 'open';
    if (goesOn && this.guest) location.replace(`/${pageOf(this.guest.role)}/${way.slug}`);
  }

  private async refresh(): Promise<void> {
    if (document.visibilityState === 'visible') this.about = (await askPublic())?.summit ?? this.about;
  }

  /** The room of the address, where there is one that they may know of; else the first. */
  private firstWay(): Way | undefined {
    const ways = this.guest?.ways ?? [];
    return ways.find((way) => way.slug === room) ?? ways[0];
  }

  private takeRefusal(refusal: Refusal): void {
    if (token) this.refusal = refusal;
  }

  /** Who only watches needs no camera. */
  private mayBeSeen(): boolean {
    if (token) return this.isSpeaker();
    return this.guest?.role !== 'viewer' && this.guest?.role !== 'press';
  }

  // ---- who comes with an invitation, or to look ----

  private welcome(): TemplateResult {
    return html`
      <section>
        ${this.heading()}
        ${this.refused ? this.refusedCard(this.refused) : nothing}
        ${this.guest
          ? this.guestCard(this.guest)
          : this.refused
            ? nothing
            : html`<p class="who" role="status">${text(this.isOpening ? 'door-opening' : 'door-closed-long')}</p>`}
      </section>
      <section>
        <h3>${text('door-programme')}</h3>
        <plenary-now-next .summit=${this.about}></plenary-now-next>
      </section>
    `;
  }

  private heading(): TemplateResult {
    const about = this.about;
    const starts = about?.days.map((day) => day.start_ms ?? 0) ?? [];
    const ends = about?.days.map((day) => day.end_ms ?? 0) ?? [];
    return html`
      <h2>${say(about?.name) ? sayMarked(about?.name) : text('door-closed')}</h2>
      ${starts.length > 0
        ? html`<p class="dates">${dayRange(Math.min(...starts), Math.max(...ends), about?.time_zone)}</p>`
        : nothing}
    `;
  }

  private guestCard({ person, role, location: place, ways }: Guest): TemplateResult {
    const first = this.firstWay();
    const page = pageOf(role);
    return html`<div class="card">
      <h3>${text('door-welcome')} ${isolate(person.name)}</h3>
      <p>${text(`door-role-${role}`)}${person.title ? html` · ${isolate(person.title)}` : nothing}${place
        ? html`<br />${isolate(place.name)}${place.country ? html` · ${countryName(place.country)}` : nothing}`
        : nothing}</p>
      ${first ? html`<a class="way" href=${`/${page}/${first.slug}`}>${text(`door-enter-${page}`)}</a>` : nothing}
      <ul class="ways" aria-label=${text('door-rooms')}>
        ${ways.map((way) => html`<li>
          ${sayMarked(way.name)}
          ${way.entry === 'closed'
            ? nothing
            : html`<a href=${`/hall/${way.slug}`} aria-label=${text('door-enter-room-label', { room: say(way.name) })}>
                ${text('door-enter-room')}</a>`}
          ${way.entry === 'open'
            ? nothing
            : html`<small>${text(`door-${way.entry}-room`)}
                ${way.entry === 'closed' && way.why ? explain(way.why) : nothing}</small>`}
        </li>`)}
      </ul>
    </div>`;
  }

  private refusedCard(refused: DoorRefusal): TemplateResult {
    const mayTryAgain = refused.why === 'offline' || refused.why === 'busy';
    return html`<div class="card refused" role="alert">
      <h3>${text(`door-refused-${refused.why}`)}</h3>
      <p>${text(`door-refused-${refused.why}-long`)}</p>
      ${refused.why === 'other' ? html`<p>${explain(refused) || html`<span lang="en" dir="ltr">${refused.detail}</span>`}</p>` : nothing}
      ${mayTryAgain ? html`<button @click=${() => location.reload()}>${text('try-again')}</button>` : nothing}
    </div>`;
  }

  // ---- who comes with a token ----

  private isSpeaker(): boolean {
    return summit.roomState?.you.role === 'speaker';
  }

  private invitation() {
    const you = summit.roomState?.you;
    const names = summit.roomState?.stage.map(nameOf) ?? [];
    const page = this.isSpeaker() ? 'speaker' : 'hall';
    return html`
      <h2><bdi>${summit.roomState?.title || room}</bdi></h2>
      <p class="who">${you
        ? you.name
          ? text(`door-named-${page}`, { name: you.name })
          : text(`door-${page}`)
        : text('state-connecting-long')}</p>
      ${summit.roomState
        ? html`<p>${names.length > 0 ? text('stage-shows', { names: names.join(', ') }) : text('stage-nobody')}</p>
            <a class="way" href=${`/${page}/${room}#token=${token}`}>${text(`door-enter-${page}`)}</a>`
        : nothing}
    `;
  }
}

/** "5–7 March 2027", as the host's calendar has it. */
function dayRange(from_ms: number, to_ms: number, timeZone?: string): string {
  const { locale } = currentLanguage();
  const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
  try {
    return new Intl.DateTimeFormat(locale, { ...day, timeZone }).formatRange(from_ms, to_ms);
  } catch {
    return new Intl.DateTimeFormat(locale, day).formatRange(from_ms, to_ms); // a zone that this browser does not know
  }
}
