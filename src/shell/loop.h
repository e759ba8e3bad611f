/* The control thread's event loop: epoll, watches with a callback each, one tick. */
#ifndef PLENARY_SHELL_LOOP_H
#define PLENARY_SHELL_LOOP_H

#include <sys/epoll.h>

#include "base/base.h"

#define LOOP_TICK_US (10 * MS_US)

struct watch { /* embedded in its owner, who removes it before it goes */
    int fd;
    void (*ready)(struct watch *watch, uint32_t events);
};

struct loop {
    int epoll_fd;
    bool must_stop;
    void (*tick)(void *context, uint64_t now_us); /* every LOOP_TICK_US */
    void *context;
    uint64_t tick_at_us;
};

CHECK bool loop_init(struct loop *loop, void (*tick)(void *context, uint64_t now_us),
                     void *context);
void loop_deinit(struct loop *loop);
/* `events`: EPOLLIN, EPOLLOUT; level-triggered. */
CHECK bool loop_add(struct loop *loop, struct watch *watch, uint32_t events);
void loop_change(struct loop *loop, struct watch *watch, uint32_t events);
void loop_remove(struct loop *loop, struct watch *watch);
/* Until loop_stop. */
void loop_run(struct loop *loop);
void loop_stop(struct loop *loop);

#endif
