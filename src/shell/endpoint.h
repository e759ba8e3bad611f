/* Addresses as text and as the system's sockaddr: what configuration, listeners and
 * the UDP side share. IPv4 is IPv4-mapped within (base/address.h).
 */
#ifndef PLENARY_SHELL_ENDPOINT_H
#define PLENARY_SHELL_ENDPOINT_H

#include "base/address.h"

#include <sys/socket.h>

enum { ENDPOINT_TEXT_MAX = 64 };

/* `203.0.113.7`, `2001:db8::7` or `[2001:db8::7]`; the port is left alone. */
CHECK bool endpoint_parse_ip(const char *text, struct address *address);
/* `ADDRESS:PORT`, IPv6 in brackets. */
CHECK bool endpoint_parse(const char *text, struct address *address);

/* 0.0.0.0 or ::, any address of the machine. */
bool endpoint_is_any(const struct address *address);
bool endpoint_is_loopback(const struct address *address);
bool endpoint_is_link_local(const struct address *address);

/* For configuration and candidates, never for a participant's address in a log. */
void endpoint_format_ip(const struct address *address, char text[ENDPOINT_TEXT_MAX]);
void endpoint_format(const struct address *address, char text[ENDPOINT_TEXT_MAX]);

/* AF_INET for a mapped IPv4 address, AF_INET6 otherwise. Returns the size. */
socklen_t endpoint_to_sockaddr(const struct address *address, struct sockaddr_storage *to);
struct address endpoint_of_sockaddr(const struct sockaddr_storage *from);

#endif
