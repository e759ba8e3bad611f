/* Two peers over a network that a test spoils: they connect, talk, move and part; and
 * what a stranger may send: dropped for its reason, unanswered, without allocation.
 */
#include <setjmp.h>
#include <stdarg.h>

#include "peer/peer.h"
#include "support.h"
#include "wire/rtcp.h"
#include "wire/rtp.h"

#include <cmocka.h>

struct side {
    struct peer peer;
    struct network_end end;
    struct dtls_identity *identity;
    struct ice_credentials names;
    size_t connected_count, closed_count, path_count, rtp_count, rtcp_count;
    uint8_t last[RTP_PACKET_MAX];
    size_t last_size;
    enum drop drop; /* of the last datagram */
};

struct pair {
    struct network network;
    struct sim_random random;
    struct side server, client;
    uint64_t index;
};

static struct dtls_identity *server_identity, *client_identity;
static const struct address server_address = {.ip = {[10] = 0xff, [11] = 0xff, [15] = 1},
                                              .port = 1};
static const struct address client_address = {.ip = {[10] = 0xff, [11] = 0xff, [15] = 2},
                                              .port = 2};
static const struct address moved_address = {.ip = {[10] = 0xff, [11] = 0xff, [15] = 3}, .port = 3};

static void side_init(struct pair *pair, struct side *side, const struct side *other,
                      const struct address *address)
{
    bool is_server = side == &pair->server;
    network_end_init(&side->end, &pair->network, *address);
    struct peer_setup setup = {
        .role = is_server ? PEER_SERVER : PEER_CLIENT,
        .local = side->names,
        .remote = other->names,
        .remote_candidate = server_address,
        .identity = is_server ? server_identity : client_identity,
        .sink = &side->end.sink,
        .random = &pair->random.source,
    };
    memcpy(setup.remote_fingerprint,
           dtls_identity_fingerprint(is_server ? client_identity : server_identity),
           DTLS_FINGERPRINT_SIZE);
    peer_init(&side->peer, &setup, test_now_us);
}

static struct pair *pair_new(uint64_t seed)
{
    size_t size = (sizeof(struct pair) + 63) & ~(size_t)63;
    struct pair *pair = aligned_alloc(64, size);
    assert_non_null(pair);
    memset(pair, 0, size);
    network_init(&pair->network, seed);
    sim_random_init(&pair->random, seed + 1000);
    ice_credentials_draw(&pair->server.names, &pair->random.source, 0);
    ice_credentials_draw(&pair->client.names, &pair->random.source, 0);
    side_init(pair, &pair->server, &pair->client, &server_address);
    side_init(pair, &pair->client, &pair->server, &client_address);
    return pair;
}

static void pair_free(struct pair *pair)
{
    peer_deinit(&pair->server.peer);
    peer_deinit(&pair->client.peer);
    free(pair);
}

static int set_up(void **state)
{
    *state = pair_new(1);
    return 0;
}

static int tear_down(void **state)
{
    pair_free(*state);
    return 0;
}

static void note(struct side *side, const struct peer_event *event)
{
    side->connected_count += event->connected;
    side->closed_count += event->closed;
    side->path_count += event->path_changed;
    side->rtp_count += event->kind == PEER_EVENT_RTP;
    side->rtcp_count += event->kind == PEER_EVENT_RTCP;
    if (event->kind != PEER_EVENT_NONE) {
        memcpy(side->last, event->packet.data, event->packet.size);
        side->last_size = event->packet.size;
    }
}

static enum drop give(struct side *side, const struct address *from, struct bytes datagram)
{
    struct peer_event event;
    uint8_t copy[NETWORK_DATAGRAM_MAX];
    memcpy(copy, datagram.data, datagram.size);
    side->drop = peer_receive(&side->peer, from, copy, datagram.size, test_now_us, &event);
    note(side, &event);
    return side->drop;
}

static void tick(struct side *side)
{
    struct peer_event event;
    peer_tick(&side->peer, test_now_us, &event);
    note(side, &event);
}

