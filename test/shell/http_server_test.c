/* The HTTP server over real sockets on 127.0.0.1. */
#include "support.h"

#include <malloc.h>
#include <sys/socket.h>
#include <unistd.h>

#define HOST      "Host: test\r\n"
#define GET_HELLO "GET /hello HTTP/1.1\r\n" HOST "\r\n"

static struct test_server test;
static struct test_client client;

static int start(void **state)
{
    (void)state;
    test_server_start(&test, TEST_HTTP, NULL);
    test_client_open(&client, &test);
    return 0;
}

static int start_tls(void **state)
{
    (void)state;
    test_server_start(&test, TEST_HTTPS, NULL);
    test_client_open(&client, &test);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    test_client_close(&client);
    test_server_stop(&test);
    return 0;
}

static size_t count_of(const char *text, const char *word)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, word)); at++) {
        count++;
    }
    return count;
}

static void a_connection_is_kept_for_the_next_request(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        assert_true(test_exchange(&client, GET_HELLO, "\r\n\r\nhello"));
        assert_non_null(strstr(client.in, "HTTP/1.1 200 OK\r\n"));
        assert_non_null(strstr(client.in, "Content-Length: 5\r\n"));
    }
    assert_false(test_client_sees_end(&client, 100));
}

static void connection_close_is_heeded(void **state)
{
    (void)state;
    assert_true(test_exchange(&client, "GET /hello HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n",
                              "\r\n\r\nhello"));
    assert_non_null(strstr(client.in, "Connection: close\r\n"));
    assert_true(test_client_sees_end(&client, 1000));
}

static void a_request_may_come_byte_by_byte(void **state)
{
    static const char request[] = "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 4\r\n\r\nbody";
    (void)state;
    for (size_t i = 0; i < sizeof(request) - 2; i++) {
        test_client_send(&client, request + i, 1);
        usleep(200);
    }
    assert_false(test_client_expect(&client, "HTTP", 100)); /* not before the last byte */
    test_client_send(&client, request + sizeof(request) - 2, 1);
    assert_true(test_client_expect(&client, "\r\n\r\nbody", 1000));
}

static void pipelined_requests_are_answered_in_order(void **state)
{
    (void)state;
    assert_true(test_exchange(&client,
                              GET_HELLO "POST /echo HTTP/1.1\r\n" HOST
                                        "Content-Length: 6\r\n\r\nsecond" GET_HELLO
                                        "GET /nowhere HTTP/1.1\r\n" HOST "\r\n",
                              "Not here."));
    assert_int_equal(count_of(client.in, "HTTP/1.1 200 OK"), 3);
    assert_true(strstr(client.in, "\r\n\r\nhello") < strstr(client.in, "\r\n\r\nsecond"));
}

static void head_has_the_length_but_no_body(void **state)
{
    (void)state;
    assert_true(test_exchange(&client, "HEAD /hello HTTP/1.1\r\n" HOST "\r\n", "\r\n\r\n"));
    assert_non_null(strstr(client.in, "Content-Length: 5\r\n"));
    assert_false(test_client_expect(&client, "hello", 100));
}

static void a_body_is_asked_for_when_the_client_waits(void **state)
{
    (void)state;
    assert_true(test_exchange(
        &client, "POST /echo HTTP/1.1\r\n" HOST "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n"));
    assert_true(test_exchange(&client, "ok", "\r\n\r\nok"));
}

static void the_largest_body_is_taken_and_a_larger_one_refused(void **state)
{
    static char body[HTTP_BODY_MAX];
    char head[128];
    (void)state;
    memset(body, 'b', sizeof(body));
    (void)snprintf(head, sizeof(head), "POST /echo HTTP/1.1\r\n" HOST "Content-Length: %d\r\n\r\n",
                   HTTP_BODY_MAX);
    test_client_send(&client, head, strlen(head));
    test_client_send(&client, body, sizeof(body));
    assert_true(test_client_expect(&client, "\r\n\r\n", 1000));
    size_t head_size = (size_t)(strstr(client.in, "\r\n\r\n") + 4 - client.in);
    while (client.in_size < head_size + sizeof(body)) {
        size_t before = client.in_size;
        (void)test_client_expect(&client, "never", 200);
        assert_true(client.in_size > before);
    }
    assert_memory_equal(client.in + head_size, body, sizeof(body));

    (void)snprintf(head, sizeof(head), "POST /echo HTTP/1.1\r\n" HOST "Content-Length: %d\r\n\r\n",
                   HTTP_BODY_MAX + 1);
    assert_true(test_exchange(&client, head, "HTTP/1.1 413 "));
    assert_true(test_client_sees_end(&client, 1000));
}

