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
    return ballot_box_put(box, &world->decision.events[0], world->now_ms);
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
    assert_false(ballot_box_is_due(&box, world->now_ms + BALLOT_BOX_WAIT_FEW_MS - 1));
    assert_true(ballot_box_is_due(&box, world->now_ms + BALLOT_BOX_WAIT_FEW_MS));
    assert_true(ballot_box_take(&box, &event));
    assert_int_equal(event.fields.ballots_sealed.voters.count, 2);
    assert_int_equal(event.fields.ballots_sealed.voters.at[0], 1); /* by id, not by time */
    append(world, &event);
    assert_lacks(view_of(world, SUMMIT_ROLE_DIRECTOR, 1, 0), "\"votes\"");
    assert_has(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0), "\"cast_count\":2");
    assert_has(own_view_of(world, KENYA, 1), "\"cast\":true}");
    assert_int_equal(cast(world, KENYA, 1), REFUSED_NOT); /* it was counted */
    assert_int_equal(world->decision.event_count, 0);
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

/* Who voted what can be swapped among those of one sealing, and log, state and snapshot do not
 * differ in one byte: so none of them tells.
 */
static void motion_09_nobody_can_tell_who_voted_what(void **state)
{
    WORLD(state);
    struct gathered snapshots[2];
    struct world *other;
    static struct ballot_box box;
    char texts[2][1024];
    world_setup((void **)&other);
    struct world *worlds[2] = {world, other};
    for (int i = 0; i < 2; i++) {
        struct world *at = worlds[i];
        struct summit_event event;
        memset(&box, 0, sizeof(box));
        must(at, MODERATOR,
             "{\"command\":\"location_edit\",\"location\":2,\"name\":\"Chile\",\"country\":\"CL\","
             "\"weight\":3}");
        open_motion(at, ",\"mode\":\"secret\"");
        assert_int_equal(cast_secretly(at, &box, i ? KENYA : CHILE, 0), BALLOT_BOX_PUT);
        at->now_ms += 100;
        assert_int_equal(cast_secretly(at, &box, i ? CHILE : KENYA, 1), BALLOT_BOX_PUT);
        at->now_ms -= 100;
        assert_true(ballot_box_take(&box, &event));
        append(at, &event);
        struct writer writer = writer_of(texts[i], sizeof(texts[i]));
        event_write(&writer, &event);
        writer_u8(&writer, 0);
        snapshots[i] = (struct gathered){.sink = {gather}};
        assert_true(snapshot_write(at->state, &snapshots[i].sink));
    }
    assert_string_equal(texts[0], texts[1]);
    assert_true(snapshots[0].hash == snapshots[1].hash && snapshots[0].size == snapshots[1].size);
    for (size_t i = 0; i < SUMMIT_LOCATIONS_MAX; i++) {
        assert_true(world->state->ballots[i].choice <= BALLOT_SECRET);
    }
    world_teardown((void **)&other);
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
