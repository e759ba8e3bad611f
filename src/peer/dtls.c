/*
 *   DTLS_NEW --first datagram or start--> DTLS_HANDSHAKING --keys--> DTLS_DONE
 *                                               |                        |
 *                                   refused, too slow               lingered
 *                                               v                        v
 *                                          DTLS_FAILED              DTLS_FREED
 */
#include "peer/dtls.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

enum { CERTIFICATE_DAYS = 30, GCM_SALT_SIZE = 12, CM_SALT_SIZE = 14 };

struct dtls_identity {
    SSL_CTX *passive, *active;
    uint8_t fingerprint[DTLS_FINGERPRINT_SIZE];
};

/* ---- identity ---- */

static X509 *certificate_new(EVP_PKEY *key)
{
    X509 *certificate = X509_new();
    if (!certificate) {
        return NULL;
    }
    X509_NAME *name = X509_get_subject_name(certificate);
    bool good = X509_set_version(certificate, 2) == 1 &&
                ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1) == 1 &&
                X509_gmtime_adj(X509_getm_notBefore(certificate), -24L * 3600) &&
                X509_gmtime_adj(X509_getm_notAfter(certificate), CERTIFICATE_DAYS * 24L * 3600) &&
                X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                           (const unsigned char *)"plenary", -1, -1, 0) == 1 &&
                X509_set_issuer_name(certificate, name) == 1 &&
                X509_set_pubkey(certificate, key) == 1 &&
                X509_sign(certificate, key, EVP_sha256()) > 0;
    if (!good) {
        X509_free(certificate);
        return NULL;
    }
    return certificate;
}

/* Any certificate may come: what counts is its fingerprint, checked after. */
static int accept_any(int preverified, X509_STORE_CTX *store)
{
    (void)preverified, (void)store;
    return 1;
}

static SSL_CTX *context_new(EVP_PKEY *key, X509 *certificate)
{
    SSL_CTX *context = SSL_CTX_new(DTLS_method());
    if (!context) {
        return NULL;
    }
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, accept_any);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_QUERY_MTU |
                                     SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_read_ahead(context, 1);
    /* SSL_CTX_set_tlsext_use_srtp answers 0 when it worked. */
    bool good =
        SSL_CTX_set_min_proto_version(context, DTLS1_2_VERSION) == 1 &&
        SSL_CTX_set_cipher_list(context, "ECDHE-ECDSA-AES128-GCM-SHA256:"
                                         "ECDHE-ECDSA-CHACHA20-POLY1305:"
                                         "ECDHE-ECDSA-AES256-GCM-SHA384:"
                                         "ECDHE-ECDSA-AES128-SHA") == 1 &&
        SSL_CTX_set1_groups_list(context, "X25519:P-256") == 1 &&
        SSL_CTX_use_certificate(context, certificate) == 1 &&
        SSL_CTX_use_PrivateKey(context, key) == 1 &&
        SSL_CTX_set_tlsext_use_srtp(context, "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80") == 0;
    if (!good) {
        SSL_CTX_free(context);
        return NULL;
    }
    return context;
}

struct dtls_identity *dtls_identity_new(void)
{
    struct dtls_identity *identity = calloc(1, sizeof(*identity));
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = key ? certificate_new(key) : NULL;
    if (identity && certificate) {
        identity->passive = context_new(key, certificate);
        identity->active = context_new(key, certificate);
    }
    bool good = identity && identity->passive && identity->active &&
                X509_digest(certificate, EVP_sha256(), identity->fingerprint, NULL) == 1;
    static struct dtls_bio unused;
    BIO_free(dtls_bio_new(&unused)); /* makes its method while there is one thread */
    X509_free(certificate);
    EVP_PKEY_free(key);
    ERR_clear_error();
    if (!good) {
        dtls_identity_free(identity);
        return NULL;
    }
    return identity;
}

