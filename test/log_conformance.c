#include "log_conformance.h"

static uint64_t order;

static void note(struct log_call *call, const struct log_answer *answer)
{
    struct asked *asked = CONTAINER_OF(call, struct asked, call);
    asked->answers++;
    asked->order = ++order;
    asked->result = answer->result;
    asked->answer = *answer;
    asked->answer.rows = NULL;
    asked->answer.snapshot = (struct bytes){0};
    snprintf(asked->problem, sizeof(asked->problem), "%s", answer->problem ? answer->problem : "");
}

struct log_event test_event(uint64_t sequence)
{
    static const char *const types[] = {"item_started", "hand_raised", "motion_opened"};
    static char bodies[8][256];
    char *body = bodies[sequence % 8];
    int size = snprintf(body, sizeof(bodies[0]), "{\"sequence\":%llu,\"text\":\"%.*s\"}",
                        (unsigned long long)sequence, (int)(sequence * 37 % 150),
                        "Sehr geehrte Frau Präsidentin, Exzellenzen, meine Damen und Herren, wir "
                        "sind heute hier, weil das Wasser steigt und keines unserer Länder allein "
                        "einen Damm dagegen baut.");
    return (struct log_event){.time_ms = 1764061200000 + sequence * 250,
                              .type = bytes_of_text(types[sequence % COUNT_OF(types)]),
                              .body = bytes_of(body, (size_t)size)};
}

void ask_append(struct event_log *log, uint64_t expected, size_t count, struct asked *asked)
{
    struct log_event events[8];
    struct log_batch batch = {.expected = expected, .events = events, .count = count};
    assert_in_range(count, 1, COUNT_OF(events));
    for (size_t i = 0; i < count; i++) {
        events[i] = test_event(expected + 1 + i);
    }
    *asked = (struct asked){.call.answered = note};
    assert_true(log->append(log, &batch, &asked->call));
}

enum log_result append_now(struct log_fixture *fixture, uint64_t expected, size_t count)
{
    struct asked asked;
    ask_append(fixture->log, expected, count, &asked);
    fixture->settle(fixture);
    assert_int_equal(asked.answers, 1);
    return asked.result;
}

enum log_result put_snapshot_now(struct log_fixture *fixture, const struct log_head *at,
                                 const char *text)
{
    struct asked asked = {.call.answered = note};
    assert_true(fixture->log->put_snapshot(fixture->log, at, bytes_of_text(text), &asked.call));
    fixture->settle(fixture);
    assert_int_equal(asked.answers, 1);
    return asked.result;
}

/* ---- reading ---- */

struct walk {
    struct log_call call;
    struct log_head head;
    size_t row_count; /* of the last answer */
};

static void check_rows(struct log_call *call, const struct log_answer *answer)
{
    struct walk *walk = CONTAINER_OF(call, struct walk, call);
    assert_int_equal(answer->result, LOG_DONE);
    walk->row_count = answer->row_count;
    for (size_t i = 0; i < answer->row_count; i++) {
        const struct log_row *row = &answer->rows[i];
        struct log_event event = test_event(walk->head.sequence + 1);
        if (walk->head.sequence > 0 || row->head.sequence == 1) {
            assert_true(log_row_follows(&walk->head, row));
        }
        assert_int_equal(row->event.time_ms, event.time_ms);
        assert_true(bytes_equal(row->event.type, event.type));
        assert_true(bytes_equal(row->event.body, event.body));
        walk->head = row->head;
    }
}

uint64_t check_all_events(struct log_fixture *fixture, uint64_t from)
{
    struct walk walk = {.call.answered = check_rows};
    assert_int_equal(from, 1); /* the chain is checked from its beginning */
    do {
        walk.row_count = 0;
        assert_true(fixture->log->read(fixture->log, walk.head.sequence + 1, &walk.call));
        fixture->settle(fixture);
    } while (walk.row_count > 0);
    assert_true(log_head_equal(&walk.head, &fixture->log->head));
    return walk.head.sequence;
}

/* ---- the cases ---- */

void log_01_events_are_numbered_and_come_back_as_they_went_in(void **state)
{
    struct log_fixture *fixture = *state;
    static const struct log_head empty;
    assert_true(log_head_equal(&fixture->log->head, &empty));
    assert_int_equal(check_all_events(fixture, 1), 0);
    for (uint64_t i = 0; i < 20; i++) {
        assert_int_equal(append_now(fixture, i, 1), LOG_DONE);
        assert_int_equal(fixture->log->head.sequence, i + 1);
    }
    assert_int_equal(check_all_events(fixture, 1), 20);
    assert_int_equal(fixture->log->state, LOG_IS_HEALTHY);
    assert_null(fixture->log->problem);
}

