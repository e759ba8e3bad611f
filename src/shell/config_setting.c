#include "shell/config_setting.h"

#include "shell/net.h"

#include <stdarg.h>

#define WHY(...) ((void)snprintf(why, CONFIG_WHY_MAX, __VA_ARGS__), false)

void config_print_text(const char *text, FILE *out)
{
    (void)fputc('"', out);
    for (const char *at = text; *at; at++) {
        if (*at == '"' || *at == '\\') {
            (void)fputc('\\', out);
        }
        (void)fputc(*at, out);
    }
    (void)fputc('"', out);
}

/* ---- listen, media.listen, public_address ---- */

/* IPv6 in brackets, or nobody can tell its last group from a port. */
static bool parse_endpoint(const char *text, struct address *address)
{
    const char *colon = strrchr(text, ':');
    return colon && colon > text && (text[0] == '[' || strchr(text, ':') == colon) &&
           colon[1] != '\0' && strspn(colon + 1, "0123456789") == strlen(colon + 1) &&
           net_parse_endpoint(text, address);
}

static void format_endpoint(const struct address *address, char text[NET_TEXT_MAX])
{
    char ip[NET_TEXT_MAX];
    net_format_ip(address, ip);
    const char *format = address_is_ipv4(address) ? "%.46s:%u" : "[%.46s]:%u";
    (void)snprintf(text, NET_TEXT_MAX, format, ip, address->port);
}

static const char *strip_scheme(const char *value, enum config_scheme *scheme)
{
    if (strncmp(value, "https://", 8) == 0) {
        *scheme = CONFIG_HTTPS;
        return value + 8;
    }
    if (strncmp(value, "http://", 7) == 0) {
        *scheme = CONFIG_HTTP;
        return value + 7;
    }
    *scheme = CONFIG_HTTPS;
    return value;
}

static bool set_listen(struct config *config, const char *value, char why[CONFIG_WHY_MAX])
{
    enum config_scheme scheme;
    struct address listen;
    const char *address = strip_scheme(value, &scheme);
    if (!parse_endpoint(address, &listen)) {
        return WHY("write https://ADDRESS:PORT (or http:// behind a proxy), with a numeric "
                   "address such as https://192.0.2.7:8443 or https://[::]:8443");
    }
    config->scheme = scheme;
    config->listen = listen;
    return true;
}

static void print_listen(const struct config *config, FILE *out)
{
    char text[NET_TEXT_MAX];
    format_endpoint(&config->listen, text);
    (void)fprintf(out, "\"%s://%s\"", config->scheme == CONFIG_HTTPS ? "https" : "http", text);
}

static bool set_media_listen(struct config *config, const char *value, char why[CONFIG_WHY_MAX])
{
    struct address listen;
    if (!parse_endpoint(value, &listen)) {
        return WHY("write ADDRESS:PORT with a numeric address, such as 192.0.2.7:8443 or, for "
                   "all addresses, [::]:8443");
    }
    config->media_listen = listen;
    return true;
}

static void print_media_listen(const struct config *config, FILE *out)
{
    char text[NET_TEXT_MAX];
    format_endpoint(&config->media_listen, text);
    config_print_text(text, out);
}

static bool set_public_address(struct config *config, const char *value, char why[CONFIG_WHY_MAX])
{
    struct address addresses[CONFIG_PUBLIC_ADDRESSES_MAX];
    size_t count = 0;
    char text[NET_TEXT_MAX];
    for (const char *at = value; *(at += strspn(at, ", \t"));) {
        size_t size = strcspn(at, ", \t");
        struct address address = {0};
        if (count == CONFIG_PUBLIC_ADDRESSES_MAX) {
            return WHY("give at most %d addresses", CONFIG_PUBLIC_ADDRESSES_MAX);
        }
        (void)snprintf(text, sizeof(text), "%.*s", (int)size, at);
        if (size >= sizeof(text) || !net_parse_ip(text, &address) || net_is_any(&address)) {
            return WHY("\"%s\" is no address that clients could send to; write numeric ones "
                       "without a port, such as 192.0.2.7, 2001:db8::7",
                       text);
        }
        addresses[count++] = address;
        at += size;
    }
    if (count == 0) {
        return WHY("give at least one address, or leave the setting out");
    }
    memcpy(config->public_addresses, addresses, count * sizeof(*addresses));
    config->public_address_count = count;
    return true;
}

