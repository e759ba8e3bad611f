/* A UDP socket that is a whole street of addresses: location i sends and receives as
 * `first` + i (127.64.0.0 and on, say), told apart by IP_PKTINFO; in batches, both ways,
 * and many segments a message where the kernel has UDP_GRO.
 *
 * The sampled locations have a socket of their own that has the kernel note when each message
 * came: their delays are not the swarm's own.
 */
#ifndef PLENARY_SWARM_SOCKET_H
#define PLENARY_SWARM_SOCKET_H

#include <netinet/in.h>
#include <sys/socket.h>

#include "base/port.h"

enum {
    SWARM_SEND_BATCH = 128,
    SWARM_RECEIVE_BATCH = 32,
    SWARM_DATAGRAM_MAX = 1600,
    SWARM_MESSAGE_MAX = 65536,
    /* Buffers 64 KiB apart would all fall into the same few sets of the cache. */
    SWARM_MESSAGE_STRIDE = SWARM_MESSAGE_MAX + 6144 + 64,
    /* A location that changes its network, or comes back, moves to the same number in the next
     * street. There are so many that what is still under way to one has come before it is there
     * again.
     */
    SWARM_STREET_SIZE = 1 << 17,
    SWARM_STREETS = 16,
};

struct swarm_socket {
    int fd;
    uint32_t first; /* host byte order */
    bool is_timed;
    size_t queued;
    struct mmsghdr out[SWARM_SEND_BATCH], in[SWARM_RECEIVE_BATCH];
    struct iovec out_parts[SWARM_SEND_BATCH], in_parts[SWARM_RECEIVE_BATCH];
    struct sockaddr_in out_names[SWARM_SEND_BATCH], in_names[SWARM_RECEIVE_BATCH];
    _Alignas(8) uint8_t out_control[SWARM_SEND_BATCH][CMSG_SPACE(sizeof(struct in_pktinfo))];
    _Alignas(8) uint8_t in_control[SWARM_RECEIVE_BATCH][128];
    uint8_t out_data[SWARM_SEND_BATCH][SWARM_DATAGRAM_MAX];
    uint8_t in_data[SWARM_RECEIVE_BATCH][SWARM_MESSAGE_STRIDE];
};

enum swarm_socket_clock { SWARM_CLOCK_OWN, SWARM_CLOCK_KERNEL };

/* False when the system refuses. */
CHECK bool swarm_socket_open(struct swarm_socket *socket, uint32_t first,
                             enum swarm_socket_clock clock);
void swarm_socket_flush(struct swarm_socket *socket);

/* One address of the street: what its sink takes goes out with the next flush at the latest. */
struct swarm_end {
    struct datagram_sink sink;
    struct swarm_socket *socket;
    uint32_t offset; /* its address is the socket's first + offset */
};
void swarm_end_init(struct swarm_end *end, struct swarm_socket *socket, uint32_t offset);
void swarm_end_move(struct swarm_end *end); /* to the next street */

/* One message: one datagram, or a train of several of one size (the last may be shorter), in
 * memory that the callee may write to.
 */
struct swarm_message {
    uint32_t offset; /* whose it is */
    uint64_t came_us;
    uint8_t *data;
    size_t size, segment;
    const struct sockaddr_in *from;
};
typedef void swarm_receive(void *context, const struct swarm_message *message);

/* Hand over one batch. Returns the count of its messages: 0 when nothing was there. */
CHECK size_t swarm_socket_receive(struct swarm_socket *socket, swarm_receive *receive,
                                  void *context, uint64_t now_us);

#endif
