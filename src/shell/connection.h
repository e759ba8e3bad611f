/* One connection of the HTTP server. connection.c is its stream: plain or TLS, what is still to
 * be written, how it ends. What comes in goes to requests.c, which answers whole requests, or,
 * once it has become one, to websocket.c. Private to these and http_server.c.
 */
#ifndef PLENARY_SHELL_CONNECTION_H
#define PLENARY_SHELL_CONNECTION_H

#include "shell/http_server.h"
#include "shell/source_count.h"

enum { REFUSALS_MAX = 16384 }; /* of all sources together, kept account of */
enum {
    READING_SIZE_MAX = 64 << 20, /* of all requests that are coming in, beyond their first part */
    HEARD_SIZE_MAX = 64 << 20,   /* and of all messages by WebSocket */
};

enum io_result { IO_DONE, IO_AGAIN, IO_CLOSED };

struct connection {
    struct watch watch;
    struct http_server *server;
    struct address source; /* for its cap alone */
    struct connection *previous, *next;
    SSL *ssl;         /* NULL: plain */
    bool is_shaken;   /* the TLS handshake is done */
    bool must_close;  /* once all is written */
    bool is_excess;   /* came when there was no room: its first request is answered by 503 */
    bool must_linger; /* and then until they have read it */
    bool is_lingering;
    bool is_dead;     /* freed at the end of the event */
    bool waits_write; /* EPOLLOUT is watched */
    uint64_t deadline_us;
    uint8_t *in; /* the request so far; NULL between requests */
    size_t in_size, in_room;
    bool takes_large; /* the body that comes may be larger than HTTP_BODY_MAX */
    uint8_t *out;     /* not yet written; NULL when all is */
    size_t out_at, out_size;
    struct bytes fixed; /* nor this, which follows it: a text that outlives us and is not copied */
    struct websocket *websocket;    /* NULL: HTTP */
    struct http_deferred *deferred; /* the answer to the last request is still to come */
    bool stays;                     /* open after that answer */
    size_t discarded;               /* while it lingers */
};

struct http_server {
    struct loop *loop;
    struct watch listener;
    bool is_accepting;
    uint64_t accept_at_us; /* paused until; 0: not paused */
    SSL_CTX *tls;
    struct http_handlers handlers;
    uint32_t count, count_max;
    size_t queued_size;  /* of all connections' `out` */
    size_t reading_size; /* of their `in`, beyond the first part */
    struct source_count sources;
    struct source_count refusals; /* 401s of each source, in this minute */
    uint32_t refusal_count;       /* of all */
    uint64_t forget_refusals_us;
    struct connection *first;
    struct connection *answering; /* within `handle` */
    struct connection *dying;     /* to be freed when the event is over */
    struct http_request request;  /* scratch of the one being answered */
    /* Of the response that is being made; and of one for who waited, when making it wakes them. */
    struct {
        uint8_t headers[HTTP_RESPONSE_HEADERS_MAX];
        uint8_t body[HTTP_RESPONSE_BODY_MAX];
    } memory[2];
    uint8_t head[HTTP_RESPONSE_HEADERS_MAX + 512];
    uint8_t frames[16384]; /* of a WebSocket, to be written together */
    size_t frames_size;
    size_t heard_size; /* memory of the messages that are coming in by WebSocket, of all together */
};

/* ---- connection.c ---- */

/* A new, accepted stream: takes over the descriptor. */
void connection_accept(struct http_server *server, int fd, const struct address *source);
/* Read what there is. IO_AGAIN: nothing now. */
enum io_result connection_read(struct connection *connection, void *out, size_t room, size_t *size);
/* Write, or queue what the line does not take now. */
void connection_write(struct connection *connection, struct bytes data);
/* The same with a text that outlives the connection: what waits of it costs no memory. Once, behind
 * what was written; nothing may follow before all is gone.
 */
void connection_write_fixed(struct connection *connection, struct bytes data);
/* Whether something waits for the line. */
bool connection_is_writing(const struct connection *connection);
size_t connection_unwritten(const struct connection *connection);
/* Whether to read on in this turn, after so many rounds. */
bool connection_may_read(const struct connection *connection, int round);
/* All is written: close it, or let it linger. */
void connection_end(struct connection *connection);
void connection_close(struct connection *connection);
/* Free those that were closed; never while one of them is on the stack. */
void connection_free_dying(struct http_server *server);

/* ---- requests.c ---- */

/* Read and answer what there is, until an answer has to wait or the stream is a WebSocket's. */
void requests_read(struct connection *connection);
/* What came of a request is not needed (any more). */
void requests_forget_input(struct connection *connection);

/* ---- http_server.c ---- */

/* A new minute begins for everybody who came with bad tokens. */
void http_server_forget_refusals(struct http_server *server);

#endif
