/* ICE (RFC 8445) for one component and one stream: ice-lite on the server, and a
 * controlling agent towards ice-lite servers for our own clients. Consent
 * (RFC 7675): a peer whose authenticated checks cease is gone.
 *
 * Before a valid MESSAGE-INTEGRITY nothing is stored, nothing answered.
 */
#ifndef PLENARY_PEER_ICE_H
#define PLENARY_PEER_ICE_H

#include "base/port.h"
#include "wire/stun.h"

enum {
    ICE_UFRAG_MAX = 32,      /* longest that we store; RFC 8839 allows 256, browsers use 4..8 */
    ICE_PASSWORD_MAX = 64,   /* likewise */
    ICE_PATHS_MAX = 4,       /* validated addresses kept a peer */
    ICE_OWN_UFRAG_SIZE = 16, /* characters of ours: thread letter + 90 random bits */
    ICE_OWN_PASSWORD_SIZE = 24,
};
#define ICE_CONSENT_US        (30 * SECOND_US) /* RFC 7675 5.1 */
#define ICE_CHECK_INTERVAL_US (2500 * MS_US)   /* client: keeps consent alive */

struct ice_credentials {
    char ufrag[ICE_UFRAG_MAX + 1];
    char password[ICE_PASSWORD_MAX + 1];
};

/* Credentials of our own; `thread` (0..63) becomes the first letter of the ufrag,
 * so that any media thread can tell whose session a first check means.
 */
void ice_credentials_draw(struct ice_credentials *credentials, struct random_source *random,
                          unsigned thread);
/* The thread that a USERNAME names ("ourufrag:theirs"); -1 if it cannot be ours. */
int ice_username_thread(struct bytes username);

enum ice_role { ICE_LITE, ICE_CONTROLLING };

struct ice {
    enum ice_role role;
    struct ice_credentials local;
    struct ice_credentials remote;
    /* After a restart the former pair stays good until the new one is used (RFC 8445 9). */
    struct ice_credentials former_local;
    bool has_former;
    size_t path_count;
    struct {
        struct address address;
        uint64_t heard_us;
    } paths[ICE_PATHS_MAX];   /* validated; the least recently heard gives way */
    struct address given_way; /* the last one that did, for the owner to forget; port 0: none */
    bool has_selected;
    struct address selected;  /* where we send */
    uint64_t heard_us;        /* last authenticated message, or start */
    uint64_t next_check_us;   /* controlling only */
    unsigned check_count;     /* controlling: sent unanswered; lite: answered this second */
    uint64_t checks_since_us; /* lite: when this second began */
    uint8_t transaction[STUN_TRANSACTION_SIZE];
    uint64_t tie_breaker;
    struct address candidate; /* controlling: the server's candidate */
};

struct ice_setup {
    enum ice_role role;
    struct ice_credentials local, remote;
    struct address candidate;     /* controlling only */
    struct random_source *random; /* controlling only; outlives the agent */
};

void ice_init(struct ice *ice, const struct ice_setup *setup, uint64_t now_us);

/* Handle a STUN datagram.
 *
 * reply     gets the answer, to be sent to `from`; empty if there is none
 * selected  becomes true if the address we send to changed (or was first chosen)
 *
 * Returns 0 or a DROP_STUN_...; then nothing changed and nothing is to be sent.
 */
CHECK enum drop ice_receive(struct ice *ice, const struct address *from, struct bytes datagram,
                            uint64_t now_us, struct writer *reply, bool *selected);

/* New credentials on both sides; the session and its keys go on. */
void ice_restart(struct ice *ice, const struct ice_credentials *local,
                 const struct ice_credentials *remote);

/* Was this address validated by an authenticated check? */
bool ice_knows(const struct ice *ice, const struct address *from);

/* Controlling: write the check that is due to `check` (to be sent to
 * ice->candidate). Lite: nothing. Returns false when consent has expired.
 */
CHECK bool ice_tick(struct ice *ice, uint64_t now_us, struct random_source *random,
                    struct writer *check);
uint64_t ice_next_deadline(const struct ice *ice);

#endif
