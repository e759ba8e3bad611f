/* What a process uses of the machine, from /proc. */
#ifndef PLENARY_SWARM_PROCESS_H
#define PLENARY_SWARM_PROCESS_H

#include "base/base.h"

struct process_use {
    double wall_s, cpu_s; /* since process_begin; user and system time of all threads */
    uint64_t rss_kib;     /* now */
    int64_t grown_kib;    /* since then */
};

/* Note where it stands; zeros where there is no such process. */
void process_begin(uint32_t pid, struct process_use *use);
/* Make the difference to then of it. */
void process_end(uint32_t pid, struct process_use *use);

/* From here on SIGTERM and SIGINT only ask to stop. */
void process_hear_signals(void);
bool process_must_stop(void);

#endif
