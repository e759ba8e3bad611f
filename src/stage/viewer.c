#include "stage/viewer.h"

#include "wire/rtcp.h"
#include "wire/rtp.h"

enum { START_INDEX_MASK = 0x3fff, LAYER_SWITCH_TICKS = 90 };

/* ---- set-up ---- */

void viewer_assign_ssrcs(const struct stage *stage, struct session_description *session)
{
    size_t slot = 0;
    for (size_t i = 0; i < session->track_count; i++) {
        struct track *track = &session->tracks[i];
        track->ssrc = track->kind == MEDIA_AUDIO ? stage->audio_ssrc : stage->video_ssrc[slot++];
    }
}

/* Sound rides behind the main picture. */
static void let_voice_ride(struct viewer *viewer)
{
    struct viewer_track *main = NULL, *voice = NULL;
    for (size_t i = 0; i < viewer->track_count; i++) {
        struct viewer_track *track = &viewer->tracks[i];
        main = track->slot == 0 ? track : main;
        voice = track->slot == VIEWER_AUDIO_SLOT ? track : voice;
    }
    if (main && voice) {
        main->voice_step = (int8_t)(voice - main);
    }
}

void viewer_init(struct viewer *viewer, const struct session_description *session,
                 struct stage *stage, uint32_t start_index, uint64_t now_us)
{
    *viewer = (struct viewer){
        .stage = stage,
        .rate_since_us = now_us,
        .report_at_us = NEVER_US,
        .tick_at_us = now_us,
        .resend_tokens = VIEWER_RESENDS_A_SECOND,
        .resend_filled_us = now_us,
    };
    bandwidth_init(&viewer->bandwidth, now_us);
    uint8_t slot = 0;
    for (size_t i = 0; i < session->track_count; i++) {
        const struct track *negotiated = &session->tracks[i];
        ASSERT(viewer->track_count < VIEWER_TRACKS_MAX);
        struct viewer_track *track = &viewer->tracks[viewer->track_count++];
        track->slot = negotiated->kind == MEDIA_AUDIO ? VIEWER_AUDIO_SLOT : slot++;
        track->map_index = (start_index & START_INDEX_MASK) + 1;
        track->max_bps = negotiated->max_bps;
        track->wanted_layer = LAYER_COUNT;
        track->wanted_since_us = now_us;
        memset(track->payload_types, VIEWER_NO_PAYLOAD_TYPE, sizeof(track->payload_types));
        for (size_t c = 0; c < negotiated->codec_count; c++) {
            const struct payload_type *codec = &negotiated->codecs[c];
            if (track->payload_types[codec->codec] == VIEWER_NO_PAYLOAD_TYPE) {
                track->payload_types[codec->codec] = codec->payload_type;
            }
        }
    }
    let_voice_ride(viewer);
}

void viewer_connect(struct viewer *viewer, struct peer *peer)
{
    for (size_t i = 0; i < viewer->track_count; i++) {
        viewer->tracks[i].peer = peer;
    }
}

uint32_t viewer_track_ssrc(const struct viewer *viewer, const struct viewer_track *track)
{
    return track->slot == VIEWER_AUDIO_SLOT ? viewer->stage->audio_ssrc
                                            : viewer->stage->video_ssrc[track->slot];
}

const struct ring *viewer_track_ring(const struct viewer *viewer, const struct viewer_track *track,
                                     uint8_t layer)
{
    return track->slot == VIEWER_AUDIO_SLOT ? &viewer->stage->floor.ring
                                            : &viewer->stage->slots[track->slot].rings[layer];
}

/* ---- where to read ---- */

