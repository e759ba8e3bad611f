/* `plenary swarm`: thousands of synthetic locations, and a speaker if wanted, against a
 * server on this machine. Single-threaded; it polls its sockets and never has the server's
 * core wake it, for that would be counted as the server's work.
 */
#ifndef PLENARY_SWARM_SWARM_H
#define PLENARY_SWARM_SWARM_H

#include "swarm/junk.h"
#include "swarm/location.h"
#include "swarm/process.h"
#include "swarm/socket.h"
#include "swarm/speaker.h"
#include "swarm/tally.h"
#include "swarm/target.h"

enum {
    SWARM_LOCATIONS_MAX = 60000,
    SWARM_STEPS_MAX = 64,
    SWARM_STEP_TRIES = 3,
    SWARM_VIDEO_PAYLOAD_TYPE = 96,
    SWARM_AUDIO_PAYLOAD_TYPE = 111,
};

struct swarm_options {
    const char *url; /* the server's: https://127.0.0.1:8443, or a WHEP resource's */
    char whip_path[256], whep_path[256];
    const char *ca_file;       /* NULL: the system's authorities */
    const char *viewer_token;  /* NULL: none */
    const char *speaker_token; /* NULL: nobody speaks by WHIP */
    const char *speaker_rtp;   /* plain RTP goes there: ADDRESS:PORT, sound to PORT + 2; or NULL */
    uint32_t step_count, steps[SWARM_STEPS_MAX]; /* so many watch, ascending: each is measured */
    double worst_loss_percent; /* a step beyond one of these is the last; 0: none is */
    uint64_t worst_delay_us;
    uint32_t rate;          /* joins a second; 0: as fast as the server answers */
    uint32_t in_flight;     /* joins at once */
    uint32_t connections;   /* HTTP, that stay open */
    uint32_t settle_s;      /* between the last join and the measurement */
    uint32_t seconds;       /* of measurement */
    uint32_t first_address; /* of the locations, host byte order */
    uint32_t junk_rate;     /* datagrams a second, while it measures */
    uint32_t server_pid;    /* 0: its use of the machine is not looked at */
    struct target_list targets;
    struct behaviours behaviours;
    bool is_audio_only;
    const char *json_file; /* NULL: none */
    struct speaker_shape shape;
};

/* What was seen at one count of watching locations. */
struct swarm_step {
    uint32_t watching;
    uint32_t joins;
    double joined_s;          /* from the step's first join to its last */
    double join_loss_percent; /* of those who watched meanwhile */
    uint64_t silent;          /* locations to which nothing came any more in the end */
    struct process_use server_joins, server, own; /* while they joined; while it was measured */
    struct tally tally;
};

struct swarm {
    const struct swarm_options *options;
    struct dtls_identity *identity;
    struct swarm_socket sampled, bulk; /* the speaker is on the first, too */
    struct request_pool *requests;
    int epoll_fd;
    bool speaks;
    struct tally tally;
    struct speaker speaker;
    struct junk junk;
    uint32_t location_count;
    struct location *locations;
    struct location_hot *hot; /* one a location, in the same order */
    uint32_t asked_count;     /* locations that have begun to join */
    uint32_t in_flight;
    uint32_t tick_at;  /* the location to be ticked next */
    uint32_t dice;     /* for losses: any will do, but they are the same in every run */
    size_t step_count; /* done */
    struct swarm_step *steps;
};

/* Run it; prints progress and a table, writes JSON. Returns an exit status: not 0 when a
 * location could not join or a packet was corrupt.
 */
int swarm_run(const struct swarm_options *options);

/* `plenary swarm`, its options from the command line; -1 when they are none. */
int swarm_command(int argc, char **argv);
extern const char swarm_usage[];

/* ---- session.c, for location.c and speaker.c ---- */

/* A POST to this path, to be freed by its done; NULL: out of memory. */
struct request *swarm_request(const char *path, const char *token);
/* Set up a client peer from an answer; the session's tracks tell SSRCs. False: bad answer. */
CHECK bool swarm_accept(struct swarm *swarm, struct bytes answer,
                        const struct ice_credentials *local, struct datagram_sink *sink,
                        struct session_description *session, struct peer *peer, uint64_t now_us);
/* Write an offer of Opus and VP8 into a request's body. */
void swarm_offer(struct swarm *swarm, struct session_description *session,
                 const struct ice_credentials *local, enum sdp_direction direction,
                 struct request *request);

#endif
