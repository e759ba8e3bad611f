#include "node/problem.h"
#include "shell/live_reader.h"

enum { RESTART_AFTER_MS = 500 };

void live_init(struct live *live, struct node *node, struct summit_service *summit)
{
    live->node = node;
    live->summit = summit;
    for (size_t i = 0; i < NODE_ROOMS_MAX; i++) {
        live->rooms[i].room = &node->rooms[i];
    }
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

/* "?since=120": the view that the reader has from the socket before; 0: none. */
static uint64_t since_of(const struct http_request *request)
{
    uint64_t since;
    bool is_number = bytes_number(http_request_parameter(request, "since"), UINT64_MAX, &since);
    return is_number ? since : 0;
}

bool live_upgrade(struct live *live, const struct http_request *request,
                  struct http_response *response, const struct node_time *time,
                  const char **subprotocol, void **user)
{
    struct bytes path = request->path, first, name;
    struct token who;
    if (!http_path_next(&path, &first) || !bytes_equal_text(first, "live") ||
        !http_path_next(&path, &name)) {
        http_refuse(response, REASON_NO_WEBSOCKET);
        return false;
    }
    struct room *room = node_find_room(live->node, name);
    struct bytes protocols = http_request_header(request, "Sec-WebSocket-Protocol");
    if (!room) {
        http_refuse(response, REASON_NO_SUCH_ROOM);
        return false;
    }
    if (!http_list_has(protocols, "plenary.v1")) {
        http_refuse(response, REASON_OFFER_SUBPROTOCOLS);
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
        http_refuse(response, REASON_GOING_DOWN_OR_FULL);
        return false;
    }
    reader->room = live_room_of(live, room);
    reader->who = who;
    reader->is_person = who.is_personal;
    if (reader->is_person) {
        memcpy(reader->session, bearer.data, bearer.size);
        reader->since = since_of(request);
    }
    *subprotocol = "plenary.v1";
    *user = reader;
    return true;
}

/* ---- who is there ---- */

static void note_presence(struct live *live, struct live_reader *reader, int change)
{
    uint32_t person = (uint32_t)reader->who.person;
    uint16_t *sockets = &live->sockets[(person - 1) % SUMMIT_PEOPLE_MAX];
    uint64_t bit = UINT64_C(1) << (person % 64);
    uint64_t *word = &live->summit->present[person / 64 % SUMMIT_PEOPLE_WORDS];
    *sockets = (uint16_t)(*sockets + change);
    *word = *sockets > 0 ? *word | bit : *word & ~bit;
    reader->room->has_moved = true;
}

void live_write_refusal(struct writer *writer, const struct refusal *refusal)
{
    writer_format(writer, "\"status\":%d,", reason_status(refusal->reason));
    refusal_write(writer, refusal);
}

void live_close(struct live_reader *reader, uint16_t code, const char *reason)
{
    reader->is_closing = true;
    websocket_close(reader->websocket, code, reason);
}

void live_opened(struct live *live, struct websocket *websocket, void *user)
{
    struct live_reader *reader = user;
    reader->websocket = websocket;
    live->count++;
    if (reader->is_person) {
        live_view_begin(live, reader);
        note_presence(live, reader, 1);
    }
    live_enter(reader);
    live_welcome(live, reader);
}

void live_closed(struct live *live, struct websocket *websocket, void *user)
{
    struct live_reader *reader = user;
    (void)websocket;
    live_leave(reader);
    live->count--;
    if (reader->is_person) {
        note_presence(live, reader, -1);
        live_command_closed(reader);
    }
    free(reader);
}

void live_room_changed(struct live *live, const struct room *room)
{
    live_room_of(live, room)->has_changed = true;
}

void live_tick(struct live *live, uint64_t now_us)
{
    bool is_heartbeat = now_us >= live->heartbeat_us;
    if (is_heartbeat) {
        live->heartbeat_us = now_us + LIVE_HEARTBEAT_US;
    }
    live_crowd_tick(live, now_us);
    uint64_t sequence = live->summit->host->durable->sequence;
    for (size_t i = 0; i < live->node->room_count; i++) {
        struct live_room *room = &live->rooms[i];
        room->news.state += room->has_changed || is_heartbeat;
        room->news.view = sequence;
        room->has_changed = false;
        if (room->first) {
            live_round_tick(live, room, now_us, now_us + LIVE_SLICE_US);
        }
    }
}

void live_say_goodbye(struct live *live)
{
    char text[64];
    int size =
        snprintf(text, sizeof(text), "{\"type\":\"restart\",\"after_ms\":%d}", RESTART_AFTER_MS);
    for (size_t i = 0; i < live->node->room_count; i++) {
        READERS_OF(&live->rooms[i], reader)
        {
            bool ignored = websocket_send(reader->websocket, bytes_of(text, (size_t)size));
            (void)ignored; /* too slow to hear it: it will notice the close */
            live_close(reader, CLOSE_SERVICE_RESTART, "restart");
        }
    }
}
