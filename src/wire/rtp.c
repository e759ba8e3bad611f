#include "wire/rtp.h"

enum { EXTENSION_ONE_BYTE = 0xbede, EXTENSION_TWO_BYTE = 0x1000 };

size_t rtp_header_size(struct bytes datagram)
{
    if (datagram.size < RTP_HEADER_SIZE || datagram.data[0] >> 6 != 2) {
        return 0;
    }
    size_t size = RTP_HEADER_SIZE + 4u * (datagram.data[0] & 0x0f);
    if ((datagram.data[0] & 0x10) != 0) {
        if (datagram.size < size + 4) {
            return 0;
        }
        size += 4 + 4u * load_be16(datagram.data + size + 2);
    }
    return size <= datagram.size ? size : 0;
}

enum drop rtp_parse(struct bytes datagram, struct rtp_packet *packet)
{
    size_t header_size = rtp_header_size(datagram);
    if (header_size == 0) {
        return DROP_RTP_MALFORMED;
    }
    const uint8_t *data = datagram.data;
    size_t padding_size = 0;
    if ((data[0] & 0x20) != 0) {
        padding_size = data[datagram.size - 1];
        if (padding_size == 0 || padding_size > datagram.size - header_size) {
            return DROP_RTP_MALFORMED;
        }
    }
    *packet = (struct rtp_packet){
        .marker = (data[1] & 0x80) != 0,
        .payload_type = data[1] & 0x7f,
        .sequence = load_be16(data + 2),
        .timestamp = load_be32(data + 4),
        .ssrc = load_be32(data + 8),
        .header_size = header_size,
        .payload = bytes_of(data + header_size, datagram.size - header_size - padding_size),
        .padding_size = (uint8_t)padding_size,
    };
    if ((data[0] & 0x10) != 0) {
        size_t at = RTP_HEADER_SIZE + 4u * (data[0] & 0x0f);
        packet->extension_profile = load_be16(data + at);
        packet->extensions = bytes_of(data + at + 4, header_size - at - 4);
    }
    return DROP_NONE;
}

/* RFC 8285 4.2: id and length - 1 share a byte; a zero byte is padding; id 15, and id 0 with
 * a length, end the list.
 */
static bool next_one_byte(struct reader *reader, uint8_t *id, struct bytes *value)
{
    uint8_t first = reader_u8(reader);
    *id = first >> 4;
    if (*id == 15 || (*id == 0 && first != 0)) {
        return false;
    }
    *value = first == 0 ? (struct bytes){0} : reader_take(reader, (first & 0x0fu) + 1);
    return !reader->failed;
}

/* RFC 8285 4.3: id, length. */
static bool next_two_byte(struct reader *reader, uint8_t *id, struct bytes *value)
{
    *id = reader_u8(reader);
    *value = *id == 0 ? (struct bytes){0} : reader_take(reader, reader_u8(reader));
    return !reader->failed;
}

bool rtp_find_extension(const struct rtp_packet *packet, uint8_t id, struct bytes *value)
{
    bool one_byte = packet->extension_profile == EXTENSION_ONE_BYTE;
    if (id == 0 || (!one_byte && (packet->extension_profile & 0xfff0) != EXTENSION_TWO_BYTE)) {
        return false;
    }
    struct reader reader = reader_of(packet->extensions);
    while (reader_left(&reader) > 0) {
        uint8_t found;
        bool good = one_byte ? next_one_byte(&reader, &found, value)
                             : next_two_byte(&reader, &found, value);
        if (!good) {
            return false;
        }
        if (found == id) {
            return true;
        }
    }
    return false;
}

void rtp_write_header(uint8_t out[RTP_HEADER_SIZE], const struct rtp_packet *packet)
{
    out[0] = (uint8_t)(2 << 6 | (packet->padding_size > 0 ? 0x20 : 0));
    out[1] = (uint8_t)((packet->marker ? 0x80 : 0) | packet->payload_type);
    store_be16(out + 2, packet->sequence);
    store_be32(out + 4, packet->timestamp);
    store_be32(out + 8, packet->ssrc);
}

uint64_t rtp_extend_sequence(uint64_t highest, uint16_t sequence)
{
    int16_t ahead = (int16_t)(sequence - (uint16_t)highest);
    if (ahead < 0 && (uint64_t)-ahead > highest) {
        return sequence; /* before the beginning of time */
    }
    return (uint64_t)((int64_t)highest + ahead);
}
