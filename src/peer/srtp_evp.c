/* SRTP ciphers on OpenSSL's EVP: contexts are made with the key and only re-armed
 * with an IV for each packet. A thread keeps one for each cipher that was given back, so
 * that keys made for one packet allocate nothing.
 */
#include <openssl/evp.h>

#include "peer/srtp.h"

static EVP_CIPHER_CTX **context_of(struct srtp_key *key)
{
    return (EVP_CIPHER_CTX **)(void *)key->cipher;
}

static _Thread_local EVP_CIPHER_CTX *spare_gcm, *spare_ctr;

static EVP_CIPHER_CTX **spare_of(const EVP_CIPHER_CTX *context)
{
    return EVP_CIPHER_CTX_get_mode(context) == EVP_CIPH_GCM_MODE ? &spare_gcm : &spare_ctr;
}

static bool start(void)
{
    return true;
}

static void key_init(struct srtp_key *key, enum srtp_profile profile,
                     const uint8_t cipher_key[SRTP_KEY_SIZE])
{
    bool is_gcm = profile == SRTP_AEAD_AES_128_GCM;
    EVP_CIPHER_CTX **spare = is_gcm ? &spare_gcm : &spare_ctr;
    EVP_CIPHER_CTX *context = *spare;
    *spare = NULL;
    if (context) {
        ASSERT(EVP_CipherInit_ex(context, NULL, NULL, cipher_key, NULL, 1) == 1);
    } else {
        context = EVP_CIPHER_CTX_new();
        ASSERT(context);
        ASSERT(EVP_CipherInit_ex(context, is_gcm ? EVP_aes_128_gcm() : EVP_aes_128_ctr(), NULL,
                                 cipher_key, NULL, 1) == 1);
    }
    *context_of(key) = context;
}

static void key_deinit(struct srtp_key *key)
{
    EVP_CIPHER_CTX *context = *context_of(key), **spare = spare_of(context);
    if (*spare) {
        EVP_CIPHER_CTX_free(context);
    } else {
        *spare = context;
    }
    explicit_bzero(key, sizeof(*key));
}

static void update(EVP_CIPHER_CTX *context, uint8_t *out, struct bytes in)
{
    int written;
    if (in.size > 0) {
        ASSERT(EVP_CipherUpdate(context, out, &written, in.data, (int)in.size) == 1);
    }
}

static void gcm_seal(struct srtp_key *key, const uint8_t iv[12], struct bytes aad, struct bytes in,
                     uint8_t *out, uint8_t tag[16])
{
    EVP_CIPHER_CTX *context = *context_of(key);
    int written;
    uint8_t none[16];
    ASSERT(EVP_CipherInit_ex(context, NULL, NULL, NULL, iv, 1) == 1);
    update(context, NULL, aad);
    update(context, out, in);
    ASSERT(EVP_CipherFinal_ex(context, none, &written) == 1);
    ASSERT(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, tag) == 1);
}

static void gcm_open(struct srtp_key *key, const uint8_t iv[12], struct bytes aad, struct bytes in,
                     uint8_t *out, const uint8_t tag[16], bool *is_right)
{
    EVP_CIPHER_CTX *context = *context_of(key);
    int written;
    uint8_t none[16], given[16];
    memcpy(given, tag, sizeof(given));
    ASSERT(EVP_CipherInit_ex(context, NULL, NULL, NULL, iv, 0) == 1);
    ASSERT(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, 16, given) == 1);
    update(context, NULL, aad);
    update(context, out, in);
    *is_right = EVP_CipherFinal_ex(context, none, &written) == 1;
}

static void cm_crypt(struct srtp_key *key, const uint8_t iv[16], struct bytes in, uint8_t *out)
{
    EVP_CIPHER_CTX *context = *context_of(key);
    ASSERT(EVP_CipherInit_ex(context, NULL, NULL, NULL, iv, 1) == 1);
    update(context, out, in);
}

const struct srtp_backend srtp_backend_evp = {
    .name = "evp",
    .start = start,
    .key_init = key_init,
    .key_deinit = key_deinit,
    .gcm_seal = gcm_seal,
    .gcm_open = gcm_open,
    .cm_crypt = cm_crypt,
};
