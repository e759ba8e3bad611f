/* What a room's stage shows: the order of seats, preview and take, the slate, the clock. */
#include "summit/decide.h"
#include "summit/floor.h"
#include "summit/state.h"

static bool is_on(const struct summit_state *state, uint32_t seat, uint32_t room)
{
    const struct summit_seat *found = state_seat(state, seat);
    return found && found->room == room && found->status == SUMMIT_FLOOR_STATUS_SEATED;
}

/* Each is seated in the room, and none stands twice. */
static bool seats_are_good(struct summit_decision *decision, const struct summit_state *state,
                           uint32_t room, const struct ids *seats)
{
    for (uint32_t i = 0; i < seats->count; i++) {
        if (!is_on(state, seats->at[i], room)) {
            decision_refuse(decision, REASON_SEAT_NOT_ON_STAGE, .seat = seats->at[i]);
            return false;
        }
        for (uint32_t j = 0; j < i; j++) {
            if (seats->at[i] == seats->at[j]) {
                decision_refuse(decision, REASON_SEAT_TWICE, .seat = seats->at[i]);
                return false;
            }
        }
    }
    return true;
}

void decide_stage_order(struct summit_decision *decision, const struct summit_state *state,
                        const struct summit_request *request,
                        const struct command_stage_order *command)
{
    const struct summit_seat *seats[FLOOR_SEATED_MAX];
    if (!seats_are_good(decision, state, command->room, &command->seats)) {
        return;
    }
    if (command->seats.count != floor_seated(state, command->room, seats)) {
        decision_refuse(decision, REASON_ORDER_NOT_WHOLE,
                        .count = floor_seated(state, command->room, seats));
        return;
    }
    (void)decision_event_of(decision, state, request, EVENT_STAGE_ORDERED, COMMAND_STAGE_ORDER,
                            command);
}

void decide_stage_preview(struct summit_decision *decision, const struct summit_state *state,
                          const struct summit_request *request,
                          const struct command_stage_preview *command)
{
    static const uint32_t shown_max[SUMMIT_LAYOUT_COUNT] = {
        [SUMMIT_LAYOUT_SOLO] = 1,           [SUMMIT_LAYOUT_PAIR] = 2,   [SUMMIT_LAYOUT_PANEL] = 9,
        [SUMMIT_LAYOUT_SLIDES_SPEAKER] = 2, [SUMMIT_LAYOUT_SLIDES] = 1,
    };
    if (!seats_are_good(decision, state, command->room, &command->preview_seats)) {
        return;
    }
    if (command->preview_seats.count > shown_max[command->preview_layout]) {
        decision_refuse(decision, REASON_LAYOUT_SHOWS_FEWER,
                        .count = shown_max[command->preview_layout]);
        return;
    }
    (void)decision_event_of(decision, state, request, EVENT_STAGE_PREVIEWED, COMMAND_STAGE_PREVIEW,
                            command);
}

void decide_stage_take(struct summit_decision *decision, const struct summit_state *state,
                       const struct summit_request *request,
                       const struct command_stage_take *command)
{
    (void)decision_event_of(decision, state, request, EVENT_STAGE_TAKEN, COMMAND_STAGE_TAKE,
                            command);
}

void decide_stage_hold(struct summit_decision *decision, const struct summit_state *state,
                       const struct summit_request *request,
                       const struct command_stage_hold *command)
{
    (void)decision_event_of(decision, state, request, EVENT_STAGE_HELD, COMMAND_STAGE_HOLD,
                            command);
}

void decide_clock_start(struct summit_decision *decision, const struct summit_state *state,
                        const struct summit_request *request,
                        const struct command_clock_start *command)
{
    if (command->warning_ms >= command->length_ms) {
        decision_refuse(decision, REASON_WARNING_TOO_EARLY);
        return;
    }
    (void)decision_event_of(decision, state, request, EVENT_CLOCK_STARTED, COMMAND_CLOCK_START,
                            command);
}

void decide_clock_stop(struct summit_decision *decision, const struct summit_state *state,
                       const struct summit_request *request,
                       const struct command_clock_stop *command)
{
    if (state_room(state, command->room)->clock_length_ms > 0) {
        (void)decision_event_of(decision, state, request, EVENT_CLOCK_STOPPED, COMMAND_CLOCK_STOP,
                                command);
    }
}

/* ---- events ---- */

void apply_stage_ordered(struct summit_state *state, const struct summit_event *event,
                         const struct event_stage_ordered *fields)
{
    const struct summit_seat *seats[FLOOR_SEATED_MAX];
    uint32_t count = floor_seated(state, fields->room, seats), position = 0;
    (void)event;
    for (uint32_t i = 0; i < fields->seats.count && position < count; i++) {
        if (is_on(state, fields->seats.at[i], fields->room)) {
            struct summit_seat *seat = state_row(state, ENTITY_SEAT, fields->seats.at[i]);
            seat->position = position++;
        }
    }
}

void apply_stage_taken(struct summit_state *state, const struct summit_event *event,
                       const struct event_stage_taken *fields)
{
    struct summit_room *room = state_row(state, ENTITY_ROOM, fields->room);
    (void)event;
    room->layout = room->preview_layout;
    state_set(state, ENTITY_ROOM, fields->room, "layout_seats", &room->preview_seats);
}

void apply_clock_started(struct summit_state *state, const struct summit_event *event,
                         const struct event_clock_started *fields)
{
    struct summit_room *room = state_row(state, ENTITY_ROOM, fields->room);
    room->clock_person = fields->person;
    room->clock_start_ms = event->at_ms;
    room->clock_length_ms = fields->length_ms;
    room->clock_warning_ms = fields->warning_ms;
}

void apply_clock_stopped(struct summit_state *state, const struct summit_event *event,
                         const struct event_clock_stopped *fields)
{
    struct summit_room *room = state_row(state, ENTITY_ROOM, fields->room);
    (void)event;
    room->clock_person = 0;
    room->clock_start_ms = room->clock_length_ms = room->clock_warning_ms = 0;
}
