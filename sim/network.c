#include "sim/network.h"

void network_init(struct network *network, uint64_t seed,
                  const struct network_conditions *conditions)
{
    sim_random_init(&network->random, seed);
    network->conditions = *conditions;
    void *memory = calloc(NETWORK_FLYING_MAX, sizeof(struct network_datagram));
    ASSERT(memory);
    pool_init(&network->pool, memory, sizeof(struct network_datagram), NETWORK_FLYING_MAX);
}

void network_deinit(struct network *network)
{
    free(network->pool.memory);
}

/* ---- a heap by arrival; equal times by the order of sending ---- */

static bool is_before(const struct network_datagram *a, const struct network_datagram *b)
{
    return a->due_us < b->due_us || (a->due_us == b->due_us && a->order < b->order);
}

static void swap(struct network *network, size_t a, size_t b)
{
    struct network_datagram *kept = network->heap[a];
    network->heap[a] = network->heap[b];
    network->heap[b] = kept;
}

static void push(struct network *network, struct network_datagram *datagram)
{
    size_t at = network->count++;
    network->heap[at] = datagram;
    while (at > 0 && is_before(network->heap[at], network->heap[(at - 1) / 2])) {
        swap(network, at, (at - 1) / 2);
        at = (at - 1) / 2;
    }
}

static struct network_datagram *pop(struct network *network)
{
    struct network_datagram *first = network->heap[0];
    network->heap[0] = network->heap[--network->count];
    for (size_t at = 0;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2; child++) {
            if (child < network->count && is_before(network->heap[child], network->heap[least])) {
                least = child;
            }
        }
        if (least == at) {
            return first;
        }
        swap(network, at, least);
        at = least;
    }
}

/* ---- flight ---- */

static void fly(struct network *network, const struct address *from, const struct address *to,
                struct bytes datagram, uint64_t now_us)
{
    const struct network_conditions *conditions = &network->conditions;
    struct network_datagram *flying = pool_take(&network->pool);
    ASSERT(flying && datagram.size <= NETWORK_DATAGRAM_MAX);
    uint64_t jitter_us = sim_random_draw(&network->random) % (conditions->jitter_us + 1);
    bool is_late = sim_random_happens(&network->random, conditions->late_percent);
    flying->from = *from;
    flying->to = *to;
    flying->due_us =
        now_us + conditions->delay_us + jitter_us + (is_late ? conditions->late_us : 0);
    flying->order = network->order++;
    flying->size = datagram.size;
    memcpy(flying->data, datagram.data, datagram.size);
    push(network, flying);
}

void network_send(struct network *network, const struct address *from, const struct address *to,
                  struct bytes datagram, uint64_t now_us)
{
    network->sent++;
    if (sim_random_happens(&network->random, network->conditions.loss_percent)) {
        network->lost++;
        return;
    }
    fly(network, from, to, datagram, now_us);
    if (sim_random_happens(&network->random, network->conditions.repeat_percent)) {
        fly(network, from, to, datagram, now_us);
    }
}

uint64_t network_next_us(const struct network *network)
{
    return network->count > 0 ? network->heap[0]->due_us : NEVER_US;
}

struct network_datagram *network_take(struct network *network, uint64_t now_us)
{
    return network_next_us(network) <= now_us ? pop(network) : NULL;
}

void network_give(struct network *network, struct network_datagram *datagram)
{
    pool_give(&network->pool, datagram);
}
