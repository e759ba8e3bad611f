// Who is here: the delegations by country, thirty thousand of them as quick as thirty.
import { Virtualizer, elementScroll, observeElementOffset, observeElementRect } from '@tanstack/virtual-core';
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { readable } from '../clean.js';
import type { Location } from '../generated/summit.js';
import { currentLanguage, text } from '../i18n.js';
import { isolate, summit } from '../summit.js';
import { countryName, number } from '../words.js';
import { readLocations } from './locations.js';
import { Panel, panelStyle } from './panel.js';

const ROW_PX = 52;
const OVERSCAN = 8;

type Row = { key: string; country: string; count: number } | { key: string; location: Location };

@customElement('hall-people')
export class PeoplePanel extends Panel {
  @state() private locations: Location[] = [];
  @state() private isLoading = true;
  @state() private hasFailed = false;
  @state() private wanted = '';
  @query('.list') private list?: HTMLElement;
  private rows: Row[] = [];
  private made = '';
  private virtualizer?: Virtualizer<HTMLElement, HTMLElement>;
  private unmount?: () => void;

  static override styles = [
    panelStyle,
    css`
      :host {
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr);
        gap: 12px;
        block-size: 100%;
        min-block-size: 0;
      }
      .figures {
        display: flex;
        gap: 8px 22px;
        flex-wrap: wrap;
      }
      .figures p {
        flex-basis: 100%;
      }
      .figures div {
        display: grid;
      }
      .figures strong {
        font-size: 24px;
        font-weight: 680;
        line-height: 1.15;
        font-variant-numeric: tabular-nums;
      }
      @media (max-width: 640px) {
        .figures {
          justify-content: space-between;
          gap: 8px;
        }
        .figures strong {
          font-size: 20px;
        }
      }
      .list {
        overflow-y: auto;
        overscroll-behavior: contain;
        min-block-size: 0;
        contain: strict;
        block-size: 100%;
      }
      .inner {
        position: relative;
      }
      .at {
        position: absolute;
        inset-inline: 0;
        inset-block-start: 0;
        block-size: 52px;
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        border-block-end: 1px solid var(--line);
      }
      .at span:first-child {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .country {
        font-weight: 660;
      }
      .place {
        padding-inline-start: 16px;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unmount?.();
    this.unmount = undefined;
    this.virtualizer = undefined;
  }

  override render() {
    this.sort();
    const heads = this.locations.reduce((sum, location) => sum + (location.head_count ?? 0), 0);
    const countries = new Set(this.locations.map((location) => location.country)).size;
    const figure = (value: number, id: string) => html`<div><strong>${number(value)}</strong>
      <small>${text(id, { count: value })}</small></div>`;
    const virtualizer = this.virtualizer;
    return html`
      <div class="figures">
        ${figure(summit.roomState?.viewers ?? 0, 'hall-people-watching')}
        ${figure(this.locations.length, 'hall-people-locations')}
        ${figure(countries, 'hall-people-countries')}
        ${figure(heads, 'hall-people-heads')}
        ${summit.presence
          ? html`<p class="soft">${text('hall-people-present', { count: summit.presence.locations })}</p>`
          : nothing}
      </div>
      <input type="search" aria-label=${text('hall-people-search')} placeholder=${text('hall-people-search')}
        .value=${this.wanted} @input=${this.search} />
      <div class="list" tabindex="0" role="group" aria-label=${text('hall-people-list', { count: this.rows.length })}>
        ${this.hasFailed ? html`<p class="refused" role="alert">${text('said-offline')}</p>` : nothing}
        ${this.rows.length === 0 && !this.isLoading ? html`<p class="empty">${text('hall-people-none')}</p>` : nothing}
        <div class="inner" role="list" .style=${`block-size: ${this.rows.length * ROW_PX}px`}>
          ${virtualizer
            ? repeat(virtualizer.getVirtualItems(), (item) => this.rows[item.index]?.key, (item) => this.row(item.index, item.start))
            : nothing}
        </div>
      </div>
    `;
  }

  protected override updated(): void {
    const list = this.list;
    if (!list) return;
    if (!this.virtualizer) {
      this.virtualizer = new Virtualizer<HTMLElement, HTMLElement>(this.options(list));
      this.unmount = this.virtualizer._didMount();
      this.requestUpdate();
    } else if (this.virtualizer.options.count !== this.rows.length) {
      this.virtualizer.setOptions(this.options(list));
      this.requestUpdate();
    }
    this.virtualizer._willUpdate();
  }

  private options(list: HTMLElement) {
    return {
      count: this.rows.length,
      getScrollElement: () => list,
      estimateSize: () => ROW_PX,
      overscan: OVERSCAN,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: () => this.requestUpdate(),
    };
  }

  private row(index: number, start: number) {
    const row = this.rows[index];
    if (!row) return nothing;
    const style = `transform: translateY(${start}px)`;
    return 'country' in row
      ? html`<div class="at country" role="listitem" aria-posinset=${index + 1} aria-setsize=${this.rows.length} .style=${style}>
          <span>${row.country}</span><small>${number(row.count)}</small></div>`
      : html`<div class="at place" role="listitem" aria-posinset=${index + 1} aria-setsize=${this.rows.length} .style=${style}>
          <span>${isolate(row.location.name)}</span>
          ${row.location.head_count ? html`<small>${text('hall-people-here', { count: row.location.head_count })}</small>` : nothing}</div>`;
  }

  /** The rows of what was searched for: each country, by its name here, with its delegations. */
  private sort(): void {
    const made = `${this.locations.length} ${this.wanted} ${currentLanguage().code}`;
    if (made === this.made) return;
    this.made = made;
    const wanted = this.wanted.trim().toLocaleLowerCase();
    const groups = new Map<string, Location[]>();
    for (const location of this.locations) {
      const country = countryName(location.country ?? '');
      const isWanted = !wanted || `${readable(location.name ?? '')} ${country}`.toLocaleLowerCase().includes(wanted);
      if (!isWanted) continue;
      const group = groups.get(country);
      if (group) group.push(location);
      else groups.set(country, [location]);
    }
    const compare = new Intl.Collator(currentLanguage().locale).compare;
    this.rows = [...groups].sort(([a], [b]) => compare(a, b)).flatMap(([country, group]): Row[] => [
      { key: country, country, count: group.length },
      ...group.map((location) => ({ key: `${location.id}`, location })),
    ]);
  }

  private readonly search = (event: Event): void => {
    this.wanted = (event.target as HTMLInputElement).value;
    this.list?.scrollTo({ top: 0 });
  };

  private async load(): Promise<void> {
    this.isLoading = true;
    this.hasFailed = false;
    try {
      await readLocations((locations) => (this.locations = [...locations]));
    } catch {
      this.hasFailed = true;
    }
    this.isLoading = false;
  }
}
