/* /live/{room}: the WebSockets that are told a room's state, on change and every few
 * seconds.
 */
#ifndef PLENARY_SHELL_LIVE_H
#define PLENARY_SHELL_LIVE_H

#include "node/node.h"
#include "shell/summit_service.h"
#include "shell/websocket.h"

#define LIVE_HEARTBEAT_US (10 * SECOND_US)
#define LIVE_AUDIENCE_US  (1 * SECOND_US)   /* viewers, press, delegates hear at most so often; */
#define LIVE_STAGE_US     (100 * MS_US)     /* interpreters, speakers and the desk so often */

struct live_reader;

struct live {
    struct node *node;
    struct summit_service *summit;
    uint64_t audience_us, stage_us; /* when they are told next */
    struct live_reader *first;
    size_t count;
    bool has_changed[NODE_ROOMS_MAX];
    uint64_t heartbeat_us;
};

void live_init(struct live *live, struct node *node, struct summit_service *summit);
/* Handlers of http_server.h; `context` is the struct live. */
bool live_upgrade(struct live *live, const struct http_request *request,
                  struct http_response *response, const struct node_time *time,
                  const char **subprotocol, void **user);
void live_opened(struct live *live, struct websocket *websocket, void *user);
void live_closed(struct live *live, struct websocket *websocket, void *user);

void live_room_changed(struct live *live, const struct room *room);
/* Send what has changed since the last tick. */
void live_tick(struct live *live, uint64_t now_us);
/* Tell all that the server restarts, and close. */
void live_say_goodbye(struct live *live);

#endif
