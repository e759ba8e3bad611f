/* IVF: files that ffmpeg made (material/), and damaged ones. */
#include <setjmp.h>
#include <stdarg.h>

#include "wire/ivf.h"

#include "material.h"

#include <cmocka.h>

static struct ivf ivf;
static uint8_t copy[4096];

/* vp8.ivf, to be damaged. */
static struct bytes editable(void)
{
    struct bytes file = material("vp8.ivf");
    memcpy(copy, file.data, file.size);
    return bytes_of(copy, file.size);
}

static void refuse(struct bytes file, const char *word)
{
    const char *problem = NULL;
    assert_false(ivf_open(&ivf, file, &problem));
    assert_non_null(problem);
    assert_non_null(strstr(problem, word));
}

static void ivf_01_frames_of_ffmpeg(void **state)
{
    (void)state;
    const char *problem = "none";
    static const size_t sizes[] = {1300, 59, 153, 1299, 123, 97}; /* as ffprobe tells */
    struct ivf_frame frame;
    assert_true(ivf_open(&ivf, material("vp8.ivf"), &problem));
    assert_int_equal(ivf.codec, CODEC_VP8);
    assert_int_equal(ivf.width, 64);
    assert_int_equal(ivf.height, 36);
    assert_int_equal(ivf.rate, 10);
    assert_int_equal(ivf.scale, 1);
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        assert_true(ivf_next(&ivf, &frame));
        assert_int_equal(frame.data.size, sizes[i]);
        assert_int_equal(frame.time_us, i * 100000);
        assert_int_equal(frame.data.data[0] & 1, i % 3 != 0); /* VP8's keyframe bit: 0 */
    }
    assert_false(ivf_next(&ivf, &frame));
    assert_false(ivf_next(&ivf, &frame));
}

static void ivf_02_other_codecs(void **state)
{
    (void)state;
    refuse(material("vp9.ivf"), "VP8");
}

static void ivf_11_damaged_headers(void **state)
{
    (void)state;
    struct bytes file = editable();
    refuse((struct bytes){0}, "DKIF");
    refuse(bytes_of(copy, 31), "DKIF");
    copy[0] = 'X';
    refuse(file, "DKIF");
    const size_t fields[] = {6 /* header size */, 16 /* rate */, 20 /* scale */};
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        file = editable();
        memset(copy + fields[i], 0, i == 0 ? 2 : 4);
        refuse(file, "damaged");
    }
    file = editable();
    copy[6] = copy[7] = 0xff; /* the header ends after the file */
    refuse(file, "damaged");
}

static void ivf_12_truncated_frames(void **state)
{
    (void)state;
    struct bytes file = editable();
    for (size_t size = 32; size < file.size; size++) {
        const char *problem;
        struct ivf_frame frame;
        size_t frames = 0, total = 32;
        assert_true(ivf_open(&ivf, bytes_of(copy, size), &problem));
        while (ivf_next(&ivf, &frame)) {
            frames++;
            total += 12 + frame.data.size;
        }
        assert_true(frames < 6 && total <= size);
    }
}

static void ivf_13_huge_numbers(void **state)
{
    (void)state;
    const char *problem;
    struct ivf_frame frame;
    struct bytes file = editable();
    memset(copy + 16, 0xff, 8);     /* rate and scale */
    memset(copy + 32 + 4, 0xff, 8); /* the first frame's time */
    assert_true(ivf_open(&ivf, file, &problem));
    assert_true(ivf_next(&ivf, &frame));
    memset(copy + 32, 0xff, 4); /* and its size */
    assert_true(ivf_open(&ivf, file, &problem));
    assert_false(ivf_next(&ivf, &frame));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ivf_01_frames_of_ffmpeg), cmocka_unit_test(ivf_02_other_codecs),
        cmocka_unit_test(ivf_11_damaged_headers),  cmocka_unit_test(ivf_12_truncated_frames),
        cmocka_unit_test(ivf_13_huge_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
