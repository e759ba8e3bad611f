#include "shell/media_thread.h"

#include <errno.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>

#include "shell/inbox.h"
#include "shell/net.h"
#include "shell/publisher_sockets.h"
#include "shell/udp.h"

enum {
    COMMANDS_MAX = 1 << 20,
    HANDOFFS_MAX = 4096,
    RECEIVE_ROUNDS = 32,     /* batches at a time, ... */
    RECEIVE_ROUNDS_BUSY = 4, /* ... while sending is behind: then each has half of the time */
    SHARED_PAUSE_US = 2 * MS_US,
};

struct command_message {
    struct inbox_message message;
    struct media_command command;
};

struct datagram_message {
    struct inbox_message message;
    struct address from;
    size_t size;
    uint8_t data[];
};

struct media_thread {
    struct media media;
    struct udp udp;
    struct publisher_sockets publishers;
    /* What the audience sends may wait a moment, and each awakening for one datagram costs more
     * than the datagram: after a reading of the shared socket, none before then.
     */
    uint64_t shared_at_us;
    struct inbox commands, datagrams;
    struct media_threads *threads;
    pthread_t handle;
    bool is_started;
    _Atomic bool must_stop;
};

struct media_threads {
    uint8_t count;
    uint16_t port;
    media_event_taker tell;
    void *context;
    struct media_thread *list[MEDIA_THREADS_MAX];
};

/* ---- the ports of node/media ---- */

static bool hand_off(void *context, uint8_t thread, const struct address *from,
                     struct bytes datagram)
{
    struct media_thread *self = context;
    struct datagram_message *message = malloc(sizeof(*message) + datagram.size);
    if (!message) {
        return false;
    }
    message->from = *from;
    message->size = datagram.size;
    memcpy(message->data, datagram.data, datagram.size);
    return inbox_put(&self->threads->list[thread]->datagrams, &message->message, HANDOFFS_MAX);
}

static void tell(void *context, const struct media_event *event)
{
    struct media_thread *self = context;
    self->threads->tell(self->threads->context, event);
}

static void tell_others(struct media_thread *self, enum media_command_kind kind,
                        const struct address *address)
{
    struct media_command command = {.kind = kind,
                                    .route = {.address = *address, .thread = self->media.thread}};
    for (uint8_t i = 0; i < self->threads->count; i++) {
        if (self->threads->list[i] != self) {
            media_threads_command(self->threads, i, &command);
        }
    }
}

static void route(void *context, const struct address *address, enum member_kind kind)
{
    struct media_thread *self = context;
    tell_others(self, MEDIA_ROUTE, address);
    if (kind == MEMBER_PUBLISHER) {
        publisher_sockets_open(&self->publishers, &self->udp, address);
    }
}

static void unroute(void *context, const struct address *address)
{
    struct media_thread *self = context;
    tell_others(self, MEDIA_UNROUTE, address);
    publisher_sockets_close(&self->publishers, address);
}

static void wake_others(void *context)
{
    struct media_thread *self = context;
    for (uint8_t i = 0; i < self->threads->count; i++) {
        if (self->threads->list[i] != self) {
            inbox_wake(&self->threads->list[i]->commands);
        }
    }
}

/* ---- the loop ---- */

static void take_commands(struct media_thread *self)
{
    struct inbox_message *at = inbox_take_all(&self->commands);
    while (at) {
        struct command_message *message = CONTAINER_OF(at, struct command_message, message);
        at = at->next;
        media_command(&self->media, &message->command, net_now_us());
        free(message);
    }
}

static void take_datagrams(struct media_thread *self)
{
    struct inbox_message *at = inbox_take_all(&self->datagrams);
    while (at) {
        struct datagram_message *message = CONTAINER_OF(at, struct datagram_message, message);
        at = at->next;
        media_receive(&self->media, &message->from, message->data, message->size, MEDIA_FROM_THREAD,
                      net_now_us());
        free(message);
    }
}

/* Returns whether there may be more. */
static bool take_network(struct media_thread *self, int fd)
{
    size_t rounds = self->media.has_more ? RECEIVE_ROUNDS_BUSY : RECEIVE_ROUNDS;
    bool more = true;
    for (size_t round = 0; more && round < rounds; round++) {
        struct address from;
        uint8_t *datagram;
        size_t size;
        more = udp_receive(&self->udp, fd);
        uint64_t now_us = net_now_us();
        while (udp_next(&self->udp, &from, &datagram, &size)) {
            media_receive(&self->media, &from, datagram, size, MEDIA_FROM_NETWORK, now_us);
        }
    }
    return more;
}

static void publish_counters(struct media_thread *self)
{
    struct media_counters *counters = &self->media.counters;
    const struct udp *udp = &self->udp;
    atomic_store_explicit(&counters->datagrams_sent, udp->sent, memory_order_relaxed);
    atomic_store_explicit(&counters->bytes_sent, udp->sent_bytes, memory_order_relaxed);
    atomic_store_explicit(&counters->messages_sent, udp->messages, memory_order_relaxed);
    atomic_store_explicit(&counters->messages_refused, udp->refused, memory_order_relaxed);
    atomic_store_explicit(&counters->packets_late, self->media.fanout.skipped,
                          memory_order_relaxed);
}

