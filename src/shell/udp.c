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

/* Room for `size` bytes at the end of the batch's, and for their message. */
static uint8_t *reserve(struct udp *udp, size_t size)
{
    ASSERT(size <= TRAIN_MAX);
    if (udp->queued == UDP_SEND_BATCH || udp->queued_bytes + size > UDP_SEND_BYTES) {
        udp_flush(udp);
    }
    return udp->out_data + udp->queued_bytes;
}

static void add_control(struct msghdr *header, int level, int type, const void *value, size_t size)
{
    struct cmsghdr *at =
        (struct cmsghdr *)(void *)((uint8_t *)header->msg_control + header->msg_controllen);
    *at = (struct cmsghdr){.cmsg_level = level, .cmsg_type = type, .cmsg_len = CMSG_LEN(size)};
    memcpy(CMSG_DATA(at), value, size);
    header->msg_controllen += CMSG_SPACE(size);
}

static void send_from(struct msghdr *header, const struct address *local, int family)
{
    if (family == AF_INET6) {
        struct in6_pktinfo info = {.ipi6_ifindex = 0};
        memcpy(&info.ipi6_addr, local->ip, sizeof(local->ip));
        add_control(header, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof(info));
    } else {
        struct in_pktinfo info = {.ipi_ifindex = 0};
        memcpy(&info.ipi_spec_dst, local->ip + 12, 4);
        add_control(header, IPPROTO_IP, IP_PKTINFO, &info, sizeof(info));
    }
}

/* One message of what stands at the end of the batch's bytes; a train of datagrams of
 * `segment_size`, or, if that is 0, a single one.
 */
static void queue_message(struct udp *udp, const struct address *to, size_t size,
                          uint16_t segment_size)
{
    size_t i = udp->queued++;
    struct msghdr *header = &udp->out[i].msg_hdr;
    udp->out_parts[i] =
        (struct iovec){.iov_base = udp->out_data + udp->queued_bytes, .iov_len = size};
    udp->queued_bytes += size;
    udp->messages++;
    header->msg_namelen = net_to_sockaddr(to, udp->family, &udp->out_names[i]);
    header->msg_control = udp->out_control[i].data;
    header->msg_controllen = 0;
    if (segment_size > 0) { /* first, where send_in_parts looks for it */
        add_control(header, SOL_UDP, UDP_SEGMENT, &segment_size, sizeof(segment_size));
    }
    if (to->local > 0 && to->local <= udp->local_count) {
        send_from(header, &udp->locals[to->local - 1], udp->family);
    }
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
    memcpy(reserve(udp, datagram.size), datagram.data, datagram.size);
    queue_message(udp, to, datagram.size, 0);
    count_sent(udp, 1, datagram.size);
}

static uint8_t *reserve_train(struct train_sink *sink, size_t size)
{
    return reserve(CONTAINER_OF(sink, struct udp, trains), size);
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
        queue_message(udp, to, size, count > 1 ? (uint16_t)datagram_size : 0);
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
        queue_message(udp, to, part, 0);
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

static bool is_train(const struct msghdr *message)
{
    const struct cmsghdr *first = CMSG_FIRSTHDR(message);
    return first && first->cmsg_level == SOL_UDP;
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
         at += datagram_size, count++) {
        parts[count] =
            (struct iovec){.iov_base = (uint8_t *)train->msg_iov->iov_base + at,
                           .iov_len = MIN((size_t)datagram_size, train->msg_iov->iov_len - at)};
        messages[count] = (struct mmsghdr){.msg_hdr = *train};
        messages[count].msg_hdr.msg_iov = &parts[count];
        /* The rest of the ancillary data goes along. */
        messages[count].msg_hdr.msg_control =
            (uint8_t *)train->msg_control + CMSG_SPACE(sizeof(datagram_size));
        messages[count].msg_hdr.msg_controllen -= CMSG_SPACE(sizeof(datagram_size));
    }
    udp->refused += udp_send_all(udp->fd, messages, count);
}

/* A datagram is never to be cut on its way: then it needs no number that the parts would be
 * joined by, which the kernel takes a lock for. Where a path is too narrow for one, it is.
 */
static void set_fragments(const struct udp *udp, int how)
{
    setsockopt(udp->fd, IPPROTO_IP, IP_MTU_DISCOVER, &how, sizeof(how));
    if (udp->family == AF_INET6) {
        setsockopt(udp->fd, IPPROTO_IPV6, IPV6_MTU_DISCOVER, &how, sizeof(how));
    }
}

static void send_refused(struct udp *udp, struct mmsghdr *message, int error)
{
    bool is_narrow = error == EMSGSIZE;
    if (is_narrow) {
        set_fragments(udp, IP_PMTUDISC_DONT);
    }
    if (is_train(&message->msg_hdr)) {
        send_in_parts(udp, &message->msg_hdr, error);
    } else {
        udp->refused += is_narrow ? udp_send_all(udp->fd, message, 1) : 1;
    }
    if (is_narrow) {
        set_fragments(udp, IP_PMTUDISC_DO);
    }
}

