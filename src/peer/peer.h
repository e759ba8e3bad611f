/* One WebRTC peer, sans-I/O: ICE, DTLS and SRTP of one 5-tuple. Datagrams and time
 * come in, datagrams go out to a sink, opened RTP and RTCP come back as values.
 * What the packets mean is the business of stage/.
 *
 *   PEER_NEW --check--> PEER_CONNECTING --keys--> PEER_CONNECTED --+
 *      |                      |                                    |
 *      +----- timeout --------+------- close, consent lost --------+--> PEER_CLOSED
 */
#ifndef PLENARY_PEER_PEER_H
#define PLENARY_PEER_PEER_H

#include "peer/dtls.h"
#include "peer/ice.h"

enum peer_role { PEER_SERVER, PEER_CLIENT };
enum peer_state { PEER_NEW, PEER_CONNECTING, PEER_CONNECTED, PEER_CLOSED };
enum peer_close_reason {
    PEER_CLOSE_NONE,
    PEER_CLOSE_CONSENT,   /* nothing authenticated heard for ICE_CONSENT_US */
    PEER_CLOSE_HANDSHAKE, /* DTLS failed, took too long or never began */
    PEER_CLOSE_REMOTE,    /* close_notify or alert */
};

struct peer {
    enum peer_role role;
    enum peer_state state;
    enum peer_close_reason close_reason;
    struct ice ice;
    struct dtls dtls;
    uint64_t handshake_by_us; /* DTLS must have begun; NEVER_US in PEER_NEW */
    bool has_keys;
    struct srtp_sender sender;     /* valid with keys */
    struct srtp_receiver receiver; /* likewise */
    struct datagram_sink *sink;
    struct random_source *random;
};

struct peer_setup {
    enum peer_role role;
    struct ice_credentials local, remote;
    uint8_t remote_fingerprint[DTLS_FINGERPRINT_SIZE];
    struct address remote_candidate; /* client only */
    struct dtls_identity *identity;  /* outlives the peer */
    struct datagram_sink *sink;      /* outlives the peer */
    struct random_source *random;    /* outlives the peer */
};

enum peer_event_kind { PEER_EVENT_NONE, PEER_EVENT_RTP, PEER_EVENT_RTCP };

struct peer_event {
    enum peer_event_kind kind;
    struct bytes packet; /* decrypted, in the memory of the datagram */
    bool connected;      /* keys are there since this very datagram */
    bool path_changed;   /* we now send elsewhere (or for the first time) */
    bool closed;         /* state became PEER_CLOSED */
};

void peer_init(struct peer *peer, const struct peer_setup *setup, uint64_t now_us);
void peer_deinit(struct peer *peer);

/* Handle one datagram (STUN, DTLS, SRTP or SRTCP by its first byte, RFC 7983).
 * SRTP is opened in place. Returns 0 or why it was dropped; dropped datagrams
 * change nothing and are not answered.
 */
CHECK enum drop peer_receive(struct peer *peer, const struct address *from, uint8_t *datagram,
                             size_t size, uint64_t now_us, struct peer_event *event);

/* Do what is due. `event` tells of closing. */
void peer_tick(struct peer *peer, uint64_t now_us, struct peer_event *event);
uint64_t peer_next_deadline(const struct peer *peer);

/* Protect and send; ignored unless connected. Sizes up to RTP_PACKET_MAX. */
void peer_send_rtp(struct peer *peer, struct bytes header, struct bytes payload, uint64_t index);
void peer_send_rtcp(struct peer *peer, struct bytes packet);

void peer_restart_ice(struct peer *peer, const struct ice_credentials *local,
                      const struct ice_credentials *remote);

/* Say goodbye (close_notify) and become PEER_CLOSED. */
void peer_close(struct peer *peer, enum peer_close_reason reason);

#endif
