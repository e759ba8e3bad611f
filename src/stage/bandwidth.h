/* How much a viewer's line carries, from what the viewer tells: REMB and the loss in
 * its receiver reports. Which layer that allows is chosen here as well.
 *
 * Estimates move down at once and up by trying: a layer above is tried when the
 * line has been calm for a while; a try that fails makes the next wait longer.
 */
#ifndef PLENARY_STAGE_BANDWIDTH_H
#define PLENARY_STAGE_BANDWIDTH_H

#include "stage/slot.h"

#define BANDWIDTH_START_BPS      1200000u
#define BANDWIDTH_TRY_FIRST_US   (3 * SECOND_US)
#define BANDWIDTH_TRY_LONGEST_US (60 * SECOND_US)
#define BANDWIDTH_REMB_STANDS_US (2500 * MS_US) /* not risen for so long: it is a bound */
enum {
    BANDWIDTH_LOSS_BAD = 26, /* of 256: 10 % */
    BANDWIDTH_LOSS_GOOD = 5, /* of 256: 2 % */
};

struct bandwidth {
    uint32_t estimate_bps;
    uint32_t remb_bps;      /* the last; 0: none heard */
    uint64_t remb_risen_us; /* when one was above the one before it */
    uint64_t calm_since_us; /* no loss, no low REMB */
    uint64_t try_wait_us;   /* how calm it must have been before trying more */
    uint64_t tried_us;      /* when last raised by a try; 0: never */
};

void bandwidth_init(struct bandwidth *bandwidth, uint64_t now_us);
/* What the viewer says its line carries. A receiver cannot know more than some 1.5 times
 * what reaches it, and after a step up its REMB lags behind and grows but slowly: so it
 * lowers the estimate only where it is below what is sent and is not rising.
 * `sent_bps`: what is being sent to this viewer now.
 */
void bandwidth_remb(struct bandwidth *bandwidth, uint64_t bitrate_bps, uint32_t sent_bps,
                    uint64_t now_us);
void bandwidth_loss(struct bandwidth *bandwidth, uint8_t fraction_lost, uint32_t sent_bps,
                    uint64_t now_us);
/* Try more if it has been calm for long enough; `next_bps` is what the next better
 * layer would take in all, 0 if there is none.
 */
void bandwidth_try(struct bandwidth *bandwidth, uint32_t next_bps, uint64_t now_us);

/* The best live layer of a slot within `budget_bps`, or the smallest live one;
 * LAYER_COUNT if none is live.
 */
uint8_t bandwidth_choose_layer(const struct slot *slot, uint32_t budget_bps);

#endif
