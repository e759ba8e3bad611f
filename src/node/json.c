#include "node/json.h"

void json_write_text(struct writer *writer, const char *text)
{
    writer_u8(writer, '"');
    for (const char *at = text; *at; at++) {
        uint8_t letter = (uint8_t)*at;
        if (letter == '"' || letter == '\\') {
            writer_u8(writer, '\\');
            writer_u8(writer, letter);
        } else if (letter < 0x20 || letter == 0x7f) {
            writer_format(writer, "\\u%04x", letter);
        } else {
            writer_u8(writer, letter);
        }
    }
    writer_u8(writer, '"');
}
