/* DTLS-SRTP by itself: keys agree, certificates are checked, fragments and losses are
 * survived, the object is freed.
 */
#include <setjmp.h>
#include <stdarg.h>

#include "peer/dtls.h"
#include "support.h"

#include <openssl/ssl.h>

#include <cmocka.h>

struct side {
    struct dtls dtls;
    struct network_end end;
    struct dtls_identity *identity;
    struct dtls_keys keys;
    bool done, closed;
    enum drop drop; /* of the last datagram */
};

struct pair {
    struct network network;
    struct side server, client;
};

static const struct address server_address = {.ip = {[10] = 0xff, [11] = 0xff, [15] = 1},
                                              .port = 1};
static const struct address client_address = {.ip = {[10] = 0xff, [11] = 0xff, [15] = 2},
                                              .port = 2};

static int set_up(void **state)
{
    struct pair *pair = calloc(1, sizeof(*pair));
    network_init(&pair->network, 1);
    network_end_init(&pair->server.end, &pair->network, server_address);
    network_end_init(&pair->client.end, &pair->network, client_address);
    pair->server.identity = dtls_identity_new();
    pair->client.identity = dtls_identity_new();
    assert_non_null(pair->server.identity);
    assert_non_null(pair->client.identity);
    dtls_init(&pair->server.dtls, DTLS_PASSIVE, pair->server.identity,
              dtls_identity_fingerprint(pair->client.identity));
    dtls_init(&pair->client.dtls, DTLS_ACTIVE, pair->client.identity,
              dtls_identity_fingerprint(pair->server.identity));
    *state = pair;
    return 0;
}

static int tear_down(void **state)
{
    struct pair *pair = *state;
    dtls_deinit(&pair->server.dtls);
    dtls_deinit(&pair->client.dtls);
    dtls_identity_free(pair->server.identity);
    dtls_identity_free(pair->client.identity);
    free(pair);
    return 0;
}

static void deliver(struct pair *pair, struct bytes datagram, const struct address *to)
{
    struct side *side = address_equal(to, &server_address) ? &pair->server : &pair->client;
    const struct address *from = side == &pair->server ? &client_address : &server_address;
    bool done, closed;
    side->drop = dtls_receive(&side->dtls, datagram, test_now_us, &side->end.sink, from,
                              &side->keys, &done, &closed);
    assert_false(done && side->done); /* at most once */
    side->done |= done;
    side->closed |= closed;
}

static void run_until(struct pair *pair, uint64_t until_us)
{
    struct network_flying datagram;
    for (;;) {
        uint64_t next_us =
            MIN(network_next_us(&pair->network), MIN(dtls_next_deadline(&pair->server.dtls),
                                                     dtls_next_deadline(&pair->client.dtls)));
        if (next_us > until_us) {
            test_now_us = until_us;
            return;
        }
        test_now_us = MAX(test_now_us, next_us);
        while (network_take(&pair->network, test_now_us, &datagram)) {
            deliver(pair, bytes_of(datagram.data, datagram.size), &datagram.to);
        }
        dtls_tick(&pair->server.dtls, test_now_us, &pair->server.end.sink, &client_address);
        dtls_tick(&pair->client.dtls, test_now_us, &pair->client.end.sink, &server_address);
    }
}

static void start(struct pair *pair)
{
    dtls_start(&pair->client.dtls, test_now_us, &pair->client.end.sink, &server_address);
}

static void assert_keys_agree(const struct pair *pair)
{
    const struct dtls_keys *ours = &pair->server.keys, *theirs = &pair->client.keys;
    static const struct srtp_master none;
    assert_true(pair->server.done && pair->client.done);
    assert_int_equal(ours->profile, SRTP_AEAD_AES_128_GCM);
    assert_int_equal(theirs->profile, SRTP_AEAD_AES_128_GCM);
    assert_memory_equal(&ours->send, &theirs->receive, sizeof(ours->send));
    assert_memory_equal(&ours->receive, &theirs->send, sizeof(ours->send));
    assert_memory_not_equal(&ours->send, &ours->receive, sizeof(ours->send));
    assert_memory_not_equal(&ours->send, &none, sizeof(none));
}

static void dtls_01_keys_agree(void **state)
{
    struct pair *pair = *state;
    uint64_t start_us = test_now_us;
    start(pair);
    assert_null(pair->server.dtls.ssl); /* nothing before the first datagram */
    run_until(pair, start_us + 200 * MS_US);
    assert_keys_agree(pair);
    assert_true(pair->server.end.sent_largest <= DTLS_MTU);
    assert_true(pair->client.end.sent_largest <= DTLS_MTU);
}

