#include "swarm/swarm.h"

#include <errno.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "shell/data.h"
#include "shell/net.h"
#include "swarm/report.h"

enum { CONNECTIONS = 32, EVENTS_MAX = 64, RECEIVE_BATCHES_MAX = 16 };
#define JOIN_PATIENCE_US (20 * SECOND_US) /* after the last join: who is not in by then is not */

static volatile sig_atomic_t must_stop;

static void on_signal(int number)
{
    (void)number;
    must_stop = 1;
}

static bool say(const char *problem)
{
    fprintf(stderr, "plenary swarm: %s\n", problem);
    return false;
}

/* ---- sessions ---- */

struct request *swarm_request(struct swarm *swarm, const char *endpoint, const char *token)
{
    struct request *request = calloc(1, sizeof(*request));
    if (request) {
        request->method = "POST";
        request->token = token;
        request->content_type = "application/sdp";
        snprintf(request->path, sizeof(request->path), "%s/%s", endpoint, swarm->options->room);
    }
    return request;
}

void swarm_offer(struct swarm *swarm, struct session_description *session,
                 const struct ice_credentials *local, enum sdp_direction direction,
                 struct request *request)
{
    struct writer offer = writer_of(request->body, sizeof(request->body));
    struct local_description ours = {.ice = *local,
                                     .fingerprint = dtls_identity_fingerprint(swarm->identity)};
    static const struct payload_type codecs[] = {{111, CODEC_OPUS}, {96, CODEC_VP8}};
    for (size_t i = 0; i < session->track_count; i++) {
        struct track *track = &session->tracks[i];
        track->kind = i == 0 ? MEDIA_AUDIO : MEDIA_VIDEO;
        track->mid[0] = (char)('0' + i);
        track->codec_count = 1;
        track->codecs[0] = codecs[i];
    }
    negotiate_offer(&offer, session, &ours, direction, "swarm");
    ASSERT(!offer.failed);
    request->body_size = writer_bytes(&offer).size;
}

bool swarm_accept(struct swarm *swarm, struct bytes answer_text,
                  const struct ice_credentials *local, struct datagram_sink *sink,
                  struct session_description *session, struct peer *peer, uint64_t now_us)
{
    static struct sdp answer;
    struct address candidate;
    const char *problem;
    if (!sdp_parse(answer_text, &answer, &problem) ||
        !negotiate_accept(&answer, session, &candidate, &problem)) {
        return say(problem);
    }
    if (!swarm->options->allows_any_target && !net_is_loopback(&candidate)) {
        return say("the server's media address is not loopback (see --allow-any-target)");
    }
    struct peer_setup setup = {.role = PEER_CLIENT,
                               .local = *local,
                               .remote = session->remote,
                               .remote_candidate = candidate,
                               .identity = swarm->identity,
                               .sink = sink,
                               .random = &system_random};
    memcpy(setup.remote_fingerprint, session->remote_fingerprint, DTLS_FINGERPRINT_SIZE);
    peer_init(peer, &setup, now_us);
    return true;
}

/* ---- the loop ---- */

static void receive(void *context, uint32_t i, const struct address *from, uint8_t *datagram,
                    size_t size)
{
    struct swarm *swarm = context;
    uint64_t now_us = net_now_us();
    if (i < swarm->options->locations) {
        location_receive(&swarm->locations[i], from, datagram, size, now_us);
    } else if (i == swarm->speaker.end.number) {
        speaker_receive(&swarm->speaker, from, datagram, size, now_us);
    }
}

/* Everybody in turn, so many that each comes once a LOCATION_TICK_US. */
static void tick_locations(struct swarm *swarm, uint64_t passed_us, uint64_t now_us)
{
    uint64_t count =
        swarm->asked_count * MIN(passed_us, LOCATION_TICK_US) / LOCATION_TICK_US + 1;
    for (uint64_t i = 0; i < count && swarm->asked_count > 0; i++) {
        swarm->tick_at = (swarm->tick_at + 1) % swarm->asked_count;
        location_tick(&swarm->locations[swarm->tick_at], now_us);
    }
}

static void turn(struct swarm *swarm, uint64_t *last_us)
{
    struct epoll_event events[EVENTS_MAX];
    swarm_socket_flush(&swarm->socket);
    int count = epoll_wait(swarm->epoll_fd, events, EVENTS_MAX, 1);
    for (int i = 0; i < count; i++) {
        if (events[i].data.ptr) {
            request_pool_ready(swarm->requests, events[i].data.ptr);
        }
    }
    for (size_t i = 0; i < RECEIVE_BATCHES_MAX; i++) {
        speaker_tick(&swarm->speaker, net_now_us());
        if (!swarm_socket_receive(&swarm->socket, receive, swarm)) {
            break;
        }
    }
    uint64_t now_us = net_now_us();
    tick_locations(swarm, now_us - *last_us, now_us);
    *last_us = now_us;
}

