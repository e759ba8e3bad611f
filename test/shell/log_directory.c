#include "log_directory.h"

#include <unistd.h>

void log_directory_make(struct log_directory *directory)
{
    *directory = (struct log_directory){0};
    /* In memory where that is: what is tested is the order of writes, not the disk. */
    const char *root = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(directory->path, sizeof(directory->path), "%s/plenary-log-XXXXXX", root);
    assert_non_null(mkdtemp(directory->path));
}

static void settle(struct log_fixture *fixture)
{
    log_sqlite_settle(CONTAINER_OF(fixture, struct log_directory, fixture)->log);
}

bool log_directory_try_open(struct log_directory *directory, char problem[LOG_STORE_PROBLEM_MAX])
{
    directory->log = log_sqlite_open(directory->path, problem);
    if (directory->log) {
        directory->fixture =
            (struct log_fixture){.log = log_sqlite_port(directory->log), .settle = settle};
    }
    return directory->log != NULL;
}

void log_directory_open(struct log_directory *directory)
{
    char problem[LOG_STORE_PROBLEM_MAX] = "";
    bool is_open = log_directory_try_open(directory, problem);
    assert_string_equal(problem, "");
    assert_true(is_open);
}

void log_directory_close(struct log_directory *directory)
{
    if (directory->log) {
        log_sqlite_close(directory->log);
        directory->log = NULL;
    }
}

void log_directory_remove(struct log_directory *directory)
{
    static const char *const names[] = {"log.db", "log.db-wal", "log.db-shm", "log.lock"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char path[128];
        snprintf(path, sizeof(path), "%s/%s", directory->path, names[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(directory->path), 0);
}
