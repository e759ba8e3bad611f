/* The API's reading routes: the view, lists and single entities as a role sees them, results of
 * votes, the programme in formats of others, and what is public.
 */
#include "node/api_bulk.h"
#include "node/api_parts.h"
#include "summit/programme.h"
#include "summit/view.h"

enum { PAGE_DEFAULT = 100, PAGE_MAX = 1000 };

/* *number keeps its value where there is none of that name; false: it is no number, and that is
 * told.
 */
static bool read_number(const struct http_request *request, const char *name, uint32_t *number,
                        struct http_response *response)
{
    struct bytes text = http_request_parameter(request, name);
    if (!text.data || api_number(text, number)) {
        return true;
    }
    api_refuse(response, REASON_NUMBER_NOT_GOOD, .field = bytes_of_text(name));
    return false;
}

static struct tag language_parameter(const struct http_request *request)
{
    struct bytes text = http_request_parameter(request, "language");
    struct tag tag = {0};
    memcpy(tag.text, text.data ? (const void *)text.data : "",
           MIN(text.size, sizeof(tag.text) - 1));
    return tag;
}

static bool is_for_reading(const struct http_request *request, struct http_response *response)
{
    if (request->method == HTTP_GET || request->method == HTTP_HEAD) {
        return true;
    }
    writer_text(&response->headers, "Allow: GET, HEAD\r\n");
    api_refuse(response, REASON_ONLY_FOR_READING);
    return false;
}

static void write_one(struct summit_api *api, enum summit_role role, enum summit_entity entity,
                      uint32_t id, const struct http_request *request,
                      struct http_response *response)
{
    char etag[32];
    if (!summit_entity_write(&response->body, api->host->durable, role, entity, id)) {
        api_refuse(response, REASON_NOT_FOR_YOU);
        return;
    }
    const struct entity_head *row = state_find(api->host->durable, entity, id);
    snprintf(etag, sizeof(etag), "\"%llu\"", (unsigned long long)row->revision);
    writer_format(&response->headers, "ETag: %s\r\n", etag);
    if (bytes_equal_text(http_request_header(request, "If-None-Match"), etag)) {
        response->status = 304;
    }
}

/* A page as long as fits. */
static void write_list(struct summit_api *api, enum summit_role role, enum summit_entity entity,
                       const struct http_request *request, struct http_response *response)
{
    uint32_t count = PAGE_DEFAULT, after = 0;
    struct writer start = response->body;
    if (!read_number(request, "count", &count, response) ||
        !read_number(request, "after", &after, response)) {
        return;
    }
    count = MAX(1u, MIN(count, (uint32_t)PAGE_MAX));
    const struct presence presence = api->host->ports.presence(api->host->ports.context);
    for (; count > 0; count /= 2) {
        response->body = start;
        if (!summit_list_write(&response->body, api->host->durable, role, entity, after, count,
                               &presence)) {
            api_refuse(response, REASON_LIST_NOT_SEEN);
            return;
        }
        if (!response->body.failed) {
            return;
        }
    }
}

/* In the language that was asked for, or that of the person, or the summit's. */
static struct tag reader_language(const struct summit_api *api, const struct http_request *request)
{
    const struct summit_state *state = api->host->durable;
    const struct summit_summit *summit = state_summit(state);
    const struct summit_person *person = state_person(state, api_actor(api, request).person);
    struct tag language = language_parameter(request);
    if (!language.text[0] && person) {
        language = person->language;
    }
    return !language.text[0] && summit->languages.count > 0 ? summit->languages.at[0] : language;
}

/* What a browser asks for when it opens an address. */
static bool wants_page(const struct http_request *request)
{
    struct bytes accept = http_request_header(request, "Accept");
    static const char type[] = "text/html";
    return accept.size >= sizeof(type) - 1 && memcmp(accept.data, type, sizeof(type) - 1) == 0;
}

static void handle_result(struct summit_api *api, uint32_t id, struct bytes what,
                          const struct http_request *request, struct http_response *response)
{
    const struct summit_state *state = api->host->durable;
    bool is_result = bytes_equal_text(what, "result"), is_there;
    if (!api->bulk->is_taken) { /* a roll-call of 40,000 has a page of megabytes */
        response->body = writer_of(api->bulk->document, sizeof(api->bulk->document));
    }
    if (bytes_equal_text(what, "result.html") || (is_result && wants_page(request))) {
        is_there =
            motion_result_write_page(&response->body, state, id, reader_language(api, request));
        if (is_there) {
            api_page_headers(response);
        }
    } else if (is_result) {
        is_there = motion_result_write(&response->body, state, id);
    } else if (bytes_equal_text(what, "result.csv")) {
        is_there = motion_result_write_csv(&response->body, state, id);
        response->content_type = "text/csv; charset=utf-8";
    } else {
        api_refuse(response, REASON_NO_SUCH_ADDRESS);
        return;
    }
    if (is_result) {
        writer_text(&response->headers, "Vary: Accept\r\n");
    }
    if (!is_there) {
        api_refuse(response, REASON_NO_RESULT);
    }
}

