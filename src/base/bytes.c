#include "base/bytes.h"

#include <stdarg.h>

bool bytes_number(struct bytes text, uint64_t max, uint64_t *number)
{
    uint64_t value = 0;
    for (size_t i = 0; i < text.size; i++) {
        uint8_t digit = (uint8_t)(text.data[i] - '0');
        if (digit > 9 || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, digit, &value)) {
            return false;
        }
    }
    if (text.size == 0 || value > max) {
        return false;
    }
    *number = value;
    return true;
}

void writer_format(struct writer *writer, const char *format, ...)
{
    if (writer->failed) {
        return;
    }
    size_t left = (size_t)(writer->end - writer->at);
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf((char *)writer->at, left, format, arguments);
    va_end(arguments);
    /* vsnprintf wants one byte more than the text: its terminating zero. */
    if (length < 0 || (size_t)length >= left) {
        writer->failed = true;
        return;
    }
    writer->at += length;
}
