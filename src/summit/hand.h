/* Hands: who asks for the floor, in which order. */
#ifndef PLENARY_SUMMIT_HAND_H
#define PLENARY_SUMMIT_HAND_H

#include "summit/state.h"

enum { HANDS_SHOWN_MAX = 1000 };

/* The raised hands of a room in the order in which they should be called: first those that a
 * moderator has put in order; then, in fair mode, who has spoken less; then who asked first.
 * Returns how many, at most HANDS_SHOWN_MAX.
 */
uint32_t hand_list(const struct summit_state *state, uint32_t room,
                   const struct summit_hand *hands[HANDS_SHOWN_MAX]);
/* Lower all hands of the person: in that room, or in all (0). */
void hands_lower_all(struct summit_state *state, uint32_t person, uint32_t room, uint64_t sequence);

#endif