static void print_public_address(const struct config *config, FILE *out)
{
    char text[NET_TEXT_MAX];
    for (size_t i = 0; i < config->public_address_count; i++) {
        net_format_ip(&config->public_addresses[i], text);
        (void)fprintf(out, "%s\"%s\"", i > 0 ? ", " : "[", text);
    }
    (void)fputs(config->public_address_count > 0 ? "]" : "[]", out);
}

/* ---- data, tls.cert, tls.key ---- */

static bool is_text_clean(const char *text)
{
    for (const char *at = text; *at; at++) {
        if ((uint8_t)*at < 0x20 || *at == 0x7f) {
            return false;
        }
    }
    return true;
}

bool config_set_path(char path[CONFIG_PATH_MAX + 1], const char *value, char why[CONFIG_WHY_MAX])
{
    size_t size = strlen(value);
    if (size == 0 || size > CONFIG_PATH_MAX || !is_text_clean(value)) {
        return WHY("give a path of 1 to %d bytes, without control characters", CONFIG_PATH_MAX);
    }
    memcpy(path, value, size + 1);
    return true;
}

static bool set_data(struct config *config, const char *value, char why[CONFIG_WHY_MAX])
{
    return config_set_path(config->data, value, why);
}

static void print_data(const struct config *config, FILE *out)
{
    config_print_text(config->data, out);
}

static bool set_cert(struct config *config, const char *value, char why[CONFIG_WHY_MAX])
{
    return config_set_path(config->tls_cert, value, why);
}

static void print_cert(const struct config *config, FILE *out)
{
    config_print_text(config->tls_cert, out);
}

static bool set_key(struct config *config, const char *value, char why[CONFIG_WHY_MAX])
{
    return config_set_path(config->tls_key, value, why);
}

static void print_key(const struct config *config, FILE *out)
{
    config_print_text(config->tls_key, out);
}

/* ---- numbers and choices ---- */

static bool set_number(uint32_t *number, const char *value, uint32_t min, uint32_t max,
                       char why[CONFIG_WHY_MAX])
{
    size_t digits = strspn(value, "0123456789");
    if (digits == 0 || digits > 9 || value[digits] != '\0') {
        return WHY("\"%.40s\" is not a whole number; give one from %u to %u", value, min, max);
    }
    uint32_t parsed = (uint32_t)strtoul(value, NULL, 10);
    if (parsed < min || parsed > max) {
        return WHY("%u is out of range; give a number from %u to %u", parsed, min, max);
    }
    *number = parsed;
    return true;
}

static bool set_threads(struct config *config, const char *value, char why[CONFIG_WHY_MAX])
{
    return set_number(&config->media_threads, value, 1, CONFIG_MEDIA_THREADS_MAX, why);
}

static void print_threads(const struct config *config, FILE *out)
{
    (void)fprintf(out, "%u", config->media_threads);
}

static bool set_connections(struct config *config, const char *value, char why[CONFIG_WHY_MAX])
{
    return set_number(&config->connections_max, value, 16, 1000000, why);
}

static void print_connections(const struct config *config, FILE *out)
{
    (void)fprintf(out, "%u", config->connections_max);
}

static bool set_per_source(struct config *config, const char *value, char why[CONFIG_WHY_MAX])
{
    return set_number(&config->connections_per_source_max, value, 0, 1000000, why);
}

static void print_per_source(const struct config *config, FILE *out)
{
    (void)fprintf(out, "%u", config->connections_per_source_max);
}

static const char *const crypto_names[] = {
    [CONFIG_CRYPTO_AUTO] = "auto",
    [CONFIG_CRYPTO_IPSEC_MB] = "ipsec-mb",
    [CONFIG_CRYPTO_EVP] = "evp",
};

