/* The programme: its order, its times, and how calendars and search engines get it. */
#include "support.h"

#include "summit/programme.h"

#define CASE(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

enum { HOUR_MS = 3600000 };

static void add(struct world *world, const char *title, int hour)
{
    must(world, MODERATOR,
         "{\"command\":\"item_add\",\"room\":1,\"title\":{\"en\":\"%s\"},\"start_ms\":%lld,\"end_"
         "ms\":%lld}",
         title, (long long)NOON + hour * (long long)HOUR_MS,
         (long long)NOON + (hour + 1) * (long long)HOUR_MS);
}

static void assert_order(struct world *world, const char *expected)
{
    const struct summit_item *items[2000];
    char order[64] = "";
    uint32_t count = programme_order(world->state, items, 2000);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(items[i]->position, i);
        snprintf(order + strlen(order), sizeof(order) - strlen(order), "%u ", items[i]->id);
    }
    assert_string_equal(order, expected);
}

static void programme_01_in_the_order_of_time_and_then_as_moved(void **state)
{
    WORLD(state);
    add(world, "b", 2);
    add(world, "a", 1);
    add(world, "d", 4);
    add(world, "c", 3);
    assert_order(world, "2 1 4 3 ");
    must(world, MODERATOR, "{\"command\":\"item_move\",\"item\":3,\"before\":1}");
    assert_order(world, "2 3 1 4 ");
    must(world, MODERATOR, "{\"command\":\"item_move\",\"item\":2}");
    assert_order(world, "3 1 4 2 ");
    must(world, MODERATOR, "{\"command\":\"item_move\",\"item\":2,\"before\":4}");
    assert_order(world, "3 1 2 4 ");
    must(world, MODERATOR, "{\"command\":\"item_remove\",\"item\":1}");
    assert_order(world, "3 2 4 ");
    assert_int_equal(ask(world, MODERATOR, "{\"command\":\"item_move\",\"item\":2,\"before\":2}"),
                     REFUSED_INVALID);
}

static void programme_02_one_item_runs_in_a_room(void **state)
{
    WORLD(state);
    add(world, "a", 0);
    add(world, "b", 1);
    must(world, MODERATOR, "{\"command\":\"item_start\",\"item\":1}");
    must(world, MODERATOR, "{\"command\":\"item_start\",\"item\":1}");
    assert_int_equal(world->decision.event_count, 0);
    assert_int_equal(ask(world, MODERATOR, "{\"command\":\"item_remove\",\"item\":1}"),
                     REFUSED_CONFLICT);
    world->now_ms += 2 * HOUR_MS;
    must(world, MODERATOR, "{\"command\":\"item_start\",\"item\":2}");
    assert_int_equal(world->decision.event_count, 2);
    assert_int_equal(state_item(world->state, 1)->status, SUMMIT_ITEM_STATUS_FINISHED);
    assert_int_equal(state_item(world->state, 1)->actual_end_ms, NOON + 2 * HOUR_MS);
    assert_has(view_of(world, SUMMIT_ROLE_VIEWER, 1, 0), "\"item\":2,\"late_ms\":3600000}");
    assert_int_equal(programme_late_ms(world->state, 1), HOUR_MS);
    world->now_ms = NOON + 2 * HOUR_MS + 60000;
    must(world, MODERATOR, "{\"command\":\"item_finish\",\"item\":2}");
    assert_int_equal(programme_late_ms(world->state, 1), 60000);
    add(world, "c", 3);
    assert_int_equal(ask(world, MODERATOR, "{\"command\":\"item_finish\",\"item\":3}"),
                     REFUSED_CONFLICT);
}

static void programme_03_times_and_days(void **state)
{
    WORLD(state);
    assert_int_equal(ask(world, MODERATOR,
                         "{\"command\":\"item_add\",\"room\":1,\"title\":{\"en\":\"x\"},\"start_"
                         "ms\":5,\"end_ms\":5}"),
                     REFUSED_INVALID);
    must(world, MODERATOR,
         "{\"command\":\"day_add\",\"title\":{\"en\":\"One\"},\"start_ms\":1,\"end_ms\":9}");
    must(world, MODERATOR,
         "{\"command\":\"item_add\",\"room\":1,\"day\":1,\"title\":{\"en\":\"x\"},\"start_ms\":5,"
         "\"end_ms\":6}");
    assert_int_equal(ask(world, MODERATOR, "{\"command\":\"day_remove\",\"day\":1}"),
                     REFUSED_CONFLICT);
    must(world, MODERATOR, "{\"command\":\"item_remove\",\"item\":1}");
    must(world, MODERATOR, "{\"command\":\"day_remove\",\"day\":1}");
}

