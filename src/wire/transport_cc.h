/* Transport-wide congestion control feedback, bytes <-> values
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01 3.1).
 */
#ifndef PLENARY_WIRE_TRANSPORT_CC_H
#define PLENARY_WIRE_TRANSPORT_CC_H

#include "wire/rtcp.h"

enum { TRANSPORT_CC_PACKETS_MAX = 512 };

struct transport_cc {
    uint16_t base_sequence;
    uint8_t feedback_count;
    uint32_t reference_time; /* 24 bits, in 64 ms */
    uint16_t count;          /* packets reported, received or not */
    /* Arrival time after reference_time x 64 ms, in 250 us; TRANSPORT_CC_LOST if not received. */
    int32_t arrival[TRANSPORT_CC_PACKETS_MAX];
};
#define TRANSPORT_CC_LOST INT32_MIN

/* Append a whole RTCP packet. */
void transport_cc_write(struct writer *writer, uint32_t sender_ssrc, uint32_t media_ssrc,
                        const struct transport_cc *feedback);
/* Read the FCI of one. Returns 0 or DROP_RTCP_MALFORMED. */
CHECK enum drop transport_cc_parse(struct bytes fci, struct transport_cc *feedback);

#endif
