#include "node/summit_host.h"

#include "node/host_parts.h"

/* ---- memory ---- */

static size_t pages(size_t size)
{
    return (size + 4095) & ~(size_t)4095;
}

size_t summit_host_memory_size(void)
{
    return pages(sizeof(struct summit_host)) + 3 * pages(summit_state_size()) +
           2 * HOST_TEXTS_SIZE + HOST_BULK_SIZE;
}

uint8_t *text_ring_reserve(struct text_ring *ring, size_t size)
{
    size_t at = ring->at % HOST_TEXTS_SIZE;
    if (at + size > HOST_TEXTS_SIZE) {
        ring->at += HOST_TEXTS_SIZE - at;
        at = 0;
    }
    return ring->at + size - ring->freed <= HOST_TEXTS_SIZE ? ring->memory + at : NULL;
}

struct bytes text_ring_at(const struct text_ring *ring, size_t at, size_t size)
{
    return bytes_of(ring->memory + at % HOST_TEXTS_SIZE, size);
}

/* ---- answers ---- */

struct host_request *host_request_at(struct summit_host *host, uint64_t at)
{
    return &host->requests[at % HOST_REQUESTS_MAX];
}

void host_answer_request(struct host_request *request, const struct host_answer *text)
{
    struct summit_host *host = request->host;
    struct host_call *call = request->call;
    request->state = REQUEST_DONE;
    request->call = NULL;
    while (host->request_first < host->request_next &&
           host_request_at(host, host->request_first)->state == REQUEST_DONE) {
        struct host_request *oldest = host_request_at(host, host->request_first++);
        host->commands.freed = oldest->text_at + oldest->text_size;
    }
    if (call) {
        call->answered(call, text);
    }
}

struct host_answer host_refusal(const struct grounds *grounds)
{
    struct host_answer answer = {0};
    refusal_make(&answer.refusal, grounds);
    return answer;
}

struct host_answer host_log_refusal(const struct log_answer *told)
{
    if (!told->problem) {
        return host_refused(REASON_BUSY);
    }
    return host_refused(told->result == LOG_FULL ? REASON_LOG_FULL : REASON_LOG_FAILED,
                        .problem = bytes_of_text(told->problem));
}

/* ---- a command that was done before is answered as it was then ---- */

static void events_read(struct log_call *call, const struct log_answer *told)
{
    struct host_request *request = CONTAINER_OF(call, struct host_request, find);
    struct summit_host *host = request->host;
    struct host_answer text = {.sequence = request->last};
    /* The memory of snapshots, each of which is written and copied in one go. */
    struct writer writer = writer_of(host->snapshot, summit_state_size());
    bool is_whole = false;
    for (size_t i = 0; told->result == LOG_DONE && i < told->row_count && !is_whole; i++) {
        if (i > 0) {
            writer_u8(&writer, ',');
        }
        writer_put(&writer, told->rows[i].event.body);
        is_whole = told->rows[i].head.sequence == request->last;
    }
    if (told->result != LOG_DONE) {
        text = host_log_refusal(told);
    } else if (is_whole && !writer.failed) { /* else they are too many for one answer */
        text.events = writer_bytes(&writer);
    }
    host_answer_request(request, &text);
}

void host_answer_repeated(struct host_request *request, const struct log_answer *told)
{
    struct event_log *log = request->host->ports.log;
    request->state = REQUEST_REPEATED;
    request->last = told->last;
    request->find.answered = events_read;
    if (!log->read(log, told->first, &request->find)) {
        const struct host_answer text = host_refused(REASON_BUSY);
        host_answer_request(request, &text);
    }
}

/* ---- deciding ---- */

