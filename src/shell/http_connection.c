#include "shell/http_connection.h"

#include "shell/http_respond.h"

enum {
    IN_CAPACITY_FIRST = 2048,
    READ_BUDGET = 64 * 1024, /* of one connection per turn */
    LINGER_MAX = 256 * 1024,
};

static void connection_ready(struct loop_watch *watch, uint32_t events);

static bool is_move_legal(enum http_state from, enum http_state to)
{
    switch (to) {
    case HTTP_HANDSHAKE:
        return false;
    case HTTP_IDLE:
        return from == HTTP_HANDSHAKE || from == HTTP_ANSWERING;
    case HTTP_IN_HEAD:
        return from == HTTP_IDLE;
    case HTTP_IN_BODY:
        return from == HTTP_IN_HEAD;
    case HTTP_ANSWERING:
    case HTTP_IN_WEBSOCKET:
        return from == HTTP_IN_HEAD || from == HTTP_IN_BODY;
    case HTTP_LINGERING:
        return from == HTTP_ANSWERING || from == HTTP_IN_WEBSOCKET;
    }
    return false;
}

/* A state's deadline counts from its beginning: a byte now and then does not help. */
static void set_state(struct http_connection *connection, enum http_state state)
{
    static const uint64_t patience_us[] = {
        [HTTP_HANDSHAKE] = HTTP_REQUEST_US, [HTTP_IDLE] = HTTP_KEEP_ALIVE_US,
        [HTTP_IN_HEAD] = HTTP_REQUEST_US,   [HTTP_IN_BODY] = HTTP_REQUEST_US,
        [HTTP_ANSWERING] = HTTP_WRITE_US,   [HTTP_LINGERING] = HTTP_LINGER_US,
    };
    ASSERT(is_move_legal(connection->state, state));
    connection->state = state;
    if (state != HTTP_IN_WEBSOCKET) { /* which has its own */
        stream_set_deadline(&connection->stream,
                            connection->stream.loop->now_us + patience_us[state]);
    }
}

/* ---- life ---- */

bool http_connection_open(struct http_server *server, int fd, const struct address *source)
{
    struct http_connection *connection = calloc(1, sizeof(*connection));
    if (!connection) {
        return false;
    }
    if (!stream_init(&connection->stream, server->loop, &server->wheel, fd, server->tls,
                     connection_ready)) {
        free(connection);
        return false;
    }
    connection->server = server;
    connection->source = *source;
    connection->next = server->connections;
    connection->link = &server->connections;
    if (connection->next) {
        connection->next->link = &connection->next;
    }
    server->connections = connection;
    server->connection_count++;
    stream_set_deadline(&connection->stream, server->loop->now_us + HTTP_REQUEST_US);
    return true;
}

static void end_websocket(struct http_connection *connection)
{
    if (connection->websocket) {
        struct websocket *websocket = connection->websocket;
        connection->websocket = NULL;
        connection->server->websocket_count--;
        websocket_destroy(websocket);
    }
}

void http_connection_close(struct http_connection *connection)
{
    struct http_server *server = connection->server;
    end_websocket(connection);
    if (!connection->stream.queue) {
        stream_finish(&connection->stream);
    }
    stream_deinit(&connection->stream);
    free(connection->in);
    *connection->link = connection->next;
    if (connection->next) {
        connection->next->link = connection->link;
    }
    server->connection_count--;
    source_count_give(&server->sources, &connection->source);
    free(connection);
}

static void linger(struct http_connection *connection)
{
    free(connection->in);
    connection->in = NULL;
    connection->in_size = connection->in_capacity = 0;
    stream_finish(&connection->stream);
    set_state(connection, HTTP_LINGERING);
}

/* ---- the buffer ---- */

/* Room to read into; false without memory. */
static bool make_room(struct http_connection *connection)
{
    if (connection->in_size < connection->in_capacity) {
        return true;
    }
    uint32_t wanted = connection->needed;
    if (connection->state != HTTP_IN_BODY) {
        wanted = MAX(IN_CAPACITY_FIRST, MIN(connection->in_capacity * 2, HTTP_HEAD_MAX));
    }
    ASSERT(wanted > connection->in_capacity); /* or the request was refused or answered */
    uint8_t *in = realloc(connection->in, wanted);
    if (in) {
        connection->in = in;
        connection->in_capacity = wanted;
    }
    return in;
}

/* Forget the first bytes, and the buffer itself when nothing is left. */
static void consume(struct http_connection *connection, uint32_t size)
{
    ASSERT(size <= connection->in_size);
    connection->in_size -= size;
    connection->parsed_size = 0;
    if (connection->in_size == 0) {
        free(connection->in);
        connection->in = NULL;
        connection->in_capacity = 0;
    } else {
        memmove(connection->in, connection->in + size, connection->in_size);
    }
}

