/* A UDP socket in batches: datagrams come in by recvmmsg and go out by sendmmsg, never
 * one system call a packet.
 */
#ifndef PLENARY_SHELL_UDP_H
#define PLENARY_SHELL_UDP_H

#include <sys/socket.h>

#include "base/port.h"

enum { UDP_RECEIVE_BATCH = 64, UDP_SEND_BATCH = 256, UDP_DATAGRAM_MAX = 1600 };

struct udp {
    struct datagram_sink sink; /* queues; flushes itself when the batch is full */
    int fd;
    int family;
    size_t queued;
    uint64_t sent, sent_bytes;
    struct mmsghdr out[UDP_SEND_BATCH], in[UDP_RECEIVE_BATCH];
    struct iovec out_parts[UDP_SEND_BATCH], in_parts[UDP_RECEIVE_BATCH];
    struct sockaddr_storage out_names[UDP_SEND_BATCH], in_names[UDP_RECEIVE_BATCH];
    uint8_t out_data[UDP_SEND_BATCH][UDP_DATAGRAM_MAX];
    uint8_t in_data[UDP_RECEIVE_BATCH][UDP_DATAGRAM_MAX];
};

/* Send them all; what a full line has no room for within a few ms is lost, as on any line. */
void udp_send_all(int fd, struct mmsghdr *messages, size_t count);

/* Takes over a bound, non-blocking socket. */
void udp_init(struct udp *udp, int fd, int family);
void udp_flush(struct udp *udp);
/* Receive a batch. Returns its count; datagram i is in in_data[i]. */
size_t udp_receive(struct udp *udp);
struct address udp_source(const struct udp *udp, size_t i);
size_t udp_size(const struct udp *udp, size_t i);

#endif
