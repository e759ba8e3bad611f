/* decide: a command becomes events, or a refusal that says what to mend. Pure: it reads
 * the state, changes nothing, and knows neither clock nor chance. apply: an event becomes
 * part of the state.
 */
#ifndef PLENARY_SUMMIT_DECIDE_H
#define PLENARY_SUMMIT_DECIDE_H

#include "summit/reason.h"
#include "summit/record.h"

/* Who asks. The person comes from the session, never from a message. */
enum actor_kind {
    ACTOR_STRANGER, /* has not opened an invitation yet */
    ACTOR_PERSON,
    ACTOR_OPERATOR, /* the one who runs the server: has the director's rights */
};
struct actor {
    enum actor_kind kind;
    uint32_t person; /* of ACTOR_PERSON */
};

/* Who is connected: perishable, so not in the state; a bit per person id, word by word. */
struct presence {
    const uint64_t *words;
    uint32_t word_count;
};

static inline bool presence_has(const struct presence *presence, uint32_t person)
{
    return person / 64 < presence->word_count && (presence->words[person / 64] >> person % 64 & 1);
}

struct summit_request {
    struct actor actor;
    int64_t now_ms;           /* since 1970 UTC */
    struct presence presence; /* needed to close a motion (quorum) */
    struct ints unsealed;     /* to close a secret one: its tally; none: nobody can open it */
};

struct summit_command {
    enum summit_command_kind kind;
    union command_fields fields;
};

struct summit_event {
    uint64_t sequence; /* from 1, without holes */
    int64_t at_ms;     /* since 1970 UTC; 0 where a time would tell too much */
    uint32_t actor;    /* the person; 0: operator, stranger, or not to be told */
    enum summit_event_kind kind;
    union event_fields fields;
};

enum { DECISION_EVENTS_MAX = 4 };

/* Events and a refusal exclude each other but for one case: a misused invitation is refused
 * and recorded. Neither: it was so already (a ballot sent twice), and the answer is success.
 * Events borrow from the command and from the state: write them down before applying.
 */
struct summit_decision {
    struct summit_event events[DECISION_EVENTS_MAX];
    uint32_t event_count;
    struct refusal refusal;
    /* A secret ballot's votes for each choice, apart from its event, which only says who voted. */
    int64_t secret[16];
};

void summit_decide(const struct summit_state *state, const struct summit_request *request,
                   const struct summit_command *command, struct summit_decision *decision);

/* Make the event part of the state. NULL, or why this event cannot be the next one of this
 * log (it is then not of this log, or the log is damaged); the state is then unchanged.
 */
CHECK const char *summit_apply(struct summit_state *state, const struct summit_event *event);

/* What the person may send: the table's column "may", for the role they have; a bit a command. */
bool summit_may(const struct summit_state *state, const struct actor *actor,
                enum summit_command_kind kind);
/* Whether the person may say that word in the room: by their role, and as one who may enter it. */
CHECK bool summit_may_say(const struct summit_state *state, const struct actor *actor,
                          enum summit_word_kind kind, uint32_t room, struct refusal *why);
/* The role whose view the actor gets. */
enum summit_role summit_role_of(const struct summit_state *state, const struct actor *actor);
/* Whether the person may enter the room now. Else `why` says why not: of the class REFUSED_BANNED,
 * _SENT_OUT (with what a moderator gave as the reason), _LOCKED, _LOBBY, or _NOT_FOUND.
 */
CHECK bool summit_may_enter(const struct summit_state *state, uint32_t person, uint32_t room,
                            struct refusal *why);

/* ---- for the decide_ functions ---- */

#define decision_refuse(decision, ...) refusal_because(&(decision)->refusal, __VA_ARGS__)
/* The next event of the decision, all zero but its envelope; the caller fills in its fields. */
struct summit_event *decision_event(struct summit_decision *decision,
                                    const struct summit_state *state,
                                    const struct summit_request *request,
                                    enum summit_event_kind kind);
/* The same, with the fields that the command and the event have in common; and, where the event
 * adds an entity, its new id. NULL and a refusal when there is no room for one more.
 */
struct summit_event *decision_event_of(struct summit_decision *decision,
                                       const struct summit_state *state,
                                       const struct summit_request *request,
                                       enum summit_event_kind kind,
                                       enum summit_command_kind command_kind, const void *command);

/* The person who asks; 0: operator or stranger. */
static inline uint32_t request_person(const struct summit_request *request)
{
    return request->actor.kind == ACTOR_PERSON ? request->actor.person : 0;
}
/* Whether a moderator, a director or the operator asks. */
static inline bool request_is_desk(const struct summit_state *state,
                                   const struct summit_request *request)
{
    return summit_role_of(state, &request->actor) >= SUMMIT_ROLE_MODERATOR;
}

/* Made from the table: the row's own functions. */
void summit_dispatch_command(struct summit_decision *decision, const struct summit_state *state,
                             const struct summit_request *request,
                             const struct summit_command *command);
void summit_dispatch_event(struct summit_state *state, const struct summit_event *event);

#endif
