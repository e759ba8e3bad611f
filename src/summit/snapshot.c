/*   "PLNS" | version 4 | table 8 | sequence 8 | versions ...
 *   for each entity: next_id 4 | count 4 | rows: id 4 | revision 8 | fields
 *   upvotes: count 4 | 8 each        ballots: count 4 | motion 4, location 4, weight 4, choice 1
 *   hash of all before 8
 *
 * "table" is the hash of the entities' fields: a snapshot made with another table is not read.
 */
#include "summit/snapshot.h"

enum { BUFFER_SIZE = 256 << 10, FLUSH_SIZE = 64 << 10, MESSAGE_PARTS_MAX = 64 << 10 };

static const uint64_t fnv_start = UINT64_C(0xcbf29ce484222325);

static uint64_t fnv(uint64_t hash, struct bytes span)
{
    for (size_t i = 0; i < span.size; i++) {
        hash = (hash ^ span.data[i]) * UINT64_C(0x100000001b3);
    }
    return hash;
}

static uint64_t table_hash(void)
{
    uint64_t hash = fnv_start;
    for (int entity = 0; entity < ENTITY_COUNT; entity++) {
        const struct record *record = &summit_entities[entity];
        hash = fnv(hash, bytes_of_text(record->name));
        for (uint32_t i = 0; i < record->field_count; i++) {
            uint8_t type = (uint8_t)record->fields[i].type;
            hash = fnv(fnv(hash, bytes_of_text(record->fields[i].name)), bytes_of(&type, 1));
        }
    }
    return hash;
}

/* ---- writing ---- */

struct output {
    struct writer writer;
    struct snapshot_sink *sink; /* NULL: only the hash is wanted */
    uint64_t hash;
    bool stopped;
    uint8_t buffer[BUFFER_SIZE];
};

static void flush(struct output *output)
{
    struct bytes piece = writer_bytes(&output->writer);
    ASSERT(!output->writer.failed);
    output->hash = fnv(output->hash, piece);
    if (output->sink && !output->stopped && piece.size > 0) {
        output->stopped = !output->sink->write(output->sink, piece);
    }
    output->writer = writer_of(output->buffer, sizeof(output->buffer));
}

static void flush_when_full(struct output *output)
{
    if (writer_bytes(&output->writer).size >= FLUSH_SIZE) {
        flush(output);
    }
}

static void put_span(struct writer *writer, const void *data, size_t size)
{
    writer_be32(writer, (uint32_t)size);
    writer_put(writer, bytes_of(data, size));
}

static void put_localized(struct writer *writer, const struct localized *localized)
{
    writer_be32(writer, localized->count);
    for (uint32_t i = 0; i < localized->count; i++) {
        writer_put(writer, bytes_of(&localized->at[i].language, sizeof(struct tag)));
        put_span(writer, localized->at[i].text.data, localized->at[i].text.size);
    }
}

static void put_field(struct writer *writer, const struct field *field, const void *row)
{
    const void *at = field_at(field, row);
    int64_t number;
    switch (field->type) {
    case FIELD_ID:
    case FIELD_ENUM:
        writer_be32(writer, field_id(field, row));
        break;
    case FIELD_INT:
    case FIELD_TIME:
        memcpy(&number, at, sizeof(number));
        writer_be64(writer, (uint64_t)number);
        break;
    case FIELD_TEXT:
        put_span(writer, ((const struct bytes *)at)->data, ((const struct bytes *)at)->size);
        break;
    case FIELD_TAG:
    case FIELD_HASH:
        writer_put(writer, bytes_of(at, field_size(field)));
        break;
    case FIELD_LOCALIZED:
        put_localized(writer, at);
        break;
    case FIELD_CHOICES:
        writer_be32(writer, ((const struct choices *)at)->count);
        for (uint32_t i = 0; i < ((const struct choices *)at)->count; i++) {
            put_localized(writer, &((const struct choices *)at)->at[i]);
        }
        break;
    case FIELD_TAGS:
        put_span(writer, ((const struct tags *)at)->at,
                 ((const struct tags *)at)->count * sizeof(struct tag));
        break;
    case FIELD_IDS:
        writer_be32(writer, ((const struct ids *)at)->count);
        for (uint32_t i = 0; i < ((const struct ids *)at)->count; i++) {
            writer_be32(writer, ((const struct ids *)at)->at[i]);
        }
        break;
    case FIELD_INTS:
        writer_be32(writer, ((const struct ints *)at)->count);
        for (uint32_t i = 0; i < ((const struct ints *)at)->count; i++) {
            writer_be64(writer, (uint64_t)((const struct ints *)at)->at[i]);
        }
        break;
    }
}

