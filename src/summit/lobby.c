/* Who may enter a room: its lock, its lobby, and those who were sent out. */
#include "summit/decide.h"
#include "summit/floor.h"
#include "summit/hand.h"
#include "summit/state.h"

static int64_t bit_of(uint32_t room)
{
    return (int64_t)(UINT64_C(1) << (room - 1));
}

/* With the reason that was given, when there was one. */
static void refuse_because(struct refusal *why, enum reason reason, enum reason because,
                           struct bytes given)
{
    if (given.size > 0) {
        refusal_because(why, because, .given = given);
    } else {
        refusal_because(why, reason);
    }
}

bool summit_may_enter(const struct summit_state *state, uint32_t person, uint32_t room,
                      struct refusal *why)
{
    const struct summit_person *who = state_person(state, person);
    const struct summit_room *where = state_room(state, room);
    if (!who) {
        refusal_because(why, REASON_PERSON_UNKNOWN);
    } else if (who->banned) {
        refuse_because(why, REASON_BANNED, REASON_BANNED_BECAUSE, who->ban_reason);
    } else if (!where) {
        refusal_because(why, REASON_ROOM_UNKNOWN);
    } else if (who->role >= SUMMIT_ROLE_MODERATOR || (who->admitted & bit_of(room)) ||
               floor_has(state, room, person)) {
        return true;
    } else if (who->ejected & bit_of(room)) {
        refuse_because(why, REASON_SENT_OUT, REASON_SENT_OUT_BECAUSE, who->sent_out_reason);
    } else if (where->locked) {
        refusal_because(why, REASON_ROOM_LOCKED);
    } else if (where->lobby) {
        refusal_because(why, REASON_WAIT_IN_LOBBY);
    } else {
        return true;
    }
    return false;
}

/* ---- commands ---- */

void decide_lobby_set(struct summit_decision *decision, const struct summit_state *state,
                      const struct summit_request *request, const struct command_lobby_set *command)
{
    if (state_room(state, command->room)->lobby != command->lobby) {
        (void)decision_event_of(decision, state, request, EVENT_LOBBY_SET_UP, COMMAND_LOBBY_SET,
                                command);
    }
}

void decide_lobby_knock(struct summit_decision *decision, const struct summit_state *state,
                        const struct summit_request *request,
                        const struct command_lobby_knock *command)
{
    const struct summit_person *person = state_person(state, request_person(request));
    if (!person) {
        decision_refuse(decision, REASON_ONLY_PEOPLE_KNOCK);
    } else if (!state_room(state, command->room)->lobby) {
        decision_refuse(decision, REASON_NO_LOBBY);
    } else if (person->ejected & bit_of(command->room)) {
        decision_refuse(decision, REASON_REFUSED_AT_LOBBY);
    } else if (!((person->waiting | person->admitted) & bit_of(command->room))) {
        struct summit_event *event = decision_event_of(
            decision, state, request, EVENT_LOBBY_KNOCKED, COMMAND_LOBBY_KNOCK, command);
        event->fields.lobby_knocked.person = person->id;
    }
}

void decide_lobby_admit(struct summit_decision *decision, const struct summit_state *state,
                        const struct summit_request *request,
                        const struct command_lobby_admit *command)
{
    if (!(state_person(state, command->person)->admitted & bit_of(command->room))) {
        (void)decision_event_of(decision, state, request, EVENT_LOBBY_ADMITTED, COMMAND_LOBBY_ADMIT,
                                command);
    }
}

void decide_lobby_refuse(struct summit_decision *decision, const struct summit_state *state,
                         const struct summit_request *request,
                         const struct command_lobby_refuse *command)
{
    if (!(state_person(state, command->person)->waiting & bit_of(command->room))) {
        decision_refuse(decision, REASON_NOT_IN_LOBBY);
        return;
    }
    (void)decision_event_of(decision, state, request, EVENT_LOBBY_REFUSED, COMMAND_LOBBY_REFUSE,
                            command);
}

void decide_person_eject(struct summit_decision *decision, const struct summit_state *state,
                         const struct summit_request *request,
                         const struct command_person_eject *command)
{
    if (state_person(state, command->person)->role >= SUMMIT_ROLE_MODERATOR) {
        decision_refuse(decision, REASON_DESK_NOT_SENT_OUT);
        return;
    }
    (void)decision_event_of(decision, state, request, EVENT_PERSON_EJECTED, COMMAND_PERSON_EJECT,
                            command);
}

/* ---- events ---- */

void apply_lobby_knocked(struct summit_state *state, const struct summit_event *event,
                         const struct event_lobby_knocked *fields)
{
    struct summit_person *person = state_row(state, ENTITY_PERSON, fields->person);
    (void)event;
    person->waiting |= bit_of(fields->room);
}

void apply_lobby_admitted(struct summit_state *state, const struct summit_event *event,
                          const struct event_lobby_admitted *fields)
{
    struct summit_person *person = state_row(state, ENTITY_PERSON, fields->person);
    (void)event;
    person->waiting &= ~bit_of(fields->room);
    person->ejected &= ~bit_of(fields->room);
    person->admitted |= bit_of(fields->room);
}

static void send_out(struct summit_state *state, uint32_t id, uint32_t room, struct bytes reason,
                     uint64_t sequence)
{
    struct summit_person *person = state_row(state, ENTITY_PERSON, id);
    person->waiting &= ~bit_of(room);
    person->admitted &= ~bit_of(room);
    person->ejected |= bit_of(room);
    state_set(state, ENTITY_PERSON, id, "sent_out_reason", &reason);
    floor_leave(state, id, room, sequence);
    hands_lower_all(state, id, room, sequence);
}

void apply_lobby_refused(struct summit_state *state, const struct summit_event *event,
                         const struct event_lobby_refused *fields)
{
    send_out(state, fields->person, fields->room, fields->reason, event->sequence);
}

void apply_person_ejected(struct summit_state *state, const struct summit_event *event,
                          const struct event_person_ejected *fields)
{
    send_out(state, fields->person, fields->room, fields->reason, event->sequence);
}
