#include "wire/h264.h"

enum { NAL_IDR = 5, NAL_SPS = 7, NAL_STAP_A = 24, NAL_FU_A = 28, NAL_TYPE_MASK = 0x1f };

static bool starts_picture(uint8_t type)
{
    return type == NAL_IDR || type == NAL_SPS;
}

enum drop h264_inspect(struct bytes payload, struct payload_info *info)
{
    struct reader reader = reader_of(payload);
    uint8_t type = reader_u8(&reader) & NAL_TYPE_MASK;
    *info = (struct payload_info){.starts_frame = true};
    if (type == NAL_FU_A) {
        uint8_t header = reader_u8(&reader);
        info->starts_frame = (header & 0x80) != 0;
        info->starts_keyframe = info->starts_frame && starts_picture(header & NAL_TYPE_MASK);
    } else if (type == NAL_STAP_A) {
        do {
            struct bytes unit = reader_take(&reader, reader_be16(&reader));
            if (unit.size == 0) {
                return DROP_CODEC_MALFORMED;
            }
            info->starts_keyframe |= starts_picture(unit.data[0] & NAL_TYPE_MASK);
        } while (reader_left(&reader) > 0);
    } else {
        info->starts_keyframe = starts_picture(type);
    }
    return reader.failed || type == 0 ? DROP_CODEC_MALFORMED : DROP_NONE;
}
