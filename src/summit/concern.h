/* Whom an event concerns: whose own part of the view (summit_view_own_write), whose right to be
 * in the room, may be another after it. Kept so that a change need not be looked at from the eyes
 * of 30,000 people, but only of those it can matter to. It may name too many, never too few.
 *
 * All numbers are sequences; those of a person and a location stand at the place of their row.
 */
#ifndef PLENARY_SUMMIT_CONCERN_H
#define PLENARY_SUMMIT_CONCERN_H

#include "summit/decide.h"
#include "summit/state.h"

enum { SUMMIT_PEOPLE_MAX = 65000 };

struct concerns {
    uint64_t last; /* that concerned anybody */
    uint64_t all;
    uint64_t rooms[SUMMIT_ROOMS_MAX + 1];
    uint64_t locations[SUMMIT_LOCATIONS_MAX];
    uint64_t people[SUMMIT_PEOPLE_MAX];
};

/* `before`: the state that the event has not been applied to yet. */
void concerns_note(struct concerns *concerns, const struct summit_state *before,
                   const struct summit_event *event);
/* The last event that concerned this person in this room. */
uint64_t concerns_of(const struct concerns *concerns, const struct summit_state *state,
                     uint32_t person, uint32_t room);

#endif
