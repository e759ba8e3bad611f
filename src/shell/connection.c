#include "shell/connection.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <sys/socket.h>
#include <unistd.h>

#include "shell/net.h"
#include "shell/websocket.h"

enum {
    READ_SIZE = 16384,
    IN_MAX = HTTP_HEAD_MAX + HTTP_BODY_MAX + 4,
    READS_A_TURN = 8,
    LINGER_SIZE_MAX = 1 << 20
};

/* ---- the stream ---- */

static enum io_result tls_result(struct connection *connection, int result)
{
    int error = SSL_get_error(connection->ssl, result);
    ERR_clear_error();
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? IO_AGAIN : IO_CLOSED;
}

enum io_result connection_read(struct connection *connection, void *out, size_t room, size_t *size)
{
    if (connection->ssl) {
        int result = SSL_read(connection->ssl, out, (int)room);
        *size = result > 0 ? (size_t)result : 0;
        return result > 0 ? IO_DONE : tls_result(connection, result);
    }
    ssize_t result = recv(connection->watch.fd, out, room, 0);
    *size = result > 0 ? (size_t)result : 0;
    return result > 0                                          ? IO_DONE
           : result < 0 && (errno == EAGAIN || errno == EINTR) ? IO_AGAIN
                                                               : IO_CLOSED;
}

static enum io_result write_some(struct connection *connection, struct bytes data, size_t *size)
{
    if (connection->ssl) {
        int result = SSL_write(connection->ssl, data.data, (int)MIN(data.size, 1u << 20));
        *size = result > 0 ? (size_t)result : 0;
        return result > 0 ? IO_DONE : tls_result(connection, result);
    }
    ssize_t result = send(connection->watch.fd, data.data, data.size, MSG_NOSIGNAL);
    *size = result > 0 ? (size_t)result : 0;
    return result > 0                                          ? IO_DONE
           : result < 0 && (errno == EAGAIN || errno == EINTR) ? IO_AGAIN
                                                               : IO_CLOSED;
}

/* While a response waits to be written, no further request is read: else one who asks
 * and never reads would fill our memory.
 */
static void watch_write(struct connection *connection, bool on)
{
    if (connection->waits_write != on) {
        connection->waits_write = on;
        loop_change(connection->server->loop, &connection->watch,
                    !on                     ? EPOLLIN
                    : connection->websocket ? EPOLLIN | EPOLLOUT
                                            : EPOLLOUT);
    }
}

static void forget_queue(struct connection *connection)
{
    connection->server->queued_size -= connection->out_size;
    free(connection->out);
    connection->out = NULL;
    connection->out_at = connection->out_size = 0;
}

static void queue(struct connection *connection, struct bytes data)
{
    size_t kept = connection->out_size - connection->out_at;
    struct http_server *server = connection->server;
    bool has_room = server->queued_size + data.size <= HTTP_QUEUED_MAX;
    uint8_t *joined = has_room ? malloc(kept + data.size) : NULL;
    if (!joined) {
        connection_close(connection);
        return;
    }
    if (kept > 0) {
        memcpy(joined, connection->out + connection->out_at, kept);
    }
    memcpy(joined + kept, data.data, data.size);
    forget_queue(connection);
    connection->out = joined;
    connection->out_size = kept + data.size;
    server->queued_size += connection->out_size;
    watch_write(connection, true);
}

void connection_write(struct connection *connection, struct bytes data)
{
    while (data.size > 0 && !connection->out && !connection->is_dead && !connection->is_lingering) {
        size_t size;
        enum io_result result = write_some(connection, data, &size);
        if (result == IO_CLOSED) {
            connection_close(connection);
            return;
        }
        if (result == IO_AGAIN) {
            break;
        }
        data = bytes_of(data.data + size, data.size - size);
    }
    if (data.size > 0 && !connection->is_dead && !connection->is_lingering) {
        queue(connection, data);
    }
}

size_t connection_unwritten(const struct connection *connection)
{
    return connection->out_size - connection->out_at;
}

/* All is written. They may still be sending: closed with bytes unread, the connection would be
 * reset, and what they have not read yet be lost (RFC 9112 9.6).
 */
static void end(struct connection *connection)
{
    if (!connection->must_linger) {
        connection_close(connection);
        return;
    }
    if (connection->is_shaken) {
        SSL_shutdown(connection->ssl);
        ERR_clear_error();
    }
    shutdown(connection->watch.fd, SHUT_WR);
    connection->is_lingering = true;
    connection->deadline_us = net_now_us() + HTTP_LINGER_US;
    watch_write(connection, false);
}

