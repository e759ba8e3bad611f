#include "support.h"

#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "shell/net.h"
#include "shell/tls.h"
#include "shell/websocket.h"

static uint8_t static_body[TEST_STATIC_SIZE];

static void fill_fixed(struct random_source *source, void *out, size_t size)
{
    (void)source;
    memset(out, 7, size);
}

static struct random_source fixed = {.fill = fill_fixed};

/* ---- the server's owner ---- */

static void handle(void *context, const struct http_request *request,
                   struct http_response *response)
{
    struct test_server *test = context;
    response->status = 200;
    response->content_type = "text/plain";
    if (bytes_equal_text(request->path, "/hello")) {
        writer_text(&response->body, "hello");
    } else if (bytes_equal_text(request->path, "/large") ||
               bytes_equal_text(request->path, "/largest")) {
        writer_format(&response->body, "%zu bytes", request->body.size);
    } else if (bytes_equal_text(request->path, "/echo")) {
        writer_put(&response->body, request->body);
    } else if (bytes_equal_text(request->path, "/token") &&
               !bytes_equal_text(http_request_header(request, "Authorization"), "Bearer good")) {
        http_problem(response, 401, "A bad token.");
    } else if (bytes_equal_text(request->path, "/token")) {
        writer_text(&response->body, "welcome");
    } else if (bytes_equal_text(request->path, "/wait")) {
        http_server_defer(test->server, &test->waiting);
    } else if (bytes_equal_text(request->path, "/wake")) {
        writer_text(&response->headers, "X-Who: the one who wakes\r\n");
        struct http_response other = http_deferred_begin(&test->waiting);
        other.content_type = "text/plain";
        writer_text(&other.headers, "X-Who: the other\r\n");
        writer_text(&other.body, "good morning");
        http_deferred_end(&test->waiting, &other);
        writer_text(&response->body, "woken");
    } else if (bytes_equal_text(request->path, "/static")) {
        response->static_body = bytes_of(static_body, sizeof(static_body));
    } else {
        http_problem(response, 404, "Not here.");
    }
}

static size_t body_max(void *context, const struct http_request *request)
{
    (void)context;
    return bytes_equal_text(request->path, "/large")     ? TEST_LARGE_MAX
           : bytes_equal_text(request->path, "/largest") ? HTTP_BODY_LARGEST
                                                         : HTTP_BODY_MAX;
}

static bool upgrade(void *context, const struct http_request *request,
                    struct http_response *response, const char **subprotocol, void **user)
{
    *subprotocol = "test.v1";
    *user = context;
    if (bytes_equal_text(request->path, "/no")) {
        http_problem(response, 404, "No WebSocket here.");
        return false;
    }
    return true;
}

static void opened(void *context, struct websocket *websocket, void *user)
{
    struct test_server *test = context;
    ASSERT(user == context);
    test->websocket = websocket;
    atomic_fetch_add(&test->opened, 1);
}

static void closed(void *context, struct websocket *websocket, void *user)
{
    struct test_server *test = context;
    ASSERT(user == context);
    if (test->websocket == websocket) {
        test->websocket = NULL;
    }
    atomic_fetch_add(&test->closed, 1);
}

/* Says it back. */
static void heard(void *context, struct websocket *websocket, void *user, struct bytes text)
{
    ASSERT(user == context);
    bool is_sent = websocket_send(websocket, text);
    ASSERT(is_sent);
}

static void tick(void *context, uint64_t now_us)
{
    struct test_server *test = context;
    if (atomic_load(&test->must_stop)) {
        loop_stop(&test->loop);
        return;
    }
    SSL_CTX *next = atomic_load(&test->next_tls);
    if (next) {
        http_server_set_tls(test->server, next);
        SSL_CTX_free(test->tls);
        test->tls = next;
        atomic_store(&test->next_tls, NULL); /* done: who waits for it may go on */
    }
    http_server_tick(test->server, now_us + atomic_load(&test->skipped_us));
    if (test->on_tick && test->websocket) {
        test->on_tick(test, test->websocket);
    }
}

static void *run(void *context)
{
    struct test_server *test = context;
    loop_run(&test->loop);
    return NULL;
}

static SSL_CTX *make_tls(void)
{
    char directory[] = "/tmp/plenary-test-XXXXXX";
    char certificate[64], key[64];
    const char *problem;
    ASSERT(mkdtemp(directory));
    (void)snprintf(certificate, sizeof(certificate), "%s/tls.crt", directory);
    (void)snprintf(key, sizeof(key), "%s/tls.key", directory);
    ASSERT(tls_make_self_signed(certificate, key, NULL, 0, (uint32_t)time(NULL)) == TLS_MADE);
    SSL_CTX *tls = tls_server_new(certificate, key, &problem);
    ASSERT(tls);
    (void)unlink(certificate);
    (void)unlink(key);
    (void)rmdir(directory);
    return tls;
}

