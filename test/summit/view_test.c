/* Views: the right sections for each role, changes since a sequence, and nothing that is denied. */
#include "support.h"

#define CASE(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

enum { ALL = 0x7f, DESK = 0x60, STAGE = 0x78, MEMBERS = 0x7c, ONLY_DIRECTOR = 0x40, NOBODY = 0 };

/* A word that stands in one place of the state alone, and who may read it in a room's view. */
static const struct {
    const char *word;
    int roles;
} canaries[] = {
    {"Wx-hall", ALL},     {"Wx-item", ALL},      {"Wx-topic", MEMBERS},
    {"Wx-mute", STAGE},   {"Wx-waits", DESK},    {"Wx-accepted", ALL},
    {"Wx-draft", DESK},   {"Wx-open", ALL},      {"Wx-guest", STAGE},
    {"Wx-lobby", DESK},   {"Wx-chat", ALL},      {"Wx-hold", ALL},
    {"Wx-mail", NOBODY},  {"Wx-ban", NOBODY},    {"Wx-asker", NOBODY},
    {"abababab", NOBODY}, {"Wx-reason", NOBODY}, {"Wx-alert", ONLY_DIRECTOR},
};

static void plant(struct world *world)
{
    char hash[65];
    for (size_t i = 0; i < 64; i++) {
        hash[i] = "ab"[i & 1];
    }
    hash[64] = 0;
    must(world, DIRECTOR,
         "{\"command\":\"summit_edit\",\"name\":{\"en\":\"W\"},\"time_zone\":\"UTC\",\"languages\":"
         "[\"en\"],\"anonymous_questions\":\"on\"}");
    must(world, DIRECTOR,
         "{\"command\":\"room_edit\",\"room\":1,\"slug\":\"hall\",\"name\":{\"en\":\"Wx-hall\"}}");
    must(world, DIRECTOR,
         "{\"command\":\"item_add\",\"room\":1,\"title\":{\"en\":\"Wx-item\"},\"start_ms\":1,\"end_"
         "ms\":2}");
    must(world, KENYA, "{\"command\":\"hand_raise\",\"room\":1,\"topic\":\"Wx-topic\"}");
    must(world, DIRECTOR, "{\"command\":\"stage_invite\",\"room\":1,\"person\":3}");
    must(world, SPEAKER, "{\"command\":\"stage_accept\",\"seat\":1}");
    must(world, SPEAKER, "{\"command\":\"stage_ready\",\"seat\":1}");
    must(world, DIRECTOR, "{\"command\":\"stage_seat\",\"seat\":1}");
    must(world, DIRECTOR,
         "{\"command\":\"stage_mute\",\"seat\":1,\"audio_muted\":\"on\",\"video_muted\":\"off\","
         "\"mute_reason\":\"Wx-mute\"}");
    must(world, DIRECTOR,
         "{\"command\":\"person_add\",\"name\":\"Wx-asker\",\"email\":\"Wx-mail\"}"); /* 9 */
    must(world, 9, "{\"command\":\"question_ask\",\"room\":1,\"text\":\"Wx-waits\"}");
    must(world, 9,
         "{\"command\":\"question_ask\",\"room\":1,\"text\":\"Wx-accepted\",\"anonymity\":"
         "\"anonymous\"}");
    must(world, DIRECTOR, "{\"command\":\"question_accept\",\"question\":2}");
    must(world, DIRECTOR, "{\"command\":\"question_reject\",\"question\":1}");
    must(world, VIEWER, "{\"command\":\"question_ask\",\"room\":1,\"text\":\"Wx-waits\"}");
    must(world, DIRECTOR,
         "{\"command\":\"motion_add\",\"room\":1,\"title\":{\"en\":\"Wx-draft\"}}");
    must(world, DIRECTOR, "{\"command\":\"motion_add\",\"room\":1,\"title\":{\"en\":\"Wx-open\"}}");
    must(world, DIRECTOR, "{\"command\":\"motion_open\",\"motion\":2}");
    must(world, DIRECTOR,
         "{\"command\":\"person_add\",\"name\":\"Wx-guest\",\"role\":\"speaker\"}"); /* 10 */
    must(world, DIRECTOR, "{\"command\":\"stage_invite\",\"room\":1,\"person\":10}");
    must(world, DIRECTOR, "{\"command\":\"lobby_set\",\"room\":1,\"lobby\":\"on\"}");
    must(world, DIRECTOR, "{\"command\":\"person_add\",\"name\":\"Wx-lobby\"}"); /* 11 */
    must(world, 11, "{\"command\":\"lobby_knock\",\"room\":1}");
    must(world, VIEWER, "{\"command\":\"chat_send\",\"room\":1,\"text\":\"Wx-chat\"}");
    must(world, DIRECTOR,
         "{\"command\":\"stage_hold\",\"room\":1,\"hold\":\"on\",\"hold_text\":{\"en\":\"Wx-hold\"}"
         "}");
    must(world, DIRECTOR, "{\"command\":\"person_ban\",\"person\":8,\"ban_reason\":\"Wx-ban\"}");
    must(world, DIRECTOR,
         "{\"command\":\"person_eject\",\"room\":1,\"person\":7,\"reason\":\"Wx-reason\"}");
    must(world, DIRECTOR, "{\"command\":\"person_add\",\"name\":\"Wx-alert\"}"); /* 12 */
    must(world, DIRECTOR,
         "{\"command\":\"invitation_issue\",\"person\":12,\"secret_hash\":\"%s\",\"expires_ms\":%"
         "lld}",
         hash, (long long)NOON + 1);
    must(world, STRANGER,
         "{\"command\":\"invitation_open\",\"secret_hash\":\"%s\",\"device_hash\":\"%s\"}", hash,
         hash);
    hash[0] = 'c';
    char second[65];
    memcpy(second, hash, sizeof(second));
    hash[0] = 'a';
    assert_int_equal(
        ask(world, STRANGER,
            "{\"command\":\"invitation_open\",\"secret_hash\":\"%s\",\"device_hash\":\"%s\"}", hash,
            second),
        REFUSED_OTHER_DEVICE);
}

