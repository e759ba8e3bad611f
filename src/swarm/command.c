/* `plenary swarm`: its options. */
#include <getopt.h>

#include "shell/net.h"
#include "swarm/options.h"
#include "swarm/swarm.h"

const char swarm_usage[] =
    "       plenary swarm --url URL --token TOKEN --locations N[,N...]\n"
    "         the stage     [--speaker-token TOKEN | --speaker-rtp ADDRESS:PORT] [--audio-only]\n"
    "                       [--audio-ms N] [--keyframe-packets N] [--keyframe-frames N]\n"
    "         the server    [--room NAME | --whep URL] [--ca FILE] [--allow-target PREFIX]\n"
    "                       [--server-pid PID]\n"
    "         the joins     [--rate PER_SECOND] [--in-flight N] [--connections N]\n"
    "                       [--addresses FIRST]\n"
    "         measuring     [--settle S] [--seconds S] [--until LOSS_PERCENT:DELAY_MS]\n"
    "                       [--json FILE]\n"
    "         behaviours    [--loss PERCENT] [--slow PERCENT:KBPS] [--leave-return PERCENT:S]\n"
    "                       [--network-change PERCENT:S] [--dead PERCENT] [--pli PER_SECOND]\n"
    "                       [--junk PER_SECOND]\n";

/* "100,500,1000": ascending. */
static bool parse_steps(const char *text, struct swarm_options *options)
{
    const char *at = text;
    uint32_t before = 0;
    for (options->step_count = 0; options->step_count < SWARM_STEPS_MAX;) {
        char *end;
        unsigned long number = strtoul(at, &end, 10);
        if (*at < '0' || *at > '9' || number <= before || number > SWARM_LOCATIONS_MAX) {
            return false;
        }
        options->steps[options->step_count++] = before = (uint32_t)number;
        if (*end == '\0') {
            return true;
        }
        at = end + 1;
        if (*end != ',') {
            return false;
        }
    }
    return false;
}

static bool parse_limits(const char *text, struct swarm_options *options)
{
    char *end;
    options->worst_loss_percent = strtod(text, &end);
    if (end == text || *end != ':' || !(options->worst_loss_percent >= 0)) {
        return false;
    }
    uint32_t delay_ms;
    bool good = option_count(end + 1, 60000, &delay_ms);
    options->worst_delay_us = delay_ms * MS_US;
    return good;
}

static bool parse_audio_ms(const char *text, struct swarm_options *options)
{
    uint32_t ms;
    bool good = option_count(text, 120, &ms) && (ms == 0 || ms >= 10);
    options->shape.audio_us = ms * (uint32_t)MS_US;
    options->shape.audio_size = ms * 3; /* 24 kbit/s */
    return good;
}

/* A WHEP resource's URL is the server's, and a path. */
static bool take_whep(const char *text, struct swarm_options *options)
{
    struct http_url url;
    options->url = text;
    return http_url_parse(text, &url) &&
           (size_t)snprintf(options->whep_path, sizeof(options->whep_path), "%s", url.path) <
               sizeof(options->whep_path);
}

static bool take_room(const char *room, struct swarm_options *options)
{
    return snprintf(options->whep_path, sizeof(options->whep_path), "/whep/%s", room) < 200 &&
           snprintf(options->whip_path, sizeof(options->whip_path), "/whip/%s", room) < 200;
}

static const struct option names[] = {{"url", required_argument, NULL, 'u'},
                                      {"whep", required_argument, NULL, 'h'},
                                      {"room", required_argument, NULL, 'o'},
                                      {"token", required_argument, NULL, 't'},
                                      {"speaker-token", required_argument, NULL, 'k'},
                                      {"speaker-rtp", required_argument, NULL, 'R'},
                                      {"ca", required_argument, NULL, 'a'},
                                      {"json", required_argument, NULL, 'j'},
                                      {"locations", required_argument, NULL, 'n'},
                                      {"until", required_argument, NULL, 'U'},
                                      {"rate", required_argument, NULL, 'r'},
                                      {"in-flight", required_argument, NULL, 'f'},
                                      {"connections", required_argument, NULL, 'c'},
                                      {"seconds", required_argument, NULL, 's'},
                                      {"settle", required_argument, NULL, 'e'},
                                      {"addresses", required_argument, NULL, 'd'},
                                      {"audio-only", no_argument, NULL, 'q'},
                                      {"audio-ms", required_argument, NULL, 'm'},
                                      {"keyframe-packets", required_argument, NULL, 'K'},
                                      {"keyframe-frames", required_argument, NULL, 'F'},
                                      {"allow-target", required_argument, NULL, 'w'},
                                      {"server-pid", required_argument, NULL, 'p'},
                                      {"loss", required_argument, NULL, 'L'},
                                      {"slow", required_argument, NULL, 'S'},
                                      {"leave-return", required_argument, NULL, 'l'},
                                      {"network-change", required_argument, NULL, 'N'},
                                      {"dead", required_argument, NULL, 'D'},
                                      {"pli", required_argument, NULL, 'P'},
                                      {"junk", required_argument, NULL, 'J'},
                                      {0}};

