/* RTCP: known bytes, round trips, and each way to be malformed. */
#include <setjmp.h>
#include <stdarg.h>

#include "wire/rtcp.h"

#include <cmocka.h>

#define SPAN(text) bytes_of((text), sizeof(text) - 1)
#define SENDER     0x11223344u
#define MEDIA      0x55667788u

static uint8_t buffer[8192];
static struct writer out;

static int set_up(void **state)
{
    (void)state;
    memset(buffer, 0, sizeof(buffer));
    out = writer_of(buffer, sizeof(buffer));
    return 0;
}

/* The only packet of a datagram. */
static struct rtcp_packet read_one(struct bytes datagram)
{
    struct rtcp_reader reader;
    static struct rtcp_packet packet, more;
    rtcp_reader_init(&reader, datagram);
    assert_true(rtcp_next(&reader, &packet));
    assert_false(rtcp_next(&reader, &more));
    assert_false(reader.failed);
    return packet;
}

static struct rtcp_packet read_written(void)
{
    assert_false(out.failed);
    assert_int_equal(writer_bytes(&out).size % 4, 0);
    return read_one(writer_bytes(&out));
}

static void assert_reports_equal(const struct rtcp_report *a, const struct rtcp_report *b)
{
    assert_int_equal(a->ssrc, b->ssrc);
    assert_int_equal(a->fraction_lost, b->fraction_lost);
    assert_int_equal(a->cumulative_lost, b->cumulative_lost);
    assert_int_equal(a->highest_sequence, b->highest_sequence);
    assert_int_equal(a->jitter, b->jitter);
    assert_int_equal(a->last_sr, b->last_sr);
    assert_int_equal(a->delay_since_sr, b->delay_since_sr);
}

static const struct rtcp_report reports[] = {
    {1, 255, 0x7fffff, UINT32_MAX, 2, 3, 4},
    {0xfffffffe, 0, -0x800000, 5, UINT32_MAX, 0x80000000, 0x7fffffff},
    {6, 7, -1, 8, 9, 10, 11},
};

static void rtcp_01_sender_report(void **state)
{
    (void)state;
    struct rtcp_sender_info info = {.ntp = UINT64_C(0xe1e2e3e4e5e6e7e8),
                                    .rtp_timestamp = 0xd1d2d3d4,
                                    .packet_count = 0xc1c2c3c4,
                                    .octet_count = 0xb1b2b3b4};
    rtcp_write_sender_report(&out, SENDER, &info, reports, 1);
    static const char expected[] = "\x81\xc8\x00\x0c\x11\x22\x33\x44"
                                   "\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xd1\xd2\xd3\xd4"
                                   "\xc1\xc2\xc3\xc4\xb1\xb2\xb3\xb4"
                                   "\x00\x00\x00\x01\xff\x7f\xff\xff\xff\xff\xff\xff"
                                   "\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00\x04";
    assert_true(bytes_equal(writer_bytes(&out), SPAN(expected)));
    struct rtcp_packet packet = read_written();
    assert_int_equal(packet.type, RTCP_SENDER_REPORT);
    assert_int_equal(packet.sender_ssrc, SENDER);
    assert_true(packet.report.info.ntp == info.ntp);
    assert_int_equal(packet.report.info.rtp_timestamp, info.rtp_timestamp);
    assert_int_equal(packet.report.info.packet_count, info.packet_count);
    assert_int_equal(packet.report.info.octet_count, info.octet_count);
    assert_int_equal(packet.report.count, 1);
    assert_reports_equal(&packet.report.blocks[0], &reports[0]);
}

static void rtcp_02_receiver_report(void **state)
{
    (void)state;
    rtcp_write_receiver_report(&out, SENDER, reports, COUNT_OF(reports));
    struct rtcp_packet packet = read_written();
    assert_int_equal(packet.type, RTCP_RECEIVER_REPORT);
    assert_int_equal(packet.sender_ssrc, SENDER);
    assert_int_equal(packet.report.count, COUNT_OF(reports));
    for (size_t i = 0; i < COUNT_OF(reports); i++) {
        assert_reports_equal(&packet.report.blocks[i], &reports[i]);
    }
}

