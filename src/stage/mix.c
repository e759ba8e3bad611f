#include "stage/mix.h"

/* A packet of 20 ms: what at least lies between two sources on the timeline. */
enum { PACKET_TICKS = AUDIO_CLOCK_HZ / 50 };

static struct mix_voice *find_voice(struct mix *mix, uint64_t source)
{
    for (size_t i = 0; i < MIX_VOICES_MAX; i++) {
        if (mix->voices[i].source == source) {
            return &mix->voices[i];
        }
    }
    return NULL;
}

static struct mix_voice *add_voice(struct mix *mix, uint64_t source)
{
    struct mix_voice *voice = find_voice(mix, 0);
    if (voice) {
        *voice = (struct mix_voice){.source = source, .level_16 = MIX_LEVEL_SILENT * 16};
    }
    return voice;
}

static void hear(struct mix_voice *voice, uint8_t level, uint64_t now_us)
{
    int32_t level_16 = level * 16;
    /* Loudness is believed fast, silence slowly: pauses between words keep the floor. */
    int32_t weight = level_16 < voice->level_16 ? 4 : 16;
    voice->level_16 += (level_16 - voice->level_16) / weight;
    voice->heard_us = now_us;
}

static bool takes_floor(struct mix *mix, struct mix_voice *voice, uint64_t now_us)
{
    const struct mix_voice *holder = mix->floor ? find_voice(mix, mix->floor) : NULL;
    if (!holder || now_us - holder->heard_us > MIX_VOICE_LOST_US) {
        return true;
    }
    if (voice->level_16 + MIX_LOUDER_DB * 16 > holder->level_16) {
        voice->louder_since_us = 0;
        return false;
    }
    if (voice->louder_since_us == 0) {
        voice->louder_since_us = now_us;
    }
    return now_us - voice->louder_since_us >= MIX_TAKEOVER_US;
}

static void give_floor(struct mix *mix, struct mix_voice *voice, const struct voice_packet *packet,
                       uint64_t now_us)
{
    uint64_t time_us = packet->capture_us ? packet->capture_us : now_us;
    uint32_t start = (uint32_t)(time_us * (AUDIO_CLOCK_HZ / 1000) / 1000);
    if (ring_head(&mix->ring) > 0 && (int32_t)(start - mix->last_timestamp) < PACKET_TICKS) {
        start = mix->last_timestamp + PACKET_TICKS;
    }
    mix->floor = packet->source;
    mix->sequence_delta = (int64_t)(mix->next_sequence - packet->sequence);
    mix->timestamp_delta = start - packet->timestamp;
    mix->first_sequence = packet->sequence;
    mix->last_timestamp = start;
    voice->louder_since_us = 0;
    ring_set_clock(&mix->ring, time_us, start);
}

/* ---- joining ---- */

static void publish(struct mix *mix, const struct mix_pending *pending, uint64_t now_us)
{
    struct ring_packet *out = ring_reserve(&mix->ring);
    struct writer writer = writer_of(out->payload, sizeof(out->payload));
    struct bytes packets[OPUS_JOIN_MAX];
    const uint8_t *at = pending->data;
    for (size_t i = 0; i < pending->count; i++) {
        packets[i] = bytes_of(at, pending->sizes[i]);
        at += pending->sizes[i];
    }
    bool is_joined = opus_join(packets, pending->count, &writer);
    ASSERT(is_joined); /* `continues` has looked at each */
    out->size = (uint16_t)writer_bytes(&writer).size;
    out->sequence = (uint64_t)((int64_t)pending->first_sequence + mix->sequence_delta);
    out->timestamp = pending->timestamp + mix->timestamp_delta;
    out->arrival_us = now_us;
    out->codec = CODEC_OPUS;
    out->marker = pending->marker;
    out->keyframe = true;
    mix->next_sequence = MAX(mix->next_sequence, out->sequence + 1);
    if ((int32_t)(out->timestamp - mix->last_timestamp) > 0) {
        mix->last_timestamp = out->timestamp;
    }
    ring_append(&mix->ring, now_us);
    if (mix->ring.open_count >= mix->train_length) {
        ring_close(&mix->ring, now_us);
    }
    atomic_store_explicit(&mix->heard, pending->source, memory_order_release);
}

static void flush(struct mix *mix, uint64_t now_us)
{
    struct mix_pending *pending = &mix->pending;
    if (pending->count == 0) {
        return;
    }
    publish(mix, pending, now_us);
    if (pending->count > 1) { /* one number for several: what comes late has none any more */
        mix->sequence_delta -= (int64_t)pending->count - 1;
        mix->first_sequence = pending->first_sequence + pending->count;
    }
    pending->count = 0;
}

