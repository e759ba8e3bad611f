/* HTTP/1.1: good heads in one piece and in many, each rule by which a head is refused,
 * and responses as they go out.
 */
#include <setjmp.h>
#include <stdarg.h>

#include "wire/http1.h"

#include <cmocka.h>

static struct http_request request;
static size_t head_size;
static int status;
static const char *problem;

static enum http_parse parse(const char *text, size_t size)
{
    head_size = 0;
    status = 0;
    problem = NULL;
    return http_parse_request(bytes_of(text, size), &request, &head_size, &status, &problem);
}

static void parse_good(const char *text)
{
    if (parse(text, strlen(text)) != HTTP_PARSE_DONE) {
        fail_msg("%d %s\n%s", status, problem ? problem : "(more)", text);
    }
}

static void refuse(const char *text, int expected)
{
    assert_int_equal(parse(text, strlen(text)), HTTP_PARSE_BAD);
    if (status != expected) {
        fail_msg("%d instead of %d for:\n%s", status, expected, text);
    }
    assert_non_null(problem);
}

static void assert_text(struct bytes span, const char *text)
{
    if (!bytes_equal_text(span, text)) {
        fail_msg("\"%.*s\" is not \"%s\"", (int)span.size, (const char *)span.data, text);
    }
}

static void http1_01_a_whip_offer(void **state)
{
    (void)state;
    const char *text = "POST /whip/hall?x=1&y=a%20b HTTP/1.1\r\nHost: example.org\r\n"
                       "content-TYPE:application/sdp\r\nAuthorization: \t Bearer abc \t\r\n"
                       "Content-Length: 4\r\nX-Empty:\r\n\r\nv=0\n";
    parse_good(text);
    assert_int_equal(request.method, HTTP_POST);
    assert_text(request.path, "/whip/hall");
    assert_text(request.query, "x=1&y=a%20b");
    assert_int_equal(request.content_length, 4);
    assert_int_equal(head_size, strlen(text) - 4);
    assert_int_equal(request.header_count, 5);
    assert_text(http_request_header(&request, "Content-Type"), "application/sdp");
    assert_text(http_request_header(&request, "AUTHORIZATION"), "Bearer abc");
    assert_int_equal(http_request_header(&request, "X-Empty").size, 0);
    assert_null(http_request_header(&request, "Content").data);
    assert_true(request.keep_alive);
    assert_false(request.expects_continue);
}

static void http1_02_each_method(void **state)
{
    (void)state;
    const char *const names[] = {"GET",    "HEAD",    "POST",   "PATCH", "PUT",
                                 "DELETE", "OPTIONS", "REPORT", "get"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char text[64];
        snprintf(text, sizeof(text), "%s / HTTP/1.1\r\n\r\n", names[i]);
        parse_good(text);
        assert_int_equal(request.method, MIN(i, (size_t)HTTP_METHOD_OTHER));
        assert_text(request.path, "/");
        assert_int_equal(request.query.size, 0);
    }
}

static void http1_03_every_prefix_wants_more(void **state)
{
    (void)state;
    const char *text = "GET /whep/hall HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    size_t size = strlen(text);
    for (size_t i = 0; i < size; i++) {
        assert_int_equal(parse(text, i), HTTP_PARSE_MORE);
    }
    assert_int_equal(parse(text, size), HTTP_PARSE_DONE);
    assert_int_equal(http_parse_request((struct bytes){0}, &request, &head_size, &status, &problem),
                     HTTP_PARSE_MORE);
}

