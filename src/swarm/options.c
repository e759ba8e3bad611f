#include "swarm/options.h"

#include "shell/net.h"

bool option_count(const char *text, uint32_t most, uint32_t *value)
{
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    *value = (uint32_t)number;
    return *text >= '0' && *text <= '9' && *end == '\0' && number <= most;
}

bool option_first_address(const char *text, uint32_t *first)
{
    struct address address;
    bool good = net_parse_ip(text, &address) && address_is_ipv4(&address);
    *first = good ? load_be32(address.ip + 12) : 0;
    return good;
}
