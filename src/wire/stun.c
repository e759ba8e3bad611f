#include "wire/stun.h"

#include "wire/hmac.h"

enum {
    MAGIC_COOKIE = 0x2112a442,
    METHOD_BINDING = 1,
    ATTRIBUTE_USERNAME = 0x0006,
    ATTRIBUTE_MESSAGE_INTEGRITY = 0x0008,
    ATTRIBUTE_ERROR_CODE = 0x0009,
    ATTRIBUTE_REALM = 0x0014,
    ATTRIBUTE_NONCE = 0x0015,
    ATTRIBUTE_XOR_MAPPED_ADDRESS = 0x0020,
    ATTRIBUTE_PRIORITY = 0x0024,
    ATTRIBUTE_USE_CANDIDATE = 0x0025,
    ATTRIBUTE_FINGERPRINT = 0x8028,
    ATTRIBUTE_ICE_CONTROLLED = 0x8029,
    ATTRIBUTE_ICE_CONTROLLING = 0x802a,
    ATTRIBUTE_HEADER_SIZE = 4,
    FINGERPRINT_SIZE = 8, /* with its header */
    INTEGRITY_SIZE = ATTRIBUTE_HEADER_SIZE + HMAC_SHA1_SIZE,
    FAMILY_IPV4 = 1,
    FAMILY_IPV6 = 2,
};
#define FINGERPRINT_XOR 0x5354554eu

bool stun_is(struct bytes datagram)
{
    return datagram.size >= STUN_HEADER_SIZE && datagram.data[0] < 4 &&
           load_be32(datagram.data + 4) == MAGIC_COOKIE;
}

/* ---- CRC-32 (ITU V.42), as FINGERPRINT wants it ---- */

static uint32_t crc32_of(struct bytes span)
{
    static const uint32_t nibbles[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
                                         0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
                                         0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
                                         0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < span.size; i++) {
        crc ^= span.data[i];
        crc = crc >> 4 ^ nibbles[crc & 15];
        crc = crc >> 4 ^ nibbles[crc & 15];
    }
    return ~crc;
}

/* ---- reading ---- */

static bool read_address(struct bytes value, const uint8_t *header, struct address *address)
{
    if (value.size < 8) {
        return false;
    }
    uint8_t family = value.data[1];
    uint16_t port = load_be16(value.data + 2) ^ (MAGIC_COOKIE >> 16);
    const uint8_t *mask = header + 4; /* cookie and transaction id */
    if (family == FAMILY_IPV4 && value.size == 8) {
        const uint8_t *ip = value.data + 4;
        *address = address_of_ipv4(ip[0] ^ mask[0], ip[1] ^ mask[1], ip[2] ^ mask[2],
                                   ip[3] ^ mask[3], port);
        return true;
    }
    if (family == FAMILY_IPV6 && value.size == 20) {
        *address = (struct address){.port = port};
        for (size_t i = 0; i < 16; i++) {
            address->ip[i] = value.data[4 + i] ^ mask[i];
        }
        return true;
    }
    return false;
}

/* RFC 8489 14.8: the class is 3..6, the number 0..99. */
static bool read_error_code(struct bytes value, uint16_t *code)
{
    if (value.size < 4) {
        return false;
    }
    uint8_t class = value.data[2] & 7, number = value.data[3];
    *code = (uint16_t)(class * 100 + number);
    return class >= 3 && class <= 6 && number <= 99;
}

