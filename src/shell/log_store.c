#include "shell/log_store.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "shell/log_schema.h"

enum {
    PATH_SIZE = 512,
    BUSY_MS = 2000,          /* another process that recovers the WAL at this moment */
    CHECKPOINT_PAGES = 1000, /* 4 MB */
};

/* ---- errors ---- */

/* A sync for which there is no space is but an I/O error to SQLite, and it does not pass the
 * system's error on from a commit: so the VFS is asked.
 */
static bool is_disk_full(struct log_store *store)
{
    int code = sqlite3_errcode(store->database);
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    int error = code == SQLITE_IOERR ? vfs->xGetLastError(vfs, 0, NULL) : 0;
    return code == SQLITE_FULL || error == ENOSPC || error == EDQUOT;
}

static enum log_result fail(struct log_store *store, const char *what)
{
    bool is_full = is_disk_full(store);
    snprintf(store->problem, sizeof(store->problem), "%s: %s", what,
             is_full ? "the disk is full" : sqlite3_errmsg(store->database));
    return is_full ? LOG_FULL : LOG_FAILED;
}

static enum log_result fail_read(struct log_store *store)
{
    enum log_result ignored = fail(store, "the log cannot be read");
    (void)ignored; /* reading needs no space */
    return LOG_FAILED;
}

/* Undo the transaction, of which SQLite may have undone all already. */
static enum log_result fail_transaction(struct log_store *store, const char *what)
{
    enum log_result result = fail(store, what);
    if (!sqlite3_get_autocommit(store->database)) {
        sqlite3_step(store->statements[LOG_STORE_ROLLBACK]);
        sqlite3_reset(store->statements[LOG_STORE_ROLLBACK]);
    }
    store->head = store->durable_head;
    return result;
}

/* ---- statements ---- */

static sqlite3_stmt *statement_of(struct log_store *store, enum log_store_statement name)
{
    return store->statements[name];
}

static void bind_bytes(sqlite3_stmt *statement, int index, struct bytes value)
{
    /* An empty blob needs an address too, or it would be NULL. */
    sqlite3_bind_blob64(statement, index, value.size > 0 ? (const void *)value.data : "",
                        value.size, SQLITE_STATIC);
}

static void bind_number(sqlite3_stmt *statement, int index, uint64_t value)
{
    sqlite3_bind_int64(statement, index, (sqlite3_int64)value);
}

static struct bytes column_bytes(sqlite3_stmt *statement, int index)
{
    const void *data = sqlite3_column_blob(statement, index);
    return bytes_of(data, data ? (size_t)sqlite3_column_bytes(statement, index) : 0);
}

static bool column_hash(sqlite3_stmt *statement, int index, uint8_t hash[LOG_HASH_SIZE])
{
    struct bytes value = column_bytes(statement, index);
    bool good = value.size == LOG_HASH_SIZE;
    if (good) {
        memcpy(hash, value.data, LOG_HASH_SIZE);
    }
    return good;
}

/* Run to its end a statement that gives no rows. */
static bool run(sqlite3_stmt *statement)
{
    bool good = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_reset(statement);
    return good;
}

/* ---- open and close ---- */

static bool take_lock(struct log_store *store, const char *directory)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof(path), "%s/log.lock", directory);
    store->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (store->lock_fd >= 0 && flock(store->lock_fd, LOCK_EX | LOCK_NB) == 0) {
        return true;
    }
    snprintf(store->problem, sizeof(store->problem),
             errno == EWOULDBLOCK ? "another plenary writes the log in %.255s"
                                  : "the log in %.255s cannot be locked: %s",
             directory, strerror(errno));
    return false;
}

/* SQLite gives the WAL the database's mode: nobody else may read what was said. */
static bool make_file(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0) {
        close(fd);
    }
    return fd >= 0;
}

static int note_wal_pages(void *context, sqlite3 *database, const char *name, int pages)
{
    struct log_store *store = context;
    (void)database;
    (void)name;
    store->wal_pages = pages;
    return SQLITE_OK;
}

