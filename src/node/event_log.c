/* On the stack, without allocation, as in wire/hmac.c: there the reason is given. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "node/event_log.h"

#include <openssl/sha.h>

static void put_sized(SHA256_CTX *context, struct bytes part)
{
    uint8_t size[4];
    store_be32(size, (uint32_t)part.size);
    SHA256_Update(context, size, sizeof(size));
    SHA256_Update(context, part.data, part.size);
}

struct log_head log_head_after(const struct log_head *previous, const struct log_event *event)
{
    struct log_head head = {.sequence = previous->sequence + 1};
    uint8_t numbers[16];
    SHA256_CTX context;
    store_be64(numbers, head.sequence);
    store_be64(numbers + 8, event->time_ms);
    SHA256_Init(&context);
    SHA256_Update(&context, previous->hash, sizeof(previous->hash));
    SHA256_Update(&context, numbers, sizeof(numbers));
    put_sized(&context, event->type);
    put_sized(&context, event->body);
    SHA256_Final(head.hash, &context);
    return head;
}

bool log_head_equal(const struct log_head *a, const struct log_head *b)
{
    return a->sequence == b->sequence && memcmp(a->hash, b->hash, sizeof(a->hash)) == 0;
}

bool log_row_follows(const struct log_head *previous, const struct log_row *row)
{
    struct log_head head = log_head_after(previous, &row->event);
    return log_head_equal(&head, &row->head);
}

void log_check_batch(const struct log_batch *batch)
{
    ASSERT(batch->count > 0 && batch->count <= LOG_BATCH_MAX);
    for (size_t i = 0; i < batch->count; i++) {
        const struct log_event *event = &batch->events[i];
        ASSERT(event->type.size > 0 && event->type.size <= LOG_TYPE_MAX);
        ASSERT(event->body.size <= LOG_BODY_MAX);
    }
}
