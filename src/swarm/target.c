#include "swarm/target.h"

#include "shell/net.h"

bool target_allow(struct target_list *list, const char *text)
{
    char ip[NET_TEXT_MAX];
    const char *slash = strchr(text, '/');
    size_t size = slash ? (size_t)(slash - text) : strlen(text);
    if (list->count == TARGET_PREFIXES_MAX || size >= sizeof(ip)) {
        return false;
    }
    memcpy(ip, text, size);
    ip[size] = '\0';
    struct address *network = &list->prefixes[list->count].network;
    if (!net_parse_ip(ip, network)) {
        return false;
    }
    unsigned long most = address_is_ipv4(network) ? 32 : 128, bits = most;
    if (slash) {
        char *end;
        bits = strtoul(slash + 1, &end, 10);
        if (slash[1] < '0' || slash[1] > '9' || *end != '\0' || bits > most) {
            return false;
        }
    }
    list->prefixes[list->count++].bits = (uint8_t)(bits + 128 - most);
    return true;
}

static bool is_within(const struct address *address, const struct address *network, unsigned bits)
{
    unsigned whole = bits / 8, rest = bits % 8;
    return memcmp(address->ip, network->ip, whole) == 0 &&
           (rest == 0 || (address->ip[whole] ^ network->ip[whole]) >> (8 - rest) == 0);
}

bool target_is_allowed(const struct target_list *list, const struct address *address)
{
    bool allowed = net_is_loopback(address);
    for (size_t i = 0; i < list->count; i++) {
        allowed |= is_within(address, &list->prefixes[i].network, list->prefixes[i].bits);
    }
    return allowed;
}

bool target_host_is_allowed(const struct target_list *list, const char *host)
{
    struct address address;
    return strcmp(host, "localhost") == 0 ||
           (net_parse_ip(host, &address) && target_is_allowed(list, &address));
}
