/* A viewer: one who watches a room. It reads the rings of the slots and the mix that
 * its tracks are bound to, and has each packet encrypted for itself: patch twelve
 * header bytes, encrypt from the shared plaintext, send (DESIGN.md 2). Owned by
 * one media thread, any.
 *
 * Of each track it remembers where it reads and how the ring's numbers map to its
 * own; a change of layer, at a keyframe, is a new mapping that continues the
 * sequence. The former mapping is kept for retransmission.
 */
#ifndef PLENARY_STAGE_VIEWER_H
#define PLENARY_STAGE_VIEWER_H

#include "peer/negotiate.h"
#include "peer/peer.h"
#include "stage/bandwidth.h"
#include "stage/stage.h"

enum {
    VIEWER_TRACKS_MAX = STAGE_SLOTS + 1,
    VIEWER_AUDIO_SLOT = 0xff,    /* the track carries the floor mix */
    VIEWER_NO_PAYLOAD_TYPE = 0xff,
    VIEWER_BURST = 48,           /* packets to one viewer in one pass: a joiner catches up so */
    VIEWER_RESENDS_A_SECOND = 200,
};
#define VIEWER_KEYFRAME_FRESH_US (1500 * MS_US) /* a joiner starts with one not older ... */
#define VIEWER_KEYFRAME_WAIT_US (400 * MS_US)   /* ... or has waited so long for a new one */
#define VIEWER_LAYER_GRACE_US (150 * MS_US)     /* a layer silent for so long is left */
#define VIEWER_REPORT_US (2 * SECOND_US)
#define VIEWER_TICK_US (250 * MS_US)

/* How a ring's numbers become this viewer's. */
struct viewer_map {
    uint8_t layer;
    uint64_t first_sequence;   /* of the ring; what is older is not sent */
    int64_t index_delta;       /* SRTP index = ring sequence + delta */
    uint32_t timestamp_delta;
};

struct viewer_track {
    uint8_t slot; /* index in the stage, or VIEWER_AUDIO_SLOT */
    uint8_t payload_types[CODEC_COUNT];
    bool is_mapped;
    bool has_former;
    bool at_frame_end;
    uint8_t wanted_layer;
    struct viewer_map map, former;
    uint64_t map_index;      /* first SRTP index under `map` */
    uint64_t next_index;     /* above all that were sent */
    uint64_t next_order;     /* of the ring, to be read next */
    uint64_t wanted_since_us;
    uint64_t silent_since_us; /* the layer in use is not live since; 0: it is */
    uint64_t sent_arrival_us; /* of the newest packet sent */
    uint32_t sent_timestamp;
    uint32_t packet_count, octet_count; /* for sender reports */
};

struct viewer {
    struct stage *stage;
    uint8_t track_count;
    struct viewer_track tracks[VIEWER_TRACKS_MAX];
    struct bandwidth bandwidth;
    uint32_t rate_bytes;
    uint32_t sent_bps;
    uint64_t rate_since_us;
    uint64_t report_at_us;
    uint64_t tick_at_us;
    uint32_t resend_tokens;
    uint64_t resend_filled_us;
};

/* Fill in the SSRCs that the answer will declare: the k-th video track of a session
 * is slot k.
 */
void viewer_assign_ssrcs(const struct stage *stage, struct session_description *session);

/* `start_index` is drawn by the caller; its low 14 bits are where the viewer's
 * sequence numbers begin (below 2^15, so that a joiner's roll-over counter is 0).
 */
void viewer_init(struct viewer *viewer, const struct session_description *session,
                 struct stage *stage, uint32_t start_index, uint64_t now_us);

/* Send what the rings have for this viewer. Returns the number of packets sent;
 * *more becomes true when the burst limit left something unsent.
 */
size_t viewer_send(struct viewer *viewer, struct peer *peer, uint64_t now_us, bool *more);

/* One opened RTCP datagram: NACK, PLI, FIR, REMB, RR, BYE. */
CHECK enum drop viewer_receive_rtcp(struct viewer *viewer, struct peer *peer, struct bytes packet,
                                    uint64_t now_us, bool *left);

/* Sender reports, choice of layers. */
void viewer_tick(struct viewer *viewer, struct peer *peer, uint64_t now_us);
uint64_t viewer_next_deadline(const struct viewer *viewer);

/* Shared by viewer.c and viewer_rtcp.c: send one ring packet under a mapping. Returns
 * false if it could not be sent (codec not negotiated, overwritten meanwhile).
 */
bool viewer_send_packet(struct viewer *viewer, struct viewer_track *track,
                        const struct viewer_map *map, const struct ring *ring,
                        const struct ring_packet *packet, struct peer *peer);
uint32_t viewer_track_ssrc(const struct viewer *viewer, const struct viewer_track *track);
const struct ring *viewer_track_ring(const struct viewer *viewer,
                                     const struct viewer_track *track, uint8_t layer);

#endif
