#include "base/bytes.h"

#include <stdarg.h>

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