static void rtcp_03_as_many_reports_as_fit_in_five_bits(void **state)
{
    (void)state;
    static struct rtcp_report many[RTCP_REPORTS_MAX];
    for (uint32_t i = 0; i < RTCP_REPORTS_MAX; i++) {
        many[i].ssrc = i + 1;
    }
    rtcp_write_receiver_report(&out, SENDER, many, RTCP_REPORTS_MAX);
    struct rtcp_packet packet = read_written();
    assert_int_equal(packet.report.count, RTCP_REPORTS_MAX);
    assert_int_equal(packet.report.blocks[RTCP_REPORTS_MAX - 1].ssrc, RTCP_REPORTS_MAX);
    (void)set_up(NULL);
    rtcp_write_receiver_report(&out, SENDER, NULL, 0);
    assert_int_equal(read_written().report.count, 0);
}

/* RFC 3550 6.5: a chunk ends with one to four zero bytes. */
static void rtcp_04_sdes_is_filled_up(void **state)
{
    (void)state;
    static const char *const names[] = {"", "a", "ab", "abc", "abcd", "plenary"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        (void)set_up(NULL);
        rtcp_write_sdes(&out, SENDER, names[i]);
        struct rtcp_packet packet = read_written();
        assert_int_equal(packet.type, RTCP_SDES);
        assert_int_equal(packet.sender_ssrc, 0);
        struct bytes written = writer_bytes(&out);
        size_t size = strlen(names[i]);
        assert_int_equal(written.size, 8 + (2 + size) / 4 * 4 + 4);
        assert_int_equal(buffer[8], 1);
        assert_int_equal(buffer[9], size);
        assert_memory_equal(buffer + 10, names[i], size);
        for (size_t at = 10 + size; at < written.size; at++) {
            assert_int_equal(buffer[at], 0);
        }
    }
}

static void rtcp_05_bye(void **state)
{
    (void)state;
    static const uint32_t ssrcs[] = {SENDER, MEDIA, 3};
    rtcp_write_bye(&out, ssrcs, COUNT_OF(ssrcs));
    struct rtcp_packet packet = read_written();
    assert_int_equal(packet.type, RTCP_BYE);
    assert_int_equal(packet.sources.count, COUNT_OF(ssrcs));
    assert_memory_equal(packet.sources.ssrcs, ssrcs, sizeof(ssrcs));
    /* With a reason for leaving, which we do not read. */
    packet = read_one(SPAN("\x81\xcb\x00\x03\x11\x22\x33\x44\7goodbye"));
    assert_int_equal(packet.sources.count, 1);
    assert_int_equal(packet.sources.ssrcs[0], SENDER);
}

static void rtcp_06_pli_and_fir(void **state)
{
    (void)state;
    rtcp_write_pli(&out, SENDER, MEDIA);
    assert_true(
        bytes_equal(writer_bytes(&out), SPAN("\x81\xce\x00\x02\x11\x22\x33\x44\x55\x66\x77\x88")));
    struct rtcp_packet packet = read_written();
    assert_int_equal(packet.type, RTCP_PLI);
    assert_int_equal(packet.sender_ssrc, SENDER);
    assert_int_equal(packet.media_ssrc, MEDIA);
    (void)set_up(NULL);
    rtcp_write_fir(&out, SENDER, MEDIA, 9);
    assert_true(bytes_equal(writer_bytes(&out), SPAN("\x84\xce\x00\x04\x11\x22\x33\x44\0\0\0\0"
                                                     "\x55\x66\x77\x88\x09\0\0\0")));
    packet = read_written();
    assert_int_equal(packet.type, RTCP_FIR);
    assert_int_equal(packet.sources.count, 1);
    assert_int_equal(packet.sources.ssrcs[0], MEDIA);
    packet = read_one(SPAN("\x84\xce\x00\x06\0\0\0\1\0\0\0\0\0\0\0\2\1\0\0\0\0\0\0\3\1\0\0\0"));
    assert_int_equal(packet.sources.count, 2);
    assert_int_equal(packet.sources.ssrcs[1], 3);
}

