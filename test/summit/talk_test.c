/* Hands, questions, chat, reactions. */
#include "support.h"

#include "summit/hand.h"
#include "summit/reaction.h"

#define CASE(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

static void assert_hands(struct world *world, uint32_t count, const uint32_t *people)
{
    const struct summit_hand *hands[HANDS_SHOWN_MAX];
    assert_int_equal(hand_list(world->state, 1, hands), count);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(hands[i]->person, people[i]);
    }
}

static void talk_01_hands_in_order(void **state)
{
    WORLD(state);
    must(world, KENYA,
         "{\"command\":\"hand_raise\",\"room\":1,\"language\":\"sw\",\"topic\":\"Wells\"}");
    must(world, CHILE, "{\"command\":\"hand_raise\",\"room\":1}");
    must(world, SPEAKER, "{\"command\":\"hand_raise\",\"room\":1}");
    assert_int_equal(ask(world, KENYA, "{\"command\":\"hand_raise\",\"room\":1}"),
                     REFUSED_CONFLICT);
    assert_int_equal(ask(world, VIEWER, "{\"command\":\"hand_raise\",\"room\":1}"),
                     REFUSED_NOT_ALLOWED);
    assert_hands(world, 3, (uint32_t[]){KENYA, CHILE, SPEAKER});
    assert_has(view_of(world, SUMMIT_ROLE_DELEGATE, 1, 0), "Wells");
    assert_lacks(view_of(world, SUMMIT_ROLE_PRESS, 1, 0), "Wells");
    must(world, MODERATOR, "{\"command\":\"hand_order\",\"room\":1,\"hands\":[3]}");
    assert_hands(world, 3, (uint32_t[]){SPEAKER, KENYA, CHILE});
    assert_has(own_view_of(world, CHILE, 1), "\"hand\":{\"id\":2,\"place\":3}");
    must(world, MODERATOR, "{\"command\":\"hand_skip\",\"hand\":3}");
    must(world, MODERATOR, "{\"command\":\"hand_call\",\"hand\":1}");
    assert_int_equal(ask(world, MODERATOR, "{\"command\":\"hand_call\",\"hand\":1}"),
                     REFUSED_CONFLICT);
    assert_hands(world, 1, (uint32_t[]){CHILE});
    assert_int_equal(ask(world, KENYA, "{\"command\":\"hand_lower\",\"hand\":2}"),
                     REFUSED_NOT_ALLOWED);
    must(world, CHILE, "{\"command\":\"hand_lower\",\"hand\":2}");
    assert_has(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0), "\"called\":{\"id\":1");
}

static void talk_02_who_has_not_spoken_comes_first(void **state)
{
    WORLD(state);
    must(world, MODERATOR, "{\"command\":\"hand_mode_set\",\"room\":1,\"hand_mode\":\"fair\"}");
    must(world, KENYA, "{\"command\":\"hand_raise\",\"room\":1}");
    must(world, MODERATOR, "{\"command\":\"hand_call\",\"hand\":1}");
    must(world, KENYA, "{\"command\":\"hand_raise\",\"room\":1}");
    must(world, CHILE, "{\"command\":\"hand_raise\",\"room\":1}");
    assert_hands(world, 2, (uint32_t[]){CHILE, KENYA});
    must(world, MODERATOR, "{\"command\":\"hand_mode_set\",\"room\":1,\"hand_mode\":\"arrival\"}");
    assert_hands(world, 2, (uint32_t[]){KENYA, CHILE});
    must(world, MODERATOR, "{\"command\":\"hand_call\",\"hand\":3}");
    assert_null(state_hand(world->state, 1)); /* the one called before */
}

static void talk_03_questions(void **state)
{
    WORLD(state);
    assert_int_equal(ask(world, VIEWER,
                         "{\"command\":\"question_ask\",\"room\":1,\"text\":\"Why?\",\"anonymity\":"
                         "\"anonymous\"}"),
                     REFUSED_NOT_ALLOWED);
    must(world, DIRECTOR,
         "{\"command\":\"summit_edit\",\"name\":{\"en\":\"W\"},\"time_zone\":\"UTC\",\"languages\":"
         "[\"en\"],\"anonymous_questions\":\"on\"}");
    must(world, VIEWER,
         "{\"command\":\"question_ask\",\"room\":1,\"text\":\"Why?\",\"anonymity\":\"anonymous\"}");
    assert_lacks(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0), "Why?");
    assert_has(view_of(world, SUMMIT_ROLE_MODERATOR, 1, 0), "Why?");
    assert_lacks(view_of(world, SUMMIT_ROLE_MODERATOR, 1, 0), "\"Vi\""); /* nobody is told who */
    assert_has(own_view_of(world, VIEWER, 1), "\"questions\":[1]");
    assert_int_equal(ask(world, KENYA, "{\"command\":\"question_upvote\",\"question\":1}"),
                     REFUSED_NOT_FOUND);
    must(world, MODERATOR, "{\"command\":\"question_accept\",\"question\":1}");
    assert_has(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0), "Why?");
    must(world, KENYA, "{\"command\":\"question_upvote\",\"question\":1}");
    must(world, KENYA, "{\"command\":\"question_upvote\",\"question\":1}");
    must(world, CHILE, "{\"command\":\"question_upvote\",\"question\":1}");
    assert_int_equal(ask(world, VIEWER, "{\"command\":\"question_upvote\",\"question\":1}"),
                     REFUSED_CONFLICT);
    assert_has(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0), "\"upvotes\":{\"1\":2}");
    assert_has(own_view_of(world, KENYA, 1), "\"upvoted\":[1]");
    must(world, SPEAKER, "{\"command\":\"question_answer\",\"question\":1,\"answer\":\"So.\"}");
    assert_has(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0), "answered_in_writing");
}

