/* Seats: who comes last has the main slot, the others keep theirs, a standby speaker is on
 * stage only while no one else is.
 */
#include <setjmp.h>
#include <stdarg.h>

#include "node/room.h"

#include <cmocka.h>

enum { PEOPLE = ROOM_SPEAKERS_MAX };

static struct room room;
static struct member members[PEOPLE];
static int shown[PEOPLE]; /* where each is, by the moves that were told */

static int setup(void **state)
{
    (void)state;
    memset(&room, 0, sizeof(room));
    memset(members, 0, sizeof(members));
    for (size_t i = 0; i < PEOPLE; i++) {
        shown[i] = SOURCE_NOT_SHOWN;
    }
    return 0;
}

#define CASE(name) cmocka_unit_test_setup(name, setup)

static void follow(const struct room_move *moves, size_t count)
{
    bool leaves = false;
    for (size_t i = 0; i < count; i++) {
        size_t who = (size_t)(moves[i].member - members);
        leaves |= moves[i].slot == SOURCE_NOT_SHOWN;
        assert_true(!leaves || moves[i].slot == SOURCE_NOT_SHOWN); /* these come last */
        assert_int_not_equal(shown[who], moves[i].slot);
        shown[who] = moves[i].slot;
    }
    for (size_t i = 0; i < PEOPLE; i++) { /* no slot shows two */
        for (size_t k = 0; k < i; k++) {
            assert_true(shown[i] == SOURCE_NOT_SHOWN || shown[i] != shown[k]);
        }
    }
}

static void come(size_t who, bool standby)
{
    struct room_move moves[ROOM_SPEAKERS_MAX];
    struct room_speaker speaker = {
        .member = &members[who], .token = {.standby = standby, .person = who}, .has_video = true};
    follow(moves, room_add(&room, &speaker, moves));
}

static void go(size_t who)
{
    struct room_move moves[ROOM_SPEAKERS_MAX];
    size_t count = room_remove(&room, &members[who], moves);
    shown[who] = SOURCE_NOT_SHOWN; /* its own going needs no move */
    follow(moves, count);
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

static void room_05_the_state_is_json_whatever_the_names(void **state)
{
    (void)state;
    char text[ROOM_STATE_MAX];
    struct writer writer = writer_of(text, sizeof(text));
    struct room_move moves[ROOM_SPEAKERS_MAX];
    struct room_speaker speaker = {.member = &members[0], .token = {.name = "A \"quoted\" \\ \n name"}};
    snprintf(room.title, sizeof(room.title), "The \"hall\"");
    size_t count = room_add(&room, &speaker, moves);
    assert_int_equal(count, 1);
    room_write_state(&room, &writer);
    writer_u8(&writer, 0);
    assert_false(writer.failed);
    assert_non_null(strstr(text, "The \\\"hall\\\""));
    assert_non_null(strstr(text, "A \\\"quoted\\\" \\\\ "));
    assert_null(strchr(text, '\n'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(room_01_the_newest_has_the_main_slot),
        CASE(room_02_who_leaves_makes_room),
        CASE(room_03_a_standby_steps_aside_and_comes_back),
        CASE(room_04_more_speakers_than_slots_wait),
        CASE(room_05_the_state_is_json_whatever_the_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
