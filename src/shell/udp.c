#include "shell/udp.h"

#include <errno.h>
#include <netinet/udp.h>
#include <poll.h>

#include "shell/net.h"

enum { SEND_WAIT_MS = 5 };

/* ---- sending ---- */

static bool can_reach(const struct udp *udp, const struct address *to)
{
    return udp->family != AF_INET || address_is_ipv4(to);
}

static bool has_room(const struct udp *udp, size_t size, size_t messages)
{
    return udp->queued + messages <= UDP_SEND_BATCH && udp->queued_bytes + size <= UDP_SEND_BYTES;
}

/* One message of what stands at the end of the batch's bytes. */
static struct msghdr *queue_message(struct udp *udp, const struct address *to, size_t size)
{
    size_t i = udp->queued++;
    struct msghdr *header = &udp->out[i].msg_hdr;
    udp->out_parts[i] =
        (struct iovec){.iov_base = udp->out_data + udp->queued_bytes, .iov_len = size};
    udp->queued_bytes += size;
    header->msg_namelen = net_to_sockaddr(to, udp->family, &udp->out_names[i]);
    header->msg_control = NULL;
    header->msg_controllen = 0;
    udp->messages++;
    return header;
}

static void count_sent(struct udp *udp, size_t datagrams, size_t bytes)
{
    udp->sent += datagrams;
    udp->sent_bytes += bytes;
    if ((udp->switches & UDP_BATCHES) == 0) {
        udp_flush(udp);
    }
}

static void send_datagram(struct datagram_sink *sink, const struct address *to,
                          struct bytes datagram)
{
    struct udp *udp = CONTAINER_OF(sink, struct udp, sink);
    if (!can_reach(udp, to)) {
        return;
    }
    if (!has_room(udp, datagram.size, 1)) {
        udp_flush(udp);
    }
    memcpy(udp->out_data + udp->queued_bytes, datagram.data, datagram.size);
    queue_message(udp, to, datagram.size);
    count_sent(udp, 1, datagram.size);
}

static uint8_t *reserve_train(struct train_sink *sink, size_t size)
{
    struct udp *udp = CONTAINER_OF(sink, struct udp, trains);
    ASSERT(size <= TRAIN_MAX);
    if (!has_room(udp, size, 1)) {
        udp_flush(udp);
    }
    return udp->out_data + udp->queued_bytes;
}

static void set_segment(struct msghdr *header, struct udp_control *control, size_t size)
{
    *header = (struct msghdr){.msg_name = header->msg_name,
                              .msg_namelen = header->msg_namelen,
                              .msg_iov = header->msg_iov,
                              .msg_iovlen = 1,
                              .msg_control = control->data,
                              .msg_controllen = CMSG_SPACE(sizeof(uint16_t))};
    struct cmsghdr *segment = CMSG_FIRSTHDR(header);
    uint16_t value = (uint16_t)size;
    segment->cmsg_level = SOL_UDP;
    segment->cmsg_type = UDP_SEGMENT;
    segment->cmsg_len = CMSG_LEN(sizeof(value));
    memcpy(CMSG_DATA(segment), &value, sizeof(value));
}

static void send_train(struct train_sink *sink, const struct address *to, size_t size,
                       size_t datagram_size)
{
    struct udp *udp = CONTAINER_OF(sink, struct udp, trains);
    size_t count = (size + datagram_size - 1) / datagram_size;
    if (!can_reach(udp, to)) {
        return;
    }
    if (count == 1 || (udp->has_gso && datagram_size <= UDP_SEGMENT_MAX)) {
        struct msghdr *header = queue_message(udp, to, size);
        if (count > 1) {
            set_segment(header, &udp->out_control[udp->queued - 1], datagram_size);
        }
        count_sent(udp, count, size);
        return;
    }
    for (size_t at = 0; at < size; at += datagram_size) {
        if (udp->queued == UDP_SEND_BATCH) {
            /* The rest of the train stands behind what is flushed: take it along. */
            const uint8_t *rest = udp->out_data + udp->queued_bytes;
            udp_flush(udp);
            memmove(udp->out_data, rest, size - at);
        }
        size_t part = MIN(datagram_size, size - at);
        queue_message(udp, to, part);
        udp->sent++;
        udp->sent_bytes += part;
    }
}

/* Send until all are sent or one is refused. Returns how many were taken care of; *error tells
 * why the next one was refused, 0 if none was; *lost counts what a full line has no room for.
 */
static size_t send_some(int fd, struct mmsghdr *messages, size_t count, int *error, size_t *lost)
{
    size_t done = 0;
    *error = 0;
    while (done < count) {
        int sent = sendmmsg(fd, messages + done, (unsigned)(count - done), 0);
        if (sent > 0) {
            done += (size_t)sent;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            struct pollfd writable = {.fd = fd, .events = POLLOUT};
            if (poll(&writable, 1, SEND_WAIT_MS) == 0) {
                *lost += count - done;
                return count;
            }
        } else if (errno != EINTR) {
            *error = errno;
            return done;
        }
    }
    return done;
}

size_t udp_send_all(int fd, struct mmsghdr *messages, size_t count)
{
    size_t lost = 0;
    int error;
    for (size_t done = 0; done < count;) {
        done += send_some(fd, messages + done, count - done, &error, &lost);
        if (error != 0) { /* for this one address: unreachable, ... */
            lost++;
            done++;
        }
    }
    return lost;
}

