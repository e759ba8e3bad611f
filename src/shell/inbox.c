#include "shell/inbox.h"

#include <sys/eventfd.h>
#include <unistd.h>

bool inbox_init(struct inbox *inbox)
{
    *inbox = (struct inbox){.wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)};
    inbox->last = &inbox->first;
    return inbox->wake_fd >= 0 && pthread_mutex_init(&inbox->lock, NULL) == 0;
}

void inbox_deinit(struct inbox *inbox)
{
    struct inbox_message *message = inbox_take_all(inbox);
    while (message) {
        struct inbox_message *next = message->next;
        free(message);
        message = next;
    }
    close(inbox->wake_fd);
    pthread_mutex_destroy(&inbox->lock);
}

void inbox_wake(struct inbox *inbox)
{
    uint64_t one = 1;
    ssize_t ignored = write(inbox->wake_fd, &one, sizeof(one));
    (void)ignored; /* full means: it is awake anyway */
}

bool inbox_put(struct inbox *inbox, struct inbox_message *message, size_t max)
{
    message->next = NULL;
    pthread_mutex_lock(&inbox->lock);
    bool is_taken = inbox->count < max;
    bool was_empty = inbox->first == NULL;
    if (is_taken) {
        *inbox->last = message;
        inbox->last = &message->next;
        inbox->count++;
    }
    pthread_mutex_unlock(&inbox->lock);
    if (!is_taken) {
        free(message);
    } else if (was_empty) {
        inbox_wake(inbox);
    }
    return is_taken;
}

struct inbox_message *inbox_take_all(struct inbox *inbox)
{
    uint64_t count;
    ssize_t ignored = read(inbox->wake_fd, &count, sizeof(count));
    (void)ignored;
    pthread_mutex_lock(&inbox->lock);
    struct inbox_message *first = inbox->first;
    inbox->first = NULL;
    inbox->last = &inbox->first;
    inbox->count = 0;
    pthread_mutex_unlock(&inbox->lock);
    return first;
}
