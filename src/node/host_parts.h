/* What the parts of a summit's host have in common. summit_host.c: asking, deciding, answers;
 * host_log.c: the way to the log and back; host_ballots.c: secret ballots; summit_bulk.c: many
 * commands as one. Private to these.
 */
#ifndef PLENARY_NODE_HOST_PARTS_H
#define PLENARY_NODE_HOST_PARTS_H

#include "node/summit_host.h"

enum { HOST_TEXT_MAX = 2 * MESSAGE_SIZE_MAX }; /* of a command, or an event */

/* Whom a flight answers, instead of one request: all of its box, or the bulk. */
#define BY_THE_BOX UINT64_MAX
#define BY_BULK    (UINT64_MAX - 1)

/* ---- summit_host.c ---- */

/* Room for a text, or NULL. */
uint8_t *text_ring_reserve(struct text_ring *ring, size_t size);
struct bytes text_ring_at(const struct text_ring *ring, size_t at, size_t size);

struct host_request *host_request_at(struct summit_host *host, uint64_t at);
/* Answer it and be done with it. */
void host_answer_request(struct host_request *request, const struct host_answer *text);
/* It was done before: read from the log what was answered then. */
void host_answer_repeated(struct host_request *request, const struct log_answer *told);
/* host_refused(REASON_BUSY): the answer that it is. */
struct host_answer host_refusal(const struct grounds *grounds);
#define host_refused(...) host_refusal(&(const struct grounds){.reason = __VA_ARGS__})
struct host_answer host_log_refusal(const struct log_answer *told);
/* Decide all that can be decided now. */
void host_pump(struct summit_host *host);

/* ---- host_log.c ---- */

/* Read the latest snapshot and what came after it, then run. */
void host_begin(struct summit_host *host);
/* Append what a request decided (or BY_THE_BOX) and fold it ahead. REASON_NONE, or why not
 * now; nothing is then changed. `key` may be NULL.
 */
CHECK enum reason host_append(struct summit_host *host, struct summit_event *events, uint32_t count,
                              uint64_t request, const uint8_t *key);
/* Apply an event's text ahead of the disk. */
CHECK bool host_fold_ahead(struct summit_host *host, struct bytes text);
/* Append bulk.events, which are folded already and follow event `expected`; bulk.call is answered
 * when they are durable. REASON_NONE, or why not now.
 */
CHECK enum reason host_append_bulk(struct summit_host *host, uint64_t expected);

/* ---- host_ballots.c ---- */

/* Once at the start: a vote that ended just before a crash may have left its key. */
void host_destroy_old_keys(struct summit_host *host);
/* Of a vote's keys only the one of its last sealing is kept, and none of a vote that is over. */
void host_keep_keys(struct summit_host *host, const struct summit_event *event);
/* Answer all whose ballots went with this filling of the box. */
void host_answer_box(struct summit_host *host, uint32_t box, const struct host_answer *text);
/* The decision is a ballot: it waits for others. */
void host_put_in_box(struct summit_host *host, struct host_request *request, int64_t now_ms);
/* Append what is in the box. */
void host_seal(struct summit_host *host);
/* What was voted in secret, to `votes`; nothing when it was no secret, or nobody can open it. */
struct ints host_unseal(struct summit_host *host, uint32_t id, int64_t votes[SEAL_CHOICES]);

#endif
