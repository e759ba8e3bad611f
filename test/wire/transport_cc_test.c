/* Transport-wide feedback: each form of chunk, round trips, each way to be malformed. */
#include <setjmp.h>
#include <stdarg.h>

#include "wire/transport_cc.h"

#include <cmocka.h>

#define SPAN(text) bytes_of((text), sizeof(text) - 1)
#define LOST       TRANSPORT_CC_LOST
/* base sequence 0x0102, the count, reference time 0x030405, feedback count 6 */
#define HEAD(count) "\x01\x02" count "\x03\x04\x05\x06"

static struct transport_cc feedback, again;

static void parse_good(struct bytes fci, const int32_t *expected, size_t count)
{
    assert_int_equal(transport_cc_parse(fci, &feedback), DROP_NONE);
    assert_int_equal(feedback.base_sequence, 0x0102);
    assert_int_equal(feedback.reference_time, 0x030405);
    assert_int_equal(feedback.feedback_count, 6);
    assert_int_equal(feedback.count, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(feedback.arrival[i], expected[i]);
    }
}

static void transport_cc_01_run_length_chunks(void **state)
{
    (void)state;
    /* A run of 3 small deltas, a run of 2 lost, a run of 2 large deltas. */
    parse_good(SPAN(HEAD("\x00\x07") "\x20\x03\x00\x02\x40\x02"
                                     "\x01\x02\xff\xff\xfe\x01\x00\0"),
               (const int32_t[]){1, 3, 258, LOST, LOST, 256, 512}, 7);
}

static void transport_cc_02_one_bit_vector(void **state)
{
    (void)state;
    /* 14 symbols, of which 9 count: received, lost, received, and six lost. */
    parse_good(SPAN(HEAD("\x00\x09") "\xa8\x00\x05\x07"),
               (const int32_t[]){5, LOST, 12, LOST, LOST, LOST, LOST, LOST, LOST}, 9);
}

static void transport_cc_03_two_bit_vector(void **state)
{
    (void)state;
    /* small, large, lost, reserved (as lost), lost, small, large */
    parse_good(SPAN(HEAD("\x00\x07") "\xd8\xc6\x0a"
                                     "\x80\x00\x01"
                                     "\x7f\xff"),
               (const int32_t[]){10, 10 - 32768, LOST, LOST, LOST, 11 - 32768, 10}, 7);
}

static void transport_cc_04_run_beyond_the_count_is_cut(void **state)
{
    (void)state;
    parse_good(SPAN(HEAD("\x00\x02") "\x3f\xff\x01\x01"), (const int32_t[]){1, 2}, 2);
}

static void transport_cc_05_malformed(void **state)
{
    (void)state;
#define CASE(what, text)                                                                           \
    {                                                                                              \
        what, text, sizeof(text) - 1                                                               \
    }
    static const struct {
        const char *what;
        const char *fci;
        size_t size;
    } cases[] = {
        CASE("empty", ""),
        CASE("half a head", "\x01\x02\x00\x01\x03\x04\x05"),
        CASE("no packets", HEAD("\x00\x00")),
        CASE("one packet more than we take", HEAD("\x02\x01") "\x02\x01"),
        CASE("no chunk", HEAD("\x00\x01")),
        CASE("half a chunk", HEAD("\x00\x01") "\x20"),
        CASE("a chunk is missing", HEAD("\x00\x02") "\x00\x01"),
        CASE("an empty run", HEAD("\x00\x01") "\x20\x00\x20\x01\x01"),
        CASE("no delta", HEAD("\x00\x01") "\x20\x01"),
        CASE("a delta is missing", HEAD("\x00\x02") "\x20\x02\x01"),
        CASE("half a large delta", HEAD("\x00\x01") "\x40\x01\x01"),
    };
#undef CASE
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct bytes fci = bytes_of(cases[i].fci, cases[i].size);
        if (transport_cc_parse(fci, &feedback) != DROP_RTCP_MALFORMED) {
            fail_msg("accepted: %s", cases[i].what);
        }
    }
}