static void put_rows(struct output *output, const struct summit_state *state,
                     enum summit_entity entity)
{
    const struct record *record = &summit_entities[entity];
    struct writer *writer = &output->writer;
    writer_be32(writer, state->tables[entity].next_id);
    writer_be32(writer, state->tables[entity].count);
    for (const struct entity_head *row = state_next(state, entity, NULL); row;
         row = state_next(state, entity, row)) {
        writer_be32(writer, row->id);
        writer_be64(writer, row->revision);
        for (uint32_t i = 0; i < record->field_count; i++) {
            put_field(writer, &record->fields[i], row);
        }
        flush_when_full(output);
    }
}

static uint32_t count_ballots(const struct summit_state *state)
{
    uint32_t count = 0;
    STATE_EACH(state, ENTITY_MOTION, motion, motion)
    {
        count += (uint32_t)motion->cast_count;
    }
    return count;
}

static void put_ballots(struct output *output, const struct summit_state *state)
{
    struct writer *writer = &output->writer;
    writer_be32(writer, count_ballots(state));
    STATE_EACH(state, ENTITY_MOTION, motion, motion)
    {
        for (uint32_t row = 1; motion->cast_count > 0 && row <= SUMMIT_LOCATIONS_MAX; row++) {
            const struct ballot *ballot = state_ballot(state, motion->id, row);
            if (ballot->choice != BALLOT_NONE) {
                writer_be32(writer, motion->id);
                writer_be32(writer, row);
                writer_be32(writer, ballot->weight);
                writer_u8(writer, ballot->choice);
                flush_when_full(output);
            }
        }
    }
}

static void put_state(struct output *output, const struct summit_state *state)
{
    struct writer *writer = &output->writer;
    writer_text(writer, "PLNS");
    writer_be32(writer, SNAPSHOT_VERSION);
    writer_be64(writer, table_hash());
    writer_be64(writer, state->sequence);
    for (int section = 0; section < SECTION_COUNT; section++) {
        for (int room = 0; room <= SUMMIT_ROOMS_MAX; room++) {
            writer_be64(writer, state->versions[section][room]);
        }
    }
    for (int entity = 0; entity < ENTITY_COUNT; entity++) {
        put_rows(output, state, (enum summit_entity)entity);
    }
    writer_be32(writer, state->upvote_count);
    for (uint32_t i = 0; state->upvote_count > 0 && i < UPVOTE_SLOTS; i++) {
        if (state->upvotes[i]) {
            writer_be64(writer, state->upvotes[i]);
            flush_when_full(output);
        }
    }
    put_ballots(output, state);
    flush(output);
}

bool snapshot_write(const struct summit_state *state, struct snapshot_sink *sink)
{
    struct output output = {.sink = sink, .hash = fnv_start};
    output.writer = writer_of(output.buffer, sizeof(output.buffer));
    put_state(&output, state);
    writer_be64(&output.writer, output.hash);
    flush(&output);
    return !output.stopped;
}

uint64_t summit_state_hash(const struct summit_state *state)
{
    struct output output = {.hash = fnv_start};
    output.writer = writer_of(output.buffer, sizeof(output.buffer));
    put_state(&output, state);
    return output.hash;
}

