/* One's own part of the view: what nobody else gets. */
#include "summit/view_write.h"

#include "summit/hand.h"

static void write_may(struct writer *writer, const struct summit_state *state, uint32_t person)
{
    const struct actor actor = {ACTOR_PERSON, person};
    struct list list = list_begin(writer, ",\"may\":[");
    for (int kind = 0; kind < COMMAND_COUNT; kind++) {
        if (summit_may(state, &actor, (enum summit_command_kind)kind)) {
            list_next(&list);
            json_write_text(writer, summit_commands[kind].name);
        }
    }
    writer_u8(writer, ']');
}

/* Their seats in all rooms, with why they are muted. */
static void write_seats(struct writer *writer, const struct summit_state *state, uint32_t person)
{
    struct list list = list_begin(writer, ",\"seats\":[");
    STATE_EACH(state, ENTITY_SEAT, seat, seat)
    {
        if (seat->person == person) {
            list_next(&list);
            view_open_row(writer, SUMMIT_ROLE_SPEAKER, ENTITY_SEAT, seat);
            writer_u8(writer, '}');
        }
    }
    writer_u8(writer, ']');
}

static bool has_hand_up(const struct summit_state *state, uint32_t person, uint32_t room)
{
    STATE_EACH(state, ENTITY_HAND, hand, hand)
    {
        if (hand->person == person && hand->room == room) {
            return true;
        }
    }
    return false;
}

static void write_hand(struct writer *writer, const struct summit_state *state, uint32_t person,
                       uint32_t room)
{
    const struct summit_hand *hands[HANDS_SHOWN_MAX];
    uint32_t count = has_hand_up(state, person, room) ? hand_list(state, room, hands) : 0;
    for (uint32_t i = 0; i < count; i++) {
        if (hands[i]->person == person) {
            writer_format(writer, ",\"hand\":{\"id\":%u,\"place\":%u}", hands[i]->id, i + 1);
            return;
        }
    }
}

static void write_questions(struct writer *writer, const struct summit_state *state,
                            uint32_t person, uint32_t room)
{
    struct list own = list_begin(writer, ",\"questions\":[");
    STATE_EACH(state, ENTITY_QUESTION, question, question)
    {
        if (question->person == person && question->room == room) {
            list_next(&own);
            writer_format(writer, "%u", question->id);
        }
    }
    struct list upvoted = list_begin(writer, "],\"upvoted\":[");
    STATE_EACH(state, ENTITY_QUESTION, question, question)
    {
        if (question->room == room && question->upvote_count > 0 &&
            state_has_upvoted(state, question->id, person)) {
            list_next(&upvoted);
            writer_format(writer, "%u", question->id);
        }
    }
    writer_u8(writer, ']');
}

static void write_ballot(struct list *list, const struct summit_state *state,
                         const struct summit_motion *motion, const struct summit_location *location)
{
    const struct ballot *ballot = state_ballot(state, motion->id, location->id);
    list_next(list);
    writer_format(list->writer, "{\"motion\":%u,\"location\":%u,\"cast\":%s", motion->id,
                  location->id, ballot->choice == BALLOT_NONE ? "false" : "true");
    if (ballot->choice >= BALLOT_CHOICE) {
        writer_format(list->writer, ",\"choice\":%u", (unsigned)ballot->choice - BALLOT_CHOICE);
    }
    writer_u8(list->writer, '}');
}

/* The ballots on a motion that are theirs to cast: their location's, and of those it votes for. */
static void write_ballots_of(struct list *list, const struct summit_state *state,
                             const struct summit_motion *motion, const struct summit_location *own)
{
    if (own->weight > 0 && !own->proxy) {
        write_ballot(list, state, motion, own);
    }
    for (const struct summit_location *other =
             own->proxy_count > 0 ? state_next(state, ENTITY_LOCATION, NULL) : NULL;
         other; other = state_next(state, ENTITY_LOCATION, other)) {
        if (other->proxy == own->id) {
            write_ballot(list, state, motion, other);
        }
    }
}

static void write_ballots(struct writer *writer, const struct summit_state *state,
                          const struct summit_person *person, uint32_t room)
{
    const struct summit_location *own = state_location(state, person->location);
    struct list list = list_begin(writer, ",\"ballots\":[");
    STATE_EACH(state, ENTITY_MOTION, motion, motion)
    {
        if (own && motion->room == room && motion->status == SUMMIT_MOTION_STATUS_OPEN) {
            write_ballots_of(&list, state, motion, own);
        }
    }
    writer_u8(writer, ']');
}

void summit_view_own_write(struct writer *writer, const struct summit_state *state, uint32_t id,
                           uint32_t room)
{
    const struct summit_person *person = state_person(state, id);
    struct refusal why;
    writer_format(writer, "{\"type\":\"you\",\"sequence\":%llu",
                  (unsigned long long)state->sequence);
    if (!person) {
        writer_u8(writer, '}');
        return;
    }
    writer_text(writer, ",\"person\":");
    view_open_row(writer, SUMMIT_ROLE_DELEGATE, ENTITY_PERSON, person);
    writer_u8(writer, '}');
    write_may(writer, state, id);
    write_seats(writer, state, id);
    if (person->chat_banned_until_ms) {
        writer_format(writer, ",\"chat_banned_until_ms\":%lld",
                      (long long)person->chat_banned_until_ms);
    }
    if (state_room(state, room)) {
        bool is_waiting = person->waiting >> (room - 1) & 1;
        if (summit_may_enter(state, id, room, &why)) {
            refusal_because(&why, REASON_NONE);
        }
        writer_format(writer, ",\"entry\":{\"waiting\":%s,", is_waiting ? "true" : "false");
        refusal_write_members(writer, &why);
        writer_text(writer, ",\"sentence\":");
        json_write_text(writer, why.sentence);
        writer_u8(writer, '}');
        write_hand(writer, state, id, room);
        write_questions(writer, state, id, room);
        write_ballots(writer, state, person, room);
    }
    writer_u8(writer, '}');
}
