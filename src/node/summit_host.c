#include "node/summit_host.h"

#include "summit/ballot.h"
#include "summit/snapshot.h"

enum { COMMAND_TEXT_MAX = 2 * MESSAGE_SIZE_MAX };
#define BY_THE_BOX UINT64_MAX
#define BY_BULK    (UINT64_MAX - 1)

static const char busy[] = "The server has too much to do: send it again in a moment.";

static void pump(struct summit_host *host);

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

/* Room for a text, or NULL. */
static uint8_t *ring_reserve(struct text_ring *ring, size_t size)
{
    size_t at = ring->at % HOST_TEXTS_SIZE;
    if (at + size > HOST_TEXTS_SIZE) {
        ring->at += HOST_TEXTS_SIZE - at;
        at = 0;
    }
    return ring->at + size - ring->freed <= HOST_TEXTS_SIZE ? ring->memory + at : NULL;
}

static struct bytes ring_text(const struct text_ring *ring, size_t at, size_t size)
{
    return bytes_of(ring->memory + at % HOST_TEXTS_SIZE, size);
}

/* ---- answers ---- */

static struct host_request *request_at(struct summit_host *host, uint64_t at)
{
    return &host->requests[at % HOST_REQUESTS_MAX];
}

static void answer(struct host_request *request, const struct host_answer *text)
{
    struct summit_host *host = request->host;
    struct host_call *call = request->call;
    request->state = REQUEST_DONE;
    request->call = NULL;
    while (host->request_first < host->request_next &&
           request_at(host, host->request_first)->state == REQUEST_DONE) {
        struct host_request *oldest = request_at(host, host->request_first++);
        host->commands.freed = oldest->text_at + oldest->text_size;
    }
    if (call) {
        call->answered(call, text);
    }
}

static struct host_answer refusal_of(enum summit_refusal refusal, const char *sentence)
{
    return (struct host_answer){
        .status = refusal_status(refusal), .code = refusal_code(refusal), .sentence = sentence};
}

static struct host_answer log_refusal(const struct log_answer *told)
{
    bool is_full = told->result == LOG_FULL;
    return (struct host_answer){.status = is_full ? 507 : 503,
                                .code = is_full ? "full" : "log_failed",
                                .sentence = told->problem ? told->problem : busy};
}

/* ---- folding ---- */

static bool fold(struct summit_host *host, struct summit_state *state, struct bytes text)
{
    struct summit_event event;
    const char *problem = event_parse(&host->scratch, text, &event);
    if (!problem && state == host->durable && host->phase == HOST_MENDS) {
        host->ports.event(host->ports.context, state, &event);
    }
    problem = problem ? problem : summit_apply(state, &event);
    if (problem) {
        host->phase = HOST_IS_BROKEN;
        host->problem = "The log holds what cannot be read: see plenary log verify.";
    }
    return problem == NULL;
}

struct snapshot_buffer {
    struct snapshot_sink sink;
    struct writer writer;
};

static bool write_piece(struct snapshot_sink *sink, struct bytes piece)
{
    struct snapshot_buffer *buffer = CONTAINER_OF(sink, struct snapshot_buffer, sink);
    writer_put(&buffer->writer, piece);
    return !buffer->writer.failed;
}

static struct bytes take_snapshot(struct summit_host *host)
{
    struct snapshot_buffer buffer = {.sink.write = write_piece,
                                     .writer = writer_of(host->snapshot, summit_state_size())};
    bool is_whole = snapshot_write(host->durable, &buffer.sink);
    ASSERT(is_whole);
    return writer_bytes(&buffer.writer);
}

static void renew(struct summit_host *host, struct summit_state **state)
{
    void *memory = *state;
    host->ports.zero(host->ports.context, memory, summit_state_size());
    *state = summit_state_init(memory);
}

/* What was ahead of the log is void: it is made again from what is durable. */
static void go_on_from_durable(struct summit_host *host)
{
    renew(host, &host->decided);
    const char *problem = snapshot_read(host->decided, take_snapshot(host));
    ASSERT(!problem);
    host->phase = HOST_RUNS;
    host->box.count = 0;
    for (uint64_t at = host->request_first; at < host->request_next; at++) {
        enum host_request_state *state = &request_at(host, at)->state;
        if (*state == REQUEST_BOXED || *state == REQUEST_WAITS) {
            *state = REQUEST_QUEUED;
        }
    }
    host->wait_count = 0;
    host->request_next = host->request_first;
    pump(host);
}

