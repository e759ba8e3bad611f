#include "shell/summit_command.h"

#include <errno.h>
#include <getopt.h>

#include "shell/data.h"
#include "shell/invite_command.h"
#include "shell/summit_store.h"
#include "summit/export.h"
#include "summit/roster.h"

enum { ROW_PROBLEMS_MAX = 100 }; /* said one by one */

struct options {
    const char *data, *config, *name, *languages, *time_zone, *file;
    bool is_dry_run, is_all;
    struct invite_options invite;
};

static struct summit_store store;

static int fail(const char *problem)
{
    fprintf(stderr, "plenary summit: %s\n", problem);
    return EXIT_FAILURE;
}

static int fail_store(void)
{
    int status = fail(store.problem);
    summit_store_close(&store);
    return status;
}

static void say_what_there_is(const struct options *options, FILE *out)
{
    const struct entity_table *tables = store.state->tables;
    fprintf(out, "%s: %u rooms, %u programme items, %u locations, %u people, %llu events\n",
            options->is_dry_run ? "nothing was written; it would be" : "the summit now has",
            tables[ENTITY_ROOM].count, tables[ENTITY_ITEM].count, tables[ENTITY_LOCATION].count,
            tables[ENTITY_PERSON].count, (unsigned long long)store.state->sequence);
    summit_store_close(&store);
}

/* Commit, or only say what would have been. */
static int finish(const struct options *options)
{
    if (!summit_store_commit(&store)) {
        return fail_store();
    }
    say_what_there_is(options, stdout);
    return EXIT_SUCCESS;
}

/* Open the summit to change it, or to see what changing it would do; a missing directory is made.
 * False after the problem has been said.
 */
static bool open_store(const struct options *options, struct config *config)
{
    enum log_store_mode mode = options->is_dry_run ? LOG_STORE_READ : LOG_STORE_WRITE;
    char problem[DATA_PROBLEM_MAX];
    if (!config_load_or_say(config, options->config)) {
        return false;
    }
    if (options->data) {
        snprintf(config->data, sizeof(config->data), "%s", options->data);
    }
    if (mode == LOG_STORE_WRITE && !data_prepare(config, problem)) {
        fail(problem);
        return false;
    }
    if (!summit_store_open(&store, config->data, mode, SUMMIT_STORE_FROM_SNAPSHOT)) {
        fail(store.problem);
        return false;
    }
    return true;
}

/* ---- init ---- */

static bool do_text(struct writer *text)
{
    static struct codec_scratch scratch;
    struct summit_command command;
    if (text->failed) {
        snprintf(store.problem, sizeof(store.problem), "that is too long");
        return false;
    }
    const char *problem = command_parse(&scratch, writer_bytes(text), &command);
    if (problem) {
        snprintf(store.problem, sizeof(store.problem), "%s", problem);
        return false;
    }
    return summit_store_command(&store, &command);
}

/* "en,fr" as ["en","fr"]; what a language is, the command's own check says. */
static void write_languages(struct writer *text, const char *languages)
{
    const char *at = languages;
    for (;;) {
        size_t size = strcspn(at, ",");
        writer_u8(text, at == languages ? '[' : ',');
        json_write_string(text, bytes_of(at, size));
        if (at[size] == '\0') {
            break;
        }
        at += size + 1;
    }
    writer_u8(text, ']');
}

static void write_named(struct writer *text, const char *languages, const char *name)
{
    writer_text(text, "\"name\":{");
    json_write_string(text, bytes_of(languages, strcspn(languages, ",")));
    writer_u8(text, ':');
    json_write_text(text, name);
    writer_u8(text, '}');
}

static bool name_summit(const struct options *options)
{
    char buffer[4096];
    struct writer text = writer_of(buffer, sizeof(buffer));
    writer_text(&text, "{\"command\":\"summit_edit\",");
    write_named(&text, options->languages, options->name);
    writer_text(&text, ",\"time_zone\":");
    json_write_text(&text, options->time_zone);
    writer_text(&text, ",\"languages\":");
    write_languages(&text, options->languages);
    writer_u8(&text, '}');
    return do_text(&text);
}

