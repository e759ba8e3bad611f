#include "shell/stream.h"

#include <errno.h>
#include <openssl/err.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- shared bytes ---- */

struct shared_bytes *shared_bytes_make(struct bytes bytes)
{
    if (bytes.size > UINT32_MAX) {
        return NULL;
    }
    struct shared_bytes *shared = malloc(sizeof(*shared) + bytes.size);
    if (shared) {
        shared->holders = 1;
        shared->size = (uint32_t)bytes.size;
        if (bytes.data && bytes.size > 0) {
            memcpy(shared->data, bytes.data, bytes.size);
        }
    }
    return shared;
}

struct shared_bytes *shared_bytes_hold(struct shared_bytes *shared)
{
    shared->holders++;
    return shared;
}

void shared_bytes_release(struct shared_bytes *shared)
{
    if (shared && --shared->holders == 0) {
        free(shared);
    }
}

/* ---- the queue ---- */

struct stream_chunk {
    struct stream_chunk *next;
    struct shared_bytes *shared; /* NULL: static bytes */
    struct bytes left;
};

static void fail(struct stream *stream)
{
    stream->failed = true;
    stream_set_deadline(stream, stream->loop->now_us);
}

/* Takes over the caller's hold of `shared`. */
static void append_chunk(struct stream *stream, struct shared_bytes *shared, struct bytes left)
{
    struct stream_chunk *chunk = malloc(sizeof(*chunk));
    if (!chunk) {
        shared_bytes_release(shared);
        fail(stream);
        return;
    }
    if (!stream->queue) {
        stream->progress_us = stream->loop->now_us;
    }
    *chunk = (struct stream_chunk){.shared = shared, .left = left};
    *stream->queue_end = chunk;
    stream->queue_end = &chunk->next;
    stream->queued += left.size;
}

static void drop_first_chunk(struct stream *stream)
{
    struct stream_chunk *chunk = stream->queue;
    stream->queue = chunk->next;
    if (!stream->queue) {
        stream->queue_end = &stream->queue;
    }
    stream->queued -= chunk->left.size;
    shared_bytes_release(chunk->shared);
    free(chunk);
}

/* ---- life ---- */

bool stream_init(struct stream *stream, struct loop *loop, struct wheel *wheel, int fd,
                 SSL_CTX *tls, void (*ready)(struct loop_watch *watch, uint32_t events))
{
    *stream = (struct stream){.loop = loop, .wheel = wheel};
    stream->queue_end = &stream->queue;
    if (tls) {
        stream->ssl = SSL_new(tls);
        if (!stream->ssl || SSL_set_fd(stream->ssl, fd) != 1) {
            SSL_free(stream->ssl);
            return false;
        }
        SSL_set_accept_state(stream->ssl);
    }
    if (!loop_watch(loop, &stream->watch, fd, EPOLLIN, ready)) {
        SSL_free(stream->ssl);
        return false;
    }
    return true;
}

void stream_deinit(struct stream *stream)
{
    wheel_set(stream->wheel, &stream->timer, NEVER_US);
    loop_forget(stream->loop, &stream->watch);
    while (stream->queue) {
        drop_first_chunk(stream);
    }
    SSL_free(stream->ssl);
    (void)close(stream->watch.fd);
}

void stream_set_deadline(struct stream *stream, uint64_t deadline_us)
{
    wheel_set(stream->wheel, &stream->timer, deadline_us);
}

void stream_wait(struct stream *stream, enum stream_reading reading)
{
    uint32_t events = 0;
    if (reading == STREAM_READS) {
        events |= EPOLLIN;
    }
    if (!stream->failed && (stream->queue || stream->tls_wants_write)) {
        events |= EPOLLOUT;
    }
    loop_change(stream->loop, &stream->watch, events);
}

/* ---- in and out ---- */

/* What a failed call of OpenSSL means; the error queue is left empty. */
static enum stream_result tls_result(struct stream *stream, int returned)
{
    int error = SSL_get_error(stream->ssl, returned);
    ERR_clear_error();
    switch (error) {
    case SSL_ERROR_WANT_WRITE:
        stream->tls_wants_write = true;
        return STREAM_AGAIN;
    case SSL_ERROR_WANT_READ:
        return STREAM_AGAIN;
    case SSL_ERROR_ZERO_RETURN:
        return STREAM_END;
    default:
        /* OpenSSL forbids SSL_shutdown after this. */
        stream->finished = true;
        fail(stream);
        return STREAM_FAILED;
    }
}

