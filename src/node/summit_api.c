#include "node/summit_api.h"

#include "node/api_bulk.h"
#include "node/api_parts.h"
#include "summit/programme.h"
#include "summit/view.h"

enum { PAGE_DEFAULT = 100, PAGE_MAX = 1000 };

static const char no_session[] = "Open your invitation first, then send its session as "
                                 "Authorization: Bearer <session>.";
static const char no_foreign_page[] = "A page of another origin may not do this.";

/* ---- who asks ---- */

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

/* "p1.17.<key>": 17 and the key's text. */
static bool split_session(struct bytes session, uint32_t *invitation, struct bytes *key)
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

/* Whose session it is, banned or not. */
static const struct summit_person *holder_of(const struct summit_api *api, struct bytes session)
{
    uint32_t id;
    struct bytes key;
    uint8_t digest[32];
    if (!api->host || !split_session(session, &id, &key)) {
        return NULL;
    }
    const struct summit_invitation *invitation = state_invitation(api->host->durable, id);
    api_hash(key, digest);
    if (!invitation || invitation->status != SUMMIT_INVITATION_STATUS_OPENED ||
        !bytes_equal_constant_time(digest, invitation->device_hash.bytes, sizeof(digest))) {
        return NULL;
    }
    return state_person(api->host->durable, invitation->person);
}

uint32_t summit_api_person(const struct summit_api *api, struct bytes session)
{
    const struct summit_person *person = holder_of(api, session);
    return person && !person->banned ? person->id : 0;
}

struct actor api_actor(const struct summit_api *api, const struct http_request *request)
{
    uint32_t person = summit_api_person(api, summit_api_session(request));
    return (struct actor){.kind = person ? ACTOR_PERSON : ACTOR_STRANGER, .person = person};
}

/* A cookie travels by itself: a page of another origin must not act with it, nor sign one in. */
bool api_is_foreign_page(const struct http_request *request)
{
    return http_request_is_foreign(request) &&
           http_request_header(request, "Authorization").size == 0;
}

/* ---- answers ---- */

/* Nobody we know; or one we know too well, who is told so. */
static void refuse_stranger(const struct summit_api *api, const struct http_request *request,
                            struct http_response *response)
{
    char sentence[SENTENCE_MAX];
    const struct summit_person *person = holder_of(api, summit_api_session(request));
    enum summit_refusal refusal =
        person ? summit_may_enter(api->host->durable, person->id, 0, sentence) : REFUSED_NOT;
    if (refusal == REFUSED_BANNED) {
        api_problem(response, refusal_status(refusal), refusal_code(refusal), sentence);
    } else {
        api_problem(response, 401, "no_session", no_session);
    }
}

static void write_session(const struct api_exchange *exchange, struct http_response *response)
{
    const struct summit_api *api = exchange->api;
    const struct summit_state *state = api->host->durable;
    const struct summit_invitation *invitation = state_invitation_of(state, &exchange->secret_hash);
    ASSERT(invitation);
    writer_format(&response->headers,
                  "Set-Cookie: plenary=p1.%u.%s; Path=/; HttpOnly; SameSite=Strict; "
                  "Max-Age=2592000%s\r\n",
                  invitation->id, exchange->key, api->is_secure ? "; Secure" : "");
    writer_format(&response->body, ",\"session\":\"p1.%u.%s\",\"person\":%u,\"role\":\"%s\"",
                  invitation->id, exchange->key, invitation->person,
                  enum_name(ENUM_ROLE, state_person(state, invitation->person)->role));
}

void summit_api_answer(struct api_exchange *exchange, const struct host_answer *answer,
                       struct http_response *response)
{
    if (answer->status != 200) {
        api_problem(response, answer->status, answer->code, answer->sentence);
        return;
    }
    if (exchange->write) {
        exchange->write(exchange, answer, response);
        return;
    }
    response->status = 200;
    response->content_type = "application/json";
    writer_format(&response->body, "{\"sequence\":%llu,\"events\":[",
                  (unsigned long long)answer->sequence);
    writer_put(&response->body, exchange->opens ? (struct bytes){0} : answer->events);
    writer_u8(&response->body, ']');
    if (exchange->opens) {
        write_session(exchange, response);
    }
    writer_text(&response->body, "}\n");
}

