#include "swarm/control.h"

#include <errno.h>
#include <netdb.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include "shell/net.h"

enum { EVENTS_MAX = 64, IDLE_US = 250, ADDRESSES = 256, BEGINNINGS_A_TURN = 32 };
#define PATIENCE_US (20 * SECOND_US) /* without progress: who is not in by then is not */
#define CUTS_END_US (1500 * MS_US)   /* the audience hears the last one */

static bool say(const char *problem)
{
    fprintf(stderr, "plenary swarm: %s\n", problem);
    return false;
}

/* ---- what the sockets hear ---- */

static void note_first(struct control *control, struct control_person *person, bool is_snapshot)
{
    person->has_view = true;
    control->opening--;
    control->tally.snapshots += is_snapshot;
    control->tally.resumed += !is_snapshot;
    durations_add(&control->tally.view, person->heard_us - person->asked_us);
}

static void note_view(struct control *control, struct control_person *person, uint64_t sequence,
                      uint64_t since)
{
    struct control_tally *tally = &control->tally;
    bool is_snapshot = since == 0;
    person->heard_us = net_now_us();
    if (!person->has_view) {
        note_first(control, person, is_snapshot);
    } else if (is_snapshot) {
        tally->snapshots_again++;
    }
    tally->missed += since > person->sequence;
    tally->changes[person->class]++;
    person->sequence = sequence;
    if (control->cut_sequence != 0 && sequence >= control->cut_sequence &&
        person->cut != tally->cuts) {
        person->cut = tally->cuts;
        durations_add(&tally->cut_delay[person->class], person->heard_us - control->cut_us);
    }
}

/* {"type":"snapshot","sequence":120,...} or {"type":"change","sequence":121,"since":120,...} */
static void heard(void *data, const char *text, uint64_t size)
{
    struct control_person *person = data;
    struct control *control = person->control;
    unsigned long long sequence, since;
    control->tally.bytes[person->class] += size;
    if (sscanf(text, "{\"type\":\"change\",\"sequence\":%llu,\"since\":%llu", &sequence, &since) ==
        2) {
        note_view(control, person, sequence, since);
    } else if (sscanf(text, "{\"type\":\"snapshot\",\"sequence\":%llu", &sequence) == 1) {
        note_view(control, person, sequence, 0);
    } else if (strncmp(text, "{\"type\":\"you\"", 13) == 0) {
        control->tally.yous++;
    } else if (!person->has_view && person->sequence != 0) {
        /* The media room's state: one who came back is there, and has what there is to know. */
        person->heard_us = net_now_us();
        note_first(control, person, false);
    }
}

static void note_end(struct control *control, const struct control_person *person)
{
    control->tally.sockets[person->class] -= person->socket.status == 101;
    control->tally.ended += person->socket.status == 101;
    control->tally.refused += person->socket.status != 101;
    control->opening -= !person->has_view;
}

static void ready(struct control *control, struct control_person *person)
{
    char buffer[CONTROL_REQUEST_MAX];
    struct writer request = writer_of(buffer, sizeof(buffer));
    bool was_open = person->socket.state == CONTROL_OPEN;
    if (!was_open) {
        writer_format(&request, "GET /live/%s", control->options->room);
        if (person->sequence != 0) {
            writer_format(&request, "?since=%llu", (unsigned long long)person->sequence);
        }
        writer_format(&request,
                      " HTTP/1.1\r\nHost: %s:%s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: cGxlbmFyeS1zd2FybS0hIQ==\r\n"
                      "Sec-WebSocket-Protocol: plenary.v1, bearer.%s\r\n\r\n",
                      control->url.host, control->url.port, person->session);
    }
    ASSERT(!request.failed);
    bool lives = control_socket_ready(&person->socket, writer_bytes(&request),
                                      control->socket_fds[person->class], person, heard);
    if (!was_open && person->socket.status == 101) {
        control->tally.opened++;
        control->tally.sockets[person->class]++;
    }
    if (!lives) {
        note_end(control, person);
    }
}

/* ---- the loop ---- */

