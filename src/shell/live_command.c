/* What people say over their WebSocket: commands, by the same way as those of the REST API; words,
 * which the room hears; and reactions, which are only counted.
 */
#include "base/json.h"
#include "shell/live_reader.h"

enum {
    COMMANDS_MAX = HOST_REQUESTS_MAX / 2, /* that wait for the disk, of all readers; */
    COMMANDS_OF_ONE_MAX = 32,             /* and of one */
    REFUSED_MAX = 100,                    /* messages in a row that came too fast */
    REACTIONS_A_SECOND = 5,               /* of one person, by however many sockets */
};
#define MESSAGE_US (50 * MS_US)    /* one each, on the average; */
#define BURST_US   (2 * SECOND_US) /* those of so long at once */

/* A command that is not answered yet. */
struct live_command {
    struct host_call call;
    struct live *live;
    struct live_reader *reader; /* NULL: is gone */
    struct live_command *next;  /* of the same reader */
    size_t id_size;
    uint8_t id[CLIENT_ID_MAX];
};

/* An answer that finds no room is lost; the page asks again with the same id. */
static void answer(struct live *live, struct live_reader *reader, struct bytes id,
                   const struct host_answer *what)
{
    struct writer writer = writer_of(live->view, sizeof(live->view));
    writer_text(&writer, "{\"type\":\"answer\",");
    if (id.size > 0) {
        writer_text(&writer, "\"id\":");
        json_write_string(&writer, id);
        writer_u8(&writer, ',');
    }
    if (!what->refusal.reason) {
        writer_format(&writer, "\"status\":200,\"sequence\":%llu,\"events\":[",
                      (unsigned long long)what->sequence);
        writer_put(&writer, what->events);
        writer_text(&writer, "]}");
    } else {
        live_write_refusal(&writer, &what->refusal);
        writer_u8(&writer, '}');
    }
    ASSERT(!writer.failed);
    bool ignored = live_send(live, reader, writer_bytes(&writer));
    (void)ignored;
}

static void answer_refused(struct live *live, struct live_reader *reader, struct bytes id,
                           const struct grounds *grounds)
{
    struct host_answer what = {0};
    refusal_make(&what.refusal, grounds);
    answer(live, reader, id, &what);
}
#define refuse_command(live, reader, id, ...)                                                      \
    answer_refused(live, reader, id, &(const struct grounds){.reason = __VA_ARGS__})

static void forget(struct live_command *command)
{
    struct live_command **at = &command->reader->commands;
    while (*at != command) {
        at = &(*at)->next;
    }
    *at = command->next;
    command->reader->command_count--;
}

static void answered(struct host_call *call, const struct host_answer *what)
{
    struct live_command *command = CONTAINER_OF(call, struct live_command, call);
    struct live *live = command->live;
    if (command->reader) {
        forget(command);
        answer(live, command->reader, bytes_of(command->id, command->id_size), what);
    }
    live->command_count--;
    free(command);
}

void live_command_closed(struct live_reader *reader)
{
    for (struct live_command *at = reader->commands; at; at = at->next) {
        at->reader = NULL;
    }
}

static struct live_command *command_new(struct live *live, struct live_reader *reader,
                                        struct bytes id)
{
    bool may_wait =
        live->command_count < COMMANDS_MAX && reader->command_count < COMMANDS_OF_ONE_MAX;
    struct live_command *command = may_wait ? malloc(sizeof(*command)) : NULL;
    if (command) {
        *command = (struct live_command){.call.answered = answered,
                                         .live = live,
                                         .reader = reader,
                                         .next = reader->commands,
                                         .id_size = id.size};
        memcpy(command->id, id.data, id.size);
        reader->commands = command;
        reader->command_count++;
        live->command_count++;
    }
    return command;
}

static void ask(struct live *live, struct live_reader *reader, const struct client_message *message)
{
    struct summit_service *summit = live->summit;
    struct actor actor = {ACTOR_PERSON,
                          summit_api_person(&summit->api, bytes_of_text(reader->session))};
    uint8_t key[LOG_KEY_SIZE];
    if (!actor.person) {
        refuse_command(live, reader, message->id, REASON_SESSION_ENDED);
        return;
    }
    struct live_command *command = command_new(live, reader, message->id);
    if (!command) {
        refuse_command(live, reader, message->id, REASON_COMMANDS_WAIT);
        return;
    }
    summit_host_ask(summit->host, &actor, &message->command,
                    summit_api_key(&actor, message->id, key), &command->call);
}

static void react(struct live *live, struct live_reader *reader, struct bytes name, uint64_t now_us)
{
    uint32_t row = ((uint32_t)reader->who.person - 1) % SUMMIT_PEOPLE_MAX;
    enum reaction reaction = reaction_of(name);
    if (reaction == REACTION_COUNT) {
        refuse_command(live, reader, (struct bytes){0}, REASON_NO_SUCH_REACTION);
        return;
    }
    if (rate_take(&live->reacted[row], (int64_t)(now_us / SECOND_US), REACTIONS_A_SECOND)) {
        reactions_add(&live->reactions, live_summit_room(reader->room), reaction);
    }
}

static void word(struct live *live, struct live_reader *reader,
                 const struct client_message *message)
{
    struct host_answer what = {.sequence = live->summit->host->durable->sequence};
    bool is_heard = live_caption_hear(live, reader, message, &what.refusal);
    if (!is_heard || message->id.size > 0) {
        answer(live, reader, message->id, &what);
    }
}

/* Whether one more message is not too many. */
static bool take_turn(struct live_reader *reader, uint64_t now_us)
{
    uint64_t next_us = MAX(reader->next_us, now_us) + MESSAGE_US;
    if (next_us > now_us + BURST_US) {
        reader->refused_count++;
        return false;
    }
    reader->next_us = next_us;
    reader->refused_count = 0;
    return true;
}

/* What was said and is understood. */
static void take(struct live *live, struct live_reader *reader,
                 const struct client_message *message, uint64_t now_us)
{
    if (message->kind == MESSAGE_WORD) {
        word(live, reader, message);
    } else if (!reader->is_person) {
        refuse_command(live, reader, message->id, REASON_ONLY_PEOPLE_COMMAND);
    } else if (message->kind == MESSAGE_REACTION) {
        react(live, reader, message->reaction, now_us);
    } else {
        ask(live, reader, message);
    }
}

void live_heard(struct live *live, struct live_reader *reader, struct bytes text, uint64_t now_us)
{
    struct client_message message;
    bool is_in_time = take_turn(reader, now_us);
    if (reader->is_closing) {
        return;
    }
    if (reader->refused_count > REFUSED_MAX) {
        live_close(reader, CLOSE_POLICY, "Too many messages, too fast.");
        return;
    }
    const char *problem = client_message_parse(&live->summit->api.scratch, text, &message);
    if (problem) {
        refuse_command(live, reader, message.id, REASON_MALFORMED,
                       .problem = bytes_of_text(problem));
    } else if (!is_in_time) {
        refuse_command(live, reader, message.id, REASON_TOO_MANY_MESSAGES);
    } else {
        take(live, reader, &message, now_us);
    }
}
