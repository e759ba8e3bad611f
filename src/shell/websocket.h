/* WebSocket (RFC 6455) for text messages, from the server's side: libwslay reads the
 * frames, broadcasts go out as shared buffers. No extensions, no compression; binary
 * messages are refused. Pings every 15 s; silent for 30 s means gone.
 *
 * All on the control thread. A websocket lives from a successful upgrade until its
 * `closed` callback returns; the owner may keep the pointer that long.
 *
 *      OPEN ----close frame sent or received, protocol error----> CLOSING
 *        |                                                           |
 *        '--- socket failed, no pong ---> CLOSED <--- answered, 5 s -'
 */
#ifndef PLENARY_SHELL_WEBSOCKET_H
#define PLENARY_SHELL_WEBSOCKET_H

#include "shell/stream.h"
#include "wire/http1.h"

enum {
    WEBSOCKET_MESSAGE_MAX = 65536,
    WEBSOCKET_FRAGMENTS_MAX = 64,
    WEBSOCKET_QUEUE_MAX = 256 * 1024,
    WEBSOCKET_REASON_MAX = 123,
};
#define WEBSOCKET_PING_US    (15 * SECOND_US)
#define WEBSOCKET_SILENCE_US (30 * SECOND_US) /* without a pong */
#define WEBSOCKET_MESSAGE_US (30 * SECOND_US) /* for a message, first byte to last */
#define WEBSOCKET_CLOSE_US   (5 * SECOND_US)  /* for the client's close frame */

enum websocket_code { /* RFC 6455 7.4.1 */
                      WEBSOCKET_NORMAL = 1000,
                      WEBSOCKET_GOING_AWAY = 1001,
                      WEBSOCKET_PROTOCOL_ERROR = 1002,
                      WEBSOCKET_UNSUPPORTED = 1003,
                      WEBSOCKET_NO_CODE = 1005,  /* never sent: the close frame had none */
                      WEBSOCKET_ABNORMAL = 1006, /* never sent: the connection was lost */
                      WEBSOCKET_BAD_TEXT = 1007,
                      WEBSOCKET_POLICY = 1008,
                      WEBSOCKET_TOO_BIG = 1009,
                      WEBSOCKET_TRY_AGAIN = 1013,
};

struct websocket;

/* What the owner does; `user` is the pointer it gave on acceptance. */
struct websocket_handler {
    /* The 101 is on its way: the first messages may be sent. NULL is fine. */
    void (*opened)(void *user, struct websocket *websocket);
    /* A whole text message, valid UTF-8, borrowed for the call. Never after websocket_close. */
    void (*message)(void *user, struct websocket *websocket, struct bytes text);
    /* The client lagged, messages were dropped, and now its queue is empty: send the
     * newest state whole. NULL is fine.
     */
    void (*drained)(void *user, struct websocket *websocket);
    /* The last call for this websocket, exactly once. `code` is the client's, or else ours. */
    void (*closed)(void *user, struct websocket *websocket, uint16_t code);
};

/* ---- for the owner ---- */

/* A text message made ready for any number of websockets: valid UTF-8, any size below
 * the queue's. NULL without memory. Release it with shared_bytes_release when sent.
 */
CHECK struct shared_bytes *websocket_text_make(struct bytes text);

enum websocket_sent {
    WEBSOCKET_SENT,    /* on its way */
    WEBSOCKET_LAGGING, /* dropped: the queue is full; `drained` will tell */
    WEBSOCKET_CLOSED,  /* dropped: closing, or the socket failed */
};

/* Send a message made by websocket_text_make. Calls nobody back, so that the owner may
 * walk its list of websockets meanwhile.
 */
enum websocket_sent websocket_send(struct websocket *websocket, struct shared_bytes *message);
/* The same for one receiver. */
enum websocket_sent websocket_send_text(struct websocket *websocket, struct bytes text);

/* Start to close: a close frame with `code` and a reason (cut at 123 bytes). `closed`
 * follows later, never within this call.
 */
void websocket_close(struct websocket *websocket, enum websocket_code code, const char *reason);

bool websocket_is_lagging(const struct websocket *websocket);
void *websocket_user(const struct websocket *websocket);

/* ---- for http_connection ---- */

/* Is this a request for an upgrade to WebSocket (RFC 6455 4.2.1)? */
bool websocket_is_requested(const struct http_request *request);

/* Check version, key and Origin: a page of another site is refused with 403. False: the
 * response is a problem.
 */
CHECK bool websocket_check(const struct http_request *request, struct http_response *response);
/* Write the head of the 101. `subprotocol` NULL: none. */
void websocket_write_accept(struct writer *writer, const struct http_request *request,
                            const char *subprotocol, const char *common_headers);

/* For a stream that may become one. NULL without memory. */
CHECK struct websocket *websocket_create(struct stream *stream);
/* Open it, once the 101 was written to the stream. */
void websocket_open(struct websocket *websocket, const struct websocket_handler *handler,
                    void *user);
/* Calls `closed` if it was opened. The stream is the caller's to deinit. */
void websocket_destroy(struct websocket *websocket);
/* Read, write, call back; sets the stream's deadline. False: it is over, destroy it.
 * `early` is what came behind the head of the request.
 */
CHECK bool websocket_ready(struct websocket *websocket, struct bytes early);
/* The stream's deadline has come: ping, or give up. False: it is over, destroy it. */
CHECK bool websocket_due(struct websocket *websocket, uint64_t now_us);

#endif
