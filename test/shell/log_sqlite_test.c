/* The log in SQLite: what every log does, and what only a file can do: be older, be tampered
 * with, be used by two.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "log_conformance.h"
#include "log_directory.h"
#include "sim/random.h"

static int open_empty(void **state)
{
    static struct log_directory directory;
    log_directory_make(&directory);
    log_directory_open(&directory);
    *state = &directory;
    return 0;
}

static int close_all(void **state)
{
    struct log_directory *directory = *state;
    log_directory_close(directory);
    log_directory_remove(directory);
    return 0;
}

/* Do something to the file behind the log's back. */
static void tamper(struct log_directory *directory, const char *sql)
{
    char path[256];
    sqlite3 *database;
    snprintf(path, sizeof(path), "%s/log.db", directory->path);
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
}

static void sqlite_01_a_restart_finds_everything_again(void **state)
{
    struct log_directory *directory = *state;
    struct log_fixture *fixture = &directory->fixture;
    assert_int_equal(append_now(fixture, 0, 8), LOG_DONE);
    assert_int_equal(put_snapshot_now(fixture, &fixture->log->head, "eight"), LOG_DONE);
    assert_int_equal(append_now(fixture, 8, 3), LOG_DONE);
    log_directory_close(directory);
    log_directory_open(directory);
    assert_int_equal(fixture->log->head.sequence, 11);
    assert_int_equal(check_all_events(fixture, 1), 11);
    assert_int_equal(append_now(fixture, 11, 1), LOG_DONE);
}

static void sqlite_02_nobody_else_may_read_the_files(void **state)
{
    struct log_directory *directory = *state;
    static const char *const names[] = {"log.db", "log.db-wal", "log.db-shm", "log.lock"};
    assert_int_equal(append_now(&directory->fixture, 0, 1), LOG_DONE);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char path[256];
        struct stat file;
        snprintf(path, sizeof(path), "%s/%s", directory->path, names[i]);
        assert_int_equal(stat(path, &file), 0);
        assert_int_equal(file.st_mode & 077, 0);
    }
}

static void sqlite_03_a_second_server_is_refused_and_a_reader_is_not(void **state)
{
    struct log_directory *directory = *state;
    static struct log_store reader;
    static struct log_rows rows;
    uint64_t damaged;
    char problem[LOG_STORE_PROBLEM_MAX];
    assert_int_equal(append_now(&directory->fixture, 0, 5), LOG_DONE);
    assert_null(log_sqlite_open(directory->path, problem));
    assert_non_null(strstr(problem, "another plenary"));
    assert_true(log_store_open(&reader, directory->path, LOG_STORE_READ));
    assert_int_equal(log_store_read(&reader, 1, &rows, &damaged), LOG_DONE);
    assert_int_equal(rows.count, 5);
    struct log_event event = test_event(6); /* it changes nothing */
    struct log_batch batch = {.expected = 5, .events = &event, .count = 1};
    uint64_t first, last;
    assert_int_equal(log_store_begin(&reader), LOG_DONE);
    assert_int_equal(log_store_append(&reader, &batch, &first, &last), LOG_FAILED);
    log_store_close(&reader);
    assert_int_equal(append_now(&directory->fixture, 5, 1), LOG_DONE);
}

/* What each change of one row is found as. */
static void expect_damage(struct log_directory *directory, const char *sql, uint64_t damaged)
{
    static struct log_store reader;
    static struct log_rows rows;
    uint64_t found = 0;
    tamper(directory, sql);
    assert_true(log_store_open(&reader, directory->path, LOG_STORE_READ));
    assert_int_equal(log_store_read(&reader, 1, &rows, &found), LOG_DAMAGED);
    assert_int_equal(found, damaged);
    assert_int_equal(rows.count, damaged - 1); /* what stands before is still good */
    assert_non_null(strstr(reader.problem, "event"));
    log_store_close(&reader);
}

