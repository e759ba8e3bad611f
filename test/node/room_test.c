/* Places: without a plan who comes last has the main slot, the others keep theirs, a standby
 * speaker is on stage only while no one else is. With a plan of the summit its people have the
 * slots of the layout, and are heard as long as they sit on the stage.
 */
#include <setjmp.h>
#include <stdarg.h>

#include "node/room.h"

#include <cmocka.h>

enum { PEOPLE = ROOM_SPEAKERS_MAX };

static struct room room;
static struct member members[PEOPLE];
static int shown[PEOPLE];       /* where each is, by the arrangement that was told */
static int green_shown[PEOPLE]; /* likewise in the green room */
static bool heard[PEOPLE];      /* in the one or the other */

static int setup(void **state)
{
    (void)state;
    memset(&room, 0, sizeof(room));
    memset(members, 0, sizeof(members));
    for (size_t i = 0; i < PEOPLE; i++) {
        members[i].id = i + 1;
    }
    return 0;
}

#define CASE(name) cmocka_unit_test_setup(name, setup)

/* Each source has one place at most in all, and each slot one source. */
static void note_places(const struct media_arrangement *arrangement, int *slots)
{
    bool is_taken[STAGE_SLOTS] = {false};
    for (uint32_t i = 0; i < arrangement->count; i++) {
        const struct media_place *place = &arrangement->places[i];
        size_t who = (size_t)(place->member - members);
        assert_int_equal(place->member_id, who + 1);
        slots[who] = place->slot;
        heard[who] = place->voice == SOURCE_HEARD;
        if (place->slot != SOURCE_NOT_SHOWN) {
            assert_false(is_taken[place->slot]);
            is_taken[place->slot] = true;
        }
    }
}

static void arrange(void)
{
    struct media_arrangement hall, green;
    room_arrange(&room, &hall, &green);
    assert_int_equal(hall.count + green.count, room.speaker_count);
    for (size_t i = 0; i < PEOPLE; i++) {
        shown[i] = green_shown[i] = SOURCE_NOT_SHOWN;
        heard[i] = false;
    }
    note_places(&hall, shown);
    note_places(&green, green_shown);
}

static void come_as(size_t who, const struct room_speaker *speaker)
{
    struct room_speaker copy = *speaker;
    copy.member = &members[who];
    copy.token.person = who;
    copy.has_video = true;
    room_add(&room, &copy);
    arrange();
}

static void come(size_t who, bool standby)
{
    come_as(who, &(struct room_speaker){.token = {.standby = standby}});
}

/* One of the summit's people, whose number is the member's. */
static void come_personally(size_t who, enum summit_source source)
{
    come_as(who, &(struct room_speaker){.token = {.is_personal = true}, .source = source});
}

static void go(size_t who)
{
    room_remove(&room, &members[who]);
    arrange();
}

static void room_01_the_newest_has_the_main_slot(void **state)
{
    (void)state;
    come(0, false);
    assert_int_equal(shown[0], 0);
    come(1, false);
    assert_int_equal(shown[1], 0);
    assert_int_equal(shown[0], 1);
    come(2, false);
    assert_int_equal(shown[2], 0);
    assert_int_equal(shown[1], 2);
    assert_int_equal(shown[0], 1); /* keeps its place */
    assert_true(heard[0] && heard[1] && heard[2]);
}

static void room_02_who_leaves_makes_room(void **state)
{
    (void)state;
    come(0, false);
    come(1, false);
    come(2, false);
    go(2);
    assert_int_equal(shown[1], 0);
    assert_int_equal(shown[0], 1);
    go(0);
    assert_int_equal(shown[1], 0);
    go(1);
    assert_int_equal(room.speaker_count, 0);
}

static void room_03_a_standby_steps_aside_and_comes_back(void **state)
{
    (void)state;
    come(0, true);
    assert_int_equal(shown[0], 0);
    come(1, false);
    assert_int_equal(shown[1], 0);
    assert_int_equal(shown[0], SOURCE_NOT_SHOWN);
    assert_false(heard[0]);
    go(1);
    assert_int_equal(shown[0], 0);
    come(2, true); /* of two, the newer */
    assert_int_equal(shown[2], 0);
    assert_int_equal(shown[0], SOURCE_NOT_SHOWN);
}

static void room_04_more_speakers_than_slots_wait(void **state)
{
    (void)state;
    for (size_t i = 0; i < PEOPLE; i++) {
        assert_false(room_is_full(&room));
        come(i, false);
    }
    assert_true(room_is_full(&room));
    size_t count = 0;
    for (size_t i = 0; i < PEOPLE; i++) {
        count += shown[i] != SOURCE_NOT_SHOWN;
    }
    assert_int_equal(count, STAGE_SLOTS);
    assert_int_equal(shown[PEOPLE - 1], 0);
    go(PEOPLE - 1); /* who waited comes in */
    count = 0;
    for (size_t i = 0; i < PEOPLE; i++) {
        count += shown[i] != SOURCE_NOT_SHOWN;
    }
    assert_int_equal(count, STAGE_SLOTS);
}

