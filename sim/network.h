/* A network that delays, loses, repeats and reorders datagrams by a seed. */
#ifndef PLENARY_SIM_NETWORK_H
#define PLENARY_SIM_NETWORK_H

#include "base/pool.h"
#include "sim/deterministic.h"

enum { NETWORK_FLYING_MAX = 16384, NETWORK_DATAGRAM_MAX = 1600 };

struct network_conditions {
    uint64_t delay_us, jitter_us; /* uniform between delay and delay + jitter */
    unsigned loss_percent, repeat_percent;
    unsigned late_percent; /* these come late_us later: overtaken */
    uint64_t late_us;
};

struct network_datagram {
    struct address from, to;
    uint64_t due_us, order;
    size_t size;
    uint8_t data[NETWORK_DATAGRAM_MAX];
};

struct network {
    struct sim_random random;
    struct network_conditions conditions; /* may be changed at any time */
    struct pool pool;
    uint64_t order, sent, lost;
    size_t count;
    struct network_datagram *heap[NETWORK_FLYING_MAX]; /* the first to arrive on top */
};

/* `network` is zeroed memory. */
void network_init(struct network *network, uint64_t seed,
                  const struct network_conditions *conditions);
void network_deinit(struct network *network);
void network_send(struct network *network, const struct address *from, const struct address *to,
                  struct bytes datagram, uint64_t now_us);
/* When the next one arrives; NEVER_US if none flies. */
uint64_t network_next_us(const struct network *network);
/* The next datagram that has arrived, to be given back with network_give; NULL if none. */
struct network_datagram *network_take(struct network *network, uint64_t now_us);
void network_give(struct network *network, struct network_datagram *datagram);

#endif
