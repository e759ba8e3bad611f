/* The HTTPS server: one listener on the control thread, HTTP/1.1 with keep-alive,
 * WebSocket upgrades. It parses, bounds and answers; what to answer is the owner's
 * table. Nothing of a client is ever logged; refusals are counted.
 *
 * An idle connection holds its socket, a small struct and OpenSSL's state: buffers
 * exist only while a request or a response is under way. Pipelined requests wait
 * until the response before them is out.
 */
#ifndef PLENARY_SHELL_HTTP_SERVER_H
#define PLENARY_SHELL_HTTP_SERVER_H

#include "base/address.h"
#include "base/wheel.h"
#include "shell/loop.h"
#include "shell/problem.h"
#include "shell/source_count.h"
#include "shell/websocket.h"
#include "wire/http1.h"

enum {
    HTTP_RESPONSE_HEADERS_MAX = 4096,
    HTTP_RESPONSE_BODY_MAX = 256 * 1024,
    HTTP_COMMON_HEADERS_MAX = 2048,
};
#define HTTP_REQUEST_US      (10 * SECOND_US) /* for a handshake, a head, a body */
#define HTTP_KEEP_ALIVE_US   (60 * SECOND_US) /* between requests */
#define HTTP_WRITE_US        (30 * SECOND_US) /* a response that does not move */
#define HTTP_LINGER_US       (2 * SECOND_US)  /* reading on after the last response */
#define HTTP_ACCEPT_PAUSE_US (100 * MS_US)    /* out of descriptors or connections */

/* An upgrade's terms, set by the owner who accepts it. */
struct http_upgrade {
    const char *subprotocol; /* one of Sec-WebSocket-Protocol, or NULL; outlives the call */
    const struct websocket_handler *handler;
    void *user;
};

/* What the owner does, on the control thread. */
struct http_handler {
    void *context;
    /* Head and body are complete. Fill the response: `status` is 500 until set, headers
     * (HTTP_RESPONSE_HEADERS_MAX) and body (HTTP_RESPONSE_BODY_MAX) are lent; one that
     * does not fit becomes a 500. A HEAD is answered as a GET would be: the server
     * leaves the body out.
     */
    void (*handle)(void *context, const struct http_request *request,
                   struct http_response *response);
    /* A WebSocket is asked for; version, key and Origin are right. True: accepted, with
     * `upgrade` filled; its callbacks follow. False: refused, with `response` filled.
     * NULL: no WebSockets here, such a request goes to `handle`.
     */
    bool (*upgrade)(void *context, const struct http_request *request, struct http_upgrade *upgrade,
                    struct http_response *response);
};

struct http_server_options {
    struct address listen;    /* :: is both IPv6 and IPv4, where there is IPv6; port 0: any */
    SSL_CTX *tls;             /* NULL: plain. A reference is taken */
    uint32_t connections_max; /* in all */
    uint32_t connections_per_source_max; /* IPv4 address or IPv6 /64; 0: no cap (a proxy) */
    const char *common_headers; /* whole lines added to every response; outlives the server */
    struct http_handler handler;
};

struct http_server_counters {
    uint64_t accepted;
    uint64_t refused_full;   /* accept paused: no descriptors, or connections_max */
    uint64_t refused_source; /* closed at once: connections_per_source_max */
    uint64_t tls_failed;
    uint64_t requests;     /* given to the owner */
    uint64_t bad_requests; /* refused before that */
    uint64_t timed_out;
    uint64_t upgrades;
};

struct http_connection;

struct http_server {
    struct loop *loop;
    SSL_CTX *tls;
    struct http_handler handler;
    const char *common_headers;
    uint32_t connections_max;
    struct loop_watch listener;
    struct loop_timer accept_timer, tick_timer;
    struct wheel wheel; /* each connection's one deadline */
    struct source_count sources;
    struct http_connection *connections; /* a list */
    uint32_t connection_count, websocket_count;
    struct address source; /* of the exchange under way */
    uint8_t *scratch;      /* the response under way */
    bool draining;
    struct http_server_counters counters;
};

/* Listen. False with a problem that names the address; nothing is then held. */
CHECK bool http_server_init(struct http_server *server, struct loop *loop,
                            const struct http_server_options *options, struct problem *problem);
/* Closes all connections; each websocket's `closed` is called. */
void http_server_deinit(struct http_server *server);

/* Stop listening; close idle connections, and WebSockets with 1001. Give it a second or
 * so of turns, or until connection_count is 0, before the deinit.
 */
void http_server_drain(struct http_server *server);

/* Use another context for connections from now on: renewed certificates. */
void http_server_set_tls(struct http_server *server, SSL_CTX *tls);

uint16_t http_server_port(const struct http_server *server);

/* Whom the request comes from, within `handle` or `upgrade`: to limit rates and to look up
 * a country, never to keep. Behind a proxy, it is the proxy's.
 */
const struct address *http_server_source(const struct http_server *server);

#endif