static void map_track(struct viewer_track *track, const struct ring *former, uint8_t layer,
                      const struct ring_packet *first, uint64_t walk)
{
    const struct ring_packet *last = viewer_track_last(track, former);
    uint32_t sent_timestamp = last ? last->timestamp + track->map.timestamp_delta : 0;
    uint32_t timestamp_delta = 0;
    if (last && (int32_t)(first->timestamp - sent_timestamp) <= 0) {
        timestamp_delta = sent_timestamp + LAYER_SWITCH_TICKS - first->timestamp;
    }
    viewer_track_unmap(track, former);
    track->map = (struct viewer_map){
        .layer = layer,
        .first_sequence = first->sequence,
        .index_delta = (int64_t)(track->map_index - first->sequence),
        .timestamp_delta = timestamp_delta,
        .codec = first->codec,
        .payload_type = track->payload_types[first->codec],
    };
    track->map_order = track->next_order = walk;
    track->is_mapped = true;
    track->silent_since_us = 0;
}

/* May the viewer start with this keyframe? Old ones cost a long burst, so a fresh one
 * is asked for first; but who has waited takes what there is.
 */
static bool may_join_with(const struct viewer_track *track, const struct ring_packet *keyframe,
                          uint64_t now_us)
{
    return now_us - keyframe->arrival_us <= VIEWER_KEYFRAME_FRESH_US ||
           now_us - track->wanted_since_us >= VIEWER_KEYFRAME_WAIT_US;
}

/* Move to another layer at its keyframe: one that came after the move was wanted, or,
 * where the layer in use has fallen silent, one that is newer than all it sent.
 */
static bool may_move_with(const struct viewer_track *track, const struct ring *ring,
                          const struct ring_packet *keyframe, bool is_silent)
{
    const struct ring_packet *last = viewer_track_last(track, ring);
    if (is_silent) {
        return !last || keyframe->arrival_us > last->arrival_us;
    }
    return last && last->marker && keyframe->arrival_us >= track->wanted_since_us;
}

static void try_map(struct viewer *viewer, struct viewer_track *track, uint8_t layer,
                    bool is_silent, uint64_t now_us)
{
    struct slot *slot = &viewer->stage->slots[track->slot];
    uint64_t walk;
    const struct ring_packet *keyframe = ring_keyframe(&slot->rings[layer], &walk);
    const struct ring *former = &slot->rings[track->map.layer];
    bool may = keyframe && (track->is_mapped ? may_move_with(track, former, keyframe, is_silent)
                                             : may_join_with(track, keyframe, now_us));
    if (may) {
        map_track(track, former, layer, keyframe, walk);
    } else {
        slot_wish_keyframe(slot, layer);
    }
}

static bool is_silent(struct viewer_track *track, uint8_t live, uint64_t now_us)
{
    if (!track->is_mapped || (live >> track->map.layer & 1) != 0) {
        track->silent_since_us = 0;
        return false;
    }
    if (track->silent_since_us == 0) {
        track->silent_since_us = now_us;
    }
    return now_us - track->silent_since_us >= VIEWER_LAYER_GRACE_US;
}

static void want_layer(struct viewer_track *track, uint8_t layer, uint64_t now_us)
{
    if (track->wanted_layer != layer) {
        track->wanted_layer = layer;
        track->wanted_since_us = now_us;
    }
}

/* What the line carries, or less where the viewer has asked for less. */
static uint32_t bounded(const struct viewer_track *track, uint32_t bps)
{
    return track->max_bps > 0 ? MIN(bps, track->max_bps) : bps;
}

static void place_video_track(struct viewer *viewer, struct viewer_track *track, uint64_t now_us)
{
    const struct slot *slot = &viewer->stage->slots[track->slot];
    uint8_t live = slot_live_layers(slot);
    bool silent = is_silent(track, live, now_us);
    if (live == 0 || (track->silent_since_us != 0 && !silent)) {
        return;
    }
    if (track->wanted_layer == LAYER_COUNT || (live >> track->wanted_layer & 1) == 0) {
        uint32_t budget_bps = bounded(track, viewer->bandwidth.estimate_bps);
        want_layer(track, bandwidth_choose_layer(slot, budget_bps), now_us);
    }
    if (track->wanted_layer < LAYER_COUNT &&
        (!track->is_mapped || track->wanted_layer != track->map.layer)) {
        try_map(viewer, track, track->wanted_layer, silent, now_us);
    }
}

static bool publishes(const struct viewer *viewer)
{
    return viewer->own_sources[0] != 0 || viewer->own_sources[1] != 0;
}