static void dtls_02_freed_after_lingering(void **state)
{
    struct pair *pair = *state;
    start(pair);
    run_until(pair, test_now_us + SECOND_US);
    assert_keys_agree(pair);
    run_until(pair, test_now_us + DTLS_LINGER_US - 2 * SECOND_US);
    assert_non_null(pair->server.dtls.ssl);
    run_until(pair, test_now_us + 2 * SECOND_US);
    assert_int_equal(pair->server.dtls.state, DTLS_FREED);
    assert_null(pair->server.dtls.ssl);
    assert_int_equal(dtls_next_deadline(&pair->server.dtls), NEVER_US);
    static const uint8_t record[] = {22, 254, 253, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0};
    deliver(pair, bytes_of(record, sizeof(record)), &server_address);
    assert_int_equal(pair->server.drop, DROP_DTLS_FINISHED);
}

static void dtls_03_the_certificate_must_fit(void **state)
{
    struct pair *pair = *state;
    pair->server.dtls.remote_fingerprint[31] ^= 1;
    start(pair);
    run_until(pair, test_now_us + SECOND_US);
    assert_int_equal(pair->server.dtls.state, DTLS_FAILED);
    assert_int_equal(pair->server.drop, DROP_DTLS_FAILED);
    assert_false(pair->server.done);
    assert_null(pair->server.dtls.ssl);
}

static void dtls_04_so_must_the_servers(void **state)
{
    struct pair *pair = *state;
    pair->client.dtls.remote_fingerprint[0] ^= 1;
    start(pair);
    run_until(pair, test_now_us + SECOND_US);
    assert_int_equal(pair->client.dtls.state, DTLS_FAILED);
    assert_false(pair->client.done);
}

static void dtls_05_undersized_and_foreign_records(void **state)
{
    struct pair *pair = *state;
    size_t allocations = allocation_count;
    uint8_t record[64] = {22, 254, 253};
    for (size_t size = 0; size < DTLS_RECORD_HEADER_SIZE; size++) {
        deliver(pair, bytes_of(record, size), &server_address);
        assert_int_equal(pair->server.drop, DROP_DTLS_MALFORMED);
    }
    record[12] = 64 - DTLS_RECORD_HEADER_SIZE + 1; /* says more than there is */
    deliver(pair, bytes_of(record, sizeof(record)), &server_address);
    assert_int_equal(pair->server.drop, DROP_DTLS_MALFORMED);
    record[12] = 1, record[0] = 19;
    deliver(pair, bytes_of(record, sizeof(record)), &server_address);
    assert_int_equal(pair->server.drop, DROP_DTLS_MALFORMED);
    assert_int_equal(pair->server.dtls.state, DTLS_NEW);
    assert_int_equal(pair->server.end.sent_count, 0);
    assert_int_equal(allocation_count, allocations);
    start(pair); /* and it still serves */
    run_until(pair, test_now_us + SECOND_US);
    assert_keys_agree(pair);
}

/* Cut one handshake message, alone in its record, in two records. The second gets a
 * record number that the client will not reach, or its next would seem replayed.
 */
static void cut(struct bytes whole, size_t at, struct writer *first, struct writer *second)
{
    enum { MESSAGE_HEADER = 12 };
    const uint8_t *record = whole.data, *message = record + DTLS_RECORD_HEADER_SIZE;
    size_t size = whole.size - DTLS_RECORD_HEADER_SIZE - MESSAGE_HEADER;
    const struct {
        struct writer *writer;
        size_t from, size;
        uint8_t number;
    } parts[] = {{first, 0, at, 0}, {second, at, size - at, 40}};
    for (size_t i = 0; i < 2; i++) {
        struct writer *writer = parts[i].writer;
        writer_put(writer, bytes_of(record, 10));
        writer_u8(writer, parts[i].number);
        writer_be16(writer, (uint16_t)(MESSAGE_HEADER + parts[i].size));
        writer_put(writer, bytes_of(message, 6));
        writer_be24(writer, (uint32_t)parts[i].from);
        writer_be24(writer, (uint32_t)parts[i].size);
        writer_put(writer, bytes_of(message + MESSAGE_HEADER + parts[i].from, parts[i].size));
    }
}

