#include "support.h"

#include "summit/ballot.h"
#include "summit/ballot_box.h"

#define CASE(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

static const struct summit_motion *motion_of(struct world *world)
{
    return state_motion(world->state, 1);
}

/* Motion 1, open. */
static void open_motion(struct world *world, const char *members)
{
    must(world, MODERATOR, "{\"command\":\"motion_add\",\"room\":1,\"title\":{\"en\":\"Wells\"}%s}",
         members);
    must(world, MODERATOR, "{\"command\":\"motion_open\",\"motion\":1}");
}

static enum summit_refusal cast(struct world *world, uint32_t person, int choice)
{
    return ask(world, person, "{\"command\":\"ballot_cast\",\"motion\":1,\"choice\":%d}", choice);
}

static void motion_01_a_roll_call_by_weight(void **state)
{
    WORLD(state);
    open_motion(world, "");
    assert_int_equal(motion_of(world)->entitled_weight, 6);
    assert_int_equal(cast(world, KENYA, 0), REFUSED_NOT);
    assert_int_equal(cast(world, CHILE, 1), REFUSED_NOT);
    assert_has(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0), "\"votes\":[3,1,0]");
    must(world, MODERATOR, "{\"command\":\"motion_close\",\"motion\":1}");
    assert_int_equal(motion_of(world)->outcome, SUMMIT_OUTCOME_CARRIED);
    assert_int_equal(motion_of(world)->present_weight, 4);
    int64_t votes[SUMMIT_CHOICES_MAX];
    ballot_recount(world->state, motion_of(world), votes);
    assert_memory_equal(votes, motion_of(world)->tally.at, 3 * sizeof(*votes));
    assert_int_equal(cast(world, KENYA, 0), REFUSED_NOT); /* sent again */
    assert_int_equal(cast(world, KENYA, 1), REFUSED_CONFLICT);
}

static void motion_02_one_ballot_however_often_it_is_sent(void **state)
{
    WORLD(state);
    open_motion(world, "");
    assert_int_equal(cast(world, KENYA, 0), REFUSED_NOT);
    assert_int_equal(world->decision.event_count, 1);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(cast(world, KENYA, 0), REFUSED_NOT);
        assert_int_equal(world->decision.event_count, 0);
    }
    assert_int_equal(cast(world, KENYA, 1), REFUSED_CONFLICT);
    assert_int_equal(motion_of(world)->cast_count, 1);
}

static void motion_03_who_may_vote(void **state)
{
    WORLD(state);
    must(world, MODERATOR, "{\"command\":\"motion_add\",\"room\":1,\"title\":{\"en\":\"Wells\"}}");
    assert_int_equal(cast(world, KENYA, 0), REFUSED_CONFLICT); /* not open */
    must(world, MODERATOR, "{\"command\":\"motion_open\",\"motion\":1}");
    assert_int_equal(cast(world, VIEWER, 0), REFUSED_NOT_ALLOWED);
    assert_int_equal(cast(world, SPEAKER, 0), REFUSED_NOT_ALLOWED); /* of no location */
    assert_int_equal(cast(world, OPERATOR, 0), REFUSED_NOT_ALLOWED);
    assert_int_equal(cast(world, KENYA, 3), REFUSED_INVALID);
    assert_int_equal(
        ask(world, KENYA, "{\"command\":\"ballot_cast\",\"motion\":1,\"choice\":0,\"location\":2}"),
        REFUSED_NOT_ALLOWED);
    assert_int_equal(ask(world, MODERATOR,
                         "{\"command\":\"location_edit\",\"location\":1,\"name\":\"Kenya\","
                         "\"country\":\"KE\",\"weight\":9}"),
                     REFUSED_CONFLICT);
}

