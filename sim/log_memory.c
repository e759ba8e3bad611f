#include "sim/log_memory.h"

enum job_kind { JOB_APPEND, JOB_FIND_KEY, JOB_READ, JOB_PUT_SNAPSHOT, JOB_GET_SNAPSHOT };

struct job {
    struct job *next;
    enum job_kind kind;
    struct log_call *call;
    uint64_t number; /* expected, from, most */
    struct log_head at;
    struct log_row *rows; /* of an append: to be given their heads */
    size_t count;
    bool has_key;
    uint8_t key[LOG_KEY_SIZE];
    struct bytes state;
};

struct command {
    uint8_t key[LOG_KEY_SIZE];
    uint64_t time_ms, first, last;
};

struct snapshot {
    struct log_head at;
    struct bytes state; /* malloc */
};

struct log_memory {
    struct event_log port;
    struct job *asked, **asked_end;
    struct log_row *rows; /* row n has sequence n + 1; its bytes are malloc's */
    size_t row_count, row_capacity;
    struct command *commands;
    size_t command_count;
    struct snapshot snapshots[LOG_SNAPSHOTS_KEPT]; /* the latest last */
    size_t snapshot_count;
    enum log_result disk;
};

static struct bytes copy_of(struct bytes from)
{
    uint8_t *copy = malloc(MAX(from.size, 1));
    ASSERT(copy);
    if (from.size > 0) {
        memcpy(copy, from.data, from.size);
    }
    return bytes_of(copy, from.size);
}

static void free_bytes(struct bytes bytes)
{
    free((void *)(uintptr_t)bytes.data);
}

static void free_rows(struct log_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free_bytes(rows[i].event.type);
        free_bytes(rows[i].event.body);
    }
    free(rows);
}

static void free_job(struct job *job)
{
    free_rows(job->rows, job->count);
    free_bytes(job->state);
    free(job);
}

/* ---- doing ---- */

static struct command *command_of(struct log_memory *log, const uint8_t key[LOG_KEY_SIZE])
{
    for (size_t i = 0; i < log->command_count; i++) {
        if (memcmp(log->commands[i].key, key, LOG_KEY_SIZE) == 0) {
            return &log->commands[i];
        }
    }
    return NULL;
}

static enum log_result find_key(struct log_memory *log, struct job *job, struct log_answer *answer)
{
    struct command *command = command_of(log, job->key);
    if (command) {
        answer->first = command->first;
        answer->last = command->last;
    }
    return command ? LOG_DONE : LOG_ABSENT;
}

static void keep_rows(struct log_memory *log, struct job *job)
{
    if (log->row_count + job->count > log->row_capacity) {
        log->row_capacity = 2 * (log->row_count + job->count);
        log->rows = realloc(log->rows, log->row_capacity * sizeof(*log->rows));
        ASSERT(log->rows);
    }
    for (size_t i = 0; i < job->count; i++) {
        job->rows[i].head = log_head_after(&log->port.head, &job->rows[i].event);
        log->port.head = job->rows[i].head;
        log->rows[log->row_count++] = job->rows[i];
    }
}

static enum log_result append(struct log_memory *log, struct job *job, struct log_answer *answer)
{
    if (log->disk) {
        return log->disk;
    }
    if (job->has_key && find_key(log, job, answer) == LOG_DONE) {
        return LOG_REPEATED;
    }
    if (job->number != log->row_count) {
        return LOG_CONFLICT;
    }
    answer->first = job->number + 1;
    answer->last = job->number + job->count;
    if (job->has_key) {
        log->commands = realloc(log->commands, (log->command_count + 1) * sizeof(*log->commands));
        ASSERT(log->commands);
        struct command *command = &log->commands[log->command_count++];
        *command = (struct command){
            .time_ms = job->rows[0].event.time_ms, .first = answer->first, .last = answer->last};
        memcpy(command->key, job->key, LOG_KEY_SIZE);
    }
    keep_rows(log, job);
    job->count = 0; /* the log's now */
    return LOG_DONE;
}

static enum log_result read_rows(struct log_memory *log, struct job *job, struct log_answer *answer)
{
    if (job->number <= log->row_count) {
        answer->rows = log->rows + job->number - 1;
        size_t left = log->row_count - (size_t)job->number + 1, size = 0;
        while (answer->row_count < MIN(left, LOG_READ_ROWS) && size < LOG_READ_SIZE) {
            size += answer->rows[answer->row_count++].event.body.size;
        }
    }
    return LOG_DONE;
}

static void trim_commands(struct log_memory *log, uint64_t time_ms)
{
    size_t kept = 0;
    for (size_t i = 0; i < log->command_count; i++) {
        if (log->commands[i].time_ms + LOG_KEY_KEPT_MS >= time_ms) {
            log->commands[kept++] = log->commands[i];
        }
    }
    log->command_count = kept;
}

static enum log_result put_snapshot(struct log_memory *log, struct job *job,
                                    struct log_answer *answer)
{
    static const struct log_head empty;
    uint64_t sequence = job->at.sequence;
    (void)answer;
    if (sequence > log->row_count ||
        !log_head_equal(&job->at, sequence == 0 ? &empty : &log->rows[sequence - 1].head)) {
        return LOG_CONFLICT;
    }
    if (log->disk) {
        return log->disk;
    }
    if (log->snapshot_count == LOG_SNAPSHOTS_KEPT) {
        free_bytes(log->snapshots[0].state);
        memmove(log->snapshots, log->snapshots + 1,
                --log->snapshot_count * sizeof(log->snapshots[0]));
    }
    log->snapshots[log->snapshot_count++] = (struct snapshot){.at = job->at, .state = job->state};
    job->state = (struct bytes){0}; /* the log's now */
    trim_commands(log, sequence == 0 ? 0 : log->rows[sequence - 1].event.time_ms);
    return LOG_DONE;
}

