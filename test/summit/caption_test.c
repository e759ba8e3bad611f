/* Live captions: who may write them, what is one line, what stands and for how long. */
#include "support.h"

#include "summit/caption.h"

#define CASE(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

enum { HALL = 1, TWO = 2 };

struct fixture {
    struct world *world;
    struct captions captions;
    struct refusal why;
    int64_t now_ms;
};

static struct fixture *fixture_of(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.world = *state, .now_ms = 1000};
    must(fixture.world, DIRECTOR,
         "{\"command\":\"summit_edit\",\"name\":{\"en\":\"W\"},\"time_zone\":\"UTC\","
         "\"languages\":[\"en\",\"fr\",\"fa\"]}");
    must(fixture.world, DIRECTOR,
         "{\"command\":\"room_add\",\"slug\":\"two\",\"name\":{\"en\":\"Two\"},"
         "\"languages\":[\"sw\"]}");
    return &fixture;
}

/* A second passes before each, so that it is in time. */
static enum summit_refusal say(struct fixture *fixture, uint32_t person, uint32_t room,
                               const char *language, enum summit_caption_state state,
                               struct bytes text)
{
    struct word_caption caption = {.state = state, .text = text};
    const struct actor actor = {ACTOR_PERSON, person};
    snprintf(caption.language.text, sizeof(caption.language.text), "%s", language);
    fixture->now_ms += 1000;
    return captions_write(&fixture->captions, fixture->world->state, &actor, room, &caption,
                          fixture->now_ms, &fixture->why)
               ? REFUSED_NOT
               : reason_refusal(fixture->why.reason);
}

static enum summit_refusal line(struct fixture *fixture, uint32_t person, const char *text)
{
    return say(fixture, person, HALL, "fr", SUMMIT_CAPTION_STATE_FINAL, bytes_of_text(text));
}

static enum summit_refusal part(struct fixture *fixture, const char *text)
{
    return say(fixture, INTERPRETER, HALL, "fr", SUMMIT_CAPTION_STATE_PARTIAL, bytes_of_text(text));
}

static void assert_told(struct fixture *fixture, uint32_t room, const char *language,
                        const char *text)
{
    struct tag tag = {{0}};
    snprintf(tag.text, sizeof(tag.text), "%s", language);
    struct caption_track *track = captions_track(&fixture->captions.rooms[room], &tag);
    assert_non_null(track);
    struct bytes told = captions_told(track);
    assert_true(bytes_equal_text(told, text));
}

static void assert_languages(struct fixture *fixture, uint32_t room, const char *list)
{
    char text[CAPTION_LANGUAGES_MAX], wanted[CAPTION_LANGUAGES_MAX];
    struct writer writer = writer_of(text, sizeof(text));
    captions_write_languages(&fixture->captions.rooms[room], &writer);
    writer_u8(&writer, 0);
    snprintf(wanted, sizeof(wanted), "{\"type\":\"caption_languages\",\"languages\":[%s]}", list);
    assert_string_equal(text, wanted);
}

static void caption_01_interpreters_and_the_desk_write(void **state)
{
    struct fixture *fixture = fixture_of(state);
    const uint32_t may_not[] = {SPEAKER, KENYA, VIEWER, PRESS};
    for (size_t i = 0; i < COUNT_OF(may_not); i++) {
        assert_int_equal(line(fixture, may_not[i], "x"), REFUSED_NOT_ALLOWED);
        assert_has(fixture->why.sentence, "director, moderator, interpreter");
    }
    assert_int_equal(fixture->captions.rooms[HALL].version, 0);
    assert_int_equal(line(fixture, INTERPRETER, "Un"), REFUSED_NOT);
    assert_int_equal(line(fixture, MODERATOR, "Deux"), REFUSED_NOT);
    assert_int_equal(line(fixture, DIRECTOR, "\"Trois\""), REFUSED_NOT);
    assert_told(fixture, HALL, "fr",
                "{\"type\":\"captions\",\"language\":\"fr\",\"first\":1,"
                "\"lines\":[\"Un\",\"Deux\",\"\\\"Trois\\\"\"]}");
    must(fixture->world, DIRECTOR, "{\"command\":\"person_ban\",\"person\":7}");
    assert_int_equal(line(fixture, INTERPRETER, "x"), REFUSED_BANNED);
    const struct actor stranger = {.kind = ACTOR_STRANGER};
    const struct word_caption caption = {.language = {"fr"}, .text = bytes_of_text("x")};
    assert_false(captions_write(&fixture->captions, fixture->world->state, &stranger, HALL,
                                &caption, 1, &fixture->why));
    assert_int_equal(fixture->why.reason, REASON_ONLY_PEOPLE_MAY);
}

