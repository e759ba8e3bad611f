/* The API's routes for many at once, for directors: POST /api/v1/import (a list of delegations and
 * people as CSV), POST /api/v1/invitations/issue-many (secrets drawn here, shown once).
 */
#ifndef PLENARY_NODE_API_BULK_H
#define PLENARY_NODE_API_BULK_H

#include "node/summit_api.h"
#include "summit/invitation_list.h"
#include "summit/roster.h"

enum {
    IMPORT_SIZE_MAX = 8 << 20, /* bytes of a list */
    IMPORT_PROBLEMS_MAX = 100, /* rows told of in one answer */
    INVITATIONS_AT_ONCE = 4096,
    BULK_DOCUMENT_SIZE = (INVITATIONS_AT_ONCE + 1) * INVITATION_CARD_MAX,
};

enum bulk_format { BULK_JSON, BULK_CSV, BULK_PAGE };

/* What one such request needs until it is durable; one at a time. Touched as needed. */
struct api_bulk {
    bool is_taken;
    enum bulk_format format;
    struct roster roster;
    uint32_t row_count;
    uint32_t location_count, person_count;
    uint32_t locations[HOST_BULK_EVENTS_MAX], people[HOST_BULK_EVENTS_MAX];
    uint32_t next; /* ask again for those after it; 0: all were served */
    struct invitation_list list;
    struct invitation_row rows[INVITATIONS_AT_ONCE];
    char origin[300];
    struct refusal refusal;
    uint64_t has[INVITATION_PEOPLE_WORDS];
    uint8_t document[BULK_DOCUMENT_SIZE];
};

/* False if the path is none of these. `name` and `second` are its parts after /api/v1. */
CHECK bool api_bulk_handle(struct summit_api *api, struct bytes name, struct bytes second,
                           const struct http_request *request, struct http_response *response);
/* How large a body this request may have. */
size_t api_bulk_body_max(const struct summit_api *api, const struct http_request *request);

/* A secret, and the hash that the log knows it by. */
void invitation_draw(struct random_source *random, char secret[INVITATION_SECRET_TEXT],
                     struct digest *hash);
/* Whether links may lead there: letters, digits, dots, hyphens, a port, or an IPv6 address in
 * brackets; nothing that would need escaping.
 */
CHECK bool invitation_host_is_plain(struct bytes host);

#endif
