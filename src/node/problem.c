#include "node/problem.h"

#include "base/json.h"

void problem_write(struct http_response *response, const struct refusal *refusal)
{
    int status = reason_status(refusal->reason);
    struct writer *body = &response->body;
    http_problem(response, status, refusal->sentence);
    body->at = body->start;
    writer_format(body, "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,",
                  http_status_text(status), status);
    refusal_write_members(body, refusal);
    writer_text(body, ",\"detail\":");
    json_write_text(body, refusal->sentence);
    writer_text(body, "}\n");
}

void problem_of_grounds(struct http_response *response, const struct grounds *grounds)
{
    struct refusal refusal;
    refusal_make(&refusal, grounds);
    problem_write(response, &refusal);
}
