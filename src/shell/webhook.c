#include "shell/webhook.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <pthread.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "shell/data.h"
#include "shell/http_client.h"
#include "summit/codec.h"

enum {
    EVENTS_A_POST = 100,
    POST_SIZE = 64 << 10, /* no event is added beyond it */
    BODY_SIZE = POST_SIZE + LOG_BODY_MAX,
    STAMP_SIZE = 11, /* "1764072000." before the body, to be signed with it */
    RETRY_MAX_S = 300,
    STOP_S = 1,
    PATH_SIZE = DATA_FILE_PATH_MAX + 64,
};

struct webhook {
    const struct config_webhook *config;
    struct http_url url;
    uint8_t secret[WEBHOOK_SECRET_MAX];
    size_t secret_size;
    char cursor_path[PATH_SIZE];
    pthread_t thread;
    pthread_mutex_t lock;  /* of the four below */
    uint64_t head, passed; /* passed: the cursor, to be shown */
    uint32_t refused;      /* posts in a row that were not taken */
    bool must_stop;
    pthread_cond_t changed;
    /* The thread's. */
    struct log_store log;
    struct log_rows rows;
    struct codec_scratch scratch;
    uint64_t cursor, saved; /* all up to it was delivered, or is not for this hook */
    size_t body_size;
    uint8_t body[STAMP_SIZE + BODY_SIZE];
    char reply[HTTP_CLIENT_BUFFER];
};

struct webhooks {
    size_t count;
    struct webhook *hooks[CONFIG_WEBHOOKS_MAX];
};

/* ---- the cursor ---- */

static bool load_cursor(struct webhook *hook)
{
    char text[24] = "";
    int fd = open(hook->cursor_path, O_RDONLY | O_CLOEXEC);
    ssize_t size = fd >= 0 ? read(fd, text, sizeof(text) - 1) : -1;
    if (fd >= 0) {
        close(fd);
    }
    hook->cursor = strtoull(text, NULL, 10);
    return size > 0;
}

/* Written aside and renamed. Where it fails, or a crash undoes it, some events are sent again. */
static void save_cursor(struct webhook *hook)
{
    char aside[PATH_SIZE + 8], text[24];
    int size = snprintf(text, sizeof(text), "%llu\n", (unsigned long long)hook->cursor);
    snprintf(aside, sizeof(aside), "%s.new", hook->cursor_path);
    int fd = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool good = fd >= 0 && write(fd, text, (size_t)size) == size;
    if (fd >= 0) {
        close(fd);
    }
    if (good && rename(aside, hook->cursor_path) == 0) {
        hook->saved = hook->cursor;
    }
}

/* ---- waiting ---- */

/* Until there is more, or for so long; false when it is time to stop. 0: as long as it takes. */
static bool wait_for_more(struct webhook *hook, uint32_t seconds)
{
    struct timespec until;
    int result = 0;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += seconds;
    pthread_mutex_lock(&hook->lock);
    while (!hook->must_stop && result == 0 && (seconds > 0 || hook->head <= hook->cursor)) {
        result = seconds > 0 ? pthread_cond_timedwait(&hook->changed, &hook->lock, &until)
                             : pthread_cond_wait(&hook->changed, &hook->lock);
    }
    bool goes_on = !hook->must_stop;
    pthread_mutex_unlock(&hook->lock);
    return goes_on;
}

/* Let the owner see how far it is. Returns how many posts were refused in a row before. */
static uint32_t show(struct webhook *hook, uint32_t refused)
{
    pthread_mutex_lock(&hook->lock);
    uint32_t before = hook->refused;
    hook->passed = hook->cursor;
    hook->refused = refused;
    pthread_mutex_unlock(&hook->lock);
    return before;
}

/* Said once when it begins, and once when it is over. The path of the address may be a secret. */
static bool wait_after_failure(struct webhook *hook, uint32_t failures, const char *why)
{
    uint32_t seconds = failures < 10 ? 1u << (failures - 1) : RETRY_MAX_S;
    if (show(hook, failures) == 0) {
        fprintf(stderr, "plenary: the webhook at %s waits: %s\n", hook->url.host, why);
    }
    return wait_for_more(hook, MIN(seconds, (uint32_t)RETRY_MAX_S));
}

/* ---- what is to be sent ---- */

static bool is_wanted(const struct webhook *hook, enum summit_event_kind kind)
{
    bool is_chosen = hook->config->is_for[kind], has_choice = false;
    for (int i = 0; i < EVENT_COUNT; i++) {
        has_choice = has_choice || hook->config->is_for[i];
    }
    return is_chosen || !has_choice;
}

/* The next events into the body. Returns how many; *last is then the event before the next call's
 * first. False when the log cannot be read.
 */
