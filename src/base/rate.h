/* So many in a second, and no more: a cap for one of many who may do something. */
#ifndef PLENARY_BASE_RATE_H
#define PLENARY_BASE_RATE_H

#include "base/base.h"

struct rate { /* zeroed memory: nothing yet */
    int64_t second;
    uint32_t count; /* in it */
};

/* One more in this second, by any clock; false: there were `most` already. */
CHECK static inline bool rate_take(struct rate *rate, int64_t second, uint32_t most)
{
    if (rate->second != second) {
        *rate = (struct rate){.second = second};
    }
    return rate->count++ < most;
}

#endif
