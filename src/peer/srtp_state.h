/* The memory of SRTP senders and receivers, and the table a crypto backend fills in.
 * Private to peer/srtp*.c; included by srtp.h so that callers can embed it.
 */
#ifndef PLENARY_PEER_SRTP_STATE_H
#define PLENARY_PEER_SRTP_STATE_H

enum {
    SRTP_CIPHER_STATE = 1024, /* bytes; a backend's expanded key, 64-byte aligned */
    SRTP_HASH_STATE = 96,     /* bytes; an HMAC-SHA1 state after its pad */
    SRTP_HASH_SIZE = 20,      /* bytes; a whole HMAC-SHA1 */
    SRTP_REPLAY_WINDOW = 128, /* packets */
};

struct srtp_key {
    _Alignas(64) uint8_t cipher[SRTP_CIPHER_STATE];
    enum srtp_profile profile;
    uint8_t salt[SRTP_SALT_MAX];
    _Alignas(8) uint8_t inner[SRTP_HASH_STATE], outer[SRTP_HASH_STATE]; /* CM alone */
};

/* What an srtp_key is made from. Only what viewers' media is sealed with is kept as
 * a key; for RTCP and for all that is received the key is made for each packet from this:
 * a twentieth of the memory, some hundred nanoseconds where packets are few.
 */
struct srtp_secret {
    uint8_t cipher_key[SRTP_KEY_SIZE];
    uint8_t auth_key[20]; /* CM alone */
    uint8_t salt[SRTP_SALT_MAX];
};

struct srtp_stream {                          /* what a receiver knows of one SSRC */
    uint64_t window[SRTP_REPLAY_WINDOW / 64]; /* bit i: highest - i was seen */
    uint64_t highest;                         /* index of the newest packet that verified */
    uint32_t ssrc;
    bool is_used;
};

struct srtp_sender {
    struct srtp_key rtp;
    struct srtp_secret rtcp;
    uint32_t rtcp_index;
};

struct srtp_receiver {
    struct srtp_secret rtp, rtcp;
    enum srtp_profile profile;
    struct srtp_stream rtp_streams[SRTP_STREAMS_MAX], rtcp_streams[SRTP_STREAMS_MAX];
};

struct srtp_backend {
    const char *name;
    bool (*start)(void); /* false if it does not run on this machine */
    void (*key_init)(struct srtp_key *key, enum srtp_profile profile,
                     const uint8_t cipher_key[SRTP_KEY_SIZE]);
    void (*key_deinit)(struct srtp_key *key);
    /* AES-128-GCM; `in` may be `out`. Opening writes the tag that would be right. */
    void (*gcm_seal)(struct srtp_key *key, const uint8_t iv[12], struct bytes aad, struct bytes in,
                     uint8_t *out, uint8_t tag[16]);
    void (*gcm_open)(struct srtp_key *key, const uint8_t iv[12], struct bytes aad, struct bytes in,
                     uint8_t *out, const uint8_t tag[16], bool *is_right);
    /* AES-128 in counter mode, either direction; `in` may be `out`. */
    void (*cm_crypt)(struct srtp_key *key, const uint8_t iv[16], struct bytes in, uint8_t *out);
    /* HMAC-SHA1 of several messages at once, at most SRTP_TRAIN_MAX, under one key. NULL: one
     * after the other is as good.
     */
    void (*cm_tags)(const struct srtp_key *key, const struct bytes *messages, size_t count,
                    uint8_t (*tags)[SRTP_HASH_SIZE]);
};

extern const struct srtp_backend srtp_backend_evp;
#ifdef PLENARY_HAS_IPSEC_MB
extern const struct srtp_backend srtp_backend_ipsec_mb;
#endif

#endif
