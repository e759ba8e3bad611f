/* The host's way to the log: what it says at the start and after a conflict is folded, what was
 * decided is appended and folded ahead, and what has become durable is folded, told and answered.
 */
#include "node/host_parts.h"
#include "summit/snapshot.h"

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
        host->problem = REASON_LOG_NOT_UNDERSTOOD;
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
        enum host_request_state *state = &host_request_at(host, at)->state;
        if (*state == REQUEST_BOXED || *state == REQUEST_WAITS) {
            *state = REQUEST_QUEUED;
        }
    }
    host->wait_count = 0;
    host->request_next = host->request_first;
    host_pump(host);
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

static void read_on(struct summit_host *host)
{
    struct event_log *log = host->ports.log;
    if (!log->read(log, host->durable->sequence + 1, &host->read)) {
        host->phase = HOST_IS_BROKEN;
        host->problem = REASON_BUSY;
    }
}

static void rows_read(struct log_call *call, const struct log_answer *told)
{
    struct summit_host *host = CONTAINER_OF(call, struct summit_host, read);
    if (told->result != LOG_DONE) {
        host->phase = HOST_IS_BROKEN;
        host->problem = REASON_LOG_NOT_READ;
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
        host_destroy_old_keys(host);
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

void host_begin(struct summit_host *host)
{
    struct event_log *log = host->ports.log;
    host->get_snapshot.answered = snapshot_got;
    host->put_snapshot.answered = snapshot_put;
    host->read.answered = rows_read;
    if (!log->get_snapshot(log, UINT64_MAX, &host->get_snapshot)) {
        host->phase = HOST_IS_BROKEN;
        host->problem = REASON_BUSY;
    }
}

/* ---- what the log says of an append ---- */

static void make_durable(struct summit_host *host, const struct host_flight *flight)
{
    for (uint32_t i = 0; i < flight->event_count; i++) {
        struct bytes text = flight->request == BY_BULK
                                ? host->bulk.events[i].body
                                : text_ring_at(&host->events, flight->starts[i], flight->sizes[i]);
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
        host_keep_keys(host, &event);
        host->head = log_head_after(&host->head, &logged);
        if (count > 0) {
            host->ports.effects(host->ports.context, host->effects, count);
        }
    }
    put_snapshot_if_due(host);
}

static void answer_flight(struct summit_host *host, const struct host_flight *flight,
                          const struct host_answer *text)
{
    if (flight->request == BY_THE_BOX) {
        host_answer_box(host, flight->box, text);
    } else if (flight->request == BY_BULK) {
        host->bulk.is_appended = false;
        host->bulk.call->answered(host->bulk.call, text);
    } else {
        host_answer_request(host_request_at(host, flight->request), text);
    }
}

/* Those whose wish was so already when they asked, in events that are durable now. */
static void answer_waiting(struct summit_host *host)
{
    const struct host_answer text = {.sequence = host->durable->sequence};
    for (uint64_t at = host->request_first; host->wait_count > 0 && at < host->request_next; at++) {
        struct host_request *request = host_request_at(host, at);
        if (request->state == REQUEST_WAITS && request->after <= host->flight_first) {
            host->wait_count--;
            host_answer_request(request, &text);
        }
    }
}

/* Those that were in the box, or asked by a request, are decided again. */
static void queue_again(struct summit_host *host, const struct host_flight *flight)
{
    for (uint64_t at = host->request_first; at < host->request_next; at++) {
        struct host_request *request = host_request_at(host, at);
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
    struct host_answer text = {0};
    host->flight_first++;
    switch (told->result) {
    case LOG_DONE:
        make_durable(host, flight);
        text.sequence = told->last;
        if (flight->request < BY_BULK) {
            const struct host_request *request = host_request_at(host, flight->request);
            if (request->reason) {
                text = host_refused(request->reason);
            }
            text.events =
                text_ring_at(&host->events, flight->text_at, flight->text_end - flight->text_at);
        }
        answer_flight(host, flight, &text);
        break;
    case LOG_REPEATED: /* a twin was faster; what was decided upon this one is void */
        host->phase = HOST_MENDS;
        host_answer_repeated(host_request_at(host, flight->request), told);
        break;
    case LOG_CONFLICT:
        host->phase = HOST_MENDS;
        if (flight->request == BY_BULK) { /* its rows are no longer here to be decided again */
            text = host_refused(REASON_BUSY);
            answer_flight(host, flight, &text);
        } else {
            queue_again(host, flight);
        }
        break;
    default:
        host->phase = HOST_MENDS;
        text = host_log_refusal(told);
        answer_flight(host, flight, &text);
        break;
    }
    host->events.freed = flight->text_end;
    if (host->phase == HOST_MENDS && host->flight_first == host->flight_end) {
        read_on(host);
    } else if (host->phase == HOST_RUNS) {
        answer_waiting(host);
        host_pump(host);
    }
}

/* ---- appending ---- */

enum reason host_append(struct summit_host *host, struct summit_event *events, uint32_t count,
                        uint64_t request, const uint8_t *key)
{
    struct event_log *log = host->ports.log;
    size_t room = (size_t)count * HOST_TEXT_MAX;
    uint8_t *memory = text_ring_reserve(&host->events, room);
    if (!memory || host->flight_end - host->flight_first == HOST_FLIGHTS_MAX) {
        return REASON_BUSY;
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
        return REASON_BUSY;
    }
    host->events.at = flight->text_end;
    host->flight_end++;
    for (uint32_t i = 0; i < count; i++) {
        bool is_next = fold(host, host->decided, logged[i].body);
        ASSERT(is_next);
    }
    return REASON_NONE;
}

bool host_fold_ahead(struct summit_host *host, struct bytes text)
{
    return fold(host, host->decided, text);
}

enum reason host_append_bulk(struct summit_host *host, uint64_t expected)
{
    struct event_log *log = host->ports.log;
    struct host_flight *flight = &host->flights[host->flight_end % HOST_FLIGHTS_MAX];
    const struct log_batch batch = {expected, host->bulk.events, host->bulk.count, NULL};
    if (host->flight_end - host->flight_first == HOST_FLIGHTS_MAX) {
        return REASON_BUSY;
    }
    *flight = (struct host_flight){.call = {appended},
                                   .host = host,
                                   .request = BY_BULK,
                                   .event_count = host->bulk.count,
                                   .text_end = host->events.at};
    if (!log->append(log, &batch, &flight->call)) {
        return REASON_BUSY;
    }
    host->flight_end++;
    return REASON_NONE;
}
