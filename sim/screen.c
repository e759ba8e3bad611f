/* A screen puts packets in order, frames together, and looks at each: is it whole, is
 * it the one after the last, may it follow the last. Like a browser it leaves a hole
 * behind when it is old and a later keyframe is whole.
 */
#include "sim/sim.h"
#include "wire/vp8.h"

static struct screen_packet *place_of(struct screen *screen, uint64_t sequence)
{
    return &screen->window[sequence % SCREEN_WINDOW];
}

static const struct screen_packet *packet_at(struct screen *screen, uint64_t sequence)
{
    const struct screen_packet *packet = place_of(screen, sequence);
    return packet->sequence == sequence ? packet : NULL;
}

/* ---- a frame ---- */

enum part { PART_WHOLE, PART_MISSING, PART_CUT };

/* The frame from `first` on: whole up to *last, or cut by another one before `*last`. */
static enum part find_end(struct screen *screen, uint64_t first, uint64_t *last)
{
    const struct screen_packet *packet = packet_at(screen, first);
    if (!packet) {
        return PART_MISSING;
    }
    uint32_t timestamp = packet->timestamp;
    for (*last = first; packet && packet->timestamp == timestamp; ++*last) {
        if (packet->marker) {
            return PART_WHOLE;
        }
        packet = packet_at(screen, *last + 1);
    }
    return packet ? PART_CUT : PART_MISSING;
}

static void account(struct client *client, const struct frame *frame, uint32_t timestamp,
                    uint64_t now_us)
{
    struct screen *screen = &client->screen;
    if (screen->frame_count == 0) {
        screen->first_frame_us = now_us;
        screen->first_number = frame->number;
        screen->foreign += !frame->is_keyframe;
    } else {
        bool is_same = frame->source == screen->last.source;
        uint32_t ahead = frame->number - screen->last.number;
        screen->switch_count += !is_same;
        screen->foreign += !is_same && !frame->is_keyframe;
        screen->backwards += (int32_t)(timestamp - screen->last_timestamp) <= 0;
        screen->out_of_order += is_same && (int32_t)ahead <= 0;
        screen->skipped += is_same ? ahead - 1 : 0;
        screen->longest_pause_us = MAX(screen->longest_pause_us, now_us - screen->last_frame_us);
    }
    screen->frame_count++;
    screen->last = *frame;
    screen->last_timestamp = timestamp;
    screen->last_frame_us = now_us;
}

static void play(struct client *client, uint64_t first, uint64_t last, uint64_t now_us)
{
    static uint8_t whole[FRAME_MAX];
    struct screen *screen = &client->screen;
    struct writer writer = writer_of(whole, sizeof(whole));
    struct frame frame;
    for (uint64_t at = first; at <= last; at++) {
        const struct screen_packet *packet = packet_at(screen, at);
        writer_put(&writer, bytes_of(packet->payload + 1, packet->size - 1u));
    }
    if (writer.failed || !frame_read(writer_bytes(&writer), &frame)) {
        screen->corrupted++;
    } else {
        account(client, &frame, packet_at(screen, first)->timestamp, now_us);
    }
}

/* ---- in order ---- */

static bool find_keyframe(struct screen *screen, uint64_t *sequence)
{
    uint64_t highest = screen->receive.highest_sequence, ignored;
    for (uint64_t at = screen->next_sequence; at <= highest; at++) {
        const struct screen_packet *packet = packet_at(screen, at);
        if (packet && packet->starts_keyframe && find_end(screen, at, &ignored) == PART_WHOLE) {
            *sequence = at;
            return true;
        }
    }
    return false;
}

static void get_unstuck(struct screen *screen, uint64_t now_us)
{
    bool is_hole = screen->receive.highest_sequence >= screen->next_sequence;
    if (screen->is_in_step && !is_hole) {
        screen->stuck_since_us = 0;
        return;
    }
    if (screen->stuck_since_us == 0) {
        screen->stuck_since_us = now_us;
    }
    bool may_jump = !screen->is_in_step || now_us - screen->stuck_since_us >= SCREEN_JUMP_US;
    uint64_t keyframe;
    if (may_jump && find_keyframe(screen, &keyframe)) {
        screen->jumps += screen->is_in_step;
        screen->next_sequence = keyframe;
        screen->is_in_step = true;
        screen->stuck_since_us = 0;
    }
}

