#include "swarm/swarm.h"

#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "shell/net.h"
#include "swarm/report.h"

enum { EVENTS_MAX = 64, RECEIVE_BATCHES_MAX = 16, SLEEP_LONGEST_US = 250 };
#define JOIN_PATIENCE_US (20 * SECOND_US) /* after the last join: who is not in by then is not */
#define SILENT_US        (2 * SECOND_US)

static bool say(const char *problem)
{
    fprintf(stderr, "plenary swarm: %s\n", problem);
    return false;
}

/* ---- the loop ---- */

static void receive(void *context, const struct swarm_message *message)
{
    struct swarm *swarm = context;
    uint32_t number = message->offset % SWARM_STREET_SIZE;
    if (number < swarm->location_count) {
        location_receive(&swarm->locations[number], message);
    } else if (number == swarm->location_count) {
        struct sockaddr_storage name = {0};
        memcpy(&name, message->from, sizeof(*message->from));
        struct address from = net_of_sockaddr(&name);
        for (size_t at = 0; at < message->size; at += message->segment) {
            speaker_receive(&swarm->speaker, &from, message->data + at,
                            MIN(message->segment, message->size - at), message->came_us);
        }
    }
}

/* Everybody in turn, so many that each comes once a LOCATION_TICK_US. */
static void tick_locations(struct swarm *swarm, uint64_t passed_us, uint64_t now_us)
{
    uint64_t count = swarm->asked_count * MIN(passed_us, LOCATION_TICK_US) / LOCATION_TICK_US + 1;
    for (uint64_t i = 0; i < count && swarm->asked_count > 0; i++) {
        swarm->tick_at = (swarm->tick_at + 1) % swarm->asked_count;
        location_tick(&swarm->locations[swarm->tick_at], now_us);
    }
}

static uint64_t speak(struct swarm *swarm)
{
    uint64_t next_us = speaker_tick(&swarm->speaker, net_now_us());
    swarm_socket_flush(&swarm->sampled);
    return next_us;
}

/* HTTP wakes us; the UDP sockets are looked at often enough. */
static void wait(struct swarm *swarm, uint64_t sleep_us)
{
    struct epoll_event events[EVENTS_MAX];
    struct timespec longest = {.tv_nsec = (long)sleep_us * 1000};
    int count = epoll_pwait2(swarm->epoll_fd, events, EVENTS_MAX, &longest, NULL);
    for (int i = 0; i < count; i++) {
        request_pool_ready(swarm->requests, events[i].data.ptr);
    }
}

static void turn(struct swarm *swarm, uint64_t *last_us, bool is_measuring)
{
    size_t received = 0;
    uint64_t next_us = NEVER_US;
    for (size_t i = 0; i < RECEIVE_BATCHES_MAX; i++) {
        next_us = speak(swarm);
        uint64_t now_us = net_now_us();
        size_t bulk = swarm_socket_receive(&swarm->bulk, receive, swarm, now_us);
        size_t sampled = swarm_socket_receive(&swarm->sampled, receive, swarm, now_us);
        received += bulk + sampled;
        if (bulk < SWARM_RECEIVE_BATCH && sampled < SWARM_RECEIVE_BATCH) {
            break;
        }
    }
    uint64_t now_us = net_now_us();
    tick_locations(swarm, now_us - *last_us, now_us);
    *last_us = now_us;
    if (is_measuring) {
        junk_tick(&swarm->junk, swarm->options->junk_rate, now_us, &swarm->tally.junk_sent);
        swarm->tally.junk_answers += junk_answers(&swarm->junk);
    }
    swarm_socket_flush(&swarm->sampled);
    swarm_socket_flush(&swarm->bulk);
    uint64_t left_us = next_us > now_us ? next_us - now_us : 0;
    wait(swarm, received > 0 ? 0 : MIN(left_us, (uint64_t)SLEEP_LONGEST_US));
}

static void run_for(struct swarm *swarm, uint64_t duration_us, const char *what, bool is_measuring)
{
    uint64_t last_us = net_now_us(), until_us = last_us + duration_us, progress_us = last_us;
    while (!process_must_stop() && last_us < until_us) {
        turn(swarm, &last_us, is_measuring);
        if (last_us >= progress_us) {
            report_progress(swarm, what);
            progress_us = last_us + SECOND_US;
        }
    }
}

/* ---- joining ---- */

