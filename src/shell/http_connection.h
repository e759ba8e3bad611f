/* One client's connection: reads requests, has them answered one by one, becomes a
 * WebSocket, and goes. Called by http_server alone.
 *
 *   HANDSHAKE --> IDLE --> IN_HEAD [--> IN_BODY] --> ANSWERING --> IDLE, if kept alive
 *                                          |             '-------> LINGERING --> closed
 *                                          '--> IN_WEBSOCKET ------'
 *
 * LINGERING: our last byte and FIN are out; what the client still sends is read and
 * thrown away, for a reset would take the response from it.
 */
#ifndef PLENARY_SHELL_HTTP_CONNECTION_H
#define PLENARY_SHELL_HTTP_CONNECTION_H

#include "shell/http_server.h"

enum http_state {
    HTTP_HANDSHAKE,
    HTTP_IDLE,
    HTTP_IN_HEAD,
    HTTP_IN_BODY,
    HTTP_ANSWERING,
    HTTP_IN_WEBSOCKET,
    HTTP_LINGERING,
};

struct http_connection {
    struct http_server *server;
    struct http_connection *next, **link; /* in server->connections */
    struct stream stream;
    enum http_state state;
    bool closes; /* after the response under way */
    struct address source;
    uint8_t *in; /* from the first byte of a request; NULL when there is none */
    uint32_t in_size, in_capacity;
    uint32_t parsed_size; /* bytes of it that hold no complete head, as we know */
    uint32_t needed;      /* in HTTP_IN_BODY: head and body */
    uint32_t lingered;    /* bytes thrown away */
    struct websocket *websocket;
};

/* Takes over `fd` and adds itself to the server; false without memory. */
CHECK bool http_connection_open(struct http_server *server, int fd,
                                const struct address *source);
/* Frees the connection. */
void http_connection_close(struct http_connection *connection);
/* Its deadline has come; it may be gone afterwards. */
void http_connection_due(struct http_connection *connection, uint64_t now_us);
/* The server drains: close now if idle, say 1001 on a WebSocket, else after the response. */
void http_connection_drain(struct http_connection *connection);

#endif
