/* A media thread: its socket, its inbox, its loop around node/media. Threads exchange
 * messages and share rings; nothing else.
 */
#ifndef PLENARY_SHELL_MEDIA_THREAD_H
#define PLENARY_SHELL_MEDIA_THREAD_H

#include "node/media.h"
#include "shell/udp.h"

struct media_threads;

/* Told on a media thread; must only queue. */
typedef void (*media_event_taker)(void *context, const struct media_event *event);

struct media_switches { /* all on, but where the worth of one is measured */
    unsigned fanout;    /* enum fanout_switch */
    unsigned udp;       /* enum udp_switch */
};
#define MEDIA_SWITCHES_ALL                                                                         \
    (struct media_switches)                                                                        \
    {                                                                                              \
        .fanout = FANOUT_PREFETCH | FANOUT_RIDING, .udp = UDP_TRAINS | UDP_RUNS | UDP_BATCHES      \
    }

/* Bind `count` sockets to one address and start their threads. NULL with errno. If the
 * port is 0 the system chooses one.
 */
CHECK struct media_threads *media_threads_start(const struct address *listen, uint8_t count,
                                                const struct media_switches *switches,
                                                struct random_source *random,
                                                media_event_taker tell, void *context);
/* Stop and join; sends what is queued first. Members that are left stay the caller's. */
void media_threads_stop(struct media_threads *threads);

uint16_t media_threads_port(const struct media_threads *threads);
struct datagram_sink *media_threads_sink(struct media_threads *threads, uint8_t thread);
void media_threads_command(struct media_threads *threads, uint8_t thread,
                           const struct media_command *command);
const struct media *media_threads_media(const struct media_threads *threads, uint8_t thread);

#endif
