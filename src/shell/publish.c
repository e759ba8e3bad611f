#include "shell/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "peer/negotiate.h"
#include "peer/send.h"
#include "shell/data.h"
#include "shell/http_client.h"
#include "shell/net.h"
#include "shell/udp.h"
#include "wire/ivf.h"
#include "wire/ogg.h"

enum { VIDEO_PAYLOAD_TYPE = 96, AUDIO_PAYLOAD_TYPE = 111 };
#define RETRY_FIRST_US   (250 * MS_US)
#define RETRY_LONGEST_US (2 * SECOND_US)
#define LOOP_WAIT_US     (5 * MS_US)
#define SILENCE_US       (4 * SECOND_US) /* a server that lives reports every second */

struct publisher {
    const struct publish_options *options;
    struct bytes video_file, audio_file;
    struct ivf ivf;
    struct ogg ogg;
    struct ivf_frame frame;   /* the next one */
    struct ogg_packet packet; /* likewise */
    uint64_t video_us;        /* when the next frame is due, on the media clock */
    uint64_t audio_us;
    uint64_t video_start_us; /* media time at which this round of the file began */
    uint64_t frame_us;       /* one frame's duration */
    struct http_url url;
    char session_path[HTTP_CLIENT_URL_MAX];
    char buffer[HTTP_CLIENT_BUFFER];
    struct dtls_identity *identity;
    struct peer peer;
    struct udp udp;
    struct send_stream video, audio;
    uint64_t media_start_us; /* now_us at media time 0; 0: not sending yet */
    uint64_t heard_us;       /* when the server was last heard */
};

static volatile sig_atomic_t must_stop;

static void on_signal(int number)
{
    (void)number;
    must_stop = 1;
}

static bool say(const char *problem)
{
    fprintf(stderr, "plenary publish: %s\n", problem);
    return false;
}

/* ---- the files ---- */

static bool map_file(const char *path, struct bytes *file)
{
    bool good = data_map_file(path, file);
    if (!good) {
        fprintf(stderr, "plenary publish: %s cannot be read: %s\n", path, strerror(errno));
    }
    return good;
}

static bool begin_video(struct publisher *publisher)
{
    const char *problem = "the video file has no frames";
    return (ivf_open(&publisher->ivf, publisher->video_file, &problem) &&
            ivf_next(&publisher->ivf, &publisher->frame)) ||
           say(problem);
}

static bool begin_audio(struct publisher *publisher)
{
    const char *problem = "the audio file has no packets";
    return (ogg_open(&publisher->ogg, publisher->audio_file, &problem) &&
            ogg_next(&publisher->ogg, &publisher->packet)) ||
           say(problem);
}

static bool open_files(struct publisher *publisher)
{
    if (!map_file(publisher->options->video_file, &publisher->video_file) ||
        !map_file(publisher->options->audio_file, &publisher->audio_file) ||
        !begin_video(publisher) || !begin_audio(publisher)) {
        return false;
    }
    publisher->frame_us = SECOND_US * publisher->ivf.scale / publisher->ivf.rate;
    return true;
}

/* ---- the session ---- */

static void describe(struct publisher *publisher, struct session_description *session)
{
    *session = (struct session_description){
        .track_count = 2,
        .tracks =
            {
                {.kind = MEDIA_AUDIO,
                 .mid = "0",
                 .codec_count = 1,
                 .codecs = {{AUDIO_PAYLOAD_TYPE, CODEC_OPUS}},
                 .ssrc = publisher->audio.ssrc},
                {.kind = MEDIA_VIDEO,
                 .mid = "1",
                 .codec_count = 1,
                 .codecs = {{VIDEO_PAYLOAD_TYPE, CODEC_VP8}},
                 .ssrc = publisher->video.ssrc},
            },
    };
}