static void caption_02_rooms_and_languages_are_apart(void **state)
{
    struct fixture *fixture = fixture_of(state);
    const struct bytes text = bytes_of_text("x");
    assert_int_equal(say(fixture, INTERPRETER, HALL, "de", 0, text), REFUSED_INVALID);
    assert_has(fixture->why.sentence, "\"de\"");
    assert_int_equal(say(fixture, INTERPRETER, HALL, "sw", 0, text), REFUSED_INVALID);
    assert_int_equal(say(fixture, INTERPRETER, TWO, "sw", 0, text), REFUSED_NOT);
    assert_int_equal(say(fixture, INTERPRETER, TWO, "fr", 0, text), REFUSED_NOT);
    assert_int_equal(say(fixture, INTERPRETER, 9, "fr", 0, text), REFUSED_NOT_FOUND);
    assert_languages(fixture, TWO, "\"sw\",\"fr\"");
    assert_languages(fixture, HALL, "");
    must(fixture->world, DIRECTOR,
         "{\"command\":\"person_edit\",\"person\":2,\"name\":\"M\",\"role\":\"moderator\",\"room\":"
         "1}");
    assert_int_equal(say(fixture, MODERATOR, TWO, "fr", 0, text), REFUSED_NOT_ALLOWED);
    assert_int_equal(fixture->why.reason, REASON_OTHER_ROOM);
    must(fixture->world, DIRECTOR, "{\"command\":\"room_lock\",\"room\":2,\"locked\":\"on\"}");
    assert_int_equal(say(fixture, INTERPRETER, TWO, "fr", 0, text), REFUSED_LOCKED);
}

static void caption_03_a_line_is_one_line(void **state)
{
    struct fixture *fixture = fixture_of(state);
    static const char *const bad[] = {"", "a\nb", "a\tb", "a\x1b[0m", "a\x7f", "a\xc2\x85"};
    char text[CAPTION_TEXT_MAX + 1];
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_int_equal(line(fixture, INTERPRETER, bad[i]), REFUSED_INVALID);
    }
    memset(text, '"', sizeof(text));
    struct bytes long_text = bytes_of(text, sizeof(text));
    assert_int_equal(say(fixture, INTERPRETER, HALL, "fr", 0, long_text), REFUSED_INVALID);
    assert_languages(fixture, HALL, "");
    long_text.size--;
    for (int i = 0; i <= CAPTION_LINES; i++) { /* the most that is ever told */
        assert_int_equal(say(fixture, INTERPRETER, HALL, "fr", 0, long_text), REFUSED_NOT);
    }
    struct bytes told =
        captions_told(captions_track(&fixture->captions.rooms[HALL], &(struct tag){"fr"}));
    assert_true(told.size > 2 * CAPTION_LINES * CAPTION_TEXT_MAX);
    assert_int_equal(line(fixture, INTERPRETER, "\xc2\xa0\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85"),
                     REFUSED_NOT);
}