/* Closed with bytes unread, the connection would be reset and the answer lost. */
static void one_who_is_refused_while_sending_can_read_why(void **state)
{
    static char body[HTTP_BODY_MAX + 1];
    char head[128];
    (void)state;
    memset(body, 'b', sizeof(body));
    (void)snprintf(head, sizeof(head), "POST /echo HTTP/1.1\r\n" HOST "Content-Length: %zu\r\n\r\n",
                   sizeof(body));
    test_client_send(&client, head, strlen(head));
    usleep(100 * 1000); /* by now it is refused */
    test_client_send(&client, body, sizeof(body));
    usleep(100 * 1000);
    assert_true(test_client_expect(&client, "HTTP/1.1 413 ", 1000));
    assert_true(test_client_sees_end(&client, 1000));
}

static void a_larger_body_is_taken_where_the_owner_says_so(void **state)
{
    static char body[TEST_LARGE_MAX];
    char head[128];
    (void)state;
    (void)snprintf(head, sizeof(head), "POST /large HTTP/1.1\r\n" HOST "Content-Length: %d\r\n\r\n",
                   TEST_LARGE_MAX);
    test_client_send(&client, head, strlen(head));
    test_client_send(&client, body, sizeof(body));
    assert_true(test_client_expect(&client, "1048576 bytes", 5000));
    client.in_size = 0;
    (void)snprintf(head, sizeof(head), "POST /large HTTP/1.1\r\n" HOST "Content-Length: %d\r\n\r\n",
                   TEST_LARGE_MAX + 1);
    assert_true(test_exchange(&client, head, "HTTP/1.1 413 "));
    assert_true(test_client_sees_end(&client, 1000));
}

static void a_head_that_does_not_end_is_refused(void **state)
{
    static char line[HTTP_HEAD_MAX + 100];
    (void)state;
    memset(line, 'x', sizeof(line));
    memcpy(line, GET_HELLO, strlen(GET_HELLO) - 2);
    test_client_send(&client, line, sizeof(line));
    assert_true(test_client_expect(&client, "HTTP/1.1 431 ", 1000));
    assert_non_null(strstr(client.in, "application/problem+json"));
    assert_true(test_client_sees_end(&client, 1000));
}