void udp_flush(struct udp *udp)
{
    size_t lost = 0;
    for (size_t done = 0; done < udp->queued;) {
        int error;
        done += send_some(udp->fd, udp->out + done, udp->queued - done, &error, &lost);
        if (error != 0) {
            send_refused(udp, &udp->out[done++], error);
        }
    }
    udp->refused += lost;
    udp->queued = udp->queued_bytes = 0;
}

/* ---- receiving ---- */

bool udp_receive(struct udp *udp, int fd)
{
    for (size_t i = 0; i < UDP_RECEIVE_BATCH; i++) {
        udp->in[i].msg_hdr = (struct msghdr){.msg_name = &udp->in_names[i],
                                             .msg_namelen = sizeof(udp->in_names[i]),
                                             .msg_iov = &udp->in_parts[i],
                                             .msg_iovlen = 1,
                                             .msg_control = udp->in_control[i].data,
                                             .msg_controllen = sizeof(udp->in_control[i].data)};
    }
    int count = recvmmsg(fd, udp->in, UDP_RECEIVE_BATCH, 0, NULL);
    udp->in_count = count > 0 ? (size_t)count : 0;
    udp->in_at = udp->in_offset = 0;
    return udp->in_count == UDP_RECEIVE_BATCH;
}

/* What the kernel tells besides: the size of each datagram of a run but for the last (of a
 * single one: the whole), and which address of ours it came to.
 */
static void read_control(const struct udp *udp, struct mmsghdr *message, size_t *datagram_size,
                         uint16_t *local)
{
    struct msghdr *header = &message->msg_hdr;
    *datagram_size = message->msg_len;
    *local = 0;
    for (struct cmsghdr *at = CMSG_FIRSTHDR(header); at; at = CMSG_NXTHDR(header, at)) {
        struct address own = address_of_ipv4(0, 0, 0, 0, 0);
        if (at->cmsg_level == SOL_UDP && at->cmsg_type == UDP_GRO) {
            int size;
            memcpy(&size, CMSG_DATA(at), sizeof(size));
            *datagram_size = size > 0 ? (size_t)size : message->msg_len;
            continue;
        }
        if (at->cmsg_level == IPPROTO_IPV6 && at->cmsg_type == IPV6_PKTINFO) {
            memcpy(own.ip, CMSG_DATA(at) + offsetof(struct in6_pktinfo, ipi6_addr), 16);
        } else if (at->cmsg_level == IPPROTO_IP && at->cmsg_type == IP_PKTINFO) {
            memcpy(own.ip + 12, CMSG_DATA(at) + offsetof(struct in_pktinfo, ipi_addr), 4);
        }
        for (size_t i = 0; i < udp->local_count; i++) {
            *local = address_equal(&udp->locals[i], &own) ? (uint16_t)(i + 1) : *local;
        }
    }
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
        size_t datagram_size;
        *from = net_of_sockaddr(&udp->in_names[udp->in_at]);
        read_control(udp, message, &datagram_size, &from->local);
        *datagram = udp->in_data[udp->in_at] + udp->in_offset;
        *size = MIN(left, datagram_size);
        udp->in_offset += *size;
        if (udp->in_offset == message->msg_len) {
            udp->in_at++;
            udp->in_offset = 0;
        }
        return true;
    }
    return false;
}

bool udp_local(const struct udp *udp, const struct address *from, struct address *local)
{
    if (!net_bound(udp->fd, local)) {
        return false;
    }
    if (net_is_any(local)) {
        if (from->local == 0) {
            return false;
        }
        memcpy(local->ip, udp->locals[from->local - 1].ip, sizeof(local->ip));
    }
    return true;
}

void udp_receive_runs(const struct udp *udp, int fd)
{
    int on = 1;
    if ((udp->switches & UDP_RUNS) != 0) {
        setsockopt(fd, SOL_UDP, UDP_GRO, &on, sizeof(on));
    }
}

/* ---- start ---- */

static void tell_locals_apart(struct udp *udp)
{
    struct address bound;
    int on = 1;
    if (net_bound(udp->fd, &bound) && net_is_any(&bound)) {
        udp->local_count = net_own_addresses(udp->locals, UDP_LOCALS_MAX);
        setsockopt(udp->fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof(on));
        setsockopt(udp->fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof(on));
    }
}

void udp_init(struct udp *udp, int fd, int family, unsigned switches)
{
    int off = 0;
    udp->sink.send = send_datagram;
    udp->trains.reserve = reserve_train;
    udp->trains.send = send_train;
    udp->fd = fd;
    udp->family = family;
    udp->switches = switches;
    tell_locals_apart(udp);
    set_fragments(udp, IP_PMTUDISC_DO);
    udp->has_gso = (switches & UDP_TRAINS) != 0 &&
                   setsockopt(fd, SOL_UDP, UDP_SEGMENT, &off, sizeof(off)) == 0;
    udp_receive_runs(udp, fd);
    for (size_t i = 0; i < UDP_SEND_BATCH; i++) {
        udp->out[i].msg_hdr = (struct msghdr){
            .msg_name = &udp->out_names[i], .msg_iov = &udp->out_parts[i], .msg_iovlen = 1};
    }
    for (size_t i = 0; i < UDP_RECEIVE_BATCH; i++) {
        udp->in_parts[i] = (struct iovec){.iov_base = udp->in_data[i], .iov_len = UDP_MESSAGE_MAX};
    }
}
