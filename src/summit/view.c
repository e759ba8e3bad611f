#include "summit/view_write.h"

#include "summit/programme.h"

bool view_shows(enum summit_role role, enum summit_entity entity, const void *row)
{
    if (role_is_desk(role)) {
        return true;
    }
    if (entity == ENTITY_QUESTION) {
        return ((const struct summit_question *)row)->status != SUMMIT_QUESTION_STATUS_ASKED;
    }
    if (entity == ENTITY_MOTION) {
        return ((const struct summit_motion *)row)->status != SUMMIT_MOTION_STATUS_DRAFT;
    }
    if (entity == ENTITY_SEAT) {
        return ((const struct summit_seat *)row)->status == SUMMIT_FLOOR_STATUS_SEATED ||
               role >= SUMMIT_ROLE_INTERPRETER;
    }
    return true;
}

void view_open_row(struct writer *writer, enum summit_role role, enum summit_entity entity,
                   const void *row)
{
    const struct entity_head *head = row;
    writer_format(writer, "{\"id\":%u,\"revision\":%llu", head->id,
                  (unsigned long long)head->revision);
    record_write_members(writer, &summit_entities[entity], row, role_mask(role));
}

void view_write_who(struct writer *writer, const struct summit_state *state, uint32_t id)
{
    const struct summit_person *person = state_person(state, id);
    const struct summit_location *location =
        person ? state_location(state, person->location) : NULL;
    writer_format(writer, "{\"id\":%u", id);
    if (person) {
        writer_text(writer, ",\"name\":");
        json_write_string(writer, person->name);
    }
    if (person && person->title.size > 0) {
        writer_text(writer, ",\"title\":");
        json_write_string(writer, person->title);
    }
    if (location) {
        writer_text(writer, ",\"location\":");
        json_write_string(writer, location->name);
        writer_text(writer, ",\"country\":");
        json_write_string(writer, location->country);
    }
    writer_u8(writer, '}');
}

/* ---- sections of the whole summit ---- */

static void write_rows(struct writer *writer, const struct summit_state *state,
                       enum summit_role role, enum summit_entity entity)
{
    struct list list = list_begin(writer, "[");
    for (const void *row = state_next(state, entity, NULL); row;
         row = state_next(state, entity, row)) {
        list_next(&list);
        view_open_row(writer, role, entity, row);
        writer_u8(writer, '}');
    }
    writer_u8(writer, ']');
}

/* A room as the list of rooms shows it; what changes in it is its own section. */
static void write_room_brief(struct writer *writer, const struct summit_room *room)
{
    static const char *const shown[] = {"slug", "name", "kind", "languages"};
    writer_format(writer, "{\"id\":%u", room->id);
    for (size_t i = 0; i < COUNT_OF(shown); i++) {
        writer_format(writer, ",\"%s\":", shown[i]);
        field_write(writer, record_field(&summit_entities[ENTITY_ROOM], shown[i]), room);
    }
    writer_u8(writer, '}');
}

static void write_summit(struct writer *writer, const struct summit_state *state,
                         enum summit_role role)
{
    view_open_row(writer, role, ENTITY_SUMMIT, state_summit(state));
    struct list list = list_begin(writer, ",\"rooms\":[");
    STATE_EACH(state, ENTITY_ROOM, room, room)
    {
        list_next(&list);
        write_room_brief(writer, room);
    }
    writer_text(writer, "]}");
}

static void write_item(struct writer *writer, const struct summit_state *state,
                       enum summit_role role, const struct summit_item *item)
{
    view_open_row(writer, role, ENTITY_ITEM, item);
    struct list list = list_begin(writer, ",\"who\":[");
    for (uint32_t i = 0; i < item->speakers.count; i++) {
        list_next(&list);
        view_write_who(writer, state, item->speakers.at[i]);
    }
    writer_text(writer, "]}");
}

static void write_programme(struct writer *writer, const struct summit_state *state,
                            enum summit_role role)
{
    enum { ITEMS_MAX = 2000 };
    const struct summit_item *items[ITEMS_MAX];
    uint32_t count = programme_order(state, items, ITEMS_MAX);
    writer_text(writer, "{\"days\":");
    write_rows(writer, state, role, ENTITY_DAY);
    struct list list = list_begin(writer, ",\"items\":[");
    for (uint32_t i = 0; i < count; i++) {
        list_next(&list);
        write_item(writer, state, role, items[i]);
    }
    writer_text(writer, "]}");
}