/* Let the network and both peers do what is due until then. */
static void run_until(struct pair *pair, uint64_t until_us)
{
    struct network_flying datagram;
    for (;;) {
        uint64_t next_us =
            MIN(network_next_us(&pair->network), MIN(peer_next_deadline(&pair->server.peer),
                                                     peer_next_deadline(&pair->client.peer)));
        if (next_us > until_us) {
            test_now_us = until_us;
            return;
        }
        test_now_us = MAX(test_now_us, next_us);
        while (network_take(&pair->network, test_now_us, &datagram)) {
            struct side *to = address_equal(&datagram.to, &pair->server.end.address)
                                  ? &pair->server
                                  : &pair->client;
            if (address_equal(&datagram.to, &to->end.address)) { /* else: nobody there any more */
                enum drop ignored =
                    give(to, &datagram.from, bytes_of(datagram.data, datagram.size));
                (void)ignored;
            }
        }
        tick(&pair->server);
        tick(&pair->client);
    }
}

static void run_for(struct pair *pair, uint64_t time_us)
{
    run_until(pair, test_now_us + time_us);
}

static bool is_connected(const struct pair *pair)
{
    return pair->server.peer.state == PEER_CONNECTED && pair->client.peer.state == PEER_CONNECTED;
}

static void connect_both(struct pair *pair)
{
    run_for(pair, SECOND_US);
    assert_true(is_connected(pair));
    run_for(pair, SECOND_US); /* nothing of the handshake flies any more */
}

static void send_rtp(struct pair *pair, struct side *side)
{
    uint8_t header[RTP_HEADER_SIZE];
    struct rtp_packet packet = {
        .payload_type = 96, .ssrc = 0x5151, .sequence = (uint16_t)++pair->index};
    rtp_write_header(header, &packet);
    peer_send_rtp(&side->peer, bytes_of(header, sizeof(header)), bytes_of_text("the payload"),
                  pair->index);
}

static void send_rtcp(struct side *side)
{
    uint8_t out[64];
    struct writer writer = writer_of(out, sizeof(out));
    rtcp_write_pli(&writer, 1, 2);
    peer_send_rtcp(&side->peer, writer_bytes(&writer));
}

/* ---- connecting and talking ---- */

static void peer_01_connects_in_three_round_trips(void **state)
{
    struct pair *pair = *state;
    uint64_t start_us = test_now_us;
    while (!is_connected(pair) && test_now_us < start_us + 5 * SECOND_US) {
        run_for(pair, MS_US);
    }
    assert_true(is_connected(pair));
    assert_in_range(test_now_us - start_us, 0, 6 * pair->network.delay_us + MS_US);
    assert_int_equal(pair->server.connected_count, 1);
    assert_int_equal(pair->client.connected_count, 1);
    assert_int_equal(pair->server.path_count, 1);
    assert_int_equal(pair->server.peer.sender.rtp.profile, SRTP_AEAD_AES_128_GCM);
}

static void peer_02_media_both_ways(void **state)
{
    struct pair *pair = *state;
    send_rtp(pair, &pair->client); /* before there are keys: ignored */
    send_rtcp(&pair->server);
    connect_both(pair);
    assert_int_equal(pair->server.rtp_count + pair->client.rtcp_count, 0);
    struct side *sides[] = {&pair->server, &pair->client};
    for (size_t i = 0; i < 2; i++) {
        struct side *from = sides[i], *to = sides[1 - i];
        send_rtp(pair, from);
        run_for(pair, 100 * MS_US);
        assert_int_equal(to->rtp_count, 1);
        assert_int_equal(to->last_size, RTP_HEADER_SIZE + strlen("the payload"));
        assert_memory_equal(to->last + RTP_HEADER_SIZE, "the payload", strlen("the payload"));
        send_rtcp(from);
        run_for(pair, 100 * MS_US);
        assert_int_equal(to->rtcp_count, 1);
        assert_int_equal(to->last[1], 206); /* PSFB */
    }
}

