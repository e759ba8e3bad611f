#include "shell/log_command.h"

#include <getopt.h>

#include "shell/data.h"
#include "shell/summit_store.h"
#include "summit/snapshot.h"

static int fail(const char *problem)
{
    fprintf(stderr, "plenary log: %s\n", problem);
    return EXIT_FAILURE;
}

static void print_hash(const uint8_t hash[LOG_HASH_SIZE], FILE *out)
{
    for (size_t i = 0; i < LOG_HASH_SIZE; i++) {
        fprintf(out, "%02x", hash[i]);
    }
}

/* Whoever keeps this line elsewhere can tell later that nothing before it was changed or cut. */
static void print_head(const struct log_head *head)
{
    printf("head %llu ", (unsigned long long)head->sequence);
    print_hash(head->hash, stdout);
    putchar('\n');
}

/* ---- verify, export: row by row ---- */

/* NULL, or a sentence. */
typedef const char *(*row_taker)(const struct log_row *row);

static int walk(const char *directory, row_taker take, struct log_head *head)
{
    static struct log_store store;
    static struct log_rows rows;
    uint64_t damaged;
    enum log_result result;
    const char *problem = NULL;
    *head = (struct log_head){0};
    if (!log_store_open(&store, directory, LOG_STORE_READ)) {
        return fail(store.problem);
    }
    do {
        result = log_store_read(&store, head->sequence + 1, &rows, &damaged);
        for (size_t i = 0; i < rows.count && !problem; i++) {
            *head = rows.rows[i].head;
            problem = take ? take(&rows.rows[i]) : NULL;
        }
    } while (result == LOG_DONE && rows.count > 0 && !problem);
    if (result) {
        problem = store.problem;
    }
    int status = problem ? fail(problem) : EXIT_SUCCESS;
    log_store_close(&store);
    return status;
}

static int verify(const char *directory)
{
    struct log_head head;
    int status = walk(directory, NULL, &head);
    if (status == EXIT_SUCCESS) {
        puts("each event follows from the one before");
        print_head(&head);
    }
    return status;
}

/* A line: {"sequence":1,"time_ms":...,"type":"...","hash":"...","event":{...}} */
static const char *export_row(const struct log_row *row)
{
    static struct json_document document;
    static uint8_t memory[LOG_BODY_MAX];
    char start[128];
    struct writer strings = writer_of(memory, sizeof(memory)),
                  writer = writer_of(start, sizeof(start));
    if (json_parse(&document, row->event.body, &strings)) {
        return "an event is not JSON: it was not written by Plenary";
    }
    writer_format(&writer, "{\"sequence\":%llu,\"time_ms\":%llu,\"type\":",
                  (unsigned long long)row->head.sequence, (unsigned long long)row->event.time_ms);
    json_write_string(&writer, row->event.type);
    ASSERT(!writer.failed);
    fwrite(start, 1, writer_bytes(&writer).size, stdout);
    fputs(",\"hash\":\"", stdout);
    print_hash(row->head.hash, stdout);
    fputs("\",\"event\":", stdout);
    fwrite(row->event.body.data, 1, row->event.body.size, stdout);
    fputs("}\n", stdout);
    return NULL;
}

static int export(const char *directory)
{
    struct log_head head;
    int status = walk(directory, export_row, &head);
    return fflush(stdout) == 0 ? status : fail("the lines could not be written");
}

/* ---- replay ---- */

/* Fold up to the latest snapshot: do the events say what it says? Without one there is nothing to
 * compare. False with store->problem.
 */
static bool check_snapshot(struct summit_store *store)
{
    struct log_head at;
    uint8_t *snapshot = NULL;
    size_t size;
    void *memory = NULL;
    enum log_result result = log_store_get_snapshot(&store->log, UINT64_MAX, &at, &snapshot, &size);
    struct summit_state *state = result == LOG_DONE ? summit_memory_take(&memory) : NULL;
    bool good = true;
    /* One of another version is not used by any start either. */
    if (state && !snapshot_read(state, bytes_of(snapshot, size))) {
        good = summit_store_fold(store, at.sequence);
        if (good && summit_state_hash(state) != summit_state_hash(store->state)) {
            snprintf(store->problem, sizeof(store->problem),
                     "the snapshot at event %llu is not what the events before it make",
                     (unsigned long long)at.sequence);
            good = false;
        } else if (good) {
            printf("snapshot %llu is what the events before it make\n",
                   (unsigned long long)at.sequence);
        }
    }
    summit_memory_give(memory);
    free(snapshot);
    return good;
}

static void print_state(const struct summit_state *state)
{
    for (size_t i = 0; i < ENTITY_COUNT; i++) {
        if (state->tables[i].count > 0) {
            printf("%s %u\n", summit_entity_kinds[i].plural, state->tables[i].count);
        }
    }
    printf("state %016llx\n", (unsigned long long)summit_state_hash(state));
}

static int replay(const char *directory)
{
    static struct summit_store store;
    if (!summit_store_open(&store, directory, LOG_STORE_READ, SUMMIT_STORE_EMPTY)) {
        return fail(store.problem);
    }
    bool good = check_snapshot(&store) && summit_store_fold(&store, UINT64_MAX);
    if (good) {
        print_head(&store.log.head);
        print_state(store.state);
    }
    int status = good ? EXIT_SUCCESS : fail(store.problem);
    summit_store_close(&store);
    return status;
}

int log_command_run(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(const char *directory);
    } commands[] = {{"verify", verify}, {"export", export}, {"replay", replay}};
    static const struct option names[] = {
        {"data", required_argument, NULL, 'd'}, {"config", required_argument, NULL, 'c'}, {0}};
    const char *data = NULL, *config = NULL;
    int option;
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        if (option != 'd' && option != 'c') {
            return COMMAND_MISUSED;
        }
        *(option == 'd' ? &data : &config) = optarg;
    }
    for (size_t i = 0; optind + 1 == argc && i < COUNT_OF(commands); i++) {
        if (strcmp(argv[optind], commands[i].name) == 0) {
            const char *directory = data_directory(data, config);
            return directory ? commands[i].run(directory) : EXIT_FAILURE;
        }
    }
    return COMMAND_MISUSED;
}