static void write_people(struct writer *writer, const struct summit_state *state)
{
    uint32_t counts[SUMMIT_ROLE_COUNT] = {0}, opened = 0;
    STATE_EACH(state, ENTITY_PERSON, person, person)
    {
        counts[person->role]++;
    }
    STATE_EACH(state, ENTITY_INVITATION, invitation, invitation)
    {
        opened += invitation->status == SUMMIT_INVITATION_STATUS_OPENED;
    }
    writer_format(writer, "{\"locations\":%u,\"invitations\":%u,\"opened\":%u,\"roles\":",
                  state->tables[ENTITY_LOCATION].count, state->tables[ENTITY_INVITATION].count,
                  opened);
    struct list list = list_begin(writer, "{");
    for (int role = 0; role < SUMMIT_ROLE_COUNT; role++) {
        list_next(&list);
        writer_format(writer, "\"%s\":%u", enum_name(ENUM_ROLE, role), counts[role]);
    }
    writer_text(writer, "}}");
}

static void write_alerts(struct writer *writer, const struct summit_state *state,
                         enum summit_role role)
{
    struct list list = list_begin(writer, "[");
    for (const struct summit_alert *alert = state_next(state, ENTITY_ALERT, NULL); alert;
         alert = state_next(state, ENTITY_ALERT, alert)) {
        list_next(&list);
        view_open_row(writer, role, ENTITY_ALERT, alert);
        writer_text(writer, ",\"who\":");
        view_write_who(writer, state, alert->person);
        writer_u8(writer, '}');
    }
    writer_u8(writer, ']');
}

static void write_room(struct writer *writer, const struct summit_state *state,
                       enum summit_role role, uint32_t room)
{
    view_open_row(writer, role, ENTITY_ROOM, state_room(state, room));
    STATE_EACH(state, ENTITY_ITEM, item, item)
    {
        if (item->room == room && item->status == SUMMIT_ITEM_STATUS_RUNNING) {
            writer_format(writer, ",\"item\":%u", item->id);
        }
    }
    writer_format(writer, ",\"late_ms\":%lld}", (long long)programme_late_ms(state, room));
}

static void write_section(struct writer *writer, const struct summit_state *state,
                          enum summit_role role, uint32_t room, enum summit_section section,
                          uint64_t since)
{
    switch (section) {
    case SECTION_SUMMIT:
        write_summit(writer, state, role);
        return;
    case SECTION_PROGRAMME:
        write_programme(writer, state, role);
        return;
    case SECTION_PEOPLE:
        write_people(writer, state);
        return;
    case SECTION_ALERTS:
        write_alerts(writer, state, role);
        return;
    case SECTION_ROOM:
        write_room(writer, state, role, room);
        return;
    case SECTION_STAGE:
        view_write_stage(writer, state, role, room);
        return;
    case SECTION_PREVIEW:
        view_write_preview(writer, state, room);
        return;
    case SECTION_GREEN_ROOM:
        view_write_green_room(writer, state, role, room);
        return;
    case SECTION_LOBBY:
        view_write_lobby(writer, state, room);
        return;
    case SECTION_HANDS:
        view_write_hands(writer, state, role, room);
        return;
    case SECTION_QUESTIONS:
        view_write_questions(writer, state, role, room);
        return;
    case SECTION_UPVOTES:
        view_write_upvotes(writer, state, room);
        return;
    case SECTION_CHAT:
        view_write_chat(writer, state, role, room, 0);
        return;
    case SECTION_CHAT_ADDED:
        view_write_chat(writer, state, role, room, since);
        return;
    case SECTION_MOTIONS:
        view_write_motions(writer, state, role, room);
        return;
    case SECTION_BALLOTS:
        view_write_ballots(writer, state, room);
        return;
    case SECTION_COUNT:
        break;
    }
    ASSERT(0);
}

/* ---- which sections ---- */

static uint64_t version_of(const struct summit_state *state, int section, uint32_t room)
{
    uint64_t own = summit_sections[section].per_room ? state->versions[section][room] : 0;
    return MAX(own, state->versions[section][0]);
}

static bool is_seen(const struct summit_state *state, enum summit_role role, uint32_t room,
                    int section)
{
    return (summit_sections[section].seen & role_mask(role)) &&
           (!summit_sections[section].per_room || state_room(state, room));
}

