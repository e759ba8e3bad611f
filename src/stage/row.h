/* A row: all tracks of one media thread that are in step with one ring, in a dense array.
 * When the ring has a new group, a walk sends it to each of them; a walk may be done in
 * parts, so that receiving does not wait for thousands of viewers.
 */
#ifndef PLENARY_STAGE_ROW_H
#define PLENARY_STAGE_ROW_H

#include "stage/viewer_track.h"

enum { ROW_TRACKS_MAX = 32768 };

struct row {
    const struct ring *ring;
    uint32_t ssrc;
    uint32_t count;
    uint32_t at, left;   /* the walk: who is next, and how many still come */
    uint32_t start;      /* where the next walk begins: nobody is always the first */
    uint64_t target;     /* all are served up to this order when the walk is done */
    uint64_t carried_us; /* when the last group came that sound could ride behind */
    struct viewer_track *tracks[ROW_TRACKS_MAX];
};

_Static_assert(ROW_TRACKS_MAX <= UINT16_MAX, "a place fits viewer_track.place");

/* A track that is mapped and has sent all that its ring has. */
void row_join(struct row *row, struct viewer_track *track);
/* The track's row lets it go; nothing if it stands in none. */
void row_leave(struct viewer_track *track);
/* The track reads `ring` no more. Its former map is kept for retransmission. */
void viewer_track_unmap(struct viewer_track *track, const struct ring *ring);

enum row_prefetch { ROW_PREFETCH, ROW_NO_PREFETCH };

/* Go on with the walk, or begin one if the ring has a group that was not walked yet and that
 * arrived not after `until_us`; as long as `*budget` (packets) lasts. Returns whether the
 * walk, or another group, is still to be done. A track whose place in the ring is gone
 * leaves the row, unmapped.
 */
bool row_walk(struct row *row, const struct viewer_voice *voice, uint64_t until_us,
              enum row_prefetch prefetch, struct train_sink *trains, size_t *budget);

/* Leave out the groups whose last packet arrived before `before_us`: the thread is too late
 * for them. Returns the number of packets that nobody gets.
 */
size_t row_skip(struct row *row, uint64_t before_us);

#endif
