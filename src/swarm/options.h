/* The swarm's options: their values, and those of `plenary swarm --control`. */
#ifndef PLENARY_SWARM_OPTIONS_H
#define PLENARY_SWARM_OPTIONS_H

#include "base/base.h"

/* A number, at most `most`. */
CHECK bool option_count(const char *text, uint32_t most, uint32_t *value);
/* An IPv4 address, in host byte order. */
CHECK bool option_first_address(const char *text, uint32_t *first);

/* The options behind --control, which is argv[1], and the run; -1 when they are none. */
int control_command(int argc, char **argv);
extern const char control_usage[];

#endif
