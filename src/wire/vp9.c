#include "wire/vp9.h"

/*  0 1 2 3 4 5 6 7
 * |I|P|L|F|B|E|V|Z|
 * |M| PICTURE ID  |  if I, 7 or 15 bits
 * | TID |U| SID |D|  if L
 */
enum drop vp9_inspect(struct bytes payload, struct payload_info *info)
{
    struct reader reader = reader_of(payload);
    uint8_t first = reader_u8(&reader);
    uint8_t spatial_layer = 0;
    if ((first & 0x80) != 0 && (reader_u8(&reader) & 0x80) != 0) {
        reader_u8(&reader);
    }
    if ((first & 0x20) != 0) {
        spatial_layer = reader_u8(&reader) >> 1 & 7;
    }
    if (reader.failed || reader_left(&reader) == 0) {
        return DROP_CODEC_MALFORMED;
    }
    bool is_predicted = (first & 0x40) != 0;
    info->starts_frame = (first & 0x08) != 0 && spatial_layer == 0;
    info->starts_keyframe = info->starts_frame && !is_predicted;
    return DROP_NONE;
}