static void talk_04_three_questions_wait_at_most(void **state)
{
    WORLD(state);
    for (int i = 0; i < 3; i++) {
        must(world, VIEWER, "{\"command\":\"question_ask\",\"room\":1,\"text\":\"%d?\"}", i);
    }
    assert_int_equal(
        ask(world, VIEWER, "{\"command\":\"question_ask\",\"room\":1,\"text\":\"4?\"}"),
        REFUSED_TOO_FAST);
    must(world, MODERATOR, "{\"command\":\"question_reject\",\"question\":1}");
    must(world, VIEWER, "{\"command\":\"question_ask\",\"room\":1,\"text\":\"4?\"}");
}

static void talk_05_chat(void **state)
{
    WORLD(state);
    must(world, VIEWER,
         "{\"command\":\"chat_send\",\"room\":1,\"text\":\"Salaam\",\"language\":\"fa\"}");
    uint64_t since = world->state->sequence;
    must(world, KENYA, "{\"command\":\"chat_send\",\"room\":1,\"text\":\"Jambo\"}");
    const char *change = view_of(world, SUMMIT_ROLE_VIEWER, 1, since);
    assert_has(change, "\"chat_added\":{\"messages\":[{\"id\":2");
    assert_lacks(change, "Salaam"); /* is known */
    must(world, MODERATOR, "{\"command\":\"chat_pin\",\"room\":1,\"message\":2}");
    assert_has(view_of(world, SUMMIT_ROLE_VIEWER, 1, since), "\"chat\":{\"messages\":[{\"id\":1");
    must(world, MODERATOR, "{\"command\":\"chat_delete\",\"message\":2}");
    assert_lacks(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0), "Jambo");
    assert_int_equal(state_room(world->state, 1)->pinned, 0);
    assert_int_equal(ask(world, VIEWER, "{\"command\":\"chat_send\",\"room\":1,\"text\":\" \\n\"}"),
                     REFUSED_INVALID);
    must(world, MODERATOR, "{\"command\":\"chat_ban\",\"room\":1,\"person\":6,\"until_ms\":%lld}",
         (long long)NOON + 1000);
    assert_int_equal(ask(world, VIEWER, "{\"command\":\"chat_send\",\"room\":1,\"text\":\"x\"}"),
                     REFUSED_NOT_ALLOWED);
    world->now_ms += 1000;
    must(world, VIEWER, "{\"command\":\"chat_send\",\"room\":1,\"text\":\"x\"}");
}

static void talk_06_slow_and_off(void **state)
{
    WORLD(state);
    must(
        world, MODERATOR,
        "{\"command\":\"chat_mode_set\",\"room\":1,\"chat_mode\":\"slow\",\"chat_slow_ms\":30000}");
    must(world, VIEWER, "{\"command\":\"chat_send\",\"room\":1,\"text\":\"x\"}");
    world->now_ms += 29999;
    assert_int_equal(ask(world, VIEWER, "{\"command\":\"chat_send\",\"room\":1,\"text\":\"x\"}"),
                     REFUSED_TOO_FAST);
    must(world, MODERATOR, "{\"command\":\"chat_send\",\"room\":1,\"text\":\"x\"}");
    world->now_ms += 1;
    must(world, VIEWER, "{\"command\":\"chat_send\",\"room\":1,\"text\":\"x\"}");
    must(world, MODERATOR, "{\"command\":\"chat_mode_set\",\"room\":1,\"chat_mode\":\"off\"}");
    assert_int_equal(ask(world, PRESS, "{\"command\":\"chat_send\",\"room\":1,\"text\":\"x\"}"),
                     REFUSED_CONFLICT);
}

static void talk_07_the_tail_of_a_long_chat(void **state)
{
    WORLD(state);
    for (int i = 0; i < 2100; i++) {
        must(world, KENYA, "{\"command\":\"chat_send\",\"room\":1,\"text\":\"m%d\"}", i);
    }
    const char *view = view_of(world, SUMMIT_ROLE_VIEWER, 1, 0);
    assert_has(view, "\"m2099\"");
    assert_has(view, "\"m2000\"");
    assert_lacks(view, "\"m1999\"");
    assert_int_equal(world->state->tables[ENTITY_MESSAGE].count, 2048);
}

static void talk_08_reactions_are_counted_and_forgotten(void **state)
{
    static struct reactions reactions;
    char text[128];
    struct writer writer = writer_of(text, sizeof(text));
    (void)state;
    assert_false(reactions_take(&reactions, 1, &writer));
    assert_int_equal(reaction_of(bytes_of_text("boo")), REACTION_COUNT);
    for (int i = 0; i < 3; i++) {
        reactions_add(&reactions, 1, reaction_of(bytes_of_text("applause")));
    }
    reactions_add(&reactions, 1, REACTION_HEART);
    reactions_add(&reactions, 1, REACTION_COUNT);
    assert_true(reactions_take(&reactions, 1, &writer));
    writer_u8(&writer, 0);
    assert_string_equal(text, "{\"type\":\"reactions\",\"applause\":3,\"heart\":1}");
    assert_false(reactions_take(&reactions, 1, &writer));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(talk_01_hands_in_order),
        CASE(talk_02_who_has_not_spoken_comes_first),
        CASE(talk_03_questions),
        CASE(talk_04_three_questions_wait_at_most),
        CASE(talk_05_chat),
        CASE(talk_06_slow_and_off),
        CASE(talk_07_the_tail_of_a_long_chat),
        cmocka_unit_test(talk_08_reactions_are_counted_and_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
