/* ICE: checks answered and refused, nomination, restart, the client's schedule, consent. */
#include <setjmp.h>
#include <stdarg.h>

#include "peer/ice.h"
#include "support.h"

#include <cmocka.h>

#define START_US (1000 * SECOND_US)

static const struct ice_credentials server_names = {"Cserverufrag0000", "server-password-24-chars"};
static const struct ice_credentials client_names = {"clie", "client-password-22-chr"};
static const struct ice_credentials server_anew = {"Csecondufrag0000", "second-password-24-chars"};
static const struct ice_credentials client_anew = {"anew", "anew-password-22-chars"};

struct setting {
    struct ice ice;
    struct sim_random random;
    struct address a, b, server;
    uint8_t reply[STUN_MESSAGE_MAX];
    struct bytes replied;
    bool selected;
};

static int set_up(void **state)
{
    struct setting *s = calloc(1, sizeof(*s));
    sim_random_init(&s->random, 1);
    s->a = address_of_ipv4(192, 0, 2, 1, 4000);
    s->b = address_of_ipv4(192, 0, 2, 2, 4000);
    s->server = address_of_ipv4(198, 51, 100, 1, 443);
    ice_init(&s->ice,
             &(struct ice_setup){.role = ICE_LITE, .local = server_names, .remote = client_names},
             START_US);
    *state = s;
    return 0;
}

static int set_up_client(void **state)
{
    set_up(state);
    struct setting *s = *state;
    ice_init(&s->ice,
             &(struct ice_setup){.role = ICE_CONTROLLING,
                                 .local = client_names,
                                 .remote = server_names,
                                 .candidate = s->server,
                                 .random = &s->random.source},
             START_US);
    return 0;
}

static int tear_down(void **state)
{
    free(*state);
    return 0;
}

static enum drop receive(struct setting *s, const struct address *from, struct bytes datagram,
                         uint64_t now_us)
{
    struct writer reply = writer_of(s->reply, sizeof(s->reply));
    enum drop drop = ice_receive(&s->ice, from, datagram, now_us, &reply, &s->selected);
    s->replied = writer_bytes(&reply);
    return drop;
}

struct check {
    const char *username, *password;
    bool use_candidate;
};

static enum drop check_from(struct setting *s, const struct address *from, struct check check,
                            uint64_t now_us)
{
    uint8_t out[STUN_MESSAGE_MAX];
    struct writer writer = writer_of(out, sizeof(out));
    struct stun_message message = {.class = STUN_REQUEST,
                                   .transaction = "transaction",
                                   .username = bytes_of_text(check.username),
                                   .has_controlling = true,
                                   .use_candidate = check.use_candidate};
    stun_write(&writer, &message, bytes_of_text(check.password));
    return receive(s, from, writer_bytes(&writer), now_us);
}

static const struct check plain = {"Cserverufrag0000:clie", "server-password-24-chars", false};
static const struct check nominating = {"Cserverufrag0000:clie", "server-password-24-chars", true};
static const struct check anew = {"Csecondufrag0000:anew", "second-password-24-chars", false};

static void assert_unchanged(const struct setting *s, const struct ice *before)
{
    assert_int_equal(s->replied.size, 0);
    assert_false(s->selected);
    assert_memory_equal(&s->ice, before, sizeof(*before));
}

/* ---- credentials ---- */

static void ice_01_drawn_names_tell_their_thread(void **state)
{
    struct setting *s = *state;
    struct ice_credentials one, two;
    for (unsigned thread = 0; thread < 64; thread++) {
        ice_credentials_draw(&one, &s->random.source, thread);
        ice_credentials_draw(&two, &s->random.source, thread);
        assert_int_equal(strlen(one.ufrag), ICE_OWN_UFRAG_SIZE);
        assert_int_equal(strlen(one.password), ICE_OWN_PASSWORD_SIZE);
        assert_string_not_equal(one.ufrag, two.ufrag);
        assert_string_not_equal(one.password, two.password);
        char username[64];
        snprintf(username, sizeof(username), "%s:theirs", one.ufrag);
        assert_int_equal(ice_username_thread(bytes_of_text(username)), (int)thread);
    }
    static const char *const foreign[] = {
        "", ":", "short:x", "Cserverufrag0000", "Cserverufrag00000:x", "-serverufrag0000:x"};
    for (size_t i = 0; i < COUNT_OF(foreign); i++) {
        assert_int_equal(ice_username_thread(bytes_of_text(foreign[i])), -1);
    }
}

/* ---- lite ---- */

