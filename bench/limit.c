/* What this machine's kernel and AES allow: the messages of a stage for so many viewers, with
 * the same encryption, sent by a bare loop on one core into the swarm's sockets on the other.
 * No server can be faster by these means; how near it comes is what the bench tells.
 *
 *   bench_limit receive FIRST                 prints its port, at SIGTERM what came
 *   bench_limit send FIRST:PORT [OPTIONS] VIEWERS[,VIEWERS...]
 *       --kind audio20|audio60|ride   how sound goes: packets of 20 or 60 ms by themselves, or
 *                                     packets of 40 ms as a frame's short last segment
 *       --way gso|plain|connected|uring|uring-connected
 *       --seconds N --batch N         a step's length; messages a system call
 *
 * The sender prints a line of JSON a step and ends with the first that does not keep up.
 */
#include <arpa/inet.h>
#include <getopt.h>
#include <netinet/udp.h>
#include <signal.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#ifdef BENCH_HAS_URING
#include <liburing.h>
#endif

#include "peer/srtp.h"
#include "shell/net.h"
#include "swarm/account.h"
#include "swarm/socket.h"
#include "wire/rtp.h"

enum {
    VIEWERS_MAX = 40000,
    STEPS_MAX = 256, /* tries included */
    BATCH_MAX = 256,
    SEGMENTS_MAX = 6,
    PAYLOAD = 1180, /* of the speaker's packets, their descriptor included */
    SEGMENT = RTP_HEADER_SIZE + PAYLOAD + 16,
    LAG_MAX_MS = 50,
    TRIES = 3, /* of a step that did not keep up: the machine may have been busy elsewhere */
};

struct viewer {
    _Alignas(64) struct srtp_sender sender;
    struct sockaddr_in address;
    uint32_t video_index, audio_index;
    int fd; /* connected ways alone */
};

/* ---- receiving ---- */

struct hot {
    _Alignas(64) struct account video, audio;
};

static volatile sig_atomic_t must_stop;
static struct hot hots[VIEWERS_MAX];
static uint64_t received[STEPS_MAX];
static struct media_tally seen;

static void on_signal(int number)
{
    (void)number;
    must_stop = 1;
}

static void take(void *context, const struct swarm_message *message)
{
    (void)context;
    if (message->offset >= VIEWERS_MAX) {
        return;
    }
    struct hot *hot = &hots[message->offset];
    for (size_t at = 0; at + RTP_HEADER_SIZE <= message->size; at += message->segment) {
        const uint8_t *packet = message->data + at;
        bool is_video = load_be32(packet + 8) == 1;
        if (account_packet(is_video ? &hot->video : &hot->audio, load_be16(packet + 2), &seen) ==
            ACCOUNT_NEW) {
            received[load_be32(packet + 4) % STEPS_MAX]++;
        }
    }
}

static int run_receive(uint32_t first)
{
    struct swarm_socket *at = calloc(1, sizeof(*at));
    if (!at || !swarm_socket_open(at, first, SWARM_CLOCK_OWN)) {
        perror("bench_limit");
        return 1;
    }
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGTERM, &action, NULL);
    printf("%u\n", net_port(at->fd));
    fflush(stdout);
    while (!must_stop) {
        if (swarm_socket_receive(at, take, NULL, net_now_us()) == 0) {
            usleep(250);
        }
    }
    putchar('[');
    for (size_t i = 0; i < STEPS_MAX; i++) {
        printf("%s%llu", i > 0 ? ", " : "", (unsigned long long)received[i]);
    }
    puts("]");
    close(at->fd);
    free(at);
    return 0;
}

/* ---- sending ---- */

enum way { WAY_GSO, WAY_PLAIN, WAY_CONNECTED, WAY_URING, WAY_URING_CONNECTED };
enum kind { KIND_AUDIO20, KIND_AUDIO60, KIND_RIDE };

static struct {
    enum way way;
    enum kind kind;
    uint32_t seconds, batch;
    uint32_t first;
    uint16_t port;
    int fd;
    uint32_t step;
    struct viewer *viewers;
    uint64_t packets, messages;
    uint32_t queued;
    struct mmsghdr out[BATCH_MAX];
    struct iovec parts[BATCH_MAX];
    int fds[BATCH_MAX];
    _Alignas(8) uint8_t control[BATCH_MAX][CMSG_SPACE(sizeof(uint16_t))];
    _Alignas(64) uint8_t data[BATCH_MAX][SEGMENTS_MAX * SEGMENT + 64];
    uint8_t video[SEGMENTS_MAX][PAYLOAD], audio[180];
#ifdef BENCH_HAS_URING
    struct io_uring ring;
#endif
} send_state;
#define S send_state

