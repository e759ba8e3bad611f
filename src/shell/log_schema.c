#include "shell/log_schema.h"

/* Marks a file as a log of ours (sqlite.org/pragma.html#pragma_application_id): "PLEN". */
enum { APPLICATION_ID = 0x504c454e };

/* Step n makes schema n of schema n - 1. A step that has been released never changes: what is
 * new becomes a step of its own at the end.
 */
static const char *const steps[] = {
    /* 1: events, each chained to the one before (node/event_log.h), and what they fold to */
    "CREATE TABLE event ("
    "  sequence INTEGER PRIMARY KEY,"
    "  time_ms INTEGER NOT NULL,"
    "  type TEXT NOT NULL,"
    "  body BLOB NOT NULL,"
    "  hash BLOB NOT NULL"
    ") STRICT;"
    "CREATE TABLE snapshot ("
    "  sequence INTEGER PRIMARY KEY,"
    "  hash BLOB NOT NULL,"
    "  state BLOB NOT NULL,"
    "  digest BLOB NOT NULL" /* as if it were the next event's hash */
    ") STRICT;"
    "CREATE TABLE probe (filler BLOB NOT NULL) STRICT;" /* is there space again? */
    "INSERT INTO probe (filler) VALUES (x'00');",
    /* 2: the names of commands, so that one that is sent again is not done again */
    "CREATE TABLE command ("
    "  key BLOB PRIMARY KEY,"
    "  time_ms INTEGER NOT NULL,"
    "  first INTEGER NOT NULL,"
    "  last INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX command_by_time ON command (time_ms);",
};

uint32_t log_schema_current(void)
{
    return COUNT_OF(steps);
}

static bool say(sqlite3 *database, const char *what, char problem[LOG_SCHEMA_PROBLEM_MAX])
{
    snprintf(problem, LOG_SCHEMA_PROBLEM_MAX, "%s: %s", what, sqlite3_errmsg(database));
    return false;
}

static bool read_number(sqlite3 *database, const char *sql, uint32_t *number)
{
    sqlite3_stmt *statement;
    bool good = sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_ROW;
    if (good) {
        *number = (uint32_t)sqlite3_column_int64(statement, 0);
    }
    sqlite3_finalize(statement);
    return good;
}

/* 0 for a database without tables. */
static bool read_version(sqlite3 *database, uint32_t *version, char problem[LOG_SCHEMA_PROBLEM_MAX])
{
    uint32_t id, table_count;
    *version = 0;
    if (!read_number(database, "PRAGMA application_id", &id) ||
        !read_number(database, "SELECT count(*) FROM sqlite_schema", &table_count)) {
        return say(database, "the log cannot be read", problem);
    }
    if (id == 0 && table_count == 0) {
        return true;
    }
    if (id != APPLICATION_ID || !read_number(database, "SELECT max(number) FROM schema", version)) {
        snprintf(problem, LOG_SCHEMA_PROBLEM_MAX, "the file is not a log of Plenary");
        return false;
    }
    if (*version > log_schema_current()) {
        snprintf(problem, LOG_SCHEMA_PROBLEM_MAX,
                 "the log has schema %u, written by a newer Plenary; this one knows up to %u",
                 *version, log_schema_current());
        return false;
    }
    return true;
}

static bool take_step(sqlite3 *database, uint32_t number)
{
    char sql[128];
    /* The history of upgrades, for whoever has to find out what happened to a file. */
    static const char first[] = "CREATE TABLE schema ("
                                "  number INTEGER PRIMARY KEY,"
                                "  upgraded_at TEXT NOT NULL DEFAULT (datetime())"
                                ") STRICT;";
    snprintf(sql, sizeof(sql),
             "PRAGMA application_id = %d; INSERT INTO schema (number) VALUES (%u)", APPLICATION_ID,
             number);
    bool good = sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK &&
                (number > 1 || sqlite3_exec(database, first, NULL, NULL, NULL) == SQLITE_OK) &&
                sqlite3_exec(database, steps[number - 1], NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_exec(database, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
    return good;
}

bool log_schema_upgrade(sqlite3 *database, char problem[LOG_SCHEMA_PROBLEM_MAX])
{
    uint32_t version;
    if (!read_version(database, &version, problem)) {
        return false;
    }
    while (version < log_schema_current()) {
        if (!take_step(database, version + 1)) {
            return say(database, "the log's tables cannot be made", problem);
        }
        version++;
    }
    return true;
}

bool log_schema_check(sqlite3 *database, char problem[LOG_SCHEMA_PROBLEM_MAX])
{
    uint32_t version;
    if (!read_version(database, &version, problem)) {
        return false;
    }
    if (version != log_schema_current()) {
        snprintf(problem, LOG_SCHEMA_PROBLEM_MAX,
                 "the log has schema %u and this program reads %u: `plenary serve` upgrades it",
                 version, log_schema_current());
        return false;
    }
    return true;
}
