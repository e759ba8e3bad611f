/* One stream as one viewer gets it: where it reads a ring, and how the ring's numbers
 * map to its own. While nothing but sending is to be done the track stands in the row
 * of its ring (stage/row.h), and all that sending touches is its first cache line.
 *
 * What a track sent last is not noted: it is the packet before `next_order`.
 */
#ifndef PLENARY_STAGE_VIEWER_TRACK_H
#define PLENARY_STAGE_VIEWER_TRACK_H

#include "peer/peer.h"
#include "stage/stage.h"

enum {
    VIEWER_AUDIO_SLOT = 0xff,      /* the track carries the floor mix */
    VIEWER_NO_PAYLOAD_TYPE = 0xff, /* the codec is not negotiated */
};

struct row;

/* How a ring's numbers become this viewer's. */
struct viewer_map {
    uint64_t first_sequence; /* of the ring; what is older is not sent */
    int64_t index_delta;     /* SRTP index = ring sequence + delta */
    uint32_t timestamp_delta;
    uint8_t layer;
    uint8_t codec, payload_type; /* of the packet sent last */
};

struct viewer_track {
    _Alignas(64) struct peer *peer;
    struct row *row; /* it stands there; NULL: it is not in step */
    struct viewer_map map;
    uint64_t next_order;                /* of the ring, to be read next */
    uint32_t packet_count, octet_count; /* for sender reports; padding is not counted */
    uint16_t place;                     /* in its row */
    int8_t
        voice_step; /* so many tracks on is the sound that may ride behind this picture; 0: none */
    bool is_mapped;
    /* ---- the first cache line ends here ---- */
    bool has_former;
    uint8_t slot; /* index in the stage, or VIEWER_AUDIO_SLOT */
    uint8_t wanted_layer;
    uint8_t payload_types[CODEC_COUNT];
    uint32_t max_bps; /* no layer above it is wanted; 0: no bound */
    struct viewer_map former;
    uint64_t map_index; /* first SRTP index under `map`; unmapped: the next to be used */
    uint64_t map_order; /* of the ring, where `map` began to read */
    uint64_t wanted_since_us;
    uint64_t silent_since_us; /* the layer in use is not live since; 0: it is */
};

_Static_assert(offsetof(struct viewer_track, has_former) <= 64, "what sending touches is one line");

/* The ring that sound may be taken from to ride behind a picture; `ring` NULL: none may. */
struct viewer_voice {
    const struct ring *ring;
    uint32_t ssrc;
};

/* Send what is left of the group at the track's place, as one train, and move on behind
 * it. Returns the packets sent, which may be none (older than the map, or of a codec that was
 * not negotiated). *is_lost becomes true where the group is no longer in the ring; the track
 * has then to be mapped anew.
 */
size_t viewer_track_send(struct viewer_track *track, const struct ring *ring, uint32_t ssrc,
                         const struct viewer_voice *voice, struct train_sink *trains,
                         bool *is_lost);

/* Send one packet again, under the mapping that it was first sent with. */
void viewer_track_resend(struct viewer_track *track, const struct viewer_map *map,
                         const struct ring *ring, uint32_t ssrc, const struct ring_packet *packet,
                         struct train_sink *trains);

/* The packet sent last under the present map; NULL if there is none (any more). */
const struct ring_packet *viewer_track_last(const struct viewer_track *track,
                                            const struct ring *ring);

/* Above all SRTP indices that were ever used. */
uint64_t viewer_track_next_index(const struct viewer_track *track, const struct ring *ring);

#endif
