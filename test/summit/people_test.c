/* People, locations, invitations, the lobby. */
#include "support.h"

#define CASE(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
#define HASH_A     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define HASH_B     "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define HASH_C     "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"

static enum summit_refusal open_it(struct world *world, const char *secret, const char *device)
{
    return ask(world, STRANGER,
               "{\"command\":\"invitation_open\",\"secret_hash\":\"%s\",\"device_hash\":\"%s\"}",
               secret, device);
}

static void invite(struct world *world, uint32_t person)
{
    must(world, DIRECTOR,
         "{\"command\":\"invitation_issue\",\"person\":%u,\"secret_hash\":\"" HASH_A
         "\",\"expires_ms\":%lld}",
         person, (long long)NOON + 60000);
}

static void people_01_the_first_device_and_no_other(void **state)
{
    WORLD(state);
    invite(world, KENYA);
    assert_int_equal(open_it(world, HASH_C, HASH_B), REFUSED_NOT_FOUND);
    assert_int_equal(open_it(world, HASH_A, HASH_B), REFUSED_NOT);
    assert_int_equal(open_it(world, HASH_A, HASH_B), REFUSED_NOT); /* the same device again */
    assert_int_equal(world->decision.event_count, 0);
    assert_int_equal(open_it(world, HASH_A, HASH_C), REFUSED_OTHER_DEVICE);
    assert_int_equal(world->decision.event_count, 1); /* the director is told */
    assert_has(view_of(world, SUMMIT_ROLE_DIRECTOR, 0, 0), "\"alerts\":[{\"id\":1");
    assert_lacks(view_of(world, SUMMIT_ROLE_MODERATOR, 0, 0), "alerts");
    must(world, DIRECTOR, "{\"command\":\"alert_dismiss\",\"alert\":1}");
    assert_has(view_of(world, SUMMIT_ROLE_DIRECTOR, 0, 0), "\"alerts\":[]");
}

static void people_02_an_attacker_cannot_flood_the_log(void **state)
{
    WORLD(state);
    invite(world, KENYA);
    must(world, STRANGER,
         "{\"command\":\"invitation_open\",\"secret_hash\":\"" HASH_A "\",\"device_hash\":\"" HASH_B
         "\"}");
    uint64_t before = world->state->sequence;
    for (int i = 0; i < 300; i++) {
        assert_int_equal(open_it(world, HASH_A, HASH_C), REFUSED_OTHER_DEVICE);
    }
    assert_int_equal(world->state->sequence - before, 100);
}

static void people_03_expired_and_revoked(void **state)
{
    WORLD(state);
    invite(world, KENYA);
    world->now_ms += 60000;
    assert_int_equal(open_it(world, HASH_A, HASH_B), REFUSED_EXPIRED);
    world->now_ms -= 1;
    assert_int_equal(open_it(world, HASH_A, HASH_B), REFUSED_NOT);
    world->now_ms += 3600000; /* who is in stays in */
    assert_int_equal(open_it(world, HASH_A, HASH_B), REFUSED_NOT);
    must(world, MODERATOR, "{\"command\":\"invitation_revoke\",\"invitation\":1}");
    assert_int_equal(world->effect_count, 1);
    assert_int_equal(world->effects[0].kind, EFFECT_CLOSE);
    assert_int_equal(world->effects[0].person, KENYA);
    assert_int_equal(open_it(world, HASH_A, HASH_B), REFUSED_REVOKED);
    assert_int_equal(ask(world, DIRECTOR,
                         "{\"command\":\"invitation_issue\",\"person\":4,\"secret_hash\":\"" HASH_A
                         "\",\"expires_ms\":%lld}",
                         (long long)world->now_ms + 1),
                     REFUSED_CONFLICT); /* a secret is used once */
}

static void people_04_ranks(void **state)
{
    WORLD(state);
    assert_int_equal(
        ask(world, MODERATOR, "{\"command\":\"person_add\",\"name\":\"X\",\"role\":\"moderator\"}"),
        REFUSED_NOT_ALLOWED);
    assert_int_equal(
        ask(world, MODERATOR,
            "{\"command\":\"person_edit\",\"person\":2,\"name\":\"Mo\",\"role\":\"director\"}"),
        REFUSED_NOT_ALLOWED);
    assert_int_equal(ask(world, MODERATOR, "{\"command\":\"person_ban\",\"person\":1}"),
                     REFUSED_NOT_ALLOWED);
    assert_int_equal(ask(world, KENYA, "{\"command\":\"person_add\",\"name\":\"X\"}"),
                     REFUSED_NOT_ALLOWED);
    assert_has(world->decision.refusal.sentence, "director, moderator");
    assert_int_equal(ask(world, 99, "{\"command\":\"person_add\",\"name\":\"X\"}"),
                     REFUSED_NOT_ALLOWED);
    assert_int_equal(ask(world, STRANGER, "{\"command\":\"hand_raise\",\"room\":1}"),
                     REFUSED_NOT_ALLOWED);
    must(world, MODERATOR, "{\"command\":\"person_add\",\"name\":\"X\",\"role\":\"speaker\"}");
}

