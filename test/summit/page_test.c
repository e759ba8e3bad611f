/* Pages and lists to print: escaped, in the reader's language, with nobody's ballot. */
#include "support.h"

#include "summit/invitation_list.h"
#include "summit/page.h"

#define CASE(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

static char text[64 << 10];

static void finish(struct writer *writer)
{
    writer_u8(writer, 0);
    assert_false(writer->failed);
}

static void page_01_every_text_in_every_language(void **state)
{
    static const struct tag tags[] = {{"en"}, {"fr"}, {"ar"}, {"fa"}};
    (void)state;
    for (int i = 0; i <= PAGE_CLOSED; i++) {
        for (size_t j = 0; j < COUNT_OF(tags); j++) {
            assert_true(strlen(page_text(tags[j], (enum page_text)i)) > 1);
        }
        assert_string_not_equal(page_text(tags[0], (enum page_text)i),
                                page_text(tags[2], (enum page_text)i));
    }
    assert_ptr_equal(page_text((struct tag){"fr-CH"}, PAGE_YES), page_text(tags[1], PAGE_YES));
    assert_ptr_equal(page_text((struct tag){"zh"}, PAGE_YES), page_text(tags[0], PAGE_YES));
}

static void page_02_names_are_escaped(void **state)
{
    (void)state;
    struct writer writer = writer_of(text, sizeof(text));
    page_begin(&writer, (struct tag){"fa"}, bytes_of_text("</title><b>"));
    page_write_name(&writer, bytes_of_text("\"Fish\" & <chips>"));
    page_end(&writer);
    finish(&writer);
    assert_has(text, "<html lang=\"fa\" dir=\"rtl\">");
    assert_has(text, "<title>&lt;/title&gt;&lt;b&gt;</title>");
    assert_has(text, "<bdi dir=\"auto\">&quot;Fish&quot; &amp; &lt;chips&gt;</bdi>");
}

/* ---- results ---- */

static void vote(struct world *world, const char *mode)
{
    must(world, MODERATOR,
         "{\"command\":\"motion_add\",\"room\":1,\"title\":{\"en\":\"Wells\",\"fr\":\"Puits\"},"
         "\"quorum_percent\":50,\"majority\":\"two_thirds\",\"mode\":\"%s\"}",
         mode);
    must(world, MODERATOR, "{\"command\":\"motion_open\",\"motion\":1}");
    must(world, KENYA, "{\"command\":\"ballot_cast\",\"motion\":1,\"choice\":0}");
    must(world, CHILE, "{\"command\":\"ballot_cast\",\"motion\":1,\"choice\":1}");
}

static void page_03_the_result_of_a_roll_call(void **state)
{
    WORLD(state);
    struct writer writer = writer_of(text, sizeof(text));
    vote(world, "roll_call");
    assert_false(motion_result_write_page(&writer, world->state, 1, (struct tag){"fr"}));
    must(world, MODERATOR, "{\"command\":\"motion_close\",\"motion\":1}");
    assert_true(motion_result_write_page(&writer, world->state, 1, (struct tag){"fr"}));
    finish(&writer);
    assert_has(text, "<bdi dir=\"auto\">Puits</bdi>");
    assert_has(text, "<p class=\"outcome\">Adopté</p>"); /* 3 of 4 */
    assert_has(text, "2025-11-25 12:00 UTC");
    assert_has(text, "<td>Oui</td><td class=\"number\">3</td>");
    assert_has(text, "Voix recueillies</td><td class=\"number\">4</td><td class=\"number\"><bdi "
                     "dir=\"ltr\">66.6 %</bdi>");
    assert_has(text, "Quorum</td><td class=\"number\">3</td>");
    assert_has(text, "<bdi dir=\"auto\">Chile</bdi></td><td class=\"number\">1</td><td>Non</td>");
    assert_lacks(text, "Samoa"); /* did not vote */
}

static void page_04_a_secret_vote_lists_nobody(void **state)
{
    WORLD(state);
    struct writer writer = writer_of(text, sizeof(text));
    vote(world, "secret");
    must(world, MODERATOR, "{\"command\":\"motion_close\",\"motion\":1}");
    assert_true(motion_result_write_page(&writer, world->state, 1, (struct tag){"en"}));
    assert_true(motion_result_write(&writer, world->state, 1));
    assert_true(motion_result_write_csv(&writer, world->state, 1));
    finish(&writer);
    assert_has(text, "Secret ballot");
    assert_has(text, "\"result\":[{\"choice\":\"yes\",\"votes\":3}");
    assert_lacks(text, "Kenya");
    assert_lacks(text, "roll");
}

/* ---- invitations ---- */