static bool read_attribute(struct stun_message *message, uint16_t type, struct bytes value,
                           const uint8_t *header, size_t at)
{
    switch (type) {
    case ATTRIBUTE_USERNAME:
        message->username = value;
        return value.size > 0 && value.size < 514;
    case ATTRIBUTE_MESSAGE_INTEGRITY:
        message->integrity_at = at;
        return value.size == HMAC_SHA1_SIZE;
    case ATTRIBUTE_FINGERPRINT:
        message->fingerprint_at = at;
        return value.size == 4;
    case ATTRIBUTE_PRIORITY:
        message->has_priority = true;
        message->priority = value.size == 4 ? load_be32(value.data) : 0;
        return value.size == 4;
    case ATTRIBUTE_USE_CANDIDATE:
        message->use_candidate = true;
        return value.size == 0;
    case ATTRIBUTE_ICE_CONTROLLING:
    case ATTRIBUTE_ICE_CONTROLLED:
        message->has_controlling |= type == ATTRIBUTE_ICE_CONTROLLING;
        message->has_controlled |= type == ATTRIBUTE_ICE_CONTROLLED;
        message->tie_breaker = value.size == 8 ? load_be64(value.data) : 0;
        return value.size == 8;
    case ATTRIBUTE_XOR_MAPPED_ADDRESS:
        message->has_mapped_address = true;
        return read_address(value, header, &message->mapped_address);
    case ATTRIBUTE_ERROR_CODE:
        return read_error_code(value, &message->error_code);
    case ATTRIBUTE_REALM:
    case ATTRIBUTE_NONCE:
        return true;
    default:
        if (type < 0x8000 && message->unknown_required == 0) {
            message->unknown_required = type;
        }
        return true;
    }
}

enum drop stun_parse(struct bytes datagram, struct stun_message *message)
{
    if (!stun_is(datagram) || datagram.size > STUN_MESSAGE_MAX) {
        return DROP_STUN_MALFORMED;
    }
    const uint8_t *header = datagram.data;
    uint16_t type = load_be16(header);
    size_t length = load_be16(header + 2);
    if (length % 4 != 0 || length != datagram.size - STUN_HEADER_SIZE) {
        return DROP_STUN_MALFORMED;
    }
    /* RFC 8489 5: method and class bits are interleaved. */
    *message = (struct stun_message){
        .class = (enum stun_class)((type >> 7 & 2) | (type >> 4 & 1)),
        .method = (uint16_t)((type & 0x000f) | (type & 0x00e0) >> 1 | (type & 0x3e00) >> 2),
    };
    memcpy(message->transaction, header + 8, STUN_TRANSACTION_SIZE);
    size_t at = STUN_HEADER_SIZE;
    while (at < datagram.size) {
        uint16_t attribute = load_be16(header + at);
        size_t size = load_be16(header + at + 2);
        size_t padded = (size + 3) & ~(size_t)3;
        if (padded > datagram.size - at - ATTRIBUTE_HEADER_SIZE) {
            return DROP_STUN_MALFORMED;
        }
        struct bytes value = bytes_of(header + at + ATTRIBUTE_HEADER_SIZE, size);
        bool counts = message->integrity_at == 0 || attribute == ATTRIBUTE_FINGERPRINT;
        if (message->fingerprint_at != 0) {
            return DROP_STUN_MALFORMED; /* it must be the last */
        }
        if (counts && !read_attribute(message, attribute, value, header, at)) {
            return DROP_STUN_MALFORMED;
        }
        at += ATTRIBUTE_HEADER_SIZE + padded;
    }
    return DROP_NONE;
}

bool stun_check_integrity(struct bytes datagram, const struct stun_message *message,
                          struct bytes key)
{
    size_t at = message->integrity_at;
    if (at == 0) {
        return false;
    }
    /* The length counts as if MESSAGE-INTEGRITY were the last (RFC 8489 14.5). */
    uint8_t length[2], tag[HMAC_SHA1_SIZE];
    store_be16(length, (uint16_t)(at + INTEGRITY_SIZE - STUN_HEADER_SIZE));
    struct bytes parts[] = {bytes_of(datagram.data, 2), bytes_of(length, 2),
                            bytes_of(datagram.data + 4, at - 4)};
    hmac_sha1(key, parts, COUNT_OF(parts), tag);
    return bytes_equal_constant_time(tag, datagram.data + at + ATTRIBUTE_HEADER_SIZE,
                                     HMAC_SHA1_SIZE);
}

bool stun_check_fingerprint(struct bytes datagram, const struct stun_message *message)
{
    size_t at = message->fingerprint_at;
    return at == 0 || (crc32_of(bytes_of(datagram.data, at)) ^ FINGERPRINT_XOR) ==
                          load_be32(datagram.data + at + ATTRIBUTE_HEADER_SIZE);
}

