#include "stage/slot.h"

#include "wire/vp8.h"

enum { FRAME_TICKS = VIDEO_CLOCK_HZ / 30 };

static void set_live(struct slot *slot, uint8_t layer, bool is_live)
{
    uint8_t live = slot_live_layers(slot);
    uint8_t bit = (uint8_t)(1u << layer);
    live = is_live ? (uint8_t)(live | bit) : (uint8_t)(live & ~bit);
    atomic_store_explicit(&slot->live_layers, live, memory_order_release);
}

static void detach_layers(struct slot *slot)
{
    for (uint8_t i = 0; i < LAYER_COUNT; i++) {
        slot->layers[i].attached = false;
    }
    atomic_store_explicit(&slot->live_layers, 0, memory_order_release);
}

void slot_show(struct slot *slot, uint64_t source)
{
    if (source == (slot->next ? slot->next : slot->source)) {
        return;
    }
    slot->stash_count = 0;
    if (source == 0) {
        slot->source = 0;
        slot->next = 0;
        detach_layers(slot);
    } else if (source == slot->source) {
        slot->next = 0;
    } else {
        slot->next = source;
    }
}

void slot_forget(struct slot *slot, uint64_t source)
{
    if (slot->next == source) {
        slot_show(slot, slot->source);
    }
    if (slot->source == source) {
        slot->source = 0;
        detach_layers(slot);
    }
}

/* ---- the packets that came before their keyframe's first ---- */

static void stash_put(struct slot *slot, const struct source_packet *packet)
{
    if (packet->payload.size > RING_PAYLOAD_MAX) {
        return;
    }
    if (slot->stash_count == SLOT_STASH_MAX) {
        /* The older half cannot belong to a keyframe that is still to come. */
        slot->stash_count = SLOT_STASH_MAX / 2;
        memmove(slot->stash, slot->stash + SLOT_STASH_MAX / 2,
                slot->stash_count * sizeof(slot->stash[0]));
        for (size_t i = 0; i < slot->stash_count; i++) {
            slot->stash[i].packet.payload.data = slot->stash[i].payload;
        }
    }
    struct slot_stashed *stashed = &slot->stash[slot->stash_count++];
    stashed->packet = *packet;
    memcpy(stashed->payload, packet->payload.data, packet->payload.size);
    stashed->packet.payload.data = stashed->payload;
}

static void stash_replay(struct slot *slot, const struct source_packet *keyframe, uint64_t now_us)
{
    size_t kept = 0;
    for (size_t i = 0; i < slot->stash_count; i++) {
        struct slot_stashed *stashed = &slot->stash[i];
        if (stashed->packet.source == keyframe->source &&
            stashed->packet.layer == keyframe->layer) {
            enum drop ignored = slot_forward(slot, &stashed->packet, now_us);
            (void)ignored; /* older than the keyframe: rightly left out */
        } else {
            if (kept != i) {
                slot->stash[kept] = *stashed;
                slot->stash[kept].packet.payload.data = slot->stash[kept].payload;
            }
            kept++;
        }
    }
    slot->stash_count = kept;
}

/* ---- forwarding ---- */

/* Where a new source's timeline begins on the slot's: at the time of its capture, but
 * never before the last frame of the former source.
 */
static uint32_t timeline_start(const struct slot_layer *layer, const struct source_packet *packet,
                               uint64_t now_us)
{
    uint64_t time_us = packet->capture_us ? packet->capture_us : now_us;
    uint32_t timestamp = (uint32_t)(time_us * (VIDEO_CLOCK_HZ / 1000) / 1000);
    if (layer->reached && (int32_t)(timestamp - layer->last_timestamp) < FRAME_TICKS) {
        timestamp = layer->last_timestamp + FRAME_TICKS;
    }
    return timestamp;
}

static void attach(struct slot *slot, const struct source_packet *packet, uint64_t now_us)
{
    struct slot_layer *layer = &slot->layers[packet->layer];
    uint32_t start = timeline_start(layer, packet, now_us);
    layer->attached = true;
    layer->sequence_delta = (int64_t)(layer->next_sequence - packet->sequence);
    layer->timestamp_delta = start - packet->timestamp;
    layer->first_sequence = packet->sequence;
    layer->last_timestamp = start;
    ring_set_clock(&slot->rings[packet->layer], packet->capture_us ? packet->capture_us : now_us,
                   start);
}

/* Is this the first packet of a keyframe, and of one not yet begun? SPS, PPS and each
 * slice of one H264 picture look alike but for the timestamp.
 */
static bool starts_keyframe(const struct slot_layer *layer, const struct source_packet *packet)
{
    return packet->info.starts_keyframe &&
           !(layer->attached && packet->timestamp == layer->keyframe_timestamp);
}