static void peer_03_connects_over_bad_networks(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct pair *pair = pair_new(seed);
        pair->network.loss_percent = 15;
        pair->network.repeat_percent = 15;
        pair->network.reorder_percent = 20;
        run_for(pair, 19 * SECOND_US);
        if (!is_connected(pair)) {
            print_error("seed %lu: server %d, client %d\n", (unsigned long)seed,
                        pair->server.peer.state, pair->client.peer.state);
            fail();
        }
        assert_int_equal(pair->server.connected_count + pair->client.connected_count, 2);
        run_for(pair, SECOND_US);
        for (size_t i = 0; i < 100; i++) {
            send_rtp(pair, &pair->client);
            run_for(pair, 5 * MS_US);
        }
        run_for(pair, SECOND_US);
        assert_in_range(pair->server.rtp_count, 70, 99); /* repeated ones came but once */
        pair_free(pair);
    }
}

/* ---- staying, moving, parting ---- */

static void peer_04_consent_lasts_while_checks_do(void **state)
{
    struct pair *pair = *state;
    connect_both(pair);
    run_for(pair, 300 * SECOND_US);
    assert_true(is_connected(pair));
    pair->network.loss_percent = 100;
    run_for(pair, ICE_CONSENT_US - 5 * SECOND_US);
    assert_true(is_connected(pair));
    run_for(pair, 5 * SECOND_US);
    assert_int_equal(pair->server.closed_count, 1);
    assert_int_equal(pair->client.closed_count, 1);
    assert_int_equal(pair->server.peer.close_reason, PEER_CLOSE_CONSENT);
    assert_int_equal(pair->client.peer.close_reason, PEER_CLOSE_CONSENT);
    assert_int_equal(peer_next_deadline(&pair->server.peer), NEVER_US);
}

static void peer_05_ice_restart_while_media_flows(void **state)
{
    struct pair *pair = *state;
    connect_both(pair);
    struct ice_credentials server_anew, client_anew;
    ice_credentials_draw(&server_anew, &pair->random.source, 0);
    ice_credentials_draw(&client_anew, &pair->random.source, 0);
    for (size_t i = 0; i < 3000; i++) {
        if (i == 1000) { /* the server knows first, and its answer takes its time */
            peer_restart_ice(&pair->server.peer, &server_anew, &client_anew);
        } else if (i == 1500) {
            peer_restart_ice(&pair->client.peer, &client_anew, &server_anew);
        }
        send_rtp(pair, &pair->client);
        send_rtp(pair, &pair->server);
        run_for(pair, 10 * MS_US);
        assert_true(is_connected(pair));
    }
    run_for(pair, 100 * MS_US);
    assert_int_equal(pair->server.rtp_count, 3000);
    assert_int_equal(pair->client.rtp_count, 3000);
    assert_int_equal(pair->server.connected_count, 1); /* the keys went on */
    assert_false(pair->server.peer.ice.has_former);
    run_for(pair, 2 * ICE_CONSENT_US);
    assert_true(is_connected(pair));
}

static void peer_06_only_an_authenticated_check_moves_the_path(void **state)
{
    struct pair *pair = *state;
    connect_both(pair);
    pair->client.end.address = moved_address;
    send_rtp(pair, &pair->client);
    run_for(pair, 30 * MS_US);
    assert_int_equal(pair->server.drop, DROP_UNVALIDATED_ADDRESS);
    assert_int_equal(pair->server.rtp_count, 0);
    send_rtcp(&pair->server);
    assert_true(address_equal(&pair->server.end.sent_to, &client_address));
    run_for(pair, ICE_CHECK_INTERVAL_US + 100 * MS_US); /* its next check nominates */
    assert_int_equal(pair->server.path_count, 2);
    send_rtp(pair, &pair->client);
    send_rtcp(&pair->server);
    assert_true(address_equal(&pair->server.end.sent_to, &moved_address));
    run_for(pair, 30 * MS_US);
    assert_int_equal(pair->server.rtp_count, 1);
    assert_int_equal(pair->client.rtcp_count, 1);
}

