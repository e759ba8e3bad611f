#include "summit/hand.h"

#include "summit/decide.h"

static bool is_raised(const struct summit_hand *hand, uint32_t room)
{
    return hand->room == room && hand->status == SUMMIT_HAND_STATUS_RAISED;
}

static int64_t spoken_count(const struct summit_state *state, const struct summit_hand *hand)
{
    const struct summit_person *person = state_person(state, hand->person);
    return person ? person->spoken_count : 0;
}

static bool comes_before(const struct summit_state *state, bool is_fair,
                         const struct summit_hand *a, const struct summit_hand *b)
{
    if (a->position != b->position) {
        return a->position && (!b->position || a->position < b->position);
    }
    int64_t spoken_a = is_fair ? spoken_count(state, a) : 0;
    int64_t spoken_b = is_fair ? spoken_count(state, b) : 0;
    return spoken_a != spoken_b ? spoken_a < spoken_b : a->id < b->id;
}

uint32_t hand_list(const struct summit_state *state, uint32_t room,
                   const struct summit_hand *hands[HANDS_SHOWN_MAX])
{
    const struct summit_room *where = state_room(state, room);
    bool is_fair = where && where->hand_mode == SUMMIT_HAND_MODE_FAIR;
    uint32_t count = 0;
    STATE_EACH(state, ENTITY_HAND, hand, hand)
    {
        if (!is_raised(hand, room) || count == HANDS_SHOWN_MAX) {
            continue;
        }
        uint32_t at = count++;
        for (; at > 0 && comes_before(state, is_fair, hand, hands[at - 1]); at--) {
            hands[at] = hands[at - 1];
        }
        hands[at] = hand;
    }
    return count;
}

void hands_lower_all(struct summit_state *state, uint32_t person, uint32_t room, uint64_t sequence)
{
    STATE_EACH(state, ENTITY_HAND, hand, hand)
    {
        if (hand->person == person && (room == 0 || hand->room == room)) {
            state->versions[SECTION_HANDS][hand->room] = sequence;
            state_remove(state, ENTITY_HAND, hand->id);
        }
    }
}

/* ---- commands ---- */

void decide_hand_raise(struct summit_decision *decision, const struct summit_state *state,
                       const struct summit_request *request,
                       const struct command_hand_raise *command)
{
    uint32_t person = request_person(request), raised = 0;
    if (!person) {
        decision_refuse(decision, REASON_ONLY_PEOPLE_RAISE_HANDS);
        return;
    }
    STATE_EACH(state, ENTITY_HAND, hand, hand)
    {
        if (is_raised(hand, command->room)) {
            raised++;
            if (hand->person == person) {
                decision_refuse(decision, REASON_HAND_IS_UP);
                return;
            }
        }
    }
    if (raised == HANDS_SHOWN_MAX) {
        decision_refuse(decision, REASON_HANDS_FULL, .count = HANDS_SHOWN_MAX);
        return;
    }
    struct summit_event *event =
        decision_event_of(decision, state, request, EVENT_HAND_RAISED, COMMAND_HAND_RAISE, command);
    if (event) {
        event->fields.hand_raised.person = person;
    }
}

void decide_hand_lower(struct summit_decision *decision, const struct summit_state *state,
                       const struct summit_request *request,
                       const struct command_hand_lower *command)
{
    if (state_hand(state, command->hand)->person != request_person(request) &&
        !request_is_desk(state, request)) {
        decision_refuse(decision, REASON_HAND_OF_OTHER);
        return;
    }
    (void)decision_event_of(decision, state, request, EVENT_HAND_LOWERED, COMMAND_HAND_LOWER,
                            command);
}

