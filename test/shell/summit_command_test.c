/* plenary summit and plenary log, as an operator calls them. */
#include <fcntl.h>
#include <getopt.h>
#include <unistd.h>

#include "log_directory.h"
#include "shell/data.h"
#include "shell/log_command.h"
#include "shell/summit_command.h"
#include "shell/summit_store.h"
#include "summit/snapshot.h"

struct desk {
    struct log_directory directory;
    char output[65536]; /* of the last command, standard error included */
};

static int setup(void **state)
{
    struct desk *desk = calloc(1, sizeof(*desk));
    assert_non_null(desk);
    log_directory_make(&desk->directory);
    *state = desk;
    return 0;
}

static void write_file(const struct desk *desk, const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof(path), "%s/%s", desk->directory.path, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int teardown(void **state)
{
    struct desk *desk = *state;
    static const char *const names[] = {"list.csv", "summit.jsonl", "output"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char path[128];
        snprintf(path, sizeof(path), "%s/%s", desk->directory.path, names[i]);
        unlink(path);
    }
    log_directory_remove(&desk->directory);
    free(desk);
    return 0;
}

/* Run `command` with the words of `line`; @ is the directory. Its output is desk->output. */
static int run(struct desk *desk, int (*command)(int, char **), const char *line)
{
    char words[512], path[128], program[] = "plenary", *argv[16] = {program};
    struct writer writer = writer_of(words, sizeof(words) - 1);
    for (const char *at = line; *at; at++) {
        if (*at == '@') {
            writer_text(&writer, desk->directory.path);
        } else {
            writer_u8(&writer, (uint8_t)*at);
        }
    }
    *writer.at = '\0';
    int argc = 1;
    for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
        argv[argc++] = word;
    }
    snprintf(path, sizeof(path), "%s/output", desk->directory.path);
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    int out = dup(STDOUT_FILENO), error = dup(STDERR_FILENO);
    assert_true(file >= 0 && out >= 0 && error >= 0);
    fflush(stdout);
    dup2(file, STDOUT_FILENO);
    dup2(file, STDERR_FILENO);
    optind = 0;
    int status = command(argc, argv);
    fflush(stdout);
    dup2(out, STDOUT_FILENO);
    dup2(error, STDERR_FILENO);
    ssize_t size = pread(file, desk->output, sizeof(desk->output) - 1, 0);
    assert_true(size >= 0);
    desk->output[size] = '\0';
    close(file);
    close(out);
    close(error);
    return status;
}

static void expect(struct desk *desk, int (*command)(int, char **), const char *line, int status,
                   const char *words)
{
    int got = run(desk, command, line);
    if (got != status || !strstr(desk->output, words)) {
        print_error("%s: %d, %s\n", line, got, desk->output);
    }
    assert_int_equal(got, status);
    assert_non_null(strstr(desk->output, words));
}

static const char list[] = "name,role,location,country,weight\n"
                           "Amina,delegate,Kenya,KE,3\n"
                           "\"P\xc3\xa9rez, Ana\",speaker,Chile,CL,1\n"
                           ",,Samoa,WS,2\n";

static void make_summit(struct desk *desk)
{
    expect(desk, summit_command_run,
           "init --name Water --languages en,fr --time-zone Europe/Zurich --data @", 0, "1 rooms");
    write_file(desk, "list.csv", list);
    expect(desk, summit_command_run, "import --data @ @/list.csv", 0, "3 locations, 2 people");
}

static void summit_01_it_is_made_once(void **state)
{
    struct desk *desk = *state;
    make_summit(desk);
    expect(desk, summit_command_run, "init --name Again --data @", 1, "already");
    expect(desk, log_command_run, "verify --data @", 0, "head 7 ");
}

static void summit_02_what_the_domain_refuses_is_not_made(void **state)
{
    struct desk *desk = *state;
    expect(desk, summit_command_run, "init --name Water --languages e!,fr --data @", 1, "anguage");
    expect(desk, log_command_run, "verify --data @", 0, "head 0 ");
    expect(desk, summit_command_run, "init --name Water --data @", 0, "1 rooms");
}

static void summit_03_a_dry_run_says_what_would_be_and_writes_nothing(void **state)
{
    struct desk *desk = *state;
    expect(desk, summit_command_run, "init --name Water --data @", 0, "1 rooms");
    write_file(desk, "list.csv", list);
    expect(desk, summit_command_run, "import --dry-run --data @ @/list.csv", 0,
           "nothing was written; it would be: 1 rooms, 0 programme items, 3 locations, 2 people");
    expect(desk, log_command_run, "verify --data @", 0, "head 2 ");
}

