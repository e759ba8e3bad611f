/* A directory of its own for a log in SQLite, gone with the test. */
#ifndef PLENARY_TEST_SHELL_LOG_DIRECTORY_H
#define PLENARY_TEST_SHELL_LOG_DIRECTORY_H

#include "log_conformance.h"
#include "shell/log_sqlite.h"

struct log_directory {
    struct log_fixture fixture;
    struct log_sqlite *log; /* NULL: closed */
    char path[64];
};

void log_directory_make(struct log_directory *directory);
/* Open the log in it. False with a sentence. */
CHECK bool log_directory_try_open(struct log_directory *directory,
                                  char problem[LOG_STORE_PROBLEM_MAX]);
/* It must open. */
void log_directory_open(struct log_directory *directory);
void log_directory_close(struct log_directory *directory);
void log_directory_remove(struct log_directory *directory);

#endif
