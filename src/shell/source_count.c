#include "shell/source_count.h"

/* IPv6 hosts own a /64 each; IPv4 addresses are told from those by ::ffff:0:0/96's own
 * upper half, which is 0 and never a client's.
 */
static uint64_t key_of(const struct address *source)
{
    return address_is_ipv4(source) ? load_be32(source->ip + 12) : load_be64(source->ip);
}

/* MurmurHash3's finaliser over a secret: enough against aiming, for one probe's length. */
static uint32_t slot_of(const struct source_count *sources, uint64_t key)
{
    key ^= sources->secret;
    key = (key ^ key >> 33) * UINT64_C(0xff51afd7ed558ccd);
    key += sources->secret;
    key = (key ^ key >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
    return (uint32_t)(key ^ key >> 33) & sources->mask;
}

bool source_count_init(struct source_count *sources, uint32_t total_max, uint32_t max,
                       uint64_t secret)
{
    *sources = (struct source_count){.max = max, .secret = secret};
    if (max == 0) {
        return true;
    }
    uint32_t size = 16;
    while (size / 2 < total_max) { /* at most half full: probes stay short */
        size *= 2;
    }
    sources->mask = size - 1;
    sources->entries = calloc(size, sizeof(*sources->entries));
    return sources->entries;
}

void source_count_deinit(struct source_count *sources)
{
    free(sources->entries);
    sources->entries = NULL;
}

/* The entry of a key, or the free one where it would be. */
static uint32_t find(const struct source_count *sources, uint64_t key)
{
    uint32_t at = slot_of(sources, key);
    while (sources->entries[at].count > 0 && sources->entries[at].key != key) {
        at = (at + 1) & sources->mask;
    }
    return at;
}

bool source_count_take(struct source_count *sources, const struct address *source)
{
    if (sources->max == 0) {
        return true;
    }
    uint64_t key = key_of(source);
    struct source_entry *entry = &sources->entries[find(sources, key)];
    if (entry->count >= sources->max) {
        return false;
    }
    entry->key = key;
    entry->count++;
    return true;
}

void source_count_clear(struct source_count *sources)
{
    if (sources->max > 0) {
        memset(sources->entries, 0, (sources->mask + (size_t)1) * sizeof(*sources->entries));
    }
}

void source_count_give(struct source_count *sources, const struct address *source)
{
    if (sources->max == 0) {
        return;
    }
    uint32_t hole = find(sources, key_of(source));
    ASSERT(sources->entries[hole].count > 0);
    if (--sources->entries[hole].count > 0) {
        return;
    }
    /* Close the gap (Knuth 6.4, algorithm R): no tombstones to pile up over days. */
    uint32_t at = hole;
    for (;;) {
        at = (at + 1) & sources->mask;
        if (sources->entries[at].count == 0) {
            return;
        }
        uint32_t home = slot_of(sources, sources->entries[at].key);
        if (((at - home) & sources->mask) >= ((at - hole) & sources->mask)) {
            sources->entries[hole] = sources->entries[at];
            sources->entries[at].count = 0;
            hole = at;
        }
    }
}
