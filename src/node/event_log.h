/* The log of events: the one truth of a summit (DESIGN.md 5), as a port. The shell
 * brings SQLite (shell/log_sqlite.h), the simulator memory (sim/log_memory.h); the log
 * of a cluster can stand in the same place. All pass test/log/log_conformance.c.
 *
 * To the log an event is opaque: a type name and bytes. It gives each event the next
 * sequence number, from 1 without gaps, and chains it to the one before by a hash.
 *
 * Every function returns at once. What it asked for is answered later, on the thread
 * that owns the log and from within `deliver` alone, in the order in which it was asked.
 * Acknowledged means durable: LOG_DONE comes after the disk has it.
 */
#ifndef PLENARY_NODE_EVENT_LOG_H
#define PLENARY_NODE_EVENT_LOG_H

#include "base/bytes.h"

enum {
    LOG_HASH_SIZE = 32,
    LOG_TYPE_MAX = 63,           /* bytes of an event's type name, at least 1 */
    LOG_BODY_MAX = 256 * 1024,   /* bytes of one event */
    LOG_BATCH_MAX = 16384,       /* events of one append */
    LOG_READ_ROWS = 1024,        /* rows of one answer; */
    LOG_READ_SIZE = 1024 * 1024, /* fewer if their bodies exceed this */
    LOG_SNAPSHOTS_KEPT = 3,
    LOG_KEY_SIZE = 32,
};
#define LOG_KEY_KEPT_MS (UINT64_C(24) * 3600 * 1000)

enum log_result {
    LOG_DONE,     /* durable, or here is what was asked for */
    LOG_REPEATED, /* a command with this key was done before: nothing is appended again */
    LOG_CONFLICT, /* the head is not what the caller expected: read on from its own, decide again */
    LOG_ABSENT,   /* there is no such snapshot or key */
    LOG_FULL,     /* no space: nothing was written; ask again later */
    LOG_FAILED,   /* an I/O error: not acknowledged, so it may or may not be there after a crash */
    LOG_DAMAGED,  /* a row that was read does not follow from the one before */
};

/* LOG_IS_HEALTHY until an append or a snapshot could not be written; then until one could. The log
 * tries by itself, once a second.
 */
enum log_state { LOG_IS_HEALTHY, LOG_IS_FULL, LOG_HAS_FAILED };

struct log_head {
    uint64_t sequence; /* of the last event; 0: empty, and the hash is zero */
    uint8_t hash[LOG_HASH_SIZE];
};

struct log_event {
    uint64_t time_ms; /* Unix time, of the decision */
    struct bytes type, body;
};

struct log_row {
    struct log_head head; /* its sequence and hash */
    struct log_event event;
};

/* What one command appends, all or none. */
struct log_batch {
    /* The sequence of the last event the caller knows, appends that still wait included: so
     * decisions may follow each other faster than the disk. When one fails, those that built
     * upon it end as LOG_CONFLICT.
     */
    uint64_t expected;
    const struct log_event *events;
    size_t count; /* 1..LOG_BATCH_MAX */
    /* LOG_KEY_SIZE bytes that name the command, so that sending it twice does it once, also
     * when a crash took the first answer; NULL: it has no name. Kept for LOG_KEY_KEPT_MS.
     */
    const uint8_t *key;
};

/* Everything in it is borrowed for the call. */
struct log_answer {
    enum log_result result;
    struct log_head head;       /* durable when this was done */
    const char *problem;        /* LOG_FULL, LOG_FAILED, LOG_DAMAGED: a sentence; else NULL */
    uint64_t damaged;           /* LOG_DAMAGED: the first bad sequence number */
    const struct log_row *rows; /* of a read: consecutive; none when `from` is beyond the head */
    size_t row_count;
    uint64_t first, last; /* of the events of a batch: LOG_DONE, LOG_REPEATED, find_key */
    struct log_head at;   /* of a snapshot: the head it was taken at */
    struct bytes snapshot;
};

/* Who waits for an answer: embedded in its owner, who keeps it until then. */
struct log_call {
    void (*answered)(struct log_call *call, const struct log_answer *answer);
};

struct event_log {
    /* As answered so far; changes in `deliver` alone. */
    struct log_head head;
    enum log_state state;
    const char *problem; /* why it is not healthy: a sentence; NULL when it is */

    /* The functions below return false when too much is waiting already: nothing was asked
     * for then, and nothing will be answered. All arguments are copied.
     */

    CHECK bool (*append)(struct event_log *log, const struct log_batch *batch,
                         struct log_call *call);
    /* Which events did the command of this name append? */
    CHECK bool (*find_key)(struct event_log *log, const uint8_t key[LOG_KEY_SIZE],
                           struct log_call *call);
    /* Read rows in order, from sequence `from` >= 1; ask again until row_count is 0. */
    CHECK bool (*read)(struct event_log *log, uint64_t from, struct log_call *call);
    /* Keep `state` as what events up to `at` fold to. The latest few are kept. */
    CHECK bool (*put_snapshot)(struct event_log *log, const struct log_head *at, struct bytes state,
                               struct log_call *call);
    /* The latest sound snapshot at or below `most`; UINT64_MAX for the latest of all. */
    CHECK bool (*get_snapshot)(struct event_log *log, uint64_t most, struct log_call *call);
    /* Answer what is done. */
    void (*deliver)(struct event_log *log);
};

/* The head after one more event: the chain that makes tampering show.
 *
 *   hash = SHA-256(previous hash, sequence, time_ms, size of type, type, size of body, body)
 *
 * with numbers of 8 and sizes of 4 bytes, big-endian.
 */
struct log_head log_head_after(const struct log_head *previous, const struct log_event *event);
/* Does the row follow from the head before it? */
CHECK bool log_row_follows(const struct log_head *previous, const struct log_row *row);
bool log_head_equal(const struct log_head *a, const struct log_head *b);

/* Assert that append may take it: what it asks of its callers, not of hostile input. */
void log_check_batch(const struct log_batch *batch);

#endif
