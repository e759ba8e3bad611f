/* A summit on a log in memory: what is acknowledged, what is seen, and what a crash leaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>

#include "node/summit_bulk.h"
#include "sim/log_memory.h"
#include "sim/random.h"
#include "sim/seal_memory.h"
#include "summit/snapshot.h"

struct world {
    struct log_memory *log;
    struct seal_memory keys;
    struct sim_random random;
    int64_t now_ms;
    void *memory;
    struct summit_host *host;
    uint64_t present[1];
    uint32_t event_count; /* told as they happened */
};

struct asked {
    struct host_call call;
    int count, status;
    uint64_t sequence;
    char code[32], events[1024];
};

static struct codec_scratch scratch;
static struct world world;

static int64_t now_ms(void *context)
{
    (void)context;
    return world.now_ms;
}

static struct presence presence(void *context)
{
    (void)context;
    return (struct presence){world.present, 1};
}

static void zero(void *context, void *memory, size_t size)
{
    (void)context;
    memset(memory, 0, size);
}

static void event(void *context, const struct summit_state *before, const struct summit_event *at)
{
    (void)context;
    assert_int_equal(at->sequence, before->sequence + 1);
    world.event_count++;
}

static void effects(void *context, const struct effect *at, uint32_t count)
{
    (void)context, (void)at, (void)count;
}

static void deliver(void)
{
    struct event_log *log = log_memory_port(world.log);
    for (int i = 0; i < 100; i++) {
        log->deliver(log);
    }
}

static void start(void)
{
    const struct host_ports ports = {.log = log_memory_port(world.log),
                                     .keys = &world.keys.port,
                                     .random = &world.random.source,
                                     .now_ms = now_ms,
                                     .presence = presence,
                                     .zero = zero,
                                     .event = event,
                                     .effects = effects};
    free(world.memory);
    world.memory = aligned_alloc(4096, (summit_host_memory_size() + 4095) & ~(size_t)4095);
    assert_non_null(world.memory);
    memset(world.memory, 0, summit_host_memory_size());
    world.host = summit_host_init(world.memory, &ports);
    deliver();
    assert_int_equal(world.host->phase, HOST_RUNS);
}

static int set_up(void **state)
{
    (void)state;
    world.log = log_memory_new();
    world.now_ms = 1800000000000;
    seal_memory_init(&world.keys);
    sim_random_init(&world.random, 1);
    start();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    log_memory_free(world.log);
    free(world.memory);
    world.memory = NULL;
    return 0;
}

static void answered(struct host_call *call, const struct host_answer *answer)
{
    struct asked *asked = CONTAINER_OF(call, struct asked, call);
    asked->count++;
    asked->status = reason_status(answer->refusal.reason);
    asked->sequence = answer->sequence;
    snprintf(asked->events, sizeof(asked->events), "%.*s", (int)answer->events.size,
             answer->events.size ? (const char *)answer->events.data : "");
    snprintf(asked->code, sizeof(asked->code), "%s",
             refusal_code(reason_refusal(answer->refusal.reason)));
}

static void ask_as(struct actor actor, const char *text, const uint8_t *key, struct asked *asked)
{
    struct summit_command command;
    const char *problem = command_parse(&scratch, bytes_of_text(text), &command);
    assert_null(problem);
    *asked = (struct asked){.call.answered = answered};
    summit_host_ask(world.host, &actor, &command, key, &asked->call);
}

static void ask(const char *text, struct asked *asked)
{
    ask_as((struct actor){.kind = ACTOR_OPERATOR}, text, NULL, asked);
}

#define ROOM(slug) "{\"command\":\"room_add\",\"slug\":\"" slug "\",\"name\":{\"en\":\"" slug "\"}}"
#define SUMMIT                                                                                     \
    "{\"command\":\"summit_edit\",\"name\":{\"en\":\"Water\"},\"time_zone\":\"UTC\","              \
    "\"languages\":[\"en\"]}"

static void test_1_nothing_is_seen_or_acknowledged_before_it_is_durable(void **state)
{
    struct asked first, second;
    (void)state;
    ask(SUMMIT, &first);
    ask(ROOM("hall"), &second);
    assert_int_equal(first.count + second.count, 0);
    assert_int_equal(world.host->durable->sequence, 0);
    assert_int_equal(world.host->decided->sequence, 2);
    deliver();
    assert_int_equal(first.status, 200);
    assert_int_equal(second.status, 200);
    assert_int_equal(second.sequence, 2);
    assert_int_equal(world.host->durable->sequence, 2);
}

