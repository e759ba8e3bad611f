/* The hash functions of libcrypto that work on the caller's memory are marked as
 * deprecated; those that replace them allocate at each call, which hostile input
 * must not make us do.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "wire/hmac.h"

#include <openssl/sha.h>

enum { BLOCK_SIZE = 64 };

static void xor_pad(uint8_t pad[BLOCK_SIZE], const uint8_t key[BLOCK_SIZE], uint8_t value)
{
    for (size_t i = 0; i < BLOCK_SIZE; i++) {
        pad[i] = key[i] ^ value;
    }
}

void hmac_sha1(struct bytes key, const struct bytes *parts, size_t count,
               uint8_t tag[HMAC_SHA1_SIZE])
{
    uint8_t block[BLOCK_SIZE] = {0}, pad[BLOCK_SIZE], inner[SHA_DIGEST_LENGTH];
    SHA_CTX context;
    if (key.size > BLOCK_SIZE) {
        SHA1_Init(&context);
        SHA1_Update(&context, key.data, key.size);
        SHA1_Final(block, &context);
    } else if (key.size > 0) {
        memcpy(block, key.data, key.size);
    }
    xor_pad(pad, block, 0x36);
    SHA1_Init(&context);
    SHA1_Update(&context, pad, BLOCK_SIZE);
    for (size_t i = 0; i < count; i++) {
        SHA1_Update(&context, parts[i].data, parts[i].size);
    }
    SHA1_Final(inner, &context);
    xor_pad(pad, block, 0x5c);
    SHA1_Init(&context);
    SHA1_Update(&context, pad, BLOCK_SIZE);
    SHA1_Update(&context, inner, sizeof(inner));
    SHA1_Final(tag, &context);
}

void hmac_sha256(struct bytes key, const struct bytes *parts, size_t count,
                 uint8_t tag[HMAC_SHA256_SIZE])
{
    uint8_t block[BLOCK_SIZE] = {0}, pad[BLOCK_SIZE], inner[SHA256_DIGEST_LENGTH];
    SHA256_CTX context;
    if (key.size > BLOCK_SIZE) {
        SHA256_Init(&context);
        SHA256_Update(&context, key.data, key.size);
        SHA256_Final(block, &context);
    } else if (key.size > 0) {
        memcpy(block, key.data, key.size);
    }
    xor_pad(pad, block, 0x36);
    SHA256_Init(&context);
    SHA256_Update(&context, pad, BLOCK_SIZE);
    for (size_t i = 0; i < count; i++) {
        SHA256_Update(&context, parts[i].data, parts[i].size);
    }
    SHA256_Final(inner, &context);
    xor_pad(pad, block, 0x5c);
    SHA256_Init(&context);
    SHA256_Update(&context, pad, BLOCK_SIZE);
    SHA256_Update(&context, inner, sizeof(inner));
    SHA256_Final(tag, &context);
}
