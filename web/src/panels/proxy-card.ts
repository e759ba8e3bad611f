// Who votes for one's delegation: give the vote to another one, or take it back.
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Location } from '../generated/summit.js';
import { text } from '../i18n.js';
import '../pick-field.js';
import type { Option, PickField } from '../pick-field.js';
import { matches, normalise } from '../search.js';
import { isolate, summit } from '../summit.js';
import { countryName } from '../words.js';
import { readLocation, readLocations } from './locations.js';
import { Panel, panelStyle } from './panel.js';

const FOUND_MAX = 60;

@customElement('hall-proxy')
export class ProxyCard extends Panel {
  /** One's own. */
  @property({ type: Number }) location = 0;
  @state() private own?: Location;
  @state() private proxy?: Location;
  @state() private isGiving = false;
  @state() private problem = '';
  @query('pick-field') private field?: PickField;
  @query('h2') private head?: HTMLElement;
  private others: { option: Option; key: string }[] = [];
  private heard: unknown;

  static override styles = [
    panelStyle,
    css`
      h2:focus {
        outline: none;
      }
      form {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  /** What is one's own is told again whenever somebody has given or revoked a proxy of it. */
  protected override willUpdate(): void {
    if (this.heard === summit.you) return;
    this.heard = summit.you;
    void this.load();
  }

  private async load(): Promise<void> {
    const own = await readLocation(this.location).catch(() => undefined);
    this.proxy = own?.proxy ? await readLocation(own.proxy).catch(() => undefined) : undefined;
    this.own = own;
  }

  override render() {
    const { own, proxy } = this;
    if (!own?.weight) return nothing; // an observer has no vote to give
    return html`<section class="card" aria-labelledby="head">
      <h2 id="head" tabindex="-1">${text('hall-proxy')}</h2>
      ${proxy ? this.given(proxy) : this.isGiving ? this.form() : this.offer()}
      ${this.whyRefused()}
    </section>`;
  }

  private given(proxy: Location) {
    return html`<p role="status">${text('hall-proxy-given')} <strong>${isolate(proxy.name)}</strong></p>
      <span class="row"><button ?disabled=${this.isBusy} @click=${() => this.revoke()}>${text('hall-proxy-revoke')}</button></span>`;
  }

  private offer() {
    return html`<p class="soft">${text('hall-proxy-long')}</p>
      <span class="row"><button aria-expanded="false" @click=${() => this.begin()}>${text('hall-proxy-begin')}</button></span>`;
  }

  private form() {
    return html`<form novalidate @submit=${(event: Event) => this.give(event)}>
      <p class="soft">${text('hall-proxy-long')}</p>
      <pick-field label=${text('hall-proxy-whom')} .search=${this.search} problem=${this.problem}></pick-field>
      <span class="row">
        <button class="primary" ?disabled=${this.isBusy}>${text('hall-proxy-give')}</button>
        <button type="button" @click=${() => this.leave()}>${text('hall-proxy-cancel')}</button>
      </span>
    </form>`;
  }

  private readonly search = (typed: string): Option[] => {
    const wanted = normalise(typed);
    return this.others.filter(({ key }) => matches(key, wanted)).slice(0, FOUND_MAX).map(({ option }) => option);
  };

  private async begin(): Promise<void> {
    this.isGiving = true;
    await this.updateComplete;
    this.field?.focus();
    await readLocations((all) => {
      this.others = all.filter((one) => one.id !== this.location && !one.proxy).map((one) => {
        const country = one.country ? countryName(one.country) : '';
        return { option: { key: String(one.id), name: one.name ?? '', more: country }, key: normalise(`${one.name} ${country}`) };
      });
      this.field?.again();
    }).catch(() => undefined);
  }

  private async give(event: Event): Promise<void> {
    event.preventDefault();
    const chosen = this.field?.read()[0];
    this.problem = chosen ? '' : text('hall-proxy-lacks');
    if (!chosen) {
      this.field?.focus();
      return;
    }
    if (await this.ask('proxy_give', { proxy: Number(chosen.key) })) await this.settle();
  }

  private async revoke(): Promise<void> {
    if (await this.ask('proxy_revoke', {})) await this.settle();
  }

  private leave(): void {
    this.isGiving = false;
    this.problem = '';
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('button')?.focus());
  }

  /** It is so now; what was pressed is gone. */
  private async settle(): Promise<void> {
    await this.load();
    this.isGiving = false;
    await this.updateComplete;
    this.head?.focus();
  }
}
