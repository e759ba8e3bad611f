#include <setjmp.h>
#include <stdarg.h>

#include "swarm/behaviour.h"

#include <cmocka.h>

static void behaviour_01_shares_are_parsed_or_refused(void **state)
{
    static const char *const bad[] = {"",     "x",       "5",      "5:",       "101:3",
                                      "-1:3", "5:0",     "5:-3",   "5:300x",   "5;300",
                                      "5:x",  "nan:300", "5:300 ", "5:1000001"};
    struct share share;
    (void)state;
    assert_true(share_parse("2.5:300", true, &share));
    assert_int_equal(share.of_10000, 250);
    assert_int_equal(share.value, 300);
    assert_true(share_parse("100", false, &share));
    assert_int_equal(share.of_10000, 10000);
    assert_false(share_parse("5:300", false, &share));
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_false(share_parse(bad[i], true, &share));
    }
}

/* About as many as was said, scattered, none at 0 and all at 100 %. */
static void behaviour_02_a_share_holds_for_its_part(void **state)
{
    (void)state;
    for (uint32_t percent = 0; percent <= 100; percent += 5) {
        struct share share = {.of_10000 = percent * 100};
        int count = 0;
        for (uint32_t i = 0; i < 10000; i++) {
            count += share_holds(&share, i);
        }
        assert_in_range(count, (int)percent * 100 - (percent % 100 ? 150 : 0),
                        (int)percent * 100 + (percent % 100 ? 150 : 0));
    }
}

/* Over any length of time no more than the line's speed comes through, and not much less. */
static void behaviour_03_a_bucket_lets_its_speed_through(void **state)
{
    struct bucket bucket = {0};
    uint64_t through = 0;
    (void)state;
    for (uint64_t now_us = 1; now_us < 10 * SECOND_US; now_us += 5000) { /* 1.92 Mbit/s come */
        through += bucket_take(&bucket, 300, 1200, now_us) ? 1200 : 0;
    }
    uint64_t most = 300000 / 8 * 10 + 300 * BUCKET_MS / 8;
    assert_in_range(through, most - 4800, most);
}

/* A slower stream than the line is whole, even in steps shorter than a byte's time. */
static void behaviour_04_a_bucket_passes_what_fits(void **state)
{
    struct bucket bucket = {0};
    (void)state;
    for (uint64_t now_us = 1; now_us < 2 * SECOND_US; now_us += 7) {
        assert_true(bucket_take(&bucket, 300, now_us % 5000 < 7 ? 150 : 0, now_us));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(behaviour_01_shares_are_parsed_or_refused),
        cmocka_unit_test(behaviour_02_a_share_holds_for_its_part),
        cmocka_unit_test(behaviour_03_a_bucket_lets_its_speed_through),
        cmocka_unit_test(behaviour_04_a_bucket_passes_what_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
