/* The opening handshake of a WebSocket (RFC 6455 4.2): part of websocket.h. */
#include "shell/websocket.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <strings.h>

enum { KEY_SIZE = 24 }; /* base64 of 16 bytes */

bool websocket_is_requested(const struct http_request *request)
{
    return request->method == HTTP_GET &&
           http_list_has(http_request_header(request, "Connection"), "upgrade") &&
           http_list_has(http_request_header(request, "Upgrade"), "websocket");
}

static bool is_key(struct bytes key)
{
    if (key.size != KEY_SIZE) {
        return false;
    }
    for (size_t i = 0; i < KEY_SIZE - 2; i++) {
        uint8_t c = key.data[i];
        bool alphanumeric = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                            (c >= '0' && c <= '9');
        if (!alphanumeric && c != '+' && c != '/') {
            return false;
        }
    }
    return key.data[KEY_SIZE - 2] == '=' && key.data[KEY_SIZE - 1] == '=';
}

/* An Origin is SCHEME://HOST[:PORT]. The scheme is not compared: behind a proxy we may
 * see http where the browser sees https.
 */
static bool origin_is_host(struct bytes origin, struct bytes host)
{
    const uint8_t *colon = origin.size > 0 ? memchr(origin.data, ':', origin.size) : NULL;
    size_t scheme_size = colon ? (size_t)(colon - origin.data) : 0;
    if (scheme_size == 0 || origin.size < scheme_size + 3 || memcmp(colon, "://", 3) != 0) {
        return false;
    }
    struct bytes authority = bytes_of(colon + 3, origin.size - scheme_size - 3);
    return authority.size > 0 && authority.size == host.size &&
           strncasecmp((const char *)authority.data, (const char *)host.data, host.size) == 0;
}

bool websocket_check(const struct http_request *request, struct http_response *response)
{
    struct bytes origin = http_request_header(request, "Origin");
    struct bytes version = http_request_header(request, "Sec-WebSocket-Version");
    if (!bytes_equal_text(version, "13")) {
        http_problem(response, 426, "This server speaks version 13 of WebSocket (RFC 6455).");
        writer_text(&response->headers, "Sec-WebSocket-Version: 13\r\nUpgrade: websocket\r\n");
        return false;
    }
    if (!is_key(http_request_header(request, "Sec-WebSocket-Key")) ||
        request->content_length > 0) {
        http_problem(response, 400,
                     "A WebSocket needs a Sec-WebSocket-Key of 16 bytes in base64, and no body.");
        return false;
    }
    /* Absent: not a browser, so no page of another site can be behind it. */
    if (origin.data && !origin_is_host(origin, http_request_header(request, "Host"))) {
        http_problem(response, 403, "Pages of other sites may not open a WebSocket here.");
        return false;
    }
    return true;
}

void websocket_write_accept(struct writer *writer, const struct http_request *request,
                            const char *subprotocol, const char *common_headers)
{
    static const char guid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    uint8_t joined[KEY_SIZE + sizeof(guid) - 1];
    uint8_t digest[SHA_DIGEST_LENGTH];
    char accept[32];
    struct bytes key = http_request_header(request, "Sec-WebSocket-Key");
    ASSERT(key.size == KEY_SIZE);
    memcpy(joined, key.data, KEY_SIZE);
    memcpy(joined + KEY_SIZE, guid, sizeof(guid) - 1);
    SHA1(joined, sizeof(joined), digest);
    (void)EVP_EncodeBlock((unsigned char *)accept, digest, sizeof(digest));
    writer_format(writer,
                  "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                  "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n",
                  accept);
    if (subprotocol) {
        writer_format(writer, "Sec-WebSocket-Protocol: %s\r\n", subprotocol);
    }
    writer_text(writer, common_headers ? common_headers : "");
    writer_text(writer, "\r\n");
}