static void view_01_each_role_reads_what_it_may_and_no_more(void **state)
{
    WORLD(state);
    plant(world);
    for (int role = 0; role < SUMMIT_ROLE_COUNT; role++) {
        for (uint64_t since = 0; since < 2;
             since++) { /* a snapshot, and a change with everything */
            const char *view = view_of(world, (enum summit_role)role, 1, since);
            for (size_t i = 0; i < COUNT_OF(canaries); i++) {
                if (!strstr(view, canaries[i].word) != !(canaries[i].roles >> role & 1)) {
                    print_message("%s: %s\n", summit_enumerations[0].names[role], canaries[i].word);
                    fail();
                }
            }
        }
    }
}

/* Every member of every entity, by the table's own column. */
static void view_02_no_member_that_the_table_denies(void **state)
{
    WORLD(state);
    static uint8_t text[1 << 16], memory[1 << 16];
    static struct json_document document;
    static const char *const extras[] = {"id",         "revision",    "upvote_count",
                                         "cast_count", "cast_weight", "votes"};
    uint32_t written = 0;
    plant(world);
    for (int role = 0; role < SUMMIT_ROLE_COUNT; role++) {
        for (int entity = 0; entity < ENTITY_COUNT; entity++) {
            const struct record *record = &summit_entities[entity];
            for (const struct entity_head *row =
                     state_next(world->state, (enum summit_entity)entity, NULL);
                 row; row = state_next(world->state, (enum summit_entity)entity, row)) {
                struct writer writer = writer_of(text, sizeof(text)),
                              strings = writer_of(memory, sizeof(memory));
                bool is_shown = summit_entity_write(&writer, world->state, (enum summit_role)role,
                                                    (enum summit_entity)entity, row->id);
                assert_true(!is_shown || record->roles >> role & 1);
                if (!is_shown) {
                    assert_int_equal(writer_bytes(&writer).size, 0);
                    continue;
                }
                written++;
                assert_null(json_parse(&document, writer_bytes(&writer), &strings));
                for (uint32_t i = 0, at = 1; i < document.values[0].count; i++) {
                    char name[64];
                    bool is_extra = false;
                    snprintf(name, sizeof(name), "%.*s", (int)document.values[at].text.size,
                             (const char *)document.values[at].text.data);
                    for (size_t j = 0; j < COUNT_OF(extras); j++) {
                        is_extra |= strcmp(name, extras[j]) == 0;
                    }
                    const struct field *field = record_field(record, name);
                    assert_true(is_extra || (field && field->seen >> role & 1));
                    at = document.values[at + 1].next;
                }
            }
        }
    }
    assert_true(written > 100);
}

