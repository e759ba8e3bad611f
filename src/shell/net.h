/* Addresses between text, sockaddr and struct address, and the sockets of a server. */
#ifndef PLENARY_SHELL_NET_H
#define PLENARY_SHELL_NET_H

#include <netinet/in.h>
#include <sys/socket.h>

#include "base/address.h"

enum { NET_TEXT_MAX = 64 };

/* "127.0.0.1:8443", "[::1]:8443", "[::]:8443" (any, IPv4 and IPv6). */
CHECK bool net_parse_endpoint(const char *text, struct address *address);
/* An address without port. */
CHECK bool net_parse_ip(const char *text, struct address *address);
void net_format_ip(const struct address *address, char text[NET_TEXT_MAX]);
bool net_is_any(const struct address *address);
bool net_is_loopback(const struct address *address);

struct address net_of_sockaddr(const struct sockaddr_storage *from);
/* For a socket of this family; IPv4 goes into AF_INET6 as mapped. Returns the size. */
socklen_t net_to_sockaddr(const struct address *address, int family, struct sockaddr_storage *to);

/* A bound, non-blocking socket: SOCK_DGRAM with SO_REUSEPORT, or SOCK_STREAM listening.
 * Dual stack for [::]; plain IPv4 where the machine has no IPv6. -1 with errno.
 * *family gets AF_INET or AF_INET6.
 */
CHECK int net_bind(const struct address *address, int type, int *family);
/* What a socket is bound to; false if the system does not tell. */
CHECK bool net_bound(int fd, struct address *address);
/* The port alone; 0 if the system does not tell. */
uint16_t net_port(int fd);

/* Addresses of this machine's interfaces that others may reach: no link-local ones,
 * and loopback last, for browsers on this machine. Returns the count.
 */
size_t net_own_addresses(struct address *addresses, size_t max);

/* Raise this process's limit of open descriptors as far as it may. Returns the limit; 0: it
 * cannot be known.
 */
uint32_t net_allow_descriptors(void);

uint64_t net_now_us(void);

#endif
