/* base64url: the vectors of RFC 4648 10 without padding, and what is not base64url. */
#include <setjmp.h>
#include <stdarg.h>

#include "base/base64url.h"

#include <cmocka.h>

static bool read_text(const char *text, uint8_t *out, size_t room, size_t *size)
{
    struct writer writer = writer_of(out, room);
    bool good = base64url_read(&writer, bytes_of_text(text));
    *size = writer_bytes(&writer).size;
    return good;
}

static void base64url_01_vectors_of_rfc4648_10(void **state)
{
    (void)state;
    const struct {
        const char *bytes, *text;
    } cases[] = {{"", ""},
                 {"f", "Zg"},
                 {"fo", "Zm8"},
                 {"foo", "Zm9v"},
                 {"foob", "Zm9vYg"},
                 {"fooba", "Zm9vYmE"},
                 {"foobar", "Zm9vYmFy"},
                 {"\xfb\xef\xbe\xff", "----_w"},
                 {"\xff\xff\xff", "____"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[32] = "";
        uint8_t bytes[32];
        size_t size;
        struct writer writer = writer_of(text, sizeof(text) - 1);
        base64url_write(&writer, bytes_of_text(cases[i].bytes));
        assert_string_equal(text, cases[i].text);
        assert_int_equal(strlen(text), BASE64URL_SIZE(strlen(cases[i].bytes)));
        assert_true(read_text(cases[i].text, bytes, sizeof(bytes), &size));
        assert_true(bytes_equal_text(bytes_of(bytes, size), cases[i].bytes));
    }
}

static void base64url_02_every_byte_and_length(void **state)
{
    (void)state;
    uint8_t bytes[256], again[256];
    for (size_t size = 0; size <= sizeof(bytes); size++) {
        char text[512] = "";
        size_t read;
        for (size_t i = 0; i < size; i++) {
            bytes[i] = (uint8_t)(i * 167 + size);
        }
        struct writer writer = writer_of(text, sizeof(text) - 1);
        base64url_write(&writer, bytes_of(bytes, size));
        assert_int_equal(writer_bytes(&writer).size, BASE64URL_SIZE(size));
        assert_true(read_text(text, again, sizeof(again), &read));
        assert_int_equal(read, size);
        assert_memory_equal(again, bytes, size);
    }
}

static void base64url_11_malformed(void **state)
{
    (void)state;
    const char *const texts[] = {
        "Z",                                         /* six bits are no byte */
        "Zm9vY",                                     /* likewise */
        "Zg==",                                      /* padded */
        "Zm+v",                                      /* + and / are base64's */
        "Zm/v",    "Zm9 ", "Zm\n8", "Zm\x80_", "Zh", /* left-over bits: a second spelling of "f" */
        "Zm9vYmF",                                   /* likewise */
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        uint8_t bytes[32];
        size_t size;
        assert_false(read_text(texts[i], bytes, sizeof(bytes), &size));
    }
    uint8_t bytes[32];
    struct writer writer = writer_of(bytes, sizeof(bytes));
    assert_false(base64url_read(&writer, bytes_of("Zm\0"
                                                  "v",
                                                  4)));
}

static void base64url_12_no_room(void **state)
{
    (void)state;
    uint8_t bytes[5];
    size_t size;
    assert_false(read_text("Zm9vYmFy", bytes, sizeof(bytes), &size));
    struct writer writer = writer_of(bytes, sizeof(bytes));
    base64url_write(&writer, bytes_of_text("foobar"));
    assert_true(writer.failed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base64url_01_vectors_of_rfc4648_10),
        cmocka_unit_test(base64url_02_every_byte_and_length),
        cmocka_unit_test(base64url_11_malformed),
        cmocka_unit_test(base64url_12_no_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
