/* RTP: the parts of a packet make up the whole, extensions lie within it, and what is
 * written is read.
 */
#include "wire/rtp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_extensions(const struct rtp_packet *packet)
{
    const uint8_t *start = packet->extensions.data;
    for (unsigned i = 0; i <= 16; i++) {
        /* All ids of the one-byte form; of the two-byte form one that the input chooses. */
        uint8_t id = i < 16 ? (uint8_t)i : (uint8_t)packet->sequence;
        struct bytes value = {0};
        if (rtp_find_extension(packet, id, &value)) {
            ASSERT(id != 0 && packet->extension_profile != 0);
            ASSERT(value.data > start);
            ASSERT(value.data + value.size <= start + packet->extensions.size);
        }
    }
}

static void check_again(const struct rtp_packet *packet)
{
    uint8_t header[RTP_HEADER_SIZE];
    struct rtp_packet again, bare = *packet;
    bare.padding_size = 0; /* it stands behind the payload, which is not written here */
    rtp_write_header(header, &bare);
    ASSERT(!rtp_parse(bytes_of(header, sizeof(header)), &again));
    ASSERT(again.marker == packet->marker && again.payload_type == packet->payload_type);
    ASSERT(again.sequence == packet->sequence && again.timestamp == packet->timestamp);
    ASSERT(again.ssrc == packet->ssrc && again.header_size == RTP_HEADER_SIZE);
    ASSERT(again.payload.size == 0 && again.padding_size == 0 && again.extension_profile == 0);
}

static void check_sequence(const uint8_t *data)
{
    uint64_t highest = load_be64(data) >> 8; /* 56 bits: more than 48, and no overflow */
    uint16_t sequence = load_be16(data + 8);
    uint64_t extended = rtp_extend_sequence(highest, sequence);
    ASSERT((uint16_t)extended == sequence);
    uint64_t distance = extended > highest ? extended - highest : highest - extended;
    ASSERT(distance <= 0x8000 || highest < 0x8000);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > RTP_PACKET_MAX) {
        return 0;
    }
    struct bytes datagram = bytes_of(data, size);
    struct rtp_packet packet;
    size_t header_size = rtp_header_size(datagram);
    enum drop drop = rtp_parse(datagram, &packet);
    ASSERT(drop == DROP_NONE || drop == DROP_RTP_MALFORMED);
    ASSERT(header_size <= size && (drop || header_size >= RTP_HEADER_SIZE));
    if (size >= RTP_HEADER_SIZE) {
        check_sequence(data);
    }
    if (drop) {
        return 0;
    }
    ASSERT(packet.header_size == header_size && packet.payload.data == data + header_size);
    ASSERT(packet.payload.size <= size - header_size); /* the sum below may wrap around */
    ASSERT(header_size + packet.payload.size + packet.padding_size == size);
    ASSERT((packet.extension_profile != 0 || packet.extensions.size == 0) || data[0] & 0x10);
    check_extensions(&packet);
    check_again(&packet);
    return 0;
}
