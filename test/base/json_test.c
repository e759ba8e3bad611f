#include <setjmp.h>
#include <stdarg.h>

#include "base/json.h"

#include <cmocka.h>

static struct json_document document;
static uint8_t memory[4096];

static const char *parse(const char *text)
{
    struct writer writer = writer_of(memory, sizeof(memory));
    return json_parse(&document, bytes_of_text(text), &writer);
}

static void json_01_a_document_is_a_flat_array(void **state)
{
    (void)state;
    assert_null(parse(" {\"a\": [1, -2.5e3, true], \"b\\u0062\": {\"c\": null}, \"d\": \"x\"} "));
    assert_int_equal(document.values[0].count, 3);
    uint32_t a = json_member(&document, 0, "a"), b = json_member(&document, 0, "bb");
    assert_int_equal(document.values[a].count, 3);
    assert_int_equal(document.values[b].type, JSON_OBJECT);
    assert_int_equal(document.values[json_member(&document, b, "c")].type, JSON_NULL);
    assert_true(bytes_equal_text(document.values[json_member(&document, 0, "d")].text, "x"));
    assert_int_equal(json_member(&document, 0, "e"), 0);
}

static void json_02_escapes(void **state)
{
    (void)state;
    assert_null(parse("\"a\\n\\\"\\\\\\/\\t\\u00e9\\ud83d\\ude00z\""));
    assert_true(bytes_equal_text(document.values[0].text, "a\n\"\\/\t\xc3\xa9\xf0\x9f\x98\x80z"));
}

static void json_03_what_is_refused_and_why(void **state)
{
    static const struct {
        const char *text, *part;
    } cases[] = {
        {"", "not JSON"},
        {"{\"a\":1,\"a\":2}", "twice"},
        {"{\"a\":{\"x\":1},\"b\":[{}],\"\\u0061\":2}", "twice"},
        {"[1,]", "not JSON"},
        {"[1", "not closed"},
        {"{\"a\" 1}", "colon"},
        {"{a:1}", "key"},
        {"{\"a\":1} x", "follows"},
        {"\"\x80\"", "UTF-8"},
        {"\"\xc0\xaf\"", "UTF-8"},
        {"\"\xed\xa0\x80\"", "UTF-8"},
        {"\"\xf4\x90\x80\x80\"", "UTF-8"},
        {"\"\xe2\x82\"", "UTF-8"},
        {"\"\\u0000\"", "U+0000"},
        {"\"\\ud800\"", "surrogate"},
        {"\"\\udc00x\"", "surrogate"},
        {"\"\\ud800\\u0041\"", "surrogate"},
        {"\"\\u12g4\"", "hex"},
        {"\"\\x\"", "backslash"},
        {"\"a\nb\"", "control"},
        {"\"abc", "not closed"},
        {"01", "not a number"},
        {"1.", "not a number"},
        {"-", "not a number"},
        {"1e", "not a number"},
        {"nul", "not JSON"},
        {"+1", "not JSON"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *problem = parse(cases[i].text);
        assert_non_null(problem);
        assert_non_null(strstr(problem, cases[i].part));
    }
}

static void json_04_sixteen_deep_and_no_deeper(void **state)
{
    (void)state;
    assert_null(parse("[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]"));
    assert_non_null(strstr(parse("[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]"), "at most 16 deep"));
}

static void json_05_whole_numbers(void **state)
{
    int64_t number;
    (void)state;
    assert_null(parse("[-9007199254740993, 9223372036854775807, 9223372036854775808, 1.0, \"1\"]"));
    assert_true(json_integer(&document.values[1], &number));
    assert_true(number == INT64_C(-9007199254740993));
    assert_true(json_integer(&document.values[2], &number));
    assert_true(number == INT64_MAX);
    assert_false(json_integer(&document.values[3], &number));
    assert_false(json_integer(&document.values[4], &number));
    assert_false(json_integer(&document.values[5], &number));
}

static void json_06_no_more_values_than_fit(void **state)
{
    static char text[2 * JSON_VALUES_MAX + 16];
    (void)state;
    size_t size = 0;
    text[size++] = '[';
    for (int i = 0; i < JSON_VALUES_MAX; i++) {
        text[size++] = '1';
        text[size++] = i + 1 < JSON_VALUES_MAX ? ',' : ']';
    }
    text[size] = 0;
    assert_non_null(strstr(parse(text), "8192"));
    struct writer small = writer_of(memory, 3);
    assert_non_null(
        strstr(json_parse(&document, bytes_of_text("\"abc\\n\""), &small), "too large"));
}

static void json_07_written_strings_are_read_back(void **state)
{
    uint8_t text[64];
    (void)state;
    struct writer writer = writer_of(text, sizeof(text) - 1);
    json_write_text(&writer, "a\"\\\n\x01\x7f\xc3\xa9");
    writer_u8(&writer, 0);
    assert_string_equal((const char *)text, "\"a\\\"\\\\\\u000a\\u0001\\u007f\xc3\xa9\"");
    assert_null(parse((const char *)text));
    assert_true(bytes_equal_text(document.values[0].text, "a\"\\\n\x01\x7f\xc3\xa9"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_01_a_document_is_a_flat_array),
        cmocka_unit_test(json_02_escapes),
        cmocka_unit_test(json_03_what_is_refused_and_why),
        cmocka_unit_test(json_04_sixteen_deep_and_no_deeper),
        cmocka_unit_test(json_05_whole_numbers),
        cmocka_unit_test(json_06_no_more_values_than_fit),
        cmocka_unit_test(json_07_written_strings_are_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
