/* The whole state as bytes, and back. Canonical: equal states give equal bytes, so the
 * hash of one is the hash of the other. What it is made of and in which order carries a
 * version; a snapshot of another version is refused and the log is folded instead.
 */
#ifndef PLENARY_SUMMIT_SNAPSHOT_H
#define PLENARY_SUMMIT_SNAPSHOT_H

#include "summit/state.h"

enum { SNAPSHOT_VERSION = 1 };

/* Called with a piece at a time, in order; false stops (the caller keeps the reason). */
struct snapshot_sink {
    bool (*write)(struct snapshot_sink *sink, struct bytes piece);
};

/* False when the sink stopped. */
CHECK bool snapshot_write(const struct summit_state *state, struct snapshot_sink *sink);
/* Into an empty state (summit_state_init). NULL, or why these bytes are not a snapshot; then
 * the state is of no use and must be initialised again, in zeroed memory.
 */
CHECK const char *snapshot_read(struct summit_state *state, struct bytes snapshot);
/* 64-bit FNV-1a over the snapshot: equal for equal states. */
uint64_t summit_state_hash(const struct summit_state *state);

#endif
