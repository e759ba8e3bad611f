/* Whatever is asked of a summit, in whatever order: the log alone gives the same state again,
 * a snapshot too, and no view holds what is denied to its role.
 */
#include "support.h"

#include "summit/export.h"

/* Sanitizers make it slow: then fewer, so that the whole run stays short. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { SEQUENCES = 300 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
enum { SEQUENCES = 300 };
#else
enum { SEQUENCES = 10000 };
#endif
#else
enum { SEQUENCES = 10000 };
#endif

/* ---- random commands, along the table ---- */

static uint64_t seed;

static uint32_t draw(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)((seed >> 16) % below);
}

/* One of the ids there are, or now and then one that is not. */
static uint32_t draw_id(const struct summit_state *state, enum summit_entity entity)
{
    const struct entity_table *table = &state->tables[entity];
    uint32_t last = MIN(table->next_id - 1, 12u);
    return draw(30) == 0 || last == 0 ? draw(100) : table->next_id - 1 - draw(last);
}

static struct localized draw_localized(struct localized_text texts[2])
{
    static const char *const words[] = {"Water", "L'eau",
                                        "\xd8\xa7\xd9\x84\xd9\x85\xd8\xa7\xd8\xa1", "x"};
    texts[0] = (struct localized_text){{"en"}, bytes_of_text(words[draw(4)])};
    texts[1] = (struct localized_text){{"ar"}, bytes_of_text(words[draw(4)])};
    return (struct localized){texts, 1 + draw(2)};
}

struct drawn {
    struct localized_text texts[8][2];
    struct localized choices[3];
    uint32_t ids[8][9];
    struct tag tags[2];
};

static void draw_field(const struct summit_state *state, const struct field *field, void *fields,
                       struct drawn *drawn, uint32_t index)
{
    static const char *const texts[] = {
        "a", "Caf\xc3\xa9", "KE", "hall", "longer text, \"quoted\"", "b-2"};
    void *out = (uint8_t *)fields + field->offset;
    int64_t number = field->minimum + draw((uint32_t)MIN(field->maximum - field->minimum + 1, 5));
    uint32_t small;
    index &= 7;
    switch (field->type) {
    case FIELD_ID:
        small = field->required || draw(3) == 0 ? draw_id(state, field->target) : 0;
        memcpy(out, &small, sizeof(small));
        break;
    case FIELD_IDS:
        small = draw((uint32_t)MIN(field->maximum, 4));
        for (uint32_t i = 0; i < small; i++) {
            drawn->ids[index][i] = draw_id(state, field->target);
        }
        *(struct ids *)out = (struct ids){drawn->ids[index], small};
        break;
    case FIELD_TEXT:
        *(struct bytes *)out = bytes_of_text(field->maximum == 2 ? "KE" : texts[draw(6)]);
        break;
    case FIELD_LOCALIZED:
        *(struct localized *)out = draw_localized(drawn->texts[index]);
        break;
    case FIELD_CHOICES:
        small = draw(4);
        for (uint32_t i = 0; i < small; i++) {
            drawn->choices[i] = draw_localized(drawn->texts[5 + i]);
        }
        *(struct choices *)out = (struct choices){drawn->choices, small};
        break;
    case FIELD_TAG:
        *(struct tag *)out = draw(2) ? (struct tag){"fr"} : (struct tag){""};
        break;
    case FIELD_TAGS:
        drawn->tags[0] = (struct tag){"en"};
        drawn->tags[1] = (struct tag){"fa"};
        *(struct tags *)out = (struct tags){drawn->tags, 1 + draw(2)};
        break;
    case FIELD_ENUM:
        small = draw(summit_enumerations[field->target].count);
        memcpy(out, &small, sizeof(small));
        break;
    case FIELD_INT:
        number = strcmp(field->name, "revision") == 0 ? 0 : number;
        memcpy(out, &number, sizeof(number));
        break;
    case FIELD_TIME:
        number = NOON + draw(100) * 60000;
        memcpy(out, &number, sizeof(number));
        break;
    case FIELD_HASH:
        memset(out, (int)draw(12), sizeof(struct digest));
        break;
    case FIELD_INTS:
        break;
    }
}

static void draw_command(const struct summit_state *state, struct summit_command *command,
                         struct drawn *drawn)
{
    memset(command, 0, sizeof(*command));
    command->kind = (enum summit_command_kind)draw(COMMAND_COUNT);
    /* People are banned, removed and sent out less often than they act. */
    if (draw(6) &&
        (command->kind == COMMAND_PERSON_BAN || command->kind == COMMAND_PERSON_REMOVE ||
         command->kind == COMMAND_PERSON_EJECT || command->kind == COMMAND_STAGE_UNSEAT)) {
        command->kind = COMMAND_STAGE_INVITE + draw(COMMAND_HAND_RAISE - COMMAND_STAGE_INVITE);
    }
    const struct record *record = &summit_commands[command->kind];
    for (uint32_t i = 0; i < record->field_count; i++) {
        draw_field(state, &record->fields[i], &command->fields, drawn, i);
    }
}

