/* A slot switches at keyframes, keeps one row of numbers and one timeline. */
#include <setjmp.h>
#include <stdarg.h>

#include "stage/slot.h"

#include <cmocka.h>

static struct slot *slot;
static struct ring *ring;

static int setup(void **state)
{
    (void)state;
    slot = calloc(1, sizeof(*slot));
    ring = &slot->rings[LAYER_HIGH];
    return slot ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    free(slot);
    return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

enum { KEYFRAME = 1, MARKER = 2 };

/* A packet whose VP8 payload ends in the low byte of its sequence. */
static enum drop forward(uint64_t source, uint64_t sequence, uint32_t timestamp, unsigned flags,
                         uint64_t now_us)
{
    uint8_t payload[] = {(flags & KEYFRAME) ? 0x10 : 0x00, (flags & KEYFRAME) ? 0x00 : 0x01,
                         (uint8_t)sequence};
    struct source_packet packet = {
        .source = source,
        .layer = LAYER_HIGH,
        .sequence = sequence,
        .timestamp = timestamp,
        .marker = (flags & MARKER) != 0,
        .codec = CODEC_VP8,
        .info = {.starts_frame = (flags & KEYFRAME) != 0,
                 .starts_keyframe = (flags & KEYFRAME) != 0},
        .payload = bytes_of(payload, sizeof(payload)),
    };
    enum drop drop = slot_forward(slot, &packet, now_us);
    ring_close(ring, now_us); /* as the stage does when nothing more is there */
    return drop;
}

static const struct ring_packet *newest(void)
{
    return ring_at(ring, ring_head(ring) - 1);
}

static void slot_01_empty_takes_nothing(void **state)
{
    (void)state;
    assert_int_equal(forward(1, 100, 0, KEYFRAME, 1), DROP_SLOT_NO_SOURCE);
    assert_int_equal(ring_head(ring), 0);
    assert_int_equal(slot_live_layers(slot), 0);
}

static void slot_02_waits_for_a_keyframe(void **state)
{
    (void)state;
    slot_show(slot, 1);
    assert_int_equal(slot_keyframe_wishes(slot, 1), (1 << LAYER_COUNT) - 1);
    assert_int_equal(slot_keyframe_wishes(slot, 2), 0);
    assert_int_equal(forward(1, 100, 0, 0, 1), DROP_SLOT_WAITS_KEY);
    assert_int_equal(forward(1, 101, 0, KEYFRAME, 2), DROP_NONE);
    assert_int_equal(slot_live_layers(slot), 1 << LAYER_HIGH);
    assert_true(newest()->keyframe);
    assert_int_equal(newest()->payload[2], 101);
}

/* The middle of a keyframe overtook its beginning: it is not lost. */
static void slot_03_parts_before_their_first_packet(void **state)
{
    (void)state;
    slot_show(slot, 1);
    assert_int_equal(forward(1, 99, 10, MARKER, 1), DROP_SLOT_WAITS_KEY);
    assert_int_equal(forward(1, 102, 20, MARKER, 1), DROP_SLOT_WAITS_KEY);
    assert_int_equal(forward(1, 101, 20, 0, 1), DROP_SLOT_WAITS_KEY);
    assert_int_equal(forward(1, 100, 20, KEYFRAME, 2), DROP_NONE);
    assert_int_equal(ring_head(ring), 3);
    uint64_t first = ring_at(ring, 0)->sequence;
    assert_int_equal(ring_find(ring, first + 1)->payload[2], 101);
    assert_int_equal(ring_find(ring, first + 2)->payload[2], 102);
    assert_int_equal(forward(1, 99, 10, MARKER, 3), DROP_SLOT_TOO_OLD);
}

static void slot_04_the_old_source_stays_until_the_cut(void **state)
{
    (void)state;
    slot_show(slot, 1);
    assert_int_equal(forward(1, 100, 5000, KEYFRAME | MARKER, 1 * SECOND_US), DROP_NONE);
    uint64_t sequence = newest()->sequence;
    uint32_t timestamp = newest()->timestamp;
    slot_show(slot, 2);
    assert_int_equal(forward(2, 9000, 77, 0, SECOND_US + 1), DROP_SLOT_WAITS_KEY);
    assert_int_equal(forward(1, 101, 8000, MARKER, SECOND_US + 2), DROP_NONE);
    assert_int_equal(newest()->sequence, sequence + 1);
    assert_int_equal(newest()->timestamp, timestamp + 3000);
    assert_int_equal(forward(2, 9001, 80, KEYFRAME | MARKER, SECOND_US + 3), DROP_NONE);
    assert_int_equal(newest()->sequence, sequence + 2);
    assert_true((int32_t)(newest()->timestamp - (timestamp + 3000)) > 0);
    assert_int_equal(forward(1, 102, 11000, MARKER, SECOND_US + 4), DROP_SLOT_NO_SOURCE);
}

static void slot_05_a_switch_taken_back(void **state)
{
    (void)state;
    slot_show(slot, 1);
    assert_int_equal(forward(1, 1, 0, KEYFRAME, 1), DROP_NONE);
    slot_show(slot, 2);
    slot_show(slot, 1);
    assert_int_equal(forward(2, 1, 0, KEYFRAME, 2), DROP_SLOT_NO_SOURCE);
    assert_int_equal(forward(1, 2, 0, MARKER, 3), DROP_NONE);
}

static void slot_06_wishes_are_taken_once(void **state)
{
    (void)state;
    slot_show(slot, 1);
    assert_int_equal(forward(1, 1, 0, KEYFRAME, 1), DROP_NONE);
    uint8_t unattached = 1 << LAYER_MID | 1 << LAYER_LOW;
    assert_int_equal(slot_take_keyframe_wishes(slot, 1), unattached);
    slot_wish_keyframe(slot, LAYER_HIGH);
    slot_wish_keyframe(slot, LAYER_HIGH);
    assert_int_equal(slot_take_keyframe_wishes(slot, 2), 0);
    assert_int_equal(slot_keyframe_wishes(slot, 1), unattached | 1 << LAYER_HIGH);
    assert_int_equal(slot_take_keyframe_wishes(slot, 1), unattached | 1 << LAYER_HIGH);
    assert_int_equal(slot_take_keyframe_wishes(slot, 1), unattached);
}

static void slot_07_a_dead_layer_comes_back_with_a_keyframe(void **state)
{
    (void)state;
    slot_show(slot, 1);
    assert_int_equal(forward(1, 1, 0, KEYFRAME, 1), DROP_NONE);
    slot_tick(slot, 1 + LAYER_DEAD_US);
    assert_int_not_equal(slot_live_layers(slot), 0);
    slot_tick(slot, 2 + LAYER_DEAD_US);
    assert_int_equal(slot_live_layers(slot), 0);
    assert_int_equal(forward(1, 2, 1, 0, 3 + LAYER_DEAD_US), DROP_SLOT_WAITS_KEY);
    assert_int_equal(forward(1, 3, 2, KEYFRAME, 4 + LAYER_DEAD_US), DROP_NONE);
}

static void slot_08_too_large(void **state)
{
    (void)state;
    static const uint8_t payload[RING_PAYLOAD_MAX + 1];
    struct source_packet packet = {.source = 1,
                                   .codec = CODEC_VP8,
                                   .info = {true, true},
                                   .payload = bytes_of(payload, sizeof(payload))};
    slot_show(slot, 1);
    assert_int_equal(slot_forward(slot, &packet, 1), DROP_RTP_TOO_LARGE);
    assert_int_equal(ring_head(ring), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(slot_01_empty_takes_nothing),
        CASE(slot_02_waits_for_a_keyframe),
        CASE(slot_03_parts_before_their_first_packet),
        CASE(slot_04_the_old_source_stays_until_the_cut),
        CASE(slot_05_a_switch_taken_back),
        CASE(slot_06_wishes_are_taken_once),
        CASE(slot_07_a_dead_layer_comes_back_with_a_keyframe),
        CASE(slot_08_too_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
