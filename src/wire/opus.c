#include "wire/opus.h"

enum {
    CODE_MASK = 0x03,
    CONFIG_MASK = 0xfc, /* mode, bandwidth, frame size, stereo: RFC 6716 3.1 */
    CODE_SINGLE = 0,
    CODE_MANY = 3,
    COUNT_MASK = 0x3f,
    IS_VBR = 0x80,
    DURATION_MAX_US = 120000,
    ONE_BYTE_LENGTH_MAX = 251, /* RFC 6716 3.2.1 */
};

/* RFC 6716 3.1, table 2: SILK, hybrid, CELT. */
static uint32_t frame_us(uint8_t toc)
{
    static const uint32_t silk_us[4] = {10000, 20000, 40000, 60000};
    uint32_t config = toc >> 3;
    if (config < 12) {
        return silk_us[config & 3];
    }
    return config < 16 ? 10000u << (config & 1) : 2500u << (config & 3);
}

uint32_t opus_duration_us(struct bytes packet)
{
    if (packet.size == 0) {
        return 0;
    }
    uint32_t count = 2, code = packet.data[0] & CODE_MASK;
    if (code == CODE_SINGLE) {
        count = 1;
    } else if (code == CODE_MANY) {
        count = packet.size > 1 ? packet.data[1] & COUNT_MASK : 0;
    }
    uint32_t duration_us = count * frame_us(packet.data[0]);
    return duration_us <= DURATION_MAX_US ? duration_us : 0;
}

bool opus_is_joinable(struct bytes packet)
{
    return packet.size > 0 && packet.size <= 1 + OPUS_FRAME_MAX &&
           (packet.data[0] & CODE_MASK) == CODE_SINGLE;
}

static void write_length(struct writer *out, size_t length)
{
    if (length <= ONE_BYTE_LENGTH_MAX) {
        writer_u8(out, (uint8_t)length);
        return;
    }
    uint8_t first = (uint8_t)(252 + (length & 3));
    writer_u8(out, first);
    writer_u8(out, (uint8_t)((length - first) / 4));
}

bool opus_join(const struct bytes *packets, size_t count, struct writer *out)
{
    ASSERT(count >= 1 && count <= OPUS_JOIN_MAX);
    uint8_t toc = packets[0].data[0];
    if (count == 1) {
        writer_put(out, packets[0]);
        return !out->failed;
    }
    if (count * frame_us(toc) > DURATION_MAX_US) {
        return false;
    }
    writer_u8(out, (toc & CONFIG_MASK) | CODE_MANY);
    writer_u8(out, (uint8_t)(IS_VBR | count));
    for (size_t i = 0; i < count; i++) {
        if ((packets[i].data[0] & CONFIG_MASK) != (toc & CONFIG_MASK)) {
            return false;
        }
        if (i + 1 < count) { /* the last one's length is what remains */
            write_length(out, packets[i].size - 1);
        }
    }
    for (size_t i = 0; i < count; i++) {
        writer_put(out, bytes_of(packets[i].data + 1, packets[i].size - 1));
    }
    return !out->failed;
}

static size_t read_length(struct reader *reader)
{
    size_t first = reader_u8(reader);
    return first <= ONE_BYTE_LENGTH_MAX ? first : first + 4u * reader_u8(reader);
}

size_t opus_split(struct bytes packet, struct bytes frames[OPUS_JOIN_MAX])
{
    struct reader reader = reader_of(packet);
    size_t sizes[OPUS_JOIN_MAX];
    if (opus_is_joinable(packet)) {
        frames[0] = bytes_of(packet.data + 1, packet.size - 1);
        return 1;
    }
    uint8_t toc = reader_u8(&reader), head = reader_u8(&reader);
    size_t count = head & COUNT_MASK;
    if ((toc & CODE_MASK) != CODE_MANY || (head & ~COUNT_MASK) != IS_VBR || count == 0 ||
        count > OPUS_JOIN_MAX) {
        return 0;
    }
    for (size_t i = 0; i + 1 < count; i++) {
        sizes[i] = read_length(&reader);
    }
    for (size_t i = 0; i + 1 < count; i++) {
        frames[i] = reader_take(&reader, sizes[i]);
    }
    frames[count - 1] = reader_take(&reader, reader_left(&reader));
    return reader.failed ? 0 : count;
}