/* ---- requests ---- */

/* What follows a response: the next request, or the end. */
static void finish_answer(struct http_connection *connection)
{
    set_state(connection, HTTP_ANSWERING);
    if (connection->stream.queue || connection->stream.failed) {
        return;
    }
    if (connection->closes) {
        linger(connection);
    } else {
        set_state(connection, HTTP_IDLE);
    }
}

static void refuse(struct http_connection *connection, int status, const char *problem)
{
    connection->server->counters.bad_requests++;
    connection->closes = true;
    http_respond_problem(connection->server, &connection->stream, status, problem);
    finish_answer(connection);
}

static void upgrade(struct http_connection *connection, const struct http_request *request,
                    uint32_t head_size)
{
    struct http_server *server = connection->server;
    struct websocket *websocket = NULL;
    struct http_upgrade terms = {0};
    connection->closes = true; /* unless it succeeds: the client may have gone on already */
    if (!http_respond_upgrade(server, &connection->stream, request, &websocket, &terms)) {
        finish_answer(connection);
        return;
    }
    server->counters.upgrades++;
    server->websocket_count++;
    connection->websocket = websocket;
    set_state(connection, HTTP_IN_WEBSOCKET);
    websocket_open(websocket, terms.handler, terms.user);
    consume(connection, head_size);
    struct bytes early = bytes_of(connection->in, connection->in_size);
    bool open = websocket_ready(websocket, early);
    consume(connection, connection->in_size);
    if (!open) {
        end_websocket(connection);
        linger(connection);
    } else if (server->draining) {
        http_connection_drain(connection);
    }
}

/* A complete request. */
static void answer(struct http_connection *connection, struct http_request *request,
                   uint32_t head_size)
{
    struct http_server *server = connection->server;
    request->body = bytes_of(connection->in + head_size, request->content_length);
    server->source = connection->source;
    if (server->handler.upgrade && websocket_is_requested(request)) {
        upgrade(connection, request, head_size);
        return;
    }
    server->counters.requests++;
    connection->closes = !http_respond(server, &connection->stream, request);
    consume(connection, head_size + (uint32_t)request->content_length);
    finish_answer(connection);
}

/* Look at the buffer for a head; a body may have to come yet. True: something changed. */
static bool parse(struct http_connection *connection)
{
    struct http_request request;
    size_t head_size = 0;
    int status = 400;
    const char *problem = "";
    enum http_parse parsed =
        http_parse_request(bytes_of(connection->in, connection->in_size), &request, &head_size,
                           &status, &problem);
    if (parsed == HTTP_PARSE_BAD) {
        refuse(connection, status, problem);
        return true;
    }
    if (parsed == HTTP_PARSE_MORE) {
        connection->parsed_size = connection->in_size;
        if (connection->in_size >= HTTP_HEAD_MAX) {
            refuse(connection, 431, "The head of the request is larger than 16 KiB.");
            return true;
        }
        return false;
    }
    if (request.content_length > HTTP_BODY_MAX) {
        refuse(connection, 413, "The body of the request is larger than 64 KiB.");
        return true;
    }
    size_t needed = head_size + request.content_length;
    if (connection->in_size >= needed) {
        answer(connection, &request, (uint32_t)head_size);
        return true;
    }
    connection->needed = (uint32_t)needed;
    set_state(connection, HTTP_IN_BODY);
    if (request.expects_continue) {
        stream_write_static(&connection->stream,
                            bytes_of_text("HTTP/1.1 100 Continue\r\n\r\n"));
    }
    return false;
}

/* Deal with what is in the buffer, request by request, until more is needed. */
static void process(struct http_connection *connection)
{
    bool changed = true;
    while (changed && connection->in_size > 0 && !connection->stream.failed) {
        if (connection->state == HTTP_IDLE) {
            set_state(connection, HTTP_IN_HEAD);
        }
        if (connection->state == HTTP_IN_HEAD) {
            /* A head is looked at anew only when a line has ended: not for every byte
             * of one who sends them singly.
             */
            const uint8_t *news = connection->in + connection->parsed_size;
            size_t news_size = connection->in_size - connection->parsed_size;
            bool line_ended = memchr(news, '\n', news_size);
            changed = (line_ended || connection->in_size >= HTTP_HEAD_MAX) && parse(connection);
        } else if (connection->state == HTTP_IN_BODY) {
            changed = connection->in_size >= connection->needed && parse(connection);
        } else {
            changed = false;
        }
    }
}

static bool is_receiving(const struct http_connection *connection)
{
    return connection->state == HTTP_IDLE || connection->state == HTTP_IN_HEAD ||
           connection->state == HTTP_IN_BODY;
}

