#include "node/api_bulk.h"

#include "node/api_parts.h"
#include "node/summit_bulk.h"

enum { INVITATION_DAYS = 30 };

void invitation_draw(struct random_source *random, char secret[INVITATION_SECRET_TEXT],
                     struct digest *hash)
{
    uint8_t bits[INVITATION_SECRET_SIZE];
    struct writer writer = writer_of(secret, INVITATION_SECRET_TEXT);
    random->fill(random, bits, sizeof(bits));
    base64url_write(&writer, bytes_of(bits, sizeof(bits)));
    api_hash(writer_bytes(&writer), hash->bytes);
}

/* ---- who may, one at a time ---- */

static bool is_director(const struct summit_api *api, const struct actor *actor)
{
    return actor->kind == ACTOR_PERSON &&
           summit_role_of(api->host->durable, actor) == SUMMIT_ROLE_DIRECTOR;
}

size_t api_bulk_body_max(const struct summit_api *api, const struct http_request *request)
{
    bool is_import = request->method == HTTP_POST &&
                     bytes_equal_text(request->path, "/api/v1/import") && api->host;
    if (!is_import) {
        return HTTP_BODY_MAX;
    }
    struct actor actor = api_actor(api, request);
    return is_director(api, &actor) ? IMPORT_SIZE_MAX : HTTP_BODY_MAX;
}

static bool may(const struct summit_api *api, const struct http_request *request,
                const struct actor *actor, struct http_response *response)
{
    if (request->method != HTTP_POST) {
        writer_text(&response->headers, "Allow: POST\r\n");
        api_refuse(response, REASON_POST_HERE);
    } else if (api_is_foreign_page(request)) {
        api_refuse(response, REASON_FOREIGN_PAGE);
    } else if (actor->kind == ACTOR_STRANGER) {
        api_refuse(response, REASON_NO_DIRECTOR);
    } else if (!is_director(api, actor)) {
        api_refuse(response, REASON_ONLY_DIRECTOR);
    } else if (api->bulk->is_taken) {
        api_refuse(response, REASON_BUSY);
    } else {
        return true;
    }
    return false;
}

static void done(struct host_call *call, const struct host_answer *answer)
{
    struct summit_api *api = CONTAINER_OF(call, struct api_exchange, call)->api;
    api_answered(call, answer);
    api->host->ports.zero(api->host->ports.context, api->bulk, sizeof(*api->bulk));
}

/* Append what was added; `write` answers once it is durable. */
static void commit(struct summit_api *api, struct http_response *response,
                   void (*write)(struct api_exchange *, const struct host_answer *,
                                 struct http_response *))
{
    struct api_exchange *exchange = api->ports.begin(api->ports.context);
    if (!exchange) {
        summit_bulk_end(api->host, BULK_UNDO, NULL);
        api_refuse(response, REASON_BUSY);
        return;
    }
    exchange->api = api;
    exchange->write = write;
    exchange->call.answered = done;
    exchange->response = response;
    api->bulk->is_taken = true;
    summit_bulk_end(api->host, BULK_COMMIT, &exchange->call);
    if (api->bulk->is_taken) {
        exchange->response = NULL;
        api->ports.defer(api->ports.context, exchange);
    } else {
        api->ports.end(api->ports.context, exchange);
    }
}

/* ---- import ---- */

static void write_ids(struct writer *writer, const char *name, const uint32_t *ids, uint32_t count)
{
    writer_format(writer, ",\"%s\":[", name);
    for (uint32_t i = 0; i < count; i++) {
        writer_format(writer, "%s%u", i > 0 ? "," : "", ids[i]);
    }
    writer_u8(writer, ']');
}

static void write_import(struct api_exchange *exchange, const struct host_answer *answer,
                         struct http_response *response)
{
    const struct api_bulk *bulk = exchange->api->bulk;
    response->status = 200;
    response->content_type = "application/json";
    writer_format(&response->body, "{\"sequence\":%llu,\"rows\":%u",
                  (unsigned long long)answer->sequence, bulk->row_count);
    write_ids(&response->body, "locations", bulk->locations, bulk->location_count);
    write_ids(&response->body, "people", bulk->people, bulk->person_count);
    writer_text(&response->body, "}\n");
}

