#include "node/summit_api.h"

#include "node/api_bulk.h"
#include "node/api_parts.h"

/* ---- answers ---- */

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
    if (answer->refusal.reason) {
        api_problem(response, &answer->refusal);
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
        api_refuse(response, REASON_BUSY);
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

static void handle_command(struct summit_api *api, struct bytes name,
                           const struct http_request *request, struct http_response *response)
{
    enum summit_command_kind kind = command_kind_of(name);
    struct bytes key = http_request_header(request, "Idempotency-Key");
    uint8_t log_key[LOG_KEY_SIZE];
    if (kind == COMMAND_COUNT) {
        api_refuse(response, REASON_NO_SUCH_COMMAND);
        return;
    }
    if (!api_may_post(request, REASON_POST_COMMAND, response)) {
        return;
    }
    struct actor actor = api_actor(api, request);
    const char *sentence = command_parse_fields(&api->scratch, request->body, kind, &api->command);
    if (actor.kind == ACTOR_STRANGER && kind != COMMAND_INVITATION_OPEN) {
        api_refuse_stranger(api, request, response);
    } else if (sentence) {
        api_refuse(response, REASON_MALFORMED, .problem = bytes_of_text(sentence));
    } else if (key.size > CLIENT_ID_MAX) {
        api_refuse(response, REASON_KEY_TOO_LONG);
    } else if (!take_if_match(&api->command, request)) {
        api_refuse(response, REASON_IF_MATCH_NOT_GOOD);
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
    if (!api_may_post(request, REASON_POST_SECRET, response)) {
        return;
    }
    if (!secret || values[secret].type != JSON_STRING) {
        api_refuse(response, REASON_SECRET_MISSING);
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
    if (api_split_session(summit_api_session(request), &known, &key) &&
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

/* ---- routes ---- */

bool summit_api_handle(struct summit_api *api, const struct http_request *request,
                       struct http_response *response)
{
    struct bytes path = request->path, api_name, version, name, rest, second = {0};
    if (!http_path_next(&path, &api_name) || !bytes_equal_text(api_name, "api")) {
        return false;
    }
    if (!http_path_next(&path, &version) || !bytes_equal_text(version, "v1") ||
        !http_path_next(&path, &name)) {
        api_refuse(response, REASON_API_IS_ELSEWHERE);
        return true;
    }
    rest = path;
    bool has_second = http_path_next(&path, &second);
    if (bytes_equal_text(name, "openapi.json")) {
        api_handle_openapi(api, request, response);
    } else if (!api->host || api->host->phase == HOST_STARTS ||
               api->host->phase == HOST_IS_BROKEN) {
        api_refuse(response,
                   api->host && api->host->problem ? api->host->problem : REASON_NO_SUMMIT);
    } else if (bytes_equal_text(name, "public") && !has_second) {
        api_handle_public(api, request, response);
    } else if (bytes_equal_text(name, "commands") && has_second) {
        handle_command(api, second, request, response);
    } else if (bytes_equal_text(name, "invitations") && bytes_equal_text(second, "open")) {
        handle_open(api, request, response);
    } else if (!api_bulk_handle(api, name, second, request, response) &&
               !api_handle_caption(api, name, rest, request, response)) {
        api_handle_reading(api, name, rest, request, response);
    }
    return true;
}
