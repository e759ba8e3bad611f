#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "shell/connection.h"
#include "shell/net.h"
#include "shell/websocket.h"

enum { ACCEPTS_A_ROUND = 64 };

static void pause_accepting(struct http_server *server)
{
    if (server->is_accepting && server->accept_at_us == 0) {
        loop_remove(server->loop, &server->listener);
        server->accept_at_us = net_now_us() + HTTP_ACCEPT_PAUSE_US;
    }
}

static void accept_ready(struct watch *watch, uint32_t events)
{
    struct http_server *server = CONTAINER_OF(watch, struct http_server, listener);
    (void)events;
    for (size_t i = 0; i < ACCEPTS_A_ROUND; i++) {
        if (server->count >= server->count_max + HTTP_EXCESS_MAX) {
            pause_accepting(server);
            return;
        }
        struct sockaddr_storage name;
        socklen_t size = sizeof(name);
        int fd = accept4(watch->fd, (struct sockaddr *)&name, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0) {
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
                pause_accepting(server);
            }
            return;
        }
        struct address source = net_of_sockaddr(&name);
        if (source_count_take(&server->sources, &source)) {
            connection_accept(server, fd, &source);
        } else {
            close(fd);
        }
    }
}

struct http_server *http_server_new(struct loop *loop, const struct http_server_setup *setup)
{
    int family;
    int fd = net_bind(&setup->listen, SOCK_STREAM, &family);
    struct http_server *server = fd >= 0 ? calloc(1, sizeof(*server)) : NULL;
    uint32_t refusals_max = setup->connections_per_source_max > 0 ? HTTP_REFUSALS_A_MINUTE : 0;
    if (!server ||
        !source_count_init(&server->sources, setup->connections_max + HTTP_EXCESS_MAX,
                           setup->connections_per_source_max, random_u64(setup->random)) ||
        !source_count_init(&server->refusals, REFUSALS_MAX, refusals_max,
                           random_u64(setup->random))) {
        if (server) {
            source_count_deinit(&server->sources);
        }
        free(server);
        return NULL;
    }
    server->loop = loop;
    server->tls = setup->tls;
    server->handlers = setup->handlers;
    server->count_max = setup->connections_max;
    server->listener = (struct watch){.fd = fd, .ready = accept_ready};
    server->is_accepting = loop_add(loop, &server->listener, EPOLLIN);
    return server;
}

static void close_all(struct http_server *server)
{
    while (server->first) {
        connection_close(server->first);
    }
    connection_free_dying(server);
}

void http_server_free(struct http_server *server)
{
    http_server_stop_accepting(server);
    close_all(server);
    source_count_deinit(&server->sources);
    source_count_deinit(&server->refusals);
    free(server);
}

void http_server_forget_refusals(struct http_server *server)
{
    source_count_clear(&server->refusals);
    server->refusal_count = 0;
}

uint16_t http_server_port(const struct http_server *server)
{
    return net_port(server->listener.fd);
}

void http_server_set_tls(struct http_server *server, SSL_CTX *tls)
{
    ASSERT(server->tls && tls);
    server->tls = tls;
}

void http_server_stop_accepting(struct http_server *server)
{
    if (server->is_accepting) {
        if (server->accept_at_us == 0) {
            loop_remove(server->loop, &server->listener);
        }
        server->is_accepting = false;
        close(server->listener.fd);
    }
}

void http_server_tick(struct http_server *server, uint64_t now_us)
{
    if (server->is_accepting && server->accept_at_us != 0 && now_us >= server->accept_at_us) {
        server->accept_at_us = 0;
        server->is_accepting = loop_add(server->loop, &server->listener, EPOLLIN);
    }
    if (now_us >= server->forget_refusals_us) {
        http_server_forget_refusals(server);
        server->forget_refusals_us = now_us + HTTP_REFUSALS_US;
    }
    struct connection *next;
    for (struct connection *at = server->first; at; at = next) {
        next = at->next;
        bool is_late = now_us >= at->deadline_us;
        if (is_late || (at->websocket && !websocket_tick(at->websocket, now_us))) {
            connection_close(at);
        }
    }
    connection_free_dying(server);
}

size_t http_server_connections(const struct http_server *server)
{
    return server->count;
}
