#include "shell/udp.h"

#include <errno.h>
#include <poll.h>

#include "shell/net.h"

enum { SEND_WAIT_MS = 5 };

static void queue(struct datagram_sink *sink, const struct address *to, struct bytes datagram)
{
    struct udp *udp = CONTAINER_OF(sink, struct udp, sink);
    if (datagram.size > UDP_DATAGRAM_MAX ||
        (udp->family == AF_INET && !address_is_ipv4(to))) {
        return;
    }
    if (udp->queued == UDP_SEND_BATCH) {
        udp_flush(udp);
    }
    size_t i = udp->queued++;
    memcpy(udp->out_data[i], datagram.data, datagram.size);
    udp->out_parts[i].iov_len = datagram.size;
    udp->out[i].msg_hdr.msg_namelen = net_to_sockaddr(to, udp->family, &udp->out_names[i]);
    udp->sent++;
    udp->sent_bytes += datagram.size;
}

void udp_init(struct udp *udp, int fd, int family)
{
    memset(udp, 0, sizeof(*udp));
    udp->sink.send = queue;
    udp->fd = fd;
    udp->family = family;
    for (size_t i = 0; i < UDP_SEND_BATCH; i++) {
        udp->out_parts[i].iov_base = udp->out_data[i];
        udp->out[i].msg_hdr = (struct msghdr){
            .msg_name = &udp->out_names[i], .msg_iov = &udp->out_parts[i], .msg_iovlen = 1};
    }
    for (size_t i = 0; i < UDP_RECEIVE_BATCH; i++) {
        udp->in_parts[i] =
            (struct iovec){.iov_base = udp->in_data[i], .iov_len = UDP_DATAGRAM_MAX};
    }
}

void udp_send_all(int fd, struct mmsghdr *messages, size_t count)
{
    size_t done = 0;
    while (done < count) {
        int sent = sendmmsg(fd, messages + done, (unsigned)(count - done), 0);
        if (sent > 0) {
            done += (size_t)sent;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            struct pollfd writable = {.fd = fd, .events = POLLOUT};
            if (poll(&writable, 1, SEND_WAIT_MS) == 0) {
                return;
            }
        } else if (errno != EINTR) {
            done++; /* refused for this one address (unreachable, ...) */
        }
    }
}

void udp_flush(struct udp *udp)
{
    udp_send_all(udp->fd, udp->out, udp->queued);
    udp->queued = 0;
}

size_t udp_receive(struct udp *udp)
{
    for (size_t i = 0; i < UDP_RECEIVE_BATCH; i++) {
        udp->in[i].msg_hdr = (struct msghdr){.msg_name = &udp->in_names[i],
                                             .msg_namelen = sizeof(udp->in_names[i]),
                                             .msg_iov = &udp->in_parts[i],
                                             .msg_iovlen = 1};
    }
    int count = recvmmsg(udp->fd, udp->in, UDP_RECEIVE_BATCH, 0, NULL);
    return count > 0 ? (size_t)count : 0;
}

struct address udp_source(const struct udp *udp, size_t i)
{
    return net_of_sockaddr(&udp->in_names[i]);
}

size_t udp_size(const struct udp *udp, size_t i)
{
    /* A datagram that did not fit is none of ours. */
    return (udp->in[i].msg_hdr.msg_flags & MSG_TRUNC) != 0 ? 0 : udp->in[i].msg_len;
}