/* Begin the joins that the rate and the places in flight allow. */
static void join_more(struct swarm *swarm, uint32_t wanted, uint32_t before, uint64_t since_us)
{
    const struct swarm_options *options = swarm->options;
    uint64_t allowed = options->rate == 0
                           ? wanted
                           : before + (net_now_us() - since_us) * options->rate / SECOND_US + 1;
    while (swarm->asked_count < MIN(allowed, wanted) && swarm->in_flight < options->in_flight) {
        location_join(&swarm->locations[swarm->asked_count++]);
    }
}

static double join_up_to(struct swarm *swarm, uint32_t wanted)
{
    uint64_t since_us = net_now_us(), last_us = since_us, progress_us = since_us;
    uint64_t quiet_us = since_us + JOIN_PATIENCE_US, settled = 0;
    uint32_t before = swarm->asked_count;
    while (!process_must_stop() && last_us < quiet_us) {
        join_more(swarm, wanted, before, since_us);
        turn(swarm, &last_us, false);
        uint64_t now_settled = swarm->tally.joined + swarm->tally.refused;
        if (now_settled != settled) {
            settled = now_settled;
            quiet_us = last_us + JOIN_PATIENCE_US;
        }
        if (swarm->asked_count == wanted && swarm->in_flight == 0) {
            break;
        }
        if (last_us >= progress_us) {
            report_progress(swarm, "joining");
            progress_us = last_us + SECOND_US;
        }
    }
    return (double)(net_now_us() - since_us) / 1e6;
}

/* ---- measuring ---- */

static uint64_t count_silent(const struct swarm *swarm)
{
    uint32_t now_ms = (uint32_t)(net_now_us() / MS_US);
    uint64_t count = 0;
    for (uint32_t i = 0; swarm->speaks && i < swarm->asked_count; i++) {
        const struct location_hot *hot = &swarm->hot[i];
        bool is_watched = hot->state == LOCATION_WATCHING && (hot->flags & LOCATION_IS_BAD) == 0;
        count += is_watched && now_ms - hot->beat_ms > SILENT_US / MS_US;
    }
    return count;
}

static void let_some_die(struct swarm *swarm)
{
    for (uint32_t i = 0; i < swarm->asked_count; i++) {
        if (swarm->hot[i].state == LOCATION_WATCHING &&
            share_holds(&swarm->options->behaviours.dead, i)) {
            location_die(&swarm->locations[i]);
        }
    }
}

/* Let them join up to this count; who watches already must not notice. */
static void join_for(struct swarm *swarm, struct swarm_step *step)
{
    uint32_t pid = swarm->options->server_pid;
    step->joins = step->watching - swarm->asked_count;
    tally_restart(&swarm->tally);
    process_begin(pid, &step->server_joins);
    step->joined_s = join_up_to(swarm, step->watching);
    process_end(pid, &step->server_joins);
    step->join_loss_percent = tally_loss_percent(&swarm->tally.media[TALLY_GOOD]);
}

static void measure(struct swarm *swarm, uint32_t watching)
{
    const struct swarm_options *options = swarm->options;
    struct swarm_step *step = &swarm->steps[swarm->step_count++];
    step->watching = watching;
    join_for(swarm, step);
    run_for(swarm, options->settle_s * SECOND_US, "settling", false);
    let_some_die(swarm);
    tally_restart(&swarm->tally);
    report_mark("measuring", watching);
    process_begin(options->server_pid, &step->server);
    process_begin((uint32_t)getpid(), &step->own);
    run_for(swarm, options->seconds * SECOND_US, "measuring", true);
    process_end(options->server_pid, &step->server);
    process_end((uint32_t)getpid(), &step->own);
    report_mark("measured", watching);
    step->silent = count_silent(swarm);
    step->tally = swarm->tally;
}

/* ---- life ---- */

static bool open_sockets(struct swarm *swarm)
{
    uint32_t first = swarm->options->first_address;
    return swarm_socket_open(&swarm->sampled, first, SWARM_CLOCK_KERNEL) &&
           swarm_socket_open(&swarm->bulk, first, SWARM_CLOCK_OWN);
}

