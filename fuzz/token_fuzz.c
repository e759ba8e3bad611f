/* Tokens: no text is a token unless it was signed; and any body that is signed is read
 * to a token which is written as the same text, or refused.
 */
#include "base/base64url.h"
#include "wire/hmac.h"
#include "wire/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t key[TOKEN_KEY_SIZE] = "the key of this fuzzer, no other";

static void check_again(const struct token *token, struct bytes text)
{
    char again[TOKEN_TEXT_MAX + 1];
    struct token same;
    ASSERT(token->role == ROLE_VIEWER || token->role == ROLE_SPEAKER);
    ASSERT(strlen(token->room) <= TOKEN_ROOM_MAX && strlen(token->name) <= TOKEN_NAME_MAX);
    ASSERT(token->expiry_s > 0);
    token_write(token, key, again);
    ASSERT(strlen(again) == text.size);
    ASSERT(token_parse(bytes_of_text(again), key, 0, &same) == TOKEN_OK);
    ASSERT(strcmp(same.room, token->room) == 0 && strcmp(same.name, token->name) == 0);
    ASSERT(same.person == token->person && same.expiry_s == token->expiry_s);
}

/* The input as a body: sign it, as if the fuzzer knew the key. */
static void check_signed(struct bytes body)
{
    uint8_t whole[256], tag[HMAC_SHA256_SIZE];
    char text[512];
    struct token token;
    hmac_sha256(bytes_of(key, sizeof(key)), &body, 1, tag);
    struct writer writer = writer_of(whole, sizeof(whole));
    writer_put(&writer, body);
    writer_put(&writer, bytes_of(tag, 16));
    struct writer characters = writer_of(text, sizeof(text));
    base64url_write(&characters, writer_bytes(&writer));
    if (writer.failed) {
        return;
    }
    struct bytes signed_text = writer_bytes(&characters);
    enum token_problem problem = token_parse(signed_text, key, 0, &token);
    ASSERT(problem != TOKEN_FORGED || body.size == 0);
    if (problem == TOKEN_OK) {
        check_again(&token, signed_text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes input = bytes_of(data, size);
    struct token token;
    if (token_parse(input, key, 0, &token) == TOKEN_OK) {
        check_again(&token, input);
    }
    check_signed(input);

    /* base64url has one spelling: what is read is written the same. */
    static uint8_t bytes[4096];
    static uint8_t text[4096];
    struct writer read = writer_of(bytes, sizeof(bytes)), written = writer_of(text, sizeof(text));
    if (size <= sizeof(text) && base64url_read(&read, input)) {
        base64url_write(&written, writer_bytes(&read));
        ASSERT(bytes_equal(writer_bytes(&written), input));
    }
    return 0;
}
