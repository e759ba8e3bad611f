#include <setjmp.h>
#include <stdarg.h>

#include "wire/opus.h"

#include <cmocka.h>

static void opus_01_durations(void **state)
{
    (void)state;
    const struct {
        uint8_t packet[2];
        size_t size;
        uint32_t duration_us;
    } cases[] = {
        {{0 << 3, 0}, 2, 10000},
        {{1 << 3, 0}, 2, 20000},
        {{2 << 3, 0}, 2, 40000},
        {{3 << 3, 0}, 2, 60000},
        {{11 << 3, 0}, 2, 60000},
        {{12 << 3, 0}, 2, 10000},
        {{13 << 3, 0}, 2, 20000},
        {{14 << 3, 0}, 2, 10000},
        {{15 << 3, 0}, 2, 20000},
        {{16 << 3, 0}, 2, 2500},
        {{17 << 3, 0}, 2, 5000},
        {{31 << 3, 0}, 1, 20000},
        {{31 << 3 | 1, 0}, 2, 40000},
        {{31 << 3 | 2, 0}, 2, 40000},
        {{31 << 3 | 3, 3}, 2, 60000},
        {{31 << 3 | 3, 6}, 2, 120000},
        {{16 << 3 | 3, 48 | 0xc0}, 2, 120000},
        {{31 << 3 | 3, 7}, 2, 0},
        {{31 << 3 | 3, 0}, 2, 0},
        {{31 << 3 | 3, 0}, 1, 0},
        {{0, 0}, 0, 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(opus_duration_us(bytes_of(cases[i].packet, cases[i].size)),
                         cases[i].duration_us);
    }
}

/* RFC 6716 3.2.5: code 3, VBR: count byte, lengths of all but the last, frames. */
static void opus_11_two_frames_become_one_packet(void **state)
{
    (void)state;
    static const uint8_t a[] = {31 << 3, 1, 2, 3}, b[] = {31 << 3, 4, 5};
    static const uint8_t joined[] = {31 << 3 | 3, 0x80 | 2, 3, 1, 2, 3, 4, 5};
    const struct bytes packets[] = {bytes_of(a, sizeof(a)), bytes_of(b, sizeof(b))};
    uint8_t buffer[64];
    struct writer out = writer_of(buffer, sizeof(buffer));
    assert_true(opus_join(packets, 2, &out));
    assert_true(bytes_equal(writer_bytes(&out), bytes_of(joined, sizeof(joined))));
    assert_int_equal(opus_duration_us(writer_bytes(&out)), 40000);
    struct bytes frames[OPUS_JOIN_MAX];
    assert_int_equal(opus_split(writer_bytes(&out), frames), 2);
    assert_true(bytes_equal(frames[0], bytes_of(a + 1, 3)));
    assert_true(bytes_equal(frames[1], bytes_of(b + 1, 2)));
    for (size_t size = 0; size < 3; size++) { /* no count, no length, no first frame */
        assert_int_equal(opus_split(bytes_of(joined, size), frames), 0);
    }
    assert_int_equal(opus_split(bytes_of(joined, 5), frames), 0);
}

static void opus_12_lengths_of_two_bytes(void **state)
{
    (void)state;
    uint8_t a[701] = {0x08}, b[2] = {0x08, 9}, buffer[1024];
    const struct bytes packets[] = {bytes_of(a, sizeof(a)), bytes_of(b, sizeof(b))};
    struct writer out = writer_of(buffer, sizeof(buffer));
    assert_true(opus_join(packets, 2, &out));
    /* RFC 6716 3.2.1: the length is 4 x second + first. */
    assert_int_equal(buffer[2], 252 + (700 & 3));
    assert_int_equal(4 * buffer[3] + buffer[2], 700);
    assert_int_equal(writer_bytes(&out).size, 2 + 2 + 700 + 1);
    struct bytes frames[OPUS_JOIN_MAX];
    assert_int_equal(opus_split(writer_bytes(&out), frames), 2);
    assert_int_equal(frames[0].size, 700);
}

static void opus_13_what_cannot_be_joined(void **state)
{
    (void)state;
    static const uint8_t celt[] = {31 << 3, 1}, stereo[] = {31 << 3 | 4, 1},
                         two[] = {31 << 3 | 1, 1, 2};
    static const uint8_t silk_60[] = {3 << 3, 1};
    const struct bytes differ[] = {bytes_of(celt, 2), bytes_of(stereo, 2)};
    const struct bytes too_long[] = {bytes_of(silk_60, 2), bytes_of(silk_60, 2),
                                     bytes_of(silk_60, 2)};
    const struct bytes good[] = {bytes_of(celt, 2), bytes_of(celt, 2)};
    uint8_t buffer[64];
    struct writer out = writer_of(buffer, sizeof(buffer));
    assert_false(opus_join(differ, 2, &out));
    out = writer_of(buffer, sizeof(buffer));
    assert_false(opus_join(too_long, 3, &out));
    out = writer_of(buffer, 5);
    assert_false(opus_join(good, 2, &out) && writer_bytes(&out).size > 5);
    assert_false(opus_is_joinable(bytes_of(two, sizeof(two))));
    assert_false(opus_is_joinable(bytes_of(two, 0)));
    assert_true(opus_is_joinable(bytes_of(celt, 1))); /* DTX: an empty frame */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opus_01_durations),
        cmocka_unit_test(opus_11_two_frames_become_one_packet),
        cmocka_unit_test(opus_12_lengths_of_two_bytes),
        cmocka_unit_test(opus_13_what_cannot_be_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
