// A delegation: who it is, how much its vote weighs, and who votes for whom.
import { html, nothing } from 'lit';
import { customElement, property, queryAll, state } from 'lit/decorators.js';
import type { Location } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import '../pick-field.js';
import type { PickField } from '../pick-field.js';
import { command, isolate } from '../summit.js';
import { isDirector } from './actions.js';
import { ask } from './ask.js';
import { DeskForm, type Problems } from './form.js';
import { chosenBefore, countryOption, languageOption, searchCountries, searchLanguages, searchZones, zoneOption } from './options.js';
import { people } from './people-index.js';

const COUNT_MAX = 1_000_000;

@customElement('desk-location-form')
export class LocationForm extends DeskForm {
  /** What is changed; none: a new one. */
  @property({ attribute: false }) place?: Location;
  /** Proxies that were revoked here. */
  @state() private revoked = new Set<number>();
  @queryAll('pick-field') private picks?: NodeListOf<PickField>;

  protected override firstUpdated(): void {
    super.firstUpdated();
    if (this.place) void people.refreshPlace(this.place.id); // its proxy may be new
    this.form?.querySelector('input')?.focus();
  }

  protected heading(): string {
    return text(this.place ? 'desk-place-edit' : 'desk-place-new');
  }

  protected fields() {
    const { place, problems } = this;
    return html`
      ${this.line('name', text('desk-name'), { value: place?.name ?? '', bytes: 120, isNeeded: true })}
      <pick-field label=${text('desk-place-country')} .value=${chosenBefore(place?.country, countryOption)} .search=${searchCountries}
        problem=${problems.country ?? ''}></pick-field>
      <pick-field label=${text('desk-language')} .value=${chosenBefore(place?.language, languageOption)} .search=${searchLanguages}></pick-field>
      <pick-field label=${text('desk-place-zone')} .value=${chosenBefore(place?.time_zone, zoneOption)} .search=${searchZones}></pick-field>
      <div class="pairs">
        ${this.line('head_count', text('desk-place-heads'), { type: 'number', max: COUNT_MAX, value: place?.head_count ?? 0 })}
        ${this.line('weight', text('desk-place-vote'), { type: 'number', max: COUNT_MAX, value: place?.weight ?? (place ? 0 : 1) })}
      </div>
      ${place ? this.proxies(place) : nothing}
    `;
  }

  // ---- who votes for whom ----

  private proxies(place: Location) {
    const now = people.place(place.id);
    const givers = people.giversOf(place.id);
    const proxy = now?.proxy && !this.revoked.has(place.id) ? people.place(now.proxy) : undefined;
    const given = givers.filter((one) => !this.revoked.has(one.id));
    if (!proxy && given.length === 0 && this.revoked.size === 0) return nothing;
    return html`<section aria-labelledby="proxies">
      <h3 id="proxies" tabindex="-1">${text('desk-proxies')}</h3>
      ${proxy ? this.proxy(place, text('desk-proxy-by'), proxy) : nothing}
      ${given.map((one) => this.proxy(one, text('desk-proxy-for'), one))}
      <p class="small soft" role="status">${this.revoked.size > 0 ? text('desk-proxy-revoked') : nothing}</p>
    </section>`;
  }

  private proxy(giver: Location, words: string, shown: Location) {
    return html`<div class="row"><span class="wrap">${words} <strong>${isolate(shown.name)}</strong></span>
      <button type="button" class="spread" ?disabled=${this.isBusy} @click=${() => this.revoke(giver)}>${text('desk-proxy-revoke')}</button></div>`;
  }

  private async revoke(giver: Location): Promise<void> {
    await this.attempt(async () => {
      await command('proxy_revoke', { location: giver.id });
      this.revoked = new Set(this.revoked).add(giver.id);
      await people.refreshPlace(giver.id);
      this.renderRoot.querySelector<HTMLElement>('#proxies')?.focus(); // the button is gone
    }, 'stay');
  }

  // ---- the delegation itself ----

  protected override tools() {
    const { place } = this;
    if (!place || !isDirector()) return nothing;
    return html`<button type="button" class="leave" ?disabled=${this.isBusy} @click=${() => this.strike(place)}>
      ${icon('bin')}${text('desk-remove')}</button>`;
  }

  private async strike(place: Location): Promise<void> {
    const answer = await ask({ title: text('desk-remove'), long: place.name ?? '', go: text('desk-remove'), isBad: true });
    if (!answer) return;
    await this.attempt(async () => {
      await command('location_remove', { location: place.id });
      await people.refreshPlace(place.id);
    });
  }

  private picked(at: number): string | undefined {
    return this.picks?.[at]?.read()[0]?.key;
  }

  protected override check(): Problems {
    return this.picked(0) ? {} : { country: text('desk-form-needed') };
  }

  protected async save(): Promise<void> {
    const { place } = this;
    const [language, zone] = [this.picked(1), this.picked(2)];
    const fields = {
      name: this.typed('name'),
      country: this.picked(0) ?? '',
      ...(language ? { language } : {}),
      ...(zone ? { time_zone: zone } : {}),
      head_count: this.typedNumber('head_count'),
      weight: this.typedNumber('weight'),
    };
    const events = place
      ? await command('location_edit', { location: place.id, ...this.revisionOf(place), ...fields })
      : await command('location_add', fields);
    const id = place?.id ?? events[0]?.location;
    if (typeof id === 'number') await people.refreshPlace(id);
  }
}
