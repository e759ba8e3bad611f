/* The log's SQLite database: rows in, rows out, one thread, every call to the end. The port
 * around it, with its queue and its thread, is shell/log_sqlite.h; `plenary log` reads
 * through this directly.
 *
 * WAL with synchronous=FULL: a commit is on the disk when it returns. The one connection that
 * writes is also the one that checkpoints; readers of other processes never do.
 */
#ifndef PLENARY_SHELL_LOG_STORE_H
#define PLENARY_SHELL_LOG_STORE_H

#include <sqlite3.h>

#include "node/event_log.h"

enum { LOG_STORE_PROBLEM_MAX = 512 };

enum log_store_mode {
    LOG_STORE_WRITE, /* made if it is missing, upgraded if it is older; one process at a time */
    LOG_STORE_READ,  /* changes nothing; also while a server writes */
};

#define LOG_STORE_STATEMENTS(X)                                                                    \
    X(BEGIN, "BEGIN IMMEDIATE")                                                                    \
    X(COMMIT, "COMMIT")                                                                            \
    X(ROLLBACK, "ROLLBACK")                                                                        \
    X(HEAD, "SELECT sequence, hash FROM event ORDER BY sequence DESC LIMIT 1")                     \
    X(ADD_EVENT, "INSERT INTO event (sequence, time_ms, type, body, hash) VALUES (?, ?, ?, ?, ?)") \
    X(READ_EVENTS, "SELECT sequence, time_ms, type, body, hash FROM event WHERE sequence >= ? "    \
                   "ORDER BY sequence")                                                            \
    X(ADD_KEY, "INSERT OR IGNORE INTO command (key, time_ms, first, last) VALUES (?, ?, ?, ?)")    \
    X(FIND_KEY, "SELECT first, last FROM command WHERE key = ?")                                   \
    X(TRIM_KEYS, "DELETE FROM command WHERE time_ms < ?")                                          \
    X(ADD_SNAPSHOT, "INSERT OR REPLACE INTO snapshot (sequence, hash, state, digest) "             \
                    "VALUES (?, ?, ?, ?)")                                                         \
    X(TRIM_SNAPSHOTS, "DELETE FROM snapshot WHERE sequence NOT IN "                                \
                      "(SELECT sequence FROM snapshot ORDER BY sequence DESC LIMIT ?)")            \
    X(READ_SNAPSHOTS, "SELECT sequence, hash, state, digest FROM snapshot WHERE sequence <= ? "    \
                      "ORDER BY sequence DESC")                                                    \
    X(PROBE, "UPDATE probe SET filler = randomblob(65536)")

enum log_store_statement {
#define X(name, sql) LOG_STORE_##name,
    LOG_STORE_STATEMENTS(X)
#undef X
        LOG_STORE_STATEMENT_COUNT
};

struct log_store {
    sqlite3 *database;
    int lock_fd; /* of the one who writes; -1 */
    sqlite3_stmt *statements[LOG_STORE_STATEMENT_COUNT];
    struct log_head head;         /* with what the open transaction has added */
    struct log_head durable_head; /* committed */
    int wal_pages;                /* waiting for a checkpoint */
    char problem[LOG_STORE_PROBLEM_MAX];
};

/* What one read gives: large, so never on a stack; only the pages that are filled are touched. */
struct log_rows {
    size_t count;
    struct log_row rows[LOG_READ_ROWS];
    size_t size; /* of the bytes that the rows point into */
    uint8_t bytes[LOG_READ_SIZE + LOG_TYPE_MAX + LOG_BODY_MAX];
};

/* Open `directory`/log.db. False with store->problem; nothing is left open. */
CHECK bool log_store_open(struct log_store *store, const char *directory, enum log_store_mode mode);
void log_store_close(struct log_store *store);

/* ---- writing: begin, any number of adds, commit ---- */

/* LOG_DONE, LOG_FULL or LOG_FAILED with store->problem. After a failure everything since
 * `begin` is undone and the transaction is over.
 */
CHECK enum log_result log_store_begin(struct log_store *store);
/* LOG_CONFLICT, LOG_REPEATED: nothing is added, the transaction goes on. With *first and *last
 * for LOG_DONE and LOG_REPEATED.
 */
CHECK enum log_result log_store_append(struct log_store *store, const struct log_batch *batch,
                                       uint64_t *first, uint64_t *last);
CHECK enum log_result log_store_commit(struct log_store *store);
/* A transaction of its own, in which old names of commands go as well. LOG_CONFLICT when no event
 * that was committed has this head. */
CHECK enum log_result log_store_put_snapshot(struct log_store *store, const struct log_head *at,
                                             struct bytes state);
/* Write and commit something that changes nothing: is there space again? */
CHECK enum log_result log_store_probe(struct log_store *store);
/* Move what the WAL holds into the database when there is enough of it. Nothing is lost when
 * that fails; it is tried again after the next commit.
 */
void log_store_checkpoint(struct log_store *store);

/* ---- reading, outside of a transaction ---- */

/* Of a store that was opened to read: look how far the one who writes has come. LOG_DONE, or
 * LOG_FAILED with store->problem.
 */
CHECK enum log_result log_store_refresh(struct log_store *store);

/* Rows from `from` on: LOG_DONE, also with none; LOG_FAILED with store->problem; or LOG_DAMAGED
 * with *damaged, the first sequence that does not follow: `rows` then has those before it.
 */
CHECK enum log_result log_store_read(struct log_store *store, uint64_t from, struct log_rows *rows,
                                     uint64_t *damaged);
/* LOG_DONE with the events of the command of this name, LOG_ABSENT or LOG_FAILED. */
CHECK enum log_result log_store_find_key(struct log_store *store, const uint8_t key[LOG_KEY_SIZE],
                                         uint64_t *first, uint64_t *last);
/* The latest sound snapshot at or below `most`: LOG_DONE with *state, which comes from malloc
 * and is the caller's; LOG_ABSENT; or LOG_FAILED.
 */
CHECK enum log_result log_store_get_snapshot(struct log_store *store, uint64_t most,
                                             struct log_head *at, uint8_t **state,
                                             size_t *state_size);

#endif
