/* Tokens: what is written is read, and nothing else is: each flipped character, each
 * cut, other keys, other times.
 */
#include <setjmp.h>
#include <stdarg.h>

#include "base/base64url.h"
#include "wire/hmac.h"
#include "wire/token.h"

#include <cmocka.h>

static const uint8_t key[TOKEN_KEY_SIZE] = {1, 2, 3, [31] = 32};
static const struct token speaker = {
    .role = ROLE_SPEAKER,
    .standby = true,
    .expiry_s = 2000000000,
    .person = UINT64_C(0x0123456789abcdef),
    .room = "hall",
    .name = "Zo\xc3\xab",
};

static void assert_same(const struct token *a, const struct token *b)
{
    assert_int_equal(a->role, b->role);
    assert_int_equal(a->standby, b->standby);
    assert_true(a->expiry_s == b->expiry_s && a->person == b->person);
    assert_string_equal(a->room, b->room);
    assert_string_equal(a->name, b->name);
}

static enum token_problem parse(const char *text, uint32_t now_s, struct token *token)
{
    return token_parse(bytes_of_text(text), key, now_s, token);
}

/* A body that is signed but is not one of ours. */
static enum token_problem parse_signed(const void *body, size_t size)
{
    uint8_t whole[256], tag[HMAC_SHA256_SIZE];
    char text[TOKEN_TEXT_MAX * 2] = "";
    struct bytes part = bytes_of(body, size);
    hmac_sha256(bytes_of(key, sizeof(key)), &part, 1, tag);
    struct writer writer = writer_of(whole, sizeof(whole));
    writer_put(&writer, part);
    writer_put(&writer, bytes_of(tag, 16));
    struct writer characters = writer_of(text, sizeof(text) - 1);
    base64url_write(&characters, writer_bytes(&writer));
    assert_false(writer.failed || characters.failed);
    struct token token;
    return parse(text, 0, &token);
}

static void token_01_round_trip(void **state)
{
    (void)state;
    char text[TOKEN_TEXT_MAX + 1];
    struct token read;
    token_write(&speaker, key, text);
    assert_int_equal(strlen(text), BASE64URL_SIZE(1 + 1 + 1 + 4 + 8 + 1 + 4 + 1 + 4 + 16));
    assert_int_equal(strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                  "-_"),
                     strlen(text));
    assert_int_equal(parse(text, 1999999999, &read), TOKEN_OK);
    assert_same(&read, &speaker);
    struct token viewer = {.role = ROLE_VIEWER, .expiry_s = 1};
    token_write(&viewer, key, text);
    assert_int_equal(parse(text, 0, &read), TOKEN_OK);
    assert_same(&read, &viewer);
}

static void token_02_the_longest_fits(void **state)
{
    (void)state;
    struct token longest = speaker, read;
    char text[TOKEN_TEXT_MAX + 1];
    memset(longest.room, 'r', TOKEN_ROOM_MAX);
    memset(longest.name, 'n', TOKEN_NAME_MAX);
    token_write(&longest, key, text);
    assert_int_equal(parse(text, 0, &read), TOKEN_OK);
    assert_same(&read, &longest);
}

/* The layout in token.h, byte for byte: links must outlive an update of the server. */
static void token_03_layout(void **state)
{
    (void)state;
    char text[TOKEN_TEXT_MAX + 1];
    uint8_t whole[128];
    token_write(&speaker, key, text);
    struct writer writer = writer_of(whole, sizeof(whole));
    assert_true(base64url_read(&writer, bytes_of_text(text)));
    static const uint8_t body[] = "\x01\x02\x01\x77\x35\x94\x00\x01\x23\x45\x67\x89\xab\xcd\xef"
                                  "\x04hall\x04Zo\xc3\xab";
    assert_memory_equal(whole, body, sizeof(body) - 1);
    assert_int_equal(writer_bytes(&writer).size, sizeof(body) - 1 + 16);
}

