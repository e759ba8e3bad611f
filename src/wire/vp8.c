#include "wire/vp8.h"

enum { KEYFRAME_HEADER_SIZE = 10, KEYFRAME_START_CODE = 0x9d012a };

/*  0 1 2 3 4 5 6 7
 * |X|R|N|S|R| PID |
 * |I|L|T|K|  RSV  |  if X
 * |M| PictureID   |  if I, 7 or 15 bits
 * |   TL0PICIDX   |  if L
 * |TID|Y| KEYIDX  |  if T or K
 */
enum drop vp8_parse(struct bytes payload, struct vp8_descriptor *descriptor)
{
    struct reader reader = reader_of(payload);
    uint8_t first = reader_u8(&reader);
    *descriptor = (struct vp8_descriptor){
        .non_reference = (first & 0x20) != 0,
        .starts_partition = (first & 0x10) != 0,
        .partition = first & 0x07,
        .picture_id = -1,
        .tl0_picture = -1,
        .temporal_layer = -1,
    };
    uint8_t extended = (first & 0x80) != 0 ? reader_u8(&reader) : 0;
    if ((extended & 0x80) != 0) {
        uint8_t high = reader_u8(&reader);
        descriptor->picture_id =
            (high & 0x80) != 0 ? (high & 0x7f) << 8 | reader_u8(&reader) : high;
    }
    if ((extended & 0x40) != 0) {
        descriptor->tl0_picture = reader_u8(&reader);
    }
    if ((extended & 0x30) != 0) {
        uint8_t layer = reader_u8(&reader);
        descriptor->temporal_layer = (extended & 0x20) != 0 ? (int8_t)(layer >> 6) : -1;
    }
    size_t left = reader_left(&reader);
    if (reader.failed || left == 0) {
        return DROP_CODEC_MALFORMED;
    }
    descriptor->size = payload.size - left;
    bool starts_frame = descriptor->starts_partition && descriptor->partition == 0;
    if (starts_frame && (reader.at[0] & 1) == 0) { /* RFC 6386 9.1: P bit 0 */
        descriptor->keyframe = true;
        if (left >= KEYFRAME_HEADER_SIZE && load_be24(reader.at + 3) == KEYFRAME_START_CODE) {
            descriptor->width = load_le16(reader.at + 6) & 0x3fff;
            descriptor->height = load_le16(reader.at + 8) & 0x3fff;
        }
    }
    return DROP_NONE;
}

enum drop vp8_inspect(struct bytes payload, struct payload_info *info)
{
    struct vp8_descriptor descriptor;
    enum drop drop = vp8_parse(payload, &descriptor);
    if (!drop) {
        info->starts_frame = descriptor.starts_partition && descriptor.partition == 0;
        info->starts_keyframe = descriptor.keyframe;
    }
    return drop;
}

uint8_t vp8_short_descriptor(const struct vp8_descriptor *descriptor)
{
    return (uint8_t)((descriptor->non_reference ? 0x20 : 0) |
                     (descriptor->starts_partition ? 0x10 : 0) | descriptor->partition);
}
