/* Questions in writing: asked, accepted by a moderator, upvoted, answered. */
#include "summit/decide.h"
#include "summit/state.h"

enum { WAITING_MAX = 3 }; /* of one person, not yet accepted */

void decide_question_ask(struct summit_decision *decision, const struct summit_state *state,
                         const struct summit_request *request,
                         const struct command_question_ask *command)
{
    uint32_t person = request_person(request), waiting = 0;
    if (!person) {
        decision_refuse(decision, REASON_ONLY_PEOPLE_ASK);
        return;
    }
    if (command->anonymity == SUMMIT_ANONYMITY_ANONYMOUS &&
        !state_summit(state)->anonymous_questions) {
        decision_refuse(decision, REASON_NO_ANONYMOUS_QUESTIONS);
        return;
    }
    STATE_EACH(state, ENTITY_QUESTION, question, question)
    {
        waiting += question->person == person && question->status == SUMMIT_QUESTION_STATUS_ASKED;
    }
    if (waiting >= WAITING_MAX) {
        decision_refuse(decision, REASON_QUESTIONS_WAITING, .count = WAITING_MAX);
        return;
    }
    struct summit_event *event = decision_event_of(decision, state, request, EVENT_QUESTION_ASKED,
                                                   COMMAND_QUESTION_ASK, command);
    if (event) {
        event->fields.question_asked.person = person;
    }
}

void decide_question_upvote(struct summit_decision *decision, const struct summit_state *state,
                            const struct summit_request *request,
                            const struct command_question_upvote *command)
{
    const struct summit_question *question = state_question(state, command->question);
    uint32_t person = request_person(request);
    if (question->status == SUMMIT_QUESTION_STATUS_ASKED) {
        decision_refuse(decision, REASON_NOT_THERE,
                        .entity = bytes_of_text(summit_entities[ENTITY_QUESTION].name),
                        .id = command->question);
    } else if (!person || question->person == person) {
        decision_refuse(decision, REASON_OWN_QUESTION);
    } else if (state->upvote_count >= SUMMIT_UPVOTES_MAX) {
        decision_refuse(decision, REASON_UPVOTES_FULL);
    } else if (!state_has_upvoted(state, command->question, person)) {
        struct summit_event *event = decision_event_of(
            decision, state, request, EVENT_QUESTION_UPVOTED, COMMAND_QUESTION_UPVOTE, command);
        event->fields.question_upvoted.person = person;
    }
}

void decide_question_accept(struct summit_decision *decision, const struct summit_state *state,
                            const struct summit_request *request,
                            const struct command_question_accept *command)
{
    if (state_question(state, command->question)->status == SUMMIT_QUESTION_STATUS_ASKED) {
        (void)decision_event_of(decision, state, request, EVENT_QUESTION_ACCEPTED,
                                COMMAND_QUESTION_ACCEPT, command);
    }
}

void decide_question_reject(struct summit_decision *decision, const struct summit_state *state,
                            const struct summit_request *request,
                            const struct command_question_reject *command)
{
    (void)decision_event_of(decision, state, request, EVENT_QUESTION_REJECTED,
                            COMMAND_QUESTION_REJECT, command);
}

void decide_question_answer(struct summit_decision *decision, const struct summit_state *state,
                            const struct summit_request *request,
                            const struct command_question_answer *command)
{
    if (state_question(state, command->question)->status == SUMMIT_QUESTION_STATUS_ASKED) {
        decision_refuse(decision, REASON_QUESTION_NOT_ACCEPTED);
        return;
    }
    (void)decision_event_of(decision, state, request, EVENT_QUESTION_ANSWERED,
                            COMMAND_QUESTION_ANSWER, command);
}

void apply_question_asked(struct summit_state *state, const struct summit_event *event,
                          const struct event_question_asked *fields)
{
    struct summit_question *question = state_row(state, ENTITY_QUESTION, fields->question);
    question->asked_ms = event->at_ms;
}

void apply_question_upvoted(struct summit_state *state, const struct summit_event *event,
                            const struct event_question_upvoted *fields)
{
    struct summit_question *question = state_row(state, ENTITY_QUESTION, fields->question);
    (void)event;
    state_add_upvote(state, (uint64_t)fields->question << 32 | fields->person);
    question->upvote_count++;
}

void apply_question_accepted(struct summit_state *state, const struct summit_event *event,
                             const struct event_question_accepted *fields)
{
    struct summit_question *question = state_row(state, ENTITY_QUESTION, fields->question);
    (void)event;
    question->status = SUMMIT_QUESTION_STATUS_ACCEPTED;
}

void apply_question_rejected(struct summit_state *state, const struct summit_event *event,
                             const struct event_question_rejected *fields)
{
    (void)event;
    state_remove(state, ENTITY_QUESTION, fields->question);
}

void apply_question_answered(struct summit_state *state, const struct summit_event *event,
                             const struct event_question_answered *fields)
{
    struct summit_question *question = state_row(state, ENTITY_QUESTION, fields->question);
    (void)event;
    question->status = fields->answer.size > 0 ? SUMMIT_QUESTION_STATUS_ANSWERED_IN_WRITING
                                               : SUMMIT_QUESTION_STATUS_ANSWERED_LIVE;
    state_set(state, ENTITY_QUESTION, fields->question, "answer", &fields->answer);
}
