/* The log of one machine (node/event_log.h): SQLite behind a thread of its own, so that a
 * slow or a full disk holds up nobody who does not wait for it.
 *
 * Group commit: whatever is waiting when the disk is ready goes into one transaction. So one
 * append takes as long as one sync of the disk, and a thousand at once hardly longer.
 */
#ifndef PLENARY_SHELL_LOG_SQLITE_H
#define PLENARY_SHELL_LOG_SQLITE_H

#include "node/event_log.h"
#include "shell/log_store.h"

struct log_sqlite;

/* Open the log in `directory` and start its thread. NULL with a sentence. */
CHECK struct log_sqlite *log_sqlite_open(const char *directory,
                                         char problem[LOG_STORE_PROBLEM_MAX]);
/* Do all that was asked for, answer it, close. */
void log_sqlite_close(struct log_sqlite *log);

struct event_log *log_sqlite_port(struct log_sqlite *log);
/* Readable when `deliver` has something to say. */
int log_sqlite_fd(const struct log_sqlite *log);
/* Wait until all that was asked for is answered: at start, and in commands. */
void log_sqlite_settle(struct log_sqlite *log);

#endif
