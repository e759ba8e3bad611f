/* HTTP/1.1: a head is the same in one piece and byte by byte, and what is taken keeps
 * to the rules against smuggling.
 */
#include "wire/http1.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_span(struct bytes span, struct bytes buffer)
{
    ASSERT(span.size == 0 ||
           (span.data >= buffer.data && span.data + span.size <= buffer.data + buffer.size));
    for (size_t i = 0; i < span.size; i++) {
        ASSERT(span.data[i] >= 0x20 || span.data[i] == '\t');
    }
}

static void check_request(const struct http_request *request, struct bytes head)
{
    check_span(request->path, head);
    check_span(request->query, head);
    ASSERT(request->path.size > 0 && request->path.data[0] == '/');
    ASSERT(!memchr(request->path.data, '?', request->path.size));
    ASSERT(request->header_count <= HTTP_HEADERS_MAX &&
           request->content_length <= HTTP_BODY_LARGEST);
    ASSERT(!http_request_header(request, "Transfer-Encoding").data);
    for (size_t i = 0; i < request->header_count; i++) {
        check_span(request->headers[i].name, head);
        check_span(request->headers[i].value, head);
        ASSERT(request->headers[i].name.size > 0);
        (void)http_list_has(request->headers[i].value, "close");
    }
    struct bytes path = request->path, segment;
    size_t total = 0;
    while (http_path_next(&path, &segment)) {
        ASSERT(segment.size > 0 && !memchr(segment.data, '/', segment.size));
        total += 1 + segment.size;
    }
    ASSERT(total <= request->path.size);
}

static void check_requests(struct bytes buffer)
{
    static struct http_request request, cut;
    size_t head_size = 0, cut_size = 0;
    int status = 0;
    const char *problem = NULL;
    enum http_parse result = http_parse_request(buffer, &request, &head_size, &status, &problem);
    ASSERT(result != HTTP_PARSE_BAD || (status >= 400 && status <= 505 && problem));
    ASSERT(result != HTTP_PARSE_MORE || buffer.size <= HTTP_HEAD_MAX);
    if (result != HTTP_PARSE_DONE) {
        return;
    }
    struct bytes head = bytes_of(buffer.data, head_size);
    ASSERT(head_size >= 4 && head_size <= HTTP_HEAD_MAX && head_size <= buffer.size);
    ASSERT(memcmp(head.data + head_size - 4, "\r\n\r\n", 4) == 0);
    check_request(&request, head);
    /* What follows the head plays no part; a cut head wants more. */
    ASSERT(http_parse_request(head, &cut, &cut_size, &status, &problem) == HTTP_PARSE_DONE);
    ASSERT(cut_size == head_size && cut.content_length == request.content_length);
    for (size_t i = 0; i < head_size; i += 1 + head_size / 16) {
        ASSERT(http_parse_request(bytes_of(head.data, i), &cut, &cut_size, &status, &problem) ==
               HTTP_PARSE_MORE);
    }
}

static void check_reply(struct bytes buffer)
{
    static struct http_reply reply;
    size_t head_size = 0;
    if (http_parse_reply(buffer, &reply, &head_size) == HTTP_PARSE_DONE) {
        ASSERT(reply.status >= 100 && reply.status <= 999);
        ASSERT(head_size <= buffer.size && reply.header_count <= HTTP_HEADERS_MAX);
        for (size_t i = 0; i < reply.header_count; i++) {
            check_span(reply.headers[i].value, buffer);
        }
    }
}

/* Any text becomes JSON: no quote, backslash or control character stands bare. */
static void check_problem(struct bytes buffer)
{
    static char detail[512], body[8192];
    size_t size = MIN(buffer.size, sizeof(detail) - 1);
    if (size > 0) {
        memcpy(detail, buffer.data, size);
    }
    detail[size] = 0;
    struct http_response response = {.body = writer_of(body, sizeof(body))};
    http_problem(&response, 400, detail);
    struct bytes text = writer_bytes(&response.body);
    ASSERT(!response.body.failed && text.size > 3);
    for (size_t i = 0; i + 1 < text.size; i++) {
        ASSERT(text.data[i] >= 0x20);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes buffer = bytes_of(data, size);
    check_requests(buffer);
    check_reply(buffer);
    check_problem(buffer);
    return 0;
}
