/* What a connection asks for: whole requests are taken from the stream and answered, at once or
 * later, or one of them becomes a WebSocket. Bad tokens are limited by source, good ones never:
 * a hall full of people may come from one address.
 */
#include "node/problem.h"
#include "shell/connection.h"
#include "shell/net.h"
#include "shell/websocket.h"

enum { READ_SIZE = 16384, IN_MAX = HTTP_HEAD_MAX + HTTP_BODY_MAX + 4 };

static void send_response(struct connection *connection, struct http_response *response,
                          bool keep_alive)
{
    struct http_server *server = connection->server;
    struct writer head = writer_of(server->head, sizeof(server->head));
    struct bytes body =
        response->static_body.data ? response->static_body : writer_bytes(&response->body);
    if (response->body.failed || response->headers.failed) {
        response->headers.at = response->headers.start;
        response->headers.failed = response->body.failed = false;
        http_problem(response, 500, "The answer was too large.");
        body = writer_bytes(&response->body);
    }
    http_write_head(&head, response, keep_alive);
    connection_write(connection, writer_bytes(&head));
    bool has_body = server->request.method != HTTP_HEAD && response->status != 304;
    if (has_body && response->static_body.data == body.data) {
        connection_write_fixed(connection, body);
    } else if (has_body) {
        connection_write(connection, body);
    }
    if (!keep_alive) {
        connection->must_close = true;
        if (!connection_is_writing(connection)) {
            connection_end(connection);
        }
    }
}

static struct http_response new_response(struct http_server *server)
{
    int which = server->answering ? 1 : 0;
    return (struct http_response){
        .status = 200,
        .headers = writer_of(server->memory[which].headers, HTTP_RESPONSE_HEADERS_MAX),
        .body = writer_of(server->memory[which].body, HTTP_RESPONSE_BODY_MAX),
    };
}

/* The request becomes a WebSocket, or the owner's refusal is in `response`. */
static bool upgrade(struct connection *connection, struct http_response *response)
{
    struct http_server *server = connection->server;
    const char *subprotocol = NULL;
    void *user = NULL;
    if (!server->handlers.upgrade(server->handlers.context, &server->request, response,
                                  &subprotocol, &user)) {
        return false;
    }
    response->status = 101;
    websocket_write_accept(&response->headers, &server->request, subprotocol);
    connection->websocket = websocket_new(connection, user);
    if (!connection->websocket) {
        connection_close(connection);
        return true;
    }
    connection->deadline_us = NEVER_US;
    send_response(connection, response, true);
    server->handlers.opened(server->handlers.context, connection->websocket, user);
    return true;
}

/* Whether this source may be told so once more in this minute. A full table of refusals forgets
 * them all: many sources at once are not one that guesses.
 */
static bool note_refusal(struct connection *connection)
{
    struct http_server *server = connection->server;
    if (server->refusal_count == REFUSALS_MAX) {
        http_server_forget_refusals(server);
    }
    bool is_few = source_count_take(&server->refusals, &connection->source);
    server->refusal_count += is_few ? 1 : 0;
    return is_few;
}

/* Who has nothing to show is asked for it, as often as they come. */
static bool has_token(const struct http_request *request)
{
    return http_request_header(request, "Authorization").size > 0 ||
           http_request_header(request, "Cookie").size > 0 ||
           http_request_header(request, "Sec-WebSocket-Protocol").size > 0;
}

/* A token has 128 random bits: guessing is hopeless, and the limit keeps the noise down. */
static void limit_refusals(struct connection *connection, struct http_response *response)
{
    if (response->status == 401 && has_token(&connection->server->request) &&
        !note_refusal(connection)) {
        *response = new_response(connection->server);
        writer_text(&response->headers, "Retry-After: 60\r\n");
        http_refuse(response, REASON_TOO_MANY_BAD_TOKENS);
    }
}

/* Who came when the server was full is told so, unless there is room by now. */
static bool has_place(struct connection *connection, struct http_response *response)
{
    const struct http_server *server = connection->server;
    if (connection->is_excess && server->count > server->count_max) {
        writer_text(&response->headers, "Retry-After: 5\r\n");
        http_refuse(response, REASON_SERVER_FULL);
        response->close = true;
        return false;
    }
    connection->is_excess = false;
    return true;
}

static void answer(struct connection *connection)
{
    struct http_server *server = connection->server;
    struct http_response response = new_response(server);
    int status;
    const char *problem;
    bool is_upgrade = websocket_is_upgrade(&server->request, &status, &problem);
    if (!has_place(connection, &response)) {
        /* the response says so */
    } else if (is_upgrade && status != 0) {
        http_problem(&response, status, problem);
    } else if (!is_upgrade) {
        server->answering = connection;
        server->handlers.handle(server->handlers.context, &server->request, &response);
        server->answering = NULL;
    } else if (upgrade(connection, &response)) {
        return;
    }
    if (connection->deferred) {
        connection->stays = server->request.keep_alive;
        connection->deadline_us = NEVER_US;
        loop_change(server->loop, &connection->watch, 0); /* hang-ups are heard all the same */
        return;
    }
    limit_refusals(connection, &response);
    send_response(connection, &response,
                  !is_upgrade && server->request.keep_alive && !response.close);
}

