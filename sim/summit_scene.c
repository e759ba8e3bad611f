#include "sim/summit_scene.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "node/api_bulk.h"
#include "sim/log_memory.h"
#include "sim/random.h"
#include "sim/seal_memory.h"
#include "summit/export.h"

enum { PRESENT_WORDS = 1024, HEADERS_SIZE = 4096, BODY_SIZE = 256 * 1024 };
#define INVITATION_MS (INT64_C(12) * 3600 * 1000)

struct exchange {
    struct exchange *next;
    uint64_t number;
    struct api_exchange api;
};

struct summit_scene {
    void *context;
    void (*answered)(void *context, uint64_t number, struct bytes response);
    int64_t now_ms;
    struct sim_random random;
    struct log_memory *log;
    struct seal_memory keys;
    void *memory; /* of the host */
    struct summit_host *host;
    struct summit_api api;
    uint64_t asked; /* the number of the request that is being handled */
    struct exchange *waiting;
    uint64_t present[PRESENT_WORDS];
    uint8_t headers[HEADERS_SIZE], body[BODY_SIZE], response[HEADERS_SIZE + 1024 + BODY_SIZE];
    struct log_call call; /* of the scene's own questions to the log */
    uint64_t read_to;
    void *export_context;
    void (*export_take)(void *context, struct bytes event);
};

/* ---- the host's ports ---- */

static int64_t now_ms(void *context)
{
    return ((const struct summit_scene *)context)->now_ms;
}

static struct presence presence(void *context)
{
    return (struct presence){((const struct summit_scene *)context)->present, PRESENT_WORDS};
}

static void zero(void *context, void *memory, size_t size)
{
    (void)context;
    size_t whole = size & ~(size_t)4095;
    int failed = madvise(memory, whole, MADV_DONTNEED);
    ASSERT(!failed);
    memset((uint8_t *)memory + whole, 0, size - whole);
}

static void no_readers(void *context, const struct summit_state *before,
                       const struct summit_event *event)
{
    (void)context, (void)before, (void)event;
}

static void no_media(void *context, const struct effect *effects, uint32_t count)
{
    (void)context, (void)effects, (void)count;
}

/* ---- the API's ports ---- */

static struct http_response new_response(struct summit_scene *scene)
{
    return (struct http_response){.status = 200,
                                  .headers = writer_of(scene->headers, sizeof(scene->headers)),
                                  .body = writer_of(scene->body, sizeof(scene->body))};
}

static void send(struct summit_scene *scene, uint64_t number, const struct http_response *response)
{
    struct writer writer = writer_of(scene->response, sizeof(scene->response));
    http_write_head(&writer, response, true);
    writer_put(&writer,
               response->static_body.data ? response->static_body : writer_bytes(&response->body));
    ASSERT(!writer.failed && !response->body.failed && !response->headers.failed);
    scene->answered(scene->context, number, writer_bytes(&writer));
}

static struct api_exchange *begin(void *context)
{
    struct summit_scene *scene = context;
    struct exchange *exchange = calloc(1, sizeof(*exchange));
    ASSERT(exchange);
    exchange->number = scene->asked;
    exchange->next = scene->waiting;
    scene->waiting = exchange;
    return &exchange->api;
}

static void defer(void *context, struct api_exchange *exchange)
{
    (void)context, (void)exchange; /* it waits from its beginning on */
}

static void answer(void *context, struct api_exchange *api, const struct host_answer *text)
{
    struct summit_scene *scene = context;
    struct http_response response = new_response(scene);
    summit_api_answer(api, text, &response);
    send(scene, CONTAINER_OF(api, struct exchange, api)->number, &response);
}

static void end(void *context, struct api_exchange *api)
{
    struct summit_scene *scene = context;
    struct exchange *exchange = CONTAINER_OF(api, struct exchange, api), **at = &scene->waiting;
    while (*at != exchange) {
        at = &(*at)->next;
    }
    *at = exchange->next;
    free(exchange);
}