static void *run(void *argument)
{
    struct media_thread *self = argument;
    while (!atomic_load_explicit(&self->must_stop, memory_order_relaxed)) {
        uint64_t now_us = net_now_us();
        bool has_pause = now_us < self->shared_at_us;
        uint64_t wait_us = media_next_deadline(&self->media, now_us) - now_us;
        wait_us = has_pause ? MIN(wait_us, self->shared_at_us - now_us) : wait_us;
        struct timespec timeout = {.tv_sec = (time_t)(wait_us / SECOND_US),
                                   .tv_nsec = (long)(wait_us % SECOND_US * 1000)};
        struct pollfd fds[3 + PUBLISHER_SOCKETS_MAX] = {
            {.fd = has_pause ? -1 : self->udp.fd, .events = POLLIN},
            {.fd = self->commands.wake_fd, .events = POLLIN},
            {.fd = self->datagrams.wake_fd, .events = POLLIN},
        };
        const struct publisher_sockets *publishers = &self->publishers;
        for (size_t i = 0; i < publishers->count; i++) {
            fds[3 + i] = (struct pollfd){.fd = publishers->fds[i], .events = POLLIN};
        }
        ppoll(fds, 3 + publishers->count, &timeout, NULL);
        if (fds[1].revents != 0) {
            take_commands(self);
        }
        if (fds[2].revents != 0) {
            take_datagrams(self);
        }
        for (size_t i = 0; i < publishers->count; i++) { /* those that came since: next time */
            if (fds[3 + i].revents != 0) {
                take_network(self, publishers->fds[i]);
            }
        }
        if (fds[0].revents != 0 && !take_network(self, self->udp.fd)) {
            self->shared_at_us = net_now_us() + SHARED_PAUSE_US;
        }
        media_tick(&self->media, net_now_us());
        udp_flush(&self->udp);
        publish_counters(self);
    }
    take_commands(self); /* the goodbyes */
    udp_flush(&self->udp);
    return NULL;
}

/* ---- start and stop ---- */

static bool init_thread(struct media_threads *threads, uint8_t index, struct address *listen,
                        const struct media_switches *switches, struct random_source *random)
{
    int family;
    /* Large and mostly never touched: pages come as they are used. */
    struct media_thread *self = mmap(NULL, sizeof(*self), PROT_READ | PROT_WRITE,
                                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (self == MAP_FAILED) {
        return false;
    }
    threads->list[index] = self;
    self->threads = threads;
    int fd = net_bind(listen, SOCK_DGRAM, &family);
    if (fd < 0 || !inbox_init(&self->commands) || !inbox_init(&self->datagrams)) {
        return false;
    }
    listen->port = net_port(fd);
    udp_init(&self->udp, fd, family, switches->udp);
    struct media_ports ports = {
        .sink = &self->udp.sink,
        .trains = &self->udp.trains,
        .random = random,
        .context = self,
        .hand_off = hand_off,
        .tell = tell,
        .route = route,
        .unroute = unroute,
        .wake_others = wake_others,
    };
    media_init(&self->media, index, threads->count, switches->fanout, &ports, net_now_us());
    return true;
}

struct media_threads *media_threads_start(const struct address *listen, uint8_t count,
                                          const struct media_switches *switches,
                                          struct random_source *random, media_event_taker taker,
                                          void *context)
{
    struct media_threads *threads = calloc(1, sizeof(*threads));
    struct address address = *listen;
    if (!threads) {
        return NULL;
    }
    threads->count = count;
    threads->tell = taker;
    threads->context = context;
    for (uint8_t i = 0; i < count; i++) {
        if (!init_thread(threads, i, &address, switches, random)) {
            return NULL; /* the program ends: nothing is unwound */
        }
    }
    threads->port = address.port;
    for (uint8_t i = 0; i < count; i++) {
        struct media_thread *self = threads->list[i];
        self->is_started = pthread_create(&self->handle, NULL, run, self) == 0;
        if (!self->is_started) {
            return NULL;
        }
    }
    return threads;
}

void media_threads_stop(struct media_threads *threads)
{
    for (uint8_t i = 0; i < threads->count; i++) {
        atomic_store_explicit(&threads->list[i]->must_stop, true, memory_order_relaxed);
        inbox_wake(&threads->list[i]->commands);
    }
    for (uint8_t i = 0; i < threads->count; i++) {
        pthread_join(threads->list[i]->handle, NULL);
    }
    for (uint8_t i = 0; i < threads->count; i++) {
        struct media_thread *self = threads->list[i];
        while (self->publishers.count > 0) {
            publisher_sockets_close(&self->publishers, &self->publishers.addresses[0]);
        }
        close(self->udp.fd);
        inbox_deinit(&self->commands);
        inbox_deinit(&self->datagrams);
        munmap(self, sizeof(*self));
    }
    free(threads);
}

uint16_t media_threads_port(const struct media_threads *threads)
{
    return threads->port;
}

struct datagram_sink *media_threads_sink(struct media_threads *threads, uint8_t thread)
{
    return &threads->list[thread]->udp.sink;
}

void media_threads_command(struct media_threads *threads, uint8_t thread,
                           const struct media_command *command)
{
    struct command_message *message = malloc(sizeof(*message));
    ASSERT(message);
    message->command = *command;
    bool is_taken = inbox_put(&threads->list[thread]->commands, &message->message, COMMANDS_MAX);
    ASSERT(is_taken);
}

const struct media *media_threads_media(const struct media_threads *threads, uint8_t thread)
{
    return &threads->list[thread]->media;
}
