/* The one thing that writing JSON by hand needs: a string, escaped (RFC 8259 7). */
#ifndef PLENARY_NODE_JSON_H
#define PLENARY_NODE_JSON_H

#include "base/bytes.h"

/* Append `text` (UTF-8) with its quotes. */
void json_write_text(struct writer *writer, const char *text);

#endif
