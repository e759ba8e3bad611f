/* `plenary swarm --control`: its options. */
#include <getopt.h>

#include "shell/net.h"
#include "swarm/control.h"
#include "swarm/options.h"

const char control_usage[] =
    "       plenary swarm --control --url URL --secrets FILE\n"
    "         the server    [--room SLUG] [--room-id N] [--ca FILE] [--allow-target PREFIX]\n"
    "                       [--server-pid PID] [--connections N]\n"
    "         the sockets   [--sockets N] [--rate PER_SECOND] [--in-flight N]\n"
    "                       [--addresses FIRST] [--again PERCENT]\n"
    "         measuring     [--settle S] [--seconds S] [--cut-every MS] [--json FILE]\n"
    "         the commands  [--motion N] [--twice PERCENT] [--messages N]\n";

static const struct option names[] = {{"url", required_argument, NULL, 'u'},
                                      {"secrets", required_argument, NULL, 'x'},
                                      {"room", required_argument, NULL, 'o'},
                                      {"room-id", required_argument, NULL, 'i'},
                                      {"ca", required_argument, NULL, 'a'},
                                      {"allow-target", required_argument, NULL, 'w'},
                                      {"server-pid", required_argument, NULL, 'p'},
                                      {"connections", required_argument, NULL, 'c'},
                                      {"sockets", required_argument, NULL, 'n'},
                                      {"rate", required_argument, NULL, 'r'},
                                      {"in-flight", required_argument, NULL, 'f'},
                                      {"addresses", required_argument, NULL, 'd'},
                                      {"again", required_argument, NULL, 'g'},
                                      {"settle", required_argument, NULL, 'e'},
                                      {"seconds", required_argument, NULL, 's'},
                                      {"cut-every", required_argument, NULL, 'C'},
                                      {"json", required_argument, NULL, 'j'},
                                      {"motion", required_argument, NULL, 'm'},
                                      {"twice", required_argument, NULL, 't'},
                                      {"messages", required_argument, NULL, 'M'},
                                      {0}};

static bool take_number(int option, const char *value, struct control_options *options)
{
    switch (option) {
    case 'i':
        return option_count(value, UINT32_MAX, &options->room_id);
    case 'p':
        return option_count(value, 1u << 30, &options->server_pid);
    case 'c':
        return option_count(value, 4096, &options->connections) && options->connections > 0;
    case 'n':
        return option_count(value, CONTROL_PEOPLE_MAX, &options->sockets);
    case 'r':
        return option_count(value, 1000000, &options->rate);
    case 'f':
        return option_count(value, CONTROL_PEOPLE_MAX, &options->in_flight) &&
               options->in_flight > 0;
    case 'd':
        return option_first_address(value, &options->first_address);
    case 'g':
        return share_parse(value, false, &options->again);
    case 'e':
        return option_count(value, 3600, &options->settle_s);
    case 's':
        return option_count(value, 86400, &options->seconds);
    case 'C':
        return option_count(value, 3600000, &options->cut_ms);
    case 'm':
        return option_count(value, UINT32_MAX, &options->motion);
    case 't':
        return share_parse(value, false, &options->twice);
    case 'M':
        return option_count(value, 100000000, &options->messages);
    default:
        return false;
    }
}

static bool take(int option, const char *value, struct control_options *options)
{
    switch (option) {
    case 'u':
        options->url = value;
        return true;
    case 'x':
        options->secrets_file = value;
        return true;
    case 'o':
        options->room = value;
        return strlen(value) <= 32;
    case 'a':
        options->ca_file = value;
        return true;
    case 'w':
        return target_allow(&options->targets, value);
    case 'j':
        options->json_file = value;
        return true;
    default:
        return take_number(option, value, options);
    }
}

int control_command(int argc, char **argv)
{
    struct control_options options = {.room = "hall",
                                      .room_id = 1,
                                      .sockets = CONTROL_PEOPLE_MAX,
                                      .in_flight = 256,
                                      .connections = 128,
                                      .settle_s = 2,
                                      .seconds = 10,
                                      .cut_ms = 1000};
    int option;
    optind = 2; /* behind --control */
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        if (!take(option, optarg, &options)) {
            return -1;
        }
    }
    bool good = options.url && options.secrets_file && optind == argc;
    return good ? control_run(&options) : -1;
}
