/* Our SRTP against libsrtp2: for random packets both write the same bytes, and each opens
 * what the other wrote; for each of our backends.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "oracle.h"
#include "peer/srtp.h"
#include "wire/rtp.h"

enum { ROUNDS = 2000, PACKET_MAX = 1500 };

static uint64_t seed = 1;

static uint32_t draw(void)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33);
}

static void fill(uint8_t *out, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        out[i] = (uint8_t)draw();
    }
}

struct sides {
    struct oracle *out, *in; /* libsrtp2's */
    struct srtp_sender sender;
    struct srtp_receiver receiver;
};

static void open_sides(struct sides *sides, enum srtp_profile profile)
{
    struct srtp_master master;
    fill(master.key, sizeof(master.key));
    fill(master.salt, sizeof(master.salt));
    bool is_gcm = profile == SRTP_AEAD_AES_128_GCM;
    uint8_t key[SRTP_KEY_SIZE + SRTP_SALT_MAX];
    memcpy(key, master.key, SRTP_KEY_SIZE);
    memcpy(key + SRTP_KEY_SIZE, master.salt, SRTP_SALT_MAX);
    sides->out = oracle_new(is_gcm, key, true);
    sides->in = oracle_new(is_gcm, key, false);
    assert_non_null(sides->out);
    assert_non_null(sides->in);
    srtp_sender_init(&sides->sender, profile, &master);
    srtp_receiver_init(&sides->receiver, profile, &master);
}

static void close_sides(struct sides *sides)
{
    oracle_free(sides->out);
    oracle_free(sides->in);
    srtp_sender_deinit(&sides->sender);
    srtp_receiver_deinit(&sides->receiver);
}

/* A packet with some CSRCs, some extension and some payload. */
static size_t draw_rtp(uint8_t *packet, uint16_t sequence, size_t *header_size)
{
    size_t csrcs = draw() % 4, words = draw() % 5;
    bool extended = draw() % 2;
    fill(packet, PACKET_MAX);
    packet[0] = (uint8_t)(0x80 | (extended ? 0x10 : 0) | csrcs);
    store_be16(packet + 2, sequence);
    store_be32(packet + 8, 0x1234);
    size_t size = RTP_HEADER_SIZE + 4 * csrcs;
    if (extended) {
        store_be16(packet + size, 0xbede);
        store_be16(packet + size + 2, (uint16_t)words);
        size += 4 + 4 * words;
    }
    *header_size = size;
    return size + draw() % 1200;
}

static void rtp_is_the_same(enum srtp_profile profile)
{
    struct sides sides;
    open_sides(&sides, profile);
    for (uint64_t index = 1; index < ROUNDS * 40; index += 1 + draw() % 40) {
        uint8_t plain[PACKET_MAX], theirs[PACKET_MAX + 64], ours[PACKET_MAX + 64],
            opened[PACKET_MAX + 64];
        size_t header_size;
        size_t size = draw_rtp(plain, (uint16_t)index, &header_size);
        memcpy(theirs, plain, size);
        size_t their_size = size;
        assert_true(oracle_protect_rtp(sides.out, theirs, &their_size));
        size_t our_size =
            srtp_protect_rtp(&sides.sender, bytes_of(plain, header_size),
                             bytes_of(plain + header_size, size - header_size), index, ours);
        assert_int_equal(our_size, their_size);
        assert_memory_equal(ours, theirs, our_size);

        size_t opened_size;
        assert_int_equal(
            srtp_unprotect_rtp(&sides.receiver, bytes_of(theirs, our_size), opened, &opened_size),
            0);
        assert_int_equal(opened_size, size);
        assert_memory_equal(opened, plain, size);
        assert_true(oracle_unprotect_rtp(sides.in, ours, &our_size));
        assert_memory_equal(ours, plain, size);
    }
    close_sides(&sides);
}

