#include "summit/floor.h"

static bool is_seated(const struct summit_seat *seat, uint32_t room)
{
    return seat->room == room && seat->status == SUMMIT_FLOOR_STATUS_SEATED;
}

static const struct summit_seat *seat_of(const struct summit_state *state, uint32_t room,
                                         uint32_t person, enum summit_source source)
{
    STATE_EACH(state, ENTITY_SEAT, seat, seat)
    {
        if (seat->room == room && seat->person == person && seat->source == source) {
            return seat;
        }
    }
    return NULL;
}

bool floor_has(const struct summit_state *state, uint32_t room, uint32_t person)
{
    return seat_of(state, room, person, SUMMIT_SOURCE_CAMERA) != NULL;
}

uint32_t floor_seated(const struct summit_state *state, uint32_t room,
                      const struct summit_seat *seats[FLOOR_SEATED_MAX])
{
    uint32_t count = 0;
    STATE_EACH(state, ENTITY_SEAT, seat, seat)
    {
        if (is_seated(seat, room)) {
            ASSERT(count < FLOOR_SEATED_MAX);
            uint32_t at = count++;
            for (; at > 0 && seats[at - 1]->position > seat->position; at--) {
                seats[at] = seats[at - 1];
            }
            seats[at] = seat;
        }
    }
    return count;
}

const char *floor_event_problem(const struct summit_state *state, const struct summit_event *event)
{
    const struct summit_seat *seats[FLOOR_SEATED_MAX];
    uint32_t room = event->kind == EVENT_STAGE_SHARED ? event->fields.stage_shared.room
                    : event->kind == EVENT_STAGE_SEATED
                        ? state_seat(state, event->fields.stage_seated.seat)->room
                        : 0;
    return room && floor_seated(state, room, seats) == FLOOR_SEATED_MAX
               ? "This event seats more than there are seats."
               : NULL;
}

/* ---- changing the floor ---- */

void floor_note(struct summit_state *state, uint32_t room, uint64_t sequence)
{
    state->versions[SECTION_STAGE][room] = sequence;
    state->versions[SECTION_PREVIEW][room] = sequence;
    state->versions[SECTION_GREEN_ROOM][room] = sequence;
}

/* Take a seat out of a list of seats that a layout shows. */
static void forget(struct summit_state *state, uint32_t room, const char *list, uint32_t seat)
{
    const struct field *field = record_field(&summit_entities[ENTITY_ROOM], list);
    const struct ids *ids = field_at(field, state_room(state, room));
    uint32_t kept[FLOOR_SEATED_MAX];
    struct ids rest = {kept, 0};
    for (uint32_t i = 0; i < ids->count; i++) {
        if (ids->at[i] != seat) {
            kept[rest.count++] = ids->at[i];
        }
    }
    if (rest.count < ids->count) {
        state_set(state, ENTITY_ROOM, room, list, &rest);
    }
}

static void remove_seat(struct summit_state *state, uint32_t id, uint64_t sequence)
{
    const struct summit_seat gone = *state_seat(state, id);
    state_remove(state, ENTITY_SEAT, id);
    if (gone.status == SUMMIT_FLOOR_STATUS_SEATED) {
        STATE_EACH(state, ENTITY_SEAT, seat, seat)
        {
            if (is_seated(seat, gone.room) && seat->position > gone.position) {
                struct summit_seat *row = state_row(state, ENTITY_SEAT, seat->id);
                row->position--;
            }
        }
        forget(state, gone.room, "layout_seats", id);
        forget(state, gone.room, "preview_seats", id);
    }
    floor_note(state, gone.room, sequence);
}

void floor_leave(struct summit_state *state, uint32_t person, uint32_t room, uint64_t sequence)
{
    STATE_EACH(state, ENTITY_SEAT, seat, seat)
    {
        if (seat->person == person && (room == 0 || seat->room == room)) {
            remove_seat(state, seat->id, sequence);
        }
    }
}

