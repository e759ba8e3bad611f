#include "summit/state.h"

enum { ALIGNMENT = 16 };
enum { INVITATION_SLOTS = 131072 }; /* twice as many as there are invitations, a power of two */

static size_t aligned(size_t size)
{
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

static size_t rows_size(enum summit_entity entity)
{
    return aligned((size_t)summit_entities[entity].size * summit_entity_kinds[entity].maximum);
}

static size_t ballots_size(void)
{
    return sizeof(struct ballot) * SUMMIT_MOTIONS_MAX * SUMMIT_LOCATIONS_MAX;
}

size_t summit_state_size(void)
{
    size_t size = aligned(sizeof(struct summit_state));
    for (int entity = 0; entity < ENTITY_COUNT; entity++) {
        size += rows_size(entity);
    }
    return size + ballots_size() + UPVOTE_SLOTS * sizeof(uint64_t) +
           INVITATION_SLOTS * sizeof(uint32_t) + SUMMIT_HEAP_SIZE;
}

struct summit_state *summit_state_init(void *memory)
{
    struct summit_state *state = memory;
    uint8_t *at = (uint8_t *)memory + aligned(sizeof(*state));
    ASSERT(summit_entity_kinds[ENTITY_ROOM].maximum == SUMMIT_ROOMS_MAX);
    ASSERT(summit_entity_kinds[ENTITY_LOCATION].maximum == SUMMIT_LOCATIONS_MAX);
    ASSERT(summit_entity_kinds[ENTITY_MOTION].maximum == SUMMIT_MOTIONS_MAX);
    ASSERT(summit_entity_kinds[ENTITY_INVITATION].maximum < INVITATION_SLOTS / 2);
    for (int entity = 0; entity < ENTITY_COUNT; entity++) {
        state->tables[entity] = (struct entity_table){
            .rows = at,
            .row_size = summit_entities[entity].size,
            .maximum = summit_entity_kinds[entity].maximum,
            .next_id = 1,
        };
        at += rows_size(entity);
    }
    state->ballots = (struct ballot *)(void *)at;
    at += ballots_size();
    state->upvotes = (uint64_t *)(void *)at;
    at += UPVOTE_SLOTS * sizeof(uint64_t);
    state->invitation_index = (uint32_t *)(void *)at;
    at += INVITATION_SLOTS * sizeof(uint32_t);
    heap_init(&state->heap, at, SUMMIT_HEAP_SIZE);
    state_add(state, ENTITY_SUMMIT, 1);
    return state;
}

/* ---- rows ---- */

static struct entity_head *row_at(const struct entity_table *table, uint32_t id)
{
    return (struct entity_head *)(void *)(table->rows +
                                          (size_t)((id - 1) % table->maximum) * table->row_size);
}

/* Of these the oldest make room for the newest. */
static bool is_tail(enum summit_entity entity)
{
    return entity == ENTITY_MESSAGE || entity == ENTITY_ALERT;
}

const void *state_find(const struct summit_state *state, enum summit_entity entity, uint32_t id)
{
    const struct entity_head *row = id ? row_at(&state->tables[entity], id) : NULL;
    return row && row->id == id ? row : NULL;
}

void *state_row(struct summit_state *state, enum summit_entity entity, uint32_t id)
{
    struct entity_head *row = row_at(&state->tables[entity], id);
    ASSERT(id && row->id == id);
    return row;
}

const void *state_next(const struct summit_state *state, enum summit_entity entity,
                       const void *after)
{
    const struct entity_table *table = &state->tables[entity];
    const uint8_t *at = after ? (const uint8_t *)after + table->row_size : table->rows;
    const uint8_t *end =
        table->rows + (size_t)table->row_size * MIN(table->maximum, table->next_id - 1);
    for (; at < end; at += table->row_size) {
        const struct entity_head *row = (const struct entity_head *)(const void *)at;
        if (row->id) {
            return row;
        }
    }
    return NULL;
}

uint32_t state_next_id(const struct summit_state *state, enum summit_entity entity)
{
    const struct entity_table *table = &state->tables[entity];
    if (is_tail(entity)) {
        return table->next_id;
    }
    for (uint32_t i = 0; i < table->maximum; i++) {
        if (row_at(table, table->next_id + i)->id == 0) {
            return table->next_id + i;
        }
    }
    return 0;
}

bool state_is_taken(const struct summit_state *state, enum summit_entity entity, uint32_t id)
{
    return row_at(&state->tables[entity], id)->id != 0;
}

bool state_can_add(const struct summit_state *state, enum summit_entity entity, uint32_t id)
{
    const struct entity_table *table = &state->tables[entity];
    return id >= table->next_id && id - table->next_id < table->maximum && id < UINT32_MAX / 2 &&
           (is_tail(entity) || !state_is_taken(state, entity, id));
}

void *state_add(struct summit_state *state, enum summit_entity entity, uint32_t id)
{
    struct entity_table *table = &state->tables[entity];
    struct entity_head *row = row_at(table, id);
    if (row->id) {
        ASSERT(is_tail(entity));
        state_remove(state, entity, row->id);
    }
    row->id = id;
    table->count++;
    table->next_id = id + 1;
    return row;
}

static void free_field(struct summit_state *state, const struct field *field, void *row);

void state_remove(struct summit_state *state, enum summit_entity entity, uint32_t id)
{
    void *row = state_row(state, entity, id);
    for (uint32_t i = 0; i < summit_entities[entity].field_count; i++) {
        free_field(state, &summit_entities[entity].fields[i], row);
    }
    memset(row, 0, summit_entities[entity].size);
    state->tables[entity].count--;
}

const struct summit_summit *state_summit(const struct summit_state *state)
{
    return state_find(state, ENTITY_SUMMIT, 1);
}

uint32_t state_room_of(const struct summit_state *state, const struct record *record,
                       const void *fields)
{
    const struct field *own = record_field(record, "room");
    if (own) {
        return field_id(own, fields);
    }
    for (uint32_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        const struct field *room =
            field->type == FIELD_ID ? record_field(&summit_entities[field->target], "room") : NULL;
        const void *row = room ? state_find(state, field->target, field_id(field, fields)) : NULL;
        if (row) {
            return field_id(room, row);
        }
    }
    return 0;
}

/* ---- fields in the heap ---- */

static const void *copy(struct summit_state *state, const void *from, size_t size)
{
    void *block = heap_take(&state->heap, size);
    if (block) {
        memcpy(block, from, size);
    }
    return block;
}

static struct localized copy_localized(struct summit_state *state, const struct localized *from)
{
    struct localized_text *texts = heap_take(&state->heap, from->count * sizeof(*texts));
    for (uint32_t i = 0; i < from->count; i++) {
        texts[i].language = from->at[i].language;
        texts[i].text = bytes_of(copy(state, from->at[i].text.data, from->at[i].text.size),
                                 from->at[i].text.size);
    }
    return (struct localized){texts, from->count};
}

static void free_localized(struct summit_state *state, const struct localized *from)
{
    for (uint32_t i = 0; i < from->count; i++) {
        heap_give(&state->heap, from->at[i].text.data, from->at[i].text.size);
    }
    heap_give(&state->heap, from->at, from->count * sizeof(*from->at));
}

static void copy_field(struct summit_state *state, const struct field *field, void *to,
                       const void *from)
{
    memcpy(to, from, field_size(field));
    switch (field->type) {
    case FIELD_TEXT: {
        struct bytes *text = to;
        text->data = copy(state, text->data, text->size);
        break;
    }
    case FIELD_IDS: {
        struct ids *ids = to;
        ids->at = copy(state, ids->at, ids->count * sizeof(*ids->at));
        break;
    }
    case FIELD_INTS: {
        struct ints *ints = to;
        ints->at = copy(state, ints->at, ints->count * sizeof(*ints->at));
        break;
    }
    case FIELD_TAGS: {
        struct tags *tags = to;
        tags->at = copy(state, tags->at, tags->count * sizeof(*tags->at));
        break;
    }
    case FIELD_LOCALIZED:
        *(struct localized *)to = copy_localized(state, from);
        break;
    case FIELD_CHOICES: {
        const struct choices *choices = from;
        struct localized *at = heap_take(&state->heap, choices->count * sizeof(*at));
        for (uint32_t i = 0; i < choices->count; i++) {
            at[i] = copy_localized(state, &choices->at[i]);
        }
        *(struct choices *)to = (struct choices){at, choices->count};
        break;
    }
    default:
        break;
    }
}

static void free_field(struct summit_state *state, const struct field *field, void *row)
{
    void *at = (uint8_t *)row + field->offset;
    switch (field->type) {
    case FIELD_TEXT:
        heap_give(&state->heap, ((struct bytes *)at)->data, ((struct bytes *)at)->size);
        break;
    case FIELD_IDS:
        heap_give(&state->heap, ((struct ids *)at)->at,
                  ((struct ids *)at)->count * sizeof(uint32_t));
        break;
    case FIELD_INTS:
        heap_give(&state->heap, ((struct ints *)at)->at,
                  ((struct ints *)at)->count * sizeof(int64_t));
        break;
    case FIELD_TAGS:
        heap_give(&state->heap, ((struct tags *)at)->at,
                  ((struct tags *)at)->count * sizeof(struct tag));
        break;
    case FIELD_LOCALIZED:
        free_localized(state, at);
        break;
    case FIELD_CHOICES: {
        struct choices *choices = at;
        for (uint32_t i = 0; i < choices->count; i++) {
            free_localized(state, &choices->at[i]);
        }
        heap_give(&state->heap, choices->at, choices->count * sizeof(*choices->at));
        break;
    }
    default:
        break;
    }
}

/* The new value is copied before the old one is freed: it may be of it. */
void state_store_field(struct summit_state *state, const struct field *field, void *row,
                       const void *value)
{
    uint8_t fresh[sizeof(struct digest)] __attribute__((aligned(8)));
    copy_field(state, field, fresh, value);
    free_field(state, field, row);
    memcpy((uint8_t *)row + field->offset, fresh, field_size(field));
}

void state_set(struct summit_state *state, enum summit_entity entity, uint32_t id, const char *name,
               const void *value)
{
    const struct field *field = record_field(&summit_entities[entity], name);
    ASSERT(field);
    state_store_field(state, field, state_row(state, entity, id), value);
}

void state_store(struct summit_state *state, enum summit_entity entity, void *row,
                 const struct record *record, const void *from)
{
    const struct record *to = &summit_entities[entity];
    for (uint32_t i = 0; i < to->field_count; i++) {
        const struct field *field = record_twin(record, &to->fields[i]);
        if (field) {
            state_store_field(state, &to->fields[i], row, field_at(field, from));
        }
    }
}

/* ---- sets and ballots ---- */

static uint64_t mixed(uint64_t key)
{
    key = (key ^ key >> 31) * UINT64_C(0x9e3779b97f4a7c15);
    return key ^ key >> 29;
}

/* An ordered hash table (Amble and Knuth, 1974): along each chain of slots the keys fall. So its
 * layout depends on what is in it alone, not on the order in which it came: equal states have
 * equal tables.
 */
bool state_has_upvoted(const struct summit_state *state, uint32_t question, uint32_t person)
{
    uint64_t upvote = (uint64_t)question << 32 | person;
    uint32_t at = (uint32_t)mixed(upvote) & (UPVOTE_SLOTS - 1);
    while (state->upvotes[at] > upvote) {
        at = (at + 1) & (UPVOTE_SLOTS - 1);
    }
    return state->upvotes[at] == upvote;
}

void state_add_upvote(struct summit_state *state, uint64_t upvote)
{
    if (state->upvote_count == SUMMIT_UPVOTES_MAX ||
        state_has_upvoted(state, (uint32_t)(upvote >> 32), (uint32_t)upvote)) {
        return;
    }
    state->upvote_count++;
    for (uint32_t at = (uint32_t)mixed(upvote);; at++) {
        uint64_t *slot = &state->upvotes[at & (UPVOTE_SLOTS - 1)], key = *slot;
        if (key < upvote) {
            *slot = upvote;
            upvote = key;
        }
        if (key == 0) {
            return;
        }
    }
}

static uint32_t *invitation_slot(const struct summit_state *state, const struct digest *secret_hash)
{
    uint32_t at = (uint32_t)mixed(load_le64(secret_hash->bytes)) & (INVITATION_SLOTS - 1);
    for (;; at = (at + 1) & (INVITATION_SLOTS - 1)) {
        const struct summit_invitation *invitation =
            state_invitation(state, state->invitation_index[at]);
        if (!invitation ||
            memcmp(&invitation->secret_hash, secret_hash, sizeof(*secret_hash)) == 0) {
            return &state->invitation_index[at];
        }
    }
}

const struct summit_invitation *state_invitation_of(const struct summit_state *state,
                                                    const struct digest *secret_hash)
{
    return state_invitation(state, *invitation_slot(state, secret_hash));
}

void state_index_invitation(struct summit_state *state, const struct summit_invitation *invitation)
{
    *invitation_slot(state, &invitation->secret_hash) = invitation->id;
}

struct ballot *state_ballot_row(struct summit_state *state, uint32_t motion, uint32_t location)
{
    return &state->ballots[(size_t)((motion - 1) % SUMMIT_MOTIONS_MAX) * SUMMIT_LOCATIONS_MAX +
                           (location - 1) % SUMMIT_LOCATIONS_MAX];
}

const struct ballot *state_ballot(const struct summit_state *state, uint32_t motion,
                                  uint32_t location)
{
    return state_ballot_row((struct summit_state *)(uintptr_t)state, motion, location);
}

/* ---- going back ---- */

struct state_mark state_mark(const struct summit_state *state)
{
    struct state_mark mark = {.sequence = state->sequence};
    for (int entity = 0; entity < ENTITY_COUNT; entity++) {
        mark.next_ids[entity] = state->tables[entity].next_id;
    }
    memcpy(mark.versions, state->versions, sizeof(mark.versions));
    return mark;
}

/* The last ones first, so that no chain of the index breaks before what lies behind it is gone. */
void state_return(struct summit_state *state, const struct state_mark *mark)
{
    for (int i = 0; i < ENTITY_COUNT; i++) {
        enum summit_entity entity = (enum summit_entity)i;
        struct entity_table *table = &state->tables[entity];
        for (uint32_t id = table->next_id; id-- > mark->next_ids[entity];) {
            const struct summit_invitation *invitation =
                entity == ENTITY_INVITATION ? state_invitation(state, id) : NULL;
            if (invitation) {
                *invitation_slot(state, &invitation->secret_hash) = 0;
            }
            if (state_find(state, entity, id)) {
                state_remove(state, entity, id);
            }
        }
        table->next_id = mark->next_ids[entity];
    }
    state->sequence = mark->sequence;
    memcpy(state->versions, mark->versions, sizeof(state->versions));
}