static void rtcp_07_nack_packs_and_wraps(void **state)
{
    (void)state;
    static const uint16_t lost[] = {65534, 65535, 0, 14, 15, 100, 101, 117, 118};
    rtcp_write_nack(&out, SENDER, MEDIA, lost, COUNT_OF(lost));
    struct rtcp_packet packet = read_written();
    assert_int_equal(packet.type, RTCP_NACK);
    assert_int_equal(packet.sender_ssrc, SENDER);
    assert_int_equal(packet.media_ssrc, MEDIA);
    static const uint16_t expected[][2] = {
        {65534, 1 << 0 | 1 << 1 | 1 << 15}, /* 65535, 0, 14 */
        {15, 0},
        {100, 1 << 0}, /* 101; 117 is one too far */
        {117, 1 << 0},
    };
    assert_int_equal(packet.nack.count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_int_equal(packet.nack.items[i].sequence, expected[i][0]);
        assert_int_equal(packet.nack.items[i].following, expected[i][1]);
    }
}

static void rtcp_08_nack_with_too_many_items_is_cut(void **state)
{
    (void)state;
    static uint16_t lost[RTCP_NACKS_MAX + 20];
    for (size_t i = 0; i < COUNT_OF(lost); i++) {
        lost[i] = (uint16_t)(i * 17);
    }
    rtcp_write_nack(&out, SENDER, MEDIA, lost, COUNT_OF(lost));
    rtcp_write_pli(&out, SENDER, MEDIA); /* what follows is still found */
    struct rtcp_reader reader;
    static struct rtcp_packet packet;
    rtcp_reader_init(&reader, writer_bytes(&out));
    assert_true(rtcp_next(&reader, &packet));
    assert_int_equal(packet.nack.count, RTCP_NACKS_MAX);
    assert_int_equal(packet.nack.items[RTCP_NACKS_MAX - 1].sequence, (RTCP_NACKS_MAX - 1) * 17);
    assert_true(rtcp_next(&reader, &packet));
    assert_int_equal(packet.type, RTCP_PLI);
    assert_false(rtcp_next(&reader, &packet));
    assert_false(reader.failed);
}

static void rtcp_09_remb(void **state)
{
    (void)state;
    static const uint64_t rates[] = {0, 1, 0x3ffff, 2500000, UINT64_C(1) << 40};
    static const uint32_t ssrcs[] = {MEDIA, 7};
    for (size_t i = 0; i < COUNT_OF(rates); i++) {
        (void)set_up(NULL);
        rtcp_write_remb(&out, SENDER, ssrcs, COUNT_OF(ssrcs), rates[i]);
        struct rtcp_packet packet = read_written();
        assert_int_equal(packet.type, RTCP_REMB);
        assert_int_equal(packet.sender_ssrc, SENDER);
        assert_true(packet.bitrate_bps <= rates[i]);
        assert_true(rates[i] - packet.bitrate_bps <= rates[i] >> 17);
        assert_int_equal(packet.sources.count, COUNT_OF(ssrcs));
        assert_memory_equal(packet.sources.ssrcs, ssrcs, sizeof(ssrcs));
    }
    (void)set_up(NULL);
    rtcp_write_remb(&out, SENDER, NULL, 0, UINT64_MAX);
    assert_true(read_written().bitrate_bps >> 46 == 0x3ffff);
}

#define REMB(count_and_rate) "\x8f\xce\x00\x04\x11\x22\x33\x44\0\0\0\0REMB" count_and_rate

static void rtcp_10_remb_rates_of_any_exponent(void **state)
{
    (void)state;
    assert_true(read_one(SPAN(REMB("\0\x03\xff\xff"))).bitrate_bps == 0x3ffff);
    assert_true(read_one(SPAN(REMB("\0\x04\x00\x01"))).bitrate_bps == 2);
    assert_true(read_one(SPAN(REMB("\0\xfc\x00\x01"))).bitrate_bps == UINT64_C(1) << 63);
    assert_true(read_one(SPAN(REMB("\0\xfc\x00\x02"))).bitrate_bps == UINT64_MAX);
    assert_true(read_one(SPAN(REMB("\0\xff\xff\xff"))).bitrate_bps == UINT64_MAX);
    assert_true(read_one(SPAN(REMB("\0\xfc\x00\x00"))).bitrate_bps == 0);
}

