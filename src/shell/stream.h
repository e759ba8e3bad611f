/* A client's byte stream: a non-blocking TCP socket, with TLS or plain, and the queue
 * of what it could not take yet. http_connection and websocket drive it; it knows
 * neither. A broadcast is one buffer, shared by the queues of all who are slow.
 */
#ifndef PLENARY_SHELL_STREAM_H
#define PLENARY_SHELL_STREAM_H

#include "base/bytes.h"
#include "base/wheel.h"
#include "shell/loop.h"

#include <openssl/ssl.h>

/* Immutable bytes with a count of their holders; the control thread's alone. */
struct shared_bytes {
    uint32_t holders;
    uint32_t size;
    uint8_t data[];
};

/* One holder: the caller. NULL without memory. Copies `bytes` if its data is not NULL. */
CHECK struct shared_bytes *shared_bytes_make(struct bytes bytes);
struct shared_bytes *shared_bytes_hold(struct shared_bytes *shared);
void shared_bytes_release(struct shared_bytes *shared); /* NULL is fine */

struct stream_chunk; /* a piece of the queue */

struct stream {
    struct loop *loop;
    struct wheel *wheel;
    struct loop_watch watch;
    struct wheel_timer timer; /* its one deadline; set by who drives it */
    SSL *ssl;                 /* NULL: plain */
    struct stream_chunk *queue;
    struct stream_chunk **queue_end;
    size_t queued;        /* bytes in the queue */
    uint64_t progress_us; /* when bytes last went out */
    bool tls_wants_write; /* TLS can't go on before it has written */
    bool finished;        /* we said that nothing more will come */
    bool failed;          /* nothing more goes in or out; the deadline is now */
};

/* Takes over `fd`; `tls` NULL is plain. `ready` is called with stream.watch; deadlines are
 * timers of `wheel`. False without memory; the descriptor is then still the caller's.
 */
CHECK bool stream_init(struct stream *stream, struct loop *loop, struct wheel *wheel, int fd,
                       SSL_CTX *tls, void (*ready)(struct loop_watch *watch, uint32_t events));
/* Closes the socket and gives the queue back. */
void stream_deinit(struct stream *stream);

enum stream_result { STREAM_DONE, STREAM_AGAIN, STREAM_END, STREAM_FAILED };

/* TLS handshake; DONE at once on a plain stream. */
CHECK enum stream_result stream_handshake(struct stream *stream);
/* Read what there is, at most `size` bytes. DONE: *count >= 1. END: the client writes no more. */
CHECK enum stream_result stream_read(struct stream *stream, uint8_t *buffer, size_t size,
                                     size_t *count);
/* Bytes decrypted already, of which epoll won't tell. */
bool stream_has_pending(const struct stream *stream);

/* Send, in order: at once what the socket takes, the rest through the queue. A failure
 * sets `failed` and makes the deadline due; nobody is called back here.
 */
void stream_write(struct stream *stream, struct bytes bytes);                 /* copied if queued */
void stream_write_static(struct stream *stream, struct bytes bytes);          /* never copied */
void stream_write_shared(struct stream *stream, struct shared_bytes *shared); /* held if queued */
/* Send from the queue; DONE when it is empty. */
CHECK enum stream_result stream_flush(struct stream *stream);

void stream_set_deadline(struct stream *stream, uint64_t deadline_us);

/* Say that nothing more will be written (close_notify, then FIN). */
void stream_finish(struct stream *stream);
/* Tell the loop what to wait for: writing follows from the queue. */
enum stream_reading { STREAM_READS, STREAM_PAUSES };
void stream_wait(struct stream *stream, enum stream_reading reading);

#endif
