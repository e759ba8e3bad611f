/* Ogg: each packet is Opus of a duration, and together they are no larger than the
 * file; and the file ends.
 */
#include "wire/ogg.h"
#include "wire/opus.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct ogg ogg;
    struct ogg_packet packet;
    const char *problem = NULL;
    uint32_t duration_us = opus_duration_us(bytes_of(data, size));
    ASSERT(duration_us <= 120000 && duration_us % 2500 == 0);
    if (!ogg_open(&ogg, bytes_of(data, size), &problem)) {
        ASSERT(problem);
        return 0;
    }
    ASSERT(ogg.channels == 1 || ogg.channels == 2);
    size_t total = 0;
    while (ogg_next(&ogg, &packet)) {
        ASSERT(packet.data.size > 0 && packet.data.size <= OGG_PACKET_MAX);
        ASSERT(packet.duration_us > 0 && packet.duration_us <= 120000);
        total += packet.data.size;
        ASSERT(total <= size);
    }
    return 0;
}