static const struct refusal *add_entry(struct summit_api *api, const struct actor *actor,
                                       struct roster_entry *entry)
{
    struct api_bulk *bulk = api->bulk;
    const struct refusal *problem = entry->problem;
    if (!problem && entry->has_location) {
        uint32_t *id = &bulk->locations[bulk->location_count];
        problem = summit_bulk_add(api->host, actor, &entry->location, id);
        if (!problem) {
            bulk->location_count++;
            roster_locate(entry, *id);
        }
    }
    if (!problem && entry->has_person) {
        problem =
            summit_bulk_add(api->host, actor, &entry->person, &bulk->people[bulk->person_count]);
        bulk->person_count += problem == NULL;
    }
    return problem;
}

static void write_row_problem(struct writer *writer, const struct roster_entry *entry,
                              const struct refusal *problem, uint32_t count)
{
    if (count > IMPORT_PROBLEMS_MAX) {
        return;
    }
    writer_format(writer, "%s{\"line\":%u", count > 1 ? "," : "", entry->line);
    if (entry->column) {
        writer_format(writer, ",\"column\":\"%s\"", entry->column);
    }
    writer_u8(writer, ',');
    refusal_write(writer, problem);
    writer_u8(writer, '}');
}

/* All rows into the state ahead. True when each was taken; else `response` names the bad ones. */
static bool add_rows(struct summit_api *api, const struct actor *actor,
                     struct http_response *response)
{
    struct api_bulk *bulk = api->bulk;
    struct roster_entry entry;
    uint32_t problems = 0;
    struct writer rows = writer_of(bulk->document, sizeof(bulk->document));
    while (roster_next(&bulk->roster, summit_bulk_state(api->host), &entry)) {
        const struct refusal *problem = add_entry(api, actor, &entry);
        bulk->row_count++;
        if (problem) {
            write_row_problem(&rows, &entry, problem, ++problems);
        }
    }
    if (problems == 0) {
        return true;
    }
    api_refuse(response, REASON_ROWS_NOT_GOOD, .count = problems, .total = bulk->row_count);
    response->body.at -= strlen("}\n");
    writer_format(&response->body, ",\"problems\":%u,\"rows\":[", problems);
    writer_put(&response->body, writer_bytes(&rows));
    writer_text(&response->body, "]}\n");
    return false;
}

static void handle_import(struct summit_api *api, const struct http_request *request,
                          const struct actor *actor, struct http_response *response)
{
    struct api_bulk *bulk = api->bulk;
    if (!http_has_content_type(request, "text/csv")) {
        api_refuse(response, REASON_SEND_CSV);
        return;
    }
    enum reason busy = summit_bulk_begin(api->host);
    if (busy) {
        api_refuse(response, busy);
        return;
    }
    bulk->row_count = bulk->location_count = bulk->person_count = 0;
    const struct refusal *problem = roster_open(&bulk->roster, request->body);
    bool is_good = !problem && add_rows(api, actor, response);
    if (problem) {
        api_problem(response, problem);
    }
    if (is_good && summit_bulk_count(api->host) > 0 &&
        !bytes_equal_text(http_request_parameter(request, "dry_run"), "1")) {
        commit(api, response, write_import);
        return;
    }
    summit_bulk_end(api->host, BULK_UNDO, NULL);
    if (is_good) {
        response->status = 200;
        response->content_type = "application/json";
        writer_format(&response->body,
                      "{\"dry_run\":true,\"rows\":%u,\"location_count\":%u,\"person_count\":%u}\n",
                      bulk->row_count, bulk->location_count, bulk->person_count);
    }
}

/* ---- invitations ---- */

static void write_invitations(struct api_exchange *exchange, const struct host_answer *answer,
                              struct http_response *response)
{
    struct api_bulk *bulk = exchange->api->bulk;
    struct writer writer = writer_of(bulk->document, sizeof(bulk->document));
    response->status = 200;
    writer_text(&response->headers, "Cache-Control: no-store\r\n");
    if (bulk->next) {
        writer_format(&response->headers, "Plenary-Next: %u\r\n", bulk->next);
    }
    switch (bulk->format) {
    case BULK_CSV:
        response->content_type = "text/csv; charset=utf-8";
        writer_text(&response->headers,
                    "Content-Disposition: attachment; filename=\"invitations.csv\"\r\n");
        invitation_list_write_csv(&writer, &bulk->list);
        break;
    case BULK_PAGE:
        api_page_headers(response);
        invitation_list_write_page(&writer, &bulk->list);
        break;
    case BULK_JSON:
    default:
        response->content_type = "application/json";
        writer_format(&writer, "{\"sequence\":%llu,\"count\":%u",
                      (unsigned long long)answer->sequence, bulk->list.count);
        if (bulk->next) {
            writer_format(&writer, ",\"next\":%u", bulk->next);
        }
        writer_text(&writer, ",\"invitations\":[");
        invitation_list_write_json(&writer, &bulk->list);
        writer_text(&writer, "]}\n");
    }
    ASSERT(!writer.failed);
    response->static_body = writer_bytes(&writer);
}

