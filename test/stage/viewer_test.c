/* A viewer's row of packets: opened again at the other end of SRTP. */
#include <setjmp.h>
#include <stdarg.h>

#include "stage/fanout.h"
#include "wire/rtcp.h"
#include "wire/rtp.h"

#include <cmocka.h>

enum { SENT_MAX = 4096 };

struct fixture {
    struct stage stage;
    struct viewer viewer;
    struct peer peer;
    struct datagram_sink sink;
    struct train_sink trains;
    struct fanout fanout;
    uint8_t train[TRAIN_MAX];
    uint64_t sequence[LAYER_COUNT]; /* next of the source's */
    size_t sent_count;
    struct sent {
        size_t size;
        uint8_t data[RTP_PACKET_MAX + SRTP_TRAILER_MAX];
    } sent[SENT_MAX];
};

static struct fixture *fixture;

static void keep(struct datagram_sink *sink, const struct address *to, struct bytes datagram)
{
    (void)sink, (void)to;
    assert_true(fixture->sent_count < SENT_MAX);
    struct sent *sent = &fixture->sent[fixture->sent_count++];
    memcpy(sent->data, datagram.data, datagram.size);
    sent->size = datagram.size;
}

static uint8_t *reserve(struct train_sink *sink, size_t size)
{
    (void)sink;
    assert_true(size <= sizeof(fixture->train));
    return fixture->train;
}

static void keep_train(struct train_sink *sink, const struct address *to, size_t size,
                       size_t datagram_size)
{
    (void)sink;
    for (size_t at = 0; at < size; at += datagram_size) {
        keep(&fixture->sink, to, bytes_of(fixture->train + at, MIN(datagram_size, size - at)));
    }
}

