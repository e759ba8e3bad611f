/* The summit's REST API, sans-I/O: /api/v1 as doc/api/openapi.json has it, and who a session
 * is. A session is {invitation, device key}: the state knows the key's hash, so a session ends
 * the moment its invitation is revoked. Its text is "p1.<invitation>.<key, base64url>", sent as
 * "Authorization: Bearer" or as the cookie "plenary".
 */
#ifndef PLENARY_NODE_SUMMIT_API_H
#define PLENARY_NODE_SUMMIT_API_H

#include "base/base64url.h"
#include "base/port.h"
#include "node/summit_host.h"
#include "summit/caption.h"
#include "wire/http1.h"

enum { SESSION_KEY_SIZE = 16, SESSION_TEXT_MAX = 64 };

/* A command whose answer is on its way; lives in the shell's memory. */
struct api_exchange {
    struct host_call call;
    struct summit_api *api;
    struct http_response *response; /* still within summit_api_handle; else NULL */
    bool is_answered;
    /* Instead of the events; NULL: those. */
    void (*write)(struct api_exchange *exchange, const struct host_answer *answer,
                  struct http_response *response);
    bool opens; /* an invitation: the answer brings the session */
    struct digest secret_hash;
    char key[BASE64URL_SIZE(SESSION_KEY_SIZE) + 1];
};

struct api_ports {
    void *context;
    struct random_source *random;
    /* One for this request; NULL when there are too many. */
    struct api_exchange *(*begin)(void *context);
    /* It is not answered yet when summit_api_handle returns: keep the connection waiting. */
    void (*defer)(void *context, struct api_exchange *exchange);
    /* Now it is: call summit_api_answer with a response, if who asked is still there. */
    void (*answer)(void *context, struct api_exchange *exchange, const struct host_answer *answer);
    void (*end)(void *context, struct api_exchange *exchange);
};

struct summit_api {
    struct api_ports ports;
    struct api_bulk *bulk;    /* zeroed, aligned to 4096 */
    struct summit_host *host; /* NULL: this server has no summit */
    struct captions *captions;
    struct bytes openapi; /* the document, which outlives all */
    bool is_secure;       /* HTTPS: cookies are for it alone */
    struct codec_scratch scratch;
    struct summit_command command;
};

/* The person of a session; 0 when it is none (any more). */
uint32_t summit_api_person(const struct summit_api *api, struct bytes session);
/* Why a session is none any more: its person was banned or removed, its invitation revoked or
 * replaced. False when it holds, or was never one.
 */
CHECK bool summit_api_explain(const struct summit_api *api, struct bytes session,
                              struct refusal *why);
/* The token or session in a request's headers, or an empty span: that of Authorization: Bearer;
 * without such a header, the cookie's, unless a page of another origin asks.
 */
struct bytes summit_api_session(const struct http_request *request);

/* The log's name of a command: of who asks and the key they gave it, at most CLIENT_ID_MAX bytes.
 * NULL when it has none.
 */
const uint8_t *summit_api_key(const struct actor *actor, struct bytes key,
                              uint8_t out[LOG_KEY_SIZE]);

/* False if the path is none of the API's. */
CHECK bool summit_api_handle(struct summit_api *api, const struct http_request *request,
                             struct http_response *response);
void summit_api_answer(struct api_exchange *exchange, const struct host_answer *answer,
                       struct http_response *response);

#endif