static void http1_04_keep_alive_and_expect(void **state)
{
    (void)state;
    const struct {
        const char *text;
        bool keep_alive, expects_continue;
    } cases[] = {
        {"GET / HTTP/1.1\r\n\r\n", true, false},
        {"GET / HTTP/1.0\r\n\r\n", false, false},
        {"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true, false},
        {"GET / HTTP/1.1\r\nConnection: foo, CLOSE\r\n\r\n", false, false},
        {"GET / HTTP/1.1\r\nConnection: keep-alive, Upgrade\r\n\r\n", true, false},
        {"PUT / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n", true, true},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        parse_good(cases[i].text);
        assert_int_equal(request.keep_alive, cases[i].keep_alive);
        assert_int_equal(request.expects_continue, cases[i].expects_continue);
    }
}

/* ---- refusals ---- */

static void http1_11_request_line(void **state)
{
    (void)state;
    refuse("\r\n\r\n", 400);
    refuse("GET\r\n\r\n", 400);
    refuse("GET /\r\n\r\n", 400);
    refuse("GET  HTTP/1.1\r\n\r\n", 400);
    refuse("GET / x HTTP/1.1\r\n\r\n", 400);
    refuse(" GET / HTTP/1.1\r\n\r\n", 400);
    refuse("GE\tT / HTTP/1.1\r\n\r\n", 400);
    refuse("G(T / HTTP/1.1\r\n\r\n", 400);
    refuse("GET http://example.org/ HTTP/1.1\r\n\r\n", 400);
    refuse("GET *  HTTP/1.1\r\n\r\n", 400);
    refuse("GET /\x01 HTTP/1.1\r\n\r\n", 400);
    refuse("GET /\x7f HTTP/1.1\r\n\r\n", 400);
    refuse("GET /\xc3\xbc HTTP/1.1\r\n\r\n", 400);
    refuse("GET / http/1.1\r\n\r\n", 400);
    refuse("GET / HTTP/1.10\r\n\r\n", 400);
    refuse("GET / HTTP/2.0\r\n\r\n", 505);
    refuse("GET / HTTP/0.9\r\n\r\n", 505);
    refuse("PRI * HTTP/2.0\r\n\r\n", 400);
    static char text[8192] = "GET /";
    memset(text + 5, 'a', 4096);
    strcpy(text + 5 + 4096, " HTTP/1.1\r\n\r\n");
    refuse(text, 414);
    memmove(text + 5, text + 6, strlen(text + 5));
    parse_good(text);
}

static void http1_12_lines_that_others_may_read_otherwise(void **state)
{
    (void)state;
    refuse("GET / HTTP/1.1\nHost: a\r\n\r\n", 400);
    refuse("GET / HTTP/1.1\r\nHost: a\n\r\n", 400);
    refuse("GET / HTTP/1.1\r\nHost: a\r\n\n", 400);
    refuse("GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n", 400);
    refuse("GET / HTTP/1.1\r\nX: a\r\n folded\r\n\r\n", 400);
    refuse("GET / HTTP/1.1\r\nX: a\r\n\tfolded: yes\r\n\r\n", 400);
    refuse("GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400);
    refuse("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400);
    refuse("GET / HTTP/1.1\r\nHost\t: a\r\n\r\n", 400);
    refuse("GET / HTTP/1.1\r\n: a\r\n\r\n", 400);
    refuse("GET / HTTP/1.1\r\nHost\r\n\r\n", 400);
    refuse("GET / HTTP/1.1\r\nHo\"st: a\r\n\r\n", 400);
    refuse("GET / HTTP/1.1\r\nHost: a\x01\r\n\r\n", 400);
    refuse("GET / HTTP/1.1\r\nHost: a\x7f\r\n\r\n", 400);
    refuse("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400);
    const char with_zero[] = "GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n";
    assert_int_equal(parse(with_zero, sizeof(with_zero) - 1), HTTP_PARSE_BAD);
    assert_int_equal(status, 400);
}

static void http1_13_lengths(void **state)
{
    (void)state;
    const struct {
        const char *headers;
        int expected;
    } cases[] = {
        {"Transfer-Encoding: chunked", 501},
        {"Transfer-Encoding:", 501},
        {"Content-Length: 3\r\nTransfer-Encoding: identity", 501},
        {"Content-Length: 3\r\nContent-Length: 4", 400},
        {"Content-Length: 3\r\ncontent-length: 3", 400},
        {"Content-Length: 3, 3", 400},
        {"Content-Length:", 400},
        {"Content-Length: -1", 400},
        {"Content-Length: +1", 400},
        {"Content-Length: 0x10", 400},
        {"Content-Length: 1 1", 400},
        {"Content-Length: 8388609", 413},
        {"Content-Length: 18446744073709551617", 413},
    };
    char text[256];
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        snprintf(text, sizeof(text), "POST / HTTP/1.1\r\n%s\r\n\r\n", cases[i].headers);
        refuse(text, cases[i].expected);
    }
    parse_good("POST / HTTP/1.1\r\nContent-Length: 65536\r\n\r\n");
    assert_int_equal(request.content_length, 65536);
    parse_good("POST / HTTP/1.1\r\nContent-Length: 000000000000000000000000000007\r\n\r\n");
    assert_int_equal(request.content_length, 7);
    parse_good("POST / HTTP/1.1\r\n\r\n");
    assert_int_equal(request.content_length, 0);
}

static void http1_14_heads_too_large(void **state)
{
    (void)state;
    static char text[HTTP_HEAD_MAX * 2];
    strcpy(text, "GET / HTTP/1.1\r\n");
    for (size_t i = 0; i < HTTP_HEADERS_MAX; i++) {
        strcat(text, "A: b\r\n");
    }
    strcat(text, "\r\n");
    parse_good(text);
    assert_int_equal(request.header_count, HTTP_HEADERS_MAX);
    strcpy(text + strlen(text) - 2, "A: b\r\n\r\n");
    refuse(text, 431);

    const size_t start = strlen("GET / HTTP/1.1\r\nA: ");
    for (size_t extra = 0; extra < 2; extra++) { /* just fits; one byte too many */
        strcpy(text, "GET / HTTP/1.1\r\nA: ");
        memset(text + start, 'a', HTTP_HEAD_MAX - start - 4 + extra);
        strcpy(text + HTTP_HEAD_MAX - 4 + extra, "\r\n\r\n");
        if (extra == 0) {
            parse_good(text);
            assert_int_equal(head_size, HTTP_HEAD_MAX);
        } else {
            refuse(text, 431);
        }
    }
    memset(text, 'a', sizeof(text));
    assert_int_equal(parse(text, HTTP_HEAD_MAX), HTTP_PARSE_MORE);
    assert_int_equal(parse(text, HTTP_HEAD_MAX + 1), HTTP_PARSE_BAD);
    assert_int_equal(status, 431);
}

/* ---- values ---- */

static void http1_21_lists(void **state)
{
    (void)state;
    assert_true(http_list_has(bytes_of_text("a, b ,\tc"), "B"));
    assert_true(http_list_has(bytes_of_text(",,c"), "c"));
    assert_true(http_list_has(bytes_of_text("c,"), "c"));
    assert_false(http_list_has(bytes_of_text("ab, c"), "a"));
    assert_false(http_list_has(bytes_of_text("a b"), "a"));
    assert_false(http_list_has((struct bytes){0}, "a"));
}

static void http1_22_path_segments(void **state)
{
    (void)state;
    struct bytes path = bytes_of_text("/whep/hall"), segment;
    assert_true(http_path_next(&path, &segment));
    assert_text(segment, "whep");
    assert_true(http_path_next(&path, &segment));
    assert_text(segment, "hall");
    assert_false(http_path_next(&path, &segment));
    path = bytes_of_text("/");
    assert_false(http_path_next(&path, &segment));
    path = bytes_of_text("/a/");
    assert_true(http_path_next(&path, &segment));
    assert_false(http_path_next(&path, &segment));
    path = bytes_of_text("a");
    assert_false(http_path_next(&path, &segment));
    path = (struct bytes){0};
    assert_false(http_path_next(&path, &segment));
}

/* ---- responses ---- */

static char headers[1024], body[1024], out[4096];

static struct http_response response_of(int code)
{
    return (struct http_response){.status = code,
                                  .headers = writer_of(headers, sizeof(headers)),
                                  .body = writer_of(body, sizeof(body))};
}

static const char *write_head(const struct http_response *response, bool keep_alive)
{
    struct writer writer = writer_of(out, sizeof(out) - 1);
    http_write_head(&writer, response, keep_alive);
    assert_false(writer.failed);
    out[writer_bytes(&writer).size] = 0;
    return out;
}

static void http1_23_whose_page_asks(void **state)
{
    static const struct {
        const char *lines;
        bool is_foreign;
    } cases[] = {
        {"Host: a.example\r\n", false},
        {"Host: a.example\r\nOrigin: https://a.example\r\n", false},
        {"Host: a.example:8443\r\nOrigin: https://a.example:8443\r\n", false},
        {"Host: a.example\r\nOrigin: https://a.example:8443\r\n", true},
        {"Host: a.example\r\nOrigin: https://b.a.example\r\n", true},
        {"Host: a.example\r\nOrigin: https://evil.example\r\n", true},
        {"Host: a.example\r\nOrigin: null\r\n", true},
        {"Host: \r\nOrigin: https://\r\n", true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[256];
        (void)snprintf(text, sizeof(text), "POST / HTTP/1.1\r\n%s\r\n", cases[i].lines);
        parse_good(text);
        assert_int_equal(http_request_is_foreign(&request), cases[i].is_foreign);
    }
}

static void http1_24_parameters(void **state)
{
    (void)state;
    request = (struct http_request){.query = bytes_of_text("a=1&green&bc=&b=2&empty=")};
    assert_text(http_request_parameter(&request, "a"), "1");
    assert_text(http_request_parameter(&request, "b"), "2");
    assert_non_null(http_request_parameter(&request, "green").data);
    assert_int_equal(http_request_parameter(&request, "green").size, 0);
    assert_int_equal(http_request_parameter(&request, "empty").size, 0);
    assert_null(http_request_parameter(&request, "gree").data);
    assert_null(http_request_parameter(&request, "greens").data);
    request.query = (struct bytes){0};
    assert_null(http_request_parameter(&request, "a").data);
}

static void http1_31_heads(void **state)
{
    (void)state;
    struct http_response response = response_of(201);
    response.content_type = "application/sdp";
    writer_text(&response.headers, "Location: /session/1\r\n");
    writer_text(&response.body, "v=0\r\n");
    assert_string_equal(write_head(&response, true),
                        "HTTP/1.1 201 Created\r\nLocation: /session/1\r\n"
                        "Content-Type: application/sdp\r\nContent-Length: 5\r\n"
                        "Connection: keep-alive\r\n\r\n");
    response = response_of(200);
    response.content_type = "text/html";
    response.static_body = bytes_of_text("<html>");
    assert_string_equal(write_head(&response, false),
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n"
                        "Connection: close\r\n\r\n");
    response = response_of(204);
    assert_string_equal(write_head(&response, true),
                        "HTTP/1.1 204 No Content\r\nConnection: keep-alive\r\n\r\n");
    response = response_of(101);
    writer_text(&response.headers, "Upgrade: websocket\r\nConnection: Upgrade\r\n");
    assert_string_equal(write_head(&response, true),
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\n\r\n");
}

static void http1_32_problems(void **state)
{
    (void)state;
    struct http_response response = response_of(200);
    response.static_body = bytes_of_text("an asset");
    while (!response.body.failed) {
        writer_text(&response.body, "a body that overflowed ");
    }
    http_problem(&response, 404, "No room \"x\\y\"\n\x01.");
    assert_int_equal(response.status, 404);
    assert_string_equal(response.content_type, "application/problem+json");
    assert_false(response.body.failed);
    assert_null(response.static_body.data);
    assert_text(writer_bytes(&response.body),
                "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                "\"detail\":\"No room \\\"x\\\\y\\\"\\u000a\\u0001.\"}\n");
    const int statuses[] = {400, 401, 403, 413, 414, 429, 431, 500, 501, 503, 505};
    for (size_t i = 0; i < COUNT_OF(statuses); i++) {
        assert_string_not_equal(http_status_text(statuses[i]), "Unknown");
    }
    assert_string_equal(http_status_text(799), "Unknown");
}

/* ---- replies ---- */

static struct http_reply reply;

static enum http_parse parse_reply(const char *text)
{
    return http_parse_reply(bytes_of_text(text), &reply, &head_size);
}

static void http1_41_a_whip_answer(void **state)
{
    (void)state;
    const char *text =
        "HTTP/1.1 201 Created\r\nLocation: /session/1\r\nContent-Length: 3\r\n\r\nv=0";
    assert_int_equal(parse_reply(text), HTTP_PARSE_DONE);
    assert_int_equal(reply.status, 201);
    assert_int_equal(reply.content_length, 3);
    assert_int_equal(head_size, strlen(text) - 3);
    assert_text(http_reply_header(&reply, "location"), "/session/1");
    for (size_t i = 0; i < head_size; i++) {
        size_t size;
        assert_int_equal(http_parse_reply(bytes_of(text, i), &reply, &size), HTTP_PARSE_MORE);
    }
    assert_int_equal(parse_reply("HTTP/1.1 204\r\n\r\n"), HTTP_PARSE_DONE);
    assert_int_equal(reply.status, 204);
}

static void http1_42_bad_answers(void **state)
{
    (void)state;
    assert_int_equal(parse_reply("HTTP/2.0 200 OK\r\n\r\n"), HTTP_PARSE_BAD);
    assert_int_equal(parse_reply("HTTP/1.1 2000 OK\r\n\r\n"), HTTP_PARSE_BAD);
    assert_int_equal(parse_reply("HTTP/1.1 2x0 OK\r\n\r\n"), HTTP_PARSE_BAD);
    assert_int_equal(parse_reply("HTTP/1.1 000 OK\r\n\r\n"), HTTP_PARSE_BAD);
    assert_int_equal(parse_reply("HTTP/1.1-200 OK\r\n\r\n"), HTTP_PARSE_BAD);
    assert_int_equal(parse_reply("HTTP/1.1 200 OK\n\n"), HTTP_PARSE_BAD);
    assert_int_equal(parse_reply("HTTP/1.1 200 OK\r\nA : b\r\n\r\n"), HTTP_PARSE_BAD);
    assert_int_equal(parse_reply("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"), HTTP_PARSE_BAD);
    assert_int_equal(
        parse_reply("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"),
        HTTP_PARSE_BAD);
    assert_int_equal(parse_reply("\r\n\r\n"), HTTP_PARSE_BAD);
    static char text[HTTP_HEAD_MAX + 2] = "HTTP/1.1 200 OK\r\nA: ";
    memset(text + strlen(text), 'a', sizeof(text) - 1 - strlen(text));
    assert_int_equal(parse_reply(text), HTTP_PARSE_BAD);
}

static void http1_25_the_type_of_the_body(void **state)
{
    static const struct {
        const char *type;
        bool is_json;
    } cases[] = {{"application/json", true},    {"Application/JSON ; charset=utf-8", true},
                 {"application/json;", true},   {"application/jsonx", false},
                 {"application/jso", false},    {"text/plain; a=application/json", false},
                 {"application/json, a", false}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[200];
        (void)snprintf(text, sizeof(text), "GET / HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\n\r\n",
                       cases[i].type);
        parse_good(text);
        assert_int_equal(http_has_content_type(&request, "application/json"), cases[i].is_json);
    }
    parse_good("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_false(http_has_content_type(&request, "application/json"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(http1_01_a_whip_offer),
        cmocka_unit_test(http1_02_each_method),
        cmocka_unit_test(http1_03_every_prefix_wants_more),
        cmocka_unit_test(http1_04_keep_alive_and_expect),
        cmocka_unit_test(http1_11_request_line),
        cmocka_unit_test(http1_12_lines_that_others_may_read_otherwise),
        cmocka_unit_test(http1_13_lengths),
        cmocka_unit_test(http1_14_heads_too_large),
        cmocka_unit_test(http1_21_lists),
        cmocka_unit_test(http1_22_path_segments),
        cmocka_unit_test(http1_23_whose_page_asks),
        cmocka_unit_test(http1_24_parameters),
        cmocka_unit_test(http1_25_the_type_of_the_body),
        cmocka_unit_test(http1_31_heads),
        cmocka_unit_test(http1_32_problems),
        cmocka_unit_test(http1_41_a_whip_answer),
        cmocka_unit_test(http1_42_bad_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
