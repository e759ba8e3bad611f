#include "summit/record.h"

bool enum_find(enum summit_enumeration of, struct bytes name, uint32_t *value)
{
    const struct enumeration *enumeration = &summit_enumerations[of];
    for (uint32_t i = 0; i < enumeration->count; i++) {
        if (bytes_equal_text(name, enumeration->names[i])) {
            *value = i;
            return true;
        }
    }
    return false;
}

const struct field *record_field(const struct record *record, const char *name)
{
    for (uint32_t i = 0; i < record->field_count; i++) {
        if (strcmp(record->fields[i].name, name) == 0) {
            return &record->fields[i];
        }
    }
    return NULL;
}

const struct field *record_twin(const struct record *record, const struct field *of)
{
    for (uint32_t i = 0; i < record->field_count; i++) {
        if (record->fields[i].name_index == of->name_index && record->fields[i].type == of->type) {
            return &record->fields[i];
        }
    }
    return NULL;
}

size_t field_size(const struct field *field)
{
    static const size_t sizes[] = {
        [FIELD_ID] = sizeof(uint32_t),
        [FIELD_IDS] = sizeof(struct ids),
        [FIELD_TEXT] = sizeof(struct bytes),
        [FIELD_LOCALIZED] = sizeof(struct localized),
        [FIELD_CHOICES] = sizeof(struct choices),
        [FIELD_TAG] = sizeof(struct tag),
        [FIELD_TAGS] = sizeof(struct tags),
        [FIELD_ENUM] = sizeof(enum summit_role),
        [FIELD_INT] = sizeof(int64_t),
        [FIELD_TIME] = sizeof(int64_t),
        [FIELD_HASH] = sizeof(struct digest),
        [FIELD_INTS] = sizeof(struct ints),
    };
    return sizes[field->type];
}

bool field_is_set(const struct field *field, const void *record)
{
    const void *at = field_at(field, record);
    switch (field->type) {
    case FIELD_TEXT:
        return ((const struct bytes *)at)->size > 0;
    case FIELD_IDS:
        return ((const struct ids *)at)->count > 0;
    case FIELD_LOCALIZED:
        return ((const struct localized *)at)->count > 0;
    case FIELD_CHOICES:
        return ((const struct choices *)at)->count > 0;
    case FIELD_TAGS:
        return ((const struct tags *)at)->count > 0;
    case FIELD_INTS:
        return ((const struct ints *)at)->count > 0;
    default: {
        static const uint8_t zeroes[sizeof(struct digest)];
        return memcmp(at, zeroes, field_size(field)) != 0;
    }
    }
}