static void rtcp_is_the_same(enum srtp_profile profile)
{
    struct sides sides;
    open_sides(&sides, profile);
    for (int i = 0; i < ROUNDS; i++) {
        uint8_t plain[600], theirs[700], ours[700], opened[700];
        size_t size = 8 + 4 * (draw() % 100);
        fill(plain, size);
        plain[0] = 0x80;
        plain[1] = 200;
        store_be16(plain + 2, (uint16_t)(size / 4 - 1));
        store_be32(plain + 4, 0x4321);
        memcpy(theirs, plain, size);
        size_t their_size = size;
        if (i == 0) { /* libsrtp2 counts from 1, we from 0: either is good (RFC 3711 3.4) */
            sides.sender.rtcp_index = 1;
        }
        assert_true(oracle_protect_rtcp(sides.out, theirs, &their_size));
        size_t our_size = srtp_protect_rtcp(&sides.sender, bytes_of(plain, size), ours);
        assert_int_equal(our_size, their_size);
        assert_memory_equal(ours, theirs, our_size);

        size_t opened_size;
        assert_int_equal(
            srtp_unprotect_rtcp(&sides.receiver, bytes_of(theirs, our_size), opened, &opened_size),
            0);
        assert_int_equal(opened_size, size);
        assert_memory_equal(opened, plain, size);
        assert_true(oracle_unprotect_rtcp(sides.in, ours, &our_size));
        assert_memory_equal(ours, plain, size);
    }
    close_sides(&sides);
}

/* Several at once, of any sizes: what libsrtp2 writes one by one. */
static void trains_are_the_same(enum srtp_profile profile)
{
    struct sides sides;
    open_sides(&sides, profile);
    uint64_t index = 1;
    for (size_t round = 0; round < ROUNDS / 10; round++) {
        static uint8_t plain[SRTP_TRAIN_MAX][PACKET_MAX], train[SRTP_TRAIN_MAX * (PACKET_MAX + 64)];
        struct srtp_plain packets[SRTP_TRAIN_MAX];
        size_t count = 1 + draw() % SRTP_TRAIN_MAX, sizes[SRTP_TRAIN_MAX], at = 0;
        for (size_t i = 0; i < count; i++, index += 1 + draw() % 40) {
            size_t header_size;
            sizes[i] = draw_rtp(plain[i], (uint16_t)index, &header_size);
            packets[i] = (struct srtp_plain){
                .header = bytes_of(plain[i], header_size),
                .payload = bytes_of(plain[i] + header_size, sizes[i] - header_size),
                .index = index};
        }
        size_t size = srtp_protect_rtp_train(&sides.sender, packets, count, train);
        for (size_t i = 0; i < count; i++) {
            uint8_t theirs[PACKET_MAX + 64];
            memcpy(theirs, plain[i], sizes[i]);
            assert_true(oracle_protect_rtp(sides.out, theirs, &sizes[i]));
            assert_memory_equal(train + at, theirs, sizes[i]);
            at += sizes[i];
        }
        assert_int_equal(at, size);
    }
    close_sides(&sides);
}

static void both_with(enum srtp_crypto crypto)
{
    assert_true(srtp_select_crypto(crypto));
    trains_are_the_same(SRTP_AEAD_AES_128_GCM);
    trains_are_the_same(SRTP_AES128_CM_HMAC_SHA1_80);
    rtp_is_the_same(SRTP_AEAD_AES_128_GCM);
    rtp_is_the_same(SRTP_AES128_CM_HMAC_SHA1_80);
    rtcp_is_the_same(SRTP_AEAD_AES_128_GCM);
    rtcp_is_the_same(SRTP_AES128_CM_HMAC_SHA1_80);
}

static void ipsec_mb_writes_what_libsrtp2_writes(void **state)
{
    (void)state;
    both_with(SRTP_CRYPTO_IPSEC_MB);
}

static void evp_writes_what_libsrtp2_writes(void **state)
{
    (void)state;
    both_with(SRTP_CRYPTO_EVP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evp_writes_what_libsrtp2_writes),
        cmocka_unit_test(ipsec_mb_writes_what_libsrtp2_writes), /* last: not in every build */
    };
    bool has_ipsec_mb = srtp_select_crypto(SRTP_CRYPTO_IPSEC_MB);
    return _cmocka_run_group_tests("oracle", tests, has_ipsec_mb ? 2 : 1, NULL, NULL);
}
