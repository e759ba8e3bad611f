// Motions: write them, open and close the vote, see turnout and quorum while it runs, the result.
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Motion } from '../generated/summit.js';
import { text } from '../i18n.js';
import { icon } from '../icons.js';
import { say, sayMarked, summit } from '../summit.js';
import { number } from '../words.js';
import { act } from './actions.js';
import { ask } from './ask.js';
import { choicesOf, hasQuorum, percentOf, type Count } from './ballot-count.js';
import './motion-form.js';
import { DeskPart, deskStyle } from './part.js';

const ORDER = ['open', 'draft', 'closed', 'withdrawn'] as const;
const STANDARD = ['yes', 'no', 'abstain'] as const;

@customElement('desk-motions')
export class Motions extends DeskPart {
  /** What is being written: a motion to change, or a new one. */
  @state() private writing?: Motion | 'new';

  static override styles = [
    deskStyle,
    css`
      :host {
        display: grid;
        grid-template-rows: auto 1fr;
        block-size: 100%;
      }
      article[data-status='open'] {
        background: color-mix(in srgb, var(--accent) 8%, var(--surface));
        box-shadow: inset 0 3px 0 var(--accent);
      }
      .votes {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 4px 8px;
        align-items: center;
      }
      .track {
        position: relative;
        block-size: 10px;
        border-radius: 999px;
        background: var(--line);
        overflow: hidden;
      }
      .track span {
        position: absolute;
        inset-block: 0;
        inset-inline-start: 0;
        background: var(--accent);
      }
      .track[data-vote='yes'] span {
        background: var(--good);
      }
      .track[data-vote='no'] span {
        background: var(--bad);
      }
      .track[data-vote='abstain'] span {
        background: var(--ink-soft);
      }
      .track i {
        position: absolute;
        inset-block: 0;
        inline-size: 3px;
        background: var(--ink);
      }
    `,
  ];

  override render() {
    const motions = [...(summit.sections.motions ?? [])].sort(
      (a, b) => ORDER.indexOf(a.status ?? 'draft') - ORDER.indexOf(b.status ?? 'draft') || a.id - b.id,
    );
    return html`
      <div class="bar">
        <h2>${text('desk-motions')}</h2>
        <button class="spread" @click=${() => (this.writing = 'new')}>${icon('plus')}${text('desk-motion-new')}</button>
      </div>
      <div class="scroll">
        ${repeat(motions, (motion) => motion.id, (motion) => this.motion(motion))}
        ${motions.length === 0 ? html`<p class="none">${text('desk-motions-none')}</p>` : nothing}
      </div>
      ${this.writing
        ? html`<desk-motion-form .motion=${this.writing === 'new' ? undefined : this.writing}
            @done=${() => (this.writing = undefined)}></desk-motion-form>`
        : nothing}
    `;
  }

  private motion(motion: Motion) {
    const status = motion.status ?? 'draft';
    const count = summit.sections.ballots?.find((one) => one.motion === motion.id);
    return html`<article class="card" data-status=${status}>
      <h3 class="wrap">${sayMarked(motion.title)}</h3>
      <div class="row">
        <span class="badge ${status === 'open' ? 'good' : ''}">${text(`desk-motion-${status}`)}</span>
        <span class="small soft">${text(`desk-mode-${motion.mode ?? 'roll_call'}`)} · ${text(`desk-majority-${motion.majority ?? 'simple'}`)}${motion.quorum_percent
          ? html` · ${text('desk-quorum', { percent: motion.quorum_percent })}`
          : nothing}</span>
      </div>
      ${status === 'open' || status === 'closed' ? this.count(motion, count) : nothing}
      ${this.tools(motion, status)}
    </article>`;
  }

