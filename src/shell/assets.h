/* The pages and their parts, embedded in the binary by script/embed: each with a type,
 * a strong ETag and compressed variants. Looks up; nothing is computed at run time.
 */
#ifndef PLENARY_SHELL_ASSETS_H
#define PLENARY_SHELL_ASSETS_H

#include "wire/http1.h"

/* For every response of the server (http_server_options.common_headers): only our own
 * scripts, no frames, no third parties (DESIGN.md 8, rule 5). 'self' covers wss: too.
 */
#define SECURITY_HEADERS                                                                           \
    "Content-Security-Policy: default-src 'self'; media-src 'self' blob: mediastream:; "           \
    "img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; "           \
    "form-action 'none'\r\n"                                                                       \
    "X-Content-Type-Options: nosniff\r\n"                                                          \
    "Referrer-Policy: no-referrer\r\n"                                                             \
    "Permissions-Policy: camera=(self), microphone=(self), display-capture=(self)\r\n"             \
    "Cross-Origin-Opener-Policy: same-origin\r\n"
/* With a certificate that browsers trust. Never with a self-signed one: a user could not
 * get past its warning any more.
 */
#define SECURITY_HEADERS_TRUSTED SECURITY_HEADERS "Strict-Transport-Security: max-age=31536000\r\n"

struct asset {
    const char *path; /* below the directory: "hall.html", "assets/hall-5SJ2KQ7D.js" */
    const char *content_type;
    const char *hash;   /* of the plain bytes, for the ETag */
    bool is_immutable;  /* the name has a hash of the content */
    struct bytes plain; /* always */
    struct bytes gzip;  /* empty where it would save too little */
    struct bytes brotli;
};

/* Sorted by path (strcmp). */
struct asset_table {
    const struct asset *assets;
    size_t count;
};

/* Those of web/dist; in the source that script/embed writes. */
extern const struct asset_table web_assets;

/* Answer a request for a page or a part: `/` and `/hall[/...]` are hall.html, `/speaker[/...]`
 * speaker.html, `/assets/...` itself. True: answered, be it with 304, 404 or 405. False: the
 * path is none of these, the response is untouched.
 */
CHECK bool assets_answer(const struct asset_table *table, const struct http_request *request,
                         struct http_response *response);

#endif