void http_server_defer(struct http_server *server, struct http_deferred *deferred)
{
    ASSERT(server->answering && !server->answering->deferred);
    deferred->connection = server->answering;
    server->answering->deferred = deferred;
}

struct http_response http_deferred_begin(struct http_deferred *deferred)
{
    return new_response(deferred->connection->server);
}

void http_deferred_end(struct http_deferred *deferred, struct http_response *response)
{
    struct connection *connection = deferred->connection;
    connection->deferred = NULL;
    connection->deadline_us = net_now_us() + HTTP_KEEP_ALIVE_US;
    loop_change(connection->server->loop, &connection->watch, EPOLLIN | EPOLLOUT);
    connection->waits_write = true; /* so that requests that came meanwhile are taken */
    enum http_method *method = &connection->server->request.method, of_another = *method;
    *method = HTTP_POST;
    send_response(connection, response, connection->stays && !response->close);
    *method = of_another;
}

static void refuse_request(struct connection *connection, int status, const char *problem)
{
    struct http_response response = new_response(connection->server);
    connection->server->request.method = HTTP_METHOD_OTHER; /* not HEAD: with a body */
    http_problem(&response, status, problem);
    connection->must_linger = true;
    send_response(connection, &response, false);
}

static bool may_be_so_large(const struct connection *connection)
{
    const struct http_handlers *handlers = &connection->server->handlers;
    const struct http_request *request = &connection->server->request;
    return request->content_length <= HTTP_BODY_MAX ||
           (handlers->body_max &&
            request->content_length <= handlers->body_max(handlers->context, request));
}

/* Answer each whole request in the buffer, until a response has to wait. */
static void take_requests(struct connection *connection)
{
    struct http_server *server = connection->server;
    struct http_request *request = &server->request;
    while (!connection->is_dead && !connection->must_close && !connection->websocket &&
           !connection_is_writing(connection) && !connection->deferred && connection->in_size > 0) {
        size_t head_size;
        int status;
        const char *problem;
        enum http_parse result = http_parse_request(bytes_of(connection->in, connection->in_size),
                                                    request, &head_size, &status, &problem);
        if (result == HTTP_PARSE_BAD) {
            refuse_request(connection, status, problem);
            return;
        }
        if (result == HTTP_PARSE_MORE) {
            return;
        }
        if (!may_be_so_large(connection)) {
            refuse_request(connection, 413, "The body is too large: at most 64 KiB are taken");
            return;
        }
        connection->takes_large = request->content_length > HTTP_BODY_MAX;
        if (connection->in_size < head_size + request->content_length) {
            if (connection->takes_large) { /* a slow sender, but one who sends */
                connection->deadline_us = net_now_us() + HTTP_REQUEST_US;
            }
            if (request->expects_continue && connection->in_size == head_size) {
                connection_write(connection, bytes_of_text("HTTP/1.1 100 Continue\r\n\r\n"));
            }
            return;
        }
        request->body = bytes_of(connection->in + head_size, request->content_length);
        answer(connection);
        size_t taken = head_size + request->content_length;
        connection->in_size -= taken;
        memmove(connection->in, connection->in + taken, connection->in_size);
        if (!connection->websocket && !connection->deferred) {
            connection->deadline_us = net_now_us() + HTTP_KEEP_ALIVE_US;
        }
    }
}

void requests_forget_input(struct connection *connection)
{
    if (connection->in) {
        connection->server->reading_size -= connection->in_room - READ_SIZE;
    }
    free(connection->in);
    connection->in = NULL;
    connection->in_size = connection->in_room = 0;
}

/* False: all together send too much. */
static bool make_room(struct connection *connection)
{
    struct http_server *server = connection->server;
    if (connection->in_room - connection->in_size >= READ_SIZE / 2) {
        return true;
    }
    size_t room = connection->in_room == 0 ? READ_SIZE : connection->in_room * 2;
    size_t most = connection->takes_large ? HTTP_BODY_LARGEST : 0;
    size_t more = connection->in ? room - connection->in_room : 0;
    bool may_grow = room <= 2 * (IN_MAX + most) && server->reading_size + more <= READING_SIZE_MAX;
    uint8_t *in = may_grow ? realloc(connection->in, room) : NULL;
    if (!in) {
        return false;
    }
    server->reading_size += more;
    connection->in = in;
    connection->in_room = room;
    return true;
}

void requests_read(struct connection *connection)
{
    take_requests(connection); /* those that waited for a response */
    for (int round = 0;
         connection_may_read(connection, round) && !connection->websocket &&
         !connection->must_close && !connection_is_writing(connection) && !connection->deferred;
         round++) {
        size_t size;
        if (!make_room(connection)) {
            requests_forget_input(connection);
            refuse_request(connection, 503, "The server has too much to read: try again.");
            return;
        }
        enum io_result result = connection_read(connection, connection->in + connection->in_size,
                                                connection->in_room - connection->in_size, &size);
        if (result != IO_DONE) {
            if (result == IO_CLOSED) {
                connection_close(connection);
            }
            break;
        }
        if (connection->in_size == 0) {
            connection->deadline_us = net_now_us() + HTTP_REQUEST_US;
        }
        connection->in_size += size;
        take_requests(connection);
    }
    if (connection->in_size == 0) { /* nothing is kept between requests */
        requests_forget_input(connection);
    }
}
