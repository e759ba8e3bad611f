#include "shell/websocket.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <wslay/wslay.h>

#include "shell/net.h"

struct websocket {
    struct connection *connection;
    wslay_event_context_ptr frames;
    void *user;
    struct bytes input; /* being fed */
    uint64_t heard_us, pinged_us;
};

/* ---- the upgrade ---- */

bool websocket_is_upgrade(const struct http_request *request, int *status, const char **problem)
{
    *status = 0;
    if (!http_list_has(http_request_header(request, "Upgrade"), "websocket")) {
        return false;
    }
    if (request->method != HTTP_GET ||
        !http_list_has(http_request_header(request, "Connection"), "upgrade") ||
        !bytes_equal_text(http_request_header(request, "Sec-WebSocket-Version"), "13") ||
        http_request_header(request, "Sec-WebSocket-Key").size != 24) {
        *status = 400;
        *problem = "This is no WebSocket handshake of version 13.";
    } else if (http_request_is_foreign(request)) {
        *status = 403;
        *problem = "A page of another origin may not open this WebSocket.";
    }
    return true;
}

void websocket_write_accept(struct writer *writer, const struct http_request *request,
                            const char *subprotocol)
{
    struct bytes key = http_request_header(request, "Sec-WebSocket-Key");
    char text[64];
    uint8_t digest[SHA_DIGEST_LENGTH];
    unsigned char encoded[32];
    int size = snprintf(text, sizeof(text), "%.24s258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                        (const char *)key.data);
    SHA1((const unsigned char *)text, (size_t)size, digest);
    EVP_EncodeBlock(encoded, digest, sizeof(digest));
    writer_format(writer,
                  "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n"
                  "Sec-WebSocket-Protocol: %s\r\n",
                  encoded, subprotocol);
}

/* ---- frames ---- */

static ssize_t receive(wslay_event_context_ptr frames, uint8_t *out, size_t room, int flags,
                       void *context)
{
    struct websocket *websocket = context;
    (void)flags;
    if (websocket->input.size == 0) {
        wslay_event_set_error(frames, WSLAY_ERR_WOULDBLOCK);
        return -1;
    }
    size_t size = MIN(room, websocket->input.size);
    memcpy(out, websocket->input.data, size);
    websocket->input = bytes_of(websocket->input.data + size, websocket->input.size - size);
    return (ssize_t)size;
}

static ssize_t transmit(wslay_event_context_ptr frames, const uint8_t *data, size_t size,
                        int flags, void *context)
{
    struct websocket *websocket = context;
    (void)frames, (void)flags;
    connection_write(websocket->connection, bytes_of(data, size));
    return (ssize_t)size;
}

static void hear(wslay_event_context_ptr frames, const struct wslay_event_on_msg_recv_arg *message,
                 void *context)
{
    (void)frames, (void)message, (void)context; /* clients act by HTTP; here they listen */
}

struct websocket *websocket_new(struct connection *connection, void *user)
{
    struct websocket *websocket = calloc(1, sizeof(*websocket));
    struct wslay_event_callbacks callbacks = {
        .recv_callback = receive, .send_callback = transmit, .on_msg_recv_callback = hear};
    if (!websocket) {
        return NULL;
    }
    websocket->connection = connection;
    websocket->user = user;
    websocket->heard_us = websocket->pinged_us = net_now_us();
    if (wslay_event_context_server_init(&websocket->frames, &callbacks, websocket) != 0) {
        free(websocket);
        return NULL;
    }
    wslay_event_config_set_max_recv_msg_length(websocket->frames, WEBSOCKET_MESSAGE_MAX);
    /* Nobody hears the messages, so they need not be kept: not in 64 K fragments either. */
    wslay_event_config_set_no_buffering(websocket->frames, 1);
    return websocket;
}

void websocket_free(struct websocket *websocket)
{
    wslay_event_context_free(websocket->frames);
    free(websocket);
}

void *websocket_user(const struct websocket *websocket)
{
    return websocket->user;
}

bool websocket_send(struct websocket *websocket, struct bytes text)
{
    struct wslay_event_msg message = {
        .opcode = WSLAY_TEXT_FRAME, .msg = text.data, .msg_length = text.size};
    if (connection_unwritten(websocket->connection) + text.size > WEBSOCKET_QUEUE_MAX) {
        return false;
    }
    return wslay_event_queue_msg(websocket->frames, &message) == 0 &&
           wslay_event_send(websocket->frames) == 0;
}

void websocket_close(struct websocket *websocket, uint16_t code, const char *reason)
{
    wslay_event_queue_close(websocket->frames, code, (const uint8_t *)reason, strlen(reason));
    wslay_event_send(websocket->frames);
}

bool websocket_feed(struct websocket *websocket, struct bytes data, uint64_t now_us)
{
    websocket->input = data;
    websocket->heard_us = now_us;
    bool good = wslay_event_recv(websocket->frames) == 0;
    good = wslay_event_send(websocket->frames) == 0 && good; /* pongs and closes */
    return good && (wslay_event_want_read(websocket->frames) ||
                    wslay_event_want_write(websocket->frames));
}

bool websocket_tick(struct websocket *websocket, uint64_t now_us)
{
    if (now_us - websocket->heard_us >= WEBSOCKET_SILENCE_US) {
        return false;
    }
    if (now_us - websocket->pinged_us >= WEBSOCKET_PING_US) {
        struct wslay_event_msg ping = {.opcode = WSLAY_PING, .msg = NULL, .msg_length = 0};
        websocket->pinged_us = now_us;
        return wslay_event_queue_msg(websocket->frames, &ping) == 0 &&
               wslay_event_send(websocket->frames) == 0;
    }
    return true;
}
