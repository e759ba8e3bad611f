/* Chat: one a room, and one a language in it; slow mode, bans, a pinned message, off. */
#include "summit/decide.h"
#include "summit/state.h"

static bool is_blank(struct bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] > ' ') {
            return false;
        }
    }
    return true;
}

void decide_chat_send(struct summit_decision *decision, const struct summit_state *state,
                      const struct summit_request *request, const struct command_chat_send *command)
{
    const struct summit_room *room = state_room(state, command->room);
    const struct summit_person *person = state_person(state, request_person(request));
    bool is_desk = request_is_desk(state, request);
    int64_t wait_ms = person && room->chat_mode == SUMMIT_CHAT_MODE_SLOW && !is_desk
                          ? person->chat_last_ms + room->chat_slow_ms - request->now_ms
                          : 0;
    if (!person) {
        decision_refuse(decision, REASON_ONLY_PEOPLE_WRITE);
    } else if (room->chat_mode == SUMMIT_CHAT_MODE_OFF && !is_desk) {
        decision_refuse(decision, REASON_CHAT_OFF);
    } else if (person->chat_banned_until_ms > request->now_ms) {
        decision_refuse(decision, REASON_CHAT_BANNED);
    } else if (wait_ms > 0) {
        decision_refuse(decision, REASON_CHAT_SLOW, .seconds = (wait_ms + 999) / 1000);
    } else if (is_blank(command->text)) {
        decision_refuse(decision, REASON_MESSAGE_EMPTY);
    } else {
        struct summit_event *event = decision_event_of(decision, state, request, EVENT_CHAT_SENT,
                                                       COMMAND_CHAT_SEND, command);
        event->fields.chat_sent.person = person->id;
    }
}

void decide_chat_delete(struct summit_decision *decision, const struct summit_state *state,
                        const struct summit_request *request,
                        const struct command_chat_delete *command)
{
    (void)decision_event_of(decision, state, request, EVENT_CHAT_DELETED, COMMAND_CHAT_DELETE,
                            command);
}

void decide_chat_pin(struct summit_decision *decision, const struct summit_state *state,
                     const struct summit_request *request, const struct command_chat_pin *command)
{
    const struct summit_message *message = state_message(state, command->message);
    if (message && message->room != command->room) {
        decision_refuse(decision, REASON_MESSAGE_OF_OTHER_ROOM);
        return;
    }
    (void)decision_event_of(decision, state, request, EVENT_CHAT_PINNED, COMMAND_CHAT_PIN, command);
}

void decide_chat_ban(struct summit_decision *decision, const struct summit_state *state,
                     const struct summit_request *request, const struct command_chat_ban *command)
{
    if (state_person(state, command->person)->role >= SUMMIT_ROLE_MODERATOR) {
        decision_refuse(decision, REASON_DESK_NOT_SILENCED);
        return;
    }
    (void)decision_event_of(decision, state, request, EVENT_CHAT_BANNED, COMMAND_CHAT_BAN, command);
}

void decide_chat_mode_set(struct summit_decision *decision, const struct summit_state *state,
                          const struct summit_request *request,
                          const struct command_chat_mode_set *command)
{
    if (command->chat_mode == SUMMIT_CHAT_MODE_SLOW && command->chat_slow_ms == 0) {
        decision_refuse(decision, REASON_HOW_SLOW);
        return;
    }
    (void)decision_event_of(decision, state, request, EVENT_CHAT_MODE_CHANGED,
                            COMMAND_CHAT_MODE_SET, command);
}

void apply_chat_sent(struct summit_state *state, const struct summit_event *event,
                     const struct event_chat_sent *fields)
{
    struct summit_message *message = state_row(state, ENTITY_MESSAGE, fields->message);
    message->sent_ms = event->at_ms;
    if (fields->person) {
        struct summit_person *person = state_row(state, ENTITY_PERSON, fields->person);
        person->chat_last_ms = event->at_ms;
    }
}

void apply_chat_deleted(struct summit_state *state, const struct summit_event *event,
                        const struct event_chat_deleted *fields)
{
    struct summit_room *room =
        state_row(state, ENTITY_ROOM, state_message(state, fields->message)->room);
    (void)event;
    if (room->pinned == fields->message) {
        room->pinned = 0;
    }
    state_remove(state, ENTITY_MESSAGE, fields->message);
}

void apply_chat_pinned(struct summit_state *state, const struct summit_event *event,
                       const struct event_chat_pinned *fields)
{
    struct summit_room *room = state_row(state, ENTITY_ROOM, fields->room);
    (void)event;
    room->pinned = fields->message;
}

void apply_chat_banned(struct summit_state *state, const struct summit_event *event,
                       const struct event_chat_banned *fields)
{
    struct summit_person *person = state_row(state, ENTITY_PERSON, fields->person);
    (void)event;
    person->chat_banned_until_ms = fields->until_ms;
}
