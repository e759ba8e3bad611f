/* Ogg: a file that ffmpeg made (material/), pages made here, and damaged ones. */
#include <setjmp.h>
#include <stdarg.h>

#include "wire/ogg.h"

#include "material.h"

#include <cmocka.h>

static struct ogg ogg;
static uint8_t buffer[65536];
static struct writer file;

/* ---- pages made here ---- */

/* A page of these lacing values; its body is as long as they say, filled with `fill`
 * or, for the headers, begun with `start`.
 */
static void add_page(uint8_t flags, uint32_t serial, const char *lacing, size_t count,
                     struct bytes start, uint8_t fill)
{
    size_t size = 0;
    writer_text(&file, "OggS");
    writer_u8(&file, 0);
    writer_u8(&file, flags);
    writer_be64(&file, 0);
    uint8_t little[4] = {(uint8_t)serial, (uint8_t)(serial >> 8), (uint8_t)(serial >> 16),
                         (uint8_t)(serial >> 24)};
    writer_put(&file, bytes_of(little, 4));
    writer_be64(&file, 0); /* page number, checksum */
    writer_u8(&file, (uint8_t)count);
    writer_put(&file, bytes_of(lacing, count));
    for (size_t i = 0; i < count; i++) {
        size += (uint8_t)lacing[i];
    }
    writer_put(&file, start);
    for (size_t i = start.size; i < size; i++) {
        writer_u8(&file, fill);
    }
    assert_false(file.failed);
}

static const char head[] = "OpusHead\x01\x02\x38\x01\x80\xbb\0\0\0\0\0";

static void begin_file(void)
{
    file = writer_of(buffer, sizeof(buffer));
    add_page(2, 7, "\x13", 1, bytes_of(head, 19), 0);
    add_page(0, 7, "\x10", 1, bytes_of("OpusTags\0\0\0\0\0\0\0\0", 16), 0);
}

static bool open_made(void)
{
    const char *problem = "none";
    return ogg_open(&ogg, writer_bytes(&file), &problem);
}

static void expect_packet(size_t size)
{
    struct ogg_packet packet;
    assert_true(ogg_next(&ogg, &packet));
    assert_int_equal(packet.data.size, size);
}

static void expect_end(void)
{
    struct ogg_packet packet;
    assert_false(ogg_next(&ogg, &packet));
}

/* ---- ---- */

static void ogg_01_packets_of_ffmpeg(void **state)
{
    (void)state;
    static const size_t sizes[] = {69, 55, 54, 62, 54, 54, 52, 53, 57, 53, 33}; /* by ffprobe */
    const char *problem = "none";
    assert_true(ogg_open(&ogg, material("opus.ogg"), &problem));
    assert_int_equal(ogg.channels, 1);
    assert_int_equal(ogg.pre_skip, 312);
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct ogg_packet packet;
        assert_true(ogg_next(&ogg, &packet));
        assert_int_equal(packet.data.size, sizes[i]);
        assert_int_equal(packet.duration_us, 20000);
    }
    expect_end();
}

static void ogg_02_packets_across_segments_and_pages(void **state)
{
    (void)state;
    begin_file();
    add_page(0, 7, "\xff\x00\x05\xff\xff", 5, (struct bytes){0}, 0x08); /* 255, 5, 510 ... */
    add_page(1, 7, "\xff\x01", 2, (struct bytes){0}, 0x08);             /* ... and 256 more */
    add_page(0, 7, "", 0, (struct bytes){0}, 0);
    add_page(0, 7, "\x03", 1, (struct bytes){0}, 0x08);
    assert_true(open_made());
    assert_int_equal(ogg.channels, 2);
    expect_packet(255);
    expect_packet(5);
    expect_packet(766);
    expect_packet(3);
    expect_end();
}

static void ogg_11_damaged_pages(void **state)
{
    (void)state;
    begin_file();
    size_t start = writer_bytes(&file).size;
    add_page(1, 7, "\x05", 1, (struct bytes){0}, 0x08); /* goes on with nothing */
    assert_true(open_made());
    expect_end();
    begin_file();
    add_page(0, 7, "\xff", 1, (struct bytes){0}, 0x08);
    add_page(0, 7, "\x05", 1, (struct bytes){0}, 0x08); /* does not go on */
    assert_true(open_made());
    expect_end();
    begin_file();
    add_page(0, 8, "\x05", 1, (struct bytes){0}, 0x08); /* of another stream */
    assert_true(open_made());
    expect_end();
    const size_t marks[] = {0, 3, 4}; /* OggS, version */
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        begin_file();
        add_page(0, 7, "\x05", 1, (struct bytes){0}, 0x08);
        buffer[start + marks[i]] ^= 1;
        assert_true(open_made());
        expect_end();
    }
}

static void ogg_12_packets_too_large_or_malformed(void **state)
{
    (void)state;
    char lacing[255];
    memset(lacing, 0xff, sizeof(lacing));
    begin_file();
    lacing[32] = OGG_PACKET_MAX - 32 * 255;
    add_page(0, 7, lacing, 33, (struct bytes){0}, 0x08);
    assert_true(open_made());
    expect_packet(OGG_PACKET_MAX);
    begin_file();
    lacing[32]++;
    add_page(0, 7, lacing, 33, (struct bytes){0}, 0x08);
    assert_true(open_made());
    expect_end();
    begin_file();
    add_page(0, 7, "\x00", 1, (struct bytes){0}, 0); /* an empty packet is no Opus */
    assert_true(open_made());
    expect_end();
}

static void ogg_13_not_opus(void **state)
{
    (void)state;
    const char *problem = NULL;
    assert_false(ogg_open(&ogg, (struct bytes){0}, &problem));
    assert_non_null(strstr(problem, "Opus"));
    assert_false(ogg_open(&ogg, bytes_of_text("RIFF"), &problem));
    for (size_t i = 0; i < 10; i++) { /* the name, and no channels or 255 of them */
        if (i == 8) {
            continue; /* the version */
        }
        for (unsigned flip = i == 9 ? 2 : 1; flip < 256; flip += 251) {
            begin_file();
            buffer[28 + i] ^= (uint8_t)flip;
            assert_false(open_made());
        }
    }
    file = writer_of(buffer, sizeof(buffer));
    add_page(2, 7, "\x13", 1, bytes_of(head, 19), 0);
    assert_false(open_made());
    add_page(0, 7, "\x10", 1, bytes_of("OpusTagz\0\0\0\0\0\0\0\0", 16), 0);
    assert_false(open_made());
}

static void ogg_14_every_cut(void **state)
{
    (void)state;
    struct bytes whole = material("opus.ogg");
    for (size_t size = 0; size < whole.size; size++) {
        const char *problem;
        struct ogg_packet packet;
        size_t packets = 0;
        if (ogg_open(&ogg, bytes_of(whole.data, size), &problem)) {
            while (ogg_next(&ogg, &packet)) {
                packets++;
            }
        }
        assert_true(packets < 11);
    }
}

/* RFC 6716 3.1, table 2, and 3.2.5 */
int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ogg_01_packets_of_ffmpeg),
        cmocka_unit_test(ogg_02_packets_across_segments_and_pages),
        cmocka_unit_test(ogg_11_damaged_pages),
        cmocka_unit_test(ogg_12_packets_too_large_or_malformed),
        cmocka_unit_test(ogg_13_not_opus),
        cmocka_unit_test(ogg_14_every_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
