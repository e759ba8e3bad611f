/* The embedded pages: those of test/shell/pages, made by script/embed as the real ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "shell/assets.h"

static char headers[4097], body[4096];
static struct http_response response;

/* Ask with further header lines; the response is in `response`, its headers as text. */
static void ask(const char *method, const char *path, const char *lines)
{
    char text[1024];
    struct http_request request;
    size_t head_size;
    int status;
    const char *problem;
    (void)snprintf(text, sizeof(text), "%s %s HTTP/1.1\r\nHost: test\r\n%s\r\n", method, path,
                   lines);
    assert_int_equal(
        http_parse_request(bytes_of_text(text), &request, &head_size, &status, &problem),
        HTTP_PARSE_DONE);
    memset(headers, 0, sizeof(headers));
    response = (struct http_response){.headers = writer_of(headers, sizeof(headers) - 1),
                                      .body = writer_of(body, sizeof(body))};
    assets_handle(&request, &response);
    assert_false(response.headers.failed);
}

static bool body_has(const char *text)
{
    struct bytes span = response.static_body;
    return memmem(span.data, span.size, text, strlen(text));
}

static void each_page_is_at_its_addresses(void **state)
{
    static const struct {
        const char *path;
        const char *title;
    } cases[] = {
        {"/", "<title>Door"},           {"/join", "<title>Door"},
        {"/join/green", "<title>Door"}, {"/hall", "<title>Hall"},
        {"/hall/", "<title>Hall"},      {"/hall/green", "<title>Hall"},
        {"/speaker", "<title>Speaker"}, {"/speaker/green?x=1", "<title>Speaker"},
        {"/desk/hall", "<title>Desk"},  {"/wall/hall", "<title>Wall"},
        {"/booth", "<title>Booth"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ask("GET", cases[i].path, "");
        assert_int_equal(response.status, 200);
        assert_string_equal(response.content_type, "text/html; charset=utf-8");
        assert_true(body_has(cases[i].title));
        assert_non_null(strstr(headers, "Cache-Control: no-cache\r\n"));
    }
}

static void pages_carry_a_strict_policy(void **state)
{
    (void)state;
    ask("GET", "/hall/x", "");
    assert_non_null(strstr(headers, "Content-Security-Policy: default-src 'self';"));
    assert_non_null(strstr(headers, "frame-ancestors 'none'"));
    assert_null(strstr(headers, "unsafe"));
    assert_non_null(strstr(headers, "Cross-Origin-Opener-Policy: same-origin\r\n"));
    assert_non_null(strstr(headers, "Permissions-Policy: camera=(self)"));
}

static void hashed_parts_are_kept_for_ever(void **state)
{
    (void)state;
    ask("GET", "/assets/hall-5SJ2KQ7D.js", "");
    assert_int_equal(response.status, 200);
    assert_string_equal(response.content_type, "text/javascript; charset=utf-8");
    assert_non_null(strstr(headers, "Cache-Control: public, max-age=31536000, immutable\r\n"));
    assert_true(body_has("export const hall"));
}

static void who_takes_gzip_gets_it(void **state)
{
    (void)state;
    ask("GET", "/assets/hall-5SJ2KQ7D.js", "Accept-Encoding: br, gzip\r\n");
    assert_non_null(strstr(headers, "Content-Encoding: gzip\r\n"));
    assert_non_null(strstr(headers, "Vary: Accept-Encoding\r\n"));
    assert_int_equal(response.static_body.data[0], 0x1f);
    assert_int_equal(response.static_body.data[1], 0x8b);
    ask("GET", "/assets/hall-5SJ2KQ7D.js", "Accept-Encoding: identity\r\n");
    assert_null(strstr(headers, "Content-Encoding"));
    ask("GET", "/speaker", "Accept-Encoding: gzip\r\n"); /* too small to gain by it */
    assert_null(strstr(headers, "Content-Encoding"));
}

static void what_is_known_is_not_sent_again(void **state)
{
    char lines[256];
    (void)state;
    ask("GET", "/", "");
    char *etag = strstr(headers, "ETag: \"");
    assert_non_null(etag);
    (void)snprintf(lines, sizeof(lines), "If-None-Match: %.*s\r\n", (int)strcspn(etag + 6, "\r"),
                   etag + 6);
    ask("GET", "/", lines);
    assert_int_equal(response.status, 304);
    assert_int_equal(response.static_body.size, 0);
    assert_non_null(strstr(headers, "ETag: \""));
    ask("GET", "/", "If-None-Match: \"another\"\r\n");
    assert_int_equal(response.status, 200);
}

static void nothing_else_is_there(void **state)
{
    static const char *const paths[] = {
        "/nowhere",
        "/assets/",
        "/assets/../hall.html",
        "/assets/hall-5SJ2KQ7D.j",
        "/hallo",
        "/joiner",
        "/speakers",
        "/desktop",
        "//",
        "/assets/%2e%2e/hall.html",
        "/etc/passwd",
        "/assets/hall-5SJ2KQ7D.jsx",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        ask("GET", paths[i], "");
        assert_int_equal(response.status, 404);
        assert_string_equal(response.content_type, "application/problem+json");
    }
}

static void pages_can_only_be_read(void **state)
{
    (void)state;
    ask("HEAD", "/", "");
    assert_int_equal(response.status, 200);
    ask("POST", "/", "");
    assert_int_equal(response.status, 405);
    assert_non_null(strstr(headers, "Allow: GET, HEAD\r\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_page_is_at_its_addresses),
        cmocka_unit_test(pages_carry_a_strict_policy),
        cmocka_unit_test(hashed_parts_are_kept_for_ever),
        cmocka_unit_test(who_takes_gzip_gets_it),
        cmocka_unit_test(what_is_known_is_not_sent_again),
        cmocka_unit_test(nothing_else_is_there),
        cmocka_unit_test(pages_can_only_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