static bool post_offer(struct publisher *publisher, const struct ice_credentials *local,
                       struct session_description *session, struct address *candidate)
{
    static struct sdp answer;
    char text[NEGOTIATE_ANSWER_MAX];
    struct writer offer = writer_of(text, sizeof(text));
    const char *problem = "";
    struct local_description ours = {.ice = *local,
                                     .fingerprint = dtls_identity_fingerprint(publisher->identity)};
    negotiate_offer(&offer, session, &ours, SDP_SENDONLY, "plenary");
    struct http_exchange exchange = {.method = "POST",
                                     .url = &publisher->url,
                                     .ca_file = publisher->options->ca_file,
                                     .token = publisher->options->token,
                                     .content_type = "application/sdp",
                                     .body = writer_bytes(&offer),
                                     .buffer = publisher->buffer};
    if (!http_client_run(&exchange, &problem)) {
        return say(problem);
    }
    if (exchange.reply.status != 201) {
        fprintf(stderr, "plenary publish: the server answers %d: %.*s\n", exchange.reply.status,
                (int)MIN(exchange.reply_body.size, 500u), (const char *)exchange.reply_body.data);
        return false;
    }
    struct bytes location = http_reply_header(&exchange.reply, "Location");
    snprintf(publisher->session_path, sizeof(publisher->session_path), "%.*s",
             (int)MIN(location.size, sizeof(publisher->session_path) - 1),
             location.data ? (const char *)location.data : "");
    return (sdp_parse(exchange.reply_body, &answer, &problem) &&
            negotiate_accept(&answer, session, candidate, &problem)) ||
           say(problem);
}

static bool open_socket(struct publisher *publisher, const struct address *candidate)
{
    int family;
    struct address any =
        address_is_ipv4(candidate) ? address_of_ipv4(0, 0, 0, 0, 0) : (struct address){0};
    int fd = net_bind(&any, SOCK_DGRAM, &family);
    if (fd < 0) {
        return say("no UDP socket is to be had");
    }
    udp_init(&publisher->udp, fd, family, UDP_BATCHES);
    return true;
}

static bool begin_session(struct publisher *publisher)
{
    struct ice_credentials local;
    struct session_description session;
    struct address candidate;
    ice_credentials_draw(&local, &system_random, 0);
    send_init(&publisher->video, CODEC_VP8, VIDEO_PAYLOAD_TYPE, random_u32(&system_random) | 1,
              &system_random);
    send_init(&publisher->audio, CODEC_OPUS, AUDIO_PAYLOAD_TYPE, publisher->video.ssrc ^ 0x55555554,
              &system_random);
    describe(publisher, &session);
    if (!post_offer(publisher, &local, &session, &candidate) ||
        !open_socket(publisher, &candidate)) {
        return false;
    }
    struct peer_setup setup = {.role = PEER_CLIENT,
                               .local = local,
                               .remote = session.remote,
                               .remote_candidate = candidate,
                               .identity = publisher->identity,
                               .sink = &publisher->udp.sink,
                               .random = &system_random};
    memcpy(setup.remote_fingerprint, session.remote_fingerprint, DTLS_FINGERPRINT_SIZE);
    peer_init(&publisher->peer, &setup, net_now_us());
    publisher->media_start_us = 0;
    return true;
}

static void end_session(struct publisher *publisher)
{
    const char *ignored;
    peer_close(&publisher->peer, PEER_CLOSE_NONE);
    udp_flush(&publisher->udp);
    peer_deinit(&publisher->peer);
    close(publisher->udp.fd);
    if (publisher->session_path[0] == '/') {
        struct http_url url = publisher->url;
        snprintf(url.path, sizeof(url.path), "%s", publisher->session_path);
        struct http_exchange exchange = {.method = "DELETE",
                                         .url = &url,
                                         .ca_file = publisher->options->ca_file,
                                         .token = publisher->options->token,
                                         .buffer = publisher->buffer};
        bool good = http_client_run(&exchange, &ignored);
        (void)good; /* gone already: as well */
    }
}

/* ---- sending ---- */

static bool send_video(struct publisher *publisher, uint64_t media_us)
{
    while (publisher->video_us <= media_us) {
        send_frame(&publisher->video, &publisher->peer, publisher->frame.data, publisher->video_us);
        uint64_t last_us = publisher->video_us;
        if (!ivf_next(&publisher->ivf, &publisher->frame)) {
            if (!begin_video(publisher)) {
                return false;
            }
            publisher->video_start_us = last_us + publisher->frame_us;
        }
        publisher->video_us =
            MAX(publisher->video_start_us + publisher->frame.time_us, last_us + 1);
    }
    return true;
}