void api_answered(struct host_call *call, const struct host_answer *answer)
{
    struct api_exchange *exchange = CONTAINER_OF(call, struct api_exchange, call);
    const struct api_ports *ports = &exchange->api->ports;
    exchange->is_answered = true;
    if (exchange->response) {
        summit_api_answer(exchange, answer, exchange->response);
    } else {
        ports->answer(ports->context, exchange, answer);
        ports->end(ports->context, exchange);
    }
}

/* ---- commands ---- */

/* If-Match: "17" is the revision that the command is for. */
static bool take_if_match(struct summit_command *command, const struct http_request *request)
{
    const struct field *field = record_field(&summit_commands[command->kind], "revision");
    struct bytes etag = http_request_header(request, "If-Match");
    uint32_t revision;
    if (etag.size == 0 || bytes_equal_text(etag, "*")) {
        return true;
    }
    if (!field || etag.size < 3 || etag.data[0] != '"' ||
        !api_number(bytes_of(etag.data + 1, etag.size - 2), &revision)) {
        return false;
    }
    int64_t value = revision;
    memcpy((uint8_t *)&command->fields + field->offset, &value, sizeof(value));
    return true;
}

const uint8_t *summit_api_key(const struct actor *actor, struct bytes key,
                              uint8_t out[LOG_KEY_SIZE])
{
    uint8_t text[5 + CLIENT_ID_MAX];
    if (key.size == 0) {
        return NULL;
    }
    ASSERT(key.size <= CLIENT_ID_MAX);
    text[0] = (uint8_t)actor->kind;
    store_be32(text + 1, actor->person);
    memcpy(text + 5, key.data, key.size);
    api_hash(bytes_of(text, 5 + key.size), out);
    return out;
}

/* NULL when there are too many, which is told. */
static struct api_exchange *begin(struct summit_api *api, struct http_response *response)
{
    struct api_exchange *exchange = api->ports.begin(api->ports.context);
    if (!exchange) {
        api_problem(response, 503, "busy", "The server has too much to do: send it again.");
    }
    return exchange;
}

static void ask(struct summit_api *api, const struct actor *actor, struct api_exchange *exchange,
                const uint8_t *key, struct http_response *response)
{
    exchange->api = api;
    exchange->call.answered = api_answered;
    exchange->response = response;
    summit_host_ask(api->host, actor, &api->command, key, &exchange->call);
    exchange->response = NULL;
    if (exchange->is_answered) {
        api->ports.end(api->ports.context, exchange);
    } else {
        api->ports.defer(api->ports.context, exchange);
    }
}

static const char send_json[] = "Send the body as application/json, in UTF-8.";

/* A body may go without a type; a form or plain text, which any page can send, it is not. */
static bool is_json(const struct http_request *request)
{
    return http_request_header(request, "Content-Type").size == 0 ||
           http_has_content_type(request, "application/json");
}

