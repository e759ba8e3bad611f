/* A source on its stage: heard or not whatever its slot, in as many slots as show it, and gone
 * from all of them when it moves to another stage.
 */
#include <setjmp.h>
#include <stdarg.h>

#include <sys/mman.h>

#include "two_tracks.h"

#include <cmocka.h>

enum { ID = 5, OTHER = 6 };

static struct stage *stages[2];
static struct source source;
static uint64_t now_us;
static uint16_t audio_sequence, video_sequence;

static int setup(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(stages); i++) {
        stages[i] = mmap(NULL, sizeof(*stages[i]), PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        assert_ptr_not_equal(stages[i], MAP_FAILED);
    }
    now_us = 1000 * SECOND_US;
    audio_sequence = video_sequence = 1;
    source_init(&source, ID, &two_tracks, stages[0], 99);
    stages[0]->source_count = 1;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(stages); i++) {
        munmap(stages[i], sizeof(*stages[i]));
    }
    return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static enum drop receive(uint8_t type, uint32_t ssrc, uint16_t sequence, struct bytes payload)
{
    uint8_t datagram[64];
    struct rtp_packet packet = {.payload_type = type,
                                .ssrc = ssrc,
                                .sequence = sequence,
                                .timestamp = sequence * 960u,
                                .marker = true};
    struct writer writer = writer_of(datagram, sizeof(datagram));
    now_us += 20 * MS_US;
    rtp_write_header(datagram, &packet);
    writer.at += RTP_HEADER_SIZE;
    writer_put(&writer, payload);
    return source_receive(&source, writer_bytes(&writer), now_us);
}

static enum drop speak(void)
{
    static const uint8_t opus[] = {0x78, 1, 2, 3};
    return receive(AUDIO_TYPE, AUDIO_SSRC, audio_sequence++, bytes_of(opus, sizeof(opus)));
}

static enum drop show(uint8_t not_key)
{
    const uint8_t vp8[] = {0x10, not_key, 0, 0, 0x9d, 0x01, 0x2a, 0, 1, 0, 1};
    return receive(VIDEO_TYPE, VIDEO_SSRC, video_sequence++, bytes_of(vp8, sizeof(vp8)));
}

static uint64_t heard(size_t stage)
{
    return ring_head(&stages[stage]->floor.ring);
}

static void place(size_t stage, int slot, enum source_voice voice)
{
    source_place(&source, stages[stage], slot, voice, now_us);
    for (int i = 0; i < STAGE_SLOTS; i++) {
        slot_show(&stages[stage]->slots[i], i == slot ? source.id : 0);
    }
}

static void source_01_is_heard_with_or_without_a_slot(void **state)
{
    (void)state;
    assert_int_equal(speak(), DROP_SLOT_NO_SOURCE);
    place(0, SOURCE_NOT_SHOWN, SOURCE_HEARD);
    assert_int_equal(speak(), DROP_NONE);
    assert_int_equal(heard(0), 1);
    place(0, 0, SOURCE_HEARD);
    assert_int_equal(speak(), DROP_NONE);
    assert_int_equal(heard(0), 2);
}

static void source_02_the_muted_is_seen_and_not_heard(void **state)
{
    (void)state;
    place(0, 0, SOURCE_HEARD);
    assert_int_equal(speak(), DROP_NONE);
    place(0, 0, SOURCE_SILENT);
    assert_int_equal(speak(), DROP_SLOT_NO_SOURCE);
    assert_int_equal(heard(0), 1);
    assert_int_equal(stages[0]->floor.floor, 0); /* the floor is free for others */
    assert_int_equal(show(0), DROP_NONE);
    assert_int_equal(stages[0]->slots[0].source, ID);
}

/* Out of one slot and into another at once: it feeds the former until the cut there. */
static void source_03_feeds_each_slot_that_knows_it(void **state)
{
    (void)state;
    struct slot *slots = stages[0]->slots;
    place(0, 0, SOURCE_HEARD);
    assert_int_equal(show(0), DROP_NONE);
    source_place(&source, stages[0], 3, SOURCE_HEARD, now_us);
    slot_show(&slots[0], OTHER);
    slot_show(&slots[3], ID);
    assert_int_equal(show(1), DROP_NONE); /* to the former: the new one waits for a keyframe */
    assert_int_equal(ring_head(&slots[3].rings[0]), 0);
    assert_int_equal(show(0), DROP_NONE);
    assert_true(ring_head(&slots[3].rings[0]) > 0);
    assert_true(slots[0].source == ID && slots[3].source == ID);
    slot_show(&slots[0], ID); /* and back before the other had a picture */
    assert_true(slots[0].source == ID && slots[0].next == 0);
}

static void source_04_moves_to_another_stage_and_leaves_nothing(void **state)
{
    (void)state;
    place(0, 2, SOURCE_HEARD);
    assert_true(speak() == DROP_NONE && show(0) == DROP_NONE);
    place(1, 0, SOURCE_HEARD);
    assert_true(stages[0]->slots[2].source == 0 && stages[0]->floor.floor == 0);
    assert_true(stages[0]->source_count == 0 && stages[1]->source_count == 1);
    assert_true(speak() == DROP_NONE && show(0) == DROP_NONE);
    assert_int_equal(stages[1]->slots[0].source, ID);
    assert_true(heard(0) == 1 && heard(1) == 1);
}

static void source_05_taken_off_feeds_for_two_seconds_at_most(void **state)
{
    (void)state;
    struct slot *slot = &stages[0]->slots[0];
    place(0, 0, SOURCE_HEARD);
    assert_int_equal(show(0), DROP_NONE);
    source_place(&source, stages[0], SOURCE_NOT_SHOWN, SOURCE_SILENT, now_us);
    slot_show(slot, OTHER);
    assert_int_equal(show(1), DROP_NONE);
    source_place(&source, stages[0], SOURCE_NOT_SHOWN, SOURCE_SILENT,
                 now_us); /* does not renew it */
    now_us += SOURCE_LINGER_US;
    assert_int_equal(show(1), DROP_SLOT_NO_SOURCE);
    assert_true(slot->source == 0 && slot->next == OTHER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(source_01_is_heard_with_or_without_a_slot),
        CASE(source_02_the_muted_is_seen_and_not_heard),
        CASE(source_03_feeds_each_slot_that_knows_it),
        CASE(source_04_moves_to_another_stage_and_leaves_nothing),
        CASE(source_05_taken_off_feeds_for_two_seconds_at_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
