#include "base/pool.h"

/* What stands at the end of an object while it is given back. Not at its start: an id there
 * stays readable for one who holds a stale pointer and looks whether it is.
 */
struct pool_free {
    void *next;
    uint64_t mark; /* FREE_MARK, mixed with where it is */
};
#define FREE_MARK UINT64_C(0x9d1f63a5c27be840)

static uint64_t mark_of(const void *object)
{
    return FREE_MARK ^ (uint64_t)(uintptr_t)object;
}

static void *end_of(const struct pool *pool, void *object)
{
    return (uint8_t *)object + pool->size - sizeof(struct pool_free);
}

void pool_init(struct pool *pool, void *memory, size_t size, uint32_t count)
{
    ASSERT(size >= sizeof(struct pool_free));
    *pool = (struct pool){.memory = memory, .size = size, .count = count};
}

void *pool_take(struct pool *pool)
{
    void *object = pool->free;
    if (object) {
        struct pool_free given;
        memcpy(&given, end_of(pool, object), sizeof(given));
        ASSERT(given.mark == mark_of(object)); /* else: written to after it was given back */
        memset(end_of(pool, object), 0, sizeof(given));
        pool->free = given.next;
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
    struct pool_free given;
    memcpy(&given, end_of(pool, object), sizeof(given));
    ASSERT(given.mark != mark_of(object)); /* else: given back twice */
    given = (struct pool_free){.next = pool->free, .mark = mark_of(object)};
    memcpy(end_of(pool, object), &given, sizeof(given));
    pool->free = object;
    pool->used--;
}
