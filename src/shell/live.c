#include "shell/live.h"

#include "base/json.h"
#include "summit/view.h"

enum { RESTART_AFTER_MS = 500, CLOSE_SERVICE_RESTART = 1012, CLOSE_NOT_ALLOWED = 4403,
       VIEW_MAX = WEBSOCKET_QUEUE_MAX - 1024 };

struct live_reader {
    struct live_reader *previous, *next;
    struct websocket *websocket;
    struct room *room;
    struct token who;
    bool is_person;
    uint64_t since;   /* the sequence of the view that was sent last; 0: none */
    uint64_t own_hash; /* of the "you" that was sent last */
    char session[SESSION_TEXT_MAX + 1];
    bool is_behind; /* did not take the last state: gets the next one */
};

void live_init(struct live *live, struct node *node, struct summit_service *summit)
{
    *live = (struct live){.node = node, .summit = summit};
}

/* The token travels as a subprotocol, "bearer.<token>": browsers cannot set headers. */
static struct bytes bearer_of(struct bytes protocols)
{
    static const char prefix[] = "bearer.";
    size_t size = sizeof(prefix) - 1;
    while (protocols.size > 0) {
        const uint8_t *comma = memchr(protocols.data, ',', protocols.size);
        size_t word = comma ? (size_t)(comma - protocols.data) : protocols.size;
        struct bytes protocol = bytes_of(protocols.data, word);
        while (protocol.size > 0 && protocol.data[0] == ' ') {
            protocol = bytes_of(protocol.data + 1, protocol.size - 1);
        }
        if (protocol.size > size && memcmp(protocol.data, prefix, size) == 0) {
            return bytes_of(protocol.data + size, protocol.size - size);
        }
        word += comma ? 1 : 0;
        protocols = bytes_of(protocols.data + word, protocols.size - word);
    }
    return (struct bytes){0};
}

/* "since=120": the view that the reader has from the socket before. */
static uint64_t since_of(struct bytes query)
{
    uint64_t since = 0;
    if (query.size < 7 || query.size > 22 || memcmp(query.data, "since=", 6) != 0) {
        return 0;
    }
    for (size_t i = 6; i < query.size; i++) {
        if (query.data[i] < '0' || query.data[i] > '9') {
            return 0;
        }
        since = since * 10 + (query.data[i] - '0');
    }
    return since;
}

bool live_upgrade(struct live *live, const struct http_request *request,
                  struct http_response *response, const struct node_time *time,
                  const char **subprotocol, void **user)
{
    struct bytes path = request->path, first, name;
    struct token who;
    if (!http_path_next(&path, &first) || !bytes_equal_text(first, "live") ||
        !http_path_next(&path, &name)) {
        http_problem(response, 404, "There is no WebSocket at this address.");
        return false;
    }
    struct room *room = node_find_room(live->node, name);
    struct bytes protocols = http_request_header(request, "Sec-WebSocket-Protocol");
    if (!room) {
        http_problem(response, 404, "There is no room of this name: check the link.");
        return false;
    }
    if (!http_list_has(protocols, "plenary.v1")) {
        http_problem(response, 400,
                     "Offer the subprotocols plenary.v1 and bearer.<token> on this WebSocket.");
        return false;
    }
    struct bytes bearer = bearer_of(protocols);
    bearer = bearer.size > 0 ? bearer : summit_api_session(request);
    if (!node_authorize(live->node, room, bearer, time, &who, response)) {
        return false;
    }
    struct live_reader *reader = live->node->is_draining ? NULL : calloc(1, sizeof(*reader));
    if (!reader) {
        writer_text(&response->headers, "Retry-After: 1\r\n");
        http_problem(response, 503, "The server is going down or full: come back in a moment.");
        return false;
    }
    reader->room = room;
    reader->who = who;
    reader->is_person = who.is_personal;
    if (reader->is_person) {
        memcpy(reader->session, bearer.data, bearer.size);
        reader->since = since_of(request->query);
    }
    *subprotocol = "plenary.v1";
    *user = reader;
    return true;
}

