/* SRTP against the RFCs' own vectors, and what it must refuse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "peer/srtp.h"
#include "wire/rtp.h"

static void from_hex(const char *hex, uint8_t *out)
{
    for (size_t i = 0; hex[2 * i]; i++) {
        unsigned value;
        assert_int_equal(sscanf(hex + 2 * i, "%2x", &value), 1);
        out[i] = (uint8_t)value;
    }
}

static const enum srtp_profile profiles[] = {SRTP_AEAD_AES_128_GCM, SRTP_AES128_CM_HMAC_SHA1_80};

static struct srtp_master master_of(uint8_t seed)
{
    struct srtp_master master;
    memset(master.key, seed, sizeof(master.key));
    memset(master.salt, seed ^ 0x5a, sizeof(master.salt));
    return master;
}

struct pair {
    struct srtp_sender sender;
    struct srtp_receiver receiver;
};

static void open_pair(struct pair *pair, enum srtp_profile profile)
{
    struct srtp_master master = master_of(7);
    srtp_sender_init(&pair->sender, profile, &master);
    srtp_receiver_init(&pair->receiver, profile, &master);
}

static void close_pair(struct pair *pair)
{
    srtp_sender_deinit(&pair->sender);
    srtp_receiver_deinit(&pair->receiver);
}

/* One packet of `ssrc` with this index; returns its protected size. */
static size_t protect(struct pair *pair, uint32_t ssrc, uint64_t index, uint8_t *out)
{
    uint8_t header[RTP_HEADER_SIZE];
    rtp_write_header(header, &(struct rtp_packet){.payload_type = 96,
                                                  .sequence = (uint16_t)index,
                                                  .timestamp = (uint32_t)index * 3000,
                                                  .ssrc = ssrc});
    static const uint8_t payload[] = "what the delegate of the second row said";
    return srtp_protect_rtp(&pair->sender, bytes_of(header, sizeof(header)),
                            bytes_of(payload, sizeof(payload)), index, out);
}

static enum drop unprotect(struct pair *pair, const uint8_t *packet, size_t size)
{
    uint8_t out[256];
    size_t plain;
    return srtp_unprotect_rtp(&pair->receiver, bytes_of(packet, size), out, &plain);
}

/* ---- vectors ---- */

/* RFC 3711 B.3: the keys derived from the master key; shown by the keystream, as the
 * session keys themselves stay inside.
 */
static void keys_are_derived_as_rfc_3711_b3_says(void **state)
{
    (void)state;
    struct srtp_master master;
    from_hex("E1F97A0D3E018BE0D64FA32C06DE4139", master.key);
    from_hex("0EC675AD498AFEEBB6960B3AABE6", master.salt);
    struct srtp_sender sender;
    uint8_t salt[SRTP_SALT_MAX];
    from_hex("30CBBC08863D8C85D49DB34A9AE1", salt);
    srtp_sender_init(&sender, SRTP_AES128_CM_HMAC_SHA1_80, &master);
    assert_memory_equal(sender.rtp.salt, salt, sizeof(salt));
    srtp_sender_deinit(&sender);
}

/* RFC 3711 B.2: AES-CM keystream under a session key and salt. */
static void keystream_is_that_of_rfc_3711_b2(void **state)
{
    (void)state;
    uint8_t key[16], iv[16], zeros[32] = {0}, out[32], expected[32];
    from_hex("2B7E151628AED2A6ABF7158809CF4F3C", key);
    from_hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000", iv);
    from_hex("E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB", expected);
    const struct srtp_backend *backends[] = {
        &srtp_backend_evp,
#ifdef PLENARY_HAS_IPSEC_MB
        &srtp_backend_ipsec_mb,
#endif
    };
    for (size_t i = 0; i < COUNT_OF(backends); i++) {
        struct srtp_key state_of_key;
        assert_true(backends[i]->start());
        backends[i]->key_init(&state_of_key, SRTP_AES128_CM_HMAC_SHA1_80, key);
        backends[i]->cm_crypt(&state_of_key, iv, bytes_of(zeros, sizeof(zeros)), out);
        assert_memory_equal(out, expected, sizeof(expected));
        backends[i]->key_deinit(&state_of_key);
    }
}

