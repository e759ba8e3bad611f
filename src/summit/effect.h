/* What the media side shall do because of an event, in the summit's own words. */
#ifndef PLENARY_SUMMIT_EFFECT_H
#define PLENARY_SUMMIT_EFFECT_H

#include "summit/decide.h"

enum effect_kind {
    EFFECT_ROOM_NAME,        /* room: it is there, and called as it is called */
    EFFECT_GREEN_ROOM_ENTER, /* room, person: sees and hears the green room */
    EFFECT_GREEN_ROOM_LEAVE, /* room, person */
    EFFECT_STAGE_PUT,        /* room, person, source: publishes to the stage from now on */
    EFFECT_STAGE_TAKE_OFF,   /* room, person, source */
    EFFECT_MUTE,             /* room, person, source, audio_muted, video_muted, reason */
    EFFECT_LAYOUT,           /* room, layout, shown: at the same frame for all */
    EFFECT_HOLD,             /* room, hold: the slate covers the stage, or no longer */
    EFFECT_CLOSE,            /* person, room (0: everywhere), reason: end their sessions */
    EFFECT_PLAYOUT_START,    /* room, item: the item's media comes on */
    EFFECT_PLAYOUT_STOP,     /* room, item */
};

struct effect_source {
    uint32_t person;
    enum summit_source source;
};

struct effect {
    enum effect_kind kind;
    uint32_t room, person, item;
    enum summit_source source;
    enum summit_switch audio_muted, video_muted, hold;
    enum summit_layout layout;
    struct effect_source shown[9]; /* the main one first */
    uint32_t shown_count;
    struct bytes reason; /* borrowed from the event or the state */
};

enum { EFFECTS_MAX = 512 };

/* The effects of an event, from the state before it is applied. Returns how many. */
CHECK uint32_t summit_effects(const struct summit_state *before, const struct summit_event *event,
                              struct effect effects[EFFECTS_MAX]);
/* All that the media side should now be doing in a room: after a restart, to reconcile. */
CHECK uint32_t summit_effects_wanted(const struct summit_state *state, uint32_t room,
                                     struct effect effects[EFFECTS_MAX]);

#endif
