// How a vote stands or has ended, as bars: each choice, and how many took part.
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Motion } from '../generated/summit.js';
import { text } from '../i18n.js';
import { sayMarked, summit } from '../summit.js';
import { number, percent } from '../words.js';

/** What may be chosen in a vote, in the reader's language. */
export function choicesOf(motion: Motion): (TemplateResult | string)[] {
  return motion.options === 'choice'
    ? (motion.choices ?? []).map((choice) => sayMarked(choice))
    : [text('hall-yes'), text('hall-no'), text('hall-abstain')];
}

export const isSecret = (motion: Motion) => motion.mode === 'secret';

export const tallyStyle = css`
  .tally {
    display: grid;
    gap: 10px;
  }
  .tally .line {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 3px 12px;
    font-variant-numeric: tabular-nums;
  }
  .tally .bar {
    grid-column: 1 / -1;
  }
  .tally [data-choice='0'] i {
    background: var(--good);
  }
  .tally [data-choice='1'] i {
    background: var(--bad);
  }
  .tally [data-choice='2'] i,
  .tally .turnout i {
    background: var(--ink-soft);
  }
  .tally.list .bar i {
    background: var(--accent);
  }
  .outcome {
    font-size: 19px;
    font-weight: 680;
  }
  .outcome[data-outcome='carried'] {
    color: var(--good);
  }
  .outcome:is([data-outcome='rejected'], [data-outcome='no_quorum']) {
    color: var(--bad);
  }
`;

const part = (votes: number, whole: number) => (whole > 0 ? votes / whole : 0);

/** Who has still to vote is not shown how the others did. */
export function tally(motion: Motion): TemplateResult {
  const count = summit.sections.ballots?.find((one) => one.motion === motion.id);
  const isLeft = summit.you?.ballots?.some((ballot) => ballot.motion === motion.id && !ballot.cast);
  const votes = isLeft ? undefined : count?.votes;
  const cast = count?.cast_weight ?? 0;
  const entitled = motion.entitled_weight ?? 0;
  const isClosed = motion.status === 'closed';
  const line = (label: unknown, value: number, whole: number, kind: unknown) => html`
    <div class="line" data-choice=${kind}>
      <span>${label}</span><span>${number(value)} <span class="soft">· ${percent(part(value, whole))}</span></span>
      <div class="bar" aria-hidden="true"><i .style=${`inline-size: ${100 * part(value, whole)}%`}></i></div>
    </div>`;
  return html`
    ${isClosed && motion.outcome && motion.outcome !== 'none'
      ? html`<p class="outcome" data-outcome=${motion.outcome}>${text(`hall-outcome-${motion.outcome}`)}</p>`
      : nothing}
    <div class=${motion.options === 'choice' ? 'tally list' : 'tally'}>
      ${votes ? choicesOf(motion).map((choice, i) => line(choice, votes[i] ?? 0, cast, i)) : nothing}
      <div class="turnout">${line(text('hall-turnout', { count: entitled }), cast, entitled, 'turnout')}</div>
    </div>
    ${isClosed && motion.quorum_percent
      ? html`<p class="soft">${text('hall-quorum', {
          present: percent(part(motion.present_weight ?? 0, entitled)), quorum: percent(motion.quorum_percent / 100) })}</p>`
      : nothing}
  `;
}
