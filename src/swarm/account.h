/* What the swarm keeps of one RTP stream of one location: which of the last packets came.
 * Small, for it is touched for every packet of ten thousands of streams.
 */
#ifndef PLENARY_SWARM_ACCOUNT_H
#define PLENARY_SWARM_ACCOUNT_H

#include "swarm/tally.h"

enum { ACCOUNT_WINDOW = 128 }; /* packets; what is missing for longer is lost */

struct account {
    uint32_t ssrc;    /* 0: not yet known */
    uint32_t highest; /* extended sequence number; 0: nothing came yet */
    uint64_t seen[2]; /* bit i of the 128: highest - i has come */
};

enum account_news { ACCOUNT_NEW, ACCOUNT_REPEATED, ACCOUNT_LATE };

void account_init(struct account *account, uint32_t ssrc);

/* Note a packet; losses, repetitions and late ones are added to `tally`. */
enum account_news account_packet(struct account *account, uint16_t sequence,
                                 struct media_tally *tally);

/* The numbers that are missing, ascending, at most `max`, among the newest `within`; the newest
 * `spared` are spared, for they may only be overtaken.
 */
size_t account_missing(const struct account *account, unsigned spared, unsigned within,
                       uint16_t *sequences, size_t max);
/* Whether account_missing might find some. */
bool account_has_gap(const struct account *account);
/* Of the window, in 1/256 (RFC 3550 6.4.1). */
uint8_t account_fraction_lost(const struct account *account);

#endif
