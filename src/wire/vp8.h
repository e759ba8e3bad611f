/* The VP8 payload descriptor (RFC 7741 4.2). */
#ifndef PLENARY_WIRE_VP8_H
#define PLENARY_WIRE_VP8_H

#include "wire/codec.h"

struct vp8_descriptor {
    bool non_reference;     /* N */
    bool starts_partition;  /* S */
    uint8_t partition;      /* PID, 0..7 */
    int32_t picture_id;     /* -1 when absent */
    int16_t tl0_picture;    /* TL0PICIDX, -1 when absent */
    int8_t temporal_layer;  /* TID, -1 when absent */
    size_t size;            /* bytes of the descriptor: the VP8 payload follows */
    bool keyframe;          /* first packet of a frame, and its P bit is 0 */
    uint16_t width, height; /* of a keyframe; 0 otherwise */
};

CHECK enum drop vp8_parse(struct bytes payload, struct vp8_descriptor *descriptor);
CHECK enum drop vp8_inspect(struct bytes payload, struct payload_info *info);

/* The one-byte descriptor a slot forwards: N, S and PID, without the source's
 * counters, so that every source of a slot looks alike to a viewer's decoder.
 */
uint8_t vp8_short_descriptor(const struct vp8_descriptor *descriptor);

#endif