static void view_03_a_change_holds_what_changed(void **state)
{
    WORLD(state);
    plant(world);
    uint64_t since = world->state->sequence;
    assert_true(summit_view_version(world->state, SUMMIT_ROLE_DIRECTOR, 1) <= since);
    must(world, CHILE, "{\"command\":\"hand_raise\",\"room\":1}");
    assert_true(summit_view_version(world->state, SUMMIT_ROLE_VIEWER, 1) > since);
    const char *view = view_of(world, SUMMIT_ROLE_VIEWER, 1, since);
    assert_has(view, "{\"type\":\"change\",\"sequence\":");
    assert_has(view, "\"sections\":{\"hands\":{");
    assert_lacks(view, "\"stage\":");
    since = world->state->sequence;
    must(world, MODERATOR,
         "{\"command\":\"stage_preview\",\"room\":1,\"preview_layout\":\"panel\"}");
    assert_has(view_of(world, SUMMIT_ROLE_MODERATOR, 1, since),
               "\"sections\":{\"preview\":{\"layout\":\"panel\",\"seats\":[]}}}");
    assert_true(summit_view_version(world->state, SUMMIT_ROLE_DELEGATE, 1) <= since);
    must(world, MODERATOR, "{\"command\":\"lobby_admit\",\"room\":1,\"person\":11}");
    assert_has(view_of(world, SUMMIT_ROLE_MODERATOR, 1, since),
               "\"lobby\":{\"who\":[],\"waiting\":0}");
    must(world, CHILE, "{\"command\":\"ballot_cast\",\"motion\":2,\"choice\":0}");
    view = view_of(world, SUMMIT_ROLE_VIEWER, 1, since);
    assert_has(view, "\"ballots\":[{\"motion\":2,\"cast_count\":1");
    assert_lacks(view, "\"motions\":"); /* the text of the motion is not sent for each ballot */
}

static void view_04_another_room_is_another_view(void **state)
{
    WORLD(state);
    must(world, DIRECTOR, "{\"command\":\"room_add\",\"slug\":\"two\",\"name\":{\"en\":\"Two\"}}");
    uint64_t since = world->state->sequence;
    must(world, KENYA, "{\"command\":\"hand_raise\",\"room\":1}");
    assert_true(summit_view_version(world->state, SUMMIT_ROLE_VIEWER, 2) <= since);
    assert_true(summit_view_version(world->state, SUMMIT_ROLE_VIEWER, 0) <= since);
    assert_lacks(view_of(world, SUMMIT_ROLE_VIEWER, 0, 0), "\"hands\"");
    must(world, DIRECTOR,
         "{\"command\":\"person_edit\",\"person\":3,\"name\":\"Sunny\",\"role\":\"speaker\"}");
    assert_true(summit_view_version(world->state, SUMMIT_ROLE_VIEWER, 2) >
                since); /* names are everywhere */
}

