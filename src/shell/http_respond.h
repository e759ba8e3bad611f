/* From a complete request to bytes on their way: lends the owner the response's memory,
 * has it filled, and writes it. Called by http_connection alone.
 */
#ifndef PLENARY_SHELL_HTTP_RESPOND_H
#define PLENARY_SHELL_HTTP_RESPOND_H

#include "shell/http_server.h"

enum {
    HTTP_RESPOND_HEADERS_ROOM = HTTP_RESPONSE_HEADERS_MAX + HTTP_COMMON_HEADERS_MAX,
    HTTP_RESPOND_HEAD_ROOM = HTTP_RESPOND_HEADERS_ROOM + 1024,
    HTTP_RESPOND_SCRATCH =
        HTTP_RESPOND_HEADERS_ROOM + HTTP_RESPOND_HEAD_ROOM + HTTP_RESPONSE_BODY_MAX,
};

/* Ask the owner and write the response. True: the connection may be kept. */
CHECK bool http_respond(struct http_server *server, struct stream *stream,
                        const struct http_request *request);

/* Refuse in the server's own name. */
void http_respond_problem(struct http_server *server, struct stream *stream, int status,
                          const char *detail);

/* Ask the owner for a WebSocket. True: the 101 is written, *websocket waits to be opened
 * on `terms`. False: a refusal is written, after which the connection closes.
 */
CHECK bool http_respond_upgrade(struct http_server *server, struct stream *stream,
                                const struct http_request *request,
                                struct websocket **websocket, struct http_upgrade *terms);

#endif
