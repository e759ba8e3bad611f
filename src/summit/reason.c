#include "summit/reason.h"

#include "base/json.h"

static const struct {
    const char *code;
    int status;
} classes[] = {[REFUSED_NOT] = {"none", 200},
#define X(refusal, code, status) [refusal] = {code, status},
               REFUSAL_TABLE(X)
#undef X
};

static const struct {
    const char *id, *sentence;
    enum summit_refusal refusal;
} reasons[REASON_COUNT] = {[REASON_NONE] = {"none", "", REFUSED_NOT},
#define X(reason, id, refusal, sentence) [reason] = {id, sentence, refusal},
                           REASON_TABLE(X)
#undef X
};

/* What a sentence may name, and where grounds have it. */
static const struct value {
    const char *name;
    size_t offset;
    bool is_text;
} values[] = {
#define X(name) {#name, offsetof(struct grounds, name), false},
    REASON_NUMBERS(X)
#undef X
#define X(name) {#name, offsetof(struct grounds, name), true},
        REASON_TEXTS(X)
#undef X
};

const char *refusal_code(enum summit_refusal refusal)
{
    return classes[refusal].code;
}

int refusal_status(enum summit_refusal refusal)
{
    return classes[refusal].status;
}

const char *reason_id(enum reason reason)
{
    return reasons[reason].id;
}

const char *reason_sentence(enum reason reason)
{
    return reasons[reason].sentence;
}

enum summit_refusal reason_refusal(enum reason reason)
{
    return reasons[reason].refusal;
}

int reason_status(enum reason reason)
{
    return refusal_status(reasons[reason].refusal);
}

/* The value that is named at `at`, as "{count}", and behind it; NULL: a brace is no more than that.
 */
static const struct value *value_at(const char *at, const char **end)
{
    for (size_t i = 0; *at == '{' && i < COUNT_OF(values); i++) {
        size_t size = strlen(values[i].name);
        if (strncmp(at + 1, values[i].name, size) == 0 && at[1 + size] == '}') {
            *end = at + size + 2;
            return &values[i];
        }
    }
    return NULL;
}

static const void *value_of(const struct grounds *grounds, const struct value *value)
{
    return (const uint8_t *)grounds + value->offset;
}

static void say(const struct grounds *grounds, const struct value *value, struct writer *sentence,
                struct writer *members)
{
    bool is_first = writer_bytes(members).size == 1;
    writer_format(members, "%s\"%s\":", is_first ? "" : ",", value->name);
    if (value->is_text) {
        const struct bytes *text = value_of(grounds, value);
        struct bytes whole = bytes_whole_characters(*text, REASON_TEXT_MAX);
        writer_put(sentence, whole);
        json_write_string(members, whole);
    } else {
        const int64_t *number = value_of(grounds, value);
        writer_format(sentence, "%lld", (long long)*number);
        writer_format(members, "%lld", (long long)*number);
    }
}

/* A value that the sentence does not name would be told to nobody. */
static bool names_all(const char *sentence, const struct grounds *grounds)
{
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        const struct bytes *text = value_of(grounds, &values[i]);
        const int64_t *number = value_of(grounds, &values[i]);
        bool is_given = values[i].is_text ? text->data != NULL : *number != 0;
        bool is_named = false;
        const char *end;
        for (const char *at = sentence; is_given && *at && !is_named; at++) {
            is_named = value_at(at, &end) == &values[i];
        }
        if (is_given && !is_named) {
            return false;
        }
    }
    return true;
}

void refusal_make(struct refusal *refusal, const struct grounds *grounds)
{
    struct writer sentence = writer_of(refusal->sentence, sizeof(refusal->sentence));
    struct writer members = writer_of(refusal->values, sizeof(refusal->values));
    const char *at = reason_sentence(grounds->reason);
    ASSERT(names_all(at, grounds));
    refusal->reason = grounds->reason;
    writer_u8(&members, '{');
    while (*at) {
        const struct value *value = value_at(at, &at);
        if (value) {
            say(grounds, value, &sentence, &members);
        } else {
            writer_u8(&sentence, (uint8_t)*at++);
        }
    }
    writer_u8(&sentence, 0);
    writer_text(&members, "}");
    writer_u8(&members, 0);
    ASSERT(!sentence.failed && !members.failed);
}

void refusal_write_members(struct writer *writer, const struct refusal *refusal)
{
    writer_format(writer, "\"code\":\"%s\",\"reason\":\"%s\",\"values\":%s",
                  refusal_code(reason_refusal(refusal->reason)), reason_id(refusal->reason),
                  refusal->values);
}

void refusal_write(struct writer *writer, const struct refusal *refusal)
{
    refusal_write_members(writer, refusal);
    writer_text(writer, ",\"detail\":");
    json_write_text(writer, refusal->sentence);
}
