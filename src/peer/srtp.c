/* Framing, key derivation, indices and replay windows; the ciphers are a backend's. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "peer/srtp.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include "wire/rtp.h"

enum {
    GCM_SALT_SIZE = 12,
    CM_SALT_SIZE = 14,
    GCM_TAG_SIZE = 16,
    CM_TAG_SIZE = 10,
    CM_AUTH_KEY_SIZE = 20,
    RTCP_CLEAR_SIZE = 8, /* header and sender SSRC stay in clear */
    RTCP_INDEX_SIZE = 4,
    ROLL_OVER_SIZE = 4,
    LABEL_RTP = 0, /* RFC 3711 4.3.1: encryption 0, authentication 1, salt 2 */
    LABEL_RTCP = 3,
    LABEL_AUTH = 1,
    LABEL_SALT = 2,
};
#define RTCP_ENCRYPTED  0x80000000u
#define RTCP_INDEX_MASK 0x7fffffffu

_Static_assert(sizeof(SHA_CTX) <= SRTP_HASH_STATE, "a SHA-1 state fits");

/* ---- backends ---- */

static const struct srtp_backend *in_use;

static const struct srtp_backend *backend_of(enum srtp_crypto crypto)
{
    switch (crypto) {
    case SRTP_CRYPTO_IPSEC_MB:
#ifdef PLENARY_HAS_IPSEC_MB
        return &srtp_backend_ipsec_mb;
#else
        return NULL;
#endif
    case SRTP_CRYPTO_EVP:
        return &srtp_backend_evp;
    }
    return NULL;
}

bool srtp_select_crypto(enum srtp_crypto crypto)
{
    const struct srtp_backend *backend = backend_of(crypto);
    if (!backend || !backend->start()) {
        return false;
    }
    in_use = backend;
    return true;
}

static const struct srtp_backend *backend(void)
{
    if (!in_use && !srtp_select_crypto(SRTP_CRYPTO_IPSEC_MB)) {
        bool is_there = srtp_select_crypto(SRTP_CRYPTO_EVP);
        ASSERT(is_there);
    }
    return in_use;
}

enum srtp_crypto srtp_crypto_in_use(void)
{
    return backend() == &srtp_backend_evp ? SRTP_CRYPTO_EVP : SRTP_CRYPTO_IPSEC_MB;
}

const char *srtp_crypto_name(enum srtp_crypto crypto)
{
    return crypto == SRTP_CRYPTO_EVP ? "evp" : "ipsec-mb";
}

/* ---- keys (RFC 3711 4.3) ---- */

/* The keystream of AES-CM under the master key, at the label's place. */
static void derive(const struct srtp_master *master, enum srtp_profile profile, uint8_t label,
                   uint8_t *out, size_t size)
{
    static const uint8_t zeros[32] = {0};
    uint8_t iv[16] = {0};
    size_t salt_size = profile == SRTP_AEAD_AES_128_GCM ? GCM_SALT_SIZE : CM_SALT_SIZE;
    memcpy(iv, master->salt, salt_size);
    iv[7] ^= label;
    ASSERT(size <= sizeof(zeros));
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int written;
    ASSERT(context);
    ASSERT(EVP_EncryptInit_ex(context, EVP_aes_128_ctr(), NULL, master->key, iv) == 1);
    ASSERT(EVP_EncryptUpdate(context, out, &written, zeros, (int)size) == 1);
    EVP_CIPHER_CTX_free(context);
}

static void hash_pad(uint8_t state[SRTP_HASH_STATE], const uint8_t key[CM_AUTH_KEY_SIZE],
                     uint8_t pad)
{
    uint8_t block[SHA_CBLOCK];
    memset(block, pad, sizeof(block));
    for (size_t i = 0; i < CM_AUTH_KEY_SIZE; i++) {
        block[i] ^= key[i];
    }
    SHA_CTX context;
    SHA1_Init(&context);
    SHA1_Update(&context, block, sizeof(block));
    memcpy(state, &context, sizeof(context));
}

static void secret_init(struct srtp_secret *secret, enum srtp_profile profile,
                        const struct srtp_master *master, uint8_t label)
{
    bool is_gcm = profile == SRTP_AEAD_AES_128_GCM;
    derive(master, profile, label, secret->cipher_key, sizeof(secret->cipher_key));
    derive(master, profile, label + LABEL_SALT, secret->salt,
           is_gcm ? GCM_SALT_SIZE : CM_SALT_SIZE);
    if (!is_gcm) {
        derive(master, profile, label + LABEL_AUTH, secret->auth_key, sizeof(secret->auth_key));
    }
}