/* ---- the process: it begins, and it dies ---- */

static void *map(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    ASSERT(memory != MAP_FAILED);
    return memory;
}

static void start(struct summit_scene *scene)
{
    const struct host_ports ports = {.context = scene,
                                     .log = log_memory_port(scene->log),
                                     .keys = &scene->keys.port,
                                     .random = &scene->random.source,
                                     .now_ms = now_ms,
                                     .presence = presence,
                                     .zero = zero,
                                     .event = no_readers,
                                     .effects = no_media};
    scene->memory = map(summit_host_memory_size());
    scene->host = summit_host_init(scene->memory, &ports);
    scene->api = (struct summit_api){.ports = {.context = scene,
                                               .random = &scene->random.source,
                                               .begin = begin,
                                               .defer = defer,
                                               .answer = answer,
                                               .end = end},
                                     .host = scene->host,
                                     .bulk = map(sizeof(struct api_bulk)),
                                     .captions = map(sizeof(struct captions)),
                                     .is_secure = true};
    memset(scene->present, 0, sizeof(scene->present));
    summit_scene_settle(scene);
    ASSERT(scene->host->phase == HOST_RUNS);
}

static void die(struct summit_scene *scene)
{
    log_memory_crash(scene->log);
    while (scene->waiting) {
        struct exchange *next = scene->waiting->next;
        free(scene->waiting);
        scene->waiting = next;
    }
    if (scene->memory) {
        munmap(scene->memory, summit_host_memory_size());
        munmap(scene->api.bulk, sizeof(struct api_bulk));
        munmap(scene->api.captions, sizeof(struct captions));
    }
}

void summit_scene_crash(struct summit_scene *scene)
{
    die(scene);
    start(scene);
}

struct summit_scene *summit_scene_new(uint64_t seed, int64_t start_ms, void *context,
                                      void (*answered)(void *context, uint64_t number,
                                                       struct bytes response))
{
    struct summit_scene *scene = calloc(1, sizeof(*scene));
    ASSERT(scene);
    scene->context = context;
    scene->answered = answered;
    scene->now_ms = start_ms;
    scene->log = log_memory_new();
    ASSERT(scene->log);
    seal_memory_init(&scene->keys);
    sim_random_init(&scene->random, seed);
    return scene;
}

void summit_scene_free(struct summit_scene *scene)
{
    die(scene);
    log_memory_free(scene->log);
    free(scene);
}

/* ---- before anybody asks ---- */

static void must_be_done(struct log_call *call, const struct log_answer *told)
{
    (void)call;
    ASSERT(told->result == LOG_DONE);
}

static void append(struct summit_scene *scene, const struct summit_event *event)
{
    struct event_log *log = log_memory_port(scene->log);
    struct writer writer = writer_of(scene->body, sizeof(scene->body));
    event_write(&writer, event);
    const struct log_event logged = {.time_ms = (uint64_t)event->at_ms,
                                     .type = bytes_of_text(summit_events[event->kind].name),
                                     .body = writer_bytes(&writer)};
    const struct log_batch batch = {event->sequence - 1, &logged, 1, NULL};
    scene->call.answered = must_be_done;
    bool is_asked = log->append(log, &batch, &scene->call);
    ASSERT(is_asked);
    log->deliver(log);
}

