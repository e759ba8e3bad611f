#include "sim/frame.h"

#include "sim/hash.h"

static uint32_t checksum(const uint8_t *whole, size_t size)
{
    return (uint32_t)fnv1a(FNV1A_START, bytes_of(whole, size - 4));
}

void frame_write(const struct frame *frame, uint8_t *out, size_t size)
{
    static const uint8_t head[10] = {0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0xe0, 0x01};
    ASSERT(size >= FRAME_MIN && size <= FRAME_MAX);
    memcpy(out, head, sizeof(head));
    out[0] |= frame->is_keyframe ? 0 : 1;
    store_be32(out + 10, frame->source);
    store_be32(out + 14, frame->number);
    store_be32(out + 18, (uint32_t)size);
    for (size_t i = 22; i < size - 4; i++) {
        out[i] = (uint8_t)(i * 31 + frame->number * 7 + frame->source);
    }
    store_be32(out + size - 4, checksum(out, size));
}

bool frame_read(struct bytes whole, struct frame *frame)
{
    if (whole.size < FRAME_MIN || load_be32(whole.data + 18) != whole.size ||
        load_be32(whole.data + whole.size - 4) != checksum(whole.data, whole.size)) {
        return false;
    }
    *frame = (struct frame){.is_keyframe = (whole.data[0] & 1) == 0,
                            .source = load_be32(whole.data + 10),
                            .number = load_be32(whole.data + 14)};
    return true;
}
