#include "shell/http_server.h"

#include "shell/endpoint.h"
#include "shell/http_connection.h"
#include "shell/http_respond.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/rand.h>
#include <unistd.h>

enum { ACCEPT_BUDGET = 64, BACKLOG = 1024 };
#define TICK_US (100 * MS_US)

/* ---- accepting ---- */

/* Out of descriptors, memory or connections: the listener stays readable, so look away
 * for a while instead of spinning.
 */
static void pause_accepting(struct http_server *server)
{
    server->counters.refused_full++;
    loop_change(server->loop, &server->listener, 0);
    loop_timer_set(server->loop, &server->accept_timer,
                   server->loop->now_us + HTTP_ACCEPT_PAUSE_US);
}

static void resume_accepting(struct loop_timer *timer, uint64_t now_us)
{
    struct http_server *server = CONTAINER_OF(timer, struct http_server, accept_timer);
    (void)now_us;
    if (!server->draining) {
        loop_change(server->loop, &server->listener, EPOLLIN);
    }
}

/* False: no more for now. */
static bool accept_one(struct http_server *server)
{
    if (server->connection_count >= server->connections_max) {
        pause_accepting(server);
        return false;
    }
    struct sockaddr_storage from;
    socklen_t from_size = sizeof(from);
    int fd = accept4(server->listener.fd, (struct sockaddr *)&from, &from_size,
                     SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) {
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            pause_accepting(server);
        }
        /* Errors of the one connection (ECONNABORTED, ...) are accept's too: go on. */
        return errno == ECONNABORTED || errno == EINTR || errno == EPROTO;
    }
    struct address source = endpoint_of_sockaddr(&from);
    if (!source_count_take(&server->sources, &source)) {
        server->counters.refused_source++;
        (void)close(fd);
        return true;
    }
    int on = 1; /* else Nagle holds a small response back for an acknowledgement */
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    if (!http_connection_open(server, fd, &source)) {
        source_count_give(&server->sources, &source);
        (void)close(fd);
        pause_accepting(server);
        return false;
    }
    server->counters.accepted++;
    return true;
}

static void listener_ready(struct loop_watch *watch, uint32_t events)
{
    struct http_server *server = CONTAINER_OF(watch, struct http_server, listener);
    (void)events;
    for (int i = 0; i < ACCEPT_BUDGET && accept_one(server); i++) {
    }
}

/* ---- deadlines ---- */

static void tick(struct loop_timer *timer, uint64_t now_us)
{
    struct http_server *server = CONTAINER_OF(timer, struct http_server, tick_timer);
    struct wheel_timer *due;
    while ((due = wheel_take_due(&server->wheel, now_us))) {
        http_connection_due(CONTAINER_OF(due, struct http_connection, stream.timer), now_us);
    }
    loop_timer_set(server->loop, timer, now_us + TICK_US);
}

/* ---- listening ---- */

static int bind_socket(const struct address *address)
{
    struct sockaddr_storage to;
    socklen_t to_size = endpoint_to_sockaddr(address, &to);
    int fd = socket(to.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return -1;
    }
    int on = 1;
    int off = 0;
    bool set = setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == 0 &&
               (to.ss_family != AF_INET6 ||
                setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off)) == 0);
    if (!set || bind(fd, (struct sockaddr *)&to, to_size) != 0 || listen(fd, BACKLOG) != 0) {
        int kept = errno;
        (void)close(fd);
        errno = kept;
        return -1;
    }
    return fd;
}

static int open_listener(const struct address *address, struct problem *problem)
{
    int fd = bind_socket(address);
    bool has_no_ipv6 = fd < 0 && (errno == EAFNOSUPPORT || errno == EADDRNOTAVAIL);
    if (has_no_ipv6 && !address_is_ipv4(address) && endpoint_is_any(address)) {
        struct address four = address_of_ipv4(0, 0, 0, 0, address->port);
        fd = bind_socket(&four);
    }
    if (fd < 0) {
        char text[ENDPOINT_TEXT_MAX];
        int kept = errno;
        endpoint_format(address, text);
        problem_set(problem, "Cannot listen on %s: %s.%s", text, strerror(kept),
                    kept == EADDRINUSE
                        ? " Stop the other server there, or set `listen` to another port."
                        : " Set `listen` to an address of this machine.");
    }
    return fd;
}

bool http_server_init(struct http_server *server, struct loop *loop,
                      const struct http_server_options *options, struct problem *problem)
{
    int fd = -1;
    uint64_t secret;
    *server = (struct http_server){
        .loop = loop,
        .tls = options->tls,
        .handler = options->handler,
        .common_headers = options->common_headers,
        .connections_max = options->connections_max,
        .accept_timer.due = resume_accepting,
        .tick_timer.due = tick,
    };
    ASSERT(!options->common_headers ||
           strlen(options->common_headers) <= HTTP_COMMON_HEADERS_MAX);
    server->scratch = malloc(HTTP_RESPOND_SCRATCH);
    if (!server->scratch || RAND_bytes((unsigned char *)&secret, sizeof(secret)) != 1 ||
        !source_count_init(&server->sources, options->connections_max,
                           options->connections_per_source_max, secret)) {
        problem_set(problem, "There is no memory for the HTTP server.");
        goto out;
    }
    fd = open_listener(&options->listen, problem);
    if (fd < 0) {
        goto out;
    }
    if (!loop_watch(loop, &server->listener, fd, EPOLLIN, listener_ready)) {
        problem_set(problem, "Cannot watch the listener: %s.", strerror(errno));
        goto out;
    }
    if (server->tls) {
        SSL_CTX_up_ref(server->tls);
    }
    wheel_init(&server->wheel, loop->now_us);
    loop_timer_set(loop, &server->accept_timer, NEVER_US);
    loop_timer_set(loop, &server->tick_timer, loop->now_us + TICK_US);
    return true;
out:
    if (fd >= 0) {
        (void)close(fd);
    }
    source_count_deinit(&server->sources);
    free(server->scratch);
    return false;
}

static void stop_listening(struct http_server *server)
{
    if (!server->draining) {
        server->draining = true;
        loop_timer_forget(server->loop, &server->accept_timer);
        loop_forget(server->loop, &server->listener);
        (void)close(server->listener.fd);
    }
}

void http_server_drain(struct http_server *server)
{
    stop_listening(server);
    struct http_connection *next;
    for (struct http_connection *c = server->connections; c; c = next) {
        next = c->next;
        http_connection_drain(c);
    }
}

void http_server_deinit(struct http_server *server)
{
    stop_listening(server);
    while (server->connections) {
        http_connection_close(server->connections);
    }
    loop_timer_forget(server->loop, &server->tick_timer);
    source_count_deinit(&server->sources);
    SSL_CTX_free(server->tls);
    free(server->scratch);
    server->scratch = NULL;
}

void http_server_set_tls(struct http_server *server, SSL_CTX *tls)
{
    SSL_CTX_up_ref(tls);
    SSL_CTX_free(server->tls);
    server->tls = tls;
}

uint16_t http_server_port(const struct http_server *server)
{
    struct sockaddr_storage name;
    socklen_t size = sizeof(name);
    ASSERT(getsockname(server->listener.fd, (struct sockaddr *)&name, &size) == 0);
    return endpoint_of_sockaddr(&name).port;
}

const struct address *http_server_source(const struct http_server *server)
{
    return &server->source;
}
