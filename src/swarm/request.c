#include "swarm/request.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <openssl/err.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { IN_MAX = 64 * 1024, OUT_MAX = REQUEST_BODY_MAX + 2048 };

/* CLOSED --open--> SHAKING --TLS done--> IDLE --request--> WRITING --> READING --> IDLE */
enum connection_state { CLOSED, SHAKING, IDLE, WRITING, READING };

struct connection {
    struct request_pool *pool;
    enum connection_state state;
    int fd;
    SSL *ssl;
    struct request *request;
    size_t out_size, out_at, in_size;
    char out[OUT_MAX], in[IN_MAX];
};

struct request_pool {
    struct http_url url;
    struct addrinfo *address;
    SSL_CTX *context;
    int epoll_fd;
    size_t connection_count;
    struct request *first, **last; /* waiting for a connection */
    struct connection connections[];
};

/* ---- life ---- */

struct request_pool *request_pool_new(const struct http_url *url, const char *ca_file,
                                      size_t connections, int epoll_fd, const char **problem)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    struct request_pool *pool =
        calloc(1, sizeof(*pool) + connections * sizeof(pool->connections[0]));
    if (!pool) {
        *problem = "out of memory";
        return NULL;
    }
    pool->url = *url;
    pool->epoll_fd = epoll_fd;
    pool->last = &pool->first;
    pool->connection_count = connections;
    for (size_t i = 0; i < connections; i++) {
        pool->connections[i] = (struct connection){.pool = pool, .fd = -1};
    }
    *problem = "the host's name is not known";
    bool good = getaddrinfo(url->host, url->port, &hints, &pool->address) == 0;
    if (good && url->is_tls) {
        *problem = "the file of --ca cannot be used";
        pool->context = http_client_tls_new(ca_file);
        good = pool->context != NULL;
    }
    if (!good) {
        request_pool_free(pool);
        return NULL;
    }
    return pool;
}

static void disconnect(struct connection *connection)
{
    SSL_free(connection->ssl);
    connection->ssl = NULL;
    if (connection->fd >= 0) {
        close(connection->fd);
    }
    connection->fd = -1;
    connection->state = CLOSED;
}

void request_pool_free(struct request_pool *pool)
{
    for (size_t i = 0; i < pool->connection_count; i++) {
        disconnect(&pool->connections[i]);
    }
    SSL_CTX_free(pool->context);
    if (pool->address) {
        freeaddrinfo(pool->address);
    }
    free(pool);
}

/* ---- one connection ---- */

static void queue(struct request_pool *pool, struct request *request)
{
    request->next = NULL;
    *pool->last = request;
    pool->last = &request->next;
}

static struct request *take(struct request_pool *pool)
{
    struct request *request = pool->first;
    if (request) {
        pool->first = request->next;
        if (!pool->first) {
            pool->last = &pool->first;
        }
    }
    return request;
}

/* The path of what may be a whole URL. */
static void note_resource(struct request *request, struct bytes location)
{
    char text[2 * sizeof(request->resource)];
    snprintf(text, sizeof(text), "%.*s", (int)MIN(location.size, sizeof(text) - 1),
             location.data ? (const char *)location.data : "");
    const char *host = strstr(text, "://");
    const char *path = host ? strchr(host + 3, '/') : text;
    snprintf(request->resource, sizeof(request->resource), "%.255s", path ? path : "");
}

static void finish(struct connection *connection, int status, struct bytes body)
{
    struct request *request = connection->request;
    connection->request = NULL;
    request->done(request, status, body);
}

/* The connection died; its request is tried again elsewhere, a few times. */
static void lose(struct connection *connection)
{
    struct request *request = connection->request;
    disconnect(connection);
    if (request && ++request->tries < REQUEST_TRIES_MAX) {
        connection->request = NULL;
        queue(connection->pool, request);
    } else if (request) {
        finish(connection, 0, (struct bytes){0});
    }
}

static bool open_connection(struct connection *connection)
{
    struct request_pool *pool = connection->pool;
    const struct addrinfo *address = pool->address;
    connection->fd = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection->fd < 0 || connect(connection->fd, address->ai_addr, address->ai_addrlen) != 0 ||
        fcntl(connection->fd, F_SETFL, O_NONBLOCK) != 0) {
        return false;
    }
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    connection->state = pool->context ? SHAKING : IDLE;
    connection->in_size = 0;
    if (pool->context) {
        connection->ssl = SSL_new(pool->context);
        if (!connection->ssl || !http_client_tls_expect(connection->ssl, pool->url.host) ||
            SSL_set_fd(connection->ssl, connection->fd) != 1) {
            return false;
        }
        SSL_set_mode(connection->ssl,
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        SSL_set_connect_state(connection->ssl);
    }
    return epoll_ctl(pool->epoll_fd, EPOLL_CTL_ADD, connection->fd, &event) == 0;
}