void log_02_a_batch_is_appended_as_a_whole(void **state)
{
    struct log_fixture *fixture = *state;
    struct asked asked;
    assert_int_equal(append_now(fixture, 0, 2), LOG_DONE);
    ask_append(fixture->log, 2, 5, &asked);
    fixture->settle(fixture);
    assert_int_equal(asked.result, LOG_DONE);
    assert_int_equal(asked.answer.first, 3);
    assert_int_equal(asked.answer.last, 7);
    assert_int_equal(asked.answer.head.sequence, 7);
    assert_int_equal(check_all_events(fixture, 1), 7);
}

void log_03_who_expects_another_head_is_refused_and_nothing_is_written(void **state)
{
    struct log_fixture *fixture = *state;
    struct asked asked;
    assert_int_equal(append_now(fixture, 0, 3), LOG_DONE);
    assert_int_equal(append_now(fixture, 2, 1), LOG_CONFLICT);
    ask_append(fixture->log, 4, 3, &asked);
    fixture->settle(fixture);
    assert_int_equal(asked.result, LOG_CONFLICT);
    assert_int_equal(asked.answer.head.sequence, 3);
    assert_int_equal(check_all_events(fixture, 1), 3);
    assert_int_equal(append_now(fixture, 3, 1), LOG_DONE);
    assert_int_equal(check_all_events(fixture, 1), 4);
}

void log_04_decisions_may_follow_each_other_faster_than_the_disk(void **state)
{
    struct log_fixture *fixture = *state;
    static struct asked asked[300];
    struct asked wrong;
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        ask_append(fixture->log, 2 * i, 2, &asked[i]);
        if (i == 100) { /* others of its group go on */
            ask_append(fixture->log, 7, 1, &wrong);
        }
    }
    fixture->settle(fixture);
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        assert_int_equal(asked[i].result, LOG_DONE);
        assert_int_equal(asked[i].answer.last, 2 * i + 2);
    }
    assert_int_equal(wrong.result, LOG_CONFLICT);
    assert_int_equal(check_all_events(fixture, 1), 2 * COUNT_OF(asked));
}

void log_05_answers_come_in_order_and_only_in_deliver(void **state)
{
    struct log_fixture *fixture = *state;
    struct asked asked[6];
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        asked[i] = (struct asked){.call.answered = note};
    }
    ask_append(fixture->log, 0, 1, &asked[0]);
    ask_append(fixture->log, 0, 1, &asked[1]);
    assert_true(fixture->log->read(fixture->log, 1, &asked[2].call));
    ask_append(fixture->log, 1, 1, &asked[3]);
    assert_true(fixture->log->get_snapshot(fixture->log, UINT64_MAX, &asked[4].call));
    ask_append(fixture->log, 2, 1, &asked[5]);
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        assert_int_equal(asked[i].answers, 0);
    }
    fixture->settle(fixture);
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        assert_int_equal(asked[i].answers, 1);
        assert_int_equal(asked[i].order, asked[0].order + i);
    }
    assert_int_equal(asked[1].result, LOG_CONFLICT);
    assert_int_equal(asked[2].answer.row_count, 1); /* it sees what was asked for before, */
    assert_int_equal(asked[4].result, LOG_ABSENT);
    assert_int_equal(asked[5].answer.head.sequence, 3);
}

void log_06_the_chain_binds_all_of_an_event(void **state)
{
    struct log_fixture *fixture = *state;
    struct log_head empty = {0}, other = {.sequence = 0, .hash = {1}};
    struct log_event event = test_event(1), changed = event;
    assert_int_equal(append_now(fixture, 0, 1), LOG_DONE);
    struct log_row row = {.head = fixture->log->head, .event = event};
    assert_true(log_row_follows(&empty, &row));
    assert_false(log_row_follows(&other, &row));
    changed.time_ms++;
    row.event = changed;
    assert_false(log_row_follows(&empty, &row));
    changed = event;
    changed.body.size--;
    row.event = changed;
    assert_false(log_row_follows(&empty, &row));
    /* A byte that moves from the type to the body is another event. */
    changed = event;
    changed.type = bytes_of("ab", 1);
    changed.body = bytes_of("bc", 2);
    struct log_head one = log_head_after(&empty, &changed);
    changed.type = bytes_of("ab", 2);
    changed.body = bytes_of("c", 1);
    struct log_head two = log_head_after(&empty, &changed);
    assert_false(log_head_equal(&one, &two));
}

