#include "swarm/speaker.h"

#include "shell/data.h"
#include "shell/net.h"
#include "swarm/stamp.h"
#include "swarm/swarm.h"
#include "wire/rtp.h"

enum { CHUNK = SEND_PAYLOAD_MAX - 1, FRAME_MAX = 64 * 1024 };

/* ---- joining ---- */

static void answered(struct request *request, int status, struct bytes body)
{
    struct speaker *speaker = request->context;
    struct session_description session = {0};
    free(request);
    if (status != 201) {
        fprintf(stderr, "plenary swarm: the speaker is answered %d: %.*s\n", status,
                (int)MIN(body.size, 300u), body.data ? (const char *)body.data : "");
        return;
    }
    speaker->is_in = swarm_accept(speaker->swarm, body, &speaker->local, &speaker->end.sink,
                                  &session, &speaker->peer, net_now_us());
}

void speaker_join(struct speaker *speaker)
{
    struct swarm *swarm = speaker->swarm;
    struct session_description session = {.track_count = 2};
    struct request *request =
        swarm_request(swarm->options->whip_path, swarm->options->speaker_token);
    ASSERT(request);
    send_init(&speaker->video, CODEC_VP8, 96, random_u32(&system_random) | 1, &system_random);
    send_init(&speaker->audio, CODEC_OPUS, 111, speaker->video.ssrc ^ 0x55555554, &system_random);
    session.tracks[0].ssrc = speaker->audio.ssrc;
    session.tracks[1].ssrc = speaker->video.ssrc;
    ice_credentials_draw(&speaker->local, &system_random, 0);
    swarm_offer(swarm, &session, &speaker->local, SDP_SENDONLY, request);
    request->done = answered;
    request->context = speaker;
    request_send(swarm->requests, request);
}

void speaker_start_plain(struct speaker *speaker, const struct address *target)
{
    send_init(&speaker->video, CODEC_VP8, SWARM_VIDEO_PAYLOAD_TYPE, 0x1001, &system_random);
    send_init(&speaker->audio, CODEC_OPUS, SWARM_AUDIO_PAYLOAD_TYPE, 0x1002, &system_random);
    speaker->video_target = speaker->audio_target = *target;
    speaker->audio_target.port = (uint16_t)(target->port + 2);
    speaker->is_in = speaker->is_plain = true;
}

void speaker_leave(struct speaker *speaker)
{
    if (speaker->is_in && !speaker->is_plain) {
        peer_close(&speaker->peer, PEER_CLOSE_NONE);
    }
}

void speaker_deinit(struct speaker *speaker)
{
    if (speaker->is_in && !speaker->is_plain) {
        peer_deinit(&speaker->peer);
    }
}

/* ---- what the server says ---- */

static void take_rtcp(struct speaker *speaker, struct bytes datagram)
{
    struct rtcp_reader reader;
    struct rtcp_packet packet;
    rtcp_reader_init(&reader, datagram);
    while (rtcp_next(&reader, &packet)) {
        if (packet.type == RTCP_NACK) {
            bool is_video = packet.media_ssrc == speaker->video.ssrc;
            send_again(is_video ? &speaker->video : &speaker->audio, &speaker->peer, &packet);
        } else if (packet.type == RTCP_PLI || packet.type == RTCP_FIR) {
            speaker->wants_keyframe = true;
            speaker->swarm->tally.keyframe_requests++;
        }
    }
}

void speaker_receive(struct speaker *speaker, const struct address *from, uint8_t *datagram,
                     size_t size, uint64_t now_us)
{
    struct peer_event event;
    if (!speaker->is_in || speaker->is_plain) {
        return;
    }
    enum drop drop = peer_receive(&speaker->peer, from, datagram, size, now_us, &event);
    if (!drop && event.kind == PEER_EVENT_RTCP) {
        take_rtcp(speaker, event.packet);
    }
}

/* ---- sending ---- */

static void stamp_chunk(struct speaker *speaker, uint8_t *out, size_t size, uint64_t now_us)
{
    if (size >= STAMP_MIN) {
        memset(out, 0, 10);
        stamp_write(&(struct stamp){speaker->packet_number++, now_us}, out, size);
    }
}

