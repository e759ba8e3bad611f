/* The keys of secret votes (node/ballot_seal.h) in memory, in the place of shell/ballot_key.h. */
#ifndef PLENARY_SIM_SEAL_MEMORY_H
#define PLENARY_SIM_SEAL_MEMORY_H

#include "node/ballot_seal.h"

enum { SEAL_MEMORY_MOTIONS = 8 };

struct seal_memory {
    struct seal_keys port;
    bool is_full;                              /* no new key can be kept */
    struct seal_key keys[SEAL_MEMORY_MOTIONS]; /* by motion - 1; number 0: none */
};

void seal_memory_init(struct seal_memory *memory);

#endif