enum stream_result stream_handshake(struct stream *stream)
{
    if (!stream->ssl) {
        return STREAM_DONE;
    }
    stream->tls_wants_write = false;
    int returned = SSL_do_handshake(stream->ssl);
    if (returned == 1) {
        return STREAM_DONE;
    }
    enum stream_result result = tls_result(stream, returned);
    return result == STREAM_END ? STREAM_FAILED : result;
}

enum stream_result stream_read(struct stream *stream, uint8_t *buffer, size_t size, size_t *count)
{
    *count = 0;
    if (stream->failed) {
        return STREAM_FAILED;
    }
    if (stream->ssl) {
        stream->tls_wants_write = false;
        int returned = SSL_read_ex(stream->ssl, buffer, size, count);
        return returned == 1 ? STREAM_DONE : tls_result(stream, returned);
    }
    ssize_t received = recv(stream->watch.fd, buffer, size, 0);
    if (received > 0) {
        *count = (size_t)received;
        return STREAM_DONE;
    }
    if (received == 0) {
        return STREAM_END;
    }
    if (errno == EAGAIN || errno == EINTR) {
        return STREAM_AGAIN;
    }
    fail(stream);
    return STREAM_FAILED;
}

bool stream_has_pending(const struct stream *stream)
{
    return stream->ssl && SSL_pending(stream->ssl) > 0;
}

/* One attempt; DONE: *count >= 1 bytes were taken. */
static enum stream_result write_once(struct stream *stream, struct bytes bytes, size_t *count)
{
    *count = 0;
    if (stream->ssl) {
        stream->tls_wants_write = false;
        int returned = SSL_write_ex(stream->ssl, bytes.data, bytes.size, count);
        if (returned == 1) {
            return STREAM_DONE;
        }
        enum stream_result result = tls_result(stream, returned);
        if (result == STREAM_END) { /* close_notify came; nobody listens any more */
            fail(stream);
        }
        return result == STREAM_AGAIN ? STREAM_AGAIN : STREAM_FAILED;
    }
    ssize_t sent = send(stream->watch.fd, bytes.data, bytes.size, MSG_NOSIGNAL);
    if (sent > 0) {
        *count = (size_t)sent;
        return STREAM_DONE;
    }
    if (errno == EAGAIN || errno == EINTR) {
        return STREAM_AGAIN;
    }
    fail(stream);
    return STREAM_FAILED;
}

/* Write what the socket takes at once; returns what is left for the queue. */
static struct bytes write_through(struct stream *stream, struct bytes bytes)
{
    while (bytes.size > 0 && !stream->queue && !stream->failed) {
        size_t count;
        if (write_once(stream, bytes, &count) != STREAM_DONE) {
            break;
        }
        bytes = bytes_of(bytes.data + count, bytes.size - count);
    }
    return stream->failed ? (struct bytes){0} : bytes;
}

void stream_write(struct stream *stream, struct bytes bytes)
{
    struct bytes left = write_through(stream, bytes);
    if (left.size == 0) {
        return;
    }
    struct shared_bytes *copy = shared_bytes_make(left);
    if (!copy) {
        fail(stream);
        return;
    }
    append_chunk(stream, copy, bytes_of(copy->data, copy->size));
}

void stream_write_static(struct stream *stream, struct bytes bytes)
{
    struct bytes left = write_through(stream, bytes);
    if (left.size > 0) {
        append_chunk(stream, NULL, left);
    }
}

void stream_write_shared(struct stream *stream, struct shared_bytes *shared)
{
    struct bytes left = write_through(stream, bytes_of(shared->data, shared->size));
    if (left.size > 0) {
        append_chunk(stream, shared_bytes_hold(shared), left);
    }
}

enum stream_result stream_flush(struct stream *stream)
{
    while (stream->queue && !stream->failed) {
        struct stream_chunk *chunk = stream->queue;
        size_t count;
        enum stream_result result = write_once(stream, chunk->left, &count);
        if (result != STREAM_DONE) {
            return result;
        }
        stream->progress_us = stream->loop->now_us;
        stream->queued -= count;
        chunk->left = bytes_of(chunk->left.data + count, chunk->left.size - count);
        if (chunk->left.size == 0) {
            drop_first_chunk(stream);
        }
    }
    return stream->failed ? STREAM_FAILED : STREAM_DONE;
}

void stream_finish(struct stream *stream)
{
    if (stream->finished || stream->failed) {
        return;
    }
    stream->finished = true;
    if (stream->ssl && SSL_is_init_finished(stream->ssl)) {
        (void)SSL_shutdown(stream->ssl);
        ERR_clear_error();
    }
    (void)shutdown(stream->watch.fd, SHUT_WR);
}
