/* HTTP/1.1 messages (RFC 9112): a request or response head parsed to values that
 * borrow from the buffer, and a response written. Bodies have Content-Length; a
 * request with Transfer-Encoding is refused (no request smuggling).
 */
#ifndef PLENARY_WIRE_HTTP1_H
#define PLENARY_WIRE_HTTP1_H

#include "base/bytes.h"

enum http_method {
    HTTP_GET,
    HTTP_HEAD,
    HTTP_POST,
    HTTP_PATCH,
    HTTP_PUT,
    HTTP_DELETE,
    HTTP_OPTIONS,
    HTTP_METHOD_OTHER,
};

enum {
    HTTP_HEAD_MAX = 16384,
    HTTP_HEADERS_MAX = 64,
    HTTP_BODY_MAX = 65536,
    HTTP_BODY_LARGEST = 8 << 20
};

struct http_header {
    struct bytes name, value; /* value without surrounding blanks */
};

struct http_request {
    enum http_method method;
    struct bytes path;  /* of the target, before '?'; not percent-decoded; starts with '/' */
    struct bytes query; /* after '?', empty if none */
    size_t header_count;
    struct http_header headers[HTTP_HEADERS_MAX];
    size_t content_length; /* at most HTTP_BODY_LARGEST; above HTTP_BODY_MAX the server asks */
    bool keep_alive;
    bool expects_continue;
    struct bytes body; /* set by the server when it is complete */
};

enum http_parse { HTTP_PARSE_DONE, HTTP_PARSE_MORE, HTTP_PARSE_BAD };

/* Parse a request head.
 *
 * head_size  on DONE: bytes up to and with the empty line; the body follows
 * status     on BAD: what to answer: 400, 413, 414, 431, 501, 505
 * problem    on BAD: a sentence that says what to mend
 */
CHECK enum http_parse http_parse_request(struct bytes buffer, struct http_request *request,
                                         size_t *head_size, int *status, const char **problem);

/* A header's value without regard to case of its name; an empty span if absent.
 * Where a header stands twice, the first.
 */
struct bytes http_request_header(const struct http_request *request, const char *name);

/* A parameter's value as it stands in the query ("?name=value", not percent-decoded). Absent:
 * its data is NULL; without "=": it is empty.
 */
struct bytes http_request_parameter(const struct http_request *request, const char *name);

/* Does a page of another origin ask (RFC 6454 7)? Who is no browser sends no Origin. */
bool http_request_is_foreign(const struct http_request *request);

/* Is the body said to be of this type, whatever its parameters (RFC 9110 8.3)? */
bool http_has_content_type(const struct http_request *request, const char *type);
/* Does the comma-separated list of a header name this token, without regard to case? */
bool http_list_has(struct bytes value, const char *token);

/* Take the next segment of a path ("/whep/hall": "whep", then "hall"); false at the end. */
CHECK bool http_path_next(struct bytes *path, struct bytes *segment);

/* ---- a response to be written ---- */

/* Filled by the one who answers, in memory that the server lends for the exchange. */
struct http_response {
    int status;
    const char *content_type; /* NULL: no body */
    struct writer headers;    /* further whole header lines, each with CRLF */
    struct writer body;       /* a generated body, or ... */
    struct bytes static_body; /* ... one that outlives the exchange (an asset) */
    bool close;               /* close the connection afterwards */
};

const char *http_status_text(int status);

/* Write status line and headers (Content-Length included); the body follows it. */
void http_write_head(struct writer *writer, const struct http_response *response, bool keep_alive);

/* Answer with problem+json (RFC 9457): status, title from the status, `detail` the
 * sentence for the reader. JSON-escaped.
 */
void http_problem(struct http_response *response, int status, const char *detail);
/* Begin such an answer: {"type":..,"title":..,"status":.., and the caller writes the rest. */
void http_problem_begin(struct http_response *response, int status);

/* ---- our own clients ---- */

struct http_reply {
    int status;
    size_t header_count;
    struct http_header headers[HTTP_HEADERS_MAX];
    size_t content_length;
};

CHECK enum http_parse http_parse_reply(struct bytes buffer, struct http_reply *reply,
                                       size_t *head_size);
struct bytes http_reply_header(const struct http_reply *reply, const char *name);

#endif