static void decide(struct summit_host *host, struct host_request *request, uint64_t at)
{
    struct summit_decision *decision = &host->decision;
    struct summit_command command;
    struct ints unsealed = {0};
    int64_t votes[SEAL_CHOICES];
    struct host_answer text = {.sequence = host->durable->sequence};
    const char *problem = command_parse(
        &host->scratch, text_ring_at(&host->commands, request->text_at, request->text_size),
        &command);
    ASSERT(!problem); /* it was written by command_write */
    if (command.kind == COMMAND_MOTION_CLOSE || command.kind == COMMAND_MOTION_WITHDRAW) {
        host_seal(host);
        problem = command_parse(&host->scratch,
                                text_ring_at(&host->commands, request->text_at, request->text_size),
                                &command);
        ASSERT(!problem); /* sealing used the scratch */
    }
    if (command.kind == COMMAND_MOTION_CLOSE) {
        unsealed = host_unseal(host, command.fields.motion_close.motion, votes);
    }
    const struct summit_request asked = {.actor = request->actor,
                                         .now_ms = host->ports.now_ms(host->ports.context),
                                         .presence = host->ports.presence(host->ports.context),
                                         .unsealed = unsealed};
    summit_decide(host->decided, &asked, &command, decision);
    request->reason = decision->refusal.reason;
    if (decision->event_count == 0 && !request->reason && host->flight_first < host->flight_end) {
        request->state = REQUEST_WAITS;
        request->after = host->flight_end;
        host->wait_count++;
    } else if (decision->event_count == 0) {
        text.refusal = decision->refusal;
        host_answer_request(request, &text);
    } else if (decision->events[0].kind == EVENT_BALLOTS_SEALED) {
        host_put_in_box(host, request, asked.now_ms);
    } else {
        request->state = REQUEST_APPENDED;
        enum reason why = host_append(host, decision->events, decision->event_count, at,
                                      /* a refusal is not kept */
                                      request->has_key && !request->reason ? request->key : NULL);
        if (why) {
            text = host_refused(why);
            host_answer_request(request, &text);
        }
    }
}

void host_pump(struct summit_host *host)
{
    while (host->phase == HOST_RUNS && host->request_next < host->request_end) {
        struct host_request *request = host_request_at(host, host->request_next);
        if (request->state == REQUEST_FINDING) {
            return;
        }
        uint64_t at = host->request_next++;
        if (request->state == REQUEST_QUEUED) {
            decide(host, request, at);
        }
    }
}

/* ---- asking ---- */

static void key_found(struct log_call *call, const struct log_answer *told)
{
    struct host_request *request = CONTAINER_OF(call, struct host_request, find);
    struct summit_host *host = request->host;
    request->state = REQUEST_QUEUED;
    if (told->result == LOG_DONE) {
        host_answer_repeated(request, told);
    } else if (told->result != LOG_ABSENT) {
        const struct host_answer text = host_log_refusal(told);
        host_answer_request(request, &text);
    }
    host_pump(host);
}

static bool find_key(struct host_request *request, const uint8_t *key)
{
    struct event_log *log = request->host->ports.log;
    if (!key) {
        return true;
    }
    request->state = REQUEST_FINDING;
    request->find.answered = key_found;
    request->has_key = true;
    memcpy(request->key, key, LOG_KEY_SIZE);
    return log->find_key(log, key, &request->find);
}

void summit_host_ask(struct summit_host *host, const struct actor *actor,
                     const struct summit_command *command, const uint8_t *key,
                     struct host_call *call)
{
    struct host_answer text = host_refused(host->problem ? host->problem : REASON_BUSY);
    uint8_t *memory = text_ring_reserve(&host->commands, HOST_TEXT_MAX);
    if (host->phase == HOST_IS_BROKEN || !memory ||
        host->request_end - host->request_first == HOST_REQUESTS_MAX) {
        call->answered(call, &text);
        return;
    }
    struct writer writer = writer_of(memory, HOST_TEXT_MAX);
    struct host_request *request = host_request_at(host, host->request_end);
    *request = (struct host_request){.state = REQUEST_QUEUED,
                                     .host = host,
                                     .call = call,
                                     .actor = *actor,
                                     .text_at = host->commands.at};
    command_write(&writer, command);
    request->text_size = writer_bytes(&writer).size;
    if (writer.failed || !find_key(request, key)) {
        call->answered(call, &text);
        return;
    }
    host->commands.at += request->text_size;
    host->request_end++;
    host_pump(host);
}

void summit_host_tick(struct summit_host *host)
{
    if (host->phase == HOST_RUNS &&
        ballot_box_is_due(&host->box, host->ports.now_ms(host->ports.context))) {
        host_seal(host);
    }
}

struct summit_host *summit_host_init(void *memory, const struct host_ports *ports)
{
    struct summit_host *host = memory;
    uint8_t *at = (uint8_t *)memory + pages(sizeof(*host));
    size_t size = pages(summit_state_size());
    host->ports = *ports;
    host->durable = summit_state_init(at);
    host->decided = summit_state_init(at + size);
    host->snapshot = at + 2 * size;
    host->commands.memory = at + 3 * size;
    host->events.memory = host->commands.memory + HOST_TEXTS_SIZE;
    host->bulk.memory = host->events.memory + HOST_TEXTS_SIZE;
    host_begin(host);
    return host;
}
