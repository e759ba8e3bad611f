/* What the log of events does a second on this disk: durable appends one by one, as many at once
 * as a busy summit asks for, and how long a start takes from a long log with a snapshot; and, since
 * all that hangs on it, how often this disk syncs at that time, before and after. Prints JSON.
 *
 *   bench_log DIRECTORY [EVENTS]     an empty directory on the disk to be measured; 1000000
 */
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "shell/log_sqlite.h"

enum {
    SINGLE_SECONDS = 3,
    SYNC_SECONDS = 1,
    GROUP_EVENTS = 200000,
    GROUP_IN_FLIGHT = 256,
    BODY_SIZE = 180,
    FILL_BATCH = 1000,
    TAIL = 1000,             /* events after the snapshot */
    SNAPSHOT_SIZE = 8 << 20, /* of a summit with 30,000 locations */
};

static uint64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * SECOND_US + (uint64_t)now.tv_nsec / 1000;
}

/* Plain writes of a page, each synced: no log can be faster one by one. */
static double syncs_per_s(const char *directory)
{
    static const char page[4096];
    char path[4096];
    snprintf(path, sizeof(path), "%s/sync", directory);
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ASSERT(fd >= 0);
    uint64_t start_us = now_us(), count = 0;
    for (; now_us() - start_us < SYNC_SECONDS * SECOND_US; count++) {
        ssize_t size = pwrite(fd, page, sizeof(page), (off_t)(count % 256 * sizeof(page)));
        ASSERT(size == sizeof(page) && fdatasync(fd) == 0);
    }
    double rate = (double)count * 1e6 / (double)(now_us() - start_us);
    close(fd);
    unlink(path);
    return rate;
}

struct load {
    struct log_call call;
    struct event_log *log;
    uint64_t asked, until; /* sequences */
    size_t batch;
    uint64_t read; /* rows that were read */
};

static void ask(struct load *load)
{
    static char body[BODY_SIZE];
    static struct log_event events[FILL_BATCH];
    struct log_batch batch = {.expected = load->asked, .events = events, .count = load->batch};
    memset(body, 'b', sizeof(body));
    for (size_t i = 0; i < load->batch; i++) {
        events[i] = (struct log_event){.time_ms = 1764061200000 + load->asked + i,
                                       .type = bytes_of_text("hand_raised"),
                                       .body = bytes_of(body, sizeof(body))};
    }
    load->asked += load->batch;
    bool is_asked = load->log->append(load->log, &batch, &load->call);
    ASSERT(is_asked);
}

static void appended(struct log_call *call, const struct log_answer *answer)
{
    struct load *load = CONTAINER_OF(call, struct load, call);
    ASSERT(answer->result == LOG_DONE);
    if (load->asked < load->until) {
        ask(load);
    }
}

/* Append `count` events in batches, `in_flight` of them at a time; microseconds. */
static uint64_t append(struct log_sqlite *log, uint64_t count, size_t batch, size_t in_flight)
{
    struct load load = {.call.answered = appended, .log = log_sqlite_port(log), .batch = batch};
    load.asked = load.log->head.sequence;
    load.until = load.asked + count;
    uint64_t start_us = now_us();
    for (size_t i = 0; i < in_flight; i++) {
        ask(&load);
    }
    log_sqlite_settle(log);
    return now_us() - start_us;
}

static void note_read(struct log_call *call, const struct log_answer *answer)
{
    struct load *load = CONTAINER_OF(call, struct load, call);
    ASSERT(answer->result == LOG_DONE);
    load->read += answer->row_count;
    load->asked = answer->row_count > 0 ? answer->rows[answer->row_count - 1].head.sequence + 1 : 0;
}

static void note_snapshot(struct log_call *call, const struct log_answer *answer)
{
    struct load *load = CONTAINER_OF(call, struct load, call);
    ASSERT(answer->result == LOG_DONE);
    load->asked = answer->at.sequence + 1;
}

static struct log_sqlite *open_log(const char *directory)
{
    char problem[LOG_STORE_PROBLEM_MAX];
    struct log_sqlite *log = log_sqlite_open(directory, problem);
    if (!log) {
        fprintf(stderr, "%s\n", problem);
        exit(EXIT_FAILURE);
    }
    return log;
}

static void put_snapshot(struct log_sqlite *log)
{
    struct load load = {.call.answered = note_snapshot, .log = log_sqlite_port(log)};
    uint8_t *state = calloc(1, SNAPSHOT_SIZE);
    ASSERT(state);
    bool is_asked = load.log->put_snapshot(load.log, &load.log->head,
                                           bytes_of(state, SNAPSHOT_SIZE), &load.call);
    ASSERT(is_asked);
    log_sqlite_settle(log);
    free(state);
}

/* Open, take the snapshot, read the tail: what a start asks of the log. */
static uint64_t start_again(const char *directory)
{
    uint64_t start_us = now_us();
    struct log_sqlite *log = open_log(directory);
    struct load load = {.call.answered = note_snapshot, .log = log_sqlite_port(log)};
    bool is_asked = load.log->get_snapshot(load.log, UINT64_MAX, &load.call);
    ASSERT(is_asked);
    log_sqlite_settle(log);
    load.call.answered = note_read;
    while (load.asked != 0) {
        is_asked = load.log->read(load.log, load.asked, &load.call);
        ASSERT(is_asked);
        log_sqlite_settle(log);
    }
    ASSERT(load.read == TAIL);
    uint64_t taken_us = now_us() - start_us;
    log_sqlite_close(log);
    return taken_us;
}

int main(int argc, char **argv)
{
    uint64_t events = argc > 2 ? strtoull(argv[2], NULL, 10) : 1000000, single = 0, single_us = 0;
    if (argc < 2 || events < 2 * GROUP_EVENTS) {
        fprintf(stderr, "usage: bench_log DIRECTORY [EVENTS, at least %d]\n", 2 * GROUP_EVENTS);
        return 2;
    }
    double before = syncs_per_s(argv[1]);
    struct log_sqlite *log = open_log(argv[1]);
    for (; single_us < SINGLE_SECONDS * SECOND_US; single += 100) {
        single_us += append(log, 100, 1, 1);
    }
    uint64_t group_us = append(log, GROUP_EVENTS, 1, GROUP_IN_FLIGHT);
    double after = syncs_per_s(argv[1]);
    uint64_t left = events - log_sqlite_port(log)->head.sequence;
    append(log, left, FILL_BATCH, 4);
    put_snapshot(log);
    append(log, TAIL, 1, GROUP_IN_FLIGHT);
    log_sqlite_close(log);
    printf("{\n  \"disk_syncs_before_per_s\": %.0f,\n", before);
    printf("  \"disk_syncs_after_per_s\": %.0f,\n", after);
    printf("  \"log_single_per_s\": %.0f,\n", (double)single * 1e6 / (double)single_us);
    printf("  \"log_group_per_s\": %.0f,\n", GROUP_EVENTS * 1e6 / (double)group_us);
    printf("  \"log_start_events\": %llu,\n", (unsigned long long)events);
    printf("  \"log_start_s\": %.3f\n}\n", (double)start_again(argv[1]) / 1e6);
    return 0;
}