static enum drop write_payload(struct ring_packet *out, const struct source_packet *packet)
{
    size_t skip = 0;
    uint8_t *at = out->payload;
    if (packet->codec == CODEC_VP8 && packet->payload.size > 0) {
        struct vp8_descriptor descriptor;
        enum drop drop = vp8_parse(packet->payload, &descriptor);
        if (drop) {
            return drop;
        }
        *at++ = vp8_short_descriptor(&descriptor);
        skip = descriptor.size;
    }
    memcpy(at, packet->payload.data + skip, packet->payload.size - skip);
    out->size = (uint16_t)((size_t)(at - out->payload) + packet->payload.size - skip);
    return DROP_NONE;
}

static enum drop put(struct slot *slot, const struct source_packet *packet, bool keyframe,
                     uint64_t now_us)
{
    struct slot_layer *layer = &slot->layers[packet->layer];
    struct ring *ring = &slot->rings[packet->layer];
    struct ring_packet *out = ring_reserve(ring);
    enum drop drop = write_payload(out, packet);
    if (drop) {
        return drop;
    }
    out->sequence = (uint64_t)((int64_t)packet->sequence + layer->sequence_delta);
    out->timestamp = packet->timestamp + layer->timestamp_delta;
    out->arrival_us = now_us;
    out->codec = (uint8_t)packet->codec;
    out->marker = packet->marker;
    out->keyframe = keyframe;

    layer->reached = true;
    layer->heard_us = now_us;
    layer->next_sequence = MAX(layer->next_sequence, out->sequence + 1);
    if ((int32_t)(out->timestamp - layer->last_timestamp) > 0) {
        layer->last_timestamp = out->timestamp;
    }
    if (keyframe) {
        layer->keyframe_timestamp = packet->timestamp;
    }
    ring_append(ring, now_us);
    set_live(slot, packet->layer, true);
    return DROP_NONE;
}

enum drop slot_forward(struct slot *slot, const struct source_packet *packet, uint64_t now_us)
{
    ASSERT(packet->source != 0 && packet->layer < LAYER_COUNT);
    if (packet->source != slot->next && packet->source != slot->source) {
        return DROP_SLOT_NO_SOURCE;
    }
    if (packet->payload.size > RING_PAYLOAD_MAX) {
        return DROP_RTP_TOO_LARGE;
    }
    struct slot_layer *layer = &slot->layers[packet->layer];
    bool keyframe = starts_keyframe(layer, packet);
    bool waits = packet->source == slot->next || !layer->attached;
    if (waits && !packet->info.starts_keyframe) {
        stash_put(slot, packet);
        return DROP_SLOT_WAITS_KEY;
    }
    if (packet->source == slot->next) { /* the cut */
        slot->source = slot->next;
        slot->next = 0;
        detach_layers(slot);
    }
    if (!layer->attached) {
        attach(slot, packet, now_us);
        enum drop drop = put(slot, packet, true, now_us);
        if (!drop) {
            stash_replay(slot, packet, now_us);
        }
        return drop;
    }
    if (packet->sequence < layer->first_sequence) {
        return DROP_SLOT_TOO_OLD;
    }
    return put(slot, packet, keyframe, now_us);
}

void slot_sender_report(struct slot *slot, uint64_t source, uint8_t layer, uint64_t capture_us,
                        uint32_t timestamp)
{
    const struct slot_layer *of = &slot->layers[layer];
    if (source != 0 && source == slot->source && of->attached) {
        ring_set_clock(&slot->rings[layer], capture_us, timestamp + of->timestamp_delta);
    }
}

static void detach_layer(struct slot *slot, uint8_t layer)
{
    slot->layers[layer].attached = false;
    set_live(slot, layer, false);
}

void slot_restart_layer(struct slot *slot, uint64_t source, uint8_t layer)
{
    if (slot->source == source) {
        detach_layer(slot, layer);
    }
}

void slot_tick(struct slot *slot, uint64_t now_us)
{
    for (uint8_t i = 0; i < LAYER_COUNT; i++) {
        if (slot->layers[i].attached && now_us - slot->layers[i].heard_us > LAYER_DEAD_US) {
            /* It must come back with a keyframe: what viewers last saw of it is stale. */
            detach_layer(slot, i);
        }
    }
}

uint8_t slot_keyframe_wishes(const struct slot *slot, uint64_t source)
{
    if (source == 0) {
        return 0;
    }
    if (source == slot->next) {
        return (1u << LAYER_COUNT) - 1;
    }
    if (source != slot->source) {
        return 0;
    }
    uint8_t wishes = atomic_load_explicit(&slot->keyframe_wishes, memory_order_relaxed);
    for (uint8_t i = 0; i < LAYER_COUNT; i++) {
        if (!slot->layers[i].attached) {
            wishes |= (uint8_t)(1u << i);
        }
    }
    return wishes;
}

uint8_t slot_take_keyframe_wishes(struct slot *slot, uint64_t source)
{
    uint8_t wishes = slot_keyframe_wishes(slot, source);
    if (source != 0 && source == slot->source && source != slot->next) {
        wishes |= atomic_exchange_explicit(&slot->keyframe_wishes, 0, memory_order_relaxed);
    }
    return wishes;
}
