/* A timer wheel: thousands of deadlines, each set and taken in constant time, to
 * within WHEEL_STEP_US. Deadlines beyond the horizon wait in the farthest step and
 * are looked at again. Never early, late by at most one step and the caller's tick.
 */
#ifndef PLENARY_BASE_WHEEL_H
#define PLENARY_BASE_WHEEL_H

#include "base/base.h"

enum { WHEEL_STEPS = 512 }; /* a power of two */
#define WHEEL_STEP_US (8 * MS_US)

struct wheel_timer { /* embedded in its owner; all zero: not set */
    struct wheel_timer *next;
    struct wheel_timer **link; /* what points to us; NULL when not set */
    uint64_t deadline_us;
};

struct wheel {
    uint64_t step; /* all before it have been taken */
    struct wheel_timer *steps[WHEEL_STEPS];
};

void wheel_init(struct wheel *wheel, uint64_t now_us);
/* Set, or set anew; NEVER_US takes it off. */
void wheel_set(struct wheel *wheel, struct wheel_timer *timer, uint64_t deadline_us);
/* Take one timer that is due, NULL when none is. */
struct wheel_timer *wheel_take_due(struct wheel *wheel, uint64_t now_us);

#endif
