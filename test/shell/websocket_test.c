/* WebSockets over real sockets: good and bad frames, pings, slow readers. */
#include "support.h"

#include <unistd.h>

#include "shell/websocket.h"

#define UPGRADE(path, more)                                                                        \
    "GET " path " HTTP/1.1\r\nHost: summit.example:8443\r\nUpgrade: websocket\r\n"                 \
    "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"                             \
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: test.v1\r\n" more      \
    "\r\n"

static struct test_server test;
static struct test_client client;

/* RFC 6455 5.2; a client masks, and `masked` false makes it break that rule. */
static void send_frame(uint8_t first, const char *payload, size_t size, bool masked)
{
    static uint8_t frame[80000];
    static const uint8_t mask[4] = {1, 2, 3, 4};
    struct writer writer = writer_of(frame, sizeof(frame));
    uint8_t flag = masked ? 0x80 : 0;
    writer_u8(&writer, first);
    if (size < 126) {
        writer_u8(&writer, (uint8_t)(flag | size));
    } else if (size <= UINT16_MAX) {
        writer_u8(&writer, flag | 126);
        writer_be16(&writer, (uint16_t)size);
    } else {
        writer_u8(&writer, flag | 127);
        writer_be64(&writer, size);
    }
    if (masked) {
        writer_put(&writer, bytes_of(mask, 4));
    }
    for (size_t i = 0; i < size; i++) {
        writer_u8(&writer, (uint8_t)(payload[i] ^ (masked ? mask[i % 4] : 0)));
    }
    ASSERT(!writer.failed);
    test_client_send(&client, frame, writer_bytes(&writer).size);
}

static void open_websocket(void)
{
    test_client_open(&client, &test);
    assert_true(test_exchange(&client, UPGRADE("/live", ""), "\r\n\r\n"));
    assert_non_null(strstr(client.in, "HTTP/1.1 101 "));
    client.in_size = 0;
}

/* The code of the close frame that comes; 0 if none does. */
static uint16_t code_of_close(void)
{
    (void)test_client_sees_end(&client, 500);
    for (size_t i = 0; i + 4 <= client.in_size; i++) {
        if ((uint8_t)client.in[i] == 0x88) {
            return load_be16((const uint8_t *)client.in + i + 2);
        }
    }
    return 0;
}

static bool wait_for(atomic_uint *counter, unsigned value)
{
    for (int i = 0; i < 200 && atomic_load(counter) < value; i++) {
        usleep(10 * 1000);
    }
    return atomic_load(counter) >= value;
}

static int start(void **state)
{
    (void)state;
    test_server_start(&test, TEST_HTTP, NULL);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    test_server_stop(&test);
    return 0;
}