static void rtcp_11_what_we_do_not_know_is_skipped(void **state)
{
    (void)state;
    static const struct bytes others[] = {
        {(const uint8_t *)"\x80\xcc\x00\x00", 4},                   /* APP, empty */
        {(const uint8_t *)"\x80\xcf\x00\x01xxxx", 8},               /* XR */
        {(const uint8_t *)"\x80\xff\x00\x01xxxx", 8},               /* 255 */
        {(const uint8_t *)"\x83\xcd\x00\x03sendmediaTMBR", 16},     /* TMMBR */
        {(const uint8_t *)"\x8f\xce\x00\x04sendmediaBMERrest", 20}, /* another AFB */
        {(const uint8_t *)"\x8f\xce\x00\x02sendmedia", 12},         /* an empty AFB */
        {(const uint8_t *)"\x82\xce\x00\x03sendmediaSLI.", 16},     /* SLI */
    };
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        (void)set_up(NULL);
        writer_put(&out, others[i]);
        rtcp_write_pli(&out, SENDER, MEDIA);
        struct rtcp_reader reader;
        static struct rtcp_packet packet;
        rtcp_reader_init(&reader, writer_bytes(&out));
        assert_true(rtcp_next(&reader, &packet));
        assert_int_equal(packet.type, RTCP_OTHER);
        assert_true(rtcp_next(&reader, &packet));
        assert_int_equal(packet.type, RTCP_PLI);
        assert_false(rtcp_next(&reader, &packet));
        assert_false(reader.failed);
    }
}

static void rtcp_12_compound(void **state)
{
    (void)state;
    struct rtcp_sender_info info = {.ntp = 1};
    uint32_t ssrc = SENDER;
    rtcp_write_sender_report(&out, SENDER, &info, reports, 2);
    rtcp_write_sdes(&out, SENDER, "name");
    rtcp_write_remb(&out, SENDER, &ssrc, 1, 1000);
    rtcp_write_bye(&out, &ssrc, 1);
    static const enum rtcp_type expected[] = {RTCP_SENDER_REPORT, RTCP_SDES, RTCP_REMB, RTCP_BYE};
    struct rtcp_reader reader;
    static struct rtcp_packet packet;
    rtcp_reader_init(&reader, writer_bytes(&out));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_true(rtcp_next(&reader, &packet));
        assert_int_equal(packet.type, expected[i]);
    }
    /* Nothing of the packets before shines through. */
    assert_int_equal(packet.bitrate_bps, 0);
    assert_int_equal(packet.sender_ssrc, 0);
    assert_int_equal(packet.media_ssrc, 0);
    assert_false(rtcp_next(&reader, &packet));
    assert_false(reader.failed);
}

static void rtcp_13_padding_is_cut_off(void **state)
{
    (void)state;
    struct rtcp_packet packet = read_one(SPAN("\xa1\xcd\x00\x04\0\0\0\1\0\0\0\2\0\5\0\0\0\0\0\4"));
    assert_int_equal(packet.type, RTCP_NACK);
    assert_int_equal(packet.nack.count, 1);
    assert_int_equal(packet.nack.items[0].sequence, 5);
}

static void rtcp_14_malformed(void **state)
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
        CASE("one byte", "\x80"),
        CASE("half a header", "\x80\xc9\x00"),
        CASE("truncated body", "\x80\xc9\x00\x02\0\0\0\1\0\0\0"),
        CASE("length far beyond", "\x80\xc9\xff\xff\0\0\0\1"),
        CASE("version 0", "\x00\xc9\x00\x01\0\0\0\1"),
        CASE("version 1", "\x40\xc9\x00\x01\0\0\0\1"),
        CASE("version 3", "\xc0\xc9\x00\x01\0\0\0\1"),
        CASE("padding of zero", "\xa0\xc9\x00\x02\0\0\0\1\0\0\0\0"),
        CASE("padding too long", "\xa0\xc9\x00\x02\0\0\0\1\0\0\0\x09"),
        CASE("padding without a body", "\xa0\xc9\x00\x00"),
        CASE("padding eats the SSRC", "\xa0\xc9\x00\x02\0\0\0\1\0\0\0\x08"),
        CASE("SR without sender info", "\x80\xc8\x00\x01\0\0\0\1"),
        CASE("RR without SSRC", "\x80\xc9\x00\x00"),
        CASE("RR with a block announced", "\x81\xc9\x00\x01\0\0\0\1"),
        CASE("RR with half a block", "\x81\xc9\x00\x02\0\0\0\1\0\0\0\2"),
        CASE("BYE with SSRCs announced", "\x82\xcb\x00\x01\0\0\0\1"),
        CASE("PLI without media SSRC", "\x81\xce\x00\x01\0\0\0\1"),
        CASE("NACK without media SSRC", "\x81\xcd\x00\x01\0\0\0\1"),
        CASE("transport-cc, empty", "\x8f\xcd\x00\x00"),
        CASE("REMB with SSRCs announced", "\x8f\xce\x00\x05\0\0\0\1\0\0\0\0REMB\x02\0\0\1\0\0\0\1"),
    };
