/* For tests of the shell: a server on a thread of its own, and clients with plain
 * blocking sockets in the test's thread. Time may be skipped, never waited for.
 */
#ifndef PLENARY_TEST_SHELL_SUPPORT_H
#define PLENARY_TEST_SHELL_SUPPORT_H

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>

#include <cmocka.h>

#include "shell/http_server.h"

enum {
    TEST_STATIC_SIZE = 8 << 20,
    TEST_CONNECTIONS_MAX = 30,
    TEST_SOURCE_MAX = 20,
    TEST_IN_MAX = 256 * 1024,
    TEST_LARGE_MAX = 1 << 20,
};

/* Answers /hello with "hello", /echo with the request's body, /large (up to
 * TEST_LARGE_MAX) and /largest (up to HTTP_BODY_LARGEST) with its size, /static with
 * TEST_STATIC_SIZE bytes that are not copied, /wait when somebody asks for /wake, /token with 401
 * unless it is "Bearer good"; accepts every WebSocket as "test.v1", but refuses one for /no with
 * 404.
 */
enum test_scheme { TEST_HTTP, TEST_HTTPS };

struct test_server {
    struct loop loop;
    struct http_server *server;
    pthread_t thread;
    uint16_t port;
    enum test_scheme scheme;
    SSL_CTX *tls;
    SSL_CTX *_Atomic next_tls; /* to be set at the next tick; NULL: none */
    atomic_bool must_stop;
    atomic_ullong skipped_us; /* added to the time that http_server_tick is told */
    atomic_uint opened, closed;
    /* What to do with each open WebSocket at each tick; on the server's thread. */
    void (*on_tick)(struct test_server *test, struct websocket *websocket);
    struct websocket *websocket; /* the last that was opened */
    struct http_deferred waiting;
    atomic_uint sent, refused; /* for on_tick to count in */
};

void test_server_start(struct test_server *test, enum test_scheme scheme,
                       void (*on_tick)(struct test_server *test, struct websocket *websocket));
void test_server_stop(struct test_server *test);
/* Serve new connections with the certificate of these files from the next tick on. */
void test_server_renew(struct test_server *test, const char *certificate, const char *key);
/* Let time pass for the server, without waiting. */
void test_skip(struct test_server *test, uint64_t us);

struct test_client {
    int fd;
    SSL *ssl;
    size_t in_size;
    bool has_ended;           /* the server finished the stream, or it broke */
    char in[TEST_IN_MAX + 1]; /* what came, zero-terminated */
};

void test_client_open(struct test_client *client, const struct test_server *test);
/* From 127.0.0.HOST. */
void test_client_open_from(struct test_client *client, const struct test_server *test,
                           uint8_t host);
void test_client_close(struct test_client *client);
/* Sends as much as the server takes within a second. */
void test_client_send(struct test_client *client, const void *data, size_t size);
/* Read once; false: nothing came in time, or the end. */
bool test_client_read(struct test_client *client, int wait_ms);
/* Read until `text` has come, or the end, or silence of `wait_ms`. True: it has come. */
bool test_client_expect(struct test_client *client, const char *text, int wait_ms);
/* True: the server ends the stream within `wait_ms`; reads on until then. */
bool test_client_sees_end(struct test_client *client, int wait_ms);
/* Forget what came; send a request; expect `text` within 2 s. */
bool test_exchange(struct test_client *client, const char *request, const char *text);

#endif
