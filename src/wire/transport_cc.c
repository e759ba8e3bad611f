#include "wire/transport_cc.h"

enum {
    TYPE_RTPFB = 205,
    FORMAT_TRANSPORT_CC = 15,
    SYMBOL_LOST = 0,
    SYMBOL_SMALL = 1,  /* delta in one byte */
    SYMBOL_LARGE = 2,  /* delta in two, signed */
    CHUNK_SYMBOLS = 7, /* of two bits in a status vector chunk */
};

/* ---- writing: status vector chunks of seven two-bit symbols, whatever is received ---- */

/* The symbol of packet i and its delta to the packet received before. `reader_time` is the
 * time that the reader of this feedback will have reached: where a delta does not fit, the
 * next ones make up for it.
 */
static uint8_t symbol_of(const struct transport_cc *feedback, uint16_t i, int32_t *reader_time,
                         int16_t *delta)
{
    int32_t arrival = feedback->arrival[i];
    if (arrival == TRANSPORT_CC_LOST) {
        return SYMBOL_LOST;
    }
    int64_t exact = (int64_t)arrival - *reader_time;
    *delta = (int16_t)MAX(MIN(exact, INT16_MAX), INT16_MIN);
    *reader_time += *delta;
    return *delta >= 0 && *delta <= UINT8_MAX ? SYMBOL_SMALL : SYMBOL_LARGE;
}

static void write_chunks(struct writer *writer, const struct transport_cc *feedback)
{
    int32_t reader_time = 0;
    int16_t delta;
    for (uint16_t i = 0; i < feedback->count; i += CHUNK_SYMBOLS) {
        uint16_t chunk = 0xc000; /* status vector, two-bit symbols */
        for (uint16_t k = 0; k < CHUNK_SYMBOLS && i + k < feedback->count; k++) {
            uint8_t symbol = symbol_of(feedback, (uint16_t)(i + k), &reader_time, &delta);
            chunk |= (uint16_t)(symbol << (2 * (CHUNK_SYMBOLS - 1 - k)));
        }
        writer_be16(writer, chunk);
    }
}

static void write_deltas(struct writer *writer, const struct transport_cc *feedback)
{
    int32_t reader_time = 0;
    int16_t delta;
    for (uint16_t i = 0; i < feedback->count; i++) {
        switch (symbol_of(feedback, i, &reader_time, &delta)) {
        case SYMBOL_SMALL:
            writer_u8(writer, (uint8_t)delta);
            break;
        case SYMBOL_LARGE:
            writer_be16(writer, (uint16_t)delta);
            break;
        }
    }
}

void transport_cc_write(struct writer *writer, uint32_t sender_ssrc, uint32_t media_ssrc,
                        const struct transport_cc *feedback)
{
    ASSERT(feedback->count <= TRANSPORT_CC_PACKETS_MAX);
    uint8_t *header = rtcp_begin(writer, FORMAT_TRANSPORT_CC, TYPE_RTPFB);
    writer_be32(writer, sender_ssrc);
    writer_be32(writer, media_ssrc);
    writer_be16(writer, feedback->base_sequence);
    writer_be16(writer, feedback->count);
    writer_be24(writer, feedback->reference_time);
    writer_u8(writer, feedback->feedback_count);
    write_chunks(writer, feedback);
    write_deltas(writer, feedback);
    rtcp_end(writer, header);
}

/* ---- reading ---- */

/* Symbols of one chunk into arrival[], as mere symbols for now. */
static void read_chunk(uint16_t chunk, struct transport_cc *feedback, uint16_t *at)
{
    uint16_t count, width = 1;
    bool is_run = (chunk & 0x8000) == 0;
    if (is_run) {
        count = chunk & 0x1fff;
    } else {
        width = (chunk & 0x4000) != 0 ? 2 : 1;
        count = 14 / width;
    }
    for (uint16_t k = 0; k < count && *at < feedback->count; k++) {
        uint16_t symbol =
            is_run ? chunk >> 13 & 3 : chunk >> (14 - width * (k + 1)) & ((1 << width) - 1);
        feedback->arrival[(*at)++] = symbol;
    }
}

enum drop transport_cc_parse(struct bytes fci, struct transport_cc *feedback)
{
    struct reader reader = reader_of(fci);
    feedback->base_sequence = reader_be16(&reader);
    feedback->count = reader_be16(&reader);
    feedback->reference_time = reader_be24(&reader);
    feedback->feedback_count = reader_u8(&reader);
    if (reader.failed || feedback->count == 0 || feedback->count > TRANSPORT_CC_PACKETS_MAX) {
        return DROP_RTCP_MALFORMED;
    }
    for (uint16_t at = 0; at < feedback->count && !reader.failed;) {
        uint16_t before = at;
        read_chunk(reader_be16(&reader), feedback, &at);
        if (at == before) { /* an empty run would never end */
            return DROP_RTCP_MALFORMED;
        }
    }
    int32_t time = 0;
    for (uint16_t i = 0; i < feedback->count; i++) {
        switch (feedback->arrival[i]) {
        case SYMBOL_SMALL:
            time += reader_u8(&reader);
            feedback->arrival[i] = time;
            break;
        case SYMBOL_LARGE:
            time += (int16_t)reader_be16(&reader);
            feedback->arrival[i] = time;
            break;
        default:
            feedback->arrival[i] = TRANSPORT_CC_LOST;
        }
    }
    return reader.failed ? DROP_RTCP_MALFORMED : DROP_NONE;
}
