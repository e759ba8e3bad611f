#include "shell/summit_service.h"

#include <sys/mman.h>
#include <time.h>

#include "node/api_bulk.h"
#include "node/summit_stage.h"
#include "shell/data.h"
#include "shell/openapi.h"
#include "summit/programme.h"

enum { EXCHANGES_MAX = HOST_REQUESTS_MAX };
#define INVITATION_MS (UINT64_C(12) * 3600 * 1000)

struct exchange {
    struct api_exchange api;
    struct http_deferred deferred;
};

/* ---- ports ---- */

static int64_t now_ms(void *context)
{
    struct timespec now;
    (void)context;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct presence presence(void *context)
{
    const struct summit_service *service = context;
    return (struct presence){service->present, SUMMIT_PEOPLE_WORDS};
}

static void zero(void *context, void *memory, size_t size)
{
    (void)context;
    size_t whole = size & ~(size_t)4095;
    int failed = madvise(memory, whole, MADV_DONTNEED);
    ASSERT(!failed);
    memset((uint8_t *)memory + whole, 0, size - whole);
}

/* ---- what the summit wants of the media ---- */

static struct room *media_room(const struct summit_service *service, uint32_t id)
{
    for (size_t i = 0; i < service->node->room_count; i++) {
        if (service->node->rooms[i].summit_room == id) {
            return &service->node->rooms[i];
        }
    }
    return NULL;
}

/* The media room of a room of the summit, called as that is called now: its own, one that the
 * configuration names, or a new one. NULL: there can be none. If the configuration has another
 * room of the name that its own gets, that one takes its old name: nobody has to leave, and each
 * name leads where it would after a restart.
 */
static struct room *open_room(struct summit_service *service, const struct summit_room *of)
{
    const struct summit_state *state = service->host->durable;
    struct bytes title = localized_pick(state, &of->name, (struct tag){0});
    struct room *room = media_room(service, of->id);
    struct room *named = node_find_room(service->node, of->slug);
    room = room ? room : named;
    if (!room) {
        struct stage *stage = service->make_stage(service->stage_context);
        room = stage ? node_add_room(service->node, "", "", stage) : NULL;
    }
    if (room) {
        room->summit_room = of->id;
        if (named && named != room) {
            snprintf(named->name, sizeof(named->name), "%s", room->name);
            service->node->setup.ports.room_changed(service->node->setup.ports.context, named);
        }
        room_name(room, of->slug, title);
    }
    if (room && !room->green) {
        struct stage *stage = service->make_stage(service->stage_context);
        if (stage) {
            node_add_green_room(service->node, room, stage);
        }
    }
    return room;
}

static void plan_room(struct summit_service *service, uint32_t id)
{
    const struct summit_room *of = state_room(service->host->durable, id);
    struct room *room = of ? open_room(service, of) : NULL;
    if (room) {
        struct room_plan plan;
        uint32_t count = summit_effects_wanted(service->host->durable, id, service->wanted);
        summit_stage_plan(&plan, service->wanted, count);
        node_set_plan(service->node, room, &plan);
    }
}

void summit_service_open_rooms(struct summit_service *service, stage_maker make, void *context)
{
    service->make_stage = make;
    service->stage_context = context;
    STATE_EACH(service->host->durable, ENTITY_ROOM, room, room)
    {
        plan_room(service, room->id);
    }
}

/* The effects of one event: each room they touch is planned once, so that all its slots change
 * together.
 */
static void carry_out(void *context, const struct effect *effects, uint32_t count)
{
    struct summit_service *service = context;
    uint64_t touched = 0;
    _Static_assert(SUMMIT_ROOMS_MAX < 64, "a bit per room");
    for (uint32_t i = 0; i < count; i++) {
        touched |= UINT64_C(1) << effects[i].room;
    }
    for (uint32_t id = 1; id <= SUMMIT_ROOMS_MAX; id++) {
        if ((touched >> id & 1) != 0) {
            plan_room(service, id);
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        const struct room *room = effects[i].room ? media_room(service, effects[i].room) : NULL;
        if (effects[i].kind == EFFECT_CLOSE && (room || effects[i].room == 0)) {
            node_close_person(service->node, room, effects[i].person);
        } else if (effects[i].kind == EFFECT_GREEN_ROOM_LEAVE && room &&
                   !summit_service_sees_green_room(service, effects[i].room, effects[i].person)) {
            node_close_green(service->node, room, effects[i].person);
        }
    }
}

static void note_event(void *context, const struct summit_state *before,
                       const struct summit_event *event)
{
    const struct summit_service *service = context;
    concerns_note(service->concerns, before, event);
}

static struct api_exchange *begin(void *context)
{
    struct summit_service *service = context;
    struct exchange *exchange =
        service->exchange_count < EXCHANGES_MAX ? calloc(1, sizeof(*exchange)) : NULL;
    service->exchange_count += exchange != NULL;
    return exchange ? &exchange->api : NULL;
}

static void defer(void *context, struct api_exchange *api)
{
    struct summit_service *service = context;
    http_server_defer(service->http, &CONTAINER_OF(api, struct exchange, api)->deferred);
}

static void answer(void *context, struct api_exchange *api, const struct host_answer *text)
{
    struct exchange *exchange = CONTAINER_OF(api, struct exchange, api);
    (void)context;
    if (exchange->deferred.connection) {
        struct http_response response = http_deferred_begin(&exchange->deferred);
        summit_api_answer(api, text, &response);
        http_deferred_end(&exchange->deferred, &response);
    }
}

static void end(void *context, struct api_exchange *api)
{
    struct summit_service *service = context;
    service->exchange_count--;
    free(CONTAINER_OF(api, struct exchange, api));
}

/* ---- start ---- */

static void log_ready(struct watch *watch, uint32_t events)
{
    struct summit_service *service = CONTAINER_OF(watch, struct summit_service, log_watch);
    struct event_log *log = log_sqlite_port(service->log);
    (void)events;
    log->deliver(log);
    webhooks_tell(service->webhooks, service->host->durable->sequence);
}

static void settle(struct summit_service *service)
{
    uint64_t before;
    do { /* each answer may ask on */
        before = service->host->durable->sequence;
        log_sqlite_settle(service->log);
    } while (service->host->phase == HOST_STARTS || before != service->host->durable->sequence);
}

bool summit_service_start(struct summit_service *service, const char *directory, struct node *node,
                          bool is_secure, char problem[LOG_STORE_PROBLEM_MAX])
{
    *service = (struct summit_service){.node = node};
    service->log = log_sqlite_open(directory, problem);
    if (!service->log) {
        return false;
    }
    void *memory = mmap(NULL, summit_host_memory_size(), PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    void *bulk = mmap(NULL, sizeof(struct api_bulk), PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    service->present = calloc(SUMMIT_PEOPLE_WORDS, sizeof(uint64_t));
    service->concerns = calloc(1, sizeof(*service->concerns));
    service->captions = calloc(1, sizeof(*service->captions));
    if (memory == MAP_FAILED || bulk == MAP_FAILED || !service->present || !service->concerns ||
        !service->captions) {
        snprintf(problem, LOG_STORE_PROBLEM_MAX, "there is no memory for the summit");
        return false;
    }
    const struct host_ports ports = {.context = service,
                                     .log = log_sqlite_port(service->log),
                                     .keys = ballot_keys_port(&service->keys, directory),
                                     .random = &system_random,
                                     .now_ms = now_ms,
                                     .presence = presence,
                                     .zero = zero,
                                     .event = note_event,
                                     .effects = carry_out};
    service->host = summit_host_init(memory, &ports);
    settle(service);
    if (service->host->phase == HOST_IS_BROKEN) {
        snprintf(problem, LOG_STORE_PROBLEM_MAX, "%s", reason_sentence(service->host->problem));
        return false;
    }
    service->api = (struct summit_api){
        .ports = {.context = service,
                  .random = &system_random,
                  .begin = begin,
                  .defer = defer,
                  .answer = answer,
                  .end = end},
        .bulk = bulk,
        .host = service->host,
        .captions = service->captions,
        .openapi = summit_openapi,
        .is_secure = is_secure,
    };
    return true;
}

bool summit_service_watch(struct summit_service *service, struct loop *loop,
                          struct http_server *http)
{
    service->http = http;
    service->log_watch = (struct watch){.fd = log_sqlite_fd(service->log), .ready = log_ready};
    return loop_add(loop, &service->log_watch, EPOLLIN);
}

void summit_service_stop(struct summit_service *service)
{
    webhooks_stop(service->webhooks);
    if (service->log) {
        log_sqlite_close(service->log);
        munmap(service->host, summit_host_memory_size());
        munmap(service->api.bulk, sizeof(struct api_bulk));
        free(service->present);
        free(service->concerns);
        free(service->captions);
    }
}

/* ---- the summit's people in the rooms of the node ---- */

static enum summit_floor_status floor_of(const struct summit_service *service, uint32_t room,
                                         uint32_t person)
{
    enum summit_floor_status best = SUMMIT_FLOOR_STATUS_INVITED;
    STATE_EACH(service->host->durable, ENTITY_SEAT, seat, seat)
    {
        if (seat->room == room && seat->person == person) {
            best = MAX(best, seat->status);
        }
    }
    return best;
}

bool summit_service_sees_green_room(const struct summit_service *service, uint32_t room,
                                    uint32_t person)
{
    enum summit_floor_status floor = floor_of(service, room, person);
    const struct actor actor = {ACTOR_PERSON, person};
    return floor == SUMMIT_FLOOR_STATUS_ACCEPTED || floor == SUMMIT_FLOOR_STATUS_READY ||
           summit_role_of(service->host->durable, &actor) >= SUMMIT_ROLE_MODERATOR;
}

bool summit_service_admit(struct summit_service *service, const struct room *room,
                          struct bytes session, struct token *who, struct refusal *why)
{
    uint32_t id = summit_api_person(&service->api, session);
    uint32_t where = room->summit_room;
    const struct summit_person *person = state_person(service->host->durable, id);
    if (!person) {
        if (!summit_api_explain(&service->api, session, why)) {
            refusal_because(why, REASON_SESSION_NOT_VALID);
        }
        return false;
    }
    if (!summit_may_enter(service->host->durable, id, where, why)) {
        return false;
    }
    *who = (struct token){
        .person = id, .is_personal = true, .role = ROLE_VIEWER, .expiry_s = UINT32_MAX};
    if (floor_of(service, where, id) >= SUMMIT_FLOOR_STATUS_ACCEPTED) {
        who->role = ROLE_SPEAKER;
    }
    who->sees_green_room = summit_service_sees_green_room(service, where, id);
    snprintf(who->room, sizeof(who->room), "%s", room->name);
    struct bytes name = bytes_whole_characters(person->name, TOKEN_NAME_MAX);
    memcpy(who->name, name.data, name.size);
    return true;
}

/* ---- links ---- */

struct wait {
    struct host_call call;
    bool is_done;
};

static void note(struct host_call *call, const struct host_answer *text)
{
    CONTAINER_OF(call, struct wait, call)->is_done = !text->refusal.reason;
}

bool summit_service_invite(struct summit_service *service, uint32_t person,
                           char secret[INVITATION_SECRET_TEXT + 1])
{
    struct summit_command command = {.kind = COMMAND_INVITATION_ISSUE};
    struct command_invitation_issue *fields = &command.fields.invitation_issue;
    struct wait wait = {.call.answered = note};
    invitation_draw(&system_random, secret, &fields->secret_hash);
    secret[INVITATION_SECRET_TEXT] = '\0';
    fields->person = person;
    fields->expires_ms = now_ms(NULL) + (int64_t)INVITATION_MS;
    summit_host_ask(service->host, &(struct actor){.kind = ACTOR_OPERATOR}, &command, NULL,
                    &wait.call);
    log_sqlite_settle(service->log);
    return wait.is_done;
}
