#include "shell/log_sqlite.h"

#include <poll.h>
#include <unistd.h>

#include "shell/inbox.h"
#include "shell/net.h"

enum {
    WAITING_MAX = 1 << 17,        /* questions not yet answered */
    WAITING_SIZE_MAX = 256 << 20, /* and their bytes */
    GROUP_EVENTS_MAX = 16384,     /* of one transaction, so that nobody waits much longer */
};
#define PROBE_US (1 * SECOND_US)

enum job_kind { JOB_APPEND, JOB_FIND_KEY, JOB_READ, JOB_PUT_SNAPSHOT, JOB_GET_SNAPSHOT, JOB_STATE };

/* A question on its way to the thread, and its answer on its way back. */
struct job {
    struct inbox_message message;
    enum job_kind kind;
    struct log_call *call;  /* NULL: nobody asked, the state has changed */
    uint64_t number;        /* from, most */
    struct log_batch batch; /* its parts are in data */
    struct log_head at;
    size_t size; /* of data */
    struct log_answer answer;
    enum log_state state;
    struct log_rows *rows; /* the answer's, from malloc; so are these: */
    uint8_t *snapshot;
    char *problem;
    _Alignas(struct log_event) uint8_t data[];
};

struct log_sqlite {
    struct event_log port;
    struct inbox asked, answered;
    pthread_t thread;
    _Atomic bool must_stop;
    /* The owner's. */
    size_t waiting, waiting_size;
    char problem[LOG_STORE_PROBLEM_MAX]; /* port.problem */
    /* The thread's. */
    struct log_store store;
    enum log_state state;
    uint64_t probe_at_us;
    struct job *group, **group_end; /* in the open transaction */
    size_t group_events;
};

/* ---- the thread: answers ---- */

static void answer(struct log_sqlite *log, struct job *job, enum log_result result)
{
    job->state = log->state;
    job->answer.result = result;
    job->answer.head = log->store.durable_head;
    if (result >= LOG_FULL || job->state != LOG_IS_HEALTHY) {
        job->problem = strdup(log->store.problem);
    }
    bool is_taken = inbox_put(&log->answered, &job->message, SIZE_MAX);
    ASSERT(is_taken);
}

/* What a write ended with tells how the log is. */
static void note_state(struct log_sqlite *log, enum log_result result)
{
    log->state = result == LOG_FULL     ? LOG_IS_FULL
                 : result == LOG_FAILED ? LOG_HAS_FAILED
                                        : LOG_IS_HEALTHY;
    log->probe_at_us = log->state == LOG_IS_HEALTHY ? NEVER_US : net_now_us() + PROBE_US;
}

/* ---- the thread: one transaction for all that waits ---- */

/* Answer the whole group; those that had another result already keep it if it went well. */
static void end_group(struct log_sqlite *log, enum log_result result)
{
    struct job *job = log->group;
    note_state(log, result);
    log->group = NULL;
    log->group_end = &log->group;
    log->group_events = 0;
    while (job) {
        struct job *next = (struct job *)job->message.next;
        answer(log, job, result ? result : job->answer.result);
        job = next;
    }
}

static void commit_group(struct log_sqlite *log)
{
    if (log->group) {
        end_group(log, log_store_commit(&log->store));
    }
}

static void append_in_group(struct log_sqlite *log, struct job *job)
{
    enum log_result result = log->group ? LOG_DONE : log_store_begin(&log->store);
    job->message.next = NULL;
    *log->group_end = job;
    log->group_end = (struct job **)&job->message.next;
    log->group_events += job->batch.count;
    if (!result) {
        result = log_store_append(&log->store, &job->batch, &job->answer.first, &job->answer.last);
        job->answer.result = result; /* a conflict is this one's; the others of the group go on */
    }
    if (result >= LOG_FULL) {
        end_group(log, result);
    } else if (log->group_events >= GROUP_EVENTS_MAX) {
        commit_group(log);
    }
}

/* ---- the thread: everything else ---- */

static enum log_result find_key(struct log_sqlite *log, struct job *job)
{
    return log_store_find_key(&log->store, job->data, &job->answer.first, &job->answer.last);
}

static enum log_result read_rows(struct log_sqlite *log, struct job *job)
{
    job->rows = malloc(sizeof(*job->rows));
    if (!job->rows) {
        snprintf(log->store.problem, sizeof(log->store.problem), "there is no memory to read into");
        return LOG_FAILED;
    }
    enum log_result result =
        log_store_read(&log->store, job->number, job->rows, &job->answer.damaged);
    job->answer.rows = job->rows->rows;
    job->answer.row_count = job->rows->count;
    return result;
}

