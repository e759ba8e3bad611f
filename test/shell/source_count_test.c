/* The table of connections by source, against a plain list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "shell/source_count.h"

enum { TOTAL = 200, SOURCES = 60, SHARE = 5 };

static struct address source_of(unsigned index)
{
    if (index % 2 == 0) {
        return address_of_ipv4(192, 0, 2, (uint8_t)index, 1);
    }
    struct address six = {.ip = {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, (uint8_t)index}};
    return six;
}

static void a_source_has_its_share(void **state)
{
    struct source_count sources;
    struct address one = source_of(2), other = source_of(4);
    (void)state;
    assert_true(source_count_init(&sources, TOTAL, 2, 99));
    assert_true(source_count_take(&sources, &one));
    assert_true(source_count_take(&sources, &one));
    assert_false(source_count_take(&sources, &one));
    assert_true(source_count_take(&sources, &other));
    source_count_give(&sources, &one);
    assert_true(source_count_take(&sources, &one));
    source_count_deinit(&sources);
}

static void an_ipv6_host_is_its_64(void **state)
{
    struct source_count sources;
    struct address one = source_of(1), neighbour = source_of(1), stranger = source_of(3);
    (void)state;
    neighbour.ip[15] = 77;
    assert_true(source_count_init(&sources, TOTAL, 1, 99));
    assert_true(source_count_take(&sources, &one));
    assert_false(source_count_take(&sources, &neighbour));
    assert_true(source_count_take(&sources, &stranger));
    source_count_deinit(&sources);
}

static void without_a_cap_nothing_is_counted(void **state)
{
    struct source_count sources;
    struct address one = source_of(1);
    (void)state;
    assert_true(source_count_init(&sources, TOTAL, 0, 99));
    for (int i = 0; i < 2 * TOTAL; i++) {
        assert_true(source_count_take(&sources, &one));
    }
    source_count_give(&sources, &one);
    source_count_deinit(&sources);
}

static void forgetting_gives_everybody_a_new_share(void **state)
{
    struct source_count sources;
    struct address one = source_of(2), other = source_of(4);
    (void)state;
    assert_true(source_count_init(&sources, TOTAL, 1, 99));
    assert_true(source_count_take(&sources, &one));
    assert_false(source_count_take(&sources, &one));
    assert_true(source_count_take(&sources, &other));
    source_count_clear(&sources);
    assert_true(source_count_take(&sources, &one));
    assert_false(source_count_take(&sources, &one));
    source_count_deinit(&sources);
}

/* Gaps are closed as entries go: after any history, each count is still found. */
static void it_agrees_with_a_plain_list(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 20; seed++) {
        struct source_count sources;
        unsigned counts[SOURCES] = {0}, total = 0;
        srandom(seed);
        assert_true(source_count_init(&sources, TOTAL, SHARE, seed * UINT64_C(0x9e3779b97f4a7c15)));
        for (int step = 0; step < 20000; step++) {
            unsigned index = (unsigned)random() % SOURCES;
            struct address source = source_of(index);
            if (random() % 2 == 0 && total < TOTAL) {
                bool taken = source_count_take(&sources, &source);
                assert_int_equal(taken, counts[index] < SHARE);
                counts[index] += taken;
                total += taken;
            } else if (counts[index] > 0) {
                source_count_give(&sources, &source);
                counts[index]--;
                total--;
            }
        }
        for (unsigned i = 0; i < SOURCES; i++) {
            struct address source = source_of(i);
            for (; counts[i] > 0; counts[i]--) {
                source_count_give(&sources, &source); /* asserts that it is there */
            }
        }
        source_count_deinit(&sources);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_source_has_its_share),
        cmocka_unit_test(an_ipv6_host_is_its_64),
        cmocka_unit_test(without_a_cap_nothing_is_counted),
        cmocka_unit_test(forgetting_gives_everybody_a_new_share),
        cmocka_unit_test(it_agrees_with_a_plain_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
