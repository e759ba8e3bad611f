#include "shell/websocket.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <wslay/wslay.h>

#include "shell/net.h"

enum { HEARD_FIRST = 512, CLOSE_REASON_MAX = 123 };

struct websocket {
    struct connection *connection;
    wslay_event_context_ptr frames;
    void *user;
    struct bytes input; /* being fed */
    uint64_t heard_us, pinged_us;
    struct shared_text *stream; /* being sent in pieces; NULL: none */
    size_t stream_at;
    uint64_t stream_us; /* since when */
    uint8_t *heard;     /* the message that is coming in; NULL between messages */
    size_t heard_size, heard_room;
    uint64_t hearing_us; /* since when; NEVER_US: between messages */
    bool is_control;     /* the frame that is coming in */
    uint8_t pings;       /* and pongs that came since the last tick */
    bool is_held;        /* what is sent waits for websocket_release */
};

/* ---- texts that many are sent ---- */

struct shared_text *shared_text_new(struct shared_texts *texts, struct bytes text)
{
    struct shared_text *shared =
        text.size <= SHARED_TEXTS_SIZE - texts->size ? malloc(sizeof(*shared) + text.size) : NULL;
    if (shared) {
        *shared = (struct shared_text){.texts = texts, .references = 1, .size = text.size};
        memcpy(shared->data, text.data, text.size);
        texts->size += text.size;
    }
    return shared;
}

void shared_text_release(struct shared_text *text)
{
    if (text && --text->references == 0) {
        text->texts->size -= text->size;
        free(text);
    }
}

/* ---- the upgrade ---- */

bool websocket_is_upgrade(const struct http_request *request, int *status, const char **problem)
{
    *status = 0;
    if (!http_list_has(http_request_header(request, "Upgrade"), "websocket")) {
        return false;
    }
    if (request->method != HTTP_GET ||
        !http_list_has(http_request_header(request, "Connection"), "upgrade") ||
        !bytes_equal_text(http_request_header(request, "Sec-WebSocket-Version"), "13") ||
        http_request_header(request, "Sec-WebSocket-Key").size != 24) {
        *status = 400;
        *problem = "This is no WebSocket handshake of version 13.";
    } else if (http_request_is_foreign(request)) {
        *status = 403;
        *problem = "A page of another origin may not open this WebSocket.";
    }
    return true;
}

