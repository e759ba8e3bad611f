#include "sim/nonce_watch.h"

#include "sim/hash.h"
#include "wire/rtp.h"

enum { SRTCP_TRAILER = 4 };

/* What is remembered of a peer (by its address), of a stream of it, and of each index. */
enum about { ABOUT_KEYS, ABOUT_STREAM, ABOUT_RTP, ABOUT_RTCP };

static uint64_t *value_of(struct nonce_watch *watch, const struct address *to, enum about about,
                          uint64_t keys, uint32_t ssrc, uint64_t index)
{
    uint8_t bytes[16 + 2 + 1 + 8 + 4 + 8];
    memcpy(bytes, to->ip, 16);
    store_be16(bytes + 16, to->port);
    bytes[18] = (uint8_t)about;
    store_be64(bytes + 19, keys);
    store_be32(bytes + 27, ssrc);
    store_be64(bytes + 31, index);
    uint64_t key = fnv1a(FNV1A_START, bytes_of(bytes, sizeof(bytes))) | 1;
    size_t at = (size_t)(key >> 20) % NONCE_WATCH_SIZE;
    while (watch->entries[at].key != 0 && watch->entries[at].key != key) {
        at = (at + 1) % NONCE_WATCH_SIZE;
    }
    if (watch->entries[at].key == 0) {
        ASSERT(++watch->count < NONCE_WATCH_SIZE / 4 * 3);
        watch->entries[at].key = key;
    }
    return &watch->entries[at].value;
}

static void assert_same(uint64_t *content, struct bytes datagram)
{
    uint64_t hash = fnv1a(FNV1A_START, datagram) | 1;
    ASSERT(*content == 0 || *content == hash);
    *content = hash;
}

void nonce_watch(struct nonce_watch *watch, const struct address *to, struct bytes datagram)
{
    uint64_t *keys = value_of(watch, to, ABOUT_KEYS, 0, 0, 0);
    if (datagram.data[0] >= 20 && datagram.data[0] <= 63) {
        ++*keys; /* DTLS: what follows is under other keys */
        return;
    }
    if (datagram.size < 12 + SRTCP_TRAILER || (datagram.data[0] & 0xc0) != 0x80) {
        return;
    }
    if (datagram.data[1] >= 192 && datagram.data[1] <= 223) {
        uint32_t index = load_be32(datagram.data + datagram.size - 4); /* GCM, as all here use */
        assert_same(value_of(watch, to, ABOUT_RTCP, *keys, load_be32(datagram.data + 4), index),
                    datagram);
        return;
    }
    uint32_t ssrc = load_be32(datagram.data + 8);
    uint16_t sequence = load_be16(datagram.data + 2);
    uint64_t *stream = value_of(watch, to, ABOUT_STREAM, *keys, ssrc, 0); /* highest + 1 */
    uint64_t index = *stream > 0 ? rtp_extend_sequence(*stream - 1, sequence) : sequence;
    *stream = MAX(*stream, index + 1);
    assert_same(value_of(watch, to, ABOUT_RTP, *keys, ssrc, index), datagram);
}
