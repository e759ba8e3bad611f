#include "shell/http_respond.h"

/* The server's scratch: headers | head | body. The head is moved up to the body, so that
 * a response of the common size is one write, one TLS record and one packet.
 */
static uint8_t *head_room(const struct http_server *server)
{
    return server->scratch + HTTP_RESPOND_HEADERS_ROOM;
}

static uint8_t *body_room(const struct http_server *server)
{
    return head_room(server) + HTTP_RESPOND_HEAD_ROOM;
}

static void lend(const struct http_server *server, struct http_response *response)
{
    *response = (struct http_response){
        .status = 500,
        .headers = writer_of(server->scratch, HTTP_RESPONSE_HEADERS_MAX),
        .body = writer_of(body_room(server), HTTP_RESPONSE_BODY_MAX),
    };
}

enum response_body { WITH_BODY, WITHOUT_BODY };

static void write_response(struct http_server *server, struct stream *stream,
                           struct http_response *response, enum response_body with,
                           bool keep_alive)
{
    if (response->headers.failed || response->body.failed) {
        bool close = response->close;
        lend(server, response);
        response->close = close;
        http_problem(response, 500, "The server's answer was too long.");
    }
    bool is_empty = response->status == 204 || response->status == 304;
    if (is_empty || !response->content_type) { /* RFC 9110 6.4.1 */
        response->body.at = response->body.start;
        response->static_body = (struct bytes){0};
    }
    if (server->common_headers) {
        response->headers.end = server->scratch + HTTP_RESPOND_HEADERS_ROOM;
        writer_text(&response->headers, server->common_headers);
    }
    struct writer head = writer_of(head_room(server), HTTP_RESPOND_HEAD_ROOM);
    http_write_head(&head, response, keep_alive);
    ASSERT(!response->headers.failed && !head.failed); /* the rooms are made for this */

    size_t head_size = writer_bytes(&head).size;
    uint8_t *start = body_room(server) - head_size;
    memmove(start, head_room(server), head_size);
    size_t body_size = writer_bytes(&response->body).size;
    bool is_static = response->static_body.size > 0;
    if (with == WITHOUT_BODY || is_static) {
        body_size = 0;
    }
    stream_write(stream, bytes_of(start, head_size + body_size));
    if (is_static && with == WITH_BODY) {
        stream_write_static(stream, response->static_body);
    }
}

bool http_respond(struct http_server *server, struct stream *stream,
                  const struct http_request *request)
{
    struct http_response response;
    lend(server, &response);
    server->handler.handle(server->handler.context, request, &response);
    bool keep_alive = request->keep_alive && !response.close && !server->draining;
    write_response(server, stream, &response,
                   request->method == HTTP_HEAD ? WITHOUT_BODY : WITH_BODY, keep_alive);
    return keep_alive;
}

void http_respond_problem(struct http_server *server, struct stream *stream, int status,
                          const char *detail)
{
    struct http_response response;
    lend(server, &response);
    http_problem(&response, status, detail);
    write_response(server, stream, &response, WITH_BODY, false);
}

bool http_respond_upgrade(struct http_server *server, struct stream *stream,
                          const struct http_request *request, struct websocket **websocket,
                          struct http_upgrade *terms)
{
    struct http_response response;
    lend(server, &response);
    if (!websocket_check(request, &response)) {
        server->counters.bad_requests++;
        write_response(server, stream, &response, WITH_BODY, false);
        return false;
    }
    struct websocket *created = websocket_create(stream);
    if (!created) {
        http_respond_problem(server, stream, 503, "The server has no memory left.");
        return false;
    }
    server->counters.requests++;
    if (!server->handler.upgrade(server->handler.context, request, terms, &response)) {
        websocket_destroy(created);
        write_response(server, stream, &response, WITH_BODY, false);
        return false;
    }
    struct writer head = writer_of(head_room(server), HTTP_RESPOND_HEAD_ROOM);
    websocket_write_accept(&head, request, terms->subprotocol, server->common_headers);
    ASSERT(!head.failed && terms->handler);
    stream_write(stream, writer_bytes(&head));
    *websocket = created;
    return true;
}
