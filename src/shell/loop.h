/* The control thread's event loop: descriptors by epoll, a handful of timers, and a
 * wake-up that other threads and signal handlers may ring. Everything else is called
 * on the thread that runs the loop, and reads the clock here: once a turn.
 */
#ifndef PLENARY_SHELL_LOOP_H
#define PLENARY_SHELL_LOOP_H

#include "base/base.h"

#include <stdatomic.h>
#include <sys/epoll.h>

enum { LOOP_BATCH = 64, LOOP_TIMERS_MAX = 16 };

/* A watched descriptor; embedded in its owner. */
struct loop_watch {
    int fd;
    uint32_t events; /* EPOLLIN | EPOLLOUT wanted; errors and hang-ups always come */
    void (*ready)(struct loop_watch *watch, uint32_t events);
};

/* A timer; embedded in its owner. All zero: never set. */
struct loop_timer {
    bool listed;
    uint64_t deadline_us;
    void (*due)(struct loop_timer *timer, uint64_t now_us);
};

struct loop {
    int epoll_fd;
    uint64_t now_us;  /* monotonic; read after each wait */
    uint64_t skew_us; /* added to the clock: tests leap ahead with it */
    struct loop_timer *timers[LOOP_TIMERS_MAX];
    size_t timer_count;
    struct epoll_event batch[LOOP_BATCH];
    int batch_at, batch_count; /* those not yet delivered in this turn */
    struct loop_watch wake;
    void (*woken)(void *context);
    void *woken_context;
    atomic_bool stopping;
};

/* Monotonic time in microseconds, for threads without a loop. */
uint64_t clock_now_us(void);

/* Ignores SIGPIPE for the whole process: a vanished client is an error of write().
 * False when the system has no descriptors left (errno says why).
 */
CHECK bool loop_init(struct loop *loop);
void loop_deinit(struct loop *loop);

/* Watch `fd`, level-triggered; `watch` stays at its place until forgotten. */
CHECK bool loop_watch(struct loop *loop, struct loop_watch *watch, int fd, uint32_t events,
                      void (*ready)(struct loop_watch *watch, uint32_t events));
/* Want other events from now on; no system call when nothing changes. */
void loop_change(struct loop *loop, struct loop_watch *watch, uint32_t events);
/* No more calls for this watch, not even for events already taken in this turn. The
 * descriptor is the owner's to close.
 */
void loop_forget(struct loop *loop, struct loop_watch *watch);

/* Call `timer->due` (set before) once when the deadline has come; NEVER_US: don't. */
void loop_timer_set(struct loop *loop, struct loop_timer *timer, uint64_t deadline_us);
/* Take it off the list: before its memory goes. */
void loop_timer_forget(struct loop *loop, struct loop_timer *timer);

/* What to call on the loop's thread after loop_wake; several rings may come as one. */
void loop_on_wake(struct loop *loop, void (*woken)(void *context), void *context);
/* From any thread or signal handler. */
void loop_wake(struct loop *loop);
void loop_stop(struct loop *loop);

/* Wait at most `wait_us` for something and deal with it; then return. */
void loop_turn(struct loop *loop, uint64_t wait_us);
/* Turn until loop_stop. */
void loop_run(struct loop *loop);

#endif
