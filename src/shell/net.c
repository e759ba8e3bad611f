#include "shell/net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { LISTEN_BACKLOG = 4096, UDP_BUFFER_SIZE = 8 << 20 };

bool net_parse_ip(const char *text, struct address *address)
{
    uint8_t ipv4[4];
    *address = (struct address){0};
    if (inet_pton(AF_INET, text, ipv4) == 1) {
        *address = address_of_ipv4(ipv4[0], ipv4[1], ipv4[2], ipv4[3], 0);
        return true;
    }
    return inet_pton(AF_INET6, text, address->ip) == 1;
}

bool net_parse_endpoint(const char *text, struct address *address)
{
    char ip[NET_TEXT_MAX];
    const char *colon = strrchr(text, ':');
    if (!colon || (size_t)(colon - text) >= sizeof(ip)) {
        return false;
    }
    bool bracketed = text[0] == '[' && colon > text && colon[-1] == ']';
    size_t size = (size_t)(colon - text) - (bracketed ? 2 : 0);
    memcpy(ip, text + (bracketed ? 1 : 0), size);
    ip[size] = '\0';
    char *end;
    long port = strtol(colon + 1, &end, 10);
    if (*end != '\0' || end == colon + 1 || port < 0 || port > 65535 ||
        !net_parse_ip(size > 0 ? ip : "::", address)) {
        return false;
    }
    address->port = (uint16_t)port;
    return true;
}

void net_format_ip(const struct address *address, char text[NET_TEXT_MAX])
{
    bool ipv4 = address_is_ipv4(address);
    inet_ntop(ipv4 ? AF_INET : AF_INET6, address->ip + (ipv4 ? 12 : 0), text, NET_TEXT_MAX);
}

bool net_is_any(const struct address *address)
{
    static const uint8_t zeros[16] = {0};
    size_t skip = address_is_ipv4(address) ? 12 : 0;
    return memcmp(address->ip + skip, zeros, sizeof(zeros) - skip) == 0;
}

bool net_is_loopback(const struct address *address)
{
    static const uint8_t loopback6[16] = {[15] = 1};
    return address_is_ipv4(address) ? address->ip[12] == 127
                                    : memcmp(address->ip, loopback6, 16) == 0;
}

struct address net_of_sockaddr(const struct sockaddr_storage *from)
{
    struct address address = {0};
    if (from->ss_family == AF_INET) {
        const struct sockaddr_in *in = (const struct sockaddr_in *)(const void *)from;
        const uint8_t *ip = (const uint8_t *)&in->sin_addr;
        address = address_of_ipv4(ip[0], ip[1], ip[2], ip[3], ntohs(in->sin_port));
    } else {
        const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)(const void *)from;
        memcpy(address.ip, &in6->sin6_addr, sizeof(address.ip));
        address.port = ntohs(in6->sin6_port);
    }
    return address;
}

socklen_t net_to_sockaddr(const struct address *address, int family, struct sockaddr_storage *to)
{
    if (family == AF_INET) {
        struct sockaddr_in *in = (struct sockaddr_in *)(void *)to;
        *in = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(address->port)};
        memcpy(&in->sin_addr, address->ip + 12, 4);
        return sizeof(*in);
    }
    struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)(void *)to;
    *in6 = (struct sockaddr_in6){.sin6_family = AF_INET6, .sin6_port = htons(address->port)};
    memcpy(&in6->sin6_addr, address->ip, sizeof(address->ip));
    return sizeof(*in6);
}

static int open_socket(const struct address *address, int type, int family)
{
    struct sockaddr_storage name;
    struct address any = *address;
    if (family == AF_INET && net_is_any(address)) {
        any = address_of_ipv4(0, 0, 0, 0, address->port);
    }
    socklen_t size = net_to_sockaddr(&any, family, &name);
    int fd = socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int on = 1, off = 0, buffer = UDP_BUFFER_SIZE;
    if (fd < 0) {
        return -1;
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (family == AF_INET6) {
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
    }
    if (type == SOCK_DGRAM) {
        setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on));
        /* The FORCE forms need privileges; without them the system's limit holds. */
        if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof(buffer)) != 0) {
            setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof(buffer));
        }
        if (setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &buffer, sizeof(buffer)) != 0) {
            setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof(buffer));
        }
    }
    bool good = bind(fd, (struct sockaddr *)&name, size) == 0 &&
                (type == SOCK_DGRAM || listen(fd, LISTEN_BACKLOG) == 0);
    if (!good) {
        int problem = errno;
        close(fd);
        errno = problem;
        return -1;
    }
    return fd;
}

int net_bind(const struct address *address, int type, int *family)
{
    *family = address_is_ipv4(address) ? AF_INET : AF_INET6;
    int fd = open_socket(address, type, *family);
    if (fd < 0 && *family == AF_INET6 && net_is_any(address) &&
        (errno == EAFNOSUPPORT || errno == EADDRNOTAVAIL)) {
        *family = AF_INET;
        fd = open_socket(address, type, AF_INET);
    }
    return fd;
}

bool net_bound(int fd, struct address *address)
{
    struct sockaddr_storage name;
    socklen_t size = sizeof(name);
    if (getsockname(fd, (struct sockaddr *)&name, &size) != 0) {
        return false;
    }
    *address = net_of_sockaddr(&name);
    return true;
}

uint16_t net_port(int fd)
{
    struct address address;
    return net_bound(fd, &address) ? address.port : 0;
}

static bool is_link_local(const struct address *address)
{
    return address_is_ipv4(address) ? address->ip[12] == 169 && address->ip[13] == 254
                                    : address->ip[0] == 0xfe && (address->ip[1] & 0xc0) == 0x80;
}

size_t net_own_addresses(struct address *addresses, size_t max)
{
    struct ifaddrs *list = NULL;
    size_t count = 0;
    if (getifaddrs(&list) == 0) {
        for (struct ifaddrs *at = list; at && count < max; at = at->ifa_next) {
            if (!at->ifa_addr || (at->ifa_flags & IFF_UP) == 0 ||
                (at->ifa_addr->sa_family != AF_INET && at->ifa_addr->sa_family != AF_INET6)) {
                continue;
            }
            struct sockaddr_storage name = {0};
            memcpy(&name, at->ifa_addr,
                   at->ifa_addr->sa_family == AF_INET ? sizeof(struct sockaddr_in)
                                                      : sizeof(struct sockaddr_in6));
            struct address address = net_of_sockaddr(&name);
            address.port = 0;
            if (!is_link_local(&address) && !net_is_loopback(&address)) {
                addresses[count++] = address;
            }
        }
        freeifaddrs(list);
    }
    if (count < max) { /* browsers on this very machine; last, so of the least priority */
        addresses[count++] = address_of_ipv4(127, 0, 0, 1, 0);
    }
    return count;
}

uint32_t net_allow_descriptors(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return 0;
    }
    struct rlimit raised = {limit.rlim_max, limit.rlim_max};
    rlim_t allowed = setrlimit(RLIMIT_NOFILE, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur;
    return (uint32_t)MIN(allowed, (rlim_t)UINT32_MAX);
}

uint64_t net_now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * SECOND_US + (uint64_t)now.tv_nsec / 1000;
}