struct issue {
    struct actor actor;
    int64_t expires_ms;
    uint32_t after;
    uint32_t people; /* index of the list in the document; 0: by choice */
    struct invitation_choice choice;
};

/* False with a sentence. */
static bool read_choice(const struct json_document *document, struct issue *issue,
                        const char **problem)
{
    const struct json_value *values = document->values;
    uint32_t role = json_member(document, 0, "role"), again = json_member(document, 0, "again");
    issue->people = json_member(document, 0, "people");
    if (issue->people && values[issue->people].type != JSON_ARRAY) {
        *problem = "\"people\" is a list of ids.";
        return false;
    }
    issue->choice.again = again && values[again].type == JSON_TRUE;
    uint32_t found;
    if (role && enum_find(ENUM_ROLE, values[role].text, &found)) {
        issue->choice.is_of_role = true;
        issue->choice.role = (enum summit_role)found;
    }
    *problem = "There is no such role.";
    return !role || issue->choice.is_of_role;
}

static const char *read_issue(struct summit_api *api, const struct http_request *request,
                              struct issue *issue)
{
    struct json_document *document = &api->scratch.document;
    struct writer memory = writer_of(api->scratch.memory, sizeof(api->scratch.memory));
    int64_t after = 0;
    const char *problem =
        json_parse(document, request->body.size > 0 ? request->body : bytes_of_text("{}"), &memory);
    if (problem || document->values[0].type != JSON_OBJECT) {
        return problem ? problem
                       : "POST {\"people\": [ids]}, {\"role\": \"delegate\"} or {}, for all.";
    }
    uint32_t expires = json_member(document, 0, "expires_ms"),
             from = json_member(document, 0, "after");
    issue->expires_ms =
        api->host->ports.now_ms(api->host->ports.context) + INT64_C(86400000) * INVITATION_DAYS;
    if (expires && !json_integer(&document->values[expires], &issue->expires_ms)) {
        return "\"expires_ms\" is a time in ms since 1970.";
    }
    if (from &&
        (!json_integer(&document->values[from], &after) || after < 0 || after > UINT32_MAX)) {
        return "\"after\" is the id of a person.";
    }
    issue->after = (uint32_t)after;
    return read_choice(document, issue, &problem) ? NULL : problem;
}

static const struct refusal *invite(struct summit_api *api, const struct issue *issue,
                                    uint32_t person)
{
    struct api_bulk *bulk = api->bulk;
    struct summit_command command = {.kind = COMMAND_INVITATION_ISSUE};
    struct command_invitation_issue *fields = &command.fields.invitation_issue;
    struct invitation_row *row = &bulk->rows[bulk->list.count];
    fields->person = row->person = person;
    fields->expires_ms = issue->expires_ms;
    invitation_draw(api->ports.random, row->secret, &fields->secret_hash);
    const struct refusal *problem =
        summit_bulk_add(api->host, &issue->actor, &command, &row->invitation);
    bulk->list.count += problem == NULL;
    return problem;
}

static const struct refusal *refuse_all(struct api_bulk *bulk, const struct grounds *grounds)
{
    refusal_make(&bulk->refusal, grounds);
    return &bulk->refusal;
}
#define no_invitations(bulk, ...) refuse_all(bulk, &(const struct grounds){.reason = __VA_ARGS__})

