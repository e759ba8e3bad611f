/* Who asks: the session in a request's headers, and whose it is. It proves itself by the hash that
 * the state has of its key, so there is no table of sessions, and revoking is at once.
 */
#include "node/api_parts.h"

struct bytes summit_api_session(const struct http_request *request)
{
    static const char scheme[] = "Bearer ", cookie[] = "plenary=";
    struct bytes value = http_request_header(request, "Authorization");
    if (value.size > 0) {
        return value.size > sizeof(scheme) - 1 &&
                       memcmp(value.data, scheme, sizeof(scheme) - 1) == 0
                   ? bytes_of(value.data + sizeof(scheme) - 1, value.size - sizeof(scheme) + 1)
                   : (struct bytes){0};
    }
    if (http_request_is_foreign(request)) {
        return (struct bytes){0};
    }
    value = http_request_header(request, "Cookie");
    while (value.size > 0) {
        const uint8_t *end = memchr(value.data, ';', value.size);
        size_t size = end ? (size_t)(end - value.data) : value.size;
        struct bytes one = bytes_of(value.data, size);
        value = bytes_of(value.data + size + (end ? 1 : 0), value.size - size - (end ? 1 : 0));
        while (one.size > 0 && one.data[0] == ' ') {
            one = bytes_of(one.data + 1, one.size - 1);
        }
        if (one.size > sizeof(cookie) - 1 && memcmp(one.data, cookie, sizeof(cookie) - 1) == 0) {
            return bytes_of(one.data + sizeof(cookie) - 1, one.size - sizeof(cookie) + 1);
        }
    }
    return (struct bytes){0};
}

bool api_split_session(struct bytes session, uint32_t *invitation, struct bytes *key)
{
    if (session.size < 5 || session.size > SESSION_TEXT_MAX ||
        memcmp(session.data, "p1.", 3) != 0) {
        return false;
    }
    const uint8_t *dot = memchr(session.data + 3, '.', session.size - 3);
    if (!dot) {
        return false;
    }
    *key = bytes_of(dot + 1, session.size - (size_t)(dot + 1 - session.data));
    return api_number(bytes_of(session.data + 3, (size_t)(dot - session.data) - 3), invitation);
}

/* The invitation that was opened for this session, revoked or not. */
static const struct summit_invitation *invitation_of(const struct summit_api *api,
                                                     struct bytes session)
{
    uint32_t id;
    struct bytes key;
    uint8_t digest[32];
    if (!api->host || !api_split_session(session, &id, &key)) {
        return NULL;
    }
    const struct summit_invitation *invitation = state_invitation(api->host->durable, id);
    api_hash(key, digest);
    return invitation &&
                   bytes_equal_constant_time(digest, invitation->device_hash.bytes, sizeof(digest))
               ? invitation
               : NULL;
}

uint32_t summit_api_person(const struct summit_api *api, struct bytes session)
{
    const struct summit_invitation *invitation = invitation_of(api, session);
    const struct summit_person *person =
        invitation && invitation->status == SUMMIT_INVITATION_STATUS_OPENED
            ? state_person(api->host->durable, invitation->person)
            : NULL;
    return person && !person->banned ? person->id : 0;
}

static bool has_newer_invitation(const struct summit_state *state,
                                 const struct summit_invitation *old)
{
    for (const struct summit_invitation *at = state_next(state, ENTITY_INVITATION, old); at;
         at = state_next(state, ENTITY_INVITATION, at)) {
        if (at->person == old->person && at->status != SUMMIT_INVITATION_STATUS_REVOKED) {
            return true;
        }
    }
    return false;
}

bool summit_api_explain(const struct summit_api *api, struct bytes session, struct refusal *why)
{
    const struct summit_invitation *invitation = invitation_of(api, session);
    if (!invitation) {
        return false;
    }
    const struct summit_state *state = api->host->durable;
    const struct summit_person *person = state_person(state, invitation->person);
    if (!person) {
        refusal_because(why, REASON_SESSION_REMOVED);
    } else if (person->banned) {
        return !summit_may_enter(state, person->id, 0, why);
    } else if (invitation->status == SUMMIT_INVITATION_STATUS_REVOKED) {
        refusal_because(why, has_newer_invitation(state, invitation) ? REASON_SESSION_REPLACED
                                                                     : REASON_SESSION_REVOKED);
    } else {
        return false;
    }
    return true;
}

struct actor api_actor(const struct summit_api *api, const struct http_request *request)
{
    uint32_t person = summit_api_person(api, summit_api_session(request));
    return (struct actor){.kind = person ? ACTOR_PERSON : ACTOR_STRANGER, .person = person};
}

bool api_is_foreign_page(const struct http_request *request)
{
    return http_request_is_foreign(request) &&
           http_request_header(request, "Authorization").size == 0;
}

void api_refuse_stranger(const struct summit_api *api, const struct http_request *request,
                         struct http_response *response)
{
    struct refusal why;
    if (summit_api_explain(api, summit_api_session(request), &why)) {
        api_problem(response, &why);
    } else {
        api_refuse(response, REASON_NO_SESSION);
    }
}