static void sqlite_04_tampering_shows_and_is_named(void **state)
{
    struct log_directory *directory = *state;
    static const struct {
        const char *sql;
        uint64_t damaged;
    } cases[] = {
        {"UPDATE event SET body = cast(replace(body, 'text', 'Text') AS BLOB) WHERE sequence = 17",
         17},
        {"UPDATE event SET body = cast(body || ' ' AS BLOB) WHERE sequence = 3", 3},
        {"UPDATE event SET type = 'hand_lowered' WHERE sequence = 5", 5},
        {"UPDATE event SET time_ms = time_ms - 1 WHERE sequence = 20", 20},
        {"UPDATE event SET hash = zeroblob(32) WHERE sequence = 9", 9},
        {"UPDATE event SET hash = x'01' WHERE sequence = 9", 9},
        {"DELETE FROM event WHERE sequence = 1", 1},
        {"DELETE FROM event WHERE sequence = 12", 12},
        {"UPDATE event SET sequence = 100 WHERE sequence = 12", 12},
        {"UPDATE event SET type = '' WHERE sequence = 4", 4},
        {"UPDATE event SET body = zeroblob(300000) WHERE sequence = 6", 6},
        {"UPDATE event SET type = hex(zeroblob(40)) WHERE sequence = 7", 7},
        /* Two that change places. */
        {"UPDATE event SET sequence = sequence + 1000 WHERE sequence = 13;"
         "UPDATE event SET sequence = 13 WHERE sequence = 14;"
         "UPDATE event SET sequence = 14 WHERE sequence = 1013",
         13},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        for (uint64_t at = directory->fixture.log->head.sequence; at < 20; at += 5) {
            assert_int_equal(append_now(&directory->fixture, at, 5), LOG_DONE);
        }
        log_directory_close(directory);
        expect_damage(directory, cases[i].sql, cases[i].damaged);
        log_directory_remove(directory);
        log_directory_make(directory);
        log_directory_open(directory);
    }
}

static void sqlite_05_a_damaged_snapshot_is_passed_over(void **state)
{
    struct log_directory *directory = *state;
    static struct log_store reader;
    struct log_head at;
    uint8_t *snapshot;
    size_t size;
    static const char *const damages[] = {
        "UPDATE snapshot SET state = x'656c66' WHERE sequence = 8",
        "UPDATE snapshot SET sequence = 7 WHERE sequence = 8",
        "UPDATE snapshot SET digest = zeroblob(32) WHERE sequence = 8",
        "UPDATE snapshot SET hash = zeroblob(32) WHERE sequence = 8",
        "UPDATE snapshot SET hash = x'' WHERE sequence = 8",
        /* The log was cut off behind it: a snapshot of a history that is no more. */
        "DELETE FROM event WHERE sequence = 8",
    };
    for (size_t i = 0; i < COUNT_OF(damages); i++) {
        struct log_fixture *fixture = &directory->fixture;
        assert_int_equal(append_now(fixture, 0, 4), LOG_DONE);
        assert_int_equal(put_snapshot_now(fixture, &fixture->log->head, "four"), LOG_DONE);
        assert_int_equal(append_now(fixture, 4, 4), LOG_DONE);
        assert_int_equal(put_snapshot_now(fixture, &fixture->log->head, "eight"), LOG_DONE);
        log_directory_close(directory);
        tamper(directory, damages[i]);
        assert_true(log_store_open(&reader, directory->path, LOG_STORE_READ));
        assert_int_equal(log_store_get_snapshot(&reader, UINT64_MAX, &at, &snapshot, &size),
                         LOG_DONE);
        assert_int_equal(at.sequence, 4);
        assert_true(bytes_equal_text(bytes_of(snapshot, size), "four"));
        free(snapshot);
        log_store_close(&reader);
        log_directory_remove(directory);
        log_directory_make(directory);
        log_directory_open(directory);
    }
}

/* A log as the first schema had it: without the names of commands. */
static void sqlite_06_an_older_log_is_upgraded_and_keeps_its_events(void **state)
{
    struct log_directory *directory = *state;
    static struct log_store reader;
    assert_int_equal(append_now(&directory->fixture, 0, 8), LOG_DONE);
    assert_int_equal(append_now(&directory->fixture, 8, 8), LOG_DONE);
    log_directory_close(directory);
    tamper(directory, "DROP TABLE command; DELETE FROM schema WHERE number > 1");
    assert_false(log_store_open(&reader, directory->path, LOG_STORE_READ));
    assert_non_null(strstr(reader.problem, "upgrades"));
    log_directory_open(directory);
    assert_int_equal(check_all_events(&directory->fixture, 1), 16);
    assert_int_equal(append_now(&directory->fixture, 16, 2), LOG_DONE);
    assert_true(log_store_open(&reader, directory->path, LOG_STORE_READ));
    log_store_close(&reader);
}