static void dtls_06_a_client_hello_in_two_datagrams(void **state)
{
    struct pair *pair = *state;
    for (int reversed = 0; reversed < 2; reversed++) {
        uint8_t a[NETWORK_DATAGRAM_MAX], b[NETWORK_DATAGRAM_MAX];
        struct writer first = writer_of(a, sizeof(a)), second = writer_of(b, sizeof(b));
        struct network_flying hello;
        start(pair);
        test_now_us += pair->network.delay_us;
        assert_true(network_take(&pair->network, test_now_us, &hello));
        cut(bytes_of(hello.data, hello.size), 70, &first, &second);
        assert_false(first.failed || second.failed);
        deliver(pair, writer_bytes(reversed ? &second : &first), &server_address);
        assert_int_equal(pair->server.drop, DROP_NONE);
        assert_int_equal(pair->server.end.sent_count, 0);
        deliver(pair, writer_bytes(reversed ? &first : &second), &server_address);
        run_until(pair, test_now_us + 200 * MS_US);
        assert_keys_agree(pair);
        void *again = pair;
        assert_int_equal(tear_down(&again), 0);
        assert_int_equal(set_up(state), 0);
        pair = *state;
    }
}

/* Each single datagram of the handshake lost once, the server's last included. */
static void dtls_07_each_datagram_may_be_lost(void **state)
{
    struct pair *pair = *state;
    size_t lost_count = 0;
    for (size_t lost = 0;; lost++) {
        struct network_flying ignored;
        uint64_t start_us = test_now_us;
        size_t taken = 0;
        start(pair);
        while (taken < lost ||
               !network_take(&pair->network, network_next_us(&pair->network), &ignored)) {
            uint64_t next_us = network_next_us(&pair->network);
            if (next_us == NEVER_US) {
                break;
            }
            taken++;
            struct network_flying datagram;
            test_now_us = next_us;
            assert_true(network_take(&pair->network, next_us, &datagram));
            deliver(pair, bytes_of(datagram.data, datagram.size), &datagram.to);
        }
        bool was_last = taken < lost;
        run_until(pair, start_us + 5 * SECOND_US);
        assert_keys_agree(pair);
        assert_false(pair->server.closed || pair->client.closed);
        void *again = pair;
        assert_int_equal(tear_down(&again), 0);
        assert_int_equal(set_up(state), 0);
        pair = *state;
        if (was_last) {
            break;
        }
        lost_count++;
    }
    assert_in_range(lost_count, 4, 12);
}

static void dtls_08_too_slow(void **state)
{
    struct pair *pair = *state;
    uint64_t start_us = test_now_us;
    pair->network.loss_percent = 100;
    start(pair);
    assert_int_equal(pair->client.end.sent_count, 1);
    run_until(pair, start_us + DTLS_HANDSHAKE_US - 1);
    assert_int_equal(pair->client.dtls.state, DTLS_HANDSHAKING);
    assert_in_range(pair->client.end.sent_count, 4, 10); /* 1, 2, 4 s ... apart */
    run_until(pair, start_us + DTLS_HANDSHAKE_US);
    assert_int_equal(pair->client.dtls.state, DTLS_FAILED);
    assert_null(pair->client.dtls.ssl);
    assert_int_equal(dtls_next_deadline(&pair->client.dtls), NEVER_US);
}

static void dtls_09_goodbye(void **state)
{
    struct pair *pair = *state;
    start(pair);
    run_until(pair, test_now_us + SECOND_US);
    assert_keys_agree(pair);
    dtls_close(&pair->client.dtls, &pair->client.end.sink, &server_address);
    run_until(pair, test_now_us + SECOND_US);
    assert_true(pair->server.closed);
}

static void dtls_13_goodbye_long_after(void **state)
{
    struct pair *pair = *state;
    start(pair);
    run_until(pair, test_now_us + DTLS_LINGER_US + 2 * SECOND_US);
    assert_int_equal(pair->server.dtls.state, DTLS_FREED);
    assert_false(pair->client.closed); /* sealed, not sent */
    dtls_close(&pair->server.dtls, &pair->server.end.sink, &client_address);
    run_until(pair, test_now_us + SECOND_US);
    assert_true(pair->client.closed);
}

