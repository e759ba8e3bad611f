/* What a receiver keeps of one RTP stream (one SSRC): extended sequence, loss,
 * jitter, what to ask for again. Fed by the owner after SRTP opened a packet.
 */
#ifndef PLENARY_PEER_RECEIVE_H
#define PLENARY_PEER_RECEIVE_H

#include "wire/rtcp.h"
#include "wire/rtp.h"

enum { RECEIVE_MISSING_MAX = 256, RECEIVE_NACK_TRIES = 10 };
#define RECEIVE_NACK_FIRST_US   (10 * MS_US) /* a gap may be mere reordering */
#define RECEIVE_NACK_AGAIN_US   (60 * MS_US)
#define RECEIVE_NACK_GIVE_UP_US (1 * SECOND_US)

struct receive_stream {
    uint32_t ssrc;
    uint32_t clock_hz;
    bool started;
    uint64_t first_sequence, highest_sequence; /* extended, starting at 2^16 + first */
    uint64_t received;                         /* packets, duplicates excluded */
    uint64_t expected_before, received_before; /* at the last report */
    uint32_t jitter_16;                        /* RFC 3550 6.4.1, times 16 */
    int64_t transit;
    uint32_t sr_ntp_middle; /* of the last sender report */
    uint64_t sr_arrival_us; /* 0: none yet */
    size_t missing_count;   /* ascending */
    struct receive_missing {
        uint64_t sequence;
        uint64_t since_us;
        uint64_t ask_us; /* ask (again) at */
        uint8_t tries;
    } missing[RECEIVE_MISSING_MAX];
};

void receive_init(struct receive_stream *stream, uint32_t ssrc, uint32_t clock_hz);

/* Note a packet. *sequence gets its extended sequence number.
 * Returns 0 or DROP_RTP_DUPLICATE (already received, or given up).
 */
CHECK enum drop receive_packet(struct receive_stream *stream, const struct rtp_packet *packet,
                               uint64_t now_us, uint64_t *sequence);
void receive_sender_report(struct receive_stream *stream, uint64_t ntp, uint64_t now_us);

/* The report block since the last call (RFC 3550 6.4.1, A.3). */
void receive_report(struct receive_stream *stream, uint64_t now_us, struct rtcp_report *report);

/* The sequence numbers to ask for now, at most `max`, ascending; gives up on old ones. */
size_t receive_nacks(struct receive_stream *stream, uint64_t now_us, uint16_t *sequences,
                     size_t max);
/* When receive_nacks has something to ask, NEVER_US if nothing is missing. */
uint64_t receive_next_nack(const struct receive_stream *stream);

#endif
