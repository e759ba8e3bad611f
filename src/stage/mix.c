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

static void give_floor(struct mix *mix, struct mix_voice *voice,
                       const struct voice_packet *packet, uint64_t now_us)
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

enum drop mix_packet(struct mix *mix, const struct voice_packet *packet, uint64_t now_us)
{
    if (packet->payload.size > RING_PAYLOAD_MAX) {
        return DROP_RTP_TOO_LARGE;
    }
    struct mix_voice *voice = find_voice(mix, packet->source);
    if (!voice && !(voice = add_voice(mix, packet->source))) {
        return DROP_NOT_SELECTED;
    }
    hear(voice, packet->level, now_us);
    bool switched = false;
    if (packet->source != mix->floor) {
        if (!takes_floor(mix, voice, now_us)) {
            return DROP_NOT_SELECTED;
        }
        give_floor(mix, voice, packet, now_us);
        switched = true;
    }
    if (packet->sequence < mix->first_sequence) {
        return DROP_SLOT_TOO_OLD;
    }

    struct ring_packet *out = ring_reserve(&mix->ring);
    memcpy(out->payload, packet->payload.data, packet->payload.size);
    out->size = (uint16_t)packet->payload.size;
    out->sequence = (uint64_t)((int64_t)packet->sequence + mix->sequence_delta);
    out->timestamp = packet->timestamp + mix->timestamp_delta;
    out->arrival_us = now_us;
    out->codec = CODEC_OPUS;
    out->marker = packet->marker || switched; /* a talk spurt begins, RFC 3551 4.1 */
    out->keyframe = true;
    mix->next_sequence = MAX(mix->next_sequence, out->sequence + 1);
    if ((int32_t)(out->timestamp - mix->last_timestamp) > 0) {
        mix->last_timestamp = out->timestamp;
    }
    ring_publish(&mix->ring, now_us);
    return DROP_NONE;
}

void mix_remove(struct mix *mix, uint64_t source)
{
    struct mix_voice *voice = find_voice(mix, source);
    if (source != 0 && voice) {
        *voice = (struct mix_voice){0};
    }
    if (mix->floor == source) {
        mix->floor = 0;
    }
}

void mix_sender_report(struct mix *mix, uint64_t source, uint64_t capture_us, uint32_t timestamp)
{
    if (source != 0 && source == mix->floor) {
        ring_set_clock(&mix->ring, capture_us, timestamp + mix->timestamp_delta);
    }
}
