/* Strict on purpose: where HTTP lets a server guess what a client meant (bare LF,
 * folded headers, two lengths), a proxy in front may guess otherwise, and that is how
 * requests are smuggled. So we refuse, with a sentence.
 */
#include "wire/http1.h"

#include <strings.h>

#include "base/json.h"

enum { TARGET_MAX = 4096, NUMBER_MAX = 1000000000 };

/* ---- lines ---- */

/* Take a line up to CRLF; false when there is none yet. A bare LF is no line end. */
static bool next_line(struct reader *reader, struct bytes *line)
{
    size_t left = reader_left(reader);
    const uint8_t *lf = left > 0 ? memchr(reader->at, '\n', left) : NULL;
    if (!lf) {
        return false;
    }
    *line = bytes_of(reader->at, (size_t)(lf - reader->at));
    reader->at = lf + 1;
    return true;
}

static bool end_carriage(struct bytes *line)
{
    if (line->size == 0 || line->data[line->size - 1] != '\r') {
        return false;
    }
    line->size--;
    return true;
}

static bool is_token_letter(uint8_t letter)
{
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
           (letter >= 'A' && letter <= 'Z') || (letter != 0 && strchr("!#$%&'*+-.^_`|~", letter));
}

static bool is_token(struct bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (!is_token_letter(text.data[i])) {
            return false;
        }
    }
    return text.size > 0;
}

static bool equals_caseless(struct bytes text, const char *name)
{
    return strlen(name) == text.size && strncasecmp((const char *)text.data, name, text.size) == 0;
}

static struct bytes trim(struct bytes text)
{
    while (text.size > 0 && (text.data[0] == ' ' || text.data[0] == '\t')) {
        text = bytes_of(text.data + 1, text.size - 1);
    }
    while (text.size > 0 && (text.data[text.size - 1] == ' ' || text.data[text.size - 1] == '\t')) {
        text.size--;
    }
    return text;
}

/* name ":" value; no blank before the colon, no folding, no control characters. */
static bool parse_header(struct bytes line, struct http_header *header)
{
    const uint8_t *colon = line.size > 0 ? memchr(line.data, ':', line.size) : NULL;
    if (!colon) {
        return false;
    }
    header->name = bytes_of(line.data, (size_t)(colon - line.data));
    header->value = trim(bytes_of(colon + 1, line.size - header->name.size - 1));
    for (size_t i = 0; i < header->value.size; i++) {
        uint8_t letter = header->value.data[i];
        if ((letter < 0x20 && letter != '\t') || letter == 0x7f) {
            return false;
        }
    }
    return is_token(header->name);
}

static struct bytes find_header(const struct http_header *headers, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (equals_caseless(headers[i].name, name)) {
            return headers[i].value;
        }
    }
    return (struct bytes){0};
}

static size_t count_headers(const struct http_header *headers, size_t count, const char *name)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found += equals_caseless(headers[i].name, name);
    }
    return found;
}

/* Digits alone; a number beyond any size that we take stays at NUMBER_MAX. */
static bool parse_number(struct bytes text, size_t *number)
{
    *number = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') {
            return false;
        }
        *number = MIN(*number * 10 + (size_t)(text.data[i] - '0'), (size_t)NUMBER_MAX);
    }
    return text.size > 0;
}

/* At most one Content-Length, a number; 0 without. */
static bool take_length(const struct http_header *headers, size_t count, size_t *length)
{
    size_t found = count_headers(headers, count, "Content-Length");
    *length = 0;
    return found == 0 ||
           (found == 1 && parse_number(find_header(headers, count, "Content-Length"), length));
}

/* ---- requests ---- */

struct http_parsing {
    int *status;
    const char **problem;
};

static enum http_parse refuse(const struct http_parsing *parsing, int status, const char *problem)
{
    *parsing->status = status;
    *parsing->problem = problem;
    return HTTP_PARSE_BAD;
}