static bool add_room(const struct options *options, const struct config_room *room)
{
    char buffer[4096];
    struct writer text = writer_of(buffer, sizeof(buffer));
    writer_text(&text, "{\"command\":\"room_add\",\"slug\":");
    json_write_text(&text, room->name);
    writer_u8(&text, ',');
    write_named(&text, options->languages, room->title[0] ? room->title : room->name);
    writer_u8(&text, '}');
    return do_text(&text);
}

static int init(const struct options *options)
{
    static struct config config;
    if (!options->name || options->file || options->is_dry_run) {
        return COMMAND_MISUSED;
    }
    if (!open_store(options, &config)) {
        return EXIT_FAILURE;
    }
    if (store.state->sequence > 0) {
        snprintf(store.problem, sizeof(store.problem), "there is a summit in %.255s already",
                 config.data);
        return fail_store();
    }
    bool good = summit_store_begin(&store) && name_summit(options);
    for (size_t i = 0; i < config.room_count && good; i++) {
        good = add_room(options, &config.rooms[i]);
    }
    return good ? finish(options) : fail_store();
}

/* ---- import: a list of delegations and people ---- */

static const char *take_entry(struct roster_entry *entry)
{
    if (entry->problem) {
        return entry->problem->sentence;
    }
    if (entry->has_location) {
        uint32_t id = state_next_id(store.state, ENTITY_LOCATION);
        if (!summit_store_command(&store, &entry->location)) {
            return store.problem;
        }
        roster_locate(entry, id);
    }
    return !entry->has_person || summit_store_command(&store, &entry->person) ? NULL
                                                                              : store.problem;
}

static int import_list(const struct options *options, struct bytes file)
{
    static struct roster roster;
    struct roster_entry entry;
    size_t problem_count = 0, row_count = 0;
    const struct refusal *refusal = roster_open(&roster, file);
    if (refusal) {
        snprintf(store.problem, sizeof(store.problem), "%.255s: %.200s", options->file,
                 refusal->sentence);
        return fail_store();
    }
    if (!summit_store_begin(&store)) {
        return fail_store();
    }
    for (; !store.has_failed && roster_next(&roster, store.state, &entry); row_count++) {
        const char *problem = take_entry(&entry);
        if (problem && ++problem_count <= ROW_PROBLEMS_MAX) {
            fprintf(stderr, "%s:%u: %s\n", options->file, entry.line, problem);
        }
    }
    if (store.has_failed) {
        return fail_store();
    }
    if (problem_count > 0) {
        snprintf(store.problem, sizeof(store.problem),
                 "%zu of %zu rows must be mended; nothing was imported", problem_count, row_count);
        return fail_store();
    }
    return finish(options);
}

/* ---- import and export: a whole summit ---- */

static int import_summit(const struct options *options, struct bytes file)
{
    static struct codec_scratch scratch;
    struct import import;
    struct summit_event event;
    const char *problem;
    if (store.state->sequence > 0) {
        snprintf(store.problem, sizeof(store.problem),
                 "an exported summit needs an empty log; this one has %llu events",
                 (unsigned long long)store.state->sequence);
        return fail_store();
    }
    problem = import_open(&import, file);
    bool good = !problem && summit_store_begin(&store);
    while (good && import_next(&import, store.state, &scratch, &event, &problem)) {
        good = summit_store_append(&store, &event);
    }
    if (problem) {
        snprintf(store.problem, sizeof(store.problem), "%.255s:%u: %.200s", options->file,
                 import.line, problem);
        good = false;
    }
    return good ? finish(options) : fail_store();
}

static int import_file(const struct options *options)
{
    static struct config config;
    struct bytes file;
    if (!options->file) {
        return COMMAND_MISUSED;
    }
    if (!data_map_file(options->file, &file)) {
        fprintf(stderr, "plenary summit: %s cannot be read: %s\n", options->file, strerror(errno));
        return EXIT_FAILURE;
    }
    if (!open_store(options, &config)) {
        return EXIT_FAILURE;
    }
    return file.data[0] == '{' ? import_summit(options, file) : import_list(options, file);
}

