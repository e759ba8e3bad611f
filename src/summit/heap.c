#include "summit/heap.h"

enum { HEAP_MESSAGE_MAX = 512 << 10 }; /* more than all texts of one event take, rounded up */

static size_t class_of(size_t size)
{
    size_t class = 0;
    while ((size_t)HEAP_SMALLEST << class < size) {
        class ++;
    }
    ASSERT(class < HEAP_CLASSES);
    return class;
}

void heap_init(struct heap *heap, void *memory, size_t size)
{
    *heap = (struct heap){.at = memory, .end = (uint8_t *)memory + size};
}

void *heap_take(struct heap *heap, size_t size)
{
    if (size == 0) {
        return NULL;
    }
    size_t class = class_of(size), whole = (size_t)HEAP_SMALLEST << class;
    void *block = heap->free[class];
    if (block) {
        memcpy(&heap->free[class], block, sizeof(void *));
    } else {
        ASSERT((size_t)(heap->end - heap->at) >= whole);
        block = heap->at;
        heap->at += whole;
    }
    heap->used += whole;
    return block;
}

void heap_give(struct heap *heap, const void *block, size_t size)
{
    if (size == 0) {
        return;
    }
    size_t class = class_of(size);
    void *freed = (void *)(uintptr_t)block;
    memcpy(freed, &heap->free[class], sizeof(void *));
    heap->free[class] = freed;
    heap->used -= (size_t)HEAP_SMALLEST << class;
}

bool heap_has_room(const struct heap *heap)
{
    return heap->end - heap->at >= HEAP_MESSAGE_MAX;
}
