#include "summit/ballot.h"

uint32_t motion_choice_count(const struct summit_motion *motion)
{
    return motion->options == SUMMIT_OPTIONS_CHOICE ? motion->choices.count : 3;
}

void ballot_recount(const struct summit_state *state, const struct summit_motion *motion,
                    int64_t votes[SUMMIT_CHOICES_MAX])
{
    memset(votes, 0, SUMMIT_CHOICES_MAX * sizeof(*votes));
    if (motion->mode == SUMMIT_BALLOT_MODE_SECRET) {
        for (uint32_t i = 0; i < motion->tally.count; i++) {
            votes[i] = motion->tally.at[i];
        }
        return;
    }
    STATE_EACH(state, ENTITY_LOCATION, location, location)
    {
        const struct ballot *ballot = state_ballot(state, motion->id, location->id);
        if (ballot->choice >= BALLOT_CHOICE) {
            votes[ballot->choice - BALLOT_CHOICE] += ballot->weight;
        }
    }
}

uint32_t ballot_location_of(const struct summit_state *state, uint32_t person, uint32_t wished)
{
    const struct summit_person *voter = state_person(state, person);
    const struct summit_location *location =
        voter ? state_location(state, wished ? wished : voter->location) : NULL;
    bool is_theirs = location && (location->id == voter->location ||
                                  (location->proxy && location->proxy == voter->location));
    return is_theirs ? location->id : 0;
}

/* ---- casting ---- */

static const struct summit_location *voter_of(struct summit_decision *decision,
                                              const struct summit_state *state,
                                              const struct summit_request *request, uint32_t wished)
{
    const struct summit_person *person = state_person(state, request_person(request));
    uint32_t id = ballot_location_of(state, request_person(request), wished);
    const struct summit_location *location = state_location(state, id);
    if (!location) {
        decision_refuse(decision, wished ? REASON_VOTE_NOT_GIVEN : REASON_NO_LOCATION);
    } else if (location->weight == 0) {
        decision_refuse(decision, REASON_LOCATION_OBSERVES);
    } else if (location->id == person->location && location->proxy) {
        decision_refuse(decision, REASON_VOTE_GIVEN_AWAY, .location = location->proxy);
    } else {
        return location;
    }
    return NULL;
}

void decide_ballot_cast(struct summit_decision *decision, const struct summit_state *state,
                        const struct summit_request *request,
                        const struct command_ballot_cast *command)
{
    const struct summit_motion *motion = state_motion(state, command->motion);
    const struct summit_location *location = voter_of(decision, state, request, command->location);
    if (!location) {
        return;
    }
    const struct ballot *ballot = state_ballot(state, motion->id, location->id);
    if (ballot->choice == BALLOT_SECRET || ballot->choice == BALLOT_CHOICE + command->choice) {
        return; /* sent again: it was counted */
    }
    if (motion->status != SUMMIT_MOTION_STATUS_OPEN) {
        decision_refuse(decision, motion->status == SUMMIT_MOTION_STATUS_DRAFT
                                      ? REASON_VOTE_NOT_BEGUN
                                      : REASON_VOTE_IS_CLOSED);
    } else if (ballot->choice != BALLOT_NONE) {
        decision_refuse(decision, REASON_ALREADY_VOTED);
    } else if (command->choice >= motion_choice_count(motion)) {
        decision_refuse(decision, REASON_NO_SUCH_CHOICE, .count = motion_choice_count(motion));
    } else if (motion->mode == SUMMIT_BALLOT_MODE_SECRET) {
        struct summit_event *event = decision_event(decision, state, request, EVENT_BALLOTS_SEALED);
        struct event_ballots_sealed *fields = &event->fields.ballots_sealed;
        event->at_ms = 0;
        event->actor = 0;
        memset(decision->secret, 0, sizeof(decision->secret));
        decision->secret[command->choice] = location->weight;
        fields->motion = motion->id;
        fields->voters = (struct ids){&location->id, 1};
        fields->weights = (struct ints){&location->weight, 1};
    } else {
        struct summit_event *event = decision_event_of(decision, state, request, EVENT_BALLOT_CAST,
                                                       COMMAND_BALLOT_CAST, command);
        event->fields.ballot_cast.location = location->id;
        event->fields.ballot_cast.weight = location->weight;
    }
}

/* ---- events ---- */

