/* RTP packets and header extensions: known bytes, round trips, each way to be malformed. */
#include <setjmp.h>
#include <stdarg.h>

#include "wire/rtp.h"

#include <cmocka.h>

#define SPAN(text) bytes_of((text), sizeof(text) - 1)
/* Marker, payload type 96, sequence 0x1234, timestamp 0x89abcdef, SSRC 0xcafebabe. */
#define FIXED(first) first "\xe0\x12\x34\x89\xab\xcd\xef\xca\xfe\xba\xbe"

static struct rtp_packet parse_good(struct bytes datagram)
{
    struct rtp_packet packet;
    assert_int_equal(rtp_parse(datagram, &packet), DROP_NONE);
    assert_int_equal(packet.header_size, rtp_header_size(datagram));
    assert_int_equal(packet.header_size + packet.payload.size + packet.padding_size, datagram.size);
    return packet;
}

static void rtp_01_fixed_header(void **state)
{
    (void)state;
    struct rtp_packet packet = parse_good(SPAN(FIXED("\x80") "payload"));
    assert_true(packet.marker);
    assert_int_equal(packet.payload_type, 96);
    assert_int_equal(packet.sequence, 0x1234);
    assert_int_equal(packet.timestamp, 0x89abcdef);
    assert_int_equal(packet.ssrc, 0xcafebabe);
    assert_int_equal(packet.extension_profile, 0);
    assert_int_equal(packet.extensions.size, 0);
    assert_int_equal(packet.header_size, RTP_HEADER_SIZE);
    assert_int_equal(packet.padding_size, 0);
    assert_true(bytes_equal_text(packet.payload, "payload"));
    assert_int_equal(parse_good(SPAN(FIXED("\x80"))).payload.size, 0);
}

static void rtp_02_everything_at_once(void **state)
{
    (void)state;
    struct bytes datagram = SPAN(FIXED("\xb2") "CSR1CSR2"
                                               "\xbe\xde\x00\x01\x10p\0\0"
                                               "payload"
                                               "\0\0\3");
    struct rtp_packet packet = parse_good(datagram);
    assert_int_equal(packet.header_size, 12 + 8 + 8);
    assert_int_equal(packet.extension_profile, 0xbede);
    assert_int_equal(packet.extensions.size, 4);
    assert_ptr_equal(packet.extensions.data, datagram.data + 12 + 8 + 4);
    assert_true(bytes_equal_text(packet.payload, "payload"));
    assert_int_equal(packet.padding_size, 3);
}

static void rtp_03_padding_alone_is_an_empty_payload(void **state)
{
    (void)state;
    struct rtp_packet packet = parse_good(SPAN(FIXED("\xa0") "\0\0\0\4"));
    assert_int_equal(packet.payload.size, 0);
    assert_int_equal(packet.padding_size, 4);

    uint8_t largest[RTP_HEADER_SIZE + 255] = {0xa0};
    largest[sizeof(largest) - 1] = 255;
    assert_int_equal(parse_good(bytes_of(largest, sizeof(largest))).padding_size, 255);
}

static void rtp_04_malformed(void **state)
{
    (void)state;
#define CASE(what, text)                                                                           \
    {                                                                                              \
        what, text, sizeof(text) - 1                                                               \
    }
    static const struct {
        const char *what;
        const char *datagram;
        size_t size;
    } cases[] = {
        CASE("empty", ""),
        CASE("a byte short", "\x80\xe0\x12\x34\x89\xab\xcd\xef\xca\xfe\xba"),
        CASE("version 0", FIXED("\x00")),
        CASE("version 1", FIXED("\x40")),
        CASE("version 3", FIXED("\xc0")),
        CASE("no CSRC", FIXED("\x81")),
        CASE("half a CSRC", FIXED("\x81") "CS"),
        CASE("14 of 15 CSRCs",
             FIXED("\x8f") "CSRCCSRCCSRCCSRCCSRCCSRCCSRCCSRCCSRCCSRCCSRCCSRCCSRCCSRC"),
        CASE("no extension", FIXED("\x90")),
        CASE("half an extension header", FIXED("\x90") "\xbe\xde\x00"),
        CASE("extension overrun", FIXED("\x90") "\xbe\xde\x00\x01"),
        CASE("extension overrun by a byte", FIXED("\x90") "\xbe\xde\x00\x01uvw"),
        CASE("largest extension", FIXED("\x90") "\xbe\xde\xff\xffuvwx"),
        CASE("padding without bytes", FIXED("\xa0")),
        CASE("padding of zero", FIXED("\xa0") "abc\0"),
        CASE("padding into the header", FIXED("\xa0") "abc\5"),
        CASE("padding into the extension", FIXED("\xb0") "\xbe\xde\x00\x01uvw\1"),
    };
#undef CASE
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct rtp_packet packet;
        struct bytes datagram = bytes_of(cases[i].datagram, cases[i].size);
        if (rtp_parse(datagram, &packet) != DROP_RTP_MALFORMED) {
            fail_msg("accepted: %s", cases[i].what);
        }
    }
}