static void key_init(struct srtp_key *key, enum srtp_profile profile,
                     const struct srtp_secret *secret)
{
    key->profile = profile;
    memcpy(key->salt, secret->salt, sizeof(key->salt));
    backend()->key_init(key, profile, secret->cipher_key);
    if (profile != SRTP_AEAD_AES_128_GCM) {
        hash_pad(key->inner, secret->auth_key, 0x36);
        hash_pad(key->outer, secret->auth_key, 0x5c);
    }
}

void srtp_sender_init(struct srtp_sender *sender, enum srtp_profile profile,
                      const struct srtp_master *master)
{
    struct srtp_secret rtp;
    secret_init(&rtp, profile, master, LABEL_RTP);
    key_init(&sender->rtp, profile, &rtp);
    explicit_bzero(&rtp, sizeof(rtp));
    secret_init(&sender->rtcp, profile, master, LABEL_RTCP);
    sender->rtcp_index = 0;
}

void srtp_sender_deinit(struct srtp_sender *sender)
{
    backend()->key_deinit(&sender->rtp);
    explicit_bzero(&sender->rtcp, sizeof(sender->rtcp));
}

void srtp_receiver_init(struct srtp_receiver *receiver, enum srtp_profile profile,
                        const struct srtp_master *master)
{
    memset(receiver, 0, sizeof(*receiver));
    secret_init(&receiver->rtp, profile, master, LABEL_RTP);
    secret_init(&receiver->rtcp, profile, master, LABEL_RTCP);
    receiver->profile = profile;
}

void srtp_receiver_deinit(struct srtp_receiver *receiver)
{
    explicit_bzero(receiver, sizeof(*receiver));
}

/* ---- initialisation vectors ---- */

/* RFC 7714 8.1 and 9.1: 00 00 | SSRC | 48 bits of index, xor salt. */
static void gcm_iv(uint8_t iv[12], const struct srtp_key *key, uint32_t ssrc, uint64_t index)
{
    iv[0] = iv[1] = 0;
    store_be32(iv + 2, ssrc);
    store_be16(iv + 6, (uint16_t)(index >> 32));
    store_be32(iv + 8, (uint32_t)index);
    for (size_t i = 0; i < GCM_SALT_SIZE; i++) {
        iv[i] ^= key->salt[i];
    }
}

/* RFC 3711 4.1.1: salt x 2^16 xor SSRC x 2^64 xor index x 2^16. */
static void cm_iv(uint8_t iv[16], const struct srtp_key *key, uint32_t ssrc, uint64_t index)
{
    memset(iv, 0, 16);
    store_be32(iv + 4, ssrc);
    store_be16(iv + 8, (uint16_t)(index >> 32));
    store_be32(iv + 10, (uint32_t)index);
    for (size_t i = 0; i < CM_SALT_SIZE; i++) {
        iv[i] ^= key->salt[i];
    }
}

static void cm_tag(const struct srtp_key *key, struct bytes message, struct bytes suffix,
                   uint8_t tag[SHA_DIGEST_LENGTH])
{
    SHA_CTX context;
    uint8_t inner[SHA_DIGEST_LENGTH];
    memcpy(&context, key->inner, sizeof(context));
    SHA1_Update(&context, message.data, message.size);
    SHA1_Update(&context, suffix.data, suffix.size);
    SHA1_Final(inner, &context);
    memcpy(&context, key->outer, sizeof(context));
    SHA1_Update(&context, inner, sizeof(inner));
    SHA1_Final(tag, &context);
}

/* ---- sending ---- */

size_t srtp_protect_rtp(struct srtp_sender *sender, struct bytes header, struct bytes payload,
                        uint64_t index, uint8_t *out)
{
    uint8_t iv[16];
    uint32_t ssrc = load_be32(header.data + 8);
    size_t size = header.size + payload.size;
    memcpy(out, header.data, header.size);
    if (sender->rtp.profile == SRTP_AEAD_AES_128_GCM) {
        gcm_iv(iv, &sender->rtp, ssrc, index);
        backend()->gcm_seal(&sender->rtp, iv, header, payload, out + header.size, out + size);
        return size + GCM_TAG_SIZE;
    }
    uint8_t roll_over[4], tag[SHA_DIGEST_LENGTH];
    cm_iv(iv, &sender->rtp, ssrc, index);
    backend()->cm_crypt(&sender->rtp, iv, payload, out + header.size);
    store_be32(roll_over, (uint32_t)(index >> 16));
    cm_tag(&sender->rtp, bytes_of(out, size), bytes_of(roll_over, sizeof(roll_over)), tag);
    memcpy(out + size, tag, CM_TAG_SIZE);
    return size + CM_TAG_SIZE;
}

