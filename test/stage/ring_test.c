#include <setjmp.h>
#include <stdarg.h>

#include "stage/ring.h"

#include <cmocka.h>

static struct ring *ring;

static int setup(void **state)
{
    (void)state;
    ring = calloc(1, sizeof(*ring));
    return ring ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    free(ring);
    return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static void put(uint64_t sequence, bool keyframe, uint64_t now_us)
{
    struct ring_packet *packet = ring_reserve(ring);
    packet->sequence = sequence;
    packet->arrival_us = now_us;
    packet->size = 1000;
    packet->keyframe = keyframe;
    ring_append(ring, now_us);
    ring_close(ring, now_us);
}

static void append(uint64_t sequence, size_t size, bool marker)
{
    struct ring_packet *packet = ring_reserve(ring);
    *packet = (struct ring_packet){
        .sequence = sequence, .arrival_us = 1000, .size = (uint16_t)size, .marker = marker};
    memset(packet->payload, 0xee, sizeof(packet->payload));
    ring_append(ring, 1000);
}

static void ring_01_empty(void **state)
{
    (void)state;
    uint64_t walk;
    uint32_t timestamp;
    assert_null(ring_at(ring, 0));
    assert_null(ring_find(ring, 0));
    assert_null(ring_keyframe(ring, &walk));
    assert_false(ring_clock(ring, 1, 90000, &timestamp));
}

static void ring_02_by_order_and_by_sequence(void **state)
{
    (void)state;
    static const uint64_t sequences[] = {70000, 70002, 70001, 70003};
    for (size_t i = 0; i < COUNT_OF(sequences); i++) {
        put(sequences[i], false, i);
    }
    for (size_t i = 0; i < COUNT_OF(sequences); i++) {
        assert_int_equal(ring_at(ring, i)->sequence, sequences[i]);
        assert_ptr_equal(ring_find(ring, sequences[i]), ring_at(ring, i));
    }
    assert_null(ring_at(ring, 4));
    assert_null(ring_find(ring, 70004));
    assert_null(ring_find(ring, 70000 + RING_PACKETS));
}

static void ring_03_the_oldest_are_not_read_any_more(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 3 * RING_PACKETS; i++) {
        put(i, i == 0, i);
    }
    uint64_t oldest = 3 * RING_PACKETS - (RING_PACKETS - RING_MARGIN), walk;
    assert_non_null(ring_at(ring, oldest));
    assert_null(ring_at(ring, oldest - 1));
    assert_non_null(ring_find(ring, oldest));
    assert_null(ring_find(ring, oldest - 1));
    assert_null(ring_keyframe(ring, &walk));
}

static void ring_04_a_reader_that_slept_is_told(void **state)
{
    (void)state;
    put(1, true, 1);
    const struct ring_packet *packet = ring_at(ring, 0);
    assert_true(ring_still_holds(ring, packet, 1));
    for (uint64_t i = 1; i < RING_PACKETS - RING_GROUP_MAX; i++) {
        put(1 + i, false, 1);
    }
    assert_false(ring_still_holds(ring, packet, 1)); /* the writer may be inside */
    for (uint64_t i = 0; i < 2 * RING_GROUP_MAX; i++) {
        put(1 + RING_PACKETS + i, false, 1);
    }
    assert_false(ring_still_holds(ring, packet, 1)); /* another packet is there */
}

static void ring_05_a_keyframe_and_what_overtook_it(void **state)
{
    (void)state;
    uint64_t walk;
    put(10, false, 1);
    put(12, false, 1);
    put(13, false, 1);
    put(11, true, 1);
    assert_int_equal(ring_keyframe(ring, &walk)->sequence, 11);
    assert_int_equal(walk, 1);
    put(14, true, 1);
    assert_int_equal(ring_keyframe(ring, &walk)->sequence, 14);
    assert_int_equal(walk, 4);
}

