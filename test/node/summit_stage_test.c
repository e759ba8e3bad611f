/* From commands to a room's plan, as the server goes about it. */
#include "../summit/support.h"

#include "node/summit_stage.h"

#define CASE(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

static struct room_plan plan;

static void make_plan(const struct world *world)
{
    static struct effect wanted[EFFECTS_MAX];
    uint32_t count = summit_effects_wanted(world->state, 1, wanted);
    summit_stage_plan(&plan, wanted, count);
}

static uint32_t seat_on(struct world *world, uint32_t person)
{
    must(world, MODERATOR, "{\"command\":\"stage_invite\",\"room\":1,\"person\":%u}", person);
    uint32_t seat = world->state->tables[ENTITY_SEAT].next_id - 1;
    must(world, person, "{\"command\":\"stage_accept\",\"seat\":%u}", seat);
    must(world, person, "{\"command\":\"stage_ready\",\"seat\":%u}", seat);
    make_plan(world);
    assert_int_equal(plan.seat_count, seat - 1); /* not before they are seated */
    assert_true(plan.guest_count == 1 && plan.guests[0] == person);
    must(world, MODERATOR, "{\"command\":\"stage_seat\",\"seat\":%u}", seat);
    make_plan(world);
    assert_int_equal(plan.guest_count, 0);
    return seat;
}

static void take(struct world *world, const char *layout, const char *seats)
{
    must(world, MODERATOR,
         "{\"command\":\"stage_preview\",\"room\":1,\"preview_layout\":\"%s\","
         "\"preview_seats\":[%s]}",
         layout, seats);
    must(world, MODERATOR, "{\"command\":\"stage_take\",\"room\":1}");
    make_plan(world);
}

static void assert_shown(uint32_t at, uint32_t person, enum summit_source source)
{
    assert_true(at < plan.shown_count);
    assert_int_equal(plan.shown[at].person, person);
    assert_int_equal(plan.shown[at].source, source);
}

static void summit_stage_01_seats_in_the_order_of_the_layout(void **state)
{
    WORLD(state);
    make_plan(world);
    assert_true(plan.seat_count == 0 && plan.shown_count == 0 && !plan.hold);
    (void)seat_on(world, SPEAKER);
    (void)seat_on(world, KENYA);
    assert_int_equal(plan.layout, SUMMIT_LAYOUT_SOLO);
    assert_int_equal(plan.seat_count, 2);
    assert_int_equal(plan.shown_count, 1); /* a solo shows the first */
    assert_shown(0, SPEAKER, SUMMIT_SOURCE_CAMERA);
    take(world, "pair", "2,1");
    assert_int_equal(plan.layout, SUMMIT_LAYOUT_PAIR);
    assert_shown(0, KENYA, SUMMIT_SOURCE_CAMERA);
    assert_shown(1, SPEAKER, SUMMIT_SOURCE_CAMERA);
    must(world, KENYA, "{\"command\":\"stage_leave\",\"seat\":2}");
    make_plan(world);
    assert_int_equal(plan.seat_count, 1);
    assert_int_equal(plan.shown_count, 1);
    assert_shown(0, SPEAKER, SUMMIT_SOURCE_CAMERA);
}

static void summit_stage_02_slides_have_the_main_place(void **state)
{
    WORLD(state);
    (void)seat_on(world, KENYA);
    (void)seat_on(world, SPEAKER);
    must(world, SPEAKER, "{\"command\":\"stage_share\",\"room\":1}");
    take(world, "slides_speaker", "");
    assert_int_equal(plan.shown_count, 2);
    assert_shown(0, SPEAKER, SUMMIT_SOURCE_SCREEN);
    assert_shown(1, KENYA, SUMMIT_SOURCE_CAMERA);
    take(world, "slides_speaker", "2,3");
    assert_shown(0, SPEAKER, SUMMIT_SOURCE_SCREEN);
    assert_shown(1, SPEAKER, SUMMIT_SOURCE_CAMERA);
    take(world, "slides", "");
    assert_int_equal(plan.shown_count, 1);
    assert_shown(0, SPEAKER, SUMMIT_SOURCE_SCREEN);
    take(world, "panel", "1,2,3");
    assert_int_equal(plan.shown_count, 3);
    assert_shown(0, KENYA, SUMMIT_SOURCE_CAMERA); /* as they are named */
}

static void summit_stage_03_mute_and_slate(void **state)
{
    WORLD(state);
    uint32_t seat = seat_on(world, KENYA);
    must(world, MODERATOR,
         "{\"command\":\"stage_mute\",\"seat\":%u,\"audio_muted\":\"on\",\"video_muted\":\"off\"}",
         seat);
    must(world, MODERATOR, "{\"command\":\"stage_hold\",\"room\":1,\"hold\":\"on\"}");
    make_plan(world);
    assert_int_equal(plan.seats[0].audio_muted, SUMMIT_SWITCH_ON);
    assert_int_equal(plan.seats[0].video_muted, SUMMIT_SWITCH_OFF);
    assert_int_equal(plan.hold, SUMMIT_SWITCH_ON);
    must(world, MODERATOR, "{\"command\":\"person_ban\",\"person\":%u}", KENYA);
    make_plan(world);
    assert_int_equal(plan.seat_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(summit_stage_01_seats_in_the_order_of_the_layout),
        CASE(summit_stage_02_slides_have_the_main_place),
        CASE(summit_stage_03_mute_and_slate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
