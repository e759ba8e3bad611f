/* Bytes and cursors over them: a borrowed span, big-endian loads and stores, and
 * a reader and a writer that fail once and stay failed, so that a parser checks
 * at the end of a structure and not at each field.
 */
#ifndef PLENARY_BASE_BYTES_H
#define PLENARY_BASE_BYTES_H

#include "base/base.h"

/* A borrowed span; valid until the call that received it returns. */
struct bytes {
    const uint8_t *data;
    size_t size;
};

static inline struct bytes bytes_of(const void *data, size_t size)
{
    return (struct bytes){.data = data, .size = size};
}

static inline struct bytes bytes_of_text(const char *text)
{
    return bytes_of(text, strlen(text));
}

static inline bool bytes_equal(struct bytes a, struct bytes b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static inline bool bytes_equal_text(struct bytes a, const char *text)
{
    return bytes_equal(a, bytes_of_text(text));
}

/* As much of a UTF-8 text as fits `max` bytes, without a part of a character. */
static inline struct bytes bytes_whole_characters(struct bytes text, size_t max)
{
    size_t size = text.size <= max ? text.size : max;
    while (size > 0 && size < text.size && (text.data[size] & 0xc0) == 0x80) {
        size--;
    }
    return bytes_of(text.data, size);
}

/* A whole number: decimal digits alone, at most `max`. False: it is none; *number is unchanged. */
CHECK bool bytes_number(struct bytes text, uint64_t max, uint64_t *number);

/* Compare in time that depends on the size alone: for tags and tokens. */
static inline bool bytes_equal_constant_time(const uint8_t *a, const uint8_t *b, size_t size)
{
    volatile uint8_t difference = 0;
    for (size_t i = 0; i < size; i++) {
        difference |= (uint8_t)(a[i] ^ b[i]);
    }
    return difference == 0;
}

static inline uint16_t load_be16(const uint8_t *p)
{
    return (uint16_t)(p[0] << 8 | p[1]);
}

static inline uint32_t load_be24(const uint8_t *p)
{
    return (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
}

static inline uint32_t load_be32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static inline uint64_t load_be64(const uint8_t *p)
{
    return (uint64_t)load_be32(p) << 32 | load_be32(p + 4);
}

static inline void store_be16(uint8_t *p, uint16_t value)
{
    p[0] = (uint8_t)(value >> 8);
    p[1] = (uint8_t)value;
}

static inline void store_be24(uint8_t *p, uint32_t value)
{
    p[0] = (uint8_t)(value >> 16);
    p[1] = (uint8_t)(value >> 8);
    p[2] = (uint8_t)value;
}

static inline void store_be32(uint8_t *p, uint32_t value)
{
    p[0] = (uint8_t)(value >> 24);
    p[1] = (uint8_t)(value >> 16);
    p[2] = (uint8_t)(value >> 8);
    p[3] = (uint8_t)value;
}

static inline void store_be64(uint8_t *p, uint64_t value)
{
    store_be32(p, (uint32_t)(value >> 32));
    store_be32(p + 4, (uint32_t)value);
}

static inline uint32_t load_le32(const uint8_t *p)
{
    return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

static inline uint16_t load_le16(const uint8_t *p)
{
    return (uint16_t)(p[1] << 8 | p[0]);
}

static inline uint64_t load_le64(const uint8_t *p)
{
    return (uint64_t)load_le32(p + 4) << 32 | load_le32(p);
}

/* ---- reader: reading past the end fails it, and every later read gives 0 ---- */

struct reader {
    const uint8_t *at;
    const uint8_t *end;
    bool failed;
};

static inline struct reader reader_of(struct bytes span)
{
    return (struct reader){.at = span.data, .end = span.data ? span.data + span.size : NULL};
}

static inline size_t reader_left(const struct reader *reader)
{
    return (size_t)(reader->end - reader->at);
}

/* Take `size` bytes, borrowed from the reader's span; an empty span on failure. */
static inline struct bytes reader_take(struct reader *reader, size_t size)
{
    if (reader->failed || reader_left(reader) < size) {
        reader->failed = true;
        return (struct bytes){0};
    }
    struct bytes taken = bytes_of(reader->at, size);
    reader->at += size;
    return taken;
}

static inline uint8_t reader_u8(struct reader *reader)
{
    struct bytes taken = reader_take(reader, 1);
    return taken.data ? taken.data[0] : 0;
}

static inline uint16_t reader_be16(struct reader *reader)
{
    struct bytes taken = reader_take(reader, 2);
    return taken.data ? load_be16(taken.data) : 0;
}

static inline uint32_t reader_be24(struct reader *reader)
{
    struct bytes taken = reader_take(reader, 3);
    return taken.data ? load_be24(taken.data) : 0;
}

static inline uint32_t reader_be32(struct reader *reader)
{
    struct bytes taken = reader_take(reader, 4);
    return taken.data ? load_be32(taken.data) : 0;
}

static inline uint64_t reader_be64(struct reader *reader)
{
    struct bytes taken = reader_take(reader, 8);
    return taken.data ? load_be64(taken.data) : 0;
}

/* ---- writer: writing past the end fails it, and nothing more is written ---- */

struct writer {
    uint8_t *start;
    uint8_t *at;
    uint8_t *end;
    bool failed;
};

static inline struct writer writer_of(void *buffer, size_t size)
{
    uint8_t *start = buffer;
    return (struct writer){.start = start, .at = start, .end = start + size};
}

/* What has been written so far. */
static inline struct bytes writer_bytes(const struct writer *writer)
{
    return bytes_of(writer->start, (size_t)(writer->at - writer->start));
}

/* Room for `size` bytes, for the caller to fill; NULL when there is none. */
static inline uint8_t *writer_reserve(struct writer *writer, size_t size)
{
    if (writer->failed || (size_t)(writer->end - writer->at) < size) {
        writer->failed = true;
        return NULL;
    }
    uint8_t *room = writer->at;
    writer->at += size;
    return room;
}

static inline void writer_put(struct writer *writer, struct bytes span)
{
    uint8_t *room = writer_reserve(writer, span.size);
    if (room && span.size > 0) {
        memcpy(room, span.data, span.size);
    }
}

static inline void writer_text(struct writer *writer, const char *text)
{
    writer_put(writer, bytes_of_text(text));
}

/* printf into the writer; defined in bytes.c. */
void writer_format(struct writer *writer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static inline void writer_u8(struct writer *writer, uint8_t value)
{
    uint8_t *room = writer_reserve(writer, 1);
    if (room) {
        room[0] = value;
    }
}

static inline void writer_be16(struct writer *writer, uint16_t value)
{
    uint8_t *room = writer_reserve(writer, 2);
    if (room) {
        store_be16(room, value);
    }
}

static inline void writer_be24(struct writer *writer, uint32_t value)
{
    uint8_t *room = writer_reserve(writer, 3);
    if (room) {
        store_be24(room, value);
    }
}

static inline void writer_be32(struct writer *writer, uint32_t value)
{
    uint8_t *room = writer_reserve(writer, 4);
    if (room) {
        store_be32(room, value);
    }
}

static inline void writer_be64(struct writer *writer, uint64_t value)
{
    uint8_t *room = writer_reserve(writer, 8);
    if (room) {
        store_be64(room, value);
    }
}

#endif
