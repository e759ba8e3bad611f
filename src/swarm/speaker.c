#include "swarm/speaker.h"

#include "shell/data.h"
#include "shell/net.h"
#include "swarm/stamp.h"
#include "swarm/swarm.h"

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
    speaker->is_in = swarm_accept(speaker->swarm, body, &speaker->local, &speaker->end.sink, &session,
                                  &speaker->peer, net_now_us());
}

void speaker_join(struct speaker *speaker)
{
    struct swarm *swarm = speaker->swarm;
    struct session_description session = {.track_count = 2};
    struct request *request = swarm_request(swarm, "/whip", swarm->options->speaker_token);
    ASSERT(request);
    send_init(&speaker->video, CODEC_VP8, 96, random_u32(&system_random) | 1, &system_random);
    send_init(&speaker->audio, CODEC_OPUS, 111, speaker->video.ssrc ^ 0x55555554,
              &system_random);
    session.tracks[0].ssrc = speaker->audio.ssrc;
    session.tracks[1].ssrc = speaker->video.ssrc;
    ice_credentials_draw(&speaker->local, &system_random, 0);
    swarm_offer(swarm, &session, &speaker->local, SDP_SENDONLY, request);
    request->done = answered;
    request->context = speaker;
    request_send(swarm->requests, request);
}

void speaker_leave(struct speaker *speaker)
{
    if (speaker->is_in) {
        peer_close(&speaker->peer, PEER_CLOSE_NONE);
    }
}

void speaker_deinit(struct speaker *speaker)
{
    if (speaker->is_in) {
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
        }
    }
}

void speaker_receive(struct speaker *speaker, const struct address *from, uint8_t *datagram,
                     size_t size, uint64_t now_us)
{
    struct peer_event event;
    if (!speaker->is_in) {
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

static void send_video(struct speaker *speaker, uint64_t media_us, uint64_t now_us)
{
    static uint8_t frame[FRAME_MAX];
    /* Frame tag of a keyframe, start code, 1280x720 (RFC 6386 9.1). */
    static const uint8_t keyframe[10] = {0x10, 0x02, 0x00, 0x9d, 0x01,
                                         0x2a, 0x00, 0x05, 0xd0, 0x02};
    bool is_key = speaker->wants_keyframe ||
                  speaker->frame_count % speaker->shape.keyframe_frames == 0;
    size_t size = MIN(speaker->shape.frame_size, (size_t)FRAME_MAX);
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
    send_frame(&speaker->video, &speaker->peer, bytes_of(frame, size), media_us);
}

static void send_audio(struct speaker *speaker, uint64_t media_us, uint64_t now_us)
{
    uint8_t packet[SEND_PAYLOAD_MAX];
    size_t size = MIN(speaker->shape.audio_size, sizeof(packet));
    stamp_chunk(speaker, packet, size, now_us);
    packet[0] = 0x78; /* CELT, 20 ms, one frame (RFC 6716 3.1) */
    speaker->audio_count++;
    send_frame(&speaker->audio, &speaker->peer, bytes_of(packet, size), media_us);
}

void speaker_tick(struct speaker *speaker, uint64_t now_us)
{
    struct peer_event event;
    if (!speaker->is_in) {
        return;
    }
    if (now_us >= speaker->tick_us) {
        speaker->tick_us = now_us + 20 * MS_US;
        peer_tick(&speaker->peer, now_us, &event);
    }
    if (speaker->peer.state != PEER_CONNECTED) {
        return;
    }
    if (speaker->start_us == 0) {
        speaker->start_us = now_us;
    }
    const struct speaker_shape *shape = &speaker->shape;
    uint64_t media_us = now_us - speaker->start_us;
    while (shape->frame_us != 0 && speaker->frame_count * shape->frame_us <= media_us) {
        send_video(speaker, speaker->frame_count * shape->frame_us, now_us);
    }
    while (shape->audio_us != 0 && speaker->audio_count * shape->audio_us <= media_us) {
        send_audio(speaker, speaker->audio_count * shape->audio_us, now_us);
    }
    send_tick(&speaker->video, &speaker->peer, media_us, now_us);
    send_tick(&speaker->audio, &speaker->peer, media_us, now_us);
}
