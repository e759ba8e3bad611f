/* What OpenSSL would take from the system, taken from the simulator: its random
 * numbers and the clock of its DTLS timers. Process-wide; one simulation at a time.
 */
#ifndef PLENARY_SIM_DETERMINISTIC_H
#define PLENARY_SIM_DETERMINISTIC_H

#include "sim/random.h"

/* From here on OpenSSL draws from a generator seeded so. */
void deterministic_begin(uint64_t seed);
/* What gettimeofday and time tell, to everybody in the process. */
void deterministic_set_clock(uint64_t now_us);

#endif