static void discard(struct connection *connection)
{
    uint8_t buffer[4096];
    for (int round = 0; round < READS_A_TURN; round++) {
        ssize_t size = recv(connection->watch.fd, buffer, sizeof(buffer), 0);
        if (size < 0 && (errno == EAGAIN || errno == EINTR)) {
            return;
        }
        connection->discarded += size > 0 ? (size_t)size : 0;
        if (size <= 0 || connection->discarded > LINGER_SIZE_MAX) {
            connection_close(connection);
            return;
        }
    }
}

/* The WebSocket's last frame is written or waits for the line; nothing is heard any more. */
static void end_websocket(struct connection *connection)
{
    connection->must_linger = true;
    if (!connection->out) {
        end(connection);
        return;
    }
    connection->must_close = true;
    connection->deadline_us = net_now_us() + HTTP_LINGER_US;
    loop_change(connection->server->loop, &connection->watch, EPOLLOUT);
}

static void write_queued(struct connection *connection)
{
    while (connection->out) {
        size_t size;
        struct bytes rest =
            bytes_of(connection->out + connection->out_at, connection_unwritten(connection));
        enum io_result result = write_some(connection, rest, &size);
        if (result != IO_DONE) {
            if (result == IO_CLOSED) {
                connection_close(connection);
            }
            return;
        }
        connection->out_at += size;
        if (!connection->websocket) { /* a slow reader, but one who reads */
            connection->deadline_us = net_now_us() + HTTP_KEEP_ALIVE_US;
        }
        if (connection->out_at == connection->out_size) {
            forget_queue(connection);
            watch_write(connection, false);
        }
    }
    watch_write(connection, false);
    if (connection->must_close) {
        end(connection);
    } else if (connection->websocket && !websocket_written(connection->websocket)) {
        end_websocket(connection);
    }
}

void connection_close(struct connection *connection)
{
    struct http_server *server = connection->server;
    if (connection->is_dead) {
        return;
    }
    connection->is_dead = true;
    loop_remove(server->loop, &connection->watch);
    if (connection->previous) {
        connection->previous->next = connection->next;
    } else {
        server->first = connection->next;
    }
    if (connection->next) {
        connection->next->previous = connection->previous;
    }
    server->count--;
    connection->next = server->dying; /* callers up the stack may still look at it */
    server->dying = connection;
}

static void connection_free(struct connection *connection)
{
    struct websocket *websocket = connection->websocket;
    if (connection->deferred) {
        connection->deferred->connection = NULL;
    }
    if (websocket) {
        const struct http_handlers *handlers = &connection->server->handlers;
        handlers->closed(handlers->context, websocket, websocket_user(websocket));
        websocket_free(websocket);
    }
    if (connection->ssl) {
        if (connection->is_shaken) {
            SSL_shutdown(connection->ssl);
        }
        SSL_free(connection->ssl);
        ERR_clear_error();
    }
    close(connection->watch.fd);
    source_count_give(&connection->server->sources, &connection->source);
    free(connection->in);
    forget_queue(connection);
    free(connection);
}

/* ---- requests ---- */

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
    if (has_body && body.size > 0) {
        connection_write(connection, body);
    }
    if (!keep_alive) {
        connection->must_close = true;
        if (!connection->out) {
            end(connection);
        }
    }
}

