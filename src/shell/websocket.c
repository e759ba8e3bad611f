#include "shell/websocket.h"

#include <wslay/wslay.h>

enum { READ_BUDGET = 16 * 1024 }; /* of the socket per turn: others wait too */
enum { FRAME_HEAD_MAX = 10, CLOSE_PAYLOAD_MAX = 2 + WEBSOCKET_REASON_MAX };

enum websocket_state { WEBSOCKET_NEW, WEBSOCKET_OPEN, WEBSOCKET_CLOSING, WEBSOCKET_OVER };

struct websocket {
    struct stream *stream;
    const struct websocket_handler *handler;
    void *user;
    enum websocket_state state;
    uint16_t code;        /* that `closed` will tell */
    bool close_sent;      /* nothing may follow it */
    bool close_received;  /* or the client broke the protocol: nothing more is read */
    bool lagging;
    uint64_t ping_us;     /* when the next is due */
    uint64_t pong_us;     /* when the last came */
    uint64_t close_us;    /* since when we are closing */
    /* The reader exists only while a frame or message is incomplete: wslay's buffers
     * are 9 KB, and nearly all of 30,000 sockets are silent at any moment.
     */
    wslay_event_context_ptr reader;
    uint64_t reader_us; /* since when */
    uint64_t fed;       /* bytes given to it; and of those, in whole frames */
    uint64_t consumed;
    uint32_t frame_count; /* of the message under way */
    bool frame_is_last, frame_is_control;
    bool message_is_partial;
    uint64_t frame_payload;
    struct bytes early; /* to be read before the stream */
    size_t budget;
};

static void set_state(struct websocket *websocket, enum websocket_state state)
{
    enum websocket_state from = websocket->state;
    ASSERT((from == WEBSOCKET_NEW && state == WEBSOCKET_OPEN) ||
           (from == WEBSOCKET_OPEN && state == WEBSOCKET_CLOSING) ||
           (from == WEBSOCKET_OPEN && state == WEBSOCKET_OVER) ||
           (from == WEBSOCKET_CLOSING && state == WEBSOCKET_OVER));
    websocket->state = state;
    if (state == WEBSOCKET_CLOSING) {
        websocket->close_us = websocket->stream->loop->now_us;
    }
}

/* A socket that failed keeps its deadline: now. */
static void arm(struct websocket *websocket)
{
    struct stream *stream = websocket->stream;
    uint64_t deadline_us =
        MIN(websocket->ping_us, websocket->pong_us + WEBSOCKET_SILENCE_US);
    if (websocket->reader) {
        deadline_us = MIN(deadline_us, websocket->reader_us + WEBSOCKET_MESSAGE_US);
    }
    if (websocket->state == WEBSOCKET_CLOSING) {
        deadline_us = websocket->close_us + WEBSOCKET_CLOSE_US;
    }
    if (!stream->failed) {
        stream_set_deadline(stream, deadline_us);
    }
    /* A client that sends pings but reads no pongs must not fill our memory. */
    stream_wait(stream, websocket->close_received || stream->queued > WEBSOCKET_QUEUE_MAX
                            ? STREAM_PAUSES
                            : STREAM_READS);
}

/* ---- out ---- */

/* Head of an unmasked, final frame (RFC 6455 5.2); returns its size. */
static size_t write_frame_head(uint8_t head[FRAME_HEAD_MAX], uint8_t opcode, size_t size)
{
    head[0] = (uint8_t)(0x80 | opcode);
    if (size < 126) {
        head[1] = (uint8_t)size;
        return 2;
    }
    if (size <= UINT16_MAX) {
        head[1] = 126;
        store_be16(head + 2, (uint16_t)size);
        return 4;
    }
    head[1] = 127;
    store_be64(head + 2, size);
    return 10;
}