static void test_2_a_crash_takes_what_was_not_acknowledged_and_nothing_else(void **state)
{
    struct asked first, second;
    (void)state;
    ask(SUMMIT, &first);
    deliver();
    uint64_t before = summit_state_hash(world.host->durable);
    ask(ROOM("hall"), &second);
    log_memory_crash(world.log);
    start();
    assert_int_equal(second.count, 0);
    assert_int_equal(summit_state_hash(world.host->durable), before);
    assert_int_equal(summit_state_hash(world.host->decided), before);
}

static void test_3_a_full_disk_is_a_clean_refusal_and_then_it_goes_on(void **state)
{
    struct asked first, second, third;
    (void)state;
    ask(SUMMIT, &first);
    deliver();
    log_memory_set_disk(world.log, LOG_FULL);
    ask(ROOM("hall"), &second);
    deliver();
    assert_int_equal(second.status, 507);
    assert_int_equal(world.host->durable->sequence, 1);
    log_memory_set_disk(world.log, LOG_DONE);
    ask(ROOM("hall"), &third);
    deliver();
    assert_int_equal(third.status, 200);
    assert_int_equal(third.sequence, 2);
}

static void test_4_a_key_does_a_command_once_also_across_a_crash(void **state)
{
    const uint8_t key[LOG_KEY_SIZE] = {7};
    const struct actor asker = {.kind = ACTOR_OPERATOR};
    struct asked first, twin, later;
    (void)state;
    ask_as(asker, SUMMIT, key, &first);
    ask_as(asker, SUMMIT, key, &twin);
    deliver();
    assert_int_equal(first.sequence, 1);
    assert_int_equal(twin.status, 200);
    assert_int_equal(twin.sequence, 1);
    assert_non_null(strstr(first.events, "\"event\":\"summit_edited\",\"sequence\":1,"));
    assert_string_equal(twin.events, first.events);
    ask(ROOM("hall"), &later);
    deliver();
    start();
    ask_as(asker, SUMMIT, key, &later);
    deliver();
    assert_int_equal(later.sequence, 1);
    assert_string_equal(later.events, first.events);
    assert_int_equal(world.host->durable->sequence, 2);
    assert_int_equal(summit_state_hash(world.host->durable),
                     summit_state_hash(world.host->decided));
}

/* Another writer was faster: what it wrote is read, and the command is decided upon it. */
static void test_5_a_conflict_is_read_and_decided_again(void **state)
{
    struct event_log *log = log_memory_port(world.log);
    static const char other[] = "{\"event\":\"summit_edited\",\"sequence\":1,\"summit\":1,"
                                "\"name\":{\"en\":\"Other\"},\"time_zone\":\"UTC\","
                                "\"languages\":[\"en\"]}";
    const struct log_event event = {.type = bytes_of_text("summit_edited"),
                                    .body = bytes_of_text(other)};
    const struct log_batch batch = {0, &event, 1, NULL};
    struct asked asked;
    (void)state;
    assert_true(log->append(log, &batch, &world.host->put_snapshot));
    ask(SUMMIT, &asked);
    deliver();
    assert_int_equal(asked.count, 1);
    assert_int_equal(asked.status, 200);
    assert_int_equal(asked.sequence, 2);
    assert_int_equal(world.host->decided->sequence, 2);
}

static void test_6_a_forged_actor_is_refused(void **state)
{
    struct asked asked;
    (void)state;
    ask_as((struct actor){.kind = ACTOR_PERSON, .person = 9}, SUMMIT, NULL, &asked);
    assert_int_equal(asked.status, 403);
    assert_string_equal(asked.code, "not_allowed");
    ask_as((struct actor){.kind = ACTOR_STRANGER}, SUMMIT, NULL, &asked);
    assert_int_equal(asked.status, 403);
    assert_int_equal(world.host->decided->sequence, 0);
}

/* ---- secret votes: the log has the voters and, sealed, the sum ---- */

static void must(const char *text)
{
    struct asked asked;
    ask(text, &asked);
    deliver();
    assert_int_equal(asked.status, 200);
}

/* Motion 1, open, for three locations of the weights 3, 1 and 2 with a delegate each. */
static void open_secret_vote(void)
{
    must(SUMMIT);
    must(ROOM("hall"));
    for (int i = 0; i < 3; i++) {
        char text[160];
        snprintf(text, sizeof(text),
                 "{\"command\":\"location_add\",\"name\":\"L%d\",\"country\":\"KE\",\"weight\":%d}",
                 i, (int[]){3, 1, 2}[i]);
        must(text);
        snprintf(
            text, sizeof(text),
            "{\"command\":\"person_add\",\"name\":\"P%d\",\"role\":\"delegate\",\"location\":%d}",
            i, i + 1);
        must(text);
    }
    must(
        "{\"command\":\"motion_add\",\"room\":1,\"title\":{\"en\":\"Wells\"},\"mode\":\"secret\"}");
    must("{\"command\":\"motion_open\",\"motion\":1}");
}

