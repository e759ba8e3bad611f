#include <setjmp.h>
#include <stdarg.h>

#include "swarm/tally.h"

#include <cmocka.h>

static struct durations durations;
static struct tally tally;

/* Percentiles are right to a bin's width, and never beyond the longest. */
static void tally_01_percentiles(void **state)
{
    (void)state;
    durations_init(&durations, 25);
    assert_int_equal(durations_percentile(&durations, 99), 0);
    for (uint64_t us = 1; us <= 10000; us++) {
        durations_add(&durations, us);
    }
    assert_in_range(durations_percentile(&durations, 50), 5000, 5025);
    assert_in_range(durations_percentile(&durations, 99), 9900, 9925);
    assert_int_equal(durations_percentile(&durations, 100), 10000);
}

/* What is longer than all bins is told as the longest. */
static void tally_02_beyond_the_bins(void **state)
{
    (void)state;
    durations_init(&durations, 25);
    for (size_t i = 0; i < 100; i++) {
        durations_add(&durations, i < 90 ? 10 : 5 * SECOND_US);
    }
    assert_int_equal(durations_percentile(&durations, 50), 25);
    assert_int_equal(durations_percentile(&durations, 99), 5 * SECOND_US);
}

/* Loss is of what was sent; what came twice was sent once. */
static void tally_03_loss(void **state)
{
    struct media_tally media = {.packets = 1000, .repeated = 100, .lost = 100};
    (void)state;
    assert_true(tally_loss_percent(&media) == 10.0);
    assert_true(tally_loss_percent(&(struct media_tally){0}) == 0);
}

/* A new measurement forgets media, and not who has joined. */
static void tally_04_restart(void **state)
{
    (void)state;
    tally_init(&tally);
    tally.joined = 5;
    tally.media[TALLY_GOOD].lost = 7;
    durations_add(&tally.media[TALLY_BAD].video_delay, 10);
    tally_restart(&tally);
    assert_int_equal(tally.joined, 5);
    assert_int_equal(tally.media[TALLY_GOOD].lost, 0);
    assert_int_equal(tally.media[TALLY_BAD].video_delay.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tally_01_percentiles),
        cmocka_unit_test(tally_02_beyond_the_bins),
        cmocka_unit_test(tally_03_loss),
        cmocka_unit_test(tally_04_restart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
