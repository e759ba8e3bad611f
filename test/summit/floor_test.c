/* The stage: the way to it, its seats, layouts, slate and clock; and what the media side is told.
 */
#include "support.h"

#include "summit/floor.h"

#define CASE(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

static uint32_t seat_on(struct world *world, uint32_t person)
{
    must(world, MODERATOR, "{\"command\":\"stage_invite\",\"room\":1,\"person\":%u}", person);
    uint32_t seat = world->state->tables[ENTITY_SEAT].next_id - 1;
    must(world, person, "{\"command\":\"stage_accept\",\"seat\":%u}", seat);
    must(world, person, "{\"command\":\"stage_ready\",\"seat\":%u}", seat);
    must(world, MODERATOR, "{\"command\":\"stage_seat\",\"seat\":%u}", seat);
    return seat;
}

static void assert_effect(struct world *world, uint32_t index, enum effect_kind kind,
                          uint32_t person)
{
    assert_true(index < world->effect_count);
    assert_int_equal(world->effects[index].kind, kind);
    assert_int_equal(world->effects[index].room, 1);
    assert_int_equal(world->effects[index].person, person);
}

static void floor_01_the_way_to_the_stage(void **state)
{
    WORLD(state);
    must(world, MODERATOR, "{\"command\":\"stage_invite\",\"room\":1,\"person\":3}");
    assert_int_equal(world->effect_count, 0);
    assert_int_equal(ask(world, MODERATOR, "{\"command\":\"stage_seat\",\"seat\":1}"),
                     REFUSED_CONFLICT);
    assert_int_equal(ask(world, KENYA, "{\"command\":\"stage_accept\",\"seat\":1}"),
                     REFUSED_NOT_ALLOWED);
    assert_int_equal(ask(world, SPEAKER, "{\"command\":\"stage_ready\",\"seat\":1}"),
                     REFUSED_CONFLICT);
    must(world, SPEAKER, "{\"command\":\"stage_accept\",\"seat\":1}");
    assert_effect(world, 0, EFFECT_GREEN_ROOM_ENTER, SPEAKER);
    assert_has(view_of(world, SUMMIT_ROLE_SPEAKER, 1, 0), "\"green_room\":{\"seats\":[{\"id\":1");
    assert_lacks(view_of(world, SUMMIT_ROLE_DELEGATE, 1, 0), "green_room");
    assert_int_equal(ask(world, MODERATOR, "{\"command\":\"stage_seat\",\"seat\":1}"),
                     REFUSED_CONFLICT);
    must(world, SPEAKER, "{\"command\":\"stage_ready\",\"seat\":1}");
    must(world, MODERATOR, "{\"command\":\"stage_seat\",\"seat\":1}");
    assert_effect(world, 0, EFFECT_GREEN_ROOM_LEAVE, SPEAKER);
    assert_effect(world, 1, EFFECT_STAGE_PUT, SPEAKER);
    assert_effect(world, 2, EFFECT_LAYOUT, 0);
    assert_int_equal(world->effects[2].shown_count, 1);
    assert_has(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0),
               "\"who\":{\"id\":3,\"name\":\"Sun\",\"title\":\"Minister of Water\"}");
    must(world, SPEAKER, "{\"command\":\"stage_leave\",\"seat\":1}");
    assert_effect(world, 0, EFFECT_STAGE_TAKE_OFF, SPEAKER);
    assert_effect(world, 1, EFFECT_LAYOUT, 0);
    assert_int_equal(world->effects[1].shown_count, 0);
}

static void floor_02_a_delegate_is_promoted_and_demoted(void **state)
{
    WORLD(state);
    uint32_t seat = seat_on(world, KENYA);
    assert_has(own_view_of(world, KENYA, 1), "\"status\":\"seated\"");
    must(world, MODERATOR, "{\"command\":\"stage_unseat\",\"seat\":%u}", seat);
    assert_effect(world, 0, EFFECT_STAGE_TAKE_OFF, KENYA);
    assert_has(own_view_of(world, KENYA, 1), "\"seats\":[]");
    (void)seat_on(world, KENYA);
}

static void floor_03_muted_and_told_why(void **state)
{
    WORLD(state);
    uint32_t seat = seat_on(world, SPEAKER);
    must(world, MODERATOR,
         "{\"command\":\"stage_mute\",\"seat\":%u,\"audio_muted\":\"on\",\"video_muted\":\"off\","
         "\"mute_reason\":\"Echo\"}",
         seat);
    assert_effect(world, 0, EFFECT_MUTE, SPEAKER);
    assert_int_equal(world->effects[0].audio_muted, SUMMIT_SWITCH_ON);
    assert_int_equal(world->effects[0].video_muted, SUMMIT_SWITCH_OFF);
    assert_has(own_view_of(world, SPEAKER, 1), "\"mute_reason\":\"Echo\"");
    assert_lacks(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0), "Echo");
}