static void peer_07_goodbye(void **state)
{
    struct pair *pair = *state;
    connect_both(pair);
    peer_close(&pair->client.peer, PEER_CLOSE_NONE);
    run_for(pair, 100 * MS_US);
    assert_int_equal(pair->server.closed_count, 1);
    assert_int_equal(pair->server.peer.close_reason, PEER_CLOSE_REMOTE);
    size_t sent = pair->server.end.sent_count; /* a closed peer is silent */
    send_rtp(pair, &pair->server);
    uint8_t out[STUN_MESSAGE_MAX];
    struct writer writer = writer_of(out, sizeof(out));
    assert_true(ice_tick(&pair->client.peer.ice, test_now_us + ICE_CHECK_INTERVAL_US,
                         &pair->random.source, &writer));
    assert_true(writer_bytes(&writer).size > 0);
    assert_int_equal(give(&pair->server, &client_address, writer_bytes(&writer)), DROP_NO_SESSION);
    assert_int_equal(pair->server.end.sent_count, sent);
}

static void peer_08_a_wrong_certificate_closes(void **state)
{
    struct pair *pair = *state;
    pair->server.peer.dtls.remote_fingerprint[7] ^= 1;
    run_for(pair, SECOND_US);
    assert_int_equal(pair->server.peer.state, PEER_CLOSED);
    assert_int_equal(pair->server.peer.close_reason, PEER_CLOSE_HANDSHAKE);
    assert_int_equal(pair->server.closed_count, 1);
    assert_int_equal(pair->server.connected_count, 0);
}

/* ---- strangers ---- */

/* Dropped for that reason, without an answer, an event, an allocation or a change. */
static void assert_refused(struct side *side, const struct address *from, struct bytes datagram,
                           enum drop reason)
{
    static struct peer before;
    struct peer_event event;
    uint8_t copy[NETWORK_DATAGRAM_MAX];
    memcpy(copy, datagram.data, datagram.size);
    memcpy(&before, &side->peer, sizeof(before));
    size_t sent = side->end.sent_count, allocations = allocation_count;
    enum drop drop = peer_receive(&side->peer, from, copy, datagram.size, test_now_us, &event);
    allocations = allocation_count - allocations;
    assert_string_equal(drop_label(drop), drop_label(reason));
    assert_int_equal(allocations, 0);
    assert_int_equal(side->end.sent_count, sent);
    assert_int_equal(event.kind, PEER_EVENT_NONE);
    assert_false(event.connected || event.path_changed || event.closed);
    assert_memory_equal(&before, &side->peer, sizeof(before));
}

static void refuse_check(struct pair *pair, const char *username, const char *password,
                         uint8_t spoil, enum drop reason)
{
    uint8_t out[STUN_MESSAGE_MAX];
    struct writer writer = writer_of(out, sizeof(out));
    struct stun_message check = {
        .class = STUN_REQUEST, .username = bytes_of_text(username), .use_candidate = true};
    stun_write(&writer, &check, bytes_of_text(password));
    writer.at[-1] ^= spoil;
    assert_refused(&pair->server, &moved_address, writer_bytes(&writer), reason);
}

