#include "node/api_parts.h"

static void write_caption(struct summit_api *api, uint32_t room, const struct http_request *request,
                          struct http_response *response)
{
    union word_fields fields;
    struct refusal why;
    struct actor actor = api_actor(api, request);
    if (!api_may_post(request, REASON_POST_HERE, response)) {
        return;
    }
    if (actor.kind == ACTOR_STRANGER) {
        api_refuse_stranger(api, request, response);
        return;
    }
    const char *problem = word_parse_fields(&api->scratch, request->body, WORD_CAPTION, &fields);
    if (problem) {
        api_refuse(response, REASON_MALFORMED, .problem = bytes_of_text(problem));
    } else if (!captions_write(api->captions, api->host->durable, &actor, room, &fields.caption,
                               api->host->ports.now_ms(api->host->ports.context), &why)) {
        api_problem(response, &why);
    } else {
        response->status = 204;
    }
}

bool api_handle_caption(struct summit_api *api, struct bytes name, struct bytes rest,
                        const struct http_request *request, struct http_response *response)
{
    struct bytes id, what;
    uint32_t room;
    if (!bytes_equal_text(name, "rooms") || !http_path_next(&rest, &id) || !api_number(id, &room) ||
        !http_path_next(&rest, &what) || !bytes_equal_text(what, "captions")) {
        return false;
    }
    write_caption(api, room, request, response);
    return true;
}