static bool would_hear_itself(const struct viewer *viewer)
{
    uint64_t heard = atomic_load_explicit(&viewer->stage->floor.heard, memory_order_acquire);
    return heard != 0 && (viewer->own_sources[0] == heard || viewer->own_sources[1] == heard);
}

static void place_audio_track(struct viewer *viewer, struct viewer_track *track)
{
    const struct ring *ring = &viewer->stage->floor.ring;
    if (would_hear_itself(viewer)) {
        if (track->is_mapped) {
            viewer_track_unmap(track, ring);
        }
        return;
    }
    uint64_t head = ring_head(ring);
    const struct ring_packet *newest = head > 0 ? ring_at(ring, head - 1) : NULL;
    if (!track->is_mapped && newest) {
        map_track(track, ring, 0, newest, head - 1);
    }
}

/* ---- catching up ---- */

static size_t catch_up(struct viewer *viewer, struct viewer_track *track, struct train_sink *trains)
{
    static const struct viewer_voice no_voice = {.ring = NULL};
    const struct ring *ring = viewer_track_ring(viewer, track, track->map.layer);
    uint32_t ssrc = viewer_track_ssrc(viewer, track);
    uint64_t head = ring_head(ring);
    size_t sent = 0;
    bool is_lost = false;
    while (track->next_order < head && sent < VIEWER_BURST && !is_lost) {
        sent += viewer_track_send(track, ring, ssrc, &no_voice, trains, &is_lost);
    }
    if (is_lost) { /* slept through a whole ring: start again at a keyframe */
        viewer_track_unmap(track, ring);
    }
    return sent;
}

size_t viewer_settle(struct viewer *viewer, struct train_sink *trains, uint64_t now_us)
{
    size_t sent = 0;
    for (size_t i = 0; i < viewer->track_count; i++) {
        struct viewer_track *track = &viewer->tracks[i];
        if (track->slot == VIEWER_AUDIO_SLOT) {
            place_audio_track(viewer, track);
        } else {
            place_video_track(viewer, track, now_us);
        }
        if (track->is_mapped && !track->row) {
            sent += catch_up(viewer, track, trains);
        }
    }
    if (sent > 0 && viewer->report_at_us == NEVER_US) {
        viewer->report_at_us = now_us; /* the first report puts sound and picture in step */
    }
    return sent;
}

bool viewer_track_is_in_step(const struct viewer *viewer, const struct viewer_track *track)
{
    return track->is_mapped && !track->row &&
           track->next_order >= ring_head(viewer_track_ring(viewer, track, track->map.layer));
}

static bool track_is_settled(const struct viewer *viewer, const struct viewer_track *track)
{
    if (track->slot == VIEWER_AUDIO_SLOT) {
        return track->row || ring_head(&viewer->stage->floor.ring) == 0;
    }
    uint8_t live = slot_live_layers(&viewer->stage->slots[track->slot]);
    return live == 0 || (track->row && track->wanted_layer == track->map.layer &&
                         (live >> track->map.layer & 1) != 0);
}

bool viewer_is_settled(const struct viewer *viewer)
{
    if (publishes(viewer)) {
        return false;
    }
    for (size_t i = 0; i < viewer->track_count; i++) {
        if (!track_is_settled(viewer, &viewer->tracks[i])) {
            return false;
        }
    }
    return true;
}

/* ---- layers by bandwidth ---- */

static uint32_t next_better_bps(const struct slot *slot, uint8_t layer)
{
    uint8_t live = slot_live_layers(slot);
    while (layer-- > 0) {
        if ((live >> layer & 1) != 0) {
            return ring_rate_bps(&slot->rings[layer]);
        }
    }
    return 0;
}