static void write_head(struct connection *connection, const struct request *request)
{
    struct writer head = writer_of(connection->out, sizeof(connection->out));
    http_client_write_head(&head,
                           &(struct http_client_head){.method = request->method,
                                                      .url = &connection->pool->url,
                                                      .path = request->path,
                                                      .token = request->token,
                                                      .key = *request->key ? request->key : NULL,
                                                      .content_type = request->content_type,
                                                      .body_size = request->body_size,
                                                      .stays = true});
    writer_put(&head, bytes_of(request->body, request->content_type ? request->body_size : 0));
    ASSERT(!head.failed);
    connection->out_at = 0;
    connection->out_size = writer_bytes(&head).size;
}

/* What a read or write of nothing means: true to wait for the socket, false: it is dead. */
static bool must_wait(const struct connection *connection, int result)
{
    if (!connection->ssl) {
        return result < 0 && (errno == EAGAIN || errno == EINTR);
    }
    int error = SSL_get_error(connection->ssl, result);
    ERR_clear_error();
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
}

static void want(struct connection *connection, uint32_t events)
{
    struct epoll_event event = {.events = events, .data.ptr = connection};
    if (epoll_ctl(connection->pool->epoll_fd, EPOLL_CTL_MOD, connection->fd, &event) != 0) {
        lose(connection);
    }
}

static bool write_on(struct connection *connection)
{
    while (connection->out_at < connection->out_size) {
        const char *at = connection->out + connection->out_at;
        size_t left = connection->out_size - connection->out_at;
        int size = connection->ssl ? SSL_write(connection->ssl, at, (int)left)
                                   : (int)send(connection->fd, at, left, MSG_NOSIGNAL);
        if (size <= 0) {
            if (!must_wait(connection, size)) {
                lose(connection);
            } else {
                want(connection, EPOLLIN | EPOLLOUT);
            }
            return false;
        }
        connection->out_at += (size_t)size;
    }
    want(connection, EPOLLIN);
    connection->state = connection->fd >= 0 ? READING : CLOSED;
    return connection->state == READING;
}

static bool read_on(struct connection *connection)
{
    static struct http_reply reply;
    size_t head_size;
    for (;;) {
        char *at = connection->in + connection->in_size;
        size_t room = sizeof(connection->in) - connection->in_size;
        int size = connection->ssl ? SSL_read(connection->ssl, at, (int)room)
                                   : (int)recv(connection->fd, at, room, 0);
        if (size <= 0) {
            if (!must_wait(connection, size)) {
                lose(connection);
            }
            return false;
        }
        connection->in_size += (size_t)size;
        struct bytes all = bytes_of(connection->in, connection->in_size);
        enum http_parse parsed = http_parse_reply(all, &reply, &head_size);
        if (parsed == HTTP_PARSE_BAD) {
            lose(connection);
            return false;
        }
        if (parsed == HTTP_PARSE_DONE && all.size >= head_size + reply.content_length) {
            connection->in_size = 0; /* one request at a time: nothing comes after it */
            connection->state = IDLE;
            note_resource(connection->request, http_reply_header(&reply, "Location"));
            bool stays = !http_list_has(http_reply_header(&reply, "Connection"), "close");
            finish(connection, reply.status,
                   bytes_of(connection->in + head_size, reply.content_length));
            if (!stays) {
                disconnect(connection);
            }
            return stays;
        }
    }
}

/* As far as it goes without waiting. */
static void advance(struct connection *connection)
{
    for (bool more = true; more;) {
        switch (connection->state) {
        case CLOSED:
            more = connection->pool->first && open_connection(connection);
            if (!more && connection->pool->first) {
                connection->request = take(connection->pool);
                lose(connection);
            }
            break;
        case SHAKING: {
            int result = SSL_do_handshake(connection->ssl);
            more = result == 1;
            if (more) {
                connection->state = IDLE;
            } else if (!must_wait(connection, result)) {
                connection->request = take(connection->pool); /* else nobody would be told */
                lose(connection);
            }
            break;
        }
        case IDLE:
            connection->request = take(connection->pool);
            more = connection->request != NULL;
            if (more) {
                write_head(connection, connection->request);
                connection->state = WRITING;
            }
            break;
        case WRITING:
            more = write_on(connection);
            break;
        case READING:
            more = read_on(connection);
            break;
        }
    }
}

/* ---- entry points ---- */

void request_send(struct request_pool *pool, struct request *request)
{
    request->tries = 0;
    queue(pool, request);
    for (size_t i = 0; i < pool->connection_count && pool->first; i++) {
        enum connection_state state = pool->connections[i].state;
        if (state == CLOSED || state == IDLE) {
            advance(&pool->connections[i]);
        }
    }
}

void request_pool_ready(struct request_pool *pool, void *at)
{
    struct connection *connection = at;
    if (connection->state == IDLE) {
        disconnect(connection); /* the server has closed it (or speaks unasked) */
    }
    advance(connection);
    for (size_t i = 0; i < pool->connection_count && pool->first; i++) {
        if (pool->connections[i].state == CLOSED) {
            advance(&pool->connections[i]);
        }
    }
}
