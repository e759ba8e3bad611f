#include "summit/programme.h"

#include "summit/decide.h"

enum { ITEM_LENGTH_MAX_MS = 7 * 24 * 3600 * 1000 };

uint32_t programme_order(const struct summit_state *state, const struct summit_item **items,
                         uint32_t max)
{
    uint32_t count = MIN(state->tables[ENTITY_ITEM].count, max);
    STATE_EACH(state, ENTITY_ITEM, item, item)
    {
        if ((uint64_t)item->position < count) {
            items[item->position] = item;
        }
    }
    return count;
}

int64_t programme_late_ms(const struct summit_state *state, uint32_t room)
{
    int64_t late_ms = 0, latest_ms = 0;
    STATE_EACH(state, ENTITY_ITEM, item, item)
    {
        if (item->room != room || item->status == SUMMIT_ITEM_STATUS_PLANNED) {
            continue;
        }
        bool is_running = item->status == SUMMIT_ITEM_STATUS_RUNNING;
        int64_t at_ms = is_running ? item->actual_start_ms : item->actual_end_ms;
        if (at_ms >= latest_ms) {
            latest_ms = at_ms;
            late_ms = at_ms - (is_running ? item->start_ms : item->end_ms);
        }
    }
    return MAX(late_ms, 0);
}

struct bytes localized_pick(const struct summit_state *state, const struct localized *localized,
                            struct tag language)
{
    const struct summit_summit *summit = state_summit(state);
    struct tag wishes[2] = {language};
    if (summit->languages.count > 0) {
        wishes[1] = summit->languages.at[0];
    }
    for (size_t wish = 0; wish < COUNT_OF(wishes); wish++) {
        for (uint32_t i = 0; i < localized->count; i++) {
            if (memcmp(&localized->at[i].language, &wishes[wish], sizeof(struct tag)) == 0) {
                return localized->at[i].text;
            }
        }
    }
    return localized->count > 0 ? localized->at[0].text : (struct bytes){0};
}

/* ---- the order: positions from 0 without holes ---- */

/* Make room at, or close, a position. */
static void shift(struct summit_state *state, int64_t from, int64_t by, uint32_t except)
{
    STATE_EACH(state, ENTITY_ITEM, item, item)
    {
        if (item->id != except && item->position >= from) {
            struct summit_item *row = state_row(state, ENTITY_ITEM, item->id);
            row->position += by;
        }
    }
}

static void place(struct summit_state *state, uint32_t id, int64_t position)
{
    struct summit_item *item = state_row(state, ENTITY_ITEM, id);
    shift(state, position, 1, id);
    item->position = position;
}

/* A new item stands before the first one that starts later. */
void apply_item_added(struct summit_state *state, const struct summit_event *event,
                      const struct event_item_added *fields)
{
    int64_t position = (int64_t)state->tables[ENTITY_ITEM].count - 1;
    (void)event;
    STATE_EACH(state, ENTITY_ITEM, item, item)
    {
        if (item->id != fields->item && item->start_ms > fields->start_ms) {
            position = MIN(position, item->position);
        }
    }
    place(state, fields->item, position);
}

void apply_item_removed(struct summit_state *state, const struct summit_event *event,
                        const struct event_item_removed *fields)
{
    int64_t position = state_item(state, fields->item)->position;
    (void)event;
    state_remove(state, ENTITY_ITEM, fields->item);
    shift(state, position, -1, 0);
}

void apply_item_moved(struct summit_state *state, const struct summit_event *event,
                      const struct event_item_moved *fields)
{
    (void)event;
    shift(state, state_item(state, fields->item)->position, -1, fields->item);
    const struct summit_item *before = state_item(state, fields->before);
    place(state, fields->item,
          before ? before->position : (int64_t)state->tables[ENTITY_ITEM].count - 1);
}

void apply_item_started(struct summit_state *state, const struct summit_event *event,
                        const struct event_item_started *fields)
{
    struct summit_item *item = state_row(state, ENTITY_ITEM, fields->item);
    item->status = SUMMIT_ITEM_STATUS_RUNNING;
    item->actual_start_ms = event->at_ms;
    item->actual_end_ms = 0;
}

void apply_item_finished(struct summit_state *state, const struct summit_event *event,
                         const struct event_item_finished *fields)
{
    struct summit_item *item = state_row(state, ENTITY_ITEM, fields->item);
    item->status = SUMMIT_ITEM_STATUS_FINISHED;
    item->actual_end_ms = event->at_ms;
}

/* ---- commands ---- */

static bool times_are_good(struct summit_decision *decision, int64_t start_ms, int64_t end_ms)
{
    if (end_ms > start_ms && end_ms - start_ms <= ITEM_LENGTH_MAX_MS) {
        return true;
    }
    decision_refuse(decision, REASON_TIMES_NOT_GOOD);
    return false;
}