static bool make_crowd(struct swarm *swarm)
{
    uint32_t count = swarm->options->steps[swarm->options->step_count - 1];
    swarm->location_count = count;
    swarm->locations = calloc(count, sizeof(swarm->locations[0]));
    swarm->hot = aligned_alloc(64, count * sizeof(swarm->hot[0]));
    swarm->steps = calloc(SWARM_STEP_TRIES * swarm->options->step_count, sizeof(swarm->steps[0]));
    if (!swarm->locations || !swarm->hot || !swarm->steps) {
        return say("out of memory");
    }
    memset(swarm->hot, 0, count * sizeof(swarm->hot[0]));
    for (uint32_t i = 0; i < count; i++) {
        location_init(&swarm->locations[i], swarm, i);
    }
    swarm->speaker.swarm = swarm;
    swarm->speaker.shape = swarm->options->shape;
    swarm_end_init(&swarm->speaker.end, &swarm->sampled, count);
    return true;
}

static bool begin(struct swarm *swarm)
{
    const struct swarm_options *options = swarm->options;
    struct http_url url;
    const char *problem;
    if (!http_url_parse(options->url, &url)) {
        return say("--url is the server's: https://127.0.0.1:8443");
    }
    if (!target_host_is_allowed(&options->targets, url.host)) {
        return say(TARGET_REFUSAL);
    }
    swarm->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    swarm->identity = dtls_identity_new();
    if (net_allow_descriptors() == 0 || swarm->epoll_fd < 0 || !swarm->identity) {
        return say("the system refuses memory or files");
    }
    if (!open_sockets(swarm)) {
        return say("no UDP socket is to be had");
    }
    swarm->requests =
        request_pool_new(&url, options->ca_file, options->connections, swarm->epoll_fd, &problem);
    if (!swarm->requests) {
        return say(problem);
    }
    return make_crowd(swarm);
}

static void end(struct swarm *swarm)
{
    for (uint32_t i = 0; i < swarm->asked_count; i++) {
        location_deinit(&swarm->locations[i]);
    }
    speaker_leave(&swarm->speaker);
    swarm_socket_flush(&swarm->sampled);
    speaker_deinit(&swarm->speaker);
    junk_deinit(&swarm->junk);
    request_pool_free(swarm->requests);
    dtls_identity_free(swarm->identity);
    close(swarm->sampled.fd);
    close(swarm->bulk.fd);
    close(swarm->epoll_fd);
    free(swarm->locations);
    free(swarm->hot);
    free(swarm->steps);
}

static bool start_speaker(struct swarm *swarm)
{
    const struct swarm_options *options = swarm->options;
    struct address target;
    if (options->speaker_rtp) {
        if (!net_parse_endpoint(options->speaker_rtp, &target) ||
            !target_is_allowed(&options->targets, &target)) {
            return say("--speaker-rtp is an allowed ADDRESS:PORT");
        }
        speaker_start_plain(&swarm->speaker, &target);
    } else if (options->speaker_token) {
        speaker_join(&swarm->speaker);
    } else {
        return true;
    }
    swarm->speaks = true;
    run_for(swarm, SECOND_US, "speaker", false);
    return swarm->speaker.start_us != 0 || say("the speaker does not come on stage");
}

static bool is_beyond(const struct swarm_options *options, const struct swarm_step *step)
{
    const struct media_tally *media = &step->tally.media[TALLY_GOOD];
    uint64_t delay_us = durations_percentile(
        options->is_audio_only ? &media->audio_delay : &media->video_delay, 99);
    return (options->worst_loss_percent > 0 &&
            tally_loss_percent(media) > options->worst_loss_percent) ||
           (options->worst_delay_us > 0 && delay_us > options->worst_delay_us);
}

/* A step that was beyond a limit is tried again: the machine may have been busy elsewhere. */
static bool climb(struct swarm *swarm, uint32_t watching)
{
    bool is_done = false;
    for (size_t i = 0; !is_done && !process_must_stop() && i < SWARM_STEP_TRIES; i++) {
        measure(swarm, watching);
        is_done = !is_beyond(swarm->options, &swarm->steps[swarm->step_count - 1]);
    }
    return is_done;
}

int swarm_run(const struct swarm_options *options)
{
    struct swarm *swarm = calloc(1, sizeof(*swarm));
    process_hear_signals();
    if (!swarm) {
        return EXIT_FAILURE;
    }
    swarm->options = options;
    if (!begin(swarm)) {
        return EXIT_FAILURE;
    }
    bool good = start_speaker(swarm);
    bool goes_on = good;
    for (size_t i = 0; goes_on && i < options->step_count; i++) {
        goes_on = climb(swarm, options->steps[i]);
    }
    good = good && report_write(swarm);
    end(swarm);
    free(swarm);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
