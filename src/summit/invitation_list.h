/* Invitations to hand out: each person's link, to print as cards, to mail from a table, or as JSON.
 * The links hold the secrets, which are in no state: who makes a list draws them for it.
 */
#ifndef PLENARY_SUMMIT_INVITATION_LIST_H
#define PLENARY_SUMMIT_INVITATION_LIST_H

#include "summit/state.h"

enum {
    INVITATION_SECRET_SIZE = 16,
    INVITATION_SECRET_TEXT = 22,
    INVITATION_CARD_MAX = 24576, /* bytes of one in any list; a page has some more around it */
};

struct invitation_row {
    uint32_t person, invitation;
    char secret[INVITATION_SECRET_TEXT]; /* base64url */
};

struct invitation_list {
    const struct summit_state *state; /* with these people and invitations */
    const struct invitation_row *rows;
    uint32_t count;
    struct bytes origin; /* of the links: https://summit.example.org */
};

/* {"person":16,"invitation":2,"name":"...","link":"..."}, with commas between. */
void invitation_list_write_json(struct writer *writer, const struct invitation_list *list);
void invitation_list_write_csv(struct writer *writer, const struct invitation_list *list);
/* A card each, in the person's language, with the link as a QR code for a phone's camera. */
void invitation_list_write_page(struct writer *writer, const struct invitation_list *list);

/* Who shall get one: of that role or any, not banned; unless `again`, only who has none now. */
struct invitation_choice {
    bool is_of_role, again;
    enum summit_role role;
};
enum { INVITATION_PEOPLE_WORDS = 65536 / 64 };
/* A bit for each person (by id % 65536) who has an invitation that was or can be opened. */
void invitation_list_mark(const struct summit_state *state, int64_t now_ms,
                          uint64_t has[INVITATION_PEOPLE_WORDS]);
bool invitation_list_wants(const struct invitation_choice *choice,
                           const struct summit_person *person,
                           const uint64_t has[INVITATION_PEOPLE_WORDS]);

#endif