struct shared_bytes *websocket_text_make(struct bytes text)
{
    uint8_t head[FRAME_HEAD_MAX];
    size_t head_size = write_frame_head(head, WSLAY_TEXT_FRAME, text.size);
    ASSERT(head_size + text.size <= WEBSOCKET_QUEUE_MAX);
    struct shared_bytes *shared = shared_bytes_make(bytes_of(NULL, head_size + text.size));
    if (shared) {
        memcpy(shared->data, head, head_size);
        if (text.size > 0) {
            memcpy(shared->data + head_size, text.data, text.size);
        }
    }
    return shared;
}

enum websocket_sent websocket_send(struct websocket *websocket, struct shared_bytes *message)
{
    struct stream *stream = websocket->stream;
    if (websocket->state != WEBSOCKET_OPEN || websocket->close_sent || stream->failed) {
        return WEBSOCKET_CLOSED;
    }
    if (websocket->lagging || stream->queued + message->size > WEBSOCKET_QUEUE_MAX) {
        websocket->lagging = true;
        return WEBSOCKET_LAGGING;
    }
    stream_write_shared(stream, message);
    arm(websocket);
    return stream->failed ? WEBSOCKET_CLOSED : WEBSOCKET_SENT;
}

enum websocket_sent websocket_send_text(struct websocket *websocket, struct bytes text)
{
    struct shared_bytes *message = websocket_text_make(text);
    if (!message) {
        return WEBSOCKET_CLOSED;
    }
    enum websocket_sent sent = websocket_send(websocket, message);
    shared_bytes_release(message);
    return sent;
}

static void send_control(struct websocket *websocket, uint8_t opcode, struct bytes payload)
{
    uint8_t frame[FRAME_HEAD_MAX + CLOSE_PAYLOAD_MAX];
    ASSERT(payload.size <= CLOSE_PAYLOAD_MAX);
    size_t head_size = write_frame_head(frame, opcode, payload.size);
    if (payload.size > 0) {
        memcpy(frame + head_size, payload.data, payload.size);
    }
    stream_write(websocket->stream, bytes_of(frame, head_size + payload.size));
}

/* Cut at `max` bytes, not within a character of UTF-8. */
static size_t cut_text(const char *text, size_t max)
{
    size_t size = strlen(text);
    if (size > max) {
        size = max;
        while (size > 0 && ((uint8_t)text[size] & 0xc0) == 0x80) {
            size--;
        }
    }
    return size;
}

void websocket_close(struct websocket *websocket, enum websocket_code code, const char *reason)
{
    if (websocket->state != WEBSOCKET_OPEN || websocket->close_sent) {
        return;
    }
    uint8_t payload[CLOSE_PAYLOAD_MAX];
    size_t reason_size = cut_text(reason, WEBSOCKET_REASON_MAX);
    store_be16(payload, (uint16_t)code);
    memcpy(payload + 2, reason, reason_size);
    websocket->code = (uint16_t)code;
    set_state(websocket, WEBSOCKET_CLOSING);
    send_control(websocket, WSLAY_CONNECTION_CLOSE, bytes_of(payload, 2 + reason_size));
    websocket->close_sent = true;
    arm(websocket);
}

bool websocket_is_lagging(const struct websocket *websocket)
{
    return websocket->lagging;
}

void *websocket_user(const struct websocket *websocket)
{
    return websocket->user;
}

/* ---- in: wslay's callbacks ---- */

static ssize_t on_read(wslay_event_context_ptr reader, uint8_t *buffer, size_t size, int flags,
                       void *user)
{
    struct websocket *websocket = user;
    (void)flags;
    size_t count = MIN(size, websocket->early.size);
    if (count > 0) {
        memcpy(buffer, websocket->early.data, count);
        websocket->early = bytes_of(websocket->early.data + count, websocket->early.size - count);
    } else if (websocket->budget == 0 && !stream_has_pending(websocket->stream)) {
        wslay_event_set_error(reader, WSLAY_ERR_WOULDBLOCK);
        return -1;
    } else {
        enum stream_result result = stream_read(websocket->stream, buffer, size, &count);
        if (result != STREAM_DONE) {
            wslay_event_set_error(reader, result == STREAM_AGAIN ? WSLAY_ERR_WOULDBLOCK
                                                                 : WSLAY_ERR_CALLBACK_FAILURE);
            return -1;
        }
        websocket->budget -= MIN(count, websocket->budget);
    }
    websocket->fed += count;
    return (ssize_t)count;
}

