/* HMAC against the vectors of RFC 2202 3 (SHA-1) and RFC 4231 4 (SHA-256). */
#include <setjmp.h>
#include <stdarg.h>

#include "wire/hmac.h"

#include <cmocka.h>

struct vector {
    const char *key;
    size_t key_size;
    const char *message;
    size_t message_size;
    const char *tag;
};

#define TEXT(text)   (text), sizeof(text) - 1
#define FOUR(text)   text text text text
#define TWENTY(text) FOUR(text) FOUR(text) FOUR(text) FOUR(text) FOUR(text)
#define FIFTY(text)  TWENTY(text) TWENTY(text) text text text text text text text text text text
#define KEY_25                                                                                     \
    "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16"     \
    "\x17\x18\x19"

static const struct vector sha1_vectors[] = {
    {TEXT(TWENTY("\x0b")), TEXT("Hi There"),
     "\xb6\x17\x31\x86\x55\x05\x72\x64\xe2\x8b\xc0\xb6\xfb\x37\x8c\x8e\xf1\x46\xbe\x00"},
    {TEXT("Jefe"), TEXT("what do ya want for nothing?"),
     "\xef\xfc\xdf\x6a\xe5\xeb\x2f\xa2\xd2\x74\x16\xd5\xf1\x84\xdf\x9c\x25\x9a\x7c\x79"},
    {TEXT(TWENTY("\xaa")), TEXT(FIFTY("\xdd")),
     "\x12\x5d\x73\x42\xb9\xac\x11\xcd\x91\xa3\x9a\xf4\x8a\xa1\x7b\x4f\x63\xf1\x75\xd3"},
    {TEXT(KEY_25), TEXT(FIFTY("\xcd")),
     "\x4c\x90\x07\xf4\x02\x62\x50\xc6\xbc\x84\x14\xf9\xbf\x50\xc8\x6c\x2d\x72\x35\xda"},
    {TEXT(TWENTY("\x0c")), TEXT("Test With Truncation"),
     "\x4c\x1a\x03\x42\x4b\x55\xe0\x7f\xe7\xf2\x7b\xe1\xd5\x8b\xb9\x32\x4a\x9a\x5a\x04"},
    {TEXT(FOUR(TWENTY("\xaa"))), TEXT("Test Using Larger Than Block-Size Key - Hash Key First"),
     "\xaa\x4a\xe5\xe1\x52\x72\xd0\x0e\x95\x70\x56\x37\xce\x8a\x3b\x55\xed\x40\x21\x12"},
    {TEXT(FOUR(TWENTY("\xaa"))),
     TEXT("Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data"),
     "\xe8\xe9\x9d\x0f\x45\x23\x7d\x78\x6d\x6b\xba\xa7\x96\x5c\x78\x08\xbb\xff\x1a\x91"},
};

#define KEY_131 FIFTY("\xaa") FIFTY("\xaa") TWENTY("\xaa") FOUR("\xaa") FOUR("\xaa") "\xaa\xaa\xaa"

static const struct vector sha256_vectors[] = {
    {TEXT(TWENTY("\x0b")), TEXT("Hi There"),
     "\xb0\x34\x4c\x61\xd8\xdb\x38\x53\x5c\xa8\xaf\xce\xaf\x0b\xf1\x2b"
     "\x88\x1d\xc2\x00\xc9\x83\x3d\xa7\x26\xe9\x37\x6c\x2e\x32\xcf\xf7"},
    {TEXT("Jefe"), TEXT("what do ya want for nothing?"),
     "\x5b\xdc\xc1\x46\xbf\x60\x75\x4e\x6a\x04\x24\x26\x08\x95\x75\xc7"
     "\x5a\x00\x3f\x08\x9d\x27\x39\x83\x9d\xec\x58\xb9\x64\xec\x38\x43"},
    {TEXT(TWENTY("\xaa")), TEXT(FIFTY("\xdd")),
     "\x77\x3e\xa9\x1e\x36\x80\x0e\x46\x85\x4d\xb8\xeb\xd0\x91\x81\xa7"
     "\x29\x59\x09\x8b\x3e\xf8\xc1\x22\xd9\x63\x55\x14\xce\xd5\x65\xfe"},
    {TEXT(KEY_25), TEXT(FIFTY("\xcd")),
     "\x82\x55\x8a\x38\x9a\x44\x3c\x0e\xa4\xcc\x81\x98\x99\xf2\x08\x3a"
     "\x85\xf0\xfa\xa3\xe5\x78\xf8\x07\x7a\x2e\x3f\xf4\x67\x29\x66\x5b"},
    {TEXT(KEY_131), TEXT("Test Using Larger Than Block-Size Key - Hash Key First"),
     "\x60\xe4\x31\x59\x1e\xe0\xb6\x7f\x0d\x8a\x26\xaa\xcb\xf5\xb7\x7f"
     "\x8e\x0b\xc6\x21\x37\x28\xc5\x14\x05\x46\x04\x0f\x0e\xe3\x7f\x54"},
    {TEXT(KEY_131),
     TEXT("This is a test using a larger than block-size key and a larger than block-size data. "
          "The key needs to be hashed before being used by the HMAC algorithm."),
     "\x9b\x09\xff\xa7\x1b\x94\x2f\xcb\x27\x63\x5f\xbc\xd5\xb0\xe9\x44"
     "\xbf\xdc\x63\x64\x4f\x07\x13\x93\x8a\x7f\x51\x53\x5c\x3a\x35\xe2"},
};

