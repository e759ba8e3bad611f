#include "swarm/control_socket.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "shell/http_client.h"

enum { OPCODE_CLOSE = 8, OPCODE_PING = 9, OPCODE_PONG = 10, STATUS_AT = 9 };

void control_socket_close(struct control_socket *socket)
{
    if (socket->state != CONTROL_CLOSED) {
        SSL_free(socket->ssl);
        ERR_clear_error();
        close(socket->fd);
        socket->ssl = NULL;
        socket->state = CONTROL_CLOSED;
    }
}

static bool connect_from(const struct control_socket *socket,
                         const struct control_socket_setup *setup)
{
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(setup->from)};
    int on = 1;
    setsockopt(socket->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    if (setup->from != 0) { /* the port is chosen by the connect: it need not be free elsewhere */
        setsockopt(socket->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof(on));
        if (bind(socket->fd, (struct sockaddr *)&from, sizeof(from)) != 0) {
            return false;
        }
    }
    return connect(socket->fd, setup->to, setup->to_size) == 0 || errno == EINPROGRESS;
}

bool control_socket_open(struct control_socket *control, const struct control_socket_setup *setup)
{
    struct epoll_event event = {.events = EPOLLOUT, .data.ptr = setup->data};
    *control = (struct control_socket){.state = CONTROL_CONNECTING};
    control->fd = socket(setup->to->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (control->fd < 0) {
        control->state = CONTROL_CLOSED;
        return false;
    }
    control->ssl = SSL_new(setup->tls);
    bool good = control->ssl && http_client_tls_expect(control->ssl, setup->host) &&
                SSL_set_fd(control->ssl, control->fd) == 1 && connect_from(control, setup) &&
                epoll_ctl(setup->epoll_fd, EPOLL_CTL_ADD, control->fd, &event) == 0;
    if (!good) {
        control_socket_close(control);
        return false;
    }
    SSL_set_mode(control->ssl, SSL_MODE_RELEASE_BUFFERS);
    SSL_set_connect_state(control->ssl);
    return true;
}

/* True: it waits for the socket; false: it is dead. */
static bool must_wait(const struct control_socket *socket, int result)
{
    int error = SSL_get_error(socket->ssl, result);
    ERR_clear_error();
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
}

/* What a client sends is small: a line that does not take it at once is as good as dead. */
static bool send_all(struct control_socket *socket, struct bytes data)
{
    bool good = SSL_write(socket->ssl, data.data, (int)data.size) == (int)data.size;
    ERR_clear_error();
    return good;
}

/* A masked frame with what came (RFC 6455 5.3); the mask of zeros leaves it as it is. */
static bool answer_frame(struct control_socket *socket, uint8_t opcode)
{
    uint8_t frame[6 + CONTROL_TEXT_MAX] = {(uint8_t)(0x80 | opcode),
                                           (uint8_t)(0x80 | socket->text_size)};
    memcpy(frame + 6, socket->text, socket->text_size);
    return send_all(socket, bytes_of(frame, 6u + socket->text_size));
}

/* ---- the answer to the upgrade ---- */

static bool take_answer(struct control_socket *socket, struct bytes *data)
{
    static const char end[] = "\r\n\r\n";
    while (data->size > 0 && socket->line_ends < 4) {
        char next = (char)data->data[0];
        *data = bytes_of(data->data + 1, data->size - 1);
        socket->line_ends = next == end[socket->line_ends] ? socket->line_ends + 1 : next == '\r';
        if (socket->text_size < CONTROL_TEXT_MAX) {
            socket->text[socket->text_size++] = next;
        }
    }
    if (socket->line_ends < 4) {
        return true;
    }
    socket->text[socket->text_size] = '\0';
    socket->status =
        socket->text_size > STATUS_AT ? (uint16_t)strtoul(socket->text + STATUS_AT, NULL, 10) : 0;
    socket->text_size = 0;
    socket->state = CONTROL_OPEN;
    return socket->status == 101;
}

/* ---- frames ---- */

/* Bytes of a frame's head: 2, 4 or 10, for a server does not mask. */
static size_t head_length(const struct control_socket *socket)
{
    uint8_t size = socket->head_size >= 2 ? socket->head[1] & 0x7f : 0;
    return size == 127 ? 10 : size == 126 ? 4 : 2;
}

static bool take_head(struct control_socket *socket, struct bytes *data)
{
    while (data->size > 0 && socket->head_size < head_length(socket)) {
        socket->head[socket->head_size++] = data->data[0];
        *data = bytes_of(data->data + 1, data->size - 1);
    }
    size_t length = head_length(socket);
    if (socket->head_size < 2 || socket->head_size < length) {
        return false;
    }
    socket->left = length == 10  ? load_be64(socket->head + 2)
                   : length == 4 ? load_be16(socket->head + 2)
                                 : socket->head[1];
    return true;
}

static bool end_frame(struct control_socket *socket, void *data,
                      void (*heard)(void *data, const char *text, uint64_t size))
{
    uint8_t opcode = socket->head[0] & 0x0f;
    bool is_final = (socket->head[0] & 0x80) != 0;
    socket->head_size = 0;
    if (opcode == OPCODE_CLOSE) {
        socket->close_code =
            socket->text_size >= 2 ? load_be16((const uint8_t *)socket->text) : 1005;
        return false;
    }
    bool good = opcode != OPCODE_PING || answer_frame(socket, OPCODE_PONG);
    if (is_final && opcode < OPCODE_CLOSE) {
        socket->text[socket->text_size] = '\0';
        heard(data, socket->text, socket->message_size);
    }
    if (is_final) {
        socket->text_size = 0;
        socket->message_size = 0;
    }
    return good;
}

static bool take_frames(struct control_socket *socket, struct bytes in, void *data,
                        void (*heard)(void *data, const char *text, uint64_t size))
{
    while (in.size > 0) {
        bool is_new = socket->head_size < 2 || socket->head_size < head_length(socket);
        if (is_new && !take_head(socket, &in)) {
            return true;
        }
        size_t size = (size_t)MIN(socket->left, in.size);
        size_t kept = MIN(size, (size_t)CONTROL_TEXT_MAX - socket->text_size);
        memcpy(socket->text + socket->text_size, in.data, kept);
        socket->text_size = (uint8_t)(socket->text_size + kept);
        socket->message_size += size;
        socket->left -= size;
        in = bytes_of(in.data + size, in.size - size);
        if (socket->left == 0 && !end_frame(socket, data, heard)) {
            return false;
        }
    }
    return true;
}

static bool read_on(struct control_socket *socket, void *data,
                    void (*heard)(void *data, const char *text, uint64_t size))
{
    static uint8_t buffer[32 * 1024];
    for (;;) {
        int size = SSL_read(socket->ssl, buffer, sizeof(buffer));
        if (size <= 0) {
            return must_wait(socket, size);
        }
        struct bytes in = bytes_of(buffer, (size_t)size);
        if (socket->state == CONTROL_ASKING && !take_answer(socket, &in)) {
            return false;
        }
        if (!take_frames(socket, in, data, heard)) {
            return false;
        }
    }
}

/* As far as it goes without waiting. */
static bool advance(struct control_socket *socket, struct bytes request, int epoll_fd, void *data,
                    void (*heard)(void *data, const char *text, uint64_t size))
{
    if (socket->state == CONTROL_CONNECTING) {
        int error = 0;
        socklen_t size = sizeof(error);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = data};
        if (getsockopt(socket->fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0 ||
            epoll_ctl(epoll_fd, EPOLL_CTL_MOD, socket->fd, &event) != 0) {
            return false;
        }
        socket->state = CONTROL_SHAKING;
    }
    if (socket->state == CONTROL_SHAKING) {
        int result = SSL_do_handshake(socket->ssl);
        if (result != 1) {
            return must_wait(socket, result);
        }
        socket->state = CONTROL_ASKING;
        if (!send_all(socket, request)) {
            return false;
        }
    }
    return read_on(socket, data, heard);
}

bool control_socket_ready(struct control_socket *socket, struct bytes request, int epoll_fd,
                          void *data, void (*heard)(void *data, const char *text, uint64_t size))
{
    bool good = advance(socket, request, epoll_fd, data, heard);
    if (!good) {
        control_socket_close(socket);
    }
    return good;
}