static void bad_requests_are_refused_and_end_the_connection(void **state)
{
    static const struct {
        const char *request;
        const char *answer;
    } cases[] = {
        {"\x16\x03\x01 this is TLS\r\n\r\n", "HTTP/1.1 400 "},
        {"GET /hello\r\n\r\n", "HTTP/1.1 400 "},
        {"GET /hello HTTP/2.0\r\n" HOST "\r\n", "HTTP/1.1 505 "},
        {"POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         "HTTP/1.1 501 "},
        {"POST /echo HTTP/1.1\r\n" HOST "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
         "HTTP/1.1 400 "},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        test_client_close(&client);
        test_client_open(&client, &test);
        assert_true(test_exchange(&client, cases[i].request, cases[i].answer));
        assert_true(test_client_sees_end(&client, 1000));
        assert_int_equal(count_of(client.in, "HTTP/1.1 "), 1); /* what follows is no request */
    }
}

static void a_client_that_finished_sending_gets_its_answer(void **state)
{
    (void)state;
    test_client_send(&client, GET_HELLO, strlen(GET_HELLO));
    assert_int_equal(shutdown(client.fd, SHUT_WR), 0);
    assert_true(test_client_expect(&client, "\r\n\r\nhello", 1000));
    assert_true(test_client_sees_end(&client, 1000));
}

static void a_client_that_goes_in_the_middle_is_forgotten(void **state)
{
    (void)state;
    test_client_send(&client, "GET /hel", 8);
    test_client_close(&client);
    test_client_open(&client, &test);
    assert_true(test_exchange(&client, GET_HELLO, "hello"));
}

static void an_unfinished_request_has_ten_seconds(void **state)
{
    (void)state;
    test_client_send(&client, "GET /hello HTTP/1.1\r\n", 21);
    assert_false(test_client_sees_end(&client, 200));
    test_skip(&test, HTTP_REQUEST_US - 2 * SECOND_US);
    assert_false(test_client_sees_end(&client, 200));
    test_skip(&test, 3 * SECOND_US);
    assert_true(test_client_sees_end(&client, 1000));
}

static void a_silent_connection_is_kept_for_a_minute(void **state)
{
    (void)state;
    assert_true(test_exchange(&client, GET_HELLO, "hello"));
    test_skip(&test, HTTP_KEEP_ALIVE_US - 2 * SECOND_US);
    assert_false(test_client_sees_end(&client, 200));
    assert_true(test_exchange(&client, GET_HELLO, "hello"));
    test_skip(&test, HTTP_KEEP_ALIVE_US + SECOND_US);
    assert_true(test_client_sees_end(&client, 1000));
}

static void one_source_has_its_share_of_connections(void **state)
{
    static struct test_client others[TEST_SOURCE_MAX];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(others) - 1; i++) { /* with `client`, all of them */
        test_client_open(&others[i], &test);
        assert_true(test_exchange(&others[i], GET_HELLO, "hello"));
    }
    struct test_client *excess = &others[COUNT_OF(others) - 1];
    test_client_open(excess, &test);
    assert_false(test_exchange(excess, GET_HELLO, "hello"));
    assert_true(excess->has_ended);
    test_client_close(excess);

    test_client_close(&others[0]); /* room for one again */
    usleep(100 * 1000);
    test_client_open(excess, &test);
    assert_true(test_exchange(excess, GET_HELLO, "hello"));
    test_client_close(excess);
    for (size_t i = 1; i < COUNT_OF(others) - 1; i++) {
        test_client_close(&others[i]);
    }
}

/* Full: those who are in stay in, a new one hears when to come back; with room for one more
 * again, one who waits gets it.
 */
static void a_full_server_tells_new_ones_to_come_back(void **state)
{
    static struct test_client others[TEST_CONNECTIONS_MAX - 1], excess, waiting;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(others); i++) { /* with `client`, all there may be */
        test_client_open_from(&others[i], &test, (uint8_t)(2 + i / TEST_SOURCE_MAX));
        assert_true(test_exchange(&others[i], GET_HELLO, "hello"));
    }
    test_client_open_from(&waiting, &test, 9);
    for (int i = 0; i < 2 * HTTP_EXCESS_MAX; i++) { /* nothing is left behind by them */
        test_client_open_from(&excess, &test, 10);
        assert_true(test_exchange(&excess, GET_HELLO, "The server is full"));
        assert_non_null(strstr(excess.in, "HTTP/1.1 503 Service Unavailable\r\n"));
        assert_non_null(strstr(excess.in, "\r\nRetry-After: 5\r\n"));
        assert_true(test_client_sees_end(&excess, 1000));
        test_client_close(&excess);
    }
    assert_true(test_exchange(&client, GET_HELLO, "\r\n\r\nhello"));
    assert_true(test_exchange(&others[0], GET_HELLO, "\r\n\r\nhello"));

    test_client_close(&others[0]);
    usleep(100 * 1000);
    assert_true(test_exchange(&waiting, GET_HELLO, "\r\n\r\nhello"));
    assert_true(test_exchange(&waiting, GET_HELLO, "\r\n\r\nhello")); /* and keeps it */
    test_client_close(&waiting);
    for (size_t i = 1; i < COUNT_OF(others); i++) {
        test_client_close(&others[i]);
    }
}

#define WITH_TOKEN(token) "GET /token HTTP/1.1\r\n" HOST "Authorization: Bearer " token "\r\n\r\n"

