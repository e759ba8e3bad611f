#include "shell/serve.h"

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "node/api_bulk.h"
#include "shell/assets.h"
#include "shell/data.h"
#include "shell/inbox.h"
#include "shell/live.h"
#include "shell/media_thread.h"
#include "shell/net.h"
#include "shell/summit_service.h"
#include "shell/tls.h"

enum {
    EVENTS_MAX = 1 << 20,
    LINK_TTL_S = 12 * 3600,
    OTHER_DESCRIPTORS = 96, /* the log, media, signals and whatever is opened for a moment */
    CONNECTIONS_LEAST = 16,
};
#define SERVER_TICK_US (1 * SECOND_US)
#define RENEWAL_US     (3600 * SECOND_US) /* a self-signed certificate is looked at so often */
#define DRAIN_US       (2 * SECOND_US) /* goodbyes go out; well within the 5 s that are allowed */

struct event_message {
    struct inbox_message message;
    struct media_event event;
};

struct server {
    const struct config *config;
    struct loop loop;
    struct node *node;
    struct live live;
    struct summit_service summit;
    struct http_server *http;
    struct media_threads *threads;
    struct inbox events;
    struct watch events_watch, signal_watch;
    SSL_CTX *tls; /* NULL: plain HTTP */
    uint64_t server_tick_us, renewal_us;
    uint64_t stop_at_us; /* 0: not draining */
};

static struct node_time time_now(void)
{
    return (struct node_time){.now_us = net_now_us(), .now_s = system_unix_time()};
}

/* ---- media threads -> here ---- */

static void queue_event(void *context, const struct media_event *event)
{
    struct server *server = context;
    struct event_message *message = malloc(sizeof(*message));
    ASSERT(message);
    message->event = *event;
    bool is_taken = inbox_put(&server->events, &message->message, EVENTS_MAX);
    ASSERT(is_taken);
}

static void events_ready(struct watch *watch, uint32_t events)
{
    struct server *server = CONTAINER_OF(watch, struct server, events_watch);
    struct inbox_message *at = inbox_take_all(&server->events);
    (void)events;
    while (at) {
        struct event_message *message = CONTAINER_OF(at, struct event_message, message);
        at = at->next;
        node_media_event(server->node, &message->event);
        free(message);
    }
}

/* ---- the ports of node/ ---- */

static struct datagram_sink *sink_of(void *context, uint8_t thread)
{
    struct server *server = context;
    return media_threads_sink(server->threads, thread);
}

static void send_command(void *context, uint8_t thread, const struct media_command *command)
{
    struct server *server = context;
    media_threads_command(server->threads, thread, command);
}

static void room_changed(void *context, struct room *room)
{
    struct server *server = context;
    live_room_changed(&server->live, room);
}

static bool admit(void *context, const struct room *room, struct bytes session, struct token *who,
                  struct refusal *why)
{
    struct server *server = context;
    return summit_service_admit(&server->summit, room, session, who, why);
}

/* ---- HTTP ---- */

static void answer_metrics(struct server *server, struct http_response *response)
{
    const struct media *media[MEDIA_THREADS_MAX];
    for (uint8_t i = 0; i < server->node->setup.thread_count; i++) {
        media[i] = media_threads_media(server->threads, i);
    }
    response->status = 200;
    response->content_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    writer_format(&response->body,
                  "# TYPE plenary_http_connections gauge\n"
                  "# HELP plenary_http_connections Open connections, WebSockets included.\n"
                  "plenary_http_connections %zu\n",
                  http_server_connections(server->http));
    webhooks_write_metrics(server->summit.webhooks, &response->body);
    node_write_metrics(server->node, media, &response->body);
}

static void handle(void *context, const struct http_request *request,
                   struct http_response *response)
{
    struct server *server = context;
    struct node_time time = time_now();
    writer_text(&response->headers, "X-Content-Type-Options: nosniff\r\n"
                                    "Referrer-Policy: no-referrer\r\n");
    if (bytes_equal_text(request->path, "/metrics") && request->method == HTTP_GET) {
        answer_metrics(server, response);
    } else if (!summit_api_handle(&server->summit.api, request, response) &&
               !node_handle(server->node, request, response, &time)) {
        assets_handle(request, response);
    }
}

static size_t body_max(void *context, const struct http_request *request)
{
    const struct server *server = context;
    return api_bulk_body_max(&server->summit.api, request);
}