static bool may_join(const struct mix *mix, struct bytes payload)
{
    return mix->join_us > 0 && opus_is_joinable(payload) &&
           opus_duration_us(payload) < mix->join_us;
}

/* Is it the next one of what waits, and of its kind? */
static bool continues(const struct mix_pending *pending, const struct voice_packet *packet)
{
    enum { OVERHEAD_MAX = 2 + 2 * OPUS_JOIN_MAX, CONFIG_MASK = 0xfc };
    uint32_t elapsed = (uint32_t)((uint64_t)pending->duration_us * AUDIO_CLOCK_HZ / SECOND_US);
    return packet->sequence == pending->first_sequence + pending->count &&
           packet->timestamp == pending->timestamp + elapsed && !packet->marker &&
           pending->count < OPUS_JOIN_MAX &&
           pending->size + packet->payload.size + OVERHEAD_MAX <= RING_PAYLOAD_MAX &&
           ((packet->payload.data[0] ^ pending->data[0]) & CONFIG_MASK) == 0;
}

static void add(struct mix_pending *pending, const struct voice_packet *packet, uint64_t now_us)
{
    if (pending->count == 0) {
        pending->size = 0;
        pending->source = packet->source;
        pending->first_sequence = packet->sequence;
        pending->timestamp = packet->timestamp;
        pending->duration_us = 0;
        pending->marker = packet->marker;
        pending->since_us = now_us;
    }
    memcpy(pending->data + pending->size, packet->payload.data, packet->payload.size);
    pending->sizes[pending->count++] = (uint16_t)packet->payload.size;
    pending->size += packet->payload.size;
    pending->duration_us += opus_duration_us(packet->payload);
}

/* ---- packets ---- */

enum drop mix_packet(struct mix *mix, const struct voice_packet *packet, uint64_t now_us)
{
    if (packet->payload.size > RING_PAYLOAD_MAX) {
        return DROP_RTP_TOO_LARGE;
    }
    if (packet->payload.size == 0) {
        return DROP_CODEC_MALFORMED; /* padding alone: nothing to hear */
    }
    struct mix_voice *voice = find_voice(mix, packet->source);
    if (!voice && !(voice = add_voice(mix, packet->source))) {
        return DROP_NOT_SELECTED;
    }
    hear(voice, packet->level, now_us);
    struct voice_packet taken = *packet;
    if (packet->source != mix->floor) {
        if (!takes_floor(mix, voice, now_us)) {
            return DROP_NOT_SELECTED;
        }
        flush(mix, now_us);
        give_floor(mix, voice, packet, now_us);
        taken.marker = true; /* a talk spurt begins, RFC 3551 4.1 */
    }
    if (taken.sequence < mix->first_sequence) {
        return DROP_SLOT_TOO_OLD;
    }
    bool may_wait = may_join(mix, taken.payload);
    if (mix->pending.count > 0 && !(may_wait && continues(&mix->pending, &taken))) {
        flush(mix, now_us);
        if (taken.sequence < mix->first_sequence) {
            return DROP_SLOT_TOO_OLD;
        }
    }
    add(&mix->pending, &taken, now_us);
    if (!may_wait || mix->pending.duration_us >= mix->join_us) {
        flush(mix, now_us);
    }
    return DROP_NONE;
}

void mix_tick(struct mix *mix, uint64_t now_us)
{
    uint64_t patience_us = mix->join_us + MIX_JOIN_GRACE_US;
    if (now_us - mix->pending.since_us >= patience_us) {
        flush(mix, now_us);
    }
    if (ring_is_due(&mix->ring, now_us, MAX(mix->train_length, 1u) * patience_us)) {
        ring_close(&mix->ring, now_us);
    }
}

void mix_remove(struct mix *mix, uint64_t source)
{
    struct mix_voice *voice = find_voice(mix, source);
    if (source != 0 && voice) {
        *voice = (struct mix_voice){0};
    }
    if (mix->floor == source) {
        mix->floor = 0; /* what still waits goes with the next tick, or the next voice */
    }
}

void mix_sender_report(struct mix *mix, uint64_t source, uint64_t capture_us, uint32_t timestamp)
{
    if (source != 0 && source == mix->floor) {
        ring_set_clock(&mix->ring, capture_us, timestamp + mix->timestamp_delta);
    }
}