static bool gather(struct webhook *hook, uint32_t *count, uint64_t *last)
{
    struct writer writer = writer_of(hook->body + STAMP_SIZE, BODY_SIZE);
    struct summit_event event;
    uint64_t damaged;
    *count = 0;
    *last = hook->cursor;
    if (log_store_refresh(&hook->log) != LOG_DONE ||
        log_store_read(&hook->log, hook->cursor + 1, &hook->rows, &damaged) != LOG_DONE) {
        return false;
    }
    writer_text(&writer, "{\"events\":[");
    for (size_t i = 0; i < hook->rows.count && *count < EVENTS_A_POST; i++) {
        const struct log_row *row = &hook->rows.rows[i];
        const struct writer before = writer;
        if (writer_bytes(&writer).size > POST_SIZE ||
            event_parse(&hook->scratch, row->event.body, &event)) {
            break;
        }
        writer_text(&writer, *count > 0 ? "," : "");
        if (is_wanted(hook, event.kind) && event_write_told(&writer, &event, hook->config->role)) {
            (*count)++;
        } else {
            writer = before;
        }
        *last = row->head.sequence;
    }
    writer_text(&writer, "]}");
    hook->body_size = writer_bytes(&writer).size;
    return !writer.failed && *last > hook->cursor;
}

/* ---- sending ---- */

static void write_signature(struct webhook *hook, char header[160])
{
    char stamp[STAMP_SIZE + 1];
    unsigned char digest[32];
    uint32_t now_s = system_unix_time();
    snprintf(stamp, sizeof(stamp), "%010u.", now_s);
    memcpy(hook->body, stamp, STAMP_SIZE);
    bool good = HMAC(EVP_sha256(), hook->secret, (int)hook->secret_size, hook->body,
                     STAMP_SIZE + hook->body_size, digest, NULL) != NULL;
    ASSERT(good);
    struct writer writer = writer_of(header, 159);
    writer_format(&writer, "Plenary-Signature: t=%010u,v1=", now_s);
    for (size_t i = 0; i < sizeof(digest); i++) {
        writer_format(&writer, "%02x", digest[i]);
    }
    writer_text(&writer, "\r\n");
    header[writer_bytes(&writer).size] = '\0';
}

/* NULL, or why it was not taken. */
static const char *post(struct webhook *hook)
{
    static const char refused[] = "it did not answer with 2xx";
    char header[160];
    const char *problem;
    write_signature(hook, header);
    struct http_exchange exchange = {
        .method = "POST",
        .url = &hook->url,
        .content_type = "application/json",
        .more = header,
        .body = bytes_of(hook->body + STAMP_SIZE, hook->body_size),
        .buffer = hook->reply,
    };
    if (!http_client_run(&exchange, &problem)) {
        return problem;
    }
    return exchange.reply.status / 100 == 2 ? NULL : refused;
}

/* Again and again, until it is taken; false when it is time to stop. */
static bool deliver(struct webhook *hook)
{
    const char *problem;
    uint32_t failures = 0;
    while ((problem = post(hook)) != NULL) {
        if (!wait_after_failure(hook, ++failures, problem)) {
            return false;
        }
    }
    if (failures > 0) {
        fprintf(stderr, "plenary: the webhook at %s goes on\n", hook->url.host);
    }
    return true;
}

static void *run(void *argument)
{
    struct webhook *hook = argument;
    bool goes_on = true;
    uint32_t failures = 0; /* of reading */
    while (goes_on && wait_for_more(hook, 0)) {
        uint32_t count;
        uint64_t last;
        if (!gather(hook, &count, &last)) {
            goes_on = wait_after_failure(hook, ++failures, "the log cannot be read");
            continue;
        }
        failures = 0;
        goes_on = count == 0 || deliver(hook);
        if (goes_on) {
            hook->cursor = last;
            show(hook, 0);
            if (count > 0) {
                save_cursor(hook);
            }
        }
    }
    if (hook->cursor > hook->saved) {
        save_cursor(hook);
    }
    return NULL;
}

/* ---- start and stop ---- */

static bool read_secret(struct webhook *hook, char problem[LOG_STORE_PROBLEM_MAX])
{
    const char *path = hook->config->secret_file;
    char text[WEBHOOK_SECRET_MAX + 2];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t size = fd >= 0 ? read(fd, text, sizeof(text)) : -1;
    int error = errno;
    if (fd >= 0) {
        close(fd);
    }
    while (size > 0 && (text[size - 1] == '\n' || text[size - 1] == '\r')) {
        size--;
    }
    if (size >= WEBHOOK_SECRET_MIN && size <= WEBHOOK_SECRET_MAX) {
        memcpy(hook->secret, text, (size_t)size);
        hook->secret_size = (size_t)size;
        return true;
    }
    snprintf(problem, LOG_STORE_PROBLEM_MAX,
             size < 0 ? "the webhook's secret_file %.255s cannot be read: %s"
                      : "the webhook's secret_file %.255s must hold 16 to 256 bytes",
             path, strerror(error));
    return false;
}

