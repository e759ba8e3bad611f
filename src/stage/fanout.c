#include "stage/fanout.h"

void fanout_init(struct fanout *fanout, struct train_sink *trains, unsigned switches)
{
    fanout->trains = trains;
    fanout->switches = switches;
}

/* ---- halls ---- */

static struct hall *hall_of(struct fanout *fanout, struct stage *stage)
{
    for (size_t i = 0; i < fanout->hall_count; i++) {
        if (fanout->halls[i].stage == stage) {
            return &fanout->halls[i];
        }
    }
    ASSERT(fanout->hall_count < FANOUT_HALLS_MAX);
    struct hall *hall = &fanout->halls[fanout->hall_count++];
    hall->stage = stage;
    hall->rows[FANOUT_SOUND].ring = &stage->floor.ring;
    hall->rows[FANOUT_SOUND].ssrc = stage->audio_ssrc;
    for (size_t i = 0; i < FANOUT_SOUND; i++) {
        hall->rows[i].ring = &stage->slots[i / LAYER_COUNT].rings[i % LAYER_COUNT];
        hall->rows[i].ssrc = stage->video_ssrc[i / LAYER_COUNT];
    }
    return hall;
}

static struct row *row_of(struct hall *hall, const struct viewer_track *track)
{
    return &hall->rows[track->slot == VIEWER_AUDIO_SLOT
                           ? FANOUT_SOUND
                           : track->slot * LAYER_COUNT + track->map.layer];
}

/* ---- who is settled ---- */

static void unsettle(struct hall *hall, struct viewer *viewer)
{
    if (!viewer->is_unsettled) {
        viewer->is_unsettled = true;
        viewer->unsettled_place = hall->unsettled_count;
        hall->unsettled[hall->unsettled_count++] = viewer;
    }
}

static void settle(struct hall *hall, struct viewer *viewer)
{
    if (viewer->is_unsettled) {
        struct viewer *last = hall->unsettled[--hall->unsettled_count];
        hall->unsettled[viewer->unsettled_place] = last;
        last->unsettled_place = viewer->unsettled_place;
        viewer->is_unsettled = false;
    }
}

void fanout_add(struct fanout *fanout, struct viewer *viewer, struct peer *peer)
{
    struct hall *hall = hall_of(fanout, viewer->stage);
    ASSERT(!viewer->hall && hall->viewer_count < ROW_TRACKS_MAX);
    viewer_connect(viewer, peer);
    viewer->hall = hall;
    viewer->place = hall->viewer_count;
    hall->viewers[hall->viewer_count++] = viewer;
    unsettle(hall, viewer);
    atomic_fetch_add_explicit(&viewer->stage->viewer_count, 1, memory_order_relaxed);
}

void fanout_remove(struct viewer *viewer)
{
    struct hall *hall = viewer->hall;
    if (!hall) {
        return;
    }
    for (size_t i = 0; i < viewer->track_count; i++) {
        row_leave(&viewer->tracks[i]);
    }
    settle(hall, viewer);
    struct viewer *last = hall->viewers[--hall->viewer_count];
    hall->viewers[viewer->place] = last;
    last->place = viewer->place;
    viewer->hall = NULL;
    atomic_fetch_sub_explicit(&viewer->stage->viewer_count, 1, memory_order_relaxed);
}

void fanout_look_at(struct viewer *viewer)
{
    if (viewer->hall && !viewer_is_settled(viewer)) {
        unsettle(viewer->hall, viewer);
    }
}

/* Where a slot's layers came or went, or sound begins, all have to look again. */
static void notice_changes(struct hall *hall)
{
    bool has_sound = ring_head(&hall->stage->floor.ring) > 0;
    bool has_changed = has_sound != hall->has_sound;
    hall->has_sound = has_sound;
    for (size_t slot = 0; slot < STAGE_SLOTS; slot++) {
        uint8_t live = slot_live_layers(&hall->stage->slots[slot]);
        has_changed |= live != hall->live[slot];
        hall->live[slot] = live;
    }
    for (uint32_t i = 0; has_changed && i < hall->viewer_count; i++) {
        unsettle(hall, hall->viewers[i]);
    }
}