static bool is_connected(void)
{
    return S.way == WAY_CONNECTED || S.way == WAY_URING_CONNECTED;
}

#ifdef BENCH_HAS_URING
static void flush_uring(void)
{
    for (uint32_t i = 0; i < S.queued; i++) {
        struct io_uring_sqe *sqe = io_uring_get_sqe(&S.ring);
        ASSERT(sqe);
        io_uring_prep_sendmsg(sqe, S.fds[i], &S.out[i].msg_hdr, 0);
    }
    int submitted = io_uring_submit_and_wait(&S.ring, S.queued);
    ASSERT(submitted == (int)S.queued);
    io_uring_cq_advance(&S.ring, S.queued);
}
#endif

static void flush(void)
{
    if (S.way == WAY_CONNECTED) {
        for (uint32_t i = 0; i < S.queued; i++) {
            ssize_t ignored = sendmsg(S.fds[i], &S.out[i].msg_hdr, 0);
            (void)ignored; /* what is lost the receiver tells */
        }
#ifdef BENCH_HAS_URING
    } else if (S.way == WAY_URING || S.way == WAY_URING_CONNECTED) {
        flush_uring();
#endif
    } else {
        for (uint32_t done = 0; done < S.queued;) {
            int sent = sendmmsg(S.fd, S.out + done, S.queued - done, 0);
            done += sent > 0 ? (uint32_t)sent : 1;
        }
    }
    S.queued = 0;
}

/* Put what lies in data[queued] on its way: trains of `segment` bytes. */
static void queue(struct viewer *viewer, size_t size, size_t segment)
{
    uint32_t at = S.queued++;
    struct msghdr *header = &S.out[at].msg_hdr;
    S.parts[at] = (struct iovec){S.data[at], size};
    *header = (struct msghdr){.msg_iov = &S.parts[at], .msg_iovlen = 1};
    S.fds[at] = is_connected() ? viewer->fd : S.fd;
    if (!is_connected()) {
        header->msg_name = &viewer->address;
        header->msg_namelen = sizeof(viewer->address);
    }
    if (size > segment) {
        header->msg_control = S.control[at];
        header->msg_controllen = sizeof(S.control[at]);
        struct cmsghdr *control = CMSG_FIRSTHDR(header);
        control->cmsg_level = IPPROTO_UDP;
        control->cmsg_type = UDP_SEGMENT;
        control->cmsg_len = CMSG_LEN(sizeof(uint16_t));
        uint16_t value = (uint16_t)segment;
        memcpy(CMSG_DATA(control), &value, sizeof(value));
    }
    S.messages++;
    if (S.queued == S.batch) {
        flush();
    }
}

static size_t seal(struct viewer *viewer, bool is_video, const uint8_t *payload, size_t size,
                   uint8_t *out)
{
    uint8_t header[RTP_HEADER_SIZE];
    uint32_t index = is_video ? ++viewer->video_index : ++viewer->audio_index;
    rtp_write_header(header, &(struct rtp_packet){.payload_type = is_video ? 96 : 111,
                                                  .sequence = (uint16_t)index,
                                                  .timestamp = S.step,
                                                  .ssrc = is_video ? 1 : 2});
    S.packets++;
    return srtp_protect_rtp(&viewer->sender, bytes_of(header, sizeof(header)),
                            bytes_of(payload, size), index, out);
}

static void prefetch(const struct viewer *viewer)
{
    const char *at = (const char *)&viewer->sender;
    for (size_t i = 0; i < 1024; i += 64) {
        __builtin_prefetch(at + i);
    }
}