static bool prepare(struct webhook *hook, const struct config *config, uint64_t head,
                    char problem[LOG_STORE_PROBLEM_MAX])
{
    uint8_t digest[32];
    char folder[DATA_FILE_PATH_MAX];
    bool good = http_url_parse(hook->config->url, &hook->url) &&
                EVP_Digest(hook->config->url, strlen(hook->config->url), digest, NULL, EVP_sha256(),
                           NULL) == 1;
    ASSERT(good);
    data_path(config, "webhooks", folder);
    if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
        snprintf(problem, LOG_STORE_PROBLEM_MAX, "%.255s cannot be made: %s", folder,
                 strerror(errno));
        return false;
    }
    snprintf(hook->cursor_path, sizeof(hook->cursor_path), "%s/%016llx.cursor", folder,
             (unsigned long long)load_be64(digest));
    if (!read_secret(hook, problem)) {
        return false;
    }
    if (!log_store_open(&hook->log, config->data, LOG_STORE_READ)) {
        memcpy(problem, hook->log.problem, LOG_STORE_PROBLEM_MAX);
        return false;
    }
    hook->head = head;
    bool is_known = load_cursor(hook);
    if (!is_known || hook->cursor > head) { /* new, or of another log */
        hook->cursor = head;
        save_cursor(hook);
    }
    hook->saved = hook->passed = hook->cursor;
    return true;
}

static bool start(struct webhook *hook, char problem[LOG_STORE_PROBLEM_MAX])
{
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&hook->lock, NULL);
    pthread_cond_init(&hook->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    if (pthread_create(&hook->thread, NULL, run, hook) == 0) {
        return true;
    }
    snprintf(problem, LOG_STORE_PROBLEM_MAX, "a webhook's thread cannot be started");
    log_store_close(&hook->log);
    return false;
}

struct webhooks *webhooks_start(const struct config *config, uint64_t head,
                                char problem[LOG_STORE_PROBLEM_MAX])
{
    problem[0] = '\0';
    if (config->webhook_count == 0) {
        return NULL;
    }
    struct webhooks *webhooks = calloc(1, sizeof(*webhooks));
    ASSERT(webhooks);
    for (size_t i = 0; i < config->webhook_count; i++) {
        struct webhook *hook = calloc(1, sizeof(*hook));
        ASSERT(hook);
        hook->config = &config->webhooks[i];
        if (!prepare(hook, config, head, problem) || !start(hook, problem)) {
            free(hook);
            webhooks_stop(webhooks);
            return NULL;
        }
        webhooks->hooks[webhooks->count++] = hook;
    }
    return webhooks;
}

void webhooks_tell(struct webhooks *webhooks, uint64_t head)
{
    for (size_t i = 0; webhooks && i < webhooks->count; i++) {
        struct webhook *hook = webhooks->hooks[i];
        pthread_mutex_lock(&hook->lock);
        if (head > hook->head) {
            hook->head = head;
            pthread_cond_signal(&hook->changed);
        }
        pthread_mutex_unlock(&hook->lock);
    }
}

void webhooks_write_metrics(struct webhooks *webhooks, struct writer *writer)
{
    uint64_t behind[CONFIG_WEBHOOKS_MAX];
    uint32_t refused[CONFIG_WEBHOOKS_MAX];
    if (!webhooks) {
        return;
    }
    for (size_t i = 0; i < webhooks->count; i++) {
        struct webhook *hook = webhooks->hooks[i];
        pthread_mutex_lock(&hook->lock);
        behind[i] = hook->head - hook->passed;
        refused[i] = hook->refused;
        pthread_mutex_unlock(&hook->lock);
    }
    writer_text(writer, "# TYPE plenary_webhook_behind_events gauge\n"
                        "# HELP plenary_webhook_behind_events Events not yet passed on.\n");
    for (size_t i = 0; i < webhooks->count; i++) {
        writer_format(writer, "plenary_webhook_behind_events{hook=\"%zu\"} %llu\n", i,
                      (unsigned long long)behind[i]);
    }
    writer_text(writer, "# TYPE plenary_webhook_refused gauge\n"
                        "# HELP plenary_webhook_refused Posts in a row that were not taken.\n");
    for (size_t i = 0; i < webhooks->count; i++) {
        writer_format(writer, "plenary_webhook_refused{hook=\"%zu\"} %u\n", i, refused[i]);
    }
}

/* One that hangs in a name's resolution, say, cannot be called back: it is left to the process's
 * end, with what it uses.
 */
static void end_hook(struct webhook *hook)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += STOP_S;
    if (pthread_timedjoin_np(hook->thread, NULL, &until) == 0) {
        log_store_close(&hook->log);
        pthread_cond_destroy(&hook->changed);
        pthread_mutex_destroy(&hook->lock);
        free(hook);
    }
}

void webhooks_stop(struct webhooks *webhooks)
{
    for (size_t i = 0; webhooks && i < webhooks->count; i++) {
        struct webhook *hook = webhooks->hooks[i];
        pthread_mutex_lock(&hook->lock);
        hook->must_stop = true;
        pthread_cond_signal(&hook->changed);
        pthread_mutex_unlock(&hook->lock);
    }
    for (size_t i = 0; webhooks && i < webhooks->count; i++) {
        end_hook(webhooks->hooks[i]);
    }
    free(webhooks);
}
