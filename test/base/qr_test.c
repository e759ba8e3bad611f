/* QR codes, of each version. What they should be was read back once with another program's reader
 * (zbar); here it is that they still are the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/qr.h"

static struct qr qr;

static uint32_t hash(void)
{
    uint32_t value = 2166136261u;
    for (unsigned y = 0; y < qr.side; y++) {
        for (unsigned x = 0; x < qr.side; x++) {
            value = (value ^ qr.dark[y][x]) * 16777619u;
        }
    }
    return value;
}

static void qr_01_every_version(void **state)
{
    static const struct {
        unsigned size, side;
        uint32_t hash;
    } cases[] = {
        {0, 21, 0x1c7dc471},   {14, 21, 0xc482e157},  {26, 25, 0x24d26483},  {42, 29, 0x2783dd97},
        {62, 33, 0xc11f4d12},  {84, 37, 0x636b2d89},  {106, 41, 0xfb20e1c3}, {122, 45, 0x6a3a58c9},
        {152, 49, 0x67fccab1}, {180, 53, 0x30e6ae27}, {213, 57, 0x6a5ea15c},
    };
    char text[QR_TEXT_MAX + 1];
    (void)state;
    for (size_t i = 0; i < sizeof(text); i++) {
        text[i] = "https://summit.example.org/join#"[i % 32];
    }
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_true(qr_encode(&qr, bytes_of(text, cases[i].size)));
        assert_int_equal(qr.side, cases[i].side);
        assert_int_equal(hash(), cases[i].hash);
    }
    assert_false(qr_encode(&qr, bytes_of(text, sizeof(text))));
}

/* The finders, the timing and the quiet zone: where a reader begins. */
static void qr_02_as_a_path(void **state)
{
    static char path[32 << 10];
    struct writer writer = writer_of(path, sizeof(path));
    (void)state;
    assert_true(qr_encode(&qr, bytes_of_text("plenary")));
    qr_write_path(&writer, &qr);
    writer_u8(&writer, 0);
    assert_false(writer.failed);
    assert_memory_equal(path, "M4 4h7v1h-7z", 12);
    for (unsigned i = 8; i < qr.side - 8u; i++) {
        assert_int_equal(qr.dark[6][i], i % 2 == 0);
        assert_int_equal(qr.dark[i][6], i % 2 == 0);
    }
    assert_int_equal(qr.dark[qr.side - 8][8], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(qr_01_every_version),
        cmocka_unit_test(qr_02_as_a_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
