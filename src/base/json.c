#include "base/json.h"

#include <stdarg.h>

/* ---- UTF-8 ---- */

/* Bytes of the UTF-8 character at `at`, or 0 when it is none. */
static size_t utf8_size(const uint8_t *at, const uint8_t *end)
{
    uint8_t first = at[0];
    size_t size = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (size == 0 || first > 0xf4 || (size_t)(end - at) < size) {
        return 0;
    }
    for (size_t i = 1; i < size; i++) {
        if ((at[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    /* Longer than needed, a surrogate, or beyond U+10FFFF. */
    if ((first == 0xe0 && at[1] < 0xa0) || (first == 0xed && at[1] > 0x9f) ||
        (first == 0xf0 && at[1] < 0x90) || (first == 0xf4 && at[1] > 0x8f)) {
        return 0;
    }
    return size;
}

bool utf8_is_valid(struct bytes text)
{
    const uint8_t *at = text.data, *end = at + text.size;
    while (at < end) {
        size_t size = utf8_size(at, end);
        if (size == 0) {
            return false;
        }
        at += size;
    }
    return true;
}

static void write_utf8(struct writer *writer, uint32_t code)
{
    if (code < 0x80) {
        writer_u8(writer, (uint8_t)code);
    } else if (code < 0x800) {
        writer_u8(writer, (uint8_t)(0xc0 | code >> 6));
        writer_u8(writer, (uint8_t)(0x80 | (code & 0x3f)));
    } else if (code < 0x10000) {
        writer_u8(writer, (uint8_t)(0xe0 | code >> 12));
        writer_u8(writer, (uint8_t)(0x80 | (code >> 6 & 0x3f)));
        writer_u8(writer, (uint8_t)(0x80 | (code & 0x3f)));
    } else {
        writer_u8(writer, (uint8_t)(0xf0 | code >> 18));
        writer_u8(writer, (uint8_t)(0x80 | (code >> 12 & 0x3f)));
        writer_u8(writer, (uint8_t)(0x80 | (code >> 6 & 0x3f)));
        writer_u8(writer, (uint8_t)(0x80 | (code & 0x3f)));
    }
}

/* ---- reading ---- */

struct parse {
    struct json_document *document;
    const uint8_t *start, *at, *end;
    struct writer *memory;
};

static bool fail(struct parse *parse, const char *format, ...)
{
    va_list arguments;
    char *problem = parse->document->problem;
    size_t size = sizeof(parse->document->problem);
    va_start(arguments, format);
    int used = vsnprintf(problem, size, format, arguments);
    va_end(arguments);
    if (used >= 0 && (size_t)used < size) {
        snprintf(problem + used, size - (size_t)used, " (at byte %zu).",
                 (size_t)(parse->at - parse->start));
    }
    return false;
}

static void skip_space(struct parse *parse)
{
    while (parse->at < parse->end &&
           (*parse->at == ' ' || *parse->at == '\t' || *parse->at == '\n' || *parse->at == '\r')) {
        parse->at++;
    }
}

static bool take_if(struct parse *parse, char letter)
{
    skip_space(parse);
    if (parse->at < parse->end && *parse->at == (uint8_t)letter) {
        parse->at++;
        return true;
    }
    return false;
}

static bool read_hex4(struct parse *parse, uint32_t *value)
{
    *value = 0;
    for (int i = 0; i < 4; i++, parse->at++) {
        uint8_t c = parse->at < parse->end ? *parse->at : 0;
        uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                                : 16;
        if (digit == 16) {
            return fail(parse, "\\u needs four hex digits");
        }
        *value = *value << 4 | digit;
    }
    return true;
}

static bool read_unicode_escape(struct parse *parse)
{
    uint32_t code, low;
    if (!read_hex4(parse, &code)) {
        return false;
    }
    if (code >= 0xd800 && code < 0xdc00 && parse->end - parse->at >= 2 && parse->at[0] == '\\' &&
        parse->at[1] == 'u') {
        parse->at += 2;
        if (!read_hex4(parse, &low)) {
            return false;
        }
        if (low < 0xdc00 || low > 0xdfff) {
            return fail(parse, "Half a surrogate pair is no character");
        }
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    if (code == 0 || (code >= 0xd800 && code < 0xe000)) {
        return fail(parse,
                    code ? "Half a surrogate pair is no character" : "U+0000 is not allowed");
    }
    write_utf8(parse->memory, code);
    return true;
}

static bool read_escape(struct parse *parse)
{
    static const char escapes[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    uint8_t letter = parse->at < parse->end ? *parse->at : 0;
    if (letter == 'u') {
        parse->at++;
        return read_unicode_escape(parse);
    }
    const char *found = letter ? strchr(escapes, letter) : NULL;
    if (!found) {
        return fail(parse, "A backslash stands before something that needs none");
    }
    parse->at++;
    writer_u8(parse->memory, (uint8_t)meant[found - escapes]);
    return true;
}

/* After the opening quote. Without escapes the text is borrowed; with, it is written out. */
static bool read_string(struct parse *parse, struct bytes *text)
{
    const uint8_t *plain = parse->at;
    const uint8_t *written = NULL;
    while (parse->at < parse->end && *parse->at != '"') {
        if (*parse->at == '\\') {
            if (!written) {
                written = parse->memory->at;
            }
            writer_put(parse->memory, bytes_of(plain, (size_t)(parse->at - plain)));
            parse->at++;
            if (!read_escape(parse)) {
                return false;
            }
            plain = parse->at;
            continue;
        }
        if (*parse->at < 0x20) {
            return fail(parse, "A control character in a string must be escaped");
        }
        size_t size = utf8_size(parse->at, parse->end);
        if (size == 0) {
            return fail(parse, "This is not UTF-8");
        }
        parse->at += size;
    }
    if (parse->at == parse->end) {
        return fail(parse, "A string is not closed");
    }
    if (written) {
        writer_put(parse->memory, bytes_of(plain, (size_t)(parse->at - plain)));
        *text = bytes_of(written, (size_t)(parse->memory->at - written));
    } else {
        *text = bytes_of(plain, (size_t)(parse->at - plain));
    }
    parse->at++;
    return !parse->memory->failed || fail(parse, "The message's texts are too large");
}

static size_t take_digits(struct parse *parse)
{
    const uint8_t *start = parse->at;
    while (parse->at < parse->end && *parse->at >= '0' && *parse->at <= '9') {
        parse->at++;
    }
    return (size_t)(parse->at - start);
}

/* RFC 8259 6. */
static bool read_number(struct parse *parse, struct bytes *text)
{
    const uint8_t *start = parse->at;
    parse->at += *parse->at == '-';
    bool is_zero = parse->at < parse->end && *parse->at == '0';
    size_t digits = take_digits(parse);
    bool is_good = digits == 1 || (digits > 1 && !is_zero);
    if (is_good && parse->at < parse->end && *parse->at == '.') {
        parse->at++;
        is_good = take_digits(parse) > 0;
    }
    if (is_good && parse->at < parse->end && (*parse->at == 'e' || *parse->at == 'E')) {
        parse->at++;
        parse->at += parse->at < parse->end && (*parse->at == '+' || *parse->at == '-');
        is_good = take_digits(parse) > 0;
    }
    *text = bytes_of(start, (size_t)(parse->at - start));
    return is_good || fail(parse, "This is not a number");
}

static bool read_value(struct parse *parse, uint32_t depth);

static struct json_value *add_value(struct parse *parse, enum json_type type)
{
    struct json_document *document = parse->document;
    if (document->count == JSON_VALUES_MAX) {
        (void)fail(parse, "The message has more than %d values", JSON_VALUES_MAX);
        return NULL;
    }
    struct json_value *value = &document->values[document->count++];
    *value = (struct json_value){.type = type, .next = document->count};
    return value;
}

static bool key_is_new(struct parse *parse, uint32_t object, struct bytes key)
{
    const struct json_value *values = parse->document->values;
    for (uint32_t i = 0, at = object + 1; i < values[object].count; i++) {
        if (bytes_equal(values[at].text, key)) {
            return fail(parse, "The key \"%.*s\" stands twice in one object",
                        (int)MIN(key.size, 60u), (const char *)key.data);
        }
        at = values[at + 1].next;
    }
    return true;
}

static bool read_object(struct parse *parse, uint32_t depth)
{
    struct json_value *object = add_value(parse, JSON_OBJECT);
    if (!object) {
        return false;
    }
    uint32_t index = parse->document->count - 1;
    if (!take_if(parse, '}')) {
        do {
            struct bytes key;
            if (!take_if(parse, '"')) {
                return fail(parse, "A member of an object must begin with its key in quotes");
            }
            if (object->count == JSON_MEMBERS_MAX) {
                return fail(parse, "An object has more than %d members", JSON_MEMBERS_MAX);
            }
            if (!read_string(parse, &key) || !key_is_new(parse, index, key)) {
                return false;
            }
            struct json_value *value = add_value(parse, JSON_STRING);
            if (!value) {
                return false;
            }
            value->text = key;
            if (!take_if(parse, ':')) {
                return fail(parse, "A colon must follow a key");
            }
            if (!read_value(parse, depth)) {
                return false;
            }
            object->count++;
        } while (take_if(parse, ','));
        if (!take_if(parse, '}')) {
            return fail(parse, "An object is not closed");
        }
    }
    object->next = parse->document->count;
    return true;
}

static bool read_array(struct parse *parse, uint32_t depth)
{
    struct json_value *array = add_value(parse, JSON_ARRAY);
    if (!array) {
        return false;
    }
    if (!take_if(parse, ']')) {
        do {
            if (!read_value(parse, depth)) {
                return false;
            }
            array->count++;
        } while (take_if(parse, ','));
        if (!take_if(parse, ']')) {
            return fail(parse, "An array is not closed");
        }
    }
    array->next = parse->document->count;
    return true;
}

static bool read_word(struct parse *parse, const char *word, enum json_type type)
{
    size_t size = strlen(word);
    if ((size_t)(parse->end - parse->at) < size || memcmp(parse->at, word, size) != 0) {
        return fail(parse, "This is not JSON");
    }
    parse->at += size;
    return add_value(parse, type) != NULL;
}

/* `depth` counts the arrays and objects around this value. */
static bool read_value(struct parse *parse, uint32_t depth)
{
    skip_space(parse);
    uint8_t first = parse->at < parse->end ? *parse->at : 0;
    if (first == '{' || first == '[') {
        if (depth == JSON_DEPTH_MAX) {
            return fail(parse, "Arrays and objects may be at most %d deep", JSON_DEPTH_MAX);
        }
        parse->at++;
        return first == '{' ? read_object(parse, depth + 1) : read_array(parse, depth + 1);
    }
    if (first == '"') {
        struct json_value *value = add_value(parse, JSON_STRING);
        parse->at++;
        return value && read_string(parse, &value->text);
    }
    if (first == '-' || (first >= '0' && first <= '9')) {
        struct json_value *value = add_value(parse, JSON_NUMBER);
        return value && read_number(parse, &value->text);
    }
    return first == 't'   ? read_word(parse, "true", JSON_TRUE)
           : first == 'f' ? read_word(parse, "false", JSON_FALSE)
                          : read_word(parse, "null", JSON_NULL);
}

const char *json_parse(struct json_document *document, struct bytes text, struct writer *memory)
{
    struct parse parse = {document, text.data, text.data, text.data + text.size, memory};
    document->count = 0;
    document->problem[0] = 0;
    if (!read_value(&parse, 0)) {
        return document->problem;
    }
    skip_space(&parse);
    if (parse.at != parse.end) {
        (void)fail(&parse, "Something follows the end of the JSON");
        return document->problem;
    }
    return NULL;
}

uint32_t json_member(const struct json_document *document, uint32_t object, const char *name)
{
    const struct json_value *values = document->values;
    if (values[object].type != JSON_OBJECT) {
        return 0;
    }
    for (uint32_t i = 0, at = object + 1; i < values[object].count; i++) {
        if (bytes_equal_text(values[at].text, name)) {
            return at + 1;
        }
        at = values[at + 1].next;
    }
    return 0;
}

bool json_integer(const struct json_value *value, int64_t *number)
{
    struct bytes text = value->text;
    if (value->type != JSON_NUMBER || text.size > 19) {
        return false;
    }
    bool is_negative = text.data[0] == '-';
    int64_t sum = 0;
    for (size_t i = is_negative; i < text.size; i++) {
        int digit = text.data[i] - '0';
        if (digit < 0 || digit > 9 || __builtin_mul_overflow(sum, 10, &sum) ||
            __builtin_add_overflow(sum, digit, &sum)) {
            return false;
        }
    }
    *number = is_negative ? -sum : sum;
    return true;
}

/* ---- writing ---- */

void json_write_string(struct writer *writer, struct bytes text)
{
    writer_u8(writer, '"');
    for (size_t i = 0; i < text.size; i++) {
        uint8_t letter = text.data[i];
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

void json_write_text(struct writer *writer, const char *text)
{
    json_write_string(writer, bytes_of_text(text));
}
