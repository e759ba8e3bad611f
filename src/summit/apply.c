/* apply: what the table stores, then the event's own function, then which sections changed. */
#include "summit/decide.h"

#include "summit/ballot.h"
#include "summit/floor.h"
#include "summit/state.h"

static const char *problem_of(const struct summit_state *state, const struct summit_event *event)
{
    const struct record *record = &summit_events[event->kind];
    const struct event_rule *rule = &summit_event_rules[event->kind];
    if (event->sequence != state->sequence + 1) {
        return "This event does not follow the one before it.";
    }
    if (!heap_has_room(&state->heap)) {
        return "The summit's memory is full.";
    }
    for (uint32_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        uint32_t id = field->type == FIELD_ID ? field_id(field, &event->fields) : 0;
        bool is_added = rule->verb == RULE_ADDS && field->offset == rule->id_offset;
        if (is_added && !state_can_add(state, rule->entity, id)) {
            return "This event adds what is there already.";
        }
        if (!is_added && id && !state_find(state, field->target, id)) {
            return "This event is about something that is not there.";
        }
        if (field->type == FIELD_ID && field->required && id == 0) {
            return "This event does not say what it is about.";
        }
        const struct ids *ids = field->type == FIELD_IDS ? field_at(field, &event->fields) : NULL;
        for (uint32_t j = 0; ids && j < ids->count; j++) {
            if (!state_find(state, field->target, ids->at[j])) {
                return "This event is about something that is not there.";
            }
        }
    }
    const char *problem = floor_event_problem(state, event);
    return problem ? problem : ballot_event_problem(state, event);
}

static void store(struct summit_state *state, const struct summit_event *event)
{
    const struct event_rule *rule = &summit_event_rules[event->kind];
    const struct record *record = &summit_events[event->kind];
    uint32_t id;
    memcpy(&id, (const uint8_t *)&event->fields + rule->id_offset, sizeof(id));
    switch (rule->verb) {
    case RULE_ADDS:
        state_store(state, rule->entity, state_add(state, rule->entity, id), record,
                    &event->fields);
        break;
    case RULE_EDITS:
        state_store(state, rule->entity, state_row(state, rule->entity, id), record,
                    &event->fields);
        break;
    case RULE_REMOVES:
        state_remove(state, rule->entity, id);
        break;
    case RULE_NONE:
        break;
    }
}

static void note_change(struct summit_state *state, const struct summit_event *event, uint32_t room)
{
    const struct field *first = &summit_events[event->kind].fields[0];
    uint32_t touches = summit_event_rules[event->kind].touches;
    struct entity_head *row = (struct entity_head *)(uintptr_t)state_find(
        state, first->target, field_id(first, &event->fields));
    if (row) {
        row->revision = event->sequence;
    }
    for (int section = 0; section < SECTION_COUNT; section++) {
        if (touches >> section & 1) {
            state->versions[section][summit_sections[section].per_room ? room : 0] =
                event->sequence;
        }
    }
}

const char *summit_apply(struct summit_state *state, const struct summit_event *event)
{
    const char *problem = problem_of(state, event);
    if (problem) {
        return problem;
    }
    uint32_t room = state_room_of(state, &summit_events[event->kind], &event->fields);
    store(state, event);
    summit_dispatch_event(state, event);
    state->sequence = event->sequence;
    note_change(state, event, room);
    return NULL;
}
