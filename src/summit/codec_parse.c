/* JSON -> commands and events: codec.h's other half. */
#include "summit/codec.h"

#include <stdarg.h>

struct parse {
    struct codec_scratch *scratch;
    struct writer memory;
    const struct field *field;
};

static bool fail(struct parse *parse, const char *format, ...)
{
    char *problem = parse->scratch->document.problem;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(problem, sizeof(parse->scratch->document.problem), format, arguments);
    va_end(arguments);
    return false;
}

static const struct json_value *value_at(const struct parse *parse, uint32_t index)
{
    return &parse->scratch->document.values[index];
}

/* Aligned room in the scratch memory; NULL and a problem when there is none. */
static void *take(struct parse *parse, size_t size)
{
    size_t used = (size_t)(parse->memory.at - parse->memory.start);
    (void)writer_reserve(&parse->memory, -used & 7);
    void *room = writer_reserve(&parse->memory, size);
    if (!room) {
        (void)fail(parse, "The message is too large.");
    }
    return room;
}

/* ---- single values ---- */

static bool read_text(struct parse *parse, uint32_t index, struct bytes *text)
{
    const struct json_value *value = value_at(parse, index);
    const char *name = parse->field->name;
    if (value->type != JSON_STRING) {
        return fail(parse, "\"%s\" must be a text.", name);
    }
    if (value->text.size > (size_t)parse->field->maximum) {
        return fail(parse, "\"%s\" has %zu bytes; at most %lld are allowed.", name,
                    value->text.size, (long long)parse->field->maximum);
    }
    for (size_t i = 0; i < value->text.size; i++) {
        uint8_t letter = value->text.data[i];
        if (letter == 0x7f || (letter < 0x20 && letter != '\n' && letter != '\t')) {
            return fail(parse, "\"%s\" has a control character in it.", name);
        }
    }
    *text = value->text;
    return true;
}

