/* The writer publishes with release stores, readers load with acquire. A reader
 * keeps RING_MARGIN packets away from the tail, so that the writer is never inside
 * a packet that is being read unless the reader slept through the whole ring;
 * ring_still_holds tells it then, before anything leaves the machine.
 */
#include "stage/ring.h"

enum { KEYFRAME_WALK_BACK_MAX = 256 };

static const struct ring_packet *packet_at(const struct ring *ring, uint64_t order)
{
    return &ring->packets[order % RING_PACKETS];
}

static bool is_readable(uint64_t head, uint64_t order)
{
    return order < head && head - order <= RING_PACKETS - RING_MARGIN;
}

struct ring_packet *ring_reserve(struct ring *ring)
{
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    return &ring->packets[head % RING_PACKETS];
}

/* Reordering may have put packets of this keyframe before its first one. */
static uint64_t keyframe_walk_of(const struct ring *ring, uint64_t order)
{
    uint64_t first = packet_at(ring, order)->sequence;
    uint64_t walk = order;
    for (uint64_t back = 1; back <= KEYFRAME_WALK_BACK_MAX && back <= order; back++) {
        if (packet_at(ring, order - back)->sequence > first) {
            walk = order - back;
        }
    }
    return walk;
}

static void measure_rate(struct ring *ring, size_t size, uint64_t now_us)
{
    ring->rate_bytes += size;
    uint64_t elapsed_us = now_us - ring->rate_since_us;
    if (elapsed_us >= SECOND_US) {
        uint64_t rate_bps = ring->rate_bytes * 8 * SECOND_US / elapsed_us;
        atomic_store_explicit(&ring->rate_bps, (uint32_t)MIN(rate_bps, UINT32_MAX),
                              memory_order_relaxed);
        ring->rate_bytes = 0;
        ring->rate_since_us = now_us;
    }
}

void ring_publish(struct ring *ring, uint64_t now_us)
{
    uint64_t order = atomic_load_explicit(&ring->head, memory_order_relaxed);
    const struct ring_packet *packet = packet_at(ring, order);
    ASSERT(packet->size <= RING_PAYLOAD_MAX);

    atomic_store_explicit(&ring->by_sequence[packet->sequence % RING_PACKETS], order + 1,
                          memory_order_release);
    measure_rate(ring, packet->size + 40u, now_us);
    if (packet->keyframe) {
        atomic_store_explicit(&ring->keyframe_walk, keyframe_walk_of(ring, order),
                              memory_order_relaxed);
    }
    atomic_store_explicit(&ring->head, order + 1, memory_order_release);
    if (packet->keyframe) {
        atomic_store_explicit(&ring->keyframe, order + 1, memory_order_release);
    }
}

const struct ring_packet *ring_at(const struct ring *ring, uint64_t order)
{
    return is_readable(ring_head(ring), order) ? packet_at(ring, order) : NULL;
}

const struct ring_packet *ring_find(const struct ring *ring, uint64_t sequence)
{
    uint64_t order = atomic_load_explicit(&ring->by_sequence[sequence % RING_PACKETS],
                                          memory_order_acquire);
    if (order == 0 || !is_readable(ring_head(ring), order - 1)) {
        return NULL;
    }
    const struct ring_packet *packet = packet_at(ring, order - 1);
    return packet->sequence == sequence ? packet : NULL;
}

bool ring_still_holds(const struct ring *ring, const struct ring_packet *packet,
                      uint64_t sequence)
{
    atomic_thread_fence(memory_order_acquire);
    uint64_t index = (uint64_t)(packet - ring->packets);
    uint64_t head = ring_head(ring);
    /* The writer is inside the slot of `head`; any other slot is whole. */
    return head % RING_PACKETS != index && packet->sequence == sequence;
}

const struct ring_packet *ring_keyframe(const struct ring *ring, uint64_t *walk)
{
    uint64_t keyframe = atomic_load_explicit(&ring->keyframe, memory_order_acquire);
    if (keyframe == 0) {
        return NULL;
    }
    const struct ring_packet *packet = ring_at(ring, keyframe - 1);
    if (!packet) {
        return NULL;
    }
    uint64_t first = atomic_load_explicit(&ring->keyframe_walk, memory_order_relaxed);
    *walk = first <= keyframe - 1 && ring_at(ring, first) ? first : keyframe - 1;
    return packet;
}

void ring_set_clock(struct ring *ring, uint64_t time_us, uint32_t timestamp)
{
    uint64_t time_ms = time_us / MS_US;
    atomic_store_explicit(&ring->clock, time_ms << 32 | timestamp, memory_order_release);
}

bool ring_clock(const struct ring *ring, uint64_t now_us, uint32_t clock_hz, uint32_t *timestamp)
{
    if (ring_head(ring) == 0) {
        return false;
    }
    uint64_t clock = atomic_load_explicit(&ring->clock, memory_order_acquire);
    /* Milliseconds in 32 bits: the difference is right within 24 days. */
    int32_t elapsed_ms = (int32_t)((uint32_t)(now_us / MS_US) - (uint32_t)(clock >> 32));
    *timestamp = (uint32_t)clock + (uint32_t)((int64_t)elapsed_ms * clock_hz / 1000);
    return true;
}
