/* The sections of a room. */
#include "summit/view_write.h"

#include "summit/floor.h"
#include "summit/hand.h"

enum { LOBBY_SHOWN = 500, HANDS_SHOWN = 50, QUESTIONS_SHOWN = 50, MESSAGES_SHOWN = 100 };

/* ---- stage, green room ---- */

static void write_seat(struct writer *writer, const struct summit_state *state,
                       enum summit_role role, const struct summit_seat *seat)
{
    view_open_row(writer, role, ENTITY_SEAT, seat);
    writer_text(writer, ",\"who\":");
    view_write_who(writer, state, seat->person);
    writer_u8(writer, '}');
}

/* A field of the room that only these sections show. */
static void write_room_field(struct writer *writer, const struct summit_room *room,
                             const char *name, const char *shown_as)
{
    const struct field *field = record_field(&summit_entities[ENTITY_ROOM], name);
    writer_format(writer, "\"%s\":", shown_as);
    field_write(writer, field, room);
}

void view_write_stage(struct writer *writer, const struct summit_state *state,
                      enum summit_role role, uint32_t room)
{
    static const char *const shown[] = {"layout", "layout_seats", "hold", "hold_text"};
    const struct summit_room *where = state_room(state, room);
    const struct summit_seat *seats[FLOOR_SEATED_MAX];
    uint32_t count = floor_seated(state, room, seats);
    struct list list = list_begin(writer, "{");
    for (size_t i = 0; i < COUNT_OF(shown); i++) {
        list_next(&list);
        write_room_field(writer, where, shown[i], shown[i]);
    }
    if (where->clock_length_ms > 0) {
        writer_format(writer,
                      ",\"clock\":{\"person\":%u,\"start_ms\":%lld,\"length_ms\":%lld,"
                      "\"warning_ms\":%lld}",
                      where->clock_person, (long long)where->clock_start_ms,
                      (long long)where->clock_length_ms, (long long)where->clock_warning_ms);
    }
    list = list_begin(writer, ",\"seats\":[");
    for (uint32_t i = 0; i < count; i++) {
        list_next(&list);
        write_seat(writer, state, role, seats[i]);
    }
    writer_text(writer, "]}");
}

void view_write_preview(struct writer *writer, const struct summit_state *state, uint32_t room)
{
    const struct summit_room *where = state_room(state, room);
    writer_u8(writer, '{');
    write_room_field(writer, where, "preview_layout", "layout");
    writer_u8(writer, ',');
    write_room_field(writer, where, "preview_seats", "seats");
    writer_u8(writer, '}');
}

void view_write_green_room(struct writer *writer, const struct summit_state *state,
                           enum summit_role role, uint32_t room)
{
    struct list list = list_begin(writer, "{\"seats\":[");
    STATE_EACH(state, ENTITY_SEAT, seat, seat)
    {
        if (seat->room == room && seat->status != SUMMIT_FLOOR_STATUS_SEATED) {
            list_next(&list);
            write_seat(writer, state, role, seat);
        }
    }
    writer_text(writer, "]}");
}

void view_write_lobby(struct writer *writer, const struct summit_state *state, uint32_t room)
{
    uint32_t waiting = 0;
    struct list list = list_begin(writer, "{\"who\":[");
    STATE_EACH(state, ENTITY_PERSON, person, person)
    {
        if (person->waiting >> (room - 1) & 1) {
            waiting++;
            if (list.count < LOBBY_SHOWN) {
                list_next(&list);
                view_write_who(writer, state, person->id);
            }
        }
    }
    writer_format(writer, "],\"waiting\":%u}", waiting);
}

/* ---- hands ---- */

static void write_hand(struct writer *writer, const struct summit_state *state,
                       enum summit_role role, const struct summit_hand *hand)
{
    view_open_row(writer, role, ENTITY_HAND, hand);
    writer_text(writer, ",\"who\":");
    view_write_who(writer, state, hand->person);
    writer_u8(writer, '}');
}