static enum http_method method_of(struct bytes name)
{
    static const char *const names[] = {
        [HTTP_GET] = "GET",        [HTTP_HEAD] = "HEAD", [HTTP_POST] = "POST",
        [HTTP_PATCH] = "PATCH",    [HTTP_PUT] = "PUT",   [HTTP_DELETE] = "DELETE",
        [HTTP_OPTIONS] = "OPTIONS"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (bytes_equal_text(name, names[i])) {
            return (enum http_method)i;
        }
    }
    return HTTP_METHOD_OTHER;
}

static enum http_parse parse_request_line(struct bytes line, struct http_request *request,
                                          const struct http_parsing *parsing)
{
    const uint8_t *first = line.size > 0 ? memchr(line.data, ' ', line.size) : NULL;
    const uint8_t *last = line.size > 0 ? memrchr(line.data, ' ', line.size) : NULL;
    if (!first || first == last) {
        return refuse(parsing, 400, "The request line must read: METHOD /path HTTP/1.1");
    }
    struct bytes method = bytes_of(line.data, (size_t)(first - line.data));
    struct bytes target = bytes_of(first + 1, (size_t)(last - first - 1));
    struct bytes version = bytes_of(last + 1, line.size - method.size - target.size - 2);
    if (version.size != 8 || memcmp(version.data, "HTTP/", 5) != 0) {
        return refuse(parsing, 400, "The request line must read: METHOD /path HTTP/1.1");
    }
    if (target.size > TARGET_MAX) {
        return refuse(parsing, 414, "The request target is too long: at most 4096 bytes are taken");
    }
    if (!is_token(method) || target.size == 0 || target.data[0] != '/') {
        return refuse(parsing, 400, "The request target must be a path that begins with /");
    }
    for (size_t i = 0; i < target.size; i++) {
        if (target.data[i] <= 0x20 || target.data[i] >= 0x7f) {
            return refuse(parsing, 400, "The request target must be percent-encoded ASCII");
        }
    }
    if (!bytes_equal_text(version, "HTTP/1.1") && !bytes_equal_text(version, "HTTP/1.0")) {
        return refuse(parsing, 505, "Use HTTP/1.1");
    }
    request->method = method_of(method);
    request->keep_alive = bytes_equal_text(version, "HTTP/1.1");
    const uint8_t *question = memchr(target.data, '?', target.size);
    size_t path_size = question ? (size_t)(question - target.data) : target.size;
    request->path = bytes_of(target.data, path_size);
    request->query =
        question ? bytes_of(question + 1, target.size - path_size - 1) : (struct bytes){0};
    return HTTP_PARSE_DONE;
}

static enum http_parse weigh_headers(struct http_request *request,
                                     const struct http_parsing *parsing)
{
    const struct http_header *headers = request->headers;
    if (count_headers(headers, request->header_count, "Transfer-Encoding") > 0) {
        return refuse(parsing, 501, "Send the body with Content-Length, not chunked");
    }
    if (count_headers(headers, request->header_count, "Host") > 1) {
        return refuse(parsing, 400, "Host must stand once");
    }
    if (!take_length(headers, request->header_count, &request->content_length)) {
        return refuse(parsing, 400, "Content-Length must stand once, as a number");
    }
    if (request->content_length > HTTP_BODY_LARGEST) {
        return refuse(parsing, 413, "The body is too large");
    }
    struct bytes connection = http_request_header(request, "Connection");
    if (http_list_has(connection, "close")) {
        request->keep_alive = false;
    } else if (http_list_has(connection, "keep-alive")) {
        request->keep_alive = true;
    }
    request->expects_continue =
        equals_caseless(http_request_header(request, "Expect"), "100-continue");
    return HTTP_PARSE_DONE;
}

