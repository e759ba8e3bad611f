#include "shell/live.h"

#include "base/json.h"

enum { RESTART_AFTER_MS = 500, CLOSE_SERVICE_RESTART = 1012 };

struct live_reader {
    struct live_reader *previous, *next;
    struct websocket *websocket;
    struct room *room;
    struct token who;
    bool is_behind; /* did not take the last state: gets the next one */
};

void live_init(struct live *live, struct node *node)
{
    *live = (struct live){.node = node};
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
    if (!node_authorize(live->node, room, bearer_of(protocols), time, &who, response)) {
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
