/* The floor: who is on a room's stage, and who is on the way there.
 *
 *   stage_invite      stage_accept      stage_ready      stage_seat
 *  ------------> INVITED ------> ACCEPTED ------> READY ------> SEATED
 *                   |               |  in the green room |         |
 *                   '---------------'--------------------'---------'---> off: the seat is gone
 *               stage_decline, stage_leave, stage_unseat, ban, removal
 */
#ifndef PLENARY_SUMMIT_FLOOR_H
#define PLENARY_SUMMIT_FLOOR_H

#include "summit/decide.h"
#include "summit/state.h"

enum { FLOOR_SEATED_MAX = 9 }; /* main and eight sides */

/* Whether the person is on that room's floor in any way. */
bool floor_has(const struct summit_state *state, uint32_t room, uint32_t person);
/* The seated ones in their order; returns how many. */
uint32_t floor_seated(const struct summit_state *state, uint32_t room,
                      const struct summit_seat *seats[FLOOR_SEATED_MAX]);
/* Why an event about the floor cannot be of this log, or NULL; its ids are known to be good. */
const char *floor_event_problem(const struct summit_state *state, const struct summit_event *event);
/* Take all seats of the person away: in that room, or in all (0). */
void floor_leave(struct summit_state *state, uint32_t person, uint32_t room, uint64_t sequence);
/* Mark the sections that show seats as changed. */
void floor_note(struct summit_state *state, uint32_t room, uint64_t sequence);

#endif
