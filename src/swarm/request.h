/* HTTP(S) requests, many at a time over a few connections that stay open: for the swarm's
 * joins. Requests are answered in no particular order; one that a dying connection took
 * with it is sent again.
 */
#ifndef PLENARY_SWARM_REQUEST_H
#define PLENARY_SWARM_REQUEST_H

#include "shell/http_client.h"

enum { REQUEST_BODY_MAX = 8192, REQUEST_TRIES_MAX = 3 };

struct request {
    struct request *next;
    const char *method;
    char path[256];
    const char *token;
    char key[24];             /* Idempotency-Key; empty: none */
    const char *content_type; /* NULL: no body */
    size_t body_size;
    char body[REQUEST_BODY_MAX];
    unsigned tries;
    char resource[256]; /* of the reply: the path that its Location names; empty: none */
    /* Called once; status 0: the server could not be reached. The body is borrowed. */
    void (*done)(struct request *request, int status, struct bytes body);
    void *context;
};

struct request_pool;

/* NULL with a sentence. */
CHECK struct request_pool *request_pool_new(const struct http_url *url, const char *ca_file,
                                            size_t connections, int epoll_fd, const char **problem);
void request_pool_free(struct request_pool *pool);
/* `request` is the caller's until done. */
void request_send(struct request_pool *pool, struct request *request);
/* A connection (the epoll event's data.ptr) may read or write. */
void request_pool_ready(struct request_pool *pool, void *connection);

#endif