static void ice_02_a_check_is_answered(void **state)
{
    struct setting *s = *state;
    assert_int_equal(check_from(s, &s->a, plain, START_US), DROP_NONE);
    struct stun_message answer;
    assert_int_equal(stun_parse(s->replied, &answer), DROP_NONE);
    assert_int_equal(answer.class, STUN_SUCCESS);
    assert_memory_equal(answer.transaction, "transaction", STUN_TRANSACTION_SIZE);
    assert_true(address_equal(&answer.mapped_address, &s->a));
    assert_true(answer.fingerprint_at > 0);
    assert_true(stun_check_fingerprint(s->replied, &answer));
    assert_true(stun_check_integrity(s->replied, &answer, bytes_of_text(server_names.password)));
    assert_true(ice_knows(&s->ice, &s->a));
    assert_false(ice_knows(&s->ice, &s->b));
}

static void ice_03_first_address_then_the_nominated(void **state)
{
    struct setting *s = *state;
    assert_int_equal(check_from(s, &s->a, plain, START_US), DROP_NONE);
    assert_true(s->selected && address_equal(&s->ice.selected, &s->a));
    assert_int_equal(check_from(s, &s->b, plain, START_US), DROP_NONE);
    assert_true(!s->selected && address_equal(&s->ice.selected, &s->a));
    assert_true(ice_knows(&s->ice, &s->b));
    assert_int_equal(check_from(s, &s->b, nominating, START_US), DROP_NONE);
    assert_true(s->selected && address_equal(&s->ice.selected, &s->b));
    assert_int_equal(check_from(s, &s->b, nominating, START_US), DROP_NONE);
    assert_false(s->selected);
}

static void ice_04_refused_checks_change_nothing(void **state)
{
    struct setting *s = *state;
    static const struct {
        struct check check;
        enum drop drop;
    } cases[] = {
        {{"Xserverufrag0000:clie", "server-password-24-chars", true}, DROP_STUN_UNKNOWN_USER},
        {{"Cserverufrag0000:clix", "server-password-24-chars", true}, DROP_STUN_UNKNOWN_USER},
        {{"Cserverufrag0000:cliex", "server-password-24-chars", true}, DROP_STUN_UNKNOWN_USER},
        {{"Cserverufrag0000:", "server-password-24-chars", true}, DROP_STUN_UNKNOWN_USER},
        {{"Cserverufrag0000", "server-password-24-chars", true}, DROP_STUN_UNKNOWN_USER},
        {{"", "server-password-24-chars", true}, DROP_STUN_UNKNOWN_USER},
        {{"Cserverufrag0000:clie", "server-password-24-charz", true}, DROP_STUN_BAD_INTEGRITY},
        {{"Cserverufrag0000:clie", "client-password-22-chr", true}, DROP_STUN_BAD_INTEGRITY},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct ice before = s->ice;
        assert_int_equal(check_from(s, &s->a, cases[i].check, START_US + 1), cases[i].drop);
        assert_unchanged(s, &before);
    }
}

static void ice_05_an_unknown_remote_ufrag_may_be_any(void **state)
{
    struct setting *s = *state;
    s->ice.remote = (struct ice_credentials){0};
    struct check other = {"Cserverufrag0000:whatever", "server-password-24-chars", false};
    assert_int_equal(check_from(s, &s->a, other, START_US), DROP_NONE);
}

static void ice_06_bad_fingerprint_and_other_messages(void **state)
{
    struct setting *s = *state;
    uint8_t out[STUN_MESSAGE_MAX];
    struct stun_message message = {.class = STUN_REQUEST,
                                   .username = bytes_of_text("Cserverufrag0000:clie")};
    struct writer writer = writer_of(out, sizeof(out));
    stun_write(&writer, &message, bytes_of_text(server_names.password));
    writer.at[-1] ^= 1;
    struct ice before = s->ice;
    assert_int_equal(receive(s, &s->a, writer_bytes(&writer), START_US), DROP_STUN_BAD_FINGERPRINT);
    assert_unchanged(s, &before);
    static const enum stun_class classes[] = {STUN_INDICATION, STUN_SUCCESS, STUN_ERROR};
    for (size_t i = 0; i < COUNT_OF(classes); i++) {
        message.class = classes[i];
        writer = writer_of(out, sizeof(out));
        stun_write(&writer, &message, bytes_of_text(server_names.password));
        assert_int_equal(receive(s, &s->a, writer_bytes(&writer), START_US), DROP_STUN_UNEXPECTED);
        assert_unchanged(s, &before);
    }
    assert_int_equal(receive(s, &s->a, bytes_of("\0\1\0\0", 4), START_US), DROP_STUN_MALFORMED);
    assert_unchanged(s, &before);
}

static void ice_07_fifty_checks_a_second(void **state)
{
    struct setting *s = *state;
    for (int i = 0; i < 50; i++) {
        assert_int_equal(check_from(s, &s->a, plain, START_US), DROP_NONE);
    }
    assert_int_equal(check_from(s, &s->b, nominating, START_US + 999999), DROP_STUN_RATE);
    assert_int_equal(s->replied.size, 0);
    assert_false(s->selected || ice_knows(&s->ice, &s->b));
    assert_int_equal(check_from(s, &s->a, plain, START_US + SECOND_US), DROP_NONE);
}

