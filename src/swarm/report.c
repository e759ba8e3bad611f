#include "swarm/report.h"

#include <unistd.h>

#include "swarm/figure.h"

void report_progress(const struct swarm *swarm, const char *what)
{
    const struct tally *tally = &swarm->tally;
    const struct media_tally *media = &tally->media[TALLY_GOOD];
    if (isatty(STDERR_FILENO)) {
        fprintf(stderr, "\r%-10s %6llu in, %llu refused, %llu packets, %llu lost   ", what,
                (unsigned long long)tally->joined, (unsigned long long)tally->refused,
                (unsigned long long)media->packets, (unsigned long long)media->lost);
    }
}

void report_mark(const char *what, uint32_t watching)
{
    printf("%s %u\n", what, watching);
    fflush(stdout);
}

/* What joining has cost up to and with this step. */
static size_t join_lines(const struct swarm_step *step, struct figure *lines)
{
    const struct tally *tally = &step->tally;
    const struct figure made[] = {
        {"locations", "locations", "", step->watching},
        {"joined", "joined", "", (double)tally->joined},
        {"refused", "refused", "", (double)tally->refused},
        {"closed", "put out by the server", "", (double)tally->closed},
        {"left", "left and came back", "", (double)tally->left},
        {"moved", "changed their network", "", (double)tally->moved},
        {"join_s", "all joined after", "s", step->joined_s},
        {"joins", "joins in this step", "", step->joins},
        {"join_loss_percent", "loss meanwhile", "%", step->join_loss_percent},
        {"answer_p50_ms", "answer, median", "ms", figure_ms(&tally->answer, 50)},
        {"answer_p95_ms", "answer, p95", "ms", figure_ms(&tally->answer, 95)},
        {"connect_p95_ms", "keys, p95", "ms", figure_ms(&tally->connect, 95)},
        {"picture_p50_ms", "picture, median", "ms", figure_ms(&tally->picture, 50)},
        {"picture_p95_ms", "picture, p95", "ms", figure_ms(&tally->picture, 95)},
        {"pictures", "have a picture", "", (double)tally->picture.count},
        {"server_join_ms", "server CPU a join", "ms",
         step->joins > 0 ? 1000 * step->server_joins.cpu_s / step->joins : 0},
    };
    memcpy(lines, made, sizeof(made));
    return COUNT_OF(made);
}

static size_t media_lines(const struct swarm_step *step, struct figure *lines)
{
    const struct tally *tally = &step->tally;
    const struct media_tally *media = &tally->media[TALLY_GOOD];
    const struct figure made[] = {
        {"packets", "packets", "", (double)media->packets},
        {"mbit_s", "of them, a second", "Mbit",
         step->own.wall_s > 0 ? (double)media->bytes * 8e-6 / step->own.wall_s : 0},
        {"frames", "frames", "", (double)media->frames},
        {"lost", "lost for good", "", (double)media->lost},
        {"loss_percent", "loss", "%", tally_loss_percent(media)},
        {"repeated", "repeated", "", (double)media->repeated},
        {"late", "too late", "", (double)media->late},
        {"nacks", "asked for again", "", (double)media->nacks},
        {"plis", "keyframes asked for", "", (double)media->plis},
        {"keyframe_requests", "that came to the speaker", "", (double)tally->keyframe_requests},
        {"stalls", "pauses over 500 ms", "", (double)media->stalls},
        {"silent", "silent in the end", "", (double)step->silent},
        {"opened", "opened and checked", "", (double)media->opened},
        {"corrupted", "corrupt", "", (double)media->corrupted},
        {"delay_p50_ms", "picture delay, median", "ms", figure_ms(&media->video_delay, 50)},
        {"delay_p99_ms", "picture delay, p99", "ms", figure_ms(&media->video_delay, 99)},
        {"delay_max_ms", "picture delay, longest", "ms", figure_ms(&media->video_delay, 100)},
        {"audio_delay_p50_ms", "sound delay, median", "ms", figure_ms(&media->audio_delay, 50)},
        {"audio_delay_p99_ms", "sound delay, p99", "ms", figure_ms(&media->audio_delay, 99)},
        {"audio_delay_max_ms", "sound delay, longest", "ms", figure_ms(&media->audio_delay, 100)},
    };
    memcpy(lines, made, sizeof(made));
    return COUNT_OF(made);
}

