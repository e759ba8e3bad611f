/* Commands and events through JSON: everything there and back, and nothing that is not strict. */
#include "support.h"

static struct codec_scratch scratch;

/* A value in every field, as large as it may be. */
static void fill(const struct record *record, void *fields)
{
    static uint8_t letters[8192];
    static uint32_t ids[1024];
    static int64_t ints[1024];
    static struct tag tags[32];
    static struct localized_text texts[2];
    static struct localized choices[16];
    memset(letters, 'x', sizeof(letters));
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        ids[i] = (uint32_t)i + 1;
        ints[i] = (int64_t)i * 1000;
    }
    for (size_t i = 0; i < COUNT_OF(tags); i++) {
        snprintf(tags[i].text, sizeof(tags[i].text), "zh-Hant-%02zu", i);
    }
    texts[0] = (struct localized_text){{"en"}, bytes_of(letters, 100)};
    texts[1] = (struct localized_text){{"fa"}, bytes_of_text("\xd8\xa2\xd8\xa8 \"\\\n")};
    for (size_t i = 0; i < COUNT_OF(choices); i++) {
        choices[i] = (struct localized){texts, 2};
    }
    for (uint32_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        void *out = (uint8_t *)fields + field->offset;
        uint32_t small =
            field->type == FIELD_ENUM ? summit_enumerations[field->target].count - 1 : 7;
        int64_t number = field->type == FIELD_TIME ? NOON : field->maximum;
        uint32_t count = (uint32_t)field->maximum;
        switch (field->type) {
        case FIELD_ID:
        case FIELD_ENUM:
            memcpy(out, &small, sizeof(small));
            break;
        case FIELD_INT:
        case FIELD_TIME:
            memcpy(out, &number, sizeof(number));
            break;
        case FIELD_TEXT:
            *(struct bytes *)out = bytes_of(letters, (size_t)field->maximum);
            break;
        case FIELD_TAG:
            *(struct tag *)out = tags[0];
            break;
        case FIELD_HASH:
            memset(out, 0xa5, sizeof(struct digest));
            break;
        case FIELD_IDS:
            *(struct ids *)out = (struct ids){ids, count};
            break;
        case FIELD_INTS:
            *(struct ints *)out = (struct ints){ints, count};
            break;
        case FIELD_TAGS:
            *(struct tags *)out = (struct tags){tags, count};
            break;
        case FIELD_LOCALIZED:
            *(struct localized *)out = (struct localized){texts, 2};
            break;
        case FIELD_CHOICES:
            *(struct choices *)out = (struct choices){choices, count};
            break;
        }
    }
}

static void codec_01_every_command_there_and_back(void **state)
{
    static uint8_t text[MESSAGE_SIZE_MAX], again[MESSAGE_SIZE_MAX];
    (void)state;
    for (int kind = 0; kind < COMMAND_COUNT; kind++) {
        struct summit_command command = {.kind = (enum summit_command_kind)kind}, parsed;
        fill(&summit_commands[kind], &command.fields);
        struct writer writer = writer_of(text, sizeof(text)),
                      second = writer_of(again, sizeof(again));
        command_write(&writer, &command);
        assert_false(writer.failed);
        const char *problem = command_parse(&scratch, writer_bytes(&writer), &parsed);
        assert_string_equal(problem ? problem : "", "");
        command_write(&second, &parsed);
        assert_true(bytes_equal(writer_bytes(&writer), writer_bytes(&second)));
        assert_int_equal(command_kind_of(bytes_of_text(summit_commands[kind].name)), kind);
    }
    assert_int_equal(command_kind_of(bytes_of_text("hand_rais")), COMMAND_COUNT);
}

static void codec_02_every_event_there_and_back(void **state)
{
    static uint8_t text[MESSAGE_SIZE_MAX], again[MESSAGE_SIZE_MAX];
    (void)state;
    for (int kind = 0; kind < EVENT_COUNT; kind++) {
        struct summit_event parsed, event = {.sequence = UINT64_C(9007199254740000),
                                             .at_ms = NOON,
                                             .actor = 5,
                                             .kind = (enum summit_event_kind)kind};
        fill(&summit_events[kind], &event.fields);
        struct writer writer = writer_of(text, sizeof(text)),
                      second = writer_of(again, sizeof(again));
        event_write(&writer, &event);
        assert_false(writer.failed);
        const char *problem = event_parse(&scratch, writer_bytes(&writer), &parsed);
        assert_string_equal(problem ? problem : "", "");
        assert_true(parsed.sequence == event.sequence && parsed.at_ms == NOON && parsed.actor == 5);
        event_write(&second, &parsed);
        assert_true(bytes_equal(writer_bytes(&writer), writer_bytes(&second)));
    }
}

static void assert_refused(const char *text, const char *part)
{
    struct summit_command command;
    const char *problem = command_parse(&scratch, bytes_of_text(text), &command);
    assert_non_null(problem);
    assert_non_null(strstr(problem, part));
}

