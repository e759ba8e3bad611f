/* A ring of immutable plaintext packets: what one layer of a slot, or one mix, sends
 * to everybody. One thread writes, every media thread reads, without locks.
 *
 * Packets stand in the order in which they arrived; each carries the sequence
 * number it has in the slot, so a packet that was lost on the way in and came
 * again simply stands later. They are published in groups, a frame or a part of one,
 * whose packets are padded to one size (RFC 3550 5.1) so that a group can leave as one
 * UDP_SEGMENT message: all but the last are equal, the last is not longer. From the moment
 * its group is closed a packet's bytes never change, its padding included: viewers
 * encrypt them again for retransmission, under the same index (RFC 7714 8.1).
 *
 *   ring_reserve, ring_append ... ring_append with a marker, or ring_close
 *        open group, unseen by readers            published
 *
 * order      counts packets ever put; the ring holds the last RING_PACKETS of them
 * sequence   extended sequence number in the ring's own space, growing across
 *            switches of the source
 */
#ifndef PLENARY_STAGE_RING_H
#define PLENARY_STAGE_RING_H

#include <stdatomic.h>

#include "wire/codec.h"

enum {
    RING_PACKETS = 1024,
    RING_PAYLOAD_MAX = 1460, /* bytes; larger ones do not fit a path of 1500 with SRTP */
    RING_MARGIN = 64,        /* packets next to being overwritten are not read any more */
    RING_GROUP_MAX = 16,     /* packets */
    RING_PADDING_MAX = 255,  /* bytes; its count is the packet's last byte */
};

struct ring_packet { /* the writer fills in all above the line */
    uint64_t sequence;
    uint64_t arrival_us;
    uint32_t timestamp; /* on the slot's timeline, in the codec's clock */
    uint16_t size;      /* of the payload, without padding */
    uint8_t codec;      /* enum codec */
    bool marker;
    bool keyframe; /* first packet of a frame that a decoder can start with */
    /* ---- and the ring the rest */
    uint8_t group_left;   /* packets from this one to the end of its group */
    uint16_t padded_size; /* of what is sent: the payload and its padding */
    uint64_t top;         /* the highest sequence up to this order */
    uint8_t payload[RING_PAYLOAD_MAX];
};

struct ring {
    _Atomic uint64_t head;          /* order of the next packet */
    _Atomic uint64_t keyframe;      /* order + 1 of the latest keyframe's first packet, 0: none */
    _Atomic uint64_t keyframe_walk; /* where a joiner starts to read to miss nothing of it */
    _Atomic uint64_t clock;         /* milliseconds << 32 | timestamp: for sender reports */
    _Atomic uint32_t rate_bps;      /* of the last second, payload and headers */
    _Atomic uint64_t by_sequence[RING_PACKETS]; /* order + 1 of the packet with that sequence */
    /* The writer's own: */
    uint64_t rate_since_us;
    uint64_t rate_bytes;
    uint32_t open_count; /* packets of the group that is not yet closed */
    uint16_t open_smallest, open_largest;
    bool pads_all; /* also a group's last packet: a shorter one of another ring may follow it */
    struct ring_packet packets[RING_PACKETS];
};

/* All zero is a good empty ring. */

/* Room for the next packet, to be filled in and appended. */
struct ring_packet *ring_reserve(struct ring *ring);
/* The packet is part of the open group, which a marker, or its greatest length, closes. */
void ring_append(struct ring *ring, uint64_t now_us);
/* Publish the open group, if there is one. */
void ring_close(struct ring *ring, uint64_t now_us);
/* Is a group open, and its first packet older than `wait_us`? */
CHECK bool ring_is_due(const struct ring *ring, uint64_t now_us, uint64_t wait_us);

static inline uint64_t ring_head(const struct ring *ring)
{
    return atomic_load_explicit(&ring->head, memory_order_acquire);
}

/* The packet of an order; NULL if it is not there yet, or no longer safe to read. */
const struct ring_packet *ring_at(const struct ring *ring, uint64_t order);

/* The packet of a sequence number, for retransmission; NULL if it is gone. */
const struct ring_packet *ring_find(const struct ring *ring, uint64_t sequence);

/* After reading: was it still whole? Its age is bounded by the margin, so this
 * fails only for a reader that slept through a whole ring.
 */
CHECK bool ring_still_holds(const struct ring *ring, const struct ring_packet *packet,
                            uint64_t sequence);

/* The latest keyframe; NULL if none is left in the ring. *walk gets the order to
 * start reading at; packets before its sequence are then to be skipped.
 */
const struct ring_packet *ring_keyframe(const struct ring *ring, uint64_t *walk);

/* The clock of sender reports: at `time_us` the timestamp was `timestamp`. */
void ring_set_clock(struct ring *ring, uint64_t time_us, uint32_t timestamp);
/* The timestamp that belongs to now; false if nothing was ever put. */
CHECK bool ring_clock(const struct ring *ring, uint64_t now_us, uint32_t clock_hz,
                      uint32_t *timestamp);

static inline uint32_t ring_rate_bps(const struct ring *ring)
{
    return atomic_load_explicit(&ring->rate_bps, memory_order_relaxed);
}

#endif
