// The delegations: search, who votes for whom, and a form for each.
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Location } from '../generated/summit.js';
import { Hearing } from '../hearing.js';
import { text } from '../i18n.js';
import { isolate } from '../summit.js';
import './location-form.js';
import { DeskPart, deskStyle } from './part.js';
import { countryOf, people } from './people-index.js';
import { Rows } from './rows.js';

const ROW_PX = 54;

@customElement('desk-locations')
export class Locations extends DeskPart {
  @state() private typed = '';
  @state() private onlyProxies = false;
  @state() private found: Location[] = [];
  /** What is being written: a delegation to change, or a new one. */
  @state() private writing?: Location | 'new';
  @query('.scroll') private scroller?: HTMLElement;
  private votesFor = new Map<number, number>();
  private readonly rows = new Rows(this, '.scroll', ROW_PX, () => this.found.length, (i) => this.found[i]?.id);

  static override styles = [
    deskStyle,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        min-block-size: 0;
      }
      .search {
        display: grid;
        gap: 6px;
        padding: 8px 12px;
        border-block-end: 1px solid var(--line);
      }
      .search p {
        margin-inline-end: auto;
      }
      .list {
        position: relative;
      }
      .place {
        position: absolute;
        inset-inline: 0;
        inset-block-start: 0;
        block-size: ${ROW_PX}px;
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 8px;
        align-items: center;
        padding-inline: 12px;
        border-block-end: 1px solid var(--line);
      }
      .place > button {
        display: grid;
        align-content: center;
        text-align: start;
        justify-items: start;
        gap: 0;
        padding-inline: 4px;
        line-height: 1.3;
        min-block-size: 46px;
      }
      .place > button > * {
        max-inline-size: 100%;
      }
    `,
  ];

  constructor() {
    super();
    new Hearing(this, people, () => this.look());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.look();
  }

  /** Open the form for a new one. */
  add(): void {
    this.writing = 'new';
  }

  private look(): void {
    this.votesFor = new Map();
    for (const { proxy } of people.places) if (proxy) this.votesFor.set(proxy, (this.votesFor.get(proxy) ?? 0) + 1);
    const found = people.searchPlaces(this.typed);
    this.found = this.onlyProxies ? found.filter((place) => place.proxy || this.votesFor.has(place.id)) : found;
  }

  private lookAgain(): void {
    this.look();
    this.scroller?.scrollTo({ top: 0 });
  }

  override render() {
    return html`
      <div class="search">
        <input type="search" autocomplete="off" dir="auto" placeholder=${text('desk-places-search')} aria-label=${text('desk-places-search')}
          @input=${(event: Event) => {
            this.typed = (event.target as HTMLInputElement).value;
            this.lookAgain();
          }} />
        <div class="row">
          <p class="small soft figures" role="status">${text('desk-places-found', { count: this.found.length })}</p>
          <label class="line small"><input type="checkbox" @change=${(event: Event) => {
            this.onlyProxies = (event.target as HTMLInputElement).checked;
            this.lookAgain();
          }} />${text('desk-places-proxies')}</label>
        </div>
      </div>
      <div class="scroll" role="list" aria-label=${text('desk-places')} tabindex="0">
        <div class="list" role="presentation" .style=${`block-size: ${this.found.length * ROW_PX}px`}>
          ${repeat(this.rows.seen, (row) => row.key, (row) => this.row(this.found[row.index], row.index, row.start))}
        </div>
      </div>
      ${this.writing
        ? html`<desk-location-form .place=${this.writing === 'new' ? undefined : this.writing}
            @done=${() => (this.writing = undefined)}></desk-location-form>`
        : nothing}
    `;
  }

  private row(place: Location | undefined, i: number, start: number) {
    if (!place) return nothing;
    const proxy = place.proxy ? people.place(place.proxy) : undefined;
    const givers = this.votesFor.get(place.id);
    return html`<div class="place" role="listitem" aria-setsize=${this.found.length} aria-posinset=${i + 1}
      .style=${`transform: translateY(${start}px)`}>
      <button class="quiet" aria-haspopup="dialog" @click=${() => (this.writing = place)}>
        <strong class="cut">${isolate(place.name)}</strong>
        <span class="soft small cut">${countryOf(place)}${proxy
          ? html` · ${text('desk-place-proxy', { name: proxy.name ?? '' })}`
          : nothing}</span>
      </button>
      <span class="row">
        ${givers ? html`<span class="badge good">${text('desk-place-votes-for', { count: givers })}</span>` : nothing}
        <span class="badge">${place.weight ? text('desk-place-weight', { count: place.weight }) : text('desk-place-observer')}</span>
      </span>
    </div>`;
  }
}