static void ice_08_four_paths_and_never_without_the_selected(void **state)
{
    struct setting *s = *state;
    assert_int_equal(check_from(s, &s->a, nominating, START_US), DROP_NONE);
    struct address addresses[ICE_PATHS_MAX];
    for (uint8_t i = 0; i < ICE_PATHS_MAX; i++) {
        addresses[i] = address_of_ipv4(203, 0, 113, i, 9);
        assert_int_equal(check_from(s, &addresses[i], plain, START_US + 1 + i), DROP_NONE);
    }
    assert_int_equal(s->ice.path_count, ICE_PATHS_MAX);
    assert_true(ice_knows(&s->ice, &s->a));
    assert_false(ice_knows(&s->ice, &addresses[0])); /* the least recently heard gave way */
    assert_true(address_equal(&s->ice.given_way, &addresses[0]));
    for (size_t i = 1; i < ICE_PATHS_MAX; i++) {
        assert_true(ice_knows(&s->ice, &addresses[i]));
    }
}

static void ice_09_former_names_hold_until_the_new_are_used(void **state)
{
    struct setting *s = *state;
    assert_int_equal(check_from(s, &s->a, nominating, START_US), DROP_NONE);
    ice_restart(&s->ice, &server_anew, &client_anew);
    assert_true(s->ice.has_selected && ice_knows(&s->ice, &s->a));
    assert_int_equal(check_from(s, &s->a, plain, START_US + 1), DROP_NONE);
    struct stun_message answer;
    assert_int_equal(stun_parse(s->replied, &answer), DROP_NONE);
    assert_true(stun_check_integrity(s->replied, &answer, bytes_of_text(server_names.password)));
    assert_int_equal(check_from(s, &s->b, anew, START_US + 2), DROP_NONE);
    assert_true(address_equal(&s->ice.selected, &s->a));
    assert_int_equal(check_from(s, &s->a, plain, START_US + 3), DROP_STUN_UNKNOWN_USER);
}

static void ice_10_two_restarts_keep_the_pair_in_use(void **state)
{
    struct setting *s = *state;
    assert_int_equal(check_from(s, &s->a, nominating, START_US), DROP_NONE);
    ice_restart(&s->ice, &client_anew, &client_anew); /* never used */
    ice_restart(&s->ice, &server_anew, &client_anew);
    assert_int_equal(check_from(s, &s->a, plain, START_US), DROP_NONE);
    assert_int_equal(check_from(s, &s->a, anew, START_US), DROP_NONE);
    assert_int_equal(check_from(s, &s->a, plain, START_US), DROP_STUN_UNKNOWN_USER);
}

static void ice_11_lite_consent(void **state)
{
    struct setting *s = *state;
    struct writer none = writer_of(s->reply, sizeof(s->reply));
    assert_int_equal(check_from(s, &s->a, plain, START_US + 5 * SECOND_US), DROP_NONE);
    uint64_t end_us = START_US + 35 * SECOND_US;
    assert_int_equal(ice_next_deadline(&s->ice), end_us);
    assert_true(ice_tick(&s->ice, end_us - 1, &s->random.source, &none));
    assert_false(ice_tick(&s->ice, end_us, &s->random.source, &none));
    assert_int_equal(writer_bytes(&none).size, 0);
}

/* ---- controlling ---- */

/* Tick at the deadline; returns what is sent. */
static struct bytes next_check(struct setting *s, uint64_t *now_us, struct stun_message *check)
{
    static uint8_t out[STUN_MESSAGE_MAX];
    struct writer writer = writer_of(out, sizeof(out));
    *now_us = MAX(*now_us, ice_next_deadline(&s->ice));
    assert_true(ice_tick(&s->ice, *now_us, &s->random.source, &writer));
    assert_int_equal(stun_parse(writer_bytes(&writer), check), DROP_NONE);
    return writer_bytes(&writer);
}

static enum drop answer_from(struct setting *s, const struct address *from, const uint8_t *id,
                             const char *password, uint64_t now_us)
{
    uint8_t out[STUN_MESSAGE_MAX];
    struct writer writer = writer_of(out, sizeof(out));
    struct stun_message answer = {
        .class = STUN_SUCCESS, .has_mapped_address = true, .mapped_address = s->a};
    memcpy(answer.transaction, id, sizeof(answer.transaction));
    stun_write(&writer, &answer, bytes_of_text(password));
    return receive(s, from, writer_bytes(&writer), now_us);
}