static bool read_tag_of(struct parse *parse, struct bytes text, struct tag *tag)
{
    bool is_good = text.size >= 2 && text.size < sizeof(tag->text);
    for (size_t i = 0; is_good && i < text.size; i++) {
        uint8_t c = text.data[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        is_good = is_letter || (i > 0 && ((c >= '0' && c <= '9') || c == '-'));
    }
    if (!is_good) {
        return fail(parse, "\"%s\" needs language tags (BCP 47) such as en or pt-BR.",
                    parse->field->name);
    }
    *tag = (struct tag){{0}};
    memcpy(tag->text, text.data, text.size);
    return true;
}

static bool read_tag(struct parse *parse, uint32_t index, struct tag *tag)
{
    const struct json_value *value = value_at(parse, index);
    if (value->type == JSON_STRING && value->text.size == 0) {
        *tag = (struct tag){{0}};
        return true;
    }
    return read_tag_of(parse, value->text, tag);
}

static bool read_number(struct parse *parse, uint32_t index, int64_t minimum, int64_t maximum,
                        int64_t *number)
{
    if (!json_integer(value_at(parse, index), number) || *number < minimum || *number > maximum) {
        return fail(parse, "\"%s\" must be a whole number from %lld to %lld.", parse->field->name,
                    (long long)minimum, (long long)maximum);
    }
    return true;
}

static bool read_id(struct parse *parse, uint32_t index, uint32_t *id)
{
    int64_t number;
    if (!read_number(parse, index, 0, INT32_MAX, &number)) {
        return false;
    }
    *id = (uint32_t)number;
    return true;
}

static bool read_enum(struct parse *parse, uint32_t index, uint32_t *value)
{
    const struct enumeration *enumeration = &summit_enumerations[parse->field->target];
    struct bytes text = value_at(parse, index)->text;
    if (value_at(parse, index)->type == JSON_STRING &&
        enum_find((enum summit_enumeration)parse->field->target, text, value)) {
        return true;
    }
    char names[100];
    struct writer writer = writer_of(names, sizeof(names));
    for (uint32_t i = 0; i < enumeration->count; i++) {
        writer_format(&writer, "%s%s", i ? ", " : "", enumeration->names[i]);
    }
    return fail(parse, "\"%s\" must be one of %.*s.", parse->field->name,
                (int)writer_bytes(&writer).size, names);
}

static int hex_digit(uint8_t c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_hash(struct parse *parse, uint32_t index, struct digest *digest)
{
    struct bytes text = value_at(parse, index)->text;
    bool is_good =
        value_at(parse, index)->type == JSON_STRING && text.size == 2 * sizeof(digest->bytes);
    for (size_t i = 0; is_good && i < sizeof(digest->bytes); i++) {
        int high = hex_digit(text.data[2 * i]), low = hex_digit(text.data[2 * i + 1]);
        is_good = high >= 0 && low >= 0;
        digest->bytes[i] = is_good ? (uint8_t)(high << 4 | low) : 0;
    }
    return is_good || fail(parse, "\"%s\" must be 64 lower-case hex digits.", parse->field->name);
}

static bool read_localized(struct parse *parse, uint32_t index, struct localized *localized)
{
    const struct json_value *object = value_at(parse, index);
    if (object->type != JSON_OBJECT || object->count > 32) {
        return fail(parse, "\"%s\" must be an object of up to 32 texts by language: {\"en\": ...}.",
                    parse->field->name);
    }
    struct localized_text *texts = take(parse, object->count * sizeof(*texts));
    if (!texts) {
        return false;
    }
    for (uint32_t i = 0, at = index + 1; i < object->count; i++) {
        if (!read_tag_of(parse, value_at(parse, at)->text, &texts[i].language) ||
            !read_text(parse, at + 1, &texts[i].text)) {
            return false;
        }
        if (texts[i].text.size == 0) {
            return fail(parse, "\"%s\" has an empty text: leave that language out.",
                        parse->field->name);
        }
        at = value_at(parse, at + 1)->next;
    }
    *localized = (struct localized){texts, object->count};
    return true;
}

/* ---- lists ---- */

static size_t element_size(enum field_type type)
{
    return type == FIELD_IDS    ? sizeof(uint32_t)
           : type == FIELD_INTS ? sizeof(int64_t)
           : type == FIELD_TAGS ? sizeof(struct tag)
                                : sizeof(struct localized);
}

static bool read_element(struct parse *parse, uint32_t index, void *out)
{
    switch (parse->field->type) {
    case FIELD_IDS:
        return read_id(parse, index, out);
    case FIELD_INTS:
        return read_number(parse, index, 0, INT64_C(1) << 53, out);
    case FIELD_TAGS:
        return read_tag(parse, index, out);
    default:
        return parse->field->maximum && read_localized(parse, index, out);
    }
}

static bool read_list(struct parse *parse, uint32_t index, void *out)
{
    /* A choice is a short text; `maximum` of a list counts its entries. */
    struct field of_choice = *parse->field;
    const struct field *own = parse->field;
    const struct json_value *array = value_at(parse, index);
    if (array->type != JSON_ARRAY || array->count > own->maximum) {
        return fail(parse, "\"%s\" must be a list of at most %lld.", own->name,
                    (long long)own->maximum);
    }
    uint8_t *elements = take(parse, array->count * element_size(own->type));
    of_choice.maximum = 200;
    parse->field = own->type == FIELD_CHOICES ? &of_choice : own;
    bool is_good = elements != NULL;
    for (uint32_t i = 0, at = index + 1; is_good && i < array->count; i++) {
        is_good = read_element(parse, at, elements + i * element_size(own->type));
        at = value_at(parse, at)->next;
    }
    parse->field = own;
    struct ids list = {(const uint32_t *)(const void *)elements, array->count};
    memcpy(out, &list, sizeof(list)); /* all lists are a pointer and a count */
    return is_good;
}

/* ---- records ---- */

static bool read_field(struct parse *parse, uint32_t index, void *fields)
{
    const struct field *field = parse->field;
    void *out = (uint8_t *)fields + field->offset;
    switch (field->type) {
    case FIELD_ID:
        return read_id(parse, index, out);
    case FIELD_ENUM:
        return read_enum(parse, index, out);
    case FIELD_INT:
        return read_number(parse, index, field->minimum, field->maximum, out);
    case FIELD_TIME:
        return read_number(parse, index, 0, INT64_C(1) << 53, out);
    case FIELD_TEXT:
        return read_text(parse, index, out);
    case FIELD_LOCALIZED:
        return read_localized(parse, index, out);
    case FIELD_TAG:
        return read_tag(parse, index, out);
    case FIELD_HASH:
        return read_hash(parse, index, out);
    case FIELD_IDS:
    case FIELD_INTS:
    case FIELD_TAGS:
    case FIELD_CHOICES:
        return read_list(parse, index, out);
    }
    return false;
}

static bool is_one_of(struct bytes key, const char *const *names)
{
    for (; *names; names++) {
        if (bytes_equal_text(key, *names)) {
            return true;
        }
    }
    return false;
}

/* All members of the object but those of its envelope. */
static bool read_record(struct parse *parse, uint32_t object, const struct record *record,
                        const char *const *envelope, void *fields)
{
    bool was_given[64] = {false};
    ASSERT(record->field_count <= COUNT_OF(was_given));
    for (uint32_t i = 0, at = object + 1; i < value_at(parse, object)->count; i++) {
        struct bytes key = value_at(parse, at)->text;
        parse->field = NULL;
        for (uint32_t j = 0; j < record->field_count; j++) {
            if (bytes_equal_text(key, record->fields[j].name)) {
                parse->field = &record->fields[j];
                was_given[j] = true;
            }
        }
        if (parse->field ? !read_field(parse, at + 1, fields) : !is_one_of(key, envelope)) {
            return parse->field ? false
                                : fail(parse, "%s has no field \"%.*s\".", record->name,
                                       (int)MIN(key.size, 60u), (const char *)key.data);
        }
        at = value_at(parse, at + 1)->next;
    }
    for (uint32_t j = 0; j < record->field_count; j++) {
        const struct field *field = &record->fields[j];
        bool is_there = field_may_be_default(field) ? was_given[j] : field_is_set(field, fields);
        if (field->required && !is_there) {
            return fail(parse, "%s needs \"%s\".", record->name, field->name);
        }
    }
    return true;
}

static struct parse parse_of(struct codec_scratch *scratch)
{
    return (struct parse){.scratch = scratch,
                          .memory = writer_of(scratch->memory, sizeof(scratch->memory))};
}

/* The message as an object. */
static bool read_json(struct parse *parse, struct bytes text)
{
    if (text.size > MESSAGE_SIZE_MAX) {
        return fail(parse, "The message has %zu bytes; at most %d are allowed.", text.size,
                    MESSAGE_SIZE_MAX);
    }
    if (json_parse(&parse->scratch->document, text, &parse->memory)) {
        return false;
    }
    return value_at(parse, 0)->type == JSON_OBJECT || fail(parse, "The message must be an object.");
}

enum summit_command_kind command_kind_of(struct bytes name)
{
    int kind = 0;
    while (kind < COMMAND_COUNT && !bytes_equal_text(name, summit_commands[kind].name)) {
        kind++;
    }
    return (enum summit_command_kind)kind;
}

const char *command_parse_fields(struct codec_scratch *scratch, struct bytes text,
                                 enum summit_command_kind kind, struct summit_command *command)
{
    static const char *const envelope[] = {NULL};
    struct parse parse = parse_of(scratch);
    memset(command, 0, sizeof(*command));
    command->kind = kind;
    bool is_good = read_json(&parse, text) &&
                   read_record(&parse, 0, &summit_commands[kind], envelope, &command->fields);
    return is_good ? NULL : scratch->document.problem;
}

const char *word_parse_fields(struct codec_scratch *scratch, struct bytes text,
                              enum summit_word_kind kind, union word_fields *fields)
{
    static const char *const envelope[] = {NULL};
    struct parse parse = parse_of(scratch);
    memset(fields, 0, sizeof(*fields));
    bool is_good =
        read_json(&parse, text) && read_record(&parse, 0, &summit_words[kind], envelope, fields);
    return is_good ? NULL : scratch->document.problem;
}

const char *command_parse(struct codec_scratch *scratch, struct bytes text,
                          struct summit_command *command)
{
    static const char *const envelope[] = {"command", NULL};
    struct parse parse = parse_of(scratch);
    memset(command, 0, sizeof(*command));
    if (!read_json(&parse, text)) {
        return scratch->document.problem;
    }
    uint32_t name = json_member(&scratch->document, 0, "command");
    command->kind = name ? command_kind_of(value_at(&parse, name)->text) : COMMAND_COUNT;
    if (command->kind == COMMAND_COUNT) {
        (void)fail(&parse, "\"command\" must be the name of a command, such as hand_raise.");
        return scratch->document.problem;
    }
    return read_record(&parse, 0, &summit_commands[command->kind], envelope, &command->fields)
               ? NULL
               : scratch->document.problem;
}

/* ---- what a page says over its WebSocket ---- */

static bool read_id_of_message(struct parse *parse, uint32_t id, struct client_message *message)
{
    if (!id || value_at(parse, id)->type != JSON_STRING || value_at(parse, id)->text.size == 0 ||
        value_at(parse, id)->text.size > CLIENT_ID_MAX) {
        return fail(parse, "\"id\" must be a text of 1 to %d characters, new for each command.",
                    CLIENT_ID_MAX);
    }
    message->id = value_at(parse, id)->text;
    return true;
}

static bool read_command_message(struct parse *parse, uint32_t name, uint32_t fields,
                                 struct client_message *message)
{
    static const char *const none[] = {NULL};
    message->command.kind = name && value_at(parse, name)->type == JSON_STRING
                                ? command_kind_of(value_at(parse, name)->text)
                                : COMMAND_COUNT;
    if (message->command.kind == COMMAND_COUNT) {
        return fail(parse, "\"command\" must be the name of a command, such as hand_raise.");
    }
    if (!fields || value_at(parse, fields)->type != JSON_OBJECT) {
        return fail(parse, "\"fields\" must be an object with the command's fields.");
    }
    return read_record(parse, fields, &summit_commands[message->command.kind], none,
                       &message->command.fields);
}

/* {"caption": {...}}, alone or with an id. */
static bool read_word_message(struct parse *parse, enum summit_word_kind kind, uint32_t fields,
                              struct client_message *message)
{
    static const char *const none[] = {NULL};
    const struct record *word = &summit_words[kind];
    message->kind = MESSAGE_WORD;
    message->word = kind;
    if (value_at(parse, fields)->type != JSON_OBJECT ||
        value_at(parse, 0)->count != (message->id.size > 0 ? 2 : 1)) {
        return fail(parse, "A word is {\"%s\": {...}}, perhaps with an \"id\", and nothing else.",
                    word->name);
    }
    return read_record(parse, fields, word, none, &message->word_fields);
}

static bool read_client_message(struct parse *parse, struct client_message *message)
{
    static const char *const known[] = {"command", "id", "fields", "react", NULL};
    const struct json_document *document = &parse->scratch->document;
    uint32_t id = json_member(document, 0, "id"), react = json_member(document, 0, "react");
    uint32_t fields_of_word = 0;
    int kind = 0;
    while (kind < WORD_COUNT && !fields_of_word) {
        fields_of_word = json_member(document, 0, summit_words[kind++].name);
    }
    for (uint32_t i = 0, at = 1; i < value_at(parse, 0)->count; i++) {
        struct bytes key = value_at(parse, at)->text;
        if (at + 1 != fields_of_word && !is_one_of(key, known)) {
            return fail(parse, "A message has no member \"%.*s\".", (int)MIN(key.size, 60u),
                        (const char *)key.data);
        }
        at = value_at(parse, at + 1)->next;
    }
    if (react) {
        message->kind = MESSAGE_REACTION;
        message->reaction = value_at(parse, react)->text;
        return (value_at(parse, react)->type == JSON_STRING && message->reaction.size > 0 &&
                value_at(parse, 0)->count == 1) ||
               fail(parse, "A reaction is {\"react\": \"applause\"} and nothing else.");
    }
    if ((id || !fields_of_word) && !read_id_of_message(parse, id, message)) {
        return false;
    }
    return fields_of_word ? read_word_message(parse, (enum summit_word_kind)(kind - 1),
                                              fields_of_word, message)
                          : read_command_message(parse, json_member(document, 0, "command"),
                                                 json_member(document, 0, "fields"), message);
}

const char *client_message_parse(struct codec_scratch *scratch, struct bytes text,
                                 struct client_message *message)
{
    struct parse parse = parse_of(scratch);
    memset(message, 0, sizeof(*message));
    bool is_good = read_json(&parse, text) && read_client_message(&parse, message);
    return is_good ? NULL : scratch->document.problem;
}

/* A number of the envelope; absent is 0. */
static bool read_envelope(struct parse *parse, const char *name, int64_t maximum, int64_t *number)
{
    const struct field field = {.name = name};
    uint32_t at = json_member(&parse->scratch->document, 0, name);
    *number = 0;
    parse->field = &field;
    bool is_good = !at || read_number(parse, at, 0, maximum, number);
    parse->field = NULL;
    return is_good;
}

enum summit_event_kind event_kind_of(struct bytes name)
{
    int kind = 0;
    while (kind < EVENT_COUNT && !bytes_equal_text(name, summit_events[kind].name)) {
        kind++;
    }
    return (enum summit_event_kind)kind;
}

const char *event_parse(struct codec_scratch *scratch, struct bytes text,
                        struct summit_event *event)
{
    static const char *const envelope[] = {"event", "sequence", "at_ms", "actor", NULL};
    struct parse parse = parse_of(scratch);
    int64_t sequence, actor;
    enum summit_event_kind kind = EVENT_COUNT;
    memset(event, 0, sizeof(*event));
    if (!read_json(&parse, text)) {
        return scratch->document.problem;
    }
    uint32_t name = json_member(&scratch->document, 0, "event");
    if (name) {
        kind = event_kind_of(value_at(&parse, name)->text);
    }
    if (kind == EVENT_COUNT) {
        (void)fail(&parse, "\"event\" must be the name of an event, such as hand_raised.");
        return scratch->document.problem;
    }
    event->kind = kind;
    if (!read_envelope(&parse, "sequence", INT64_C(1) << 53, &sequence) ||
        !read_envelope(&parse, "at_ms", INT64_C(1) << 53, &event->at_ms) ||
        !read_envelope(&parse, "actor", INT32_MAX, &actor)) {
        return scratch->document.problem;
    }
    event->sequence = (uint64_t)sequence;
    event->actor = (uint32_t)actor;
    return read_record(&parse, 0, &summit_events[kind], envelope, &event->fields)
               ? NULL
               : scratch->document.problem;
}
