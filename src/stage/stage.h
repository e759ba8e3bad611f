/* The stage of a room as the media side sees it: its slots, its floor mix, and the
 * SSRCs they have towards every viewer. Which source is shown where is decided by
 * node/room; this only carries it out.
 */
#ifndef PLENARY_STAGE_STAGE_H
#define PLENARY_STAGE_STAGE_H

#include "stage/mix.h"
#include "stage/slot.h"

enum {
    STAGE_SLOTS = 9,    /* main, side1 .. side8 */
    STAGE_LARGE = 300,  /* viewers; from then on a message saved is worth some milliseconds */
    STAGE_VAST = 10000, /* of sound alone: from then on it is worth a tenth of a second */
};
#define STAGE_GROUP_WAIT_US (10 * MS_US) /* for the rest of a frame, with a large audience */
/* What a packet of sound lasts for a large audience, and for a vast one without a picture,
 * where two leave together besides: four messages a second.
 */
#define STAGE_SOUND_US      40000u
#define STAGE_SOUND_VAST_US 120000u
#define STAGE_TRAIN_VAST    2u
#define STAGE_TRAIN_LATE    8u /* a message a second, while the machine cannot keep up */
#define STAGE_SOUND_AUTO    UINT32_MAX
#define STAGE_LOOK_US       (100 * MS_US)    /* dead layers are looked for so often */
#define STAGE_LATE_US       (10 * SECOND_US) /* the stage goes easy for so long after it was late */

struct stage {
    uint32_t video_ssrc[STAGE_SLOTS]; /* fixed for the life of the room */
    uint32_t audio_ssrc;
    uint32_t sound_us; /* of a packet of sound, whatever the audience; or STAGE_SOUND_AUTO */
    _Atomic uint32_t viewer_count; /* of all threads */
    _Atomic uint64_t late_us; /* when a thread last left something out, too late for it; 0: never */
    uint32_t source_count;
    uint64_t looked_us;
    bool has_open_groups; /* of packets in its rings */
    struct mix floor;
    struct slot slots[STAGE_SLOTS];
};

/* Publish what waited long enough for more, look for dead layers, suit the rings to the
 * size of the audience. Called by the owner of the stage each time before viewers are
 * served. Afterwards `has_open_groups` tells whether something still waits, so that it is
 * soon to be called again.
 */
void stage_tick(struct stage *stage, uint64_t now_us);

/* Nobody publishes to it, and nothing waits: there is nothing to tick. */
static inline bool stage_is_quiet(const struct stage *stage)
{
    return stage->source_count == 0 && !stage->has_open_groups && stage->floor.pending.count == 0 &&
           stage->floor.ring.open_count == 0;
}

static inline bool stage_is_large(const struct stage *stage)
{
    return atomic_load_explicit(&stage->viewer_count, memory_order_relaxed) >= STAGE_LARGE;
}

/* Whoever serves it cannot keep up: fewer, longer messages, and nothing twice. */
static inline bool stage_is_late(const struct stage *stage, uint64_t now_us)
{
    uint64_t late_us = atomic_load_explicit(&stage->late_us, memory_order_relaxed);
    return late_us > 0 && now_us < late_us + STAGE_LATE_US;
}

/* "main", "side1", ... */
const char *slot_name(size_t slot);

#endif
