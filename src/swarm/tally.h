/* What the swarm has seen, in sum. */
#ifndef PLENARY_SWARM_TALLY_H
#define PLENARY_SWARM_TALLY_H

#include "base/base.h"

enum {
    DURATION_PARTS = 64,  /* bins from one power of two to the next: 1.6 % of what they hold */
    DURATION_POWERS = 30, /* up to 38 hours; the last bin is for all that is longer */
    DURATION_BINS = (DURATION_POWERS + 2) * DURATION_PARTS,
};

/* How often each duration came. Zeroed memory holds none. */
struct durations {
    uint64_t count, longest_us;
    uint32_t bins[DURATION_BINS];
};

/* Of media, since the measurement began. */
struct media_tally {
    uint64_t packets, bytes, frames;
    uint64_t lost, repeated, late;             /* for good; again; after having been given up */
    uint64_t opened, corrupted;                /* of the sampled locations */
    uint64_t stalls;                           /* pauses of a picture */
    uint64_t nacks, plis;                      /* sequence numbers asked for; keyframes asked for */
    struct durations video_delay, audio_delay; /* of opened packets, from the speaker's sending */
};

enum tally_class {
    TALLY_GOOD, /* locations that behave */
    TALLY_BAD,  /* slow, dead, leaving ones: their losses are their own */
    TALLY_CLASSES,
};

struct tally { /* zeroed memory: nothing yet */
    /* since the swarm began */
    uint64_t joined, refused, closed, left, moved;
    struct durations answer, connect, picture; /* from asking to: answer, keys, first frame */
    struct media_tally media[TALLY_CLASSES];
    uint64_t keyframe_requests; /* that reached the speaker, since the measurement began */
    uint64_t junk_sent, junk_answers;
};

void durations_add(struct durations *durations, uint64_t us);
/* The duration that `percent` of them do not exceed, in us; 0 when there are none. */
uint64_t durations_percentile(const struct durations *durations, double percent);

/* The measurement begins: what was counted of media is forgotten. */
void tally_restart(struct tally *tally);
double tally_loss_percent(const struct media_tally *media);

#endif
