/* Reactions and applause: counted per room and kind, told once a second, never in the log. */
#ifndef PLENARY_SUMMIT_REACTION_H
#define PLENARY_SUMMIT_REACTION_H

#include "summit/state.h"

enum reaction {
    REACTION_APPLAUSE,
    REACTION_HEART,
    REACTION_LAUGHTER,
    REACTION_SURPRISE,
    REACTION_COUNT
};

struct reactions {
    uint32_t counts[SUMMIT_ROOMS_MAX + 1][REACTION_COUNT];
};

/* REACTION_COUNT when there is none of that name. */
enum reaction reaction_of(struct bytes name);
void reactions_add(struct reactions *reactions, uint32_t room, enum reaction reaction);
/* {"type":"reactions","applause":12} and back to zero; false, and nothing written, when all are. */
CHECK bool reactions_take(struct reactions *reactions, uint32_t room, struct writer *writer);

#endif