static void snapshot_put(struct log_call *call, const struct log_answer *told)
{
    (void)told; /* without one the next start takes longer */
    CONTAINER_OF(call, struct summit_host, put_snapshot)->is_putting = false;
}

static void put_snapshot_if_due(struct summit_host *host)
{
    if (host->is_putting || host->head.sequence - host->snapshot_at < HOST_SNAPSHOT_EVENTS) {
        return;
    }
    host->snapshot_at = host->head.sequence;
    host->is_putting = host->ports.log->put_snapshot(host->ports.log, &host->head,
                                                     take_snapshot(host), &host->put_snapshot);
}

/* ---- start, and reading on after a conflict ---- */

/* A vote that ended just before a crash may have left its key. */
static void destroy_old_keys(struct summit_host *host)
{
    STATE_EACH(host->durable, ENTITY_MOTION, motion, motion)
    {
        if (motion->status != SUMMIT_MOTION_STATUS_OPEN) {
            host->ports.keys->destroy(host->ports.keys, motion->id);
        }
    }
}

static void read_on(struct summit_host *host)
{
    struct event_log *log = host->ports.log;
    if (!log->read(log, host->durable->sequence + 1, &host->read)) {
        host->phase = HOST_IS_BROKEN;
        host->problem = busy;
    }
}

static void rows_read(struct log_call *call, const struct log_answer *told)
{
    struct summit_host *host = CONTAINER_OF(call, struct summit_host, read);
    if (told->result != LOG_DONE) {
        host->phase = HOST_IS_BROKEN;
        host->problem = "The log cannot be read: see plenary log verify.";
        return;
    }
    for (size_t i = 0; i < told->row_count; i++) {
        if (!fold(host, host->durable, told->rows[i].event.body)) {
            return;
        }
        host->head = told->rows[i].head;
    }
    if (told->row_count > 0) {
        read_on(host);
    } else {
        destroy_old_keys(host);
        go_on_from_durable(host);
    }
}

static void snapshot_got(struct log_call *call, const struct log_answer *told)
{
    struct summit_host *host = CONTAINER_OF(call, struct summit_host, get_snapshot);
    struct event_log *log = host->ports.log;
    if (told->result == LOG_DONE) {
        const char *problem = snapshot_read(host->durable, told->snapshot);
        if (!problem && host->durable->sequence == told->at.sequence) {
            host->head = told->at;
            host->snapshot_at = told->at.sequence;
        } else {
            renew(host, &host->durable);
            if (told->at.sequence > 1 &&
                log->get_snapshot(log, told->at.sequence - 1, &host->get_snapshot)) {
                return;
            }
        }
    }
    read_on(host);
}

/* ---- what the log says of an append ---- */

static void answer_box(struct summit_host *host, uint32_t box, const struct host_answer *text)
{
    for (uint64_t at = host->request_first; at < host->request_next; at++) {
        struct host_request *request = request_at(host, at);
        if (request->state == REQUEST_BOXED && request->box == box) {
            answer(request, text);
        }
    }
}

/* Of a vote's keys only the one of its last sealing is kept, and none of a vote that is over. */
static void keep_keys(struct summit_host *host, const struct summit_event *event)
{
    struct seal_keys *keys = host->ports.keys;
    if (event->kind == EVENT_BALLOTS_SEALED) {
        ballot_seal_is_durable(keys, event->fields.ballots_sealed.motion,
                               event->fields.ballots_sealed.sealed);
    } else if (event->kind == EVENT_MOTION_CLOSED) {
        keys->destroy(keys, event->fields.motion_closed.motion);
    } else if (event->kind == EVENT_MOTION_WITHDRAWN) {
        keys->destroy(keys, event->fields.motion_withdrawn.motion);
    }
}

static void make_durable(struct summit_host *host, const struct host_flight *flight)
{
    for (uint32_t i = 0; i < flight->event_count; i++) {
        struct bytes text = flight->request == BY_BULK
                                ? host->bulk.events[i].body
                                : ring_text(&host->events, flight->starts[i], flight->sizes[i]);
        struct summit_event event;
        const char *problem = event_parse(&host->scratch, text, &event);
        ASSERT(!problem);
        uint32_t count = summit_effects(host->durable, &event, host->effects);
        const struct log_event logged = {.time_ms = (uint64_t)event.at_ms,
                                         .type = bytes_of_text(summit_events[event.kind].name),
                                         .body = text};
        host->ports.event(host->ports.context, host->durable, &event);
        problem = summit_apply(host->durable, &event);
        ASSERT(!problem);
        keep_keys(host, &event);
        host->head = log_head_after(&host->head, &logged);
        if (count > 0) {
            host->ports.effects(host->ports.context, host->effects, count);
        }
    }
    put_snapshot_if_due(host);
}