static void codec_03_what_is_refused_and_why(void **state)
{
    static const struct {
        const char *text, *part;
    } cases[] = {
        {"[]", "must be an object"},
        {"{}", "name of a command"},
        {"{\"command\":\"nap\"}", "name of a command"},
        {"{\"command\":7}", "name of a command"},
        {"{\"command\":\"hand_raise\"}", "needs \"room\""},
        {"{\"command\":\"hand_raise\",\"room\":0}", "needs \"room\""},
        {"{\"command\":\"hand_raise\",\"room\":\"1\"}", "whole number"},
        {"{\"command\":\"hand_raise\",\"room\":1.5}", "whole number"},
        {"{\"command\":\"hand_raise\",\"room\":-1}", "whole number"},
        {"{\"command\":\"hand_raise\",\"room\":1,\"room\":2}", "twice"},
        {"{\"command\":\"hand_raise\",\"room\":1,\"person\":2}", "no field \"person\""},
        {"{\"command\":\"hand_raise\",\"room\":1,\"topic\":5}", "must be a text"},
        {"{\"command\":\"hand_raise\",\"room\":1,\"topic\":\"\\u0007\"}", "control character"},
        {"{\"command\":\"hand_raise\",\"room\":1,\"topic\":\"\xff\"}", "UTF-8"},
        {"{\"command\":\"hand_raise\",\"room\":1,\"language\":\"e\"}", "language tags"},
        {"{\"command\":\"hand_raise\",\"room\":1,\"language\":\"en_US\"}", "language tags"},
        {"{\"command\":\"room_lock\",\"room\":1}", "needs \"locked\""},
        {"{\"command\":\"room_lock\",\"room\":1,\"locked\":true}", "one of off, on"},
        {"{\"command\":\"person_add\",\"name\":\"\"}", "needs \"name\""},
        {"{\"command\":\"day_add\",\"title\":\"One\",\"start_ms\":1,\"end_ms\":2}",
         "texts by language"},
        {"{\"command\":\"day_add\",\"title\":{\"en\":\"\"},\"start_ms\":1,\"end_ms\":2}",
         "empty text"},
        {"{\"command\":\"stage_order\",\"room\":1,\"seats\":[1,\"2\"]}", "whole number"},
        {"{\"command\":\"stage_preview\",\"room\":1,\"preview_layout\":\"solo\",\"preview_seats\":["
         "1,2,3,4,5,6,7,8,9,10]}",
         "at most 9"},
        {"{\"command\":\"ballot_cast\",\"motion\":1,\"choice\":16}", "0 to 15"},
        {"{\"command\":\"ballot_cast\",\"motion\":1}", "needs \"choice\""},
        {"{\"command\":\"invitation_open\",\"secret_hash\":\"AB\",\"device_hash\":\"\"}",
         "64 lower-case hex"},
        {"{\"command\":\"hand_raise\",\"room\":1,\"x\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}",
         "16 deep"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_refused(cases[i].text, cases[i].part);
    }
}

static void codec_04_sizes(void **state)
{
    static char text[MESSAGE_SIZE_MAX + 2];
    (void)state;
    memset(text, ' ', sizeof(text) - 1);
    assert_refused(text, "at most 65536");
    memcpy(text, "{\"command\":\"hand_raise\",\"room\":1}", 33);
    text[MESSAGE_SIZE_MAX] = 0;
    struct summit_command command;
    assert_null(command_parse(&scratch, bytes_of_text(text), &command));
    char topic[300];
    memset(topic, 'x', sizeof(topic));
    snprintf(text, sizeof(text), "{\"command\":\"hand_raise\",\"room\":1,\"topic\":\"%.201s\"}",
             topic);
    assert_refused(text, "201 bytes; at most 200");
}

static void codec_05_fields_alone(void **state)
{
    struct summit_command command;
    (void)state;
    assert_null(command_parse_fields(&scratch, bytes_of_text("{\"room\":3}"), COMMAND_HAND_RAISE,
                                     &command));
    assert_int_equal(command.kind, COMMAND_HAND_RAISE);
    assert_int_equal(command.fields.hand_raise.room, 3);
    assert_non_null(command_parse_fields(&scratch,
                                         bytes_of_text("{\"command\":\"hand_raise\",\"room\":3}"),
                                         COMMAND_HAND_RAISE, &command));
}

/* "no" of a switch, 0 of a choice: what may be the default is written where it is required. */
static void codec_06_what_is_required_is_written(void **state)
{
    static uint8_t text[MESSAGE_SIZE_MAX];
    (void)state;
    for (int kind = 0; kind < COMMAND_COUNT; kind++) {
        const struct record *record = &summit_commands[kind];
        struct summit_command command = {.kind = (enum summit_command_kind)kind}, parsed;
        fill(record, &command.fields);
        for (uint32_t i = 0; i < record->field_count; i++) {
            const struct field *field = &record->fields[i];
            if (field_may_be_default(field) && field->minimum <= 0) {
                memset((uint8_t *)&command.fields + field->offset, 0, field_size(field));
            }
        }
        struct writer writer = writer_of(text, sizeof(text));
        command_write(&writer, &command);
        const char *problem = command_parse(&scratch, writer_bytes(&writer), &parsed);
        assert_string_equal(problem ? problem : "", "");
    }
}

static void codec_07_what_a_page_says(void **state)
{
    static const char *const bad[] = {
        "[]",
        "{}",
        "{\"react\":\"\"}",
        "{\"react\":1}",
        "{\"react\":\"heart\",\"id\":\"a\"}",
        "{\"command\":\"hand_raise\",\"fields\":{\"room\":1}}",
        "{\"command\":\"hand_raise\",\"id\":7,\"fields\":{\"room\":1}}",
        "{\"command\":\"hand_raise\",\"id\":\"\",\"fields\":{\"room\":1}}",
        "{\"command\":\"hand_raise\",\"id\":\"a\",\"room\":1}",
        "{\"command\":\"hand_raise\",\"id\":\"a\",\"fields\":{}}",
        "{\"command\":\"hand_raise\",\"id\":\"a\",\"fields\":[1]}",
        ("{\"command\":\"hand_raise\",\"id\":\"a\","
         "\"fields\":{\"command\":\"hand_raise\",\"room\":1}}"),
        "{\"caption\":{\"language\":\"fr\",\"text\":\"x\"},\"react\":\"heart\"}",
        "{\"caption\":{\"language\":\"fr\",\"text\":\"x\"},\"id\":\"\"}",
        "{\"caption\":{\"language\":\"fr\",\"text\":\"x\"},\"read_captions\":{}}",
        "{\"caption\":{\"language\":\"fr\",\"text\":\"x\"},\"fields\":{}}",
        "{\"caption\":{\"language\":\"fr\",\"text\":\"x\",\"person\":1}}",
        "{\"caption\":{\"language\":\"fr\",\"text\":\"x\",\"state\":\"half\"}}",
        "{\"caption\":{\"text\":\"x\"}}",
        "{\"caption\":\"x\"}",
        "{\"command\":\"dance\",\"id\":\"a\",\"fields\":{}}",
    };
    struct client_message message;
    (void)state;
    assert_null(client_message_parse(
        &scratch,
        bytes_of_text("{\"fields\":{\"topic\":\"W\",\"room\":3},\"id\":\"7f\",\"command\":"
                      "\"hand_raise\"}"),
        &message));
    assert_true(bytes_equal_text(message.id, "7f"));
    assert_int_equal(message.kind, MESSAGE_COMMAND);
    assert_int_equal(message.command.kind, COMMAND_HAND_RAISE);
    assert_int_equal(message.command.fields.hand_raise.room, 3);
    assert_null(
        client_message_parse(&scratch, bytes_of_text("{\"react\":\"applause\"}"), &message));
    assert_true(bytes_equal_text(message.reaction, "applause") && message.id.size == 0);
    assert_int_equal(message.kind, MESSAGE_REACTION);
    assert_null(client_message_parse(
        &scratch,
        bytes_of_text("{\"caption\":{\"state\":\"partial\",\"text\":\"Bon\",\"language\":\"fr\"},"
                      "\"id\":\"8\"}"),
        &message));
    assert_true(bytes_equal_text(message.id, "8"));
    assert_int_equal(message.kind, MESSAGE_WORD);
    assert_int_equal(message.word, WORD_CAPTION);
    assert_string_equal(message.word_fields.caption.language.text, "fr");
    assert_true(bytes_equal_text(message.word_fields.caption.text, "Bon"));
    assert_int_equal(message.word_fields.caption.state, SUMMIT_CAPTION_STATE_PARTIAL);
    assert_null(client_message_parse(&scratch, bytes_of_text("{\"read_captions\":{}}"), &message));
    assert_int_equal(message.word, WORD_READ_CAPTIONS);
    assert_true(message.id.size == 0 && !message.word_fields.read_captions.language.text[0]);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        const char *problem = client_message_parse(&scratch, bytes_of_text(bad[i]), &message);
        if (!problem || !strchr(problem, ' ')) {
            fail_msg("%s: %s", bad[i], problem ? problem : "accepted");
        }
    }
    assert_true(bytes_equal_text(message.id, "a")); /* of a refused one, too */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codec_01_every_command_there_and_back),
        cmocka_unit_test(codec_02_every_event_there_and_back),
        cmocka_unit_test(codec_03_what_is_refused_and_why),
        cmocka_unit_test(codec_04_sizes),
        cmocka_unit_test(codec_05_fields_alone),
        cmocka_unit_test(codec_06_what_is_required_is_written),
        cmocka_unit_test(codec_07_what_a_page_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