#define HASH_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void page_05_invitations(void **state)
{
    WORLD(state);
    static const struct invitation_row row = {KENYA, 1, "abcdefghijklmnopqrstuv"};
    struct invitation_list list = {world->state, &row, 1, bytes_of_text("https://a.example")};
    must(world, DIRECTOR,
         "{\"command\":\"person_edit\",\"person\":4,\"name\":\"=Kip\",\"role\":\"delegate\","
         "\"location\":1,\"language\":\"ar\"}");
    must(world, DIRECTOR,
         "{\"command\":\"invitation_issue\",\"person\":4,\"secret_hash\":\"" HASH_A
         "\",\"expires_ms\":1767225600000}");
    struct writer writer = writer_of(text, sizeof(text));
    invitation_list_write_page(&writer, &list);
    finish(&writer);
    assert_has(text, "<section class=\"card\" lang=\"ar\" dir=\"rtl\">");
    assert_has(text, "https://a.example/join#invitation=abcdefghijklmnopqrstuv</p>");
    assert_has(text, "<bdi dir=\"ltr\">2026-01-01 00:00 UTC</bdi>");
    writer = writer_of(text, sizeof(text));
    invitation_list_write_csv(&writer, &list);
    finish(&writer);
    assert_has(text, "\"'=Kip\",,delegate,Kenya,KE,ar,,https://a.example/join#invitation=abcdef");
}

static void page_06_who_gets_an_invitation(void **state)
{
    WORLD(state);
    static uint64_t has[INVITATION_PEOPLE_WORDS];
    const struct invitation_choice all = {0}, again = {.again = true},
                                   press = {.is_of_role = true, .role = SUMMIT_ROLE_PRESS};
    must(world, DIRECTOR,
         "{\"command\":\"invitation_issue\",\"person\":4,\"secret_hash\":\"" HASH_A
         "\",\"expires_ms\":1767225600000}");
    must(world, DIRECTOR, "{\"command\":\"person_ban\",\"person\":5}");
    const struct summit_person *kip = state_person(world->state, KENYA);
    invitation_list_mark(world->state, world->now_ms, has);
    assert_false(invitation_list_wants(&all, kip, has));
    assert_true(invitation_list_wants(&again, kip, has));
    assert_false(invitation_list_wants(&again, state_person(world->state, CHILE), has));
    assert_false(invitation_list_wants(&press, state_person(world->state, VIEWER), has));
    assert_true(invitation_list_wants(&press, state_person(world->state, PRESS), has));
    invitation_list_mark(world->state, INT64_C(1767225600001), has); /* expired */
    assert_true(invitation_list_wants(&all, kip, has));
}

/* ---- events that are told ---- */

static const char *told(struct world *world, const struct summit_event *event,
                        enum summit_role role)
{
    struct writer writer = writer_of(text, sizeof(text));
    (void)world;
    text[0] = 0;
    if (event_write_told(&writer, event, role)) {
        finish(&writer);
    }
    return text;
}

static void page_07_what_is_told_of_an_event_is_what_the_role_sees(void **state)
{
    WORLD(state);
    struct summit_event event = {.kind = EVENT_PERSON_ADDED, .sequence = 9, .actor = 1};
    event.fields.person_added.person = 3;
    event.fields.person_added.name = bytes_of_text("Ada");
    event.fields.person_added.email = bytes_of_text("ada@example.org");
    assert_string_equal(told(world, &event, SUMMIT_ROLE_PRESS), "");
    assert_string_equal(
        told(world, &event, SUMMIT_ROLE_DELEGATE),
        "{\"event\":\"person_added\",\"sequence\":9,\"person\":3,\"name\":\"Ada\"}");
    assert_has(told(world, &event, SUMMIT_ROLE_DIRECTOR), "ada@");
    event.kind = EVENT_QUESTION_ASKED; /* anonymous, perhaps */
    memset(&event.fields, 0, sizeof(event.fields));
    event.fields.question_asked.person = 6;
    assert_lacks(told(world, &event, SUMMIT_ROLE_DIRECTOR), "person");
    static const enum summit_event_kind never[] = {EVENT_BALLOT_CAST, EVENT_BALLOTS_SEALED,
                                                   EVENT_QUESTION_UPVOTED};
    for (size_t i = 0; i < COUNT_OF(never); i++) {
        event.kind = never[i];
        for (int role = 0; role < SUMMIT_ROLE_COUNT; role++) {
            assert_string_equal(told(world, &event, (enum summit_role)role), "");
        }
    }
    for (int kind = 0; kind < EVENT_COUNT; kind++) { /* no secret, no device */
        for (uint32_t i = 0; i < summit_events[kind].field_count; i++) {
            const struct field *field = &summit_events[kind].fields[i];
            assert_true(field->type != FIELD_HASH || (field->seen & 0x7f) == 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(page_01_every_text_in_every_language),
        CASE(page_02_names_are_escaped),
        CASE(page_03_the_result_of_a_roll_call),
        CASE(page_04_a_secret_vote_lists_nobody),
        CASE(page_05_invitations),
        CASE(page_06_who_gets_an_invitation),
        CASE(page_07_what_is_told_of_an_event_is_what_the_role_sees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