static void motion_04_proxies(void **state)
{
    WORLD(state);
    must(world, CHILE, "{\"command\":\"proxy_give\",\"proxy\":1}");
    assert_int_equal(ask(world, KENYA, "{\"command\":\"proxy_give\",\"proxy\":3}"),
                     REFUSED_CONFLICT);
    assert_int_equal(ask(world, KENYA, "{\"command\":\"proxy_give\",\"location\":2,\"proxy\":3}"),
                     REFUSED_NOT_ALLOWED);
    open_motion(world, "");
    assert_has(own_view_of(world, KENYA, 1),
               "\"ballots\":[{\"motion\":1,\"location\":1,\"cast\":false},{\"motion\":1,"
               "\"location\":2,\"cast\":false}]");
    assert_has(own_view_of(world, CHILE, 1), "\"ballots\":[]");
    assert_int_equal(cast(world, CHILE, 0), REFUSED_CONFLICT);
    must(world, KENYA, "{\"command\":\"ballot_cast\",\"motion\":1,\"choice\":1,\"location\":2}");
    must(world, CHILE, "{\"command\":\"proxy_revoke\"}");
    assert_int_equal(cast(world, CHILE, 0), REFUSED_CONFLICT); /* its vote was cast */
    assert_int_equal(motion_of(world)->tally.at[1], 1);
}

static void motion_05_quorum_from_those_present(void **state)
{
    WORLD(state);
    open_motion(world, ",\"quorum_percent\":50");
    must(world, CHILE, "{\"command\":\"ballot_cast\",\"motion\":1,\"choice\":0}");
    must(world, MODERATOR, "{\"command\":\"motion_close\",\"motion\":1}");
    assert_int_equal(motion_of(world)->outcome, SUMMIT_OUTCOME_NO_QUORUM);
    must(world, MODERATOR,
         "{\"command\":\"motion_add\",\"room\":1,\"title\":{\"en\":\"Again\"},\"quorum_percent\":"
         "50}");
    must(world, MODERATOR, "{\"command\":\"motion_open\",\"motion\":2}");
    must(world, CHILE, "{\"command\":\"ballot_cast\",\"motion\":2,\"choice\":0}");
    must(world, DIRECTOR, "{\"command\":\"proxy_give\",\"location\":3,\"proxy\":1}");
    world->present[0] = 1u << KENYA; /* and with them Samoa */
    must(world, MODERATOR, "{\"command\":\"motion_close\",\"motion\":2}");
    assert_int_equal(state_motion(world->state, 2)->present_weight, 6);
    assert_int_equal(state_motion(world->state, 2)->outcome, SUMMIT_OUTCOME_CARRIED);
}

static void motion_06_majorities(void **state)
{
    static const struct {
        const char *majority;
        int kenya, chile, samoa; /* of 3, 1 and 2 votes */
        enum summit_outcome outcome;
    } cases[] = {
        {"simple", 0, 1, 2, SUMMIT_OUTCOME_CARRIED},
        {"simple", 0, 1, 1, SUMMIT_OUTCOME_REJECTED},   /* 3 : 3 */
        {"absolute", 0, 2, 2, SUMMIT_OUTCOME_REJECTED}, /* 3 of 6 */
        {"absolute", 0, 0, 1, SUMMIT_OUTCOME_CARRIED},
        {"two_thirds", 0, 0, 1, SUMMIT_OUTCOME_CARRIED}, /* 4 of 6 */
        {"two_thirds", 0, 1, 1, SUMMIT_OUTCOME_REJECTED},
        {"three_quarters", 0, 0, 1, SUMMIT_OUTCOME_REJECTED},
        {"three_quarters", 0, 1, 2, SUMMIT_OUTCOME_CARRIED}, /* 3 of 4 */
        {"two_thirds", 2, 2, 2, SUMMIT_OUTCOME_REJECTED},
    };
    WORLD(state);
    must(world, DIRECTOR,
         "{\"command\":\"person_add\",\"name\":\"Sam\",\"role\":\"delegate\",\"location\":3}");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        unsigned id = (unsigned)i + 1;
        must(world, MODERATOR,
             "{\"command\":\"motion_add\",\"room\":1,\"title\":{\"en\":\"M\"},\"majority\":\"%s\"}",
             cases[i].majority);
        must(world, MODERATOR, "{\"command\":\"motion_open\",\"motion\":%u}", id);
        must(world, KENYA, "{\"command\":\"ballot_cast\",\"motion\":%u,\"choice\":%d}", id,
             cases[i].kenya);
        must(world, CHILE, "{\"command\":\"ballot_cast\",\"motion\":%u,\"choice\":%d}", id,
             cases[i].chile);
        must(world, 9, "{\"command\":\"ballot_cast\",\"motion\":%u,\"choice\":%d}", id,
             cases[i].samoa);
        must(world, MODERATOR, "{\"command\":\"motion_close\",\"motion\":%u}", id);
        assert_int_equal(state_motion(world->state, id)->outcome, cases[i].outcome);
    }
}