static void take_seat(struct summit_state *state, uint32_t id)
{
    struct summit_seat *seat = state_row(state, ENTITY_SEAT, id);
    const struct summit_seat *seats[FLOOR_SEATED_MAX];
    uint32_t count = floor_seated(state, seat->room, seats);
    ASSERT(count < FLOOR_SEATED_MAX);
    seat->position = count;
    seat->status = SUMMIT_FLOOR_STATUS_SEATED;
}

/* A camera takes its screen along. */
static void leave_with_screen(struct summit_state *state, uint32_t id, uint64_t sequence)
{
    const struct summit_seat gone = *state_seat(state, id);
    if (gone.source == SUMMIT_SOURCE_CAMERA) {
        floor_leave(state, gone.person, gone.room, sequence);
    } else {
        remove_seat(state, id, sequence);
    }
}

/* ---- the way to the stage ---- */

void decide_stage_invite(struct summit_decision *decision, const struct summit_state *state,
                         const struct summit_request *request,
                         const struct command_stage_invite *command)
{
    const struct summit_person *person = state_person(state, command->person);
    if (person->banned) {
        decision_refuse(decision, REASON_PERSON_BANNED);
        return;
    }
    STATE_EACH(state, ENTITY_SEAT, seat, seat)
    {
        if (seat->person == command->person) {
            if (seat->room != command->room) {
                decision_refuse(decision, REASON_ON_OTHER_STAGE, .room = seat->room);
            }
            return;
        }
    }
    (void)decision_event_of(decision, state, request, EVENT_STAGE_INVITED, COMMAND_STAGE_INVITE,
                            command);
}

/* One's own seat in the state it must be in. */
static bool is_own(struct summit_decision *decision, const struct summit_state *state,
                   const struct summit_request *request, uint32_t id)
{
    if (state_seat(state, id)->person == request_person(request)) {
        return true;
    }
    decision_refuse(decision, REASON_SEAT_OF_OTHER);
    return false;
}

void decide_stage_accept(struct summit_decision *decision, const struct summit_state *state,
                         const struct summit_request *request,
                         const struct command_stage_accept *command)
{
    if (is_own(decision, state, request, command->seat) &&
        state_seat(state, command->seat)->status == SUMMIT_FLOOR_STATUS_INVITED) {
        (void)decision_event_of(decision, state, request, EVENT_STAGE_ACCEPTED,
                                COMMAND_STAGE_ACCEPT, command);
    }
}

void decide_stage_decline(struct summit_decision *decision, const struct summit_state *state,
                          const struct summit_request *request,
                          const struct command_stage_decline *command)
{
    if (!is_own(decision, state, request, command->seat)) {
        return;
    }
    if (state_seat(state, command->seat)->status == SUMMIT_FLOOR_STATUS_SEATED) {
        decision_refuse(decision, REASON_ALREADY_ON_STAGE);
        return;
    }
    (void)decision_event_of(decision, state, request, EVENT_STAGE_DECLINED, COMMAND_STAGE_DECLINE,
                            command);
}

void decide_stage_ready(struct summit_decision *decision, const struct summit_state *state,
                        const struct summit_request *request,
                        const struct command_stage_ready *command)
{
    const struct summit_seat *seat = state_seat(state, command->seat);
    if (!is_own(decision, state, request, command->seat)) {
        return;
    }
    if (seat->status == SUMMIT_FLOOR_STATUS_INVITED) {
        decision_refuse(decision, REASON_STAGE_NOT_ACCEPTED);
    } else if (seat->status == SUMMIT_FLOOR_STATUS_ACCEPTED) {
        (void)decision_event_of(decision, state, request, EVENT_STAGE_READIED, COMMAND_STAGE_READY,
                                command);
    }
}

static bool stage_has_room(struct summit_decision *decision, const struct summit_state *state,
                           uint32_t room)
{
    const struct summit_seat *seats[FLOOR_SEATED_MAX];
    if (floor_seated(state, room, seats) < FLOOR_SEATED_MAX) {
        return true;
    }
    decision_refuse(decision, REASON_STAGE_FULL, .count = FLOOR_SEATED_MAX);
    return false;
}

