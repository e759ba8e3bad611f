#include "stage/source.h"

void source_init(struct source *source, uint64_t id, const struct session_description *session,
                 struct stage *stage, uint32_t own_ssrc)
{
    ASSERT(id != 0);
    *source =
        (struct source){.id = id, .stage = stage, .own_ssrc = own_ssrc, .off_at_us = NEVER_US};
    for (size_t i = 0; i < session->track_count; i++) {
        const struct track *track = &session->tracks[i];
        if (track->kind == MEDIA_AUDIO && !source->has_audio) {
            source->audio = *track;
            source->has_audio = true;
        } else if (track->kind == MEDIA_VIDEO && !source->has_video) {
            source->video = *track;
            source->has_video = true;
        }
        source->has_feedback |= track->extensions[SDP_EXTENSION_TRANSPORT_CC] != 0;
    }
    feedback_init(&source->feedback);
}

static void leave_slots(struct source *source)
{
    for (size_t i = 0; i < STAGE_SLOTS; i++) {
        slot_forget(&source->stage->slots[i], source->id);
    }
}

void source_leave(struct source *source)
{
    leave_slots(source);
    mix_remove(&source->stage->floor, source->id);
    source->voice = SOURCE_SILENT;
}

void source_place(struct source *source, struct stage *stage, int slot, enum source_voice voice,
                  uint64_t now_us)
{
    if (source->stage != stage) {
        source_leave(source);
        source->stage->source_count--;
        source->stage = stage;
        stage->source_count++;
    }
    if (voice == SOURCE_SILENT) {
        mix_remove(&stage->floor, source->id);
    }
    source->voice = voice;
    if (slot != SOURCE_NOT_SHOWN) {
        source->off_at_us = NEVER_US;
    } else if (source->off_at_us == NEVER_US) {
        source->off_at_us = now_us + SOURCE_LINGER_US;
    }
}

/* ---- which stream is this? ---- */

static enum codec codec_of(const struct track *track, uint8_t payload_type)
{
    for (size_t i = 0; i < track->codec_count; i++) {
        if (track->codecs[i].payload_type == payload_type) {
            return track->codecs[i].codec;
        }
    }
    return CODEC_NONE;
}

/* The layer a packet's RID names; LAYER_COUNT if it has none that we know. */
static size_t layer_of_rid(const struct track *video, const struct rtp_packet *packet)
{
    struct bytes rid;
    uint8_t id = video->extensions[SDP_EXTENSION_RID];
    if (id == 0 || !rtp_find_extension(packet, id, &rid)) {
        return LAYER_COUNT;
    }
    for (size_t i = 0; i < video->rid_count; i++) {
        if (bytes_equal_text(rid, video->rids[i])) {
            return i;
        }
    }
    return LAYER_COUNT;
}

/* May this SSRC, which is not bound yet, be the one stream of a track? */
static bool may_bind(const struct track *track, const struct rtp_packet *packet)
{
    struct bytes mid;
    uint8_t id = track->extensions[SDP_EXTENSION_MID];
    if (id != 0 && rtp_find_extension(packet, id, &mid)) {
        return bytes_equal_text(mid, track->mid); /* RFC 8843 9.2: it decides */
    }
    return track->ssrc == 0 || track->ssrc == packet->ssrc;
}

/* A new SSRC counts its own sequence: whoever forwards the stream begins anew. */
static void bind_stream(struct source *source, size_t index, uint32_t ssrc)
{
    struct source_stream *stream = &source->streams[index];
    *stream = (struct source_stream){.bound = true};
    receive_init(&stream->receive, ssrc, index == SOURCE_AUDIO ? AUDIO_CLOCK_HZ : VIDEO_CLOCK_HZ);
    if (index == SOURCE_AUDIO) {
        mix_remove(&source->stage->floor, source->id);
    } else {
        for (size_t slot = 0; slot < STAGE_SLOTS; slot++) {
            slot_restart_layer(&source->stage->slots[slot], source->id, (uint8_t)index);
        }
    }
}

/* The index of the stream a packet belongs to, binding it if it is new;
 * SOURCE_STREAMS if it belongs to none.
 */
static size_t stream_of(struct source *source, const struct rtp_packet *packet,
                        enum media_kind kind)
{
    for (size_t i = 0; i < SOURCE_STREAMS; i++) {
        const struct source_stream *stream = &source->streams[i];
        if (stream->bound && stream->receive.ssrc == packet->ssrc) {
            return (i == SOURCE_AUDIO) == (kind == MEDIA_AUDIO) ? i : SOURCE_STREAMS;
        }
    }
    if (kind == MEDIA_AUDIO) {
        if (source->streams[SOURCE_AUDIO].bound || !may_bind(&source->audio, packet)) {
            return SOURCE_STREAMS;
        }
        bind_stream(source, SOURCE_AUDIO, packet->ssrc);
        return SOURCE_AUDIO;
    }
    size_t layer = LAYER_HIGH;
    if (source->video.rid_count > 0) {
        layer = layer_of_rid(&source->video, packet);
        if (layer == LAYER_COUNT) {
            return SOURCE_STREAMS;
        }
    } else if (source->streams[LAYER_HIGH].bound || !may_bind(&source->video, packet)) {
        return SOURCE_STREAMS;
    }
    bind_stream(source, layer, packet->ssrc);
    return layer;
}