static bool upgrade(void *context, const struct http_request *request,
                    struct http_response *response, const char **subprotocol, void **user)
{
    struct server *server = context;
    struct node_time time = time_now();
    return live_upgrade(&server->live, request, response, &time, subprotocol, user);
}

static void opened(void *context, struct websocket *websocket, void *user)
{
    struct server *server = context;
    live_opened(&server->live, websocket, user);
}

static void closed(void *context, struct websocket *websocket, void *user)
{
    struct server *server = context;
    live_closed(&server->live, websocket, user);
}

static void heard(void *context, struct websocket *websocket, void *user, struct bytes text)
{
    struct server *server = context;
    (void)websocket;
    live_heard(&server->live, user, text, net_now_us());
}

/* ---- TLS ---- */

static enum tls_made make_self_signed(const struct config *config,
                                      char certificate[DATA_FILE_PATH_MAX],
                                      char key[DATA_FILE_PATH_MAX])
{
    data_path(config, "tls.crt", certificate);
    data_path(config, "tls.key", key);
    return tls_make_self_signed(certificate, key, config->public_addresses,
                                config->public_address_count, system_unix_time());
}

static SSL_CTX *make_tls(const struct config *config, const char **problem)
{
    char certificate[DATA_FILE_PATH_MAX], key[DATA_FILE_PATH_MAX];
    if (config->tls_cert[0] != '\0') {
        return tls_server_new(config->tls_cert, config->tls_key, problem);
    }
    if (make_self_signed(config, certificate, key) == TLS_FAILED) {
        *problem = "a self-signed certificate cannot be made in the data directory";
        return NULL;
    }
    return tls_server_new(certificate, key, problem);
}

/* Before a self-signed certificate runs out, new connections get the next one. */
static void renew_certificate(struct server *server)
{
    char certificate[DATA_FILE_PATH_MAX], key[DATA_FILE_PATH_MAX];
    const char *problem;
    if (!server->tls || server->config->tls_cert[0] != '\0' ||
        make_self_signed(server->config, certificate, key) != TLS_MADE) {
        return;
    }
    SSL_CTX *next = tls_server_new(certificate, key, &problem);
    if (next) {
        http_server_set_tls(server->http, next);
        SSL_CTX_free(server->tls); /* open connections keep it as long as they need it */
        server->tls = next;
    }
}

/* ---- time and signals ---- */

static void tick(void *context, uint64_t now_us)
{
    struct server *server = context;
    summit_host_tick(server->summit.host);
    live_tick(&server->live, now_us);
    if (now_us >= server->server_tick_us) {
        server->server_tick_us = now_us + SERVER_TICK_US;
        http_server_tick(server->http, now_us);
    }
    if (now_us >= server->renewal_us) {
        server->renewal_us = now_us + RENEWAL_US;
        renew_certificate(server);
    }
    bool is_idle = server->node->sessions.used == 0 && server->live.count == 0;
    if (server->stop_at_us != 0 && (is_idle || now_us >= server->stop_at_us)) {
        loop_stop(&server->loop);
    }
}

static void signal_ready(struct watch *watch, uint32_t events)
{
    struct server *server = CONTAINER_OF(watch, struct server, signal_watch);
    struct signalfd_siginfo ignored;
    (void)events;
    if (read(watch->fd, &ignored, sizeof(ignored)) != sizeof(ignored)) {
        return;
    }
    if (server->stop_at_us != 0) { /* asked twice: at once */
        loop_stop(&server->loop);
        return;
    }
    server->stop_at_us = net_now_us() + DRAIN_US;
    node_drain(server->node);
    http_server_stop_accepting(server->http);
    live_say_goodbye(&server->live);
    node_close_all(server->node);
}

/* ---- start ---- */

/* Connections never take the last descriptors: a live session that needs one shall have it. */
static uint32_t connections_max(const struct config *config)
{
    uint32_t descriptors = net_allow_descriptors(), others = OTHER_DESCRIPTORS + HTTP_EXCESS_MAX;
    uint32_t left = descriptors > others ? descriptors - others : 0;
    if (left < config->connections_max) {
        fprintf(stderr,
                "plenary: %u open files are allowed, which is enough for %u connections, not for "
                "%u (limits.connections)\n",
                descriptors, MAX(left, (uint32_t)CONNECTIONS_LEAST), config->connections_max);
    }
    return MIN(MAX(left, (uint32_t)CONNECTIONS_LEAST), config->connections_max);
}

