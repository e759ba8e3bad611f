/* A frame that looks like VP8 from outside and tells whether it arrived whole.
 *
 *   0  VP8 frame tag (RFC 6386 9.1), start code and size of a keyframe   10
 *   10 source 4 | number 4 | size 4 | filling | checksum 4
 */
#ifndef PLENARY_SIM_FRAME_H
#define PLENARY_SIM_FRAME_H

#include "base/bytes.h"

enum { FRAME_MIN = 26, FRAME_MAX = 65536 };

struct frame {
    bool is_keyframe;
    uint32_t source, number;
};

/* Write a frame of `size` bytes, FRAME_MIN at least. */
void frame_write(const struct frame *frame, uint8_t *out, size_t size);
/* False if it is not what frame_write wrote. */
CHECK bool frame_read(struct bytes whole, struct frame *frame);

#endif
