/* The configuration: defaults, then a YAML file, then PLENARY_* of the environment.
 * Read once at start by main, and by `plenary check-config`; a plain value afterwards.
 * Every setting is one row of the table in config_setting.c. doc/plenary.example.yaml shows all.
 */
#ifndef PLENARY_SHELL_CONFIG_H
#define PLENARY_SHELL_CONFIG_H

#include "node/node.h"
#include "shell/media_thread.h"
#include "summit/table.h"

#include <stdio.h>

enum {
    CONFIG_PATH_MAX = 255,
    CONFIG_ROOMS_MAX = 16,
    CONFIG_TITLE_MAX = ROOM_TITLE_MAX,
    CONFIG_PUBLIC_ADDRESSES_MAX = NODE_CANDIDATES_MAX,
    CONFIG_MEDIA_THREADS_MAX = 64,
    CONFIG_PROBLEMS_MAX = 16,
    CONFIG_WEBHOOKS_MAX = 8,
    CONFIG_URL_MAX = 500,
};

enum config_scheme { CONFIG_HTTPS, CONFIG_HTTP };
enum config_crypto { CONFIG_CRYPTO_AUTO, CONFIG_CRYPTO_IPSEC_MB, CONFIG_CRYPTO_EVP };

struct config_room {
    char name[TOKEN_ROOM_MAX + 1];    /* [a-z0-9-]{1,32}, unique */
    char title[CONFIG_TITLE_MAX + 1]; /* UTF-8 */
};

/* Where the summit's events are sent (shell/webhook.h). */
struct config_webhook {
    char url[CONFIG_URL_MAX + 1]; /* https, or http to this machine itself */
    char secret_file[CONFIG_PATH_MAX + 1];
    enum summit_role role;    /* what it is told is what this role may see */
    bool is_for[EVENT_COUNT]; /* all false: everything that the role may be told */
};

struct config {
    enum config_scheme scheme;   /* CONFIG_HTTP: plain, behind a proxy */
    struct address listen;       /* HTTP */
    struct address media_listen; /* UDP */
    size_t public_address_count; /* at least 1 after config_load */
    struct address public_addresses[CONFIG_PUBLIC_ADDRESSES_MAX]; /* ports are media_listen's */
    size_t ice_server_count; /* offered to clients in Link headers */
    char ice_servers[NODE_ICE_SERVERS_MAX][NODE_ICE_SERVER_MAX + 1];
    char data[CONFIG_PATH_MAX + 1];     /* directory */
    char tls_cert[CONFIG_PATH_MAX + 1]; /* empty: self-signed, in the data directory */
    char tls_key[CONFIG_PATH_MAX + 1];
    uint32_t media_threads;
    enum config_crypto crypto;
    uint32_t sound_us; /* of a packet of sound to viewers, or STAGE_SOUND_AUTO */
    struct media_switches switches;
    uint32_t connections_max;
    uint32_t connections_per_source_max; /* 0: no cap */
    size_t webhook_count;
    struct config_webhook webhooks[CONFIG_WEBHOOKS_MAX];
    size_t room_count;
    struct config_room rooms[CONFIG_ROOMS_MAX];
};

/* What is wrong, each with its place (`plenary.yaml:12` or `PLENARY_LISTEN`) and what to mend. */
struct config_problems {
    size_t count; /* of those kept */
    char text[CONFIG_PROBLEMS_MAX][320];
};

/* Load; `path` NULL: no file. False with at least one problem; `config` is then not to be used.
 * Without public addresses: the media address if it is a specific one, else those of the
 * machine's interfaces (net_own_addresses).
 */
CHECK bool config_load(struct config *config, const char *path, struct config_problems *problems);

/* The same, and say on standard error what is wrong. */
CHECK bool config_load_or_say(struct config *config, const char *path);

/* The effective values as YAML that config_load reads. There are no secrets among them. */
void config_print(const struct config *config, FILE *out);

#endif