static void floor_04_a_screen_comes_and_goes_with_its_camera(void **state)
{
    WORLD(state);
    assert_int_equal(ask(world, SPEAKER, "{\"command\":\"stage_share\",\"room\":1}"),
                     REFUSED_CONFLICT);
    uint32_t seat = seat_on(world, SPEAKER);
    must(world, SPEAKER, "{\"command\":\"stage_share\",\"room\":1}");
    assert_int_equal(world->effects[0].kind, EFFECT_STAGE_PUT);
    assert_int_equal(world->effects[0].source, SUMMIT_SOURCE_SCREEN);
    assert_int_equal(world->effects[1].shown_count, 2);
    must(world, SPEAKER, "{\"command\":\"stage_leave\",\"seat\":%u}", seat + 1);
    assert_int_equal(world->effects[0].source, SUMMIT_SOURCE_SCREEN);
    assert_int_equal(world->effects[1].shown_count, 1);
    must(world, SPEAKER, "{\"command\":\"stage_share\",\"room\":1}");
    must(world, MODERATOR, "{\"command\":\"stage_unseat\",\"seat\":%u}", seat);
    assert_int_equal(world->effect_count, 3);
    assert_int_equal(world->effects[2].shown_count, 0);
    assert_int_equal(world->state->tables[ENTITY_SEAT].count, 0);
}

static void floor_05_preview_and_take(void **state)
{
    WORLD(state);
    uint32_t a = seat_on(world, SPEAKER), b = seat_on(world, KENYA);
    assert_int_equal(ask(world, MODERATOR,
                         "{\"command\":\"stage_preview\",\"room\":1,\"preview_layout\":\"solo\","
                         "\"preview_seats\":[%u,%u]}",
                         a, b),
                     REFUSED_INVALID);
    assert_int_equal(ask(world, MODERATOR,
                         "{\"command\":\"stage_preview\",\"room\":1,\"preview_layout\":\"pair\","
                         "\"preview_seats\":[%u,%u]}",
                         a, a),
                     REFUSED_INVALID);
    must(world, MODERATOR,
         "{\"command\":\"stage_preview\",\"room\":1,\"preview_layout\":\"pair\",\"preview_seats\":["
         "%u,%u]}",
         b, a);
    assert_int_equal(world->effect_count, 0);
    assert_lacks(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0), "\"layout\":\"pair\"");
    must(world, MODERATOR, "{\"command\":\"stage_take\",\"room\":1}");
    assert_int_equal(world->effects[0].kind, EFFECT_LAYOUT);
    assert_int_equal(world->effects[0].layout, SUMMIT_LAYOUT_PAIR);
    assert_int_equal(world->effects[0].shown[0].person, KENYA);
    assert_int_equal(world->effects[0].shown[1].person, SPEAKER);
    assert_has(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0),
               "\"layout\":\"pair\",\"layout_seats\":[2,1]");
    must(world, MODERATOR, "{\"command\":\"stage_unseat\",\"seat\":%u}", b);
    assert_has(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0), "\"layout_seats\":[1]");
}

static void floor_06_the_order_of_seats(void **state)
{
    WORLD(state);
    uint32_t a = seat_on(world, SPEAKER), b = seat_on(world, KENYA), c = seat_on(world, CHILE);
    assert_int_equal(
        ask(world, MODERATOR, "{\"command\":\"stage_order\",\"room\":1,\"seats\":[%u,%u]}", a, b),
        REFUSED_CONFLICT);
    must(world, MODERATOR, "{\"command\":\"stage_order\",\"room\":1,\"seats\":[%u,%u,%u]}", c, a,
         b);
    assert_int_equal(world->effects[0].shown[0].person, CHILE);
    const struct summit_seat *seats[FLOOR_SEATED_MAX];
    assert_int_equal(floor_seated(world->state, 1, seats), 3);
    assert_int_equal(seats[0]->id, c);
    assert_int_equal(seats[2]->id, b);
    must(world, MODERATOR, "{\"command\":\"stage_unseat\",\"seat\":%u}", c);
    assert_int_equal(floor_seated(world->state, 1, seats), 2);
    assert_int_equal(seats[0]->id, a);
    assert_int_equal(seats[0]->position, 0);
}

