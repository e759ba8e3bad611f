/* What a viewer asks and tells: retransmission, keyframes, how its line does. */
#include "stage/viewer.h"

#include "wire/rtcp.h"
#include "wire/rtp.h"

static struct viewer_track *find_track(struct viewer *viewer, uint32_t ssrc)
{
    for (size_t i = 0; i < viewer->track_count; i++) {
        if (viewer_track_ssrc(viewer, &viewer->tracks[i]) == ssrc) {
            return &viewer->tracks[i];
        }
    }
    return NULL;
}

/* ---- retransmission ---- */

/* A cap a viewer: a stream of NACKs must not become a flood. */
static bool take_resend_token(struct viewer *viewer, uint64_t now_us)
{
    uint64_t elapsed_us = now_us - viewer->resend_filled_us;
    uint64_t earned = elapsed_us * VIEWER_RESENDS_A_SECOND / SECOND_US;
    if (earned > 0) {
        viewer->resend_tokens =
            (uint32_t)MIN(viewer->resend_tokens + earned, VIEWER_RESENDS_A_SECOND);
        viewer->resend_filled_us = now_us;
    }
    if (viewer->resend_tokens == 0) {
        return false;
    }
    viewer->resend_tokens--;
    return true;
}

/* The same index carries the same bytes: the packet is immutable, the mapping under
 * which it was first sent is found by its index.
 */
static void resend(struct viewer *viewer, struct viewer_track *track, struct train_sink *trains,
                   uint16_t wanted, uint64_t now_us)
{
    const struct ring *ring = viewer_track_ring(viewer, track, track->map.layer);
    uint64_t next_index = viewer_track_next_index(track, ring);
    uint64_t index = rtp_extend_sequence(next_index - 1, wanted);
    bool is_former = index < track->map_index || !track->is_mapped;
    const struct viewer_map *map = is_former ? &track->former : &track->map;
    if (index >= next_index || (is_former && !track->has_former)) {
        return;
    }
    uint64_t sequence = (uint64_t)((int64_t)index - map->index_delta);
    ring = viewer_track_ring(viewer, track, map->layer);
    const struct ring_packet *packet = ring_find(ring, sequence);
    if (packet && sequence >= map->first_sequence && !stage_is_late(viewer->stage, now_us) &&
        take_resend_token(viewer, now_us)) {
        viewer_track_resend(track, map, ring, viewer_track_ssrc(viewer, track), packet, trains);
    }
}

static void resend_all(struct viewer *viewer, struct viewer_track *track, struct train_sink *trains,
                       const struct rtcp_packet *nack, uint64_t now_us)
{
    for (size_t i = 0; i < nack->nack.count; i++) {
        uint16_t sequence = nack->nack.items[i].sequence;
        uint16_t following = nack->nack.items[i].following;
        resend(viewer, track, trains, sequence, now_us);
        for (uint16_t bit = 0; following != 0; bit++, following >>= 1) {
            if (following & 1) {
                resend(viewer, track, trains, (uint16_t)(sequence + bit + 1), now_us);
            }
        }
    }
}

/* ---- the rest ---- */

static void wish_keyframe(struct viewer *viewer, uint32_t ssrc)
{
    struct viewer_track *track = find_track(viewer, ssrc);
    if (track && track->slot != VIEWER_AUDIO_SLOT && track->is_mapped) {
        slot_wish_keyframe(&viewer->stage->slots[track->slot], track->map.layer);
    }
}

static void note_reports(struct viewer *viewer, const struct rtcp_packet *packet, uint64_t now_us)
{
    for (size_t i = 0; i < packet->report.count; i++) {
        const struct rtcp_report *block = &packet->report.blocks[i];
        const struct viewer_track *track = find_track(viewer, block->ssrc);
        if (track && track->slot == 0) {
            bandwidth_loss(&viewer->bandwidth, block->fraction_lost, viewer->sent_bps, now_us);
        }
    }
}

static void handle(struct viewer *viewer, struct train_sink *trains,
                   const struct rtcp_packet *packet, uint64_t now_us, bool *left)
{
    struct viewer_track *track;
    switch (packet->type) {
    case RTCP_NACK:
        track = find_track(viewer, packet->media_ssrc);
        if (track && track->packet_count > 0) {
            resend_all(viewer, track, trains, packet, now_us);
        }
        break;
    case RTCP_PLI:
        wish_keyframe(viewer, packet->media_ssrc);
        break;
    case RTCP_FIR:
        for (size_t i = 0; i < packet->sources.count; i++) {
            wish_keyframe(viewer, packet->sources.ssrcs[i]);
        }
        break;
    case RTCP_REMB:
        bandwidth_remb(&viewer->bandwidth, packet->bitrate_bps, viewer->sent_bps, now_us);
        break;
    case RTCP_SENDER_REPORT:
    case RTCP_RECEIVER_REPORT:
        note_reports(viewer, packet, now_us);
        break;
    case RTCP_BYE:
        *left = true;
        break;
    case RTCP_SDES:
    case RTCP_TRANSPORT_CC:
    case RTCP_OTHER:
        break;
    }
}

enum drop viewer_receive_rtcp(struct viewer *viewer, struct train_sink *trains,
                              struct bytes datagram, uint64_t now_us, bool *left)
{
    struct rtcp_reader reader;
    struct rtcp_packet packet;
    rtcp_reader_init(&reader, datagram);
    while (rtcp_next(&reader, &packet)) {
        handle(viewer, trains, &packet, now_us, left);
    }
    return reader.failed ? DROP_RTCP_MALFORMED : DROP_NONE;
}