void decide_day_add(struct summit_decision *decision, const struct summit_state *state,
                    const struct summit_request *request, const struct command_day_add *command)
{
    if (times_are_good(decision, command->start_ms, command->end_ms)) {
        (void)decision_event_of(decision, state, request, EVENT_DAY_ADDED, COMMAND_DAY_ADD,
                                command);
    }
}

void decide_day_edit(struct summit_decision *decision, const struct summit_state *state,
                     const struct summit_request *request, const struct command_day_edit *command)
{
    if (times_are_good(decision, command->start_ms, command->end_ms)) {
        (void)decision_event_of(decision, state, request, EVENT_DAY_EDITED, COMMAND_DAY_EDIT,
                                command);
    }
}

void decide_day_remove(struct summit_decision *decision, const struct summit_state *state,
                       const struct summit_request *request,
                       const struct command_day_remove *command)
{
    STATE_EACH(state, ENTITY_ITEM, item, item)
    {
        if (item->day == command->day) {
            decision_refuse(decision, REASON_DAY_HAS_ITEM, .item = item->id);
            return;
        }
    }
    (void)decision_event_of(decision, state, request, EVENT_DAY_REMOVED, COMMAND_DAY_REMOVE,
                            command);
}

void decide_item_add(struct summit_decision *decision, const struct summit_state *state,
                     const struct summit_request *request, const struct command_item_add *command)
{
    if (times_are_good(decision, command->start_ms, command->end_ms)) {
        (void)decision_event_of(decision, state, request, EVENT_ITEM_ADDED, COMMAND_ITEM_ADD,
                                command);
    }
}

void decide_item_edit(struct summit_decision *decision, const struct summit_state *state,
                      const struct summit_request *request, const struct command_item_edit *command)
{
    const struct summit_item *item = state_item(state, command->item);
    if (item->status == SUMMIT_ITEM_STATUS_RUNNING && item->room != command->room) {
        decision_refuse(decision, REASON_RUNNING_ITEM_STAYS);
    } else if (times_are_good(decision, command->start_ms, command->end_ms)) {
        (void)decision_event_of(decision, state, request, EVENT_ITEM_EDITED, COMMAND_ITEM_EDIT,
                                command);
    }
}

void decide_item_remove(struct summit_decision *decision, const struct summit_state *state,
                        const struct summit_request *request,
                        const struct command_item_remove *command)
{
    if (state_item(state, command->item)->status == SUMMIT_ITEM_STATUS_RUNNING) {
        decision_refuse(decision, REASON_ITEM_IS_RUNNING);
        return;
    }
    (void)decision_event_of(decision, state, request, EVENT_ITEM_REMOVED, COMMAND_ITEM_REMOVE,
                            command);
}

void decide_item_move(struct summit_decision *decision, const struct summit_state *state,
                      const struct summit_request *request, const struct command_item_move *command)
{
    if (command->before == command->item) {
        decision_refuse(decision, REASON_ITEM_BEFORE_ITSELF);
        return;
    }
    (void)decision_event_of(decision, state, request, EVENT_ITEM_MOVED, COMMAND_ITEM_MOVE, command);
}

/* One item runs in a room at a time: starting one finishes the other. */
void decide_item_start(struct summit_decision *decision, const struct summit_state *state,
                       const struct summit_request *request,
                       const struct command_item_start *command)
{
    const struct summit_item *item = state_item(state, command->item);
    if (item->status == SUMMIT_ITEM_STATUS_RUNNING) {
        return;
    }
    STATE_EACH(state, ENTITY_ITEM, item, other)
    {
        if (other->room == item->room && other->status == SUMMIT_ITEM_STATUS_RUNNING) {
            decision_event(decision, state, request, EVENT_ITEM_FINISHED)
                ->fields.item_finished.item = other->id;
            break;
        }
    }
    (void)decision_event_of(decision, state, request, EVENT_ITEM_STARTED, COMMAND_ITEM_START,
                            command);
}

void decide_item_finish(struct summit_decision *decision, const struct summit_state *state,
                        const struct summit_request *request,
                        const struct command_item_finish *command)
{
    const struct summit_item *item = state_item(state, command->item);
    if (item->status == SUMMIT_ITEM_STATUS_PLANNED) {
        decision_refuse(decision, REASON_ITEM_NOT_STARTED);
    } else if (item->status == SUMMIT_ITEM_STATUS_RUNNING) {
        (void)decision_event_of(decision, state, request, EVENT_ITEM_FINISHED, COMMAND_ITEM_FINISH,
                                command);
    }
}
