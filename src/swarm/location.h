/* One synthetic location: joins by WHEP as a browser does (ICE, DTLS, SRTP), takes the
 * stage's sound and picture, reports, asks for what is missing, and keeps account.
 * One in LOCATION_SAMPLE opens and checks all it gets; the others look at headers alone.
 */
#ifndef PLENARY_SWARM_LOCATION_H
#define PLENARY_SWARM_LOCATION_H

#include "peer/negotiate.h"
#include "peer/peer.h"
#include "swarm/request.h"
#include "swarm/socket.h"
#include "swarm/tally.h"

enum { LOCATION_SAMPLE = 50 };
#define LOCATION_TICK_US (100 * MS_US)

struct swarm;

struct track_account { /* one stream: which of the last 64 sequence numbers came */
    uint32_t ssrc;     /* 0: none */
    bool is_started;
    uint64_t highest, seen; /* bit i: highest - i has come */
};

struct location {
    struct swarm *swarm;
    struct swarm_end end;
    struct peer peer;
    struct ice_credentials local;
    bool is_in, is_sampled, has_picture;
    struct track_account video, audio;
    uint64_t asked_us;     /* when the WHEP request was handed over */
    uint64_t report_us;    /* when the next receiver report is due */
    uint64_t last_frame_us;
};

/* Post the offer; all else follows from the answer. */
void location_join(struct location *location);
void location_receive(struct location *location, const struct address *from, uint8_t *datagram,
                      size_t size, uint64_t now_us);
/* Every LOCATION_TICK_US. */
void location_tick(struct location *location, uint64_t now_us);
void location_deinit(struct location *location);

#endif
