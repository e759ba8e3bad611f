/* The state's heap: blocks in sizes of powers of two, each freed into the list of its
 * size. It is one span of the memory handed in at init.
 */
#ifndef PLENARY_SUMMIT_HEAP_H
#define PLENARY_SUMMIT_HEAP_H

#include "base/bytes.h"

enum { HEAP_CLASSES = 14, HEAP_SMALLEST = 16 }; /* 16 bytes to 128 KiB */

struct heap {
    uint8_t *at, *end; /* never used yet */
    void *free[HEAP_CLASSES];
    size_t used; /* bytes of the blocks that are out */
};

void heap_init(struct heap *heap, void *memory, size_t size);
/* A block, aligned to 16; NULL for size 0. The heap is never full here: decide refuses before. */
void *heap_take(struct heap *heap, size_t size);
void heap_give(struct heap *heap, const void *block, size_t size);
/* Whether one more message's worth of texts surely fits. */
CHECK bool heap_has_room(const struct heap *heap);

#endif