static bool send_audio(struct publisher *publisher, uint64_t media_us)
{
    while (publisher->audio_us <= media_us) {
        send_frame(&publisher->audio, &publisher->peer, publisher->packet.data,
                   publisher->audio_us);
        publisher->audio_us += publisher->packet.duration_us;
        if (!ogg_next(&publisher->ogg, &publisher->packet) && !begin_audio(publisher)) {
            return false;
        }
    }
    return true;
}

static bool send_due(struct publisher *publisher, uint64_t now_us)
{
    if (publisher->peer.state != PEER_CONNECTED) {
        return true;
    }
    if (publisher->media_start_us == 0) { /* the clock goes on from where it was */
        uint64_t media_us = MIN(publisher->video_us, publisher->audio_us);
        publisher->media_start_us = now_us - media_us;
        publisher->audio_us = publisher->video_us = media_us;
        publisher->video_start_us = media_us - MIN(publisher->frame.time_us, media_us);
    }
    uint64_t media_us = now_us - publisher->media_start_us;
    bool good = send_video(publisher, media_us) && send_audio(publisher, media_us);
    send_tick(&publisher->video, &publisher->peer, media_us, now_us);
    send_tick(&publisher->audio, &publisher->peer, media_us, now_us);
    return good;
}

static void take_rtcp(struct publisher *publisher, struct bytes datagram)
{
    struct rtcp_reader reader;
    struct rtcp_packet packet;
    rtcp_reader_init(&reader, datagram);
    while (rtcp_next(&reader, &packet)) {
        if (packet.type == RTCP_NACK) {
            send_again(packet.media_ssrc == publisher->video.ssrc ? &publisher->video
                                                                  : &publisher->audio,
                       &publisher->peer, &packet);
        }
    }
}

/* Returns false when the session has ended. */
static bool receive_due(struct publisher *publisher)
{
    struct peer_event event;
    struct address from;
    uint8_t *datagram;
    size_t size;
    udp_receive(&publisher->udp, publisher->udp.fd);
    while (udp_next(&publisher->udp, &from, &datagram, &size)) {
        enum drop drop =
            peer_receive(&publisher->peer, &from, datagram, size, net_now_us(), &event);
        if (!drop) {
            publisher->heard_us = net_now_us();
        }
        if (!drop && event.kind == PEER_EVENT_RTCP) {
            take_rtcp(publisher, event.packet);
        }
        if (!drop && event.connected) {
            fprintf(stderr, "plenary publish: connected\n");
        }
    }
    peer_tick(&publisher->peer, net_now_us(), &event);
    bool is_silent =
        publisher->peer.state == PEER_CONNECTED && net_now_us() - publisher->heard_us > SILENCE_US;
    return publisher->peer.state != PEER_CLOSED && !is_silent;
}

/* Until the session ends or we are told to stop. False: the files are at fault. */
static bool run_session(struct publisher *publisher)
{
    bool good = true;
    while (!must_stop && good && receive_due(publisher)) {
        good = send_due(publisher, net_now_us());
        udp_flush(&publisher->udp);
        struct pollfd readable = {.fd = publisher->udp.fd, .events = POLLIN};
        poll(&readable, 1, (int)(LOOP_WAIT_US / MS_US));
    }
    end_session(publisher);
    return good;
}

int publish_run(const struct publish_options *options)
{
    static struct publisher publisher;
    uint64_t wait_us = RETRY_FIRST_US;
    publisher.options = options;
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    if (!http_url_parse(options->url, &publisher.url)) {
        say("--whip must be a URL: https://HOST:PORT/whip/ROOM");
        return EXIT_FAILURE;
    }
    publisher.identity = dtls_identity_new();
    if (!publisher.identity || !open_files(&publisher)) {
        return EXIT_FAILURE;
    }
    while (!must_stop) {
        if (begin_session(&publisher)) {
            wait_us = RETRY_FIRST_US;
            if (!run_session(&publisher)) {
                return EXIT_FAILURE;
            }
        }
        if (!must_stop) {
            usleep((useconds_t)wait_us);
            wait_us = MIN(wait_us * 2, RETRY_LONGEST_US);
        }
    }
    dtls_identity_free(publisher.identity);
    return EXIT_SUCCESS;
}