static void cast(uint32_t person, int choice, struct asked *asked)
{
    char text[80];
    snprintf(text, sizeof(text), "{\"command\":\"ballot_cast\",\"motion\":1,\"choice\":%d}",
             choice);
    ask_as((struct actor){.kind = ACTOR_PERSON, .person = person}, text, NULL, asked);
}

static void seal_box(void)
{
    world.now_ms += BALLOT_BOX_WAIT_MS;
    summit_host_tick(world.host);
    deliver();
}

static const struct summit_motion *motion(void)
{
    return state_motion(world.host->durable, 1);
}

static void test_7_an_acknowledged_secret_ballot_outlives_a_crash(void **state)
{
    struct asked first, second, third;
    (void)state;
    open_secret_vote();
    cast(1, 0, &first);
    assert_int_equal(first.count, 0);
    seal_box(); /* alone: no need to wait for others */
    assert_int_equal(first.status, 200);
    assert_int_equal(motion()->cast_weight, 3);
    assert_int_equal(motion()->tally.at[0], 0);
    cast(2, 1, &second);
    log_memory_crash(world.log);
    start();
    cast(2, 1, &second);
    seal_box();
    cast(3, 0, &third);
    must("{\"command\":\"motion_close\",\"motion\":1}");
    assert_int_equal(second.status, 200);
    assert_int_equal(third.status, 200);
    assert_int_equal(motion()->tally.at[0], 5);
    assert_int_equal(motion()->tally.at[1], 1);
    assert_int_equal(world.keys.keys[0].number, 0); /* destroyed */
    uint64_t before = summit_state_hash(world.host->durable);
    start(); /* the log alone makes the same of it */
    assert_int_equal(summit_state_hash(world.host->durable), before);
}

static void test_8_what_the_disk_refused_is_not_counted(void **state)
{
    struct asked first, second, third;
    (void)state;
    open_secret_vote();
    cast(1, 0, &first);
    log_memory_set_disk(world.log, LOG_FULL);
    seal_box();
    assert_int_equal(first.status, 507);
    log_memory_set_disk(world.log, LOG_DONE);
    world.keys.keys[0].number = 0;
    world.keys.is_full = true;
    cast(1, 1, &second);
    seal_box();
    assert_int_equal(second.status, 507);
    world.keys.is_full = false;
    cast(1, 1, &third);
    must("{\"command\":\"motion_close\",\"motion\":1}");
    assert_int_equal(third.status, 200);
    assert_int_equal(motion()->tally.at[0], 0);
    assert_int_equal(motion()->tally.at[1], 3);
}

static void test_9_without_its_key_a_vote_is_withdrawn_and_nothing_breaks(void **state)
{
    struct asked first, second, closed;
    (void)state;
    open_secret_vote();
    cast(1, 0, &first);
    seal_box();
    world.keys.port.destroy(&world.keys.port, 1);
    cast(2, 0, &second);
    seal_box();
    assert_int_equal(second.status, 409);
    ask("{\"command\":\"motion_close\",\"motion\":1}", &closed);
    deliver();
    assert_int_equal(closed.status, 409);
    cast(2, 0, &second); /* in the box when the motion ends */
    must("{\"command\":\"motion_withdraw\",\"motion\":1}");
    assert_int_equal(second.status, 409);
    assert_int_equal(world.host->phase, HOST_RUNS);
}

/* Asked twice while the disk is busy: the second one changes nothing, and is answered no sooner. */
static void test_10_what_is_so_already_is_acknowledged_when_it_is_durable(void **state)
{
    struct asked first, second;
    (void)state;
    must(SUMMIT);
    must(ROOM("hall"));
    must("{\"command\":\"location_add\",\"name\":\"K\",\"country\":\"KE\",\"weight\":1}");
    must("{\"command\":\"motion_add\",\"room\":1,\"title\":{\"en\":\"Wells\"}}");
    ask("{\"command\":\"motion_open\",\"motion\":1}", &first);
    ask("{\"command\":\"motion_open\",\"motion\":1}", &second);
    assert_int_equal(first.count + second.count, 0);
    log_memory_set_disk(world.log, LOG_FULL);
    deliver();
    assert_int_equal(first.status, 507);
    assert_int_equal(second.status, 507);
    log_memory_set_disk(world.log, LOG_DONE);
    ask("{\"command\":\"motion_open\",\"motion\":1}", &first);
    ask("{\"command\":\"motion_open\",\"motion\":1}", &second);
    assert_int_equal(second.count, 0);
    deliver();
    assert_int_equal(first.status, 200);
    assert_int_equal(second.status, 200);
    assert_int_equal(second.sequence, first.sequence);
    assert_int_equal(world.host->wait_count, 0);
}

