/* The floor: the loudest voice has it, and what leaves is one unbroken row. */
#include <setjmp.h>
#include <stdarg.h>

#include "stage/mix.h"

#include <cmocka.h>

#define PACKET_US (20 * MS_US)
enum { LOUD = 20, SOFT = 50, PACKET_TICKS = 960, SOURCES = 4 };

struct scene {
    struct mix mix;
    uint64_t now_us;
    uint64_t sequence[SOURCES]; /* next, by source; 0 is none */
};

static int setup(void **state)
{
    struct scene *scene = calloc(1, sizeof(*scene));
    assert_non_null(scene);
    scene->now_us = 100 * SECOND_US;
    for (uint64_t i = 1; i < SOURCES; i++) {
        scene->sequence[i] = i * 70000;
    }
    *state = scene;
    return 0;
}

static int teardown(void **state)
{
    free(*state);
    return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static enum drop speak(struct scene *scene, uint64_t source, uint8_t level)
{
    uint64_t sequence = scene->sequence[source]++;
    uint8_t payload[40] = {0xfc, (uint8_t)source};
    struct voice_packet packet = {.source = source,
                                  .sequence = sequence,
                                  .timestamp = (uint32_t)(sequence * PACKET_TICKS),
                                  .level = level,
                                  .payload = bytes_of(payload, sizeof(payload))};
    return mix_packet(&scene->mix, &packet, scene->now_us);
}

/* For so long sources 1 and 2 speak at these levels. */
static void converse(struct scene *scene, uint64_t time_us, uint8_t first, uint8_t second)
{
    for (uint64_t until_us = scene->now_us + time_us; scene->now_us < until_us;
         scene->now_us += PACKET_US) {
        bool first_passes = speak(scene, 1, first) == DROP_NONE;
        bool second_passes = speak(scene, 2, second) == DROP_NONE;
        assert_true(first_passes || second_passes);
    }
}

/* The row has no hole, and its time never goes back. */
static void assert_unbroken(const struct scene *scene)
{
    const struct ring *ring = &scene->mix.ring;
    const struct ring_packet *last = ring_at(ring, 0);
    assert_non_null(last);
    for (uint64_t order = 1; order < ring_head(ring); order++) {
        const struct ring_packet *packet = ring_at(ring, order);
        assert_int_equal(packet->sequence, last->sequence + 1);
        assert_true((int32_t)(packet->timestamp - last->timestamp) >= PACKET_TICKS);
        assert_true(packet->payload[1] == last->payload[1] || packet->marker);
        last = packet;
    }
}

static void mix_01_one_voice_has_the_floor(void **state)
{
    struct scene *scene = *state;
    assert_int_equal(speak(scene, 1, LOUD), DROP_NONE);
    assert_int_equal(speak(scene, 2, LOUD), DROP_NOT_SELECTED);
    assert_int_equal(ring_head(&scene->mix.ring), 1);
    assert_true(ring_at(&scene->mix.ring, 0)->marker);
    assert_int_equal(ring_at(&scene->mix.ring, 0)->codec, CODEC_OPUS);
}

static void mix_02_the_louder_takes_over_after_a_moment(void **state)
{
    struct scene *scene = *state;
    converse(scene, SECOND_US, LOUD, SOFT);
    assert_int_equal(scene->mix.floor, 1);
    converse(scene, 100 * MS_US, SOFT, LOUD);
    assert_int_equal(scene->mix.floor, 1); /* a cough takes nothing */
    converse(scene, SECOND_US, SOFT, LOUD);
    assert_int_equal(scene->mix.floor, 2);
    converse(scene, SECOND_US, LOUD, SOFT);
    assert_int_equal(scene->mix.floor, 1);
    assert_unbroken(scene);
}

static void mix_03_equals_do_not_flutter(void **state)
{
    struct scene *scene = *state;
    converse(scene, 500 * MS_US, LOUD, SOFT);
    for (size_t i = 0; i < 100; i++) {
        converse(scene, 100 * MS_US, (uint8_t)(LOUD + i % 3), (uint8_t)(LOUD + (i + 1) % 3));
        assert_int_equal(scene->mix.floor, 1);
    }
}

static void mix_04_who_is_not_heard_loses_the_floor(void **state)
{
    struct scene *scene = *state;
    converse(scene, 500 * MS_US, LOUD, SOFT);
    scene->now_us += MIX_VOICE_LOST_US / 2;
    assert_int_equal(speak(scene, 2, SOFT), DROP_NOT_SELECTED);
    scene->now_us += MIX_VOICE_LOST_US;
    assert_int_equal(speak(scene, 2, SOFT), DROP_NONE);
    assert_int_equal(speak(scene, 1, SOFT), DROP_NOT_SELECTED);
    assert_unbroken(scene);
}

static void mix_05_who_leaves_gives_it_up_at_once(void **state)
{
    struct scene *scene = *state;
    converse(scene, 500 * MS_US, LOUD, SOFT);
    mix_remove(&scene->mix, 1);
    assert_int_equal(speak(scene, 2, SOFT), DROP_NONE);
    mix_remove(&scene->mix, 3); /* never spoke */
    assert_int_equal(speak(scene, 2, SOFT), DROP_NONE);
    assert_unbroken(scene);
}

static void mix_06_late_and_large_packets(void **state)
{
    struct scene *scene = *state;
    static const uint8_t large[RING_PAYLOAD_MAX + 1];
    assert_int_equal(speak(scene, 1, LOUD), DROP_NONE);
    scene->sequence[1] -= 2; /* from before it had the floor */
    assert_int_equal(speak(scene, 1, LOUD), DROP_SLOT_TOO_OLD);
    struct voice_packet packet = {.source = 1, .payload = bytes_of(large, sizeof(large))};
    assert_int_equal(mix_packet(&scene->mix, &packet, scene->now_us), DROP_RTP_TOO_LARGE);
    assert_int_equal(ring_head(&scene->mix.ring), 1);
}

static void mix_07_more_voices_than_places(void **state)
{
    struct scene *scene = *state;
    uint8_t payload[4] = {0xfc};
    for (uint64_t source = 1; source <= MIX_VOICES_MAX + 1; source++) {
        struct voice_packet packet = {
            .source = source, .sequence = 9, .level = LOUD, .payload = bytes_of(payload, 4)};
        assert_int_equal(mix_packet(&scene->mix, &packet, scene->now_us),
                         source == 1 ? DROP_NONE : DROP_NOT_SELECTED);
    }
    mix_remove(&scene->mix, 1);
    struct voice_packet packet = {
        .source = MIX_VOICES_MAX + 1, .sequence = 10, .payload = bytes_of(payload, 4)};
    assert_int_equal(mix_packet(&scene->mix, &packet, scene->now_us), DROP_NONE);
}

/* ---- joined for a large audience ---- */

static const struct ring_packet *newest(const struct scene *scene)
{
    uint64_t head = ring_head(&scene->mix.ring);
    return head > 0 ? ring_at(&scene->mix.ring, head - 1) : NULL;
}

static uint32_t duration_us_of(const struct ring_packet *packet)
{
    return opus_duration_us(bytes_of(packet->payload, packet->size));
}

static void mix_11_packets_are_joined_without_a_hole(void **state)
{
    struct scene *scene = *state;
    scene->mix.join_us = 60000;
    for (size_t i = 0; i < 30; i++, scene->now_us += PACKET_US) {
        assert_int_equal(speak(scene, 1, LOUD), DROP_NONE);
    }
    assert_int_equal(ring_head(&scene->mix.ring), 10);
    for (uint64_t order = 0; order < 10; order++) {
        const struct ring_packet *packet = ring_at(&scene->mix.ring, order);
        assert_int_equal(duration_us_of(packet), 60000);
        assert_int_equal(packet->sequence, ring_at(&scene->mix.ring, 0)->sequence + order);
        assert_int_equal(packet->timestamp,
                         ring_at(&scene->mix.ring, 0)->timestamp + order * 3 * PACKET_TICKS);
    }
}

/* A packet that is missing ends what waits; one that comes late has no number any more. */
static void mix_12_a_gap_and_who_comes_late(void **state)
{
    struct scene *scene = *state;
    scene->mix.join_us = 40000;
    assert_int_equal(speak(scene, 1, LOUD), DROP_NONE);
    scene->sequence[1]++; /* lost */
    assert_int_equal(speak(scene, 1, LOUD), DROP_NONE);
    assert_int_equal(ring_head(&scene->mix.ring), 1);
    assert_int_equal(duration_us_of(newest(scene)), 20000);
    uint64_t first = newest(scene)->sequence;
    assert_int_equal(speak(scene, 1, LOUD), DROP_NONE);
    assert_int_equal(newest(scene)->sequence, first + 2); /* the hole shows */
    assert_int_equal(duration_us_of(newest(scene)), 40000);
    scene->sequence[1] -= 3;
    assert_int_equal(speak(scene, 1, LOUD), DROP_SLOT_TOO_OLD);
}

static void mix_13_what_waits_does_not_wait_for_ever(void **state)
{
    struct scene *scene = *state;
    scene->mix.join_us = 40000;
    assert_int_equal(speak(scene, 1, LOUD), DROP_NONE);
    mix_tick(&scene->mix, scene->now_us + 30 * MS_US);
    assert_null(newest(scene));
    mix_tick(&scene->mix, scene->now_us + 60 * MS_US);
    assert_int_equal(duration_us_of(newest(scene)), 20000);
}

static void mix_14_another_voice_ends_what_waits(void **state)
{
    struct scene *scene = *state;
    scene->mix.join_us = 60000;
    for (size_t i = 0; i < 4; i++, scene->now_us += PACKET_US) { /* one is left waiting */
        assert_int_equal(speak(scene, 1, LOUD), DROP_NONE);
    }
    scene->now_us += SECOND_US;
    assert_int_equal(speak(scene, 2, LOUD), DROP_NONE);
    assert_int_equal(ring_head(&scene->mix.ring), 2);
    assert_int_equal(newest(scene)->payload[1], 1);
    mix_tick(&scene->mix, scene->now_us + SECOND_US);
    assert_int_equal(newest(scene)->payload[1], 2);
    assert_true(newest(scene)->marker);
    assert_int_equal(newest(scene)->sequence, ring_at(&scene->mix.ring, 0)->sequence + 2);
}

/* ---- several to a message for a vast audience ---- */

static void mix_15_packets_leave_together_or_after_a_while(void **state)
{
    struct scene *scene = *state;
    scene->mix.join_us = 40000;
    scene->mix.train_length = 2;
    for (size_t i = 0; i < 10; i++, scene->now_us += PACKET_US) { /* the first begins a spurt */
        assert_int_equal(speak(scene, 1, LOUD), DROP_NONE);
    }
    assert_int_equal(ring_head(&scene->mix.ring), 5);
    assert_int_equal(ring_at(&scene->mix.ring, 1)->group_left, 2);
    assert_int_equal(ring_at(&scene->mix.ring, 3)->group_left, 2);
    assert_unbroken(scene);
    assert_int_equal(speak(scene, 1, LOUD), DROP_NONE);
    scene->now_us += PACKET_US;
    assert_int_equal(speak(scene, 1, LOUD), DROP_NONE);
    mix_tick(&scene->mix, scene->now_us + 100 * MS_US);
    assert_int_equal(ring_head(&scene->mix.ring), 5); /* its fellow may still come */
    mix_tick(&scene->mix, scene->now_us + 121 * MS_US);
    assert_int_equal(ring_head(&scene->mix.ring), 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(mix_01_one_voice_has_the_floor),
        CASE(mix_02_the_louder_takes_over_after_a_moment),
        CASE(mix_03_equals_do_not_flutter),
        CASE(mix_04_who_is_not_heard_loses_the_floor),
        CASE(mix_05_who_leaves_gives_it_up_at_once),
        CASE(mix_06_late_and_large_packets),
        CASE(mix_07_more_voices_than_places),
        CASE(mix_11_packets_are_joined_without_a_hole),
        CASE(mix_12_a_gap_and_who_comes_late),
        CASE(mix_13_what_waits_does_not_wait_for_ever),
        CASE(mix_14_another_voice_ends_what_waits),
        CASE(mix_15_packets_leave_together_or_after_a_while),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
