#include "swarm/stamp.h"

#define STAMP_MARK 0x504c4e59u

static uint8_t filling(uint32_t number, size_t at)
{
    return (uint8_t)(number * 31 + at);
}

void stamp_write(const struct stamp *stamp, uint8_t *out, size_t size)
{
    ASSERT(size >= STAMP_MIN);
    store_be32(out + 10, STAMP_MARK);
    store_be32(out + 14, stamp->number);
    store_be32(out + 18, (uint32_t)size);
    store_be64(out + 22, stamp->sent_us);
    for (size_t i = STAMP_MIN; i < size; i++) {
        out[i] = filling(stamp->number, i);
    }
}

bool stamp_read(struct bytes payload, struct stamp *stamp)
{
    if (payload.size < STAMP_MIN || load_be32(payload.data + 10) != STAMP_MARK ||
        load_be32(payload.data + 18) != payload.size) {
        return false;
    }
    stamp->number = load_be32(payload.data + 14);
    stamp->sent_us = load_be64(payload.data + 22);
    uint8_t difference = 0;
    for (size_t i = STAMP_MIN; i < payload.size; i++) {
        difference |= payload.data[i] ^ filling(stamp->number, i);
    }
    return difference == 0;
}