static void hmac_01_sha1_vectors_of_rfc2202(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(sha1_vectors); i++) {
        const struct vector *vector = &sha1_vectors[i];
        struct bytes message = bytes_of(vector->message, vector->message_size);
        uint8_t tag[HMAC_SHA1_SIZE];
        hmac_sha1(bytes_of(vector->key, vector->key_size), &message, 1, tag);
        assert_memory_equal(tag, vector->tag, sizeof(tag));
    }
}

static void hmac_02_sha256_vectors_of_rfc4231(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(sha256_vectors); i++) {
        const struct vector *vector = &sha256_vectors[i];
        struct bytes message = bytes_of(vector->message, vector->message_size);
        uint8_t tag[HMAC_SHA256_SIZE];
        hmac_sha256(bytes_of(vector->key, vector->key_size), &message, 1, tag);
        assert_memory_equal(tag, vector->tag, sizeof(tag));
    }
}

static void hmac_03_parts_are_one_message(void **state)
{
    (void)state;
    const char *message = sha256_vectors[5].message;
    size_t size = sha256_vectors[5].message_size;
    struct bytes key = bytes_of_text("key");
    struct bytes whole = bytes_of(message, size);
    uint8_t sha1[HMAC_SHA1_SIZE], sha256[HMAC_SHA256_SIZE];
    hmac_sha1(key, &whole, 1, sha1);
    hmac_sha256(key, &whole, 1, sha256);
    for (size_t cut = 0; cut <= size; cut++) {
        struct bytes parts[] = {bytes_of(message, cut), {0}, bytes_of(message + cut, size - cut)};
        uint8_t tag[HMAC_SHA256_SIZE];
        hmac_sha1(key, parts, COUNT_OF(parts), tag);
        assert_memory_equal(tag, sha1, sizeof(sha1));
        hmac_sha256(key, parts, COUNT_OF(parts), tag);
        assert_memory_equal(tag, sha256, sizeof(sha256));
    }
}

/* A key of exactly a block is used as it is; one byte more, and it is hashed. */
static void hmac_04_keys_around_the_block_size(void **state)
{
    (void)state;
    uint8_t key[65], zeros[65] = {0}, a[HMAC_SHA1_SIZE], b[HMAC_SHA1_SIZE];
    struct bytes message = bytes_of_text("message");
    memset(key, 0x42, sizeof(key));
    hmac_sha1(bytes_of(key, 64), &message, 1, a);
    hmac_sha1(bytes_of(key, 65), &message, 1, b);
    assert_memory_not_equal(a, b, sizeof(a));
    /* Short keys are filled up with zeros, so these three are the same key. */
    hmac_sha1((struct bytes){0}, &message, 1, a);
    hmac_sha1(bytes_of(zeros, 64), &message, 1, b);
    assert_memory_equal(a, b, sizeof(a));
    hmac_sha1(bytes_of(zeros, 65), &message, 1, b);
    assert_memory_not_equal(a, b, sizeof(a));
}

static void hmac_05_no_part_is_an_empty_message(void **state)
{
    (void)state;
    struct bytes empty = {0};
    uint8_t a[HMAC_SHA256_SIZE], b[HMAC_SHA256_SIZE];
    hmac_sha256(bytes_of_text("key"), NULL, 0, a);
    hmac_sha256(bytes_of_text("key"), &empty, 1, b);
    assert_memory_equal(a, b, sizeof(a));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hmac_01_sha1_vectors_of_rfc2202),
        cmocka_unit_test(hmac_02_sha256_vectors_of_rfc4231),
        cmocka_unit_test(hmac_03_parts_are_one_message),
        cmocka_unit_test(hmac_04_keys_around_the_block_size),
        cmocka_unit_test(hmac_05_no_part_is_an_empty_message),
    };
    return cmocka_run_group_tests_name("wire/hmac", tests, NULL, NULL);
}
