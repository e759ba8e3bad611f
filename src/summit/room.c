/* Rooms, and the summit itself: what they are called and how they are set up. */
#include "summit/decide.h"
#include "summit/state.h"

void decide_summit_edit(struct summit_decision *decision, const struct summit_state *state,
                        const struct summit_request *request,
                        const struct command_summit_edit *command)
{
    struct summit_event *event = decision_event_of(decision, state, request, EVENT_SUMMIT_EDITED,
                                                   COMMAND_SUMMIT_EDIT, command);
    event->fields.summit_edited.summit = 1;
}

static bool slug_is_good(struct summit_decision *decision, const struct summit_state *state,
                         struct bytes slug, uint32_t own)
{
    for (size_t i = 0; i < slug.size; i++) {
        uint8_t c = slug.data[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && i > 0))) {
            decision_refuse(decision, REASON_SLUG_NOT_GOOD);
            return false;
        }
    }
    STATE_EACH(state, ENTITY_ROOM, room, room)
    {
        if (room->id != own && bytes_equal(room->slug, slug)) {
            decision_refuse(decision, REASON_SLUG_TAKEN, .room = room->id);
            return false;
        }
    }
    return true;
}

void decide_room_add(struct summit_decision *decision, const struct summit_state *state,
                     const struct summit_request *request, const struct command_room_add *command)
{
    if (slug_is_good(decision, state, command->slug, 0)) {
        (void)decision_event_of(decision, state, request, EVENT_ROOM_ADDED, COMMAND_ROOM_ADD,
                                command);
    }
}

void decide_room_edit(struct summit_decision *decision, const struct summit_state *state,
                      const struct summit_request *request, const struct command_room_edit *command)
{
    if (slug_is_good(decision, state, command->slug, command->room)) {
        (void)decision_event_of(decision, state, request, EVENT_ROOM_EDITED, COMMAND_ROOM_EDIT,
                                command);
    }
}

void decide_room_lock(struct summit_decision *decision, const struct summit_state *state,
                      const struct summit_request *request, const struct command_room_lock *command)
{
    if (state_room(state, command->room)->locked != command->locked) {
        (void)decision_event_of(decision, state, request, EVENT_ROOM_LOCKED, COMMAND_ROOM_LOCK,
                                command);
    }
}
