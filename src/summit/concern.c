#include "summit/concern.h"

static void note_person(struct concerns *concerns, uint32_t id, uint64_t sequence)
{
    if (id) {
        concerns->people[(id - 1) % SUMMIT_PEOPLE_MAX] = sequence;
    }
}

/* All who may cast the location's ballot. */
static void note_location(struct concerns *concerns, const struct summit_state *before, uint32_t id,
                          uint64_t sequence)
{
    const struct summit_location *location = state_location(before, id);
    if (location) {
        concerns->locations[(id - 1) % SUMMIT_LOCATIONS_MAX] = sequence;
        if (location->proxy) {
            concerns->locations[(location->proxy - 1) % SUMMIT_LOCATIONS_MAX] = sequence;
        }
    }
}

/* All who have a hand up or a seat: one that goes moves the others. */
static void note_floor(struct concerns *concerns, const struct summit_state *before,
                       uint64_t sequence)
{
    STATE_EACH(before, ENTITY_SEAT, seat, seat)
    {
        note_person(concerns, seat->person, sequence);
    }
    STATE_EACH(before, ENTITY_HAND, hand, hand)
    {
        note_person(concerns, hand->person, sequence);
    }
}

/* Events that are in nobody's own part. */
static bool is_nobodys(enum summit_event_kind kind)
{
    switch (kind) {
    case EVENT_DAY_ADDED:
    case EVENT_DAY_EDITED:
    case EVENT_DAY_REMOVED:
    case EVENT_ITEM_ADDED:
    case EVENT_ITEM_EDITED:
    case EVENT_ITEM_REMOVED:
    case EVENT_ITEM_MOVED:
    case EVENT_ITEM_STARTED:
    case EVENT_ITEM_FINISHED:
    case EVENT_LOCATION_ADDED:
    case EVENT_INVITATION_MISUSED:
    case EVENT_ALERT_DISMISSED:
    case EVENT_STAGE_PREVIEWED:
    case EVENT_STAGE_TAKEN:
    case EVENT_STAGE_HELD:
    case EVENT_CLOCK_STARTED:
    case EVENT_CLOCK_STOPPED:
    case EVENT_QUESTION_ACCEPTED:
    case EVENT_QUESTION_ANSWERED:
    case EVENT_CHAT_DELETED:
    case EVENT_CHAT_PINNED:
    case EVENT_CHAT_MODE_CHANGED:
    case EVENT_MOTION_ADDED:
    case EVENT_MOTION_EDITED:
        return true;
    default:
        return false;
    }
}

/* Events that concern the person they name, and nobody else. */
static bool is_ones_own(enum summit_event_kind kind)
{
    switch (kind) {
    case EVENT_PERSON_ADDED:
    case EVENT_PERSON_EDITED:
    case EVENT_PERSON_UNBANNED:
    case EVENT_INVITATION_ISSUED:
    case EVENT_LOBBY_KNOCKED:
    case EVENT_LOBBY_ADMITTED:
    case EVENT_STAGE_INVITED:
    case EVENT_QUESTION_ASKED:
    case EVENT_QUESTION_UPVOTED:
    case EVENT_CHAT_SENT:
    case EVENT_CHAT_BANNED:
        return true;
    default:
        return false;
    }
}

static void note_invited(struct concerns *concerns, const struct summit_state *before,
                         uint32_t invitation, uint64_t sequence)
{
    note_person(concerns, state_invitation(before, invitation)->person, sequence);
}

static void note_votes(struct concerns *concerns, const struct summit_state *before,
                       const struct summit_event *event)
{
    const struct ids *voters = &event->fields.ballots_sealed.voters;
    for (uint32_t i = 0; i < voters->count; i++) {
        note_location(concerns, before, voters->at[i], event->sequence);
    }
}

static void note_of_kind(struct concerns *concerns, const struct summit_state *before,
                         const struct summit_event *event)
{
    const struct record *record = &summit_events[event->kind];
    switch (event->kind) {
    case EVENT_INVITATION_OPENED:
        note_invited(concerns, before, event->fields.invitation_opened.invitation, event->sequence);
        return;
    case EVENT_INVITATION_REVOKED:
        note_invited(concerns, before, event->fields.invitation_revoked.invitation,
                     event->sequence);
        return;
    case EVENT_HAND_RAISED:
        note_person(concerns, event->fields.hand_raised.person, event->sequence);
        note_floor(concerns, before, event->sequence);
        return;
    case EVENT_HAND_LOWERED:
    case EVENT_HAND_ORDERED:
    case EVENT_HAND_CALLED:
    case EVENT_HAND_SKIPPED:
    case EVENT_HAND_MODE_CHANGED:
    case EVENT_STAGE_ACCEPTED:
    case EVENT_STAGE_DECLINED:
    case EVENT_STAGE_READIED:
    case EVENT_STAGE_SEATED:
    case EVENT_STAGE_UNSEATED:
    case EVENT_STAGE_SHARED: /* who shares a screen has a seat */
    case EVENT_STAGE_MUTED:
    case EVENT_STAGE_ORDERED:
        note_floor(concerns, before, event->sequence);
        return;
    case EVENT_BALLOT_CAST:
        note_location(concerns, before, event->fields.ballot_cast.location, event->sequence);
        return;
    case EVENT_BALLOTS_SEALED:
        note_votes(concerns, before, event);
        return;
    case EVENT_LOCATION_EDITED:
        note_location(concerns, before, event->fields.location_edited.location, event->sequence);
        return;
    case EVENT_PROXY_GIVEN:
        note_location(concerns, before, event->fields.proxy_given.location, event->sequence);
        note_location(concerns, before, event->fields.proxy_given.proxy, event->sequence);
        return;
    case EVENT_PROXY_REVOKED:
        note_location(concerns, before, event->fields.proxy_revoked.location, event->sequence);
        return;
    case EVENT_ROOM_EDITED:
    case EVENT_ROOM_LOCKED:
    case EVENT_LOBBY_SET_UP:
    case EVENT_QUESTION_REJECTED:
    case EVENT_MOTION_OPENED:
    case EVENT_MOTION_CLOSED:
    case EVENT_MOTION_WITHDRAWN:
        concerns->rooms[state_room_of(before, record, &event->fields)] = event->sequence;
        return;
    default:
        concerns->all = event->sequence;
    }
}

void concerns_note(struct concerns *concerns, const struct summit_state *before,
                   const struct summit_event *event)
{
    if (is_nobodys(event->kind)) {
        return;
    }
    concerns->last = event->sequence;
    if (is_ones_own(event->kind)) {
        const struct record *record = &summit_events[event->kind];
        note_person(concerns, field_id(record_field(record, "person"), &event->fields),
                    event->sequence);
    } else {
        note_of_kind(concerns, before, event);
    }
}

uint64_t concerns_of(const struct concerns *concerns, const struct summit_state *state,
                     uint32_t person, uint32_t room)
{
    const struct summit_person *who = state_person(state, person);
    uint64_t last = MAX(concerns->all, concerns->rooms[room]);
    if (who) {
        last = MAX(last, concerns->people[(person - 1) % SUMMIT_PEOPLE_MAX]);
    }
    if (who && who->location) {
        last = MAX(last, concerns->locations[(who->location - 1) % SUMMIT_LOCATIONS_MAX]);
    }
    return last;
}
