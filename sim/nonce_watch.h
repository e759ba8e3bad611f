/* Watches what a server sends under SRTP: no key and index may ever carry two contents
 * (RFC 7714 8.4: it would give the keys away). The same bytes again are a retransmission.
 */
#ifndef PLENARY_SIM_NONCE_WATCH_H
#define PLENARY_SIM_NONCE_WATCH_H

#include "base/address.h"

enum { NONCE_WATCH_SIZE = 1 << 20 };

struct nonce_watch { /* a hash table; all zero is a good empty one */
    size_t count;
    struct nonce_entry {
        uint64_t key, value; /* key 0: free */
    } entries[NONCE_WATCH_SIZE];
};

/* Look at a datagram as it leaves; asserts. */
void nonce_watch(struct nonce_watch *watch, const struct address *to, struct bytes datagram);

#endif