/* Begin the joins that the rate and the places in flight allow. */
static void join_more(struct swarm *swarm, uint64_t since_us)
{
    const struct swarm_options *options = swarm->options;
    uint64_t allowed = options->rate == 0
                           ? options->locations
                           : (net_now_us() - since_us) * options->rate / SECOND_US + 1;
    while (swarm->asked_count < MIN(allowed, options->locations) &&
           swarm->in_flight < options->in_flight) {
        location_join(&swarm->locations[swarm->asked_count++]);
    }
}

static void run_for(struct swarm *swarm, uint64_t duration_us, const char *what)
{
    uint64_t last_us = net_now_us(), until_us = last_us + duration_us, progress_us = last_us;
    while (!must_stop && last_us < until_us) {
        turn(swarm, &last_us);
        if (last_us >= progress_us) {
            report_progress(swarm, what);
            progress_us = last_us + SECOND_US;
        }
    }
}

static uint64_t join_all(struct swarm *swarm)
{
    uint64_t since_us = net_now_us(), last_us = since_us, progress_us = since_us;
    uint64_t quiet_us = since_us + JOIN_PATIENCE_US, settled = 0;
    while (!must_stop && last_us < quiet_us) {
        join_more(swarm, since_us);
        turn(swarm, &last_us);
        uint64_t now_settled = swarm->tally.joined + swarm->tally.refused;
        if (now_settled != settled) {
            settled = now_settled;
            quiet_us = last_us + JOIN_PATIENCE_US;
        }
        if (settled >= swarm->options->locations) {
            break;
        }
        if (last_us >= progress_us) {
            report_progress(swarm, "joining");
            progress_us = last_us + SECOND_US;
        }
    }
    return net_now_us() - since_us;
}

/* ---- life ---- */

static bool allow_open_files(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return false;
    }
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

static bool is_target_allowed(const struct swarm_options *options, const struct http_url *url)
{
    struct address address;
    return options->allows_any_target || strcmp(url->host, "localhost") == 0 ||
           (net_parse_ip(url->host, &address) && net_is_loopback(&address));
}

static bool begin(struct swarm *swarm)
{
    const struct swarm_options *options = swarm->options;
    struct http_url url;
    const char *problem;
    if (!http_url_parse(options->url, &url)) {
        return say("--url is the server's: https://127.0.0.1:8443");
    }
    if (!is_target_allowed(options, &url)) {
        return say("a swarm attacks: it goes to loopback alone, unless --allow-any-target says "
                   "that the target is yours");
    }
    swarm->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    swarm->identity = dtls_identity_new();
    swarm->locations = calloc(options->locations, sizeof(swarm->locations[0]));
    if (!allow_open_files() || swarm->epoll_fd < 0 || !swarm->identity || !swarm->locations) {
        return say("the system refuses memory or files");
    }
    if (!swarm_socket_open(&swarm->socket, options->first_address)) {
        return say("no UDP socket is to be had");
    }
    struct epoll_event event = {.events = EPOLLIN};
    if (epoll_ctl(swarm->epoll_fd, EPOLL_CTL_ADD, swarm->socket.fd, &event) != 0) {
        return say(strerror(errno));
    }
    swarm->requests =
        request_pool_new(&url, options->ca_file, CONNECTIONS, swarm->epoll_fd, &problem);
    if (!swarm->requests) {
        return say(problem);
    }
    for (uint32_t i = 0; i < options->locations; i++) {
        swarm->locations[i].swarm = swarm;
        swarm_end_init(&swarm->locations[i].end, &swarm->socket, i);
    }
    swarm->speaker.swarm = swarm;
    swarm_end_init(&swarm->speaker.end, &swarm->socket, options->locations);
    swarm->speaker.shape = options->shape;
    tally_init(&swarm->tally);
    return true;
}

static void end(struct swarm *swarm)
{
    for (uint32_t i = 0; i < swarm->asked_count; i++) {
        location_deinit(&swarm->locations[i]);
    }
    speaker_leave(&swarm->speaker);
    swarm_socket_flush(&swarm->socket);
    speaker_deinit(&swarm->speaker);
    request_pool_free(swarm->requests);
    dtls_identity_free(swarm->identity);
    free(swarm->locations);
    close(swarm->socket.fd);
    close(swarm->epoll_fd);
}

int swarm_run(const struct swarm_options *options)
{
    struct swarm *swarm = calloc(1, sizeof(*swarm));
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    if (!swarm) {
        return EXIT_FAILURE;
    }
    swarm->options = options;
    if (!begin(swarm)) {
        return EXIT_FAILURE;
    }
    if (options->speaker_token) {
        speaker_join(&swarm->speaker);
        run_for(swarm, SECOND_US, "speaker");
    }
    uint64_t joined_us = join_all(swarm);
    run_for(swarm, options->settle_s * SECOND_US, "settling");
    tally_restart(&swarm->tally);
    report_mark("measuring");
    run_for(swarm, options->seconds * SECOND_US, "measuring");
    report_mark("measured");
    bool good = report_write(swarm, joined_us);
    end(swarm);
    free(swarm);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
