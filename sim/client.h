/* The clients of a simulation: a camera publishes numbered frames, a screen watches
 * the main slot, asks for what is missing and keeps account of what it saw.
 */
#ifndef PLENARY_SIM_CLIENT_H
#define PLENARY_SIM_CLIENT_H

#include "peer/negotiate.h"
#include "peer/receive.h"
#include "peer/send.h"
#include "sim/frame.h"
#include "wire/token.h"

enum {
    SCREEN_WINDOW = 2048, /* packets kept until their frame is whole */
    CLIENT_REQUESTS_MAX = 64,
};
#define CLIENT_TICK_US  (5 * MS_US)
#define CAMERA_FRAME_US UINT64_C(33333)
#define SCREEN_JUMP_US  (600 * MS_US) /* a hole so old is left behind for a later keyframe */
#define SCREEN_PLI_US   (500 * MS_US) /* stuck for so long: ask for a keyframe */

struct sim;

struct camera {
    struct send_stream video;
    uint64_t start_us; /* media time 0; 0: not yet sending */
    uint32_t keyframe_interval;
    bool ignores_requests;
    bool must_send_keyframe;
    uint32_t frame_count, keyframe_count;
    size_t request_count; /* PLI and FIR that came */
    uint64_t request_us[CLIENT_REQUESTS_MAX];
};

struct screen_packet {
    uint64_t sequence; /* 0: none */
    uint32_t timestamp;
    bool marker, starts_keyframe;
    uint16_t size;
    uint8_t payload[RTP_PACKET_MAX];
};

struct screen {
    bool is_started; /* has had a packet */
    struct receive_stream receive;
    uint64_t next_sequence;
    bool is_in_step; /* next_sequence is where a frame begins */
    uint64_t stuck_since_us, pli_us, report_us;
    uint64_t storm_us; /* sends a PLI so often, without need; 0: does not */
    struct frame last;
    uint32_t last_timestamp;
    /* the account */
    uint32_t frame_count, switch_count, first_number;
    uint32_t corrupted, out_of_order, foreign, backwards; /* all to be 0 */
    uint32_t jumps, cuts; /* holes left behind; frames without an end */
    uint32_t skipped;     /* frames of the same source, by a jump */
    uint32_t pli_count, nack_count, packet_count;
    uint64_t first_frame_us, last_frame_us, longest_pause_us;
    struct screen_packet window[SCREEN_WINDOW];
};

enum client_kind { CLIENT_CAMERA, CLIENT_SCREEN };

struct client {
    enum client_kind kind;
    struct sim *sim;
    uint32_t number;
    struct address address; /* of what it sends */
    struct datagram_sink sink;
    struct peer peer;
    struct ice_credentials local;
    struct token token;
    const char *query;   /* behind the endpoint's path: "?source=screen"; NULL: none */
    uint32_t media_ssrc; /* of the video */
    char path[64], etag[32];
    bool is_in; /* has a session and a peer */
    uint64_t asked_us, connected_us;
    uint64_t tick_us;
    union {
        struct camera camera;
        struct screen screen;
    };
};

/* Post the offer and set up the peer. Returns the HTTP status. */
CHECK int client_join(struct client *client);
/* DELETE the session; the peer is told nothing. Returns the HTTP status. */
CHECK int client_leave(struct client *client);
/* New credentials by PATCH, from another address. Returns the HTTP status. */
CHECK int client_restart_ice(struct client *client, const struct address *address);
void client_receive(struct client *client, const struct address *from, uint8_t *datagram,
                    size_t size, uint64_t now_us);
void client_tick(struct client *client, uint64_t now_us);
void client_deinit(struct client *client);

/* For client.c. */
void camera_init(struct client *client, uint32_t keyframe_interval);
void camera_receive_rtcp(struct client *client, struct bytes datagram, uint64_t now_us);
void camera_tick(struct client *client, uint64_t now_us);
void screen_receive(struct client *client, struct bytes datagram, uint64_t now_us);
void screen_tick(struct client *client, uint64_t now_us);

#endif
