/* Live captions: what is said in a room, written by people while it is said, apart for each
 * language. Perishable: never in the log. The last lines of a language stand here, and a reader is
 * always told all of them: who comes late, or missed some, has it with the next.
 */
#ifndef PLENARY_SUMMIT_CAPTION_H
#define PLENARY_SUMMIT_CAPTION_H

#include "base/rate.h"
#include "summit/concern.h"
#include "summit/decide.h"
#include "summit/state.h"

enum {
    CAPTION_TEXT_MAX = 500,        /* bytes; as the table says */
    CAPTION_LINES = 4,             /* that stand */
    CAPTION_TRACKS = 32,           /* languages of a room, as many as a summit has */
    CAPTIONS_A_SECOND = 5,         /* of one person */
    CAPTION_STANDS_MS = 60000,     /* lines, when nobody goes on writing; */
    CAPTION_TRACK_MS = 10 * 60000, /* and their language among those that are written */
    CAPTION_TOLD_MAX = 120 + CAPTION_LINES * (2 * CAPTION_TEXT_MAX + 3),
    CAPTION_LANGUAGES_MAX = 60 + CAPTION_TRACKS * 14,
};

/* One language. Its lines are numbered from 1; line n stands at n % CAPTION_LINES. */
struct caption_track {
    struct tag language; /* "": a free place */
    uint32_t version;    /* of the room's, when it changed last */
    uint32_t last;       /* number of the last line; */
    uint32_t standing;   /* so many stand */
    bool is_partial;     /* the last line is still being written */
    int64_t written_ms;
    uint16_t sizes[CAPTION_LINES];
    uint8_t lines[CAPTION_LINES][CAPTION_TEXT_MAX];
    uint32_t told_version; /* of `told` */
    uint32_t told_size;
    uint8_t told[CAPTION_TOLD_MAX]; /* what its readers get */
};

struct caption_room {
    uint32_t version;   /* counts up with all that changes, */
    uint32_t languages; /* which was the list of languages at that version */
    struct caption_track tracks[CAPTION_TRACKS];
};

struct captions {
    struct caption_room rooms[SUMMIT_ROOMS_MAX + 1];
    struct rate writers[SUMMIT_PEOPLE_MAX]; /* each person's lines */
};

/* A line of somebody for a room. A partial line is replaced by the next one of its language,
 * whoever writes it. False: `why` says why not, and nothing has changed.
 */
CHECK bool captions_write(struct captions *captions, const struct summit_state *state,
                          const struct actor *actor, uint32_t room,
                          const struct word_caption *caption, int64_t now_ms, struct refusal *why);
/* Let go of what was written long ago. */
void captions_expire(struct caption_room *room, int64_t now_ms);

/* The track of a language, or NULL. */
struct caption_track *captions_track(struct caption_room *room, const struct tag *language);
/* {"type":"captions","language":"fr","first":12,"lines":["...","..."],"partial":true}; written once
 * for all who read it, and good until the track changes.
 */
struct bytes captions_told(struct caption_track *track);
/* {"type":"caption_languages","languages":["en","fr"]} */
void captions_write_languages(const struct caption_room *room, struct writer *writer);

#endif