/* ---- a command that was done before is answered as it was then ---- */

static void events_read(struct log_call *call, const struct log_answer *told)
{
    struct host_request *request = CONTAINER_OF(call, struct host_request, find);
    struct summit_host *host = request->host;
    struct host_answer text = {.status = 200, .sequence = request->last};
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
        text = log_refusal(told);
    } else if (is_whole && !writer.failed) { /* else they are too many for one answer */
        text.events = writer_bytes(&writer);
    }
    answer(request, &text);
}

static void answer_repeated(struct host_request *request, const struct log_answer *told)
{
    struct event_log *log = request->host->ports.log;
    request->state = REQUEST_REPEATED;
    request->last = told->last;
    request->find.answered = events_read;
    if (!log->read(log, told->first, &request->find)) {
        const struct host_answer text = {.status = 503, .code = "busy", .sentence = busy};
        answer(request, &text);
    }
}

static void answer_flight(struct summit_host *host, const struct host_flight *flight,
                          const struct host_answer *text)
{
    if (flight->request == BY_THE_BOX) {
        answer_box(host, flight->box, text);
    } else if (flight->request == BY_BULK) {
        host->bulk.is_appended = false;
        host->bulk.call->answered(host->bulk.call, text);
    } else {
        answer(request_at(host, flight->request), text);
    }
}

/* Those whose wish was so already when they asked, in events that are durable now. */
static void answer_waiting(struct summit_host *host)
{
    const struct host_answer text = {.status = 200, .sequence = host->durable->sequence};
    for (uint64_t at = host->request_first; host->wait_count > 0 && at < host->request_next; at++) {
        struct host_request *request = request_at(host, at);
        if (request->state == REQUEST_WAITS && request->after <= host->flight_first) {
            host->wait_count--;
            answer(request, &text);
        }
    }
}

/* Those that were in the box, or asked by a request, are decided again. */
static void queue_again(struct summit_host *host, const struct host_flight *flight)
{
    for (uint64_t at = host->request_first; at < host->request_next; at++) {
        struct host_request *request = request_at(host, at);
        if (flight->request == BY_THE_BOX ? request->state == REQUEST_BOXED
                                          : flight->request == at) {
            request->state = REQUEST_QUEUED;
        }
    }
}

static void appended(struct log_call *call, const struct log_answer *told)
{
    struct host_flight *flight = CONTAINER_OF(call, struct host_flight, call);
    struct summit_host *host = flight->host;
    struct host_answer text = {.status = 200};
    host->flight_first++;
    switch (told->result) {
    case LOG_DONE:
        make_durable(host, flight);
        text.sequence = told->last;
        if (flight->request < BY_BULK) {
            const struct host_request *request = request_at(host, flight->request);
            if (request->refusal) {
                text = refusal_of(request->refusal, request->sentence);
            }
            text.events =
                ring_text(&host->events, flight->text_at, flight->text_end - flight->text_at);
        }
        answer_flight(host, flight, &text);
        break;
    case LOG_REPEATED: /* a twin was faster; what was decided upon this one is void */
        host->phase = HOST_MENDS;
        answer_repeated(request_at(host, flight->request), told);
        break;
    case LOG_CONFLICT:
        host->phase = HOST_MENDS;
        if (flight->request == BY_BULK) { /* its rows are no longer here to be decided again */
            text = (struct host_answer){.status = 503, .code = "busy", .sentence = busy};
            answer_flight(host, flight, &text);
        } else {
            queue_again(host, flight);
        }
        break;
    default:
        host->phase = HOST_MENDS;
        text = log_refusal(told);
        answer_flight(host, flight, &text);
        break;
    }
    host->events.freed = flight->text_end;
    if (host->phase == HOST_MENDS && host->flight_first == host->flight_end) {
        read_on(host);
    } else if (host->phase == HOST_RUNS) {
        answer_waiting(host);
        pump(host);
    }
}

/* ---- deciding ---- */

