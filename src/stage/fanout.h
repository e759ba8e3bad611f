/* The fan-out of one media thread: what is new in the rings of its rooms goes to all its
 * viewers. Viewers that are settled stand in the rows of the rings they read, and a new
 * group of packets is one walk along a row; the few that are not settled (they join, or
 * change their layer) are looked at one by one.
 *
 * With a large audience sound waits a little for the next picture and rides behind it as
 * the short last datagram of its train: messages cost, not bytes.
 */
#ifndef PLENARY_STAGE_FANOUT_H
#define PLENARY_STAGE_FANOUT_H

#include "stage/viewer.h"

enum {
    FANOUT_HALLS_MAX = 160, /* stages: of halls, and of green rooms */
    FANOUT_STEP = 1024,     /* packets */
    FANOUT_SOUND =
        STAGE_SLOTS * LAYER_COUNT, /* the mix's row; before it those of the slots' layers */
    FANOUT_ROWS,
};
#define FANOUT_RIDE_US    (45 * MS_US)  /* sound waits so long for a picture ... */
#define FANOUT_CARRIED_US (200 * MS_US) /* ... if one that it could ride behind came so lately */
#define FANOUT_LATE_US    (400 * MS_US) /* what is older is not sent: the thread is overloaded */
#define FANOUT_LOOK_US    (2 * MS_US)   /* unsettled viewers are looked at so often */

/* What can be switched off, to measure what it is worth (script/bench ablation). */
enum fanout_switch {
    FANOUT_PREFETCH = 1, /* the next viewers' memory is fetched while one is served */
    FANOUT_RIDING = 2,   /* sound rides */
};

struct hall { /* a room, as far as this thread serves it */
    struct stage *stage;
    uint8_t live[STAGE_SLOTS]; /* the slots' layers when last looked at */
    bool has_sound;            /* likewise: the mix has ever been written */
    uint32_t viewer_count, unsettled_count, unsettled_at;
    struct viewer *viewers[ROW_TRACKS_MAX], *unsettled[ROW_TRACKS_MAX];
    size_t row_at; /* whose turn it is */
    struct row rows[FANOUT_ROWS];
};

struct fanout {
    struct train_sink *trains;
    unsigned switches; /* enum fanout_switch: those that are on */
    uint64_t looked_us;
    uint64_t skipped; /* packets left out because it was too late for them */
    size_t hall_count, hall_at;
    struct hall halls[FANOUT_HALLS_MAX];
};

/* `fanout` is zeroed memory, of which only what is used is ever touched. */
void fanout_init(struct fanout *fanout, struct train_sink *trains, unsigned switches);

/* Serve a viewer from now on, through its connected peer; until fanout_remove. */
void fanout_add(struct fanout *fanout, struct viewer *viewer, struct peer *peer);
void fanout_remove(struct viewer *viewer);

/* Something about the viewer may have changed: look at it. */
void fanout_look_at(struct viewer *viewer);

/* Send what is new, up to about FANOUT_STEP packets. Returns whether there is more to be sent
 * now: the caller looks at the network and comes back.
 */
bool fanout_step(struct fanout *fanout, uint64_t now_us);

/* When to come back if nothing happens before; NEVER_US: no need. */
uint64_t fanout_next_deadline(const struct fanout *fanout, uint64_t now_us);

#endif
