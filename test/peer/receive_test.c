/* One received stream: order, loss, jitter, reports, what is asked for again. */
#include <setjmp.h>
#include <stdarg.h>

#include "peer/receive.h"

#include <cmocka.h>

#define START_US (1000 * SECOND_US)

static struct receive_stream stream;

static int set_up(void **state)
{
    (void)state;
    receive_init(&stream, 0x1234, 90000);
    return 0;
}

/* A packet that left its sender 20 ms after the one before. */
static enum drop packet_at(uint16_t sequence, uint64_t now_us, uint64_t *extended)
{
    struct rtp_packet packet = {
        .sequence = sequence, .ssrc = 0x1234, .timestamp = sequence * 1800u};
    return receive_packet(&stream, &packet, now_us, extended);
}

static void feed(uint16_t first, uint16_t count, uint64_t now_us)
{
    for (uint16_t i = 0; i < count; i++) {
        uint64_t extended;
        assert_int_equal(packet_at((uint16_t)(first + i), now_us, &extended), DROP_NONE);
    }
}

static size_t nacks(uint64_t now_us, uint16_t out[RECEIVE_MISSING_MAX])
{
    return receive_nacks(&stream, now_us, out, RECEIVE_MISSING_MAX);
}

static void receive_01_numbers_grow_over_the_wrap(void **state)
{
    (void)state;
    uint64_t a, b, c, d;
    assert_int_equal(packet_at(65534, START_US, &a), DROP_NONE);
    assert_int_equal(packet_at(65535, START_US, &b), DROP_NONE);
    assert_int_equal(packet_at(1, START_US, &c), DROP_NONE);
    assert_int_equal(packet_at(0, START_US, &d), DROP_NONE);
    assert_true(b == a + 1 && c == a + 3 && d == a + 2);
    struct rtcp_report report;
    receive_report(&stream, START_US, &report);
    assert_int_equal(report.ssrc, 0x1234);
    assert_int_equal(report.highest_sequence, 0x10001); /* one cycle */
    assert_int_equal(report.cumulative_lost, 0);
    assert_int_equal(report.last_sr, 0);
}

static void receive_02_duplicates(void **state)
{
    (void)state;
    uint64_t extended;
    feed(10, 5, START_US);
    assert_int_equal(packet_at(14, START_US, &extended), DROP_RTP_DUPLICATE);
    assert_int_equal(packet_at(10, START_US, &extended), DROP_RTP_DUPLICATE);
    assert_int_equal(packet_at(9, START_US, &extended), DROP_RTP_DUPLICATE);
    assert_int_equal(packet_at((uint16_t)(14 - 2999), START_US, &extended), DROP_RTP_DUPLICATE);
    assert_int_equal(stream.received, 5);
}

static void receive_03_loss_in_reports(void **state)
{
    (void)state;
    struct rtcp_report report;
    feed(100, 10, START_US);
    feed(120, 20, START_US); /* 10 of 40 lost */
    receive_report(&stream, START_US, &report);
    assert_int_equal(report.fraction_lost, 64);
    assert_int_equal(report.cumulative_lost, 10);
    feed(140, 10, START_US);
    receive_report(&stream, START_US, &report);
    assert_int_equal(report.fraction_lost, 0);
    assert_int_equal(report.cumulative_lost, 10);
    feed(110, 10, START_US); /* they come late: more than was expected since */
    receive_report(&stream, START_US, &report);
    assert_int_equal(report.fraction_lost, 0);
    assert_int_equal(report.cumulative_lost, 0);
}

static void receive_04_sender_reports_are_timed(void **state)
{
    (void)state;
    struct rtcp_report report;
    feed(1, 1, START_US);
    receive_sender_report(&stream, UINT64_C(0x11112222333344), START_US);
    receive_report(&stream, START_US + 1500 * MS_US, &report);
    assert_int_equal(report.last_sr, 0x11112222333344 >> 16 & 0xffffffff);
    assert_int_equal(report.delay_since_sr, 65536 * 3 / 2);
}

static void receive_05_jitter_as_rfc3550_says(void **state)
{
    (void)state;
    uint64_t now_us = START_US, extended;
    for (uint16_t i = 0; i < 50; i++) { /* steady: none */
        assert_int_equal(packet_at(i, now_us, &extended), DROP_NONE);
        now_us += 20 * MS_US;
    }
    struct rtcp_report report;
    receive_report(&stream, now_us, &report);
    assert_int_equal(report.jitter, 0);
    for (uint16_t i = 50; i < 550; i++) { /* now 5 ms early, now 5 ms late: |D| = 10 ms = 900 */
        uint64_t arrival_us = now_us + (i % 2 ? 5 * MS_US : -5 * MS_US);
        assert_int_equal(packet_at(i, arrival_us, &extended), DROP_NONE);
        now_us += 20 * MS_US;
    }
    receive_report(&stream, now_us, &report);
    assert_in_range(report.jitter, 880, 905);
}

