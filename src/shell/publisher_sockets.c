#include "shell/publisher_sockets.h"

#include <unistd.h>

#include "shell/net.h"

static size_t find(const struct publisher_sockets *sockets, const struct address *address)
{
    size_t i = 0;
    while (i < sockets->count && !address_equal(&sockets->addresses[i], address)) {
        i++;
    }
    return i;
}

/* Until it is connected it may get anybody's datagrams: they are taken as any others. */
static int open_one(const struct udp *shared, const struct address *address)
{
    struct address local;
    struct sockaddr_storage name;
    int family;
    if (!udp_local(shared, address, &local)) {
        return -1;
    }
    int fd = net_bind(&local, SOCK_DGRAM, &family);
    socklen_t size = net_to_sockaddr(address, family, &name);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&name, size) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

void publisher_sockets_open(struct publisher_sockets *sockets, const struct udp *shared,
                            const struct address *address)
{
    if (find(sockets, address) < sockets->count || sockets->count == PUBLISHER_SOCKETS_MAX) {
        return;
    }
    int fd = open_one(shared, address);
    if (fd >= 0) {
        udp_receive_runs(shared, fd);
        sockets->fds[sockets->count] = fd;
        sockets->addresses[sockets->count++] = *address;
    }
}

void publisher_sockets_close(struct publisher_sockets *sockets, const struct address *address)
{
    size_t at = find(sockets, address);
    if (at == sockets->count) {
        return;
    }
    close(sockets->fds[at]);
    sockets->count--;
    sockets->fds[at] = sockets->fds[sockets->count];
    sockets->addresses[at] = sockets->addresses[sockets->count];
}
