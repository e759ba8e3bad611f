/* A viewer: one who watches a room. Its tracks read the rings of the slots and the mix,
 * and each packet is encrypted for the viewer alone: patch twelve header bytes, encrypt
 * from the shared plaintext, send (DESIGN.md 2). Owned by one media thread, any.
 *
 * A viewer is settled while all its tracks stand in the rows of the rings that they are
 * to read: then the rows' walks do all that is to be done (stage/fanout.h). Unsettled, it
 * looks for keyframes to begin with, catches up, or moves to another layer, which is a
 * new mapping that continues the sequence.
 *
 * Who publishes as well does not hear themselves: while their own voice has the floor they get
 * no sound. Such a viewer is never settled.
 */
#ifndef PLENARY_STAGE_VIEWER_H
#define PLENARY_STAGE_VIEWER_H

#include "peer/negotiate.h"
#include "stage/bandwidth.h"
#include "stage/row.h"

enum {
    VIEWER_TRACKS_MAX = STAGE_SLOTS + 1,
    VIEWER_OWN_MAX = 2, /* camera and screen */
    VIEWER_BURST = 48,  /* packets to one track in one pass: a joiner catches up so */
    VIEWER_RESENDS_A_SECOND = 200,
};
#define VIEWER_KEYFRAME_FRESH_US (1500 * MS_US)  /* a joiner starts with one not older ... */
#define VIEWER_KEYFRAME_WAIT_US  (400 * MS_US)   /* ... or has waited so long for a new one */
#define VIEWER_LAYER_GRACE_US    (150 * MS_US)   /* a layer silent for so long is left */
#define VIEWER_REPORT_US         (5 * SECOND_US) /* RFC 3550 6.2 */
#define VIEWER_TICK_US           (250 * MS_US)

struct hall;

struct viewer {
    struct stage *stage;
    struct hall *hall;        /* where it is served; NULL: not connected */
    uint32_t place;           /* among the hall's viewers */
    uint32_t unsettled_place; /* among those that are unsettled, if it is */
    bool is_unsettled;
    uint8_t track_count;
    uint64_t own_sources[VIEWER_OWN_MAX]; /* what the same person publishes; 0: nothing */
    struct bandwidth bandwidth;
    uint32_t rate_bytes; /* sent in all when the rate was measured last */
    uint32_t sent_bps;
    uint64_t rate_since_us;
    uint64_t report_at_us;
    uint64_t tick_at_us;
    uint32_t resend_tokens;
    uint64_t resend_filled_us;
    struct viewer_track tracks[VIEWER_TRACKS_MAX];
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

/* Keys are there: packets go out through `peer` from now on. */
void viewer_connect(struct viewer *viewer, struct peer *peer);

/* Place the tracks that are not where they should be, and let them catch up, by at most
 * VIEWER_BURST packets each. A track that is in step is to be put into its row by the
 * caller (viewer_track_is_in_step). Returns the packets sent.
 */
size_t viewer_settle(struct viewer *viewer, struct train_sink *trains, uint64_t now_us);

/* Is there nothing to do but to send what comes? */
CHECK bool viewer_is_settled(const struct viewer *viewer);

/* Has it sent all that its ring has, and stands in no row yet? */
CHECK bool viewer_track_is_in_step(const struct viewer *viewer, const struct viewer_track *track);

/* One opened RTCP datagram: NACK, PLI, FIR, REMB, RR, BYE. */
CHECK enum drop viewer_receive_rtcp(struct viewer *viewer, struct train_sink *trains,
                                    struct bytes packet, uint64_t now_us, bool *left);

/* Sender reports, choice of layers. */
void viewer_tick(struct viewer *viewer, struct peer *peer, uint64_t now_us);
uint64_t viewer_next_deadline(const struct viewer *viewer);

uint32_t viewer_track_ssrc(const struct viewer *viewer, const struct viewer_track *track);
const struct ring *viewer_track_ring(const struct viewer *viewer, const struct viewer_track *track,
                                     uint8_t layer);

#endif
