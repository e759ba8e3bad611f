/* Who may enter a room: its lock, its lobby, and those who were sent out. */
#include "summit/decide.h"
#include "summit/floor.h"
#include "summit/hand.h"
#include "summit/state.h"

static int64_t bit_of(uint32_t room)
{
    return (int64_t)(UINT64_C(1) << (room - 1));
}

enum summit_refusal summit_may_enter(const struct summit_state *state, uint32_t person,
                                     uint32_t room, char sentence[SENTENCE_MAX])
{
    const struct summit_person *who = state_person(state, person);
    const struct summit_room *where = state_room(state, room);
    enum summit_refusal refusal = REFUSED_NOT;
    const char *text = "";
    struct bytes reason = {0};
    if (!who) {
        refusal = REFUSED_NOT_FOUND;
        text = "There is no such person.";
    } else if (who->banned) {
        refusal = REFUSED_BANNED;
        text = "You were banned from this summit.";
        reason = who->ban_reason;
    } else if (!where) {
        refusal = REFUSED_NOT_FOUND;
        text = "There is no such room.";
    } else if (who->role >= SUMMIT_ROLE_MODERATOR || (who->admitted & bit_of(room)) ||
               floor_has(state, room, person)) {
        refusal = REFUSED_NOT;
    } else if (who->ejected & bit_of(room)) {
        refusal = REFUSED_SENT_OUT;
        text = "You were sent out of this room; a moderator can let you in again.";
        reason = who->sent_out_reason;
    } else if (where->locked) {
        refusal = REFUSED_LOCKED;
        text = "The room is locked.";
    } else if (where->lobby) {
        refusal = REFUSED_LOBBY;
        text = "Wait in the lobby until a moderator lets you in.";
    }
    snprintf(sentence, SENTENCE_MAX, reason.size > 0 ? "%s “%.*s”" : "%s", text, (int)reason.size,
             (const char *)reason.data);
    return refusal;
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
        decision_refuse(decision, REFUSED_INVALID, "Only people knock.");
    } else if (!state_room(state, command->room)->lobby) {
        decision_refuse(decision, REFUSED_CONFLICT, "This room has no lobby.");
    } else if (person->ejected & bit_of(command->room)) {
        decision_refuse(decision, REFUSED_NOT_ALLOWED,
                        "You were refused; a moderator can let you in.");
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
        decision_refuse(decision, REFUSED_CONFLICT, "This person does not wait in the lobby.");
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
        decision_refuse(decision, REFUSED_NOT_ALLOWED,
                        "Directors and moderators cannot be sent out of a room.");
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
