#include "support.h"

#include <sys/mman.h>

#include "summit/ballot.h"

enum { VIEW_SIZE = 8 << 20 };

struct summit_state *state_make(void **memory)
{
    *memory = mmap(NULL, summit_state_size(), PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    assert_true(*memory != MAP_FAILED);
    return summit_state_init(*memory);
}

void state_end(void *memory)
{
    munmap(memory, summit_state_size());
}

int world_setup(void **state)
{
    static const char *const people[] = {
        "\"name\":\"Dara\",\"role\":\"director\"",
        "\"name\":\"Mo\",\"role\":\"moderator\"",
        "\"name\":\"Sun\",\"role\":\"speaker\",\"title\":\"Minister of Water\"",
        "\"name\":\"Kip\",\"role\":\"delegate\",\"location\":1",
        "\"name\":\"Chela\",\"role\":\"delegate\",\"location\":2",
        "\"name\":\"Vi\",\"email\":\"vi@example.org\"",
        "\"name\":\"Ines\",\"role\":\"interpreter\"",
        "\"name\":\"Pat\",\"role\":\"press\"",
    };
    struct world *world = calloc(1, sizeof(*world));
    *state = world;
    world->state = state_make(&world->memory);
    world->log = writer_of(malloc(LOG_SIZE), LOG_SIZE);
    world->now_ms = NOON;
    must(world, OPERATOR,
         "{\"command\":\"summit_edit\",\"name\":{\"en\":\"Water\"},"
         "\"time_zone\":\"Europe/Zurich\",\"languages\":[\"en\",\"fr\"]}");
    must(world, OPERATOR,
         "{\"command\":\"room_add\",\"slug\":\"hall\",\"name\":{\"en\":\"Hall\"}}");
    must(world, OPERATOR,
         "{\"command\":\"location_add\",\"name\":\"Kenya\",\"country\":\"KE\",\"weight\":3}");
    must(world, OPERATOR,
         "{\"command\":\"location_add\",\"name\":\"Chile\",\"country\":\"CL\",\"weight\":1}");
    must(world, OPERATOR,
         "{\"command\":\"location_add\",\"name\":\"Samoa\",\"country\":\"WS\",\"weight\":2}");
    for (size_t i = 0; i < COUNT_OF(people); i++) {
        must(world, OPERATOR, "{\"command\":\"person_add\",%s}", people[i]);
    }
    return 0;
}

int world_teardown(void **state)
{
    struct world *world = *state;
    assert_replays(world);
    state_end(world->memory);
    free(world->log.start);
    free(world);
    return 0;
}

/* Through JSON and back, as the log does it. */
static void apply_event(struct world *world, const struct summit_event *event)
{
    static uint8_t text[MESSAGE_SIZE_MAX], again[MESSAGE_SIZE_MAX];
    struct writer writer = writer_of(text, sizeof(text)), second = writer_of(again, sizeof(again));
    struct summit_event parsed;
    event_write(&writer, event);
    const char *problem = event_parse(&world->other, writer_bytes(&writer), &parsed);
    assert_string_equal(problem ? problem : "", "");
    event_write(&second, &parsed);
    assert_true(bytes_equal(writer_bytes(&writer), writer_bytes(&second)));
    uint32_t count = summit_effects(world->state, &parsed, world->effects);
    world->effect_count = count ? count : world->effect_count;
    concerns_note(&world->concerns, world->state, &parsed);
    problem = summit_apply(world->state, &parsed);
    assert_string_equal(problem ? problem : "", "");
    writer_put(&world->log, writer_bytes(&writer));
    writer_u8(&world->log, '\n');
    assert_false(world->log.failed);
}

/* The seal is the node's (node/ballot_seal.h): here what it holds lies in the world, at once. */
static void seal(struct world *world, struct summit_event *event)
{
    struct event_ballots_sealed *fields = &event->fields.ballots_sealed;
    if (event->kind == EVENT_BALLOTS_SEALED) {
        fields->sealed = bytes_of_text("seal");
        for (size_t i = 0; i < SUMMIT_CHOICES_MAX; i++) {
            world->secret[fields->motion][i] += world->decision.secret[i];
        }
    }
}

static void unseal(struct world *world, const struct summit_command *command,
                   struct summit_request *request)
{
    const struct summit_motion *motion =
        command->kind == COMMAND_MOTION_CLOSE
            ? state_motion(world->state, command->fields.motion_close.motion)
            : NULL;
    if (motion && motion->mode == SUMMIT_BALLOT_MODE_SECRET) {
        request->unsealed = (struct ints){world->secret[motion->id], motion_choice_count(motion)};
    }
}

enum summit_refusal world_decide(struct world *world, uint32_t person,
                                 const struct summit_command *command)
{
    struct summit_request request = {
        .actor = {person == OPERATOR   ? ACTOR_OPERATOR
                  : person == STRANGER ? ACTOR_STRANGER
                                       : ACTOR_PERSON,
                  person == STRANGER ? 0 : person},
        .now_ms = world->now_ms,
        .presence = {world->present, COUNT_OF(world->present)},
    };
    struct summit_decision *decision = &world->decision;
    world->effect_count = 0;
    unseal(world, command, &request);
    summit_decide(world->state, &request, command, decision);
    for (uint32_t i = 0; i < decision->event_count; i++) {
        seal(world, &decision->events[i]);
        apply_event(world, &decision->events[i]);
    }
    assert_true(!decision->refusal.reason || decision->refusal.sentence[0]);
    return reason_refusal(decision->refusal.reason);
}

static enum summit_refusal ask_text(struct world *world, uint32_t person, const char *format,
                                    va_list arguments)
{
    static char text[MESSAGE_SIZE_MAX];
    struct summit_command command;
    vsnprintf(text, sizeof(text), format, arguments);
    const char *problem = command_parse(&world->scratch, bytes_of_text(text), &command);
    if (problem) {
        world->decision.event_count = 0;
        decision_refuse(&world->decision, REASON_MALFORMED, .problem = bytes_of_text(problem));
        return REFUSED_MALFORMED;
    }
    return world_decide(world, person, &command);
}

enum summit_refusal ask(struct world *world, uint32_t person, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    enum summit_refusal refusal = ask_text(world, person, format, arguments);
    va_end(arguments);
    return refusal;
}

void must(struct world *world, uint32_t person, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    enum summit_refusal refusal = ask_text(world, person, format, arguments);
    va_end(arguments);
    assert_string_equal(refusal ? world->decision.refusal.sentence : "", "");
}

static const char *checked_text(struct writer *writer)
{
    static uint8_t memory[VIEW_SIZE];
    static struct json_document document;
    struct writer strings = writer_of(memory, sizeof(memory));
    const char *problem = json_parse(&document, writer_bytes(writer), &strings);
    if (problem && !strstr(problem, "values")) { /* a large view has more than fit */
        assert_string_equal(problem, "");
    }
    writer_u8(writer, 0);
    assert_false(writer->failed);
    return (const char *)writer->start;
}

const char *view_of(struct world *world, enum summit_role role, uint32_t room, uint64_t since)
{
    static uint8_t text[VIEW_SIZE];
    struct writer writer = writer_of(text, sizeof(text));
    summit_view_write(&writer, world->state, role, room, since, world->now_ms);
    return checked_text(&writer);
}

const char *own_view_of(struct world *world, uint32_t person, uint32_t room)
{
    static uint8_t text[VIEW_SIZE];
    struct writer writer = writer_of(text, sizeof(text));
    summit_view_own_write(&writer, world->state, person, room);
    return checked_text(&writer);
}

void assert_replays(struct world *world)
{
    void *memory;
    struct summit_state *fresh = state_make(&memory);
    struct reader reader = reader_of(writer_bytes(&world->log));
    while (reader_left(&reader) > 0) {
        struct summit_event event;
        size_t size =
            (size_t)((const uint8_t *)memchr(reader.at, '\n', reader_left(&reader)) - reader.at);
        assert_null(event_parse(&world->other, reader_take(&reader, size), &event));
        (void)reader_u8(&reader);
        assert_null(summit_apply(fresh, &event));
    }
    assert_int_equal(fresh->sequence, world->state->sequence);
    assert_true(summit_state_hash(fresh) == summit_state_hash(world->state));
    state_end(memory);
}