/* Those who are named. NULL, or why none gets one. */
static const struct refusal *invite_named(struct summit_api *api, const struct issue *issue)
{
    const struct json_value *values = api->scratch.document.values;
    struct api_bulk *bulk = api->bulk;
    uint32_t count = values[issue->people].count, at = issue->people + 1;
    if (count > INVITATIONS_AT_ONCE) {
        return no_invitations(bulk, REASON_TOO_MANY_PEOPLE);
    }
    for (uint32_t i = 0; i < count; i++, at = values[at].next) {
        int64_t id;
        if (!json_integer(&values[at], &id) || id < 1 || id > UINT32_MAX) {
            return no_invitations(bulk, REASON_PEOPLE_NOT_IDS);
        }
        bulk->people[i] =
            (uint32_t)id; /* apart: inviting uses the scratch that the document lies in */
    }
    for (uint32_t i = 0; i < count; i++) {
        const struct refusal *problem = invite(api, issue, bulk->people[i]);
        if (problem) {
            return no_invitations(bulk, REASON_PERSON_NOT_INVITED, .person = bulk->people[i],
                                  .problem = bytes_of_text(problem->sentence));
        }
    }
    return NULL;
}

static const struct refusal *invite_chosen(struct summit_api *api, const struct issue *issue)
{
    struct api_bulk *bulk = api->bulk;
    const struct summit_state *state = summit_bulk_state(api->host);
    invitation_list_mark(state, api->host->ports.now_ms(api->host->ports.context), bulk->has);
    uint32_t last = issue->after;
    STATE_EACH(state, ENTITY_PERSON, person, person)
    {
        if (person->id <= issue->after ||
            !invitation_list_wants(&issue->choice, person, bulk->has)) {
            continue;
        }
        if (bulk->list.count == INVITATIONS_AT_ONCE) {
            bulk->next = last;
            break;
        }
        const struct refusal *problem = invite(api, issue, person->id);
        if (problem) {
            return problem;
        }
        last = person->id;
    }
    return NULL;
}

/* Where the links lead: where this request came. */
static void note_origin(struct summit_api *api, const struct http_request *request)
{
    struct api_bulk *bulk = api->bulk;
    struct bytes host = http_request_header(request, "Host");
    snprintf(bulk->origin, sizeof(bulk->origin), "%s://%.*s", api->is_secure ? "https" : "http",
             (int)MIN(host.size, 255u), (const char *)host.data);
    bulk->list = (struct invitation_list){
        .state = api->host->durable, .rows = bulk->rows, .origin = bytes_of_text(bulk->origin)};
}

bool invitation_host_is_plain(struct bytes host)
{
    for (size_t i = 0; i < host.size; i++) {
        uint8_t c = host.data[i];
        bool is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        if (!is_letter && !(c >= '0' && c <= '9') && !strchr(".-:[]", c)) {
            return false;
        }
    }
    return host.size > 0 && host.size <= 255;
}

static void handle_issue(struct summit_api *api, const struct http_request *request,
                         const struct actor *actor, struct http_response *response)
{
    struct api_bulk *bulk = api->bulk;
    struct issue issue = {.actor = *actor};
    struct bytes format = http_request_parameter(request, "format");
    const char *problem = read_issue(api, request, &issue);
    if (!problem && !invitation_host_is_plain(http_request_header(request, "Host"))) {
        problem = "The links need a Host to lead to.";
    }
    if (problem) {
        api_refuse(response, REASON_MALFORMED, .problem = bytes_of_text(problem));
        return;
    }
    enum reason busy = summit_bulk_begin(api->host);
    if (busy) {
        api_refuse(response, busy);
        return;
    }
    bulk->next = 0;
    bulk->format = bytes_equal_text(format, "html")  ? BULK_PAGE
                   : bytes_equal_text(format, "csv") ? BULK_CSV
                                                     : BULK_JSON;
    note_origin(api, request);
    const struct refusal *why =
        issue.people ? invite_named(api, &issue) : invite_chosen(api, &issue);
    if (!why && bulk->list.count == 0) {
        why = no_invitations(bulk, REASON_ALL_ARE_INVITED);
    }
    if (why) {
        summit_bulk_end(api->host, BULK_UNDO, NULL);
        api_problem(response, why);
        return;
    }
    commit(api, response, write_invitations);
}

bool api_bulk_handle(struct summit_api *api, struct bytes name, struct bytes second,
                     const struct http_request *request, struct http_response *response)
{
    bool is_import = bytes_equal_text(name, "import") && second.size == 0;
    if (!is_import &&
        !(bytes_equal_text(name, "invitations") && bytes_equal_text(second, "issue-many"))) {
        return false;
    }
    struct actor actor = api_actor(api, request);
    if (may(api, request, &actor, response)) {
        if (is_import) {
            handle_import(api, request, &actor, response);
        } else {
            handle_issue(api, request, &actor, response);
        }
    }
    return true;
}
