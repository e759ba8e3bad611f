/* Invitations: a secret link that is bound to the first device that opens it. Only hashes are
 * known here; secret and device key live in the link and in the browser.
 */
#include "summit/decide.h"
#include "summit/state.h"

enum { MISUSES_RECORDED = 100 };

void decide_invitation_issue(struct summit_decision *decision, const struct summit_state *state,
                             const struct summit_request *request,
                             const struct command_invitation_issue *command)
{
    const struct summit_person *person = state_person(state, command->person);
    if (person->banned) {
        decision_refuse(decision, REASON_PERSON_IS_BANNED);
    } else if (command->expires_ms <= request->now_ms) {
        decision_refuse(decision, REASON_EXPIRES_BEFORE_SENT);
    } else if (state_invitation_of(state, &command->secret_hash)) {
        decision_refuse(decision, REASON_SECRET_IN_USE);
    } else if (person->role >= SUMMIT_ROLE_MODERATOR &&
               summit_role_of(state, &request->actor) != SUMMIT_ROLE_DIRECTOR) {
        decision_refuse(decision, REASON_DESK_INVITED_BY_DIRECTOR);
    } else {
        (void)decision_event_of(decision, state, request, EVENT_INVITATION_ISSUED,
                                COMMAND_INVITATION_ISSUE, command);
    }
}

static void refuse_second_device(struct summit_decision *decision, const struct summit_state *state,
                                 const struct summit_request *request,
                                 const struct summit_invitation *invitation)
{
    decision_refuse(decision, REASON_INVITATION_OF_OTHER_DEVICE);
    if (invitation->misuse_count < MISUSES_RECORDED) {
        struct summit_event *event =
            decision_event(decision, state, request, EVENT_INVITATION_MISUSED);
        event->fields.invitation_misused.invitation = invitation->id;
        event->fields.invitation_misused.alert = state_next_id(state, ENTITY_ALERT);
    }
}

void decide_invitation_open(struct summit_decision *decision, const struct summit_state *state,
                            const struct summit_request *request,
                            const struct command_invitation_open *command)
{
    const struct summit_invitation *invitation = state_invitation_of(state, &command->secret_hash);
    const struct summit_person *person =
        invitation ? state_person(state, invitation->person) : NULL;
    if (!invitation) {
        decision_refuse(decision, REASON_INVITATION_UNKNOWN);
    } else if (invitation->status == SUMMIT_INVITATION_STATUS_REVOKED || !person) {
        decision_refuse(decision, REASON_INVITATION_REVOKED);
    } else if (person->banned) {
        decision_refuse(decision, REASON_BANNED);
    } else if (invitation->status == SUMMIT_INVITATION_STATUS_OPENED) {
        if (!bytes_equal_constant_time(invitation->device_hash.bytes, command->device_hash.bytes,
                                       sizeof(command->device_hash.bytes))) {
            refuse_second_device(decision, state, request, invitation);
        }
    } else if (invitation->expires_ms <= request->now_ms) {
        decision_refuse(decision, REASON_INVITATION_EXPIRED);
    } else {
        struct summit_event *event =
            decision_event(decision, state, request, EVENT_INVITATION_OPENED);
        event->fields.invitation_opened.invitation = invitation->id;
        event->fields.invitation_opened.device_hash = command->device_hash;
    }
}

void decide_invitation_revoke(struct summit_decision *decision, const struct summit_state *state,
                              const struct summit_request *request,
                              const struct command_invitation_revoke *command)
{
    if (state_invitation(state, command->invitation)->status != SUMMIT_INVITATION_STATUS_REVOKED) {
        (void)decision_event_of(decision, state, request, EVENT_INVITATION_REVOKED,
                                COMMAND_INVITATION_REVOKE, command);
    }
}

void decide_alert_dismiss(struct summit_decision *decision, const struct summit_state *state,
                          const struct summit_request *request,
                          const struct command_alert_dismiss *command)
{
    (void)decision_event_of(decision, state, request, EVENT_ALERT_DISMISSED, COMMAND_ALERT_DISMISS,
                            command);
}

void apply_invitation_issued(struct summit_state *state, const struct summit_event *event,
                             const struct event_invitation_issued *fields)
{
    (void)event;
    state_index_invitation(state, state_invitation(state, fields->invitation));
}

void apply_invitation_opened(struct summit_state *state, const struct summit_event *event,
                             const struct event_invitation_opened *fields)
{
    struct summit_invitation *invitation = state_row(state, ENTITY_INVITATION, fields->invitation);
    invitation->status = SUMMIT_INVITATION_STATUS_OPENED;
    invitation->device_hash = fields->device_hash;
    invitation->opened_ms = event->at_ms;
}

void apply_invitation_misused(struct summit_state *state, const struct summit_event *event,
                              const struct event_invitation_misused *fields)
{
    struct summit_invitation *invitation = state_row(state, ENTITY_INVITATION, fields->invitation);
    struct summit_alert *alert = state_row(state, ENTITY_ALERT, fields->alert);
    invitation->misuse_count++;
    alert->person = invitation->person;
    alert->raised_ms = event->at_ms;
    alert->revision = event->sequence;
}

void apply_invitation_revoked(struct summit_state *state, const struct summit_event *event,
                              const struct event_invitation_revoked *fields)
{
    struct summit_invitation *invitation = state_row(state, ENTITY_INVITATION, fields->invitation);
    (void)event;
    invitation->status = SUMMIT_INVITATION_STATUS_REVOKED;
}