/* RFC 7714 16.1.1: AEAD_AES_128_GCM over an RTP packet, with the session key and salt given. */
static void gcm_packet_is_that_of_rfc_7714_16(void **state)
{
    (void)state;
    uint8_t key[16], plain[50], expected[66], out[66];
    from_hex("000102030405060708090a0b0c0d0e0f", key);
    from_hex("8040f17b8041f8d35501a0b247616c6c696120657374206f6d6e69732064697669736120696e20706172"
             "7465732074726573",
             plain);
    from_hex("8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7"
             "d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce",
             expected);
    struct srtp_sender sender = {.rtp.profile = SRTP_AEAD_AES_128_GCM};
    bool in_use_is_evp = srtp_crypto_in_use() == SRTP_CRYPTO_EVP;
    const struct srtp_backend *backend = &srtp_backend_evp;
#ifdef PLENARY_HAS_IPSEC_MB
    backend = in_use_is_evp ? backend : &srtp_backend_ipsec_mb;
#endif
    (void)in_use_is_evp;
    backend->key_init(&sender.rtp, SRTP_AEAD_AES_128_GCM, key);
    from_hex("517569642070726f2071756f", sender.rtp.salt);
    size_t size =
        srtp_protect_rtp(&sender, bytes_of(plain, 12), bytes_of(plain + 12, 38), 0xf17b, out);
    assert_int_equal(size, sizeof(expected));
    assert_memory_equal(out, expected, sizeof(expected));
    backend->key_deinit(&sender.rtp);
}

/* ---- what it refuses ---- */

static void opens_what_it_sealed(void **state)
{
    (void)state;
    for (size_t p = 0; p < COUNT_OF(profiles); p++) {
        struct pair pair;
        uint8_t packet[256], plain[256];
        size_t size;
        open_pair(&pair, profiles[p]);
        size_t sealed = protect(&pair, 1, 100, packet);
        assert_int_equal(srtp_unprotect_rtp(&pair.receiver, bytes_of(packet, sealed), plain, &size),
                         0);
        assert_string_equal((char *)plain + 12, "what the delegate of the second row said");
        close_pair(&pair);
    }
}

static void refuses_any_changed_byte_and_learns_nothing_from_it(void **state)
{
    (void)state;
    for (size_t p = 0; p < COUNT_OF(profiles); p++) {
        struct pair pair;
        uint8_t packet[256], changed[256];
        open_pair(&pair, profiles[p]);
        size_t size = protect(&pair, 1, 100, packet);
        for (size_t i = 1; i < size; i++) { /* byte 0 changes the header's very size */
            memcpy(changed, packet, size);
            changed[i] ^= 1;
            assert_int_equal(unprotect(&pair, changed, size), DROP_SRTP_BAD_TAG);
        }
        assert_int_equal(unprotect(&pair, packet, size), 0);
        close_pair(&pair);
    }
}

static void refuses_replays_and_what_is_too_old(void **state)
{
    (void)state;
    for (size_t p = 0; p < COUNT_OF(profiles); p++) {
        struct pair pair;
        uint8_t first[256], later[256];
        open_pair(&pair, profiles[p]);
        size_t size = protect(&pair, 1, 100, first);
        assert_int_equal(unprotect(&pair, first, size), 0);
        assert_int_equal(unprotect(&pair, first, size), DROP_SRTP_REPLAYED);
        protect(&pair, 1, 100 + SRTP_REPLAY_WINDOW, later);
        assert_int_equal(unprotect(&pair, later, size), 0);
        assert_int_equal(unprotect(&pair, first, size), DROP_SRTP_TOO_OLD);
        protect(&pair, 1, 101, first); /* the oldest place of the window */
        assert_int_equal(unprotect(&pair, first, size), 0);
        assert_int_equal(unprotect(&pair, first, size), DROP_SRTP_REPLAYED);
        close_pair(&pair);
    }
}