static enum log_result put_snapshot(struct log_sqlite *log, struct job *job)
{
    enum log_result result =
        log_store_put_snapshot(&log->store, &job->at, bytes_of(job->data, job->size));
    if (result != LOG_CONFLICT) {
        note_state(log, result);
    }
    return result;
}

static enum log_result get_snapshot(struct log_sqlite *log, struct job *job)
{
    size_t size = 0;
    enum log_result result =
        log_store_get_snapshot(&log->store, job->number, &job->answer.at, &job->snapshot, &size);
    job->answer.snapshot = bytes_of(job->snapshot, size);
    return result;
}

static void do_job(struct log_sqlite *log, struct job *job)
{
    static enum log_result (*const doers[])(struct log_sqlite *, struct job *) = {
        [JOB_FIND_KEY] = find_key,
        [JOB_READ] = read_rows,
        [JOB_PUT_SNAPSHOT] = put_snapshot,
        [JOB_GET_SNAPSHOT] = get_snapshot,
    };
    if (job->kind == JOB_APPEND) {
        append_in_group(log, job);
    } else {
        commit_group(log); /* it sees what was asked for before */
        answer(log, job, doers[job->kind](log, job));
    }
}

static void probe(struct log_sqlite *log)
{
    enum log_state before = log->state;
    note_state(log, log_store_probe(&log->store));
    struct job *job = log->state != before ? calloc(1, sizeof(*job)) : NULL;
    if (job) {
        job->kind = JOB_STATE;
        answer(log, job, LOG_DONE);
    }
}

static int wait_ms(const struct log_sqlite *log)
{
    uint64_t now_us = net_now_us();
    return log->probe_at_us == NEVER_US ? -1
           : log->probe_at_us <= now_us ? 0
                                        : (int)((log->probe_at_us - now_us) / MS_US) + 1;
}

static void *run(void *argument)
{
    struct log_sqlite *log = argument;
    while (!log->must_stop) {
        struct pollfd fd = {.fd = log->asked.wake_fd, .events = POLLIN};
        poll(&fd, 1, wait_ms(log));
        struct inbox_message *at = inbox_take_all(&log->asked);
        while (at) {
            struct job *job = CONTAINER_OF(at, struct job, message);
            at = at->next;
            do_job(log, job);
        }
        commit_group(log);
        if (net_now_us() >= log->probe_at_us) {
            probe(log);
        }
        log_store_checkpoint(&log->store); /* when the answers are out already */
    }
    return NULL;
}

/* ---- the owner: questions ---- */

static void free_job(struct job *job)
{
    free(job->rows);
    free(job->snapshot);
    free(job->problem);
    free(job);
}

/* NULL when too much waits already. */
static struct job *make_job(struct log_sqlite *log, enum job_kind kind, size_t size,
                            struct log_call *call)
{
    bool has_room = log->waiting < WAITING_MAX && log->waiting_size + size <= WAITING_SIZE_MAX;
    struct job *job = has_room ? malloc(sizeof(*job) + size) : NULL;
    if (job) {
        *job = (struct job){.kind = kind, .call = call, .size = size};
    }
    return job;
}

static bool ask(struct log_sqlite *log, struct job *job)
{
    if (!job) {
        return false;
    }
    log->waiting++;
    log->waiting_size += job->size;
    bool is_taken = inbox_put(&log->asked, &job->message, SIZE_MAX);
    ASSERT(is_taken);
    return true;
}

static struct bytes copy_bytes(uint8_t **at, struct bytes from)
{
    struct bytes copy = bytes_of(*at, from.size);
    if (from.size > 0) {
        memcpy(*at, from.data, from.size);
        *at += from.size;
    }
    return copy;
}

static bool append(struct event_log *port, const struct log_batch *batch, struct log_call *call)
{
    struct log_sqlite *log = CONTAINER_OF(port, struct log_sqlite, port);
    struct bytes key = bytes_of(batch->key, batch->key ? LOG_KEY_SIZE : 0);
    size_t size = batch->count * sizeof(*batch->events) + key.size;
    log_check_batch(batch);
    for (size_t i = 0; i < batch->count; i++) {
        size += batch->events[i].type.size + batch->events[i].body.size;
    }
    struct job *job = make_job(log, JOB_APPEND, size, call);
    if (job) {
        struct log_event *events = (struct log_event *)(void *)job->data;
        uint8_t *at = job->data + batch->count * sizeof(*events);
        job->batch = *batch;
        job->batch.events = events;
        job->batch.key = batch->key ? copy_bytes(&at, key).data : NULL;
        for (size_t i = 0; i < batch->count; i++) {
            const struct log_event *event = &batch->events[i];
            events[i] = (struct log_event){.time_ms = event->time_ms,
                                           .type = copy_bytes(&at, event->type),
                                           .body = copy_bytes(&at, event->body)};
        }
    }
    return ask(log, job);
}

