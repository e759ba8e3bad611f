/* The summit of this server: its log on disk, its host, its API, and the hands that the API has
 * in HTTP. Without a summit in the data directory (plenary summit init) there is none, and the
 * server serves its rooms alone.
 */
#ifndef PLENARY_SHELL_SUMMIT_SERVICE_H
#define PLENARY_SHELL_SUMMIT_SERVICE_H

#include "node/node.h"
#include "node/summit_api.h"
#include "shell/ballot_key.h"
#include "shell/http_server.h"
#include "shell/log_sqlite.h"
#include "shell/webhook.h"
#include "summit/concern.h"
#include "summit/invitation_list.h"

/* Memory for a stage, that lives as long as the node; NULL: there is none. */
typedef struct stage *(*stage_maker)(void *context);

struct summit_service {
    struct log_sqlite *log;
    struct ballot_keys keys;
    struct summit_host *host;
    struct summit_api api;
    struct node *node;
    struct http_server *http;
    struct webhooks *webhooks; /* NULL: none */
    struct watch log_watch;
    uint64_t *present; /* a bit per person who has a WebSocket open */
    struct concerns *concerns;
    struct captions *captions; /* touched as needed */
    uint32_t exchange_count;
    stage_maker make_stage;
    void *stage_context;
    struct effect wanted[EFFECTS_MAX]; /* scratch: of the room that is being planned */
};

enum { SUMMIT_PEOPLE_WORDS = 65536 / 64 };

/* Open log and state; returns when all is read. False with a sentence. */
CHECK bool summit_service_start(struct summit_service *service, const char *directory,
                                struct node *node, bool is_secure,
                                char problem[LOG_STORE_PROBLEM_MAX]);
/* From now on each room of the summit has a media room, made where the node has none, with a
 * green room, and its plan.
 */
void summit_service_open_rooms(struct summit_service *service, stage_maker make, void *context);
CHECK bool summit_service_watch(struct summit_service *service, struct loop *loop,
                                struct http_server *http);
void summit_service_stop(struct summit_service *service);

/* What a session may in a media room: as a token, for WHIP, WHEP and /live. False with why
 * not.
 */
CHECK bool summit_service_admit(struct summit_service *service, const struct room *room,
                                struct bytes session, struct token *who, struct refusal *why);
/* Whether a person may see who is in that room's green room, and watch it: who is on the way to
 * the stage, and the desk.
 */
bool summit_service_sees_green_room(const struct summit_service *service, uint32_t room,
                                    uint32_t person);

/* An invitation for a person, issued by the operator: its secret. Blocks; for the start alone. */
CHECK bool summit_service_invite(struct summit_service *service, uint32_t person,
                                 char secret[INVITATION_SECRET_TEXT + 1]);

#endif
