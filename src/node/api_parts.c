#include "node/api_parts.h"

#include <openssl/evp.h>

#include "summit/page.h"

void api_hash(struct bytes data, uint8_t out[32])
{
    bool good = EVP_Digest(data.data, data.size, out, NULL, EVP_sha256(), NULL) == 1;
    ASSERT(good);
}

bool api_number(struct bytes text, uint32_t *number)
{
    uint64_t value;
    if (!bytes_number(text, UINT32_MAX, &value)) {
        return false;
    }
    *number = (uint32_t)value;
    return true;
}

void api_problem(struct http_response *response, const struct refusal *refusal)
{
    problem_write(response, refusal);
    if (response->status >= 500) {
        writer_text(&response->headers, "Retry-After: 2\r\n");
    }
}

void api_problem_of_grounds(struct http_response *response, const struct grounds *grounds)
{
    struct refusal refusal;
    refusal_make(&refusal, grounds);
    api_problem(response, &refusal);
}

bool api_may_post(const struct http_request *request, enum reason what,
                  struct http_response *response)
{
    bool is_json = http_request_header(request, "Content-Type").size == 0 ||
                   http_has_content_type(request, "application/json");
    if (request->method != HTTP_POST) {
        writer_text(&response->headers, "Allow: POST\r\n");
        api_refuse(response, what);
    } else if (api_is_foreign_page(request)) {
        api_refuse(response, REASON_FOREIGN_PAGE);
    } else if (!is_json) {
        api_refuse(response, REASON_SEND_JSON);
    } else {
        return true;
    }
    return false;
}

void api_page_headers(struct http_response *response)
{
    uint8_t digest[32];
    unsigned char text[48];
    api_hash(bytes_of_text(page_style), digest);
    EVP_EncodeBlock(text, digest, sizeof(digest));
    response->content_type = "text/html; charset=utf-8";
    writer_format(&response->headers,
                  "Content-Security-Policy: default-src 'none'; style-src 'sha256-%s'; "
                  "frame-ancestors 'none'; base-uri 'none'; form-action 'none'\r\n",
                  text);
}
