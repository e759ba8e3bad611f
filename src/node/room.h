/* A room as the control thread sees it: who publishes, who is shown and heard, and the
 * state that browsers are told. What it decides goes to the stage's media thread as one
 * arrangement.
 *
 * A room of the summit has a plan: who sits on its stage, and what the layout shows. It
 * binds the summit's people; they have the slots in the order of the layout. Whoever else
 * publishes (with a media token) has what is left: who came last takes the main slot, the
 * others keep their places at the side, and a standby speaker (a test card, a slate) is on
 * stage only while no one else is.
 */
#ifndef PLENARY_NODE_ROOM_H
#define PLENARY_NODE_ROOM_H

#include "node/media.h"
#include "summit/table.h"
#include "wire/token.h"

enum { ROOM_SPEAKERS_MAX = MEDIA_PLACES_MAX, ROOM_TITLE_MAX = 128, ROOM_STATE_MAX = 16384 };

struct room_seat {
    uint32_t person;
    enum summit_source source;
    enum summit_switch audio_muted, video_muted;
};

/* What the summit wants of a room (node/summit_stage). */
struct room_plan {
    enum summit_layout layout;
    enum summit_switch hold; /* the slate is up: nobody is seen or heard */
    uint32_t seat_count, shown_count;
    struct room_seat seats[STAGE_SLOTS]; /* all who sit on the stage: they are heard */
    struct room_seat shown[STAGE_SLOTS]; /* whom the layout shows, the main one first */
};

struct room_speaker {
    struct member *member;
    struct token token; /* who it is */
    enum summit_source source;
    bool has_audio, has_video;
    int slot; /* its place on the stage; SOURCE_NOT_SHOWN: none */
};

struct room {
    char name[TOKEN_ROOM_MAX + 1];
    char title[ROOM_TITLE_MAX + 1];
    struct stage *stage;
    uint32_t summit_room; /* 0: none, and no plan */
    struct room_plan plan;
    size_t speaker_count;
    struct room_speaker speakers[ROOM_SPEAKERS_MAX]; /* in the order of arrival */
    uint64_t viewer_count;
};

/* Call it so, as far as there is space. */
void room_name(struct room *room, struct bytes name, struct bytes title);

/* Speakers come and go; room_arrange then says what follows from it. */
void room_add(struct room *room, const struct room_speaker *speaker);
void room_remove(struct room *room, const struct member *member);

/* Give everybody their place, and write down all places for the media thread. */
void room_arrange(struct room *room, struct media_arrangement *arrangement);

static inline bool room_is_full(const struct room *room)
{
    return room->speaker_count == ROOM_SPEAKERS_MAX;
}

/* The state as JSON, one object without its closing brace: {"type":"state",...
 * The caller adds what is each reader's own, and the brace.
 */
void room_write_state(const struct room *room, struct writer *writer);

#endif
