/* The commands of the swarm's people: many at once, each answered once. */
#include "shell/net.h"
#include "swarm/control.h"

enum { CHOICES = 3 };

struct load {
    struct control *control;
    struct control_load_tally *tally;
    uint32_t next, count;
    void (*fill)(struct load *load, uint32_t number, struct request *request);
    void (*took)(struct load *load, uint32_t number, struct bytes body); /* NULL: nothing */
};

struct asked {
    struct request request;
    struct load *load;
    uint32_t number;
    uint64_t at_us;
};

/* The text between `before` and the next quote or comma; empty when it is not there. */
static void find_text(struct bytes body, const char *before, char *out, size_t room)
{
    const char *at = memmem(body.data, body.size, before, strlen(before));
    const char *end = (const char *)body.data + body.size;
    size_t size = 0;
    for (at = at ? at + strlen(before) : end; at < end && *at != '"' && *at != ','; at++) {
        if (size + 1 < room) {
            out[size++] = *at;
        }
    }
    out[size] = '\0';
}

static void set_command(struct request *request, const struct control_person *person,
                        const char *name)
{
    request->method = "POST";
    request->token = person->session;
    request->content_type = "application/json";
    snprintf(request->path, sizeof(request->path), "/api/v1/commands/%s", name);
}

static void set_body(struct request *request, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void set_body(struct request *request, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int size = vsnprintf(request->body, sizeof(request->body), format, values);
    va_end(values);
    ASSERT(size > 0 && (size_t)size < sizeof(request->body));
    request->body_size = (size_t)size;
}

/* ---- many ---- */

static void answered(struct request *request, int status, struct bytes body)
{
    struct asked *asked = CONTAINER_OF(request, struct asked, request);
    struct load *load = asked->load;
    load->tally->done++;
    load->tally->refused += status != 200;
    durations_add(&load->tally->answer, net_now_us() - asked->at_us);
    if (status != 200 && load->tally->refused <= 3) {
        fprintf(stderr, "plenary swarm: %s: %d %.*s\n", request->path, status, (int)body.size,
                body.data ? (const char *)body.data : "");
    }
    if (status == 200 && load->took) {
        load->took(load, asked->number, body);
    }
    free(asked);
}

static bool ask_next(struct load *load)
{
    struct asked *asked = calloc(1, sizeof(*asked));
    if (!asked) {
        return false;
    }
    asked->load = load;
    asked->number = load->next++;
    asked->at_us = net_now_us();
    asked->request.done = answered;
    load->fill(load, asked->number, &asked->request);
    load->tally->asked++;
    request_send(load->control->requests, &asked->request);
    return true;
}

static void run(struct load *load)
{
    struct control_load_tally *tally = load->tally;
    uint32_t at_once = load->control->options->connections;
    uint64_t start_us = net_now_us();
    while (!process_must_stop() && tally->done < load->count) {
        while (load->next < load->count && tally->asked - tally->done < at_once && ask_next(load)) {
        }
        control_turn(load->control);
    }
    while (tally->done < tally->asked) { /* asked to stop: what is on its way comes back */
        control_turn(load->control);
    }
    tally->seconds = (double)(net_now_us() - start_us) / 1e6;
}

/* ---- signing in ---- */

static void fill_sign_in(struct load *load, uint32_t number, struct request *request)
{
    request->method = "POST";
    request->content_type = "application/json";
    snprintf(request->path, sizeof(request->path), "/api/v1/invitations/open");
    set_body(request, "{\"secret\":\"%s\"}", load->control->people[number].secret);
}

static void signed_in(struct load *load, uint32_t number, struct bytes body)
{
    static const char *const stage[] = {"interpreter", "speaker", "moderator", "director"};
    struct control *control = load->control;
    struct control_person *person = &control->people[number];
    char role[16];
    find_text(body, "\"session\":\"", person->session, sizeof(person->session));
    find_text(body, "\"role\":\"", role, sizeof(role));
    for (size_t i = 0; i < COUNT_OF(stage); i++) {
        person->class = strcmp(role, stage[i]) == 0 ? CONTROL_STAGE : person->class;
    }
    person->is_delegate = strcmp(role, "delegate") == 0;
    person->is_director = strcmp(role, "director") == 0;
    if (person->is_director && !control->director) {
        control->director = person;
    }
    control->signed_in++;
}

void control_sign_in(struct control *control)
{
    struct load load = {.control = control,
                        .tally = &control->sign_in,
                        .count = control->people_count,
                        .fill = fill_sign_in,
                        .took = signed_in};
    run(&load);
}

/* ---- ballots: one of each delegate; then some of them again ---- */

static void fill_ballot(struct load *load, uint32_t number, struct request *request)
{
    const struct control *control = load->control;
    const struct control_person *person = &control->people[control->voters[number]];
    set_command(request, person, "ballot_cast");
    snprintf(request->key, sizeof(request->key), "ballot-%u", control->options->motion);
    set_body(request, "{\"motion\":%u,\"choice\":%u}", control->options->motion,
             control->voters[number] % CHOICES);
}

void control_vote(struct control *control)
{
    struct load load = {.control = control, .tally = &control->ballots, .fill = fill_ballot};
    control->voters = calloc(2 * (size_t)control->people_count, sizeof(control->voters[0]));
    for (uint32_t i = 0; control->voters && i < control->people_count; i++) {
        if (control->people[i].is_delegate && control->people[i].session[0]) {
            control->voters[load.count++] = i;
        }
    }
    uint32_t voter_count = load.count;
    for (uint32_t i = 0; i < voter_count; i++) {
        if (share_holds(&control->options->twice, i)) {
            control->voters[load.count++] = control->voters[i];
        }
    }
    control->voter_count = voter_count;
    run(&load);
    free(control->voters);
    control->voters = NULL;
}

/* ---- messages ---- */

static void fill_message(struct load *load, uint32_t number, struct request *request)
{
    const struct control *control = load->control;
    set_command(request, &control->people[number % control->people_count], "chat_send");
    set_body(request, "{\"room\":%u,\"text\":\"Message %u\"}", control->options->room_id, number);
}

void control_write(struct control *control)
{
    struct load load = {.control = control,
                        .tally = &control->messages,
                        .count = control->options->messages,
                        .fill = fill_message};
    run(&load);
}

/* ---- cuts ---- */

void control_end_cuts(struct control *control)
{
    struct control_tally *tally = &control->tally;
    for (uint32_t i = 0; tally->cuts > 0 && i < control->people_count; i++) {
        const struct control_person *person = &control->people[i];
        if (person->socket.state == CONTROL_OPEN && person->cut != tally->cuts) {
            tally->unheard[person->class]++;
        }
    }
}

/* Views may have come before the director's own answer. */
static void took(struct request *request, int status, struct bytes body)
{
    struct control *control = request->context;
    char sequence[24];
    find_text(body, "\"sequence\":", sequence, sizeof(sequence));
    control->cut_sequence = status == 200 ? strtoull(sequence, NULL, 10) : 0;
    control->cut_phase = CUT_WAITS;
    durations_add(&control->tally.cut_answer, net_now_us() - control->cut_us);
    for (uint32_t i = 0; control->cut_sequence != 0 && i < control->people_count; i++) {
        struct control_person *person = &control->people[i];
        if (person->sequence >= control->cut_sequence && person->heard_us > control->cut_us) {
            person->cut = control->tally.cuts;
            durations_add(&control->tally.cut_delay[person->class],
                          person->heard_us - control->cut_us);
        }
    }
    free(request);
}

static void send_cut(struct control *control, const char *name, const char *more,
                     void (*done)(struct request *request, int status, struct bytes body))
{
    struct request *request = calloc(1, sizeof(*request));
    if (request) {
        set_command(request, control->director, name);
        set_body(request, "{\"room\":%u%s}", control->options->room_id, more);
        request->done = done;
        request->context = control;
        request_send(control->requests, request);
    }
}

static void previewed(struct request *request, int status, struct bytes body)
{
    struct control *control = request->context;
    (void)body;
    free(request);
    if (status != 200) {
        control->cut_phase = CUT_WAITS;
        return;
    }
    control->cut_phase = CUT_TAKES;
    control->tally.cuts++;
    control->cut_sequence = 0;
    control->cut_us = net_now_us();
    send_cut(control, "stage_take", "", took);
}

void control_cut(struct control *control, uint64_t now_us)
{
    if (control->cut_phase != CUT_WAITS || now_us < control->next_cut_us || !control->director) {
        return;
    }
    control_end_cuts(control);
    control->next_cut_us = now_us + control->options->cut_ms * MS_US;
    control->cut_phase = CUT_PREVIEWS;
    send_cut(control, "stage_preview",
             control->tally.cuts % 2 ? ",\"preview_layout\":\"slides\""
                                     : ",\"preview_layout\":\"solo\"",
             previewed);
}