  private count(motion: Motion, count: Count | undefined) {
    const entitled = motion.entitled_weight ?? 0;
    const cast = count?.cast_weight ?? 0;
    const isClosed = motion.status === 'closed';
    const outcome = motion.outcome ?? 'none';
    return html`
      ${isClosed
        ? html`<strong class="badge ${outcome === 'carried' ? 'good' : 'bad'}">${text(`desk-outcome-${outcome}`)}</strong>`
        : nothing}
      <div class="votes figures">
        <span class="small soft">${text('desk-turnout')}</span>
        <span class="track"><span .style=${`inline-size: ${percentOf(cast, entitled)}%`}></span>
          ${motion.quorum_percent
            ? html`<i .style=${`inset-inline-start: calc(${motion.quorum_percent}% - 1px)`}></i>`
            : nothing}</span>
        <span class="small">${text('desk-turnout-of', { cast, entitled })}</span>
        ${isClosed || !summit.presence
          ? nothing
          : html`<span class="small soft">${text('desk-here')}</span>
              <span class="track" data-vote="abstain"><span .style=${`inline-size: ${percentOf(summit.presence.locations, motion.entitled_count)}%`}></span></span>
              <span class="small">${text('desk-here-of', { here: summit.presence.locations, entitled: motion.entitled_count ?? 0 })}</span>`}
        ${count?.votes?.map((votes, i) => this.votes(motion, votes, i, cast))}
      </div>
      ${motion.quorum_percent
        ? this.quorum(motion, count, isClosed)
        : nothing}
      ${!isClosed && !count?.votes ? html`<p class="small soft">${text('desk-secret-note')}</p>` : nothing}
    `;
  }

  /** Votes say for certain that the quorum is there; before, who is here says whether to expect it. */
  private quorum(motion: Motion, count: Count | undefined, isClosed: boolean) {
    const here = percentOf(summit.presence?.locations ?? 0, motion.entitled_count);
    if (hasQuorum(motion, count)) return html`<span class="badge good">${text('desk-quorum-there')}</span>`;
    if (isClosed) return html`<span class="badge bad">${text('desk-quorum-missed')}</span>`;
    return here >= (motion.quorum_percent ?? 0)
      ? html`<span class="badge good">${text('desk-quorum-here')}</span>`
      : html`<span class="badge warn">${text('desk-quorum-lacks')}</span>`;
  }

  private votes(motion: Motion, votes: number, i: number, cast: number) {
    const choices = choicesOf(motion);
    const standard = STANDARD[i];
    if (!choices && !standard) return nothing;
    return html`
      <span class="small cut">${choices ? say(choices[i]) : text(`desk-vote-${standard ?? 'abstain'}`)}</span>
      <span class="track" data-vote=${choices ? '' : standard ?? ''}><span .style=${`inline-size: ${percentOf(votes, cast)}%`}></span></span>
      <strong>${number(votes)}</strong>`;
  }

  private tools(motion: Motion, status: string) {
    if (status === 'draft') {
      return html`<div class="row">
        <button class="primary" @click=${() => act('motion_open', { motion: motion.id })}>${icon('play')}${text('desk-vote-open')}</button>
        <button @click=${() => (this.writing = motion)}>${icon('pen')}${text('desk-edit')}</button>
        ${this.withdrawButton(motion)}
      </div>`;
    }
    if (status === 'open') {
      return html`<div class="row">
        <button class="primary" @click=${() => this.close(motion)}>${icon('stop')}${text('desk-vote-close')}</button>
        ${this.withdrawButton(motion)}
      </div>`;
    }
    return status === 'closed'
      ? html`<a class="small" href=${`/api/v1/motions/${motion.id}/result.csv`} download>${text('desk-result-csv')}</a>`
      : nothing;
  }

  private withdrawButton(motion: Motion) {
    return html`<button class="icon-only quiet spread" title=${text('desk-withdraw')} aria-label=${text('desk-withdraw')}
      @click=${() => this.withdraw(motion)}>${icon('bin')}</button>`;
  }

  private async close(motion: Motion): Promise<void> {
    const answer = await ask({ title: text('desk-vote-close'), long: say(motion.title), go: text('desk-vote-close') });
    if (answer) void act('motion_close', { motion: motion.id });
  }

  private async withdraw(motion: Motion): Promise<void> {
    const answer = await ask({ title: text('desk-withdraw'), long: say(motion.title), go: text('desk-withdraw'), isBad: true });
    if (answer) void act('motion_withdraw', { motion: motion.id });
  }
}
