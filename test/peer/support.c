#include "support.h"

#include <sys/time.h>

uint64_t test_now_us = 1000 * SECOND_US;

/* ---- the clock as OpenSSL sees it ---- */

/* Stands before the C library's: a DTLS retransmission timer then runs on test_now_us. */
int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    (void)zone;
    now->tv_sec = (time_t)(test_now_us / SECOND_US);
    now->tv_usec = (suseconds_t)(test_now_us % SECOND_US);
    return 0;
}

/* ---- network ---- */

void network_init(struct network *network, uint64_t seed)
{
    memset(network, 0, sizeof(*network));
    sim_random_init(&network->random, seed);
    network->delay_us = 20 * MS_US;
}

static void fly(struct network_end *end, const struct address *to, struct bytes datagram)
{
    struct network *network = end->network;
    for (size_t i = 0; i < NETWORK_FLYING_MAX; i++) {
        struct network_flying *flying = &network->flying[i];
        if (!flying->is_used) {
            uint64_t late_us =
                sim_random_happens(&network->random, network->reorder_percent) ? 30 * MS_US : 0;
            flying->is_used = true;
            flying->from = end->address;
            flying->to = *to;
            flying->due_us = test_now_us + network->delay_us + late_us;
            flying->order = network->order++;
            flying->size = datagram.size;
            memcpy(flying->data, datagram.data, datagram.size);
            return;
        }
    }
    ASSERT(false && "too many datagrams fly");
}

static void send_datagram(struct datagram_sink *sink, const struct address *to,
                          struct bytes datagram)
{
    struct network_end *end = CONTAINER_OF(sink, struct network_end, sink);
    ASSERT(datagram.size <= NETWORK_DATAGRAM_MAX);
    end->sent_count++;
    end->sent_to = *to;
    end->sent_largest = MAX(end->sent_largest, datagram.size);
    if (end->lose_count > 0) {
        end->lose_count--;
    } else if (!sim_random_happens(&end->network->random, end->network->loss_percent)) {
        fly(end, to, datagram);
        if (sim_random_happens(&end->network->random, end->network->repeat_percent)) {
            fly(end, to, datagram);
        }
    }
}

void network_end_init(struct network_end *end, struct network *network, struct address address)
{
    *end = (struct network_end){
        .sink = {.send = send_datagram}, .network = network, .address = address};
}

static size_t find_first(const struct network *network)
{
    size_t first = NETWORK_FLYING_MAX;
    for (size_t i = 0; i < NETWORK_FLYING_MAX; i++) {
        const struct network_flying *a = &network->flying[i], *b = &network->flying[first];
        if (a->is_used && (first == NETWORK_FLYING_MAX || a->due_us < b->due_us ||
                           (a->due_us == b->due_us && a->order < b->order))) {
            first = i;
        }
    }
    return first;
}

uint64_t network_next_us(const struct network *network)
{
    size_t first = find_first(network);
    return first == NETWORK_FLYING_MAX ? NEVER_US : network->flying[first].due_us;
}

bool network_take(struct network *network, uint64_t until_us, struct network_flying *datagram)
{
    size_t first = find_first(network);
    if (first == NETWORK_FLYING_MAX || network->flying[first].due_us > until_us) {
        return false;
    }
    *datagram = network->flying[first];
    network->flying[first].is_used = false;
    return true;
}
