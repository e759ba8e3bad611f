/* Motions: what is voted on, when it opens and closes, and what was decided. */
#include "summit/ballot.h"
#include "summit/decide.h"
#include "summit/state.h"

static bool choices_are_good(struct summit_decision *decision, enum summit_options options,
                             const struct choices *choices)
{
    if (options == SUMMIT_OPTIONS_CHOICE && choices->count < 2) {
        decision_refuse(decision, REASON_CHOICES_TOO_FEW);
        return false;
    }
    if (options == SUMMIT_OPTIONS_YES_NO_ABSTAIN && choices->count > 0) {
        decision_refuse(decision, REASON_CHOICES_NOT_WANTED);
        return false;
    }
    return true;
}

void decide_motion_add(struct summit_decision *decision, const struct summit_state *state,
                       const struct summit_request *request,
                       const struct command_motion_add *command)
{
    if (choices_are_good(decision, command->options, &command->choices)) {
        (void)decision_event_of(decision, state, request, EVENT_MOTION_ADDED, COMMAND_MOTION_ADD,
                                command);
    }
}

static bool is_draft(struct summit_decision *decision, const struct summit_motion *motion)
{
    if (motion->status == SUMMIT_MOTION_STATUS_DRAFT) {
        return true;
    }
    decision_refuse(decision, REASON_MOTION_NOT_DRAFT);
    return false;
}

void decide_motion_edit(struct summit_decision *decision, const struct summit_state *state,
                        const struct summit_request *request,
                        const struct command_motion_edit *command)
{
    if (is_draft(decision, state_motion(state, command->motion)) &&
        choices_are_good(decision, command->options, &command->choices)) {
        (void)decision_event_of(decision, state, request, EVENT_MOTION_EDITED, COMMAND_MOTION_EDIT,
                                command);
    }
}

void decide_motion_open(struct summit_decision *decision, const struct summit_state *state,
                        const struct summit_request *request,
                        const struct command_motion_open *command)
{
    const struct summit_motion *motion = state_motion(state, command->motion);
    int64_t count = 0, weight = 0;
    if (motion->status == SUMMIT_MOTION_STATUS_OPEN || !is_draft(decision, motion)) {
        return;
    }
    STATE_EACH(state, ENTITY_LOCATION, location, location)
    {
        count += location->weight > 0;
        weight += location->weight;
    }
    if (count == 0) {
        decision_refuse(decision, REASON_NO_LOCATION_VOTES);
        return;
    }
    struct summit_event *event = decision_event_of(decision, state, request, EVENT_MOTION_OPENED,
                                                   COMMAND_MOTION_OPEN, command);
    event->fields.motion_opened.entitled_count = count;
    event->fields.motion_opened.entitled_weight = weight;
}

/* ---- the close: who is present, what carries ---- */

/* Votes of the locations that have somebody here, whose proxy has, or that voted. */
static int64_t present_weight(const struct summit_state *state, const struct presence *presence,
                              const struct summit_motion *motion)
{
    uint64_t here[SUMMIT_LOCATIONS_MAX / 64 + 1] = {0};
    int64_t weight = 0;
    STATE_EACH(state, ENTITY_PERSON, person, person)
    {
        if (person->location && presence_has(presence, person->id)) {
            uint32_t row = (person->location - 1) % SUMMIT_LOCATIONS_MAX;
            here[row / 64] |= UINT64_C(1) << row % 64;
        }
    }
    STATE_EACH(state, ENTITY_LOCATION, location, location)
    {
        uint32_t by = location->proxy ? location->proxy : location->id;
        uint32_t row = (by - 1) % SUMMIT_LOCATIONS_MAX;
        bool has_voted = state_ballot(state, motion->id, location->id)->choice != BALLOT_NONE;
        weight += has_voted || (here[row / 64] >> row % 64 & 1) ? location->weight : 0;
    }
    return weight;
}

/* Whether `votes` carry against the rest: of those who took a side, or of all entitled. */
static bool carries(const struct summit_motion *motion, int64_t votes, int64_t others)
{
    switch (motion->majority) {
    case SUMMIT_MAJORITY_ABSOLUTE:
        return 2 * votes > motion->entitled_weight;
    case SUMMIT_MAJORITY_TWO_THIRDS:
        return votes > 0 && 3 * votes >= 2 * (votes + others);
    case SUMMIT_MAJORITY_THREE_QUARTERS:
        return votes > 0 && 4 * votes >= 3 * (votes + others);
    case SUMMIT_MAJORITY_SIMPLE:
    default:
        return votes > others;
    }
}

