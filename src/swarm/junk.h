/* Junk at the server's UDP port: random bytes, and what looks like STUN, DTLS, SRTP and RTCP
 * from addresses that no session has. None of it may be answered.
 */
#ifndef PLENARY_SWARM_JUNK_H
#define PLENARY_SWARM_JUNK_H

#include "base/port.h"

enum { JUNK_RATE_MAX = 200000, JUNK_SOCKETS = 4 };

struct junk {
    int fds[JUNK_SOCKETS]; /* each an address of its own to the server */
    bool is_open;
    struct address target; /* the media address that the answers name */
    uint64_t since_us, sent_count;
};

/* Send what has become due at `rate` a second; *sent counts on. */
void junk_tick(struct junk *junk, uint32_t rate, uint64_t now_us, uint64_t *sent);
/* How many datagrams came back. */
uint64_t junk_answers(struct junk *junk);
void junk_deinit(struct junk *junk);

#endif
