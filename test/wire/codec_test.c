/* Payloads of VP8, H264, VP9, AV1 and Opus: where frames and keyframes start. */
#include <setjmp.h>
#include <stdarg.h>

#include "wire/vp8.h"

#include <cmocka.h>

#define SPAN(text) bytes_of((text), sizeof(text) - 1)
/* 640x480, scales zero; bit 0 of the first byte is 0: a keyframe (RFC 6386 9.1). */
#define VP8_KEYFRAME   "\x10\x02\x00\x9d\x01\x2a\x80\x02\xe0\x01rest"
#define VP8_INTERFRAME "\x11\x02\x00rest"

enum expected { MALFORMED, INSIDE, FRAME, KEYFRAME };

struct sample {
    const char *what;
    const char *payload;
    size_t size;
    enum expected expected;
};
#define CASE(what, text, expected)                                                                 \
    {                                                                                              \
        what, text, sizeof(text) - 1, expected                                                     \
    }

static void check(enum codec codec, const struct sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        /* Neither true nor false may be left over from before. */
        struct payload_info info = {.starts_frame = samples[i].expected == INSIDE,
                                    .starts_keyframe = samples[i].expected != KEYFRAME};
        struct bytes payload = bytes_of(samples[i].payload, samples[i].size);
        enum drop drop = codec_inspect(codec, payload, &info);
        enum expected found = drop == DROP_CODEC_MALFORMED ? MALFORMED
                              : info.starts_keyframe       ? KEYFRAME
                              : info.starts_frame          ? FRAME
                                                           : INSIDE;
        if (found != samples[i].expected) {
            fail_msg("%s, %s: %d", codec_name(codec), samples[i].what, found);
        }
        if (found == KEYFRAME) {
            assert_true(info.starts_frame);
        }
    }
}

static void codec_01_names(void **state)
{
    (void)state;
    for (enum codec codec = CODEC_VP8; codec < CODEC_COUNT; codec++) {
        assert_int_equal(codec_of_name(bytes_of_text(codec_name(codec))), codec);
    }
    assert_int_equal(codec_of_name(SPAN("vp8")), CODEC_VP8);
    assert_int_equal(codec_of_name(SPAN("h264")), CODEC_H264);
    assert_int_equal(codec_of_name(SPAN("OPUS")), CODEC_OPUS);
    assert_int_equal(codec_of_name(SPAN("Av1")), CODEC_AV1);
    static const char *const unknown[] = {"", "VP", "VP88", "VP8 ", "H265", "rtx", "none"};
    for (size_t i = 0; i < COUNT_OF(unknown); i++) {
        assert_int_equal(codec_of_name(bytes_of_text(unknown[i])), CODEC_NONE);
    }
    assert_int_equal(codec_of_name((struct bytes){0}), CODEC_NONE);
}

static void codec_02_kinds_and_clocks(void **state)
{
    (void)state;
    for (enum codec codec = CODEC_VP8; codec <= CODEC_AV1; codec++) {
        assert_int_equal(codec_kind(codec), MEDIA_VIDEO);
        assert_int_equal(codec_clock_hz(codec), 90000);
    }
    assert_int_equal(codec_kind(CODEC_OPUS), MEDIA_AUDIO);
    assert_int_equal(codec_clock_hz(CODEC_OPUS), 48000);
    assert_int_equal(codec_kind(CODEC_NONE), MEDIA_OTHER);
}

static void codec_03_opus_and_none(void **state)
{
    (void)state;
    static const struct sample opus[] = {
        CASE("a packet", "\x78rest", KEYFRAME),
        CASE("DTX", "\x78", KEYFRAME),
        CASE("empty", "", MALFORMED),
    };
    static const struct sample none[] = {CASE("anything", "anything", MALFORMED)};
    check(CODEC_OPUS, opus, COUNT_OF(opus));
    check(CODEC_NONE, none, COUNT_OF(none));
}

