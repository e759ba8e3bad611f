/* Opus packets (RFC 6716 3): how long they last, and several joined into one without
 * decoding: a packet of code 3 holds the frames of packets of code 0.
 */
#ifndef PLENARY_WIRE_OPUS_H
#define PLENARY_WIRE_OPUS_H

#include "base/bytes.h"

enum { OPUS_JOIN_MAX = 6, OPUS_FRAME_MAX = 1275 };

/* How long a packet lasts, from its first bytes; 0 if it is malformed or longer than the
 * 120 ms that RFC 6716 allows.
 */
uint32_t opus_duration_us(struct bytes packet);

/* May a packet be joined with others: is it one single frame (code 0)? */
CHECK bool opus_is_joinable(struct bytes packet);

/* Write the frames of `count` joinable packets (1 .. OPUS_JOIN_MAX) as one packet. Returns
 * false, with nothing of use in `out`, where the configurations (mode, bandwidth, frame
 * size, stereo) differ, or where there is no room.
 */
CHECK bool opus_join(const struct bytes *packets, size_t count, struct writer *out);

/* The frames of a packet as opus_join writes it, or of a joinable one; borrowed from it.
 * Returns their count, 0 for any other packet.
 */
size_t opus_split(struct bytes packet, struct bytes frames[OPUS_JOIN_MAX]);

#endif
