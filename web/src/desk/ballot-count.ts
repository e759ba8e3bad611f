// How a motion stands, as numbers: choices, votes, turnout, quorum. Pure functions.
import type { Localized, Motion, Sections } from '../generated/summit.js';

export type Count = NonNullable<Sections['ballots']>[number];

/** Share of the entitled votes, in percent. */
export function percentOf(part: number, whole: number | undefined): number {
  return whole ? Math.min(100, (100 * part) / whole) : 0;
}

/** The quorum looks at who is present: while it is open at least those who have voted; at the
 * close the server has counted.
 */
export function hasQuorum(motion: Motion, count: Count | undefined): boolean {
  const present = motion.present_weight ?? count?.cast_weight ?? 0;
  return 100 * present >= (motion.quorum_percent ?? 0) * (motion.entitled_weight ?? 0);
}

/** What may be chosen: the motion's own list, or nothing for yes, no, abstain. */
export function choicesOf(motion: Motion): Localized[] | undefined {
  return motion.options === 'choice' ? motion.choices ?? [] : undefined;
}
