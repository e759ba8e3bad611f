/* The queue between threads: all that is put arrives once, in each sender's order, and the
 * reader is woken; under TSan it shows that the lock is held where it must be.
 */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "shell/inbox.h"

enum { SENDERS = 4, MESSAGES = 20000 };

struct note {
    struct inbox_message message;
    unsigned sender, number;
};

struct sender {
    pthread_t thread;
    struct inbox *inbox;
    unsigned number;
};

static struct inbox_message *new_note(unsigned sender, unsigned number)
{
    struct note *note = malloc(sizeof(*note));
    assert_non_null(note);
    *note = (struct note){.sender = sender, .number = number};
    return &note->message;
}

static bool is_awake(const struct inbox *inbox, int wait_ms)
{
    struct pollfd poll_fd = {.fd = inbox->wake_fd, .events = POLLIN};
    return poll(&poll_fd, 1, wait_ms) == 1;
}

static void inbox_01_in_order_and_awake(void **state)
{
    struct inbox inbox;
    (void)state;
    assert_true(inbox_init(&inbox));
    assert_false(is_awake(&inbox, 0));
    for (unsigned i = 0; i < 3; i++) {
        assert_true(inbox_put(&inbox, new_note(0, i), 3));
    }
    assert_false(inbox_put(&inbox, new_note(0, 3), 3)); /* full: freed */
    assert_true(is_awake(&inbox, 0));
    struct inbox_message *at = inbox_take_all(&inbox);
    assert_false(is_awake(&inbox, 0));
    for (unsigned i = 0; i < 3; i++) {
        struct note *note = CONTAINER_OF(at, struct note, message);
        assert_int_equal(note->number, i);
        at = at->next;
        free(note);
    }
    assert_null(at);
    assert_true(inbox_put(&inbox, new_note(0, 4), 3)); /* again there is room */
    inbox_deinit(&inbox);                              /* and what is left is freed */
}

static void inbox_02_woken_without_a_message(void **state)
{
    struct inbox inbox;
    (void)state;
    assert_true(inbox_init(&inbox));
    inbox_wake(&inbox);
    inbox_wake(&inbox);
    assert_true(is_awake(&inbox, 0));
    assert_null(inbox_take_all(&inbox));
    assert_false(is_awake(&inbox, 0));
    inbox_deinit(&inbox);
}

static void *send_all(void *context)
{
    struct sender *sender = context;
    for (unsigned i = 0; i < MESSAGES; i++) {
        if (!inbox_put(sender->inbox, new_note(sender->number, i), SENDERS * MESSAGES)) {
            abort();
        }
    }
    return NULL;
}

static void inbox_03_many_senders(void **state)
{
    struct inbox inbox;
    struct sender senders[SENDERS];
    unsigned next[SENDERS] = {0}, total = 0;
    (void)state;
    assert_true(inbox_init(&inbox));
    for (unsigned i = 0; i < SENDERS; i++) {
        senders[i] = (struct sender){.inbox = &inbox, .number = i};
        assert_int_equal(pthread_create(&senders[i].thread, NULL, send_all, &senders[i]), 0);
    }
    while (total < SENDERS * MESSAGES) {
        assert_true(is_awake(&inbox, 10000)); /* no wake-up gets lost */
        struct inbox_message *at = inbox_take_all(&inbox);
        while (at) {
            struct note *note = CONTAINER_OF(at, struct note, message);
            assert_int_equal(note->number, next[note->sender]++);
            at = at->next;
            free(note);
            total++;
        }
    }
    for (unsigned i = 0; i < SENDERS; i++) {
        assert_int_equal(pthread_join(senders[i].thread, NULL), 0);
    }
    inbox_deinit(&inbox);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inbox_01_in_order_and_awake),
        cmocka_unit_test(inbox_02_woken_without_a_message),
        cmocka_unit_test(inbox_03_many_senders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
