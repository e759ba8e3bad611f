#include "wire/token.h"

#include "base/base64url.h"
#include "wire/hmac.h"

enum {
    VERSION = 1,
    FLAG_STANDBY = 1,
    TAG_SIZE = 16,
    BODY_MAX = 1 + 1 + 1 + 4 + 8 + 1 + TOKEN_ROOM_MAX + 1 + TOKEN_NAME_MAX,
};

_Static_assert(BASE64URL_SIZE(BODY_MAX + TAG_SIZE) <= TOKEN_TEXT_MAX, "a token's text fits");

static void sign(struct bytes body, const uint8_t key[TOKEN_KEY_SIZE],
                 uint8_t tag[HMAC_SHA256_SIZE])
{
    hmac_sha256(bytes_of(key, TOKEN_KEY_SIZE), &body, 1, tag);
}

void token_write(const struct token *token, const uint8_t key[TOKEN_KEY_SIZE],
                 char text[TOKEN_TEXT_MAX + 1])
{
    uint8_t buffer[BODY_MAX + TAG_SIZE], tag[HMAC_SHA256_SIZE];
    struct writer body = writer_of(buffer, sizeof(buffer));
    writer_u8(&body, VERSION);
    writer_u8(&body, (uint8_t)token->role);
    writer_u8(&body, token->standby ? FLAG_STANDBY : 0);
    writer_be32(&body, token->expiry_s);
    writer_be64(&body, token->person);
    writer_u8(&body, (uint8_t)strlen(token->room));
    writer_text(&body, token->room);
    writer_u8(&body, (uint8_t)strlen(token->name));
    writer_text(&body, token->name);
    sign(writer_bytes(&body), key, tag);
    writer_put(&body, bytes_of(tag, TAG_SIZE));
    struct writer out = writer_of(text, TOKEN_TEXT_MAX + 1);
    base64url_write(&out, writer_bytes(&body));
    writer_u8(&out, 0);
    ASSERT(!body.failed && !out.failed);
}

/* A text with its size before it, into a zero-terminated array of max + 1. */
static bool read_text(struct reader *reader, char *out, size_t max)
{
    struct bytes text = reader_take(reader, reader_u8(reader));
    if (reader->failed || text.size > max || (text.size > 0 && memchr(text.data, 0, text.size))) {
        return false;
    }
    memset(out, 0, max + 1);
    memcpy(out, text.data, text.size);
    return true;
}

enum token_problem token_parse(struct bytes text, const uint8_t key[TOKEN_KEY_SIZE], uint32_t now_s,
                               struct token *token)
{
    uint8_t buffer[BODY_MAX + TAG_SIZE], tag[HMAC_SHA256_SIZE];
    struct writer whole = writer_of(buffer, sizeof(buffer));
    if (!base64url_read(&whole, text) || writer_bytes(&whole).size <= TAG_SIZE) {
        return TOKEN_MALFORMED;
    }
    struct bytes body = bytes_of(buffer, writer_bytes(&whole).size - TAG_SIZE);
    sign(body, key, tag);
    if (!bytes_equal_constant_time(tag, body.data + body.size, TAG_SIZE)) {
        return TOKEN_FORGED;
    }
    struct token read = {0};
    struct reader reader = reader_of(body);
    uint8_t version = reader_u8(&reader);
    uint8_t role = reader_u8(&reader);
    read.standby = (reader_u8(&reader) & FLAG_STANDBY) != 0;
    read.expiry_s = reader_be32(&reader);
    read.person = reader_be64(&reader);
    if (!read_text(&reader, read.room, TOKEN_ROOM_MAX) ||
        !read_text(&reader, read.name, TOKEN_NAME_MAX) || reader_left(&reader) != 0 ||
        version != VERSION || (role != ROLE_VIEWER && role != ROLE_SPEAKER)) {
        return TOKEN_MALFORMED;
    }
    if (now_s >= read.expiry_s) {
        return TOKEN_EXPIRED;
    }
    read.role = (enum role)role;
    *token = read;
    return TOKEN_OK;
}

const char *token_problem_text(enum token_problem problem)
{
    switch (problem) {
    case TOKEN_OK:
        break;
    case TOKEN_MALFORMED:
        return "This is not a token of this summit: copy the whole link or token again.";
    case TOKEN_FORGED:
        return "This token was not signed by this server: ask the organiser for a new link.";
    case TOKEN_EXPIRED:
        return "This token has run out: ask the organiser for a new link.";
    }
    return "";
}
