/* A member: one WebRTC session of a node, publisher or viewer. The control thread
 * makes it, hands it to a media thread with MEDIA_ADOPT, and gets it back with
 * MEDIA_EVENT_CLOSED, exactly once. In between only the media thread touches it.
 */
#ifndef PLENARY_NODE_MEMBER_H
#define PLENARY_NODE_MEMBER_H

#include "base/wheel.h"
#include "stage/source.h"
#include "stage/viewer.h"

enum member_kind { MEMBER_PUBLISHER, MEMBER_VIEWER };

/* The media thread that owns all stages and their publishers. */
enum { STAGE_THREAD = 0 };

struct member {
    uint64_t id; /* never 0, never used again */
    enum member_kind kind;
    uint8_t thread;
    bool is_adopted; /* media thread's: it has the member now */
    struct stage *stage;
    struct peer peer;
    struct wheel_timer timer;
    uint32_t index; /* in the media thread's array */
    union {
        struct source *source; /* MEMBER_PUBLISHER */
        struct viewer *viewer; /* MEMBER_VIEWER */
    };
};

#endif