/* ---- forwarding ---- */

static uint64_t capture_time(const struct source_stream *stream, uint32_t timestamp)
{
    if (!stream->has_report) {
        return 0;
    }
    int64_t ticks = (int32_t)(timestamp - stream->report_timestamp);
    return (uint64_t)((int64_t)stream->report_capture_us +
                      ticks * (int64_t)SECOND_US / stream->receive.clock_hz);
}

static uint8_t audio_level(const struct source *source, const struct rtp_packet *packet)
{
    struct bytes level;
    uint8_t id = source->audio.extensions[SDP_EXTENSION_AUDIO_LEVEL];
    if (id == 0 || !rtp_find_extension(packet, id, &level) || level.size == 0) {
        return MIX_LEVEL_UNKNOWN;
    }
    return level.data[0] & 0x7f; /* RFC 6464 3: the top bit is voice activity */
}

static enum drop forward_audio(struct source *source, const struct rtp_packet *packet,
                               uint64_t sequence, uint64_t now_us)
{
    if (source->voice == SOURCE_SILENT) {
        return DROP_SLOT_NO_SOURCE;
    }
    if (packet->payload.size == 0) {
        return DROP_NONE; /* mere padding */
    }
    struct voice_packet voice = {
        .source = source->id,
        .sequence = sequence,
        .timestamp = packet->timestamp,
        .marker = packet->marker,
        .level = audio_level(source, packet),
        .payload = packet->payload,
        .capture_us = capture_time(&source->streams[SOURCE_AUDIO], packet->timestamp),
    };
    return mix_packet(&source->stage->floor, &voice, now_us);
}

/* Its own slot, and one that waits for another's keyframe still. */
static enum drop feed_slots(struct source *source, const struct source_packet *packet,
                            uint64_t now_us)
{
    enum drop drop = DROP_SLOT_NO_SOURCE;
    if (now_us >= source->off_at_us) {
        leave_slots(source);
        return drop;
    }
    for (size_t i = 0; i < STAGE_SLOTS; i++) {
        struct slot *slot = &source->stage->slots[i];
        if (slot_takes(slot, source->id)) {
            enum drop here = slot_forward(slot, packet, now_us);
            drop = drop ? here : drop;
        }
    }
    return drop;
}

static enum drop forward_video(struct source *source, const struct rtp_packet *packet,
                               enum codec codec, size_t layer, uint64_t sequence, uint64_t now_us)
{
    struct source_packet out = {
        .source = source->id,
        .layer = (uint8_t)layer,
        .sequence = sequence,
        .timestamp = packet->timestamp,
        .marker = packet->marker,
        .codec = codec,
        .payload = packet->payload,
        .capture_us = capture_time(&source->streams[layer], packet->timestamp),
    };
    if (packet->payload.size > 0) { /* an empty one is padding and keeps its place in the row */
        enum drop drop = codec_inspect(codec, packet->payload, &out.info);
        if (drop) {
            return drop;
        }
    }
    if (out.info.starts_keyframe) {
        source->keyframe_wishes &= (uint8_t) ~(1u << layer);
    }
    return feed_slots(source, &out, now_us);
}

static void note_arrival(struct source *source, const struct track *track,
                         const struct rtp_packet *packet, uint64_t now_us)
{
    struct bytes value;
    uint8_t id = track->extensions[SDP_EXTENSION_TRANSPORT_CC];
    if (id != 0 && rtp_find_extension(packet, id, &value) && value.size == 2) {
        feedback_packet(&source->feedback, load_be16(value.data), now_us);
    }
}

bool source_is_gone(const struct source *source, uint64_t now_us)
{
    return source->heard_us != 0 && now_us - source->heard_us >= SOURCE_GONE_US;
}

enum drop source_receive(struct source *source, struct bytes datagram, uint64_t now_us)
{
    struct rtp_packet packet;
    source->heard_us = now_us;
    enum drop drop = rtp_parse(datagram, &packet);
    if (drop) {
        return drop;
    }
    enum media_kind kind = MEDIA_VIDEO;
    enum codec codec =
        source->has_video ? codec_of(&source->video, packet.payload_type) : CODEC_NONE;
    if (codec == CODEC_NONE && source->has_audio) {
        kind = MEDIA_AUDIO;
        codec = codec_of(&source->audio, packet.payload_type);
    }
    if (codec == CODEC_NONE) {
        return DROP_RTP_UNKNOWN_PAYLOAD_TYPE;
    }
    size_t index = stream_of(source, &packet, kind);
    if (index == SOURCE_STREAMS) {
        return DROP_RTP_UNKNOWN_SSRC;
    }
    note_arrival(source, kind == MEDIA_AUDIO ? &source->audio : &source->video, &packet, now_us);

    struct source_stream *stream = &source->streams[index];
    uint64_t sequence;
    drop = receive_packet(&stream->receive, &packet, now_us, &sequence);
    if (drop) {
        return drop;
    }
    stream->heard_us = now_us;
    source->octets += datagram.size;
    if (kind == MEDIA_AUDIO) {
        return forward_audio(source, &packet, sequence, now_us);
    }
    return forward_video(source, &packet, codec, index, sequence, now_us);
}
