/* A slot: one outgoing video stream of a room, in up to three layers. Its source can
 * be switched; to a viewer it never changes (DESIGN.md 4). Owned by the stage's
 * media thread, which alone writes its rings; viewers on other threads read the
 * rings and raise keyframe wishes.
 *
 *   empty --show--> waiting --keyframe--> showing --show--> showing, next waiting
 *                                            ^---keyframe of the next---'
 */
#ifndef PLENARY_STAGE_SLOT_H
#define PLENARY_STAGE_SLOT_H

#include "base/drop.h"
#include "stage/ring.h"

enum { LAYER_HIGH, LAYER_MID, LAYER_LOW, LAYER_COUNT };
enum { SLOT_STASH_MAX = 192 };
#define LAYER_DEAD_US  (1500 * MS_US) /* a layer without packets for so long is not offered */
#define VIDEO_CLOCK_HZ 90000u

/* One packet of a source, opened and inspected. Borrowed. */
struct source_packet {
    uint64_t source;   /* id of the source, never 0 */
    uint8_t layer;     /* LAYER_HIGH is the only one without simulcast */
    uint64_t sequence; /* extended, in the source's space */
    uint32_t timestamp;
    bool marker;
    enum codec codec;
    struct payload_info info;
    struct bytes payload;
    uint64_t capture_us; /* when it was captured, on our clock, from sender reports; 0: unknown */
};

struct slot_layer {
    bool attached;          /* the slot's source has given this layer a keyframe */
    bool reached;           /* the ring has ever been written */
    int64_t sequence_delta; /* ring's = source's + delta */
    uint32_t timestamp_delta;
    uint64_t first_sequence;     /* of the source, since it is attached */
    uint64_t next_sequence;      /* of the ring, above all so far */
    uint32_t last_timestamp;     /* of the ring, the newest frame */
    uint32_t keyframe_timestamp; /* of the source: parts of one keyframe count once */
    uint64_t heard_us;
};

struct slot_stashed { /* came before the keyframe that it may belong to */
    struct source_packet packet;
    uint8_t payload[RING_PAYLOAD_MAX];
};

struct slot {
    uint64_t source; /* shown now; 0: none */
    uint64_t next;   /* waits for its keyframe; 0: none */
    struct slot_layer layers[LAYER_COUNT];
    _Atomic uint8_t live_layers;     /* bit per layer that viewers may watch */
    _Atomic uint8_t keyframe_wishes; /* bit per layer whose viewers need a keyframe */
    size_t stash_count;
    struct slot_stashed stash[SLOT_STASH_MAX];
    struct ring rings[LAYER_COUNT];
};

/* All zero is a good empty slot. */

/* Show this source from its next keyframe on; the old one stays until then.
 * Source 0 empties the slot at once.
 */
void slot_show(struct slot *slot, uint64_t source);
/* Show the source no more, from now on. Whom the slot waits for it goes on waiting for. */
void slot_forget(struct slot *slot, uint64_t source);
/* Do the source's packets belong here? */
static inline bool slot_takes(const struct slot *slot, uint64_t source)
{
    return slot->source == source || slot->next == source;
}

/* Forward one packet of a source into the ring of its layer.
 *
 * Returns 0, or why it was not forwarded:
 *   DROP_SLOT_NO_SOURCE   the slot is empty or shows another source
 *   DROP_SLOT_WAITS_KEY   waiting for this layer's keyframe; kept aside, as it may
 *                         belong to a keyframe whose first packet is late
 *   DROP_SLOT_TOO_OLD     older than the keyframe that the slot started with
 *   DROP_RTP_TOO_LARGE    payload above RING_PAYLOAD_MAX
 *   DROP_CODEC_MALFORMED  VP8 without a payload descriptor
 */
CHECK enum drop slot_forward(struct slot *slot, const struct source_packet *packet,
                             uint64_t now_us);

/* A sender report of the source: `timestamp` was captured at `capture_us`. */
void slot_sender_report(struct slot *slot, uint64_t source, uint8_t layer, uint64_t capture_us,
                        uint32_t timestamp);

/* The source begins this layer anew, in another sequence space: wait for its keyframe. */
void slot_restart_layer(struct slot *slot, uint64_t source, uint8_t layer);

/* Which layers are alive: to be called a few times a second. */
void slot_tick(struct slot *slot, uint64_t now_us);

/* The layers (bits) of `source` that the slot needs a keyframe of: viewers' wishes,
 * which are thereby taken, and layers that wait to be attached.
 */
uint8_t slot_take_keyframe_wishes(struct slot *slot, uint64_t source);
/* The same, without taking. */
uint8_t slot_keyframe_wishes(const struct slot *slot, uint64_t source);

/* Called by viewers of any thread. */
static inline void slot_wish_keyframe(struct slot *slot, uint8_t layer)
{
    atomic_fetch_or_explicit(&slot->keyframe_wishes, (uint8_t)(1u << layer), memory_order_relaxed);
}

static inline uint8_t slot_live_layers(const struct slot *slot)
{
    return atomic_load_explicit(&slot->live_layers, memory_order_acquire);
}

#endif
