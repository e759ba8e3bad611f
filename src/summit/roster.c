#include "summit/roster.h"

#include "base/json.h"

enum { NAME_SHOWN_MAX = 60 }; /* of what is not known */

enum column {
    COLUMN_NAME,
    COLUMN_TITLE,
    COLUMN_ROLE,
    COLUMN_EMAIL,
    COLUMN_LANGUAGE,
    COLUMN_ROOM,
    COLUMN_LOCATION,
    COLUMN_COUNTRY,
    COLUMN_LOCATION_LANGUAGE,
    COLUMN_TIME_ZONE,
    COLUMN_HEAD_COUNT,
    COLUMN_WEIGHT,
};
static const char *const names[ROSTER_COLUMNS] = {
    "name",      "title",      "role",
    "email",     "language",   "room",
    "location",  "country",    "location_language",
    "time_zone", "head_count", "weight",
};

/* What to mend first; `column`: which one it is about, or NULL. */
static const struct refusal *say(struct roster *roster, const char *column,
                                 const struct grounds *grounds)
{
    if (!roster->problem.reason) {
        roster->column = column;
        refusal_make(&roster->problem, grounds);
    }
    return &roster->problem;
}
#define mend(roster, column, ...)                                                                  \
    say(roster, column, &(const struct grounds){.reason = __VA_ARGS__})

/* One that is about a cell of this column, which the sentence names. */
#define mend_cell(roster, column, ...)                                                             \
    mend(roster, names[column], __VA_ARGS__, .field = bytes_of_text(names[column]))

/* Without spaces around it. */
static struct bytes trimmed(struct bytes text)
{
    while (text.size > 0 && text.data[0] <= ' ') {
        text = bytes_of(text.data + 1, text.size - 1);
    }
    while (text.size > 0 && text.data[text.size - 1] <= ' ') {
        text.size--;
    }
    return text;
}

static struct bytes cell(const struct roster *roster, enum column column)
{
    int at = roster->columns[column];
    return at >= 0 && (uint32_t)at < roster->row.count ? trimmed(roster->row.cells[at])
                                                       : (struct bytes){0};
}

static bool equal_ignoring_case(struct bytes text, const char *name)
{
    size_t i = 0;
    for (; i < text.size && name[i]; i++) {
        uint8_t c = text.data[i];
        if ((c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c) != (uint8_t)name[i]) {
            return false;
        }
    }
    return i == text.size && !name[i];
}

const struct refusal *roster_open(struct roster *roster, struct bytes text)
{
    enum reason problem;
    csv_open(&roster->csv, text);
    roster->problem.reason = REASON_NONE;
    memset(roster->columns, -1, sizeof(roster->columns));
    enum csv_answer answer = csv_next(&roster->csv, &roster->row, &problem);
    if (answer != CSV_ROW) {
        return mend(roster, NULL, answer == CSV_END ? REASON_LIST_IS_EMPTY : problem);
    }
    for (uint32_t i = 0; i < roster->row.count; i++) {
        int column = 0;
        struct bytes name = trimmed(roster->row.cells[i]);
        while (column < ROSTER_COLUMNS && !equal_ignoring_case(name, names[column])) {
            column++;
        }
        if (column == ROSTER_COLUMNS) {
            return mend(roster, NULL, REASON_COLUMN_UNKNOWN,
                        .given = bytes_whole_characters(name, NAME_SHOWN_MAX));
        }
        if (roster->columns[column] >= 0) {
            return mend_cell(roster, column, REASON_COLUMN_TWICE);
        }
        roster->columns[column] = (int8_t)i;
    }
    if (roster->columns[COLUMN_NAME] < 0 && roster->columns[COLUMN_LOCATION] < 0) {
        return mend(roster, NULL, REASON_COLUMNS_NOT_NAMED);
    }
    return NULL;
}

/* ---- cells into fields ---- */

static const struct refusal *put_text(struct roster *roster, enum column column, size_t maximum,
                                      struct bytes *text)
{
    *text = cell(roster, column);
    for (size_t i = 0; i < text->size; i++) {
        if (text->data[i] < 0x20 || text->data[i] == 0x7f) {
            return mend_cell(roster, column, REASON_CELL_HAS_CONTROL);
        }
    }
    return text->size <= maximum
               ? NULL
               : mend_cell(roster, column, REASON_CELL_TOO_LONG, .count = (int64_t)text->size,
                           .most = (int64_t)maximum);
}

static const struct refusal *put_tag(struct roster *roster, enum column column, struct tag *tag)
{
    struct bytes text = cell(roster, column);
    bool is_good = text.size == 0 || (text.size >= 2 && text.size < sizeof(tag->text));
    for (size_t i = 0; is_good && i < text.size; i++) {
        uint8_t c = text.data[i] | 0x20;
        is_good = (c >= 'a' && c <= 'z') ||
                  (i > 0 && (text.data[i] == '-' || (text.data[i] >= '0' && text.data[i] <= '9')));
    }
    *tag = (struct tag){{0}};
    if (!is_good) {
        return mend_cell(roster, column, REASON_CELL_NO_LANGUAGE);
    }
    if (text.size > 0) {
        memcpy(tag->text, text.data, text.size);
    }
    return NULL;
}

