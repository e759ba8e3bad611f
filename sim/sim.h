/* A summit in one thread and in no time: a whole node (control side and one media
 * thread), cameras and screens, joined by a network that spoils, all from one seed.
 * The same seed gives the same trace, bit by bit.
 */
#ifndef PLENARY_SIM_SIM_H
#define PLENARY_SIM_SIM_H

#include "node/node.h"
#include "sim/client.h"
#include "sim/hash.h"
#include "sim/network.h"
#include "sim/nonce_watch.h"

enum { SIM_PAYLOAD_TYPE = 96, SIM_CLIENTS_MAX = 32, SIM_QUEUE_MAX = 256 };

struct sim_reply {
    int status;
    char headers[2048];
    char body[NEGOTIATE_ANSWER_MAX];
};

struct sim_request {
    enum http_method method;
    const char *path;
    const struct token *token; /* NULL: none */
    const char *token_text;    /* instead of `token`, as it is */
    const char *content_type;  /* or NULL */
    const char *if_match;      /* or NULL */
    const char *cookie;        /* or NULL */
    const char *origin;        /* or NULL; the host is hall.example */
    struct bytes body;
};

struct sim {
    uint64_t now_us;
    uint64_t trace; /* hash of all media that screens opened: when, who, which, what */
    struct sim_random random;
    struct network network;
    struct nonce_watch watch; /* of all that the server sends */
    struct dtls_identity *server_identity, *client_identity;
    struct node *node;
    struct media *media;
    struct stage *stage, *green; /* green: no room has it, but where a scene says so */
    struct room *room;
    void *memory;
    struct address server;
    struct datagram_sink server_sink;
    struct train_sink server_trains;
    uint8_t train[TRAIN_MAX]; /* the one that is being written */
    uint64_t media_tick_us;
    size_t command_count, event_count; /* in flight between the two sides */
    struct media_command commands[SIM_QUEUE_MAX];
    struct media_event events[SIM_QUEUE_MAX];
    size_t client_count;
    struct client *clients[SIM_CLIENTS_MAX];
    struct sim_reply reply;
    struct http_request http;
};

extern const struct network_conditions sim_bad_network; /* 5 % loss and all the rest */
extern const struct network_conditions sim_good_network;

struct sim *sim_new(uint64_t seed, const struct network_conditions *conditions);
void sim_free(struct sim *sim);

/* Clients live as long as the simulation; they join with client_join. */
struct client *sim_camera(struct sim *sim, uint32_t keyframe_interval);
struct client *sim_screen(struct sim *sim);

/* One HTTP exchange, at once; the reply holds until the next. */
const struct sim_reply *sim_ask(struct sim *sim, const struct sim_request *request);
void sim_run(struct sim *sim, uint64_t duration_us);
extern const uint8_t sim_token_key[TOKEN_KEY_SIZE];
enum { SIM_UNIX_S = 1800000000 }; /* now, for tokens */

#endif