static void play_all(struct client *client, uint64_t now_us)
{
    struct screen *screen = &client->screen;
    uint64_t last;
    if (!screen->is_in_step) {
        get_unstuck(screen, now_us);
    }
    while (screen->is_in_step) {
        enum part part = find_end(screen, screen->next_sequence, &last);
        if (part == PART_MISSING) {
            get_unstuck(screen, now_us);
            if (screen->stuck_since_us != 0 ||
                find_end(screen, screen->next_sequence, &last) == PART_MISSING) {
                return;
            }
            continue;
        }
        if (part == PART_WHOLE) {
            play(client, screen->next_sequence, last, now_us);
        } else {
            screen->cuts++;
        }
        screen->next_sequence = last + (part == PART_WHOLE);
        screen->stuck_since_us = 0;
    }
}

/* ---- packets ---- */

static void trace(struct client *client, uint64_t sequence, struct bytes datagram, uint64_t now_us)
{
    uint8_t head[20];
    store_be64(head, now_us);
    store_be32(head + 8, client->number);
    store_be64(head + 12, sequence);
    client->sim->trace = fnv1a(client->sim->trace, bytes_of(head, sizeof(head)));
    client->sim->trace = fnv1a(client->sim->trace, datagram);
}

void screen_receive(struct client *client, struct bytes datagram, uint64_t now_us)
{
    struct screen *screen = &client->screen;
    struct rtp_packet packet;
    struct payload_info info = {0};
    uint64_t sequence;
    enum drop drop = rtp_parse(datagram, &packet);
    ASSERT(!drop && packet.ssrc == client->media_ssrc);
    ASSERT(packet.payload_type == SIM_PAYLOAD_TYPE && packet.payload.size > 0);
    if (!screen->is_started) {
        screen->is_started = true;
        receive_init(&screen->receive, packet.ssrc, 90000);
    }
    bool is_first = !screen->receive.started;
    drop = receive_packet(&screen->receive, &packet, now_us, &sequence);
    trace(client, sequence, datagram, now_us);
    screen->packet_count++;
    if (drop) {
        return; /* given up already */
    }
    if (is_first) {
        screen->next_sequence = sequence;
    }
    drop = vp8_inspect(packet.payload, &info);
    ASSERT(!drop);
    struct screen_packet *place = place_of(screen, sequence);
    *place = (struct screen_packet){.sequence = sequence,
                                    .timestamp = packet.timestamp,
                                    .marker = packet.marker,
                                    .starts_keyframe = info.starts_keyframe,
                                    .size = (uint16_t)packet.payload.size};
    memcpy(place->payload, packet.payload.data, packet.payload.size);
    play_all(client, now_us);
}

/* ---- time ---- */

static bool wants_keyframe(const struct screen *screen, uint64_t now_us)
{
    if (screen->storm_us != 0) {
        return now_us - screen->pli_us >= screen->storm_us;
    }
    return screen->stuck_since_us != 0 && now_us - screen->stuck_since_us >= SCREEN_PLI_US &&
           now_us - screen->pli_us >= SCREEN_PLI_US;
}

void screen_tick(struct client *client, uint64_t now_us)
{
    struct screen *screen = &client->screen;
    uint8_t buffer[1200];
    uint16_t sequences[64];
    uint32_t own_ssrc = client->number;
    struct writer writer = writer_of(buffer, sizeof(buffer));
    if (!screen->is_started) {
        return;
    }
    play_all(client, now_us);
    if (now_us >= screen->report_us) {
        struct rtcp_report report;
        receive_report(&screen->receive, now_us, &report);
        rtcp_write_receiver_report(&writer, own_ssrc, &report, 1);
        screen->report_us = now_us + SECOND_US;
    }
    size_t count = receive_nacks(&screen->receive, now_us, sequences, COUNT_OF(sequences));
    if (count > 0) {
        rtcp_write_nack(&writer, own_ssrc, client->media_ssrc, sequences, count);
        screen->nack_count += (uint32_t)count;
    }
    if (wants_keyframe(screen, now_us)) {
        rtcp_write_pli(&writer, own_ssrc, client->media_ssrc);
        screen->pli_us = now_us;
        screen->pli_count++;
    }
    if (writer_bytes(&writer).size > 0) {
        ASSERT(!writer.failed);
        peer_send_rtcp(&client->peer, writer_bytes(&writer));
    }
}