static const char *calendar(struct world *world, const char *language)
{
    static char text[16384];
    struct tag tag = {{0}};
    memcpy(tag.text, language, strlen(language));
    struct writer writer = writer_of(text, sizeof(text));
    programme_write_icalendar(&writer, world->state, tag, bytes_of_text("summit.example"), NOON);
    writer_u8(&writer, 0);
    assert_false(writer.failed);
    return text;
}

static void programme_04_icalendar(void **state)
{
    WORLD(state);
    must(world, MODERATOR,
         "{\"command\":\"item_add\",\"room\":1,\"title\":{\"en\":\"Rain, rivers; "
         "and\\nwells\",\"fr\":\"Pluie\"},\"about\":{\"en\":\"back\\\\slash\"},\"start_ms\":"
         "951782400000,\"end_ms\":951786000000}");
    assert_string_equal(
        calendar(world, "en"),
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Plenary//Summit//EN\r\n"
        "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nX-WR-CALNAME:Water\r\n"
        "X-WR-TIMEZONE:Europe/Zurich\r\nBEGIN:VEVENT\r\nUID:item-1@summit.example\r\n"
        "DTSTAMP:20251125T120000Z\r\nSEQUENCE:14\r\nDTSTART:20000229T000000Z\r\n"
        "DTEND:20000229T010000Z\r\nSUMMARY:Rain\\, rivers\\; and\\nwells\r\n"
        "DESCRIPTION:back\\\\slash\r\nLOCATION:Hall\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n");
    assert_has(calendar(world, "fr"), "SUMMARY:Pluie\r\n");
    assert_has(calendar(world, "ar"), "SUMMARY:Rain"); /* the summit's first language */
}

/* Each physical line has at most 75 bytes, and unfolded they are what went in. */
static void programme_05_long_lines_are_folded_between_characters(void **state)
{
    WORLD(state);
    char title[290] = "";
    for (int i = 0; i < 72; i++) {
        strcat(title, i % 2 ? "\xd8\xa2\xd8\xa8" : "\xe6\xb0\xb4x"); /* two and three bytes */
    }
    title[288] = 0;
    add(world, title, 1);
    char plain[201];
    memset(plain, 'x', sizeof(plain));
    plain[200] = 0;
    add(world, plain, 2);
    const char *text = calendar(world, "en");
    char unfolded[16384], *out = unfolded;
    int is_folded = 0;
    for (const char *line = text; *line;) {
        const char *end = strstr(line, "\r\n");
        assert_true(end - line + is_folded <= 75);
        assert_true(utf8_is_valid(bytes_of(line, (size_t)(end - line))));
        memcpy(out, line, (size_t)(end - line));
        out += end - line;
        line = end + 2;
        is_folded = *line == ' ';
        if (is_folded) {
            line++;
        } else {
            *out++ = '\n';
        }
    }
    *out = 0;
    assert_has(unfolded, title);
    assert_has(unfolded, plain);
}

static void programme_06_json_ld_is_safe_in_a_script(void **state)
{
    WORLD(state);
    static char text[4096];
    static struct json_document document;
    static uint8_t memory[4096];
    struct writer writer = writer_of(text, sizeof(text)),
                  strings = writer_of(memory, sizeof(memory));
    must(world, MODERATOR,
         "{\"command\":\"item_add\",\"room\":1,\"title\":{\"en\":\"</"
         "script><b>\"},\"speakers\":[3],\"start_ms\":951782400000,\"end_ms\":951786000000}");
    programme_write_json_ld(&writer, world->state, (struct tag){"en"},
                            bytes_of_text("https://summit.example/"));
    assert_null(json_parse(&document, writer_bytes(&writer), &strings));
    writer_u8(&writer, 0);
    assert_lacks(text, "<");
    assert_has(text, "\"startDate\":\"2000-02-29T00:00:00Z\"");
    assert_has(text, "{\"@type\":\"Person\",\"name\":\"Sun\",\"jobTitle\":\"Minister of Water\"}");
    assert_has(text, "\"url\":\"https://summit.example/\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(programme_01_in_the_order_of_time_and_then_as_moved),
        CASE(programme_02_one_item_runs_in_a_room),
        CASE(programme_03_times_and_days),
        CASE(programme_04_icalendar),
        CASE(programme_05_long_lines_are_folded_between_characters),
        CASE(programme_06_json_ld_is_safe_in_a_script),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
