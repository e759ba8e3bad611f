/* The payload of the swarm's speaker: who receives a packet can tell when it was sent and
 * whether it is what was sent.
 *
 *   0  what the codec looks at: a VP8 keyframe's first ten bytes, or nothing in particular
 *   10 mark 4 | number 4 | size 4 | sent at 8 (us, monotonic clock of this machine) | filling
 */
#ifndef PLENARY_SWARM_STAMP_H
#define PLENARY_SWARM_STAMP_H

#include "base/bytes.h"

enum { STAMP_MIN = 30 };

struct stamp {
    uint32_t number;
    uint64_t sent_us;
};

/* Fill `size` bytes, STAMP_MIN at least; the first ten are left to the caller. */
void stamp_write(const struct stamp *stamp, uint8_t *out, size_t size);
/* False if the payload is not what stamp_write wrote. */
CHECK bool stamp_read(struct bytes payload, struct stamp *stamp);

#endif
