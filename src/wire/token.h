/* Tokens: who someone is, signed by the server, short enough for a link.
 *
 *   base64url( version 1 | role 1 | flags 1 | expiry s 4 | person 8 |
 *              room size 1 | room | name size 1 | name | HMAC-SHA256, first 16 bytes )
 *
 * A token is a bearer's secret: never logged, compared in constant time.
 */
#ifndef PLENARY_WIRE_TOKEN_H
#define PLENARY_WIRE_TOKEN_H

#include "base/bytes.h"

enum role { ROLE_VIEWER = 1, ROLE_SPEAKER = 2 };
enum { TOKEN_ROOM_MAX = 32, TOKEN_NAME_MAX = 64, TOKEN_KEY_SIZE = 32, TOKEN_TEXT_MAX = 256 };

struct token {
    enum role role;
    bool is_personal;     /* of the summit's person of that number: never in a token's text */
    bool sees_green_room; /* likewise */
    bool standby;         /* a speaker who is on stage only while no one else is */
    uint32_t expiry_s;    /* Unix time */
    uint64_t person;      /* who; drawn when the token is made */
    char room[TOKEN_ROOM_MAX + 1];
    char name[TOKEN_NAME_MAX + 1]; /* UTF-8, for display; may be empty */
};

enum token_problem { TOKEN_OK, TOKEN_MALFORMED, TOKEN_FORGED, TOKEN_EXPIRED };

/* Write the text form; room for TOKEN_TEXT_MAX + 1 bytes, zero-terminated. */
void token_write(const struct token *token, const uint8_t key[TOKEN_KEY_SIZE],
                 char text[TOKEN_TEXT_MAX + 1]);

/* Nothing of `token` is set unless TOKEN_OK. The signature is checked first. */
CHECK enum token_problem token_parse(struct bytes text, const uint8_t key[TOKEN_KEY_SIZE],
                                     uint32_t now_s, struct token *token);

/* Sentences for a 401, saying what to mend. */
const char *token_problem_text(enum token_problem problem);

#endif