const char *summit_scene_import(struct summit_scene *scene, struct bytes file)
{
    static struct codec_scratch scratch;
    struct import import;
    struct summit_event event;
    const char *problem = import_open(&import, file);
    void *memory = mmap(NULL, summit_state_size(), PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    ASSERT(memory != MAP_FAILED);
    struct summit_state *state = summit_state_init(memory);
    while (!problem && import_next(&import, state, &scratch, &event, &problem)) {
        append(scene, &event);
    }
    munmap(memory, summit_state_size());
    if (!problem) {
        start(scene);
    }
    return problem;
}

struct invited {
    struct host_call call;
    bool is_done;
};

static void note_invited(struct host_call *call, const struct host_answer *told)
{
    CONTAINER_OF(call, struct invited, call)->is_done = !told->refusal.reason;
}

void summit_scene_invite(struct summit_scene *scene, uint32_t person, struct writer *secret)
{
    uint8_t bits[SESSION_KEY_SIZE];
    struct summit_command command = {.kind = COMMAND_INVITATION_ISSUE};
    struct command_invitation_issue *fields = &command.fields.invitation_issue;
    struct invited invited = {.call.answered = note_invited};
    const uint8_t *text = secret->at;
    scene->random.source.fill(&scene->random.source, bits, sizeof(bits));
    base64url_write(secret, bytes_of(bits, sizeof(bits)));
    bool is_hashed = EVP_Digest(text, (size_t)(secret->at - text), fields->secret_hash.bytes, NULL,
                                EVP_sha256(), NULL) == 1;
    ASSERT(is_hashed && !secret->failed);
    fields->person = person;
    fields->expires_ms = scene->now_ms + INVITATION_MS;
    summit_host_ask(scene->host, &(struct actor){.kind = ACTOR_OPERATOR}, &command, NULL,
                    &invited.call);
    summit_scene_settle(scene);
    ASSERT(invited.is_done);
}

/* ---- while it runs ---- */

void summit_scene_ask(struct summit_scene *scene, uint64_t number, struct bytes text)
{
    struct http_request request;
    size_t head;
    int status = 404;
    const char *problem = "There is nothing at this address.";
    struct http_response response = new_response(scene);
    enum http_parse parse = http_parse_request(text, &request, &head, &status, &problem);
    ASSERT(parse != HTTP_PARSE_MORE);
    scene->asked = number;
    if (parse == HTTP_PARSE_DONE) {
        ASSERT(text.size == head + request.content_length);
        request.body = bytes_of(text.data + head, request.content_length);
    }
    if (parse == HTTP_PARSE_BAD || !summit_api_handle(&scene->api, &request, &response)) {
        http_problem(&response, status, problem);
    }
    bool is_deferred = scene->waiting && scene->waiting->number == number;
    if (!is_deferred) {
        send(scene, number, &response);
    }
}

void summit_scene_settle(struct summit_scene *scene)
{
    struct event_log *log = log_memory_port(scene->log);
    while (log_memory_is_asked(scene->log)) { /* each answer may ask on */
        log->deliver(log);
    }
}

void summit_scene_set_clock(struct summit_scene *scene, int64_t at_ms)
{
    ASSERT(at_ms >= scene->now_ms);
    scene->now_ms = at_ms;
    summit_host_tick(scene->host);
}

void summit_scene_set_present(struct summit_scene *scene, uint32_t person, bool is_present)
{
    uint64_t bit = UINT64_C(1) << person % 64;
    uint64_t *word = &scene->present[person / 64 % PRESENT_WORDS];
    *word = is_present ? *word | bit : *word & ~bit;
}

void summit_scene_set_disk(struct summit_scene *scene, enum log_result result)
{
    log_memory_set_disk(scene->log, result);
}

/* ---- the export ---- */

static void take_rows(struct log_call *call, const struct log_answer *told)
{
    struct summit_scene *scene = CONTAINER_OF(call, struct summit_scene, call);
    for (size_t i = 0; i < told->row_count; i++) {
        scene->export_take(scene->export_context, told->rows[i].event.body);
    }
    scene->read_to = told->row_count > 0 ? told->rows[told->row_count - 1].head.sequence : 0;
}

void summit_scene_export(struct summit_scene *scene, void *context,
                         void (*take)(void *context, struct bytes event))
{
    struct event_log *log = log_memory_port(scene->log);
    uint64_t from = 1;
    scene->export_context = context;
    scene->export_take = take;
    scene->call.answered = take_rows;
    do {
        bool is_asked = log->read(log, from, &scene->call);
        ASSERT(is_asked);
        summit_scene_settle(scene);
        from = scene->read_to + 1;
    } while (scene->read_to > 0);
}