void decide_stage_seat(struct summit_decision *decision, const struct summit_state *state,
                       const struct summit_request *request,
                       const struct command_stage_seat *command)
{
    const struct summit_seat *seat = state_seat(state, command->seat);
    if (seat->status == SUMMIT_FLOOR_STATUS_SEATED) {
        return;
    }
    if (seat->status != SUMMIT_FLOOR_STATUS_READY) {
        decision_refuse(decision, REASON_SPEAKER_NOT_READY);
    } else if (stage_has_room(decision, state, seat->room)) {
        (void)decision_event_of(decision, state, request, EVENT_STAGE_SEATED, COMMAND_STAGE_SEAT,
                                command);
    }
}

void decide_stage_unseat(struct summit_decision *decision, const struct summit_state *state,
                         const struct summit_request *request,
                         const struct command_stage_unseat *command)
{
    (void)decision_event_of(decision, state, request, EVENT_STAGE_UNSEATED, COMMAND_STAGE_UNSEAT,
                            command);
}

void decide_stage_leave(struct summit_decision *decision, const struct summit_state *state,
                        const struct summit_request *request,
                        const struct command_stage_leave *command)
{
    if (is_own(decision, state, request, command->seat)) {
        (void)decision_event_of(decision, state, request, EVENT_STAGE_UNSEATED, COMMAND_STAGE_LEAVE,
                                command);
    }
}

void decide_stage_share(struct summit_decision *decision, const struct summit_state *state,
                        const struct summit_request *request,
                        const struct command_stage_share *command)
{
    uint32_t person = request_person(request);
    const struct summit_seat *camera = seat_of(state, command->room, person, SUMMIT_SOURCE_CAMERA);
    if (!camera || camera->status != SUMMIT_FLOOR_STATUS_SEATED) {
        decision_refuse(decision, REASON_NOT_ON_STAGE);
        return;
    }
    if (seat_of(state, command->room, person, SUMMIT_SOURCE_SCREEN) ||
        !stage_has_room(decision, state, command->room)) {
        return;
    }
    struct summit_event *event = decision_event_of(decision, state, request, EVENT_STAGE_SHARED,
                                                   COMMAND_STAGE_SHARE, command);
    if (event) {
        event->fields.stage_shared.person = person;
        event->fields.stage_shared.source = SUMMIT_SOURCE_SCREEN;
    }
}

void decide_stage_mute(struct summit_decision *decision, const struct summit_state *state,
                       const struct summit_request *request,
                       const struct command_stage_mute *command)
{
    const struct summit_seat *seat = state_seat(state, command->seat);
    if (seat->audio_muted != command->audio_muted || seat->video_muted != command->video_muted ||
        !bytes_equal(seat->mute_reason, command->mute_reason)) {
        (void)decision_event_of(decision, state, request, EVENT_STAGE_MUTED, COMMAND_STAGE_MUTE,
                                command);
    }
}

/* ---- events ---- */

static void set_status(struct summit_state *state, uint32_t id, enum summit_floor_status status)
{
    struct summit_seat *seat = state_row(state, ENTITY_SEAT, id);
    seat->status = status;
}

void apply_stage_accepted(struct summit_state *state, const struct summit_event *event,
                          const struct event_stage_accepted *fields)
{
    (void)event;
    set_status(state, fields->seat, SUMMIT_FLOOR_STATUS_ACCEPTED);
}

void apply_stage_readied(struct summit_state *state, const struct summit_event *event,
                         const struct event_stage_readied *fields)
{
    (void)event;
    set_status(state, fields->seat, SUMMIT_FLOOR_STATUS_READY);
}

void apply_stage_seated(struct summit_state *state, const struct summit_event *event,
                        const struct event_stage_seated *fields)
{
    (void)event;
    take_seat(state, fields->seat);
}

void apply_stage_shared(struct summit_state *state, const struct summit_event *event,
                        const struct event_stage_shared *fields)
{
    (void)event;
    take_seat(state, fields->seat);
}

void apply_stage_declined(struct summit_state *state, const struct summit_event *event,
                          const struct event_stage_declined *fields)
{
    leave_with_screen(state, fields->seat, event->sequence);
}

void apply_stage_unseated(struct summit_state *state, const struct summit_event *event,
                          const struct event_stage_unseated *fields)
{
    leave_with_screen(state, fields->seat, event->sequence);
}
