/* FNV-1a of 64 bits: to tell contents apart in tests, not against anybody's malice. */
#ifndef PLENARY_SIM_HASH_H
#define PLENARY_SIM_HASH_H

#include "base/bytes.h"

#define FNV1A_START UINT64_C(0xcbf29ce484222325)

/* Go on from `hash`; FNV1A_START to begin with. */
static inline uint64_t fnv1a(uint64_t hash, struct bytes span)
{
    for (size_t i = 0; i < span.size; i++) {
        hash = (hash ^ span.data[i]) * UINT64_C(0x100000001b3);
    }
    return hash;
}

#endif