static void refuse_strange_checks(struct pair *pair)
{
    const struct ice_credentials *ours = &pair->server.names, *theirs = &pair->client.names;
    char right[80], wrong_ours[80], wrong_theirs[80];
    snprintf(right, sizeof(right), "%s:%s", ours->ufrag, theirs->ufrag);
    snprintf(wrong_ours, sizeof(wrong_ours), "%s:%s", theirs->ufrag, theirs->ufrag);
    snprintf(wrong_theirs, sizeof(wrong_theirs), "%s:%s", ours->ufrag, ours->ufrag);
    refuse_check(pair, wrong_ours, ours->password, 0, DROP_STUN_UNKNOWN_USER);
    refuse_check(pair, wrong_theirs, ours->password, 0, DROP_STUN_UNKNOWN_USER);
    refuse_check(pair, right, theirs->password, 0, DROP_STUN_BAD_INTEGRITY);
    refuse_check(pair, right, "", 0, DROP_STUN_BAD_INTEGRITY);
    refuse_check(pair, right, ours->password, 1, DROP_STUN_BAD_FINGERPRINT);
    /* A bare Binding request, as port scanners and reflectors send. */
    static const char bare[20] = "\0\1\0\0\x21\x12\xa4\x42";
    assert_refused(&pair->server, &moved_address, bytes_of(bare, 20), DROP_STUN_UNKNOWN_USER);
    assert_refused(&pair->server, &moved_address, bytes_of(bare, 19), DROP_STUN_MALFORMED);
    /* The right name and no integrity at all. */
    uint8_t out[128];
    struct writer writer = writer_of(out, sizeof(out));
    size_t size = strlen(right), padded = (size + 3) & ~(size_t)3;
    writer_be16(&writer, 1);
    writer_be16(&writer, (uint16_t)(4 + padded));
    writer_put(&writer, bytes_of(bare + 4, 16));
    writer_be16(&writer, 6);
    writer_be16(&writer, (uint16_t)size);
    writer_put(&writer, bytes_of(right, size));
    writer_put(&writer, bytes_of("\0\0\0", padded - size));
    assert_refused(&pair->server, &moved_address, writer_bytes(&writer), DROP_STUN_BAD_INTEGRITY);
}

static void refuse_by_address(struct pair *pair)
{
    static const uint8_t hello[64] = {22, 254, 253, [12] = 51, 1};
    static const uint8_t media[64] = {128, 96}, control[64] = {128, 200}, turn[64] = {64};
    const struct bytes all[] = {bytes_of(hello, 64), bytes_of(media, 64), bytes_of(control, 64),
                                bytes_of(turn, 64)};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        assert_refused(&pair->server, &moved_address, all[i], DROP_UNVALIDATED_ADDRESS);
    }
    assert_refused(&pair->server, &moved_address, bytes_of(hello, 0), DROP_EMPTY);
}

static void peer_09_strangers_before_anything(void **state)
{
    struct pair *pair = *state;
    refuse_strange_checks(pair);
    refuse_by_address(pair);
    connect_both(pair);
}

static void peer_10_strangers_amidst_a_session(void **state)
{
    struct pair *pair = *state;
    connect_both(pair);
    refuse_strange_checks(pair);
    refuse_by_address(pair);
    static const uint8_t turn[64] = {64}, zrtp[64] = {16}, high[64] = {192};
    assert_refused(&pair->server, &client_address, bytes_of(turn, 64), DROP_UNKNOWN_PROTOCOL);
    assert_refused(&pair->server, &client_address, bytes_of(zrtp, 64), DROP_UNKNOWN_PROTOCOL);
    assert_refused(&pair->server, &client_address, bytes_of(high, 64), DROP_UNKNOWN_PROTOCOL);
}

/* The client's address is validated, but it has not begun DTLS. */
static void peer_11_before_keys(void **state)
{
    struct pair *pair = *state;
    tick(&pair->client);
    run_for(pair, pair->network.delay_us); /* its check is there, the answer flies */
    assert_int_equal(pair->server.peer.state, PEER_CONNECTING);
    uint8_t datagram[64] = {128, 96};
    struct bytes whole = bytes_of(datagram, sizeof(datagram));
    assert_refused(&pair->server, &client_address, whole, DROP_SRTP_NO_KEYS);
    datagram[1] = 200;
    assert_refused(&pair->server, &client_address, whole, DROP_SRTP_NO_KEYS);
    datagram[0] = 22;
    for (size_t size = 1; size < DTLS_RECORD_HEADER_SIZE; size++) {
        assert_refused(&pair->server, &client_address, bytes_of(datagram, size),
                       DROP_DTLS_MALFORMED);
    }
    datagram[12] = 52; /* one byte more than there is */
    assert_refused(&pair->server, &client_address, whole, DROP_DTLS_MALFORMED);
    assert_null(pair->server.peer.dtls.ssl);
    connect_both(pair);
}