void log_07_a_long_log_is_read_in_pieces(void **state)
{
    struct log_fixture *fixture = *state;
    static struct asked asked[700];
    struct asked first = {.call.answered = note};
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        ask_append(fixture->log, 3 * i, 3, &asked[i]);
    }
    assert_true(fixture->log->read(fixture->log, 1, &first.call));
    fixture->settle(fixture);
    assert_int_equal(first.answer.row_count, LOG_READ_ROWS);
    assert_int_equal(check_all_events(fixture, 1), 3 * COUNT_OF(asked));
}

struct snapshot_wanted {
    struct log_call call;
    const char *text; /* NULL: none */
    uint64_t at;
    unsigned answers;
};

static void check_snapshot(struct log_call *call, const struct log_answer *answer)
{
    struct snapshot_wanted *wanted = CONTAINER_OF(call, struct snapshot_wanted, call);
    wanted->answers++;
    assert_int_equal(answer->result, wanted->text ? LOG_DONE : LOG_ABSENT);
    if (wanted->text) {
        assert_true(bytes_equal_text(answer->snapshot, wanted->text));
        assert_int_equal(answer->at.sequence, wanted->at);
    }
}

static void expect_snapshot(struct log_fixture *fixture, uint64_t most, const char *text,
                            uint64_t at)
{
    struct snapshot_wanted wanted = {.call.answered = check_snapshot, .text = text, .at = at};
    assert_true(fixture->log->get_snapshot(fixture->log, most, &wanted.call));
    fixture->settle(fixture);
    assert_int_equal(wanted.answers, 1);
}

void log_08_the_latest_few_snapshots_are_kept(void **state)
{
    struct log_fixture *fixture = *state;
    static const char *const texts[] = {"", "one", "two", "three", "four"};
    expect_snapshot(fixture, UINT64_MAX, NULL, 0);
    for (uint64_t i = 0; i < COUNT_OF(texts); i++) {
        assert_int_equal(put_snapshot_now(fixture, &fixture->log->head, texts[i]), LOG_DONE);
        expect_snapshot(fixture, UINT64_MAX, texts[i], 2 * i);
        assert_int_equal(append_now(fixture, 2 * i, 2), LOG_DONE);
    }
    expect_snapshot(fixture, UINT64_MAX, "four", 8);
    expect_snapshot(fixture, 7, "three", 6);
    expect_snapshot(fixture, 4, "two", 4);
    expect_snapshot(fixture, 3, NULL, 0); /* older ones are gone */
}

void log_09_a_snapshot_of_another_history_is_refused(void **state)
{
    struct log_fixture *fixture = *state;
    assert_int_equal(append_now(fixture, 0, 3), LOG_DONE);
    struct log_head head = fixture->log->head;
    head.hash[5] ^= 1;
    assert_int_equal(put_snapshot_now(fixture, &head, "forged"), LOG_CONFLICT);
    head = fixture->log->head;
    head.sequence++;
    assert_int_equal(put_snapshot_now(fixture, &head, "ahead"), LOG_CONFLICT);
    expect_snapshot(fixture, UINT64_MAX, NULL, 0);
    assert_int_equal(append_now(fixture, 3, 1), LOG_DONE);
}

static void ask_named(struct event_log *log, uint64_t expected, const struct log_event *event,
                      uint8_t name, struct asked *asked)
{
    uint8_t key[LOG_KEY_SIZE] = {name};
    struct log_batch batch = {.expected = expected, .events = event, .count = 1, .key = key};
    *asked = (struct asked){.call.answered = note};
    assert_true(log->append(log, &batch, &asked->call));
}

static enum log_result find_now(struct log_fixture *fixture, uint8_t name, struct asked *asked)
{
    uint8_t key[LOG_KEY_SIZE] = {name};
    *asked = (struct asked){.call.answered = note};
    assert_true(fixture->log->find_key(fixture->log, key, &asked->call));
    fixture->settle(fixture);
    return asked->result;
}

