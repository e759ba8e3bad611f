/* What strangers and rogue clients may send to a media thread: counted under its
 * reason, nothing sent, nothing allocated (by us or by OpenSSL), nobody disturbed.
 */
#include <setjmp.h>
#include <stdarg.h>

#include "allocations.h"
#include "sim/sim.h"

#include <cmocka.h>

/* ---- the scene: a camera and a screen in the midst of it; what they send is kept ---- */

struct fixture {
    struct sim *sim;
    struct client *camera, *screen;
};

static uint8_t kept[NETWORK_DATAGRAM_MAX];
static size_t kept_size;

static void keep(struct datagram_sink *sink, const struct address *to, struct bytes datagram)
{
    (void)sink, (void)to;
    memcpy(kept, datagram.data, datagram.size);
    kept_size = datagram.size;
}

static int setup(void **state)
{
    static struct fixture fixture;
    fixture.sim = sim_new(1, &sim_good_network);
    fixture.camera = sim_camera(fixture.sim, 30);
    fixture.screen = sim_screen(fixture.sim);
    assert_int_equal(client_join(fixture.camera), 201);
    assert_int_equal(client_join(fixture.screen), 201);
    sim_run(fixture.sim, 2 * SECOND_US);
    assert_true(fixture.screen->screen.frame_count > 10);
    fixture.camera->sink.send = keep;
    fixture.screen->sink.send = keep;
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    sim_free(((struct fixture *)*state)->sim);
    return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

/* Feed it and see it dropped for this reason, without an answer or an allocation. */
static void assert_dropped(struct sim *sim, const struct address *from, const void *data,
                           size_t size, enum drop reason)
{
    uint8_t datagram[NETWORK_DATAGRAM_MAX] = {0};
    if (size > 0) {
        memcpy(datagram, data, size);
    }
    uint64_t dropped = sim->media->counters.dropped[reason], sent = sim->network.sent;
    size_t allocated = allocation_count;
    media_receive(sim->media, from, datagram, size, MEDIA_FROM_NETWORK, sim->now_us);
    assert_int_equal(sim->media->counters.dropped[reason], dropped + 1);
    assert_int_equal(sim->network.sent, sent);
    assert_int_equal(allocation_count, allocated);
    assert_int_equal(sim->event_count, 0);
}

static const struct address stranger = {.ip = {[10] = 0xff, [11] = 0xff, [12] = 66}, .port = 6};

static size_t write_check(uint8_t *out, const char *ufrag, const char *password)
{
    char username[64];
    struct writer writer = writer_of(out, STUN_MESSAGE_MAX);
    snprintf(username, sizeof(username), "%s:them", ufrag);
    struct stun_message check = {.class = STUN_REQUEST,
                                 .username = bytes_of_text(username),
                                 .has_priority = true,
                                 .use_candidate = true};
    stun_write(&writer, &check, bytes_of_text(password));
    assert_false(writer.failed);
    return writer_bytes(&writer).size;
}

static void hostile_01_checks_without_the_password(void **state)
{
    struct fixture *fixture = *state;
    uint8_t check[STUN_MESSAGE_MAX];
    const char *ufrag = fixture->camera->peer.ice.remote.ufrag;
    char full[2 * ICE_UFRAG_MAX + 2];
    size_t size = write_check(check, "AAAAAAAAAAAAAAAA", "some password of some length");
    assert_dropped(fixture->sim, &stranger, check, size, DROP_STUN_UNKNOWN_USER);
    snprintf(full, sizeof(full), "%s:%s", ufrag, fixture->camera->local.ufrag);
    struct writer writer = writer_of(check, sizeof(check));
    struct stun_message message = {.class = STUN_REQUEST, .username = bytes_of_text(full)};
    stun_write(&writer, &message, bytes_of_text("some password of some length"));
    assert_dropped(fixture->sim, &stranger, check, writer_bytes(&writer).size,
                   DROP_STUN_BAD_INTEGRITY);
    assert_dropped(fixture->sim, &stranger, check, 20, DROP_STUN_MALFORMED);
}

static void hostile_02_dtls_from_nowhere(void **state)
{
    struct fixture *fixture = *state;
    uint8_t hello[60] = {22, 254, 253, [11] = 0, [12] = 47, [13] = 1};
    assert_dropped(fixture->sim, &stranger, hello, sizeof(hello), DROP_NO_SESSION);
    /* And from a client's own address, shorter than its record says. */
    hello[12] = 200;
    assert_dropped(fixture->sim, &fixture->camera->address, hello, sizeof(hello),
                   DROP_DTLS_MALFORMED);
    assert_dropped(fixture->sim, &fixture->camera->address, hello, 5, DROP_DTLS_MALFORMED);
}

static void send_rtp(struct client *client, uint8_t payload_type, uint32_t ssrc, uint64_t index)
{
    uint8_t header[RTP_HEADER_SIZE];
    static const uint8_t payload[] = {0x10, 0x01, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    rtp_write_header(header, &(struct rtp_packet){
                                 .payload_type = payload_type,
                                 .sequence = (uint16_t)index,
                                 .timestamp = 1,
                                 .ssrc = ssrc,
                             });
    peer_send_rtp(&client->peer, bytes_of(header, sizeof(header)),
                  bytes_of(payload, sizeof(payload)), index);
}

static void hostile_03_srtp_bad_tags_and_undersized(void **state)
{
    struct fixture *fixture = *state;
    struct client *camera = fixture->camera;
    send_rtp(camera, SIM_PAYLOAD_TYPE, camera->media_ssrc, camera->camera.video.next_index);
    /* From the timestamp on: another sequence number may be too old or replayed instead. */
    for (size_t i = 4; i < kept_size; i++) {
        uint8_t spoilt[NETWORK_DATAGRAM_MAX];
        memcpy(spoilt, kept, kept_size);
        spoilt[i] ^= 0x40;
        assert_dropped(fixture->sim, &camera->address, spoilt, kept_size, DROP_SRTP_BAD_TAG);
    }
    for (size_t size = 1; size < 12 + 16; size++) {
        assert_dropped(fixture->sim, &camera->address, kept, size, DROP_SRTP_UNDERSIZED);
    }
    assert_dropped(fixture->sim, &stranger, kept, kept_size, DROP_NO_SESSION);
    assert_dropped(fixture->sim, &camera->address, kept, 0, DROP_EMPTY);
    /* None of that moved the window: the true packet still passes, once. */
    uint8_t copy[NETWORK_DATAGRAM_MAX];
    memcpy(copy, kept, kept_size);
    uint64_t head = ring_head(&fixture->sim->stage->slots[0].rings[LAYER_HIGH]);
    media_receive(fixture->sim->media, &camera->address, copy, kept_size, MEDIA_FROM_NETWORK,
                  fixture->sim->now_us);
    media_tick(fixture->sim->media, fixture->sim->now_us);
    assert_int_equal(ring_head(&fixture->sim->stage->slots[0].rings[LAYER_HIGH]), head + 1);
    assert_dropped(fixture->sim, &camera->address, kept, kept_size, DROP_SRTP_REPLAYED);
}

static void hostile_04_well_sealed_nonsense(void **state)
{
    struct fixture *fixture = *state;
    struct client *camera = fixture->camera, *screen = fixture->screen;
    uint64_t index = camera->camera.video.next_index;
    send_rtp(camera, SIM_PAYLOAD_TYPE, camera->media_ssrc + 2, 7);
    assert_dropped(fixture->sim, &camera->address, kept, kept_size, DROP_RTP_UNKNOWN_SSRC);
    send_rtp(camera, SIM_PAYLOAD_TYPE + 1, camera->media_ssrc, index);
    assert_dropped(fixture->sim, &camera->address, kept, kept_size, DROP_RTP_UNKNOWN_PAYLOAD_TYPE);
    send_rtp(screen, SIM_PAYLOAD_TYPE, screen->media_ssrc, 1);
    assert_dropped(fixture->sim, &screen->address, kept, kept_size, DROP_RTP_UNKNOWN_SSRC);
    uint8_t rtcp[8] = {0x80, 201, 0, 9}; /* longer than it is */
    peer_send_rtcp(&screen->peer, bytes_of(rtcp, sizeof(rtcp)));
    assert_dropped(fixture->sim, &screen->address, kept, kept_size, DROP_RTCP_MALFORMED);
    peer_send_rtcp(&camera->peer, bytes_of(rtcp, sizeof(rtcp)));
    assert_dropped(fixture->sim, &camera->address, kept, kept_size, DROP_RTCP_MALFORMED);
}

static void hostile_05_noise_from_everywhere(void **state)
{
    struct fixture *fixture = *state;
    struct sim *sim = fixture->sim;
    struct sim_random random;
    const struct address *from[] = {&stranger, &fixture->camera->address,
                                    &fixture->screen->address};
    sim_random_init(&random, 5);
    uint64_t sent = sim->network.sent;
    size_t allocated = allocation_count;
    for (size_t i = 0; i < 20000; i++) {
        uint8_t noise[256];
        random.source.fill(&random.source, noise, sizeof(noise));
        /* Not a DTLS record of a connected client: an alert may close, and OpenSSL buffers. */
        noise[0] = (uint8_t)(noise[0] >= 20 && noise[0] <= 63 ? noise[0] | 0x80 : noise[0]);
        media_receive(sim->media, from[i % 3], noise, noise[1], MEDIA_FROM_NETWORK, sim->now_us);
    }
    assert_int_equal(sim->network.sent, sent);
    assert_int_equal(allocation_count, allocated);
    assert_int_equal(sim->media->member_count, 2);
    assert_int_equal(sim->media->addresses.count, 2);
}

/* A screen that asks for far more than it may have. */
static void hostile_06_a_flood_of_nacks_is_capped(void **state)
{
    struct fixture *fixture = *state;
    struct client *screen = fixture->screen;
    uint64_t sent = fixture->sim->network.sent;
    size_t allocated = allocation_count;
    for (size_t round = 0; round < 50; round++) {
        uint8_t buffer[1200];
        uint16_t sequences[64];
        struct writer writer = writer_of(buffer, sizeof(buffer));
        for (size_t i = 0; i < COUNT_OF(sequences); i++) {
            sequences[i] = (uint16_t)(screen->screen.receive.highest_sequence - 63 + i);
        }
        rtcp_write_nack(&writer, 1, screen->media_ssrc, sequences, COUNT_OF(sequences));
        peer_send_rtcp(&screen->peer, writer_bytes(&writer));
        media_receive(fixture->sim->media, &screen->address, kept, kept_size, MEDIA_FROM_NETWORK,
                      fixture->sim->now_us);
    }
    assert_int_equal(fixture->sim->network.sent - sent, VIEWER_RESENDS_A_SECOND);
    assert_int_equal(allocation_count, allocated);
}

/* What a client with keys sealed, handed over: why it was dropped, or DROP_NONE. */
static enum drop give_kept(struct sim *sim, const struct client *client)
{
    uint64_t before[DROP_COUNT];
    for (size_t i = 0; i < DROP_COUNT; i++) {
        before[i] = sim->media->counters.dropped[i];
    }
    media_receive(sim->media, &client->address, kept, kept_size, MEDIA_FROM_NETWORK, sim->now_us);
    for (size_t i = 0; i < DROP_COUNT; i++) {
        if (sim->media->counters.dropped[i] != before[i]) {
            return (enum drop)i;
        }
    }
    return DROP_NONE;
}

/* The camera's next packet, with this first byte of its header and this payload. */
static enum drop send_payload(struct fixture *fixture, uint8_t first, struct bytes payload)
{
    struct client *camera = fixture->camera;
    uint64_t index = camera->camera.video.next_index++;
    uint8_t header[RTP_HEADER_SIZE];
    rtp_write_header(header, &(struct rtp_packet){.payload_type = SIM_PAYLOAD_TYPE,
                                                  .sequence = (uint16_t)index,
                                                  .timestamp = (uint32_t)index * 3000,
                                                  .ssrc = camera->media_ssrc});
    header[0] = first;
    peer_send_rtp(&camera->peer, bytes_of(header, sizeof(header)), payload, index);
    return give_kept(fixture->sim, camera);
}

static void hostile_07_malformed_media_under_good_seals(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *what;
        uint8_t first;
        uint8_t size;
        uint8_t payload[12];
        enum drop reason;
    } media[] = {
        {"more padding than packet", 0xa0, 4, {0x10, 0, 0, 200}, DROP_RTP_MALFORMED},
        {"padding of nothing", 0xa0, 4, {0x10, 0, 0, 0}, DROP_RTP_MALFORMED},
        {"no payload, as a probe of the line", 0x80, 0, {0}, DROP_NONE},
        {"a descriptor that goes on beyond the end", 0x80, 1, {0x90}, DROP_CODEC_MALFORMED},
        {"a descriptor and nothing else", 0x80, 2, {0x80, 0}, DROP_CODEC_MALFORMED},
    };
    static const struct {
        const char *what;
        uint8_t size;
        uint8_t packet[20];
    } reports[] = {
        {"longer than it is", 8, {0x80, 201, 0, 9}},
        {"more blocks than it holds", 8, {0x9f, 201, 0, 1, 0, 0, 0, 1}},
        {"a sender report without its numbers", 8, {0x80, 200, 0, 1, 0, 0, 0, 1}},
        {"a NACK of nothing", 8, {0x81, 205, 0, 1, 0, 0, 0, 1}},
        {"a REMB of more streams than it names", 20, {0x8f, 206, 0,   4,   0,   0,   0, 1, 0, 0,
                                                      0,    0,   'R', 'E', 'M', 'B', 9, 0, 0, 0}},
        {"padding of more than there is", 8, {0xa0, 201, 0, 1, 0, 0, 0, 99}},
    };
    for (size_t i = 0; i < COUNT_OF(media); i++) {
        enum drop drop =
            send_payload(fixture, media[i].first, bytes_of(media[i].payload, media[i].size));
        if (drop != media[i].reason) {
            print_error("%s: %s\n", media[i].what, drop_label(drop));
        }
        assert_int_equal(drop, media[i].reason);
    }
    struct client *senders[] = {fixture->camera, fixture->screen};
    for (size_t i = 0; i < 2 * COUNT_OF(reports); i++) {
        struct client *sender = senders[i % 2];
        peer_send_rtcp(&sender->peer, bytes_of(reports[i / 2].packet, reports[i / 2].size));
        enum drop drop = give_kept(fixture->sim, sender);
        if (drop != DROP_RTCP_MALFORMED) {
            print_error("a report %s: %s\n", reports[i / 2].what, drop_label(drop));
        }
        assert_int_equal(drop, DROP_RTCP_MALFORMED);
    }
    assert_int_equal(fixture->sim->media->member_count, 2);
}

/* Whatever a rogue speaker sends, the next one is seen by all. */
static void hostile_08_noise_under_good_seals(void **state)
{
    struct fixture *fixture = *state;
    struct sim *sim = fixture->sim;
    struct sim_random random;
    size_t dropped = 0, allocated = allocation_count;
    sim_random_init(&random, 8);
    for (size_t i = 0; i < 20000; i++) {
        uint8_t noise[256];
        random.source.fill(&random.source, noise, sizeof(noise));
        struct bytes whole = bytes_of(noise + 4, noise[1]);
        sim->now_us += noise[2] * 4; /* 10 s in all: nobody's consent runs out */
        if (noise[3] < 200) {
            dropped += send_payload(fixture, noise[0] | 0x80, whole) != DROP_NONE;
        } else { /* with a type that may mean something, but no BYE, which ends it */
            noise[4] = (uint8_t)(0x80 | (noise[4] & 0x3f));
            noise[5] = (uint8_t)(200 + noise[5] % 7);
            noise[5] = noise[5] == 203 ? 204 : noise[5];
            store_be16(noise + 6, (uint16_t)(whole.size / 4 - 1));
            struct client *sender = i % 2 == 0 ? fixture->camera : fixture->screen;
            if (whole.size >= 8) {
                peer_send_rtcp(&sender->peer, bytes_of(whole.data, whole.size & ~(size_t)3));
                dropped += give_kept(sim, sender) != DROP_NONE;
            }
        }
        media_tick(sim->media, sim->now_us);
    }
    assert_true(dropped > 5000);
    assert_int_equal(allocation_count, allocated);
    assert_int_equal(sim->media->member_count, 2);
    /* The screen would rightly find the rogue's frames bad: it leaves before it sees them. */
    struct network_datagram *flying;
    assert_int_equal(client_leave(fixture->screen), 200);
    while ((flying = network_take(&sim->network, NEVER_US - 1))) {
        network_give(&sim->network, flying);
    }
    struct client *honest = sim_camera(sim, 30), *screen = sim_screen(sim);
    assert_int_equal(client_join(honest), 201);
    sim_run(sim, SECOND_US);
    assert_int_equal(client_join(screen), 201);
    sim_run(sim, 2 * SECOND_US);
    assert_int_equal(screen->screen.corrupted + screen->screen.foreign, 0);
    assert_int_equal(screen->screen.last.source, honest->number);
    assert_true(honest->camera.frame_count - screen->screen.last.number < 5);
}

/* Who comes from ever new addresses owns only the last few, and none when gone. */
static void hostile_09_ever_new_addresses(void **state)
{
    struct fixture *fixture = *state;
    struct sim *sim = fixture->sim;
    struct client *camera = fixture->camera;
    char both[2 * ICE_UFRAG_MAX + 2];
    snprintf(both, sizeof(both), "%s:%s", camera->peer.ice.remote.ufrag, camera->local.ufrag);
    struct stun_message message = {.class = STUN_REQUEST, .username = bytes_of_text(both)};
    for (uint8_t i = 0; i < 3 * ICE_PATHS_MAX; i++) {
        uint8_t check[STUN_MESSAGE_MAX];
        struct writer writer = writer_of(check, sizeof(check));
        struct address from = address_of_ipv4(203, 0, 113, i, 9);
        stun_write(&writer, &message, bytes_of_text(camera->peer.ice.remote.password));
        media_receive(sim->media, &from, check, writer_bytes(&writer).size, MEDIA_FROM_NETWORK,
                      sim->now_us);
        assert_true(ice_knows(&sim->media->members[0]->peer.ice, &from));
        sim_run(sim, SECOND_US / 4);
    }
    assert_int_equal(sim->media->addresses.count, ICE_PATHS_MAX + 1); /* the screen's as well */
    assert_int_equal(client_leave(camera), 200);
    assert_int_equal(sim->media->addresses.count, 1);
}

int main(void)
{
    allocations_init();
    const struct CMUnitTest tests[] = {
        CASE(hostile_01_checks_without_the_password),
        CASE(hostile_02_dtls_from_nowhere),
        CASE(hostile_03_srtp_bad_tags_and_undersized),
        CASE(hostile_04_well_sealed_nonsense),
        CASE(hostile_05_noise_from_everywhere),
        CASE(hostile_06_a_flood_of_nacks_is_capped),
        CASE(hostile_07_malformed_media_under_good_seals),
        CASE(hostile_08_noise_under_good_seals),
        CASE(hostile_09_ever_new_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