static int take_events(struct control *control, enum control_class class)
{
    struct epoll_event events[EVENTS_MAX];
    int count = epoll_wait(control->socket_fds[class], events, EVENTS_MAX, 0);
    for (int i = 0; i < count; i++) {
        ready(control, events[i].data.ptr);
    }
    return count;
}

/* It polls: were it woken, that would be the server's work, and be counted as such. */
void control_turn(struct control *control)
{
    static const struct timespec idle = {.tv_nsec = IDLE_US * 1000};
    struct epoll_event events[EVENTS_MAX];
    while (take_events(control, CONTROL_STAGE) == EVENTS_MAX) {
    }
    int others = take_events(control, CONTROL_AUDIENCE);
    int requests = epoll_wait(control->request_fd, events, EVENTS_MAX, 0);
    for (int i = 0; i < requests; i++) {
        request_pool_ready(control->requests, events[i].data.ptr);
    }
    if (others <= 0 && requests <= 0) {
        nanosleep(&idle, NULL);
    }
}

static void run_for(struct control *control, uint64_t duration_us)
{
    uint64_t until_us = net_now_us() + duration_us;
    while (!process_must_stop() && net_now_us() < until_us) {
        control_turn(control);
    }
}

/* ---- sockets ---- */

static void open_one(struct control *control, uint32_t number)
{
    struct control_person *person = &control->people[number];
    const struct control_options *options = control->options;
    const struct control_socket_setup setup = {
        .to = (const struct sockaddr *)&control->to,
        .to_size = control->to_size,
        .from = options->first_address ? options->first_address + number % ADDRESSES : 0,
        .tls = control->tls,
        .host = control->url.host,
        .epoll_fd = control->socket_fds[person->class],
        .data = person};
    person->asked_us = net_now_us();
    person->has_view = false;
    if (control_socket_open(&person->socket, &setup)) {
        control->opening++;
    } else {
        control->tally.refused++;
    }
}

/* Open those of the first `sockets` people that are closed; seconds until all have their view. */
static double open_sockets(struct control *control)
{
    const struct control_options *options = control->options;
    uint64_t start_us = net_now_us(), progress_us = start_us;
    uint32_t next = 0, begun = 0, before = control->tally.view.count;
    uint32_t end = MIN(options->sockets, control->people_count);
    while (!process_must_stop() && (next < end || control->opening > 0)) {
        uint64_t now_us = net_now_us();
        uint64_t allowed =
            options->rate == 0 ? UINT64_MAX : (now_us - start_us) * options->rate / SECOND_US + 1;
        for (int i = 0; i < BEGINNINGS_A_TURN && next < end && begun < allowed &&
                        control->opening < options->in_flight;
             next++) {
            if (control->people[next].socket.state == CONTROL_CLOSED &&
                control->people[next].session[0]) {
                open_one(control, next);
                begun++;
                i++;
            }
        }
        control_turn(control);
        if (control->tally.view.count + control->tally.refused != before || next < end) {
            before = (uint32_t)control->tally.view.count + control->tally.refused;
            progress_us = now_us;
        } else if (now_us - progress_us > PATIENCE_US) {
            break;
        }
    }
    return (double)(net_now_us() - start_us) / 1e6;
}

static void open_again(struct control *control)
{
    for (uint32_t i = 0; i < control->people_count; i++) {
        struct control_person *person = &control->people[i];
        if (person->socket.state == CONTROL_OPEN && share_holds(&control->options->again, i)) {
            control_socket_close(&person->socket);
            control->tally.sockets[person->class]--;
        }
    }
    control->again_s = open_sockets(control);
}

/* ---- measuring ---- */

static void restart(struct control_tally *tally)
{
    tally->yous = tally->cuts = 0;
    tally->cut_answer = (struct durations){0};
    for (size_t i = 0; i < CONTROL_CLASSES; i++) {
        tally->changes[i] = tally->bytes[i] = tally->unheard[i] = 0;
        tally->cut_delay[i] = (struct durations){0};
    }
}

