/* plenary: the commands. */
#include <getopt.h>

#include "shell/config.h"
#include "shell/data.h"
#include "shell/log_command.h"
#include "shell/net.h"
#include "shell/publish.h"
#include "shell/serve.h"
#include "shell/summit_command.h"
#include "swarm/options.h"
#include "swarm/swarm.h"

static const char usage_commands[] =
    "usage: plenary serve [--config FILE]\n"
    "       plenary check-config [--config FILE]\n"
    "       plenary token --role speaker|viewer [--room NAME] [--ttl 12h] [--name TEXT]\n"
    "                     [--standby] [--config FILE]\n"
    "       plenary publish --whip URL --token TOKEN [--ca FILE] FILE.ivf FILE.opus\n"
    "       plenary summit init --name TEXT [--languages en,fr] [--time-zone ZONE] [WHERE]\n"
    "       plenary summit import [--dry-run] [WHERE] FILE.csv|FILE.jsonl\n"
    "       plenary summit export [WHERE]\n"
    "       plenary summit invite --url URL --all|--role ROLE [--csv|--html] [--days 30]\n"
    "                     [--again] [--dry-run] [WHERE]\n"
    "       plenary log verify|export|replay [WHERE]\n"
    "                     WHERE is --data DIRECTORY or --config FILE\n";
static const char usage_text[] =
    "\n"
    "serve         Run the summit server. Settings come from the file, then from\n"
    "              PLENARY_LISTEN, PLENARY_MEDIA_LISTEN, PLENARY_PUBLIC_ADDRESS,\n"
    "              PLENARY_DATA, PLENARY_TLS_CERT, PLENARY_TLS_KEY,\n"
    "              PLENARY_MEDIA_THREADS and PLENARY_CRYPTO.\n"
    "check-config  Read the settings as serve would, say what is wrong, or print them.\n"
    "token         Print a token for this server's data directory. A standby speaker is on\n"
    "              stage only while no one else is.\n"
    "publish       Publish a VP8 and an Opus file, over and over, at any WHIP address.\n"
    "swarm         Load a server on this machine with synthetic locations that join by WHEP\n"
    "              and check what they get; with a speaker token, publish a stage as well.\n"
    "              --control: open the invitations of a file of secrets instead, hold a\n"
    "              WebSocket each, cut, come back, vote and write.\n"
    "summit        Before the server starts: make a summit with the configured rooms; add the\n"
    "              delegations and people of a list, all or none, or take up an exported\n"
    "              summit; print the summit in a form that import takes; invite who has no\n"
    "              invitation yet and print the links, as a table or as cards.\n"
    "log           Walk the chain of the log and name the first bad event; print every event;\n"
    "              fold all events anew and print what they make. Also while the server runs.\n";

static void print_usage(FILE *out)
{
    fputs(usage_commands, out);
    fputs(swarm_usage, out);
    fputs(control_usage, out);
    fputs(usage_text, out);
}

static int fail_usage(void)
{
    print_usage(stderr);
    return 2;
}

/* ---- serve, check-config ---- */

static bool parse_config_option(int argc, char **argv, const char **file)
{
    static const struct option options[] = {{"config", required_argument, NULL, 'c'}, {0}};
    int option;
    *file = NULL;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option != 'c') {
            return false;
        }
        *file = optarg;
    }
    return optind == argc;
}

static int run_serve(int argc, char **argv)
{
    static struct config config;
    const char *file;
    if (!parse_config_option(argc, argv, &file)) {
        return fail_usage();
    }
    return config_load_or_say(&config, file) ? serve_run(&config) : EXIT_FAILURE;
}

static int run_check_config(int argc, char **argv)
{
    static struct config config;
    const char *file;
    if (!parse_config_option(argc, argv, &file)) {
        return fail_usage();
    }
    if (!config_load_or_say(&config, file)) {
        return EXIT_FAILURE;
    }
    config_print(&config, stdout);
    return EXIT_SUCCESS;
}

/* ---- token ---- */

/* "90s", "30m", "12h", "7d" in seconds; 0 if it is none of them. */
static uint32_t parse_duration(const char *text)
{
    char *unit;
    unsigned long number = strtoul(text, &unit, 10);
    unsigned long seconds = *unit == 's'   ? 1
                            : *unit == 'm' ? 60
                            : *unit == 'h' ? 3600
                            : *unit == 'd' ? 86400
                                           : 0;
    bool good = unit != text && seconds > 0 && unit[1] == '\0' && number > 0 &&
                number <= 366ul * 86400 / seconds;
    return good ? (uint32_t)(number * seconds) : 0;
}