/* ---- reading ---- */

static const void *get_block(struct reader *reader, struct summit_state *state, size_t size)
{
    struct bytes span = reader_take(reader, size);
    void *block = span.data && heap_has_room(&state->heap) ? heap_take(&state->heap, size) : NULL;
    if (block) {
        memcpy(block, span.data, size);
    }
    reader->failed |= size > 0 && !block;
    return block;
}

/* A count of things of at least `each` bytes; 0 when the rest cannot hold so many. */
static uint32_t get_count(struct reader *reader, size_t each)
{
    uint32_t count = reader_be32(reader);
    if (count > reader_left(reader) / each || count > MESSAGE_PARTS_MAX) {
        reader->failed = true;
    }
    return reader->failed ? 0 : count;
}

static struct bytes get_span(struct reader *reader, struct summit_state *state)
{
    uint32_t size = get_count(reader, 1);
    return bytes_of(get_block(reader, state, size), size);
}

static struct localized get_localized(struct reader *reader, struct summit_state *state)
{
    uint32_t count = get_count(reader, sizeof(struct tag) + 4);
    struct localized_text *texts = heap_take(&state->heap, count * sizeof(*texts));
    for (uint32_t i = 0; i < count; i++) {
        struct bytes tag = reader_take(reader, sizeof(struct tag));
        texts[i] = (struct localized_text){0};
        if (tag.data) {
            memcpy(texts[i].language.text, tag.data, sizeof(texts[i].language.text) - 1);
        }
        texts[i].text = get_span(reader, state);
    }
    return (struct localized){texts, count};
}

static struct ids get_ids(struct reader *reader, struct summit_state *state)
{
    uint32_t count = get_count(reader, sizeof(uint32_t));
    uint32_t *ids = heap_take(&state->heap, count * sizeof(*ids));
    for (uint32_t i = 0; i < count; i++) {
        ids[i] = reader_be32(reader);
    }
    return (struct ids){ids, count};
}

static struct ints get_ints(struct reader *reader, struct summit_state *state)
{
    uint32_t count = get_count(reader, sizeof(int64_t));
    int64_t *ints = heap_take(&state->heap, count * sizeof(*ints));
    for (uint32_t i = 0; i < count; i++) {
        ints[i] = (int64_t)reader_be64(reader);
    }
    return (struct ints){ints, count};
}

static struct choices get_choices(struct reader *reader, struct summit_state *state)
{
    uint32_t count = get_count(reader, sizeof(uint32_t));
    struct localized *choices = heap_take(&state->heap, count * sizeof(*choices));
    for (uint32_t i = 0; i < count; i++) {
        choices[i] = get_localized(reader, state);
    }
    return (struct choices){choices, count};
}

static void get_field(struct reader *reader, struct summit_state *state, const struct field *field,
                      void *row)
{
    void *at = (uint8_t *)row + field->offset;
    struct bytes span;
    uint32_t small;
    int64_t number;
    switch (field->type) {
    case FIELD_ID:
    case FIELD_ENUM:
        small = reader_be32(reader);
        if (field->type == FIELD_ENUM && small >= summit_enumerations[field->target].count) {
            reader->failed = true;
            small = 0;
        }
        memcpy(at, &small, sizeof(small));
        break;
    case FIELD_INT:
    case FIELD_TIME:
        number = (int64_t)reader_be64(reader);
        memcpy(at, &number, sizeof(number));
        break;
    case FIELD_TEXT:
        *(struct bytes *)at = get_span(reader, state);
        break;
    case FIELD_TAG:
    case FIELD_HASH:
        span = reader_take(reader, field_size(field));
        if (span.data) {
            memcpy(at, span.data, span.size);
        }
        break;
    case FIELD_LOCALIZED:
        *(struct localized *)at = get_localized(reader, state);
        break;
    case FIELD_CHOICES:
        *(struct choices *)at = get_choices(reader, state);
        break;
    case FIELD_TAGS:
        span = get_span(reader, state);
        *(struct tags *)at = (struct tags){(const struct tag *)(const void *)span.data,
                                           (uint32_t)(span.size / sizeof(struct tag))};
        break;
    case FIELD_IDS:
        *(struct ids *)at = get_ids(reader, state);
        break;
    case FIELD_INTS:
        *(struct ints *)at = get_ints(reader, state);
        break;
    }
}

