#include "swarm/tally.h"

/* Up to DURATION_PARTS a bin is a microsecond, then twice as much after each power of two. */
static size_t bin_of(uint64_t us)
{
    size_t power = 0;
    while (us >> power >= 2 * DURATION_PARTS) {
        power++;
    }
    size_t bin = power * DURATION_PARTS + (size_t)(us >> power);
    return MIN(bin, (size_t)DURATION_BINS - 1);
}

/* The first duration that is too long for the bin. */
static uint64_t bin_end(size_t bin)
{
    size_t power = bin < 2 * DURATION_PARTS ? 0 : bin / DURATION_PARTS - 1;
    return (uint64_t)(bin - power * DURATION_PARTS + 1) << power;
}

void durations_add(struct durations *durations, uint64_t us)
{
    durations->bins[bin_of(us)]++;
    durations->count++;
    durations->longest_us = MAX(durations->longest_us, us);
}

uint64_t durations_percentile(const struct durations *durations, double percent)
{
    double wanted = (double)durations->count * percent / 100, seen = 0;
    for (size_t i = 0; durations->count > 0 && i < DURATION_BINS - 1; i++) {
        seen += durations->bins[i];
        if (seen >= wanted) {
            return MIN(bin_end(i), durations->longest_us);
        }
    }
    return durations->longest_us;
}

void tally_restart(struct tally *tally)
{
    memset(tally->media, 0, sizeof(tally->media));
    tally->keyframe_requests = tally->junk_sent = tally->junk_answers = 0;
}

double tally_loss_percent(const struct media_tally *media)
{
    double all = (double)(media->packets - media->repeated + media->lost);
    return all > 0 ? 100 * (double)media->lost / all : 0;
}
