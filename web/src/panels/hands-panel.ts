// The floor: who asks for it, in what order; one's own hand, with what one would speak about.
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { currentLanguage, text } from '../i18n.js';
import { icon } from '../icons.js';
import { isolate, summit } from '../summit.js';
import { languageName, number } from '../words.js';
import { Panel, panelStyle, person } from './panel.js';

const TOPIC_LENGTH = 100; // the server takes 200 bytes: of any script so many letters

@customElement('hall-hands')
export class HandsPanel extends Panel {
  @state() private language = '';
  @query('input') private topic?: HTMLInputElement;

  static override styles = [
    panelStyle,
    css`
      .own {
        border-color: var(--accent);
      }
      .place {
        font-size: 34px;
        font-weight: 680;
        line-height: 1.1;
        font-variant-numeric: tabular-nums;
      }
      .hand {
        grid-template-columns: 2.2em minmax(0, 1fr);
        column-gap: 6px;
      }
      .hand > :not(.number) {
        grid-column: 2;
      }
      .number {
        grid-row: 1;
        color: var(--ink-soft);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  /** Where one begins to ask for the floor. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input, button')?.focus();
  }

  override render() {
    const hands = summit.sections.hands;
    const mine = summit.you?.hand;
    return html`<div class="stack">
      ${mine ? this.raised(mine) : summit.may('hand_raise') ? this.form() : nothing}
      ${this.whyRefused()}
      ${hands?.called
        ? html`<section class="card"><h2>${text('hall-hand-called')}</h2>${person(hands.called.who)}</section>`
        : nothing}
      <section>
        <h2>${text('hall-hands', { count: hands?.count ?? 0 })}</h2>
        ${hands && hands.count > 0
          ? html`<p class="soft">${text(`hall-hand-mode-${hands.mode}`)}</p>
              <ol class="rows">${hands.hands.map((hand, i) => html`<li class="hand">
                <span class="number">${number(i + 1)}</span>${person(hand.who)}
                ${hand.topic ? html`<span>${isolate(hand.topic)}</span>` : nothing}
                ${hand.language ? html`<span><span class="chip">${languageName(hand.language)}</span></span>` : nothing}
              </li>`)}</ol>
              ${hands.count > hands.hands.length
                ? html`<p class="soft">${text('hall-hands-more', { count: hands.count - hands.hands.length })}</p>`
                : nothing}`
          : html`<div class="empty">${icon('hand')}<p>${text('hall-hands-none')}</p></div>`}
      </section>
    </div>`;
  }

  private raised(hand: { id: number; place: number }) {
    return html`<section class="card own" role="status">
      <p>${text('hall-hand-up')}</p>
      <p><span class="place">${number(hand.place)}</span>
        <span class="soft">${text('hall-hand-place', { count: summit.sections.hands?.count ?? hand.place })}</span></p>
      <span class="row"><button ?disabled=${this.isBusy} @click=${() => this.ask('hand_lower', { hand: hand.id })}>
        ${text('hall-hand-lower')}</button></span>
    </section>`;
  }

  private form() {
    const languages = summit.sections.room?.languages?.length
      ? summit.sections.room.languages
      : (summit.sections.summit?.languages ?? []);
    const own = this.language || [summit.you?.person?.language, currentLanguage().code].find(
      (one) => one && languages.includes(one)) || languages[0];
    return html`<form class="card" @submit=${(event: Event) => this.raise(event, own)}>
      <label class="field">${text('hall-hand-topic')}
        <input name="topic" autocomplete="off" maxlength=${TOPIC_LENGTH} placeholder=${text('hall-hand-topic-hint')} /></label>
      ${languages.length > 1
        ? html`<label class="field">${text('hall-hand-language')}
            <select @change=${(event: Event) => (this.language = (event.target as HTMLSelectElement).value)}>
              ${languages.map((one) => html`<option value=${one} ?selected=${one === own}>${languageName(one)}</option>`)}
            </select></label>`
        : nothing}
      <button class="primary" ?disabled=${this.isBusy}>${icon('hand')}${text('hall-hand-raise')}</button>
    </form>`;
  }

  private async raise(event: Event, language?: string): Promise<void> {
    event.preventDefault();
    const topic = this.topic?.value.trim();
    await this.ask('hand_raise', {
      room: summit.room,
      ...(language ? { language } : {}),
      ...(topic ? { topic } : {}),
    });
  }
}
