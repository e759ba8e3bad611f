/* A room as the control thread sees it: who publishes, who is shown and heard, and the
 * state that browsers are told. What it decides goes to the stage's media thread as one
 * arrangement.
 *
 * A room of the summit has a plan: who sits on its stage, and what the layout shows. It
 * binds the summit's people; they have the slots in the order of the layout. Whoever else
 * publishes (with a media token) has what is left: who came last takes the main slot, the
 * others keep their places at the side, and a standby speaker (a test card, a slate) is on
 * stage only while no one else is.
 *
 * Those on the way to the stage are in the green room: a stage of its own, where they see and
 * hear each other, and which the hall does not.
 */
#ifndef PLENARY_NODE_ROOM_H
#define PLENARY_NODE_ROOM_H

#include "node/media.h"
#include "summit/table.h"
#include "wire/token.h"

enum {
    ROOM_GUESTS_MAX = 64,
    ROOM_SPEAKERS_MAX = MEDIA_PLACES_MAX,
    ROOM_TITLE_MAX = 128,
    ROOM_STATE_MAX = 32768
};

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
    uint32_t guest_count;
    uint32_t guests[ROOM_GUESTS_MAX]; /* persons in the green room; one more waits outside */
};

struct room_speaker {
    struct member *member;
    struct token token; /* who it is */
    enum summit_source source;
    bool has_audio, has_video;
    int slot;       /* its place on the stage; SOURCE_NOT_SHOWN: none */
    int green_slot; /* likewise in the green room */
    bool is_guest;  /* is in the green room */
};

struct room {
    char name[TOKEN_ROOM_MAX + 1];
    char title[ROOM_TITLE_MAX + 1];
    struct stage *stage, *green; /* green: NULL without a plan */
    uint32_t summit_room;        /* 0: none, and no plan */
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

/* Give everybody their place, and write down all places for the media thread: those of the
 * stage, and those of the green room. To be carried out in this order.
 */
void room_arrange(struct room *room, struct media_arrangement *hall,
                  struct media_arrangement *green);

static inline bool room_is_full(const struct room *room)
{
    return room->speaker_count == ROOM_SPEAKERS_MAX;
}

/* The state as JSON, one object without its closing brace: {"type":"state",...
 * The caller adds what is each reader's own, and the brace.
 */
void room_write_state(const struct room *room, struct writer *writer);
/* Who is in the green room, for those who may know it: ,"green":[...] */
void room_write_green(const struct room *room, struct writer *writer);

#endif