size_t srtp_rtp_trailer_size(const struct srtp_sender *sender)
{
    return sender->rtp.profile == SRTP_AEAD_AES_128_GCM ? GCM_TAG_SIZE : CM_TAG_SIZE;
}

/* All are encrypted first and hashed together then, each with its roll-over counter in the
 * place that its tag takes afterwards.
 */
static size_t protect_cm_train(struct srtp_sender *sender, const struct srtp_plain *packets,
                               size_t count, uint8_t *out)
{
    uint8_t iv[16], tags[SRTP_TRAIN_MAX][SRTP_HASH_SIZE], *at = out;
    struct bytes messages[SRTP_TRAIN_MAX] = {{0}};
    for (size_t i = 0; i < count; i++) {
        const struct srtp_plain *packet = &packets[i];
        size_t size = packet->header.size + packet->payload.size;
        memcpy(at, packet->header.data, packet->header.size);
        cm_iv(iv, &sender->rtp, load_be32(packet->header.data + 8), packet->index);
        backend()->cm_crypt(&sender->rtp, iv, packet->payload, at + packet->header.size);
        store_be32(at + size, (uint32_t)(packet->index >> 16));
        messages[i] = bytes_of(at, size + ROLL_OVER_SIZE);
        at += size + CM_TAG_SIZE;
    }
    backend()->cm_tags(&sender->rtp, messages, count, tags);
    for (size_t i = 0; i < count; i++) {
        size_t end = (size_t)(messages[i].data - out) + messages[i].size - ROLL_OVER_SIZE;
        memcpy(out + end, tags[i], CM_TAG_SIZE);
    }
    return (size_t)(at - out);
}

size_t srtp_protect_rtp_train(struct srtp_sender *sender, const struct srtp_plain *packets,
                              size_t count, uint8_t *out)
{
    size_t size = 0;
    ASSERT(count >= 1 && count <= SRTP_TRAIN_MAX);
    if (sender->rtp.profile == SRTP_AES128_CM_HMAC_SHA1_80 && backend()->cm_tags) {
        return protect_cm_train(sender, packets, count, out);
    }
    for (size_t i = 0; i < count; i++) {
        size += srtp_protect_rtp(sender, packets[i].header, packets[i].payload, packets[i].index,
                                 out + size);
    }
    return size;
}

size_t srtp_protect_rtcp(struct srtp_sender *sender, struct bytes packet, uint8_t *out)
{
    ASSERT(packet.size >= RTCP_CLEAR_SIZE);
    uint8_t iv[16], trailer[RTCP_INDEX_SIZE], aad[RTCP_CLEAR_SIZE + RTCP_INDEX_SIZE];
    uint32_t index = sender->rtcp_index++ & RTCP_INDEX_MASK;
    uint32_t ssrc = load_be32(packet.data + 4);
    struct bytes secret = bytes_of(packet.data + RTCP_CLEAR_SIZE, packet.size - RTCP_CLEAR_SIZE);
    struct srtp_key key;
    key_init(&key, sender->rtp.profile, &sender->rtcp);
    store_be32(trailer, RTCP_ENCRYPTED | index);
    memcpy(out, packet.data, RTCP_CLEAR_SIZE);
    if (sender->rtp.profile == SRTP_AEAD_AES_128_GCM) {
        memcpy(aad, packet.data, RTCP_CLEAR_SIZE);
        memcpy(aad + RTCP_CLEAR_SIZE, trailer, sizeof(trailer));
        gcm_iv(iv, &key, ssrc, index);
        backend()->gcm_seal(&key, iv, bytes_of(aad, sizeof(aad)), secret, out + RTCP_CLEAR_SIZE,
                            out + packet.size);
        memcpy(out + packet.size + GCM_TAG_SIZE, trailer, sizeof(trailer));
        backend()->key_deinit(&key);
        return packet.size + GCM_TAG_SIZE + RTCP_INDEX_SIZE;
    }
    uint8_t tag[SHA_DIGEST_LENGTH];
    cm_iv(iv, &key, ssrc, index);
    backend()->cm_crypt(&key, iv, secret, out + RTCP_CLEAR_SIZE);
    cm_tag(&key, bytes_of(out, packet.size), bytes_of(trailer, sizeof(trailer)), tag);
    backend()->key_deinit(&key);
    memcpy(out + packet.size, trailer, sizeof(trailer));
    memcpy(out + packet.size + RTCP_INDEX_SIZE, tag, CM_TAG_SIZE);
    return packet.size + RTCP_INDEX_SIZE + CM_TAG_SIZE;
}

