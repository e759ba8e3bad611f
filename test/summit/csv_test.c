/* CSV, and the lists of people that come in it. */
#include "support.h"

#include "summit/csv.h"
#include "summit/roster.h"

#define CASE(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

static struct csv csv;
static struct csv_row row;

/* The rows as text: cells between bars, rows between line ends, a broken one as "!". */
static const char *rows_of(struct bytes text)
{
    static char out[4096];
    enum reason problem;
    enum csv_answer answer;
    struct writer writer = writer_of(out, sizeof(out));
    csv_open(&csv, text);
    while ((answer = csv_next(&csv, &row, &problem)) != CSV_END) {
        writer_format(&writer, "%u", csv.line);
        assert_true((answer == CSV_BROKEN) == (problem != REASON_NONE));
        for (uint32_t i = 0; answer == CSV_ROW && i < row.count; i++) {
            writer_format(&writer, "|%.*s", (int)row.cells[i].size,
                          (const char *)row.cells[i].data);
        }
        writer_text(&writer, answer == CSV_ROW ? "\n" : "!\n");
    }
    writer_u8(&writer, 0);
    return out;
}

static void csv_01_rows(void **state)
{
    static const struct {
        const char *text, *rows;
    } cases[] = {
        {"", ""},
        {"\r\n\n", ""},
        {"a,b\r\nc,d\r\n", "1|a|b\n2|c|d\n"},
        {"a,b\nc,d", "1|a|b\n2|c|d\n"},
        {"\xef\xbb\xbf"
         "a,b",
         "1|a|b\n"},
        {"a;b\nc;d,e", "1|a|b\n2|c|d,e\n"},
        {"\"a,b\",\"c\"\"d\"\n", "1|a,b|c\"d\n"},
        {"\"a\nb\",c\nd,e\n", "1|a\nb|c\n3|d|e\n"},
        {"a,,\n", "1|a||\n"},
        {",\n", "1||\n"},
        {"\"\"\n", "1|\n"},
        {"a\n\n\nb\n", "1|a\n4|b\n"},
        {"a\"b,c\nd\n", "1!\n2|d\n"},
        {"\"a\"b,c\nd\n", "1!\n2|d\n"},
        {"\"a,b\nc", "1!\n"},
        {"\xff,a\nb\n", "1!\n2|b\n"},
        {"1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3\nb\n", "1!\n2|b\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_string_equal(rows_of(bytes_of_text(cases[i].text)), cases[i].rows);
    }
}

static void csv_02_cells_that_are_written(void **state)
{
    static const struct {
        const char *cell, *text;
    } cases[] = {
        {"plain", "plain"},   {"", ""},
        {"a,b", "\"a,b\""},   {"a\"b", "\"a\"\"b\""},
        {"a\nb", "\"a\nb\""}, {"=1+1", "\"'=1+1\""},
        {"@x", "\"'@x\""},    {"-", "\"'-\""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[64];
        struct writer writer = writer_of(text, sizeof(text));
        csv_write_cell(&writer, bytes_of_text(cases[i].cell));
        writer_u8(&writer, 0);
        assert_string_equal(text, cases[i].text);
    }
}

/* Import as the server does it: each row's commands are decided in turn. */
static uint32_t import(struct world *world, const char *text, char *problems, size_t size)
{
    static struct roster roster;
    struct roster_entry entry;
    uint32_t added = 0;
    problems[0] = 0;
    assert_null(roster_open(&roster, bytes_of_text(text)));
    while (roster_next(&roster, world->state, &entry)) {
        if (entry.problem) {
            snprintf(problems + strlen(problems), size - strlen(problems), "%u: %s\n", entry.line,
                     entry.problem->sentence);
            continue;
        }
        if (entry.has_location) {
            assert_int_equal(world_decide(world, DIRECTOR, &entry.location), REFUSED_NOT);
            roster_locate(&entry, world->decision.events[0].fields.location_added.location);
        }
        if (entry.has_person) {
            assert_int_equal(world_decide(world, DIRECTOR, &entry.person), REFUSED_NOT);
        }
        added++;
    }
    return added;
}

static void csv_03_a_list_of_people(void **state)
{
    WORLD(state);
    char problems[2048];
    uint32_t added = import(world,
                            "Name,Role,Location,Country,Weight,language,room\r\n"
                            "Amina,delegate,Mali,ML,2,fr,\r\n"
                            "Bakari,Speaker,Mali,,,,hall\r\n"
                            ",,Fiji,FJ,1,,\r\n"
                            "Juma,,Kenya,,,,\r\n"
                            "Zed,king,,,,,\r\n"
                            "Yan,,Oz,,,,\r\n"
                            ",,,,,,\r\n"
                            "Xi,,Peru,PE,many,,\r\n"
                            "Wu,,,,,english language,\r\n"
                            "Vo,,,,,,cellar\r\n"
                            ",,Fiji,FJ,1,,\r\n"
                            "\"Bad\"x,,\r\n",
                            problems, sizeof(problems));
    assert_int_equal(added, 4);
    assert_string_equal(problems,
                        "6: There is no role \"king\".\n"
                        "7: The location is new, so \"country\" must say where it is: two "
                        "upper-case letters (ISO 3166-1).\n"
                        "8: The row has neither a name nor a location.\n"
                        "9: \"weight\" must be a whole number from 0 to 1000000.\n"
                        "10: \"language\" must be a language tag such as en or pt-BR.\n"
                        "11: There is no room \"cellar\".\n"
                        "12: This location is there already (5).\n"
                        "13: Something stands between a quoted cell and the next separator.\n");
    assert_int_equal(state_person(world->state, 9)->location, 4);
    assert_int_equal(state_person(world->state, 10)->location, 4);
    assert_int_equal(state_person(world->state, 10)->role, SUMMIT_ROLE_SPEAKER);
    assert_int_equal(state_person(world->state, 10)->room, 1);
    assert_int_equal(state_person(world->state, 11)->location, 1);
    assert_int_equal(state_person(world->state, 11)->role, SUMMIT_ROLE_DELEGATE);
}

static void csv_04_headers(void **state)
{
    static struct roster roster;
    (void)state;
    assert_has(roster_open(&roster, bytes_of_text(""))->sentence, "empty");
    assert_has(roster_open(&roster, bytes_of_text("name,shoe size\n"))->sentence,
               "\"shoe size\" is not known");
    assert_has(roster_open(&roster, bytes_of_text("name,NAME\n"))->sentence, "twice");
    assert_has(roster_open(&roster, bytes_of_text("role,room\n"))->sentence,
               "must name the columns");
    assert_null(roster_open(&roster, bytes_of_text(" location ; country\n")));
}

static void csv_05_thousands_of_rows(void **state)
{
    WORLD(state);
    enum { ROWS = 5000 };
    char *text = malloc(ROWS * 64), problems[256], *at = text;
    at += sprintf(at, "name,location,country\n");
    for (int i = 0; i < ROWS; i++) {
        at += sprintf(at, "Person %d,Place %d,FR\n", i, i / 2);
    }
    assert_int_equal(import(world, text, problems, sizeof(problems)), ROWS);
    assert_string_equal(problems, "");
    assert_int_equal(world->state->tables[ENTITY_LOCATION].count, 3 + ROWS / 2);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_01_rows),  cmocka_unit_test(csv_02_cells_that_are_written),
        CASE(csv_03_a_list_of_people),  cmocka_unit_test(csv_04_headers),
        CASE(csv_05_thousands_of_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