/* Append and apply ahead. NULL, or the sentence of a refusal; nothing is then changed. */
static const char *append(struct summit_host *host, struct summit_event *events, uint32_t count,
                          uint64_t request, const uint8_t *key)
{
    struct event_log *log = host->ports.log;
    size_t room = (size_t)count * COMMAND_TEXT_MAX;
    uint8_t *memory = ring_reserve(&host->events, room);
    if (!memory || host->flight_end - host->flight_first == HOST_FLIGHTS_MAX) {
        return busy;
    }
    struct writer writer = writer_of(memory, room);
    struct log_event logged[DECISION_EVENTS_MAX];
    struct host_flight *flight = &host->flights[host->flight_end % HOST_FLIGHTS_MAX];
    *flight = (struct host_flight){.call = {appended},
                                   .host = host,
                                   .request = request,
                                   .box = host->box_number,
                                   .event_count = count,
                                   .text_at = host->events.at};
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) {
            writer_u8(&writer, ',');
        }
        const uint8_t *start = writer.at;
        event_write(&writer, &events[i]);
        flight->starts[i] = host->events.at + (size_t)(start - memory);
        flight->sizes[i] = (size_t)(writer.at - start);
        logged[i] = (struct log_event){.time_ms = (uint64_t)events[i].at_ms,
                                       .type = bytes_of_text(summit_events[events[i].kind].name),
                                       .body = bytes_of(start, flight->sizes[i])};
    }
    flight->text_end = host->events.at + writer_bytes(&writer).size;
    const struct log_batch batch = {host->decided->sequence, logged, count, key};
    if (writer.failed || !log->append(log, &batch, &flight->call)) {
        return busy;
    }
    host->events.at = flight->text_end;
    host->flight_end++;
    for (uint32_t i = 0; i < count; i++) {
        bool is_next = fold(host, host->decided, logged[i].body);
        ASSERT(is_next);
    }
    return NULL;
}

const char *summit_host_fold_ahead(struct summit_host *host, struct bytes text)
{
    return fold(host, host->decided, text) ? NULL : host->problem;
}

const char *summit_host_append_bulk(struct summit_host *host, uint64_t expected)
{
    struct event_log *log = host->ports.log;
    struct host_flight *flight = &host->flights[host->flight_end % HOST_FLIGHTS_MAX];
    const struct log_batch batch = {expected, host->bulk.events, host->bulk.count, NULL};
    if (host->flight_end - host->flight_first == HOST_FLIGHTS_MAX) {
        return busy;
    }
    *flight = (struct host_flight){.call = {appended},
                                   .host = host,
                                   .request = BY_BULK,
                                   .event_count = host->bulk.count,
                                   .text_end = host->events.at};
    if (!log->append(log, &batch, &flight->call)) {
        return busy;
    }
    host->flight_end++;
    return NULL;
}

/* Why the tally cannot be sealed, or NULL with its text. */
static const struct host_answer *seal_tally(struct summit_host *host, uint32_t motion,
                                            uint8_t text[SEAL_TEXT_SIZE])
{
    static const struct host_answer
        lost = {.status = 409,
                .code = "conflict",
                .sentence =
                    "The key of this vote is not on this server, so no ballot can be added. Ask "
                    "for the motion to be withdrawn and voted on again."},
        full = {.status = 507,
                .code = "full",
                .sentence = "The ballot cannot be kept now: send it "
                            "again in a moment."};
    struct bytes last = state_motion(host->decided, motion)->sealed;
    switch (ballot_seal_add(host->ports.keys, host->ports.random, motion, last, host->box.tally,
                            text)) {
    case SEAL_DONE:
        return NULL;
    case SEAL_NO_KEY:
        return &lost;
    case SEAL_FAILED:
    default:
        return &full;
    }
}

static void seal(struct summit_host *host)
{
    static const struct host_answer too_much = {.status = 503, .code = "busy", .sentence = busy};
    struct summit_event event;
    uint8_t text[SEAL_TEXT_SIZE];
    if (!ballot_box_take(&host->box, &event)) {
        return;
    }
    const struct host_answer *problem = seal_tally(host, event.fields.ballots_sealed.motion, text);
    if (!problem) {
        event.sequence = host->decided->sequence + 1;
        event.fields.ballots_sealed.sealed = bytes_of(text, sizeof(text));
        problem = append(host, &event, 1, BY_THE_BOX, NULL) ? &too_much : NULL;
    }
    if (problem) {
        answer_box(host, host->box_number, problem);
    }
    host->box_number++;
}

static void put_in_box(struct summit_host *host, struct host_request *request, int64_t now_ms)
{
    if (ballot_box_put(&host->box, &host->decision, now_ms) == BALLOT_BOX_FULL) {
        seal(host); /* what the decision says of its voter lies in the state, and stays */
        enum ballot_box_answer put = ballot_box_put(&host->box, &host->decision, now_ms);
        ASSERT(put == BALLOT_BOX_PUT);
    }
    request->state = REQUEST_BOXED;
    request->box = host->box_number;
}

