/* One synthetic location: joins by WHEP as a browser does (ICE, DTLS, SRTP), takes the
 * stage's sound and picture, reports, asks for what is missing, and keeps account.
 * One in LOCATION_SAMPLE opens and checks all it gets; the others look at headers alone.
 *
 *   AWAY --join--> ASKING --answer--> CONNECTING --keys--> WATCHING --+--> DEAD
 *    ^ |             |                    |                   |       (answers nothing)
 *    | +<--- leave --|--------------------|-------------------+
 *    |               +--> GONE <-- closed, refused -----------+
 */
#ifndef PLENARY_SWARM_LOCATION_H
#define PLENARY_SWARM_LOCATION_H

#include "peer/negotiate.h"
#include "peer/peer.h"
#include "swarm/account.h"
#include "swarm/behaviour.h"
#include "swarm/request.h"
#include "swarm/socket.h"

enum { LOCATION_SAMPLE = 50 };
#define LOCATION_TICK_US (25 * MS_US)

struct swarm;

enum location_state {
    LOCATION_AWAY,
    LOCATION_ASKING,
    LOCATION_CONNECTING,
    LOCATION_WATCHING,
    LOCATION_DEAD,
    LOCATION_GONE,
};

enum location_flag {
    LOCATION_IS_SAMPLED = 1,
    LOCATION_IS_BAD = 2,      /* counted with TALLY_BAD */
    LOCATION_IS_FILTERED = 4, /* its line loses packets: behaviours are to be asked */
    LOCATION_HAS_PICTURE = 8,
    LOCATION_WANTS_KEYFRAME = 16,
};

/* What each packet and each tick touches: one line of the cache. */
struct location_hot {
    _Alignas(64) struct account video;
    struct account audio;
    uint32_t beat_ms; /* the last frame; of sound alone, the last packet */
    uint32_t due_ms;  /* location_tick has something to do */
    uint32_t nack_ms; /* not to ask again before */
    uint8_t state, flags;
    uint8_t nack_tries; /* in vain, since there was no gap */
};
_Static_assert(sizeof(struct location_hot) == 64, "one line of the cache");

struct location {
    struct swarm *swarm;
    struct location_hot *hot;
    struct swarm_end end;
    uint32_t number;
    struct peer peer;
    struct ice_credentials local;
    struct bucket line;
    char *resource;                     /* the session's path, where it may be needed to leave */
    uint64_t asked_us;                  /* when the WHEP request was handed over */
    uint64_t report_us;                 /* when the next receiver report is due */
    uint64_t pli_us, leave_us, move_us; /* likewise; NEVER_US where it never is */
};

void location_init(struct location *location, struct swarm *swarm, uint32_t number);
/* Post the offer; all else follows from the answer. */
void location_join(struct location *location);
void location_receive(struct location *location, const struct swarm_message *message);
/* Every LOCATION_TICK_US. */
void location_tick(struct location *location, uint64_t now_us);
/* Say goodbye as one who closes the page; may join again. */
void location_leave(struct location *location);
/* From now on it neither reads nor answers. */
void location_die(struct location *location);
void location_deinit(struct location *location);

/* ---- for location_report.c ---- */

/* A report, and whatever else of RTCP is due; asks again for what is missing. */
void location_report(struct location *location, uint64_t now_us);
void location_ask_again(struct location *location, uint64_t now_us);
struct media_tally *location_media(const struct location *location);

#endif
