#include "sim/sim.h"

#include <sys/mman.h>

const struct network_conditions sim_bad_network = {.delay_us = 20 * MS_US,
                                                   .jitter_us = 10 * MS_US,
                                                   .loss_percent = 5,
                                                   .repeat_percent = 2,
                                                   .late_percent = 2,
                                                   .late_us = 30 * MS_US};
const struct network_conditions sim_good_network = {.delay_us = 20 * MS_US};
const uint8_t sim_token_key[TOKEN_KEY_SIZE] = "the simulator's key, 32 bytes..";

/* ---- memory: zeroed, large, mostly never touched ---- */

static void *map_zeroed(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    ASSERT(memory != MAP_FAILED);
    return memory;
}

/* ---- the node's ports: queued, as between threads ---- */

static void take_command(void *context, uint8_t thread, const struct media_command *command)
{
    struct sim *sim = context;
    ASSERT(thread == 0 && sim->command_count < SIM_QUEUE_MAX);
    sim->commands[sim->command_count++] = *command;
}

static void take_event(void *context, const struct media_event *event)
{
    struct sim *sim = context;
    ASSERT(sim->event_count < SIM_QUEUE_MAX);
    sim->events[sim->event_count++] = *event;
}

static struct datagram_sink *sink_of(void *context, uint8_t thread)
{
    (void)thread;
    return &((struct sim *)context)->server_sink;
}

/* A person of the summit is who they say they are, and may publish. */
static bool admit(void *context, const struct room *room, struct bytes session, struct token *who,
                  struct refusal *why)
{
    char text[TOKEN_TEXT_MAX + 1] = {0};
    (void)context, (void)why;
    memcpy(text, session.data, MIN(session.size, sizeof(text) - 1));
    *who = (struct token){.person = strtoull(text + 3, NULL, 10),
                          .is_personal = true,
                          .sees_green_room = true,
                          .role = ROLE_SPEAKER};
    snprintf(who->room, sizeof(who->room), "%s", room->name);
    return true;
}

static void ignore_room(void *context, struct room *room)
{
    (void)context, (void)room;
}

static void ignore_route(void *context, const struct address *address, enum member_kind kind)
{
    (void)context, (void)address, (void)kind;
}

static void ignore_unroute(void *context, const struct address *address)
{
    (void)context, (void)address;
}

static void ignore_wake(void *context)
{
    (void)context;
}

static bool refuse_hand_off(void *context, uint8_t thread, const struct address *from,
                            struct bytes datagram)
{
    (void)context, (void)thread, (void)from, (void)datagram;
    return false;
}

/* Until both sides have nothing more to say to each other. */
static void exchange_messages(struct sim *sim)
{
    while (sim->command_count > 0 || sim->event_count > 0) {
        for (size_t i = 0; i < sim->command_count; i++) {
            media_command(sim->media, &sim->commands[i], sim->now_us);
        }
        sim->command_count = 0;
        for (size_t i = 0; i < sim->event_count; i++) {
            node_media_event(sim->node, &sim->events[i]);
        }
        sim->event_count = 0;
    }
}

/* ---- the network's ends ---- */

static void send_from_server(struct datagram_sink *sink, const struct address *to,
                             struct bytes datagram)
{
    struct sim *sim = CONTAINER_OF(sink, struct sim, server_sink);
    nonce_watch(&sim->watch, to, datagram);
    network_send(&sim->network, &sim->server, to, datagram, sim->now_us);
}

static uint8_t *reserve_train(struct train_sink *sink, size_t size)
{
    struct sim *sim = CONTAINER_OF(sink, struct sim, server_trains);
    ASSERT(size <= sizeof(sim->train));
    return sim->train;
}

/* The system cuts a train: the network has datagrams. */
static void send_train(struct train_sink *sink, const struct address *to, size_t size,
                       size_t datagram_size)
{
    struct sim *sim = CONTAINER_OF(sink, struct sim, server_trains);
    for (size_t at = 0; at < size; at += datagram_size) {
        struct bytes datagram = bytes_of(sim->train + at, MIN(datagram_size, size - at));
        nonce_watch(&sim->watch, to, datagram);
        network_send(&sim->network, &sim->server, to, datagram, sim->now_us);
    }
}

static void send_from_client(struct datagram_sink *sink, const struct address *to,
                             struct bytes datagram)
{
    struct client *client = CONTAINER_OF(sink, struct client, sink);
    network_send(&client->sim->network, &client->address, to, datagram, client->sim->now_us);
}

