/* The log in memory, and what it does so that scenes can go wrong. */
#include "log_conformance.h"
#include "sim/log_memory.h"

struct memory_fixture {
    struct log_fixture fixture;
    struct log_memory *log;
};

static void settle(struct log_fixture *fixture)
{
    fixture->log->deliver(fixture->log);
}

static int open_log(void **state)
{
    static struct memory_fixture fixture;
    fixture.log = log_memory_new();
    assert_non_null(fixture.log);
    fixture.fixture = (struct log_fixture){.log = log_memory_port(fixture.log), .settle = settle};
    *state = &fixture;
    return 0;
}

static int close_log(void **state)
{
    struct memory_fixture *fixture = *state;
    log_memory_free(fixture->log);
    return 0;
}

static void memory_01_a_full_disk_refuses_and_recovers(void **state)
{
    struct memory_fixture *fixture = *state;
    struct event_log *log = fixture->fixture.log;
    assert_int_equal(append_now(&fixture->fixture, 0, 2), LOG_DONE);
    log_memory_set_disk(fixture->log, LOG_FULL);
    assert_int_equal(append_now(&fixture->fixture, 2, 2), LOG_FULL);
    assert_int_equal(put_snapshot_now(&fixture->fixture, &log->head, "x"), LOG_FULL);
    assert_int_equal(log->state, LOG_IS_FULL);
    assert_non_null(log->problem);
    assert_int_equal(check_all_events(&fixture->fixture, 1), 2); /* reading goes on */
    log_memory_set_disk(fixture->log, LOG_DONE);
    assert_int_equal(append_now(&fixture->fixture, 2, 2), LOG_DONE);
    assert_int_equal(log->state, LOG_IS_HEALTHY);
    assert_int_equal(check_all_events(&fixture->fixture, 1), 4);
}

static void memory_02_a_crash_takes_what_is_not_answered(void **state)
{
    struct memory_fixture *fixture = *state;
    struct asked asked;
    assert_int_equal(append_now(&fixture->fixture, 0, 2), LOG_DONE);
    ask_append(fixture->fixture.log, 2, 1, &asked);
    log_memory_crash(fixture->log);
    assert_int_equal(check_all_events(&fixture->fixture, 1), 2);
    assert_int_equal(asked.answers, 0);
    assert_int_equal(append_now(&fixture->fixture, 2, 1), LOG_DONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define X(name) cmocka_unit_test_setup_teardown(name, open_log, close_log),
        LOG_CONFORMANCE_CASES(X)
#undef X
            cmocka_unit_test_setup_teardown(memory_01_a_full_disk_refuses_and_recovers, open_log,
                                            close_log),
        cmocka_unit_test_setup_teardown(memory_02_a_crash_takes_what_is_not_answered, open_log,
                                        close_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