static void floor_07_nine_seats(void **state)
{
    WORLD(state);
    for (int i = 0; i < 10; i++) {
        must(world, DIRECTOR, "{\"command\":\"person_add\",\"name\":\"P%d\",\"role\":\"speaker\"}",
             i);
    }
    for (uint32_t i = 0; i < FLOOR_SEATED_MAX; i++) {
        (void)seat_on(world, 9 + i);
    }
    must(world, MODERATOR, "{\"command\":\"stage_invite\",\"room\":1,\"person\":18}");
    must(world, 18, "{\"command\":\"stage_accept\",\"seat\":10}");
    must(world, 18, "{\"command\":\"stage_ready\",\"seat\":10}");
    assert_int_equal(ask(world, MODERATOR, "{\"command\":\"stage_seat\",\"seat\":10}"),
                     REFUSED_FULL);
    struct summit_event event = {.sequence = world->state->sequence + 1,
                                 .kind = EVENT_STAGE_SEATED};
    event.fields.stage_seated.seat = 10; /* a forged log does not get through either */
    assert_non_null(summit_apply(world->state, &event));
}

static void floor_08_hold_and_clock(void **state)
{
    WORLD(state);
    must(world, MODERATOR,
         "{\"command\":\"stage_hold\",\"room\":1,\"hold\":\"on\",\"hold_text\":{\"en\":\"Back "
         "soon\"}}");
    assert_int_equal(world->effects[0].kind, EFFECT_HOLD);
    assert_int_equal(world->effects[0].hold, SUMMIT_SWITCH_ON);
    assert_has(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0),
               "\"hold\":\"on\",\"hold_text\":{\"en\":\"Back soon\"}");
    assert_int_equal(
        ask(world, MODERATOR,
            "{\"command\":\"clock_start\",\"room\":1,\"length_ms\":5000,\"warning_ms\":5000}"),
        REFUSED_INVALID);
    must(world, MODERATOR,
         "{\"command\":\"clock_start\",\"room\":1,\"person\":3,\"length_ms\":180000,\"warning_ms\":"
         "30000}");
    assert_has(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0),
               "\"clock\":{\"person\":3,\"start_ms\":1764072000000,\"length_ms\":180000,\"warning_"
               "ms\":30000}");
    must(world, MODERATOR, "{\"command\":\"clock_stop\",\"room\":1}");
    assert_lacks(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0), "clock");
}

static void floor_09_what_is_wanted_after_a_restart(void **state)
{
    WORLD(state);
    static struct effect effects[EFFECTS_MAX];
    uint32_t seat = seat_on(world, SPEAKER);
    must(world, MODERATOR,
         "{\"command\":\"stage_mute\",\"seat\":%u,\"audio_muted\":\"on\",\"video_muted\":\"off\"}",
         seat);
    must(world, MODERATOR, "{\"command\":\"stage_invite\",\"room\":1,\"person\":4}");
    must(world, KENYA, "{\"command\":\"stage_accept\",\"seat\":2}");
    must(world, MODERATOR,
         "{\"command\":\"item_add\",\"room\":1,\"title\":{\"en\":\"Film\"},\"kind\":\"playout\","
         "\"media\":\"film.mp4\",\"start_ms\":1,\"end_ms\":2}");
    must(world, MODERATOR, "{\"command\":\"item_start\",\"item\":1}");
    assert_int_equal(world->effects[0].kind, EFFECT_PLAYOUT_START);
    static const enum effect_kind expected[] = {
        EFFECT_STAGE_PUT, EFFECT_MUTE, EFFECT_GREEN_ROOM_ENTER,
        EFFECT_LAYOUT,    EFFECT_HOLD, EFFECT_PLAYOUT_START};
    assert_int_equal(summit_effects_wanted(world->state, 1, effects), COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_int_equal(effects[i].kind, expected[i]);
    }
}

static void floor_10_the_media_side_hears_of_rooms(void **state)
{
    WORLD(state);
    must(world, DIRECTOR,
         "{\"command\":\"room_add\",\"slug\":\"annex\",\"name\":{\"en\":\"Annex\"}}");
    assert_int_equal(world->effect_count, 1);
    assert_int_equal(world->effects[0].kind, EFFECT_ROOM_NAME);
    assert_int_equal(world->effects[0].room, 2);
    must(world, DIRECTOR,
         "{\"command\":\"room_edit\",\"room\":1,\"slug\":\"great-hall\",\"name\":{\"en\":\"Hall\"}"
         "}");
    assert_int_equal(world->effects[0].kind, EFFECT_ROOM_NAME);
    assert_int_equal(world->effects[0].room, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(floor_01_the_way_to_the_stage),
        CASE(floor_02_a_delegate_is_promoted_and_demoted),
        CASE(floor_03_muted_and_told_why),
        CASE(floor_04_a_screen_comes_and_goes_with_its_camera),
        CASE(floor_05_preview_and_take),
        CASE(floor_06_the_order_of_seats),
        CASE(floor_07_nine_seats),
        CASE(floor_08_hold_and_clock),
        CASE(floor_09_what_is_wanted_after_a_restart),
        CASE(floor_10_the_media_side_hears_of_rooms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
