/* What the API's routes have in common: who asks, with which parameters, and how they are refused.
 * Private to summit_api.c and the files of its larger routes.
 */
#ifndef PLENARY_NODE_API_PARTS_H
#define PLENARY_NODE_API_PARTS_H

#include "node/summit_api.h"

struct actor api_actor(const struct summit_api *api, const struct http_request *request);
bool api_is_foreign_page(const struct http_request *request);
CHECK bool api_number(struct bytes text, uint32_t *number);
/* SHA-256. */
void api_hash(struct bytes data, uint8_t out[32]);
/* An RFC 9457 problem with our `code`. */
void api_problem(struct http_response *response, int status, const char *code,
                 const char *sentence);
/* The answer of an exchange that began with api->ports.begin. */
void api_answered(struct host_call *call, const struct host_answer *answer);

/* A page that stands alone (summit/page.h): its type, and a policy that allows its style only. */
void api_page_headers(struct http_response *response);

#endif
