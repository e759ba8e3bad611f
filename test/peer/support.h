/* What the tests of peer/ share: a clock that tests set, and a network that loses, repeats
 * and reorders datagrams by a seed.
 */
#ifndef PLENARY_TEST_PEER_SUPPORT_H
#define PLENARY_TEST_PEER_SUPPORT_H

#include "allocations.h"
#include "sim/random.h"

/* The one clock. OpenSSL's DTLS timers follow it too: support.c has its gettimeofday. */
extern uint64_t test_now_us;

enum { NETWORK_FLYING_MAX = 256, NETWORK_DATAGRAM_MAX = 1600 };

struct network;

/* One end: what it sends comes from `address`, which a test may change. */
struct network_end {
    struct datagram_sink sink;
    struct network *network;
    struct address address;
    size_t sent_count;
    struct address sent_to;
    size_t sent_largest;
    size_t lose_count; /* lose the next ones, whatever the chances say */
};

struct network {
    struct sim_random random;
    uint64_t delay_us;
    unsigned loss_percent, repeat_percent, reorder_percent;
    struct network_flying {
        bool is_used;
        struct address from, to;
        uint64_t due_us, order;
        size_t size;
        uint8_t data[NETWORK_DATAGRAM_MAX];
    } flying[NETWORK_FLYING_MAX];
    uint64_t order;
};

void network_init(struct network *network, uint64_t seed);
void network_end_init(struct network_end *end, struct network *network, struct address address);
/* The datagram that arrives first, taken out; false if none flies. */
bool network_take(struct network *network, uint64_t until_us, struct network_flying *datagram);
uint64_t network_next_us(const struct network *network);

#endif
