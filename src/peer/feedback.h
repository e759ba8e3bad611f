/* Transport-wide feedback to a publisher: when each of its packets arrived
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01). The publisher's own
 * bandwidth estimation lives on it.
 */
#ifndef PLENARY_PEER_FEEDBACK_H
#define PLENARY_PEER_FEEDBACK_H

#include "wire/transport_cc.h"

enum { FEEDBACK_WINDOW = 1024 }; /* transport sequences remembered; a power of two */
#define FEEDBACK_INTERVAL_US (50 * MS_US)

struct feedback {
    bool started;
    uint64_t next_sequence; /* first one not yet reported, extended */
    uint64_t highest_sequence;
    uint64_t arrival_us[FEEDBACK_WINDOW]; /* 0: not received */
    uint8_t count;                        /* feedback packet counter */
    uint64_t due_us;
};

void feedback_init(struct feedback *feedback);
/* A packet with this transport sequence number arrived. */
void feedback_packet(struct feedback *feedback, uint16_t sequence, uint64_t now_us);
/* Fill what is to be reported now. Returns false when nothing is due. */
CHECK bool feedback_report(struct feedback *feedback, uint64_t now_us, struct transport_cc *report);
uint64_t feedback_next_deadline(const struct feedback *feedback);

#endif