static const struct refusal *put_number(struct roster *roster, enum column column, int64_t *number)
{
    struct bytes text = cell(roster, column);
    const struct json_value value = {.type = JSON_NUMBER, .text = text};
    *number = 0;
    bool is_good = text.size == 0 || (json_integer(&value, number) && *number >= 0 &&
                                      *number <= 1000000 && text.data[0] != '-');
    return is_good ? NULL : mend_cell(roster, column, REASON_CELL_NO_NUMBER);
}

static const struct refusal *put_role(struct roster *roster, enum summit_role *role)
{
    struct bytes text = cell(roster, COLUMN_ROLE);
    if (text.size == 0) {
        *role = SUMMIT_ROLE_DELEGATE;
        return NULL;
    }
    for (int i = 0; i < SUMMIT_ROLE_COUNT; i++) {
        if (equal_ignoring_case(text, enum_name(ENUM_ROLE, i))) {
            *role = (enum summit_role)i;
            return NULL;
        }
    }
    return mend(roster, names[COLUMN_ROLE], REASON_CELL_NO_ROLE,
                .given = bytes_whole_characters(text, NAME_SHOWN_MAX));
}

static const struct refusal *put_room(struct roster *roster, const struct summit_state *state,
                                      uint32_t *id)
{
    struct bytes slug = cell(roster, COLUMN_ROOM);
    *id = 0;
    STATE_EACH(state, ENTITY_ROOM, room, room)
    {
        if (bytes_equal(room->slug, slug)) {
            *id = room->id;
        }
    }
    return slug.size == 0 || *id ? NULL
                                 : mend(roster, names[COLUMN_ROOM], REASON_CELL_NO_ROOM,
                                        .given = bytes_whole_characters(slug, NAME_SHOWN_MAX));
}

/* The problem found first; both have been looked for. */
static const struct refusal *first(const struct refusal *a, const struct refusal *b)
{
    return a ? a : b;
}

static const struct refusal *read_location(struct roster *roster, struct summit_command *command)
{
    struct command_location_add *location = &command->fields.location_add;
    command->kind = COMMAND_LOCATION_ADD;
    const struct refusal *problem = put_text(roster, COLUMN_LOCATION, 120, &location->name);
    problem = first(problem, put_text(roster, COLUMN_COUNTRY, 2, &location->country));
    problem = first(problem, put_tag(roster, COLUMN_LOCATION_LANGUAGE, &location->language));
    problem = first(problem, put_text(roster, COLUMN_TIME_ZONE, 40, &location->time_zone));
    problem = first(problem, put_number(roster, COLUMN_HEAD_COUNT, &location->head_count));
    problem = first(problem, put_number(roster, COLUMN_WEIGHT, &location->weight));
    if (!problem && location->country.size != 2) {
        problem = mend(roster, names[COLUMN_COUNTRY], REASON_COUNTRY_MISSING);
    }
    return problem;
}

static const struct refusal *read_person(struct roster *roster, const struct summit_state *state,
                                         struct summit_command *command)
{
    struct command_person_add *person = &command->fields.person_add;
    command->kind = COMMAND_PERSON_ADD;
    const struct refusal *problem = put_text(roster, COLUMN_NAME, 120, &person->name);
    problem = first(problem, put_text(roster, COLUMN_TITLE, 120, &person->title));
    problem = first(problem, put_text(roster, COLUMN_EMAIL, 120, &person->email));
    problem = first(problem, put_tag(roster, COLUMN_LANGUAGE, &person->language));
    problem = first(problem, put_role(roster, &person->role));
    return first(problem, put_room(roster, state, &person->room));
}

static uint32_t location_named(const struct summit_state *state, struct bytes name)
{
    STATE_EACH(state, ENTITY_LOCATION, location, location)
    {
        if (bytes_equal(location->name, name)) {
            return location->id;
        }
    }
    return 0;
}

void roster_locate(struct roster_entry *entry, uint32_t location)
{
    entry->person.fields.person_add.location = location;
}

bool roster_next(struct roster *roster, const struct summit_state *state,
                 struct roster_entry *entry)
{
    *entry = (struct roster_entry){0};
    roster->column = NULL;
    roster->problem.reason = REASON_NONE;
    enum reason broken;
    enum csv_answer answer = csv_next(&roster->csv, &roster->row, &broken);
    entry->line = roster->csv.line;
    if (answer == CSV_BROKEN) {
        entry->problem = mend(roster, NULL, broken);
    }
    if (answer != CSV_ROW) {
        return answer == CSV_BROKEN;
    }
    struct bytes location = cell(roster, COLUMN_LOCATION);
    uint32_t known = location.size > 0 ? location_named(state, location) : 0;
    entry->has_location = location.size > 0 && !known;
    entry->has_person = cell(roster, COLUMN_NAME).size > 0;
    if (!entry->has_person && location.size == 0) {
        entry->problem = mend(roster, NULL, REASON_ROW_IS_EMPTY);
        return true;
    }
    if (!entry->has_person && known) {
        entry->column = names[COLUMN_LOCATION];
        entry->problem =
            mend(roster, names[COLUMN_LOCATION], REASON_LOCATION_IS_THERE, .location = known);
        return true;
    }
    const struct refusal *problem =
        entry->has_location ? read_location(roster, &entry->location) : NULL;
    if (entry->has_person) {
        problem = first(problem, read_person(roster, state, &entry->person));
        roster_locate(entry, known);
    }
    entry->problem = problem;
    entry->column = problem ? roster->column : NULL;
    return true;
}