static void dtls_10_rubbish_amidst_the_handshake(void **state)
{
    struct pair *pair = *state;
    uint8_t record[100] = {22, 254, 253, [12] = sizeof(record) - DTLS_RECORD_HEADER_SIZE};
    start(pair);
    for (uint8_t i = 0; i < 5; i++) {
        run_until(pair, test_now_us + 20 * MS_US);
        record[0] = 23, record[4] = i; /* application data of some epoch */
        deliver(pair, bytes_of(record, sizeof(record)), &server_address);
    }
    run_until(pair, test_now_us + 5 * SECOND_US);
    assert_keys_agree(pair);
    assert_false(pair->server.closed);
}

/* Another kind of client, by OpenSSL alone. */
static void offer(struct pair *pair, const char *profiles, bool with_certificate)
{
    SSL_CTX *context = SSL_CTX_new(DTLS_client_method());
    assert_non_null(context);
    if (profiles) {
        assert_int_equal(SSL_CTX_set_tlsext_use_srtp(context, profiles), 0);
    }
    SSL *ssl = SSL_new(context);
    if (with_certificate) {
        EVP_PKEY *key = EVP_EC_gen("P-256");
        X509 *certificate = X509_new();
        assert_int_equal(X509_set_pubkey(certificate, key), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
        X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
        assert_true(X509_sign(certificate, key, EVP_sha256()) > 0);
        assert_int_equal(SSL_use_certificate(ssl, certificate), 1);
        assert_int_equal(SSL_use_PrivateKey(ssl, key), 1);
        assert_int_equal(
            X509_digest(certificate, EVP_sha256(), pair->server.dtls.remote_fingerprint, NULL), 1);
        X509_free(certificate);
        EVP_PKEY_free(key);
    }
    struct dtls_bio bio = {.sink = &pair->client.end.sink, .to = server_address};
    BIO *ends = dtls_bio_new(&bio);
    SSL_set_bio(ssl, ends, ends);
    SSL_set_options(ssl, SSL_OP_NO_QUERY_MTU);
    SSL_set_mtu(ssl, DTLS_MTU);
    SSL_set_connect_state(ssl);
    for (int i = 0; i < 20; i++) {
        struct network_flying datagram;
        SSL_do_handshake(ssl);
        test_now_us += pair->network.delay_us;
        while (network_take(&pair->network, test_now_us, &datagram)) {
            if (address_equal(&datagram.to, &server_address)) {
                deliver(pair, bytes_of(datagram.data, datagram.size), &server_address);
            } else {
                bio.input = bytes_of(datagram.data, datagram.size);
                SSL_do_handshake(ssl);
            }
        }
    }
    SSL_free(ssl);
    SSL_CTX_free(context);
}

static void dtls_11_the_fallback_profile(void **state)
{
    struct pair *pair = *state;
    offer(pair, "SRTP_AES128_CM_SHA1_80", true);
    assert_true(pair->server.done);
    assert_int_equal(pair->server.keys.profile, SRTP_AES128_CM_HMAC_SHA1_80);
    const struct dtls_keys *keys = &pair->server.keys; /* 14 bytes of salt each */
    assert_true((load_be16(keys->send.salt + 12) | load_be16(keys->receive.salt + 12)) != 0);
}

static void dtls_12_no_profile_no_certificate(void **state)
{
    struct pair *pair = *state;
    offer(pair, NULL, true);
    assert_false(pair->server.done);
    assert_int_equal(pair->server.dtls.state, DTLS_FAILED);
    void *again = pair;
    assert_int_equal(tear_down(&again), 0);
    assert_int_equal(set_up(state), 0);
    pair = *state;
    offer(pair, "SRTP_AEAD_AES_128_GCM", false);
    assert_false(pair->server.done);
    assert_int_equal(pair->server.dtls.state, DTLS_FAILED);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    allocations_init();
    const struct CMUnitTest tests[] = {
        CASE(dtls_01_keys_agree),
        CASE(dtls_02_freed_after_lingering),
        CASE(dtls_03_the_certificate_must_fit),
        CASE(dtls_04_so_must_the_servers),
        CASE(dtls_05_undersized_and_foreign_records),
        CASE(dtls_06_a_client_hello_in_two_datagrams),
        CASE(dtls_07_each_datagram_may_be_lost),
        CASE(dtls_08_too_slow),
        CASE(dtls_09_goodbye),
        CASE(dtls_10_rubbish_amidst_the_handshake),
        CASE(dtls_11_the_fallback_profile),
        CASE(dtls_12_no_profile_no_certificate),
        CASE(dtls_13_goodbye_long_after),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
