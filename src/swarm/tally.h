/* What the swarm has seen, in sum. */
#ifndef PLENARY_SWARM_TALLY_H
#define PLENARY_SWARM_TALLY_H

#include "base/base.h"

enum { TALLY_BINS = 4096 };

/* How often each duration came: bins of `step_us`, the last for all that is longer. */
struct durations {
    uint64_t step_us, count, longest_us;
    uint32_t bins[TALLY_BINS];
};

struct tally {
    /* since the swarm began */
    uint64_t joined, refused, closed;
    struct durations answer, connect, picture; /* from asking to: answer, keys, first frame */
    /* since the measurement began */
    uint64_t packets, lost, repeated, late, corrupted, opened, stalls, nacks, frames;
    struct durations delay; /* of opened packets, from the speaker's sending */
};

void durations_init(struct durations *durations, uint64_t step_us);
void durations_add(struct durations *durations, uint64_t us);
/* The duration that `percent` of them do not exceed, in us; 0 when there are none. */
uint64_t durations_percentile(const struct durations *durations, double percent);

void tally_init(struct tally *tally);
/* The measurement begins: what was counted of media is forgotten. */
void tally_restart(struct tally *tally);

#endif