/* False: the connection is over. */
static bool receive(struct http_connection *connection)
{
    struct stream *stream = &connection->stream;
    size_t budget = READ_BUDGET;
    process(connection); /* what came behind a request that is answered now */
    while (is_receiving(connection) && (budget > 0 || stream_has_pending(stream))) {
        if (!make_room(connection)) {
            return false;
        }
        size_t count;
        enum stream_result result =
            stream_read(stream, connection->in + connection->in_size,
                        connection->in_capacity - connection->in_size, &count);
        if (result == STREAM_AGAIN) {
            break;
        }
        if (result != STREAM_DONE) {
            return false;
        }
        connection->in_size += (uint32_t)count;
        budget -= MIN(count, budget);
        process(connection);
        if (stream->failed) {
            return false;
        }
    }
    if (connection->in_size == 0) {
        consume(connection, 0); /* the room that nothing came for */
    }
    return !stream->failed;
}

/* False: enough is thrown away, or the client has gone. */
static bool discard(struct http_connection *connection)
{
    uint8_t waste[4096];
    size_t count;
    enum stream_result result;
    while ((result = stream_read(&connection->stream, waste, sizeof(waste), &count)) ==
           STREAM_DONE) {
        connection->lingered += (uint32_t)count;
        if (connection->lingered > LINGER_MAX) {
            return false;
        }
    }
    return result == STREAM_AGAIN;
}

/* ---- events ---- */

/* False: the connection is over. */
static bool step(struct http_connection *connection)
{
    enum stream_result result;
    switch (connection->state) {
    case HTTP_HANDSHAKE:
        result = stream_handshake(&connection->stream);
        if (result == STREAM_FAILED) {
            connection->server->counters.tls_failed++;
        }
        if (result != STREAM_DONE) {
            return result == STREAM_AGAIN;
        }
        set_state(connection, HTTP_IDLE);
        return receive(connection);
    case HTTP_ANSWERING:
        result = stream_flush(&connection->stream);
        if (result != STREAM_DONE) {
            return result == STREAM_AGAIN;
        }
        if (connection->closes) {
            linger(connection);
            return true;
        }
        set_state(connection, HTTP_IDLE);
        return receive(connection);
    case HTTP_IN_WEBSOCKET:
        if (websocket_ready(connection->websocket, (struct bytes){0})) {
            return true;
        }
        end_websocket(connection);
        if (connection->stream.failed || connection->stream.queue) {
            return false;
        }
        linger(connection);
        return true;
    case HTTP_LINGERING:
        return discard(connection);
    default:
        return stream_flush(&connection->stream) != STREAM_FAILED && receive(connection);
    }
}

static void connection_ready(struct loop_watch *watch, uint32_t events)
{
    struct http_connection *connection =
        CONTAINER_OF(watch, struct http_connection, stream.watch);
    /* A hang-up means both directions: a client that only finished its sending half
     * still gets its response.
     */
    if ((events & (EPOLLERR | EPOLLHUP)) || !step(connection)) {
        http_connection_close(connection);
        return;
    }
    if (connection->state != HTTP_IN_WEBSOCKET) {
        stream_wait(&connection->stream,
                    connection->state == HTTP_ANSWERING ? STREAM_PAUSES : STREAM_READS);
    }
}

void http_connection_due(struct http_connection *connection, uint64_t now_us)
{
    struct stream *stream = &connection->stream;
    if (connection->state == HTTP_IN_WEBSOCKET) {
        if (!websocket_due(connection->websocket, now_us)) {
            http_connection_close(connection);
        }
        return;
    }
    if (connection->state == HTTP_ANSWERING && !stream->failed &&
        now_us < stream->progress_us + HTTP_WRITE_US) {
        stream_set_deadline(stream, stream->progress_us + HTTP_WRITE_US);
        return;
    }
    if (!stream->failed && connection->state != HTTP_LINGERING) {
        connection->server->counters.timed_out++;
    }
    if (!stream->failed &&
        (connection->state == HTTP_IN_HEAD || connection->state == HTTP_IN_BODY)) {
        refuse(connection, 408, "The request did not come whole within 10 seconds.");
        stream_wait(stream, connection->state == HTTP_ANSWERING ? STREAM_PAUSES : STREAM_READS);
        return;
    }
    http_connection_close(connection);
}

void http_connection_drain(struct http_connection *connection)
{
    if (connection->state == HTTP_IN_WEBSOCKET) {
        websocket_close(connection->websocket, WEBSOCKET_GOING_AWAY, "The server restarts.");
    } else if (connection->state == HTTP_IDLE || connection->state == HTTP_HANDSHAKE) {
        http_connection_close(connection);
    } else {
        connection->closes = true;
    }
}