/* The room's part is written once for all; each reader's own is added. */
static void send_state(struct live_reader *reader, struct writer state)
{
    writer_format(&state, ",\"you\":{\"person\":\"%016llx\",\"role\":\"%s\",\"name\":",
                  (unsigned long long)reader->who.person,
                  reader->who.role == ROLE_SPEAKER ? "speaker" : "viewer");
    json_write_text(&state, reader->who.name);
    writer_text(&state, "}}");
    ASSERT(!state.failed);
    reader->is_behind = !websocket_send(reader->websocket, writer_bytes(&state));
}

/* ---- the summit's view ---- */

static bool has_other_socket(const struct live *live, const struct live_reader *of)
{
    for (const struct live_reader *at = live->first; at; at = at->next) {
        if (at != of && at->is_person && at->who.person == of->who.person) {
            return true;
        }
    }
    return false;
}

static void note_presence(struct live *live, const struct live_reader *reader, bool is_here)
{
    uint64_t bit = UINT64_C(1) << (reader->who.person % 64);
    uint64_t *word = &live->summit->present[reader->who.person / 64 % SUMMIT_PEOPLE_WORDS];
    if (is_here) {
        *word |= bit;
    } else if (!has_other_socket(live, reader)) {
        *word &= ~bit;
    }
}

/* What was written last, for all who may see the same and know as much. */
struct view_cache {
    enum summit_role role;
    uint32_t room;
    uint64_t since;
    bool is_set;
    struct writer text;
};

static void tell_view(const struct summit_state *state, struct live_reader *reader,
                      enum summit_role role, uint32_t room, struct view_cache *cache)
{
    static uint8_t memory[VIEW_MAX];
    struct view_cache own = {0};
    cache = cache ? cache : &own;
    if (!cache->is_set || cache->role != role || cache->room != room ||
        cache->since != reader->since) {
        *cache = (struct view_cache){role, room, reader->since, true,
                                     writer_of(memory, sizeof(memory))};
        summit_view_write(&cache->text, state, role, room, reader->since);
    }
    bool is_heard = !cache->text.failed && websocket_send(reader->websocket,
                                                          writer_bytes(&cache->text));
    /* Too slow, or too far behind: a new snapshot, once the queue has room. */
    reader->since = is_heard ? state->sequence : 0;
}

static void tell_own(const struct summit_state *state, struct live_reader *reader, uint32_t room)
{
    static uint8_t memory[64 << 10];
    struct writer text = writer_of(memory, sizeof(memory));
    uint64_t hash = UINT64_C(14695981039346656037);
    summit_view_own_write(&text, state, (uint32_t)reader->who.person, room);
    struct bytes whole = writer_bytes(&text);
    const uint8_t *at = memchr(whole.data + 13, ',', whole.size - 13); /* behind "sequence" */
    at = at ? memchr(at + 1, ',', whole.size - (size_t)(at + 1 - whole.data)) : NULL;
    for (; at && at < whole.data + whole.size; at++) {
        hash = (hash ^ *at) * UINT64_C(1099511628211);
    }
    if (hash != reader->own_hash && !text.failed &&
        websocket_send(reader->websocket, whole)) {
        reader->own_hash = hash;
    }
}

static void tell_summit(struct live *live, struct live_reader *reader, struct view_cache *cache)
{
    const struct summit_state *state = live->summit->host->durable;
    uint32_t person = summit_api_person(&live->summit->api, bytes_of_text(reader->session));
    uint32_t room = summit_service_room(live->summit, reader->room->name);
    const struct actor actor = {ACTOR_PERSON, person};
    char sentence[SENTENCE_MAX] = "Your session has ended.";
    if (reader->since > state->sequence) { /* of another summit */
        reader->since = 0;
    }
    if (reader->since == state->sequence) {
        return;
    }
    if (!person || summit_may_enter(state, person, room, sentence)) {
        websocket_close(reader->websocket, CLOSE_NOT_ALLOWED, sentence);
        return;
    }
    enum summit_role role = summit_role_of(state, &actor);
    if (reader->since == 0 || summit_view_has_changed(state, role, room, reader->since)) {
        tell_view(state, reader, role, room, cache);
    } else {
        reader->since = state->sequence;
    }
    tell_own(state, reader, room);
}