static void caption_04_a_partial_line_is_replaced(void **state)
{
    struct fixture *fixture = fixture_of(state);
    assert_int_equal(part(fixture, ""), REFUSED_NOT); /* nothing to take back */
    assert_languages(fixture, HALL, "");
    assert_int_equal(line(fixture, INTERPRETER, "Un"), REFUSED_NOT);
    assert_int_equal(part(fixture, "De"), REFUSED_NOT);
    assert_int_equal(part(fixture, "Deu"), REFUSED_NOT);
    assert_told(fixture, HALL, "fr",
                "{\"type\":\"captions\",\"language\":\"fr\",\"first\":1,"
                "\"lines\":[\"Un\",\"Deu\"],\"partial\":true}");
    assert_int_equal(part(fixture, ""), REFUSED_NOT);
    assert_told(fixture, HALL, "fr",
                "{\"type\":\"captions\",\"language\":\"fr\",\"first\":1,\"lines\":[\"Un\"]}");
    assert_int_equal(part(fixture, "D"), REFUSED_NOT);
    assert_int_equal(line(fixture, INTERPRETER, "Deux"), REFUSED_NOT);
    for (int i = 3; i <= 6; i++) {
        assert_int_equal(line(fixture, MODERATOR, "x"), REFUSED_NOT);
    }
    assert_told(fixture, HALL, "fr",
                "{\"type\":\"captions\",\"language\":\"fr\",\"first\":3,"
                "\"lines\":[\"x\",\"x\",\"x\",\"x\"]}");
}

static void caption_05_so_many_a_second(void **state)
{
    struct fixture *fixture = fixture_of(state);
    int taken = 0;
    for (int i = 0; i < 20; i++) {
        fixture->now_ms = 4000;
        taken += line(fixture, INTERPRETER, "x") == REFUSED_NOT;
    }
    assert_int_equal(taken, CAPTIONS_A_SECOND);
    fixture->now_ms = 4000;
    assert_int_equal(line(fixture, INTERPRETER, "x"), REFUSED_TOO_FAST);
    assert_has(fixture->why.sentence, "5 captions a second");
    fixture->now_ms = 4000;
    assert_int_equal(line(fixture, MODERATOR, "x"), REFUSED_NOT); /* each their own */
    assert_int_equal(line(fixture, INTERPRETER, "x"), REFUSED_NOT);
}

static void caption_06_what_is_old_goes(void **state)
{
    struct fixture *fixture = fixture_of(state);
    struct caption_room *room = &fixture->captions.rooms[HALL];
    assert_int_equal(line(fixture, INTERPRETER, "Un"), REFUSED_NOT);
    uint32_t version = room->version;
    captions_expire(room, fixture->now_ms + CAPTION_STANDS_MS);
    assert_int_equal(room->version, version);
    captions_expire(room, fixture->now_ms + CAPTION_STANDS_MS + 1);
    assert_int_not_equal(room->version, version);
    assert_told(fixture, HALL, "fr",
                "{\"type\":\"captions\",\"language\":\"fr\",\"first\":2,\"lines\":[]}");
    version = room->version;
    captions_expire(room, fixture->now_ms + CAPTION_TRACK_MS);
    assert_int_equal(room->version, version);
    assert_languages(fixture, HALL, "\"fr\"");
    captions_expire(room, fixture->now_ms + CAPTION_TRACK_MS + 1);
    assert_int_equal(room->languages, version + 1);
    assert_languages(fixture, HALL, "");
    assert_int_equal(line(fixture, INTERPRETER, "Encore"), REFUSED_NOT);
    assert_told(fixture, HALL, "fr",
                "{\"type\":\"captions\",\"language\":\"fr\",\"first\":1,\"lines\":[\"Encore\"]}");
    assert_int_equal(room->languages, room->version);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(caption_01_interpreters_and_the_desk_write),
        CASE(caption_02_rooms_and_languages_are_apart),
        CASE(caption_03_a_line_is_one_line),
        CASE(caption_04_a_partial_line_is_replaced),
        CASE(caption_05_so_many_a_second),
        CASE(caption_06_what_is_old_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
