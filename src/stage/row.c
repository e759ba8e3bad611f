#include "stage/row.h"

enum { TRACK_AHEAD = 8, PEER_AHEAD = 3 }; /* how far before its turn memory is fetched */

void row_join(struct row *row, struct viewer_track *track)
{
    ASSERT(!track->row && row->count < ROW_TRACKS_MAX);
    if (row->count == 0) {
        row->target = ring_head(row->ring); /* nobody was there for what came before */
        row->left = 0;
    }
    track->row = row;
    track->place = (uint16_t)row->count;
    row->tracks[row->count++] = track;
}

void row_leave(struct viewer_track *track)
{
    struct row *row = track->row;
    if (!row) {
        return;
    }
    struct viewer_track *last = row->tracks[--row->count];
    row->tracks[track->place] = last;
    last->place = track->place;
    track->row = NULL;
}

void viewer_track_unmap(struct viewer_track *track, const struct ring *ring)
{
    row_leave(track);
    track->map_index = viewer_track_next_index(track, ring);
    if (track->is_mapped) {
        track->former = track->map;
        track->has_former = true;
        track->is_mapped = false;
    }
}

static bool has_next(const struct row *row, uint64_t until_us)
{
    const struct ring_packet *next = ring_at(row->ring, row->target);
    return row->count > 0 && row->target < ring_head(row->ring) &&
           (!next || next->arrival_us <= until_us);
}

/* A walk is one group, so that each has its turn before anybody's second. */
static void begin(struct row *row)
{
    const struct ring_packet *next = ring_at(row->ring, row->target);
    if (next) {
        const struct ring_packet *last = ring_at(row->ring, row->target + next->group_left - 1);
        row->carried_us =
            last && last->padded_size == next->padded_size ? next->arrival_us : row->carried_us;
        row->target += next->group_left;
    } else { /* slept through the ring: the tracks will notice */
        row->target = ring_head(row->ring);
    }
    row->left = row->count;
    row->at = row->start++ % row->count;
}

static struct viewer_track *ahead(const struct row *row, uint32_t steps)
{
    uint32_t at = row->at + steps;
    return row->tracks[at < row->count ? at : at - row->count];
}

static void fetch_ahead(const struct row *row)
{
    if (row->count <= TRACK_AHEAD) {
        return;
    }
    const struct peer *peer = ahead(row, PEER_AHEAD)->peer;
    __builtin_prefetch(ahead(row, TRACK_AHEAD), 1);
    __builtin_prefetch(&peer->ice.selected);
    srtp_sender_prefetch(&peer->sender);
}

static size_t serve(struct row *row, struct viewer_track *track, const struct viewer_voice *voice,
                    struct train_sink *trains)
{
    size_t sent = 0;
    bool is_lost = false;
    while (track->next_order < row->target && !is_lost) {
        sent += viewer_track_send(track, row->ring, row->ssrc, voice, trains, &is_lost);
    }
    if (is_lost) {
        viewer_track_unmap(track, row->ring);
    }
    return sent;
}

bool row_walk(struct row *row, const struct viewer_voice *voice, uint64_t until_us,
              enum row_prefetch prefetch, struct train_sink *trains, size_t *budget)
{
    row->left = MIN(row->left, row->count);
    if (row->left == 0 && *budget > 0 && has_next(row, until_us)) {
        begin(row);
    }
    while (row->left > 0 && *budget > 0) {
        row->at = row->at < row->count ? row->at : 0;
        if (prefetch == ROW_PREFETCH) {
            fetch_ahead(row);
        }
        struct viewer_track *track = row->tracks[row->at++];
        row->left--;
        size_t sent = serve(row, track, voice, trains);
        *budget -= MIN(*budget, sent + 1);
        row->left = MIN(row->left, row->count);
    }
    return row->left > 0 || has_next(row, until_us);
}

size_t row_skip(struct row *row, uint64_t before_us)
{
    size_t skipped = 0;
    while (row->left == 0 && row->count > 0) {
        const struct ring_packet *next = ring_at(row->ring, row->target);
        const struct ring_packet *last =
            next ? ring_at(row->ring, row->target + next->group_left - 1) : NULL;
        if (!last || last->arrival_us >= before_us) {
            break;
        }
        skipped += next->group_left;
        row->target += next->group_left;
    }
    for (uint32_t i = 0; skipped > 0 && i < row->count; i++) {
        row->tracks[i]->next_order = MAX(row->tracks[i]->next_order, row->target);
    }
    return skipped;
}
