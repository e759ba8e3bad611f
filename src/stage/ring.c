/* The writer publishes with release stores, readers load with acquire. A reader
 * keeps RING_MARGIN packets away from the tail, so that the writer is never inside
 * a packet that is being read unless the reader slept through the whole ring;
 * ring_still_holds tells it then, before anything leaves the machine.
 */
#include "stage/ring.h"

enum { KEYFRAME_WALK_BACK_MAX = 256 };

static struct ring_packet *packet_of(struct ring *ring, uint64_t order)
{
    return &ring->packets[order % RING_PACKETS];
}

static const struct ring_packet *packet_at(const struct ring *ring, uint64_t order)
{
    return &ring->packets[order % RING_PACKETS];
}

/* The order of the packet that is appended next. */
static uint64_t tail(const struct ring *ring)
{
    return atomic_load_explicit(&ring->head, memory_order_relaxed) + ring->open_count;
}

static bool is_readable(uint64_t head, uint64_t order)
{
    return order < head && head - order <= RING_PACKETS - RING_MARGIN;
}

struct ring_packet *ring_reserve(struct ring *ring)
{
    return packet_of(ring, tail(ring));
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

/* RFC 3550 5.1: zeros, and in the last byte how many there are, itself included. */
static void pad(struct ring_packet *packet, uint16_t size)
{
    uint16_t padding = (uint16_t)(size - packet->size);
    ASSERT(size >= packet->size && padding <= RING_PADDING_MAX);
    packet->padded_size = size;
    if (padding > 0) {
        memset(packet->payload + packet->size, 0, padding - 1u);
        packet->payload[size - 1] = (uint8_t)padding;
    }
}

static void pad_group(struct ring *ring, uint64_t first)
{
    for (uint32_t i = 0; i < ring->open_count; i++) {
        struct ring_packet *packet = packet_of(ring, first + i);
        bool is_last = i + 1 == ring->open_count;
        bool stays =
            is_last && (!ring->pads_all || ring->open_largest - packet->size > RING_PADDING_MAX);
        packet->group_left = (uint8_t)(ring->open_count - i);
        pad(packet, stays ? packet->size : ring->open_largest);
    }
}

/* What stands in the ring's tables of one packet of the group. */
static void register_packet(struct ring *ring, uint64_t order, uint64_t now_us)
{
    struct ring_packet *packet = packet_of(ring, order);
    uint64_t former_top = order > 0 ? packet_at(ring, order - 1)->top : 0;
    packet->top = MAX(former_top, packet->sequence);
    atomic_store_explicit(&ring->by_sequence[packet->sequence % RING_PACKETS], order + 1,
                          memory_order_release);
    measure_rate(ring, packet->padded_size + 40u, now_us);
    if (packet->keyframe) {
        atomic_store_explicit(&ring->keyframe_walk, keyframe_walk_of(ring, order),
                              memory_order_relaxed);
    }
}

void ring_close(struct ring *ring, uint64_t now_us)
{
    uint64_t first = atomic_load_explicit(&ring->head, memory_order_relaxed);
    uint64_t keyframe = 0;
    if (ring->open_count == 0) {
        return;
    }
    pad_group(ring, first);
    for (uint32_t i = 0; i < ring->open_count; i++) {
        register_packet(ring, first + i, now_us);
        keyframe = packet_at(ring, first + i)->keyframe ? first + i + 1 : keyframe;
    }
    atomic_store_explicit(&ring->head, first + ring->open_count, memory_order_release);
    ring->open_count = 0;
    if (keyframe != 0) {
        atomic_store_explicit(&ring->keyframe, keyframe, memory_order_release);
    }
}

/* All but a group's last packet are padded to the largest, by what one byte can count. */
static bool fits_group(const struct ring *ring, uint16_t size)
{
    return MAX(ring->open_largest, size) - ring->open_smallest <= RING_PADDING_MAX;
}

void ring_append(struct ring *ring, uint64_t now_us)
{
    const struct ring_packet *packet = packet_at(ring, tail(ring));
    ASSERT(packet->size <= RING_PAYLOAD_MAX);
    if (ring->open_count > 0 && !fits_group(ring, packet->size)) {
        ring_close(ring, now_us); /* the packet stands where it stood: at the tail */
    }
    bool is_first = ring->open_count == 0;
    ring->open_smallest = is_first ? packet->size : MIN(ring->open_smallest, packet->size);
    ring->open_largest = is_first ? packet->size : MAX(ring->open_largest, packet->size);
    ring->open_count++;
    if (packet->marker || ring->open_count == RING_GROUP_MAX) {
        ring_close(ring, now_us);
    }
}

bool ring_is_due(const struct ring *ring, uint64_t now_us, uint64_t wait_us)
{
    uint64_t first = atomic_load_explicit(&ring->head, memory_order_relaxed);
    return ring->open_count > 0 && now_us - packet_at(ring, first)->arrival_us >= wait_us;
}

const struct ring_packet *ring_at(const struct ring *ring, uint64_t order)
{
    return is_readable(ring_head(ring), order) ? packet_at(ring, order) : NULL;
}

const struct ring_packet *ring_find(const struct ring *ring, uint64_t sequence)
{
    uint64_t order =
        atomic_load_explicit(&ring->by_sequence[sequence % RING_PACKETS], memory_order_acquire);
    if (order == 0 || !is_readable(ring_head(ring), order - 1)) {
        return NULL;
    }
    const struct ring_packet *packet = packet_at(ring, order - 1);
    return packet->sequence == sequence ? packet : NULL;
}

bool ring_still_holds(const struct ring *ring, const struct ring_packet *packet, uint64_t sequence)
{
    atomic_thread_fence(memory_order_acquire);
    uint64_t index = (uint64_t)(packet - ring->packets);
    /* The writer is inside the group that begins at the head; any other place is whole. */
    uint64_t ahead = (index - ring_head(ring)) % RING_PACKETS;
    return ahead > RING_GROUP_MAX && packet->sequence == sequence;
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
