#include "shell/connection.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <sys/socket.h>
#include <unistd.h>

#include "shell/net.h"
#include "shell/websocket.h"

enum { READS_A_TURN = 8, LINGER_SIZE_MAX = 1 << 20 };

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

/* One who reads nothing of what waits for them is let go of after a while. */
static void wait_for_line(struct connection *connection)
{
    if (connection->websocket && !connection->must_close) {
        connection->deadline_us = net_now_us() + WEBSOCKET_BLOCKED_US;
    }
    watch_write(connection, true);
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
    wait_for_line(connection);
}

bool connection_is_writing(const struct connection *connection)
{
    return connection->out || connection->fixed.size > 0;
}

/* As much as the line takes now, if nothing waits; what is left of it for later. */
static struct bytes write_now(struct connection *connection, struct bytes data)
{
    while (data.size > 0 && !connection_is_writing(connection) && !connection->is_dead &&
           !connection->is_lingering) {
        size_t size;
        enum io_result result = write_some(connection, data, &size);
        if (result == IO_CLOSED) {
            connection_close(connection);
        }
        if (result != IO_DONE) {
            break;
        }
        data = bytes_of(data.data + size, data.size - size);
    }
    return connection->is_dead || connection->is_lingering ? (struct bytes){0} : data;
}

void connection_write(struct connection *connection, struct bytes data)
{
    data = write_now(connection, data);
    if (data.size > 0) {
        ASSERT(connection->fixed.size == 0);
        queue(connection, data);
    }
}

void connection_write_fixed(struct connection *connection, struct bytes data)
{
    data = write_now(connection, data);
    if (data.size > 0) {
        ASSERT(connection->fixed.size == 0);
        connection->fixed = data;
        wait_for_line(connection);
    }
}

size_t connection_unwritten(const struct connection *connection)
{
    return connection->out_size - connection->out_at;
}

/* All is written. They may still be sending: closed with bytes unread, the connection would be
 * reset, and what they have not read yet be lost (RFC 9112 9.6).
 */
void connection_end(struct connection *connection)
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
    if (!connection_is_writing(connection)) {
        connection_end(connection);
        return;
    }
    connection->must_close = true;
    connection->deadline_us = net_now_us() + HTTP_LINGER_US;
    loop_change(connection->server->loop, &connection->watch, EPOLLOUT);
}

static void note_written(struct connection *connection, size_t size)
{
    if (!connection->out) {
        connection->fixed = bytes_of(connection->fixed.data + size, connection->fixed.size - size);
        return;
    }
    connection->out_at += size;
    if (connection->out_at == connection->out_size) {
        forget_queue(connection);
    }
}

static void write_queued(struct connection *connection)
{
    while (connection_is_writing(connection)) {
        size_t size;
        struct bytes rest = connection->out ? bytes_of(connection->out + connection->out_at,
                                                       connection_unwritten(connection))
                                            : connection->fixed;
        enum io_result result = write_some(connection, rest, &size);
        if (result != IO_DONE) {
            if (result == IO_CLOSED) {
                connection_close(connection);
            }
            return;
        }
        note_written(connection, size);
        if (!connection->websocket) { /* a slow reader, but one who reads */
            connection->deadline_us = net_now_us() + HTTP_KEEP_ALIVE_US;
        } else if (!connection->must_close) {
            connection->deadline_us = net_now_us() + WEBSOCKET_BLOCKED_US;
        }
    }
    watch_write(connection, false);
    if (connection->websocket && !connection->must_close) {
        connection->deadline_us = NEVER_US;
    }
    if (connection->must_close) {
        connection_end(connection);
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
    requests_forget_input(connection);
    forget_queue(connection);
    free(connection);
}

/* A fast sender must let the others in. epoll tells again of what is left, but not of
 * bytes that OpenSSL holds already.
 */
bool connection_may_read(const struct connection *connection, int round)
{
    return !connection->is_dead && !connection->is_lingering && !connection->must_close &&
           (round < READS_A_TURN || (connection->ssl && SSL_pending(connection->ssl) > 0));
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
        requests_forget_input(connection);
    }
    for (int round = 0; connection_may_read(connection, round); round++) {
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
            requests_read(connection);
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
