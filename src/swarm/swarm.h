/* `plenary swarm`: thousands of synthetic locations, and a speaker if wanted, against a
 * server on this machine. Single-threaded.
 */
#ifndef PLENARY_SWARM_SWARM_H
#define PLENARY_SWARM_SWARM_H

#include "swarm/location.h"
#include "swarm/socket.h"
#include "swarm/speaker.h"
#include "swarm/tally.h"

enum { SWARM_LOCATIONS_MAX = 60000 };

struct swarm_options {
    const char *url;           /* the server's: https://127.0.0.1:8443 */
    const char *room;
    const char *ca_file;       /* NULL: the system's authorities */
    const char *viewer_token;
    const char *speaker_token; /* NULL: nobody speaks */
    uint32_t locations;
    uint32_t rate;             /* joins a second; 0: as fast as the server answers */
    uint32_t in_flight;        /* joins at once */
    uint32_t settle_s;         /* between the last join and the measurement */
    uint32_t seconds;          /* of measurement */
    uint32_t first_address;    /* of the locations, host byte order */
    bool allows_any_target;    /* else only loopback */
    bool is_audio_only;
    const char *json_file;     /* NULL: none */
    struct speaker_shape shape;
};

struct swarm {
    const struct swarm_options *options;
    struct dtls_identity *identity;
    struct swarm_socket socket;
    struct request_pool *requests;
    int epoll_fd;
    struct tally tally;
    struct speaker speaker;
    struct location *locations;
    uint32_t asked_count; /* locations that have begun to join */
    uint32_t in_flight;
    uint32_t tick_at;     /* the location to be ticked next */
};

/* Run it; prints progress and a table, writes JSON. Returns an exit status: not 0 when a
 * location could not join or a packet was corrupt.
 */
int swarm_run(const struct swarm_options *options);

/* ---- for location.c and speaker.c ---- */

/* A request to "/whip" or "/whep", to be freed by its done; NULL: out of memory. */
struct request *swarm_request(struct swarm *swarm, const char *endpoint, const char *token);
/* Set up a client peer from an answer; the session's tracks tell SSRCs. False: bad answer. */
CHECK bool swarm_accept(struct swarm *swarm, struct bytes answer,
                        const struct ice_credentials *local, struct datagram_sink *sink,
                        struct session_description *session, struct peer *peer,
                        uint64_t now_us);
/* Write an offer of Opus and VP8 into a request's body. */
void swarm_offer(struct swarm *swarm, struct session_description *session,
                 const struct ice_credentials *local, enum sdp_direction direction,
                 struct request *request);

#endif