static void view_05_lists_in_pages(void **state)
{
    WORLD(state);
    static char text[8192];
    struct writer writer = writer_of(text, sizeof(text));
    assert_false(
        summit_list_write(&writer, world->state, SUMMIT_ROLE_VIEWER, ENTITY_PERSON, 0, 10, NULL));
    assert_false(summit_list_write(&writer, world->state, SUMMIT_ROLE_MODERATOR, ENTITY_INVITATION,
                                   0, 10, NULL));
    assert_true(
        summit_list_write(&writer, world->state, SUMMIT_ROLE_VIEWER, ENTITY_LOCATION, 0, 2, NULL));
    writer_u8(&writer, 0);
    assert_string_equal(
        text,
        "{\"items\":[{\"id\":1,\"revision\":3,\"name\":\"Kenya\",\"country\":\"KE\",\"weight\":3},"
        "{\"id\":2,\"revision\":4,\"name\":\"Chile\",\"country\":\"CL\",\"weight\":1}],\"next\":"
        "2}");
    must(world, DIRECTOR, "{\"command\":\"person_remove\",\"person\":5}");
    must(world, DIRECTOR,
         "{\"command\":\"location_remove\",\"location\":2}"); /* the cursor's row goes */
    writer = writer_of(text, sizeof(text));
    assert_true(
        summit_list_write(&writer, world->state, SUMMIT_ROLE_VIEWER, ENTITY_LOCATION, 2, 2, NULL));
    writer_u8(&writer, 0);
    assert_string_equal(text, "{\"items\":[{\"id\":3,\"revision\":5,\"name\":\"Samoa\",\"country\":"
                              "\"WS\",\"weight\":2}]}");
}

static void view_06_what_one_may_is_the_tables_column(void **state)
{
    WORLD(state);
    const char *own = own_view_of(world, VIEWER, 1);
    assert_has(own, "\"chat_send\"");
    assert_lacks(own, "\"hand_raise\"");
    assert_lacks(own, "\"invitation_issue\"");
    assert_has(own_view_of(world, DIRECTOR, 1), "\"invitation_issue\"");
    assert_has(own_view_of(world, KENYA, 1), "\"person\":{\"id\":4,\"revision\":9,\"name\":\"Kip\","
                                             "\"role\":\"delegate\",\"location\":1}");
    assert_string_equal(own_view_of(world, 99, 1), "{\"type\":\"you\",\"sequence\":13}");
}

static const char *public_view_of(struct world *world)
{
    static char text[8192];
    struct writer writer = writer_of(text, sizeof(text));
    summit_view_public_write(&writer, world->state, 17);
    writer_u8(&writer, 0);
    assert_false(writer.failed);
    return text;
}

static void view_07_the_public_sees_the_programme_and_nobody(void **state)
{
    WORLD(state);
    plant(world);
    for (size_t i = 0; i < COUNT_OF(canaries); i++) {
        if (strcmp(canaries[i].word, "Wx-item") != 0 && strcmp(canaries[i].word, "Wx-hall") != 0) {
            assert_lacks(public_view_of(world), canaries[i].word);
        }
    }
    assert_has(public_view_of(world),
               "{\"name\":{\"en\":\"W\"},\"time_zone\":\"UTC\",\"languages\":"
               "[\"en\"],\"now_ms\":17,\"days\":[],\"items\":[{\"title\":"
               "{\"en\":\"Wx-item\"}");
    must(world, DIRECTOR, "{\"command\":\"room_add\",\"slug\":\"two\",\"name\":{\"en\":\"Two\"}}");
    for (int room = 1; room <= 2; room++) {
        for (int i = 0; i < 3; i++) {
            must(world, DIRECTOR,
                 "{\"command\":\"item_add\",\"room\":%d,\"title\":{\"en\":\"item %d-%d\"},"
                 "\"start_ms\":1,\"end_ms\":2,\"speakers\":[3]}",
                 room, room, i);
        }
    }
    must(world, DIRECTOR, "{\"command\":\"item_start\",\"item\":1}");
    const char *text = public_view_of(world);
    assert_has(text, "Wx-item");  /* runs in the hall */
    assert_has(text, "item 1-0"); /* next there */
    assert_has(text, "item 2-0"); /* next in the other room */
    assert_lacks(text, "item 1-1");
    assert_lacks(text, "item 2-1");
    assert_lacks(text, "speakers");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(view_01_each_role_reads_what_it_may_and_no_more),
        CASE(view_02_no_member_that_the_table_denies),
        CASE(view_03_a_change_holds_what_changed),
        CASE(view_04_another_room_is_another_view),
        CASE(view_05_lists_in_pages),
        CASE(view_06_what_one_may_is_the_tables_column),
        CASE(view_07_the_public_sees_the_programme_and_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
