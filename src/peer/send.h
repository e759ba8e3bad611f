/* What a sender keeps of one RTP stream: frames become packets, packets are kept for a
 * while to be sent again, reports tell the clock. For our own clients; the server's
 * viewers read rings instead.
 */
#ifndef PLENARY_PEER_SEND_H
#define PLENARY_PEER_SEND_H

#include "peer/peer.h"
#include "wire/codec.h"
#include "wire/rtcp.h"

enum { SEND_HISTORY = 512, SEND_PAYLOAD_MAX = 1180 };

struct send_stream {
    uint32_t ssrc;
    enum codec codec;
    uint8_t payload_type;
    uint64_t next_index; /* SRTP index: the sequence number is its low 16 bits */
    uint32_t timestamp_base;
    uint32_t packet_count, octet_count;
    uint64_t report_at_us;
    struct send_packet {
        uint64_t index; /* 0: none */
        uint16_t size;
        uint8_t header[12];
        uint8_t payload[SEND_PAYLOAD_MAX];
    } history[SEND_HISTORY];
};

void send_init(struct send_stream *stream, enum codec codec, uint8_t payload_type, uint32_t ssrc,
               struct random_source *random);

/* Send one VP8 frame or one Opus packet, presented at `media_us` of the stream's time. */
void send_frame(struct send_stream *stream, struct peer *peer, struct bytes frame,
                uint64_t media_us);

/* A sender report when one is due; `media_us` belongs to `now_us`. */
void send_tick(struct send_stream *stream, struct peer *peer, uint64_t media_us, uint64_t now_us);

/* Answer a NACK for this stream from the history. */
void send_again(struct send_stream *stream, struct peer *peer, const struct rtcp_packet *nack);

#endif