static void codec_04_vp8_where_frames_start(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        CASE("keyframe", "\x10" VP8_KEYFRAME, KEYFRAME),
        CASE("keyframe with all fields", "\x90\xf0\x81\x02\x03\x40" VP8_KEYFRAME, KEYFRAME),
        CASE("short first packet of a keyframe", "\x10\x10", KEYFRAME),
        CASE("interframe", "\x10" VP8_INTERFRAME, FRAME),
        CASE("interframe with all fields", "\x90\xf0\x81\x02\x03\x40" VP8_INTERFRAME, FRAME),
        CASE("not the start", "\x00" VP8_KEYFRAME, INSIDE),
        CASE("start of partition 1", "\x11" VP8_KEYFRAME, INSIDE),
        CASE("empty", "", MALFORMED),
        CASE("nothing after the descriptor", "\x10", MALFORMED),
        CASE("no extension byte", "\x90", MALFORMED),
        CASE("no picture id", "\x90\x80", MALFORMED),
        CASE("half a picture id", "\x90\x80\x81", MALFORMED),
        CASE("nothing after the picture id", "\x90\x80\x01", MALFORMED),
        CASE("no TL0PICIDX", "\x90\xc0\x01", MALFORMED),
        CASE("no TID", "\x90\xe0\x01\x02", MALFORMED),
        CASE("nothing after TID", "\x90\xe0\x01\x02\x03", MALFORMED),
    };
    check(CODEC_VP8, samples, COUNT_OF(samples));
}

static void codec_05_vp8_descriptor(void **state)
{
    (void)state;
    struct vp8_descriptor descriptor;
    assert_int_equal(vp8_parse(SPAN("\xb0\xf0\x81\x02\x03\x9f" VP8_KEYFRAME), &descriptor), 0);
    assert_true(descriptor.non_reference);
    assert_true(descriptor.starts_partition);
    assert_int_equal(descriptor.partition, 0);
    assert_int_equal(descriptor.picture_id, 0x0102);
    assert_int_equal(descriptor.tl0_picture, 3);
    assert_int_equal(descriptor.temporal_layer, 2);
    assert_int_equal(descriptor.size, 6);
    assert_true(descriptor.keyframe);
    assert_int_equal(descriptor.width, 640);
    assert_int_equal(descriptor.height, 480);

    assert_int_equal(vp8_parse(SPAN("\x87\x80\x7frest"), &descriptor), 0);
    assert_false(descriptor.non_reference);
    assert_false(descriptor.starts_partition);
    assert_int_equal(descriptor.partition, 7);
    assert_int_equal(descriptor.picture_id, 0x7f);
    assert_int_equal(descriptor.tl0_picture, -1);
    assert_int_equal(descriptor.temporal_layer, -1);
    assert_int_equal(descriptor.size, 3);
    assert_false(descriptor.keyframe);
    assert_int_equal(descriptor.width, 0);

    /* KEYIDX alone: the byte is there, but TID says nothing. */
    assert_int_equal(vp8_parse(SPAN("\x90\x10\xff" VP8_INTERFRAME), &descriptor), 0);
    assert_int_equal(descriptor.picture_id, -1);
    assert_int_equal(descriptor.temporal_layer, -1);
    assert_int_equal(descriptor.size, 3);
    assert_false(descriptor.keyframe);
}

static void codec_06_vp8_size_of_a_keyframe(void **state)
{
    (void)state;
    struct vp8_descriptor descriptor;
    /* The upper two bits are the scale. */
    struct bytes scaled = SPAN("\x10\x10\x02\x00\x9d\x01\x2a\xff\x7f\x01\xc0");
    assert_int_equal(vp8_parse(scaled, &descriptor), 0);
    assert_int_equal(descriptor.width, 0x3fff);
    assert_int_equal(descriptor.height, 1);
    scaled.size--; /* the header is cut */
    assert_int_equal(vp8_parse(scaled, &descriptor), 0);
    assert_true(descriptor.keyframe);
    assert_int_equal(descriptor.width, 0);
    assert_int_equal(descriptor.height, 0);
    /* Without the start code there is no size to be read. */
    assert_int_equal(vp8_parse(SPAN("\x10\x10\x02\x00\x9d\x01\x2b\xff\x7f\x01\xc0"), &descriptor),
                     0);
    assert_int_equal(descriptor.width, 0);
}

static void codec_07_vp8_short_descriptor(void **state)
{
    (void)state;
    for (unsigned first = 0; first < 256; first++) {
        const uint8_t payload[] = {(uint8_t)first, 0xf0, 0x81, 0x02, 0x03, 0x40, 0x10, 0x02};
        struct vp8_descriptor whole, cut;
        assert_int_equal(vp8_parse(bytes_of(payload, sizeof(payload)), &whole), 0);
        const uint8_t forwarded[] = {vp8_short_descriptor(&whole), payload[whole.size]};
        assert_int_equal(vp8_parse(bytes_of(forwarded, sizeof(forwarded)), &cut), 0);
        assert_int_equal(forwarded[0], first & 0x37); /* N, S, PID */
        assert_int_equal(cut.size, 1);
        assert_int_equal(cut.picture_id, -1);
        assert_int_equal(cut.keyframe, whole.keyframe);
    }
}

