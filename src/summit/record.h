/* How the table's records lie in memory: what the JSON codec, the snapshot and the
 * views walk along, so that they are written once for all commands, events and entities.
 */
#ifndef PLENARY_SUMMIT_RECORD_H
#define PLENARY_SUMMIT_RECORD_H

#include "summit/table.h"

enum field_type {
    FIELD_ID,        /* uint32_t; 0: none */
    FIELD_IDS,       /* struct ids */
    FIELD_TEXT,      /* struct bytes, UTF-8 */
    FIELD_LOCALIZED, /* struct localized */
    FIELD_CHOICES,   /* struct choices */
    FIELD_TAG,       /* struct tag */
    FIELD_TAGS,      /* struct tags */
    FIELD_ENUM,      /* an enum */
    FIELD_INT,       /* int64_t */
    FIELD_TIME,      /* int64_t, ms since 1970 UTC */
    FIELD_HASH,      /* struct digest */
    FIELD_INTS,      /* struct ints */
};

struct field {
    const char *name;
    uint16_t name_index; /* fields of one name, in whatever record, have one index */
    uint16_t offset;
    enum field_type type;
    uint8_t target; /* of ids: enum summit_entity; of enums: enum summit_enumeration */
    bool required;
    uint8_t seen;             /* roles that may see it, a bit each */
    int64_t minimum, maximum; /* of an int; maximum: also bytes of a text, entries of a list */
};

struct record {
    const char *name;
    const struct field *fields;
    uint32_t field_count;
    uint32_t size;
    uint8_t roles; /* who may send the command, say the word, see the entity, be told of the event;
                      bit 7: strangers */
};

struct enumeration {
    const char *const *names;
    uint32_t count;
};

struct entity_kind {
    const char *plural;
    uint32_t maximum;
};

struct section {
    const char *name;
    uint8_t seen;
    bool per_room;
};

enum rule_verb { RULE_NONE, RULE_ADDS, RULE_EDITS, RULE_REMOVES };

/* What applying an event does besides its own function. */
struct event_rule {
    uint32_t touches; /* sections, a bit each */
    enum rule_verb verb;
    enum summit_entity entity;
    uint32_t id_offset; /* of the entity's id among the event's fields */
};

extern const struct enumeration summit_enumerations[ENUM_COUNT];
extern const struct record summit_entities[ENTITY_COUNT];
extern const struct entity_kind summit_entity_kinds[ENTITY_COUNT];
extern const struct record summit_commands[COMMAND_COUNT];
extern const struct record summit_events[EVENT_COUNT];
extern const struct record summit_words[WORD_COUNT];
extern const struct section summit_sections[SECTION_COUNT];
extern const struct event_rule summit_event_rules[EVENT_COUNT];

enum { ROLE_MASK_STRANGER = 1 << SUMMIT_ROLE_COUNT };

/* "director", of ENUM_ROLE. */
static inline const char *enum_name(enum summit_enumeration of, uint32_t value)
{
    return summit_enumerations[of].names[value];
}
/* False if there is none of this name. */
CHECK bool enum_find(enum summit_enumeration of, struct bytes name, uint32_t *value);

static inline const void *field_at(const struct field *field, const void *record)
{
    return (const uint8_t *)record + field->offset;
}

/* The field of that name, or NULL. */
const struct field *record_field(const struct record *record, const char *name);

/* The field of the same name and type as a field of another record, or NULL. */
const struct field *record_twin(const struct record *record, const struct field *of);
/* Bytes of the C member. */
size_t field_size(const struct field *field);
/* Whether it holds something else than its default (0, "", nothing, the first of an enum). */
bool field_is_set(const struct field *field, const void *record);
/* Whether its default says something (0, the first of an enum), so that it is given also then. */
static inline bool field_may_be_default(const struct field *field)
{
    return field->type == FIELD_ENUM || field->type == FIELD_INT;
}

/* The id that a FIELD_ID holds. */
static inline uint32_t field_id(const struct field *field, const void *record)
{
    uint32_t id;
    memcpy(&id, field_at(field, record), sizeof(id));
    return id;
}

#endif
