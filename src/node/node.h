/* A node's control side, sans-I/O: rooms, sessions, WHIP and WHEP, health and metrics.
 * HTTP requests and media events come in; responses, media commands and "this room
 * has changed" go out. Owned by the control thread.
 */
#ifndef PLENARY_NODE_NODE_H
#define PLENARY_NODE_NODE_H

#include "base/pool.h"
#include "node/room.h"
#include "summit/reason.h"
#include "wire/http1.h"

enum {
    NODE_ROOMS_MAX = FANOUT_HALLS_MAX / 2, /* the configuration's 16, and the summit's 63 */
    NODE_SESSIONS_MAX = 32768,
    NODE_PUBLISHERS_MAX = 256,
    NODE_CANDIDATES_MAX = 8,
    NODE_ICE_SERVERS_MAX = 4,
    NODE_ICE_SERVER_MAX = 128,
    SESSION_ID_SIZE = 20, /* base64url: 120 random bits */
};

struct session {
    struct member member;
    char id[SESSION_ID_SIZE + 1];
    uint64_t etag;
    struct room *room;
    struct token token;
    enum summit_source source; /* what a publisher sends */
    bool is_green;             /* a viewer of the green room */
    struct ice_credentials remote;
    bool is_connected;
    bool is_closing; /* MEDIA_CLOSE is sent */
    bool has_audio, has_video;
    bool publishes; /* a viewer: the media thread knows of sources of the same person */
};

struct node_ports {
    void *context;
    struct random_source *random;
    struct datagram_sink *(*sink_of)(void *context, uint8_t thread);
    void (*command)(void *context, uint8_t thread, const struct media_command *command);
    void (*room_changed)(void *context, struct room *room);
    /* Who a personal session ("p1...") is in this room; false with why not. NULL: there is no
     * summit.
     */
    bool (*admit)(void *context, const struct room *room, struct bytes session, struct token *who,
                  struct refusal *why);
};

struct node_setup {
    uint8_t thread_count;
    struct dtls_identity *identity; /* outlives the node */
    uint8_t token_key[TOKEN_KEY_SIZE];
    size_t candidate_count;
    struct address candidates[NODE_CANDIDATES_MAX];
    size_t ice_server_count;
    char ice_servers[NODE_ICE_SERVERS_MAX][NODE_ICE_SERVER_MAX + 1];
    struct node_ports ports;
    /* Memory for the pools: 64-byte aligned, zeroed; see node_memory_size. */
    void *memory;
};

struct node {
    struct node_setup setup;
    size_t room_count;
    struct room rooms[NODE_ROOMS_MAX];
    struct pool sessions, viewers, sources;
    struct owner_map by_id; /* session id -> its member */
    uint64_t next_member_id;
    uint8_t next_thread;
    bool is_draining;
    uint64_t sessions_made, sessions_refused;
    struct sdp offer; /* scratch: the one being answered */
};

/* What a request is about, in the two clocks that matter. */
struct node_time {
    uint64_t now_us; /* monotonic */
    uint32_t now_s;  /* Unix time: tokens run out by it */
};

size_t node_memory_size(void);
/* `node` is zeroed memory. */
void node_init(struct node *node, const struct node_setup *setup);
/* `stage` is zeroed memory that lives as long as the node. NULL when there are too many. */
CHECK struct room *node_add_room(struct node *node, const char *name, const char *title,
                                 struct stage *stage);
/* The room's green room; `stage` as above. */
void node_add_green_room(struct node *node, struct room *room, struct stage *stage);
struct room *node_find_room(struct node *node, struct bytes name);

/* Answer a request. Returns false if the path is none of the node's. */
CHECK bool node_handle(struct node *node, const struct http_request *request,
                       struct http_response *response, const struct node_time *time);

/* Who asks, and may they enter this room? On failure the response is written. */
CHECK bool node_authorize(const struct node *node, const struct room *room, struct bytes token,
                          const struct node_time *time, struct token *who,
                          struct http_response *response);

void node_media_event(struct node *node, const struct media_event *event);

/* What the summit wants of the room from now on; all of it takes effect at once, and every
 * connection stays as it is.
 */
void node_set_plan(struct node *node, struct room *room, const struct room_plan *plan);
/* End a person's sessions, in one room or (NULL) in all. */
void node_close_person(struct node *node, const struct room *room, uint64_t person);

/* End those of a person who watches the room's green room and may no longer. */
void node_close_green(struct node *node, const struct room *room, uint64_t person);

/* No new sessions from now on; those there are told goodbye when node_close_all runs. */
void node_drain(struct node *node);
void node_close_all(struct node *node);

/* OpenMetrics 1.0: counters of all threads, sessions, rooms. */
void node_write_metrics(const struct node *node, const struct media *const *media,
                        struct writer *writer);

/* For node.c and session.c. */
struct session *session_of(struct member *member);
/* Its thread says goodbye and gives it back; nothing happens the second time. */
void session_close(struct node *node, struct session *session);
bool session_handle(struct node *node, struct bytes id, const struct http_request *request,
                    struct http_response *response, const struct node_time *time);
void session_create(struct node *node, enum member_kind kind, struct room *room,
                    const struct http_request *request, struct http_response *response,
                    const struct node_time *time);

#endif
