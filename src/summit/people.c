/* People and locations. */
#include "summit/decide.h"
#include "summit/floor.h"
#include "summit/hand.h"
#include "summit/state.h"

static bool is_upper_pair(struct bytes country)
{
    return country.size == 2 && country.data[0] >= 'A' && country.data[0] <= 'Z' &&
           country.data[1] >= 'A' && country.data[1] <= 'Z';
}

static bool a_motion_is_open(const struct summit_state *state)
{
    STATE_EACH(state, ENTITY_MOTION, motion, motion)
    {
        if (motion->status == SUMMIT_MOTION_STATUS_OPEN) {
            return true;
        }
    }
    return false;
}

/* ---- locations ---- */

static bool country_is_good(struct summit_decision *decision, struct bytes country)
{
    if (!is_upper_pair(country)) {
        decision_refuse(decision, REASON_COUNTRY_NOT_GOOD);
    }
    return is_upper_pair(country);
}

void decide_location_add(struct summit_decision *decision, const struct summit_state *state,
                         const struct summit_request *request,
                         const struct command_location_add *command)
{
    if (command->weight > 0 && a_motion_is_open(state)) {
        decision_refuse(decision, REASON_VOTERS_FIXED);
    } else if (country_is_good(decision, command->country)) {
        (void)decision_event_of(decision, state, request, EVENT_LOCATION_ADDED,
                                COMMAND_LOCATION_ADD, command);
    }
}

void decide_location_edit(struct summit_decision *decision, const struct summit_state *state,
                          const struct summit_request *request,
                          const struct command_location_edit *command)
{
    if (state_location(state, command->location)->weight != command->weight &&
        a_motion_is_open(state)) {
        decision_refuse(decision, REASON_WEIGHTS_FIXED);
    } else if (country_is_good(decision, command->country)) {
        (void)decision_event_of(decision, state, request, EVENT_LOCATION_EDITED,
                                COMMAND_LOCATION_EDIT, command);
    }
}

void decide_location_remove(struct summit_decision *decision, const struct summit_state *state,
                            const struct summit_request *request,
                            const struct command_location_remove *command)
{
    if (a_motion_is_open(state)) {
        decision_refuse(decision, REASON_MOTION_IS_OPEN);
        return;
    }
    STATE_EACH(state, ENTITY_PERSON, person, person)
    {
        if (person->location == command->location) {
            decision_refuse(decision, REASON_LOCATION_HAS_PEOPLE, .person = person->id);
            return;
        }
    }
    const struct summit_location *location = state_location(state, command->location);
    if (location->proxy_count > 0 || location->proxy) {
        decision_refuse(decision, REASON_LOCATION_HAS_PROXY);
        return;
    }
    (void)decision_event_of(decision, state, request, EVENT_LOCATION_REMOVED,
                            COMMAND_LOCATION_REMOVE, command);
}

/* ---- people ---- */

/* Only a director makes, changes or removes directors and moderators. */
static bool rank_allows(struct summit_decision *decision, const struct summit_state *state,
                        const struct summit_request *request, enum summit_role role)
{
    if (role < SUMMIT_ROLE_MODERATOR ||
        summit_role_of(state, &request->actor) == SUMMIT_ROLE_DIRECTOR) {
        return true;
    }
    decision_refuse(decision, REASON_DESK_APPOINTED_BY_DIRECTOR);
    return false;
}

static bool person_allows(struct summit_decision *decision, const struct summit_state *state,
                          const struct summit_request *request, uint32_t person)
{
    return rank_allows(decision, state, request, state_person(state, person)->role);
}

void decide_person_add(struct summit_decision *decision, const struct summit_state *state,
                       const struct summit_request *request,
                       const struct command_person_add *command)
{
    if (rank_allows(decision, state, request, command->role)) {
        (void)decision_event_of(decision, state, request, EVENT_PERSON_ADDED, COMMAND_PERSON_ADD,
                                command);
    }
}

/* An address stays when who cannot read it, all but directors, says nothing of it. */
void decide_person_edit(struct summit_decision *decision, const struct summit_state *state,
                        const struct summit_request *request,
                        const struct command_person_edit *command)
{
    if (rank_allows(decision, state, request, command->role) &&
        person_allows(decision, state, request, command->person)) {
        struct summit_event *event = decision_event_of(
            decision, state, request, EVENT_PERSON_EDITED, COMMAND_PERSON_EDIT, command);
        if (command->email.size == 0 &&
            summit_role_of(state, &request->actor) != SUMMIT_ROLE_DIRECTOR) {
            event->fields.person_edited.email = state_person(state, command->person)->email;
        }
    }
}

void decide_person_remove(struct summit_decision *decision, const struct summit_state *state,
                          const struct summit_request *request,
                          const struct command_person_remove *command)
{
    if (command->person == request_person(request)) {
        decision_refuse(decision, REASON_REMOVE_SELF);
        return;
    }
    (void)decision_event_of(decision, state, request, EVENT_PERSON_REMOVED, COMMAND_PERSON_REMOVE,
                            command);
}