void dtls_identity_free(struct dtls_identity *identity)
{
    if (identity) {
        SSL_CTX_free(identity->passive);
        SSL_CTX_free(identity->active);
        free(identity);
    }
}

const uint8_t *dtls_identity_fingerprint(const struct dtls_identity *identity)
{
    return identity->fingerprint;
}

/* ---- life ---- */

void dtls_init(struct dtls *dtls, enum dtls_role role, struct dtls_identity *identity,
               const uint8_t remote_fingerprint[DTLS_FINGERPRINT_SIZE])
{
    *dtls = (struct dtls){
        .role = role,
        .state = DTLS_NEW,
        .identity = identity,
        .retransmit_us = NEVER_US,
        .free_at_us = NEVER_US,
    };
    memcpy(dtls->remote_fingerprint, remote_fingerprint, DTLS_FINGERPRINT_SIZE);
}

static void free_ssl(struct dtls *dtls)
{
    SSL_free(dtls->ssl);
    dtls->ssl = NULL;
    dtls->retransmit_us = NEVER_US;
    dtls->free_at_us = NEVER_US;
}

void dtls_deinit(struct dtls *dtls)
{
    free_ssl(dtls);
}

static void set_state(struct dtls *dtls, enum dtls_state state)
{
    static const enum dtls_state from[] = {
        [DTLS_HANDSHAKING] = DTLS_NEW,
        [DTLS_DONE] = DTLS_HANDSHAKING,
        [DTLS_FAILED] = DTLS_HANDSHAKING,
        [DTLS_FREED] = DTLS_DONE,
    };
    ASSERT(state != DTLS_NEW && dtls->state == from[state]);
    dtls->state = state;
}

static bool make_ssl(struct dtls *dtls, uint64_t now_us)
{
    bool passive = dtls->role == DTLS_PASSIVE;
    dtls->ssl = SSL_new(passive ? dtls->identity->passive : dtls->identity->active);
    BIO *bio = dtls->ssl ? dtls_bio_new(&dtls->bio) : NULL;
    if (!bio) {
        free_ssl(dtls);
        return false;
    }
    SSL_set_bio(dtls->ssl, bio, bio);
    SSL_set_mtu(dtls->ssl, DTLS_MTU);
    if (passive) {
        SSL_set_accept_state(dtls->ssl);
    } else {
        SSL_set_connect_state(dtls->ssl);
    }
    dtls->started_us = now_us;
    set_state(dtls, DTLS_HANDSHAKING);
    return true;
}

static void aim(struct dtls *dtls, struct datagram_sink *sink, const struct address *to)
{
    dtls->bio.sink = sink;
    dtls->bio.to = *to;
}

static void note_timer(struct dtls *dtls, uint64_t now_us)
{
    struct timeval left;
    dtls->retransmit_us = dtls->ssl && DTLSv1_get_timeout(dtls->ssl, &left) == 1
                              ? now_us + (uint64_t)left.tv_sec * SECOND_US + (uint64_t)left.tv_usec
                              : NEVER_US;
}

/* ---- the end of a handshake ---- */

static bool fingerprint_fits(const struct dtls *dtls)
{
    uint8_t fingerprint[EVP_MAX_MD_SIZE];
    X509 *certificate = SSL_get1_peer_certificate(dtls->ssl);
    bool fits =
        certificate && X509_digest(certificate, EVP_sha256(), fingerprint, NULL) == 1 &&
        bytes_equal_constant_time(fingerprint, dtls->remote_fingerprint, DTLS_FINGERPRINT_SIZE);
    X509_free(certificate);
    return fits;
}