static void look_at_one(struct hall *hall, struct viewer *viewer, struct train_sink *trains,
                        uint64_t now_us, size_t *budget)
{
    size_t sent = viewer_settle(viewer, trains, now_us);
    *budget -= MIN(*budget, sent + 1);
    for (size_t i = 0; i < viewer->track_count; i++) {
        struct viewer_track *track = &viewer->tracks[i];
        if (viewer_track_is_in_step(viewer, track)) {
            row_join(row_of(hall, track), track);
        }
    }
    if (viewer_is_settled(viewer)) {
        settle(hall, viewer);
    }
}

/* Each unsettled viewer once; it goes on where the budget ended before. */
static bool look_at_unsettled(struct hall *hall, struct train_sink *trains, uint64_t now_us,
                              size_t *budget)
{
    if (hall->unsettled_at == 0) {
        hall->unsettled_at = hall->unsettled_count;
    }
    while (hall->unsettled_at > 0 && *budget > 0) {
        uint32_t at = --hall->unsettled_at;
        if (at < hall->unsettled_count) {
            look_at_one(hall, hall->unsettled[at], trains, now_us, budget);
        }
    }
    return hall->unsettled_at > 0;
}

/* ---- walks ---- */

static bool sound_rides(const struct fanout *fanout, const struct hall *hall, uint64_t now_us)
{
    uint64_t carried_us = 0;
    for (size_t layer = 0; layer < LAYER_COUNT; layer++) {
        carried_us = MAX(carried_us, hall->rows[layer].carried_us);
    }
    return (fanout->switches & FANOUT_RIDING) != 0 && stage_is_large(hall->stage) &&
           now_us < carried_us + FANOUT_CARRIED_US;
}

static bool walk(struct fanout *fanout, struct hall *hall, size_t at, uint64_t now_us,
                 size_t *budget)
{
    struct row *row = &hall->rows[at];
    const struct row *sound = &hall->rows[FANOUT_SOUND];
    bool rides = sound_rides(fanout, hall, now_us);
    struct viewer_voice voice = {.ring = rides && at < LAYER_COUNT ? sound->ring : NULL,
                                 .ssrc = sound->ssrc};
    uint64_t until_us = rides && at == FANOUT_SOUND ? now_us - FANOUT_RIDE_US : NEVER_US;
    if (row->count == 0) {
        return false;
    }
    size_t skipped = row_skip(row, now_us - FANOUT_LATE_US) * row->count;
    if (skipped > 0) {
        fanout->skipped += skipped;
        atomic_store_explicit(&hall->stage->late_us, now_us, memory_order_relaxed);
    }
    return row_walk(row, &voice, until_us,
                    (fanout->switches & FANOUT_PREFETCH) != 0 ? ROW_PREFETCH : ROW_NO_PREFETCH,
                    fanout->trains, budget);
}

/* One group of each row in turn, beginning where the budget ended before. */
static bool serve(struct fanout *fanout, struct hall *hall, uint64_t now_us, size_t *budget)
{
    bool more = false;
    for (size_t i = 0; i<FANOUT_ROWS && * budget> 0; i++) {
        more |= walk(fanout, hall, hall->row_at, now_us, budget);
        if (*budget > 0) {
            hall->row_at = (hall->row_at + 1) % FANOUT_ROWS;
        }
    }
    return more;
}

bool fanout_step(struct fanout *fanout, uint64_t now_us)
{
    size_t budget = FANOUT_STEP;
    bool more = false;
    bool looks = now_us - fanout->looked_us >= FANOUT_LOOK_US;
    for (size_t i = 0; i < fanout->hall_count && budget > 0; i++) {
        struct hall *hall = &fanout->halls[fanout->hall_at];
        notice_changes(hall);
        more |= serve(fanout, hall, now_us, &budget);
        if (looks || hall->unsettled_at > 0) {
            more |= look_at_unsettled(hall, fanout->trains, now_us, &budget);
        }
        fanout->hall_at = (fanout->hall_at + 1) % fanout->hall_count;
    }
    if (looks) {
        fanout->looked_us = now_us;
    }
    return more || budget == 0;
}

uint64_t fanout_next_deadline(const struct fanout *fanout, uint64_t now_us)
{
    for (size_t i = 0; i < fanout->hall_count; i++) {
        const struct hall *hall = &fanout->halls[i];
        const struct row *sound = &hall->rows[FANOUT_SOUND];
        if (hall->unsettled_count > 0 ||
            (sound->count > 0 && sound->target < ring_head(sound->ring))) {
            return now_us + FANOUT_LOOK_US;
        }
    }
    return NEVER_US;
}
