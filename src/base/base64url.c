#include "base/base64url.h"

static const char letters[65] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void base64url_write(struct writer *writer, struct bytes span)
{
    for (size_t i = 0; i < span.size; i += 3) {
        size_t count = MIN(span.size - i, 3u);
        uint32_t group = (uint32_t)span.data[i] << 16;
        group |= count > 1 ? (uint32_t)span.data[i + 1] << 8 : 0;
        group |= count > 2 ? span.data[i + 2] : 0;
        for (size_t k = 0; k <= count; k++) {
            writer_u8(writer, (uint8_t)letters[group >> (18 - 6 * k) & 63]);
        }
    }
}

static int value_of(uint8_t letter)
{
    const char *at = letter ? memchr(letters, letter, 64) : NULL;
    return at ? (int)(at - letters) : -1;
}

bool base64url_read(struct writer *writer, struct bytes text)
{
    if (text.size % 4 == 1) {
        return false;
    }
    uint32_t group = 0;
    unsigned bits = 0;
    for (size_t i = 0; i < text.size; i++) {
        int value = value_of(text.data[i]);
        if (value < 0) {
            return false;
        }
        group = group << 6 | (uint32_t)value;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            writer_u8(writer, (uint8_t)(group >> bits));
        }
    }
    return !writer->failed && (group & ((1u << bits) - 1)) == 0;
}