static bool set_crypto(struct config *config, const char *value, char why[CONFIG_WHY_MAX])
{
    for (size_t i = 0; i < COUNT_OF(crypto_names); i++) {
        if (strcmp(value, crypto_names[i]) == 0) {
            config->crypto = (enum config_crypto)i;
            return true;
        }
    }
    return WHY("\"%.40s\" is not known; choose auto, ipsec-mb or evp", value);
}

static void print_crypto(const struct config *config, FILE *out)
{
    (void)fputs(crypto_names[config->crypto], out);
}

/* ---- media.audio_ms, media.engine ---- */

static bool set_audio_ms(struct config *config, const char *value, char why[CONFIG_WHY_MAX])
{
    if (strcmp(value, "auto") == 0) {
        config->sound_us = STAGE_SOUND_AUTO;
        return true;
    }
    uint32_t ms;
    if (!set_number(&ms, value, 20, 60, why) || ms % 20 != 0) {
        return WHY("\"%.40s\" is not known; choose auto, 20, 40 or 60", value);
    }
    config->sound_us = ms * (uint32_t)MS_US;
    return true;
}

static void print_audio_ms(const struct config *config, FILE *out)
{
    if (config->sound_us == STAGE_SOUND_AUTO) {
        (void)fputs("auto", out);
    } else {
        (void)fprintf(out, "%u", config->sound_us / (uint32_t)MS_US);
    }
}

static const struct engine_name {
    const char *name;
    size_t at; /* in struct media_switches */
    unsigned bit;
} engine_names[] = {
    {"no-gso", offsetof(struct media_switches, udp), UDP_TRAINS},
    {"no-gro", offsetof(struct media_switches, udp), UDP_RUNS},
    {"no-batch", offsetof(struct media_switches, udp), UDP_BATCHES},
    {"no-prefetch", offsetof(struct media_switches, fanout), FANOUT_PREFETCH},
    {"no-ride", offsetof(struct media_switches, fanout), FANOUT_RIDING},
};

static const struct engine_name *find_engine_name(const char *text, size_t size)
{
    for (size_t i = 0; i < COUNT_OF(engine_names); i++) {
        if (bytes_equal_text(bytes_of(text, size), engine_names[i].name)) {
            return &engine_names[i];
        }
    }
    return NULL;
}

static bool set_engine(struct config *config, const char *value, char why[CONFIG_WHY_MAX])
{
    struct media_switches switches = MEDIA_SWITCHES_ALL;
    for (const char *at = value; *(at += strspn(at, ", \t"));) {
        size_t size = strcspn(at, ", \t");
        const struct engine_name *name = find_engine_name(at, size);
        if (!name) {
            return WHY("\"%.*s\" is not known; choose of no-gso, no-gro, no-batch, no-prefetch, "
                       "no-ride",
                       (int)MIN(size, 40), at);
        }
        *(unsigned *)(void *)((uint8_t *)&switches + name->at) &= ~name->bit;
        at += size;
    }
    config->switches = switches;
    return true;
}

static void print_engine(const struct config *config, FILE *out)
{
    const char *separator = "";
    (void)fputc('[', out);
    for (size_t i = 0; i < COUNT_OF(engine_names); i++) {
        const uint8_t *at = (const uint8_t *)&config->switches + engine_names[i].at;
        if ((*(const unsigned *)(const void *)at & engine_names[i].bit) == 0) {
            (void)fprintf(out, "%s%s", separator, engine_names[i].name);
            separator = ", ";
        }
    }
    (void)fputc(']', out);
}

/* ---- ice_servers ---- */