static void codec_08_h264(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        CASE("SPS", "\x67rest", KEYFRAME),
        CASE("IDR", "\x65rest", KEYFRAME),
        CASE("PPS alone", "\x68rest", FRAME),
        CASE("slice", "\x41rest", FRAME),
        CASE("access unit delimiter", "\x09\xf0", FRAME),
        CASE("STAP-A of SPS and PPS", "\x78\x00\x02\x67x\x00\x02\x68x", KEYFRAME),
        CASE("STAP-A of AUD, SPS", "\x78\x00\x02\x09\xf0\x00\x01\x67", KEYFRAME),
        CASE("STAP-A of two slices", "\x78\x00\x02\x41x\x00\x02\x41x", FRAME),
        CASE("FU-A, start of IDR", "\x7c\x85rest", KEYFRAME),
        CASE("FU-A, start of a slice", "\x7c\x81rest", FRAME),
        CASE("FU-A, middle of IDR", "\x7c\x05rest", INSIDE),
        CASE("FU-A, end of IDR", "\x7c\x45rest", INSIDE),
        CASE("empty", "", MALFORMED),
        CASE("type 0", "\x60rest", MALFORMED),
        CASE("FU-A without header", "\x7c", MALFORMED),
        CASE("empty STAP-A", "\x78", MALFORMED),
        CASE("STAP-A with half a size", "\x78\x00", MALFORMED),
        CASE("STAP-A with an empty unit", "\x78\x00\x00\x00\x02\x67x", MALFORMED),
        CASE("STAP-A overrun", "\x78\x00\x03\x67x", MALFORMED),
        CASE("STAP-A overrun of the second", "\x78\x00\x02\x67x\x00\x02\x68", MALFORMED),
    };
    check(CODEC_H264, samples, COUNT_OF(samples));
}

static void codec_09_vp9(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        CASE("keyframe, bare", "\x08rest", KEYFRAME),
        CASE("keyframe, 7 bit id", "\x88\x7frest", KEYFRAME),
        CASE("keyframe, 15 bit id", "\x88\x81\x02rest", KEYFRAME),
        CASE("keyframe, layer 0", "\xaa\x81\x02\x00\x05rest", KEYFRAME),
        CASE("its spatial layer 1", "\xa8\x81\x02\x03\x05rest", INSIDE),
        CASE("predicted", "\xc8\x81\x02rest", FRAME),
        CASE("predicted, layer 0, switching up", "\xe8\x81\x02\x30\x05rest", FRAME),
        CASE("not the beginning", "\x84\x81\x02rest", INSIDE),
        CASE("empty", "", MALFORMED),
        CASE("nothing after the descriptor", "\x08", MALFORMED),
        CASE("no picture id", "\x88", MALFORMED),
        CASE("half a picture id", "\x88\x81", MALFORMED),
        CASE("nothing after the picture id", "\x88\x01", MALFORMED),
        CASE("no layer", "\xa8\x01", MALFORMED),
        CASE("nothing after the layer", "\xa8\x01\x00", MALFORMED),
    };
    check(CODEC_VP9, samples, COUNT_OF(samples));
}

static void codec_10_av1(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        CASE("new sequence", "\x18\x0arest", KEYFRAME),
        CASE("new sequence, goes on", "\x58\x0arest", KEYFRAME),
        CASE("a frame", "\x10\x32rest", FRAME),
        CASE("goes on from before", "\x90rest", INSIDE),
        CASE("goes on and on", "\xd0rest", INSIDE),
        CASE("empty", "", MALFORMED),
        CASE("header alone", "\x18", MALFORMED),
        CASE("new sequence in the middle of a unit", "\x98rest", MALFORMED),
    };
    check(CODEC_AV1, samples, COUNT_OF(samples));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codec_01_names),
        cmocka_unit_test(codec_02_kinds_and_clocks),
        cmocka_unit_test(codec_03_opus_and_none),
        cmocka_unit_test(codec_04_vp8_where_frames_start),
        cmocka_unit_test(codec_05_vp8_descriptor),
        cmocka_unit_test(codec_06_vp8_size_of_a_keyframe),
        cmocka_unit_test(codec_07_vp8_short_descriptor),
        cmocka_unit_test(codec_08_h264),
        cmocka_unit_test(codec_09_vp9),
        cmocka_unit_test(codec_10_av1),
    };
    return cmocka_run_group_tests_name("wire/codec", tests, NULL, NULL);
}
