/* One UDP socket that is a whole street of addresses: location i sends and receives as
 * `first` + i (127.64.0.0 and on, say), told apart by IP_PKTINFO; in batches, both ways,
 * and many segments a message where the kernel has UDP_GRO.
 */
#ifndef PLENARY_SWARM_SOCKET_H
#define PLENARY_SWARM_SOCKET_H

#include <netinet/in.h>
#include <sys/socket.h>

#include "base/port.h"

enum { SWARM_SEND_BATCH = 128, SWARM_RECEIVE_BATCH = 64, SWARM_DATAGRAM_MAX = 1600 };

struct swarm_socket {
    int fd;
    uint32_t first; /* host byte order */
    size_t queued;
    struct mmsghdr out[SWARM_SEND_BATCH], in[SWARM_RECEIVE_BATCH];
    struct iovec out_parts[SWARM_SEND_BATCH], in_parts[SWARM_RECEIVE_BATCH];
    struct sockaddr_in out_names[SWARM_SEND_BATCH], in_names[SWARM_RECEIVE_BATCH];
    uint8_t out_data[SWARM_SEND_BATCH][SWARM_DATAGRAM_MAX];
    _Alignas(8) uint8_t out_control[SWARM_SEND_BATCH][CMSG_SPACE(sizeof(struct in_pktinfo))];
    _Alignas(8) uint8_t in_control[SWARM_RECEIVE_BATCH][128];
    uint8_t in_data[SWARM_RECEIVE_BATCH][65536];
};

/* False when the system refuses. */
CHECK bool swarm_socket_open(struct swarm_socket *socket, uint32_t first);
void swarm_socket_flush(struct swarm_socket *socket);

/* One address of the street: what its sink takes goes out with the next flush at the latest. */
struct swarm_end {
    struct datagram_sink sink;
    struct swarm_socket *socket;
    uint32_t number; /* its address is the socket's first + number */
};
void swarm_end_init(struct swarm_end *end, struct swarm_socket *socket, uint32_t number);

/* Hand over one batch, datagram by datagram, in memory that the callee may write to.
 * False when nothing was there.
 */
typedef void swarm_receive(void *context, uint32_t i, const struct address *from,
                           uint8_t *datagram, size_t size);
CHECK bool swarm_socket_receive(struct swarm_socket *socket, swarm_receive *receive,
                                void *context);

#endif