static bool take_behaviour(int option, const char *value, struct swarm_options *options)
{
    struct behaviours *behaviours = &options->behaviours;
    struct share all;
    switch (option) {
    case 'L':
        if (!share_parse(value, false, &all)) {
            return false;
        }
        behaviours->loss_of_10000 = all.of_10000;
        return true;
    case 'S':
        return share_parse(value, true, &behaviours->slow);
    case 'l':
        return share_parse(value, true, &behaviours->leave);
    case 'N':
        return share_parse(value, true, &behaviours->move);
    case 'D':
        return share_parse(value, false, &behaviours->dead);
    case 'P':
        return option_count(value, 100, &behaviours->plis_per_second);
    case 'J':
        return option_count(value, JUNK_RATE_MAX, &options->junk_rate);
    default:
        return false;
    }
}

static bool take_number(int option, const char *value, struct swarm_options *options)
{
    switch (option) {
    case 'n':
        return parse_steps(value, options);
    case 'U':
        return parse_limits(value, options);
    case 'r':
        return option_count(value, 1000000, &options->rate);
    case 'f':
        return option_count(value, SWARM_LOCATIONS_MAX, &options->in_flight) &&
               options->in_flight > 0;
    case 'c':
        return option_count(value, 1024, &options->connections) && options->connections > 0;
    case 's':
        return option_count(value, 86400, &options->seconds);
    case 'e':
        return option_count(value, 3600, &options->settle_s);
    case 'd':
        return option_first_address(value, &options->first_address);
    case 'm':
        return parse_audio_ms(value, options);
    case 'K':
        return option_count(value, 50, &options->shape.keyframe_packets) &&
               options->shape.keyframe_packets > 0;
    case 'F':
        return option_count(value, 100000, &options->shape.keyframe_frames) &&
               options->shape.keyframe_frames > 0;
    case 'p':
        return option_count(value, 1u << 30, &options->server_pid);
    default:
        return take_behaviour(option, value, options);
    }
}

static bool take(int option, const char *value, struct swarm_options *options)
{
    switch (option) {
    case 'u':
        options->url = value;
        return true;
    case 'h':
        return take_whep(value, options);
    case 'o':
        return take_room(value, options);
    case 't':
        options->viewer_token = value;
        return true;
    case 'k':
        options->speaker_token = value;
        return true;
    case 'R':
        options->speaker_rtp = value;
        return true;
    case 'a':
        options->ca_file = value;
        return true;
    case 'j':
        options->json_file = value;
        return true;
    case 'q':
        options->is_audio_only = true;
        options->shape.frame_us = 0;
        return true;
    case 'w':
        return target_allow(&options->targets, value);
    default:
        return take_number(option, value, options);
    }
}

int swarm_command(int argc, char **argv)
{
    /* One stage: 1 Mbit/s at 25 frames a second, Opus of 24 kbit/s in packets of 20 ms. */
    struct swarm_options options = {.whep_path = "/whep/hall",
                                    .whip_path = "/whip/hall",
                                    .seconds = 10,
                                    .settle_s = 2,
                                    .in_flight = 256,
                                    .connections = 32,
                                    .first_address = 0x7f400000, /* 127.64.0.0 */
                                    .shape = {.frame_us = 40000,
                                              .frame_packets_x2 = 9,
                                              .keyframe_packets = 5,
                                              .keyframe_frames = 250,
                                              .audio_us = 20000,
                                              .audio_size = 60}};
    if (argc > 1 && strcmp(argv[1], "--control") == 0) {
        return control_command(argc, argv);
    }
    int option;
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        if (!take(option, optarg, &options)) {
            return -1;
        }
    }
    bool good = options.url && options.step_count > 0 && optind == argc;
    return good ? swarm_run(&options) : -1;
}
