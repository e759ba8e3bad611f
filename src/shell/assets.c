#include "shell/assets.h"

/* A variant of an asset, in the order in which we would rather send it. */
struct variant {
    const char *coding; /* as in Accept-Encoding; NULL: none */
    const char *mark;   /* at the end of its ETag */
    struct bytes bytes;
};

/* Does Accept-Encoding take this coding? A weight of 0 says no (RFC 9110 12.5.3); other
 * weights are not compared, for smaller is better whatever the client prefers.
 */
static bool is_accepted(struct bytes accept, const char *coding)
{
    size_t coding_size = strlen(coding);
    while (accept.size > 0) {
        const uint8_t *comma = memchr(accept.data, ',', accept.size);
        size_t size = comma ? (size_t)(comma - accept.data) : accept.size;
        struct bytes item = bytes_of(accept.data, size);
        size_t skip = comma ? size + 1 : size;
        accept = bytes_of(accept.data + skip, accept.size - skip);
        while (item.size > 0 && item.data[0] == ' ') {
            item = bytes_of(item.data + 1, item.size - 1);
        }
        if (item.size < coding_size || memcmp(item.data, coding, coding_size) != 0) {
            continue;
        }
        struct bytes rest = bytes_of(item.data + coding_size, item.size - coding_size);
        if (rest.size > 0 && rest.data[0] != ';' && rest.data[0] != ' ') {
            continue; /* a longer word */
        }
        const uint8_t *weight = rest.size > 0 ? memmem(rest.data, rest.size, "q=", 2) : NULL;
        if (!weight) {
            return true;
        }
        for (const uint8_t *at = weight + 2; at < rest.data + rest.size; at++) {
            if (*at >= '1' && *at <= '9') {
                return true;
            }
        }
    }
    return false;
}

static struct variant choose_variant(const struct asset *asset, struct bytes accept)
{
    if (asset->brotli.size > 0 && is_accepted(accept, "br")) {
        return (struct variant){"br", "-br", asset->brotli};
    }
    if (asset->gzip.size > 0 && is_accepted(accept, "gzip")) {
        return (struct variant){"gzip", "-gz", asset->gzip};
    }
    return (struct variant){NULL, "", asset->plain};
}

static int compare_path(struct bytes path, const char *other)
{
    size_t other_size = strlen(other);
    int order = memcmp(path.data, other, MIN(path.size, other_size));
    if (order != 0) {
        return order;
    }
    return path.size < other_size ? -1 : path.size > other_size;
}

static const struct asset *find_asset(const struct asset_table *table, struct bytes path)
{
    size_t low = 0;
    size_t high = table->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_path(path, table->assets[middle].path);
        if (order == 0) {
            return &table->assets[middle];
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

/* If-None-Match compares weakly (RFC 9110 13.1.2): W/"x" matches "x". */
static bool has_etag(struct bytes list, const char *etag)
{
    if (bytes_equal_text(list, "*")) {
        return true;
    }
    /* The quotes are part of the ETag, so that it is found whole or not at all. */
    return list.size > 0 && memmem(list.data, list.size, etag, strlen(etag));
}

static void answer_asset(const struct asset *asset, const struct http_request *request,
                         struct http_response *response)
{
    char etag[128];
    struct variant variant =
        choose_variant(asset, http_request_header(request, "Accept-Encoding"));
    (void)snprintf(etag, sizeof(etag), "\"%s%s\"", asset->hash, variant.mark);
    writer_format(&response->headers, "ETag: %s\r\nCache-Control: %s\r\nVary: Accept-Encoding\r\n",
                  etag,
                  asset->is_immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (has_etag(http_request_header(request, "If-None-Match"), etag)) {
        response->status = 304;
        return;
    }
    if (variant.coding) {
        writer_format(&response->headers, "Content-Encoding: %s\r\n", variant.coding);
    }
    response->status = 200;
    response->content_type = asset->content_type;
    response->static_body = variant.bytes;
}

bool assets_answer(const struct asset_table *table, const struct http_request *request,
                   struct http_response *response)
{
    struct bytes rest = request->path;
    struct bytes first = {0};
    const struct asset *asset;
    bool has_first = http_path_next(&rest, &first);
    if (!has_first && bytes_equal_text(request->path, "/")) {
        asset = find_asset(table, bytes_of_text("hall.html"));
    } else if (has_first && bytes_equal_text(first, "hall")) {
        asset = find_asset(table, bytes_of_text("hall.html"));
    } else if (has_first && bytes_equal_text(first, "speaker")) {
        asset = find_asset(table, bytes_of_text("speaker.html"));
    } else if (has_first && bytes_equal_text(first, "assets")) {
        /* Compared with the names that are there: no `..` can mean anything. */
        asset = find_asset(table, bytes_of(request->path.data + 1, request->path.size - 1));
    } else {
        return false;
    }
    if (request->method != HTTP_GET && request->method != HTTP_HEAD) {
        http_problem(response, 405, "Pages can only be read: use GET or HEAD.");
        writer_text(&response->headers, "Allow: GET, HEAD\r\n");
    } else if (!asset) {
        http_problem(response, 404, "There is no such page here.");
    } else {
        answer_asset(asset, request, response);
    }
    return true;
}
