#include "swarm/tally.h"

#define JOIN_STEP_US  (2 * MS_US)
#define DELAY_STEP_US 25

void durations_init(struct durations *durations, uint64_t step_us)
{
    memset(durations, 0, sizeof(*durations));
    durations->step_us = step_us;
}

void durations_add(struct durations *durations, uint64_t us)
{
    durations->bins[MIN(us / durations->step_us, (uint64_t)TALLY_BINS - 1)]++;
    durations->count++;
    durations->longest_us = MAX(durations->longest_us, us);
}

uint64_t durations_percentile(const struct durations *durations, double percent)
{
    double wanted = (double)durations->count * percent / 100, seen = 0;
    for (size_t i = 0; durations->count > 0 && i < TALLY_BINS - 1; i++) {
        seen += durations->bins[i];
        if (seen >= wanted) {
            return MIN((i + 1) * durations->step_us, durations->longest_us);
        }
    }
    return durations->longest_us;
}

void tally_init(struct tally *tally)
{
    memset(tally, 0, sizeof(*tally));
    durations_init(&tally->answer, JOIN_STEP_US);
    durations_init(&tally->connect, JOIN_STEP_US);
    durations_init(&tally->picture, JOIN_STEP_US);
    tally_restart(tally);
}

void tally_restart(struct tally *tally)
{
    memset(tally->media, 0, sizeof(tally->media));
    for (size_t i = 0; i < TALLY_CLASSES; i++) {
        durations_init(&tally->media[i].video_delay, DELAY_STEP_US);
        durations_init(&tally->media[i].audio_delay, DELAY_STEP_US);
    }
    tally->keyframe_requests = tally->junk_sent = tally->junk_answers = 0;
}

double tally_loss_percent(const struct media_tally *media)
{
    double all = (double)(media->packets - media->repeated + media->lost);
    return all > 0 ? 100 * (double)media->lost / all : 0;
}
