/* How locations misbehave, each kind a share of them: lines that are slow or lose packets,
 * people who leave and come back, change their network, ask for keyframes, or fall silent.
 */
#ifndef PLENARY_SWARM_BEHAVIOUR_H
#define PLENARY_SWARM_BEHAVIOUR_H

#include "base/base.h"

struct share {
    uint32_t of_10000;
    uint32_t value; /* kbit/s or seconds, as the behaviour says */
};

struct behaviours {
    uint32_t loss_of_10000;   /* of the packets that come, everywhere */
    uint32_t plis_per_second; /* everywhere */
    struct share slow;        /* value: kbit/s that the line takes */
    struct share leave;       /* value: seconds between leaving (and coming back at once) */
    struct share move;        /* value: seconds between changes of network */
    struct share dead;        /* from the measurement on nothing is answered */
};

/* "5" (percent) or "2.5:300" (with a value). False when it is not of that form. */
CHECK bool share_parse(const char *text, bool has_value, struct share *share);
/* Whether this location is one of the share; always the same ones. */
bool share_holds(const struct share *share, uint32_t number);

/* A line of limited speed: a token bucket. */
struct bucket {
    uint32_t room; /* bytes that may still come */
    uint64_t filled_us;
};
enum { BUCKET_MS = 200 }; /* what the line's queue holds */

/* Whether `size` more bytes fit through; they are then taken. */
CHECK bool bucket_take(struct bucket *bucket, uint32_t kbps, size_t size, uint64_t now_us);

#endif