static void the_upgrade_is_that_of_rfc_6455_1_3(void **state)
{
    (void)state;
    test_client_open(&client, &test);
    assert_true(test_exchange(&client, UPGRADE("/live", ""), "\r\n\r\n"));
    assert_non_null(strstr(client.in, "HTTP/1.1 101 Switching Protocols\r\n"));
    assert_non_null(strstr(client.in, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
    assert_non_null(strstr(client.in, "Sec-WebSocket-Protocol: test.v1\r\n"));
    assert_true(wait_for(&test.opened, 1));
    test_client_close(&client);
    assert_true(wait_for(&test.closed, 1));
}

static void the_owner_may_refuse_with_a_problem(void **state)
{
    (void)state;
    test_client_open(&client, &test);
    assert_true(test_exchange(&client, UPGRADE("/no", ""), "No WebSocket here."));
    assert_non_null(strstr(client.in, "HTTP/1.1 404 "));
    assert_int_equal(atomic_load(&test.opened), 0);
    test_client_close(&client);
}

static void only_pages_of_our_own_may_open_one(void **state)
{
    static const struct {
        const char *request;
        bool is_welcome;
    } cases[] = {
        {UPGRADE("/live", "Origin: https://summit.example:8443\r\n"), true},
        {UPGRADE("/live", "Origin: https://evil.example\r\n"), false},
        {UPGRADE("/live", "Origin: https://evilsummit.example:8443\r\n"), false},
        {UPGRADE("/live", "Origin: https://summit.example\r\n"), false},
        {UPGRADE("/live", "Origin: null\r\n"), false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        test_client_open(&client, &test);
        assert_true(test_exchange(&client, cases[i].request, "\r\n\r\n"));
        bool is_open = strstr(client.in, "HTTP/1.1 101 ");
        assert_int_equal(is_open, cases[i].is_welcome);
        assert_true(is_open || strstr(client.in, "HTTP/1.1 403 Forbidden\r\n"));
        test_client_close(&client);
    }
}

static void a_bad_handshake_is_a_bad_request(void **state)
{
    (void)state;
    test_client_open(&client, &test);
    assert_true(test_exchange(&client,
                              "GET /live HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n",
                              "no WebSocket handshake"));
    assert_non_null(strstr(client.in, "HTTP/1.1 400 "));
    test_client_close(&client);
}

static void a_ping_is_answered(void **state)
{
    (void)state;
    open_websocket();
    send_frame(0x89, "hi", 2, true);
    assert_true(test_client_expect(&client, "\x8a\x02hi", 1000));
    test_client_close(&client);
}

static void broken_frames_end_it_with_the_right_code(void **state)
{
    static char large[WEBSOCKET_MESSAGE_MAX + 1];
    const struct {
        uint8_t first;
        const char *payload;
        size_t size;
        bool masked;
        uint16_t code;
    } cases[] = {
        {0x81, "not masked", 10, false, 1002},
        {0x81, "\xff\xfe", 2, true, 1007},        /* no UTF-8 */
        {0x81, "\xed\xa0\x80", 3, true, 1007},    /* a surrogate */
        {0x83, "x", 1, true, 1002},               /* reserved opcode */
        {0xc1, "x", 1, true, 1002},               /* RSV1: no compression */
        {0x80, "x", 1, true, 1002},               /* continues nothing */
        {0x09, "x", 1, true, 0},                  /* a ping in pieces: wslay gives no code */
        {0x81, large, sizeof(large), true, 1009}, /* over the cap */
        {0x88, "\x03\xe8", 2, true, 1000},        /* a polite goodbye */
    };
    (void)state;
    memset(large, 'l', sizeof(large));
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        open_websocket();
        send_frame(cases[i].first, cases[i].payload, cases[i].size, cases[i].masked);
        uint16_t code = code_of_close();
        if (code != cases[i].code) {
            fail_msg("case %zu: closed with %u, not %u", i, code, cases[i].code);
        }
        assert_true(client.has_ended);
        test_client_close(&client);
        assert_true(wait_for(&test.closed, (unsigned)i + 1));
    }
    assert_int_equal(atomic_load(&test.opened), atomic_load(&test.closed));
}

static void a_message_is_heard_whole(void **state)
{
    static char large[WEBSOCKET_MESSAGE_MAX];
    (void)state;
    open_websocket();
    send_frame(0x81, "caf\xc3\xa9", 5, true);
    assert_true(test_client_expect(&client,
                                   "\x81\x05"
                                   "caf\xc3\xa9",
                                   1000));
    send_frame(0x01, "in ", 3, true);
    send_frame(0x80, "", 0, true); /* an empty last piece */
    assert_true(test_client_expect(&client, "\x81\x03in ", 1000));
    send_frame(0x01, "caf\xc3", 4, true); /* in pieces, within a character, a ping between */
    send_frame(0x89, "hi", 2, true);
    send_frame(0x00, "\xa9", 1, true);
    send_frame(0x80, "!", 1, true);
    assert_true(test_client_expect(&client, "\x8a\x02hi", 1000));
    assert_true(test_client_expect(&client,
                                   "\x81\x06"
                                   "caf\xc3\xa9!",
                                   1000));
    memset(large, 'x', sizeof(large));
    large[sizeof(large) - 1] = '.';
    client.in_size = 0;
    send_frame(0x81, large, sizeof(large), true);
    assert_true(test_client_expect(&client, "x.", 1000));
    test_client_close(&client);
}

static void pieces_have_a_cap_together(void **state)
{
    static char piece[WEBSOCKET_MESSAGE_MAX / 4];
    (void)state;
    open_websocket();
    memset(piece, 'p', sizeof(piece));
    for (int i = 0; i < 4; i++) {
        send_frame(i == 0 ? 0x01 : 0x00, piece, sizeof(piece), true);
    }
    assert_false(test_client_sees_end(&client, 100));
    send_frame(0x80, "1", 1, true);
    assert_int_equal(code_of_close(), 1009);
    assert_true(client.has_ended);
    test_client_close(&client);
}

static void text_alone_is_heard(void **state)
{
    (void)state;
    open_websocket();
    send_frame(0x82, "x", 1, true);
    assert_int_equal(code_of_close(), 1003);
    assert_true(client.has_ended);
    test_client_close(&client);
}

static void a_message_that_does_not_end_ends_the_connection(void **state)
{
    (void)state;
    open_websocket();
    send_frame(0x01, "begins", 6, true);
    assert_false(test_client_sees_end(&client, 200));
    test_skip(&test, HTTP_REQUEST_US + SECOND_US);
    assert_true(test_client_sees_end(&client, 1000));
    test_client_close(&client);
}

static void random_bytes_do_no_harm(void **state)
{
    (void)state;
    srandom(6455);
    for (int round = 0; round < 50; round++) {
        uint8_t noise[300];
        for (size_t i = 0; i < sizeof(noise); i++) {
            noise[i] = (uint8_t)random();
        }
        open_websocket();
        test_client_send(&client, noise, sizeof(noise));
        test_client_close(&client);
    }
    open_websocket();
    send_frame(0x89, "ok", 2, true);
    assert_true(test_client_expect(&client, "\x8a\x02ok", 1000));
    test_client_close(&client);
}

static void it_pings_and_gives_up_on_the_silent(void **state)
{
    (void)state;
    open_websocket();
    test_skip(&test, WEBSOCKET_PING_US);
    assert_true(test_client_expect(&client, "\x89", 1000));
    test_skip(&test, WEBSOCKET_SILENCE_US - WEBSOCKET_PING_US - SECOND_US);
    assert_false(test_client_sees_end(&client, 200));
    test_skip(&test, 2 * SECOND_US);
    assert_true(test_client_sees_end(&client, 1000));
    assert_true(wait_for(&test.closed, 1));
    test_client_close(&client);
}

/* Each ping is answered, were the answers read or not. */
static void a_flood_of_pings_ends_it(void **state)
{
    static const uint8_t ping[6] = {0x89, 0x80, 1, 2, 3, 4};
    uint8_t flood[100 * sizeof(ping)];
    (void)state;
    for (size_t i = 0; i < sizeof(flood); i++) {
        flood[i] = ping[i % sizeof(ping)];
    }
    open_websocket();
    test_client_send(&client, flood, sizeof(flood));
    assert_int_equal(code_of_close(), 1008);
    assert_true(client.in_size <= 2 * WEBSOCKET_PINGS_MAX + 32);
    test_client_close(&client);
}

static void send_a_lot(struct test_server *server, struct websocket *websocket)
{
    static char text[16 * 1024];
    memset(text, 't', sizeof(text));
    for (int i = 0; i < 64; i++) {
        bool is_sent = websocket_send(websocket, bytes_of(text, sizeof(text)));
        atomic_fetch_add(is_sent ? &server->sent : &server->refused, 1);
    }
}

static int start_sending(void **state)
{
    (void)state;
    test_server_start(&test, TEST_HTTP, send_a_lot);
    return 0;
}

/* Nothing is queued beyond the cap, and whole frames only: the reader finds the next
 * frame where the last one ended.
 */
static void a_slow_reader_is_told_no_and_catches_up(void **state)
{
    (void)state;
    open_websocket();
    assert_true(wait_for(&test.refused, 1));
    unsigned refused = atomic_load(&test.refused);
    unsigned sent = atomic_load(&test.sent);
    size_t frames = 0;
    while (frames < sent + 10) { /* what was accepted, and newer ones */
        client.in_size = 0;
        while (client.in_size < 4) {
            uint8_t byte;
            ASSERT(read(client.fd, &byte, 1) == 1);
            client.in[client.in_size++] = (char)byte;
        }
        assert_int_equal((uint8_t)client.in[0], 0x81);
        assert_int_equal((uint8_t)client.in[1], 126);
        size_t left = load_be16((const uint8_t *)client.in + 2);
        assert_int_equal(left, 16 * 1024);
        while (left > 0) {
            ssize_t count = read(client.fd, client.in, left);
            ASSERT(count > 0);
            left -= (size_t)count;
        }
        frames++;
    }
    assert_true(atomic_load(&test.refused) >= refused);
    assert_true(atomic_load(&test.sent) > sent);
    test_client_close(&client);
}

/* Alive, but what waits for it would wait for ever. */
static void one_who_reads_nothing_at_all_is_let_go(void **state)
{
    (void)state;
    open_websocket();
    assert_true(wait_for(&test.refused, 1));
    test_skip(&test, WEBSOCKET_BLOCKED_US + SECOND_US);
    assert_true(wait_for(&test.closed, 1));
    test_client_close(&client);
}

enum { LARGE_SIZE = 24 << 20 }; /* more than the system buffers */
static struct shared_texts texts;

static void send_one_large_text(struct test_server *server, struct websocket *websocket)
{
    static char text[LARGE_SIZE];
    if (atomic_load(&server->sent) > 0) {
        return;
    }
    for (size_t i = 0; i < sizeof(text); i++) {
        text[i] = (char)('a' + i % 26);
    }
    struct shared_text *shared = shared_text_new(&texts, bytes_of(text, sizeof(text)));
    ASSERT(shared);
    bool is_sent = websocket_send_shared(websocket, shared);
    ASSERT(is_sent && websocket_is_streaming(websocket));
    bool is_second = websocket_send_shared(websocket, shared); /* one at a time */
    bool is_behind = websocket_send(websocket, bytes_of_text("behind it"));
    ASSERT(!is_second && is_behind);
    shared_text_release(shared);
    atomic_fetch_add(&server->sent, 1);
}

static int start_streaming(void **state)
{
    (void)state;
    texts.size = 0;
    test_server_start(&test, TEST_HTTP, send_one_large_text);
    return 0;
}

static void read_exactly(void *out, size_t size)
{
    for (uint8_t *at = out; size > 0;) {
        ssize_t count = read(client.fd, at, size);
        ASSERT(count > 0);
        at += count;
        size -= (size_t)count;
    }
}

/* The payload of the next frame, of at most 64 KiB; its first byte. */
static uint8_t read_frame(uint8_t payload[1 << 16], size_t *size)
{
    uint8_t head[4];
    read_exactly(head, 2);
    *size = head[1];
    if (head[1] == 126) {
        read_exactly(head + 2, 2);
        *size = load_be16(head + 2);
    }
    read_exactly(payload, *size);
    return head[0];
}

static void a_large_text_comes_in_pieces_as_the_line_takes_them(void **state)
{
    static uint8_t payload[1 << 16];
    size_t whole = 0, size;
    uint8_t first = 0;
    (void)state;
    open_websocket();
    assert_true(wait_for(&test.sent, 1));
    send_frame(0x89, "hi", 2, true); /* answered between the pieces */
    bool is_ponged = false;
    while (first != 0x80) {
        first = read_frame(payload, &size);
        if (first == 0x8a) {
            is_ponged = true;
            continue;
        }
        assert_int_equal(first & 0x7f, whole == 0 ? 1 : 0);
        for (size_t i = 0; i < size; i++) {
            ASSERT(payload[i] == 'a' + (whole + i) % 26);
        }
        whole += size;
    }
    assert_true(is_ponged);
    assert_int_equal(whole, LARGE_SIZE);
    assert_int_equal(read_frame(payload, &size), 0x81);
    assert_memory_equal(payload, "behind it", 9);
    test_client_close(&client);
    assert_true(wait_for(&test.closed, 1));
    assert_int_equal(texts.size, 0);
}

int main(void)
{
#define WITH_SERVER(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
        WITH_SERVER(the_upgrade_is_that_of_rfc_6455_1_3),
        WITH_SERVER(the_owner_may_refuse_with_a_problem),
        WITH_SERVER(only_pages_of_our_own_may_open_one),
        WITH_SERVER(a_bad_handshake_is_a_bad_request),
        WITH_SERVER(a_ping_is_answered),
        WITH_SERVER(broken_frames_end_it_with_the_right_code),
        WITH_SERVER(a_message_is_heard_whole),
        WITH_SERVER(pieces_have_a_cap_together),
        WITH_SERVER(text_alone_is_heard),
        WITH_SERVER(a_message_that_does_not_end_ends_the_connection),
        WITH_SERVER(random_bytes_do_no_harm),
        WITH_SERVER(it_pings_and_gives_up_on_the_silent),
        WITH_SERVER(a_flood_of_pings_ends_it),
        cmocka_unit_test_setup_teardown(a_slow_reader_is_told_no_and_catches_up, start_sending,
                                        stop),
        cmocka_unit_test_setup_teardown(one_who_reads_nothing_at_all_is_let_go, start_sending,
                                        stop),
        cmocka_unit_test_setup_teardown(a_large_text_comes_in_pieces_as_the_line_takes_them,
                                        start_streaming, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