static int setup(void **state)
{
    (void)state;
    static const struct srtp_master master = {.key = "0123456789abcdef", .salt = "salt of 12 b"};
    fixture = calloc(1, sizeof(*fixture));
    struct session_description session = {
        .track_count = 1,
        .tracks = {{.kind = MEDIA_VIDEO, .codec_count = 1, .codecs = {{96, CODEC_VP8}}}}};
    fixture->stage.video_ssrc[0] = 77;
    fixture->sink.send = keep;
    fixture->trains = (struct train_sink){.reserve = reserve, .send = keep_train};
    fanout_init(&fixture->fanout, &fixture->trains, FANOUT_PREFETCH | FANOUT_RIDING);
    fixture->peer.sink = &fixture->sink;
    fixture->peer.state = PEER_CONNECTED;
    srtp_sender_init(&fixture->peer.sender, SRTP_AEAD_AES_128_GCM, &master);
    viewer_init(&fixture->viewer, &session, &fixture->stage, 0xffffffff, SECOND_US);
    fanout_add(&fixture->fanout, &fixture->viewer, &fixture->peer);
    slot_show(&fixture->stage.slots[0], 1);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    srtp_sender_deinit(&fixture->peer.sender);
    free(fixture);
    return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

/* One packet, a frame of its own, of `size` payload bytes. */
static void put(uint8_t layer, bool keyframe, size_t size, uint64_t now_us)
{
    uint8_t payload[RING_PAYLOAD_MAX] = {0x10, keyframe ? 0 : 1, layer};
    uint64_t sequence = 1000 * (layer + 1u) + fixture->sequence[layer]++;
    store_be64(payload + 8, sequence);
    struct source_packet packet = {.source = 1,
                                   .layer = layer,
                                   .sequence = sequence,
                                   .timestamp = (uint32_t)(now_us * 9 / 100),
                                   .marker = true,
                                   .codec = CODEC_VP8,
                                   .info = {true, keyframe},
                                   .payload = bytes_of(payload, size)};
    enum drop drop = slot_forward(&fixture->stage.slots[0], &packet, now_us);
    assert_int_equal(drop, DROP_NONE);
}

static void walk(uint64_t now_us)
{
    stage_tick(&fixture->stage, now_us);
    fixture->fanout.looked_us = 0;
    while (fanout_step(&fixture->fanout, now_us) || fixture->fanout.halls[0].unsettled_at > 0) {
    }
}

static uint16_t sequence_of(size_t at)
{
    return load_be16(fixture->sent[at].data + 2);
}

static void nack(uint16_t sequence, uint64_t now_us)
{
    uint8_t buffer[64];
    struct writer writer = writer_of(buffer, sizeof(buffer));
    bool left = false;
    rtcp_write_nack(&writer, 1, 77, &sequence, 1);
    enum drop drop = viewer_receive_rtcp(&fixture->viewer, &fixture->trains, writer_bytes(&writer),
                                         now_us, &left);
    assert_int_equal(drop, DROP_NONE);
    assert_false(left);
}

static void viewer_01_begins_below_half_the_row(void **state)
{
    (void)state;
    put(LAYER_HIGH, true, 100, 2 * SECOND_US);
    put(LAYER_HIGH, false, 100, 2 * SECOND_US + 1);
    walk(2 * SECOND_US + 2);
    assert_int_equal(fixture->sent_count, 2);
    assert_true(sequence_of(0) < 1 << 15);
    assert_int_equal(sequence_of(1), sequence_of(0) + 1);
    assert_int_equal(load_be32(fixture->sent[0].data + 8), 77);
    assert_int_equal(fixture->sent[0].data[1] & 0x7f, 96);
}

static void viewer_02_sends_each_packet_once(void **state)
{
    (void)state;
    put(LAYER_HIGH, true, 100, 2 * SECOND_US);
    for (size_t i = 0; i < 5; i++) {
        walk(2 * SECOND_US + i);
    }
    assert_int_equal(fixture->sent_count, 1);
}

/* The same index must carry the same bytes, whatever layers were gone through since. */
static void viewer_04_again_means_the_same_bytes(void **state)
{
    (void)state;
    uint64_t now_us = 2 * SECOND_US;
    put(LAYER_HIGH, true, 1000, now_us);
    put(LAYER_LOW, true, 100, now_us);
    walk(now_us);
    for (size_t i = 0; i < 200; i++) {
        now_us += 33 * MS_US;
        put(LAYER_HIGH, i % 25 == 24, 1400, now_us);
        put(LAYER_LOW, i % 25 == 24, 100, now_us);
        if (i == 60) { /* down, */
            bandwidth_remb(&fixture->viewer.bandwidth, 100000, fixture->viewer.sent_bps, now_us);
        } else if (i == 130) { /* and up again */
            bandwidth_remb(&fixture->viewer.bandwidth, 50000000, fixture->viewer.sent_bps, now_us);
        }
        viewer_tick(&fixture->viewer, &fixture->peer, now_us);
        fanout_look_at(&fixture->viewer);
        walk(now_us);
    }
    size_t count = fixture->sent_count, changes = 0, last_size = 0;
    uint32_t last_timestamp = 0;
    uint16_t expected = sequence_of(0);
    for (size_t i = 0; i < count; i++) {
        struct sent *sent = &fixture->sent[i];
        if (sent->data[1] == 200) {
            continue; /* a sender report */
        }
        assert_int_equal(sequence_of(i), expected++);
        uint32_t timestamp = load_be32(sent->data + 4);
        assert_true(i == 0 || (int32_t)(timestamp - last_timestamp) > 0);
        last_timestamp = timestamp;
        changes += i > 1 && (sent->size > 500) != (last_size > 500);
        last_size = sent->size;
    }
    assert_int_equal(changes, 2);
    size_t again = 0;
    for (size_t i = 0; i < count; i++) {
        size_t before = fixture->sent_count;
        if (fixture->sent[i].data[1] == 200) {
            continue;
        }
        nack(sequence_of(i), now_us + i * SECOND_US);
        if (fixture->sent_count > before) {
            again++;
            assert_int_equal(fixture->sent[before].size, fixture->sent[i].size);
            assert_memory_equal(fixture->sent[before].data, fixture->sent[i].data,
                                fixture->sent[i].size);
        }
    }
    assert_true(again > 100); /* of the mapping in use and the former one */
}

static void viewer_05_what_was_never_sent_is_not_sent_again(void **state)
{
    (void)state;
    put(LAYER_HIGH, true, 100, 2 * SECOND_US);
    walk(2 * SECOND_US);
    nack((uint16_t)(sequence_of(0) + 1), 2 * SECOND_US);
    nack((uint16_t)(sequence_of(0) - 1), 2 * SECOND_US);
    assert_int_equal(fixture->sent_count, 1);
    nack(sequence_of(0), 2 * SECOND_US);
    assert_int_equal(fixture->sent_count, 2);
}

static void viewer_06_who_slept_through_the_ring_starts_at_a_keyframe(void **state)
{
    (void)state;
    put(LAYER_HIGH, true, 100, 2 * SECOND_US);
    walk(2 * SECOND_US);
    for (size_t i = 0; i < 2 * RING_PACKETS; i++) {
        put(LAYER_HIGH, i == 2 * RING_PACKETS - 10, 100, 2 * SECOND_US + i);
    }
    walk(2 * SECOND_US + 2 * RING_PACKETS);
    fanout_look_at(&fixture->viewer);
    walk(2 * SECOND_US + 2 * RING_PACKETS);
    assert_int_equal(fixture->sent_count, 11);
    /* Above all that may have been sent, and so that the roll-over counter is still guessed. */
    assert_in_range((uint16_t)(sequence_of(1) - sequence_of(0)), 1, (1 << 15) - 1);
    assert_int_equal(sequence_of(10), sequence_of(1) + 9);
}

static void viewer_07_bye(void **state)
{
    (void)state;
    uint8_t buffer[64];
    struct writer writer = writer_of(buffer, sizeof(buffer));
    uint32_t own = 1;
    bool left = false;
    rtcp_write_bye(&writer, &own, 1);
    enum drop drop = viewer_receive_rtcp(&fixture->viewer, &fixture->trains, writer_bytes(&writer),
                                         SECOND_US, &left);
    assert_int_equal(drop, DROP_NONE);
    assert_true(left);
}

/* Two layers for two seconds, of 400 and 40 kbit/s; the payload begins with its layer. */
static uint8_t layer_seen_with(uint32_t max_bps)
{
    fixture->viewer.tracks[0].max_bps = max_bps;
    for (uint64_t i = 0; i < 100; i++) {
        uint64_t now_us = 2 * SECOND_US + i * 20 * MS_US;
        put(LAYER_HIGH, i % 10 == 0, 1000, now_us);
        put(LAYER_LOW, i % 10 == 0, 100, now_us);
        viewer_tick(&fixture->viewer, &fixture->peer, now_us);
        fanout_look_at(&fixture->viewer);
        walk(now_us);
    }
    return fixture->viewer.tracks[0].map.layer;
}

static void viewer_08_who_wants_less_gets_a_smaller_layer(void **state)
{
    (void)state;
    assert_int_equal(layer_seen_with(200000), LAYER_LOW);
}

static void viewer_09_who_sets_no_bound_gets_the_best(void **state)
{
    (void)state;
    assert_int_equal(layer_seen_with(0), LAYER_HIGH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(viewer_01_begins_below_half_the_row),
        CASE(viewer_02_sends_each_packet_once),
        CASE(viewer_04_again_means_the_same_bytes),
        CASE(viewer_05_what_was_never_sent_is_not_sent_again),
        CASE(viewer_06_who_slept_through_the_ring_starts_at_a_keyframe),
        CASE(viewer_07_bye),
        CASE(viewer_08_who_wants_less_gets_a_smaller_layer),
        CASE(viewer_09_who_sets_no_bound_gets_the_best),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
