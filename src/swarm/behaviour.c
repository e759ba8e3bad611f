#include "swarm/behaviour.h"

bool share_parse(const char *text, bool has_value, struct share *share)
{
    char *end;
    double percent = strtod(text, &end);
    if (end == text || !(percent >= 0 && percent <= 100)) {
        return false;
    }
    share->of_10000 = (uint32_t)(percent * 100 + 0.5);
    if (!has_value) {
        return *end == '\0';
    }
    if (*end != ':') {
        return false;
    }
    const char *value = end + 1;
    unsigned long number = strtoul(value, &end, 10);
    share->value = (uint32_t)number;
    return end != value && *value != '-' && *end == '\0' && number > 0 && number <= 1000000;
}

bool share_holds(const struct share *share, uint32_t number)
{
    /* Scattered (Knuth's multiplicative hash): neighbours were asked one after the other. */
    return (number * UINT32_C(2654435761) >> 8) % 10000 < share->of_10000;
}

bool bucket_take(struct bucket *bucket, uint32_t kbps, size_t size, uint64_t now_us)
{
    uint64_t most = (uint64_t)kbps * BUCKET_MS / 8;
    uint64_t gained = (now_us - bucket->filled_us) * kbps / 8000;
    if (bucket->filled_us == 0) {
        gained = most;
        bucket->filled_us = now_us;
    } else if (gained > 0) { /* less than a byte is kept for later */
        bucket->filled_us = now_us;
    }
    bucket->room = (uint32_t)MIN(bucket->room + gained, most);
    if (size > bucket->room) {
        return false;
    }
    bucket->room -= (uint32_t)size;
    return true;
}