static bool is_due(const struct summit_state *state, enum summit_role role, uint32_t room,
                   int section, uint64_t since)
{
    if (!is_seen(state, role, room, section)) {
        return false;
    }
    if (section == SECTION_CHAT_ADDED) { /* the whole chat has them, too */
        return since > 0 && version_of(state, SECTION_CHAT, room) <= since &&
               version_of(state, section, room) > since;
    }
    return since == 0 || version_of(state, section, room) > since;
}

uint64_t summit_view_version(const struct summit_state *state, enum summit_role role, uint32_t room)
{
    uint64_t version = 0;
    for (int section = 0; section < SECTION_COUNT; section++) {
        if (is_seen(state, role, room, section)) {
            version = MAX(version, version_of(state, section, room));
        }
    }
    return version;
}

/* Room for `,"a_section":null` of all that follow, and the end. */
enum { CLOSING_SIZE = 24 * SECTION_COUNT + 8 };

void summit_view_write(struct writer *writer, const struct summit_state *state,
                       enum summit_role role, uint32_t room, uint64_t since, int64_t now_ms)
{
    writer_format(writer, "{\"type\":\"%s\",\"sequence\":%llu,", since ? "change" : "snapshot",
                  (unsigned long long)state->sequence);
    if (since) {
        writer_format(writer, "\"since\":%llu,", (unsigned long long)since);
    } else {
        writer_format(writer, "\"now_ms\":%lld,", (long long)now_ms);
    }
    writer_format(writer, "\"role\":\"%s\",\"room\":%u,\"sections\":", enum_name(ENUM_ROLE, role),
                  room);
    struct list list = list_begin(writer, "{");
    for (int section = 0; section < SECTION_COUNT; section++) {
        if (is_due(state, role, room, section, since)) {
            list_next(&list);
            writer_format(writer, "\"%s\":", summit_sections[section].name);
            const struct writer before = *writer;
            write_section(writer, state, role, room, (enum summit_section)section, since);
            if (writer->end - writer->at < CLOSING_SIZE || writer->failed) {
                *writer = before;
                writer_text(writer, "null");
            }
        }
    }
    writer_text(writer, "}}");
}

/* ---- entities by themselves ---- */

static void write_extras(struct writer *writer, enum summit_entity entity, const void *row)
{
    if (entity == ENTITY_QUESTION) {
        writer_format(writer, ",\"upvote_count\":%lld",
                      (long long)((const struct summit_question *)row)->upvote_count);
    } else if (entity == ENTITY_MOTION) {
        view_write_count(writer, row);
    }
}

static bool may_see(enum summit_role role, enum summit_entity entity)
{
    return summit_entities[entity].roles & role_mask(role);
}

bool summit_entity_write(struct writer *writer, const struct summit_state *state,
                         enum summit_role role, enum summit_entity entity, uint32_t id)
{
    const void *row = state_find(state, entity, id);
    if (!row || !may_see(role, entity) || !view_shows(role, entity, row)) {
        return false;
    }
    view_open_row(writer, role, entity, row);
    write_extras(writer, entity, row);
    writer_u8(writer, '}');
    return true;
}

bool summit_list_write(struct writer *writer, const struct summit_state *state,
                       enum summit_role role, enum summit_entity entity, uint32_t after,
                       uint32_t count, const struct presence *presence)
{
    const struct entity_table *table = &state->tables[entity];
    if (!may_see(role, entity)) {
        return false;
    }
    struct list list = list_begin(writer, "{\"items\":[");
    /* From the place that the row `after` has or had: it may be gone by now. */
    const void *row =
        after ? table->rows + (size_t)((after - 1) % table->maximum) * table->row_size : NULL;
    uint32_t last = 0;
    for (row = state_next(state, entity, row); row && list.count < count;
         row = state_next(state, entity, row)) {
        if (view_shows(role, entity, row)) {
            list_next(&list);
            view_open_row(writer, role, entity, row);
            write_extras(writer, entity, row);
            if (entity == ENTITY_PERSON && role_is_desk(role) && presence &&
                presence_has(presence, ((const struct entity_head *)row)->id)) {
                writer_text(writer, ",\"present\":true");
            }
            writer_u8(writer, '}');
        }
        last = ((const struct entity_head *)row)->id;
    }
    writer_u8(writer, ']');
    if (row) {
        writer_format(writer, ",\"next\":%u", last);
    }
    writer_u8(writer, '}');
    return true;
}
