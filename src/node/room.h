/* A room as the control thread sees it: who publishes, who has which seat, and the
 * state that browsers are told. What it decides it tells the stage's media thread
 * by MEDIA_SHOW.
 *
 * Who came last takes the main slot; the others keep their places at the side.
 * A standby speaker (a test card, a slate) is on stage only while no one else is.
 */
#ifndef PLENARY_NODE_ROOM_H
#define PLENARY_NODE_ROOM_H

#include "node/media.h"
#include "wire/token.h"

enum { ROOM_SPEAKERS_MAX = 32, ROOM_TITLE_MAX = 128, ROOM_STATE_MAX = 8192 };

struct room_speaker {
    struct member *member;
    struct token token; /* who it is */
    bool has_audio, has_video;
    bool is_waiting; /* in the green room: publishes, and is not shown */
    int slot; /* SOURCE_NOT_SHOWN: waits */
};

struct room {
    char name[TOKEN_ROOM_MAX + 1];
    char title[ROOM_TITLE_MAX + 1];
    struct stage *stage;
    size_t speaker_count;
    struct room_speaker speakers[ROOM_SPEAKERS_MAX]; /* in the order of arrival */
    uint64_t viewer_count;
};

/* Where a speaker shall be shown from now on. */
struct room_move {
    struct member *member;
    int slot;
};

/* Add or remove a speaker. `moves` (room for ROOM_SPEAKERS_MAX) gets what changes,
 * those who come into a slot before those who leave it. Returns their count.
 */
size_t room_add(struct room *room, const struct room_speaker *speaker, struct room_move *moves);
size_t room_remove(struct room *room, const struct member *member, struct room_move *moves);

/* Show a speaker, or no longer. */
size_t room_seat(struct room *room, const struct member *member, bool is_seated,
                 struct room_move *moves);

static inline bool room_is_full(const struct room *room)
{
    return room->speaker_count == ROOM_SPEAKERS_MAX;
}

/* The state as JSON, one object without its closing brace: {"type":"state",...
 * The caller adds what is each reader's own, and the brace.
 */
void room_write_state(const struct room *room, struct writer *writer);

#endif
