/* What every log of events must do (node/event_log.h), whatever it is made of: its test calls
 * these cases, each on an empty log.
 */
#ifndef PLENARY_TEST_LOG_CONFORMANCE_H
#define PLENARY_TEST_LOG_CONFORMANCE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "node/event_log.h"

/* *state of each case: the log, and how to wait until all is answered. */
struct log_fixture {
    struct event_log *log;
    void (*settle)(struct log_fixture *fixture);
};

#define LOG_CONFORMANCE_CASES(X)                                                                   \
    X(log_01_events_are_numbered_and_come_back_as_they_went_in)                                    \
    X(log_02_a_batch_is_appended_as_a_whole)                                                       \
    X(log_03_who_expects_another_head_is_refused_and_nothing_is_written)                           \
    X(log_04_decisions_may_follow_each_other_faster_than_the_disk)                                 \
    X(log_05_answers_come_in_order_and_only_in_deliver)                                            \
    X(log_06_the_chain_binds_all_of_an_event)                                                      \
    X(log_07_a_long_log_is_read_in_pieces)                                                         \
    X(log_08_the_latest_few_snapshots_are_kept)                                                    \
    X(log_09_a_snapshot_of_another_history_is_refused)                                             \
    X(log_10_a_command_sent_twice_is_done_once)                                                    \
    X(log_11_a_commands_name_is_forgotten_after_a_day)                                             \
    X(log_12_the_largest_and_the_smallest_events)                                                  \
    X(log_13_beyond_the_head_there_is_nothing)

#define X(name) void name(void **state);
LOG_CONFORMANCE_CASES(X)
#undef X

/* ---- for these and other tests of logs ---- */

/* One question and the answer to it. */
struct asked {
    struct log_call call;
    unsigned answers; /* how often it was answered: once, in the end */
    enum log_result result;
    struct log_answer answer; /* what it borrowed has been left out */
    char problem[512];
    uint64_t order; /* the how-manieth answer of all */
};

/* The event that stands at `sequence` in the tests' logs. Its bytes are good until the next call
 * but seven.
 */
struct log_event test_event(uint64_t sequence);
/* Ask for `count` of them to be appended after `expected`. */
void ask_append(struct event_log *log, uint64_t expected, size_t count, struct asked *asked);
/* The same, and wait. */
enum log_result append_now(struct log_fixture *fixture, uint64_t expected, size_t count);
enum log_result put_snapshot_now(struct log_fixture *fixture, const struct log_head *at,
                                 const char *text);
/* Read it all from `from`: the test's events, chained. Returns the last sequence. */
uint64_t check_all_events(struct log_fixture *fixture, uint64_t from);

#endif
