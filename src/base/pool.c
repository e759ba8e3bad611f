#include "base/pool.h"

void pool_init(struct pool *pool, void *memory, size_t size, uint32_t count)
{
    ASSERT(size >= sizeof(void *));
    *pool = (struct pool){.memory = memory, .size = size, .count = count};
}

void *pool_take(struct pool *pool)
{
    void *object = pool->free;
    if (object) {
        memcpy(&pool->free, object, sizeof(pool->free));
    } else if (pool->fresh < pool->count) {
        object = pool->memory + pool->size * pool->fresh++;
    } else {
        return NULL;
    }
    pool->used++;
    return object;
}

void pool_give(struct pool *pool, void *object)
{
    size_t offset = (size_t)((uint8_t *)object - pool->memory);
    ASSERT(pool->used > 0 && offset % pool->size == 0 && offset / pool->size < pool->count);
    memcpy(object, &pool->free, sizeof(pool->free));
    pool->free = object;
    pool->used--;
}
