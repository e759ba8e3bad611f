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

/* Where trains go out: datagrams of one size to one address, the last may be shorter, in
 * one message where the system can (UDP_SEGMENT).
 */
struct train_sink {
    /* Room for `size` bytes, at most TRAIN_MAX, to be written and then sent; what was
     * reserved before and not sent is void.
     */
    uint8_t *(*reserve)(struct train_sink *sink, size_t size);
    void (*send)(struct train_sink *sink, const struct address *to, size_t size,
                 size_t datagram_size);
};

enum { TRAIN_MAX = 32768 };

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