void view_write_hands(struct writer *writer, const struct summit_state *state,
                      enum summit_role role, uint32_t room)
{
    const struct summit_hand *hands[HANDS_SHOWN_MAX];
    uint32_t count = hand_list(state, room, hands);
    uint32_t shown = role_is_desk(role) ? count : MIN(count, (uint32_t)HANDS_SHOWN);
    writer_format(writer, "{\"mode\":\"%s\",\"count\":%u",
                  state_room(state, room)->hand_mode == SUMMIT_HAND_MODE_FAIR ? "fair" : "arrival",
                  count);
    STATE_EACH(state, ENTITY_HAND, hand, hand)
    {
        if (hand->room == room && hand->status == SUMMIT_HAND_STATUS_CALLED) {
            writer_text(writer, ",\"called\":");
            write_hand(writer, state, role, hand);
            break;
        }
    }
    struct list list = list_begin(writer, ",\"hands\":[");
    for (uint32_t i = 0; i < shown; i++) {
        list_next(&list);
        write_hand(writer, state, role, hands[i]);
    }
    writer_text(writer, "]}");
}

/* ---- questions: the newest; all are in the list (REST) ---- */

void view_write_questions(struct writer *writer, const struct summit_state *state,
                          enum summit_role role, uint32_t room)
{
    const struct entity_table *table = &state->tables[ENTITY_QUESTION];
    struct list list = list_begin(writer, "[");
    for (uint32_t back = 1; back < table->next_id && back <= table->maximum; back++) {
        const struct summit_question *question = state_question(state, table->next_id - back);
        if (!question || question->room != room || !view_shows(role, ENTITY_QUESTION, question) ||
            (list.count >= QUESTIONS_SHOWN && !role_is_desk(role))) {
            continue;
        }
        list_next(&list);
        view_open_row(writer, role, ENTITY_QUESTION, question);
        if (question->anonymity == SUMMIT_ANONYMITY_NAMED) {
            writer_text(writer, ",\"who\":");
            view_write_who(writer, state, question->person);
        }
        writer_u8(writer, '}');
    }
    writer_u8(writer, ']');
}

void view_write_upvotes(struct writer *writer, const struct summit_state *state, uint32_t room)
{
    struct list list = list_begin(writer, "{");
    STATE_EACH(state, ENTITY_QUESTION, question, question)
    {
        if (question->room == room && question->upvote_count > 0) {
            list_next(&list);
            writer_format(writer, "\"%u\":%lld", question->id, (long long)question->upvote_count);
        }
    }
    writer_u8(writer, '}');
}

/* ---- chat ---- */

static void write_message(struct writer *writer, const struct summit_state *state,
                          enum summit_role role, const struct summit_message *message)
{
    view_open_row(writer, role, ENTITY_MESSAGE, message);
    writer_text(writer, ",\"who\":");
    view_write_who(writer, state, message->person);
    writer_u8(writer, '}');
}

void view_write_chat(struct writer *writer, const struct summit_state *state, enum summit_role role,
                     uint32_t room, uint64_t since)
{
    const struct entity_table *table = &state->tables[ENTITY_MESSAGE];
    const struct summit_message *shown[MESSAGES_SHOWN];
    const struct summit_message *pinned = state_message(state, state_room(state, room)->pinned);
    uint32_t count = 0;
    for (uint32_t back = 1; back < table->next_id && back <= table->maximum; back++) {
        const struct summit_message *message = state_message(state, table->next_id - back);
        if (message && message->room == room && message->revision > since) {
            shown[count++] = message;
            if (count == MESSAGES_SHOWN) {
                break;
            }
        }
    }
    struct list list = list_begin(writer, "{\"messages\":[");
    while (count > 0) {
        list_next(&list);
        write_message(writer, state, role, shown[--count]);
    }
    writer_u8(writer, ']');
    if (pinned && since == 0) {
        writer_text(writer, ",\"pinned\":");
        write_message(writer, state, role, pinned);
    }
    writer_u8(writer, '}');
}
