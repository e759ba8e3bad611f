#include <setjmp.h>
#include <stdarg.h>

#include "swarm/tally.h"

#include <cmocka.h>

static struct durations durations;
static struct tally tally;

/* Percentiles are right to a bin's width (1.6 %), and never beyond the longest. */
static void tally_01_percentiles(void **state)
{
    (void)state;
    assert_int_equal(durations_percentile(&durations, 99), 0);
    for (uint64_t us = 1; us <= 10000; us++) {
        durations_add(&durations, us);
    }
    assert_in_range(durations_percentile(&durations, 50), 5000, 5080);
    assert_in_range(durations_percentile(&durations, 99), 9900, 10000);
    assert_int_equal(durations_percentile(&durations, 100), 10000);
}

/* Each to 1.6 %, from microseconds to hours; what is longer than all bins is told as the longest.
 */
static void tally_02_any_length(void **state)
{
    (void)state;
    for (uint64_t us = 1; us < 20 * 3600 * SECOND_US; us += us / 3 + 1) {
        struct durations two = {0};
        durations_add(&two, us);
        durations_add(&two, UINT64_MAX);
        assert_in_range(durations_percentile(&two, 50), us, us + us / 63 + 1);
        assert_int_equal(durations_percentile(&two, 100), UINT64_MAX);
    }
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
        cmocka_unit_test(tally_02_any_length),
        cmocka_unit_test(tally_03_loss),
        cmocka_unit_test(tally_04_restart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
