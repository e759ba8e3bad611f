/* The timer wheel: never early, late by a step at most, near or beyond its horizon. */
#include <setjmp.h>
#include <stdarg.h>

#include "base/wheel.h"

#include <cmocka.h>

enum { TIMERS = 500 };
#define START_US   (1000 * SECOND_US + 3)
#define HORIZON_US (WHEEL_STEPS * WHEEL_STEP_US)

static struct wheel wheel;
static struct wheel_timer timers[TIMERS];

static int setup(void **state)
{
    (void)state;
    memset(timers, 0, sizeof(timers));
    wheel_init(&wheel, START_US);
    return 0;
}

#define CASE(name) cmocka_unit_test_setup(name, setup)

/* When it is taken, with a look every 100 us. */
static uint64_t time_of_taking(struct wheel_timer *timer, uint64_t from_us, uint64_t until_us)
{
    for (uint64_t now_us = from_us; now_us < until_us; now_us += 100) {
        struct wheel_timer *due = wheel_take_due(&wheel, now_us);
        if (due) {
            assert_ptr_equal(due, timer);
            return now_us;
        }
    }
    return NEVER_US;
}

static void assert_in_time(uint64_t taken_us, uint64_t deadline_us)
{
    assert_in_range(taken_us, deadline_us, deadline_us + WHEEL_STEP_US + 100);
}

static void wheel_01_never_early_and_a_step_late_at_most(void **state)
{
    (void)state;
    for (uint64_t wait_us = 0; wait_us < 3 * WHEEL_STEP_US; wait_us += 777) {
        uint64_t start_us = wheel.step * WHEEL_STEP_US;
        wheel_set(&wheel, &timers[0], start_us + wait_us);
        assert_in_time(time_of_taking(&timers[0], start_us, start_us + SECOND_US),
                       start_us + wait_us);
    }
}

static void wheel_02_beyond_the_horizon(void **state)
{
    (void)state;
    static const uint64_t waits_us[] = {HORIZON_US - WHEEL_STEP_US, HORIZON_US,
                                        HORIZON_US + WHEEL_STEP_US, 5 * HORIZON_US / 2};
    uint64_t start_us = START_US;
    for (size_t i = 0; i < COUNT_OF(waits_us); i++) {
        wheel_set(&wheel, &timers[0], start_us + waits_us[i]);
        uint64_t taken_us =
            time_of_taking(&timers[0], start_us, start_us + waits_us[i] + SECOND_US);
        assert_in_time(taken_us, start_us + waits_us[i]);
        start_us = taken_us;
    }
}

static void wheel_03_set_anew_and_taken_off(void **state)
{
    (void)state;
    wheel_set(&wheel, &timers[0], START_US + SECOND_US);
    wheel_set(&wheel, &timers[0], START_US + 20 * MS_US); /* sooner */
    wheel_set(&wheel, &timers[1], START_US + 20 * MS_US);
    wheel_set(&wheel, &timers[1], NEVER_US);
    wheel_set(&wheel, &timers[1], NEVER_US); /* again does no harm */
    assert_in_time(time_of_taking(&timers[0], START_US, START_US + 2 * SECOND_US),
                   START_US + 20 * MS_US);
    assert_null(wheel_take_due(&wheel, START_US + 10 * SECOND_US));
    assert_null(timers[0].link);
}

static void wheel_04_what_is_overdue_comes_at_once(void **state)
{
    (void)state;
    wheel_set(&wheel, &timers[0], 5);
    assert_ptr_equal(wheel_take_due(&wheel, START_US), &timers[0]);
    assert_null(wheel_take_due(&wheel, START_US));
}

static void wheel_05_after_a_long_sleep_all_that_was_due_comes(void **state)
{
    (void)state;
    for (size_t i = 0; i < TIMERS; i++) {
        wheel_set(&wheel, &timers[i], START_US + i * 20 * MS_US); /* past the horizon, too */
    }
    uint64_t now_us = START_US + TIMERS / 2 * 20 * MS_US + WHEEL_STEP_US;
    size_t count = 0;
    struct wheel_timer *due;
    while ((due = wheel_take_due(&wheel, now_us))) {
        assert_true(due->deadline_us <= now_us);
        count++;
    }
    assert_int_equal(count, TIMERS / 2 + 1);
}

/* Many timers, set, moved, taken off, for a simulated minute, against their deadlines. */
static void wheel_06_many_at_random(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (uint64_t now_us = START_US; now_us < START_US + 60 * SECOND_US; now_us += 3 * MS_US) {
        for (size_t i = 0; i < 4; i++) {
            seed = seed * 1664525 + 1013904223;
            struct wheel_timer *timer = &timers[(seed >> 8) % TIMERS];
            bool takes_off = seed >> 28 == 0;
            wheel_set(&wheel, timer, takes_off ? NEVER_US : now_us + (seed >> 4) % (8 * SECOND_US));
        }
        struct wheel_timer *due;
        while ((due = wheel_take_due(&wheel, now_us))) {
            assert_true(due->deadline_us <= now_us);
            assert_null(due->link);
        }
        for (size_t i = 0; i < TIMERS; i++) {
            assert_true(!timers[i].link || timers[i].deadline_us + WHEEL_STEP_US > now_us);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(wheel_01_never_early_and_a_step_late_at_most),
        CASE(wheel_02_beyond_the_horizon),
        CASE(wheel_03_set_anew_and_taken_off),
        CASE(wheel_04_what_is_overdue_comes_at_once),
        CASE(wheel_05_after_a_long_sleep_all_that_was_due_comes),
        CASE(wheel_06_many_at_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
