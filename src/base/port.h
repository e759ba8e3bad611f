/* Ports: what the layers below shell/ ask of the world, as tables of functions.
 * The server, the simulator, the fuzzers and the swarm each bring their own.
 */
#ifndef PLENARY_BASE_PORT_H
#define PLENARY_BASE_PORT_H

#include "base/address.h"

/* Where datagrams go out. The datagram is borrowed for the call. */
struct datagram_sink {
    void (*send)(struct datagram_sink *sink, const struct address *to, struct bytes datagram);
};

/* Where random bytes come from: the system's generator in the server, a seeded
 * one in the simulator.
 */
struct random_source {
    void (*fill)(struct random_source *source, void *out, size_t size);
};

static inline uint64_t random_u64(struct random_source *source)
{
    uint64_t value;
    source->fill(source, &value, sizeof(value));
    return value;
}

static inline uint32_t random_u32(struct random_source *source)
{
    return (uint32_t)random_u64(source);
}

#endif
