/* `plenary swarm --control`: the summit's people in their thousands, against a server on this
 * machine. They open their invitations, hold a WebSocket each and hear what changes; a director
 * cuts; some come back; all vote or write at once. Single-threaded.
 */
#ifndef PLENARY_SWARM_CONTROL_H
#define PLENARY_SWARM_CONTROL_H

#include "swarm/behaviour.h"
#include "swarm/control_socket.h"
#include "swarm/process.h"
#include "swarm/request.h"
#include "swarm/tally.h"
#include "swarm/target.h"

enum { CONTROL_PEOPLE_MAX = 65000, CONTROL_SESSION_MAX = 64, CONTROL_SECRET_MAX = 32 };

struct control_options {
    const char *url;
    const char *room;         /* its slug; */
    uint32_t room_id;         /* its number */
    const char *ca_file;      /* NULL: the system's authorities */
    const char *secrets_file; /* of invitations, one a line */
    const char *json_file;    /* NULL: none */
    uint32_t sockets;         /* so many of the people open one */
    uint32_t rate;            /* sockets opened a second; 0: as fast as the server answers */
    uint32_t in_flight;       /* that are being opened at once */
    uint32_t connections;     /* HTTP, that stay open: so many requests at once */
    uint32_t settle_s;        /* after the last socket, before anything is measured */
    uint32_t seconds;         /* of quiet, and then of cuts */
    uint32_t cut_ms;          /* between two cuts of the director's; 0: none */
    struct share again;       /* of the sockets: lost, and opened again from where they were */
    uint32_t motion;          /* on which every delegate votes; 0: none */
    struct share twice;       /* of them: send the same ballot again */
    uint32_t messages;        /* of chat, written by one after the other */
    uint32_t first_address;   /* of the sockets, host byte order; 0: the system's choice */
    uint32_t server_pid;      /* 0: its use of the machine is not looked at */
    struct target_list targets;
};

enum control_class { CONTROL_AUDIENCE, CONTROL_STAGE, CONTROL_CLASSES };

struct control;

struct control_person {
    struct control *control;
    struct control_socket socket;
    char secret[CONTROL_SECRET_MAX], session[CONTROL_SESSION_MAX];
    enum control_class class;
    bool is_delegate, is_director;
    bool has_view;     /* since the socket opened */
    uint32_t cut;      /* the last one heard */
    uint64_t sequence; /* of the last view */
    uint64_t asked_us, heard_us;
};

/* A load of requests: how it went. */
struct control_load_tally {
    uint32_t asked, done, refused;
    double seconds;
    struct durations answer;
};

struct control_tally {
    uint32_t sockets[CONTROL_CLASSES]; /* that are open */
    uint32_t opened, refused, ended;   /* 101; another answer or none; later */
    uint32_t snapshots, resumed;       /* first views of a socket */
    uint32_t snapshots_again;          /* for who was too slow */
    uint64_t missed;                   /* changes from later than what one had */
    /* while there are cuts */
    uint64_t changes[CONTROL_CLASSES], bytes[CONTROL_CLASSES], yous;
    uint32_t cuts, unheard[CONTROL_CLASSES];           /* before the next cut */
    struct durations cut_answer;                       /* the director's own */
    struct durations view, cut_delay[CONTROL_CLASSES]; /* from asking; from the director's asking */
};

enum cut_phase { CUT_WAITS, CUT_PREVIEWS, CUT_TAKES };

struct control {
    const struct control_options *options;
    struct http_url url;
    struct sockaddr_storage to;
    socklen_t to_size;
    SSL_CTX *tls;
    struct request_pool *requests;
    int request_fd, socket_fds[CONTROL_CLASSES];
    uint32_t people_count, signed_in;
    struct control_person *people;
    const struct control_person *director;
    uint32_t voter_count, *voters; /* who casts the load's ballots, by number */
    uint32_t opening;              /* sockets */
    enum cut_phase cut_phase;
    uint64_t cut_us, cut_sequence, next_cut_us; /* asked when; 0: not yet known; when next */
    struct control_tally tally;
    struct control_load_tally sign_in, ballots, messages;
    double connect_s, again_s;
    struct process_use server_sockets, server_quiet, server_cutting;
    struct process_use own;
};

/* Run it; prints a table, writes JSON. Returns an exit status: not 0 when somebody could not sign
 * in or was put out, missed a change, or a command was refused.
 */
int control_run(const struct control_options *options);

/* control_report.c: false when something is amiss, or the file cannot be written. */
CHECK bool control_report(const struct control *control);

/* ---- control_load.c ---- */

/* One turn of the loop: sockets of the stage first, then some of the others, then requests. */
void control_turn(struct control *control);
/* Everybody opens their invitation; then everybody votes; then messages are written. */
void control_sign_in(struct control *control);
void control_vote(struct control *control);
void control_write(struct control *control);
/* The director's cuts, when they are due. */
void control_cut(struct control *control, uint64_t now_us);
/* Who has not heard the last one by now counts as one who did not. */
void control_end_cuts(struct control *control);

#endif