static void rtp_05_header_size_of_an_encrypted_packet(void **state)
{
    (void)state;
    assert_int_equal(rtp_header_size(SPAN(FIXED("\x80"))), 12);
    /* The padding flag is in clear, its count is not: it must not be looked at. */
    assert_int_equal(rtp_header_size(SPAN(FIXED("\xa0") "\xff\xff")), 12);
    assert_int_equal(rtp_header_size(SPAN(FIXED("\x91") "CSRC"
                                                        "\xbe\xde\x00\x02"
                                                        "12345678")),
                     12 + 4 + 4 + 8);
    assert_int_equal(rtp_header_size(SPAN(FIXED("\x90") "\xbe\xde\x00\x00")), 16);
    assert_int_equal(rtp_header_size(SPAN(FIXED("\x90") "\xbe\xde\x00\x01uvw")), 0);
    assert_int_equal(rtp_header_size(SPAN(FIXED("\x40"))), 0);
    assert_int_equal(rtp_header_size((struct bytes){0}), 0);
}

static bool find(uint16_t profile, struct bytes extensions, uint8_t id, const char *expected)
{
    struct rtp_packet packet = {.extension_profile = profile, .extensions = extensions};
    struct bytes value = {0};
    bool found = rtp_find_extension(&packet, id, &value);
    if (found) {
        assert_true(bytes_equal_text(value, expected));
    }
    return found;
}

static void rtp_06_one_byte_extensions(void **state)
{
    (void)state;
    struct bytes list = SPAN("\x10p"
                             "\0\0\x2f"
                             "0123456789abcdef"
                             "\xe1xy"
                             "\0");
    assert_true(find(0xbede, list, 1, "p"));
    assert_true(find(0xbede, list, 2, "0123456789abcdef"));
    assert_true(find(0xbede, list, 14, "xy"));
    assert_false(find(0xbede, list, 3, ""));
    assert_false(find(0xbede, list, 0, ""));
    assert_false(find(0xbede, list, 15, ""));
    assert_false(find(0xbede, list, 17, ""));
    assert_false(find(0xbede, (struct bytes){0}, 1, ""));
    assert_false(find(0, list, 1, ""));
    assert_false(find(0xbedf, list, 1, ""));
    /* The first of two. */
    assert_true(find(0xbede,
                     SPAN("\x10p"
                          "\x10q"),
                     1, "p"));
}

/* RFC 8285 4.2: nothing after id 15, nor after id 0 with a length, counts. */
static void rtp_07_one_byte_list_ends_early(void **state)
{
    (void)state;
    struct bytes reserved = SPAN("\x10p"
                                 "\xf0q"
                                 "\x20r");
    assert_true(find(0xbede, reserved, 1, "p"));
    assert_false(find(0xbede, reserved, 2, ""));
    assert_false(find(0xbede, reserved, 15, ""));
    struct bytes zero = SPAN("\x10p"
                             "\x01qq"
                             "\x20r");
    assert_true(find(0xbede, zero, 1, "p"));
    assert_false(find(0xbede, zero, 2, ""));
    struct bytes overrun = SPAN("\x10p"
                                "\x22qq");
    assert_true(find(0xbede, overrun, 1, "p"));
    assert_false(find(0xbede, overrun, 2, ""));
}

