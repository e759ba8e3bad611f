/* Many commands as one: decided row by row, each upon those before it, and then appended all
 * together or not at all. Everything from begin to end happens within one call from outside, so
 * that nobody else's command comes in between; only one waits for the disk at a time.
 *
 * For commands that add rows and do nothing else: location_add, person_add, invitation_issue.
 */
#ifndef PLENARY_NODE_SUMMIT_BULK_H
#define PLENARY_NODE_SUMMIT_BULK_H

#include "node/summit_host.h"

enum bulk_end {
    BULK_COMMIT,
    BULK_UNDO, /* a dry run, or some of it was refused */
};

/* REASON_NONE, or why not now. */
CHECK enum reason summit_bulk_begin(struct summit_host *host);
/* NULL with the id of the row it adds, or why the command is refused; the others stay. The refusal
 * is the host's until the next call.
 */
CHECK const struct refusal *summit_bulk_add(struct summit_host *host, const struct actor *actor,
                                            const struct summit_command *command, uint32_t *id);
/* The state with what was added so far. */
const struct summit_state *summit_bulk_state(const struct summit_host *host);
/* How many were added. */
uint32_t summit_bulk_count(const struct summit_host *host);
/* COMMIT: `call` is answered, perhaps from within; with no events, for there may be megabytes. */
void summit_bulk_end(struct summit_host *host, enum bulk_end how, struct host_call *call);

#endif
