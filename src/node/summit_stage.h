/* From the summit's words to a room's plan: who sits on its stage, and what the layout shows.
 * Who is on the way to it is in the green room. The plan is always made whole, from all that the
 * summit wants of the room (effects), so that an event and a restart take the same way.
 */
#ifndef PLENARY_NODE_SUMMIT_STAGE_H
#define PLENARY_NODE_SUMMIT_STAGE_H

#include "node/room.h"
#include "summit/effect.h"

/* `wanted`: of summit_effects_wanted, for one room. */
void summit_stage_plan(struct room_plan *plan, const struct effect *wanted, uint32_t count);

#endif