static void get_rows(struct reader *reader, struct summit_state *state, enum summit_entity entity)
{
    const struct record *record = &summit_entities[entity];
    struct entity_table *table = &state->tables[entity];
    uint32_t next_id = reader_be32(reader), count = reader_be32(reader);
    for (uint32_t i = 0; i < count && !reader->failed; i++) {
        uint32_t id = reader_be32(reader);
        /* Rows stand in the order of their places, not of their ids. */
        table->next_id = 1;
        bool is_first = entity == ENTITY_SUMMIT && id == 1;
        if (id == 0 || id >= next_id || !heap_has_room(&state->heap) ||
            (!is_first && state_is_taken(state, entity, id))) {
            reader->failed = true;
            return;
        }
        struct entity_head *row =
            is_first ? state_row(state, entity, 1) : state_add(state, entity, id);
        row->revision = reader_be64(reader);
        for (uint32_t j = 0; j < record->field_count && !reader->failed; j++) {
            get_field(reader, state, &record->fields[j], row);
        }
    }
    table->next_id = next_id;
}

static void get_ballots(struct reader *reader, struct summit_state *state)
{
    uint32_t count = reader_be32(reader);
    for (uint32_t i = 0; i < count && !reader->failed; i++) {
        uint32_t motion = reader_be32(reader), location = reader_be32(reader);
        struct ballot ballot = {.weight = reader_be32(reader), .choice = reader_u8(reader)};
        if (!state_motion(state, motion) || location == 0 || location > SUMMIT_LOCATIONS_MAX ||
            ballot.choice >= BALLOT_CHOICE + SUMMIT_CHOICES_MAX) {
            reader->failed = true;
            return;
        }
        *state_ballot_row(state, motion, location) = ballot;
    }
}

const char *snapshot_read(struct summit_state *state, struct bytes snapshot)
{
    ASSERT(state->sequence == 0);
    if (snapshot.size < 32 || load_be64(snapshot.data + snapshot.size - 8) !=
                                  fnv(fnv_start, bytes_of(snapshot.data, snapshot.size - 8))) {
        return "The snapshot is damaged or cut short.";
    }
    struct reader reader = reader_of(bytes_of(snapshot.data, snapshot.size - 8));
    if (!bytes_equal_text(reader_take(&reader, 4), "PLNS") ||
        reader_be32(&reader) != SNAPSHOT_VERSION || reader_be64(&reader) != table_hash()) {
        return "The snapshot was made by another version.";
    }
    state->sequence = reader_be64(&reader);
    for (int section = 0; section < SECTION_COUNT; section++) {
        for (int room = 0; room <= SUMMIT_ROOMS_MAX; room++) {
            state->versions[section][room] = reader_be64(&reader);
        }
    }
    for (int entity = 0; entity < ENTITY_COUNT && !reader.failed; entity++) {
        get_rows(&reader, state, (enum summit_entity)entity);
    }
    uint32_t upvotes = reader_be32(&reader);
    for (uint32_t i = 0; i < upvotes && !reader.failed; i++) {
        state_add_upvote(state, reader_be64(&reader));
    }
    get_ballots(&reader, state);
    STATE_EACH(state, ENTITY_INVITATION, invitation, invitation)
    {
        state_index_invitation(state, invitation);
    }
    return reader.failed || reader_left(&reader) > 0 ? "The snapshot is damaged." : NULL;
}