static int export(const struct options *options)
{
    const char *directory = data_directory(options->data, options->config);
    uint64_t from = 1, damaged;
    enum log_result result;
    if (!directory || options->file) {
        return directory ? COMMAND_MISUSED : EXIT_FAILURE;
    }
    if (!log_store_open(&store.log, directory, LOG_STORE_READ)) {
        return fail(store.log.problem);
    }
    fputs(EXPORT_HEAD, stdout);
    while ((result = log_store_read(&store.log, from, &store.rows, &damaged)) == LOG_DONE &&
           store.rows.count > 0) {
        for (size_t i = 0; i < store.rows.count; i++) {
            struct bytes body = store.rows.rows[i].event.body;
            fwrite(body.data, 1, body.size, stdout);
            putchar('\n');
        }
        from += store.rows.count;
    }
    int status = result ? fail(store.log.problem) : EXIT_SUCCESS;
    log_store_close(&store.log);
    return fflush(stdout) == 0 ? status : fail("the summit could not be written");
}

/* ---- invite: the list goes to standard output, the rest does not ---- */

static int invite(const struct options *options)
{
    static struct config config;
    struct invite_options wish = options->invite;
    wish.is_dry_run = options->is_dry_run;
    if (options->file || !wish.url || options->is_all == (wish.role != NULL) || wish.days == 0) {
        return COMMAND_MISUSED;
    }
    if (!open_store(options, &config)) {
        return EXIT_FAILURE;
    }
    if (!invite_run(&store, &wish)) {
        return fail_store();
    }
    say_what_there_is(options, stderr);
    return EXIT_SUCCESS;
}

/* ---- options ---- */

static bool take_invite_option(int option, const char *value, struct options *options)
{
    switch (option) {
    case 'a':
        options->is_all = true;
        return true;
    case 'r':
        options->invite.role = value;
        return true;
    case 'u':
        options->invite.url = value;
        return true;
    case 'h':
        options->invite.is_page = true;
        return true;
    case 's':
        options->invite.is_page = false;
        return true;
    case 'g':
        options->invite.again = true;
        return true;
    case 't':
        options->invite.days = (uint32_t)strtoul(value, NULL, 10);
        return options->invite.days <= 3650;
    default:
        return false;
    }
}

static bool take_option(int option, const char *value, struct options *options)
{
    switch (option) {
    case 'd':
        options->data = value;
        return true;
    case 'c':
        options->config = value;
        return true;
    case 'n':
        options->name = value;
        return true;
    case 'l':
        options->languages = value;
        return true;
    case 'z':
        options->time_zone = value;
        return true;
    case 'y':
        options->is_dry_run = true;
        return true;
    default:
        return take_invite_option(option, value, options);
    }
}

int summit_command_run(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(const struct options *options);
    } commands[] = {
        {"init", init}, {"import", import_file}, {"export", export}, {"invite", invite}};
    static const struct option names[] = {{"data", required_argument, NULL, 'd'},
                                          {"config", required_argument, NULL, 'c'},
                                          {"name", required_argument, NULL, 'n'},
                                          {"languages", required_argument, NULL, 'l'},
                                          {"time-zone", required_argument, NULL, 'z'},
                                          {"dry-run", no_argument, NULL, 'y'},
                                          {"all", no_argument, NULL, 'a'},
                                          {"role", required_argument, NULL, 'r'},
                                          {"url", required_argument, NULL, 'u'},
                                          {"html", no_argument, NULL, 'h'},
                                          {"csv", no_argument, NULL, 's'},
                                          {"again", no_argument, NULL, 'g'},
                                          {"days", required_argument, NULL, 't'},
                                          {0}};
    struct options options = {.languages = "en", .time_zone = "UTC", .invite.days = 30};
    int option;
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        if (!take_option(option, optarg, &options)) {
            return COMMAND_MISUSED;
        }
    }
    if (argc - optind < 1 || argc - optind > 2) {
        return COMMAND_MISUSED;
    }
    options.file = optind + 1 < argc ? argv[optind + 1] : NULL;
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        if (strcmp(argv[optind], commands[i].name) == 0) {
            return commands[i].run(&options);
        }
    }
    return COMMAND_MISUSED;
}
