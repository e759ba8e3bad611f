/* The log of events in memory: for the simulator and for tests of what stands on the log. What
 * is asked for is done in `deliver`, so a scene chooses how slow the disk is by when it
 * delivers, and what a crash takes.
 */
#ifndef PLENARY_SIM_LOG_MEMORY_H
#define PLENARY_SIM_LOG_MEMORY_H

#include "node/event_log.h"

struct log_memory;

CHECK struct log_memory *log_memory_new(void);
void log_memory_free(struct log_memory *log);
struct event_log *log_memory_port(struct log_memory *log);

/* From now on each write ends as this: LOG_FULL, LOG_FAILED; LOG_DONE mends the disk. */
void log_memory_set_disk(struct log_memory *log, enum log_result result);
/* Whether something waits for `deliver`. */
bool log_memory_is_asked(const struct log_memory *log);
/* A crash: what was asked for and is not answered is forgotten, and nobody is told. */
void log_memory_crash(struct log_memory *log);

#endif
