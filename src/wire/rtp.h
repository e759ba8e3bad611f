/* RTP packets (RFC 3550 5.1) and header extensions (RFC 8285): bytes <-> values.
 *
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * |                           timestamp                           |
 * |                             SSRC                              |
 * |                    CSRCs, extension, payload, padding         |
 */
#ifndef PLENARY_WIRE_RTP_H
#define PLENARY_WIRE_RTP_H

#include "base/bytes.h"
#include "base/drop.h"

enum {
    RTP_HEADER_SIZE = 12,
    RTP_PACKET_MAX = 1500, /* bytes of a whole packet that we accept */
};

struct rtp_packet {
    bool marker;
    uint8_t payload_type;
    uint16_t sequence;
    uint32_t timestamp;
    uint32_t ssrc;
    uint16_t extension_profile; /* 0xBEDE: one-byte form; 0x100N: two-byte form; 0: none */
    struct bytes extensions;    /* body of the extension, empty if none */
    size_t header_size;         /* fixed header, CSRCs and extension: where the payload starts */
    struct bytes payload;       /* without padding; borrowed */
    uint8_t padding_size;
};

/* Parse a whole, decrypted packet. Returns 0 or DROP_RTP_MALFORMED. */
CHECK enum drop rtp_parse(struct bytes datagram, struct rtp_packet *packet);

/* The size of header, CSRCs and extension of a packet that may still be encrypted
 * after them (what SRTP authenticates but leaves in clear); 0 if malformed.
 */
size_t rtp_header_size(struct bytes datagram);

/* Find a header extension by its negotiated id (1..14 one-byte form, 1..255
 * two-byte form). Returns false if absent or malformed.
 */
CHECK bool rtp_find_extension(const struct rtp_packet *packet, uint8_t id, struct bytes *value);

/* Write the 12 fixed bytes, without CSRC or extension; the padding bit where there is padding. */
void rtp_write_header(uint8_t out[RTP_HEADER_SIZE], const struct rtp_packet *packet);

/* The extended (48-bit and more) sequence number nearest to `highest` whose low
 * 16 bits are `sequence` (RFC 3711 3.3.1, RFC 3550 A.1).
 */
uint64_t rtp_extend_sequence(uint64_t highest, uint16_t sequence);

#endif
