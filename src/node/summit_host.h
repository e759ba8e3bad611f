/* The host of a summit, sans-I/O: it owns the state and writes the log. A command is decided
 * against the state as it will be when all that waits is durable; it is acknowledged, and seen
 * in the views, only when it is (DESIGN.md 5). So there are two folds of one log: `decided`, ahead
 * of the disk, and `durable`. When the log refuses, what was ahead is made again from what is
 * durable, and what still waits is decided again. Its parts are in host_parts.h.
 *
 *   QUEUED -> (FINDING its key) -> APPENDED | BOXED (a secret ballot) | WAITS | REPEATED
 *          -> answered
 *
 * Owned by the control thread.
 */
#ifndef PLENARY_NODE_SUMMIT_HOST_H
#define PLENARY_NODE_SUMMIT_HOST_H

#include "node/ballot_seal.h"
#include "node/event_log.h"
#include "summit/ballot_box.h"
#include "summit/codec.h"
#include "summit/effect.h"
#include "summit/state.h"

enum {
    HOST_REQUESTS_MAX = 8192,
    HOST_FLIGHTS_MAX = 2048, /* appends that wait for the disk */
    HOST_TEXTS_SIZE = 8 << 20,
    HOST_SNAPSHOT_EVENTS = 20000,
    HOST_BULK_EVENTS_MAX = LOG_BATCH_MAX,
    HOST_BULK_SIZE = 16 << 20, /* of their texts */
};

/* How a command ended; borrowed for the call. */
struct host_answer {
    struct refusal refusal; /* its reason is REASON_NONE when it is done */
    uint64_t sequence;      /* of the last event; the views have it */
    struct bytes events;    /* as JSON, with commas between; none when it was so already */
};

struct host_call {
    void (*answered)(struct host_call *call, const struct host_answer *answer);
};

struct host_ports {
    void *context;
    struct event_log *log;
    struct seal_keys *keys; /* of secret votes */
    struct random_source *random;
    int64_t (*now_ms)(void *context);
    struct presence (*presence)(void *context);
    /* Make `size` bytes zero again, as cheaply as the system can. */
    void (*zero)(void *context, void *memory, size_t size);
    /* The event is durable, and about to be applied to `before`. Not called for the log as it was
     * found at the start.
     */
    void (*event)(void *context, const struct summit_state *before,
                  const struct summit_event *event);
    /* The event is durable; `durable` is the state before it. Not called in replay. */
    void (*effects)(void *context, const struct effect *effects, uint32_t count);
};

enum host_phase { HOST_STARTS, HOST_RUNS, HOST_MENDS, HOST_IS_BROKEN };

enum host_request_state {
    REQUEST_DONE,
    REQUEST_FINDING,
    REQUEST_REPEATED, /* done before: its events are being read */
    REQUEST_QUEUED,
    REQUEST_APPENDED,
    REQUEST_BOXED,
    REQUEST_WAITS, /* it is so already, once what it was decided upon is durable */
};

struct host_request {
    enum host_request_state state;
    struct summit_host *host;
    struct host_call *call; /* NULL: whoever asked is gone */
    struct log_call find;
    struct actor actor;
    uint64_t last; /* REPEATED: the sequence of its last event */
    bool has_key;
    uint8_t key[LOG_KEY_SIZE];
    size_t text_at, text_size; /* the command, in the ring of texts */
    uint32_t box;              /* BOXED: which filling of the box */
    uint64_t after;            /* WAITS: answered when so many flights have landed */
    enum reason reason;        /* of a refusal that is being recorded; it has no values */
};

/* One append: its events lie in the ring of event texts, each but the first with a comma before. */
struct host_flight {
    struct log_call call;
    struct summit_host *host;
    uint64_t request; /* or BY_THE_BOX, or BY_BULK */
    uint32_t box, event_count;
    size_t text_at, text_end;
    size_t starts[DECISION_EVENTS_MAX], sizes[DECISION_EVENTS_MAX];
};

/* Many commands as one (summit_bulk.h); at most one of them waits for the disk. */
struct host_bulk {
    bool is_appended;
    struct host_call *call;
    struct state_mark mark; /* of `decided`, before it */
    uint8_t *memory;        /* HOST_BULK_SIZE bytes */
    struct writer writer;
    uint32_t count;
    struct log_event events[HOST_BULK_EVENTS_MAX];
};

/* Texts in the order in which they are freed; each lies in one piece. */
struct text_ring {
    uint8_t *memory;
    uint64_t at, freed; /* count up; a text never wraps */
};

struct summit_host {
    struct host_ports ports;
    enum host_phase phase;
    enum reason problem; /* HOST_IS_BROKEN: why */
    struct summit_state *durable, *decided;
    uint8_t *snapshot;                   /* summit_state_size() bytes */
    struct log_head head;                /* of `durable` */
    uint64_t snapshot_most, snapshot_at; /* sequences */
    bool is_putting;
    struct log_call get_snapshot, put_snapshot, read;
    uint64_t request_first, request_next, request_end; /* oldest, next to decide, next free */
    struct host_request requests[HOST_REQUESTS_MAX];
    uint32_t wait_count; /* of requests that WAIT */
    uint64_t flight_first, flight_end;
    struct host_flight flights[HOST_FLIGHTS_MAX];
    struct text_ring commands, events;
    struct host_bulk bulk;
    struct ballot_box box;
    uint32_t box_number;
    struct codec_scratch scratch;
    struct summit_decision decision;
    struct effect effects[EFFECTS_MAX];
};

/* Bytes for summit_host_init: zeroed, aligned to 4096. Mostly touched as needed. */
size_t summit_host_memory_size(void);
/* Begins to read snapshot and tail: deliver the log's answers until the phase is HOST_RUNS. */
struct summit_host *summit_host_init(void *memory, const struct host_ports *ports);

/* Ask for a command, {"command":...,...}, by one whose session says who they are. `key` (of
 * LOG_KEY_SIZE) may be NULL. Answered once, perhaps from within this call. `call` stays the
 * caller's, who keeps it until then.
 */
void summit_host_ask(struct summit_host *host, const struct actor *actor,
                     const struct summit_command *command, const uint8_t *key,
                     struct host_call *call);
/* Every 50 ms or so: the ballot box. */
void summit_host_tick(struct summit_host *host);

#endif