/* ---- writing ---- */

static void write_attribute(struct writer *writer, uint16_t type, struct bytes value)
{
    static const uint8_t zeros[3] = {0};
    writer_be16(writer, type);
    writer_be16(writer, (uint16_t)value.size);
    writer_put(writer, value);
    writer_put(writer, bytes_of(zeros, (4 - value.size % 4) % 4));
}

static void write_address(struct writer *writer, const struct address *address,
                          const uint8_t *transaction)
{
    uint8_t value[20] = {0}, mask[16];
    store_be32(mask, MAGIC_COOKIE);
    memcpy(mask + 4, transaction, STUN_TRANSACTION_SIZE);
    bool ipv4 = address_is_ipv4(address);
    size_t ip_size = ipv4 ? 4 : 16;
    const uint8_t *ip = address->ip + (ipv4 ? 12 : 0);
    value[1] = ipv4 ? FAMILY_IPV4 : FAMILY_IPV6;
    store_be16(value + 2, address->port ^ (MAGIC_COOKIE >> 16));
    for (size_t i = 0; i < ip_size; i++) {
        value[4 + i] = ip[i] ^ mask[i];
    }
    write_attribute(writer, ATTRIBUTE_XOR_MAPPED_ADDRESS, bytes_of(value, 4 + ip_size));
}

static void write_attributes(struct writer *writer, const struct stun_message *message)
{
    uint8_t value[8] = {0};
    if (message->username.size > 0) {
        write_attribute(writer, ATTRIBUTE_USERNAME, message->username);
    }
    if (message->has_priority) {
        store_be32(value, message->priority);
        write_attribute(writer, ATTRIBUTE_PRIORITY, bytes_of(value, 4));
    }
    if (message->use_candidate) {
        write_attribute(writer, ATTRIBUTE_USE_CANDIDATE, (struct bytes){0});
    }
    if (message->has_controlling || message->has_controlled) {
        store_be64(value, message->tie_breaker);
        write_attribute(
            writer, message->has_controlling ? ATTRIBUTE_ICE_CONTROLLING : ATTRIBUTE_ICE_CONTROLLED,
            bytes_of(value, 8));
    }
    if (message->has_mapped_address) {
        write_address(writer, &message->mapped_address, message->transaction);
    }
    if (message->error_code != 0) {
        memset(value, 0, sizeof(value));
        value[2] = (uint8_t)(message->error_code / 100);
        value[3] = (uint8_t)(message->error_code % 100);
        write_attribute(writer, ATTRIBUTE_ERROR_CODE, bytes_of(value, 4));
    }
}

void stun_write(struct writer *writer, const struct stun_message *message, struct bytes key)
{
    uint8_t *header = writer_reserve(writer, STUN_HEADER_SIZE);
    if (!header) {
        return;
    }
    uint16_t class_bits = (uint16_t)((message->class & 2) << 7 | (message->class & 1) << 4);
    store_be16(header, METHOD_BINDING | class_bits);
    store_be32(header + 4, MAGIC_COOKIE);
    memcpy(header + 8, message->transaction, STUN_TRANSACTION_SIZE);
    write_attributes(writer, message);

    uint8_t tag[HMAC_SHA1_SIZE], crc[4];
    size_t size = (size_t)(writer->at - header);
    store_be16(header + 2, (uint16_t)(size + INTEGRITY_SIZE - STUN_HEADER_SIZE));
    struct bytes whole = bytes_of(header, size);
    hmac_sha1(key, &whole, 1, tag);
    write_attribute(writer, ATTRIBUTE_MESSAGE_INTEGRITY, bytes_of(tag, sizeof(tag)));

    size = (size_t)(writer->at - header);
    store_be16(header + 2, (uint16_t)(size + FINGERPRINT_SIZE - STUN_HEADER_SIZE));
    store_be32(crc, crc32_of(bytes_of(header, size)) ^ FINGERPRINT_XOR);
    write_attribute(writer, ATTRIBUTE_FINGERPRINT, bytes_of(crc, sizeof(crc)));
}
