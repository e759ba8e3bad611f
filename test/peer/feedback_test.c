/* Transport-wide feedback: what is reported, once each, over wraps, gaps and late comers. */
#include <setjmp.h>
#include <stdarg.h>

#include "peer/feedback.h"

#include <cmocka.h>

#define START_US (1000 * SECOND_US)

static struct feedback feedback;
static struct transport_cc report;

static int set_up(void **state)
{
    (void)state;
    feedback_init(&feedback);
    return 0;
}

static bool report_now(void)
{
    uint64_t due_us = feedback_next_deadline(&feedback);
    return due_us != NEVER_US && feedback_report(&feedback, due_us, &report);
}

/* When the report says that its i-th packet arrived, in microseconds of 24 bits x 64 ms. */
static uint64_t arrival_us(size_t i)
{
    return report.reference_time * UINT64_C(64000) + (uint64_t)report.arrival[i] * 250;
}

static void feedback_01_nothing_is_due_without_packets(void **state)
{
    (void)state;
    assert_int_equal(feedback_next_deadline(&feedback), NEVER_US);
    assert_false(feedback_report(&feedback, START_US, &report));
    feedback_packet(&feedback, 7, START_US);
    assert_int_equal(feedback_next_deadline(&feedback), START_US + FEEDBACK_INTERVAL_US);
    assert_false(feedback_report(&feedback, START_US + FEEDBACK_INTERVAL_US - 1, &report));
    assert_true(report_now());
    assert_int_equal(report.count, 1);
    assert_int_equal(feedback_next_deadline(&feedback), NEVER_US);
}

static void feedback_02_arrivals_losses_and_the_wrap(void **state)
{
    (void)state;
    feedback_packet(&feedback, 65534, START_US);
    feedback_packet(&feedback, 1, START_US + 2000); /* 0 comes after it, 65535 never */
    feedback_packet(&feedback, 0, START_US + 3000);
    assert_true(report_now());
    assert_int_equal(report.base_sequence, 65534);
    assert_int_equal(report.count, 4);
    assert_int_equal(arrival_us(0), START_US);
    assert_int_equal(report.arrival[1], TRANSPORT_CC_LOST);
    assert_int_equal(arrival_us(2), START_US + 3000);
    assert_int_equal(arrival_us(3), START_US + 2000);
    assert_int_equal(report.feedback_count, 0);
    /* What was reported lost is not taken back. */
    feedback_packet(&feedback, 65535, START_US + 4000);
    feedback_packet(&feedback, 2, START_US + 90000);
    assert_true(report_now());
    assert_int_equal(report.base_sequence, 2);
    assert_int_equal(report.count, 1);
    assert_int_equal(report.feedback_count, 1);
}

static void feedback_03_long_windows_go_in_parts(void **state)
{
    (void)state;
    for (uint16_t i = 0; i < 700; i++) {
        feedback_packet(&feedback, (uint16_t)(65000 + i), START_US + i * UINT64_C(10));
    }
    assert_true(report_now());
    assert_int_equal(report.base_sequence, 65000);
    assert_int_equal(report.count, TRANSPORT_CC_PACKETS_MAX);
    assert_true(report_now()); /* the rest is due at once */
    assert_int_equal(report.base_sequence, (uint16_t)(65000 + TRANSPORT_CC_PACKETS_MAX));
    assert_int_equal(report.count, 700 - TRANSPORT_CC_PACKETS_MAX);
    assert_false(report_now());
}

/* A part without a single arrival must not have a time out of the blue: senders
 * measure from one reference time to the next.
 */
static void feedback_04_a_part_all_lost_has_a_sane_time(void **state)
{
    (void)state;
    feedback_packet(&feedback, 0, START_US);
    assert_true(report_now());
    feedback_packet(&feedback, 800, START_US + 100000);
    assert_true(report_now());
    assert_int_equal(report.base_sequence, 1);
    assert_int_equal(report.count, TRANSPORT_CC_PACKETS_MAX);
    for (size_t i = 0; i < report.count; i++) {
        assert_int_equal(report.arrival[i], TRANSPORT_CC_LOST);
    }
    assert_int_equal(report.reference_time, (START_US + 100000) / 64000);
    assert_true(report_now());
    assert_int_equal(report.count, 800 - TRANSPORT_CC_PACKETS_MAX);
    assert_int_equal(arrival_us(report.count - 1), START_US + 100000);
}

static void feedback_05_a_gap_beyond_the_window(void **state)
{
    (void)state;
    for (uint16_t i = 0; i < 100; i++) {
        feedback_packet(&feedback, i, START_US);
    }
    feedback_packet(&feedback, 20000, START_US + 1000);
    size_t reported = 0, arrived = 0;
    while (report_now()) {
        assert_true(report.count <= TRANSPORT_CC_PACKETS_MAX);
        for (size_t i = 0; i < report.count; i++) {
            arrived += report.arrival[i] != TRANSPORT_CC_LOST;
        }
        reported += report.count;
    }
    assert_int_equal(reported, FEEDBACK_WINDOW);
    assert_int_equal(arrived, 1); /* nothing of the former round shines through */
    assert_int_equal(feedback_next_deadline(&feedback), NEVER_US);
}

/* Every packet is reported once, in order, whatever the rhythm of reports. */
static void feedback_06_all_once_over_many_wraps(void **state)
{
    (void)state;
    uint64_t now_us = START_US, next = 65000;
    uint8_t out[2048];
    for (uint64_t sequence = 65000; sequence < 300000; sequence++) {
        now_us += 300;
        if (sequence % 10 != 3) {
            feedback_packet(&feedback, (uint16_t)sequence, now_us);
        }
        while (feedback_report(&feedback, now_us, &report)) {
            assert_int_equal(report.base_sequence, (uint16_t)next);
            for (size_t i = 0; i < report.count; i++, next++) {
                assert_int_equal(report.arrival[i] == TRANSPORT_CC_LOST, next % 10 == 3);
            }
            struct writer writer = writer_of(out, sizeof(out));
            transport_cc_write(&writer, 1, 2, &report);
            assert_false(writer.failed);
        }
    }
    assert_true(next > 299000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(feedback_01_nothing_is_due_without_packets, set_up),
        cmocka_unit_test_setup(feedback_02_arrivals_losses_and_the_wrap, set_up),
        cmocka_unit_test_setup(feedback_03_long_windows_go_in_parts, set_up),
        cmocka_unit_test_setup(feedback_04_a_part_all_lost_has_a_sane_time, set_up),
        cmocka_unit_test_setup(feedback_05_a_gap_beyond_the_window, set_up),
        cmocka_unit_test_setup(feedback_06_all_once_over_many_wraps, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
