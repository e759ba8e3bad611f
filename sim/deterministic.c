/* The RAND_METHOD interface is deprecated; a provider for the same purpose would be ten
 * times as long.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "sim/deterministic.h"

#include <openssl/rand.h>
#include <sys/time.h>
#include <time.h>

static struct sim_random openssl_random;
static uint64_t clock_us = SECOND_US;

/* ---- random numbers ---- */

static int openssl_bytes(unsigned char *out, int size)
{
    openssl_random.source.fill(&openssl_random.source, out, (size_t)size);
    return 1;
}

static int openssl_status(void)
{
    return 1;
}

void deterministic_begin(uint64_t seed)
{
    static const RAND_METHOD method = {
        .bytes = openssl_bytes, .pseudorand = openssl_bytes, .status = openssl_status};
    sim_random_init(&openssl_random, seed);
    ASSERT(RAND_set_rand_method(&method) == 1);
}

/* ---- the clock: these stand before the C library's ---- */

void deterministic_set_clock(uint64_t now_us)
{
    clock_us = now_us;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    (void)zone;
    now->tv_sec = (time_t)(clock_us / SECOND_US);
    now->tv_usec = (suseconds_t)(clock_us % SECOND_US);
    return 0;
}