/* A frame in packets as send_frame would make them, to a receiver of plain RTP. */
static void send_plain(struct speaker *speaker, struct send_stream *stream, struct bytes frame,
                       uint64_t media_us)
{
    bool is_video = stream == &speaker->video;
    const struct address *to = is_video ? &speaker->video_target : &speaker->audio_target;
    uint32_t ticks_a_ms = codec_clock_hz(stream->codec) / 1000;
    for (size_t at = 0; at < frame.size; at += CHUNK) {
        uint8_t packet[RTP_PACKET_MAX];
        size_t size = MIN((size_t)CHUNK, frame.size - at), head = RTP_HEADER_SIZE;
        bool is_last = at + size == frame.size;
        rtp_write_header(packet,
                         &(struct rtp_packet){.marker = is_video && is_last,
                                              .payload_type = stream->payload_type,
                                              .sequence = (uint16_t)stream->next_index++,
                                              .timestamp = stream->timestamp_base +
                                                           (uint32_t)(media_us * ticks_a_ms / 1000),
                                              .ssrc = stream->ssrc});
        if (is_video) {
            packet[head++] = at == 0 ? 0x10 : 0x00;
        }
        memcpy(packet + head, frame.data + at, size);
        speaker->end.sink.send(&speaker->end.sink, to, bytes_of(packet, head + size));
    }
}

static void send_media(struct speaker *speaker, struct send_stream *stream, struct bytes frame,
                       uint64_t media_us)
{
    if (speaker->is_plain) {
        send_plain(speaker, stream, frame, media_us);
    } else {
        send_frame(stream, &speaker->peer, frame, media_us);
    }
}

/* The last packet of a frame is a little shorter than the others, as it happens. */
static size_t frame_size(const struct speaker *speaker, bool is_key)
{
    const struct speaker_shape *shape = &speaker->shape;
    size_t packets =
        is_key ? shape->keyframe_packets : (shape->frame_packets_x2 + speaker->frame_count % 2) / 2;
    size_t size = packets * CHUNK - speaker->frame_count * 37 % 200;
    return MIN(size, (size_t)FRAME_MAX);
}

static void send_video(struct speaker *speaker, uint64_t media_us, uint64_t now_us)
{
    static uint8_t frame[FRAME_MAX];
    /* Frame tag of a keyframe, start code, 1280x720 (RFC 6386 9.1). */
    static const uint8_t keyframe[10] = {0x10, 0x02, 0x00, 0x9d, 0x01,
                                         0x2a, 0x00, 0x05, 0xd0, 0x02};
    bool is_key =
        speaker->wants_keyframe || speaker->frame_count % speaker->shape.keyframe_frames == 0;
    size_t size = frame_size(speaker, is_key);
    for (size_t at = 0; at < size; at += CHUNK) {
        stamp_chunk(speaker, frame + at, MIN(size - at, (size_t)CHUNK), now_us);
    }
    if (is_key) {
        memcpy(frame, keyframe, sizeof(keyframe));
    } else {
        frame[0] = 0x11;
    }
    speaker->wants_keyframe = false;
    speaker->frame_count++;
    send_media(speaker, &speaker->video, bytes_of(frame, size), media_us);
}

static void send_audio(struct speaker *speaker, uint64_t media_us, uint64_t now_us)
{
    uint8_t packet[SEND_PAYLOAD_MAX];
    size_t size = MIN(speaker->shape.audio_size, sizeof(packet));
    stamp_chunk(speaker, packet, size, now_us);
    /* SILK, one frame of 10, 20, 40 or 60 ms (RFC 6716 3.1). */
    packet[0] = (uint8_t)((speaker->shape.audio_us + 10000) / 20000 << 3);
    speaker->audio_count++;
    send_media(speaker, &speaker->audio, bytes_of(packet, size), media_us);
}

static bool is_connected(struct speaker *speaker, uint64_t now_us)
{
    struct peer_event event;
    if (speaker->is_in && !speaker->is_plain && now_us >= speaker->tick_us) {
        speaker->tick_us = now_us + 20 * MS_US;
        peer_tick(&speaker->peer, now_us, &event);
    }
    return speaker->is_in && (speaker->is_plain || speaker->peer.state == PEER_CONNECTED);
}

uint64_t speaker_tick(struct speaker *speaker, uint64_t now_us)
{
    const struct speaker_shape *shape = &speaker->shape;
    if (!is_connected(speaker, now_us)) {
        return NEVER_US;
    }
    if (speaker->start_us == 0) {
        speaker->start_us = now_us;
    }
    uint64_t media_us = now_us - speaker->start_us, next_us = NEVER_US;
    while (shape->frame_us != 0 && speaker->frame_count * shape->frame_us <= media_us) {
        send_video(speaker, speaker->frame_count * shape->frame_us, now_us);
    }
    while (shape->audio_us != 0 && speaker->audio_count * shape->audio_us <= media_us) {
        send_audio(speaker, speaker->audio_count * shape->audio_us, now_us);
    }
    if (!speaker->is_plain) {
        send_tick(&speaker->video, &speaker->peer, media_us, now_us);
        send_tick(&speaker->audio, &speaker->peer, media_us, now_us);
    }
    if (shape->frame_us != 0) {
        next_us = speaker->start_us + speaker->frame_count * shape->frame_us;
    }
    if (shape->audio_us != 0) {
        next_us = MIN(next_us, speaker->start_us + speaker->audio_count * shape->audio_us);
    }
    return next_us;
}