void test_server_start(struct test_server *test, enum test_scheme scheme,
                       void (*on_tick)(struct test_server *test, struct websocket *websocket))
{
    memset(test, 0, sizeof(*test));
    (void)signal(SIGPIPE, SIG_IGN);
    test->scheme = scheme;
    test->tls = scheme == TEST_HTTPS ? make_tls() : NULL;
    test->on_tick = on_tick;
    struct http_server_setup setup = {
        .listen = address_of_ipv4(127, 0, 0, 1, 0),
        .tls = test->tls,
        .connections_max = TEST_CONNECTIONS_MAX,
        .connections_per_source_max = TEST_SOURCE_MAX,
        .random = &fixed,
        .handlers = {test, handle, upgrade, opened, closed, heard, body_max},
    };
    ASSERT(loop_init(&test->loop, tick, test));
    test->server = http_server_new(&test->loop, &setup);
    ASSERT(test->server);
    test->port = http_server_port(test->server);
    ASSERT(pthread_create(&test->thread, NULL, run, test) == 0);
}

void test_server_stop(struct test_server *test)
{
    atomic_store(&test->must_stop, true);
    ASSERT(pthread_join(test->thread, NULL) == 0);
    http_server_free(test->server);
    loop_deinit(&test->loop);
    SSL_CTX_free(test->tls);
}

void test_server_renew(struct test_server *test, const char *certificate, const char *key)
{
    const char *problem;
    SSL_CTX *next = tls_server_new(certificate, key, &problem);
    ASSERT(next);
    atomic_store(&test->next_tls, next);
    while (atomic_load(&test->next_tls)) {
        usleep(LOOP_TICK_US);
    }
}

void test_skip(struct test_server *test, uint64_t us)
{
    atomic_fetch_add(&test->skipped_us, us);
}

/* ---- a client ---- */

static void set_timeout(const struct test_client *client, int kind, int ms)
{
    struct timeval time = {.tv_sec = ms / 1000, .tv_usec = (ms % 1000) * 1000};
    ASSERT(setsockopt(client->fd, SOL_SOCKET, kind, &time, sizeof(time)) == 0);
}

void test_client_open(struct test_client *client, const struct test_server *test)
{
    test_client_open_from(client, test, 1);
}

void test_client_open_from(struct test_client *client, const struct test_server *test, uint8_t host)
{
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000000u | host)};
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(test->port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    memset(client, 0, sizeof(*client));
    client->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ASSERT(client->fd >= 0);
    ASSERT(bind(client->fd, (struct sockaddr *)&from, sizeof(from)) == 0);
    set_timeout(client, SO_RCVTIMEO, 2000);
    set_timeout(client, SO_SNDTIMEO, 1000);
    ASSERT(connect(client->fd, (struct sockaddr *)&to, sizeof(to)) == 0);
    if (test->scheme == TEST_HTTPS) {
        SSL_CTX *context = SSL_CTX_new(TLS_client_method());
        client->ssl = context ? SSL_new(context) : NULL;
        ASSERT(client->ssl && SSL_set_fd(client->ssl, client->fd) == 1);
        ASSERT(SSL_connect(client->ssl) == 1);
        SSL_CTX_free(context);
    }
}

void test_client_close(struct test_client *client)
{
    SSL_free(client->ssl);
    (void)close(client->fd);
}

void test_client_send(struct test_client *client, const void *data, size_t size)
{
    const uint8_t *at = data;
    while (size > 0) {
        ssize_t sent = client->ssl ? SSL_write(client->ssl, at, (int)size)
                                   : send(client->fd, at, size, MSG_NOSIGNAL);
        if (sent <= 0) {
            return;
        }
        at += sent;
        size -= (size_t)sent;
    }
}

bool test_client_read(struct test_client *client, int wait_ms)
{
    size_t room = TEST_IN_MAX - client->in_size;
    char *to = client->in + client->in_size;
    ASSERT(room > 0);
    set_timeout(client, SO_RCVTIMEO, wait_ms);
    errno = 0;
    ssize_t count =
        client->ssl ? SSL_read(client->ssl, to, (int)room) : recv(client->fd, to, room, 0);
    if (count <= 0) {
        client->has_ended = errno != EAGAIN;
        return false;
    }
    client->in_size += (size_t)count;
    client->in[client->in_size] = '\0';
    return true;
}

bool test_client_expect(struct test_client *client, const char *text, int wait_ms)
{
    while (!memmem(client->in, client->in_size, text, strlen(text))) {
        if (!test_client_read(client, wait_ms)) {
            return false;
        }
    }
    return true;
}

bool test_client_sees_end(struct test_client *client, int wait_ms)
{
    while (!client->has_ended && test_client_read(client, wait_ms)) {
    }
    return client->has_ended;
}

bool test_exchange(struct test_client *client, const char *request, const char *text)
{
    client->in_size = 0;
    client->in[0] = '\0';
    test_client_send(client, request, strlen(request));
    return test_client_expect(client, text, 2000);
}
