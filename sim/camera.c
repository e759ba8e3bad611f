#include "sim/sim.h"

void camera_init(struct client *client, uint32_t keyframe_interval)
{
    struct camera *camera = &client->camera;
    struct random_source *random = &client->sim->random.source;
    send_init(&camera->video, CODEC_VP8, SIM_PAYLOAD_TYPE, random_u32(random) | 1, random);
    camera->keyframe_interval = keyframe_interval;
    client->media_ssrc = camera->video.ssrc;
}

void camera_receive_rtcp(struct client *client, struct bytes datagram, uint64_t now_us)
{
    struct camera *camera = &client->camera;
    struct rtcp_reader reader;
    struct rtcp_packet packet;
    rtcp_reader_init(&reader, datagram);
    while (rtcp_next(&reader, &packet)) {
        if (packet.type == RTCP_NACK && packet.media_ssrc == camera->video.ssrc) {
            send_again(&camera->video, &client->peer, &packet);
        } else if (packet.type == RTCP_PLI || packet.type == RTCP_FIR) {
            ASSERT(camera->request_count < CLIENT_REQUESTS_MAX);
            camera->request_us[camera->request_count++] = now_us;
            camera->must_send_keyframe = !camera->ignores_requests;
        }
    }
    ASSERT(!reader.failed);
}

static void send_next_frame(struct client *client)
{
    static uint8_t whole[FRAME_MAX];
    struct camera *camera = &client->camera;
    bool is_keyframe =
        camera->must_send_keyframe || camera->frame_count % camera->keyframe_interval == 0;
    struct frame frame = {
        .is_keyframe = is_keyframe, .source = client->number, .number = camera->frame_count};
    uint32_t spread = random_u32(&client->sim->random.source);
    size_t size = is_keyframe ? 8000 + spread % 4000 : 1000 + spread % 3000;
    frame_write(&frame, whole, size);
    send_frame(&camera->video, &client->peer, bytes_of(whole, size),
               camera->frame_count * CAMERA_FRAME_US);
    camera->must_send_keyframe = false;
    camera->keyframe_count += is_keyframe;
    camera->frame_count++;
}

void camera_tick(struct client *client, uint64_t now_us)
{
    struct camera *camera = &client->camera;
    if (camera->start_us == 0) {
        camera->start_us = now_us;
    }
    uint64_t media_us = now_us - camera->start_us;
    while (camera->frame_count * CAMERA_FRAME_US <= media_us) {
        send_next_frame(client);
    }
    send_tick(&camera->video, &client->peer, media_us, now_us);
}
