/* A queue of messages for one thread, from any: a lock around a list, and an eventfd
 * that wakes the reader. The lock protects the list alone and is held for a few
 * instructions.
 */
#ifndef PLENARY_SHELL_INBOX_H
#define PLENARY_SHELL_INBOX_H

#include <pthread.h>

#include "base/base.h"

struct inbox_message { /* the first member of whatever is queued */
    struct inbox_message *next;
};

struct inbox {
    pthread_mutex_t lock;
    struct inbox_message *first, **last;
    size_t count;
    int wake_fd; /* readable while something is queued */
};

CHECK bool inbox_init(struct inbox *inbox);
/* The messages still queued are freed. */
void inbox_deinit(struct inbox *inbox);
/* The message comes from malloc and is the reader's from here on. False when `max`
 * messages are queued already; the message is then freed.
 */
CHECK bool inbox_put(struct inbox *inbox, struct inbox_message *message, size_t max);
/* Take all, oldest first; the caller frees each. Clears the wake-up. */
struct inbox_message *inbox_take_all(struct inbox *inbox);
/* Wake the reader without a message. */
void inbox_wake(struct inbox *inbox);

#endif
