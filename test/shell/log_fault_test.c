/* The log on a disk that fails: at every operation of a scenario in turn, once and for good,
 * with errors and without power. What was acknowledged is there afterwards, the chain holds, and
 * the log goes on.
 */
#include <errno.h>
#include <poll.h>

#include "fault_vfs.h"
#include "log_directory.h"
#include "sim/random.h"

enum { ROUNDS = 4, STATE_SIZE = 20000, LARGE_STATE_SIZE = 1400000 };

/* What a scenario knows at its end. */
struct outcome {
    uint64_t acknowledged; /* the last sequence that was answered LOG_DONE */
    unsigned refused;      /* writes that were answered LOG_FULL or LOG_FAILED */
    unsigned unexpected;   /* answers that the fault does not explain */
    bool opened;
};

static void count(struct outcome *outcome, const struct asked *asked, enum log_result failure)
{
    if (asked->result == LOG_DONE) {
        outcome->acknowledged = MAX(outcome->acknowledged, asked->answer.last);
    } else if (asked->result == LOG_FULL || asked->result == LOG_FAILED) {
        outcome->refused++;
        outcome->unexpected += failure != LOG_DONE && asked->result != failure;
        assert_string_not_equal(asked->problem, "");
    } else {
        /* It built upon one that failed. */
        outcome->unexpected += asked->result != LOG_CONFLICT;
    }
}

/* Open, append, three at once, keep snapshots, close; twice. `failure`: as what a fault must be
 * answered, LOG_DONE for as any.
 */
static struct outcome play(struct log_directory *directory, size_t state_size,
                           enum log_result failure)
{
    static char state[LARGE_STATE_SIZE + 1];
    struct outcome outcome = {0};
    memset(state, 's', state_size);
    state[state_size] = '\0';
    for (size_t session = 0; session < 2; session++) {
        char problem[LOG_STORE_PROBLEM_MAX] = "";
        if (!log_directory_try_open(directory, problem)) {
            assert_string_not_equal(problem, "");
            continue;
        }
        outcome.opened = true;
        struct log_fixture *fixture = &directory->fixture;
        for (size_t round = 0; round < ROUNDS; round++) {
            struct asked asked[3];
            uint64_t head = fixture->log->head.sequence;
            for (size_t i = 0; i < COUNT_OF(asked); i++) {
                ask_append(fixture->log, head + 3 * i, 3, &asked[i]);
            }
            fixture->settle(fixture);
            for (size_t i = 0; i < COUNT_OF(asked); i++) {
                assert_int_equal(asked[i].answers, 1);
                count(&outcome, &asked[i], failure);
            }
            enum log_result kept = put_snapshot_now(fixture, &fixture->log->head, state);
            assert_true(kept == LOG_DONE || kept == LOG_FULL || kept == LOG_FAILED);
            outcome.refused += kept != LOG_DONE;
        }
        log_directory_close(directory);
    }
    return outcome;
}

/* After the fault: all that was acknowledged is there, chained, and the log goes on. */
static void check_sound(struct log_directory *directory, const struct outcome *outcome)
{
    log_directory_open(directory);
    struct log_fixture *fixture = &directory->fixture;
    uint64_t head = check_all_events(fixture, 1);
    assert_true(head >= outcome->acknowledged);
    assert_int_equal(head % 3, 0); /* batches are whole */
    assert_int_equal(append_now(fixture, head, 3), LOG_DONE);
    assert_int_equal(check_all_events(fixture, 1), head + 3);
    assert_int_equal(fixture->log->state, LOG_IS_HEALTHY);
    log_directory_close(directory);
}

static unsigned operations_of_play(size_t state_size)
{
    struct log_directory directory;
    log_directory_make(&directory);
    fault_vfs_reset();
    struct outcome outcome = play(&directory, state_size, LOG_DONE);
    unsigned operations = fault_vfs_operations();
    assert_int_equal(outcome.acknowledged, 2 * ROUNDS * 9);
    assert_int_equal(outcome.refused, 0);
    check_sound(&directory, &outcome);
    log_directory_remove(&directory);
    assert_true(operations > 100);
    return operations;
}

static void fail_everywhere(int error, unsigned fail_count, enum log_result failure)
{
    unsigned operations = operations_of_play(STATE_SIZE), with_refusals = 0;
    for (unsigned nth = 1; nth <= operations; nth++) {
        struct log_directory directory;
        log_directory_make(&directory);
        fault_vfs_reset();
        fault_vfs_fail(nth, fail_count, error);
        struct outcome outcome = play(&directory, STATE_SIZE, failure);
        assert_int_equal(outcome.unexpected, 0);
        with_refusals += outcome.refused > 0 || !outcome.opened;
        fault_vfs_reset();
        check_sound(&directory, &outcome);
        log_directory_remove(&directory);
    }
    assert_true(with_refusals > operations / 3); /* the others are checkpoints, tried again later */
}

