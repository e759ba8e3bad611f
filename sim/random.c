#include "sim/random.h"

/* splitmix64 */
uint64_t sim_random_draw(struct sim_random *random)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static void fill(struct random_source *source, void *out, size_t size)
{
    struct sim_random *random = CONTAINER_OF(source, struct sim_random, source);
    uint8_t *bytes = out;
    for (size_t i = 0; i < size; i++) {
        bytes[i] = (uint8_t)(sim_random_draw(random) >> 32);
    }
}

void sim_random_init(struct sim_random *random, uint64_t seed)
{
    *random = (struct sim_random){.source = {.fill = fill}, .state = seed};
}
