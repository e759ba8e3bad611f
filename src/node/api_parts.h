/* The parts of the API. summit_api.c: routes, commands and their answers; api_session.c: who asks;
 * api_reading.c: what is read; api_bulk.c: many at once; api_caption.c: live captions; api_parts.c:
 * what all need to answer.
 * Private to these.
 */
#ifndef PLENARY_NODE_API_PARTS_H
#define PLENARY_NODE_API_PARTS_H

#include "node/problem.h"
#include "node/summit_api.h"

/* ---- api_session.c ---- */

struct actor api_actor(const struct summit_api *api, const struct http_request *request);
/* A cookie travels by itself: a page of another origin must not act with it, nor sign one in. */
bool api_is_foreign_page(const struct http_request *request);
/* "p1.17.<key>": 17 and the key's text. */
CHECK bool api_split_session(struct bytes session, uint32_t *invitation, struct bytes *key);
/* 401 to nobody we know; who is known too well, and banned, is told so. */
void api_refuse_stranger(const struct summit_api *api, const struct http_request *request,
                         struct http_response *response);

/* ---- api_reading.c ---- */

/* For everybody: the description of the API, which says nothing of this summit. */
void api_handle_openapi(const struct summit_api *api, const struct http_request *request,
                        struct http_response *response);
/* For everybody: what is public, and whether one is signed in, so that nobody tries with a 401. */
void api_handle_public(struct summit_api *api, const struct http_request *request,
                       struct http_response *response);
/* /api/v1/<name>, for people of the summit; `rest` is the path after it. */
void api_handle_reading(struct summit_api *api, struct bytes name, struct bytes rest,
                        const struct http_request *request, struct http_response *response);

/* ---- api_caption.c ---- */

/* POST /api/v1/rooms/5/captions: a line of live captions, for programs that caption. False if the
 * path is another one: `name` is its part after /api/v1, `rest` what follows.
 */
CHECK bool api_handle_caption(struct summit_api *api, struct bytes name, struct bytes rest,
                              const struct http_request *request, struct http_response *response);

/* ---- api_parts.c ---- */

CHECK bool api_number(struct bytes text, uint32_t *number);
/* SHA-256. */
void api_hash(struct bytes data, uint8_t out[32]);
/* A problem; where it is the server's, with the word when to come again. */
void api_problem(struct http_response *response, const struct refusal *refusal);
void api_problem_of_grounds(struct http_response *response, const struct grounds *grounds);
#define api_refuse(response, ...)                                                                  \
    api_problem_of_grounds(response, &(const struct grounds){.reason = __VA_ARGS__})
/* Whether the request may change something: a POST, of no page of another origin, with JSON (a body
 * may go without a type; a form or plain text, which any page can send, it is not). False: it is
 * refused; `what` says what to POST.
 */
CHECK bool api_may_post(const struct http_request *request, enum reason what,
                        struct http_response *response);
/* A page that stands alone (summit/page.h): its type, and a policy that allows its style only. */
void api_page_headers(struct http_response *response);

/* ---- summit_api.c ---- */

/* The answer of an exchange that began with api->ports.begin. */
void api_answered(struct host_call *call, const struct host_answer *answer);

#endif
