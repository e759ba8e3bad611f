/* SRTP ciphers on intel-ipsec-mb: the direct GCM functions, which are stateless but
 * for a context on the stack, and counter-mode jobs on a manager a thread.
 */
#include <intel-ipsec-mb.h>

#include "peer/srtp.h"

_Static_assert(sizeof(struct gcm_key_data) <= SRTP_CIPHER_STATE, "a GCM key fits");

static IMB_MGR *shared; /* function pointers for this processor; never changes after start */
static _Thread_local IMB_MGR *of_thread; /* jobs; lives as long as its thread */

static IMB_MGR *manager_new(void)
{
    IMB_MGR *manager = alloc_mb_mgr(0);
    if (manager) {
        IMB_ARCH arch;
        init_mb_mgr_auto(manager, &arch);
    }
    return manager;
}

static bool start(void)
{
    if (!shared) {
        shared = manager_new();
    }
    return shared && imb_get_errno(shared) == 0;
}

static void key_init(struct srtp_key *key, enum srtp_profile profile,
                     const uint8_t cipher_key[SRTP_KEY_SIZE])
{
    if (profile == SRTP_AEAD_AES_128_GCM) {
        IMB_AES128_GCM_PRE(shared, cipher_key, (struct gcm_key_data *)(void *)key->cipher);
    } else {
        _Alignas(16) uint8_t unused_decrypt_keys[16 * 11];
        IMB_AES_KEYEXP_128(shared, cipher_key, key->cipher, unused_decrypt_keys);
    }
}

static void key_deinit(struct srtp_key *key)
{
    explicit_bzero(key, sizeof(*key));
}

static void gcm_seal(struct srtp_key *key, const uint8_t iv[12], struct bytes aad, struct bytes in,
                     uint8_t *out, uint8_t tag[16])
{
    struct gcm_context_data context;
    IMB_AES128_GCM_ENC(shared, (const struct gcm_key_data *)(const void *)key->cipher, &context,
                       out, in.data, in.size, iv, aad.data, aad.size, tag, 16);
}

static void gcm_open(struct srtp_key *key, const uint8_t iv[12], struct bytes aad, struct bytes in,
                     uint8_t *out, const uint8_t tag[16], bool *is_right)
{
    struct gcm_context_data context;
    uint8_t expected[16], given[16];
    memcpy(given, tag, sizeof(given)); /* it may stand where `out` is written */
    IMB_AES128_GCM_DEC(shared, (const struct gcm_key_data *)(const void *)key->cipher, &context,
                       out, in.data, in.size, iv, aad.data, aad.size, expected, 16);
    *is_right = bytes_equal_constant_time(expected, given, sizeof(expected));
}

static IMB_MGR *jobs(void)
{
    if (!of_thread) {
        of_thread = manager_new();
        ASSERT(of_thread);
    }
    return of_thread;
}

static void cm_crypt(struct srtp_key *key, const uint8_t iv[16], struct bytes in, uint8_t *out)
{
    if (in.size == 0) {
        return;
    }
    IMB_MGR *manager = jobs();
    IMB_JOB *job = IMB_GET_NEXT_JOB(manager);
    job->cipher_mode = IMB_CIPHER_CNTR;
    job->cipher_direction = IMB_DIR_ENCRYPT;
    job->chain_order = IMB_ORDER_CIPHER_HASH;
    job->hash_alg = IMB_AUTH_NULL;
    job->key_len_in_bytes = SRTP_KEY_SIZE;
    job->enc_keys = key->cipher;
    job->dec_keys = key->cipher;
    job->src = in.data;
    job->dst = out;
    job->cipher_start_src_offset_in_bytes = 0;
    job->msg_len_to_cipher_in_bytes = in.size;
    job->iv = iv;
    job->iv_len_in_bytes = 16;
    job = IMB_SUBMIT_JOB(manager);
    while (!job) {
        job = IMB_FLUSH_JOB(manager);
    }
    ASSERT(job->status == IMB_STATUS_COMPLETED);
}

/* The messages go side by side in the lanes of a vector. A key's hash states begin with the
 * five words that the library wants.
 */
static void cm_tags(const struct srtp_key *key, const struct bytes *messages, size_t count,
                    uint8_t (*tags)[SRTP_HASH_SIZE])
{
    IMB_MGR *manager = jobs();
    size_t done = 0;
    for (size_t i = 0; i < count; i++) {
        IMB_JOB *job = IMB_GET_NEXT_JOB(manager);
        job->cipher_mode = IMB_CIPHER_NULL;
        job->cipher_direction = IMB_DIR_ENCRYPT;
        job->chain_order = IMB_ORDER_HASH_CIPHER;
        job->hash_alg = IMB_AUTH_HMAC_SHA_1;
        job->src = messages[i].data;
        job->hash_start_src_offset_in_bytes = 0;
        job->msg_len_to_hash_in_bytes = messages[i].size;
        job->auth_tag_output = tags[i];
        job->auth_tag_output_len_in_bytes = SRTP_HASH_SIZE;
        job->u.HMAC._hashed_auth_key_xor_ipad = key->inner;
        job->u.HMAC._hashed_auth_key_xor_opad = key->outer;
        for (job = IMB_SUBMIT_JOB(manager); job; job = IMB_GET_COMPLETED_JOB(manager)) {
            ASSERT(job->status == IMB_STATUS_COMPLETED);
            done++;
        }
    }
    while (done < count) {
        const IMB_JOB *job = IMB_FLUSH_JOB(manager);
        ASSERT(job && job->status == IMB_STATUS_COMPLETED);
        done++;
    }
}

const struct srtp_backend srtp_backend_ipsec_mb = {
    .name = "ipsec-mb",
    .start = start,
    .key_init = key_init,
    .key_deinit = key_deinit,
    .gcm_seal = gcm_seal,
    .gcm_open = gcm_open,
    .cm_crypt = cm_crypt,
    .cm_tags = cm_tags,
};
