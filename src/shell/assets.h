/* The pages, embedded in the binary: made by script/embed from the web build. */
#ifndef PLENARY_SHELL_ASSETS_H
#define PLENARY_SHELL_ASSETS_H

#include "wire/http1.h"

struct asset {
    const char *path; /* "/hall.html", "/assets/hall-1A2B.js" */
    const char *content_type;
    const char *etag;         /* with its quotes */
    struct bytes plain, gzip; /* gzip empty where it saves nothing */
};

extern const struct asset assets[];
extern const size_t asset_count;

/* Answer GET and HEAD for a page or an asset: `/` and `/join/...` are the door, `/hall/...` the
 * hall, `/speaker/...` the speaker's page, and so for desk, wall and booth. Anything else is 404.
 */
void assets_handle(const struct http_request *request, struct http_response *response);

#endif