static void fault_01_one_write_finds_no_space(void **state)
{
    (void)state;
    fail_everywhere(ENOSPC, 1, LOG_FULL);
}

static void fault_02_the_disk_stays_full(void **state)
{
    (void)state;
    fail_everywhere(ENOSPC, UINT32_MAX, LOG_FULL);
}

static void fault_03_one_write_fails(void **state)
{
    (void)state;
    fail_everywhere(EIO, 1, LOG_FAILED);
}

static void fault_04_the_disk_is_broken(void **state)
{
    (void)state;
    fail_everywhere(EIO, UINT32_MAX, LOG_FAILED);
}

/* True when the play came that far. How much the writer puts at once depends on when it is woken,
 * so that a play may have fewer operations than the one that was counted: then the power goes after
 * it.
 */
static bool cut_power_at(unsigned nth, size_t state_size, uint64_t seed)
{
    struct log_directory directory;
    log_directory_make(&directory);
    fault_vfs_reset();
    fault_vfs_cut_power(nth);
    struct outcome outcome = play(&directory, state_size, LOG_DONE);
    bool is_cut = !fault_vfs_has_power();
    fault_vfs_restore_power(seed);
    check_sound(&directory, &outcome);
    log_directory_remove(&directory);
    return is_cut;
}

static void fault_05_the_power_goes_at_every_operation(void **state)
{
    unsigned operations = operations_of_play(STATE_SIZE), cut = 0;
    (void)state;
    for (unsigned nth = 1; nth <= operations; nth++) {
        cut += cut_power_at(nth, STATE_SIZE, nth);
        cut += cut_power_at(nth, STATE_SIZE, nth + 100000);
    }
    assert_true(cut > operations); /* of twice as many */
}

/* With states so large that the WAL is moved into the database, and begun anew, in between. */
static void fault_06_the_power_goes_in_and_around_checkpoints(void **state)
{
    enum { CUTS = 40 };
    unsigned operations = operations_of_play(LARGE_STATE_SIZE), cut = 0;
    struct sim_random random;
    (void)state;
    sim_random_init(&random, 6);
    for (size_t i = 0; i < CUTS; i++) {
        unsigned nth = 1 + (unsigned)(sim_random_draw(&random) % operations);
        cut += cut_power_at(nth, LARGE_STATE_SIZE, i);
    }
    assert_true(cut > CUTS / 2);
}

/* Nobody appends, and the log finds out by itself that there is space again. */
static void fault_07_a_full_log_recovers_by_itself(void **state)
{
    struct log_directory directory;
    (void)state;
    log_directory_make(&directory);
    fault_vfs_reset();
    log_directory_open(&directory);
    struct event_log *log = directory.fixture.log;
    assert_int_equal(append_now(&directory.fixture, 0, 3), LOG_DONE);
    fault_vfs_fail(1, UINT32_MAX, ENOSPC);
    assert_int_equal(append_now(&directory.fixture, 3, 3), LOG_FULL);
    assert_int_equal(log->state, LOG_IS_FULL);
    assert_non_null(strstr(log->problem, "full"));
    assert_int_equal(check_all_events(&directory.fixture, 1), 3); /* reading goes on */
    struct pollfd fd = {.fd = log_sqlite_fd(directory.log), .events = POLLIN};
    assert_int_equal(poll(&fd, 1, 1500), 0); /* it has tried, and it is still full */
    fault_vfs_mend();
    assert_int_equal(poll(&fd, 1, 10000), 1);
    log->deliver(log);
    assert_int_equal(log->state, LOG_IS_HEALTHY);
    assert_null(log->problem);
    assert_int_equal(append_now(&directory.fixture, 3, 3), LOG_DONE);
    log_directory_close(&directory);
    log_directory_remove(&directory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fault_01_one_write_finds_no_space),
        cmocka_unit_test(fault_02_the_disk_stays_full),
        cmocka_unit_test(fault_03_one_write_fails),
        cmocka_unit_test(fault_04_the_disk_is_broken),
        cmocka_unit_test(fault_05_the_power_goes_at_every_operation),
        cmocka_unit_test(fault_06_the_power_goes_in_and_around_checkpoints),
        cmocka_unit_test(fault_07_a_full_log_recovers_by_itself),
    };
    fault_vfs_install();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