/* ---- replay (RFC 3711 3.3.2) ---- */

/* The stream of an SSRC, or a free place for it; NULL when all are taken. */
static struct srtp_stream *find_stream(struct srtp_stream *streams, uint32_t ssrc)
{
    struct srtp_stream *free = NULL;
    for (size_t i = 0; i < SRTP_STREAMS_MAX; i++) {
        if (streams[i].is_used && streams[i].ssrc == ssrc) {
            return &streams[i];
        }
        if (!streams[i].is_used && !free) {
            free = &streams[i];
        }
    }
    return free;
}

static enum drop check_replay(const struct srtp_stream *stream, uint64_t index)
{
    if (!stream->is_used || index > stream->highest) {
        return DROP_NONE;
    }
    uint64_t age = stream->highest - index;
    if (age >= SRTP_REPLAY_WINDOW) {
        return DROP_SRTP_TOO_OLD;
    }
    return (stream->window[age / 64] >> age % 64 & 1) != 0 ? DROP_SRTP_REPLAYED : DROP_NONE;
}

_Static_assert(SRTP_REPLAY_WINDOW == 128, "shift_window moves two words");

static void shift_window(uint64_t window[2], uint64_t by)
{
    if (by >= 128) {
        window[0] = window[1] = 0;
    } else if (by >= 64) {
        window[1] = window[0] << (by - 64);
        window[0] = 0;
    } else if (by > 0) {
        window[1] = window[1] << by | window[0] >> (64 - by);
        window[0] <<= by;
    }
}

/* Only after the tag verified. */
static void note_index(struct srtp_stream *stream, uint32_t ssrc, uint64_t index)
{
    if (!stream->is_used) {
        *stream = (struct srtp_stream){.ssrc = ssrc, .is_used = true, .highest = index};
    }
    if (index > stream->highest) {
        shift_window(stream->window, index - stream->highest);
        stream->highest = index;
    }
    uint64_t age = stream->highest - index;
    stream->window[age / 64] |= UINT64_C(1) << age % 64;
}

/* ---- receiving ---- */

static bool open_rtp(enum srtp_profile profile, struct srtp_key *key, struct bytes header,
                     struct bytes secret, uint32_t ssrc, uint64_t index, uint8_t *out)
{
    uint8_t iv[16];
    const uint8_t *tag = secret.data + secret.size;
    if (profile == SRTP_AEAD_AES_128_GCM) {
        bool is_right = false;
        gcm_iv(iv, key, ssrc, index);
        backend()->gcm_open(key, iv, header, secret, out + header.size, tag, &is_right);
        return is_right;
    }
    uint8_t roll_over[4], expected[SHA_DIGEST_LENGTH];
    store_be32(roll_over, (uint32_t)(index >> 16));
    cm_tag(key, bytes_of(header.data, header.size + secret.size),
           bytes_of(roll_over, sizeof(roll_over)), expected);
    if (!bytes_equal_constant_time(expected, tag, CM_TAG_SIZE)) {
        return false;
    }
    cm_iv(iv, key, ssrc, index);
    backend()->cm_crypt(key, iv, secret, out + header.size);
    return true;
}

enum drop srtp_unprotect_rtp(struct srtp_receiver *receiver, struct bytes packet, uint8_t *out,
                             size_t *size)
{
    size_t tag_size = receiver->profile == SRTP_AEAD_AES_128_GCM ? GCM_TAG_SIZE : CM_TAG_SIZE;
    size_t header_size = rtp_header_size(packet);
    if (header_size == 0 || packet.size < header_size + tag_size) {
        return DROP_SRTP_UNDERSIZED;
    }
    uint32_t ssrc = load_be32(packet.data + 8);
    uint16_t sequence = load_be16(packet.data + 2);
    struct srtp_stream *stream = find_stream(receiver->rtp_streams, ssrc);
    if (!stream) {
        return DROP_SRTP_TOO_MANY_STREAMS;
    }
    uint64_t index = stream->is_used ? rtp_extend_sequence(stream->highest, sequence) : sequence;
    enum drop drop = check_replay(stream, index);
    if (drop) {
        return drop;
    }
    struct bytes header = bytes_of(packet.data, header_size);
    struct bytes secret = bytes_of(packet.data + header_size, packet.size - header_size - tag_size);
    struct srtp_key key;
    key_init(&key, receiver->profile, &receiver->rtp);
    bool is_right = open_rtp(receiver->profile, &key, header, secret, ssrc, index, out);
    backend()->key_deinit(&key);
    if (!is_right) {
        return DROP_SRTP_BAD_TAG;
    }
    note_index(stream, ssrc, index);
    memmove(out, packet.data, header_size);
    *size = header_size + secret.size;
    return DROP_NONE;
}

