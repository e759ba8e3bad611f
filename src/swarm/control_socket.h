/* A WebSocket client (RFC 6455) that hears, over TLS and without blocking: for thousands in one
 * process it keeps no buffers, but where in a frame it is and how the message began.
 */
#ifndef PLENARY_SWARM_CONTROL_SOCKET_H
#define PLENARY_SWARM_CONTROL_SOCKET_H

#include <openssl/ssl.h>
#include <sys/socket.h>

#include "base/bytes.h"

enum { CONTROL_TEXT_MAX = 100, CONTROL_REQUEST_MAX = 1024 };

/* CLOSED --open--> CONNECTING --TCP--> SHAKING --TLS--> ASKING --101--> OPEN; from all to CLOSED */
enum control_socket_state {
    CONTROL_CLOSED,
    CONTROL_CONNECTING,
    CONTROL_SHAKING,
    CONTROL_ASKING,
    CONTROL_OPEN
};

struct control_socket {
    enum control_socket_state state;
    int fd;
    SSL *ssl;
    uint32_t line_ends; /* of the answer's end, CR LF CR LF: bytes seen */
    uint16_t status;    /* of the answer; 0: none came */
    uint16_t close_code;
    uint8_t head[10], head_size; /* of the frame that comes in */
    uint64_t left;               /* of its payload */
    uint64_t message_size;       /* so far */
    uint8_t text_size;
    char text[CONTROL_TEXT_MAX + 1]; /* how the message begins */
};

struct control_socket_setup {
    const struct sockaddr *to;
    socklen_t to_size;
    uint32_t from; /* IPv4 address to come from, host byte order; 0: the system's choice */
    SSL_CTX *tls;
    const char *host; /* of the certificate */
    int epoll_fd;
    void *data; /* for its events */
};

/* Begin. False: no descriptor, port or memory is to be had; it is then closed. */
CHECK bool control_socket_open(struct control_socket *socket,
                               const struct control_socket_setup *setup);
void control_socket_close(struct control_socket *socket);

/* Its socket may be read or written. `request` is sent once TLS stands; `heard` gets each whole
 * message's beginning and size. False: it has ended, and is closed; status and close_code say how.
 */
CHECK bool control_socket_ready(struct control_socket *socket, struct bytes request, int epoll_fd,
                                void *data,
                                void (*heard)(void *data, const char *text, uint64_t size));

#endif