static size_t other_lines(const struct swarm_step *step, struct figure *lines)
{
    const struct tally *tally = &step->tally;
    const struct media_tally *bad = &tally->media[TALLY_BAD];
    double viewer_seconds = step->watching * step->own.wall_s;
    const struct figure made[] = {
        {"bad_packets", "packets of bad ones", "", (double)bad->packets},
        {"bad_loss_percent", "their loss", "%", tally_loss_percent(bad)},
        {"bad_stalls", "their pauses", "", (double)bad->stalls},
        {"bad_corrupted", "corrupt ones of theirs", "", (double)bad->corrupted},
        {"junk_sent", "junk sent", "", (double)tally->junk_sent},
        {"junk_answers", "junk answered", "", (double)tally->junk_answers},
        {"server_core_percent", "server CPU", "%", figure_core_percent(&step->server)},
        {"server_us_per_viewer_second", "a viewer and second", "us",
         viewer_seconds > 0 ? 1e6 * step->server.cpu_s / viewer_seconds : 0},
        {"server_grown_kib", "more than before", "KiB", (double)step->server.grown_kib},
        {"server_rss_kib", "server memory", "KiB", (double)step->server.rss_kib},
        {"swarm_core_percent", "the swarm's own CPU", "%", figure_core_percent(&step->own)},
        {"swarm_rss_kib", "the swarm's own memory", "KiB", (double)step->own.rss_kib},
    };
    memcpy(lines, made, sizeof(made));
    return COUNT_OF(made);
}

static size_t make_lines(const struct swarm *swarm, size_t i, struct figure *lines)
{
    const struct swarm_step *step = &swarm->steps[i];
    size_t count = join_lines(step, lines);
    count += media_lines(step, lines + count);
    count += other_lines(step, lines + count);
    ASSERT(count <= FIGURES_MAX);
    return count;
}

static bool write_json(const struct swarm *swarm, const char *file)
{
    struct figure lines[FIGURES_MAX];
    FILE *out = fopen(file, "w");
    if (!out) {
        perror(file);
        return false;
    }
    fputs("{\"steps\": [", out);
    for (size_t i = 0; i < swarm->step_count; i++) {
        size_t count = make_lines(swarm, i, lines);
        fputs(i > 0 ? "},\n {" : "\n {", out);
        figures_write_members(out, lines, count);
    }
    fputs("}\n]}\n", out);
    return fclose(out) == 0;
}

static bool is_good(const struct swarm *swarm)
{
    const struct tally *tally = &swarm->tally;
    bool good = swarm->step_count > 0 && tally->refused == 0 && tally->closed == 0;
    for (size_t i = 0; i < swarm->step_count; i++) {
        const struct media_tally *media = swarm->steps[i].tally.media;
        good = good && media[TALLY_GOOD].corrupted + media[TALLY_BAD].corrupted == 0;
    }
    return good && tally->joined + swarm->in_flight >= swarm->steps[swarm->step_count - 1].watching;
}

bool report_write(const struct swarm *swarm)
{
    struct figure lines[FIGURES_MAX];
    const char *file = swarm->options->json_file;
    if (isatty(STDERR_FILENO)) {
        fputs("\r\033[K", stderr);
    }
    for (size_t i = 0; i < swarm->step_count; i++) {
        size_t count = make_lines(swarm, i, lines);
        figures_print(lines, count);
    }
    bool is_written = !file || write_json(swarm, file);
    return is_written && is_good(swarm);
}