static bool set_ice_servers(struct config *config, const char *value, char why[CONFIG_WHY_MAX])
{
    char servers[NODE_ICE_SERVERS_MAX][NODE_ICE_SERVER_MAX + 1] = {{0}};
    size_t count = 0;
    for (const char *at = value; *(at += strspn(at, ", \t"));) {
        size_t size = strcspn(at, ", \t");
        if (count == NODE_ICE_SERVERS_MAX) {
            return WHY("give at most %d", NODE_ICE_SERVERS_MAX);
        }
        /* It goes into a Link header, between < and >. */
        if (strncmp(at, "stun:", 5) != 0 || size > NODE_ICE_SERVER_MAX ||
            strcspn(at, "<>\"\\") < size || !is_text_clean(at)) {
            return WHY("\"%.*s\" is no STUN server; write stun:HOST:PORT", (int)MIN(size, 60), at);
        }
        (void)snprintf(servers[count++], sizeof(servers[0]), "%.*s", (int)size, at);
        at += size;
    }
    memcpy(config->ice_servers, servers, sizeof(servers));
    config->ice_server_count = count;
    return true;
}

static void print_ice_servers(const struct config *config, FILE *out)
{
    (void)fputc('[', out);
    for (size_t i = 0; i < config->ice_server_count; i++) {
        (void)fputs(i > 0 ? ", " : "", out);
        config_print_text(config->ice_servers[i], out);
    }
    (void)fputc(']', out);
}

/* ---- the table, in the order of printing ---- */

const struct config_setting config_settings[] = {
    {NULL, "listen", "PLENARY_LISTEN", set_listen, print_listen, false},
    {NULL, "public_address", "PLENARY_PUBLIC_ADDRESS", set_public_address, print_public_address,
     true},
    {NULL, "ice_servers", "PLENARY_ICE_SERVERS", set_ice_servers, print_ice_servers, true},
    {NULL, "data", "PLENARY_DATA", set_data, print_data, false},
    {"tls", "cert", "PLENARY_TLS_CERT", set_cert, print_cert, false},
    {"tls", "key", "PLENARY_TLS_KEY", set_key, print_key, false},
    {"media", "listen", "PLENARY_MEDIA_LISTEN", set_media_listen, print_media_listen, false},
    {"media", "threads", "PLENARY_MEDIA_THREADS", set_threads, print_threads, false},
    {"media", "crypto", "PLENARY_CRYPTO", set_crypto, print_crypto, false},
    {"media", "audio_ms", "PLENARY_AUDIO_MS", set_audio_ms, print_audio_ms, false},
    {"media", "engine", "PLENARY_ENGINE", set_engine, print_engine, true},
    {"limits", "connections", "PLENARY_CONNECTIONS", set_connections, print_connections, false},
    {"limits", "connections_per_source", "PLENARY_CONNECTIONS_PER_SOURCE", set_per_source,
     print_per_source, false},
};
const size_t config_setting_count = COUNT_OF(config_settings);

/* ---- rooms ---- */

bool config_add_room(struct config *config, const char *name, const char *title,
                     char why[CONFIG_WHY_MAX])
{
    size_t name_size = strlen(name);
    if (name_size == 0 || name_size > TOKEN_ROOM_MAX ||
        strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != name_size) {
        return WHY("the room's name \"%.40s\" must be 1 to %d of a-z, 0-9 and -", name,
                   TOKEN_ROOM_MAX);
    }
    if (strlen(title) > CONFIG_TITLE_MAX || !is_text_clean(title)) {
        return WHY("the title of room %s must be one line of at most %d bytes", name,
                   CONFIG_TITLE_MAX);
    }
    if (config->room_count == CONFIG_ROOMS_MAX) {
        return WHY("there may be at most %d rooms", CONFIG_ROOMS_MAX);
    }
    for (size_t i = 0; i < config->room_count; i++) {
        if (strcmp(config->rooms[i].name, name) == 0) {
            return WHY("there is a room %s already; give each its own name", name);
        }
    }
    struct config_room *room = &config->rooms[config->room_count++];
    memcpy(room->name, name, name_size + 1);
    (void)snprintf(room->title, sizeof(room->title), "%s", *title ? title : name);
    return true;
}

void config_problem(struct config_problems *problems, const char *place, const char *format, ...)
{
    if (problems->count == CONFIG_PROBLEMS_MAX) {
        return;
    }
    char *text = problems->text[problems->count++];
    size_t room = sizeof(problems->text[0]);
    int used = snprintf(text, room, "%.100s: ", place);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text + used, room - (size_t)used, format, arguments);
    va_end(arguments);
}