static void summit_04_bad_rows_are_named_and_nothing_is_imported(void **state)
{
    struct desk *desk = *state;
    expect(desk, summit_command_run, "init --name Water --data @", 0, "1 rooms");
    write_file(desk, "list.csv",
               "name,role,location,country\n"
               "Zed,delegate,Fiji,FJ\n"
               "Ann,emperor,,\n"
               "Bob,delegate,Atlantis,\n");
    expect(desk, summit_command_run, "import --data @ @/list.csv", 1, "list.csv:3: ");
    assert_non_null(strstr(desk->output, "list.csv:4: "));
    assert_null(strstr(desk->output, "list.csv:2: "));
    assert_non_null(strstr(desk->output, "2 of 3 rows must be mended; nothing was imported"));
    expect(desk, log_command_run, "verify --data @", 0, "head 2 ");
    write_file(desk, "list.csv", "nome,ruolo\nAnna,delegata\n");
    expect(desk, summit_command_run, "import --data @ @/list.csv", 1, "\"nome\"");
    write_file(desk, "list.csv", "");
    expect(desk, summit_command_run, "import --data @ @/list.csv", 1, "cannot be read");
}

static void summit_05_an_export_makes_the_same_summit_elsewhere(void **state)
{
    struct desk *desk = *state;
    struct desk *other;
    void *made;
    setup(&made);
    other = made;
    make_summit(desk);
    expect(desk, summit_command_run, "export --data @", 0, "{\"plenary_summit\":1}\n");
    write_file(other, "summit.jsonl", desk->output);
    expect(desk, log_command_run, "replay --data @", 0, "locations 3\n");
    expect(other, summit_command_run, "import --data @ @/summit.jsonl", 0, "2 people, 7 events");
    run(other, log_command_run, "replay --data @");
    assert_string_equal(desk->output, other->output); /* state and head, to the last bit */
    expect(other, summit_command_run, "import --data @ @/summit.jsonl", 1, "empty log");
    teardown(&made);
}

static void summit_06_a_bad_export_is_refused_as_a_whole(void **state)
{
    struct desk *desk = *state;
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"{\"summit\":1}\n", "first line"},
        {"{\"plenary_summit\":1}\n{\"event\":\"room_added\",\"sequence\":1,\"room\":1,"
         "\"slug\":\"a\",\"name\":{\"en\":\"A\"}}\n{\"event\":\"room_burnt\",\"sequence\":2}\n",
         "summit.jsonl:3: "},
        {"{\"plenary_summit\":1}\n{\"event\":\"room_added\",\"sequence\":2,\"room\":1,"
         "\"slug\":\"a\",\"name\":{\"en\":\"A\"}}\n",
         "summit.jsonl:2: "},
        {"{\"plenary_summit\":1}\n{\"event\":\"room_added\"", "cut short"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        write_file(desk, "summit.jsonl", cases[i].text);
        expect(desk, summit_command_run, "import --data @ @/summit.jsonl", 1, cases[i].words);
        expect(desk, log_command_run, "verify --data @", 0, "head 0 ");
    }
}

static void summit_07_while_a_server_writes_only_readers_may(void **state)
{
    struct desk *desk = *state;
    make_summit(desk);
    log_directory_open(&desk->directory);
    expect(desk, summit_command_run, "import --data @ @/list.csv", 1, "another plenary");
    expect(desk, log_command_run, "verify --data @", 0, "head 7 ");
    expect(desk, log_command_run, "replay --data @", 0, "head 7 ");
    log_directory_close(&desk->directory);
}

static void summit_08_every_event_is_exported_with_its_hash(void **state)
{
    struct desk *desk = *state;
    make_summit(desk);
    run(desk, log_command_run, "verify --data @");
    char hash[65] = "";
    assert_int_equal(sscanf(strstr(desk->output, "head"), "head 7 %64s", hash), 1);
    expect(desk, log_command_run, "export --data @", 0, "{\"sequence\":1,\"time_ms\":");
    const char *last = strstr(desk->output, "{\"sequence\":7,");
    assert_non_null(last);
    assert_non_null(strstr(last, hash));
    assert_non_null(strstr(last, "\"event\":{\"event\":\"location_added\",\"sequence\":7,"));
}