/* A train that the system does not cut: for want of checksums in the device (EIO), then no
 * other will be either; or because it is too long for this path.
 */
static void send_in_parts(struct udp *udp, const struct msghdr *train, int error)
{
    struct mmsghdr messages[TRAIN_MAX / 512];
    struct iovec parts[COUNT_OF(messages)];
    const struct cmsghdr *segment = CMSG_FIRSTHDR(train);
    uint16_t datagram_size;
    size_t count = 0;
    memcpy(&datagram_size, CMSG_DATA(segment), sizeof(datagram_size));
    udp->has_gso &= error != EIO;
    for (size_t at = 0; at < train->msg_iov->iov_len && count < COUNT_OF(messages);
         at += datagram_size) {
        parts[count] =
            (struct iovec){.iov_base = (uint8_t *)train->msg_iov->iov_base + at,
                           .iov_len = MIN((size_t)datagram_size, train->msg_iov->iov_len - at)};
        messages[count] = (struct mmsghdr){.msg_hdr = {.msg_name = train->msg_name,
                                                       .msg_namelen = train->msg_namelen,
                                                       .msg_iov = &parts[count],
                                                       .msg_iovlen = 1}};
        count++;
    }
    udp->refused += udp_send_all(udp->fd, messages, count);
}

void udp_flush(struct udp *udp)
{
    size_t lost = 0;
    for (size_t done = 0; done < udp->queued;) {
        int error;
        done += send_some(udp->fd, udp->out + done, udp->queued - done, &error, &lost);
        if (error != 0) {
            const struct msghdr *message = &udp->out[done++].msg_hdr;
            if (message->msg_control) {
                send_in_parts(udp, message, error);
            } else {
                lost++;
            }
        }
    }
    udp->refused += lost;
    udp->queued = udp->queued_bytes = 0;
}

/* ---- receiving ---- */

bool udp_receive(struct udp *udp)
{
    for (size_t i = 0; i < UDP_RECEIVE_BATCH; i++) {
        udp->in[i].msg_hdr = (struct msghdr){.msg_name = &udp->in_names[i],
                                             .msg_namelen = sizeof(udp->in_names[i]),
                                             .msg_iov = &udp->in_parts[i],
                                             .msg_iovlen = 1,
                                             .msg_control = udp->in_control[i].data,
                                             .msg_controllen = sizeof(udp->in_control[i].data)};
    }
    int count = recvmmsg(udp->fd, udp->in, UDP_RECEIVE_BATCH, 0, NULL);
    udp->in_count = count > 0 ? (size_t)count : 0;
    udp->in_at = udp->in_offset = 0;
    return udp->in_count == UDP_RECEIVE_BATCH;
}

/* The size of each datagram of a run, but for the last; the whole for a single one. */
static size_t datagram_size_of(struct mmsghdr *message)
{
    struct msghdr *header = &message->msg_hdr;
    for (struct cmsghdr *at = CMSG_FIRSTHDR(header); at; at = CMSG_NXTHDR(header, at)) {
        if (at->cmsg_level == SOL_UDP && at->cmsg_type == UDP_GRO) {
            int size;
            memcpy(&size, CMSG_DATA(at), sizeof(size));
            return size > 0 ? (size_t)size : message->msg_len;
        }
    }
    return message->msg_len;
}

bool udp_next(struct udp *udp, struct address *from, uint8_t **datagram, size_t *size)
{
    while (udp->in_at < udp->in_count) {
        struct mmsghdr *message = &udp->in[udp->in_at];
        size_t left = message->msg_len - udp->in_offset;
        bool is_cut = (message->msg_hdr.msg_flags & MSG_TRUNC) != 0;
        if (is_cut || (left == 0 && message->msg_len > 0)) {
            udp->in_at++;
            udp->in_offset = 0;
            continue;
        }
        *from = net_of_sockaddr(&udp->in_names[udp->in_at]);
        *datagram = udp->in_data[udp->in_at] + udp->in_offset;
        *size = MIN(left, datagram_size_of(message));
        udp->in_offset += *size;
        if (udp->in_offset == message->msg_len) {
            udp->in_at++;
            udp->in_offset = 0;
        }
        return true;
    }
    return false;
}

/* ---- start ---- */

void udp_init(struct udp *udp, int fd, int family, unsigned switches)
{
    int on = 1, off = 0;
    udp->sink.send = send_datagram;
    udp->trains.reserve = reserve_train;
    udp->trains.send = send_train;
    udp->fd = fd;
    udp->family = family;
    udp->switches = switches;
    udp->has_gso = (switches & UDP_TRAINS) != 0 &&
                   setsockopt(fd, SOL_UDP, UDP_SEGMENT, &off, sizeof(off)) == 0;
    if ((switches & UDP_RUNS) != 0) {
        setsockopt(fd, SOL_UDP, UDP_GRO, &on, sizeof(on));
    }
    for (size_t i = 0; i < UDP_SEND_BATCH; i++) {
        udp->out[i].msg_hdr = (struct msghdr){
            .msg_name = &udp->out_names[i], .msg_iov = &udp->out_parts[i], .msg_iovlen = 1};
    }
    for (size_t i = 0; i < UDP_RECEIVE_BATCH; i++) {
        udp->in_parts[i] = (struct iovec){.iov_base = udp->in_data[i], .iov_len = UDP_MESSAGE_MAX};
    }
}
