/* A pool of equal objects in memory taken once at start. Its pages are touched only
 * as objects are used. One thread owns a pool.
 */
#ifndef PLENARY_BASE_POOL_H
#define PLENARY_BASE_POOL_H

#include "base/base.h"

struct pool {
    uint8_t *memory; /* size x count, zeroed */
    size_t size;     /* of an object */
    uint32_t count;
    uint32_t used;  /* objects out */
    uint32_t fresh; /* objects never taken yet: from here on */
    void *free;     /* given back; linked through their last bytes */
};

/* `memory` is the owner's, aligned for the objects, of size x count bytes; an object has
 * 16 bytes at least.
 */
void pool_init(struct pool *pool, void *memory, size_t size, uint32_t count);
/* NULL when all are out. The object's bytes are undefined. */
CHECK void *pool_take(struct pool *pool);
/* An object that is not out, or not of this pool, is a broken invariant. */
void pool_give(struct pool *pool, void *object);

#endif