static bool has_room(const struct config *config, const char *name)
{
    for (size_t i = 0; i < config->room_count; i++) {
        if (strcmp(config->rooms[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

struct token_options {
    const char *role, *room, *ttl, *name, *config;
    bool standby;
};

static bool parse_token_options(int argc, char **argv, struct token_options *options)
{
    static const struct option names[] = {{"role", required_argument, NULL, 'r'},
                                          {"room", required_argument, NULL, 'o'},
                                          {"ttl", required_argument, NULL, 't'},
                                          {"name", required_argument, NULL, 'n'},
                                          {"config", required_argument, NULL, 'c'},
                                          {"standby", no_argument, NULL, 's'},
                                          {0}};
    int option;
    *options = (struct token_options){.ttl = "12h", .name = ""};
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        switch (option) {
        case 'r':
            options->role = optarg;
            break;
        case 'o':
            options->room = optarg;
            break;
        case 't':
            options->ttl = optarg;
            break;
        case 'n':
            options->name = optarg;
            break;
        case 'c':
            options->config = optarg;
            break;
        case 's':
            options->standby = true;
            break;
        default:
            return false;
        }
    }
    return optind == argc && options->role;
}

static bool fill_token(const struct token_options *options, const struct config *config,
                       struct token *token)
{
    uint32_t ttl_s = parse_duration(options->ttl);
    const char *room = options->room ? options->room : config->rooms[0].name;
    const char *problem = NULL;
    if (strcmp(options->role, "speaker") == 0) {
        token->role = ROLE_SPEAKER;
    } else if (strcmp(options->role, "viewer") == 0) {
        token->role = ROLE_VIEWER;
    } else {
        problem = "--role is speaker or viewer";
    }
    if (ttl_s == 0) {
        problem = "--ttl is a number with s, m, h or d, at most 366d: 12h";
    } else if (!has_room(config, room)) {
        problem = "--room is none of the configured rooms";
    } else if (strlen(options->name) > TOKEN_NAME_MAX) {
        problem = "--name is longer than 64 bytes";
    }
    if (problem) {
        fprintf(stderr, "plenary: %s\n", problem);
        return false;
    }
    token->standby = options->standby;
    token->expiry_s = system_unix_time() + ttl_s;
    token->person = random_u64(&system_random);
    snprintf(token->room, sizeof(token->room), "%s", room);
    snprintf(token->name, sizeof(token->name), "%s", options->name);
    return true;
}

static int run_token(int argc, char **argv)
{
    static struct config config;
    struct token_options options;
    struct token token = {0};
    uint8_t key[TOKEN_KEY_SIZE];
    char problem[DATA_PROBLEM_MAX], text[TOKEN_TEXT_MAX + 1];
    if (!parse_token_options(argc, argv, &options)) {
        return fail_usage();
    }
    if (!config_load_or_say(&config, options.config) || !fill_token(&options, &config, &token)) {
        return EXIT_FAILURE;
    }
    if (!data_prepare(&config, problem) || !data_token_key(&config, key, problem)) {
        fprintf(stderr, "plenary: %s\n", problem);
        return EXIT_FAILURE;
    }
    token_write(&token, key, text);
    puts(text);
    return EXIT_SUCCESS;
}

/* ---- publish ---- */

static int run_publish(int argc, char **argv)
{
    static const struct option names[] = {{"whip", required_argument, NULL, 'w'},
                                          {"token", required_argument, NULL, 't'},
                                          {"ca", required_argument, NULL, 'a'},
                                          {0}};
    struct publish_options options = {0};
    int option;
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        switch (option) {
        case 'w':
            options.url = optarg;
            break;
        case 't':
            options.token = optarg;
            break;
        case 'a':
            options.ca_file = optarg;
            break;
        default:
            return fail_usage();
        }
    }
    if (!options.url || !options.token || argc - optind != 2) {
        return fail_usage();
    }
    options.video_file = argv[optind];
    options.audio_file = argv[optind + 1];
    return publish_run(&options);
}

/* ---- swarm ---- */

static int run_swarm(int argc, char **argv)
{
    int status = swarm_command(argc, argv);
    return status >= 0 ? status : fail_usage();
}

/* ---- log, summit ---- */

static int run_log(int argc, char **argv)
{
    int status = log_command_run(argc, argv);
    return status == COMMAND_MISUSED ? fail_usage() : status;
}

static int run_summit(int argc, char **argv)
{
    int status = summit_command_run(argc, argv);
    return status == COMMAND_MISUSED ? fail_usage() : status;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(int argc, char **argv);
    } commands[] = {{"serve", run_serve}, {"check-config", run_check_config},
                    {"token", run_token}, {"publish", run_publish},
                    {"log", run_log},     {"summit", run_summit},
                    {"swarm", run_swarm}};
    for (size_t i = 0; argc > 1 && i < COUNT_OF(commands); i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            return commands[i].run(argc - 1, argv + 1);
        }
    }
    if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)) {
        print_usage(stdout);
        return EXIT_SUCCESS;
    }
    return fail_usage();
}
