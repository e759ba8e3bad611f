#include "shell/summit_store.h"

#include <sys/mman.h>

#include "shell/data.h"
#include "summit/snapshot.h"

/* ---- the state's memory ---- */

struct summit_state *summit_memory_take(void **memory)
{
    *memory = mmap(NULL, summit_state_size(), PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (*memory == MAP_FAILED) {
        *memory = NULL;
        return NULL;
    }
    return summit_state_init(*memory);
}

void summit_memory_give(void *memory)
{
    if (memory) {
        munmap(memory, summit_state_size());
    }
}

static bool renew_state(struct summit_store *store)
{
    summit_memory_give(store->memory);
    store->state = summit_memory_take(&store->memory);
    if (!store->state) {
        snprintf(store->problem, sizeof(store->problem), "there is no memory for the summit");
    }
    return store->state != NULL;
}

/* ---- folding ---- */

static bool fail_log(struct summit_store *store)
{
    memcpy(store->problem, store->log.problem, sizeof(store->problem));
    store->has_failed = true;
    return false;
}

static bool fold_row(struct summit_store *store, const struct log_row *row)
{
    struct summit_event event;
    const char *problem = event_parse(&store->scratch, row->event.body, &event);
    problem = problem ? problem : summit_apply(store->state, &event);
    if (problem) {
        snprintf(store->problem, sizeof(store->problem), "event %llu of the log: %.300s",
                 (unsigned long long)row->head.sequence, problem);
    }
    return problem == NULL;
}

bool summit_store_fold(struct summit_store *store, uint64_t until)
{
    uint64_t damaged;
    do {
        if (log_store_read(&store->log, store->state->sequence + 1, &store->rows, &damaged)) {
            return fail_log(store);
        }
        for (size_t i = 0; i < store->rows.count && store->state->sequence < until; i++) {
            if (!fold_row(store, &store->rows.rows[i])) {
                return false;
            }
        }
    } while (store->rows.count > 0 && store->state->sequence < until);
    return true;
}

/* Into the state, the latest snapshot that this program can read; without one it stays empty. */
static bool take_snapshot(struct summit_store *store)
{
    struct log_head at = {.sequence = UINT64_MAX};
    enum log_result result = LOG_DONE;
    const char *refusal = "";
    while (refusal && result == LOG_DONE && at.sequence > 0) {
        uint8_t *snapshot = NULL;
        size_t size = 0;
        result = log_store_get_snapshot(&store->log, at.sequence - 1, &at, &snapshot, &size);
        if (result == LOG_DONE) {
            refusal = snapshot_read(store->state, bytes_of(snapshot, size));
            refusal =
                refusal || store->state->sequence == at.sequence ? refusal : "of another event";
        }
        free(snapshot);
        if (result == LOG_DONE && refusal && !renew_state(store)) {
            return false;
        }
    }
    return result == LOG_DONE || result == LOG_ABSENT || fail_log(store);
}

bool summit_store_open(struct summit_store *store, const char *directory, enum log_store_mode mode,
                       enum summit_store_start start)
{
    store->memory = NULL;
    store->mode = mode;
    store->has_failed = false;
    if (!log_store_open(&store->log, directory, mode)) {
        return fail_log(store);
    }
    if (renew_state(store) && (start == SUMMIT_STORE_EMPTY ||
                               (take_snapshot(store) && summit_store_fold(store, UINT64_MAX)))) {
        return true;
    }
    summit_store_close(store);
    return false;
}

void summit_store_close(struct summit_store *store)
{
    log_store_close(&store->log);
    summit_memory_give(store->memory);
    store->memory = NULL;
    store->state = NULL;
}

/* ---- changing ---- */

bool summit_store_begin(struct summit_store *store)
{
    return store->mode == LOG_STORE_READ || log_store_begin(&store->log) == LOG_DONE ||
           fail_log(store);
}

bool summit_store_commit(struct summit_store *store)
{
    return store->mode == LOG_STORE_READ || log_store_commit(&store->log) == LOG_DONE ||
           fail_log(store);
}

static bool append_text(struct summit_store *store, const struct summit_event *event,
                        struct bytes text)
{
    struct log_event row = {.time_ms = (uint64_t)event->at_ms,
                            .type = bytes_of_text(summit_events[event->kind].name),
                            .body = text};
    struct log_batch batch = {.expected = store->log.head.sequence, .events = &row, .count = 1};
    uint64_t first, last;
    if (store->mode == LOG_STORE_READ) {
        return true;
    }
    return log_store_append(&store->log, &batch, &first, &last) == LOG_DONE || fail_log(store);
}

bool summit_store_append(struct summit_store *store, const struct summit_event *event)
{
    struct writer writer = writer_of(store->text, sizeof(store->text));
    event_write(&writer, event);
    ASSERT(!writer.failed);
    return append_text(store, event, writer_bytes(&writer));
}

/* One event of a decision, as it will stand in the log: parsed again, for what the decision
 * borrows from the state may go as the state changes.
 */
static bool happen(struct summit_store *store, struct bytes text)
{
    struct summit_event event;
    const char *problem = event_parse(&store->scratch, text, &event);
    problem = problem ? problem : summit_apply(store->state, &event);
    if (problem) {
        snprintf(store->problem, sizeof(store->problem), "%.300s", problem);
        store->has_failed = true;
        return false;
    }
    return append_text(store, &event, text);
}

bool summit_store_command(struct summit_store *store, const struct summit_command *command)
{
    struct summit_request request = {.actor.kind = ACTOR_OPERATOR,
                                     .now_ms = (int64_t)system_unix_time() * 1000};
    struct summit_decision decision;
    struct bytes texts[DECISION_EVENTS_MAX];
    struct writer writer = writer_of(store->text, sizeof(store->text));
    ASSERT(!store->has_failed);
    summit_decide(store->state, &request, command, &decision);
    if (decision.refusal.reason) {
        snprintf(store->problem, sizeof(store->problem), "%s", decision.refusal.sentence);
        return false;
    }
    for (uint32_t i = 0; i < decision.event_count; i++) {
        uint8_t *start = writer.at;
        event_write(&writer, &decision.events[i]);
        texts[i] = bytes_of(start, (size_t)(writer.at - start));
    }
    ASSERT(!writer.failed);
    for (uint32_t i = 0; i < decision.event_count; i++) {
        if (!happen(store, texts[i])) {
            return false;
        }
    }
    return true;
}
