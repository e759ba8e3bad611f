#include "swarm/report.h"

#include <unistd.h>

void report_progress(const struct swarm *swarm, const char *what)
{
    const struct tally *tally = &swarm->tally;
    if (isatty(STDERR_FILENO)) {
        fprintf(stderr, "\r%-10s %6llu in, %llu refused, %llu packets, %llu lost   ", what,
                (unsigned long long)tally->joined, (unsigned long long)tally->refused,
                (unsigned long long)tally->packets, (unsigned long long)tally->lost);
    }
}

void report_mark(const char *what)
{
    puts(what);
    fflush(stdout);
}

static double ms(uint64_t us)
{
    return (double)us / 1000;
}

struct line {
    const char *key, *label, *unit;
    double value;
};

static size_t make_lines(const struct swarm *swarm, uint64_t joined_us, struct line *lines)
{
    const struct tally *tally = &swarm->tally;
    double all = (double)(tally->packets + tally->lost);
    double joined_s = (double)joined_us / 1e6;
    const struct line made[] = {
        {"locations", "locations", "", swarm->options->locations},
        {"joined", "joined", "", (double)tally->joined},
        {"refused", "refused", "", (double)tally->refused},
        {"closed", "left by the server", "", (double)tally->closed},
        {"join_s", "all joined after", "s", joined_s},
        {"answer_p50_ms", "answer, median", "ms", ms(durations_percentile(&tally->answer, 50))},
        {"answer_p95_ms", "answer, p95", "ms", ms(durations_percentile(&tally->answer, 95))},
        {"connect_p95_ms", "keys, p95", "ms", ms(durations_percentile(&tally->connect, 95))},
        {"picture_p50_ms", "picture, median", "ms",
         ms(durations_percentile(&tally->picture, 50))},
        {"picture_p95_ms", "picture, p95", "ms", ms(durations_percentile(&tally->picture, 95))},
        {"pictures", "have a picture", "", (double)tally->picture.count},
        {"packets", "packets", "", (double)tally->packets},
        {"frames", "frames", "", (double)tally->frames},
        {"lost", "lost for good", "", (double)tally->lost},
        {"loss_percent", "loss", "%", all > 0 ? 100 * (double)tally->lost / all : 0},
        {"repeated", "repeated", "", (double)tally->repeated},
        {"late", "too late", "", (double)tally->late},
        {"nacks", "asked for again", "", (double)tally->nacks},
        {"stalls", "pauses over 500 ms", "", (double)tally->stalls},
        {"opened", "opened and checked", "", (double)tally->opened},
        {"corrupted", "corrupt", "", (double)tally->corrupted},
        {"delay_p50_ms", "delay, median", "ms", ms(durations_percentile(&tally->delay, 50))},
        {"delay_p99_ms", "delay, p99", "ms", ms(durations_percentile(&tally->delay, 99))},
        {"delay_max_ms", "delay, longest", "ms", ms(tally->delay.longest_us)},
    };
    memcpy(lines, made, sizeof(made));
    return COUNT_OF(made);
}

static bool write_json(const char *file, const struct line *lines, size_t count)
{
    FILE *out = fopen(file, "w");
    if (!out) {
        perror(file);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "%s\n  \"%s\": %.6g", i == 0 ? "{" : ",", lines[i].key, lines[i].value);
    }
    fputs("\n}\n", out);
    return fclose(out) == 0;
}

bool report_write(const struct swarm *swarm, uint64_t joined_us)
{
    struct line lines[32];
    size_t count = make_lines(swarm, joined_us, lines);
    if (isatty(STDERR_FILENO)) {
        fputs("\r\033[K", stderr);
    }
    for (size_t i = 0; i < count; i++) {
        printf("%-20s %12.6g %s\n", lines[i].label, lines[i].value, lines[i].unit);
    }
    const char *file = swarm->options->json_file;
    bool is_written = !file || write_json(file, lines, count);
    return is_written && swarm->tally.joined == swarm->options->locations &&
           swarm->tally.corrupted == 0;
}
