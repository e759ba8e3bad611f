#include "shell/loop.h"

#include <unistd.h>

#include "shell/net.h"

/* One event at a time: a callback may remove any other watch. */
enum { EVENTS_A_ROUND = 1 };

bool loop_init(struct loop *loop, void (*tick)(void *context, uint64_t now_us), void *context)
{
    *loop =
        (struct loop){.epoll_fd = epoll_create1(EPOLL_CLOEXEC), .tick = tick, .context = context};
    return loop->epoll_fd >= 0;
}

void loop_deinit(struct loop *loop)
{
    close(loop->epoll_fd);
}

static int control(struct loop *loop, int operation, struct watch *watch, uint32_t events)
{
    struct epoll_event event = {.events = events, .data.ptr = watch};
    return epoll_ctl(loop->epoll_fd, operation, watch->fd, &event);
}

bool loop_add(struct loop *loop, struct watch *watch, uint32_t events)
{
    return control(loop, EPOLL_CTL_ADD, watch, events) == 0;
}

void loop_change(struct loop *loop, struct watch *watch, uint32_t events)
{
    control(loop, EPOLL_CTL_MOD, watch, events);
}

void loop_remove(struct loop *loop, struct watch *watch)
{
    control(loop, EPOLL_CTL_DEL, watch, 0);
}

void loop_run(struct loop *loop)
{
    while (!loop->must_stop) {
        uint64_t now_us = net_now_us();
        if (now_us >= loop->tick_at_us) {
            loop->tick(loop->context, now_us);
            loop->tick_at_us = now_us + LOOP_TICK_US;
        }
        struct epoll_event event;
        int wait_ms = (int)((loop->tick_at_us - now_us) / MS_US) + 1;
        if (epoll_wait(loop->epoll_fd, &event, EVENTS_A_ROUND, wait_ms) == 1) {
            struct watch *watch = event.data.ptr;
            watch->ready(watch, event.events);
        }
    }
}

void loop_stop(struct loop *loop)
{
    loop->must_stop = true;
}