/* The main slot gets what the line carries less a quarter for all the others. */
static void choose_layers(struct viewer *viewer, uint64_t now_us)
{
    uint32_t sides = 0;
    for (size_t i = 0; i < viewer->track_count; i++) {
        uint8_t slot = viewer->tracks[i].slot;
        if (slot != 0 && slot != VIEWER_AUDIO_SLOT &&
            slot_live_layers(&viewer->stage->slots[slot]) != 0) {
            sides++;
        }
    }
    for (size_t i = 0; i < viewer->track_count; i++) {
        struct viewer_track *track = &viewer->tracks[i];
        if (track->slot == VIEWER_AUDIO_SLOT) {
            continue;
        }
        const struct slot *slot = &viewer->stage->slots[track->slot];
        if (track->slot == 0 && track->is_mapped) {
            uint32_t next_bps = next_better_bps(slot, track->map.layer);
            next_bps = bounded(track, next_bps) == next_bps ? next_bps : 0;
            bandwidth_try(&viewer->bandwidth, next_bps + next_bps / 4, now_us);
        }
        uint32_t estimate_bps = viewer->bandwidth.estimate_bps;
        uint32_t shared_bps = sides > 0 ? estimate_bps / 4 : 0;
        uint32_t budget_bps =
            track->slot == 0 ? estimate_bps - shared_bps : shared_bps / MAX(sides, 1u);
        uint8_t layer = bandwidth_choose_layer(slot, bounded(track, budget_bps));
        if (layer < LAYER_COUNT) {
            want_layer(track, layer, now_us);
        }
    }
}

/* ---- time ---- */

static void write_sender_reports(struct viewer *viewer, struct peer *peer, uint64_t now_us)
{
    uint8_t buffer[1200];
    struct writer writer = writer_of(buffer, sizeof(buffer));
    uint64_t ntp = (now_us / SECOND_US) << 32 | ((now_us % SECOND_US) << 32) / SECOND_US;
    for (size_t i = 0; i < viewer->track_count; i++) {
        const struct viewer_track *track = &viewer->tracks[i];
        const struct ring *ring = viewer_track_ring(viewer, track, track->map.layer);
        uint32_t clock_hz = track->slot == VIEWER_AUDIO_SLOT ? AUDIO_CLOCK_HZ : VIDEO_CLOCK_HZ;
        struct rtcp_sender_info info = {
            .ntp = ntp,
            .packet_count = track->packet_count,
            .octet_count = track->octet_count,
        };
        if (track->is_mapped && track->packet_count > 0 &&
            ring_clock(ring, now_us, clock_hz, &info.rtp_timestamp)) {
            info.rtp_timestamp += track->map.timestamp_delta;
            rtcp_write_sender_report(&writer, viewer_track_ssrc(viewer, track), &info, NULL, 0);
            rtcp_write_sdes(&writer, viewer_track_ssrc(viewer, track), "plenary");
        }
    }
    if (!writer.failed && writer.at > writer.start) {
        peer_send_rtcp(peer, writer_bytes(&writer));
    }
}

static void measure_sent(struct viewer *viewer, uint64_t now_us)
{
    enum { OVERHEAD = RTP_HEADER_SIZE + 16 };
    uint64_t elapsed_us = now_us - viewer->rate_since_us;
    uint32_t bytes = 0;
    if (elapsed_us < SECOND_US) {
        return;
    }
    for (size_t i = 0; i < viewer->track_count; i++) {
        bytes += viewer->tracks[i].octet_count + viewer->tracks[i].packet_count * OVERHEAD;
    }
    uint32_t new_bytes = bytes - viewer->rate_bytes;
    viewer->sent_bps = (uint32_t)((uint64_t)new_bytes * 8 * SECOND_US / elapsed_us);
    viewer->rate_bytes = bytes;
    viewer->rate_since_us = now_us;
}

void viewer_tick(struct viewer *viewer, struct peer *peer, uint64_t now_us)
{
    if (now_us >= viewer->report_at_us) {
        write_sender_reports(viewer, peer, now_us);
        viewer->report_at_us = now_us + VIEWER_REPORT_US;
    }
    if (now_us >= viewer->tick_at_us) {
        measure_sent(viewer, now_us);
        choose_layers(viewer, now_us);
        viewer->tick_at_us = now_us + VIEWER_TICK_US;
    }
}

uint64_t viewer_next_deadline(const struct viewer *viewer)
{
    return MIN(viewer->report_at_us, viewer->tick_at_us);
}