static bool ask_key(struct event_log *port, const uint8_t key[LOG_KEY_SIZE], struct log_call *call)
{
    struct log_sqlite *log = CONTAINER_OF(port, struct log_sqlite, port);
    struct job *job = make_job(log, JOB_FIND_KEY, LOG_KEY_SIZE, call);
    if (job) {
        memcpy(job->data, key, LOG_KEY_SIZE);
    }
    return ask(log, job);
}

static bool read_from(struct event_log *port, uint64_t from, struct log_call *call)
{
    struct log_sqlite *log = CONTAINER_OF(port, struct log_sqlite, port);
    struct job *job = make_job(log, JOB_READ, 0, call);
    ASSERT(from > 0);
    if (job) {
        job->number = from;
    }
    return ask(log, job);
}

static bool ask_put_snapshot(struct event_log *port, const struct log_head *at, struct bytes state,
                             struct log_call *call)
{
    struct log_sqlite *log = CONTAINER_OF(port, struct log_sqlite, port);
    struct job *job = make_job(log, JOB_PUT_SNAPSHOT, state.size, call);
    if (job) {
        uint8_t *data = job->data;
        job->at = *at;
        copy_bytes(&data, state);
    }
    return ask(log, job);
}

static bool ask_snapshot(struct event_log *port, uint64_t most, struct log_call *call)
{
    struct log_sqlite *log = CONTAINER_OF(port, struct log_sqlite, port);
    struct job *job = make_job(log, JOB_GET_SNAPSHOT, 0, call);
    if (job) {
        job->number = most;
    }
    return ask(log, job);
}

static void deliver(struct event_log *port)
{
    struct log_sqlite *log = CONTAINER_OF(port, struct log_sqlite, port);
    struct inbox_message *at = inbox_take_all(&log->answered);
    while (at) {
        struct job *job = CONTAINER_OF(at, struct job, message);
        at = at->next;
        port->head = job->answer.head;
        port->state = job->state;
        snprintf(log->problem, sizeof(log->problem), "%s", job->problem ? job->problem : "");
        port->problem = port->state == LOG_IS_HEALTHY ? NULL : log->problem;
        job->answer.problem = job->answer.result >= LOG_FULL ? log->problem : NULL;
        if (job->call) {
            log->waiting--;
            log->waiting_size -= job->size;
            job->call->answered(job->call, &job->answer);
        }
        free_job(job);
    }
}

/* ---- open and close ---- */

static bool start(struct log_sqlite *log)
{
    log->port = (struct event_log){
        .head = log->store.head,
        .append = append,
        .find_key = ask_key,
        .read = read_from,
        .put_snapshot = ask_put_snapshot,
        .get_snapshot = ask_snapshot,
        .deliver = deliver,
    };
    log->group_end = &log->group;
    log->probe_at_us = NEVER_US;
    if (!inbox_init(&log->asked)) {
        return false;
    }
    if (inbox_init(&log->answered)) {
        if (pthread_create(&log->thread, NULL, run, log) == 0) {
            return true;
        }
        inbox_deinit(&log->answered);
    }
    inbox_deinit(&log->asked);
    return false;
}

struct log_sqlite *log_sqlite_open(const char *directory, char problem[LOG_STORE_PROBLEM_MAX])
{
    struct log_sqlite *log = calloc(1, sizeof(*log));
    if (!log) {
        snprintf(problem, LOG_STORE_PROBLEM_MAX, "there is no memory for the log");
        return NULL;
    }
    bool is_open = log_store_open(&log->store, directory, LOG_STORE_WRITE);
    if (is_open && start(log)) {
        return log;
    }
    if (is_open) {
        snprintf(problem, LOG_STORE_PROBLEM_MAX, "the log's thread cannot be started");
        log_store_close(&log->store);
    } else {
        memcpy(problem, log->store.problem, LOG_STORE_PROBLEM_MAX);
    }
    free(log);
    return NULL;
}

void log_sqlite_settle(struct log_sqlite *log)
{
    while (log->waiting > 0) {
        struct pollfd fd = {.fd = log->answered.wake_fd, .events = POLLIN};
        poll(&fd, 1, -1);
        deliver(&log->port);
    }
}

void log_sqlite_close(struct log_sqlite *log)
{
    log_sqlite_settle(log);
    log->must_stop = true;
    inbox_wake(&log->asked);
    pthread_join(log->thread, NULL);
    log_store_close(&log->store);
    inbox_deinit(&log->asked);
    inbox_deinit(&log->answered);
    free(log);
}

struct event_log *log_sqlite_port(struct log_sqlite *log)
{
    return &log->port;
}

int log_sqlite_fd(const struct log_sqlite *log)
{
    return log->answered.wake_fd;
}
