/* Why a datagram or a packet was not used: one table for the enum, the metric
 * labels and the tests. Hostile input ends here: counted, never logged one by
 * one, never fatal (DESIGN.md 8).
 */
#ifndef PLENARY_BASE_DROP_H
#define PLENARY_BASE_DROP_H

/*    reason                 label in plenary_dropped_datagrams_total{reason="..."} */
#define DROP_TABLE(X)                                                                              \
    X(DROP_EMPTY, "empty")                                                                         \
    X(DROP_UNKNOWN_PROTOCOL, "unknown_protocol")                                                   \
    X(DROP_NO_SESSION, "no_session")                                                               \
    X(DROP_STUN_MALFORMED, "stun_malformed")                                                       \
    X(DROP_STUN_UNEXPECTED, "stun_unexpected")                                                     \
    X(DROP_STUN_UNKNOWN_USER, "stun_unknown_user")                                                 \
    X(DROP_STUN_BAD_INTEGRITY, "stun_bad_integrity")                                               \
    X(DROP_STUN_BAD_FINGERPRINT, "stun_bad_fingerprint")                                           \
    X(DROP_STUN_RATE, "stun_rate")                                                                 \
    X(DROP_UNVALIDATED_ADDRESS, "unvalidated_address")                                             \
    X(DROP_DTLS_MALFORMED, "dtls_malformed")                                                       \
    X(DROP_DTLS_FAILED, "dtls_failed")                                                             \
    X(DROP_DTLS_FINISHED, "dtls_finished")                                                         \
    X(DROP_SRTP_NO_KEYS, "srtp_no_keys")                                                           \
    X(DROP_SRTP_UNDERSIZED, "srtp_undersized")                                                     \
    X(DROP_SRTP_BAD_TAG, "srtp_bad_tag")                                                           \
    X(DROP_SRTP_REPLAYED, "srtp_replayed")                                                         \
    X(DROP_SRTP_TOO_OLD, "srtp_too_old")                                                           \
    X(DROP_SRTP_TOO_MANY_STREAMS, "srtp_too_many_streams")                                         \
    X(DROP_RTP_MALFORMED, "rtp_malformed")                                                         \
    X(DROP_RTP_UNKNOWN_SSRC, "rtp_unknown_ssrc")                                                   \
    X(DROP_RTP_UNKNOWN_PAYLOAD_TYPE, "rtp_unknown_payload_type")                                   \
    X(DROP_RTP_DUPLICATE, "rtp_duplicate")                                                         \
    X(DROP_RTP_TOO_LARGE, "rtp_too_large")                                                         \
    X(DROP_RTCP_MALFORMED, "rtcp_malformed")                                                       \
    X(DROP_CODEC_MALFORMED, "codec_malformed")                                                     \
    X(DROP_SLOT_NO_SOURCE, "slot_no_source")                                                       \
    X(DROP_SLOT_WAITS_KEY, "slot_waits_key")                                                       \
    X(DROP_SLOT_TOO_OLD, "slot_too_old")                                                           \
    X(DROP_NOT_SELECTED, "not_selected")                                                           \
    X(DROP_HANDOFF_FULL, "handoff_full")

/* 0 means: not dropped. */
enum drop {
    DROP_NONE = 0,
#define X(reason, label) reason,
    DROP_TABLE(X)
#undef X
        DROP_COUNT
};

/* The metric label of a reason; "none" for DROP_NONE. */
const char *drop_label(enum drop reason);

#endif