/* One frame for everybody, with sound as its last segment if it rides. */
static void send_video(uint32_t count, unsigned packets)
{
    for (uint32_t i = 0; i < count; i++) {
        struct viewer *viewer = &S.viewers[i];
        prefetch(viewer + 1);
        size_t size = 0;
        for (unsigned k = 0; k < packets; k++) {
            size += seal(viewer, true, S.video[k], PAYLOAD, S.data[S.queued] + size);
            if (S.way == WAY_PLAIN) {
                queue(viewer, size, size);
                size = 0;
            }
        }
        if (S.kind == KIND_RIDE) {
            size += seal(viewer, false, S.audio, 120, S.data[S.queued] + size);
        }
        if (size > 0) {
            queue(viewer, size, SEGMENT);
        }
    }
    flush();
}

static void send_audio(uint32_t count, size_t payload)
{
    for (uint32_t i = 0; i < count; i++) {
        struct viewer *viewer = &S.viewers[i];
        prefetch(viewer + 1);
        size_t size = seal(viewer, false, S.audio, payload, S.data[S.queued]);
        queue(viewer, size, size);
    }
    flush();
}

/* ---- steps ---- */

static int compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static double cpu_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Real time: frames each 40 ms, sound as its kind says. Returns whether it kept up. */
static bool run_step(uint32_t count)
{
    static uint64_t lags[20000];
    size_t lag_count = 0;
    uint64_t audio_us = S.kind == KIND_AUDIO20 ? 20000 : S.kind == KIND_AUDIO60 ? 60000 : NEVER_US;
    uint64_t start_us = net_now_us(), frames = 0, sounds = 0;
    uint64_t end_us = start_us + S.seconds * SECOND_US;
    double cpu = cpu_s();
    S.packets = S.messages = 0;
    for (;;) {
        uint64_t frame_due = start_us + frames * 40000;
        uint64_t audio_due = audio_us == NEVER_US ? NEVER_US : start_us + 7000 + sounds * audio_us;
        uint64_t due = MIN(frame_due, audio_due), now = net_now_us();
        if (due >= end_us || (now > due && now - due > 20 * LAG_MAX_MS * MS_US)) {
            break;
        }
        if (now < due) {
            usleep((useconds_t)(due - now));
        }
        if (due == frame_due) {
            send_video(count, 4 + (unsigned)(frames++ % 2));
        } else {
            send_audio(count, S.kind == KIND_AUDIO60 ? 180 : 60);
            sounds++;
        }
        if (lag_count < COUNT_OF(lags)) {
            lags[lag_count++] = net_now_us() - due;
        }
    }
    double wall = (double)(net_now_us() - start_us) / 1e6;
    cpu = cpu_s() - cpu;
    qsort(lags, lag_count, sizeof(lags[0]), compare);
    uint64_t p99 = lag_count > 0 ? lags[lag_count * 99 / 100] : 0;
    printf("{\"viewers\": %u, \"packets\": %llu, \"messages\": %llu, \"cpu_percent\": %.1f, "
           "\"us_per_viewer_second\": %.2f, \"lag_p99_ms\": %.2f}\n",
           count, (unsigned long long)S.packets, (unsigned long long)S.messages, 100 * cpu / wall,
           1e6 * cpu / count / wall, (double)p99 / 1000);
    fflush(stdout);
    return p99 < LAG_MAX_MS * MS_US;
}

static bool open_connected(struct viewer *viewer, const struct sockaddr_in *own)
{
    int one = 1;
    viewer->fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    return viewer->fd >= 0 &&
           setsockopt(viewer->fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) == 0 &&
           bind(viewer->fd, (const struct sockaddr *)own, sizeof(*own)) == 0 &&
           connect(viewer->fd, (struct sockaddr *)&viewer->address, sizeof(viewer->address)) == 0;
}

