/* Secret ballots on their way to the log: they wait in the box for a moment, so that no event tells
 * of one voter alone; then their sum is sealed and appended. Of each vote one key is kept, as long
 * as it is open.
 */
#include "node/host_parts.h"
#include "summit/ballot.h"

/* ---- keys ---- */

void host_destroy_old_keys(struct summit_host *host)
{
    STATE_EACH(host->durable, ENTITY_MOTION, motion, motion)
    {
        if (motion->status != SUMMIT_MOTION_STATUS_OPEN) {
            host->ports.keys->destroy(host->ports.keys, motion->id);
        }
    }
}

void host_keep_keys(struct summit_host *host, const struct summit_event *event)
{
    struct seal_keys *keys = host->ports.keys;
    if (event->kind == EVENT_BALLOTS_SEALED) {
        ballot_seal_is_durable(keys, event->fields.ballots_sealed.motion,
                               event->fields.ballots_sealed.sealed);
    } else if (event->kind == EVENT_MOTION_CLOSED) {
        keys->destroy(keys, event->fields.motion_closed.motion);
    } else if (event->kind == EVENT_MOTION_WITHDRAWN) {
        keys->destroy(keys, event->fields.motion_withdrawn.motion);
    }
}

/* ---- the box ---- */

void host_answer_box(struct summit_host *host, uint32_t box, const struct host_answer *text)
{
    for (uint64_t at = host->request_first; at < host->request_next; at++) {
        struct host_request *request = host_request_at(host, at);
        if (request->state == REQUEST_BOXED && request->box == box) {
            host_answer_request(request, text);
        }
    }
}

/* REASON_NONE with the tally's text, or why it cannot be sealed. */
static enum reason seal_tally(struct summit_host *host, uint32_t motion,
                              uint8_t text[SEAL_TEXT_SIZE])
{
    struct bytes last = state_motion(host->decided, motion)->sealed;
    switch (ballot_seal_add(host->ports.keys, host->ports.random, motion, last, host->box.tally,
                            text)) {
    case SEAL_DONE:
        return REASON_NONE;
    case SEAL_NO_KEY:
        return REASON_VOTE_KEY_LOST;
    case SEAL_FAILED:
    default:
        return REASON_BALLOT_NOT_KEPT;
    }
}

void host_seal(struct summit_host *host)
{
    struct summit_event event;
    uint8_t text[SEAL_TEXT_SIZE];
    if (!ballot_box_take(&host->box, &event)) {
        return;
    }
    enum reason problem = seal_tally(host, event.fields.ballots_sealed.motion, text);
    if (!problem) {
        event.sequence = host->decided->sequence + 1;
        event.fields.ballots_sealed.sealed = bytes_of(text, sizeof(text));
        problem = host_append(host, &event, 1, BY_THE_BOX, NULL);
    }
    if (problem) {
        const struct host_answer refused = host_refused(problem);
        host_answer_box(host, host->box_number, &refused);
    }
    host->box_number++;
}

void host_put_in_box(struct summit_host *host, struct host_request *request, int64_t now_ms)
{
    if (ballot_box_put(&host->box, &host->decision, now_ms) == BALLOT_BOX_FULL) {
        host_seal(host); /* what the decision says of its voter lies in the state, and stays */
        enum ballot_box_answer put = ballot_box_put(&host->box, &host->decision, now_ms);
        ASSERT(put == BALLOT_BOX_PUT);
    }
    request->state = REQUEST_BOXED;
    request->box = host->box_number;
}

struct ints host_unseal(struct summit_host *host, uint32_t id, int64_t votes[SEAL_CHOICES])
{
    const struct summit_motion *motion = state_motion(host->decided, id);
    bool is_open = motion && motion->mode == SUMMIT_BALLOT_MODE_SECRET &&
                   motion->status == SUMMIT_MOTION_STATUS_OPEN &&
                   ballot_seal_open(host->ports.keys, id, motion->sealed, votes) == SEAL_DONE;
    return (struct ints){votes, is_open ? motion_choice_count(motion) : 0};
}