static void motion_07_a_choice_from_a_list(void **state)
{
    WORLD(state);
    assert_int_equal(ask(world, MODERATOR,
                         "{\"command\":\"motion_add\",\"room\":1,\"title\":{\"en\":\"Where\"},"
                         "\"options\":\"choice\",\"choices\":[{\"en\":\"Nairobi\"}]}"),
                     REFUSED_INVALID);
    open_motion(world, ",\"options\":\"choice\",\"choices\":[{\"en\":\"Nairobi\"},{\"en\":\"Quito, "
                       "\\\"EC\\\"\"},{\"en\":\"Apia\"}]");
    assert_int_equal(cast(world, KENYA, 1), REFUSED_NOT);
    assert_int_equal(cast(world, CHILE, 2), REFUSED_NOT);
    must(world, MODERATOR, "{\"command\":\"motion_close\",\"motion\":1}");
    assert_int_equal(motion_of(world)->outcome, SUMMIT_OUTCOME_CARRIED);
    char text[2048];
    struct writer writer = writer_of(text, sizeof(text));
    assert_true(motion_result_write_csv(&writer, world->state, 1));
    writer_u8(&writer, 0);
    assert_string_equal(text,
                        "what,name,votes,choice\r\nchoice,Nairobi,0,\r\n"
                        "choice,\"Quito, \"\"EC\"\"\",3,\r\nchoice,Apia,1,\r\ncast,,4,\r\n"
                        "present,,4,\r\nentitled,,6,\r\nlocation,Kenya,3,\"Quito, \"\"EC\"\"\"\r\n"
                        "location,Chile,1,Apia\r\n");
    writer = writer_of(text, sizeof(text));
    assert_true(motion_result_write(&writer, world->state, 1));
    writer_u8(&writer, 0);
    assert_has(text, "\"result\":[{\"choice\":\"Nairobi\",\"votes\":0}");
    assert_has(text, "\"outcome\":\"carried\"");
}

/* ---- secret ballots ---- */

/* Decide a ballot and put it into the box, as the node does. */
static enum ballot_box_answer cast_secretly(struct world *world, struct ballot_box *box,
                                            uint32_t person, int choice)
{
    const struct summit_request request = {.actor = {ACTOR_PERSON, person},
                                           .now_ms = world->now_ms};
    struct summit_command command = {.kind = COMMAND_BALLOT_CAST};
    command.fields.ballot_cast.motion = 1;
    command.fields.ballot_cast.choice = choice;
    summit_decide(world->state, &request, &command, &world->decision);
    assert_int_equal(world->decision.event_count, 1);
    assert_int_equal(world->decision.events[0].at_ms, 0);
    assert_int_equal(world->decision.events[0].actor, 0);
    return ballot_box_put(box, &world->decision, world->now_ms);
}

static void append(struct world *world, struct summit_event *event)
{
    event->sequence = world->state->sequence + 1;
    assert_null(summit_apply(world->state, event));
    event_write(&world->log, event);
    writer_u8(&world->log, '\n');
}