static enum log_result get_snapshot(struct log_memory *log, struct job *job,
                                    struct log_answer *answer)
{
    for (size_t i = log->snapshot_count; i-- > 0;) {
        if (log->snapshots[i].at.sequence <= job->number) {
            answer->at = log->snapshots[i].at;
            answer->snapshot = log->snapshots[i].state;
            return LOG_DONE;
        }
    }
    return LOG_ABSENT;
}

static void note_disk(struct log_memory *log, enum log_result result)
{
    struct event_log *port = &log->port;
    port->state = result == LOG_FULL     ? LOG_IS_FULL
                  : result == LOG_FAILED ? LOG_HAS_FAILED
                                         : LOG_IS_HEALTHY;
    port->problem = port->state == LOG_IS_HEALTHY ? NULL
                    : port->state == LOG_IS_FULL  ? "the disk is full"
                                                  : "the disk does not write";
}

static void deliver(struct event_log *port)
{
    static enum log_result (*const doers[])(struct log_memory *, struct job *,
                                            struct log_answer *) = {
        [JOB_APPEND] = append,
        [JOB_FIND_KEY] = find_key,
        [JOB_READ] = read_rows,
        [JOB_PUT_SNAPSHOT] = put_snapshot,
        [JOB_GET_SNAPSHOT] = get_snapshot,
    };
    struct log_memory *log = CONTAINER_OF(port, struct log_memory, port);
    struct job *job = log->asked;
    log->asked = NULL;
    log->asked_end = &log->asked;
    note_disk(log, log->disk);
    while (job) {
        struct job *next = job->next;
        struct log_answer answer = {0};
        answer.result = doers[job->kind](log, job, &answer);
        answer.head = port->head;
        answer.problem = answer.result >= LOG_FULL ? port->problem : NULL;
        job->call->answered(job->call, &answer);
        free_job(job);
        job = next;
    }
}

/* ---- asking ---- */

static struct job *ask(struct event_log *port, enum job_kind kind, struct log_call *call)
{
    struct log_memory *log = CONTAINER_OF(port, struct log_memory, port);
    struct job *job = calloc(1, sizeof(*job));
    ASSERT(job);
    job->kind = kind;
    job->call = call;
    *log->asked_end = job;
    log->asked_end = &job->next;
    return job;
}

static bool ask_append(struct event_log *port, const struct log_batch *batch, struct log_call *call)
{
    log_check_batch(batch);
    struct job *job = ask(port, JOB_APPEND, call);
    job->number = batch->expected;
    job->has_key = batch->key != NULL;
    if (job->has_key) {
        memcpy(job->key, batch->key, LOG_KEY_SIZE);
    }
    job->count = batch->count;
    job->rows = calloc(batch->count, sizeof(*job->rows));
    ASSERT(job->rows);
    for (size_t i = 0; i < batch->count; i++) {
        job->rows[i].event = (struct log_event){.time_ms = batch->events[i].time_ms,
                                                .type = copy_of(batch->events[i].type),
                                                .body = copy_of(batch->events[i].body)};
    }
    return true;
}

static bool ask_key(struct event_log *port, const uint8_t key[LOG_KEY_SIZE], struct log_call *call)
{
    memcpy(ask(port, JOB_FIND_KEY, call)->key, key, LOG_KEY_SIZE);
    return true;
}

static bool ask_rows(struct event_log *port, uint64_t from, struct log_call *call)
{
    ASSERT(from > 0);
    ask(port, JOB_READ, call)->number = from;
    return true;
}

static bool ask_put_snapshot(struct event_log *port, const struct log_head *at, struct bytes state,
                             struct log_call *call)
{
    struct job *job = ask(port, JOB_PUT_SNAPSHOT, call);
    job->at = *at;
    job->state = copy_of(state);
    return true;
}

static bool ask_snapshot(struct event_log *port, uint64_t most, struct log_call *call)
{
    ask(port, JOB_GET_SNAPSHOT, call)->number = most;
    return true;
}

/* ---- the log as a whole ---- */

struct log_memory *log_memory_new(void)
{
    struct log_memory *log = calloc(1, sizeof(*log));
    if (log) {
        log->asked_end = &log->asked;
        log->port = (struct event_log){
            .append = ask_append,
            .find_key = ask_key,
            .read = ask_rows,
            .put_snapshot = ask_put_snapshot,
            .get_snapshot = ask_snapshot,
            .deliver = deliver,
        };
    }
    return log;
}

void log_memory_free(struct log_memory *log)
{
    log_memory_crash(log);
    free_rows(log->rows, log->row_count);
    for (size_t i = 0; i < log->snapshot_count; i++) {
        free_bytes(log->snapshots[i].state);
    }
    free(log->commands);
    free(log);
}

struct event_log *log_memory_port(struct log_memory *log)
{
    return &log->port;
}

void log_memory_set_disk(struct log_memory *log, enum log_result result)
{
    ASSERT(result == LOG_DONE || result == LOG_FULL || result == LOG_FAILED);
    log->disk = result;
}

bool log_memory_is_asked(const struct log_memory *log)
{
    return log->asked != NULL;
}

void log_memory_crash(struct log_memory *log)
{
    while (log->asked) {
        struct job *next = log->asked->next;
        free_job(log->asked);
        log->asked = next;
    }
    log->asked_end = &log->asked;
}