/* wslay's own frames: pongs and close frames. Whole ones, for we take every byte. */
static ssize_t on_write(wslay_event_context_ptr reader, const uint8_t *data, size_t size,
                        int flags, void *user)
{
    struct websocket *websocket = user;
    (void)reader;
    (void)flags;
    if (!websocket->close_sent) {
        stream_write(websocket->stream, bytes_of(data, size));
    }
    return (ssize_t)size;
}

static void on_frame_start(wslay_event_context_ptr reader,
                           const struct wslay_event_on_frame_recv_start_arg *frame, void *user)
{
    struct websocket *websocket = user;
    websocket->frame_payload = frame->payload_length;
    websocket->frame_is_last = frame->fin;
    websocket->frame_is_control = wslay_is_ctrl_frame(frame->opcode);
    if (websocket->frame_is_control) {
        return;
    }
    websocket->frame_count++;
    if (frame->opcode == WSLAY_BINARY_FRAME) {
        (void)wslay_event_queue_close(reader, WSLAY_CODE_UNSUPPORTED_DATA, NULL, 0);
        wslay_event_shutdown_read(reader);
    } else if (websocket->frame_count > WEBSOCKET_FRAGMENTS_MAX) {
        /* wslay keeps a chunk for each: 64 K fragments of a byte would be megabytes. */
        (void)wslay_event_queue_close(reader, WSLAY_CODE_POLICY_VIOLATION, NULL, 0);
        wslay_event_shutdown_read(reader);
    }
}

static void on_frame_end(wslay_event_context_ptr reader, void *user)
{
    struct websocket *websocket = user;
    (void)reader;
    uint64_t size = websocket->frame_payload;
    uint64_t length_size = size < 126 ? 0 : size <= UINT16_MAX ? 2 : 8;
    websocket->consumed += 2 + length_size + 4 + size; /* 4: the mask */
    if (!websocket->frame_is_control) {
        websocket->message_is_partial = !websocket->frame_is_last;
        if (websocket->frame_is_last) {
            websocket->frame_count = 0;
        }
    }
}

static void on_message(wslay_event_context_ptr reader,
                       const struct wslay_event_on_msg_recv_arg *message, void *user)
{
    struct websocket *websocket = user;
    uint64_t now_us = websocket->stream->loop->now_us;
    if (!wslay_is_ctrl_frame(message->opcode)) {
        websocket->reader_us = now_us;
    }
    if (message->opcode == WSLAY_PONG) {
        websocket->pong_us = now_us;
    } else if (message->opcode == WSLAY_TEXT_FRAME && websocket->state == WEBSOCKET_OPEN &&
               wslay_event_get_read_enabled(reader)) {
        websocket->handler->message(websocket->user, websocket,
                                    bytes_of(message->msg, message->msg_length));
    }
}

static bool take_reader(struct websocket *websocket)
{
    static const struct wslay_event_callbacks callbacks = {
        .recv_callback = on_read,
        .send_callback = on_write,
        .on_frame_recv_start_callback = on_frame_start,
        .on_frame_recv_end_callback = on_frame_end,
        .on_msg_recv_callback = on_message,
    };
    if (websocket->reader) {
        return true;
    }
    if (wslay_event_context_server_init(&websocket->reader, &callbacks, websocket) != 0) {
        websocket->reader = NULL;
        return false;
    }
    wslay_event_config_set_max_recv_msg_length(websocket->reader, WEBSOCKET_MESSAGE_MAX);
    websocket->reader_us = websocket->stream->loop->now_us;
    websocket->fed = websocket->consumed = 0;
    websocket->frame_count = 0;
    websocket->message_is_partial = false;
    return true;
}

static void give_reader(struct websocket *websocket)
{
    if (websocket->reader) {
        wslay_event_context_free(websocket->reader);
        websocket->reader = NULL;
    }
}

