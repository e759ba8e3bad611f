/* What OpenSSL would take from the system, taken from the simulator: its random
 * numbers and the clock of its DTLS timers. Process-wide; one simulation at a time.
 */
#ifndef PLENARY_SIM_DETERMINISTIC_H
#define PLENARY_SIM_DETERMINISTIC_H

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

/* From here on OpenSSL draws from a generator seeded so. */
void deterministic_begin(uint64_t seed);
/* What gettimeofday and time tell, to everybody in the process. */
void deterministic_set_clock(uint64_t now_us);

#endif
