#include <setjmp.h>
#include <stdarg.h>

#include "base/bytes.h"

#include <cmocka.h>

static void bytes_01_a_number_is_digits_alone_and_fits(void **state)
{
    const struct {
        const char *text;
        uint64_t max;
        bool is_number;
        uint64_t number;
    } cases[] = {
        {"0", 0, true, 0},
        {"17", 17, true, 17},
        {"0017", 17, true, 17},
        {"18", 17, false, 0},
        {"18446744073709551615", UINT64_MAX, true, UINT64_MAX},
        {"18446744073709551616", UINT64_MAX, false, 0},
        {"184467440737095516150", UINT64_MAX, false, 0},
        {"", 9, false, 0},
        {"-1", 9, false, 0},
        {"+1", 9, false, 0},
        {"1 ", 9, false, 0},
        {"1a", 9, false, 0},
        {"/", 99, false, 0},
        {":", 99, false, 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint64_t number = 5;
        bool is_number = bytes_number(bytes_of_text(cases[i].text), cases[i].max, &number);
        assert_int_equal(is_number, cases[i].is_number);
        assert_true(number == (is_number ? cases[i].number : 5));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_01_a_number_is_digits_alone_and_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