/* Who can mean it: often the one whose seat it is, else anybody. */
static uint32_t draw_actor(const struct summit_state *state, const struct summit_command *command)
{
    const struct field *field = record_field(&summit_commands[command->kind], "seat");
    const struct summit_seat *seat =
        field ? state_seat(state, field_id(field, &command->fields)) : NULL;
    uint32_t kind = draw(10);
    if (seat && kind < 5) {
        return seat->person;
    }
    return kind < 4 ? OPERATOR : kind == 4 ? STRANGER : draw_id(state, ENTITY_PERSON);
}

/* ---- what must hold ---- */

static void assert_nothing_denied(struct world *world, uint64_t since)
{
    const char *viewer = view_of(world, SUMMIT_ROLE_VIEWER, 1, since);
    static const char *const denied[] = {"\"secret_hash\"", "\"device_hash\"",
                                         "\"email\"",       "\"green_room\"",
                                         "\"lobby\":{",     "\"alerts\"",
                                         "\"people\":{",    "\"preview_",
                                         "\"asked\"",       "\"draft\"",
                                         "\"topic\"",       "\"mute_reason\"",
                                         "\"ban_reason\"",  "\"status\":\"invited\""};
    for (size_t i = 0; i < COUNT_OF(denied); i++) {
        assert_lacks(viewer, denied[i]);
    }
    for (int role = 0; role < SUMMIT_ROLE_COUNT; role++) {
        const char *view = view_of(world, (enum summit_role)role, 1, since);
        assert_lacks(view, "\"secret_hash\"");
        assert_lacks(view, "\"device_hash\"");
        assert_lacks(view, "\"tally\"");
        if (role < SUMMIT_ROLE_MODERATOR) {
            assert_lacks(view, "\"draft\"");
            assert_lacks(view, "\"preview_");
        }
        if (role < SUMMIT_ROLE_DIRECTOR) {
            assert_lacks(view, "\"alerts\"");
        }
    }
    (void)own_view_of(world, 1 + draw(12), 1);
}

enum { PEOPLE_WATCHED = 12, ROOMS_WATCHED = 2 };

/* What each of the first few people would be told of themselves, and whether they may stay. */
static void note_own(struct world *world, uint64_t own[PEOPLE_WATCHED][ROOMS_WATCHED])
{
    for (uint32_t person = 1; person <= PEOPLE_WATCHED; person++) {
        uint64_t opened = 1;
        STATE_EACH(world->state, ENTITY_INVITATION, invitation, invitation)
        {
            bool is_open = invitation->status == SUMMIT_INVITATION_STATUS_OPENED;
            opened += invitation->person == person && is_open ? invitation->id : 0;
        }
        for (uint32_t room = 1; room <= ROOMS_WATCHED; room++) {
            const char *text = strstr(own_view_of(world, person, room), ",\"person\"");
            uint64_t hash = opened;
            for (; text && *text; text++) {
                hash = (hash ^ (uint8_t)*text) * 0x100000001b3u;
            }
            own[person - 1][room - 1] = hash;
        }
    }
}

static void assert_concerns_cover(struct world *world, uint64_t sequence,
                                  uint64_t before[PEOPLE_WATCHED][ROOMS_WATCHED],
                                  enum summit_command_kind kind)
{
    uint64_t after[PEOPLE_WATCHED][ROOMS_WATCHED];
    note_own(world, after);
    for (uint32_t person = 1; person <= PEOPLE_WATCHED; person++) {
        for (uint32_t room = 1; room <= ROOMS_WATCHED; room++) {
            if (before[person - 1][room - 1] != after[person - 1][room - 1] &&
                concerns_of(&world->concerns, world->state, person, room) <= sequence) {
                fail_msg("%s concerned person %u in room %u", summit_commands[kind].name, person,
                         room);
            }
        }
    }
    memcpy(before, after, sizeof(after));
}

struct bag {
    struct snapshot_sink sink;
    struct writer writer;
};

static bool keep(struct snapshot_sink *sink, struct bytes piece)
{
    struct bag *bag = CONTAINER_OF(sink, struct bag, sink);
    writer_put(&bag->writer, piece);
    return !bag->writer.failed;
}

/* Through a snapshot and back; and on from there as from the live state. */
static void assert_snapshot_is_the_state(struct world *world, void *bytes, size_t size)
{
    struct bag bag = {{keep}, writer_of(bytes, size)};
    void *memory;
    struct summit_state *fresh = state_make(&memory);
    assert_true(snapshot_write(world->state, &bag.sink));
    const char *problem = snapshot_read(fresh, writer_bytes(&bag.writer));
    assert_string_equal(problem ? problem : "", "");
    assert_true(summit_state_hash(fresh) == summit_state_hash(world->state));
    assert_int_equal(fresh->heap.used, world->state->heap.used);
    STATE_EACH(world->state, ENTITY_INVITATION, invitation, invitation)
    {
        assert_int_equal(state_invitation_of(fresh, &invitation->secret_hash)->id, invitation->id);
    }
    state_end(memory);
}