static int fail(const char *problem)
{
    fprintf(stderr, "plenary: %s\n", problem);
    return EXIT_FAILURE;
}

static void *lazy_memory(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

static bool select_crypto(const struct config *config)
{
    return config->crypto == CONFIG_CRYPTO_AUTO ||
           srtp_select_crypto(config->crypto == CONFIG_CRYPTO_EVP ? SRTP_CRYPTO_EVP
                                                                  : SRTP_CRYPTO_IPSEC_MB);
}

static struct stage *make_stage(void *context)
{
    const struct server *server = context;
    struct stage *stage = lazy_memory(sizeof(*stage));
    if (stage) {
        stage->sound_us = server->config->sound_us; /* before its thread has it */
    }
    return stage;
}

static bool make_rooms(struct server *server)
{
    for (size_t i = 0; i < server->config->room_count; i++) {
        const struct config_room *room = &server->config->rooms[i];
        struct stage *stage = make_stage(server);
        if (!stage || !node_add_room(server->node, room->name, room->title, stage)) {
            return false;
        }
    }
    summit_service_open_rooms(&server->summit, make_stage, server);
    return true;
}

static void write_link_token(const struct server *server, const struct room *room, enum role role,
                             char text[TOKEN_TEXT_MAX + 1])
{
    struct token token = {.role = role,
                          .expiry_s = system_unix_time() + LINK_TTL_S,
                          .person = random_u64(&system_random)};
    snprintf(token.room, sizeof(token.room), "%s", room->name);
    snprintf(token.name, sizeof(token.name), "%s", role == ROLE_SPEAKER ? "Speaker" : "");
    token_write(&token, server->node->setup.token_key, text);
}

/* A new invitation for the first person of that role, if there is one. */
static void print_invitation(struct server *server, const char *scheme, const char *host,
                             unsigned port, enum summit_role role)
{
    char secret[BASE64URL_SIZE(SESSION_KEY_SIZE) + 1];
    STATE_EACH(server->summit.host->durable, ENTITY_PERSON, person, person)
    {
        if (person->role == role && !person->banned) {
            if (summit_service_invite(&server->summit, person->id, secret)) {
                printf("%-9s %s://%s:%u/join#invitation=%s\n",
                       role == SUMMIT_ROLE_DIRECTOR ? "Director" : "Delegate", scheme, host, port,
                       secret);
            }
            return;
        }
    }
}

static void print_links(struct server *server)
{
    const struct config *config = server->config;
    const char *scheme = config->scheme == CONFIG_HTTP ? "http" : "https";
    char host[NET_TEXT_MAX + 2] = "127.0.0.1", token[TOKEN_TEXT_MAX + 1];
    if (!net_is_any(&config->listen)) {
        char ip[NET_TEXT_MAX];
        net_format_ip(&config->listen, ip);
        snprintf(host, sizeof(host), address_is_ipv4(&config->listen) ? "%s" : "[%s]", ip);
    }
    unsigned port = http_server_port(server->http);
    for (size_t i = 0; i < config->room_count; i++) { /* the summit's people are invited */
        const struct room *room = &server->node->rooms[i];
        write_link_token(server, room, ROLE_VIEWER, token);
        printf("Hall      %s://%s:%u/hall/%s#token=%s\n", scheme, host, port, room->name, token);
        write_link_token(server, room, ROLE_SPEAKER, token);
        printf("Speaker   %s://%s:%u/speaker/%s#token=%s\n", scheme, host, port, room->name, token);
    }
    print_invitation(server, scheme, host, port, SUMMIT_ROLE_DIRECTOR);
    print_invitation(server, scheme, host, port, SUMMIT_ROLE_DELEGATE);
    printf("Health    %s://%s:%u/healthz\n", scheme, host, port);
    fflush(stdout);
}

static bool watch_signals(struct server *server)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    /* Before any thread starts: they inherit it, and only the loop hears signals. */
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    server->signal_watch = (struct watch){.fd = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC),
                                          .ready = signal_ready};
    return server->signal_watch.fd >= 0 && loop_add(&server->loop, &server->signal_watch, EPOLLIN);
}

