#include "node/owner_map.h"

struct owner_key owner_key_of_address(const struct address *address)
{
    struct owner_key key = {.bytes = {0}};
    memcpy(key.bytes, address->ip, sizeof(address->ip));
    store_be16(key.bytes + sizeof(address->ip), address->port);
    return key;
}

struct owner_key owner_key_of_ufrag(struct bytes username)
{
    struct owner_key key = {.bytes = {0}};
    for (size_t i = 0; i < username.size && username.data[i] != ':'; i++) {
        if (i == OWNER_KEY_SIZE) { /* longer than any of ours: fits nobody */
            return (struct owner_key){.bytes = {0}};
        }
        key.bytes[i] = username.data[i];
    }
    return key;
}

/* Two keyed multiplications over the key's words (as in wyhash). */
static uint32_t bucket_of(const struct owner_map *map, const struct owner_key *key)
{
    uint64_t a, b;
    uint32_t c;
    memcpy(&a, key->bytes, 8);
    memcpy(&b, key->bytes + 8, 8);
    memcpy(&c, key->bytes + 16, 4);
    __uint128_t mixed = (__uint128_t)(a ^ map->secret) * (b ^ 0xa0761d6478bd642fu);
    uint64_t folded = (uint64_t)mixed ^ (uint64_t)(mixed >> 64) ^ map->secret;
    mixed = (__uint128_t)(folded ^ c) * 0xe7037ed1a0b428dbu;
    return (uint32_t)((uint64_t)mixed ^ (uint64_t)(mixed >> 64)) % OWNER_MAP_SIZE;
}

void owner_map_init(struct owner_map *map, uint64_t secret)
{
    map->secret = secret;
    map->count = 0;
}

/* The bucket of a key, or the free one where it would go. */
static uint32_t find_bucket(const struct owner_map *map, const struct owner_key *key)
{
    uint32_t at = bucket_of(map, key);
    while (map->places[at] != 0 &&
           memcmp(map->entries[map->places[at] - 1].key.bytes, key->bytes, OWNER_KEY_SIZE) != 0) {
        at = (at + 1) % OWNER_MAP_SIZE;
    }
    return at;
}

const struct owner_entry *owner_map_find(const struct owner_map *map, const struct owner_key *key)
{
    uint32_t place = map->places[find_bucket(map, key)];
    return place != 0 ? &map->entries[place - 1] : NULL;
}

bool owner_map_set(struct owner_map *map, const struct owner_key *key, struct member *member,
                   uint8_t thread)
{
    uint32_t *place = &map->places[find_bucket(map, key)];
    if (*place == 0) {
        if (map->count == OWNER_MAP_FULL) {
            return false;
        }
        *place = ++map->count;
    }
    map->entries[*place - 1] =
        (struct owner_entry){.member = member, .key = *key, .thread = thread};
    return true;
}

/* Close the gap, so that no search ends at it too early (Knuth 6.4, algorithm R). */
static void free_bucket(struct owner_map *map, uint32_t gap)
{
    map->places[gap] = 0;
    for (uint32_t at = (gap + 1) % OWNER_MAP_SIZE; map->places[at] != 0;
         at = (at + 1) % OWNER_MAP_SIZE) {
        uint32_t home = bucket_of(map, &map->entries[map->places[at] - 1].key);
        uint32_t from_home = (at - home) % OWNER_MAP_SIZE;
        uint32_t from_gap = (at - gap) % OWNER_MAP_SIZE;
        if (from_home >= from_gap) {
            map->places[gap] = map->places[at];
            map->places[at] = 0;
            gap = at;
        }
    }
}

void owner_map_remove(struct owner_map *map, const struct owner_key *key)
{
    uint32_t bucket = find_bucket(map, key);
    uint32_t place = map->places[bucket];
    if (place == 0) {
        return;
    }
    /* The last entry takes the place that becomes free. */
    const struct owner_entry *last = &map->entries[--map->count];
    map->places[find_bucket(map, &last->key)] = place;
    map->entries[place - 1] = *last;
    free_bucket(map, bucket);
}