static void handle_command(struct summit_api *api, struct bytes name,
                           const struct http_request *request, struct http_response *response)
{
    enum summit_command_kind kind = command_kind_of(name);
    struct bytes key = http_request_header(request, "Idempotency-Key");
    uint8_t log_key[LOG_KEY_SIZE];
    if (kind == COMMAND_COUNT) {
        api_problem(response, 404, "not_found", "There is no command of this name.");
        return;
    }
    if (request->method != HTTP_POST) {
        writer_text(&response->headers, "Allow: POST\r\n");
        api_problem(response, 405, "malformed", "POST a command's fields here, as JSON.");
        return;
    }
    struct actor actor = api_actor(api, request);
    const char *sentence = command_parse_fields(&api->scratch, request->body, kind, &api->command);
    if (api_is_foreign_page(request)) {
        api_problem(response, 403, "not_allowed", no_foreign_page);
    } else if (actor.kind == ACTOR_STRANGER && kind != COMMAND_INVITATION_OPEN) {
        refuse_stranger(api, request, response);
    } else if (!is_json(request)) {
        api_problem(response, 415, "malformed", send_json);
    } else if (sentence) {
        api_problem(response, 400, "malformed", sentence);
    } else if (key.size > CLIENT_ID_MAX) {
        api_problem(response, 400, "malformed", "An Idempotency-Key has at most 64 characters.");
    } else if (!take_if_match(&api->command, request)) {
        api_problem(response, 412, "stale",
                    "If-Match takes one ETag as it was read, of what is edited.");
    } else {
        struct api_exchange *exchange = begin(api, response);
        if (exchange) {
            ask(api, &actor, exchange, summit_api_key(&actor, key, log_key), response);
        }
    }
}

/* POST {"secret":"<from the link>"}: binds the invitation to this device and signs it in. */
static void handle_open(struct summit_api *api, const struct http_request *request,
                        struct http_response *response)
{
    struct writer memory = writer_of(api->scratch.memory, sizeof(api->scratch.memory));
    const char *sentence = json_parse(&api->scratch.document, request->body, &memory);
    const struct json_value *values = api->scratch.document.values;
    uint32_t secret = 0, known;
    if (!sentence && values[0].type == JSON_OBJECT) {
        secret = json_member(&api->scratch.document, 0, "secret");
    }
    if (api_is_foreign_page(request)) {
        api_problem(response, 403, "not_allowed", no_foreign_page);
        return;
    }
    if (request->method != HTTP_POST) {
        writer_text(&response->headers, "Allow: POST\r\n");
        api_problem(response, 405, "malformed", "POST {\"secret\": \"...\"} here.");
        return;
    }
    if (!is_json(request)) {
        api_problem(response, 415, "malformed", send_json);
        return;
    }
    if (!secret || values[secret].type != JSON_STRING) {
        api_problem(response, 400, "malformed",
                    "POST {\"secret\": \"...\"} here, as the link has it.");
        return;
    }
    struct api_exchange *exchange = begin(api, response);
    if (!exchange) {
        return;
    }
    struct command_invitation_open *fields = &api->command.fields.invitation_open;
    struct bytes key;
    struct writer writer = writer_of(exchange->key, sizeof(exchange->key));
    api->command = (struct summit_command){.kind = COMMAND_INVITATION_OPEN};
    if (split_session(summit_api_session(request), &known, &key) &&
        key.size == BASE64URL_SIZE(SESSION_KEY_SIZE)) { /* the same device comes again */
        writer_put(&writer, key);
    } else {
        uint8_t bits[SESSION_KEY_SIZE];
        api->ports.random->fill(api->ports.random, bits, sizeof(bits));
        base64url_write(&writer, bytes_of(bits, sizeof(bits)));
    }
    struct bytes text = writer_bytes(&writer);
    writer_u8(&writer, 0);
    api_hash(values[secret].text, fields->secret_hash.bytes);
    api_hash(text, fields->device_hash.bytes);
    exchange->opens = true;
    exchange->secret_hash = fields->secret_hash;
    ask(api, &(struct actor){.kind = ACTOR_STRANGER}, exchange, NULL, response);
}

/* ---- reading ---- */

/* *number keeps its value where there is none of that name; false: it is no number, and that is
 * told.
 */
static bool read_number(const struct http_request *request, const char *name, uint32_t *number,
                        struct http_response *response)
{
    char sentence[80];
    struct bytes text = http_request_parameter(request, name);
    if (!text.data || api_number(text, number)) {
        return true;
    }
    snprintf(sentence, sizeof(sentence), "\"%s\" must be a whole number from 0 to 4294967295.",
             name);
    api_problem(response, 400, "malformed", sentence);
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
    api_problem(response, 405, "malformed", "This is for reading: GET it.");
    return false;
}

