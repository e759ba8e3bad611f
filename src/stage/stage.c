#include "stage/stage.h"

const char *slot_name(size_t slot)
{
    static const char *const names[STAGE_SLOTS] = {"main",  "side1", "side2", "side3", "side4",
                                                   "side5", "side6", "side7", "side8"};
    ASSERT(slot < STAGE_SLOTS);
    return names[slot];
}

static bool close_due_groups(struct stage *stage, uint64_t now_us)
{
    bool is_large = stage_is_large(stage), waits = false;
    for (size_t i = 0; i < STAGE_SLOTS; i++) {
        for (size_t layer = 0; layer < LAYER_COUNT; layer++) {
            struct ring *ring = &stage->slots[i].rings[layer];
            ring->pads_all = is_large && i == 0; /* sound rides behind the main picture alone */
            if (ring_is_due(ring, now_us, is_large ? STAGE_GROUP_WAIT_US : 0)) {
                ring_close(ring, now_us);
            }
            waits |= ring->open_count > 0;
        }
    }
    return waits;
}

static void suit_sound(struct stage *stage, uint64_t now_us)
{
    uint32_t viewers = atomic_load_explicit(&stage->viewer_count, memory_order_relaxed);
    bool is_auto = stage->sound_us == STAGE_SOUND_AUTO;
    bool is_late = stage_is_late(stage, now_us);
    bool is_vast = is_auto && viewers >= (is_late ? STAGE_LARGE : STAGE_VAST) &&
                   slot_live_layers(&stage->slots[0]) == 0;
    uint32_t large_us = viewers >= STAGE_LARGE ? STAGE_SOUND_US : 0;
    stage->floor.join_us = is_vast ? STAGE_SOUND_VAST_US : is_auto ? large_us : stage->sound_us;
    stage->floor.train_length = !is_vast ? 1 : is_late ? STAGE_TRAIN_LATE : STAGE_TRAIN_VAST;
}

void stage_tick(struct stage *stage, uint64_t now_us)
{
    suit_sound(stage, now_us);
    mix_tick(&stage->floor, now_us);
    stage->has_open_groups = close_due_groups(stage, now_us);
    if (now_us >= stage->looked_us + STAGE_LOOK_US) {
        stage->looked_us = now_us;
        for (size_t i = 0; i < STAGE_SLOTS; i++) {
            slot_tick(&stage->slots[i], now_us);
        }
    }
}
