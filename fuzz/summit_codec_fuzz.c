/* Lines of JSON, each a command or an event: what is parsed is written and parsed to the same
 * again; commands are decided and events applied to a summit, which stays one that can be
 * shown and hashed, whatever came.
 */
#include "summit/ballot_box.h"
#include "summit/caption.h"
#include "summit/codec.h"
#include "summit/effect.h"
#include "summit/snapshot.h"
#include "summit/view.h"

#include <sys/mman.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct codec_scratch scratch, other;
static uint8_t text[256 << 10], again[256 << 10], view[4 << 20];
static struct effect effects[EFFECTS_MAX];

static void apply(struct summit_state *state, const struct summit_event *event)
{
    struct summit_event parsed;
    struct writer writer = writer_of(text, sizeof(text)), second = writer_of(again, sizeof(again));
    event_write(&writer, event);
    ASSERT(!writer.failed);
    if (event_parse(&other, writer_bytes(&writer), &parsed)) {
        ASSERT(writer_bytes(&writer).size > MESSAGE_SIZE_MAX); /* escapes made it larger */
        return;
    }
    event_write(&second, &parsed);
    ASSERT(bytes_equal(writer_bytes(&writer), writer_bytes(&second)));
    uint64_t sequence = state->sequence;
    const char *problem = summit_apply(state, &parsed);
    ASSERT(state->sequence == sequence + (problem == NULL));
}

/* A secret ballot goes through the box, as in the node, and comes out as an event to be sealed. */
static void seal(const struct summit_state *state, struct summit_decision *decision)
{
    static struct ballot_box box;
    struct summit_event *event = &decision->events[0];
    enum ballot_box_answer put = ballot_box_put(&box, decision, 0);
    bool is_taken = ballot_box_take(&box, event);
    ASSERT(put == BALLOT_BOX_PUT && is_taken);
    event->sequence = state->sequence + 1;
    event->fields.ballots_sealed.sealed = bytes_of_text("AAAA");
}

static void decide(struct summit_state *state, const struct summit_command *command)
{
    static struct summit_decision decision;
    static uint64_t present[16] = {~UINT64_C(0)};
    const struct summit_request request = {.actor = {command->kind == COMMAND_INVITATION_OPEN
                                                         ? ACTOR_STRANGER
                                                     : state->sequence % 2 ? ACTOR_PERSON
                                                                           : ACTOR_OPERATOR,
                                                     1 + (uint32_t)(state->sequence % 5)},
                                           .now_ms = (int64_t)state->sequence * 1000,
                                           .presence = {present, 16}};
    summit_decide(state, &request, command, &decision);
    ASSERT(!decision.refusal.reason || decision.refusal.sentence[0]);
    if (decision.event_count > 0 && decision.events[0].kind == EVENT_BALLOTS_SEALED) {
        seal(state, &decision);
    }
    for (uint32_t i = 0; i < decision.event_count; i++) {
        struct summit_event event = decision.events[i];
        ASSERT(summit_effects(state, &event, effects) <= EFFECTS_MAX);
        ASSERT(!summit_apply(state, &event)); /* what was decided can be applied */
    }
}

static void caption(const struct summit_state *state, const struct word_caption *fields)
{
    static struct captions captions;
    struct refusal why;
    const struct actor actor = {ACTOR_PERSON, 1};
    if (captions_write(&captions, state, &actor, 1, fields, (int64_t)state->sequence * 1000,
                       &why)) {
        struct caption_track *track = captions_track(&captions.rooms[1], &fields->language);
        ASSERT(fields->text.size == 0 || captions_told(track).size > 0);
    }
}

static void read_line(struct summit_state *state, struct bytes line)
{
    struct summit_command command;
    struct summit_event event;
    struct client_message message;
    if (!command_parse(&scratch, line, &command)) {
        struct writer writer = writer_of(text, sizeof(text));
        command_write(&writer, &command);
        ASSERT(!writer.failed);
        decide(state, &command);
    } else if (!event_parse(&scratch, line, &event)) {
        event.sequence = state->sequence + 1;
        apply(state, &event);
    } else if (!client_message_parse(&scratch, line, &message)) {
        ASSERT(message.id.size <= CLIENT_ID_MAX);
        if (message.kind == MESSAGE_COMMAND) {
            ASSERT(message.id.size > 0);
            decide(state, &message.command);
        } else if (message.kind == MESSAGE_WORD && message.word == WORD_CAPTION) {
            caption(state, &message.word_fields.caption);
        }
    } else {
        ASSERT(scratch.document.problem[0]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *memory = mmap(NULL, summit_state_size(), PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    ASSERT(memory != MAP_FAILED);
    struct summit_state *state = summit_state_init(memory);
    while (size > 0) {
        const uint8_t *end = memchr(data, '\n', size);
        size_t length = end ? (size_t)(end - data) : size;
        read_line(state, bytes_of(data, length));
        length += end != NULL;
        data += length;
        size -= length;
    }
    for (int role = 0; role < SUMMIT_ROLE_COUNT; role++) {
        struct writer writer = writer_of(view, sizeof(view));
        summit_view_write(&writer, state, (enum summit_role)role, 1, 0, 0);
        summit_view_own_write(&writer, state, 1, 1);
    }
    (void)summit_effects_wanted(state, 1, effects);
    (void)summit_state_hash(state);
    munmap(memory, summit_state_size());
    return 0;
}