static void measure(struct control *control)
{
    const struct control_options *options = control->options;
    process_begin(options->server_pid, &control->server_quiet);
    run_for(control, options->seconds * SECOND_US);
    process_end(options->server_pid, &control->server_quiet);
    if (options->cut_ms == 0 || !control->director) {
        return;
    }
    restart(&control->tally);
    process_begin(options->server_pid, &control->server_cutting);
    process_begin((uint32_t)getpid(), &control->own);
    uint64_t until_us = net_now_us() + options->seconds * SECOND_US;
    while (!process_must_stop() && net_now_us() < until_us) {
        control_cut(control, net_now_us());
        control_turn(control);
    }
    run_for(control, CUTS_END_US);
    control_end_cuts(control);
    process_end(options->server_pid, &control->server_cutting);
    process_end((uint32_t)getpid(), &control->own);
}

/* ---- life ---- */

static bool read_secrets(struct control *control)
{
    FILE *file = fopen(control->options->secrets_file, "r");
    char line[CONTROL_SECRET_MAX + 2];
    control->people = calloc(CONTROL_PEOPLE_MAX, sizeof(control->people[0]));
    while (file && control->people && control->people_count < CONTROL_PEOPLE_MAX &&
           fgets(line, sizeof(line), file)) {
        struct control_person *person = &control->people[control->people_count++];
        line[strcspn(line, "\n")] = '\0';
        person->control = control;
        memcpy(person->secret, line, strnlen(line, sizeof(person->secret) - 1));
    }
    if (file) {
        fclose(file);
    }
    return control->people_count > 0 || say("the file of --secrets has one secret a line");
}

static bool make_epolls(struct control *control)
{
    control->request_fd = epoll_create1(EPOLL_CLOEXEC);
    control->socket_fds[CONTROL_AUDIENCE] = epoll_create1(EPOLL_CLOEXEC);
    control->socket_fds[CONTROL_STAGE] = epoll_create1(EPOLL_CLOEXEC);
    return control->request_fd >= 0 && control->socket_fds[CONTROL_AUDIENCE] >= 0 &&
           control->socket_fds[CONTROL_STAGE] >= 0;
}

static bool find_server(struct control *control)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list = NULL;
    bool found = getaddrinfo(control->url.host, control->url.port, &hints, &list) == 0;
    if (found) {
        memcpy(&control->to, list->ai_addr, list->ai_addrlen);
        control->to_size = list->ai_addrlen;
        freeaddrinfo(list);
    }
    return found;
}

static bool begin(struct control *control)
{
    const struct control_options *options = control->options;
    const char *problem;
    if (!http_url_parse(options->url, &control->url) || !control->url.is_tls) {
        return say("--url is the server's: https://127.0.0.1:8443");
    }
    if (!target_host_is_allowed(&options->targets, control->url.host)) {
        return say(TARGET_REFUSAL);
    }
    if (net_allow_descriptors() == 0 || !make_epolls(control)) {
        return say("the system refuses files");
    }
    control->tls = http_client_tls_new(options->ca_file);
    if (!control->tls || !find_server(control)) {
        return say("the file of --ca cannot be used, or the host's name is not known");
    }
    control->requests = request_pool_new(&control->url, options->ca_file, options->connections,
                                         control->request_fd, &problem);
    if (!control->requests) {
        return say(problem);
    }
    return read_secrets(control);
}

static void end(struct control *control)
{
    for (uint32_t i = 0; i < control->people_count; i++) {
        control_socket_close(&control->people[i].socket);
    }
    request_pool_free(control->requests);
    SSL_CTX_free(control->tls);
    free(control->people);
    close(control->request_fd);
    close(control->socket_fds[CONTROL_AUDIENCE]);
    close(control->socket_fds[CONTROL_STAGE]);
}

int control_run(const struct control_options *options)
{
    static struct control control;
    process_hear_signals();
    control.options = options;
    if (!begin(&control)) {
        return EXIT_FAILURE;
    }
    control_sign_in(&control);
    process_begin(options->server_pid, &control.server_sockets);
    control.connect_s = open_sockets(&control);
    run_for(&control, options->settle_s * SECOND_US);
    process_end(options->server_pid, &control.server_sockets);
    measure(&control);
    if (options->again.of_10000 > 0) {
        open_again(&control);
    }
    if (options->motion != 0) {
        control_vote(&control);
    }
    if (options->messages > 0) {
        control_write(&control);
    }
    bool good = control_report(&control);
    end(&control);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