static void tell_people(struct live *live, uint64_t now_us)
{
    bool is_audience = now_us >= live->audience_us, is_stage = now_us >= live->stage_us;
    struct view_cache cache = {0};
    live->audience_us = is_audience ? now_us + LIVE_AUDIENCE_US : live->audience_us;
    live->stage_us = is_stage ? now_us + LIVE_STAGE_US : live->stage_us;
    for (struct live_reader *reader = live->first; reader; reader = reader->next) {
        const struct actor actor = {ACTOR_PERSON, (uint32_t)reader->who.person};
        if (reader->is_person &&
            (summit_role_of(live->summit->host->durable, &actor) >= SUMMIT_ROLE_INTERPRETER
                 ? is_stage
                 : is_audience)) {
            tell_summit(live, reader, &cache);
        }
    }
}

void live_opened(struct live *live, struct websocket *websocket, void *user)
{
    struct live_reader *reader = user;
    char buffer[ROOM_STATE_MAX + 1024];
    struct writer state = writer_of(buffer, sizeof(buffer));
    reader->websocket = websocket;
    reader->next = live->first;
    if (live->first) {
        live->first->previous = reader;
    }
    live->first = reader;
    live->count++;
    room_write_state(reader->room, &state);
    send_state(reader, state);
    if (reader->is_person) {
        note_presence(live, reader, true);
        tell_summit(live, reader, NULL);
    }
}

void live_closed(struct live *live, struct websocket *websocket, void *user)
{
    struct live_reader *reader = user;
    (void)websocket;
    if (reader->previous) {
        reader->previous->next = reader->next;
    } else if (live->first == reader) {
        live->first = reader->next;
    }
    if (reader->next) {
        reader->next->previous = reader->previous;
    }
    live->count--;
    if (reader->is_person) {
        note_presence(live, reader, false);
    }
    free(reader);
}

void live_room_changed(struct live *live, const struct room *room)
{
    live->has_changed[room - live->node->rooms] = true;
}

void live_tick(struct live *live, uint64_t now_us)
{
    bool is_heartbeat = now_us >= live->heartbeat_us;
    if (is_heartbeat) {
        live->heartbeat_us = now_us + LIVE_HEARTBEAT_US;
    }
    for (size_t i = 0; i < live->node->room_count; i++) {
        struct room *room = &live->node->rooms[i];
        char buffer[ROOM_STATE_MAX + 1024];
        struct writer state = writer_of(buffer, sizeof(buffer));
        room_write_state(room, &state);
        for (struct live_reader *reader = live->first; reader; reader = reader->next) {
            bool is_due = live->has_changed[i] || is_heartbeat || reader->is_behind;
            if (reader->room == room && is_due) {
                send_state(reader, state);
            }
        }
        live->has_changed[i] = false;
    }
    tell_people(live, now_us);
}

void live_say_goodbye(struct live *live)
{
    char text[64];
    int size = snprintf(text, sizeof(text), "{\"type\":\"restart\",\"after_ms\":%d}",
                        RESTART_AFTER_MS);
    for (struct live_reader *reader = live->first; reader; reader = reader->next) {
        bool ignored = websocket_send(reader->websocket, bytes_of(text, (size_t)size));
        (void)ignored; /* too slow to hear it: it will notice the close */
        websocket_close(reader->websocket, CLOSE_SERVICE_RESTART, "restart");
    }
}
