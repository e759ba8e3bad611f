/* RTCP packets: bytes <-> values (RFC 3550 6, RFC 4585, RFC 5104,
 * draft-alvestrand-rmcat-remb, draft-holmer-rmcat-transport-wide-cc-extensions).
 *
 * Reading: rtcp_reader_init over a decrypted compound or reduced-size datagram,
 * then rtcp_next until it answers false; the reader says whether it failed.
 * Writing: each function appends one packet to a writer.
 */
#ifndef PLENARY_WIRE_RTCP_H
#define PLENARY_WIRE_RTCP_H

#include "base/bytes.h"
#include "base/drop.h"

enum rtcp_type {
    RTCP_OTHER, /* well-formed, of no interest to us */
    RTCP_SENDER_REPORT,
    RTCP_RECEIVER_REPORT,
    RTCP_SDES,
    RTCP_BYE,
    RTCP_NACK,
    RTCP_PLI,
    RTCP_FIR,
    RTCP_REMB,
    RTCP_TRANSPORT_CC,
};

enum { RTCP_REPORTS_MAX = 31, RTCP_NACKS_MAX = 128, RTCP_SSRCS_MAX = 31 };

struct rtcp_report { /* RFC 3550 6.4.1 report block */
    uint32_t ssrc;
    uint8_t fraction_lost; /* of 256 */
    int32_t cumulative_lost;
    uint32_t highest_sequence; /* extended, 32 bits */
    uint32_t jitter;           /* in units of the RTP clock */
    uint32_t last_sr;          /* middle 32 bits of the SR's NTP time */
    uint32_t delay_since_sr;   /* in 1/65536 s */
};

struct rtcp_sender_info {
    uint64_t ntp; /* 32.32 fixed point, seconds since 1900 */
    uint32_t rtp_timestamp;
    uint32_t packet_count;
    uint32_t octet_count;
};

struct rtcp_packet {
    enum rtcp_type type;
    uint32_t sender_ssrc; /* of the reporter; 0 in SDES and BYE */
    uint32_t media_ssrc;  /* NACK, PLI, transport-cc: whose packets are meant */
    union {
        struct {
            struct rtcp_sender_info info; /* SR alone */
            uint8_t count;
            struct rtcp_report blocks[RTCP_REPORTS_MAX];
        } report; /* SR, RR */
        struct {
            uint16_t count; /* more than RTCP_NACKS_MAX x 17 sequences: the rest is ignored */
            struct {
                uint16_t sequence;  /* PID: lost */
                uint16_t following; /* BLP: bit i set: sequence + i + 1 is lost as well */
            } items[RTCP_NACKS_MAX];
        } nack;
        struct {
            uint8_t count;
            uint32_t ssrcs[RTCP_SSRCS_MAX];
        } sources; /* BYE: who leaves; FIR: who shall send a keyframe; REMB: whom it is for */
    };
    uint64_t bitrate_bps;  /* REMB */
    struct bytes feedback; /* transport-cc: the FCI, read on with transport_cc_parse */
};

struct rtcp_reader {
    struct reader reader;
    bool failed; /* malformed: what came before was still well-formed */
};

void rtcp_reader_init(struct rtcp_reader *reader, struct bytes datagram);
CHECK bool rtcp_next(struct rtcp_reader *reader, struct rtcp_packet *packet);

void rtcp_write_sender_report(struct writer *writer, uint32_t sender_ssrc,
                              const struct rtcp_sender_info *info, const struct rtcp_report *blocks,
                              uint8_t count);
void rtcp_write_receiver_report(struct writer *writer, uint32_t sender_ssrc,
                                const struct rtcp_report *blocks, uint8_t count);
/* One chunk with a CNAME item. */
void rtcp_write_sdes(struct writer *writer, uint32_t ssrc, const char *cname);
void rtcp_write_bye(struct writer *writer, const uint32_t *ssrcs, uint8_t count);
/* `sequences` ascending in 16-bit wrap-around order; packed into PID + BLP. */
void rtcp_write_nack(struct writer *writer, uint32_t sender_ssrc, uint32_t media_ssrc,
                     const uint16_t *sequences, size_t count);
void rtcp_write_pli(struct writer *writer, uint32_t sender_ssrc, uint32_t media_ssrc);
void rtcp_write_fir(struct writer *writer, uint32_t sender_ssrc, uint32_t media_ssrc,
                    uint8_t command_sequence);
void rtcp_write_remb(struct writer *writer, uint32_t sender_ssrc, const uint32_t *ssrcs,
                     uint8_t count, uint64_t bitrate_bps);

/* The frame of a packet whose body another file writes: begin, body, end. */
uint8_t *rtcp_begin(struct writer *writer, uint8_t count_or_format, uint8_t type);
void rtcp_end(struct writer *writer, uint8_t *header);

#endif