/* RFC 5764 4.2: client key, server key, client salt, server salt. */
static bool export_keys(const struct dtls *dtls, struct dtls_keys *keys)
{
    static const char label[] = "EXTRACTOR-dtls_srtp";
    const SRTP_PROTECTION_PROFILE *profile = SSL_get_selected_srtp_profile(dtls->ssl);
    if (!profile) {
        return false;
    }
    bool is_gcm = profile->id == SRTP_AEAD_AES_128_GCM;
    size_t salt_size = is_gcm ? GCM_SALT_SIZE : CM_SALT_SIZE;
    uint8_t material[2 * (SRTP_KEY_SIZE + SRTP_SALT_MAX)];
    size_t size = 2 * (SRTP_KEY_SIZE + salt_size);
    if (SSL_export_keying_material(dtls->ssl, material, size, label, sizeof(label) - 1, NULL, 0,
                                   0) != 1) {
        return false;
    }
    struct srtp_master client = {0}, server = {0};
    memcpy(client.key, material, SRTP_KEY_SIZE);
    memcpy(server.key, material + SRTP_KEY_SIZE, SRTP_KEY_SIZE);
    memcpy(client.salt, material + 2 * SRTP_KEY_SIZE, salt_size);
    memcpy(server.salt, material + 2 * SRTP_KEY_SIZE + salt_size, salt_size);
    explicit_bzero(material, sizeof(material));
    keys->profile = is_gcm ? SRTP_AEAD_AES_128_GCM : SRTP_AES128_CM_HMAC_SHA1_80;
    keys->send = dtls->role == DTLS_PASSIVE ? server : client;
    keys->receive = dtls->role == DTLS_PASSIVE ? client : server;
    return true;
}

static enum drop fail(struct dtls *dtls)
{
    set_state(dtls, DTLS_FAILED);
    free_ssl(dtls);
    return DROP_DTLS_FAILED;
}

static enum drop go_on(struct dtls *dtls, uint64_t now_us, struct dtls_keys *keys, bool *done)
{
    ERR_clear_error(); /* SSL_get_error believes whatever an earlier user left there */
    int result = SSL_do_handshake(dtls->ssl);
    int error = SSL_get_error(dtls->ssl, result);
    ERR_clear_error();
    if (result != 1) {
        if (error != SSL_ERROR_WANT_READ) {
            return fail(dtls);
        }
        note_timer(dtls, now_us);
        return DROP_NONE;
    }
    if (!fingerprint_fits(dtls) || !export_keys(dtls, keys)) {
        return fail(dtls);
    }
    set_state(dtls, DTLS_DONE);
    dtls->retransmit_us = NEVER_US;
    dtls->free_at_us = dtls->role == DTLS_PASSIVE ? now_us + DTLS_LINGER_US : NEVER_US;
    *done = true;
    return DROP_NONE;
}

/* After the handshake: a repeated last flight is answered, close_notify is heard. */
static void read_on(struct dtls *dtls, bool *closed)
{
    uint8_t ignored[256];
    ERR_clear_error();
    int size = SSL_read(dtls->ssl, ignored, sizeof(ignored));
    if (size <= 0) {
        int error = SSL_get_error(dtls->ssl, size);
        *closed = error == SSL_ERROR_ZERO_RETURN || error == SSL_ERROR_SSL;
    }
    ERR_clear_error();
}

/* ---- the goodbye ---- */

struct goodbye_sink {
    struct datagram_sink sink;
    struct dtls *dtls;
};

static void keep_goodbye(struct datagram_sink *sink, const struct address *to,
                         struct bytes datagram)
{
    struct dtls *dtls = CONTAINER_OF(sink, struct goodbye_sink, sink)->dtls;
    (void)to;
    if (datagram.size <= DTLS_GOODBYE_MAX) {
        memcpy(dtls->goodbye, datagram.data, datagram.size);
        dtls->goodbye_size = (uint8_t)datagram.size;
    }
}

static void say_goodbye(struct dtls *dtls, struct datagram_sink *sink, const struct address *to)
{
    aim(dtls, sink, to);
    SSL_shutdown(dtls->ssl);
    ERR_clear_error();
}

