/* SDP as WebRTC uses it (RFC 8866, RFC 8829, RFC 8843, RFC 8853): an offer or an
 * answer parsed to values that borrow from the text. Stateless; what to answer is
 * decided in peer/negotiate.h.
 */
#ifndef PLENARY_WIRE_SDP_H
#define PLENARY_WIRE_SDP_H

#include "base/address.h"
#include "wire/codec.h"

enum {
    SDP_TEXT_MAX = 65536,
    SDP_MEDIA_MAX = 24,
    SDP_CODECS_MAX = 64,
    SDP_RIDS_MAX = 3,
    SDP_CANDIDATES_MAX = 16,
    SDP_MID_MAX = 64,
    SDP_OTHER_MAX = 128,       /* words of an m-line that is neither audio nor video */
    SDP_FINGERPRINT_SIZE = 32, /* SHA-256 */
};

enum sdp_direction { SDP_SENDRECV, SDP_SENDONLY, SDP_RECVONLY, SDP_INACTIVE };
enum sdp_setup { SDP_SETUP_NONE, SDP_SETUP_ACTIVE, SDP_SETUP_PASSIVE, SDP_SETUP_ACTPASS };

/* RTP header extensions that we read or write; the id is chosen by the offer. */
enum sdp_extension {
    SDP_EXTENSION_MID,          /* urn:ietf:params:rtp-hdrext:sdes:mid */
    SDP_EXTENSION_RID,          /* ...:sdes:rtp-stream-id */
    SDP_EXTENSION_AUDIO_LEVEL,  /* urn:ietf:params:rtp-hdrext:ssrc-audio-level */
    SDP_EXTENSION_TRANSPORT_CC, /* ...draft-holmer-rmcat-transport-wide-cc-extensions-01 */
    SDP_EXTENSION_COUNT,
};

struct sdp_codec {
    uint8_t payload_type;
    enum codec codec; /* CODEC_NONE: one that we do not carry (rtx, red, ...) */
    uint32_t clock_hz;
    uint8_t channels;
    struct bytes fmtp; /* parameters as offered, empty if none */
    bool nack, nack_pli, ccm_fir, transport_cc, remb;
};

struct sdp_candidate { /* host candidates over UDP; others are skipped */
    struct address address;
    uint32_t priority;
};

struct sdp_media {
    enum media_kind kind;
    struct bytes kind_name, protocol, formats; /* the m-line, for the answer that rejects it */
    struct bytes mid;
    bool rejected; /* port 0 without bundle-only */
    bool rtcp_mux;
    enum sdp_direction direction;
    enum sdp_setup setup;
    uint32_t max_bps;             /* b=TIAS, else b=AS (RFC 3890, RFC 8866 5.8); 0: no bound */
    struct bytes ufrag, password; /* of the m-section, or of the session */
    bool has_fingerprint;
    uint8_t fingerprint[SDP_FINGERPRINT_SIZE];
    size_t codec_count;
    struct sdp_codec codecs[SDP_CODECS_MAX]; /* in the order of preference of the m-line */
    uint8_t extensions[SDP_EXTENSION_COUNT]; /* ids, 0 if not offered */
    size_t rid_count;
    struct bytes rids[SDP_RIDS_MAX]; /* a=simulcast order, direction send (or recv in an answer) */
    uint32_t ssrc;                   /* first a=ssrc, 0 if none */
    struct bytes cname;
    size_t candidate_count;
    struct sdp_candidate candidates[SDP_CANDIDATES_MAX];
};

struct sdp {
    bool ice_lite;
    bool bundled; /* a=group:BUNDLE names every m-section that is not rejected */
    size_t media_count;
    struct sdp_media media[SDP_MEDIA_MAX];
};

const char *sdp_extension_uri(enum sdp_extension extension);

/* A parameter's value in a=fmtp ("packetization-mode" of "a=1;packetization-mode=1"),
 * name without regard to case; empty if absent.
 */
struct bytes sdp_parameter(struct bytes fmtp, const char *name);

/* Parse an offer or an answer.
 *
 * problem   on failure: a static sentence that says what to mend, for the person
 *           who wrote the client
 *
 * Returns false on bad SDP: not UTF-8 text of lines, over SDP_TEXT_MAX, a line
 * that is not type=value, too many sections, bad port, codec, fingerprint, ...
 * Unknown lines and attributes are ignored.
 */
CHECK bool sdp_parse(struct bytes text, struct sdp *sdp, const char **problem);

/* A trickle-ice-sdpfrag body (RFC 8840): the ICE credentials of its first section
 * (session level or m-section); empty when the fragment has none.
 */
CHECK bool sdp_parse_fragment(struct bytes text, struct bytes *ufrag, struct bytes *password,
                              const char **problem);

#endif