static bool open_rtcp(enum srtp_profile profile, struct srtp_key *key, struct bytes packet,
                      struct bytes secret, const uint8_t *trailer, const uint8_t *tag, uint8_t *out)
{
    uint8_t iv[16];
    uint32_t ssrc = load_be32(packet.data + 4);
    uint32_t index = load_be32(trailer) & RTCP_INDEX_MASK;
    if (profile == SRTP_AEAD_AES_128_GCM) {
        uint8_t aad[RTCP_CLEAR_SIZE + RTCP_INDEX_SIZE];
        bool is_right = false;
        memcpy(aad, packet.data, RTCP_CLEAR_SIZE);
        memcpy(aad + RTCP_CLEAR_SIZE, trailer, RTCP_INDEX_SIZE);
        gcm_iv(iv, key, ssrc, index);
        backend()->gcm_open(key, iv, bytes_of(aad, sizeof(aad)), secret, out + RTCP_CLEAR_SIZE, tag,
                            &is_right);
        return is_right;
    }
    uint8_t expected[SHA_DIGEST_LENGTH];
    cm_tag(key, bytes_of(packet.data, RTCP_CLEAR_SIZE + secret.size),
           bytes_of(trailer, RTCP_INDEX_SIZE), expected);
    if (!bytes_equal_constant_time(expected, tag, CM_TAG_SIZE)) {
        return false;
    }
    cm_iv(iv, key, ssrc, index);
    backend()->cm_crypt(key, iv, secret, out + RTCP_CLEAR_SIZE);
    return true;
}

enum drop srtp_unprotect_rtcp(struct srtp_receiver *receiver, struct bytes packet, uint8_t *out,
                              size_t *size)
{
    bool is_gcm = receiver->profile == SRTP_AEAD_AES_128_GCM;
    size_t tag_size = is_gcm ? GCM_TAG_SIZE : CM_TAG_SIZE;
    if (packet.size < RTCP_CLEAR_SIZE + tag_size + RTCP_INDEX_SIZE) {
        return DROP_SRTP_UNDERSIZED;
    }
    size_t secret_size = packet.size - RTCP_CLEAR_SIZE - tag_size - RTCP_INDEX_SIZE;
    const uint8_t *after = packet.data + RTCP_CLEAR_SIZE + secret_size;
    uint8_t trailer[RTCP_INDEX_SIZE]; /* `out` may be the packet's own memory */
    memcpy(trailer, is_gcm ? after + GCM_TAG_SIZE : after, sizeof(trailer));
    const uint8_t *tag = is_gcm ? after : after + RTCP_INDEX_SIZE;
    if ((load_be32(trailer) & RTCP_ENCRYPTED) == 0) {
        return DROP_SRTP_BAD_TAG; /* we never agree to unencrypted SRTCP */
    }
    uint32_t ssrc = load_be32(packet.data + 4);
    uint64_t index = load_be32(trailer) & RTCP_INDEX_MASK;
    struct srtp_stream *stream = find_stream(receiver->rtcp_streams, ssrc);
    if (!stream) {
        return DROP_SRTP_TOO_MANY_STREAMS;
    }
    enum drop drop = check_replay(stream, index);
    if (drop) {
        return drop;
    }
    struct bytes secret = bytes_of(packet.data + RTCP_CLEAR_SIZE, secret_size);
    struct srtp_key key;
    key_init(&key, receiver->profile, &receiver->rtcp);
    bool is_right = open_rtcp(receiver->profile, &key, packet, secret, trailer, tag, out);
    backend()->key_deinit(&key);
    if (!is_right) {
        return DROP_SRTP_BAD_TAG;
    }
    note_index(stream, ssrc, index);
    memmove(out, packet.data, RTCP_CLEAR_SIZE);
    *size = RTCP_CLEAR_SIZE + secret_size;
    return DROP_NONE;
}