static void write_one(struct summit_api *api, enum summit_role role, enum summit_entity entity,
                      uint32_t id, const struct http_request *request,
                      struct http_response *response)
{
    char etag[32];
    if (!summit_entity_write(&response->body, api->host->durable, role, entity, id)) {
        api_problem(response, 404, "not_found",
                    "There is no such thing (any more), or not for you.");
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
            api_problem(response, 403, "not_allowed", "Your role does not see this list.");
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
        api_problem(response, 404, "not_found", "There is nothing at this address.");
        return;
    }
    if (is_result) {
        writer_text(&response->headers, "Vary: Accept\r\n");
    }
    if (!is_there) {
        api_problem(response, 404, "not_found", "There is no result (yet).");
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
        api_problem(response, 404, "not_found", "Ids are numbers.");
    } else if (!http_path_next(&rest, &what)) {
        write_one(api, role, entity, id, request, response);
    } else if (entity == ENTITY_MOTION) {
        handle_result(api, id, what, request, response);
    } else {
        api_problem(response, 404, "not_found", "There is nothing at this address.");
    }
}

/* Before one is invited; and whether one is signed in, so that nobody has to try with a 401. */
static void handle_public(struct summit_api *api, const struct http_request *request,
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
    char sentence[SENTENCE_MAX];
    if (!read_number(request, "room", &room, response)) {
        return;
    }
    enum summit_refusal refusal =
        room ? summit_may_enter(api->host->durable, actor->person, room, sentence) : REFUSED_NOT;
    if (refusal) {
        api_problem(response, refusal_status(refusal), refusal_code(refusal), sentence);
        return;
    }
    writer_text(&response->body, "{\"view\":");
    summit_view_write(&response->body, api->host->durable, role, room, 0,
                      api->host->ports.now_ms(api->host->ports.context));
    writer_text(&response->body, ",\"you\":");
    summit_view_own_write(&response->body, api->host->durable, actor->person, room);
    writer_text(&response->body, "}\n");
}

static void handle_reading(struct summit_api *api, struct bytes name, struct bytes rest,
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
        refuse_stranger(api, request, response);
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
        api_problem(response, 404, "not_found", "There is nothing at this address.");
    }
}

/* For everybody: it says nothing of this summit. */
static void handle_openapi(const struct summit_api *api, const struct http_request *request,
                           struct http_response *response)
{
    if (is_for_reading(request, response)) {
        response->status = 200;
        response->content_type = "application/json";
        response->static_body = api->openapi;
    }
}

bool summit_api_handle(struct summit_api *api, const struct http_request *request,
                       struct http_response *response)
{
    struct bytes path = request->path, api_name, version, name, rest, second = {0};
    if (!http_path_next(&path, &api_name) || !bytes_equal_text(api_name, "api")) {
        return false;
    }
    if (!http_path_next(&path, &version) || !bytes_equal_text(version, "v1") ||
        !http_path_next(&path, &name)) {
        api_problem(response, 404, "not_found", "The API is at /api/v1: see /api/v1/openapi.json.");
        return true;
    }
    rest = path;
    bool has_second = http_path_next(&path, &second);
    if (bytes_equal_text(name, "openapi.json")) {
        handle_openapi(api, request, response);
    } else if (!api->host || api->host->phase == HOST_STARTS ||
               api->host->phase == HOST_IS_BROKEN) {
        api_problem(response, 503, "no_summit",
                    api->host && api->host->problem ? api->host->problem
                                                    : "There is no summit on this server.");
    } else if (bytes_equal_text(name, "public") && !has_second) {
        handle_public(api, request, response);
    } else if (bytes_equal_text(name, "commands") && has_second) {
        handle_command(api, second, request, response);
    } else if (bytes_equal_text(name, "invitations") && bytes_equal_text(second, "open")) {
        handle_open(api, request, response);
    } else if (!api_bulk_handle(api, name, second, request, response)) {
        handle_reading(api, name, rest, request, response);
    }
    return true;
}
