/* One WebSocket of /live. Private to the files live*.c. */
#ifndef PLENARY_SHELL_LIVE_READER_H
#define PLENARY_SHELL_LIVE_READER_H

#include "shell/live.h"

enum { CLOSE_SERVICE_RESTART = 1012, CLOSE_NOT_ALLOWED = 4403 };

struct live_reader {
    struct live_reader *previous, *next; /* in the same room */
    struct websocket *websocket;
    struct live_room *room;
    struct token who;
    bool is_person;
    bool is_behind; /* did not take the last state: gets the next one */
    bool is_closing;
    enum summit_role role; /* whose view was sent last */
    uint64_t since;        /* the sequence of that view; 0: none */
    uint64_t own_since;    /* the sequence of the "you" that was sent last; 0: none */
    char session[SESSION_TEXT_MAX + 1];
};

#define READERS_OF(room, name)                                                                     \
    for (struct live_reader *name = (room)->first; name; name = name->next)

static inline struct live_room *live_room_of(struct live *live, const struct room *room)
{
    return &live->rooms[room - live->node->rooms];
}

/* Small texts are copied into the reader's queue, large ones shared. False: not now. */
CHECK bool live_send(struct live *live, struct live_reader *reader, struct bytes text);
void live_close(struct live_reader *reader, uint16_t code, const char *reason);

/* ---- live_view.c ---- */

/* Tell a reader who has just come. */
void live_view_welcome(struct live *live, struct live_reader *reader);
/* Tell all whose turn it is what has changed. */
void live_view_tick(struct live *live, uint64_t now_us);

#endif
