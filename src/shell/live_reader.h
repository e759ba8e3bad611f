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
    bool is_audience;
    bool is_closing;
    uint32_t state, presence, reactions; /* numbers of the news that were told last */
    struct tag language;                 /* of the captions it reads; "": none */
    uint32_t captions;                   /* the version of the room's captions that it has seen, */
    uint32_t caption_lines, caption_languages; /* and of what it was told */
    enum summit_role role;                     /* whose view was sent last */
    uint64_t since;         /* the sequence of that view, as they know it; 0: none */
    uint64_t own_since;     /* the sequence of the "you" that was sent last; 0: none */
    uint64_t next_us;       /* when a message would be in time, were they even */
    uint32_t refused_count; /* that were not, in a row */
    uint32_t command_count;
    struct live_command *commands; /* that wait for their answer */
    char session[SESSION_TEXT_MAX + 1];
};

#define READERS_OF(room, name)                                                                     \
    for (struct live_reader *name = (room)->first; name; name = name->next)

static inline struct live_room *live_room_of(struct live *live, const struct room *room)
{
    return &live->rooms[room - live->node->rooms];
}

/* The room of the summit that is held in this one; 0: none, and then nobody is a person of it. */
static inline uint32_t live_summit_room(const struct live_room *room)
{
    return room->room->summit_room;
}

static inline int64_t live_now_ms(const struct live *live)
{
    const struct host_ports *ports = &live->summit->host->ports;
    return ports->now_ms(ports->context);
}

/* Small texts are copied into the reader's queue, large ones shared. False: not now. */
CHECK bool live_send(struct live *live, struct live_reader *reader, struct bytes text);
/* "status":..,"code":..,"reason":..,"values":..,"detail":.. */
void live_write_refusal(struct writer *writer, const struct refusal *refusal);
void live_close(struct live_reader *reader, uint16_t code, const char *reason);

/* ---- live_round.c ---- */

/* Put it into its room's list, at the place of its role. */
void live_enter(struct live_reader *reader);
void live_leave(struct live_reader *reader);
/* Its role may be another one. */
void live_place(struct live_reader *reader);
/* Tell a reader who has just come. */
void live_welcome(struct live *live, struct live_reader *reader);
/* Tell all whose turn it is what is new. */
void live_round_tick(struct live *live, struct live_room *room, uint64_t now_us, uint64_t until_us);

/* ---- live_view.c ---- */

enum { VIEWS_CACHED = 32 };

struct cached_view {
    enum summit_role role;
    uint32_t room;
    uint64_t since;
    struct shared_text *text; /* NULL: nothing has changed */
};

/* What was written in this turn, for all who may see the same and know as much. */
struct views {
    struct cached_view at[VIEWS_CACHED];
    uint32_t count; /* of all that were written */
};

void views_end(struct views *views);
/* Whom a reader is, and whether it can go on from what it has. */
void live_view_begin(struct live *live, struct live_reader *reader);
/* Whether any of these roles sees another view than the round has told, or an event since then has
 * concerned anybody.
 */
CHECK bool live_view_is_news(const struct live *live, const struct live_room *room,
                             const struct live_round *round, enum summit_role first,
                             enum summit_role last);
/* The round, which has told what was news then, begins to tell the view as it is now. */
void live_view_begin_round(const struct live *live, const struct live_room *room,
                           struct live_round *round);
/* Tell its view and its own part. False: it lacks something, and has to be told later. */
CHECK bool live_view_tell(struct live *live, struct live_reader *reader, struct views *views);

/* ---- live_command.c ---- */

/* The answers to what it asked for go nowhere. */
void live_command_closed(struct live_reader *reader);

/* ---- live_crowd.c ---- */

/* Tell what it lacks of who is there and of reactions; who is too slow misses it. */
void live_crowd_tell(struct live_reader *reader);
/* See what there is to tell. */
void live_crowd_tick(struct live *live, uint64_t now_us);

/* ---- live_caption.c ---- */

/* What somebody says that is not kept. False: `why` says why not. */
CHECK bool live_caption_hear(struct live *live, struct live_reader *reader,
                             const struct client_message *message, struct refusal *why);
/* Tell what it lacks of the captions that it reads. False: it is too slow, and lacks it still. */
CHECK bool live_caption_tell(struct live *live, struct live_reader *reader);
/* See what there is to tell. */
void live_caption_tick(struct live *live, struct live_room *room, bool is_second);

#endif