static const char *state_text(void)
{
    static char text[ROOM_STATE_MAX];
    struct writer writer = writer_of(text, sizeof(text));
    room_write_state(&room, &writer);
    writer_u8(&writer, 0);
    assert_false(writer.failed);
    return text;
}

static void room_05_the_state_is_json_whatever_the_names(void **state)
{
    (void)state;
    struct room_speaker speaker = {.token = {.name = "A \"quoted\" \\ \n name"}};
    snprintf(room.title, sizeof(room.title), "The \"hall\"");
    come_as(0, &speaker);
    assert_non_null(strstr(state_text(), "The \\\"hall\\\""));
    assert_non_null(strstr(state_text(), "A \\\"quoted\\\" \\\\ "));
    assert_null(strchr(state_text(), '\n'));
}

/* Persons 1, 2 and 3 sit on the stage; 2 and 1 are shown. */
static void plan(void)
{
    room.summit_room = 1;
    room.plan = (struct room_plan){
        .layout = SUMMIT_LAYOUT_PAIR,
        .seat_count = 3,
        .seats = {{.person = 1}, {.person = 2}, {.person = 3}},
        .shown_count = 2,
        .shown = {{.person = 2}, {.person = 1}},
    };
    arrange();
}

static void room_06_the_layout_gives_the_slots(void **state)
{
    (void)state;
    plan();
    come_personally(1, SUMMIT_SOURCE_CAMERA);
    assert_int_equal(shown[1], 1); /* main is kept for the other */
    come_personally(2, SUMMIT_SOURCE_CAMERA);
    assert_int_equal(shown[2], 0);
    come_personally(3, SUMMIT_SOURCE_CAMERA);
    assert_int_equal(shown[3], SOURCE_NOT_SHOWN); /* heard, though not shown */
    assert_true(heard[1] && heard[2] && heard[3]);
    come_personally(4, SUMMIT_SOURCE_CAMERA); /* has no seat */
    assert_int_equal(shown[4], SOURCE_NOT_SHOWN);
    assert_false(heard[4]);
    room.plan.shown[0].person = 1; /* a swap, in one step */
    room.plan.shown[1].person = 2;
    arrange();
    assert_int_equal(shown[1], 0);
    assert_int_equal(shown[2], 1);
}

static void room_07_muted_is_not_heard_or_not_seen(void **state)
{
    (void)state;
    plan();
    come_personally(1, SUMMIT_SOURCE_CAMERA);
    come_personally(2, SUMMIT_SOURCE_CAMERA);
    room.plan.seats[0].audio_muted = SUMMIT_SWITCH_ON;
    arrange();
    assert_int_equal(shown[1], 1);
    assert_false(heard[1]);
    room.plan.seats[0].audio_muted = SUMMIT_SWITCH_OFF;
    room.plan.seats[0].video_muted = SUMMIT_SWITCH_ON;
    arrange();
    assert_int_equal(shown[1], SOURCE_NOT_SHOWN);
    assert_true(heard[1]);
    assert_int_equal(room.speakers[0].slot, 1); /* the place stays theirs, without a picture */
    assert_int_equal(shown[2], 0);
}

static void room_08_the_slate_covers_all(void **state)
{
    (void)state;
    plan();
    come_personally(1, SUMMIT_SOURCE_CAMERA);
    come(9, false); /* with a media token */
    assert_int_equal(shown[9], 0);
    room.plan.hold = SUMMIT_SWITCH_ON;
    arrange();
    assert_true(shown[1] == SOURCE_NOT_SHOWN && shown[9] == SOURCE_NOT_SHOWN);
    assert_false(heard[1] || heard[9]);
    assert_non_null(strstr(state_text(), "\"hold\":true"));
    room.plan.hold = SUMMIT_SWITCH_OFF;
    arrange();
    assert_int_equal(shown[1], 1);
    assert_true(heard[1] && heard[9]);
}

static void room_09_others_have_what_the_plan_leaves(void **state)
{
    (void)state;
    plan();
    come(9, true); /* a slate */
    assert_int_equal(shown[9], 0);
    come(8, false);
    assert_int_equal(shown[8], 0);
    assert_int_equal(shown[9], SOURCE_NOT_SHOWN);
    come_personally(2, SUMMIT_SOURCE_CAMERA);
    assert_int_equal(shown[2], 0);
    assert_int_equal(shown[8], 1);
    come_personally(1, SUMMIT_SOURCE_CAMERA);
    assert_int_equal(shown[1], 1);
    assert_int_equal(shown[8], 2);
    go(8);
    assert_int_equal(shown[9], SOURCE_NOT_SHOWN); /* not beside the summit's people */
}