void decide_person_ban(struct summit_decision *decision, const struct summit_state *state,
                       const struct summit_request *request,
                       const struct command_person_ban *command)
{
    if (command->person == request_person(request)) {
        decision_refuse(decision, REASON_BAN_SELF);
    } else if (person_allows(decision, state, request, command->person) &&
               !state_person(state, command->person)->banned) {
        (void)decision_event_of(decision, state, request, EVENT_PERSON_BANNED, COMMAND_PERSON_BAN,
                                command);
    }
}

void decide_person_unban(struct summit_decision *decision, const struct summit_state *state,
                         const struct summit_request *request,
                         const struct command_person_unban *command)
{
    if (state_person(state, command->person)->banned) {
        (void)decision_event_of(decision, state, request, EVENT_PERSON_UNBANNED,
                                COMMAND_PERSON_UNBAN, command);
    }
}

void apply_person_removed(struct summit_state *state, const struct summit_event *event,
                          const struct event_person_removed *fields)
{
    floor_leave(state, fields->person, 0, event->sequence);
    hands_lower_all(state, fields->person, 0, event->sequence);
    STATE_EACH(state, ENTITY_INVITATION, invitation, invitation)
    {
        if (invitation->person == fields->person) {
            struct summit_invitation *row = state_row(state, ENTITY_INVITATION, invitation->id);
            row->status = SUMMIT_INVITATION_STATUS_REVOKED;
            row->revision = event->sequence;
        }
    }
    state_remove(state, ENTITY_PERSON, fields->person);
}

void apply_person_banned(struct summit_state *state, const struct summit_event *event,
                         const struct event_person_banned *fields)
{
    struct summit_person *person = state_row(state, ENTITY_PERSON, fields->person);
    person->banned = SUMMIT_SWITCH_ON;
    person->waiting = person->admitted = 0;
    state_set(state, ENTITY_PERSON, fields->person, "ban_reason", &fields->ban_reason);
    floor_leave(state, fields->person, 0, event->sequence);
    hands_lower_all(state, fields->person, 0, event->sequence);
}

void apply_person_unbanned(struct summit_state *state, const struct summit_event *event,
                           const struct event_person_unbanned *fields)
{
    static const struct bytes none = {0};
    struct summit_person *person = state_row(state, ENTITY_PERSON, fields->person);
    (void)event;
    person->banned = SUMMIT_SWITCH_OFF;
    person->ejected = 0;
    state_set(state, ENTITY_PERSON, fields->person, "ban_reason", &none);
}

/* ---- proxies: one location votes for another; no chains ---- */

static const struct summit_location *giver(struct summit_decision *decision,
                                           const struct summit_state *state,
                                           const struct summit_request *request, uint32_t wished)
{
    const struct summit_person *person = state_person(state, request_person(request));
    uint32_t own = person ? person->location : 0;
    if (wished && wished != own && !request_is_desk(state, request)) {
        decision_refuse(decision, REASON_VOTE_OF_OTHER_LOCATION);
        return NULL;
    }
    const struct summit_location *location = state_location(state, wished ? wished : own);
    if (!location) {
        decision_refuse(decision, REASON_WHOSE_VOTE);
    }
    return location;
}

void decide_proxy_give(struct summit_decision *decision, const struct summit_state *state,
                       const struct summit_request *request,
                       const struct command_proxy_give *command)
{
    const struct summit_location *location = giver(decision, state, request, command->location);
    if (!location) {
        return;
    }
    if (location->id == command->proxy) {
        decision_refuse(decision, REASON_OWN_PROXY);
    } else if (location->weight == 0) {
        decision_refuse(decision, REASON_OBSERVER_GIVES_NO_VOTE);
    } else if (state_location(state, command->proxy)->proxy) {
        decision_refuse(decision, REASON_PROXY_GAVE_VOTE_AWAY, .location = command->proxy);
    } else if (location->proxy_count > 0) {
        decision_refuse(decision, REASON_VOTES_FOR_ANOTHER);
    } else {
        struct summit_event *event = decision_event_of(decision, state, request, EVENT_PROXY_GIVEN,
                                                       COMMAND_PROXY_GIVE, command);
        event->fields.proxy_given.location = location->id;
    }
}

void decide_proxy_revoke(struct summit_decision *decision, const struct summit_state *state,
                         const struct summit_request *request,
                         const struct command_proxy_revoke *command)
{
    const struct summit_location *location = giver(decision, state, request, command->location);
    if (location && location->proxy) {
        decision_event(decision, state, request, EVENT_PROXY_REVOKED)
            ->fields.proxy_revoked.location = location->id;
    }
}

static void set_proxy(struct summit_state *state, uint32_t giver, uint32_t proxy)
{
    struct summit_location *location = state_row(state, ENTITY_LOCATION, giver);
    if (location->proxy) {
        ((struct summit_location *)state_row(state, ENTITY_LOCATION, location->proxy))
            ->proxy_count--;
    }
    location->proxy = proxy;
    if (proxy) {
        ((struct summit_location *)state_row(state, ENTITY_LOCATION, proxy))->proxy_count++;
    }
}

void apply_proxy_given(struct summit_state *state, const struct summit_event *event,
                       const struct event_proxy_given *fields)
{
    (void)event;
    set_proxy(state, fields->location, fields->proxy);
}

void apply_proxy_revoked(struct summit_state *state, const struct summit_event *event,
                         const struct event_proxy_revoked *fields)
{
    (void)event;
    set_proxy(state, fields->location, 0);
}