enum { SNAPSHOT_MAX = 16 << 20 };

static void replay_01_random_summits(void **state)
{
    static struct drawn drawn;
    uint64_t accepted[COMMAND_COUNT] = {0}, own[PEOPLE_WATCHED][ROOMS_WATCHED];
    const char *wish = getenv("SUMMIT_SEQUENCES");
    int sequences = wish ? atoi(wish) : SEQUENCES;
    void *bytes = malloc(SNAPSHOT_MAX);
    (void)state;
    for (int i = 0; i < sequences; i++) {
        struct world *world;
        struct summit_command command;
        seed = 0x9e3779b97f4a7c15u * (uint64_t)(i + 1);
        world_setup((void **)&world);
        note_own(world, own);
        for (int j = 0; j < 400; j++) {
            uint64_t sequence = world->state->sequence;
            draw_command(world->state, &command, &drawn);
            enum summit_refusal refusal =
                world_decide(world, draw_actor(world->state, &command), &command);
            accepted[command.kind] += !refusal && world->decision.event_count > 0;
            world->now_ms += draw(5000);
            if (i % 40 == 0) {
                assert_concerns_cover(world, sequence, own, command.kind);
            }
        }
        assert_nothing_denied(world, 0);
        assert_nothing_denied(world, 1 + draw((uint32_t)world->state->sequence));
        if (i % 8 == 0) {
            assert_snapshot_is_the_state(world, bytes, SNAPSHOT_MAX);
        }
        world_teardown((void **)&world); /* replays */
    }
    /* Every command must have been accepted now and then: else nothing was tested of it. */
    for (int kind = 0; kind < COMMAND_COUNT && sequences >= 1000; kind++) {
        if (accepted[kind] == 0) {
            print_message("never accepted: %s\n", summit_commands[kind].name);
        }
        assert_true(accepted[kind] > 0);
    }
    free(bytes);
}

static void replay_02_a_damaged_snapshot_is_refused(void **state)
{
    WORLD(state);
    uint8_t *bytes = malloc(SNAPSHOT_MAX);
    struct bag bag = {{keep}, writer_of(bytes, SNAPSHOT_MAX)};
    assert_true(snapshot_write(world->state, &bag.sink));
    struct bytes whole = writer_bytes(&bag.writer);
    for (size_t i = 0; i < whole.size; i += whole.size / 16) {
        void *memory;
        struct summit_state *fresh = state_make(&memory);
        bytes[i] ^= 1;
        assert_non_null(snapshot_read(fresh, whole));
        bytes[i] ^= 1;
        assert_non_null(snapshot_read(fresh, bytes_of(bytes, i)));
        state_end(memory);
    }
    struct bag full = {{keep}, writer_of(bytes, 100)};
    assert_false(snapshot_write(world->state, &full.sink));
    free(bytes);
}

static void replay_03_an_event_out_of_turn_is_refused(void **state)
{
    WORLD(state);
    const uint64_t hash = summit_state_hash(world->state);
    struct summit_event event = {.sequence = world->state->sequence, .kind = EVENT_STAGE_TAKEN};
    event.fields.stage_taken.room = 1;
    assert_non_null(summit_apply(world->state, &event));
    event.sequence += 2;
    assert_non_null(summit_apply(world->state, &event));
    event.sequence -= 1;
    event.fields.stage_taken.room = 7;
    assert_non_null(summit_apply(world->state, &event));
    event.fields.stage_taken.room = 0;
    assert_non_null(summit_apply(world->state, &event));
    event = (struct summit_event){.sequence = event.sequence, .kind = EVENT_ROOM_ADDED};
    event.fields.room_added.room = 1; /* is there already */
    assert_non_null(summit_apply(world->state, &event));
    assert_true(summit_state_hash(world->state) == hash);
}

static void replay_04_an_export_is_read_back(void **state)
{
    WORLD(state);
    struct import import;
    struct summit_event event;
    const char *problem;
    void *memory;
    struct summit_state *fresh = state_make(&memory);
    struct bytes log = writer_bytes(&world->log);
    char *file = malloc(log.size + 64);
    size_t head = strlen(EXPORT_HEAD);
    memcpy(file, EXPORT_HEAD, head);
    memcpy(file + head, log.data, log.size);
    assert_null(import_open(&import, bytes_of(file, head + log.size)));
    while (import_next(&import, fresh, &world->other, &event, &problem)) {
    }
    assert_null(problem);
    assert_true(summit_state_hash(fresh) == summit_state_hash(world->state));
    state_end(memory);
    assert_non_null(import_open(&import, log));
    assert_null(import_open(&import, bytes_of(file, head + log.size - 1)));
    fresh = state_make(&memory);
    while (import_next(&import, fresh, &world->other, &event, &problem)) {
    }
    assert_has(problem, "cut short");
    state_end(memory);
    free(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replay_01_random_summits),
        cmocka_unit_test_setup_teardown(replay_02_a_damaged_snapshot_is_refused, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(replay_03_an_event_out_of_turn_is_refused, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(replay_04_an_export_is_read_back, world_setup,
                                        world_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
