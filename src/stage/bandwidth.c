#include "stage/bandwidth.h"

enum {
    ESTIMATE_MIN_BPS = 100000,
    FALL_PART = 10, /* a REMB lower by this part is a fall: an overused line's is by 15 % */
};

void bandwidth_init(struct bandwidth *bandwidth, uint64_t now_us)
{
    *bandwidth = (struct bandwidth){
        .estimate_bps = BANDWIDTH_START_BPS,
        .calm_since_us = now_us,
        .try_wait_us = BANDWIDTH_TRY_FIRST_US,
    };
}

static void lower(struct bandwidth *bandwidth, uint32_t estimate_bps, uint64_t now_us)
{
    if (estimate_bps >= bandwidth->estimate_bps) {
        return;
    }
    bandwidth->estimate_bps = MAX(estimate_bps, ESTIMATE_MIN_BPS);
    bandwidth->calm_since_us = now_us;
    if (bandwidth->tried_us != 0 && now_us - bandwidth->tried_us < 2 * bandwidth->try_wait_us) {
        bandwidth->try_wait_us = MIN(bandwidth->try_wait_us * 2, BANDWIDTH_TRY_LONGEST_US);
        bandwidth->tried_us = 0;
    }
}

void bandwidth_remb(struct bandwidth *bandwidth, uint64_t bitrate_bps, uint32_t sent_bps,
                    uint64_t now_us)
{
    uint32_t remb_bps = (uint32_t)MIN(bitrate_bps, UINT32_MAX);
    uint32_t former_bps = bandwidth->remb_bps;
    bool falls = former_bps == 0 || remb_bps < former_bps - former_bps / FALL_PART;
    if (remb_bps > former_bps) {
        bandwidth->remb_risen_us = now_us;
    }
    bool stands = now_us - bandwidth->remb_risen_us >= BANDWIDTH_REMB_STANDS_US;
    bandwidth->remb_bps = remb_bps;
    if (remb_bps > bandwidth->estimate_bps) {
        bandwidth->estimate_bps = remb_bps;
    } else if (remb_bps < sent_bps && (falls || stands)) {
        lower(bandwidth, remb_bps, now_us);
    }
}

void bandwidth_loss(struct bandwidth *bandwidth, uint8_t fraction_lost, uint32_t sent_bps,
                    uint64_t now_us)
{
    if (fraction_lost >= BANDWIDTH_LOSS_BAD) {
        uint64_t kept = (uint64_t)sent_bps * (256u - fraction_lost) / 256;
        lower(bandwidth, (uint32_t)kept, now_us);
        bandwidth->calm_since_us = now_us;
    } else if (fraction_lost > BANDWIDTH_LOSS_GOOD) {
        bandwidth->calm_since_us = now_us;
    }
}

void bandwidth_try(struct bandwidth *bandwidth, uint32_t next_bps, uint64_t now_us)
{
    if (next_bps <= bandwidth->estimate_bps ||
        now_us - bandwidth->calm_since_us < bandwidth->try_wait_us) {
        return;
    }
    bandwidth->estimate_bps = next_bps;
    bandwidth->tried_us = now_us;
    bandwidth->calm_since_us = now_us;
}

uint8_t bandwidth_choose_layer(const struct slot *slot, uint32_t budget_bps)
{
    uint8_t live = slot_live_layers(slot);
    uint8_t smallest = LAYER_COUNT;
    for (uint8_t i = 0; i < LAYER_COUNT; i++) {
        if ((live >> i & 1) == 0) {
            continue;
        }
        if (ring_rate_bps(&slot->rings[i]) <= budget_bps) {
            return i;
        }
        smallest = i;
    }
    return smallest;
}
