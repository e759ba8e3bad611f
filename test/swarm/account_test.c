#include <setjmp.h>
#include <stdarg.h>

#include "swarm/account.h"

#include <cmocka.h>

static struct media_tally tally;
static struct account account;

static int start(void **state)
{
    (void)state;
    memset(&tally, 0, sizeof(tally));
    account_init(&account, 7);
    return 0;
}

static void come(uint32_t from, uint32_t to) /* [from, to), of the sequence's low 16 bits */
{
    for (uint32_t i = from; i < to; i++) {
        assert_int_equal(account_packet(&account, (uint16_t)i, &tally), ACCOUNT_NEW);
    }
}

/* Nothing is missing before the first packet, nor across the wrap. */
static void account_01_all_come_over_the_wrap(void **state)
{
    (void)state;
    come(65500, 65536 + 1000);
    assert_int_equal(tally.packets, 1036);
    assert_int_equal(tally.lost + tally.repeated + tally.late, 0);
    assert_false(account_has_gap(&account));
    assert_int_equal(account.highest, 0x10000 + 65535 + 1000);
}

/* Three missing packets are lost once the window has passed them, and not before. */
static void account_02_lost_when_the_window_has_passed(void **state)
{
    (void)state;
    come(65530, 65536);
    come(65539, 65536 + 3 + ACCOUNT_WINDOW - 3);
    assert_int_equal(tally.lost, 0);
    assert_true(account_has_gap(&account));
    come(65536 + ACCOUNT_WINDOW, 65536 + ACCOUNT_WINDOW + 3);
    assert_int_equal(tally.lost, 3);
    assert_false(account_has_gap(&account));
}

/* Who was only overtaken, or was sent again, is not lost. */
static void account_03_overtaken_is_not_lost(void **state)
{
    (void)state;
    come(100, 110);
    come(111, 150);
    come(110, 111);
    come(150, 400);
    assert_int_equal(tally.lost, 0);
    assert_int_equal(tally.repeated, 0);
}

static void account_04_repeated_and_late_are_told_apart(void **state)
{
    (void)state;
    come(100, 110);
    assert_int_equal(account_packet(&account, 109, &tally), ACCOUNT_REPEATED);
    assert_int_equal(account_packet(&account, 100, &tally), ACCOUNT_REPEATED);
    come(111, 110 + ACCOUNT_WINDOW + 1);
    assert_int_equal(tally.lost, 1);
    assert_int_equal(account_packet(&account, 110, &tally), ACCOUNT_LATE);
    assert_int_equal(tally.repeated, 2);
    assert_int_equal(tally.late, 1);
}

/* A gap of any length: as many lost as numbers fell out of the window. */
static void account_05_a_long_gap(void **state)
{
    (void)state;
    for (uint32_t gap = 0; gap < 1000; gap++) {
        start(NULL);
        come(65000, 65010);
        come(65010 + gap, 65010 + gap + 2 * ACCOUNT_WINDOW);
        assert_int_equal(tally.lost, gap);
    }
}

/* What is asked for again is ascending, spares the newest and forgets the old. */
static void account_06_missing_numbers(void **state)
{
    uint16_t missing[8];
    (void)state;
    assert_int_equal(account_missing(&account, 0, 128, missing, 8), 0);
    come(65530, 65534);
    come(65535, 65537);
    come(65538, 65541); /* 65534 and 65537 (1) are missing, 65540 (4) is the newest */
    assert_int_equal(account_missing(&account, 3, 128, missing, 8), 2);
    assert_int_equal(missing[0], 65534);
    assert_int_equal(missing[1], 1);
    assert_int_equal(account_missing(&account, 4, 128, missing, 8), 1);
    assert_int_equal(missing[0], 65534);
    assert_int_equal(account_missing(&account, 3, 6, missing, 8), 1);
    assert_int_equal(missing[0], 1);
    assert_int_equal(account_missing(&account, 3, 128, missing, 1), 1);
    assert_int_equal(account_fraction_lost(&account), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(account_01_all_come_over_the_wrap, start),
        cmocka_unit_test_setup(account_02_lost_when_the_window_has_passed, start),
        cmocka_unit_test_setup(account_03_overtaken_is_not_lost, start),
        cmocka_unit_test_setup(account_04_repeated_and_late_are_told_apart, start),
        cmocka_unit_test_setup(account_05_a_long_gap, start),
        cmocka_unit_test_setup(account_06_missing_numbers, start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
