#include "shell/loop.h"

#include <errno.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

uint64_t clock_now_us(void)
{
    struct timespec now;
    ASSERT(clock_gettime(CLOCK_MONOTONIC, &now) == 0);
    return (uint64_t)now.tv_sec * SECOND_US + (uint64_t)now.tv_nsec / 1000;
}

static void read_clock(struct loop *loop)
{
    loop->now_us = clock_now_us() + loop->skew_us;
}

static void wake_ready(struct loop_watch *watch, uint32_t events)
{
    struct loop *loop = CONTAINER_OF(watch, struct loop, wake);
    uint64_t rings;
    (void)events;
    /* Fails only if someone else has emptied it. */
    if (read(watch->fd, &rings, sizeof(rings)) == (ssize_t)sizeof(rings) && loop->woken) {
        loop->woken(loop->woken_context);
    }
}

bool loop_init(struct loop *loop)
{
    *loop = (struct loop){.epoll_fd = -1};
    atomic_init(&loop->stopping, false);
    (void)signal(SIGPIPE, SIG_IGN);
    int wake_fd = -1;
    loop->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    if (loop->epoll_fd < 0) {
        return false;
    }
    wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (wake_fd < 0 || !loop_watch(loop, &loop->wake, wake_fd, EPOLLIN, wake_ready)) {
        if (wake_fd >= 0) {
            (void)close(wake_fd);
        }
        (void)close(loop->epoll_fd);
        return false;
    }
    read_clock(loop);
    return true;
}

void loop_deinit(struct loop *loop)
{
    (void)close(loop->wake.fd);
    (void)close(loop->epoll_fd);
}

bool loop_watch(struct loop *loop, struct loop_watch *watch, int fd, uint32_t events,
                void (*ready)(struct loop_watch *watch, uint32_t events))
{
    *watch = (struct loop_watch){.fd = fd, .events = events, .ready = ready};
    struct epoll_event event = {.events = events, .data.ptr = watch};
    return epoll_ctl(loop->epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

void loop_change(struct loop *loop, struct loop_watch *watch, uint32_t events)
{
    if (watch->events == events) {
        return;
    }
    watch->events = events;
    struct epoll_event event = {.events = events, .data.ptr = watch};
    ASSERT(epoll_ctl(loop->epoll_fd, EPOLL_CTL_MOD, watch->fd, &event) == 0);
}

void loop_forget(struct loop *loop, struct loop_watch *watch)
{
    ASSERT(epoll_ctl(loop->epoll_fd, EPOLL_CTL_DEL, watch->fd, NULL) == 0);
    for (int i = loop->batch_at; i < loop->batch_count; i++) {
        if (loop->batch[i].data.ptr == watch) {
            loop->batch[i].data.ptr = NULL;
        }
    }
}

void loop_timer_set(struct loop *loop, struct loop_timer *timer, uint64_t deadline_us)
{
    timer->deadline_us = deadline_us;
    if (!timer->listed) {
        ASSERT(loop->timer_count < LOOP_TIMERS_MAX);
        loop->timers[loop->timer_count++] = timer;
        timer->listed = true;
    }
}

void loop_timer_forget(struct loop *loop, struct loop_timer *timer)
{
    for (size_t i = 0; i < loop->timer_count; i++) {
        if (loop->timers[i] == timer) {
            loop->timers[i] = loop->timers[--loop->timer_count];
            break;
        }
    }
    timer->listed = false;
}

void loop_on_wake(struct loop *loop, void (*woken)(void *context), void *context)
{
    loop->woken = woken;
    loop->woken_context = context;
}

void loop_wake(struct loop *loop)
{
    uint64_t one = 1;
    /* EAGAIN, the only failure there can be, means that it is ringing already. */
    int kept = errno;
    ssize_t written = write(loop->wake.fd, &one, sizeof(one));
    (void)written;
    errno = kept;
}

void loop_stop(struct loop *loop)
{
    atomic_store(&loop->stopping, true);
    loop_wake(loop);
}

static uint64_t next_deadline(const struct loop *loop)
{
    uint64_t deadline_us = NEVER_US;
    for (size_t i = 0; i < loop->timer_count; i++) {
        deadline_us = MIN(deadline_us, loop->timers[i]->deadline_us);
    }
    return deadline_us;
}

/* Each timer at most once a turn, whatever it sets itself to. */
static void run_timers(struct loop *loop)
{
    for (size_t i = 0; i < loop->timer_count; i++) {
        struct loop_timer *timer = loop->timers[i];
        if (timer->deadline_us <= loop->now_us) {
            timer->deadline_us = NEVER_US;
            timer->due(timer, loop->now_us);
        }
    }
}

void loop_turn(struct loop *loop, uint64_t wait_us)
{
    read_clock(loop);
    uint64_t deadline_us = next_deadline(loop);
    uint64_t left_us = deadline_us > loop->now_us ? deadline_us - loop->now_us : 0;
    wait_us = MIN(wait_us, MIN(left_us, 3600 * SECOND_US));
    /* Rounded up: a millisecond early would be a turn for nothing. */
    int wait_ms = (int)((wait_us + MS_US - 1) / MS_US);
    int count = epoll_wait(loop->epoll_fd, loop->batch, LOOP_BATCH, wait_ms);
    ASSERT(count >= 0 || errno == EINTR);
    read_clock(loop);
    loop->batch_count = MAX(count, 0);
    for (loop->batch_at = 0; loop->batch_at < loop->batch_count;) {
        struct epoll_event event = loop->batch[loop->batch_at++];
        struct loop_watch *watch = event.data.ptr;
        if (watch) {
            watch->ready(watch, event.events);
        }
    }
    run_timers(loop);
}

void loop_run(struct loop *loop)
{
    while (!atomic_load(&loop->stopping)) {
        loop_turn(loop, NEVER_US);
    }
}
