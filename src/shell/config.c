#include "shell/config.h"

#include "shell/config_setting.h"
#include "shell/net.h"

#include <unistd.h>

enum { DEFAULT_PORT = 8443, DEFAULT_CONNECTIONS = 40000, DEFAULT_PER_SOURCE = 512 };

static void set_defaults(struct config *config)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    *config = (struct config){
        .scheme = CONFIG_HTTPS,
        .listen = {.port = DEFAULT_PORT}, /* [::], dual stack */
        .media_listen = {.port = DEFAULT_PORT},
        .data = "./data",
        .media_threads = (uint32_t)MIN(MAX(cores, 1), CONFIG_MEDIA_THREADS_MAX),
        .crypto = CONFIG_CRYPTO_AUTO,
        .sound_us = STAGE_SOUND_AUTO,
        .switches = MEDIA_SWITCHES_ALL,
        .connections_max = DEFAULT_CONNECTIONS,
        .connections_per_source_max = CONFIG_PER_SOURCE_UNSET,
    };
}

/* A variable that is set but empty counts as not set: so it is in service files. */
static void read_environment(struct config *config, struct config_problems *problems)
{
    char why[CONFIG_WHY_MAX];
    for (size_t i = 0; i < config_setting_count; i++) {
        const struct config_setting *setting = &config_settings[i];
        const char *value = getenv(setting->variable);
        if (value && *value && !setting->set(config, value, why)) {
            config_problem(problems, setting->variable, "%s", why);
        }
    }
}

static void find_public_addresses(struct config *config)
{
    struct address own[64]; /* more than we take: some may be of the other family */
    if (!net_is_any(&config->media_listen)) {
        config->public_addresses[config->public_address_count++] = config->media_listen;
        return;
    }
    size_t own_count = net_own_addresses(own, COUNT_OF(own));
    for (size_t i = 0; i < own_count; i++) {
        /* A socket for 0.0.0.0 takes nothing that is sent to an IPv6 address. */
        bool is_reachable = address_is_ipv4(&own[i]) || !address_is_ipv4(&config->media_listen);
        if (is_reachable && config->public_address_count < CONFIG_PUBLIC_ADDRESSES_MAX) {
            config->public_addresses[config->public_address_count++] = own[i];
        }
    }
}

bool config_load(struct config *config, const char *path, struct config_problems *problems)
{
    char why[CONFIG_WHY_MAX];
    *problems = (struct config_problems){0};
    set_defaults(config);
    if (path) {
        config_read_yaml(config, path, problems);
    }
    read_environment(config, problems);
    if (config->room_count == 0 && problems->count == 0 &&
        !config_add_room(config, "hall", "Plenary hall", why)) {
        ASSERT(false);
    }
    if (!*config->tls_cert != !*config->tls_key) {
        config_problem(problems, path ? path : "environment",
                       "tls.cert and tls.key (PLENARY_TLS_CERT, PLENARY_TLS_KEY) belong together: "
                       "set both, or neither for a self-signed certificate");
    }
    if (config->connections_per_source_max == CONFIG_PER_SOURCE_UNSET) {
        /* Behind a proxy all come from one address. */
        config->connections_per_source_max =
            config->scheme == CONFIG_HTTPS ? DEFAULT_PER_SOURCE : 0;
    }
    if (problems->count > 0) {
        return false;
    }
    if (config->public_address_count == 0) {
        find_public_addresses(config);
    }
    for (size_t i = 0; i < config->public_address_count; i++) {
        config->public_addresses[i].port = config->media_listen.port;
    }
    return true;
}

void config_print(const struct config *config, FILE *out)
{
    const char *section = NULL;
    for (size_t i = 0; i < config_setting_count; i++) {
        const struct config_setting *setting = &config_settings[i];
        bool is_tls = setting->section && strcmp(setting->section, "tls") == 0;
        if (is_tls && !*config->tls_cert) {
            continue;
        }
        if (setting->section && (!section || strcmp(section, setting->section) != 0)) {
            (void)fprintf(out, "%s:\n", setting->section);
        }
        section = setting->section;
        (void)fprintf(out, "%s%s: ", section ? "  " : "", setting->key);
        setting->print(config, out);
        (void)fputc('\n', out);
    }
    config_print_webhooks(config, out);
    (void)fputs("rooms:\n", out);
    for (size_t i = 0; i < config->room_count; i++) {
        (void)fprintf(out, "  - name: \"%s\"\n    title: ", config->rooms[i].name);
        config_print_text(config->rooms[i].title, out);
        (void)fputc('\n', out);
    }
}

bool config_load_or_say(struct config *config, const char *path)
{
    struct config_problems problems;
    if (config_load(config, path, &problems)) {
        return true;
    }
    for (size_t i = 0; i < problems.count; i++) {
        fprintf(stderr, "plenary: %s\n", problems.text[i]);
    }
    return false;
}
