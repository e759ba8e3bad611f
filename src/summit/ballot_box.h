/* The ballot box: secret ballots wait here for a moment, so that one event seals several. decide
 * makes of each an event "ballots_sealed" with one voter, and says apart from it what was voted.
 * The node puts it here instead of appending it; it seals and appends what ballot_box_take gives
 * when it is due, and always before a motion is closed. Until then its sender has no answer; who
 * sends the ballot again after a crash is counted once.
 *
 * The number of ballots that are sealed together does not matter to secrecy: a log shows who
 * voted, and of what was voted the sealed tally alone (node/ballot_seal.h).
 */
#ifndef PLENARY_SUMMIT_BALLOT_BOX_H
#define PLENARY_SUMMIT_BALLOT_BOX_H

#include "summit/decide.h"

enum {
    BALLOT_BOX_VOTERS_MAX = 1024, /* sealed in one event */
    BALLOT_BOX_WAIT_MS = 250,
};

/* The box of one motion; all zero is empty. */
struct ballot_box {
    uint32_t motion;
    uint32_t count;
    int64_t first_ms;                       /* when the first one came */
    uint32_t voters[BALLOT_BOX_VOTERS_MAX]; /* in the order of their ids */
    int64_t weights[BALLOT_BOX_VOTERS_MAX];
    int64_t tally[16]; /* of all of them; until the next put */
};

enum ballot_box_answer { BALLOT_BOX_PUT, BALLOT_BOX_HAS_IT, BALLOT_BOX_FULL };

/* FULL: take first. HAS_IT: that voter's ballot lies in it already; the first one counts. */
CHECK enum ballot_box_answer ballot_box_put(struct ballot_box *box,
                                            const struct summit_decision *decision, int64_t now_ms);
bool ballot_box_is_due(const struct ballot_box *box, int64_t now_ms);
/* All who lie in it as one event, which borrows from the box until the next put; its sequence is
 * for the log to set, and its seal to be made of box->tally. The box is then empty. False when it
 * was.
 */
CHECK bool ballot_box_take(struct ballot_box *box, struct summit_event *event);

#endif