static enum summit_outcome outcome_of(const struct summit_motion *motion, const int64_t *votes,
                                      int64_t present)
{
    if (100 * present < motion->quorum_percent * motion->entitled_weight) {
        return SUMMIT_OUTCOME_NO_QUORUM;
    }
    if (motion->options == SUMMIT_OPTIONS_YES_NO_ABSTAIN) {
        return carries(motion, votes[0], votes[1]) ? SUMMIT_OUTCOME_CARRIED
                                                   : SUMMIT_OUTCOME_REJECTED;
    }
    /* Of a list: the first one against the second one by simple majority, else against all. */
    int64_t best = 0, second = 0, sum = 0;
    for (uint32_t i = 0; i < motion_choice_count(motion); i++) {
        sum += votes[i];
        second = MAX(second, MIN(best, votes[i]));
        best = MAX(best, votes[i]);
    }
    bool is_simple = motion->majority == SUMMIT_MAJORITY_SIMPLE;
    return best > second && carries(motion, best, is_simple ? second : sum - best)
               ? SUMMIT_OUTCOME_CARRIED
               : SUMMIT_OUTCOME_REJECTED;
}

void decide_motion_close(struct summit_decision *decision, const struct summit_state *state,
                         const struct summit_request *request,
                         const struct command_motion_close *command)
{
    const struct summit_motion *motion = state_motion(state, command->motion);
    if (motion->status == SUMMIT_MOTION_STATUS_CLOSED) {
        return;
    }
    if (motion->status != SUMMIT_MOTION_STATUS_OPEN) {
        decision_refuse(decision, REASON_MOTION_NOT_OPEN);
        return;
    }
    bool is_secret = motion->mode == SUMMIT_BALLOT_MODE_SECRET;
    if (is_secret && request->unsealed.count != motion_choice_count(motion)) {
        decision_refuse(decision, REASON_BALLOTS_CANNOT_BE_COUNTED);
        return;
    }
    struct summit_event *event = decision_event_of(decision, state, request, EVENT_MOTION_CLOSED,
                                                   COMMAND_MOTION_CLOSE, command);
    int64_t present = present_weight(state, &request->presence, motion);
    event->fields.motion_closed.present_weight = present;
    event->fields.motion_closed.outcome =
        outcome_of(motion, is_secret ? request->unsealed.at : motion->tally.at, present);
    if (is_secret) {
        event->fields.motion_closed.tally = request->unsealed;
    }
}

void decide_motion_withdraw(struct summit_decision *decision, const struct summit_state *state,
                            const struct summit_request *request,
                            const struct command_motion_withdraw *command)
{
    enum summit_motion_status status = state_motion(state, command->motion)->status;
    if (status == SUMMIT_MOTION_STATUS_CLOSED) {
        decision_refuse(decision, REASON_MOTION_DECIDED);
    } else if (status != SUMMIT_MOTION_STATUS_WITHDRAWN) {
        (void)decision_event_of(decision, state, request, EVENT_MOTION_WITHDRAWN,
                                COMMAND_MOTION_WITHDRAW, command);
    }
}

/* ---- events ---- */

void apply_motion_opened(struct summit_state *state, const struct summit_event *event,
                         const struct event_motion_opened *fields)
{
    static const int64_t zeroes[SUMMIT_CHOICES_MAX];
    struct summit_motion *motion = state_row(state, ENTITY_MOTION, fields->motion);
    struct ints tally = {zeroes, motion_choice_count(motion)};
    motion->status = SUMMIT_MOTION_STATUS_OPEN;
    motion->opened_ms = event->at_ms;
    motion->entitled_count = fields->entitled_count;
    motion->entitled_weight = fields->entitled_weight;
    state_set(state, ENTITY_MOTION, fields->motion, "tally", &tally);
}

static void drop_seal(struct summit_state *state, uint32_t motion)
{
    const struct bytes nothing = {0};
    state_set(state, ENTITY_MOTION, motion, "sealed", &nothing);
}

void apply_motion_closed(struct summit_state *state, const struct summit_event *event,
                         const struct event_motion_closed *fields)
{
    struct summit_motion *motion = state_row(state, ENTITY_MOTION, fields->motion);
    motion->status = SUMMIT_MOTION_STATUS_CLOSED;
    motion->closed_ms = event->at_ms;
    motion->present_weight = fields->present_weight;
    motion->outcome = fields->outcome;
    if (motion->mode == SUMMIT_BALLOT_MODE_SECRET) {
        state_set(state, ENTITY_MOTION, fields->motion, "tally", &fields->tally);
        drop_seal(state, fields->motion);
    }
}

void apply_motion_withdrawn(struct summit_state *state, const struct summit_event *event,
                            const struct event_motion_withdrawn *fields)
{
    struct summit_motion *motion = state_row(state, ENTITY_MOTION, fields->motion);
    motion->status = SUMMIT_MOTION_STATUS_WITHDRAWN;
    motion->closed_ms = event->at_ms;
    drop_seal(state, fields->motion);
}