/* ---- life ---- */

static void start_node(struct sim *sim)
{
    struct media_ports media_ports = {.sink = &sim->server_sink,
                                      .trains = &sim->server_trains,
                                      .random = &sim->random.source,
                                      .context = sim,
                                      .hand_off = refuse_hand_off,
                                      .tell = take_event,
                                      .route = ignore_route,
                                      .unroute = ignore_unroute,
                                      .wake_others = ignore_wake};
    media_init(sim->media, 0, 1, FANOUT_PREFETCH | FANOUT_RIDING, &media_ports, sim->now_us);
    struct node_setup setup = {.thread_count = 1,
                               .identity = sim->server_identity,
                               .candidate_count = 1,
                               .candidates = {sim->server},
                               .ports = {.context = sim,
                                         .random = &sim->random.source,
                                         .sink_of = sink_of,
                                         .command = take_command,
                                         .room_changed = ignore_room,
                                         .admit = admit},
                               .memory = sim->memory};
    memcpy(setup.token_key, sim_token_key, TOKEN_KEY_SIZE);
    node_init(sim->node, &setup);
    sim->room = node_add_room(sim->node, "hall", "The hall", sim->stage);
    ASSERT(sim->room);
    exchange_messages(sim);
}

struct sim *sim_new(uint64_t seed, const struct network_conditions *conditions)
{
    struct sim *sim = map_zeroed(sizeof(*sim));
    sim->now_us = 1000 * SECOND_US;
    sim->trace = FNV1A_START;
    deterministic_set_clock(sim->now_us);
    deterministic_begin(seed ^ 0x5eed);
    sim_random_init(&sim->random, seed);
    network_init(&sim->network, ~seed, conditions);
    sim->server_identity = dtls_identity_new();
    sim->client_identity = dtls_identity_new();
    ASSERT(sim->server_identity && sim->client_identity);
    sim->node = map_zeroed(sizeof(*sim->node));
    sim->media = map_zeroed(sizeof(*sim->media));
    sim->stage = map_zeroed(sizeof(*sim->stage));
    sim->green = map_zeroed(sizeof(*sim->green));
    sim->memory = map_zeroed(node_memory_size());
    sim->server = address_of_ipv4(10, 0, 0, 1, 3478);
    sim->server_sink.send = send_from_server;
    sim->server_trains = (struct train_sink){.reserve = reserve_train, .send = send_train};
    start_node(sim);
    return sim;
}

void sim_free(struct sim *sim)
{
    for (size_t i = 0; i < sim->client_count; i++) {
        client_deinit(sim->clients[i]);
        free(sim->clients[i]);
    }
    sim->client_count = 0;
    node_close_all(sim->node);
    exchange_messages(sim);
    network_deinit(&sim->network);
    dtls_identity_free(sim->server_identity);
    dtls_identity_free(sim->client_identity);
    munmap(sim->memory, node_memory_size());
    munmap(sim->green, sizeof(*sim->green));
    munmap(sim->stage, sizeof(*sim->stage));
    munmap(sim->media, sizeof(*sim->media));
    munmap(sim->node, sizeof(*sim->node));
    munmap(sim, sizeof(*sim));
}

/* ---- clients ---- */

static struct client *add_client(struct sim *sim, enum client_kind kind)
{
    ASSERT(sim->client_count < SIM_CLIENTS_MAX);
    struct client *client = calloc(1, sizeof(*client));
    ASSERT(client);
    client->kind = kind;
    client->sim = sim;
    client->number = (uint32_t)sim->client_count + 1;
    client->address = address_of_ipv4(10, 0, 1, (uint8_t)client->number, 5000);
    client->sink.send = send_from_client;
    client->token = (struct token){.role = kind == CLIENT_CAMERA ? ROLE_SPEAKER : ROLE_VIEWER,
                                   .expiry_s = SIM_UNIX_S + 3600,
                                   .person = client->number,
                                   .room = "hall",
                                   .name = "Someone"};
    sim->clients[sim->client_count++] = client;
    return client;
}

struct client *sim_camera(struct sim *sim, uint32_t keyframe_interval)
{
    struct client *client = add_client(sim, CLIENT_CAMERA);
    camera_init(client, keyframe_interval);
    return client;
}

