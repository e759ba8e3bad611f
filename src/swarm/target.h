/* Whom the swarm may load: a swarm attacks, so it goes to loopback alone unless told that
 * a network is one's own.
 */
#ifndef PLENARY_SWARM_TARGET_H
#define PLENARY_SWARM_TARGET_H

#include "base/address.h"

enum { TARGET_PREFIXES_MAX = 8 };

#define TARGET_REFUSAL                                                                             \
    "a swarm attacks: it goes to loopback alone, unless --allow-target says that the target is "   \
    "yours"

struct target_list {
    size_t count;
    struct {
        struct address network;
        uint8_t bits; /* of the 128: an IPv4 prefix has 96 more than it says */
    } prefixes[TARGET_PREFIXES_MAX];
};

/* Allow "10.1.0.0/16", "10.1.2.3" or "fd00::/64" besides. False when it is not of that form,
 * or there are too many.
 */
CHECK bool target_allow(struct target_list *list, const char *text);
/* "localhost", or an address that is allowed. */
CHECK bool target_host_is_allowed(const struct target_list *list, const char *host);
CHECK bool target_is_allowed(const struct target_list *list, const struct address *address);

#endif
