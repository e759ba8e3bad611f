#include "summit/ballot_box.h"

enum ballot_box_answer ballot_box_put(struct ballot_box *box,
                                      const struct summit_decision *decision, int64_t now_ms)
{
    const struct event_ballots_sealed *fields = &decision->events[0].fields.ballots_sealed;
    ASSERT(decision->events[0].kind == EVENT_BALLOTS_SEALED && fields->voters.count == 1);
    uint32_t voter = fields->voters.at[0], at = box->count;
    while (at > 0 && box->voters[at - 1] >= voter) {
        at--;
    }
    if (at < box->count && box->voters[at] == voter && box->motion == fields->motion) {
        return BALLOT_BOX_HAS_IT;
    }
    if (box->count == BALLOT_BOX_VOTERS_MAX || (box->count > 0 && box->motion != fields->motion)) {
        return BALLOT_BOX_FULL;
    }
    if (box->count == 0) {
        *box = (struct ballot_box){.motion = fields->motion, .first_ms = now_ms};
    }
    memmove(&box->voters[at + 1], &box->voters[at], (box->count - at) * sizeof(box->voters[0]));
    memmove(&box->weights[at + 1], &box->weights[at], (box->count - at) * sizeof(box->weights[0]));
    box->voters[at] = voter;
    box->weights[at] = fields->weights.at[0];
    box->count++;
    for (size_t i = 0; i < COUNT_OF(box->tally); i++) {
        box->tally[i] += decision->secret[i];
    }
    return BALLOT_BOX_PUT;
}

bool ballot_box_is_due(const struct ballot_box *box, int64_t now_ms)
{
    return box->count == BALLOT_BOX_VOTERS_MAX ||
           (box->count > 0 && now_ms - box->first_ms >= BALLOT_BOX_WAIT_MS);
}

bool ballot_box_take(struct ballot_box *box, struct summit_event *event)
{
    if (box->count == 0) {
        return false;
    }
    *event = (struct summit_event){.kind = EVENT_BALLOTS_SEALED};
    event->fields.ballots_sealed = (struct event_ballots_sealed){
        .motion = box->motion,
        .voters = {box->voters, box->count},
        .weights = {box->weights, box->count},
    };
    box->count = 0;
    return true;
}
