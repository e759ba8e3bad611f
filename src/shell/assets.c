#include "shell/assets.h"

#include "node/problem.h"

static const struct asset *find(struct bytes path)
{
    for (size_t i = 0; i < asset_count; i++) {
        if (bytes_equal_text(path, assets[i].path)) {
            return &assets[i];
        }
    }
    return NULL;
}

static bool starts_with(struct bytes path, const char *prefix)
{
    size_t size = strlen(prefix);
    return path.size >= size && memcmp(path.data, prefix, size) == 0;
}

/* A page is at its name and at whatever stands under it. */
static const struct {
    const char *name, *path;
} pages[] = {
    {"/join", "/door.html"}, {"/hall", "/hall.html"}, {"/speaker", "/speaker.html"},
    {"/desk", "/desk.html"}, {"/wall", "/wall.html"}, {"/booth", "/booth.html"},
};

static struct bytes page_of(struct bytes path)
{
    if (bytes_equal_text(path, "/")) {
        return bytes_of_text("/door.html");
    }
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        size_t size = strlen(pages[i].name);
        if (starts_with(path, pages[i].name) && (path.size == size || path.data[size] == '/')) {
            return bytes_of_text(pages[i].path);
        }
    }
    return path;
}

static void write_headers(const struct asset *asset, bool is_gzip, struct writer *headers)
{
    bool is_hashed = starts_with(bytes_of_text(asset->path), "/assets/");
    writer_format(headers, "ETag: %s\r\nVary: Accept-Encoding\r\nCache-Control: %s\r\n",
                  asset->etag, is_hashed ? "public, max-age=31536000, immutable" : "no-cache");
    if (is_gzip) {
        writer_text(headers, "Content-Encoding: gzip\r\n");
    }
    writer_text(headers,
                "Content-Security-Policy: default-src 'self'; img-src 'self' data:; "
                "media-src 'self' blob: mediastream:; object-src 'none'; "
                "frame-ancestors 'none'; base-uri 'none'; form-action 'none'\r\n"
                "Permissions-Policy: camera=(self), microphone=(self), display-capture=(self)\r\n"
                "Cross-Origin-Opener-Policy: same-origin\r\n");
}

void assets_handle(const struct http_request *request, struct http_response *response)
{
    const struct asset *asset = find(page_of(request->path));
    if (request->method != HTTP_GET && request->method != HTTP_HEAD) {
        writer_text(&response->headers, "Allow: GET, HEAD\r\n");
        http_refuse(response, REASON_ONLY_FOR_READING);
        return;
    }
    if (!asset) {
        http_refuse(response, REASON_NO_SUCH_PAGE);
        return;
    }
    bool is_gzip = asset->gzip.size > 0 &&
                   http_list_has(http_request_header(request, "Accept-Encoding"), "gzip");
    write_headers(asset, is_gzip, &response->headers);
    struct bytes known = http_request_header(request, "If-None-Match");
    if (bytes_equal_text(known, asset->etag)) {
        response->status = 304;
        return;
    }
    response->status = 200;
    response->content_type = asset->content_type;
    response->static_body = is_gzip ? asset->gzip : asset->plain;
}