static bool start_media(struct server *server, struct node_setup *setup)
{
    setup->thread_count = (uint8_t)server->config->media_threads;
    if (!inbox_init(&server->events)) {
        return false;
    }
    server->events_watch = (struct watch){.fd = server->events.wake_fd, .ready = events_ready};
    server->threads =
        media_threads_start(&server->config->media_listen, setup->thread_count,
                            &server->config->switches, &system_random, queue_event, server);
    if (!server->threads || !loop_add(&server->loop, &server->events_watch, EPOLLIN)) {
        return false;
    }
    for (size_t i = 0; i < setup->candidate_count; i++) {
        setup->candidates[i].port = media_threads_port(server->threads);
    }
    return true;
}

static void stop(struct server *server)
{
    media_threads_stop(server->threads);
    events_ready(&server->events_watch, EPOLLIN); /* what the threads said at last */
    http_server_free(server->http);
    summit_service_stop(&server->summit);
    inbox_deinit(&server->events);
    close(server->signal_watch.fd);
    loop_deinit(&server->loop);
}

static int start(struct server *server, struct node_setup *setup)
{
    struct node_ports ports = {.context = server,
                               .random = &system_random,
                               .sink_of = sink_of,
                               .command = send_command,
                               .room_changed = room_changed,
                               .admit = admit};
    setup->ports = ports;
    if (!loop_init(&server->loop, tick, server) || !watch_signals(server)) {
        return fail("out of descriptors");
    }
    if (!start_media(server, setup)) {
        fprintf(stderr, "plenary: the media address cannot be bound: %s\n", strerror(errno));
        return EXIT_FAILURE;
    }
    node_init(server->node, setup);
    char problem[LOG_STORE_PROBLEM_MAX];
    live_init(&server->live, server->node, &server->summit);
    struct http_handlers handlers = {.context = server,
                                     .handle = handle,
                                     .upgrade = upgrade,
                                     .opened = opened,
                                     .closed = closed,
                                     .heard = heard,
                                     .body_max = body_max};
    struct http_server_setup http = {
        .listen = server->config->listen,
        .tls = server->tls,
        .connections_max = connections_max(server->config),
        .connections_per_source_max = server->config->connections_per_source_max,
        .random = &system_random,
        .handlers = handlers,
    };
    server->http = http_server_new(&server->loop, &http);
    if (!server->http) {
        fprintf(stderr, "plenary: the listening address cannot be bound: %s\n", strerror(errno));
        return EXIT_FAILURE;
    }
    if (!summit_service_start(&server->summit, server->config->data, server->node,
                              server->tls != NULL, problem)) {
        return fail(problem);
    }
    if (!make_rooms(server) ||
        !summit_service_watch(&server->summit, &server->loop, server->http)) {
        return fail("out of memory");
    }
    server->summit.webhooks =
        webhooks_start(server->config, server->summit.host->durable->sequence, problem);
    if (problem[0] != '\0') {
        return fail(problem);
    }
    print_links(server);
    loop_run(&server->loop);
    stop(server);
    return EXIT_SUCCESS;
}

int serve_run(struct config *config)
{
    static struct server server;
    static struct node_setup setup;
    char problem[DATA_PROBLEM_MAX];
    const char *sentence;
    server.config = config;
    server.node = lazy_memory(sizeof(*server.node));
    setup.memory = lazy_memory(node_memory_size());
    setup.identity = dtls_identity_new();
    if (!server.node || !setup.memory || !setup.identity) {
        return fail("out of memory");
    }
    if (!select_crypto(config)) {
        return fail("this SRTP backend is not built in or does not run here: set crypto to auto");
    }
    if (!data_prepare(config, problem) || !data_token_key(config, setup.token_key, problem)) {
        return fail(problem);
    }
    setup.candidate_count = config->public_address_count;
    memcpy(setup.candidates, config->public_addresses, sizeof(setup.candidates));
    setup.ice_server_count = config->ice_server_count;
    memcpy(setup.ice_servers, config->ice_servers, sizeof(setup.ice_servers));
    if (config->scheme == CONFIG_HTTPS) {
        server.tls = make_tls(config, &sentence);
        if (!server.tls) {
            return fail(sentence);
        }
    }
    int status = start(&server, &setup);
    SSL_CTX_free(server.tls);
    dtls_identity_free(setup.identity);
    return status;
}