#undef CASE
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct rtcp_reader reader;
        static struct rtcp_packet packet;
        rtcp_reader_init(&reader, bytes_of(cases[i].datagram, cases[i].size));
        if (rtcp_next(&reader, &packet) || !reader.failed) {
            fail_msg("accepted: %s", cases[i].what);
        }
        assert_false(rtcp_next(&reader, &packet)); /* failed for good */
    }
}

static void rtcp_15_what_came_before_a_malformed_packet_counts(void **state)
{
    (void)state;
    rtcp_write_pli(&out, SENDER, MEDIA);
    writer_put(&out, SPAN("\x80\xc9\x00\x02\0\0\0\1"));
    struct rtcp_reader reader;
    static struct rtcp_packet packet;
    rtcp_reader_init(&reader, writer_bytes(&out));
    assert_true(rtcp_next(&reader, &packet));
    assert_int_equal(packet.type, RTCP_PLI);
    assert_false(reader.failed);
    assert_false(rtcp_next(&reader, &packet));
    assert_true(reader.failed);
    rtcp_reader_init(&reader, (struct bytes){0});
    assert_false(rtcp_next(&reader, &packet));
    assert_false(reader.failed);
}

static void rtcp_16_writing_stops_at_the_end_of_the_room(void **state)
{
    (void)state;
    struct rtcp_sender_info info = {0};
    static const uint16_t lost[] = {1, 50};
    const uint32_t ssrcs[] = {1, 2};
    for (size_t room = 0; room < 196; room++) {
        memset(buffer, 0xee, sizeof(buffer));
        out = writer_of(buffer, room);
        rtcp_write_sender_report(&out, SENDER, &info, reports, 2);
        rtcp_write_sdes(&out, SENDER, "name");
        rtcp_write_nack(&out, SENDER, MEDIA, lost, COUNT_OF(lost));
        rtcp_write_fir(&out, SENDER, MEDIA, 1);
        rtcp_write_pli(&out, SENDER, MEDIA);
        rtcp_write_remb(&out, SENDER, ssrcs, 2, 1);
        rtcp_write_bye(&out, ssrcs, 2);
        assert_int_equal(out.failed, room < 76 + 16 + 20 + 20 + 12 + 28 + 12);
        assert_int_equal(buffer[room], 0xee);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(rtcp_01_sender_report, set_up),
        cmocka_unit_test_setup(rtcp_02_receiver_report, set_up),
        cmocka_unit_test_setup(rtcp_03_as_many_reports_as_fit_in_five_bits, set_up),
        cmocka_unit_test_setup(rtcp_04_sdes_is_filled_up, set_up),
        cmocka_unit_test_setup(rtcp_05_bye, set_up),
        cmocka_unit_test_setup(rtcp_06_pli_and_fir, set_up),
        cmocka_unit_test_setup(rtcp_07_nack_packs_and_wraps, set_up),
        cmocka_unit_test_setup(rtcp_08_nack_with_too_many_items_is_cut, set_up),
        cmocka_unit_test_setup(rtcp_09_remb, set_up),
        cmocka_unit_test_setup(rtcp_10_remb_rates_of_any_exponent, set_up),
        cmocka_unit_test_setup(rtcp_11_what_we_do_not_know_is_skipped, set_up),
        cmocka_unit_test_setup(rtcp_12_compound, set_up),
        cmocka_unit_test_setup(rtcp_13_padding_is_cut_off, set_up),
        cmocka_unit_test_setup(rtcp_14_malformed, set_up),
        cmocka_unit_test_setup(rtcp_15_what_came_before_a_malformed_packet_counts, set_up),
        cmocka_unit_test_setup(rtcp_16_writing_stops_at_the_end_of_the_room, set_up),
    };
    return cmocka_run_group_tests_name("wire/rtcp", tests, NULL, NULL);
}
