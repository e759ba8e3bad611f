#include "node/problem.h"

void problem_write(struct http_response *response, const struct refusal *refusal)
{
    http_problem_begin(response, reason_status(refusal->reason));
    refusal_write(&response->body, refusal);
    writer_text(&response->body, "}\n");
}

void problem_of_grounds(struct http_response *response, const struct grounds *grounds)
{
    struct refusal refusal;
    refusal_make(&refusal, grounds);
    problem_write(response, &refusal);
}