void log_10_a_command_sent_twice_is_done_once(void **state)
{
    struct log_fixture *fixture = *state;
    struct log_event event = test_event(1);
    struct asked first, second, third, found;
    ask_named(fixture->log, 0, &event, 7, &first);
    ask_named(fixture->log, 0, &event, 7, &second); /* in the same transaction */
    fixture->settle(fixture);
    ask_named(fixture->log, 1, &event, 7, &third);
    fixture->settle(fixture);
    assert_int_equal(first.result, LOG_DONE);
    assert_int_equal(second.result, LOG_REPEATED);
    assert_int_equal(third.result, LOG_REPEATED);
    assert_int_equal(third.answer.first, 1);
    assert_int_equal(third.answer.last, 1);
    assert_int_equal(find_now(fixture, 7, &found), LOG_DONE);
    assert_int_equal(found.answer.first, 1);
    assert_int_equal(find_now(fixture, 8, &found), LOG_ABSENT);
    assert_int_equal(check_all_events(fixture, 1), 1);
    /* One that was refused may be sent again. */
    event = test_event(2);
    ask_named(fixture->log, 5, &event, 9, &first);
    fixture->settle(fixture);
    assert_int_equal(first.result, LOG_CONFLICT);
    ask_named(fixture->log, 1, &event, 9, &first);
    fixture->settle(fixture);
    assert_int_equal(first.result, LOG_DONE);
    assert_int_equal(check_all_events(fixture, 1), 2);
}

void log_11_a_commands_name_is_forgotten_after_a_day(void **state)
{
    struct log_fixture *fixture = *state;
    struct log_event event = test_event(1);
    struct asked asked;
    ask_named(fixture->log, 0, &event, 1, &asked);
    event.time_ms += LOG_KEY_KEPT_MS;
    ask_named(fixture->log, 1, &event, 2, &asked);
    fixture->settle(fixture);
    assert_int_equal(put_snapshot_now(fixture, &fixture->log->head, "day"), LOG_DONE);
    assert_int_equal(find_now(fixture, 1, &asked), LOG_DONE);
    event.time_ms += 1;
    ask_named(fixture->log, 2, &event, 3, &asked);
    fixture->settle(fixture);
    assert_int_equal(put_snapshot_now(fixture, &fixture->log->head, "after"), LOG_DONE);
    assert_int_equal(find_now(fixture, 1, &asked), LOG_ABSENT);
    assert_int_equal(find_now(fixture, 2, &asked), LOG_DONE);
}

void log_12_the_largest_and_the_smallest_events(void **state)
{
    struct log_fixture *fixture = *state;
    static uint8_t large[LOG_BODY_MAX];
    static char long_type[LOG_TYPE_MAX + 1];
    memset(long_type, 'x', LOG_TYPE_MAX);
    for (size_t i = 0; i < sizeof(large); i++) {
        large[i] = (uint8_t)(i * 31);
    }
    struct log_event events[] = {
        {.type = bytes_of_text("x")},
        {.time_ms = INT64_MAX,
         .type = bytes_of_text(long_type),
         .body = bytes_of(large, sizeof(large))},
        {.type = bytes_of_text("y"), .body = bytes_of("\0\n\"", 3)},
    };
    struct log_batch batch = {.events = events, .count = COUNT_OF(events)};
    struct asked asked = {.call.answered = note}, read = {.call.answered = note};
    assert_true(fixture->log->append(fixture->log, &batch, &asked.call));
    assert_true(fixture->log->read(fixture->log, 1, &read.call));
    fixture->settle(fixture);
    assert_int_equal(asked.result, LOG_DONE);
    assert_int_equal(read.answer.row_count, 3);
    struct log_head head = {0};
    for (size_t i = 0; i < COUNT_OF(events); i++) {
        head = log_head_after(&head, &events[i]);
    }
    assert_true(log_head_equal(&head, &fixture->log->head));
    /* An answer has no more than LOG_READ_SIZE bytes, and the row that exceeds it. */
    for (uint64_t i = 0; i < 6; i++) {
        batch = (struct log_batch){.expected = 3 + i, .events = &events[1], .count = 1};
        assert_true(fixture->log->append(fixture->log, &batch, &asked.call));
    }
    assert_true(fixture->log->read(fixture->log, 4, &read.call));
    fixture->settle(fixture);
    assert_in_range(read.answer.row_count, 4, 5);
}

void log_13_beyond_the_head_there_is_nothing(void **state)
{
    struct log_fixture *fixture = *state;
    struct asked asked = {.call.answered = note};
    assert_int_equal(append_now(fixture, 0, 3), LOG_DONE);
    for (uint64_t from = 3; from <= 5; from++) {
        assert_true(fixture->log->read(fixture->log, from, &asked.call));
        fixture->settle(fixture);
        assert_int_equal(asked.result, LOG_DONE);
        assert_int_equal(asked.answer.row_count, from == 3 ? 1 : 0);
    }
    assert_true(fixture->log->read(fixture->log, UINT64_MAX, &asked.call));
    fixture->settle(fixture);
    assert_int_equal(asked.answer.row_count, 0);
}
