#include "base/wheel.h"

static void unlink_timer(struct wheel_timer *timer)
{
    if (timer->link) {
        *timer->link = timer->next;
        if (timer->next) {
            timer->next->link = timer->link;
        }
        timer->link = NULL;
        timer->next = NULL;
    }
}

/* Rounded up: a timer is never early. */
static uint64_t step_of(const struct wheel_timer *timer)
{
    return (timer->deadline_us + WHEEL_STEP_US - 1) / WHEEL_STEP_US;
}

static void link_timer(struct wheel *wheel, struct wheel_timer *timer)
{
    uint64_t step = MAX(step_of(timer), wheel->step);
    step = MIN(step, wheel->step + WHEEL_STEPS - 1);
    struct wheel_timer **head = &wheel->steps[step % WHEEL_STEPS];
    timer->next = *head;
    timer->link = head;
    if (timer->next) {
        timer->next->link = &timer->next;
    }
    *head = timer;
}

void wheel_init(struct wheel *wheel, uint64_t now_us)
{
    *wheel = (struct wheel){.step = now_us / WHEEL_STEP_US};
}

void wheel_set(struct wheel *wheel, struct wheel_timer *timer, uint64_t deadline_us)
{
    unlink_timer(timer);
    timer->deadline_us = deadline_us;
    if (deadline_us != NEVER_US) {
        link_timer(wheel, timer);
    }
}

/* The first timer of the current step that belongs to it; those from beyond the
 * horizon are put where they belong now.
 */
static struct wheel_timer *take_of_step(struct wheel *wheel)
{
    struct wheel_timer *timer = wheel->steps[wheel->step % WHEEL_STEPS];
    while (timer && step_of(timer) > wheel->step) {
        struct wheel_timer *later = timer;
        timer = timer->next;
        unlink_timer(later);
        link_timer(wheel, later);
    }
    if (timer) {
        unlink_timer(timer);
    }
    return timer;
}

struct wheel_timer *wheel_take_due(struct wheel *wheel, uint64_t now_us)
{
    uint64_t now_step = now_us / WHEEL_STEP_US;
    for (;;) {
        struct wheel_timer *timer = take_of_step(wheel);
        if (timer || wheel->step >= now_step) {
            return timer;
        }
        wheel->step++;
    }
}