static void handle_entities(struct summit_api *api, enum summit_entity entity, struct bytes rest,
                            enum summit_role role, const struct http_request *request,
                            struct http_response *response)
{
    struct bytes text, what;
    uint32_t id;
    if (!http_path_next(&rest, &text)) {
        write_list(api, role, entity, request, response);
    } else if (!api_number(text, &id)) {
        api_refuse(response, REASON_IDS_ARE_NUMBERS);
    } else if (!http_path_next(&rest, &what)) {
        write_one(api, role, entity, id, request, response);
    } else if (entity == ENTITY_MOTION) {
        handle_result(api, id, what, request, response);
    } else {
        api_refuse(response, REASON_NO_SUCH_ADDRESS);
    }
}

void api_handle_public(struct summit_api *api, const struct http_request *request,
                       struct http_response *response)
{
    if (!is_for_reading(request, response)) {
        return;
    }
    response->status = 200;
    response->content_type = "application/json";
    bool is_signed_in = summit_api_person(api, summit_api_session(request)) != 0;
    writer_text(&response->headers, "Cache-Control: private, no-cache\r\n");
    writer_text(&response->body, "{\"summit\":");
    summit_view_public_write(&response->body, api->host->durable,
                             api->host->ports.now_ms(api->host->ports.context));
    writer_format(&response->body, ",\"signed_in\":%s}\n", is_signed_in ? "true" : "false");
}

static void handle_view(struct summit_api *api, const struct actor *actor, enum summit_role role,
                        const struct http_request *request, struct http_response *response)
{
    uint32_t room = 0;
    struct refusal why;
    if (!read_number(request, "room", &room, response)) {
        return;
    }
    if (room && !summit_may_enter(api->host->durable, actor->person, room, &why)) {
        api_problem(response, &why);
        return;
    }
    writer_text(&response->body, "{\"view\":");
    summit_view_write(&response->body, api->host->durable, role, room, 0,
                      api->host->ports.now_ms(api->host->ports.context));
    writer_text(&response->body, ",\"you\":");
    summit_view_own_write(&response->body, api->host->durable, actor->person, room);
    writer_text(&response->body, "}\n");
}

void api_handle_reading(struct summit_api *api, struct bytes name, struct bytes rest,
                        const struct http_request *request, struct http_response *response)
{
    struct actor actor = api_actor(api, request);
    const struct summit_state *state = api->host->durable;
    response->status = 200;
    response->content_type = "application/json";
    if (!is_for_reading(request, response)) {
        return;
    }
    if (actor.kind == ACTOR_STRANGER) {
        api_refuse_stranger(api, request, response);
        return;
    }
    enum summit_role role = summit_role_of(state, &actor);
    writer_text(&response->headers, "Cache-Control: private, no-cache\r\n");
    if (bytes_equal_text(name, "view")) {
        handle_view(api, &actor, role, request, response);
    } else if (bytes_equal_text(name, "programme.ics")) {
        response->content_type = "text/calendar; charset=utf-8";
        programme_write_icalendar(&response->body, state, language_parameter(request),
                                  http_request_header(request, "Host"),
                                  api->host->ports.now_ms(api->host->ports.context));
    } else if (bytes_equal_text(name, "programme.jsonld")) {
        response->content_type = "application/ld+json";
        programme_write_json_ld(&response->body, state, language_parameter(request),
                                http_request_header(request, "Host"));
    } else {
        for (int entity = 0; entity < ENTITY_COUNT; entity++) {
            if (entity != ENTITY_SUMMIT &&
                bytes_equal_text(name, summit_entity_kinds[entity].plural)) {
                handle_entities(api, (enum summit_entity)entity, rest, role, request, response);
                return;
            }
        }
        api_refuse(response, REASON_NO_SUCH_ADDRESS);
    }
}

void api_handle_openapi(const struct summit_api *api, const struct http_request *request,
                        struct http_response *response)
{
    if (is_for_reading(request, response)) {
        response->status = 200;
        response->content_type = "application/json";
        response->static_body = api->openapi;
    }
}