static void token_04_expiry(void **state)
{
    (void)state;
    char text[TOKEN_TEXT_MAX + 1];
    struct token read = speaker;
    token_write(&speaker, key, text);
    memset(read.room, 'x', 4);
    assert_int_equal(parse(text, 2000000000, &read), TOKEN_EXPIRED);
    assert_int_equal(parse(text, UINT32_MAX, &read), TOKEN_EXPIRED);
    assert_string_equal(read.room, "xxxx"); /* untouched */
}

static void token_11_forgeries(void **state)
{
    (void)state;
    char text[TOKEN_TEXT_MAX + 1], forged[TOKEN_TEXT_MAX + 1];
    struct token read = speaker;
    uint8_t other_key[TOKEN_KEY_SIZE] = {1, 2, 3, [31] = 33};
    token_write(&speaker, key, text);
    assert_int_equal(token_parse(bytes_of_text(text), other_key, 0, &read), TOKEN_FORGED);
    for (size_t i = 0; text[i]; i++) {
        strcpy(forged, text);
        forged[i] = forged[i] == 'A' ? 'B' : 'A';
        enum token_problem problem = parse(forged, 0, &read);
        assert_true(problem == TOKEN_FORGED || problem == TOKEN_MALFORMED);
        assert_int_not_equal(token_parse(bytes_of(text, i), key, 0, &read), TOKEN_OK);
    }
    assert_same(&read, &speaker); /* untouched */
}

static void token_12_malformed(void **state)
{
    (void)state;
    struct token read;
    char text[TOKEN_TEXT_MAX * 2 + 1];
    token_write(&speaker, key, text);
    strcat(text, "A");
    assert_int_not_equal(parse(text, 0, &read), TOKEN_OK);
    assert_int_equal(parse("", 0, &read), TOKEN_MALFORMED);
    assert_int_equal(token_parse((struct bytes){0}, key, 0, &read), TOKEN_MALFORMED);
    assert_int_equal(parse("not a token", 0, &read), TOKEN_MALFORMED);
    assert_int_equal(parse("AAAAAAAAAAAAAAAAAAAAAA", 0, &read), TOKEN_MALFORMED); /* a tag alone */
    memset(text, 'A', TOKEN_TEXT_MAX * 2);
    text[TOKEN_TEXT_MAX * 2] = 0;
    assert_int_equal(parse(text, 0, &read), TOKEN_MALFORMED);
}

static void token_13_signed_but_not_ours(void **state)
{
    (void)state;
    static const char good[] = "\x01\x02\x01\x77\x35\x94\x00\x01\x23\x45\x67\x89\xab\xcd\xef"
                               "\x04hall\x03Zoe";
    const size_t size = sizeof(good) - 1;
    char body[128];
    assert_int_equal(parse_signed(good, size), TOKEN_OK);
    for (size_t i = 1; i < size; i++) {
        assert_int_equal(parse_signed(good, i), TOKEN_MALFORMED);
    }
    const struct {
        size_t at;
        char value;
    } cases[] = {{0, 2}, {0, 0}, {1, 0}, {1, 3}, {15, 33}, {15, 5}, {17, 0}, {20, 4}, {20, 2}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        memcpy(body, good, size);
        body[cases[i].at] = cases[i].value;
        assert_int_equal(parse_signed(body, size), TOKEN_MALFORMED);
    }
    memcpy(body, good, size);
    memset(body + 20, 'n', 80); /* a name of 65 */
    body[20] = 65;
    assert_int_equal(parse_signed(body, 21 + 65), TOKEN_MALFORMED);
}

static void token_21_sentences(void **state)
{
    (void)state;
    assert_non_null(strstr(token_problem_text(TOKEN_EXPIRED), "run out"));
    assert_non_null(strstr(token_problem_text(TOKEN_FORGED), "signed"));
    assert_non_null(strstr(token_problem_text(TOKEN_MALFORMED), "not a token"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(token_01_round_trip),
        cmocka_unit_test(token_02_the_longest_fits),
        cmocka_unit_test(token_03_layout),
        cmocka_unit_test(token_04_expiry),
        cmocka_unit_test(token_11_forgeries),
        cmocka_unit_test(token_12_malformed),
        cmocka_unit_test(token_13_signed_but_not_ours),
        cmocka_unit_test(token_21_sentences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
