#include "stage/viewer_track.h"

#include "wire/rtp.h"

_Static_assert((RING_GROUP_MAX + 1) * (RTP_HEADER_SIZE + RING_PAYLOAD_MAX + SRTP_TRAILER_MAX) <=
                   TRAIN_MAX,
               "a group and a voice fit a train");
_Static_assert(RING_GROUP_MAX + 1 <= SRTP_TRAIN_MAX, "a group and a voice can be protected");

/* The packets of one train, their headers written. */
struct train {
    size_t count, size; /* protected */
    struct srtp_plain packets[RING_GROUP_MAX + 1];
    uint8_t headers[RING_GROUP_MAX + 1][RTP_HEADER_SIZE];
};

static void add(struct train *train, const struct viewer_map *map, uint32_t ssrc,
                const struct ring_packet *packet, uint8_t payload_type, size_t trailer_size)
{
    uint64_t index = (uint64_t)((int64_t)packet->sequence + map->index_delta);
    uint8_t *header = train->headers[train->count];
    rtp_write_header(header, &(struct rtp_packet){
                                 .marker = packet->marker,
                                 .padding_size = (uint8_t)(packet->padded_size - packet->size),
                                 .payload_type = payload_type,
                                 .sequence = (uint16_t)index,
                                 .timestamp = packet->timestamp + map->timestamp_delta,
                                 .ssrc = ssrc,
                             });
    train->packets[train->count++] =
        (struct srtp_plain){.header = bytes_of(header, RTP_HEADER_SIZE),
                            .payload = bytes_of(packet->payload, packet->padded_size),
                            .index = index};
    train->size += RTP_HEADER_SIZE + packet->padded_size + trailer_size;
}

/* The payload type of the packet's codec; the one used last is kept at hand. */
static uint8_t payload_type_of(struct viewer_track *track, const struct ring_packet *packet)
{
    if (packet->codec != track->map.codec) {
        track->map.codec = packet->codec;
        track->map.payload_type = track->payload_types[packet->codec];
    }
    return track->map.payload_type;
}

static bool is_to_be_sent(struct viewer_track *track, const struct ring_packet *packet)
{
    return packet->sequence >= track->map.first_sequence &&
           payload_type_of(track, packet) != VIEWER_NO_PAYLOAD_TYPE;
}

static void account(struct viewer_track *track, const struct ring_packet *packet)
{
    track->packet_count++;
    track->octet_count += packet->size;
}

/* Let one packet of sound ride as the train's short last datagram, if one waits. */
static const struct ring_packet *add_voice(struct train *train, struct viewer_track *of,
                                           const struct viewer_voice *voice, size_t trailer_size)
{
    size_t full = train->packets[0].payload.size;
    const struct ring_packet *packet = of->row ? ring_at(voice->ring, of->next_order) : NULL;
    if (!packet || !is_to_be_sent(of, packet) || packet->padded_size > full ||
        train->packets[train->count - 1].payload.size != full) {
        return NULL;
    }
    add(train, &of->map, voice->ssrc, packet, of->map.payload_type, trailer_size);
    return packet;
}

/* Protect and send. False if the ring's bytes may have changed meanwhile: they must not
 * leave then, for their index may be used already.
 */
static bool send_train(const struct train *train, struct peer *peer, const struct ring *ring,
                       const struct ring_packet *first, uint64_t sequence,
                       struct train_sink *trains)
{
    uint8_t *out = trains->reserve(trains, train->size);
    size_t size = srtp_protect_rtp_train(&peer->sender, train->packets, train->count, out);
    if (size != train->size || !ring_still_holds(ring, first, sequence)) {
        return false;
    }
    size_t datagram_size =
        RTP_HEADER_SIZE + train->packets[0].payload.size + srtp_rtp_trailer_size(&peer->sender);
    trains->send(trains, &peer->ice.selected, size, datagram_size);
    return true;
}

size_t viewer_track_send(struct viewer_track *track, const struct ring *ring, uint32_t ssrc,
                         const struct viewer_voice *voice, struct train_sink *trains, bool *is_lost)
{
    struct train train;
    train.count = train.size = 0; /* the rest is written as it is used */
    const struct ring_packet *first = ring_at(ring, track->next_order), *sent[RING_GROUP_MAX];
    if (!first) {
        *is_lost = true;
        return 0;
    }
    uint64_t sequence = first->sequence;
    size_t trailer_size = srtp_rtp_trailer_size(&track->peer->sender);
    size_t left = MIN((size_t)first->group_left, RING_GROUP_MAX);
    for (size_t i = 0; i < left; i++) {
        const struct ring_packet *packet = ring_at(ring, track->next_order + i);
        if (packet && is_to_be_sent(track, packet)) {
            sent[train.count] = packet;
            add(&train, &track->map, ssrc, packet, track->map.payload_type, trailer_size);
        }
    }
    track->next_order += left;
    size_t count = train.count;
    if (count == 0) {
        return 0;
    }
    struct viewer_track *sound = track + track->voice_step;
    const struct ring_packet *rider =
        voice->ring && sound != track ? add_voice(&train, sound, voice, trailer_size) : NULL;
    if (!send_train(&train, track->peer, ring, first, sequence, trains)) {
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        account(track, sent[i]);
    }
    if (rider) {
        account(sound, rider);
        sound->next_order++;
    }
    return train.count;
}

void viewer_track_resend(struct viewer_track *track, const struct viewer_map *map,
                         const struct ring *ring, uint32_t ssrc, const struct ring_packet *packet,
                         struct train_sink *trains)
{
    struct train train;
    train.count = train.size = 0; /* the rest is written as it is used */
    uint64_t sequence = packet->sequence;
    uint8_t payload_type = track->payload_types[packet->codec];
    if (payload_type == VIEWER_NO_PAYLOAD_TYPE) {
        return;
    }
    add(&train, map, ssrc, packet, payload_type, srtp_rtp_trailer_size(&track->peer->sender));
    if (send_train(&train, track->peer, ring, packet, sequence, trains)) {
        account(track, packet);
    }
}

const struct ring_packet *viewer_track_last(const struct viewer_track *track,
                                            const struct ring *ring)
{
    return track->is_mapped && track->next_order > track->map_order
               ? ring_at(ring, track->next_order - 1)
               : NULL;
}

uint64_t viewer_track_next_index(const struct viewer_track *track, const struct ring *ring)
{
    uint64_t head = ring_head(ring);
    if (!track->is_mapped || track->next_order == track->map_order || head == 0) {
        return track->map_index;
    }
    const struct ring_packet *last = viewer_track_last(track, ring);
    if (!last) { /* slept through a whole ring: above all that is in it */
        last = ring_at(ring, head - 1);
    }
    return MAX(track->map_index, (uint64_t)((int64_t)last->top + track->map.index_delta) + 1);
}
