#include "swarm/socket.h"

#include <netinet/udp.h>
#include <time.h>
#include <unistd.h>

#include "shell/net.h"
#include "shell/udp.h"

enum { BUFFER_SIZE = 512 << 20 };

static void set_option(int fd, int level, int name, int value)
{
    int ignored = setsockopt(fd, level, name, &value, sizeof(value));
    (void)ignored; /* an old kernel, or a lower limit than we wish: it works, only slower */
}

bool swarm_socket_open(struct swarm_socket *at, uint32_t first, enum swarm_socket_clock clock)
{
    struct sockaddr_in any = {.sin_family = AF_INET};
    memset(at, 0, sizeof(*at));
    at->first = first;
    at->is_timed = clock == SWARM_CLOCK_KERNEL;
    at->fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (at->fd < 0 || bind(at->fd, (struct sockaddr *)&any, sizeof(any)) != 0) {
        return false;
    }
    set_option(at->fd, IPPROTO_IP, IP_PKTINFO, 1);
    set_option(at->fd, IPPROTO_UDP, UDP_GRO, 1);
    set_option(at->fd, SOL_SOCKET, SO_TIMESTAMPNS, at->is_timed);
    set_option(at->fd, SOL_SOCKET, SO_RCVBUF, BUFFER_SIZE);
    set_option(at->fd, SOL_SOCKET, SO_RCVBUFFORCE, BUFFER_SIZE);
    for (size_t i = 0; i < SWARM_SEND_BATCH; i++) {
        at->out_parts[i].iov_base = at->out_data[i];
        at->out[i].msg_hdr = (struct msghdr){.msg_name = &at->out_names[i],
                                             .msg_namelen = sizeof(at->out_names[i]),
                                             .msg_iov = &at->out_parts[i],
                                             .msg_iovlen = 1,
                                             .msg_control = at->out_control[i],
                                             .msg_controllen = sizeof(at->out_control[i])};
        struct cmsghdr *control = CMSG_FIRSTHDR(&at->out[i].msg_hdr);
        control->cmsg_level = IPPROTO_IP;
        control->cmsg_type = IP_PKTINFO;
        control->cmsg_len = CMSG_LEN(sizeof(struct in_pktinfo));
    }
    for (size_t i = 0; i < SWARM_RECEIVE_BATCH; i++) {
        at->in_parts[i] = (struct iovec){.iov_base = at->in_data[i], .iov_len = SWARM_MESSAGE_MAX};
        at->in[i].msg_hdr = (struct msghdr){
            .msg_name = &at->in_names[i], .msg_iov = &at->in_parts[i], .msg_iovlen = 1};
    }
    return true;
}

void swarm_socket_flush(struct swarm_socket *socket)
{
    udp_send_all(socket->fd, socket->out, socket->queued);
    socket->queued = 0;
}

static void queue(struct datagram_sink *sink, const struct address *to, struct bytes datagram)
{
    struct swarm_end *end = CONTAINER_OF(sink, struct swarm_end, sink);
    struct swarm_socket *socket = end->socket;
    struct sockaddr_storage name;
    if (datagram.size > SWARM_DATAGRAM_MAX || !address_is_ipv4(to)) {
        return;
    }
    if (socket->queued == SWARM_SEND_BATCH) {
        swarm_socket_flush(socket);
    }
    size_t at = socket->queued++;
    struct in_pktinfo source = {.ipi_spec_dst.s_addr = htonl(socket->first + end->offset)};
    memcpy(socket->out_data[at], datagram.data, datagram.size);
    socket->out_parts[at].iov_len = datagram.size;
    net_to_sockaddr(to, AF_INET, &name);
    memcpy(&socket->out_names[at], &name, sizeof(socket->out_names[at]));
    memcpy(CMSG_DATA(CMSG_FIRSTHDR(&socket->out[at].msg_hdr)), &source, sizeof(source));
}

void swarm_end_init(struct swarm_end *end, struct swarm_socket *socket, uint32_t offset)
{
    *end = (struct swarm_end){.sink = {.send = queue}, .socket = socket, .offset = offset};
}

void swarm_end_move(struct swarm_end *end)
{
    end->offset = (end->offset + SWARM_STREET_SIZE) % (SWARM_STREETS * SWARM_STREET_SIZE);
}

static uint64_t monotonic_of(const struct timespec *real, uint64_t now_us)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t ago_us =
        (now.tv_sec - real->tv_sec) * (int64_t)SECOND_US + (now.tv_nsec - real->tv_nsec) / 1000;
    return now_us - (uint64_t)MAX(ago_us, 0);
}

static void read_control(struct msghdr *header, struct swarm_message *message)
{
    for (struct cmsghdr *at = CMSG_FIRSTHDR(header); at; at = CMSG_NXTHDR(header, at)) {
        if (at->cmsg_level == IPPROTO_IP && at->cmsg_type == IP_PKTINFO) {
            struct in_pktinfo info;
            memcpy(&info, CMSG_DATA(at), sizeof(info));
            message->offset = ntohl(info.ipi_addr.s_addr);
        } else if (at->cmsg_level == IPPROTO_UDP && at->cmsg_type == UDP_GRO) {
            int size;
            memcpy(&size, CMSG_DATA(at), sizeof(size));
            message->segment = (size_t)size;
        } else if (at->cmsg_level == SOL_SOCKET && at->cmsg_type == SCM_TIMESTAMPNS) {
            struct timespec real;
            memcpy(&real, CMSG_DATA(at), sizeof(real));
            message->came_us = monotonic_of(&real, net_now_us());
        }
    }
}

size_t swarm_socket_receive(struct swarm_socket *socket, swarm_receive *receive, void *context,
                            uint64_t now_us)
{
    for (size_t i = 0; i < SWARM_RECEIVE_BATCH; i++) {
        struct msghdr *header = &socket->in[i].msg_hdr;
        header->msg_namelen = sizeof(socket->in_names[i]);
        header->msg_control = socket->in_control[i];
        header->msg_controllen = sizeof(socket->in_control[i]);
    }
    int count = recvmmsg(socket->fd, socket->in, SWARM_RECEIVE_BATCH, 0, NULL);
    for (int i = 0; i < count; i++) {
        struct swarm_message message = {.came_us = now_us,
                                        .data = socket->in_data[i],
                                        .size = socket->in[i].msg_len,
                                        .segment = socket->in[i].msg_len,
                                        .from = &socket->in_names[i]};
        read_control(&socket->in[i].msg_hdr, &message);
        message.offset -= socket->first;
        receive(context, &message);
    }
    return (size_t)MAX(count, 0);
}