static void peer_12_bad_tags_replays_undersized(void **state)
{
    struct pair *pair = *state;
    struct network_flying rtp, rtcp;
    connect_both(pair);
    send_rtp(pair, &pair->client);
    assert_true(network_take(&pair->network, NEVER_US - 1, &rtp));
    send_rtcp(&pair->client);
    assert_true(network_take(&pair->network, NEVER_US - 1, &rtcp));
    struct network_flying *all[] = {&rtp, &rtcp};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        struct bytes whole = bytes_of(all[i]->data, all[i]->size);
        for (size_t at = 2; at < whole.size; at++) { /* each byte is authenticated */
            all[i]->data[at] ^= 0x80;
            assert_refused(&pair->server, &client_address, whole, DROP_SRTP_BAD_TAG);
            all[i]->data[at] ^= 0x80;
        }
        for (size_t size = 1; size < RTP_HEADER_SIZE; size++) {
            assert_refused(&pair->server, &client_address, bytes_of(all[i]->data, size),
                           DROP_SRTP_UNDERSIZED);
        }
        assert_refused(&pair->server, &moved_address, whole, DROP_UNVALIDATED_ADDRESS);
        assert_int_equal(give(&pair->server, &client_address, whole), DROP_NONE);
        assert_refused(&pair->server, &client_address, whole, DROP_SRTP_REPLAYED);
    }
    assert_true(pair->server.rtp_count == 1 && pair->server.rtcp_count == 1);
    send_rtp(pair, &pair->client); /* all is well still */
    run_for(pair, 100 * MS_US);
    assert_int_equal(pair->server.rtp_count, 2);
}

/* The client checks and checks, and does no more. */
static void peer_13_a_client_that_never_begins_dtls_goes(void **state)
{
    struct pair *pair = *state;
    uint64_t start_us = test_now_us;
    while (pair->server.peer.state != PEER_CLOSED && test_now_us < start_us + 60 * SECOND_US) {
        uint8_t out[STUN_MESSAGE_MAX];
        struct writer writer = writer_of(out, sizeof(out));
        assert_true(ice_tick(&pair->client.peer.ice, test_now_us, &pair->random.source, &writer));
        if (writer_bytes(&writer).size > 0) {
            assert_int_equal(give(&pair->server, &client_address, writer_bytes(&writer)),
                             DROP_NONE);
            assert_int_equal(pair->server.peer.state, PEER_CONNECTING);
            pair->client.peer.ice.heard_us = test_now_us;
        }
        test_now_us =
            MIN(peer_next_deadline(&pair->server.peer), ice_next_deadline(&pair->client.peer.ice));
        tick(&pair->server);
    }
    assert_int_equal(test_now_us - start_us, DTLS_HANDSHAKE_US);
    assert_int_equal(pair->server.closed_count, 1);
    assert_int_equal(pair->server.peer.close_reason, PEER_CLOSE_HANDSHAKE);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    allocations_init();
    server_identity = dtls_identity_new();
    client_identity = dtls_identity_new();
    ASSERT(server_identity && client_identity);
    const struct CMUnitTest tests[] = {
        CASE(peer_01_connects_in_three_round_trips),
        CASE(peer_02_media_both_ways),
        cmocka_unit_test(peer_03_connects_over_bad_networks),
        CASE(peer_04_consent_lasts_while_checks_do),
        CASE(peer_05_ice_restart_while_media_flows),
        CASE(peer_06_only_an_authenticated_check_moves_the_path),
        CASE(peer_07_goodbye),
        CASE(peer_08_a_wrong_certificate_closes),
        CASE(peer_09_strangers_before_anything),
        CASE(peer_10_strangers_amidst_a_session),
        CASE(peer_11_before_keys),
        CASE(peer_12_bad_tags_replays_undersized),
        CASE(peer_13_a_client_that_never_begins_dtls_goes),
    };
    int failed_count = cmocka_run_group_tests(tests, NULL, NULL);
    dtls_identity_free(server_identity);
    dtls_identity_free(client_identity);
    return failed_count;
}
