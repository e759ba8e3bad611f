/* DTLS-SRTP (RFC 5764) on OpenSSL, without sockets: datagrams in, datagrams out to
 * a sink, keys when done. The server side is always passive. The OpenSSL object
 * is some 45 KB: the passive side frees it soon after the handshake, and keeps of it the
 * sealed goodbye (close_notify) alone.
 */
#ifndef PLENARY_PEER_DTLS_H
#define PLENARY_PEER_DTLS_H

#include "peer/dtls_bio.h"
#include "peer/srtp.h"

enum {
    DTLS_FINGERPRINT_SIZE = 32,
    DTLS_RECORD_HEADER_SIZE = 13,
    DTLS_MTU = 1200,
    DTLS_GOODBYE_MAX = 63 /* with AES-GCM it has 39 bytes */
};
#define DTLS_LINGER_US    (30 * SECOND_US) /* passive: answers lost last flights; at the longest */
#define DTLS_HANDSHAKE_US (20 * SECOND_US) /* not done by then: failed */

/* A P-256 certificate and the OpenSSL contexts made from it; shared by all peers. */
struct dtls_identity;

/* NULL only when out of memory or without a working generator. */
struct dtls_identity *dtls_identity_new(void);
void dtls_identity_free(struct dtls_identity *identity);
/* SHA-256 of our certificate. */
const uint8_t *dtls_identity_fingerprint(const struct dtls_identity *identity);

enum dtls_role { DTLS_PASSIVE, DTLS_ACTIVE };
enum dtls_state { DTLS_NEW, DTLS_HANDSHAKING, DTLS_DONE, DTLS_FAILED, DTLS_FREED };

struct dtls {
    enum dtls_role role;
    enum dtls_state state;
    struct dtls_identity *identity;
    uint8_t remote_fingerprint[DTLS_FINGERPRINT_SIZE];
    struct ssl_st *ssl;  /* made at the first datagram (or start) of the handshake */
    struct dtls_bio bio; /* what its BIO works on */
    uint64_t started_us;
    uint64_t retransmit_us; /* NEVER_US when OpenSSL has no timer */
    uint64_t free_at_us;    /* NEVER_US until done, and on the active side */
    uint8_t goodbye_size;   /* of a freed one's sealed close_notify; 0: none */
    uint8_t goodbye[DTLS_GOODBYE_MAX];
};

struct dtls_keys {
    enum srtp_profile profile;
    struct srtp_master send, receive;
};

void dtls_init(struct dtls *dtls, enum dtls_role role, struct dtls_identity *identity,
               const uint8_t remote_fingerprint[DTLS_FINGERPRINT_SIZE]);
void dtls_deinit(struct dtls *dtls);

/* Active side: send the first flight. */
void dtls_start(struct dtls *dtls, uint64_t now_us, struct datagram_sink *sink,
                const struct address *to);

/* Feed one datagram that came from a validated address; replies go to `sink`,
 * addressed to `to`.
 *
 * keys   filled when *done becomes true, at most once in a session's life
 * closed becomes true when the other side sent close_notify or a fatal alert
 *
 * Returns 0 or DROP_DTLS_MALFORMED (shorter than a record, not DTLS),
 * DROP_DTLS_FAILED (handshake refused: bad fingerprint, no SRTP profile, ...),
 * DROP_DTLS_FINISHED (the object is freed).
 */
CHECK enum drop dtls_receive(struct dtls *dtls, struct bytes datagram, uint64_t now_us,
                             struct datagram_sink *sink, const struct address *to,
                             struct dtls_keys *keys, bool *done, bool *closed);

/* Something came under the keys: the other side has our last flight, lingering is over. */
void dtls_settle(struct dtls *dtls, uint64_t now_us);

/* Free the OpenSSL object now, of a handshake that is done, and keep the goodbye: for an active
 * side of which there are ten thousands. The other side's goodbye is then heard no more.
 */
void dtls_retire(struct dtls *dtls);

/* Retransmit, time out (state becomes DTLS_FAILED), free after lingering. */
void dtls_tick(struct dtls *dtls, uint64_t now_us, struct datagram_sink *sink,
               const struct address *to);
uint64_t dtls_next_deadline(const struct dtls *dtls);

/* Tell the other side that we leave (close_notify), also long after the handshake. */
void dtls_close(struct dtls *dtls, struct datagram_sink *sink, const struct address *to);

#endif