void websocket_write_accept(struct writer *writer, const struct http_request *request,
                            const char *subprotocol)
{
    struct bytes key = http_request_header(request, "Sec-WebSocket-Key");
    char text[64];
    uint8_t digest[SHA_DIGEST_LENGTH];
    unsigned char encoded[32];
    int size = snprintf(text, sizeof(text), "%.24s258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                        (const char *)key.data);
    SHA1((const unsigned char *)text, (size_t)size, digest);
    EVP_EncodeBlock(encoded, digest, sizeof(digest));
    writer_format(writer,
                  "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n"
                  "Sec-WebSocket-Protocol: %s\r\n",
                  encoded, subprotocol);
}

/* ---- frames ---- */

static ssize_t receive(wslay_event_context_ptr frames, uint8_t *out, size_t room, int flags,
                       void *context)
{
    struct websocket *websocket = context;
    (void)flags;
    if (websocket->input.size == 0) {
        wslay_event_set_error(frames, WSLAY_ERR_WOULDBLOCK);
        return -1;
    }
    size_t size = MIN(room, websocket->input.size);
    memcpy(out, websocket->input.data, size);
    websocket->input = bytes_of(websocket->input.data + size, websocket->input.size - size);
    return (ssize_t)size;
}

static void write_frames(struct connection *connection)
{
    struct http_server *server = connection->server;
    connection_write(connection, bytes_of(server->frames, server->frames_size));
    server->frames_size = 0;
}

static ssize_t transmit(wslay_event_context_ptr frames, const uint8_t *data, size_t size, int flags,
                        void *context)
{
    struct connection *connection = ((struct websocket *)context)->connection;
    struct http_server *server = connection->server;
    (void)flags;
    if (connection->is_dead || connection_unwritten(connection) > 0) { /* wslay keeps the rest */
        wslay_event_set_error(frames, WSLAY_ERR_WOULDBLOCK);
        return -1;
    }
    /* All of it: after a part wslay would wait to be called again. */
    for (size_t at = 0, taken; at < size; at += taken) {
        if (server->frames_size == sizeof(server->frames)) {
            write_frames(connection);
        }
        taken = MIN(size - at, sizeof(server->frames) - server->frames_size);
        memcpy(server->frames + server->frames_size, data + at, taken);
        server->frames_size += taken;
    }
    return (ssize_t)size;
}

/* Frames go out together: a header and its payload are one write. */
static bool flush(struct websocket *websocket)
{
    if (websocket->is_held) {
        return true;
    }
    bool good = wslay_event_send(websocket->frames) == 0; /* behind what waits there already */
    write_frames(websocket->connection);
    return good;
}

/* ---- hearing: messages are put together here, in memory that has a cap ---- */

static void stop_hearing(struct websocket *websocket)
{
    websocket->connection->server->heard_size -= websocket->heard_room;
    free(websocket->heard);
    websocket->heard = NULL;
    websocket->heard_size = websocket->heard_room = 0;
    websocket->hearing_us = NEVER_US;
}

/* Nothing more is read; the end comes once this is written. */
static void refuse(struct websocket *websocket, uint16_t code, const char *reason)
{
    stop_hearing(websocket);
    wslay_event_shutdown_read(websocket->frames);
    struct bytes text = bytes_whole_characters(bytes_of_text(reason), CLOSE_REASON_MAX);
    wslay_event_queue_close(websocket->frames, code, text.data, text.size);
}

static void frame_begins(wslay_event_context_ptr frames,
                         const struct wslay_event_on_frame_recv_start_arg *frame, void *context)
{
    struct websocket *websocket = context;
    (void)frames;
    websocket->is_control = wslay_is_ctrl_frame(frame->opcode);
    if (websocket->is_control && ++websocket->pings > WEBSOCKET_PINGS_MAX) {
        refuse(websocket, CLOSE_POLICY,
               "Too many pings."); /* each is answered, were it read or not */
    } else if (frame->opcode == WSLAY_BINARY_FRAME) {
        refuse(websocket, WSLAY_CODE_UNSUPPORTED_DATA, "Text only.");
    } else if (!websocket->is_control &&
               frame->payload_length > WEBSOCKET_MESSAGE_MAX - websocket->heard_size) {
        refuse(websocket, WSLAY_CODE_MESSAGE_TOO_BIG, "At most 64 KiB.");
    } else if (!websocket->is_control && websocket->hearing_us == NEVER_US) {
        websocket->hearing_us = net_now_us();
    }
}

/* As much as has come, not as much as was announced. */
static bool make_room_for(struct websocket *websocket, size_t size)
{
    struct http_server *server = websocket->connection->server;
    size_t room = MAX(websocket->heard_room, (size_t)HEARD_FIRST);
    while (room < size) {
        room *= 2;
    }
    size_t more = room - websocket->heard_room;
    if (more == 0) {
        return true;
    }
    uint8_t *heard =
        server->heard_size + more <= HEARD_SIZE_MAX ? realloc(websocket->heard, room) : NULL;
    if (!heard) {
        return false;
    }
    server->heard_size += more;
    websocket->heard = heard;
    websocket->heard_room = room;
    return true;
}

static void frame_goes_on(wslay_event_context_ptr frames,
                          const struct wslay_event_on_frame_recv_chunk_arg *chunk, void *context)
{
    struct websocket *websocket = context;
    if (websocket->is_control || !wslay_event_get_read_enabled(frames)) {
        return;
    }
    if (!make_room_for(websocket, websocket->heard_size + chunk->data_length)) {
        refuse(websocket, CLOSE_TRY_AGAIN, "Too much is coming in: try again.");
        return;
    }
    memcpy(websocket->heard + websocket->heard_size, chunk->data, chunk->data_length);
    websocket->heard_size += chunk->data_length;
}

static void hear(wslay_event_context_ptr frames, const struct wslay_event_on_msg_recv_arg *message,
                 void *context)
{
    struct websocket *websocket = context;
    const struct http_handlers *handlers = &websocket->connection->server->handlers;
    if (message->opcode == WSLAY_TEXT_FRAME && wslay_event_get_read_enabled(frames)) {
        handlers->heard(handlers->context, websocket, websocket->user,
                        bytes_of(websocket->heard, websocket->heard_size));
        stop_hearing(websocket);
    }
}

struct websocket *websocket_new(struct connection *connection, void *user)
{
    struct websocket *websocket = calloc(1, sizeof(*websocket));
    struct wslay_event_callbacks callbacks = {.recv_callback = receive,
                                              .send_callback = transmit,
                                              .on_frame_recv_start_callback = frame_begins,
                                              .on_frame_recv_chunk_callback = frame_goes_on,
                                              .on_msg_recv_callback = hear};
    if (!websocket) {
        return NULL;
    }
    websocket->connection = connection;
    websocket->user = user;
    websocket->hearing_us = NEVER_US;
    websocket->heard_us = websocket->pinged_us = net_now_us();
    if (wslay_event_context_server_init(&websocket->frames, &callbacks, websocket) != 0) {
        free(websocket);
        return NULL;
    }
    wslay_event_config_set_max_recv_msg_length(websocket->frames, WEBSOCKET_MESSAGE_MAX);
    /* Else each of 64 K fragments would cost wslay an allocation. */
    wslay_event_config_set_no_buffering(websocket->frames, 1);
    return websocket;
}

void websocket_free(struct websocket *websocket)
{
    shared_text_release(websocket->stream);
    stop_hearing(websocket);
    wslay_event_context_free(websocket->frames);
    free(websocket);
}

void *websocket_user(const struct websocket *websocket)
{
    return websocket->user;
}

static size_t unsent(const struct websocket *websocket)
{
    return connection_unwritten(websocket->connection) +
           wslay_event_get_queued_msg_length(websocket->frames);
}

/* A small text for an idle line needs no queue: its frame (RFC 6455 5.2) is put with the others. */
static bool send_at_once(struct websocket *websocket, struct bytes text)
{
    struct connection *connection = websocket->connection;
    struct http_server *server = connection->server;
    struct writer frame = writer_of(server->frames + server->frames_size,
                                    sizeof(server->frames) - server->frames_size);
    if (text.size > UINT16_MAX || connection->is_dead || connection_unwritten(connection) > 0 ||
        wslay_event_want_write(websocket->frames) ||
        wslay_event_get_close_sent(websocket->frames)) {
        return false;
    }
    writer_u8(&frame, 0x80 | WSLAY_TEXT_FRAME);
    writer_u8(&frame, (uint8_t)MIN(text.size, 126u));
    if (text.size >= 126) {
        writer_be16(&frame, (uint16_t)text.size);
    }
    writer_put(&frame, text);
    if (frame.failed) {
        return false;
    }
    server->frames_size += writer_bytes(&frame).size;
    if (!websocket->is_held) {
        write_frames(connection);
    }
    return true;
}

bool websocket_send(struct websocket *websocket, struct bytes text)
{
    if (send_at_once(websocket, text)) {
        return true;
    }
    struct wslay_event_msg message = {
        .opcode = WSLAY_TEXT_FRAME, .msg = text.data, .msg_length = text.size};
    return unsent(websocket) + text.size <= WEBSOCKET_QUEUE_MAX &&
           wslay_event_queue_msg(websocket->frames, &message) == 0 && flush(websocket);
}

static ssize_t read_stream(wslay_event_context_ptr frames, uint8_t *out, size_t room,
                           const union wslay_event_msg_source *source, int *eof, void *context)
{
    struct websocket *websocket = context;
    struct shared_text *text = websocket->stream;
    size_t size = MIN(room, text->size - websocket->stream_at);
    (void)frames, (void)source;
    memcpy(out, text->data + websocket->stream_at, size);
    websocket->stream_at += size;
    if (websocket->stream_at == text->size) {
        *eof = 1;
        websocket->stream = NULL;
        shared_text_release(text);
    }
    return (ssize_t)size;
}

bool websocket_send_shared(struct websocket *websocket, struct shared_text *text)
{
    struct wslay_event_fragmented_msg message = {.opcode = WSLAY_TEXT_FRAME,
                                                 .read_callback = read_stream};
    if (websocket->stream || unsent(websocket) >= WEBSOCKET_QUEUE_MAX ||
        wslay_event_queue_fragmented_msg(websocket->frames, &message) != 0) {
        return false;
    }
    text->references++;
    websocket->stream = text;
    websocket->stream_at = 0;
    websocket->stream_us = net_now_us();
    return flush(websocket);
}

void websocket_hold(struct websocket *websocket)
{
    websocket->is_held = true;
}

void websocket_release(struct websocket *websocket)
{
    websocket->is_held = false;
    if (!flush(websocket)) {
        connection_close(websocket->connection);
    }
}

bool websocket_is_streaming(const struct websocket *websocket)
{
    return websocket->stream != NULL;
}

void websocket_close(struct websocket *websocket, uint16_t code, const char *reason)
{
    struct bytes text = bytes_whole_characters(bytes_of_text(reason), CLOSE_REASON_MAX);
    wslay_event_queue_close(websocket->frames, code, text.data, text.size);
    flush(websocket);
}

static bool is_open(const struct websocket *websocket)
{
    return wslay_event_want_read(websocket->frames) || wslay_event_want_write(websocket->frames);
}

bool websocket_feed(struct websocket *websocket, struct bytes data, uint64_t now_us)
{
    websocket->input = data;
    websocket->heard_us = now_us;
    bool good = wslay_event_recv(websocket->frames) == 0;
    good = flush(websocket) && good; /* pongs and closes */
    return good && is_open(websocket);
}

bool websocket_written(struct websocket *websocket)
{
    return flush(websocket) && is_open(websocket);
}

bool websocket_tick(struct websocket *websocket, uint64_t now_us)
{
    websocket->pings = 0;
    if (now_us - websocket->heard_us >= WEBSOCKET_SILENCE_US ||
        (websocket->hearing_us != NEVER_US && now_us >= websocket->hearing_us + HTTP_REQUEST_US) ||
        (websocket->stream && now_us >= websocket->stream_us + WEBSOCKET_STREAM_US)) {
        return false;
    }
    if (now_us - websocket->pinged_us >= WEBSOCKET_PING_US) {
        struct wslay_event_msg ping = {.opcode = WSLAY_PING, .msg = NULL, .msg_length = 0};
        websocket->pinged_us = now_us;
        return wslay_event_queue_msg(websocket->frames, &ping) == 0 && flush(websocket);
    }
    return true;
}