/* ---- many as one ---- */

static void must_add(const char *text, uint32_t *id)
{
    struct summit_command command;
    const char *problem = command_parse(&scratch, bytes_of_text(text), &command);
    assert_null(problem);
    const struct refusal *refusal =
        summit_bulk_add(world.host, &(struct actor){.kind = ACTOR_OPERATOR}, &command, id);
    assert_string_equal(refusal ? refusal->sentence : "", "");
}

#define HASH_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void add_some(uint32_t ids[3])
{
    assert_null(summit_bulk_begin(world.host));
    must_add("{\"command\":\"location_add\",\"name\":\"Kenya\",\"country\":\"KE\"}", &ids[0]);
    must_add("{\"command\":\"person_add\",\"name\":\"Kip\",\"location\":1}", &ids[1]);
    must_add("{\"command\":\"invitation_issue\",\"person\":1,\"secret_hash\":\"" HASH_A
             "\",\"expires_ms\":1900000000000}",
             &ids[2]);
}

static void test_11_many_are_one_append(void **state)
{
    struct asked asked = {.call.answered = answered}, after;
    uint32_t ids[3];
    (void)state;
    must(SUMMIT);
    add_some(ids);
    summit_bulk_end(world.host, BULK_COMMIT, &asked.call);
    assert_non_null(summit_bulk_begin(world.host)); /* one at a time */
    ask(ROOM("hall"), &after);                      /* decided upon them */
    assert_int_equal(asked.count, 0);
    assert_int_equal(world.host->durable->sequence, 1);
    deliver();
    assert_int_equal(asked.status, 200);
    assert_int_equal(asked.sequence, 4);
    assert_int_equal(after.sequence, 5);
    assert_int_equal(ids[0] + ids[1] + ids[2], 3);
    assert_int_equal(summit_state_hash(world.host->durable),
                     summit_state_hash(world.host->decided));
    uint64_t before = summit_state_hash(world.host->durable);
    start();
    assert_int_equal(summit_state_hash(world.host->durable), before);
}

static void test_12_taken_back_nothing_is_left(void **state)
{
    struct asked asked;
    uint32_t ids[3];
    (void)state;
    must(SUMMIT);
    uint64_t before = summit_state_hash(world.host->decided);
    for (int i = 0; i < 3; i++) {
        add_some(ids);
        assert_int_equal(summit_bulk_count(world.host), 3);
        summit_bulk_end(world.host, BULK_UNDO, NULL);
        assert_int_equal(summit_state_hash(world.host->decided), before);
    }
    must(
        "{\"command\":\"person_add\",\"name\":\"Ada\"}"); /* the id is free, and so is the secret */
    ask("{\"command\":\"invitation_issue\",\"person\":1,\"secret_hash\":\"" HASH_A
        "\",\"expires_ms\":1900000000000}",
        &asked);
    deliver();
    assert_int_equal(asked.status, 200);
}

static void test_13_a_full_disk_takes_none_of_many(void **state)
{
    struct asked asked = {.call.answered = answered};
    uint32_t ids[3];
    (void)state;
    must(SUMMIT);
    uint64_t before = summit_state_hash(world.host->durable);
    log_memory_set_disk(world.log, LOG_FULL);
    add_some(ids);
    summit_bulk_end(world.host, BULK_COMMIT, &asked.call);
    deliver();
    assert_int_equal(asked.status, 507);
    log_memory_set_disk(world.log, LOG_DONE);
    assert_int_equal(summit_state_hash(world.host->decided), before);
    assert_null(summit_bulk_begin(world.host));
    summit_bulk_end(world.host, BULK_UNDO, NULL);
    must(ROOM("hall"));
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(test_1_nothing_is_seen_or_acknowledged_before_it_is_durable),
        CASE(test_2_a_crash_takes_what_was_not_acknowledged_and_nothing_else),
        CASE(test_3_a_full_disk_is_a_clean_refusal_and_then_it_goes_on),
        CASE(test_4_a_key_does_a_command_once_also_across_a_crash),
        CASE(test_5_a_conflict_is_read_and_decided_again),
        CASE(test_6_a_forged_actor_is_refused),
        CASE(test_7_an_acknowledged_secret_ballot_outlives_a_crash),
        CASE(test_8_what_the_disk_refused_is_not_counted),
        CASE(test_9_without_its_key_a_vote_is_withdrawn_and_nothing_breaks),
        CASE(test_10_what_is_so_already_is_acknowledged_when_it_is_durable),
        CASE(test_11_many_are_one_append),
        CASE(test_12_taken_back_nothing_is_left),
        CASE(test_13_a_full_disk_takes_none_of_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