enum http_parse http_parse_request(struct bytes buffer, struct http_request *request,
                                   size_t *head_size, int *status, const char **problem)
{
    struct http_parsing parsing = {status, problem};
    struct reader reader = reader_of(buffer);
    struct bytes line;
    bool has_request_line = false;
    request->header_count = 0;
    request->content_length = 0;
    request->body = (struct bytes){0};
    while (next_line(&reader, &line)) {
        if (!end_carriage(&line)) {
            return refuse(&parsing, 400, "Lines must end with CRLF");
        }
        if (!has_request_line) {
            enum http_parse result = parse_request_line(line, request, &parsing);
            if (result != HTTP_PARSE_DONE) {
                return result;
            }
            has_request_line = true;
        } else if (line.size == 0) {
            *head_size = (size_t)(reader.at - buffer.data);
            return *head_size > HTTP_HEAD_MAX
                       ? refuse(&parsing, 431, "The header is too large: at most 16 KiB are taken")
                       : weigh_headers(request, &parsing);
        } else if (request->header_count == HTTP_HEADERS_MAX) {
            return refuse(&parsing, 431, "Too many header lines: at most 64 are taken");
        } else if (!parse_header(line, &request->headers[request->header_count++])) {
            return refuse(&parsing, 400, "A header line must read: Name: value");
        }
    }
    return buffer.size > HTTP_HEAD_MAX
               ? refuse(&parsing, 431, "The header is too large: at most 16 KiB are taken")
               : HTTP_PARSE_MORE;
}

struct bytes http_request_header(const struct http_request *request, const char *name)
{
    return find_header(request->headers, request->header_count, name);
}

struct bytes http_request_parameter(const struct http_request *request, const char *name)
{
    struct bytes left = request->query;
    size_t size = strlen(name);
    while (left.size > 0) {
        const uint8_t *end = memchr(left.data, '&', left.size);
        size_t one = end ? (size_t)(end - left.data) : left.size;
        bool is_bare = one == size;
        if (one >= size && memcmp(left.data, name, size) == 0 &&
            (is_bare || left.data[size] == '=')) {
            size_t before = is_bare ? size : size + 1;
            return bytes_of(left.data + before, one - before);
        }
        left = bytes_of(left.data + one + (end ? 1 : 0), left.size - one - (end ? 1 : 0));
    }
    return (struct bytes){0};
}

bool http_request_is_foreign(const struct http_request *request)
{
    struct bytes origin = http_request_header(request, "Origin");
    struct bytes host = http_request_header(request, "Host");
    return origin.size > 0 &&
           (host.size == 0 || origin.size < host.size + 3 ||
            memcmp(origin.data + origin.size - host.size, host.data, host.size) != 0 ||
            origin.data[origin.size - host.size - 1] != '/');
}

bool http_has_content_type(const struct http_request *request, const char *type)
{
    struct bytes value = http_request_header(request, "Content-Type");
    const uint8_t *end = value.size > 0 ? memchr(value.data, ';', value.size) : NULL;
    return equals_caseless(trim(end ? bytes_of(value.data, (size_t)(end - value.data)) : value),
                           type);
}

bool http_list_has(struct bytes value, const char *token)
{
    while (value.size > 0) {
        const uint8_t *comma = memchr(value.data, ',', value.size);
        size_t size = comma ? (size_t)(comma - value.data) : value.size;
        if (equals_caseless(trim(bytes_of(value.data, size)), token)) {
            return true;
        }
        size_t skip = comma ? size + 1 : size;
        value = bytes_of(value.data + skip, value.size - skip);
    }
    return false;
}

bool http_path_next(struct bytes *path, struct bytes *segment)
{
    if (path->size == 0 || path->data[0] != '/') {
        return false;
    }
    *path = bytes_of(path->data + 1, path->size - 1);
    const uint8_t *slash = path->size > 0 ? memchr(path->data, '/', path->size) : NULL;
    size_t size = slash ? (size_t)(slash - path->data) : path->size;
    *segment = bytes_of(path->data, size);
    *path = bytes_of(path->data + size, path->size - size);
    return size > 0;
}

