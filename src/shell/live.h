/* /live/{room}: the WebSockets of a room. All are told what the media room shows; people of the
 * summit are told their view of it (live_view.c), who is there and what they react with, and may
 * send commands (live_command.c). All may read captions (live_caption.c).
 */
#ifndef PLENARY_SHELL_LIVE_H
#define PLENARY_SHELL_LIVE_H

#include "base/rate.h"
#include "node/node.h"
#include "shell/summit_service.h"
#include "shell/websocket.h"
#include "summit/reaction.h"

enum {
    LIVE_VIEW_MAX = 16 << 20, /* bytes of one message */
    LIVE_CROWD = 1000,        /* readers in a room: it is told less often who is there */
};
#define LIVE_HEARTBEAT_US (10 * SECOND_US)
#define LIVE_AUDIENCE_US  (1 * SECOND_US) /* viewers, press, delegates hear at most so often; */
#define LIVE_STAGE_US     (100 * MS_US)   /* interpreters, speakers and the desk so often */
#define LIVE_SLICE_US     (5 * MS_US)     /* of a tick, for the audience: others wait meanwhile */

#define LIVE_CROWD_US (5 * SECOND_US) /* who is there, in a crowd */

struct live_reader;

/* What there is to know, as numbers that count up. */
struct live_news {
    uint64_t view;  /* the summit's sequence */
    uint32_t state; /* of the media room */
    uint32_t presence, reactions, captions;
};

/* Telling stage and desk, or the audience: one after the other, what each lacks. */
struct live_round {
    struct live_news news; /* that the last one to begin tells, or has told */
    uint64_t next_us;      /* when more than the media room's state may be told */
    bool has_views;        /* this one tells it */
    bool is_lacking;       /* somebody was too slow */
    /* When each role's view had changed last, at news.view; and the same of the round before. */
    uint64_t versions[SUMMIT_ROLE_COUNT];
    uint64_t view_before, versions_before[SUMMIT_ROLE_COUNT];
};

struct live_room {
    struct room *room;
    /* Stage and desk come before the audience; `next` is whom the audience's round tells next. */
    struct live_reader *first, *audience, *last, *next;
    uint32_t count;
    struct live_news news;
    struct live_round stage_round, audience_round;
    bool has_changed;           /* the media room's state */
    bool has_moved;             /* somebody came or went */
    uint64_t presence_us;       /* when presence may be told next */
    uint32_t people, locations; /* as told last */
    char reactions[256];        /* of the last second, as they are told */
};

struct live {
    struct node *node;
    struct summit_service *summit;
    struct shared_texts texts;
    uint64_t reactions_us;
    uint64_t heartbeat_us;
    size_t count, command_count;
    struct live_room rooms[NODE_ROOMS_MAX];
    struct reactions reactions;
    uint16_t sockets[SUMMIT_PEOPLE_MAX];    /* of each person, by row */
    struct rate reacted[SUMMIT_PEOPLE_MAX]; /* each person's reactions */
    uint8_t view[LIVE_VIEW_MAX];            /* what is being written */
};

void live_init(struct live *live, struct node *node, struct summit_service *summit);
/* Handlers of http_server.h; `context` is the struct live. */
bool live_upgrade(struct live *live, const struct http_request *request,
                  struct http_response *response, const struct node_time *time,
                  const char **subprotocol, void **user);
void live_opened(struct live *live, struct websocket *websocket, void *user);
void live_closed(struct live *live, struct websocket *websocket, void *user);
/* What a client sent: a command or a reaction. */
void live_heard(struct live *live, struct live_reader *reader, struct bytes text, uint64_t now_us);

void live_room_changed(struct live *live, const struct room *room);
/* Send what has changed since the last tick. */
void live_tick(struct live *live, uint64_t now_us);
/* Tell all that the server restarts, and close. */
void live_say_goodbye(struct live *live);

#endif