static void ring_06_rate_and_clock(void **state)
{
    (void)state;
    for (uint64_t i = 0; i <= 100; i++) {
        put(i, false, SECOND_US + i * 10 * MS_US);
    }
    assert_in_range(ring_rate_bps(ring), 500000, 900000);
    uint32_t timestamp;
    ring_set_clock(ring, 5 * SECOND_US, 0xffffff00);
    assert_true(ring_clock(ring, 6 * SECOND_US, 90000, &timestamp));
    assert_int_equal(timestamp, (uint32_t)(0xffffff00 + 90000u));
    assert_true(ring_clock(ring, 4 * SECOND_US, 90000, &timestamp));
    assert_int_equal(timestamp, 0xffffff00 - 90000u);
}

/* RFC 3550 5.1: the last byte counts the padding, itself included. */
static void ring_11_a_frame_is_padded_to_one_size(void **state)
{
    (void)state;
    append(1, 1000, false);
    append(2, 999, false);
    append(3, 900, false);
    assert_int_equal(ring_head(ring), 0); /* unseen until it is whole */
    append(4, 400, true);
    assert_int_equal(ring_head(ring), 4);
    static const uint16_t padded[] = {1000, 1000, 1000, 400};
    for (size_t i = 0; i < COUNT_OF(padded); i++) {
        const struct ring_packet *packet = ring_at(ring, i);
        assert_int_equal(packet->padded_size, padded[i]);
        assert_int_equal(packet->group_left, 4 - i);
        assert_int_equal(packet->top, i + 1);
    }
    assert_int_equal(ring_at(ring, 1)->payload[999], 1);
    assert_int_equal(ring_at(ring, 2)->payload[999], 100);
    assert_int_equal(ring_at(ring, 2)->payload[998], 0);
    assert_int_equal(ring_at(ring, 2)->payload[899], 0xee);
}

static void ring_12_the_last_one_too_where_another_follows_it(void **state)
{
    (void)state;
    ring->pads_all = true;
    append(1, 1000, false);
    append(2, 800, true);
    append(3, 1000, false);
    append(4, 100, true); /* more than one byte can count */
    assert_int_equal(ring_at(ring, 1)->padded_size, 1000);
    assert_int_equal(ring_at(ring, 1)->payload[999], 200);
    assert_int_equal(ring_at(ring, 3)->padded_size, 100);
}

static void ring_13_what_cannot_be_padded_is_another_group(void **state)
{
    (void)state;
    append(1, 30, false); /* as H264's parameter sets */
    append(2, 1100, false);
    append(3, 1000, true);
    assert_int_equal(ring_at(ring, 0)->group_left, 1);
    assert_int_equal(ring_at(ring, 0)->padded_size, 30);
    assert_int_equal(ring_at(ring, 1)->group_left, 2);
}

static void ring_14_a_group_has_an_end(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < RING_GROUP_MAX; i++) {
        append(i, 500, false);
    }
    assert_int_equal(ring_head(ring), RING_GROUP_MAX);
    append(RING_GROUP_MAX, 500, false);
    assert_int_equal(ring_head(ring), RING_GROUP_MAX);
    assert_false(ring_is_due(ring, 1000 + 999, 1000));
    assert_true(ring_is_due(ring, 1000 + 1000, 1000));
    ring_close(ring, 2000);
    assert_int_equal(ring_head(ring), RING_GROUP_MAX + 1);
    assert_false(ring_is_due(ring, 9000, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(ring_01_empty),
        CASE(ring_02_by_order_and_by_sequence),
        CASE(ring_03_the_oldest_are_not_read_any_more),
        CASE(ring_04_a_reader_that_slept_is_told),
        CASE(ring_05_a_keyframe_and_what_overtook_it),
        CASE(ring_06_rate_and_clock),
        CASE(ring_11_a_frame_is_padded_to_one_size),
        CASE(ring_12_the_last_one_too_where_another_follows_it),
        CASE(ring_13_what_cannot_be_padded_is_another_group),
        CASE(ring_14_a_group_has_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