static void room_10_a_screen_is_a_seat_of_its_own(void **state)
{
    (void)state;
    plan();
    room.plan.layout = SUMMIT_LAYOUT_SLIDES_SPEAKER;
    room.plan.seats[2] = (struct room_seat){.person = 1, .source = SUMMIT_SOURCE_SCREEN};
    room.plan.shown[0] = room.plan.seats[2];
    members[5].id = 6;
    come_personally(1, SUMMIT_SOURCE_CAMERA);
    struct room_speaker screen = {.token = {.is_personal = true}, .source = SUMMIT_SOURCE_SCREEN};
    come_as(5, &screen);
    assert_int_equal(shown[5], SOURCE_NOT_SHOWN); /* person 5's, who has no seat */
    room.speakers[1].token.person = 1;
    arrange();
    assert_int_equal(shown[5], 0);
    assert_int_equal(shown[1], 1);
    assert_non_null(strstr(state_text(), "\"layout\":\"slides_speaker\""));
    assert_non_null(strstr(state_text(), "{\"slot\":\"main\",\"person\":\"0000000000000001\","
                                         "\"source\":\"screen\""));
}

static void room_11_the_state_tells_the_seats(void **state)
{
    (void)state;
    plan();
    come_personally(1, SUMMIT_SOURCE_CAMERA);
    come_personally(3, SUMMIT_SOURCE_CAMERA);
    come_personally(4, SUMMIT_SOURCE_CAMERA);
    room.plan.seats[0].audio_muted = SUMMIT_SWITCH_ON;
    assert_non_null(strstr(state_text(), "\"layout\":\"pair\",\"hold\":false,"));
    assert_non_null(strstr(state_text(), "{\"slot\":\"side1\",\"person\":\"0000000000000001\""));
    assert_non_null(strstr(state_text(), "\"audio_muted\":true,\"video_muted\":false"));
    assert_non_null(strstr(state_text(), "{\"slot\":\"\",\"person\":\"0000000000000003\""));
    assert_null(strstr(state_text(), "0000000000000004")); /* not on the stage: nobody's business */
}

static void room_12_the_green_room_is_not_the_hall(void **state)
{
    (void)state;
    static struct stage green;
    plan();
    room.green = &green;
    room.plan.guest_count = 2;
    room.plan.guests[0] = 5;
    room.plan.guests[1] = 6;
    come_personally(1, SUMMIT_SOURCE_CAMERA);
    come_personally(5, SUMMIT_SOURCE_CAMERA);
    come_personally(6, SUMMIT_SOURCE_CAMERA);
    assert_true(shown[1] == 1 && green_shown[1] == SOURCE_NOT_SHOWN);
    assert_true(shown[5] == SOURCE_NOT_SHOWN && green_shown[5] == 0);
    assert_true(shown[6] == SOURCE_NOT_SHOWN && green_shown[6] == 1);
    assert_true(heard[5] && heard[6]);
    assert_null(strstr(state_text(), "0000000000000005")); /* the hall does not know */
    char text[ROOM_STATE_MAX];
    struct writer writer = writer_of(text, sizeof(text));
    room_write_green(&room, &writer);
    writer_u8(&writer, 0);
    assert_non_null(strstr(text, ",\"green\":[{\"slot\":\"main\",\"person\":\"0000000000000005\""));
    room.plan.hold = SUMMIT_SWITCH_ON; /* the slate is before the hall alone */
    arrange();
    assert_true(green_shown[6] == 1 && heard[6] && !heard[1]);
    room.plan.hold = SUMMIT_SWITCH_OFF;
    room.plan.seats[1].person = 5; /* goes on stage */
    room.plan.shown[0].person = 5;
    room.plan.guest_count = 1;
    room.plan.guests[0] = 6;
    arrange();
    assert_true(shown[5] == 0 && green_shown[5] == SOURCE_NOT_SHOWN);
    assert_int_equal(green_shown[6], 1); /* keeps its place */
    room.plan.guest_count = 0;           /* declines */
    arrange();
    assert_true(shown[6] == SOURCE_NOT_SHOWN && green_shown[6] == SOURCE_NOT_SHOWN && !heard[6]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(room_01_the_newest_has_the_main_slot),
        CASE(room_02_who_leaves_makes_room),
        CASE(room_03_a_standby_steps_aside_and_comes_back),
        CASE(room_04_more_speakers_than_slots_wait),
        CASE(room_05_the_state_is_json_whatever_the_names),
        CASE(room_06_the_layout_gives_the_slots),
        CASE(room_07_muted_is_not_heard_or_not_seen),
        CASE(room_08_the_slate_covers_all),
        CASE(room_09_others_have_what_the_plan_leaves),
        CASE(room_10_a_screen_is_a_seat_of_its_own),
        CASE(room_11_the_state_tells_the_seats),
        CASE(room_12_the_green_room_is_not_the_hall),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
