/* SRTP and SRTCP (RFC 3711, RFC 7714), for two profiles and two crypto backends:
 * intel-ipsec-mb with run-time dispatch, and OpenSSL EVP where it is missing or
 * PLENARY_CRYPTO=evp says so. Both write the same bytes.
 *
 * Sending is out of place, from plaintext that many senders share; the caller
 * gives the packet index. Receiving keeps, per SSRC, the roll-over counter and a
 * replay window, which move only after the tag verified.
 */
#ifndef PLENARY_PEER_SRTP_H
#define PLENARY_PEER_SRTP_H

#include "base/bytes.h"
#include "base/drop.h"

enum srtp_profile { /* DTLS-SRTP protection profile numbers (RFC 5764 4.1.2, RFC 7714 14.2) */
                    SRTP_PROFILE_NONE = 0,
                    SRTP_AES128_CM_HMAC_SHA1_80 = 0x0001,
                    SRTP_AEAD_AES_128_GCM = 0x0007,
};

enum {
    SRTP_KEY_SIZE = 16,
    SRTP_SALT_MAX = 14,    /* 14 for CM, 12 for GCM */
    SRTP_TRAILER_MAX = 20, /* most that protection adds: GCM tag 16 + SRTCP index 4 */
    SRTP_STREAMS_MAX = 16, /* SSRCs a receiver follows */
};

struct srtp_master {
    uint8_t key[SRTP_KEY_SIZE];
    uint8_t salt[SRTP_SALT_MAX];
};

enum srtp_crypto { SRTP_CRYPTO_IPSEC_MB, SRTP_CRYPTO_EVP };

/* Choose the backend, once at start, before any sender or receiver exists.
 * Returns false if it was not built in or does not run here.
 */
CHECK bool srtp_select_crypto(enum srtp_crypto crypto);
/* The one in use; the best there is until srtp_select_crypto says otherwise. */
enum srtp_crypto srtp_crypto_in_use(void);
const char *srtp_crypto_name(enum srtp_crypto crypto);

struct srtp_sender;   /* one direction: an RTP key, an SRTCP key, an SRTCP index */
struct srtp_receiver; /* one direction, with replay windows */

#include "peer/srtp_state.h" /* their sizes, for the caller's memory; private inside */

void srtp_sender_init(struct srtp_sender *sender, enum srtp_profile profile,
                      const struct srtp_master *master);
void srtp_sender_deinit(struct srtp_sender *sender);

/* Protect one RTP packet.
 *
 * header   fixed header, CSRCs, extension: authenticated, copied in clear
 * payload  encrypted (RTP padding belongs to it)
 * index    roll-over counter << 16 | the header's sequence number. Never twice
 *          with different bytes: that would break GCM.
 * out      room for header.size + payload.size + SRTP_TRAILER_MAX; must not
 *          overlap header or payload
 *
 * Returns the bytes written.
 */
size_t srtp_protect_rtp(struct srtp_sender *sender, struct bytes header, struct bytes payload,
                        uint64_t index, uint8_t *out);

/* Protect several RTP packets of one sender, each as srtp_protect_rtp would, one after the
 * other into `out`. Returns the bytes written.
 */
struct srtp_plain {
    struct bytes header, payload;
    uint64_t index;
};
enum { SRTP_TRAIN_MAX = 32 }; /* packets */
size_t srtp_protect_rtp_train(struct srtp_sender *sender, const struct srtp_plain *packets,
                              size_t count, uint8_t *out);

/* What protection adds to each RTP packet, bytes. */
size_t srtp_rtp_trailer_size(const struct srtp_sender *sender);

/* Fetch into the cache what protecting needs, what is looked at first before the rest. */
static inline void srtp_sender_prefetch(const struct srtp_sender *sender)
{
    __builtin_prefetch(&sender->rtp.profile);
    for (size_t at = 0; at < sizeof(sender->rtp); at += 64) {
        __builtin_prefetch((const uint8_t *)&sender->rtp + at);
    }
}

/* Protect a compound RTCP packet; the SRTCP index is counted here. Returns the
 * bytes written, at most packet.size + SRTP_TRAILER_MAX; no overlap.
 */
size_t srtp_protect_rtcp(struct srtp_sender *sender, struct bytes packet, uint8_t *out);

void srtp_receiver_init(struct srtp_receiver *receiver, enum srtp_profile profile,
                        const struct srtp_master *master);
void srtp_receiver_deinit(struct srtp_receiver *receiver);

/* Verify and open one packet into `out` (room for packet.size; may be the
 * packet's own memory). *size gets the bytes of the plain packet, header included.
 *
 * Returns 0 or DROP_SRTP_UNDERSIZED, _BAD_TAG, _REPLAYED, _TOO_OLD,
 * _TOO_MANY_STREAMS; the receiver is then unchanged.
 */
CHECK enum drop srtp_unprotect_rtp(struct srtp_receiver *receiver, struct bytes packet,
                                   uint8_t *out, size_t *size);
CHECK enum drop srtp_unprotect_rtcp(struct srtp_receiver *receiver, struct bytes packet,
                                    uint8_t *out, size_t *size);

#endif
