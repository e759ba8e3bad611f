#include "shell/invite_command.h"

#include "node/api_bulk.h"
#include "shell/data.h"

static bool refuse(struct summit_store *store, const char *problem)
{
    snprintf(store->problem, sizeof(store->problem), "%s", problem);
    return false;
}

/* http(s)://HOST[:PORT] */
static bool url_is_plain(const char *url)
{
    const char *host = strncmp(url, "https://", 8) == 0  ? url + 8
                       : strncmp(url, "http://", 7) == 0 ? url + 7
                                                         : "";
    return invitation_host_is_plain(bytes_of_text(host));
}

static bool read_role(const char *name, struct invitation_choice *choice)
{
    uint32_t found;
    if (name && enum_find(ENUM_ROLE, bytes_of_text(name), &found)) {
        choice->is_of_role = true;
        choice->role = (enum summit_role)found;
    }
    return !name || choice->is_of_role;
}

static bool issue(struct summit_store *store, uint32_t person, int64_t expires_ms,
                  struct invitation_row *row)
{
    struct summit_command command = {.kind = COMMAND_INVITATION_ISSUE};
    struct command_invitation_issue *fields = &command.fields.invitation_issue;
    fields->person = row->person = person;
    fields->expires_ms = expires_ms;
    row->invitation = state_next_id(store->state, ENTITY_INVITATION);
    invitation_draw(&system_random, row->secret, &fields->secret_hash);
    return summit_store_command(store, &command);
}

static bool issue_all(struct summit_store *store, const struct invitation_choice *choice,
                      int64_t expires_ms, struct invitation_row *rows, uint32_t *count)
{
    static uint64_t has[INVITATION_PEOPLE_WORDS];
    invitation_list_mark(store->state, (int64_t)system_unix_time() * 1000, has);
    STATE_EACH(store->state, ENTITY_PERSON, person, person)
    {
        if (invitation_list_wants(choice, person, has) &&
            !issue(store, person->id, expires_ms, &rows[(*count)++])) {
            return false;
        }
    }
    return true;
}

static bool print(const struct invitation_list *list, bool is_page)
{
    size_t size = ((size_t)list->count + 1) * INVITATION_CARD_MAX;
    uint8_t *text = malloc(size);
    struct writer writer = writer_of(text, text ? size : 0);
    if (is_page) {
        invitation_list_write_page(&writer, list);
    } else {
        invitation_list_write_csv(&writer, list);
    }
    struct bytes all = writer_bytes(&writer);
    bool good =
        !writer.failed && fwrite(text, 1, all.size, stdout) == all.size && fflush(stdout) == 0;
    free(text);
    return good;
}

bool invite_run(struct summit_store *store, const struct invite_options *options)
{
    struct invitation_choice choice = {.again = options->again};
    int64_t expires_ms =
        ((int64_t)system_unix_time() + (int64_t)options->days * 86400) * INT64_C(1000);
    if (!url_is_plain(options->url)) {
        return refuse(store, "--url says where the links lead, e.g. https://summit.example.org");
    }
    if (!read_role(options->role, &choice)) {
        return refuse(store, "there is no such role");
    }
    struct invitation_row *rows =
        calloc(store->state->tables[ENTITY_PERSON].count + 1, sizeof(*rows));
    struct invitation_list list = {
        .state = store->state, .rows = rows, .origin = bytes_of_text(options->url)};
    bool good = rows && summit_store_begin(store) &&
                issue_all(store, &choice, expires_ms, rows, &list.count);
    if (good && list.count == 0) {
        good = refuse(store, "everybody who was asked for has an invitation; --again makes more");
    }
    good = good && summit_store_commit(store);
    if (good && !options->is_dry_run && !print(&list, options->is_page)) {
        good = refuse(store, "the list could not be printed: issue them --again");
    }
    free(rows);
    return good;
}