static void ice_12_a_client_checks_and_nominates(void **state)
{
    struct setting *s = *state;
    uint64_t now_us = START_US;
    struct stun_message check;
    struct bytes sent = next_check(s, &now_us, &check);
    assert_int_equal(now_us, START_US);
    assert_int_equal(check.class, STUN_REQUEST);
    assert_true(bytes_equal_text(check.username, "Cserverufrag0000:clie"));
    assert_true(check.use_candidate && check.has_controlling && check.has_priority);
    assert_true(stun_check_integrity(sent, &check, bytes_of_text(server_names.password)));
    uint8_t id[STUN_TRANSACTION_SIZE];
    memcpy(id, check.transaction, sizeof(id));
    const char *password = server_names.password;
    assert_int_equal(answer_from(s, &s->a, id, password, now_us), DROP_STUN_UNEXPECTED);
    assert_int_equal(answer_from(s, &s->server, id, "wrong", now_us), DROP_STUN_BAD_INTEGRITY);
    id[0] ^= 1;
    assert_int_equal(answer_from(s, &s->server, id, password, now_us), DROP_STUN_UNEXPECTED);
    assert_false(s->ice.has_selected);
    id[0] ^= 1;
    assert_int_equal(answer_from(s, &s->server, id, password, now_us + 9), DROP_NONE);
    assert_true(s->selected && address_equal(&s->ice.selected, &s->server));
    assert_int_equal(ice_next_deadline(&s->ice), now_us + 9 + ICE_CHECK_INTERVAL_US);
    /* A replayed answer does not renew consent. */
    assert_int_equal(answer_from(s, &s->server, id, password, now_us + SECOND_US),
                     DROP_STUN_UNEXPECTED);
    assert_int_equal(s->ice.heard_us, now_us + 9);
}

static void ice_13_the_schedule_doubles_and_a_slow_answer_counts(void **state)
{
    struct setting *s = *state;
    static const uint64_t at_ms[] = {0, 50, 150, 350, 750, 1250, 1750};
    uint64_t now_us = START_US;
    struct stun_message check;
    uint8_t first[STUN_TRANSACTION_SIZE];
    for (size_t i = 0; i < COUNT_OF(at_ms); i++) {
        next_check(s, &now_us, &check);
        assert_int_equal(now_us, START_US + at_ms[i] * MS_US);
        if (i == 0) {
            memcpy(first, check.transaction, sizeof(first));
        }
    }
    /* A round trip of 1.8 s: the answer is to the first, and still good. */
    assert_int_equal(answer_from(s, &s->server, first, server_names.password, now_us), DROP_NONE);
    next_check(s, &now_us, &check);
    assert_memory_not_equal(first, check.transaction, sizeof(first));
}

static void ice_14_a_client_loses_consent_and_restarts(void **state)
{
    struct setting *s = *state;
    uint64_t now_us = START_US;
    struct stun_message check;
    next_check(s, &now_us, &check);
    assert_int_equal(answer_from(s, &s->server, check.transaction, server_names.password, now_us),
                     DROP_NONE);
    ice_restart(&s->ice, &client_anew, &server_anew);
    struct bytes sent = next_check(s, &now_us, &check); /* at once */
    assert_int_equal(now_us, START_US);
    assert_true(bytes_equal_text(check.username, "Csecondufrag0000:anew"));
    assert_true(stun_check_integrity(sent, &check, bytes_of_text(server_anew.password)));
    assert_int_equal(answer_from(s, &s->server, check.transaction, server_anew.password, now_us),
                     DROP_NONE);
    struct writer writer = writer_of(s->reply, sizeof(s->reply));
    assert_false(ice_tick(&s->ice, now_us + ICE_CONSENT_US, &s->random.source, &writer));
}

#define LITE(name)        cmocka_unit_test_setup_teardown(name, set_up, tear_down)
#define CONTROLLING(name) cmocka_unit_test_setup_teardown(name, set_up_client, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LITE(ice_01_drawn_names_tell_their_thread),
        LITE(ice_02_a_check_is_answered),
        LITE(ice_03_first_address_then_the_nominated),
        LITE(ice_04_refused_checks_change_nothing),
        LITE(ice_05_an_unknown_remote_ufrag_may_be_any),
        LITE(ice_06_bad_fingerprint_and_other_messages),
        LITE(ice_07_fifty_checks_a_second),
        LITE(ice_08_four_paths_and_never_without_the_selected),
        LITE(ice_09_former_names_hold_until_the_new_are_used),
        LITE(ice_10_two_restarts_keep_the_pair_in_use),
        LITE(ice_11_lite_consent),
        CONTROLLING(ice_12_a_client_checks_and_nominates),
        CONTROLLING(ice_13_the_schedule_doubles_and_a_slow_answer_counts),
        CONTROLLING(ice_14_a_client_loses_consent_and_restarts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
