/* The summit in a data directory, for the commands that work on it while no server does: its log,
 * and the state that the log folds to.
 */
#ifndef PLENARY_SHELL_SUMMIT_STORE_H
#define PLENARY_SHELL_SUMMIT_STORE_H

#include "shell/log_store.h"
#include "summit/codec.h"
#include "summit/state.h"

enum summit_store_start {
    SUMMIT_STORE_FROM_SNAPSHOT, /* the latest that this program can read, and what came after */
    SUMMIT_STORE_EMPTY,         /* nothing yet: summit_store_fold */
};

/* Large: never on a stack. */
struct summit_store {
    struct log_store log;
    enum log_store_mode mode;
    void *memory; /* of the state */
    struct summit_state *state;
    struct codec_scratch scratch;
    struct log_rows rows;
    uint8_t text[2 * MESSAGE_SIZE_MAX]; /* events on their way into the log */
    char problem[LOG_STORE_PROBLEM_MAX];
    bool has_failed; /* the log did not take it; only close is of use */
};

/* Open the log in `directory`, and fold it as `start` says. False with store->problem; nothing is
 * left open. */
CHECK bool summit_store_open(struct summit_store *store, const char *directory,
                             enum log_store_mode mode, enum summit_store_start start);
/* Go on folding, up to and with event `until`; UINT64_MAX for all. */
CHECK bool summit_store_fold(struct summit_store *store, uint64_t until);
/* What was not committed is undone. */
void summit_store_close(struct summit_store *store);

/* An empty state in memory of its own; NULL without memory. */
CHECK struct summit_state *summit_memory_take(void **memory);
void summit_memory_give(void *memory);

/* ---- changing it: begin, any number of changes, commit ----
 *
 * In a store that was opened to read, all of it works but nothing reaches the log: a dry run.
 * False with store->problem.
 */

CHECK bool summit_store_begin(struct summit_store *store);
CHECK bool summit_store_commit(struct summit_store *store);
/* Decide the command as the operator of the server, and let what follows happen. False without
 * store->has_failed: it is refused, and nothing has changed.
 */
CHECK bool summit_store_command(struct summit_store *store, const struct summit_command *command);
/* Put into the log an event that has been applied to the state already. */
CHECK bool summit_store_append(struct summit_store *store, const struct summit_event *event);

#endif
