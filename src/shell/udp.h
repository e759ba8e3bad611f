/* A UDP socket in batches: datagrams come in by recvmmsg and go out by sendmmsg, never
 * one system call a packet. Trains go out as one message each and runs of datagrams come
 * in as one, where the kernel can (UDP_SEGMENT, UDP_GRO).
 */
#ifndef PLENARY_SHELL_UDP_H
#define PLENARY_SHELL_UDP_H

#include <sys/socket.h>

#include "base/port.h"

enum {
    UDP_RECEIVE_BATCH = 32,     /* messages */
    UDP_SEND_BATCH = 64,        /* likewise */
    UDP_SEND_BYTES = 384 << 10, /* of a batch: it stays in the cache until the kernel has it */
    UDP_MESSAGE_MAX = 65536,
    UDP_LOCALS_MAX = 64,    /* addresses of this machine that we tell apart */
    UDP_SEGMENT_MAX = 1452, /* larger ones do not fit every path of 1500: they go one by one */
};

/* What can be switched off, to measure what it is worth (script/bench ablation). */
enum udp_switch {
    UDP_TRAINS = 1,  /* a train is one message */
    UDP_RUNS = 2,    /* a run of datagrams comes in as one */
    UDP_BATCHES = 4, /* several messages a system call */
};

struct udp_control { /* ancillary data of one message: a segment size, an address of ours */
    _Alignas(struct cmsghdr) uint8_t data[CMSG_SPACE(sizeof(int)) + CMSG_SPACE(20)];
};

struct udp {
    struct datagram_sink sink; /* both queue, and flush when the batch is full */
    struct train_sink trains;
    int fd;
    int family;
    unsigned switches;
    bool has_gso; /* until the system refuses it, once and for good */
    /* Where the socket takes what is sent to any address of the machine, the answer must come
     * from that very address; address.local is a place in here, plus 1.
     */
    size_t local_count;
    struct address locals[UDP_LOCALS_MAX];
    size_t queued, queued_bytes;
    uint64_t sent, sent_bytes; /* datagrams */
    uint64_t messages;         /* that they were sent in */
    uint64_t refused;          /* messages that the system would not send: a full line, no route */
    struct mmsghdr out[UDP_SEND_BATCH];
    struct iovec out_parts[UDP_SEND_BATCH];
    struct sockaddr_storage out_names[UDP_SEND_BATCH];
    struct udp_control out_control[UDP_SEND_BATCH];
    size_t in_count, in_at, in_offset; /* what udp_next gives next */
    struct mmsghdr in[UDP_RECEIVE_BATCH];
    struct iovec in_parts[UDP_RECEIVE_BATCH];
    struct sockaddr_storage in_names[UDP_RECEIVE_BATCH];
    struct udp_control in_control[UDP_RECEIVE_BATCH];
    uint8_t out_data[UDP_SEND_BYTES];
    uint8_t in_data[UDP_RECEIVE_BATCH][UDP_MESSAGE_MAX];
};

/* Takes over a bound, non-blocking socket. `udp` is zeroed memory. */
void udp_init(struct udp *udp, int fd, int family, unsigned switches);
void udp_flush(struct udp *udp);

/* Receive a batch from this socket (udp->fd, or one of its port), to be taken with udp_next.
 * Returns whether there may be more.
 */
bool udp_receive(struct udp *udp, int fd);
/* The next datagram of the batch, which may be written to; false at the end. */
CHECK bool udp_next(struct udp *udp, struct address *from, uint8_t **datagram, size_t *size);

/* The address of ours, with the port, that `from` wrote to; false if we cannot tell them apart. */
CHECK bool udp_local(const struct udp *udp, const struct address *from, struct address *local);
/* Let this socket, of the same port, receive runs of datagrams as well, if `udp` does. */
void udp_receive_runs(const struct udp *udp, int fd);

/* Send them all; what a full line has no room for within a few ms is lost, as on any line,
 * and so is what the system refuses. Returns how many were not sent.
 */
size_t udp_send_all(int fd, struct mmsghdr *messages, size_t count);

#endif
