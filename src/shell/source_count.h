/* How many of something (connections, refusals) each source has: an open-addressed table of counts
 * by IPv4 address or IPv6 /64, hashed with a secret so that nobody can aim for one bucket.
 */
#ifndef PLENARY_SHELL_SOURCE_COUNT_H
#define PLENARY_SHELL_SOURCE_COUNT_H

#include "base/address.h"

struct source_entry {
    uint64_t key;   /* /64, or the IPv4 address under ::ffff:0:0 */
    uint32_t count; /* 0: free */
    uint32_t unused;
};

struct source_count {
    struct source_entry *entries;
    uint32_t mask;
    uint32_t max; /* of one source; 0: no cap, no table */
    uint64_t secret;
};

/* For at most `total_max` at a time. False without memory. */
CHECK bool source_count_init(struct source_count *sources, uint32_t total_max, uint32_t max,
                             uint64_t secret);
void source_count_deinit(struct source_count *sources);
/* Count one more; false: this source has its share. */
CHECK bool source_count_take(struct source_count *sources, const struct address *source);
/* Forget all. */
void source_count_clear(struct source_count *sources);
void source_count_give(struct source_count *sources, const struct address *source);

#endif
