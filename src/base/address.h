/* A UDP address as a value: what the sans-I/O layers know of the network. IPv4 is
 * kept as an IPv4-mapped IPv6 address (RFC 4291 2.5.5.2), so one form fits both.
 * It never reaches a log, the disk or another participant.
 */
#ifndef PLENARY_BASE_ADDRESS_H
#define PLENARY_BASE_ADDRESS_H

#include "base/bytes.h"

struct address {
    uint8_t ip[16];
    uint16_t port; /* host byte order */
    /* Which of our own addresses it wrote to, and is to be answered from (shell/udp.h); 0:
     * the system's choice. No part of the address: address_equal does not look at it.
     */
    uint16_t local;
};

static inline bool address_equal(const struct address *a, const struct address *b)
{
    return a->port == b->port && memcmp(a->ip, b->ip, sizeof(a->ip)) == 0;
}

static inline bool address_is_ipv4(const struct address *address)
{
    static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    return memcmp(address->ip, mapped, sizeof(mapped)) == 0;
}

static inline struct address address_of_ipv4(uint8_t a, uint8_t b, uint8_t c, uint8_t d,
                                             uint16_t port)
{
    return (struct address){.ip = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d},
                            .port = port};
}

#endif
