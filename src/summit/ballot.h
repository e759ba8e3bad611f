/* Ballots: one a location and motion. */
#ifndef PLENARY_SUMMIT_BALLOT_H
#define PLENARY_SUMMIT_BALLOT_H

#include "summit/decide.h"
#include "summit/state.h"

/* How many choices the motion has. */
uint32_t motion_choice_count(const struct summit_motion *motion);
/* Count an open motion's ballots again, from the ballots themselves: the votes of each choice. Of
 * a secret motion no choice is known: its tally is what the seal held when it was closed.
 */
void ballot_recount(const struct summit_state *state, const struct summit_motion *motion,
                    int64_t votes[SUMMIT_CHOICES_MAX]);
/* The location that the person may vote for: their own, or one that gave it its vote; 0: none. */
uint32_t ballot_location_of(const struct summit_state *state, uint32_t person, uint32_t wished);
/* Why an event about ballots cannot be of this log, or NULL; its ids are known to be good. */
const char *ballot_event_problem(const struct summit_state *state,
                                 const struct summit_event *event);

#endif