static bool configure(struct log_store *store, enum log_store_mode mode)
{
    /* Whatever a foreign hand has put into the file, it runs nothing. */
    static const char common[] = "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;";
    static const char writer[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                 "PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 67108864;";
    sqlite3 *database = store->database;
    sqlite3_busy_timeout(database, BUSY_MS);
    sqlite3_extended_result_codes(database, 0);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    bool good =
        sqlite3_exec(database, common, NULL, NULL, NULL) == SQLITE_OK &&
        (mode == LOG_STORE_READ || sqlite3_exec(database, writer, NULL, NULL, NULL) == SQLITE_OK);
    sqlite3_wal_hook(database, note_wal_pages, store);
    return good;
}

static bool prepare(struct log_store *store)
{
    static const char *const sql[LOG_STORE_STATEMENT_COUNT] = {
#define X(name, text) [LOG_STORE_##name] = (text),
        LOG_STORE_STATEMENTS(X)
#undef X
    };
    for (size_t i = 0; i < LOG_STORE_STATEMENT_COUNT; i++) {
        if (sqlite3_prepare_v3(store->database, sql[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &store->statements[i], NULL) != SQLITE_OK) {
            return false;
        }
    }
    return true;
}

static bool read_head(struct log_store *store)
{
    sqlite3_stmt *statement = statement_of(store, LOG_STORE_HEAD);
    int step = sqlite3_step(statement);
    bool good = step == SQLITE_DONE;
    if (step == SQLITE_ROW) {
        store->head.sequence = (uint64_t)sqlite3_column_int64(statement, 0);
        good = column_hash(statement, 1, store->head.hash);
    }
    sqlite3_reset(statement);
    store->durable_head = store->head;
    return good;
}

static bool open_database(struct log_store *store, const char *directory, enum log_store_mode mode)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof(path), "%s/log.db", directory);
    if (mode == LOG_STORE_WRITE && !make_file(path)) {
        snprintf(store->problem, sizeof(store->problem), "the log %.255s cannot be made: %s", path,
                 strerror(errno));
        return false;
    }
    int flags = SQLITE_OPEN_NOMUTEX |
                (mode == LOG_STORE_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
    if (sqlite3_open_v2(path, &store->database, flags, NULL) != SQLITE_OK ||
        !configure(store, mode)) {
        snprintf(store->problem, sizeof(store->problem), "the log %.255s cannot be opened: %s",
                 path, sqlite3_errmsg(store->database));
        return false;
    }
    if (!(mode == LOG_STORE_WRITE ? log_schema_upgrade(store->database, store->problem)
                                  : log_schema_check(store->database, store->problem))) {
        return false;
    }
    bool good = prepare(store) && read_head(store);
    if (!good) {
        fail_read(store);
    }
    return good;
}

bool log_store_open(struct log_store *store, const char *directory, enum log_store_mode mode)
{
    *store = (struct log_store){.lock_fd = -1};
    if ((mode == LOG_STORE_READ || take_lock(store, directory)) &&
        open_database(store, directory, mode)) {
        return true;
    }
    log_store_close(store);
    return false;
}

void log_store_close(struct log_store *store)
{
    for (size_t i = 0; i < LOG_STORE_STATEMENT_COUNT; i++) {
        sqlite3_finalize(store->statements[i]);
        store->statements[i] = NULL;
    }
    sqlite3_close(store->database);
    store->database = NULL;
    if (store->lock_fd >= 0) {
        close(store->lock_fd);
        store->lock_fd = -1;
    }
}

/* ---- writing ---- */

enum log_result log_store_begin(struct log_store *store)
{
    return run(statement_of(store, LOG_STORE_BEGIN))
               ? LOG_DONE
               : fail_transaction(store, "the log is not written");
}

static bool add_event(struct log_store *store, const struct log_event *event)
{
    struct log_head head = log_head_after(&store->head, event);
    sqlite3_stmt *statement = statement_of(store, LOG_STORE_ADD_EVENT);
    bind_number(statement, 1, head.sequence);
    bind_number(statement, 2, event->time_ms);
    sqlite3_bind_text64(statement, 3, (const char *)event->type.data, event->type.size,
                        SQLITE_STATIC, SQLITE_UTF8);
    bind_bytes(statement, 4, event->body);
    bind_bytes(statement, 5, bytes_of(head.hash, sizeof(head.hash)));
    bool good = run(statement);
    if (good) {
        store->head = head;
    }
    return good;
}

static bool add_key(struct log_store *store, const struct log_batch *batch)
{
    sqlite3_stmt *statement = statement_of(store, LOG_STORE_ADD_KEY);
    bind_bytes(statement, 1, bytes_of(batch->key, LOG_KEY_SIZE));
    bind_number(statement, 2, batch->events[0].time_ms);
    bind_number(statement, 3, batch->expected + 1);
    bind_number(statement, 4, batch->expected + batch->count);
    return run(statement);
}

enum log_result log_store_append(struct log_store *store, const struct log_batch *batch,
                                 uint64_t *first, uint64_t *last)
{
    ASSERT(!sqlite3_get_autocommit(store->database)); /* within begin and commit */
    /* A repetition is told before a conflict: the first time may have moved the head. */
    enum log_result found =
        batch->key ? log_store_find_key(store, batch->key, first, last) : LOG_ABSENT;
    if (found == LOG_FAILED) {
        return fail_transaction(store, "the log cannot be read");
    }
    if (found == LOG_DONE) {
        return LOG_REPEATED;
    }
    if (batch->expected != store->head.sequence) {
        return LOG_CONFLICT;
    }
    for (size_t i = 0; i < batch->count; i++) {
        if (!add_event(store, &batch->events[i])) {
            return fail_transaction(store, "an event is not written");
        }
    }
    if (batch->key && !add_key(store, batch)) {
        return fail_transaction(store, "a command's name is not written");
    }
    *first = batch->expected + 1;
    *last = batch->expected + batch->count;
    return LOG_DONE;
}

enum log_result log_store_commit(struct log_store *store)
{
    if (!run(statement_of(store, LOG_STORE_COMMIT))) {
        return fail_transaction(store, "the log is not written");
    }
    store->durable_head = store->head;
    return LOG_DONE;
}

enum log_result log_store_probe(struct log_store *store)
{
    /* First what may free space by itself: then the WAL starts anew from its beginning. */
    sqlite3_wal_checkpoint_v2(store->database, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return run(statement_of(store, LOG_STORE_PROBE))
               ? LOG_DONE
               : fail_transaction(store, "the log cannot be written yet");
}

void log_store_checkpoint(struct log_store *store)
{
    if (store->wal_pages >= CHECKPOINT_PAGES) {
        sqlite3_wal_checkpoint_v2(store->database, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
        store->wal_pages = 0;
    }
}

/* ---- reading ---- */

static struct bytes keep(struct log_rows *rows, struct bytes value)
{
    struct bytes kept = bytes_of(rows->bytes + rows->size, value.size);
    if (value.size > 0) {
        memcpy(rows->bytes + rows->size, value.data, value.size);
        rows->size += value.size;
    }
    return kept;
}

/* The statement's row as a value, its bytes kept in `rows`; false if it cannot be an event. */
static bool decode_row(sqlite3_stmt *statement, struct log_rows *rows, struct log_row *row)
{
    struct bytes type = column_bytes(statement, 2), body = column_bytes(statement, 3);
    *row = (struct log_row){
        .head.sequence = (uint64_t)sqlite3_column_int64(statement, 0),
        .event.time_ms = (uint64_t)sqlite3_column_int64(statement, 1),
    };
    if (type.size == 0 || type.size > LOG_TYPE_MAX || body.size > LOG_BODY_MAX ||
        !column_hash(statement, 4, row->head.hash)) {
        return false;
    }
    row->event.type = keep(rows, type);
    row->event.body = keep(rows, body);
    return true;
}

/* Put the statement's rows behind `previous` into `rows`. */
static enum log_result take_rows(struct log_store *store, sqlite3_stmt *statement,
                                 struct log_head previous, struct log_rows *rows, uint64_t *damaged)
{
    while (rows->count < LOG_READ_ROWS && rows->size < LOG_READ_SIZE) {
        int step = sqlite3_step(statement);
        if (step == SQLITE_DONE && previous.sequence >= store->durable_head.sequence) {
            return LOG_DONE;
        }
        if (step != SQLITE_ROW && step != SQLITE_DONE) {
            return fail_read(store);
        }
        struct log_row *row = &rows->rows[rows->count];
        if (step == SQLITE_DONE || !decode_row(statement, rows, row) ||
            !log_row_follows(&previous, row)) {
            *damaged = previous.sequence + 1;
            snprintf(store->problem, sizeof(store->problem),
                     "event %llu of the log does not follow from the one before",
                     (unsigned long long)*damaged);
            return LOG_DAMAGED;
        }
        previous = row->head;
        rows->count++;
    }
    return LOG_DONE;
}

/* The head at `sequence`, and that event's time; LOG_DAMAGED if it is not there. */
static enum log_result find_head(struct log_store *store, uint64_t sequence, struct log_head *head,
                                 uint64_t *time_ms)
{
    sqlite3_stmt *statement = statement_of(store, LOG_STORE_READ_EVENTS);
    *head = (struct log_head){.sequence = sequence};
    *time_ms = 0;
    if (sequence == 0) {
        return LOG_DONE;
    }
    bind_number(statement, 1, sequence);
    int step = sqlite3_step(statement);
    enum log_result result =
        step == SQLITE_ROW || step == SQLITE_DONE ? LOG_DAMAGED : fail_read(store);
    if (step == SQLITE_ROW && (uint64_t)sqlite3_column_int64(statement, 0) == sequence &&
        column_hash(statement, 4, head->hash)) {
        *time_ms = (uint64_t)sqlite3_column_int64(statement, 1);
        result = LOG_DONE;
    }
    sqlite3_reset(statement);
    return result;
}

enum log_result log_store_refresh(struct log_store *store)
{
    return read_head(store) ? LOG_DONE : fail_read(store);
}

enum log_result log_store_read(struct log_store *store, uint64_t from, struct log_rows *rows,
                               uint64_t *damaged)
{
    struct log_head previous;
    uint64_t ignored;
    rows->count = rows->size = 0;
    if (from > store->durable_head.sequence) {
        return LOG_DONE;
    }
    enum log_result result = find_head(store, from - 1, &previous, &ignored);
    if (result == LOG_DAMAGED) {
        *damaged = from - 1;
        snprintf(store->problem, sizeof(store->problem), "event %llu of the log is missing",
                 (unsigned long long)*damaged);
    }
    if (result) {
        return result;
    }
    sqlite3_stmt *statement = statement_of(store, LOG_STORE_READ_EVENTS);
    bind_number(statement, 1, from);
    result = take_rows(store, statement, previous, rows, damaged);
    sqlite3_reset(statement);
    return result;
}

enum log_result log_store_find_key(struct log_store *store, const uint8_t key[LOG_KEY_SIZE],
                                   uint64_t *first, uint64_t *last)
{
    sqlite3_stmt *statement = statement_of(store, LOG_STORE_FIND_KEY);
    bind_bytes(statement, 1, bytes_of(key, LOG_KEY_SIZE));
    int step = sqlite3_step(statement);
    enum log_result result = LOG_ABSENT;
    if (step == SQLITE_ROW) {
        *first = (uint64_t)sqlite3_column_int64(statement, 0);
        *last = (uint64_t)sqlite3_column_int64(statement, 1);
        result = LOG_DONE;
    } else if (step != SQLITE_DONE) {
        result = fail_read(store);
    }
    sqlite3_reset(statement);
    return result;
}

/* ---- snapshots ---- */

/* A snapshot is sound when its digest is what would chain it to its head as an event. */
static struct log_head digest_of(const struct log_head *at, struct bytes state)
{
    struct log_event event = {.type = bytes_of_text("snapshot"), .body = state};
    return log_head_after(at, &event);
}

enum log_result log_store_put_snapshot(struct log_store *store, const struct log_head *at,
                                       struct bytes state)
{
    struct log_head digest = digest_of(at, state), head;
    uint64_t time_ms;
    enum log_result result = find_head(store, at->sequence, &head, &time_ms);
    if (result || !log_head_equal(&head, at)) {
        return result == LOG_FAILED ? LOG_FAILED : LOG_CONFLICT;
    }
    if ((result = log_store_begin(store))) {
        return result;
    }
    sqlite3_stmt *add = statement_of(store, LOG_STORE_ADD_SNAPSHOT);
    bind_number(add, 1, at->sequence);
    bind_bytes(add, 2, bytes_of(at->hash, sizeof(at->hash)));
    bind_bytes(add, 3, state);
    bind_bytes(add, 4, bytes_of(digest.hash, sizeof(digest.hash)));
    sqlite3_stmt *trim = statement_of(store, LOG_STORE_TRIM_SNAPSHOTS);
    bind_number(trim, 1, LOG_SNAPSHOTS_KEPT);
    sqlite3_stmt *trim_keys = statement_of(store, LOG_STORE_TRIM_KEYS);
    bind_number(trim_keys, 1, time_ms > LOG_KEY_KEPT_MS ? time_ms - LOG_KEY_KEPT_MS : 0);
    if (!run(add) || !run(trim) || !run(trim_keys)) {
        return fail_transaction(store, "a snapshot is not written");
    }
    return log_store_commit(store);
}

/* The statement's row, if its digest and the event it was taken at agree. */
static enum log_result take_snapshot(struct log_store *store, sqlite3_stmt *statement,
                                     struct log_head *at, uint8_t **state, size_t *state_size)
{
    struct bytes kept = column_bytes(statement, 2);
    struct log_head row, digest = {0}, wanted;
    uint64_t sequence = (uint64_t)sqlite3_column_int64(statement, 0), ignored;
    *at = (struct log_head){.sequence = sequence};
    if (!column_hash(statement, 1, at->hash) || !column_hash(statement, 3, digest.hash)) {
        return LOG_ABSENT;
    }
    wanted = digest_of(at, kept);
    if (memcmp(wanted.hash, digest.hash, sizeof(digest.hash)) != 0) {
        return LOG_ABSENT;
    }
    enum log_result result = find_head(store, sequence, &row, &ignored);
    if (result || !log_head_equal(&row, at)) {
        return result == LOG_FAILED ? LOG_FAILED : LOG_ABSENT;
    }
    *state = malloc(MAX(kept.size, 1));
    if (!*state) {
        snprintf(store->problem, sizeof(store->problem), "there is no memory for a snapshot");
        return LOG_FAILED;
    }
    memcpy(*state, kept.data ? kept.data : (const uint8_t *)"", kept.size);
    *state_size = kept.size;
    return LOG_DONE;
}

enum log_result log_store_get_snapshot(struct log_store *store, uint64_t most, struct log_head *at,
                                       uint8_t **state, size_t *state_size)
{
    sqlite3_stmt *statement = statement_of(store, LOG_STORE_READ_SNAPSHOTS);
    enum log_result result = LOG_ABSENT;
    int step = SQLITE_ROW;
    bind_number(statement, 1, MIN(most, (uint64_t)INT64_MAX));
    while (result == LOG_ABSENT && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        result = take_snapshot(store, statement, at, state, state_size);
    }
    if (result == LOG_ABSENT && step != SQLITE_DONE) {
        result = fail_read(store);
    }
    sqlite3_reset(statement);
    return result;
}
