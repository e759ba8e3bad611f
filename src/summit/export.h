/* A summit as a file: JSON lines. The first is {"plenary_summit":1}, every other one an event as
 * codec.h writes it, sequence 1 first, without holes. Reading an export into an empty state gives
 * a state equal to the one that was exported.
 */
#ifndef PLENARY_SUMMIT_EXPORT_H
#define PLENARY_SUMMIT_EXPORT_H

#include "summit/codec.h"

#define EXPORT_HEAD "{\"plenary_summit\":1}\n"

struct import {
    struct bytes left;
    uint32_t line; /* number of the line read last */
};

/* NULL, or why this is not such a file. */
CHECK const char *import_open(struct import *import, struct bytes file);
/* The next event, parsed and applied to `state`; `event` (borrowing from `scratch`) is then for
 * the log. False at the end or at a problem; *problem is then NULL or a sentence.
 */
CHECK bool import_next(struct import *import, struct summit_state *state,
                       struct codec_scratch *scratch, struct summit_event *event,
                       const char **problem);

#endif