static void motion_08_sealed_together(void **state)
{
    WORLD(state);
    static struct ballot_box box;
    struct summit_event event;
    memset(&box, 0, sizeof(box));
    open_motion(world, ",\"mode\":\"secret\"");
    assert_false(ballot_box_take(&box, &event));
    assert_int_equal(cast_secretly(world, &box, CHILE, 1), BALLOT_BOX_PUT);
    assert_int_equal(cast_secretly(world, &box, KENYA, 0), BALLOT_BOX_PUT);
    assert_int_equal(cast_secretly(world, &box, KENYA, 1), BALLOT_BOX_HAS_IT);
    assert_false(ballot_box_is_due(&box, world->now_ms + BALLOT_BOX_WAIT_MS - 1));
    assert_true(ballot_box_is_due(&box, world->now_ms + BALLOT_BOX_WAIT_MS));
    assert_true(ballot_box_take(&box, &event));
    assert_int_equal(event.fields.ballots_sealed.voters.count, 2);
    assert_int_equal(event.fields.ballots_sealed.voters.at[0], 1); /* by id, not by time */
    assert_int_equal(box.tally[0], 3);
    assert_int_equal(box.tally[1], 1);
    event.fields.ballots_sealed.sealed = bytes_of_text("seal");
    append(world, &event);
    assert_lacks(view_of(world, SUMMIT_ROLE_DIRECTOR, 1, 0), "\"votes\"");
    assert_has(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0), "\"cast_count\":2");
    assert_has(own_view_of(world, KENYA, 1), "\"cast\":true}");
    assert_int_equal(cast(world, KENYA, 1), REFUSED_NOT); /* it was counted */
    assert_int_equal(world->decision.event_count, 0);
    memcpy(world->secret[1], box.tally, sizeof(box.tally));
    must(world, MODERATOR, "{\"command\":\"motion_close\",\"motion\":1}");
    assert_has(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0), "\"votes\":[3,1,0]");
    event.sequence = world->state->sequence + 1;
    assert_non_null(summit_apply(world->state, &event)); /* the same ballots again */
}

struct gathered {
    struct snapshot_sink sink;
    uint64_t hash;
    size_t size;
};

static bool gather(struct snapshot_sink *sink, struct bytes piece)
{
    struct gathered *gathered = CONTAINER_OF(sink, struct gathered, sink);
    for (size_t i = 0; i < piece.size; i++) {
        gathered->hash = gathered->hash * 31 + piece.data[i];
    }
    gathered->size += piece.size;
    return true;
}

/* Two votes of the same result, each ballot sealed alone: whoever voted what, log, state, snapshot
 * and views do not differ in one byte, not even while voting, though weights tell voters apart.
 * (What the seal holds is node/ballot_seal_test.c's.)
 */
static void motion_09_nobody_can_tell_who_voted_what(void **state)
{
    WORLD(state);
    struct gathered snapshots[2];
    struct world *other;
    char views[2][8192];
    world_setup((void **)&other);
    struct world *worlds[2] = {world, other};
    for (int i = 0; i < 2; i++) {
        struct world *at = worlds[i];
        must(at, DIRECTOR, "{\"command\":\"proxy_give\",\"location\":3,\"proxy\":2}");
        open_motion(at, ",\"mode\":\"secret\"");
        /* Kenya has 3 votes; Chile its own and Samoa's, 1 and 2. */
        assert_int_equal(cast(at, KENYA, i ? 1 : 0), REFUSED_NOT);
        snprintf(views[i], sizeof(views[i]), "%s", view_of(at, SUMMIT_ROLE_DIRECTOR, 1, 0));
        assert_int_equal(cast(at, CHILE, i ? 0 : 1), REFUSED_NOT);
        must(at, CHILE, "{\"command\":\"ballot_cast\",\"motion\":1,\"location\":3,\"choice\":%d}",
             i ? 0 : 1);
        must(at, MODERATOR, "{\"command\":\"motion_close\",\"motion\":1}");
        snapshots[i] = (struct gathered){.sink = {gather}};
        assert_true(snapshot_write(at->state, &snapshots[i].sink));
    }
    assert_string_equal(views[0], views[1]);
    assert_true(bytes_equal(writer_bytes(&world->log), writer_bytes(&other->log)));
    assert_true(snapshots[0].hash == snapshots[1].hash && snapshots[0].size == snapshots[1].size);
    for (size_t i = 0; i < SUMMIT_LOCATIONS_MAX; i++) {
        assert_true(world->state->ballots[i].choice <= BALLOT_SECRET);
    }
    world_teardown((void **)&other);
}

