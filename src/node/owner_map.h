/* Who owns a datagram: a hash table of fixed size from an address, or from the ufrag
 * of a first check, to a member of this thread or to another thread. Open
 * addressing; keyed by a secret so that nobody outside can aim at one bucket.
 *
 * The buckets hold places in a dense array of entries: so few viewers touch little memory.
 */
#ifndef PLENARY_NODE_OWNER_MAP_H
#define PLENARY_NODE_OWNER_MAP_H

#include "base/address.h"

struct member;

enum { OWNER_MAP_SIZE = 131072, OWNER_MAP_FULL = OWNER_MAP_SIZE / 4 * 3, OWNER_KEY_SIZE = 20 };

struct owner_key {
    uint8_t bytes[OWNER_KEY_SIZE];
};

struct owner_entry {
    struct member *member; /* ours; NULL: a route to `thread` */
    struct owner_key key;
    uint8_t thread;
};

struct owner_map {
    uint64_t secret;
    uint32_t count;
    uint32_t places[OWNER_MAP_SIZE]; /* by bucket: place in `entries` + 1; 0: free */
    struct owner_entry entries[OWNER_MAP_FULL];
};

struct owner_key owner_key_of_address(const struct address *address);
/* `username` as in a check, "ours:theirs", or our ufrag alone. */
struct owner_key owner_key_of_ufrag(struct bytes username);

/* `map` is zeroed memory. */
void owner_map_init(struct owner_map *map, uint64_t secret);
/* NULL if nobody owns it; valid until the next change. */
const struct owner_entry *owner_map_find(const struct owner_map *map, const struct owner_key *key);
/* Set or replace. False when the map is full. */
CHECK bool owner_map_set(struct owner_map *map, const struct owner_key *key, struct member *member,
                         uint8_t thread);
void owner_map_remove(struct owner_map *map, const struct owner_key *key);

#endif
