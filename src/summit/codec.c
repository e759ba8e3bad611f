#include "summit/codec.h"

/* ---- writing ---- */

static void write_tag(struct writer *writer, const struct tag *tag)
{
    json_write_text(writer, tag->text);
}

static void write_localized(struct writer *writer, const struct localized *localized)
{
    for (uint32_t i = 0; i < localized->count; i++) {
        writer_u8(writer, i ? ',' : '{');
        write_tag(writer, &localized->at[i].language);
        writer_u8(writer, ':');
        json_write_string(writer, localized->at[i].text);
    }
    writer_text(writer, localized->count ? "}" : "{}");
}

static void write_hex(struct writer *writer, const struct digest *digest)
{
    writer_u8(writer, '"');
    for (size_t i = 0; i < sizeof(digest->bytes); i++) {
        writer_u8(writer, (uint8_t) "0123456789abcdef"[digest->bytes[i] >> 4]);
        writer_u8(writer, (uint8_t) "0123456789abcdef"[digest->bytes[i] & 15]);
    }
    writer_u8(writer, '"');
}

static void write_list(struct writer *writer, const struct field *field, const void *at)
{
    const struct ids *ids = at;
    const struct ints *ints = at;
    const struct tags *tags = at;
    const struct choices *choices = at;
    uint32_t count = ids->count; /* all lists have their count in the same place */
    writer_u8(writer, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i) {
            writer_u8(writer, ',');
        }
        switch (field->type) {
        case FIELD_IDS:
            writer_format(writer, "%u", ids->at[i]);
            break;
        case FIELD_INTS:
            writer_format(writer, "%lld", (long long)ints->at[i]);
            break;
        case FIELD_TAGS:
            write_tag(writer, &tags->at[i]);
            break;
        default:
            write_localized(writer, &choices->at[i]);
            break;
        }
    }
    writer_u8(writer, ']');
}

_Static_assert(offsetof(struct ids, count) == offsetof(struct ints, count) &&
                   offsetof(struct ids, count) == offsetof(struct tags, count) &&
                   offsetof(struct ids, count) == offsetof(struct choices, count),
               "lists have their count in one place");

void field_write(struct writer *writer, const struct field *field, const void *fields)
{
    const void *at = field_at(field, fields);
    int64_t number;
    uint32_t small;
    switch (field->type) {
    case FIELD_ID:
        writer_format(writer, "%u", field_id(field, fields));
        break;
    case FIELD_ENUM:
        memcpy(&small, at, sizeof(small));
        json_write_text(writer, summit_enumerations[field->target].names[small]);
        break;
    case FIELD_INT:
    case FIELD_TIME:
        memcpy(&number, at, sizeof(number));
        writer_format(writer, "%lld", (long long)number);
        break;
    case FIELD_TEXT:
        json_write_string(writer, *(const struct bytes *)at);
        break;
    case FIELD_LOCALIZED:
        write_localized(writer, at);
        break;
    case FIELD_TAG:
        write_tag(writer, at);
        break;
    case FIELD_HASH:
        write_hex(writer, at);
        break;
    case FIELD_IDS:
    case FIELD_INTS:
    case FIELD_TAGS:
    case FIELD_CHOICES:
        write_list(writer, field, at);
        break;
    }
}

void record_write_members(struct writer *writer, const struct record *record, const void *fields,
                          uint8_t roles)
{
    for (uint32_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        bool is_needed = field->required && field_may_be_default(field); /* by who reads it again */
        if ((field->seen & roles) && (is_needed || field_is_set(field, fields))) {
            writer_u8(writer, ',');
            json_write_text(writer, field->name);
            writer_u8(writer, ':');
            field_write(writer, field, fields);
        }
    }
}

/* Every field, also those that no view shows. */
static void write_all(struct writer *writer, const struct record *record, const void *fields)
{
    record_write_members(writer, record, fields, UINT8_MAX);
    writer_u8(writer, '}');
}

void command_write(struct writer *writer, const struct summit_command *command)
{
    const struct record *record = &summit_commands[command->kind];
    writer_format(writer, "{\"command\":\"%s\"", record->name);
    write_all(writer, record, &command->fields);
}

static void open_event(struct writer *writer, const struct summit_event *event)
{
    writer_format(writer, "{\"event\":\"%s\",\"sequence\":%llu", summit_events[event->kind].name,
                  (unsigned long long)event->sequence);
    if (event->at_ms) {
        writer_format(writer, ",\"at_ms\":%lld", (long long)event->at_ms);
    }
}

bool event_write_told(struct writer *writer, const struct summit_event *event,
                      enum summit_role role)
{
    const struct record *record = &summit_events[event->kind];
    if (!(record->roles >> role & 1)) {
        return false;
    }
    open_event(writer, event);
    record_write_members(writer, record, &event->fields, (uint8_t)(1u << role));
    writer_u8(writer, '}');
    return true;
}

void event_write(struct writer *writer, const struct summit_event *event)
{
    const struct record *record = &summit_events[event->kind];
    open_event(writer, event);
    if (event->actor) {
        writer_format(writer, ",\"actor\":%u", event->actor);
    }
    write_all(writer, record, &event->fields);
}
