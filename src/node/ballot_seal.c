#include "node/ballot_seal.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

/* What a link is hashed with: to the next link, or to the key that seals. */
enum purpose { TO_NEXT = 1, TO_KEY = 2 };

static void derive(const uint8_t chain[SEAL_KEY_SIZE], enum purpose purpose,
                   uint8_t out[SEAL_KEY_SIZE])
{
    uint8_t text[SEAL_KEY_SIZE + 1];
    memcpy(text, chain, SEAL_KEY_SIZE);
    text[SEAL_KEY_SIZE] = (uint8_t)purpose;
    bool good = EVP_Digest(text, sizeof(text), out, NULL, EVP_sha256(), NULL) == 1;
    ASSERT(good);
    OPENSSL_cleanse(text, sizeof(text));
}

/* Go on to the link of that number; false when it was forgotten, or never was. */
static bool advance(struct seal_key *key, uint64_t number)
{
    enum { STEPS_MAX = 1 << 20 };
    if (number < key->number || number - key->number > STEPS_MAX) {
        return false;
    }
    for (; key->number < number; key->number++) {
        derive(key->chain, TO_NEXT, key->chain);
    }
    return true;
}

static bool decode(struct bytes text, uint8_t box[SEAL_SIZE])
{
    struct writer writer = writer_of(box, SEAL_SIZE);
    return text.size == SEAL_TEXT_SIZE && base64url_read(&writer, text) &&
           writer_bytes(&writer).size == SEAL_SIZE;
}

/* AES-256-GCM both ways, with the motion and the number as what is authenticated beside. */
static bool crypt(const struct seal_key *key, uint32_t motion, uint8_t box[SEAL_SIZE],
                  uint8_t votes[8 * SEAL_CHOICES], int is_encrypting)
{
    uint8_t secret[SEAL_KEY_SIZE], beside[12];
    uint8_t *nonce = box + 8, *sealed = nonce + SEAL_NONCE_SIZE, *tag = sealed + 8 * SEAL_CHOICES;
    int size;
    derive(key->chain, TO_KEY, secret);
    store_be32(beside, motion);
    store_be64(beside + 4, key->number);
    EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
    bool good = cipher &&
                EVP_CipherInit_ex(cipher, EVP_aes_256_gcm(), NULL, secret, nonce, is_encrypting) &&
                EVP_CipherUpdate(cipher, NULL, &size, beside, sizeof(beside)) &&
                EVP_CipherUpdate(cipher, is_encrypting ? sealed : votes, &size,
                                 is_encrypting ? votes : sealed, 8 * SEAL_CHOICES);
    ASSERT(good);
    if (!is_encrypting) {
        EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_SET_TAG, SEAL_TAG_SIZE, tag);
    }
    good = EVP_CipherFinal_ex(cipher, secret, &size) == 1;
    if (is_encrypting) {
        good = good && EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, SEAL_TAG_SIZE, tag) == 1;
    }
    EVP_CIPHER_CTX_free(cipher);
    OPENSSL_cleanse(secret, sizeof(secret));
    return good;
}

/* The votes in `last`, and the key of the sealing after it. */
static enum seal_result open_last(struct seal_keys *keys, uint32_t motion, struct bytes last,
                                  int64_t votes[SEAL_CHOICES], struct seal_key *next)
{
    uint8_t box[SEAL_SIZE], plain[8 * SEAL_CHOICES];
    memset(votes, 0, SEAL_CHOICES * sizeof(*votes));
    if (!keys->load(keys, motion, next) || !decode(last, box) || !advance(next, load_be64(box)) ||
        !crypt(next, motion, box, plain, 0)) {
        return SEAL_NO_KEY;
    }
    for (size_t i = 0; i < SEAL_CHOICES; i++) {
        votes[i] = (int64_t)load_be64(plain + 8 * i);
    }
    OPENSSL_cleanse(plain, sizeof(plain));
    bool has_next = advance(next, next->number + 1);
    ASSERT(has_next);
    return SEAL_DONE;
}

enum seal_result ballot_seal_open(struct seal_keys *keys, uint32_t motion, struct bytes last,
                                  int64_t votes[SEAL_CHOICES])
{
    struct seal_key next;
    if (last.size == 0) {
        memset(votes, 0, SEAL_CHOICES * sizeof(*votes));
        return SEAL_DONE;
    }
    enum seal_result result = open_last(keys, motion, last, votes, &next);
    OPENSSL_cleanse(&next, sizeof(next));
    return result;
}

/* The first sealing's. One that is there already may have sealed what a crash will bring back. */
static enum seal_result first_key(struct seal_keys *keys, struct random_source *random,
                                  uint32_t motion, struct seal_key *key)
{
    if (keys->load(keys, motion, key) && key->number == 1) {
        return SEAL_DONE;
    }
    key->number = 1;
    random->fill(random, key->chain, sizeof(key->chain));
    return keys->create(keys, motion, key) ? SEAL_DONE : SEAL_FAILED;
}

enum seal_result ballot_seal_add(struct seal_keys *keys, struct random_source *random,
                                 uint32_t motion, struct bytes last,
                                 const int64_t votes[SEAL_CHOICES], uint8_t text[SEAL_TEXT_SIZE])
{
    struct seal_key key;
    int64_t sums[SEAL_CHOICES] = {0};
    uint8_t box[SEAL_SIZE], plain[8 * SEAL_CHOICES];
    enum seal_result result = last.size > 0 ? open_last(keys, motion, last, sums, &key)
                                            : first_key(keys, random, motion, &key);
    if (result == SEAL_DONE) {
        struct writer writer = writer_of(text, SEAL_TEXT_SIZE);
        for (size_t i = 0; i < SEAL_CHOICES; i++) {
            store_be64(plain + 8 * i, (uint64_t)(sums[i] + votes[i]));
        }
        store_be64(box, key.number);
        random->fill(random, box + 8, SEAL_NONCE_SIZE);
        bool good = crypt(&key, motion, box, plain, 1);
        ASSERT(good);
        base64url_write(&writer, bytes_of(box, sizeof(box)));
    }
    OPENSSL_cleanse(&key, sizeof(key));
    OPENSSL_cleanse(plain, sizeof(plain));
    OPENSSL_cleanse(sums, sizeof(sums));
    return result;
}

void ballot_seal_is_durable(struct seal_keys *keys, uint32_t motion, struct bytes text)
{
    struct seal_key key;
    uint8_t box[SEAL_SIZE];
    if (decode(text, box) && keys->load(keys, motion, &key) && key.number < load_be64(box) &&
        advance(&key, load_be64(box))) {
        keys->replace(keys, motion, &key);
    }
    OPENSSL_cleanse(&key, sizeof(key));
}
