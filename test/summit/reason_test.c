#include "support.h"

#include "base/json.h"
#include "summit/reason.h"

static struct json_document document;
static uint8_t strings[4096];

/* The values of a refusal, as a reader of its JSON finds them. */
static const struct json_document *values_of(const struct refusal *refusal)
{
    struct writer memory = writer_of(strings, sizeof(strings));
    const char *problem = json_parse(&document, bytes_of_text(refusal->values), &memory);
    assert_string_equal(problem ? problem : "", "");
    return &document;
}

/* Grounds with all that the sentence names, and nothing else. */
static struct grounds grounds_of(enum reason reason, const char *text)
{
    struct grounds grounds = {.reason = reason};
    const char *sentence = reason_sentence(reason);
#define X(name) grounds.name = strstr(sentence, "{" #name "}") ? 4294967295 : 0;
    REASON_NUMBERS(X)
#undef X
#define X(name)                                                                                    \
    grounds.name = strstr(sentence, "{" #name "}") ? bytes_of_text(text) : (struct bytes){0};
    REASON_TEXTS(X)
#undef X
    return grounds;
}

static void reason_01_what_is_named_is_said_and_told(void **state)
{
    (void)state;
    struct refusal refusal;
    refusal_because(&refusal, REASON_PLACES_FULL, .count = 60, .entities = bytes_of_text("rooms"));
    assert_string_equal(refusal.sentence, "There is room for 60 rooms, and all are there.");
    assert_string_equal(refusal.values, "{\"count\":60,\"entities\":\"rooms\"}");
    refusal_because(&refusal, REASON_ALREADY_VOTED);
    assert_string_equal(refusal.sentence, "Your location has voted already.");
    assert_string_equal(refusal.values, "{}");
    refusal_because(&refusal, REASON_POST_SECRET); /* braces of its own */
    assert_string_equal(refusal.sentence, "POST {\"secret\": \"...\"} here.");
}

static void reason_02_each_sentence_says_all_its_values_and_fits(void **state)
{
    char longest[2 * REASON_TEXT_MAX + 1] = {0};
    (void)state;
    memset(longest, '\n', sizeof(longest) - 1); /* each six letters of JSON */
    for (int i = REASON_NONE + 1; i < REASON_COUNT; i++) {
        struct refusal refusal;
        struct grounds grounds = grounds_of((enum reason)i, "Water & “sun”\n");
        refusal_make(&refusal, &grounds);
        const char *brace = strchr(refusal.sentence, '{');
        assert_true(!brace || brace[1] < 'a' || brace[1] > 'z'); /* no value of unknown name */
        const struct json_document *told = values_of(&refusal);
#define X(name)                                                                                    \
    assert_int_equal(json_member(told, 0, #name) != 0, grounds.name != 0);                         \
    assert_true(!grounds.name || strstr(refusal.sentence, "4294967295"));
        REASON_NUMBERS(X)
#undef X
#define X(name)                                                                                    \
    assert_int_equal(json_member(told, 0, #name) != 0, grounds.name.data != NULL);                 \
    assert_true(!grounds.name.data || strstr(refusal.sentence, "Water & “sun”\n"));
        REASON_TEXTS(X)
#undef X
        if (told->values[0].count == 1) {
            grounds = grounds_of((enum reason)i, longest);
            refusal_make(&refusal, &grounds);
            (void)values_of(&refusal);
        }
    }
}

/* Programs go by them: an id is there once, and what it means is never another class of refusal. */
static void reason_03_ids_are_names_and_there_once(void **state)
{
    (void)state;
    for (int i = REASON_NONE + 1; i < REASON_COUNT; i++) {
        const char *id = reason_id((enum reason)i);
        assert_int_equal(strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_"), strlen(id));
        assert_true(reason_status((enum reason)i) >= 400);
        for (int j = REASON_NONE + 1; j < i; j++) {
            assert_string_not_equal(id, reason_id((enum reason)j));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reason_01_what_is_named_is_said_and_told),
        cmocka_unit_test(reason_02_each_sentence_says_all_its_values_and_fits),
        cmocka_unit_test(reason_03_ids_are_names_and_there_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