struct client *sim_screen(struct sim *sim)
{
    return add_client(sim, CLIENT_SCREEN);
}

/* ---- HTTP ---- */

static void add_header(struct http_request *request, const char *name, const char *value)
{
    if (value) {
        request->headers[request->header_count++] =
            (struct http_header){bytes_of_text(name), bytes_of_text(value)};
    }
}

const struct sim_reply *sim_ask(struct sim *sim, const struct sim_request *request)
{
    char bearer[8 + TOKEN_TEXT_MAX + 1] = "Bearer ", text[TOKEN_TEXT_MAX + 1];
    struct sim_reply *reply = &sim->reply;
    struct http_request *http = &sim->http;
    size_t path_size = strcspn(request->path, "?");
    const char *query = request->path + path_size;
    *http = (struct http_request){.method = request->method,
                                  .path = bytes_of(request->path, path_size),
                                  .query = bytes_of_text(*query ? query + 1 : query),
                                  .body = request->body};
    if (request->token && request->token->is_personal) {
        snprintf(text, sizeof(text), "p1.%llu", (unsigned long long)request->token->person);
    } else if (request->token) {
        token_write(request->token, sim_token_key, text);
    }
    const char *shown = request->token_text ? request->token_text : text;
    if (request->token || request->token_text) {
        snprintf(bearer + 7, sizeof(bearer) - 7, "%s", shown);
        add_header(http, "Authorization", bearer);
    }
    add_header(http, "Content-Type", request->content_type);
    add_header(http, "If-Match", request->if_match);
    add_header(http, "Cookie", request->cookie);
    add_header(http, "Host", "hall.example");
    add_header(http, "Origin", request->origin);
    struct http_response response = {.headers = writer_of(reply->headers, sizeof(reply->headers)),
                                     .body = writer_of(reply->body, sizeof(reply->body))};
    struct node_time time = {.now_us = sim->now_us, .now_s = SIM_UNIX_S};
    bool is_ours = node_handle(sim->node, http, &response, &time);
    reply->status = is_ours ? response.status : 0;
    writer_u8(&response.headers, 0);
    writer_u8(&response.body, 0);
    ASSERT(!response.headers.failed && !response.body.failed);
    exchange_messages(sim);
    return reply;
}

/* ---- time ---- */

static void deliver(struct sim *sim, struct network_datagram *datagram)
{
    if (address_equal(&datagram->to, &sim->server)) {
        media_receive(sim->media, &datagram->from, datagram->data, datagram->size,
                      MEDIA_FROM_NETWORK, sim->now_us);
        exchange_messages(sim);
        sim->media_tick_us = sim->now_us; /* a batch in, a walk out */
        return;
    }
    for (size_t i = 0; i < sim->client_count; i++) {
        if (address_equal(&datagram->to, &sim->clients[i]->address)) {
            client_receive(sim->clients[i], &datagram->from, datagram->data, datagram->size,
                           sim->now_us);
        }
    }
}

static uint64_t next_us(const struct sim *sim)
{
    uint64_t next = MIN(network_next_us(&sim->network), sim->media_tick_us);
    for (size_t i = 0; i < sim->client_count; i++) {
        if (sim->clients[i]->is_in) {
            next = MIN(next, sim->clients[i]->tick_us);
        }
    }
    return next;
}

static void step(struct sim *sim)
{
    struct network_datagram *datagram;
    while ((datagram = network_take(&sim->network, sim->now_us))) {
        deliver(sim, datagram);
        network_give(&sim->network, datagram);
    }
    if (sim->media_tick_us <= sim->now_us) {
        media_tick(sim->media, sim->now_us);
        exchange_messages(sim);
        sim->media_tick_us = media_next_deadline(sim->media, sim->now_us);
    }
    for (size_t i = 0; i < sim->client_count; i++) {
        if (sim->clients[i]->is_in && sim->clients[i]->tick_us <= sim->now_us) {
            client_tick(sim->clients[i], sim->now_us);
        }
    }
}

void sim_run(struct sim *sim, uint64_t duration_us)
{
    uint64_t end_us = sim->now_us + duration_us;
    while (next_us(sim) < end_us) {
        sim->now_us = MAX(sim->now_us, next_us(sim));
        deterministic_set_clock(sim->now_us);
        step(sim);
    }
    sim->now_us = end_us;
    deterministic_set_clock(end_us);
}