static void sqlite_07_a_newer_or_a_foreign_file_is_left_alone(void **state)
{
    struct log_directory *directory = *state;
    char problem[LOG_STORE_PROBLEM_MAX], path[256];
    log_directory_close(directory);
    tamper(directory, "INSERT INTO schema (number) VALUES (99)");
    assert_null(log_sqlite_open(directory->path, problem));
    assert_non_null(strstr(problem, "newer"));
    tamper(directory, "DELETE FROM schema WHERE number = 99; PRAGMA application_id = 5");
    assert_null(log_sqlite_open(directory->path, problem));
    assert_non_null(strstr(problem, "not a log of Plenary"));
    snprintf(path, sizeof(path), "%s/log.db", directory->path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("Dear diary, today nothing was decided, and that took the whole day.", file);
    fclose(file);
    assert_null(log_sqlite_open(directory->path, problem));
    assert_non_null(strstr(problem, "log.db"));
    unlink(path);
    log_directory_open(directory);
}

static void sqlite_08_a_missing_directory_is_said(void **state)
{
    char problem[LOG_STORE_PROBLEM_MAX];
    static struct log_store reader;
    (void)state;
    assert_null(log_sqlite_open("/nonexistent/summit", problem));
    assert_non_null(strstr(problem, "/nonexistent/summit"));
    assert_false(log_store_open(&reader, "/nonexistent/summit", LOG_STORE_READ));
    assert_non_null(strstr(reader.problem, "/nonexistent/summit"));
}

static void sqlite_09_who_asks_too_much_is_told_at_once(void **state)
{
    struct log_directory *directory = *state;
    struct event_log *log = directory->fixture.log;
    static uint8_t large[64 << 20];
    struct asked asked[8], refused = {0};
    size_t taken = 0;
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        struct log_head ahead = {.sequence = 1};
        ask_append(log, i, 1, &asked[i]);
        taken += log->put_snapshot(log, &ahead, bytes_of(large, sizeof(large)), &refused.call);
        if (taken == i) {
            break;
        }
        refused.call.answered = asked[0].call.answered;
    }
    assert_in_range(taken, 1, 4);
    directory->fixture.settle(&directory->fixture);
    assert_int_equal(append_now(&directory->fixture, log->head.sequence, 1), LOG_DONE);
}

/* A file damaged anywhere gives what was written, or it says that it does not. */
static void sqlite_10_no_damage_of_the_file_passes_for_an_event(void **state)
{
    struct log_directory *directory = *state;
    static struct log_store reader;
    static struct log_rows rows;
    static uint8_t file[1 << 20];
    char path[256];
    unsigned told = 0;
    struct sim_random random;
    for (uint64_t at = 0; at < 200; at += 8) {
        assert_int_equal(append_now(&directory->fixture, at, 8), LOG_DONE);
    }
    log_directory_close(directory);
    snprintf(path, sizeof(path), "%s/log.db", directory->path);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    ssize_t size = pread(fd, file, sizeof(file), 0);
    assert_in_range(size, 20000, sizeof(file) - 1);
    sim_random_init(&random, 10);
    for (size_t round = 0; round < 500; round++) {
        assert_int_equal(pwrite(fd, file, (size_t)size, 0), size);
        for (uint64_t i = 0; i <= round % 8; i++) {
            uint8_t byte = (uint8_t)sim_random_draw(&random);
            off_t offset = (off_t)(sim_random_draw(&random) % (uint64_t)size);
            assert_int_equal(pwrite(fd, &byte, 1, offset), 1);
        }
        uint64_t damaged;
        bool is_open = log_store_open(&reader, directory->path, LOG_STORE_READ);
        enum log_result result = is_open ? log_store_read(&reader, 1, &rows, &damaged) : LOG_FAILED;
        for (size_t i = 0; is_open && i < rows.count; i++) {
            struct log_event event = test_event(i + 1);
            assert_int_equal(rows.rows[i].head.sequence, i + 1);
            assert_true(bytes_equal(rows.rows[i].event.body, event.body));
        }
        told += result != LOG_DONE;
        if (is_open) {
            log_store_close(&reader);
        }
    }
    assert_true(told > 200);
    assert_int_equal(pwrite(fd, file, (size_t)size, 0), size);
    close(fd);
    log_directory_open(directory);
    assert_int_equal(check_all_events(&directory->fixture, 1), 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define X(name) cmocka_unit_test_setup_teardown(name, open_empty, close_all),
        LOG_CONFORMANCE_CASES(X) X(sqlite_01_a_restart_finds_everything_again)
            X(sqlite_02_nobody_else_may_read_the_files)
                X(sqlite_03_a_second_server_is_refused_and_a_reader_is_not)
                    X(sqlite_04_tampering_shows_and_is_named)
                        X(sqlite_05_a_damaged_snapshot_is_passed_over)
                            X(sqlite_06_an_older_log_is_upgraded_and_keeps_its_events)
                                X(sqlite_07_a_newer_or_a_foreign_file_is_left_alone)
                                    X(sqlite_08_a_missing_directory_is_said)
                                        X(sqlite_09_who_asks_too_much_is_told_at_once)
                                            X(sqlite_10_no_damage_of_the_file_passes_for_an_event)
#undef X
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
