/* Sockets of their own for publishers, on the port that everybody sends to: the kernel prefers a
 * connected one for what comes from its address, and it is read before all others. So neither
 * what an audience of thousands sends nor a flood at the port can hold up the stage. They
 * only receive; what is sent goes through the shared socket.
 */
#ifndef PLENARY_SHELL_PUBLISHER_SOCKETS_H
#define PLENARY_SHELL_PUBLISHER_SOCKETS_H

#include "shell/udp.h"

enum { PUBLISHER_SOCKETS_MAX = 64 };

struct publisher_sockets { /* zeroed memory */
    size_t count;
    int fds[PUBLISHER_SOCKETS_MAX];
    struct address addresses[PUBLISHER_SOCKETS_MAX]; /* whose datagrams come by it */
};

/* Beside `shared`, for this address. Where there is one already, no place is left or the system
 * refuses, nothing happens: its datagrams then come through `shared`.
 */
void publisher_sockets_open(struct publisher_sockets *sockets, const struct udp *shared,
                            const struct address *address);
/* Nothing if there is none. */
void publisher_sockets_close(struct publisher_sockets *sockets, const struct address *address);

#endif