static void follows_the_roll_over(void **state)
{
    (void)state;
    for (size_t p = 0; p < COUNT_OF(profiles); p++) {
        struct pair pair;
        uint8_t packet[256];
        open_pair(&pair, profiles[p]);
        for (uint64_t index = 65000; index < 3 * 65536; index += 500) {
            size_t size = protect(&pair, 1, index, packet);
            assert_int_equal(unprotect(&pair, packet, size), 0);
        }
        close_pair(&pair);
    }
}

static void refuses_undersized_packets(void **state)
{
    (void)state;
    for (size_t p = 0; p < COUNT_OF(profiles); p++) {
        struct pair pair;
        uint8_t packet[256] = {0x80, 96}, out[256];
        size_t size;
        open_pair(&pair, profiles[p]);
        for (size_t i = 0; i < 22; i++) {
            assert_int_equal(unprotect(&pair, packet, i), DROP_SRTP_UNDERSIZED);
        }
        packet[1] = 200;
        for (size_t i = 0; i < 22; i++) {
            assert_int_equal(srtp_unprotect_rtcp(&pair.receiver, bytes_of(packet, i), out, &size),
                             DROP_SRTP_UNDERSIZED);
        }
        close_pair(&pair);
    }
}

static void follows_only_so_many_streams(void **state)
{
    (void)state;
    struct pair pair;
    uint8_t packet[256];
    open_pair(&pair, SRTP_AEAD_AES_128_GCM);
    for (uint32_t ssrc = 0; ssrc < SRTP_STREAMS_MAX; ssrc++) {
        size_t size = protect(&pair, ssrc, 5, packet);
        assert_int_equal(unprotect(&pair, packet, size), 0);
    }
    size_t size = protect(&pair, 99, 5, packet);
    assert_int_equal(unprotect(&pair, packet, size), DROP_SRTP_TOO_MANY_STREAMS);
    close_pair(&pair);
}

static void rtcp_goes_and_comes_once(void **state)
{
    (void)state;
    for (size_t p = 0; p < COUNT_OF(profiles); p++) {
        struct pair pair;
        uint8_t plain[28] = {0x80, 201, 0, 1, 0, 0, 0, 9, 'r', 'e', 'p', 'o', 'r', 't'};
        uint8_t sealed[64], out[64];
        size_t size;
        open_pair(&pair, profiles[p]);
        for (int i = 0; i < 3; i++) {
            size_t sealed_size =
                srtp_protect_rtcp(&pair.sender, bytes_of(plain, sizeof(plain)), sealed);
            struct bytes packet = bytes_of(sealed, sealed_size);
            assert_int_equal(srtp_unprotect_rtcp(&pair.receiver, packet, out, &size), 0);
            assert_int_equal(size, sizeof(plain));
            assert_memory_equal(out, plain, sizeof(plain));
            assert_int_equal(srtp_unprotect_rtcp(&pair.receiver, packet, out, &size),
                             DROP_SRTP_REPLAYED);
        }
        close_pair(&pair);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_derived_as_rfc_3711_b3_says),
        cmocka_unit_test(keystream_is_that_of_rfc_3711_b2),
        cmocka_unit_test(gcm_packet_is_that_of_rfc_7714_16),
        cmocka_unit_test(opens_what_it_sealed),
        cmocka_unit_test(refuses_any_changed_byte_and_learns_nothing_from_it),
        cmocka_unit_test(refuses_replays_and_what_is_too_old),
        cmocka_unit_test(follows_the_roll_over),
        cmocka_unit_test(refuses_undersized_packets),
        cmocka_unit_test(follows_only_so_many_streams),
        cmocka_unit_test(rtcp_goes_and_comes_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
