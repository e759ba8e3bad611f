/* One media thread's world, sans-I/O: the members it owns, which datagram belongs to
 * whom, and the walk that sends the rings to the viewers. Thread 0 owns the stages
 * and all publishers besides.
 *
 * A first check may reach any thread's socket (SO_REUSEPORT): the letter in its
 * ufrag names the owner, to whom it is handed off. Once the owner has validated the
 * address it tells the others by a route, so that the rest follows.
 */
#ifndef PLENARY_NODE_MEDIA_H
#define PLENARY_NODE_MEDIA_H

#include "node/member.h"
#include "node/owner_map.h"
#include "stage/fanout.h"

enum {
    MEDIA_THREADS_MAX = 64,
    MEDIA_MEMBERS_MAX = 32768, /* a thread */
};

/* ---- messages: control thread and other media threads -> a media thread ---- */

enum media_command_kind {
    MEDIA_ADOPT,       /* member: take it */
    MEDIA_CLOSE,       /* member: say goodbye and give it back; ignored if it is gone */
    MEDIA_RESTART_ICE, /* member, credentials */
    MEDIA_ARRANGE,     /* arrangement: what a room shows and lets hear from now on */
    MEDIA_OWN,         /* member (viewer), own_sources: what the same person publishes */
    MEDIA_ROUTE,       /* address, thread: datagrams from there belong to that thread */
    MEDIA_UNROUTE,     /* address, thread: no longer */
    MEDIA_WATCH_STAGE, /* stage: one more room to care for (thread 0 alone) */
};

enum { MEDIA_PLACES_MAX = 32 };

/* Where a publisher is from now on. */
struct media_place {
    struct member *member;
    uint64_t member_id;
    int8_t slot; /* of the stage; SOURCE_NOT_SHOWN: no picture */
    enum source_voice voice;
};

/* All publishers of a room at once, so that what changes together changes in one step.
 * A slot that is nobody's place is empty.
 */
struct media_arrangement {
    struct stage *stage;
    uint32_t count;
    struct media_place places[MEDIA_PLACES_MAX];
};

struct media_command {
    enum media_command_kind kind;
    struct member *member;
    uint64_t member_id;
    union {
        struct {
            struct ice_credentials local, remote;
        } restart;
        struct media_arrangement arrangement;
        uint64_t own_sources[VIEWER_OWN_MAX];
        struct {
            struct address address;
            uint8_t thread;
        } route;
        struct stage *stage;
    };
};

/* ---- events: a media thread -> the control thread ---- */

enum media_event_kind {
    MEDIA_EVENT_CONNECTED, /* keys are there */
    MEDIA_EVENT_CLOSED,    /* the member is the control thread's again */
};

struct media_event {
    enum media_event_kind kind;
    struct member *member;
    uint64_t member_id;
    enum peer_close_reason reason;
};

/* What a media thread asks of the world. */
struct media_ports {
    struct datagram_sink *sink;
    struct train_sink *trains;
    struct random_source *random;
    void *context;
    /* Hand a datagram to its owner; borrowed. False if the owner is overloaded. */
    bool (*hand_off)(void *context, uint8_t thread, const struct address *from,
                     struct bytes datagram);
    void (*tell)(void *context, const struct media_event *event);
    /* A member's address was validated: the other threads are to hand on what comes from there,
     * and a publisher's datagrams are to come in before all others.
     */
    void (*route)(void *context, const struct address *address, enum member_kind kind);
    /* It is the member's no longer. */
    void (*unroute)(void *context, const struct address *address);
    /* New packets are in the rings: wake the other media threads. */
    void (*wake_others)(void *context);
};

/* Counted by the media thread, read by anybody. */
struct media_counters {
    _Atomic uint64_t datagrams_received, datagrams_sent;
    _Atomic uint64_t bytes_received, bytes_sent;
    _Atomic uint64_t messages_sent, messages_refused;
    _Atomic uint64_t packets_late;
    _Atomic uint64_t dropped[DROP_COUNT];
    _Atomic uint64_t handed_off;
    _Atomic uint64_t publishers, viewers; /* now */
};

enum { MEDIA_STAGES_MAX = FANOUT_HALLS_MAX };

struct media {
    uint8_t thread, thread_count;
    struct media_ports ports;
    struct media_counters counters;
    struct owner_map addresses; /* validated ones: a member of ours, or a route */
    struct owner_map ufrags;    /* of members of ours */
    struct wheel wheel;
    uint32_t member_count;
    struct member *members[MEDIA_MEMBERS_MAX];
    size_t stage_count;
    struct stage *stages[MEDIA_STAGES_MAX]; /* thread 0 alone */
    bool has_new_packets;                   /* since the last tick */
    bool has_open_groups;                   /* of packets in the stages' rings */
    bool has_more;                          /* the fan-out is to go on at once */
    struct fanout fanout;
};

/* `switches`: of the fan-out, enum fanout_switch. `media` is zeroed memory, large and mostly
 * never touched.
 */
void media_init(struct media *media, uint8_t thread, uint8_t thread_count, unsigned switches,
                const struct media_ports *ports, uint64_t now_us);

void media_command(struct media *media, const struct media_command *command, uint64_t now_us);

/* One datagram from the network, or handed off (`is_handed_off`: it is not handed on).
 * Decrypted in place.
 */
enum media_origin { MEDIA_FROM_NETWORK, MEDIA_FROM_THREAD };
void media_receive(struct media *media, const struct address *from, uint8_t *datagram, size_t size,
                   enum media_origin origin, uint64_t now_us);

/* Timers that are due, and a step of the fan-out. */
void media_tick(struct media *media, uint64_t now_us);

/* How long the thread may sleep when no datagram comes. */
uint64_t media_next_deadline(const struct media *media, uint64_t now_us);

static inline void media_count(_Atomic uint64_t *counter, uint64_t amount)
{
    /* One writer: no locked instruction is needed. */
    uint64_t value = atomic_load_explicit(counter, memory_order_relaxed);
    atomic_store_explicit(counter, value + amount, memory_order_relaxed);
}

#endif