static void receive_06_a_gap_is_asked_for(void **state)
{
    (void)state;
    uint16_t asked[RECEIVE_MISSING_MAX];
    uint64_t extended;
    assert_int_equal(receive_next_nack(&stream), NEVER_US);
    feed(65533, 1, START_US);
    feed(2, 1, START_US); /* 65534, 65535, 0, 1 are missing */
    assert_int_equal(nacks(START_US + RECEIVE_NACK_FIRST_US - 1, asked), 0);
    assert_int_equal(packet_at(65535, START_US + 1, &extended), DROP_NONE); /* was but late */
    uint64_t ask_us = START_US + RECEIVE_NACK_FIRST_US;
    assert_int_equal(receive_next_nack(&stream), ask_us);
    assert_int_equal(receive_nacks(&stream, ask_us, asked, 2), 2);
    assert_true(asked[0] == 65534 && asked[1] == 0);
    assert_int_equal(receive_nacks(&stream, ask_us, asked, 2), 1);
    assert_int_equal(asked[0], 1);
    assert_int_equal(nacks(ask_us + RECEIVE_NACK_AGAIN_US - 1, asked), 0);
    assert_int_equal(receive_next_nack(&stream), ask_us + RECEIVE_NACK_AGAIN_US);
    assert_int_equal(packet_at(0, ask_us + 2, &extended), DROP_NONE);
    assert_int_equal(nacks(ask_us + RECEIVE_NACK_AGAIN_US, asked), 2);
    assert_true(asked[0] == 65534 && asked[1] == 1);
}

static void receive_07_it_gives_up(void **state)
{
    (void)state;
    uint16_t asked[RECEIVE_MISSING_MAX];
    feed(1, 1, START_US);
    feed(3, 1, START_US);
    size_t tries = 0;
    uint64_t now_us = START_US;
    while (receive_next_nack(&stream) != NEVER_US) {
        now_us = receive_next_nack(&stream);
        tries += nacks(now_us, asked);
    }
    assert_int_equal(tries, RECEIVE_NACK_TRIES);
    assert_true(now_us <= START_US + RECEIVE_NACK_GIVE_UP_US);
    uint64_t extended;
    assert_int_equal(packet_at(2, now_us, &extended), DROP_RTP_DUPLICATE);
    feed(5, 1, now_us); /* asked late once: given up by time alone */
    assert_int_equal(nacks(now_us + RECEIVE_NACK_GIVE_UP_US + 1, asked), 0);
    assert_int_equal(receive_next_nack(&stream), NEVER_US);
}

static void receive_08_no_more_missing_than_there_is_room(void **state)
{
    (void)state;
    uint16_t asked[RECEIVE_MISSING_MAX];
    feed(0, 1, START_US);
    feed(200, 1, START_US);
    feed(1000, 1, START_US); /* only the newest 256 are kept */
    assert_int_equal(nacks(START_US + SECOND_US, asked), RECEIVE_MISSING_MAX);
    assert_int_equal(asked[0], 1000 - RECEIVE_MISSING_MAX);
    assert_int_equal(asked[RECEIVE_MISSING_MAX - 1], 999);
}

static void receive_09_a_jump_is_a_new_beginning(void **state)
{
    (void)state;
    uint16_t asked[RECEIVE_MISSING_MAX];
    uint64_t before, ahead, behind;
    feed(500, 3, START_US);
    assert_int_equal(packet_at(510, START_US, &before), DROP_NONE);
    assert_int_equal(packet_at(510 + 3001, START_US, &ahead), DROP_NONE);
    assert_int_equal(ahead, before + 3001);
    assert_int_equal(nacks(START_US + SECOND_US, asked), 0);
    assert_int_equal(packet_at(100, START_US, &behind), DROP_NONE); /* 3,411 back */
    assert_true(behind > ahead);
    assert_int_equal(behind & 0xffff, 100);
    struct rtcp_report report;
    receive_report(&stream, START_US, &report);
    assert_int_equal(report.cumulative_lost, 0);
    assert_int_equal(report.fraction_lost, 0);
    uint64_t next;
    assert_int_equal(packet_at(101, START_US, &next), DROP_NONE);
    assert_int_equal(next, behind + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(receive_01_numbers_grow_over_the_wrap, set_up),
        cmocka_unit_test_setup(receive_02_duplicates, set_up),
        cmocka_unit_test_setup(receive_03_loss_in_reports, set_up),
        cmocka_unit_test_setup(receive_04_sender_reports_are_timed, set_up),
        cmocka_unit_test_setup(receive_05_jitter_as_rfc3550_says, set_up),
        cmocka_unit_test_setup(receive_06_a_gap_is_asked_for, set_up),
        cmocka_unit_test_setup(receive_07_it_gives_up, set_up),
        cmocka_unit_test_setup(receive_08_no_more_missing_than_there_is_room, set_up),
        cmocka_unit_test_setup(receive_09_a_jump_is_a_new_beginning, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
