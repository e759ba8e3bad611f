/* How a request is refused: an RFC 9457 problem with a code, the reason with its values, and the
 * sentence (summit/reason.h).
 *
 *     http_refuse(response, REASON_NO_SUCH_ROOM);
 */
#ifndef PLENARY_NODE_PROBLEM_H
#define PLENARY_NODE_PROBLEM_H

#include "summit/reason.h"
#include "wire/http1.h"

void problem_write(struct http_response *response, const struct refusal *refusal);
void problem_of_grounds(struct http_response *response, const struct grounds *grounds);
#define http_refuse(response, ...)                                                                 \
    problem_of_grounds(response, &(const struct grounds){.reason = __VA_ARGS__})

#endif