static void bad_tokens_are_limited_by_source(void **state)
{
    struct test_client another;
    (void)state;
    for (int i = 0; i < HTTP_REFUSALS_A_MINUTE; i++) {
        assert_true(test_exchange(&client, WITH_TOKEN("good"), "welcome"));
        assert_true(test_exchange(&client, WITH_TOKEN("bad"), "401 Unauthorized"));
    }
    assert_true(test_exchange(&client, WITH_TOKEN("bad"), "Too many bad tokens"));
    assert_non_null(strstr(client.in, "HTTP/1.1 429 Too Many Requests\r\n"));
    assert_non_null(strstr(client.in, "\r\nRetry-After: 60\r\n"));
    assert_non_null(strstr(client.in, "application/problem+json"));
    /* Who comes from the same address with a good one, or with none, is heard. */
    assert_true(test_exchange(&client, WITH_TOKEN("good"), "welcome"));
    assert_true(test_exchange(&client, GET_HELLO, "hello"));
    assert_true(test_exchange(&client, "GET /token HTTP/1.1\r\n" HOST "\r\n", "401 Unauthorized"));
    test_client_open(&another, &test);
    assert_true(test_exchange(&another, WITH_TOKEN("good"), "welcome"));
    assert_true(test_exchange(&another, WITH_TOKEN("bad"), "429 Too Many Requests"));
    test_client_close(&another);
    test_skip(&test, HTTP_REFUSALS_US);
    bool is_forgotten = false;
    for (int i = 0; i < 100 && !is_forgotten; i++) {
        usleep(LOOP_TICK_US); /* a tick forgets, but may find the connection itself too old */
        test_client_open(&another, &test);
        is_forgotten = test_exchange(&another, WITH_TOKEN("bad"), "\r\n\r\n") &&
                       strstr(another.in, "HTTP/1.1 401 ");
        test_client_close(&another);
    }
    assert_true(is_forgotten);
}

/* One who asks for 8 MiB again and again, and reads nothing, must cost neither the
 * memory for it nor the others' time.
 */
static void one_who_does_not_read_holds_up_nobody(void **state)
{
    static const char request[] = "GET /static HTTP/1.1\r\n" HOST "\r\n";
    static char requests[200 * (sizeof(request) - 1)];
    static struct test_client other;
    (void)state;
    for (size_t i = 0; i < 200; i++) {
        memcpy(requests + i * (sizeof(request) - 1), request, sizeof(request) - 1);
    }
    test_client_send(&client, requests, sizeof(requests));
    test_client_open(&other, &test);
    assert_true(test_exchange(&other, GET_HELLO, "hello"));
    test_client_close(&other);
}

/* A command may bring answers to others who wait for theirs, before it has its own. */
static void an_answer_may_wake_one_who_waits(void **state)
{
    static struct test_client other;
    (void)state;
    test_client_open(&other, &test);
    test_client_send(&other, "GET /wait HTTP/1.1\r\n" HOST "\r\n", 34);
    assert_false(test_client_read(&other, 100));
    assert_true(test_exchange(&client, "HEAD /wake HTTP/1.1\r\n" HOST "\r\n", "\r\n\r\n"));
    assert_non_null(strstr(client.in, "\r\nX-Who: the one who wakes\r\n"));
    assert_null(strstr(client.in, "woken")); /* to HEAD */
    assert_true(test_client_expect(&other, "\r\n\r\ngood morning", 1000));
    assert_non_null(strstr(other.in, "\r\nX-Who: the other\r\n"));
    test_client_close(&other);
}

static size_t heap_size(void)
{
    struct mallinfo2 heap = mallinfo2();
    return heap.uordblks + heap.hblkhd;
}

/* A page's files are in the program: those who ask for them and read nothing wait for no copies. */
static void many_who_do_not_read_cost_no_memory(void **state)
{
    static struct test_client others[TEST_SOURCE_MAX - 1];
    (void)state;
    size_t before = heap_size();
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        test_client_open(&others[i], &test);
        assert_true(test_exchange(&others[i], "GET /static HTTP/1.1\r\n" HOST "\r\n", "200 OK"));
    }
    assert_true(test_exchange(&client, GET_HELLO, "hello"));
    assert_true(heap_size() < before + TEST_STATIC_SIZE);
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        test_client_close(&others[i]);
    }
}

