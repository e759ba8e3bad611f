#include "shell/endpoint.h"

#include <arpa/inet.h>
#include <netinet/in.h>

bool endpoint_parse_ip(const char *text, struct address *address)
{
    char host[ENDPOINT_TEXT_MAX];
    size_t size = strlen(text);
    if (size >= 2 && text[0] == '[' && text[size - 1] == ']') {
        text++;
        size -= 2;
    } else if (size > 0 && text[0] == '[') {
        return false;
    }
    if (size == 0 || size >= sizeof(host)) {
        return false;
    }
    memcpy(host, text, size);
    host[size] = '\0';
    uint8_t four[4];
    if (inet_pton(AF_INET, host, four) == 1) {
        uint16_t port = address->port;
        *address = address_of_ipv4(four[0], four[1], four[2], four[3], port);
        return true;
    }
    return inet_pton(AF_INET6, host, address->ip) == 1;
}

bool endpoint_parse(const char *text, struct address *address)
{
    const char *colon = strrchr(text, ':');
    char host[ENDPOINT_TEXT_MAX];
    if (!colon || colon == text || (size_t)(colon - text) >= sizeof(host)) {
        return false;
    }
    memcpy(host, text, (size_t)(colon - text));
    host[colon - text] = '\0';
    if (strchr(host, ':') && host[0] != '[') {
        return false; /* is the last group a port? brackets must tell */
    }
    size_t digits = strspn(colon + 1, "0123456789");
    if (digits == 0 || digits > 5 || colon[1 + digits] != '\0') {
        return false;
    }
    long port = strtol(colon + 1, NULL, 10);
    struct address parsed = {0};
    if (port > UINT16_MAX || !endpoint_parse_ip(host, &parsed)) {
        return false;
    }
    parsed.port = (uint16_t)port;
    *address = parsed;
    return true;
}

bool endpoint_is_any(const struct address *address)
{
    static const uint8_t zero[16];
    return address_is_ipv4(address) ? load_be32(address->ip + 12) == 0
                                    : memcmp(address->ip, zero, sizeof(zero)) == 0;
}

bool endpoint_is_loopback(const struct address *address)
{
    static const uint8_t one[16] = {[15] = 1};
    return address_is_ipv4(address) ? address->ip[12] == 127
                                    : memcmp(address->ip, one, sizeof(one)) == 0;
}

bool endpoint_is_link_local(const struct address *address)
{
    if (address_is_ipv4(address)) { /* 169.254.0.0/16 */
        return address->ip[12] == 169 && address->ip[13] == 254;
    }
    return address->ip[0] == 0xfe && (address->ip[1] & 0xc0) == 0x80; /* fe80::/10 */
}

void endpoint_format_ip(const struct address *address, char text[ENDPOINT_TEXT_MAX])
{
    bool four = address_is_ipv4(address);
    const char *formatted = four ? inet_ntop(AF_INET, address->ip + 12, text, ENDPOINT_TEXT_MAX)
                                 : inet_ntop(AF_INET6, address->ip, text, ENDPOINT_TEXT_MAX);
    ASSERT(formatted);
}

void endpoint_format(const struct address *address, char text[ENDPOINT_TEXT_MAX])
{
    char ip[ENDPOINT_TEXT_MAX];
    endpoint_format_ip(address, ip);
    const char *format = address_is_ipv4(address) ? "%.46s:%u" : "[%.46s]:%u";
    (void)snprintf(text, ENDPOINT_TEXT_MAX, format, ip, address->port);
}

socklen_t endpoint_to_sockaddr(const struct address *address, struct sockaddr_storage *to)
{
    memset(to, 0, sizeof(*to));
    if (address_is_ipv4(address)) {
        struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons(address->port)};
        memcpy(&four.sin_addr, address->ip + 12, 4);
        memcpy(to, &four, sizeof(four));
        return sizeof(four);
    }
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons(address->port)};
    memcpy(&six.sin6_addr, address->ip, 16);
    memcpy(to, &six, sizeof(six));
    return sizeof(six);
}

struct address endpoint_of_sockaddr(const struct sockaddr_storage *from)
{
    struct address address = {0};
    if (from->ss_family == AF_INET) {
        struct sockaddr_in four;
        memcpy(&four, from, sizeof(four));
        uint8_t ip[4];
        memcpy(ip, &four.sin_addr, sizeof(ip));
        address = address_of_ipv4(ip[0], ip[1], ip[2], ip[3], ntohs(four.sin_port));
    } else if (from->ss_family == AF_INET6) {
        struct sockaddr_in6 six;
        memcpy(&six, from, sizeof(six));
        memcpy(address.ip, &six.sin6_addr, sizeof(address.ip));
        address.port = ntohs(six.sin6_port);
    }
    return address;
}