static struct http_response new_response(struct http_server *server)
{
    return (struct http_response){
        .status = 200,
        .headers = writer_of(server->headers, sizeof(server->headers)),
        .body = writer_of(server->body, sizeof(server->body)),
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

/* Who was refused too often in this minute is not heard: neither guesses nor noise. */
static bool may_try_token(const struct connection *connection, bool is_upgrade)
{
    const struct http_server *server = connection->server;
    bool has_token = is_upgrade || http_request_header(&server->request, "Authorization").size > 0;
    return !has_token || !source_count_is_full(&server->refusals, &connection->source);
}

/* A full table of refusals forgets them all: many sources at once are not one that guesses. */
static void note_refusal(struct connection *connection)
{
    struct http_server *server = connection->server;
    if (server->refusal_count == REFUSALS_MAX) {
        http_server_forget_refusals(server);
    }
    if (source_count_take(&server->refusals, &connection->source)) {
        server->refusal_count++;
    }
}

/* Who came when the server was full is told so, unless there is room by now. */
static bool has_place(struct connection *connection, struct http_response *response)
{
    const struct http_server *server = connection->server;
    if (connection->is_excess && server->count > server->count_max) {
        writer_text(&response->headers, "Retry-After: 5\r\n");
        http_problem(response, 503, "The server is full: come back in a few seconds.");
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
    } else if (!may_try_token(connection, is_upgrade)) {
        writer_text(&response.headers, "Retry-After: 60\r\n");
        http_problem(&response, 429,
                     "Too many bad tokens came from your network: come back in a "
                     "minute with a good one.");
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
    if (response.status == 401) {
        note_refusal(connection);
    }
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
    connection->server->request.method = HTTP_POST;
    send_response(connection, response, connection->stays && !response->close);
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
           !connection->out && !connection->deferred && connection->in_size > 0) {
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

static bool make_room(struct connection *connection)
{
    if (connection->in_room - connection->in_size >= READ_SIZE / 2) {
        return true;
    }
    size_t room = connection->in_room == 0 ? READ_SIZE : connection->in_room * 2;
    size_t most = connection->takes_large ? HTTP_BODY_LARGEST : 0;
    uint8_t *in = room <= 2 * (IN_MAX + most) ? realloc(connection->in, room) : NULL;
    if (!in) {
        return false;
    }
    connection->in = in;
    connection->in_room = room;
    return true;
}

/* A fast sender must let the others in. epoll tells again of what is left, but not of
 * bytes that OpenSSL holds already.
 */
static bool may_read(const struct connection *connection, int round)
{
    return !connection->is_dead && !connection->is_lingering && !connection->must_close &&
           (round < READS_A_TURN || (connection->ssl && SSL_pending(connection->ssl) > 0));
}

static void read_requests(struct connection *connection)
{
    take_requests(connection); /* those that waited for a response */
    for (int round = 0; may_read(connection, round) && !connection->websocket &&
                        !connection->must_close && !connection->out && !connection->deferred;
         round++) {
        size_t size;
        if (!make_room(connection)) {
            connection_close(connection);
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
        free(connection->in);
        connection->in = NULL;
        connection->in_room = 0;
    }
}

static void read_frames(struct connection *connection)
{
    /* What came right behind the request for the upgrade. */
    if (connection->in) {
        struct bytes early = bytes_of(connection->in, connection->in_size);
        if (!connection->is_dead && early.size > 0 &&
            !websocket_feed(connection->websocket, early, net_now_us())) {
            end_websocket(connection);
        }
        free(connection->in);
        connection->in = NULL;
        connection->in_size = connection->in_room = 0;
    }
    for (int round = 0; may_read(connection, round); round++) {
        uint8_t buffer[4096];
        size_t size;
        enum io_result result = connection_read(connection, buffer, sizeof(buffer), &size);
        if (result == IO_AGAIN) {
            return;
        }
        if (result == IO_CLOSED) {
            connection_close(connection);
        } else if (!websocket_feed(connection->websocket, bytes_of(buffer, size), net_now_us())) {
            end_websocket(connection);
        }
    }
}

static bool shake_hands(struct connection *connection)
{
    if (!connection->ssl || connection->is_shaken) {
        return true;
    }
    int result = SSL_accept(connection->ssl);
    if (result == 1) {
        connection->is_shaken = true;
        return true;
    }
    if (tls_result(connection, result) == IO_CLOSED) {
        connection_close(connection);
    }
    return false;
}

void connection_free_dying(struct http_server *server)
{
    while (server->dying) {
        struct connection *connection = server->dying;
        server->dying = connection->next;
        connection_free(connection);
    }
}

static void ready(struct watch *watch, uint32_t events)
{
    struct connection *connection = CONTAINER_OF(watch, struct connection, watch);
    struct http_server *server = connection->server;
    if ((events & (EPOLLERR | EPOLLHUP)) != 0 && (events & EPOLLIN) == 0) {
        connection_close(connection);
    } else if (connection->is_lingering) {
        discard(connection);
    } else if (shake_hands(connection)) {
        if ((events & EPOLLOUT) != 0) {
            write_queued(connection);
        }
        if (!connection->websocket) {
            read_requests(connection);
        }
        if (connection->websocket) {
            read_frames(connection);
        }
    }
    connection_free_dying(server);
}

void connection_accept(struct http_server *server, int fd, const struct address *source)
{
    int on = 1;
    struct connection *connection = calloc(1, sizeof(*connection));
    if (connection) {
        connection->is_excess = server->count >= server->count_max;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
        connection->watch = (struct watch){.fd = fd, .ready = ready};
        connection->server = server;
        connection->source = *source;
        connection->deadline_us = net_now_us() + HTTP_REQUEST_US;
        connection->ssl = server->tls ? SSL_new(server->tls) : NULL;
    }
    bool good = connection && (!server->tls || connection->ssl) &&
                (!connection->ssl || SSL_set_fd(connection->ssl, fd) == 1) &&
                loop_add(server->loop, &connection->watch, EPOLLIN);
    if (!good) {
        if (connection) {
            SSL_free(connection->ssl);
        }
        free(connection);
        close(fd);
        source_count_give(&server->sources, source);
        return;
    }
    connection->next = server->first;
    if (server->first) {
        server->first->previous = connection;
    }
    server->first = connection;
    server->count++;
}