void decide_hand_order(struct summit_decision *decision, const struct summit_state *state,
                       const struct summit_request *request,
                       const struct command_hand_order *command)
{
    for (uint32_t i = 0; i < command->hands.count; i++) {
        if (!is_raised(state_hand(state, command->hands.at[i]), command->room)) {
            decision_refuse(decision, REASON_HAND_NOT_UP, .hand = command->hands.at[i]);
            return;
        }
    }
    (void)decision_event_of(decision, state, request, EVENT_HAND_ORDERED, COMMAND_HAND_ORDER,
                            command);
}

static bool hand_is_up(struct summit_decision *decision, const struct summit_state *state,
                       uint32_t hand)
{
    if (state_hand(state, hand)->status == SUMMIT_HAND_STATUS_RAISED) {
        return true;
    }
    decision_refuse(decision, REASON_HAND_WAS_CALLED);
    return false;
}

void decide_hand_call(struct summit_decision *decision, const struct summit_state *state,
                      const struct summit_request *request, const struct command_hand_call *command)
{
    if (hand_is_up(decision, state, command->hand)) {
        (void)decision_event_of(decision, state, request, EVENT_HAND_CALLED, COMMAND_HAND_CALL,
                                command);
    }
}

void decide_hand_skip(struct summit_decision *decision, const struct summit_state *state,
                      const struct summit_request *request, const struct command_hand_skip *command)
{
    if (hand_is_up(decision, state, command->hand)) {
        (void)decision_event_of(decision, state, request, EVENT_HAND_SKIPPED, COMMAND_HAND_SKIP,
                                command);
    }
}

void decide_hand_mode_set(struct summit_decision *decision, const struct summit_state *state,
                          const struct summit_request *request,
                          const struct command_hand_mode_set *command)
{
    if (state_room(state, command->room)->hand_mode != command->hand_mode) {
        (void)decision_event_of(decision, state, request, EVENT_HAND_MODE_CHANGED,
                                COMMAND_HAND_MODE_SET, command);
    }
}

/* ---- events ---- */

void apply_hand_raised(struct summit_state *state, const struct summit_event *event,
                       const struct event_hand_raised *fields)
{
    struct summit_hand *hand = state_row(state, ENTITY_HAND, fields->hand);
    hand->raised_ms = event->at_ms;
}

void apply_hand_lowered(struct summit_state *state, const struct summit_event *event,
                        const struct event_hand_lowered *fields)
{
    (void)event;
    state_remove(state, ENTITY_HAND, fields->hand);
}

void apply_hand_skipped(struct summit_state *state, const struct summit_event *event,
                        const struct event_hand_skipped *fields)
{
    (void)event;
    state_remove(state, ENTITY_HAND, fields->hand);
}

void apply_hand_ordered(struct summit_state *state, const struct summit_event *event,
                        const struct event_hand_ordered *fields)
{
    (void)event;
    STATE_EACH(state, ENTITY_HAND, hand, hand)
    {
        if (hand->room == fields->room) {
            ((struct summit_hand *)state_row(state, ENTITY_HAND, hand->id))->position = 0;
        }
    }
    for (uint32_t i = 0; i < fields->hands.count; i++) {
        struct summit_hand *hand = state_row(state, ENTITY_HAND, fields->hands.at[i]);
        hand->position = i + 1;
    }
}

/* One hand of a room is the called one: it goes when the next is called. */
void apply_hand_called(struct summit_state *state, const struct summit_event *event,
                       const struct event_hand_called *fields)
{
    struct summit_hand *called = state_row(state, ENTITY_HAND, fields->hand);
    (void)event;
    STATE_EACH(state, ENTITY_HAND, hand, hand)
    {
        if (hand != called && hand->room == called->room &&
            hand->status == SUMMIT_HAND_STATUS_CALLED) {
            state_remove(state, ENTITY_HAND, hand->id);
        }
    }
    called->status = SUMMIT_HAND_STATUS_CALLED;
    if (state_person(state, called->person)) {
        ((struct summit_person *)state_row(state, ENTITY_PERSON, called->person))->spoken_count++;
    }
}