static bool prepare(uint32_t most)
{
    struct sockaddr_in own = {.sin_family = AF_INET};
    socklen_t size = sizeof(own);
    struct rlimit files;
    int buffer = 64 << 20, probe = IP_PMTUDISC_PROBE; /* with DF no identification is drawn */
    S.fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    setsockopt(S.fd, SOL_SOCKET, SO_SNDBUFFORCE, &buffer, sizeof(buffer));
    setsockopt(S.fd, IPPROTO_IP, IP_MTU_DISCOVER, &probe, sizeof(probe));
    S.viewers = aligned_alloc(64, (most + 1) * sizeof(S.viewers[0]));
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    if (S.fd < 0 || !S.viewers || bind(S.fd, (struct sockaddr *)&own, sizeof(own)) != 0 ||
        getsockname(S.fd, (struct sockaddr *)&own, &size) != 0) {
        return false;
    }
    memset(S.viewers, 0, (most + 1) * sizeof(S.viewers[0]));
    if (is_connected()) { /* all from one port, each to its viewer */
        own.sin_port = 0;
    }
    for (uint32_t i = 0; i < most; i++) {
        struct viewer *viewer = &S.viewers[i];
        struct srtp_master master = {.key = {(uint8_t)i, (uint8_t)(i >> 8), 7}};
        srtp_sender_init(&viewer->sender, SRTP_AEAD_AES_128_GCM, &master);
        viewer->address = (struct sockaddr_in){.sin_family = AF_INET,
                                               .sin_port = htons(S.port),
                                               .sin_addr.s_addr = htonl(S.first + i)};
        if (is_connected() && !open_connected(viewer, &own)) {
            return false;
        }
    }
#ifdef BENCH_HAS_URING
    if (S.way >= WAY_URING &&
        io_uring_queue_init(BATCH_MAX, &S.ring,
                            IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN) != 0) {
        return false;
    }
#endif
    return true;
}

static int run_send(const char *steps)
{
    uint32_t counts[STEPS_MAX], count = 0;
    for (const char *at = steps; *at && count < STEPS_MAX;) {
        char *end;
        counts[count] = (uint32_t)strtoul(at, &end, 10);
        if (end == at || counts[count] == 0 || counts[count] > VIEWERS_MAX) {
            fputs("bench_limit: bad count of viewers\n", stderr);
            return 2;
        }
        count++;
        at = *end == ',' ? end + 1 : end;
    }
    if (count == 0 || !prepare(counts[count - 1])) {
        perror("bench_limit");
        return 1;
    }
    for (size_t i = 0; i < sizeof(S.video); i++) {
        ((uint8_t *)S.video)[i] = (uint8_t)(i * 31);
    }
    bool kept_up = true;
    for (size_t i = 0; kept_up && i < count; i++) {
        kept_up = false;
        for (size_t tries = 0; !kept_up && tries < TRIES; tries++) {
            kept_up = run_step(counts[i]);
            S.step++;
        }
    }
    return 0;
}

static int pick(const char *const *words, const char *word)
{
    int i = 0;
    while (words[i] && strcmp(words[i], word) != 0) {
        i++;
    }
    return words[i] ? i : -1;
}

int main(int argc, char **argv)
{
    static const char *const ways[] = {"gso",   "plain",           "connected",
                                       "uring", "uring-connected", NULL};
    static const char *const kinds[] = {"audio20", "audio60", "ride", NULL};
    static const struct option names[] = {{"way", required_argument, NULL, 'w'},
                                          {"kind", required_argument, NULL, 'k'},
                                          {"seconds", required_argument, NULL, 's'},
                                          {"batch", required_argument, NULL, 'b'},
                                          {0}};
    struct address first;
    int option, way = 0, kind = 0;
    S.seconds = 3;
    S.batch = 64;
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        switch (option) {
        case 'w':
            way = pick(ways, optarg);
            break;
        case 'k':
            kind = pick(kinds, optarg);
            break;
        case 's':
            S.seconds = (uint32_t)atoi(optarg);
            break;
        default:
            S.batch = (uint32_t)atoi(optarg);
            break;
        }
    }
#ifndef BENCH_HAS_URING
    way = way >= WAY_URING ? -1 : way;
#endif
    S.way = (enum way)way;
    S.kind = (enum kind)kind;
    bool good = way >= 0 && kind >= 0 && S.batch > 0 && S.batch <= BATCH_MAX && argc > optind;
    if (good && strcmp(argv[optind], "receive") == 0 && argc == optind + 2 &&
        net_parse_ip(argv[optind + 1], &first)) {
        return run_receive(load_be32(first.ip + 12));
    }
    if (good && strcmp(argv[optind], "send") == 0 && argc == optind + 3 &&
        net_parse_endpoint(argv[optind + 1], &first)) {
        S.first = load_be32(first.ip + 12);
        S.port = first.port;
        return run_send(argv[optind + 2]);
    }
    fputs("usage: bench_limit receive FIRST | send FIRST:PORT [OPTIONS] VIEWERS[,...]\n", stderr);
    return 2;
}
