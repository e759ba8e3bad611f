#include "swarm/socket.h"

#include <netinet/udp.h>
#include <unistd.h>

#include "shell/net.h"
#include "shell/udp.h"

enum { BUFFER_SIZE = 64 << 20 };

static void set_option(int fd, int level, int name, int value)
{
    int ignored = setsockopt(fd, level, name, &value, sizeof(value));
    (void)ignored; /* an old kernel, or a lower limit than we wish: it works, only slower */
}

bool swarm_socket_open(struct swarm_socket *at, uint32_t first)
{
    struct sockaddr_in any = {.sin_family = AF_INET};
    memset(at, 0, sizeof(*at));
    at->first = first;
    at->fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (at->fd < 0 || bind(at->fd, (struct sockaddr *)&any, sizeof(any)) != 0) {
        return false;
    }
    set_option(at->fd, IPPROTO_IP, IP_PKTINFO, 1);
    set_option(at->fd, IPPROTO_UDP, UDP_GRO, 1);
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
        at->in_parts[i] =
            (struct iovec){.iov_base = at->in_data[i], .iov_len = sizeof(at->in_data[i])};
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
    struct in_pktinfo source = {.ipi_spec_dst.s_addr = htonl(socket->first + end->number)};
    memcpy(socket->out_data[at], datagram.data, datagram.size);
    socket->out_parts[at].iov_len = datagram.size;
    net_to_sockaddr(to, AF_INET, &name);
    memcpy(&socket->out_names[at], &name, sizeof(socket->out_names[at]));
    memcpy(CMSG_DATA(CMSG_FIRSTHDR(&socket->out[at].msg_hdr)), &source, sizeof(source));
}

void swarm_end_init(struct swarm_end *end, struct swarm_socket *socket, uint32_t number)
{
    *end = (struct swarm_end){.sink = {.send = queue}, .socket = socket, .number = number};
}

static void read_control(struct msghdr *header, uint32_t *destination, size_t *segment)
{
    for (struct cmsghdr *at = CMSG_FIRSTHDR(header); at; at = CMSG_NXTHDR(header, at)) {
        if (at->cmsg_level == IPPROTO_IP && at->cmsg_type == IP_PKTINFO) {
            struct in_pktinfo info;
            memcpy(&info, CMSG_DATA(at), sizeof(info));
            *destination = ntohl(info.ipi_addr.s_addr);
        } else if (at->cmsg_level == IPPROTO_UDP && at->cmsg_type == UDP_GRO) {
            int size;
            memcpy(&size, CMSG_DATA(at), sizeof(size));
            *segment = (size_t)size;
        }
    }
}

bool swarm_socket_receive(struct swarm_socket *socket, swarm_receive *receive, void *context)
{
    for (size_t i = 0; i < SWARM_RECEIVE_BATCH; i++) {
        socket->in[i].msg_hdr = (struct msghdr){.msg_name = &socket->in_names[i],
                                                .msg_namelen = sizeof(socket->in_names[i]),
                                                .msg_iov = &socket->in_parts[i],
                                                .msg_iovlen = 1,
                                                .msg_control = socket->in_control[i],
                                                .msg_controllen = sizeof(socket->in_control[i])};
    }
    int count = recvmmsg(socket->fd, socket->in, SWARM_RECEIVE_BATCH, 0, NULL);
    for (int i = 0; i < count; i++) {
        size_t size = socket->in[i].msg_len, segment = size;
        uint32_t destination = 0;
        struct sockaddr_storage name = {0};
        memcpy(&name, &socket->in_names[i], sizeof(socket->in_names[i]));
        struct address from = net_of_sockaddr(&name);
        read_control(&socket->in[i].msg_hdr, &destination, &segment);
        for (size_t at = 0; at < size; at += segment) {
            receive(context, destination - socket->first, &from, socket->in_data[i] + at,
                    MIN(segment, size - at));
        }
    }
    return count > 0;
}
