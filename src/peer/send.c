#include "peer/send.h"

#include "wire/rtp.h"

#define REPORT_US (1 * SECOND_US)

void send_init(struct send_stream *stream, enum codec codec, uint8_t payload_type, uint32_t ssrc,
               struct random_source *random)
{
    memset(stream, 0, sizeof(*stream));
    stream->codec = codec;
    stream->payload_type = payload_type;
    stream->ssrc = ssrc;
    stream->next_index = (random_u32(random) & 0x3fff) + 1;
    stream->timestamp_base = random_u32(random);
}

static uint32_t timestamp_at(const struct send_stream *stream, uint64_t media_us)
{
    return stream->timestamp_base +
           (uint32_t)(media_us * (codec_clock_hz(stream->codec) / 1000) / 1000);
}

static void send_packet(struct send_stream *stream, struct peer *peer, struct bytes descriptor,
                        struct bytes part, uint32_t timestamp, bool marker)
{
    struct send_packet *packet = &stream->history[stream->next_index % SEND_HISTORY];
    packet->index = stream->next_index++;
    packet->size = (uint16_t)(descriptor.size + part.size);
    if (descriptor.size > 0) {
        memcpy(packet->payload, descriptor.data, descriptor.size);
    }
    memcpy(packet->payload + descriptor.size, part.data, part.size);
    rtp_write_header(packet->header, &(struct rtp_packet){.marker = marker,
                                                          .payload_type = stream->payload_type,
                                                          .sequence = (uint16_t)packet->index,
                                                          .timestamp = timestamp,
                                                          .ssrc = stream->ssrc});
    peer_send_rtp(peer, bytes_of(packet->header, sizeof(packet->header)),
                  bytes_of(packet->payload, packet->size), packet->index);
    stream->packet_count++;
    stream->octet_count += packet->size;
}

/* VP8 needs one byte before each part: S marks the frame's first (RFC 7741 4.2). */
void send_frame(struct send_stream *stream, struct peer *peer, struct bytes frame,
                uint64_t media_us)
{
    uint32_t timestamp = timestamp_at(stream, media_us);
    bool is_vp8 = stream->codec == CODEC_VP8;
    size_t room = SEND_PAYLOAD_MAX - (is_vp8 ? 1 : 0);
    for (size_t at = 0; at < frame.size; at += room) {
        uint8_t descriptor = at == 0 ? 0x10 : 0x00;
        size_t size = MIN(room, frame.size - at);
        bool is_last = at + size == frame.size;
        send_packet(stream, peer, bytes_of(&descriptor, is_vp8 ? 1 : 0),
                    bytes_of(frame.data + at, size), timestamp, is_vp8 && is_last);
    }
}

void send_tick(struct send_stream *stream, struct peer *peer, uint64_t media_us, uint64_t now_us)
{
    uint8_t buffer[128];
    struct writer writer = writer_of(buffer, sizeof(buffer));
    if (now_us < stream->report_at_us || stream->packet_count == 0) {
        return;
    }
    struct rtcp_sender_info info = {
        .ntp = (now_us / SECOND_US) << 32 | ((now_us % SECOND_US) << 32) / SECOND_US,
        .rtp_timestamp = timestamp_at(stream, media_us),
        .packet_count = stream->packet_count,
        .octet_count = stream->octet_count,
    };
    rtcp_write_sender_report(&writer, stream->ssrc, &info, NULL, 0);
    rtcp_write_sdes(&writer, stream->ssrc, "plenary");
    peer_send_rtcp(peer, writer_bytes(&writer));
    stream->report_at_us = now_us + REPORT_US;
}

static void send_one_again(struct send_stream *stream, struct peer *peer, uint16_t sequence)
{
    uint64_t index = rtp_extend_sequence(stream->next_index - 1, sequence);
    const struct send_packet *packet = &stream->history[index % SEND_HISTORY];
    if (packet->index == index && index != 0) {
        peer_send_rtp(peer, bytes_of(packet->header, sizeof(packet->header)),
                      bytes_of(packet->payload, packet->size), index);
    }
}

void send_again(struct send_stream *stream, struct peer *peer, const struct rtcp_packet *nack)
{
    for (size_t i = 0; i < nack->nack.count; i++) {
        uint16_t sequence = nack->nack.items[i].sequence;
        send_one_again(stream, peer, sequence);
        for (uint16_t bit = 0; bit < 16; bit++) {
            if ((nack->nack.items[i].following >> bit & 1) != 0) {
                send_one_again(stream, peer, (uint16_t)(sequence + bit + 1));
            }
        }
    }
}
