#include "sim/seal_memory.h"

static struct seal_key *key_of(struct seal_keys *port, uint32_t motion)
{
    ASSERT(motion >= 1 && motion <= SEAL_MEMORY_MOTIONS);
    return &CONTAINER_OF(port, struct seal_memory, port)->keys[motion - 1];
}

static bool load(struct seal_keys *port, uint32_t motion, struct seal_key *key)
{
    *key = *key_of(port, motion);
    return key->number > 0;
}

static void replace(struct seal_keys *port, uint32_t motion, const struct seal_key *key)
{
    *key_of(port, motion) = *key;
}

static bool create(struct seal_keys *port, uint32_t motion, const struct seal_key *key)
{
    if (!CONTAINER_OF(port, struct seal_memory, port)->is_full) {
        replace(port, motion, key);
        return true;
    }
    return false;
}

static void destroy(struct seal_keys *port, uint32_t motion)
{
    *key_of(port, motion) = (struct seal_key){0};
}

void seal_memory_init(struct seal_memory *memory)
{
    *memory = (struct seal_memory){
        .port = {.load = load, .create = create, .replace = replace, .destroy = destroy}};
}
