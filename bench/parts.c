/* What parts of the server cost by themselves: DTLS handshakes and SRTP packets, on one
 * core. Prints JSON.
 */
#include <time.h>

#include "peer/peer.h"
#include "wire/rtp.h"

enum { HANDSHAKES = 400, PACKETS = 400000, KEYS = 1000, PAYLOAD = 1178 };

static uint64_t cpu_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* ---- DTLS: two sides in one process, each one's time counted by itself ---- */

struct side {
    struct datagram_sink sink;
    size_t count;
    size_t sizes[16];
    uint8_t data[16][1500];
    uint64_t cpu_ns;
};

static void collect(struct datagram_sink *sink, const struct address *to, struct bytes datagram)
{
    struct side *side = CONTAINER_OF(sink, struct side, sink);
    (void)to;
    ASSERT(side->count < COUNT_OF(side->sizes) && datagram.size <= sizeof(side->data[0]));
    side->sizes[side->count] = datagram.size;
    memcpy(side->data[side->count++], datagram.data, datagram.size);
}

/* Give what `from` sent to `to`; true when that made the keys. */
static bool deliver(struct side *from, struct side *to, struct dtls *dtls)
{
    static const struct address address;
    struct dtls_keys keys;
    bool done = false, closed = false, any_done = false;
    size_t count = from->count;
    uint64_t before = cpu_ns();
    from->count = 0;
    for (size_t i = 0; i < count; i++) {
        enum drop drop = dtls_receive(dtls, bytes_of(from->data[i], from->sizes[i]), 1, &to->sink,
                                      &address, &keys, &done, &closed);
        ASSERT(!drop);
        any_done |= done;
    }
    to->cpu_ns += cpu_ns() - before;
    return any_done;
}

static double server_handshake_ns(void)
{
    static struct side server = {.sink.send = collect}, client = {.sink.send = collect};
    static const struct address address;
    struct dtls_identity *ours = dtls_identity_new(), *theirs = dtls_identity_new();
    ASSERT(ours && theirs);
    for (size_t i = 0; i < HANDSHAKES; i++) {
        struct dtls at_server, at_client;
        dtls_init(&at_server, DTLS_PASSIVE, ours, dtls_identity_fingerprint(theirs));
        dtls_init(&at_client, DTLS_ACTIVE, theirs, dtls_identity_fingerprint(ours));
        dtls_start(&at_client, 1, &client.sink, &address);
        bool done = false;
        while (!done) {
            done = deliver(&client, &server, &at_server);
            deliver(&server, &client, &at_client);
        }
        uint64_t before = cpu_ns();
        dtls_deinit(&at_server);
        server.cpu_ns += cpu_ns() - before;
        dtls_deinit(&at_client);
        client.count = server.count = 0;
    }
    dtls_identity_free(ours);
    dtls_identity_free(theirs);
    return (double)server.cpu_ns / HANDSHAKES;
}

/* ---- SRTP: one packet for a thousand viewers' keys in turn, as the server does ---- */

static double protect_ns(enum srtp_crypto crypto, enum srtp_profile profile)
{
    static struct srtp_sender senders[KEYS];
    static uint8_t payload[PAYLOAD], out[RTP_PACKET_MAX + SRTP_TRAILER_MAX];
    uint8_t header[RTP_HEADER_SIZE] = {0x80, 96};
    if (!srtp_select_crypto(crypto)) {
        return 0;
    }
    for (size_t i = 0; i < KEYS; i++) {
        struct srtp_master master = {.key = {(uint8_t)i, (uint8_t)(i >> 8)}};
        srtp_sender_init(&senders[i], profile, &master);
    }
    uint64_t before = cpu_ns();
    for (size_t i = 0; i < PACKETS; i++) {
        store_be16(header + 2, (uint16_t)(i / KEYS));
        srtp_protect_rtp(&senders[i % KEYS], bytes_of(header, sizeof(header)),
                         bytes_of(payload, sizeof(payload)), i / KEYS, out);
    }
    double taken = (double)(cpu_ns() - before) / PACKETS;
    for (size_t i = 0; i < KEYS; i++) {
        srtp_sender_deinit(&senders[i]);
    }
    return taken;
}

int main(void)
{
    printf("{\n  \"dtls_server_ns\": %.0f,\n", server_handshake_ns());
    printf("  \"gcm_ipsec_mb_ns\": %.1f,\n",
           protect_ns(SRTP_CRYPTO_IPSEC_MB, SRTP_AEAD_AES_128_GCM));
    printf("  \"gcm_evp_ns\": %.1f,\n", protect_ns(SRTP_CRYPTO_EVP, SRTP_AEAD_AES_128_GCM));
    printf("  \"cm_ipsec_mb_ns\": %.1f,\n",
           protect_ns(SRTP_CRYPTO_IPSEC_MB, SRTP_AES128_CM_HMAC_SHA1_80));
    printf("  \"cm_evp_ns\": %.1f,\n", protect_ns(SRTP_CRYPTO_EVP, SRTP_AES128_CM_HMAC_SHA1_80));
    printf("  \"peer_bytes\": %zu\n}\n", sizeof(struct peer));
    return 0;
}