static void summit_09_verify_names_the_first_bad_event(void **state)
{
    struct desk *desk = *state;
    char path[128];
    sqlite3 *database;
    make_summit(desk);
    snprintf(path, sizeof(path), "%s/log.db", desk->directory.path);
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database,
                                  "UPDATE event SET body = cast(replace(body, '\"weight\":3', "
                                  "'\"weight\":9') AS BLOB) WHERE sequence IN (3, 5)",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(database);
    expect(desk, log_command_run, "verify --data @", 1, "event 3 ");
    expect(desk, log_command_run, "replay --data @", 1, "event 3 ");
    expect(desk, log_command_run, "export --data @", 1, "event 3 ");
}

/* ---- snapshots ---- */

struct collector {
    struct snapshot_sink sink;
    struct writer writer;
};

static bool collect(struct snapshot_sink *sink, struct bytes piece)
{
    struct collector *collector = CONTAINER_OF(sink, struct collector, sink);
    writer_put(&collector->writer, piece);
    return !collector->writer.failed;
}

/* Keep what the summit is now, but that its third location has this name. */
static void keep_snapshot(struct desk *desk, const char *name)
{
    static struct summit_store store;
    static uint8_t memory[1 << 20];
    struct collector collector = {.sink.write = collect,
                                  .writer = writer_of(memory, sizeof(memory))};
    assert_true(summit_store_open(&store, desk->directory.path, LOG_STORE_WRITE,
                                  SUMMIT_STORE_FROM_SNAPSHOT));
    memcpy((void *)(uintptr_t)state_location(store.state, 3)->name.data, name, 5);
    assert_true(snapshot_write(store.state, &collector.sink));
    assert_int_equal(
        log_store_put_snapshot(&store.log, &store.log.head, writer_bytes(&collector.writer)),
        LOG_DONE);
    summit_store_close(&store);
}

static void summit_10_a_snapshot_is_used_and_compared(void **state)
{
    struct desk *desk = *state;
    make_summit(desk);
    keep_snapshot(desk, "Samoa");
    expect(desk, log_command_run, "replay --data @", 0, "snapshot 7 is what");
    write_file(desk, "list.csv", "location,country\nTonga,TO\nSamoa,WS\n");
    /* The start has it from the snapshot that Samoa is there. */
    expect(desk, summit_command_run, "import --data @ @/list.csv", 1, "list.csv:3: ");
    write_file(desk, "list.csv", "location,country\nTonga,TO\n");
    expect(desk, summit_command_run, "import --data @ @/list.csv", 0, "4 locations");
    expect(desk, log_command_run, "replay --data @", 0, "snapshot 7 is what");
    keep_snapshot(desk, "Nauru"); /* it lies */
    expect(desk, log_command_run, "replay --data @", 1, "snapshot at event 8 is not what");
}

static void summit_11_it_says_how_it_is_called(void **state)
{
    struct desk *desk = *state;
    static const char *const lines[] = {
        "", "bake", "init --data @", "import --data @", "import --what @", "init --name A B C"};
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        assert_int_equal(run(desk, summit_command_run, lines[i]), COMMAND_MISUSED);
    }
    assert_int_equal(run(desk, log_command_run, ""), COMMAND_MISUSED);
    assert_int_equal(run(desk, log_command_run, "verify it --data @"), COMMAND_MISUSED);
    expect(desk, log_command_run, "verify --data @/nowhere", 1, "nowhere");
    expect(desk, summit_command_run, "import --data @ @/nothing.csv", 1, "cannot be read");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define X(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        X(summit_01_it_is_made_once),
        X(summit_02_what_the_domain_refuses_is_not_made),
        X(summit_03_a_dry_run_says_what_would_be_and_writes_nothing),
        X(summit_04_bad_rows_are_named_and_nothing_is_imported),
        X(summit_05_an_export_makes_the_same_summit_elsewhere),
        X(summit_06_a_bad_export_is_refused_as_a_whole),
        X(summit_07_while_a_server_writes_only_readers_may),
        X(summit_08_every_event_is_exported_with_its_hash),
        X(summit_09_verify_names_the_first_bad_event),
        X(summit_10_a_snapshot_is_used_and_compared),
        X(summit_11_it_says_how_it_is_called),
#undef X
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