/* Each may send what all together may not. */
static void many_who_send_much_are_told_to_come_back(void **state)
{
    enum { FULL = 8 }; /* as many have 8 MiB of room */
    static struct test_client others[TEST_SOURCE_MAX - 1];
    static char part[5 << 20];
    char head[128];
    size_t told = 0;
    (void)state;
    memset(part, 'b', sizeof(part));
    (void)snprintf(head, sizeof(head),
                   "POST /largest HTTP/1.1\r\n" HOST "Content-Length: %d\r\n\r\n",
                   HTTP_BODY_LARGEST);
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        test_client_open(&others[i], &test);
        test_client_send(&others[i], head, strlen(head));
        test_client_send(&others[i], part, i < FULL ? sizeof(part) : sizeof(part) / 8);
    }
    for (size_t i = FULL; i < COUNT_OF(others); i++) {
        told += test_client_expect(&others[i], "HTTP/1.1 503 ", 200);
    }
    assert_true(told > 0);
    assert_true(test_exchange(&client, GET_HELLO, "hello"));
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        test_client_close(&others[i]);
    }
    usleep(300 * 1000);
    (void)snprintf(head, sizeof(head),
                   "POST /largest HTTP/1.1\r\n" HOST "Content-Length: %zu\r\n\r\n", sizeof(part));
    test_client_send(&client, head, strlen(head)); /* their memory was given back */
    test_client_send(&client, part, sizeof(part));
    assert_true(test_client_expect(&client, "5242880 bytes", 5000));
}

static void a_large_answer_comes_whole(void **state)
{
    (void)state;
    assert_true(test_exchange(&client, "GET /static HTTP/1.1\r\n" HOST "\r\n", "\r\n\r\n"));
    size_t left = (size_t)(strstr(client.in, "\r\n\r\n") + 4 - client.in) + TEST_STATIC_SIZE;
    while (left > 0) {
        assert_true(client.in_size > 0 && client.in_size <= left);
        left -= client.in_size;
        client.in_size = 0;
        if (left > 0) {
            (void)test_client_read(&client, 1000);
        }
    }
    assert_false(test_client_sees_end(&client, 100));
}

int main(void)
{
#define OVER_HTTP(name) cmocka_unit_test_setup_teardown(name, start, stop)
#define OVER_TLS(name)                                                                             \
    {                                                                                              \
        "tls_" #name, name, start_tls, stop, NULL                                                  \
    }
    const struct CMUnitTest tests[] = {
        OVER_HTTP(a_connection_is_kept_for_the_next_request),
        OVER_HTTP(connection_close_is_heeded),
        OVER_HTTP(a_request_may_come_byte_by_byte),
        OVER_HTTP(pipelined_requests_are_answered_in_order),
        OVER_HTTP(head_has_the_length_but_no_body),
        OVER_HTTP(a_body_is_asked_for_when_the_client_waits),
        OVER_HTTP(the_largest_body_is_taken_and_a_larger_one_refused),
        OVER_HTTP(one_who_is_refused_while_sending_can_read_why),
        OVER_HTTP(a_larger_body_is_taken_where_the_owner_says_so),
        OVER_HTTP(a_head_that_does_not_end_is_refused),
        OVER_HTTP(bad_requests_are_refused_and_end_the_connection),
        OVER_HTTP(a_client_that_finished_sending_gets_its_answer),
        OVER_HTTP(a_client_that_goes_in_the_middle_is_forgotten),
        OVER_HTTP(an_unfinished_request_has_ten_seconds),
        OVER_HTTP(a_silent_connection_is_kept_for_a_minute),
        OVER_HTTP(one_source_has_its_share_of_connections),
        OVER_HTTP(a_full_server_tells_new_ones_to_come_back),
        OVER_HTTP(bad_tokens_are_limited_by_source),
        OVER_HTTP(one_who_does_not_read_holds_up_nobody),
        OVER_HTTP(an_answer_may_wake_one_who_waits),
        OVER_HTTP(many_who_do_not_read_cost_no_memory),
        OVER_HTTP(many_who_send_much_are_told_to_come_back),
        OVER_HTTP(a_large_answer_comes_whole),
        OVER_TLS(a_connection_is_kept_for_the_next_request),
        OVER_TLS(connection_close_is_heeded),
        OVER_TLS(pipelined_requests_are_answered_in_order),
        OVER_TLS(the_largest_body_is_taken_and_a_larger_one_refused),
        OVER_TLS(one_who_is_refused_while_sending_can_read_why),
        OVER_TLS(an_unfinished_request_has_ten_seconds),
        OVER_TLS(a_large_answer_comes_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