static void rtp_08_two_byte_extensions(void **state)
{
    (void)state;
    struct bytes list = SPAN("\x01\x01p"
                             "\0\x02\x00\xff\x11"
                             "0123456789abcdefg");
    for (uint16_t profile = 0x1000; profile <= 0x100f;
         profile++) { /* low bits: the application's */
        assert_true(find(profile, list, 1, "p"));
        assert_true(find(profile, list, 2, ""));
        assert_true(find(profile, list, 255, "0123456789abcdefg"));
        assert_false(find(profile, list, 3, ""));
        assert_false(find(profile, list, 0, ""));
    }
    assert_false(find(0x1010, list, 1, ""));
    assert_false(find(0x1000, SPAN("\x01\x02p"), 1, ""));
    assert_false(find(0x1000, SPAN("\x01"), 1, ""));
}

static void rtp_09_what_is_written_is_read(void **state)
{
    (void)state;
    static const struct rtp_packet samples[] = {
        {.marker = true, .payload_type = 127, .sequence = 65535, .timestamp = 1, .ssrc = 2},
        {.payload_type = 0, .sequence = 0x0102, .timestamp = UINT32_MAX, .ssrc = 0xfffefdfc},
        {.marker = true},
    };
    for (size_t i = 0; i < COUNT_OF(samples); i++) {
        uint8_t header[RTP_HEADER_SIZE];
        rtp_write_header(header, &samples[i]);
        struct rtp_packet packet = parse_good(bytes_of(header, sizeof(header)));
        assert_int_equal(packet.marker, samples[i].marker);
        assert_int_equal(packet.payload_type, samples[i].payload_type);
        assert_int_equal(packet.sequence, samples[i].sequence);
        assert_int_equal(packet.timestamp, samples[i].timestamp);
        assert_int_equal(packet.ssrc, samples[i].ssrc);
        assert_int_equal(packet.payload.size, 0);
    }
    uint8_t header[RTP_HEADER_SIZE];
    struct rtp_packet packet = parse_good(SPAN(FIXED("\x80")));
    rtp_write_header(header, &packet);
    assert_memory_equal(header, FIXED("\x80"), sizeof(header));
}

static void rtp_10_extended_sequence(void **state)
{
    (void)state;
    static const struct {
        uint64_t highest;
        uint16_t sequence;
        uint64_t expected;
    } cases[] = {
        {0, 0, 0},
        {0, 1, 1},
        {100, 100, 100},
        {0xffff, 0, 0x10000},
        {0xfffe, 5, 0x10005},
        {0x10000, 0xffff, 0xffff}, /* late, from before the wrap */
        {0x10005, 0xfff0, 0xfff0},
        {0x18000, 0x7fff, 0x17fff},
        {0x10000, 0x7fff, 0x17fff}, /* as far ahead as can be told */
        {0x10000, 0x8000, 0x8000},  /* half-way is behind */
        {0x10000, 0x8001, 0x8001},
        {5, 0xfffe, 0xfffe}, /* nothing is before zero */
        {0x7fff, 0xffff, 0xffff},
        {0x8000, 0, 0},
        {UINT64_C(0xffffffffffff), 1, UINT64_C(0x1000000000001)},
        {UINT64_C(0x1000000000000), 0xffff, UINT64_C(0xffffffffffff)},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_true(rtp_extend_sequence(cases[i].highest, cases[i].sequence) == cases[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rtp_01_fixed_header),
        cmocka_unit_test(rtp_02_everything_at_once),
        cmocka_unit_test(rtp_03_padding_alone_is_an_empty_payload),
        cmocka_unit_test(rtp_04_malformed),
        cmocka_unit_test(rtp_05_header_size_of_an_encrypted_packet),
        cmocka_unit_test(rtp_06_one_byte_extensions),
        cmocka_unit_test(rtp_07_one_byte_list_ends_early),
        cmocka_unit_test(rtp_08_two_byte_extensions),
        cmocka_unit_test(rtp_09_what_is_written_is_read),
        cmocka_unit_test(rtp_10_extended_sequence),
    };
    return cmocka_run_group_tests_name("wire/rtp", tests, NULL, NULL);
}
