/* The stage of a room as the media side sees it: its slots, its floor mix, and the
 * SSRCs they have towards every viewer. Which source is shown where is decided by
 * node/room; this only carries it out.
 */
#ifndef PLENARY_STAGE_STAGE_H
#define PLENARY_STAGE_STAGE_H

#include "stage/mix.h"
#include "stage/slot.h"

enum { STAGE_SLOTS = 9 }; /* main, side1 .. side8 */

struct stage {
    uint32_t video_ssrc[STAGE_SLOTS]; /* fixed for the life of the room */
    uint32_t audio_ssrc;
    struct mix floor;
    struct slot slots[STAGE_SLOTS];
};

/* "main", "side1", ... */
const char *slot_name(size_t slot);

#endif
