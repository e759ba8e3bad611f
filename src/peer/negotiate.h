/* Offer and answer for the two kinds of session (RFC 9725 WHIP,
 * draft-ietf-wish-whep, RFC 8829): what a publisher's or a viewer's offer means to
 * us, and the answer to it; and for our own clients the offer and what its answer
 * means.
 */
#ifndef PLENARY_PEER_NEGOTIATE_H
#define PLENARY_PEER_NEGOTIATE_H

#include "peer/ice.h"
#include "wire/sdp.h"

enum {
    NEGOTIATE_CODECS_MAX = 8,
    NEGOTIATE_LAYERS_MAX = 3,
    NEGOTIATE_TRACKS_MAX = 12, /* m-sections a viewer gets media on */
    NEGOTIATE_MID_MAX = 16,
    NEGOTIATE_RID_MAX = 16,
    NEGOTIATE_FMTP_MAX = 512, /* a codec with longer parameters is not taken */
    NEGOTIATE_ANSWER_MAX = 32768,
};

struct payload_type {
    uint8_t payload_type;
    enum codec codec;
};

/* One m-section that carries media. */
struct track {
    enum media_kind kind;
    char mid[NEGOTIATE_MID_MAX + 1];
    size_t codec_count;
    struct payload_type codecs[NEGOTIATE_CODECS_MAX]; /* by our preference: VP8 H264 VP9 AV1 */
    uint8_t extensions[SDP_EXTENSION_COUNT];          /* ids in use, 0: none */
    size_t rid_count;
    char rids[NEGOTIATE_LAYERS_MAX][NEGOTIATE_RID_MAX + 1]; /* best quality first */
    uint32_t max_bps; /* watch: the most that is wanted; 0: no bound */
    uint32_t ssrc;    /* publish: declared by the offer, or 0. Watch: what we shall send with */
};

struct session_description {
    struct ice_credentials remote;
    uint8_t remote_fingerprint[SDP_FINGERPRINT_SIZE];
    enum sdp_setup remote_setup;
    size_t track_count;
    struct track tracks[NEGOTIATE_TRACKS_MAX];
};

/* What our side says of itself in an answer or offer. */
struct local_description {
    struct ice_credentials ice;
    const uint8_t *fingerprint; /* 32 bytes */
    const struct address *candidates;
    size_t candidate_count;
    uint64_t session_id;
};

/* Understand a WHIP offer: at most one audio and one video section that send, VP8,
 * H264, VP9 or AV1 and Opus, simulcast of up to three RIDs ranked best first by
 * their usual names (high/mid/low, h/m/l, f/h/q), else by their order (2/1/0, 0/1/2).
 * Returns false with a sentence for the client's author.
 */
CHECK bool negotiate_publish(const struct sdp *offer, struct session_description *session,
                             const char **problem);

/* Understand a WHEP offer: any number of sections that receive. Tracks beyond
 * `video_max` videos and one audio stay out and are answered inactive.
 */
CHECK bool negotiate_watch(const struct sdp *offer, size_t video_max,
                           struct session_description *session, const char **problem);

/* Write the answer. `direction` is what we do: SDP_RECVONLY to a publisher,
 * SDP_SENDONLY to a viewer. Sections of the offer without a track are answered
 * rejected (other kinds) or inactive. Tracks of a viewer carry a=ssrc and the cname.
 */
void negotiate_answer(struct writer *writer, const struct sdp *offer,
                      const struct session_description *session,
                      const struct local_description *local, enum sdp_direction direction,
                      const char *cname);

/* Clients: write an offer for the tracks of `session` (SDP_SENDONLY to publish,
 * SDP_RECVONLY to watch), setup actpass, bundled.
 */
void negotiate_offer(struct writer *writer, const struct session_description *session,
                     const struct local_description *local, enum sdp_direction direction,
                     const char *cname);

/* Clients: read the answer into `session` (remote credentials, fingerprint, tracks
 * that were accepted with their payload types and ssrcs) and the server's first
 * candidate.
 */
CHECK bool negotiate_accept(const struct sdp *answer, struct session_description *session,
                            struct address *candidate, const char **problem);

#endif