static void motion_11_a_secret_vote_is_counted_at_its_close_alone(void **state)
{
    WORLD(state);
    struct summit_event event;
    const int64_t votes[] = {2, 1, 0}, more[] = {4, 0, 0}, negative[] = {4, -1, 0};
    open_motion(world, ",\"mode\":\"secret\"");
    must(world, KENYA, "{\"command\":\"ballot_cast\",\"motion\":1,\"choice\":1}");
    assert_int_equal(motion_of(world)->tally.at[1], 0);
    assert_true(motion_of(world)->sealed.size > 0);
    event =
        (struct summit_event){.kind = EVENT_MOTION_CLOSED, .sequence = world->state->sequence + 1};
    struct event_motion_closed *closed = &event.fields.motion_closed;
    closed->motion = 1;
    assert_non_null(summit_apply(world->state, &event)); /* of nothing */
    closed->tally = (struct ints){more, 3};
    assert_non_null(summit_apply(world->state, &event));
    closed->tally = (struct ints){negative, 3};
    assert_non_null(summit_apply(world->state, &event));
    closed->tally = (struct ints){votes, 2};
    assert_non_null(summit_apply(world->state, &event));
    must(world, MODERATOR, "{\"command\":\"motion_close\",\"motion\":1}");
    assert_int_equal(motion_of(world)->sealed.size, 0);
    assert_int_equal(motion_of(world)->tally.at[1], 3);
    assert_int_equal(motion_of(world)->outcome, SUMMIT_OUTCOME_REJECTED);
    closed->tally = (struct ints){votes, 3};
    event.sequence = world->state->sequence + 1;
    assert_non_null(summit_apply(world->state, &event)); /* once is enough */
}

static void motion_12_without_the_key_it_is_voted_again(void **state)
{
    WORLD(state);
    const struct summit_request request = {.actor = {ACTOR_PERSON, MODERATOR},
                                           .now_ms = world->now_ms};
    struct summit_command command = {.kind = COMMAND_MOTION_CLOSE};
    open_motion(world, ",\"mode\":\"secret\"");
    must(world, KENYA, "{\"command\":\"ballot_cast\",\"motion\":1,\"choice\":1}");
    command.fields.motion_close.motion = 1;
    summit_decide(world->state, &request, &command, &world->decision);
    assert_int_equal(world->decision.refusal.reason, REASON_BALLOTS_CANNOT_BE_COUNTED);
    must(world, MODERATOR, "{\"command\":\"motion_withdraw\",\"motion\":1}");
    assert_int_equal(motion_of(world)->sealed.size, 0);
    assert_lacks(view_of(world, SUMMIT_ROLE_DIRECTOR, 1, 0), "\"votes\"");
}

static void motion_10_only_drafts_change(void **state)
{
    WORLD(state);
    open_motion(world, "");
    assert_int_equal(
        ask(world, MODERATOR,
            "{\"command\":\"motion_edit\",\"motion\":1,\"room\":1,\"title\":{\"en\":\"X\"}}"),
        REFUSED_CONFLICT);
    must(world, MODERATOR, "{\"command\":\"motion_withdraw\",\"motion\":1}");
    assert_int_equal(cast(world, KENYA, 0), REFUSED_CONFLICT);
    assert_int_equal(ask(world, MODERATOR, "{\"command\":\"motion_open\",\"motion\":1}"),
                     REFUSED_CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(motion_01_a_roll_call_by_weight),
        CASE(motion_02_one_ballot_however_often_it_is_sent),
        CASE(motion_03_who_may_vote),
        CASE(motion_04_proxies),
        CASE(motion_05_quorum_from_those_present),
        CASE(motion_06_majorities),
        CASE(motion_07_a_choice_from_a_list),
        CASE(motion_08_sealed_together),
        CASE(motion_09_nobody_can_tell_who_voted_what),
        CASE(motion_10_only_drafts_change),
        CASE(motion_11_a_secret_vote_is_counted_at_its_close_alone),
        CASE(motion_12_without_the_key_it_is_voted_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
