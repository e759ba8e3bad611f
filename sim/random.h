/* Random numbers from a seed: the same seed, the same numbers. */
#ifndef PLENARY_SIM_RANDOM_H
#define PLENARY_SIM_RANDOM_H

#include "base/port.h"

struct sim_random {
    struct random_source source;
    uint64_t state;
};

void sim_random_init(struct sim_random *random, uint64_t seed);
uint64_t sim_random_draw(struct sim_random *random);
static inline bool sim_random_happens(struct sim_random *random, unsigned percent)
{
    return sim_random_draw(random) % 100 < percent;
}

#endif
