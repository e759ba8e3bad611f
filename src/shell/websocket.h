/* A WebSocket (RFC 6455) on libwslay, over a connection of the HTTP server. It sends
 * text in whole messages and in pieces, and hears text, whole: at most 64 KiB in at most
 * HTTP_REQUEST_US.
 */
#ifndef PLENARY_SHELL_WEBSOCKET_H
#define PLENARY_SHELL_WEBSOCKET_H

#include "shell/connection.h"

enum { WEBSOCKET_QUEUE_MAX = 256 * 1024, WEBSOCKET_MESSAGE_MAX = 64 * 1024 };
enum { CLOSE_POLICY = 1008, CLOSE_TRY_AGAIN = 1013 }; /* RFC 6455 7.4.1, and the registry's */
enum { WEBSOCKET_PINGS_MAX = 30 }; /* between two ticks: more is no sign of life but a flood */
#define WEBSOCKET_PING_US    (15 * SECOND_US)
#define WEBSOCKET_SILENCE_US (35 * SECOND_US) /* without any frame: gone */
#define WEBSOCKET_BLOCKED_US (30 * SECOND_US) /* what was written is not read at all: gone */
#define WEBSOCKET_STREAM_US  (60 * SECOND_US) /* the longest that one large text may take */

enum { SHARED_TEXTS_SIZE = 64 << 20 }; /* of all that are kept, together */

struct shared_texts {
    size_t size; /* of those that somebody holds */
};

/* A large text that many are sent: counted, so that a slow reader keeps a reference, not a copy. */
struct shared_text {
    struct shared_texts *texts;
    uint32_t references;
    size_t size;
    uint8_t data[];
};

/* A copy, with one reference; NULL while too much is kept. */
CHECK struct shared_text *shared_text_new(struct shared_texts *texts, struct bytes text);
/* Drop a reference; NULL is fine. */
void shared_text_release(struct shared_text *text);

/* Does this request ask for an upgrade? If it does so wrongly, *status is what to answer
 * (400, or 403 to a page of another origin) and *problem says why; else *status is 0.
 */
bool websocket_is_upgrade(const struct http_request *request, int *status, const char **problem);
/* Sec-WebSocket-Accept of a request's key. */
void websocket_write_accept(struct writer *writer, const struct http_request *request,
                            const char *subprotocol);

CHECK struct websocket *websocket_new(struct connection *connection, void *user);
void websocket_free(struct websocket *websocket);
void *websocket_user(const struct websocket *websocket);

/* Queue a text message. False, and nothing is queued, while too much waits: the reader
 * is slow and shall get the newest state later.
 */
CHECK bool websocket_send(struct websocket *websocket, struct bytes text);
/* Send a text of any size in pieces (RFC 6455 5.4), each when the line has taken the one before.
 * False, and nothing is sent, while another one is under way or too much waits.
 */
CHECK bool websocket_send_shared(struct websocket *websocket, struct shared_text *text);
/* Whether such a text is under way. */
bool websocket_is_streaming(const struct websocket *websocket);
/* From hold to release what is sent waits, to go out as one write. */
void websocket_hold(struct websocket *websocket);
void websocket_release(struct websocket *websocket);
/* Say goodbye with a code (RFC 6455 7.4); of the reason, as much as a frame takes. */
void websocket_close(struct websocket *websocket, uint16_t code, const char *reason);

/* Bytes came in; false: the connection ends. */
CHECK bool websocket_feed(struct websocket *websocket, struct bytes data, uint64_t now_us);
/* The line has taken all that was written; false: the connection ends. */
CHECK bool websocket_written(struct websocket *websocket);
/* Once a second or so: ping, and see who is silent; false: the connection ends. */
CHECK bool websocket_tick(struct websocket *websocket, uint64_t now_us);

#endif