/* The client's close frame, or ours for its error, ends the reading. */
static void note_close(struct websocket *websocket)
{
    wslay_event_context_ptr reader = websocket->reader;
    if (wslay_event_get_read_enabled(reader)) {
        return;
    }
    websocket->close_received = true;
    if (websocket->state == WEBSOCKET_OPEN) {
        uint16_t code = WEBSOCKET_NO_CODE;
        if (wslay_event_get_close_received(reader)) {
            code = wslay_event_get_status_code_received(reader);
        } else if (wslay_event_get_close_sent(reader)) {
            code = wslay_event_get_status_code_sent(reader);
        }
        websocket->code = code;
        set_state(websocket, WEBSOCKET_CLOSING);
    }
    websocket->close_sent = true;
}

/* False: the connection is lost, or there is no memory for it. */
static bool read_frames(struct websocket *websocket)
{
    if (!take_reader(websocket)) {
        return false;
    }
    websocket->budget = READ_BUDGET;
    if (wslay_event_recv(websocket->reader) != 0 ||
        wslay_event_send(websocket->reader) != 0) {
        return false;
    }
    note_close(websocket);
    if (websocket->fed == websocket->consumed && !websocket->message_is_partial) {
        give_reader(websocket);
    }
    return true;
}

/* ---- life ---- */

struct websocket *websocket_create(struct stream *stream)
{
    struct websocket *websocket = calloc(1, sizeof(*websocket));
    if (websocket) {
        websocket->stream = stream;
        websocket->code = WEBSOCKET_ABNORMAL;
    }
    return websocket;
}

void websocket_open(struct websocket *websocket, const struct websocket_handler *handler,
                    void *user)
{
    uint64_t now_us = websocket->stream->loop->now_us;
    websocket->handler = handler;
    websocket->user = user;
    websocket->ping_us = now_us + WEBSOCKET_PING_US;
    websocket->pong_us = now_us;
    set_state(websocket, WEBSOCKET_OPEN);
    if (handler->opened) {
        handler->opened(user, websocket);
    }
    arm(websocket);
}

void websocket_destroy(struct websocket *websocket)
{
    if (websocket->state != WEBSOCKET_NEW) {
        if (websocket->state != WEBSOCKET_OVER) {
            set_state(websocket, WEBSOCKET_OVER);
        }
        websocket->handler->closed(websocket->user, websocket, websocket->code);
    }
    give_reader(websocket);
    free(websocket);
}

static bool end(struct websocket *websocket)
{
    set_state(websocket, WEBSOCKET_OVER);
    return false;
}

bool websocket_ready(struct websocket *websocket, struct bytes early)
{
    struct stream *stream = websocket->stream;
    if (stream_flush(stream) == STREAM_FAILED) {
        return end(websocket);
    }
    websocket->early = early;
    if (!websocket->close_received && !read_frames(websocket)) {
        return end(websocket);
    }
    websocket->early = (struct bytes){0};
    if (stream->failed) {
        return end(websocket);
    }
    if (websocket->close_sent && websocket->close_received && !stream->queue) {
        return end(websocket);
    }
    if (websocket->lagging && !stream->queue) {
        websocket->lagging = false;
        if (websocket->state == WEBSOCKET_OPEN && websocket->handler->drained) {
            websocket->handler->drained(websocket->user, websocket);
        }
    }
    arm(websocket);
    return true;
}

bool websocket_due(struct websocket *websocket, uint64_t now_us)
{
    struct stream *stream = websocket->stream;
    if (stream->failed || websocket->state == WEBSOCKET_CLOSING ||
        now_us >= websocket->pong_us + WEBSOCKET_SILENCE_US) {
        return end(websocket);
    }
    if (websocket->reader && now_us >= websocket->reader_us + WEBSOCKET_MESSAGE_US) {
        websocket_close(websocket, WEBSOCKET_POLICY, "The message took too long to come.");
        return true;
    }
    if (now_us >= websocket->ping_us) {
        websocket->ping_us = now_us + WEBSOCKET_PING_US;
        send_control(websocket, WSLAY_PING, (struct bytes){0});
    }
    arm(websocket);
    return true;
}
