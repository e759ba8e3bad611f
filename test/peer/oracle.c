#include "oracle.h"

#include <dlfcn.h>
#include <srtp2/srtp.h>
#include <stdlib.h>
#include <string.h>

struct oracle {
    srtp_t session;
};

typedef srtp_err_status_t (*transform)(srtp_t session, void *packet, int *size);

static void *function(const char *name)
{
    static void *library;
    if (!library) {
        library = dlopen("libsrtp2.so.1", RTLD_NOW | RTLD_LOCAL);
    }
    return library ? dlsym(library, name) : NULL;
}

struct oracle *oracle_new(bool is_gcm, const uint8_t *key, bool is_outbound)
{
    static bool is_started;
    srtp_err_status_t (*init)(void) = (srtp_err_status_t(*)(void))function("srtp_init");
    if (!init || (!is_started && init() != srtp_err_status_ok)) {
        return NULL;
    }
    is_started = true;
    void (*set)(srtp_crypto_policy_t *) = (void (*)(srtp_crypto_policy_t *))function(
        is_gcm ? "srtp_crypto_policy_set_aes_gcm_128_16_auth"
               : "srtp_crypto_policy_set_rtp_default");
    srtp_err_status_t (*create)(srtp_t *, const srtp_policy_t *) =
        (srtp_err_status_t(*)(srtp_t *, const srtp_policy_t *))function("srtp_create");
    uint8_t copy[64] = {0};
    memcpy(copy, key, is_gcm ? 28 : 30);
    srtp_policy_t policy = {.ssrc = {.type = is_outbound ? ssrc_any_outbound : ssrc_any_inbound},
                            .key = copy,
                            .window_size = 128};
    struct oracle *oracle = calloc(1, sizeof(*oracle));
    set(&policy.rtp);
    set(&policy.rtcp);
    if (!oracle || create(&oracle->session, &policy) != srtp_err_status_ok) {
        free(oracle);
        return NULL;
    }
    return oracle;
}

void oracle_free(struct oracle *oracle)
{
    ((srtp_err_status_t(*)(srtp_t))function("srtp_dealloc"))(oracle->session);
    free(oracle);
}

static bool run(struct oracle *oracle, const char *name, uint8_t *packet, size_t *size)
{
    int length = (int)*size;
    bool good = ((transform)function(name))(oracle->session, packet, &length) == srtp_err_status_ok;
    *size = (size_t)length;
    return good;
}

bool oracle_protect_rtp(struct oracle *oracle, uint8_t *packet, size_t *size)
{
    return run(oracle, "srtp_protect", packet, size);
}

bool oracle_protect_rtcp(struct oracle *oracle, uint8_t *packet, size_t *size)
{
    return run(oracle, "srtp_protect_rtcp", packet, size);
}

bool oracle_unprotect_rtp(struct oracle *oracle, uint8_t *packet, size_t *size)
{
    return run(oracle, "srtp_unprotect", packet, size);
}

bool oracle_unprotect_rtcp(struct oracle *oracle, uint8_t *packet, size_t *size)
{
    return run(oracle, "srtp_unprotect_rtcp", packet, size);
}