/* Write `feedback` and read it to `again`. */
static void round_trip(void)
{
    static uint8_t buffer[4096];
    struct writer writer = writer_of(buffer, sizeof(buffer));
    transport_cc_write(&writer, 1, 2, &feedback);
    assert_false(writer.failed);
    struct rtcp_reader reader;
    static struct rtcp_packet packet;
    rtcp_reader_init(&reader, writer_bytes(&writer));
    assert_true(rtcp_next(&reader, &packet));
    assert_int_equal(packet.type, RTCP_TRANSPORT_CC);
    assert_int_equal(packet.sender_ssrc, 1);
    assert_int_equal(packet.media_ssrc, 2);
    assert_int_equal(transport_cc_parse(packet.feedback, &again), DROP_NONE);
    assert_int_equal(again.base_sequence, feedback.base_sequence);
    assert_int_equal(again.reference_time, feedback.reference_time);
    assert_int_equal(again.feedback_count, feedback.feedback_count);
    assert_int_equal(again.count, feedback.count);
    assert_false(rtcp_next(&reader, &packet));
    assert_false(reader.failed);
}

static void transport_cc_06_what_is_written_is_read(void **state)
{
    (void)state;
    static const int32_t arrival[] = {0,     255,  511, 510,  LOST, LOST,        510,
                                      -1000, LOST, 0,   4096, LOST, 4096 + 32767};
    for (uint16_t count = 1; count <= COUNT_OF(arrival); count++) {
        feedback = (struct transport_cc){.base_sequence = 65530,
                                         .feedback_count = 255,
                                         .reference_time = 0xffffff,
                                         .count = count};
        memcpy(feedback.arrival, arrival, sizeof(arrival));
        round_trip();
        assert_memory_equal(again.arrival, arrival, count * sizeof(*arrival));
    }
}

static void transport_cc_07_as_many_as_fit(void **state)
{
    (void)state;
    feedback = (struct transport_cc){.count = TRANSPORT_CC_PACKETS_MAX};
    for (int32_t i = 0; i < TRANSPORT_CC_PACKETS_MAX; i++) {
        feedback.arrival[i] = i % 5 == 0 ? LOST : i * 300;
    }
    round_trip();
    assert_memory_equal(again.arrival, feedback.arrival, sizeof(feedback.arrival));
}

static void transport_cc_08_all_lost(void **state)
{
    (void)state;
    feedback = (struct transport_cc){.count = 20};
    for (size_t i = 0; i < 20; i++) {
        feedback.arrival[i] = LOST;
    }
    round_trip();
    assert_memory_equal(again.arrival, feedback.arrival, 20 * sizeof(int32_t));
}

/* A delta holds 16 bits: a longer gap is cut, and the packets after it make up for it. */
static void transport_cc_09_a_long_gap_is_made_up_for(void **state)
{
    (void)state;
    feedback = (struct transport_cc){.count = 6,
                                     .arrival = {0, 40000, 40001, 40002, INT32_MAX, -INT32_MAX}};
    round_trip();
    static const int32_t expected[] = {0,     32767,         40001,
                                       40002, 40002 + 32767, 40002 + 32767 - 32768};
    assert_memory_equal(again.arrival, expected, sizeof(expected));
}

static void transport_cc_10_writing_stops_at_the_end_of_the_room(void **state)
{
    (void)state;
    feedback = (struct transport_cc){.count = 9, .arrival = {1, 2, 3, LOST, 4, 5, 999, 7, 8}};
    for (size_t room = 0; room <= 40; room++) {
        uint8_t buffer[64];
        memset(buffer, 0xee, sizeof(buffer));
        struct writer writer = writer_of(buffer, room);
        transport_cc_write(&writer, 1, 2, &feedback);
        /* 20 of head, 4 of chunks, 6 small deltas, 2 large ones, filled up to fours */
        assert_int_equal(writer.failed, room < 36);
        assert_int_equal(buffer[room], 0xee);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(transport_cc_01_run_length_chunks),
        cmocka_unit_test(transport_cc_02_one_bit_vector),
        cmocka_unit_test(transport_cc_03_two_bit_vector),
        cmocka_unit_test(transport_cc_04_run_beyond_the_count_is_cut),
        cmocka_unit_test(transport_cc_05_malformed),
        cmocka_unit_test(transport_cc_06_what_is_written_is_read),
        cmocka_unit_test(transport_cc_07_as_many_as_fit),
        cmocka_unit_test(transport_cc_08_all_lost),
        cmocka_unit_test(transport_cc_09_a_long_gap_is_made_up_for),
        cmocka_unit_test(transport_cc_10_writing_stops_at_the_end_of_the_room),
    };
    return cmocka_run_group_tests_name("wire/transport_cc", tests, NULL, NULL);
}
