#include "wire/av1.h"

/*  0 1 2 3 4 5 6 7
 * |Z|Y| W |N|-|-|-|   N: first packet of a new coded video sequence
 */
enum drop av1_inspect(struct bytes payload, struct payload_info *info)
{
    if (payload.size < 2) {
        return DROP_CODEC_MALFORMED;
    }
    uint8_t header = payload.data[0];
    bool continues = (header & 0x80) != 0;
    info->starts_frame = !continues;
    info->starts_keyframe = (header & 0x08) != 0;
    return continues && info->starts_keyframe ? DROP_CODEC_MALFORMED : DROP_NONE;
}
