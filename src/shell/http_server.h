/* The HTTPS/1.1 server of the control thread: accepts, reads whole requests, lets the
 * owner answer, writes. A request may become a WebSocket.
 */
#ifndef PLENARY_SHELL_HTTP_SERVER_H
#define PLENARY_SHELL_HTTP_SERVER_H

#include <openssl/ssl.h>

#include "base/port.h"
#include "shell/loop.h"
#include "wire/http1.h"

enum {
    HTTP_RESPONSE_HEADERS_MAX = 4096,
    HTTP_RESPONSE_BODY_MAX = 16 << 20, /* a roll-call of all locations; untouched it is free */
    HTTP_QUEUED_MAX = 256 << 20, /* of all that do not read: then the next one loses its line */
    HTTP_REFUSALS_A_MINUTE = 60, /* of one source: then 429 instead of 401 */
    HTTP_EXCESS_MAX = 32,        /* beyond connections_max: who is told to come back */
};
#define HTTP_REQUEST_US      (10 * SECOND_US) /* for a handshake, a head, a body */
#define HTTP_LINGER_US       (2 * SECOND_US)  /* for one who was refused, to read why */
#define HTTP_KEEP_ALIVE_US   (60 * SECOND_US) /* between requests */
#define HTTP_REFUSALS_US     (60 * SECOND_US) /* bad tokens are counted for so long */
#define HTTP_ACCEPT_PAUSE_US (100 * MS_US)    /* out of descriptors: no spinning */

struct http_server;
struct connection;
struct websocket;

/* An answer that comes later: embedded in its owner, who keeps it until it has answered. */
struct http_deferred {
    struct connection *connection; /* NULL: who asked is gone */
};

struct http_handlers {
    void *context;
    /* A whole request; fill in `response`, whose writers have the memory. */
    void (*handle)(void *context, const struct http_request *request,
                   struct http_response *response);
    /* A request to upgrade: accept by setting *subprotocol (static text) and returning
     * true, or refuse by filling in `response`.
     */
    bool (*upgrade)(void *context, const struct http_request *request,
                    struct http_response *response, const char **subprotocol, void **user);
    /* The WebSocket of an accepted upgrade is open; after `closed` it is gone. */
    void (*opened)(void *context, struct websocket *websocket, void *user);
    void (*closed)(void *context, struct websocket *websocket, void *user);
    /* A message came: UTF-8, borrowed. */
    void (*heard)(void *context, struct websocket *websocket, void *user, struct bytes text);
    /* How large a body this request may have; NULL: HTTP_BODY_MAX for all. */
    size_t (*body_max)(void *context, const struct http_request *request);
};

struct http_server_setup {
    struct address listen;
    SSL_CTX *tls;             /* NULL: plain HTTP */
    uint32_t connections_max; /* then 503, up to HTTP_EXCESS_MAX at a time; then they wait */
    uint32_t connections_per_source_max; /* 0: no cap, of bad tokens neither */
    struct random_source *random;
    struct http_handlers handlers;
};

/* NULL with errno when the address cannot be bound. */
CHECK struct http_server *http_server_new(struct loop *loop, const struct http_server_setup *setup);
void http_server_free(struct http_server *server);
uint16_t http_server_port(const struct http_server *server);
/* From here on new connections get this one; the server never frees it. */
void http_server_set_tls(struct http_server *server, SSL_CTX *tls);
/* Stop accepting; what is open goes on. */
void http_server_stop_accepting(struct http_server *server);
/* To be called every now and then: time-outs. */
void http_server_tick(struct http_server *server, uint64_t now_us);

/* Within `handle`: the answer comes later; the connection takes no further request until then. */
void http_server_defer(struct http_server *server, struct http_deferred *deferred);
/* A response to be filled in and given to http_deferred_end at once; the connection is there. */
struct http_response http_deferred_begin(struct http_deferred *deferred);
void http_deferred_end(struct http_deferred *deferred, struct http_response *response);

size_t http_server_connections(const struct http_server *server);

#endif
