/* The settings of webhooks: read one by one from the file (config_yaml.c), and printed. */
#include "shell/config_setting.h"
#include "shell/http_client.h"
#include "shell/net.h"
#include "summit/record.h"

#define WHY(...) ((void)snprintf(why, CONFIG_WHY_MAX, __VA_ARGS__), false)

/* Unencrypted only where nobody is on the way. */
static bool is_this_machine(const char *host)
{
    struct address address = {0};
    static const uint8_t loopback[16] = {[15] = 1};
    return net_parse_ip(host, &address) &&
           (address_is_ipv4(&address) ? address.ip[12] == 127
                                      : memcmp(address.ip, loopback, sizeof(loopback)) == 0);
}

static bool set_url(struct config_webhook *webhook, const char *value, char why[CONFIG_WHY_MAX])
{
    struct http_url url;
    for (const char *at = value; *at; at++) {
        if ((uint8_t)*at <= ' ' || (uint8_t)*at >= 0x7f || strchr("\"\\#@", *at)) {
            return WHY("write it without spaces, quotes, backslashes, # and @");
        }
    }
    if (strlen(value) > CONFIG_URL_MAX || !http_url_parse(value, &url) ||
        (!url.is_tls && !is_this_machine(url.host))) {
        return WHY("write https://HOST/PATH, or http:// to 127.0.0.1 or [::1]");
    }
    (void)snprintf(webhook->url, sizeof(webhook->url), "%s", value);
    return true;
}

bool config_set_webhook(struct config_webhook *webhook, const char *key, const char *value,
                        char why[CONFIG_WHY_MAX])
{
    if (strcmp(key, "url") == 0) {
        return set_url(webhook, value, why);
    }
    if (strcmp(key, "secret_file") == 0) {
        return config_set_path(webhook->secret_file, value, why);
    }
    uint32_t role;
    if (enum_find(ENUM_ROLE, bytes_of_text(value), &role)) {
        webhook->role = (enum summit_role)role;
        return true;
    }
    return WHY("\"%.40s\" is no role", value);
}

static void print_webhook(const struct config_webhook *webhook, FILE *out)
{
    const char *separator = "[";
    (void)fputs("  - url: ", out);
    config_print_text(webhook->url, out);
    (void)fputs("\n    secret_file: ", out);
    config_print_text(webhook->secret_file, out);
    (void)fprintf(out, "\n    role: %s\n    events: ", enum_name(ENUM_ROLE, webhook->role));
    for (int kind = 0; kind < EVENT_COUNT; kind++) {
        if (webhook->is_for[kind]) {
            (void)fprintf(out, "%s%s", separator, summit_events[kind].name);
            separator = ", ";
        }
    }
    (void)fputs(separator[0] == '[' ? "\"*\"\n" : "]\n", out);
}

void config_print_webhooks(const struct config *config, FILE *out)
{
    if (config->webhook_count > 0) {
        (void)fputs("webhooks:\n", out);
    }
    for (size_t i = 0; i < config->webhook_count; i++) {
        print_webhook(&config->webhooks[i], out);
    }
}