/* What was voted in secret, to `votes`; nothing when it was no secret, or nobody can open it. */
static struct ints unseal(struct summit_host *host, uint32_t id, int64_t votes[SEAL_CHOICES])
{
    const struct summit_motion *motion = state_motion(host->decided, id);
    bool is_open = motion && motion->mode == SUMMIT_BALLOT_MODE_SECRET &&
                   motion->status == SUMMIT_MOTION_STATUS_OPEN &&
                   ballot_seal_open(host->ports.keys, id, motion->sealed, votes) == SEAL_DONE;
    return (struct ints){votes, is_open ? motion_choice_count(motion) : 0};
}

static void decide(struct summit_host *host, struct host_request *request, uint64_t at)
{
    struct summit_decision *decision = &host->decision;
    struct summit_command command;
    struct ints unsealed = {0};
    int64_t votes[SEAL_CHOICES];
    struct host_answer text = {.status = 200, .sequence = host->durable->sequence};
    const char *problem = command_parse(
        &host->scratch, ring_text(&host->commands, request->text_at, request->text_size), &command);
    ASSERT(!problem); /* it was written by command_write */
    if (command.kind == COMMAND_MOTION_CLOSE || command.kind == COMMAND_MOTION_WITHDRAW) {
        seal(host);
        problem = command_parse(&host->scratch,
                                ring_text(&host->commands, request->text_at, request->text_size),
                                &command);
        ASSERT(!problem); /* sealing used the scratch */
    }
    if (command.kind == COMMAND_MOTION_CLOSE) {
        unsealed = unseal(host, command.fields.motion_close.motion, votes);
    }
    const struct summit_request asked = {.actor = request->actor,
                                         .now_ms = host->ports.now_ms(host->ports.context),
                                         .presence = host->ports.presence(host->ports.context),
                                         .unsealed = unsealed};
    summit_decide(host->decided, &asked, &command, decision);
    request->refusal = decision->refusal;
    memcpy(request->sentence, decision->sentence, sizeof(request->sentence));
    if (decision->event_count == 0 && !request->refusal && host->flight_first < host->flight_end) {
        request->state = REQUEST_WAITS;
        request->after = host->flight_end;
        host->wait_count++;
    } else if (decision->event_count == 0) {
        text = request->refusal ? refusal_of(request->refusal, request->sentence) : text;
        answer(request, &text);
    } else if (decision->events[0].kind == EVENT_BALLOTS_SEALED) {
        put_in_box(host, request, asked.now_ms);
    } else {
        request->state = REQUEST_APPENDED;
        problem = append(host, decision->events, decision->event_count, at,
                         /* a refusal is not kept */
                         request->has_key && !request->refusal ? request->key : NULL);
        if (problem) {
            text = (struct host_answer){.status = 503, .code = "busy", .sentence = problem};
            answer(request, &text);
        }
    }
}

static void pump(struct summit_host *host)
{
    while (host->phase == HOST_RUNS && host->request_next < host->request_end) {
        struct host_request *request = request_at(host, host->request_next);
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
        answer_repeated(request, told);
    } else if (told->result != LOG_ABSENT) {
        const struct host_answer text = log_refusal(told);
        answer(request, &text);
    }
    pump(host);
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
    struct host_answer text = {.status = 503, .code = "busy", .sentence = busy};
    uint8_t *memory = ring_reserve(&host->commands, COMMAND_TEXT_MAX);
    if (host->phase == HOST_IS_BROKEN || !memory ||
        host->request_end - host->request_first == HOST_REQUESTS_MAX) {
        text.sentence = host->problem ? host->problem : busy;
        call->answered(call, &text);
        return;
    }
    struct writer writer = writer_of(memory, COMMAND_TEXT_MAX);
    struct host_request *request = request_at(host, host->request_end);
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
    pump(host);
}

void summit_host_tick(struct summit_host *host)
{
    if (host->phase == HOST_RUNS &&
        ballot_box_is_due(&host->box, host->ports.now_ms(host->ports.context))) {
        seal(host);
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
    host->get_snapshot.answered = snapshot_got;
    host->put_snapshot.answered = snapshot_put;
    host->read.answered = rows_read;
    if (!ports->log->get_snapshot(ports->log, UINT64_MAX, &host->get_snapshot)) {
        host->phase = HOST_IS_BROKEN;
        host->problem = busy;
    }
    return host;
}
