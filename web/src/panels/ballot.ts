// One's ballot on an open motion: the choices, for whom one votes, and that it was counted. A
// vote that was cast stays as it is, so that it takes two presses.
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Motion } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { command, isolate, summit } from '../summit.js';
import { locationOf } from './locations.js';
import { why } from '../refusal.js';
import { Panel, panelStyle } from './panel.js';
import { choicesOf, isSecret } from './tally.js';

@customElement('hall-ballot')
export class Ballot extends Panel {
  @property({ attribute: false }) motion?: Motion;
  @state() private choice?: number;
  @state() private left = new Set<number>(); // locations that shall not vote with this
  @state() private counted = new Map<number, number>(); // by us, before the summit has told it
  @state() private problem = '';

  static override styles = [
    panelStyle,
    css`
      .choices {
        display: grid;
        gap: 8px;
      }
      .choices label {
        display: flex;
        align-items: center;
        gap: 12px;
        min-block-size: 48px;
        padding: 8px 14px;
        border: 1px solid var(--line-strong);
        border-radius: 12px;
        background: var(--surface);
        cursor: pointer;
        font-weight: 560;
      }
      .choices label:has(:checked) {
        border-color: var(--accent);
        background: color-mix(in srgb, var(--accent) 14%, var(--surface));
      }
      .choices label:has(:focus-visible) {
        outline: 3px solid var(--accent);
        outline-offset: 2px;
      }
      .choices input:focus-visible {
        outline: none;
      }
      .whom {
        max-block-size: 10em;
        overflow-y: auto;
      }
      .counted {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px 12px;
        align-items: center;
        padding: 12px 14px;
        border: 1px solid var(--good);
        border-radius: 12px;
      }
      .counted .icon {
        grid-row: 1 / span 3;
        inline-size: 28px;
        block-size: 28px;
        color: var(--good);
      }
      .counted :is(strong, small) {
        grid-column: 2;
      }
      form {
        display: grid;
        gap: 12px;
      }
      .primary {
        justify-content: center;
        min-block-size: 48px;
      }
    `,
  ];

  override render() {
    const motion = this.motion;
    if (!motion) return nothing;
    const ballots = (summit.you?.ballots ?? []).filter((ballot) => ballot.motion === motion.id);
    const isCast = (ballot: (typeof ballots)[number]) => ballot.cast || this.counted.has(ballot.location);
    const open = ballots.filter((ballot) => !isCast(ballot));
    const done = ballots.filter(isCast);
    if (ballots.length === 0) return html`<p class="note">${text('hall-vote-none')}</p>`;
    return html`<div class="stack">
      ${done.length > 0 ? this.confirmed(motion, done) : nothing}
      ${open.length > 0 ? this.form(motion, open.map((ballot) => ballot.location), ballots.length) : nothing}
      <p class="refused" role="alert">${this.problem}</p>
    </div>`;
  }

  private name(location: number) {
    return isolate(locationOf(location, () => this.requestUpdate())?.name ?? '…');
  }

  private confirmed(motion: Motion, done: { location: number; choice?: number }[]) {
    const choices = choicesOf(motion);
    return html`<div class="counted" role="status">${icon('check')}
      <strong>${text(isSecret(motion) ? 'hall-vote-secret-done' : 'hall-vote-done')}</strong>
      ${done.map(({ location, choice }) => {
        const chosen = isSecret(motion) ? undefined : choices[choice ?? this.counted.get(location) ?? -1];
        return html`<small>${this.name(location)}${chosen ? html`: <b>${chosen}</b>` : nothing}</small>`;
      })}
      <small>${text('hall-vote-final')}</small>
    </div>`;
  }

  private form(motion: Motion, locations: number[], all: number) {
    const chosen = locations.filter((location) => !this.left.has(location));
    return html`<form @submit=${(event: Event) => this.cast(event, motion, chosen)}>
      ${all > 1
        ? html`<fieldset class="whom"><legend class="soft">${text('hall-vote-for')}</legend>
            ${locations.map((location) => html`<label class="check"><input type="checkbox" .checked=${!this.left.has(location)}
              @change=${() => this.toggle(location)} /><span>${this.name(location)}</span></label>`)}</fieldset>`
        : html`<p class="soft">${text('hall-vote-for')} ${locations.map((location) => this.name(location))}</p>`}
      <fieldset class="choices" ?disabled=${this.isBusy}><legend class="hidden">${text('hall-vote-choices')}</legend>
        ${choicesOf(motion).map((choice, i) => html`<label><input type="radio" name="choice" .checked=${this.choice === i}
          @change=${() => (this.choice = i)} /><span>${choice}</span></label>`)}</fieldset>
      <p class="soft">${text(isSecret(motion) ? 'hall-vote-secret' : 'hall-vote-open')}</p>
      <button class="primary" ?disabled=${this.isBusy || this.choice === undefined || chosen.length === 0}>
        ${text(this.isBusy ? 'hall-vote-casting' : 'hall-vote-cast', { count: chosen.length })}</button>
    </form>`;
  }

  private toggle(location: number): void {
    const left = new Set(this.left);
    if (!left.delete(location)) left.add(location);
    this.left = left;
  }

  private async cast(event: Event, motion: Motion, locations: number[]): Promise<void> {
    event.preventDefault();
    const { choice } = this;
    if (choice === undefined) return;
    this.isBusy = true;
    this.problem = '';
    await Promise.all(locations.map(async (location) => {
      try {
        await command('ballot_cast', { motion: motion.id, location, choice });
        this.counted = new Map(this.counted).set(location, choice);
      } catch (problem) {
        this.problem = why(problem);
      }
    }));
    this.isBusy = false;
    this.choice = undefined;
  }
}