static void people_05_who_works_in_one_room_acts_there_alone(void **state)
{
    WORLD(state);
    must(world, DIRECTOR,
         "{\"command\":\"room_add\",\"slug\":\"water\",\"name\":{\"en\":\"Water\"}}");
    must(world, DIRECTOR,
         "{\"command\":\"person_add\",\"name\":\"Mia\",\"role\":\"moderator\",\"room\":2}");
    assert_int_equal(ask(world, 9, "{\"command\":\"room_lock\",\"room\":1,\"locked\":\"on\"}"),
                     REFUSED_NOT_ALLOWED);
    must(world, 9, "{\"command\":\"room_lock\",\"room\":2,\"locked\":\"on\"}");
    must(world, KENYA, "{\"command\":\"hand_raise\",\"room\":1}");
    assert_int_equal(ask(world, 9, "{\"command\":\"hand_call\",\"hand\":1}"), REFUSED_NOT_ALLOWED);
}

static void people_06_a_ban_ends_everything(void **state)
{
    WORLD(state);
    must(world, MODERATOR, "{\"command\":\"stage_invite\",\"room\":1,\"person\":4}");
    must(world, KENYA, "{\"command\":\"stage_accept\",\"seat\":1}");
    must(world, KENYA, "{\"command\":\"hand_raise\",\"room\":1}");
    must(world, MODERATOR, "{\"command\":\"person_ban\",\"person\":4,\"ban_reason\":\"Shouts\"}");
    assert_int_equal(world->effect_count, 2);
    assert_int_equal(world->effects[0].kind, EFFECT_GREEN_ROOM_LEAVE);
    assert_int_equal(world->effects[1].kind, EFFECT_CLOSE);
    assert_true(bytes_equal_text(world->effects[1].reason, "Shouts"));
    assert_int_equal(world->state->tables[ENTITY_SEAT].count, 0);
    assert_int_equal(world->state->tables[ENTITY_HAND].count, 0);
    assert_int_equal(ask(world, KENYA, "{\"command\":\"hand_raise\",\"room\":1}"), REFUSED_BANNED);
    struct refusal why;
    assert_false(summit_may_enter(world->state, KENYA, 1, &why));
    assert_int_equal(reason_refusal(why.reason), REFUSED_BANNED);
    assert_string_equal(why.sentence, "You were banned from this summit. “Shouts”");
    must(world, MODERATOR, "{\"command\":\"person_unban\",\"person\":4}");
    assert_true(summit_may_enter(world->state, KENYA, 1, &why));
}

static void people_07_the_lobby(void **state)
{
    WORLD(state);
    struct refusal why;
    assert_int_equal(ask(world, VIEWER, "{\"command\":\"lobby_knock\",\"room\":1}"),
                     REFUSED_CONFLICT);
    must(world, MODERATOR, "{\"command\":\"lobby_set\",\"room\":1,\"lobby\":\"on\"}");
    assert_false(summit_may_enter(world->state, VIEWER, 1, &why));
    assert_int_equal(reason_refusal(why.reason), REFUSED_LOBBY);
    assert_true(summit_may_enter(world->state, MODERATOR, 1, &why));
    must(world, VIEWER, "{\"command\":\"lobby_knock\",\"room\":1}");
    must(world, PRESS, "{\"command\":\"lobby_knock\",\"room\":1}");
    assert_has(view_of(world, SUMMIT_ROLE_MODERATOR, 1, 0), "\"waiting\":2");
    assert_has(own_view_of(world, VIEWER, 1), "\"waiting\":true");
    must(world, MODERATOR, "{\"command\":\"lobby_admit\",\"room\":1,\"person\":6}");
    assert_true(summit_may_enter(world->state, VIEWER, 1, &why));
    must(world, MODERATOR,
         "{\"command\":\"lobby_refuse\",\"room\":1,\"person\":8,\"reason\":\"No pass\"}");
    assert_int_equal(world->effects[0].kind, EFFECT_CLOSE);
    assert_int_equal(world->effects[0].room, 1);
    assert_false(summit_may_enter(world->state, PRESS, 1, &why));
    assert_int_equal(reason_refusal(why.reason), REFUSED_SENT_OUT);
    assert_non_null(strstr(why.sentence, "let you in again. “No pass”"));
    assert_int_equal(ask(world, PRESS, "{\"command\":\"lobby_knock\",\"room\":1}"),
                     REFUSED_NOT_ALLOWED);
    must(world, MODERATOR, "{\"command\":\"person_eject\",\"room\":1,\"person\":6}");
    assert_false(summit_may_enter(world->state, VIEWER, 1, &why));
    assert_int_equal(reason_refusal(why.reason), REFUSED_SENT_OUT);
    must(world, MODERATOR, "{\"command\":\"lobby_admit\",\"room\":1,\"person\":6}");
    must(world, VIEWER,
         "{\"command\":\"lobby_knock\",\"room\":1}"); /* nothing is held against them */
    assert_true(summit_may_enter(world->state, VIEWER, 1, &why));
}