static const char *sealed_problem(const struct summit_state *state,
                                  const struct summit_motion *motion,
                                  const struct event_ballots_sealed *fields)
{
    if (motion->mode != SUMMIT_BALLOT_MODE_SECRET || fields->voters.count == 0 ||
        fields->voters.count != fields->weights.count || fields->sealed.size == 0) {
        return "These sealed ballots do not fit their motion.";
    }
    for (uint32_t i = 0; i < fields->voters.count; i++) {
        uint32_t voter = fields->voters.at[i];
        if ((i > 0 && voter <= fields->voters.at[i - 1]) ||
            state_ballot(state, motion->id, voter)->choice != BALLOT_NONE) {
            return "A location votes twice.";
        }
        if (fields->weights.at[i] < 1 || fields->weights.at[i] > 1000000) {
            return "A ballot has no weight.";
        }
    }
    return NULL;
}

/* The votes are those of whoever voted: no more can be checked of a secret vote, and no less. */
static const char *closed_problem(const struct summit_motion *motion, const struct ints *tally)
{
    int64_t counted = 0;
    if (motion->status != SUMMIT_MOTION_STATUS_OPEN) {
        return "A motion is closed that is not open.";
    }
    if (motion->mode != SUMMIT_BALLOT_MODE_SECRET) {
        return tally->count == 0 ? NULL : "A roll-call is counted from its ballots.";
    }
    for (uint32_t i = 0; i < tally->count; i++) {
        if (tally->at[i] < 0 || tally->at[i] > motion->cast_weight) {
            return "The tally of a secret motion is not that of its ballots.";
        }
        counted += tally->at[i];
    }
    return tally->count == motion_choice_count(motion) && counted == motion->cast_weight
               ? NULL
               : "The tally of a secret motion is not that of its ballots.";
}

const char *ballot_event_problem(const struct summit_state *state, const struct summit_event *event)
{
    bool is_sealed = event->kind == EVENT_BALLOTS_SEALED;
    if (event->kind == EVENT_MOTION_CLOSED) {
        const struct event_motion_closed *closed = &event->fields.motion_closed;
        return closed_problem(state_motion(state, closed->motion), &closed->tally);
    }
    if (!is_sealed && event->kind != EVENT_BALLOT_CAST) {
        return NULL;
    }
    const struct event_ballot_cast *cast = &event->fields.ballot_cast;
    const struct summit_motion *motion =
        state_motion(state, is_sealed ? event->fields.ballots_sealed.motion : cast->motion);
    if (motion->status != SUMMIT_MOTION_STATUS_OPEN) {
        return "A ballot is cast on a motion that is not open.";
    }
    if (is_sealed) {
        return sealed_problem(state, motion, &event->fields.ballots_sealed);
    }
    if (motion->mode == SUMMIT_BALLOT_MODE_SECRET || !cast->location || cast->choice < 0 ||
        cast->choice >= motion_choice_count(motion) || cast->weight < 1) {
        return "This ballot does not fit its motion.";
    }
    return state_ballot(state, motion->id, cast->location)->choice == BALLOT_NONE
               ? NULL
               : "A location votes twice.";
}

/* The tally is the state's own block, of as many numbers as there are choices. */
static void count_votes(const struct summit_motion *motion, uint32_t choice, int64_t weight)
{
    int64_t *votes = (int64_t *)(uintptr_t)motion->tally.at;
    votes[choice] += weight;
}

static void note_voter(struct summit_state *state, struct summit_motion *motion, uint32_t location,
                       int64_t weight, uint8_t choice)
{
    *state_ballot_row(state, motion->id, location) =
        (struct ballot){.weight = (uint32_t)weight, .choice = choice};
    motion->cast_count++;
    motion->cast_weight += weight;
}

void apply_ballot_cast(struct summit_state *state, const struct summit_event *event,
                       const struct event_ballot_cast *fields)
{
    struct summit_motion *motion = state_row(state, ENTITY_MOTION, fields->motion);
    (void)event;
    note_voter(state, motion, fields->location, fields->weight,
               (uint8_t)(BALLOT_CHOICE + fields->choice));
    count_votes(motion, (uint32_t)fields->choice, fields->weight);
}

void apply_ballots_sealed(struct summit_state *state, const struct summit_event *event,
                          const struct event_ballots_sealed *fields)
{
    struct summit_motion *motion = state_row(state, ENTITY_MOTION, fields->motion);
    (void)event;
    for (uint32_t i = 0; i < fields->voters.count; i++) {
        note_voter(state, motion, fields->voters.at[i], fields->weights.at[i], BALLOT_SECRET);
    }
    state_set(state, ENTITY_MOTION, fields->motion, "sealed", &fields->sealed);
}
