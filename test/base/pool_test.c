/* The pool: each object out once, and memory touched only as it is needed. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/pool.h"

#include <cmocka.h>

enum { COUNT = 8, SIZE = 48 };

static _Alignas(16) uint8_t memory[COUNT * SIZE];
static struct pool pool;

static int setup(void **state)
{
    (void)state;
    memset(memory, 0, sizeof(memory));
    pool_init(&pool, memory, SIZE, COUNT);
    return 0;
}

#define CASE(name) cmocka_unit_test_setup(name, setup)

static void pool_01_gives_each_object_once(void **state)
{
    (void)state;
    void *objects[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        objects[i] = pool_take(&pool);
        assert_ptr_equal(objects[i], memory + i * SIZE);
        memset(objects[i], 0xff, SIZE);
    }
    assert_null(pool_take(&pool));
    assert_int_equal(pool.used, COUNT);
    pool_give(&pool, objects[3]);
    pool_give(&pool, objects[5]);
    assert_int_equal(pool.used, COUNT - 2);
    assert_ptr_equal(pool_take(&pool), objects[5]);
    assert_ptr_equal(pool_take(&pool), objects[3]);
    assert_null(pool_take(&pool));
}

static void pool_02_memory_is_touched_as_it_is_taken(void **state)
{
    (void)state;
    static const uint8_t untouched[SIZE];
    void *object = pool_take(&pool);
    for (size_t i = 0; i < 100; i++) {
        memset(object, 0xff, SIZE);
        pool_give(&pool, object);
        assert_ptr_equal(pool_take(&pool), object);
    }
    assert_int_equal(pool.fresh, 1);
    for (size_t i = 1; i < COUNT; i++) {
        assert_memory_equal(memory + i * SIZE, untouched, SIZE);
    }
}

static void pool_03_any_order_of_taking_and_giving(void **state)
{
    (void)state;
    void *out[COUNT];
    size_t count = 0;
    uint32_t seed = 1;
    for (size_t step = 0; step < 10000; step++) {
        seed = seed * 1664525 + 1013904223;
        if ((seed >> 24 & 1) != 0 && count > 0) {
            size_t at = (seed >> 25) % count;
            uint8_t filled[SIZE];
            memset(filled, (int)(((uint8_t *)out[at] - memory) / SIZE), SIZE);
            assert_memory_equal(out[at], filled, SIZE); /* nobody else had it */
            pool_give(&pool, out[at]);
            out[at] = out[--count];
        } else if (count < COUNT) {
            out[count] = pool_take(&pool);
            assert_non_null(out[count]);
            memset(out[count], (int)(((uint8_t *)out[count] - memory) / SIZE), SIZE);
            count++;
        }
        assert_int_equal(pool.used, count);
    }
}

/* Does a child that gives these back end by the assertion? */
static bool is_caught(void *first, void *second)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        (void)!freopen("/dev/null", "w", stderr);
        pool_give(&pool, first);
        pool_give(&pool, second);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status);
}

static void pool_04_twice_or_foreign_is_caught(void **state)
{
    (void)state;
    uint8_t foreign[SIZE] = {0};
    void *one = pool_take(&pool), *other = pool_take(&pool), *third = pool_take(&pool);
    assert_non_null(third);
    assert_false(is_caught(one, other));
    assert_true(is_caught(one, one));
    assert_true(is_caught(one, (uint8_t *)other + 1));
    assert_true(is_caught(one, foreign));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(pool_01_gives_each_object_once),
        CASE(pool_02_memory_is_touched_as_it_is_taken),
        CASE(pool_03_any_order_of_taking_and_giving),
        CASE(pool_04_twice_or_foreign_is_caught),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