static void people_08_a_locked_room(void **state)
{
    WORLD(state);
    struct refusal why;
    must(world, MODERATOR, "{\"command\":\"stage_invite\",\"room\":1,\"person\":3}");
    must(world, MODERATOR, "{\"command\":\"room_lock\",\"room\":1,\"locked\":\"on\"}");
    assert_false(summit_may_enter(world->state, VIEWER, 1, &why));
    assert_int_equal(reason_refusal(why.reason), REFUSED_LOCKED);
    assert_true(summit_may_enter(world->state, SPEAKER, 1, &why));
}

static void people_09_changed_in_the_meantime(void **state)
{
    WORLD(state);
    uint64_t revision = state_location(world->state, 1)->revision;
    must(world, MODERATOR,
         "{\"command\":\"location_edit\",\"location\":1,\"name\":\"Kenia\",\"country\":\"KE\","
         "\"weight\":3,\"revision\":%llu}",
         (unsigned long long)revision);
    assert_int_equal(ask(world, MODERATOR,
                         "{\"command\":\"location_edit\",\"location\":1,\"name\":\"K\",\"country\":"
                         "\"KE\",\"revision\":%llu}",
                         (unsigned long long)revision),
                     REFUSED_STALE);
    assert_true(bytes_equal_text(state_location(world->state, 1)->name, "Kenia"));
    assert_int_equal(
        ask(world, MODERATOR,
            "{\"command\":\"location_edit\",\"location\":1,\"name\":\"K\",\"country\":\"ke\"}"),
        REFUSED_INVALID);
}

static void people_10_what_is_in_use_stays(void **state)
{
    WORLD(state);
    assert_int_equal(ask(world, DIRECTOR, "{\"command\":\"location_remove\",\"location\":1}"),
                     REFUSED_CONFLICT);
    must(world, DIRECTOR, "{\"command\":\"person_remove\",\"person\":4}");
    must(world, DIRECTOR, "{\"command\":\"location_remove\",\"location\":1}");
    assert_int_equal(ask(world, DIRECTOR, "{\"command\":\"location_remove\",\"location\":1}"),
                     REFUSED_NOT_FOUND);
    must(world, DIRECTOR, "{\"command\":\"location_add\",\"name\":\"Mali\",\"country\":\"ML\"}");
    assert_non_null(state_location(world->state, 4)); /* an id is never used twice */
}

static bool has_address(const struct world *world, const char *email)
{
    return bytes_equal_text(state_person(world->state, KENYA)->email, email);
}

static void people_11_an_address_stays_with_who_cannot_read_it(void **state)
{
    WORLD(state);
    must(
        world, DIRECTOR,
        "{\"command\":\"person_edit\",\"person\":4,\"name\":\"Amina\",\"email\":\"a@ke.example\"}");
    must(world, MODERATOR, "{\"command\":\"person_edit\",\"person\":4,\"name\":\"Amina W.\"}");
    assert_true(has_address(world, "a@ke.example"));
    must(
        world, MODERATOR,
        "{\"command\":\"person_edit\",\"person\":4,\"name\":\"Amina\",\"email\":\"b@ke.example\"}");
    assert_true(has_address(world, "b@ke.example"));
    must(world, DIRECTOR, "{\"command\":\"person_edit\",\"person\":4,\"name\":\"Amina\"}");
    assert_true(has_address(world, ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(people_01_the_first_device_and_no_other),
        CASE(people_02_an_attacker_cannot_flood_the_log),
        CASE(people_03_expired_and_revoked),
        CASE(people_04_ranks),
        CASE(people_05_who_works_in_one_room_acts_there_alone),
        CASE(people_06_a_ban_ends_everything),
        CASE(people_07_the_lobby),
        CASE(people_08_a_locked_room),
        CASE(people_09_changed_in_the_meantime),
        CASE(people_10_what_is_in_use_stays),
        CASE(people_11_an_address_stays_with_who_cannot_read_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