/* Seal the close_notify while we can: its record number will never be used again. */
void dtls_retire(struct dtls *dtls)
{
    struct goodbye_sink keeper = {.sink = {.send = keep_goodbye}, .dtls = dtls};
    say_goodbye(dtls, &keeper.sink, &dtls->bio.to);
    set_state(dtls, DTLS_FREED);
    free_ssl(dtls);
}

/* ---- entry points ---- */

void dtls_start(struct dtls *dtls, uint64_t now_us, struct datagram_sink *sink,
                const struct address *to)
{
    struct dtls_keys keys;
    bool done = false;
    ASSERT(dtls->role == DTLS_ACTIVE);
    aim(dtls, sink, to);
    if (make_ssl(dtls, now_us)) {
        enum drop ignored = go_on(dtls, now_us, &keys, &done);
        (void)ignored; /* the state tells */
    }
}

enum drop dtls_receive(struct dtls *dtls, struct bytes datagram, uint64_t now_us,
                       struct datagram_sink *sink, const struct address *to, struct dtls_keys *keys,
                       bool *done, bool *closed)
{
    *done = *closed = false;
    if (datagram.size < DTLS_RECORD_HEADER_SIZE || datagram.data[0] < 20 || datagram.data[0] > 63 ||
        load_be16(datagram.data + 11) > datagram.size - DTLS_RECORD_HEADER_SIZE) {
        return DROP_DTLS_MALFORMED;
    }
    if (dtls->state == DTLS_FREED || dtls->state == DTLS_FAILED) {
        return DROP_DTLS_FINISHED;
    }
    if (dtls->state == DTLS_NEW && (dtls->role == DTLS_ACTIVE || !make_ssl(dtls, now_us))) {
        return DROP_DTLS_FAILED;
    }
    aim(dtls, sink, to);
    dtls->bio.input = datagram;
    enum drop drop = DROP_NONE;
    if (dtls->state == DTLS_HANDSHAKING) {
        drop = go_on(dtls, now_us, keys, done);
    } else {
        read_on(dtls, closed);
    }
    dtls->bio.input = (struct bytes){0};
    return drop;
}

void dtls_settle(struct dtls *dtls, uint64_t now_us)
{
    if (dtls->state == DTLS_DONE && dtls->role == DTLS_PASSIVE) {
        dtls->free_at_us = MIN(dtls->free_at_us, now_us);
    }
}

void dtls_tick(struct dtls *dtls, uint64_t now_us, struct datagram_sink *sink,
               const struct address *to)
{
    if (dtls->state == DTLS_HANDSHAKING) {
        if (now_us - dtls->started_us >= DTLS_HANDSHAKE_US) {
            set_state(dtls, DTLS_FAILED);
            free_ssl(dtls);
        } else if (now_us >= dtls->retransmit_us) {
            aim(dtls, sink, to);
            DTLSv1_handle_timeout(dtls->ssl);
            ERR_clear_error();
            note_timer(dtls, now_us);
            dtls->retransmit_us = MAX(dtls->retransmit_us, now_us + 10 * MS_US);
        }
    } else if (now_us >= dtls->free_at_us) {
        dtls_retire(dtls);
    }
}

uint64_t dtls_next_deadline(const struct dtls *dtls)
{
    uint64_t give_up_us =
        dtls->state == DTLS_HANDSHAKING ? dtls->started_us + DTLS_HANDSHAKE_US : NEVER_US;
    return MIN(give_up_us, MIN(dtls->retransmit_us, dtls->free_at_us));
}

void dtls_close(struct dtls *dtls, struct datagram_sink *sink, const struct address *to)
{
    if (dtls->state == DTLS_DONE) {
        say_goodbye(dtls, sink, to);
    } else if (dtls->state == DTLS_FREED && dtls->goodbye_size > 0) {
        sink->send(sink, to, bytes_of(dtls->goodbye, dtls->goodbye_size));
    }
}
