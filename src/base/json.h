/* JSON (RFC 8259), strictly and without allocation: a document becomes a flat array of
 * values in memory of the caller's. And what writing it by hand needs: a string, escaped.
 */
#ifndef PLENARY_BASE_JSON_H
#define PLENARY_BASE_JSON_H

#include "base/bytes.h"

enum { JSON_DEPTH_MAX = 16, JSON_VALUES_MAX = 8192, JSON_MEMBERS_MAX = 512 };

enum json_type {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
};

/* An object's members are its children in turn, each a string (the key) and its value. */
struct json_value {
    enum json_type type;
    uint32_t next;     /* index of what comes after this value and all in it */
    uint32_t count;    /* elements of an array, members of an object */
    struct bytes text; /* a number as it stands; a string, unescaped */
};

struct json_document {
    struct json_value values[JSON_VALUES_MAX];
    uint32_t count;
    char problem[160];
};

/* Parse one value and nothing after it. `memory` takes the strings that had escapes; others borrow
 * from `text`. NULL, or a sentence that says what to mend and where (in document->problem).
 * Refused: more than JSON_DEPTH_MAX deep, a key twice in an object, invalid UTF-8, U+0000.
 */
CHECK const char *json_parse(struct json_document *document, struct bytes text,
                             struct writer *memory);
/* The member of that name of the object at index `object`: its value's index, or 0. */
uint32_t json_member(const struct json_document *document, uint32_t object, const char *name);
/* A whole number in 64 bits; false for anything else. */
CHECK bool json_integer(const struct json_value *value, int64_t *number);

/* Append `text` (UTF-8) with its quotes. */
void json_write_text(struct writer *writer, const char *text);
void json_write_string(struct writer *writer, struct bytes text);

/* Whether the bytes are UTF-8 (RFC 3629): shortest forms, no surrogates. */
bool utf8_is_valid(struct bytes text);

#endif