/* ---- responses ---- */

const char *http_status_text(int status)
{
    static const struct {
        int status;
        const char *text;
    } texts[] = {
        {101, "Switching Protocols"},
        {200, "OK"},
        {201, "Created"},
        {204, "No Content"},
        {202, "Accepted"},
        {302, "Found"},
        {304, "Not Modified"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {422, "Unprocessable Content"},
        {426, "Upgrade Required"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {505, "HTTP Version Not Supported"},
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (texts[i].status == status) {
            return texts[i].text;
        }
    }
    return "Unknown";
}

void http_write_head(struct writer *writer, const struct http_response *response, bool keep_alive)
{
    struct bytes headers = writer_bytes(&response->headers);
    size_t body_size = response->static_body.data ? response->static_body.size
                                                  : writer_bytes(&response->body).size;
    writer_format(writer, "HTTP/1.1 %d %s\r\n", response->status,
                  http_status_text(response->status));
    writer_put(writer, headers);
    if (response->content_type && body_size > 0) {
        writer_format(writer, "Content-Type: %s\r\n", response->content_type);
    }
    if (response->status != 204 && response->status != 304 && response->status != 101) {
        writer_format(writer, "Content-Length: %zu\r\n", body_size);
    }
    if (response->status != 101) {
        writer_format(writer, "Connection: %s\r\n", keep_alive ? "keep-alive" : "close");
    }
    writer_text(writer, "\r\n");
}

void http_problem_begin(struct http_response *response, int status)
{
    struct writer *body = &response->body;
    response->status = status;
    response->content_type = "application/problem+json";
    response->static_body = (struct bytes){0};
    /* Whatever was begun is void; so is its failure for want of room. */
    *body = writer_of(body->start, (size_t)(body->end - body->start));
    writer_format(body, "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,",
                  http_status_text(status), status);
}

void http_problem(struct http_response *response, int status, const char *detail)
{
    struct writer *body = &response->body;
    http_problem_begin(response, status);
    writer_text(body, "\"detail\":");
    json_write_text(body, detail);
    writer_text(body, "}\n");
}

/* ---- replies, for clients ---- */

/* HTTP/1.1 <three digits>[ <reason>] */
static bool parse_status_line(struct bytes line, struct http_reply *reply)
{
    size_t status;
    if (line.size < 12 || memcmp(line.data, "HTTP/1.", 7) != 0 || line.data[8] != ' ' ||
        (line.size > 12 && line.data[12] != ' ') ||
        !parse_number(bytes_of(line.data + 9, 3), &status)) {
        return false;
    }
    reply->status = (int)status;
    return status >= 100;
}

enum http_parse http_parse_reply(struct bytes buffer, struct http_reply *reply, size_t *head_size)
{
    struct reader reader = reader_of(buffer);
    struct bytes line;
    *reply = (struct http_reply){0};
    while (next_line(&reader, &line)) {
        if (!end_carriage(&line)) {
            return HTTP_PARSE_BAD;
        }
        if (reply->status == 0) {
            if (!parse_status_line(line, reply)) {
                return HTTP_PARSE_BAD;
            }
        } else if (line.size == 0) {
            *head_size = (size_t)(reader.at - buffer.data);
            return *head_size <= HTTP_HEAD_MAX &&
                           take_length(reply->headers, reply->header_count, &reply->content_length)
                       ? HTTP_PARSE_DONE
                       : HTTP_PARSE_BAD;
        } else if (reply->header_count == HTTP_HEADERS_MAX ||
                   !parse_header(line, &reply->headers[reply->header_count++])) {
            return HTTP_PARSE_BAD;
        }
    }
    return buffer.size > HTTP_HEAD_MAX ? HTTP_PARSE_BAD : HTTP_PARSE_MORE;
}

struct bytes http_reply_header(const struct http_reply *reply, const char *name)
{
    return find_header(reply->headers, reply->header_count, name);
}
