#include "shell/tls.h"

#include <fcntl.h>
#include <limits.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include "shell/net.h"

static int choose_http(SSL *ssl, const unsigned char **out, unsigned char *out_size,
                       const unsigned char *in, unsigned in_size, void *context)
{
    static const unsigned char ours[] = "\x08http/1.1";
    (void)ssl, (void)context;
    int found = SSL_select_next_proto((unsigned char **)(uintptr_t)out, out_size, ours,
                                      sizeof(ours) - 1, in, in_size);
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

SSL_CTX *tls_server_new(const char *certificate_file, const char *key_file, const char **problem)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    *problem = "out of memory";
    if (!context) {
        return NULL;
    }
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_alpn_select_cb(context, choose_http, NULL);
    bool good = true;
    if (SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1 ||
        SSL_CTX_use_certificate_chain_file(context, certificate_file) != 1) {
        *problem = "the TLS certificate cannot be read: it must be a PEM file";
        good = false;
    } else if (SSL_CTX_use_PrivateKey_file(context, key_file, SSL_FILETYPE_PEM) != 1) {
        *problem = "the TLS key cannot be read, or is not the certificate's";
        good = false;
    }
    ERR_clear_error();
    if (!good) {
        SSL_CTX_free(context);
        return NULL;
    }
    return context;
}

/* ---- self-signed ---- */

static bool add_extension(X509 *certificate, int kind, const char *value)
{
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, kind, value);
    bool good = extension && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return good;
}

static void write_names(const struct address *addresses, size_t count, struct writer *names)
{
    writer_text(names, "DNS:localhost,IP:127.0.0.1,IP:::1");
    for (size_t i = 0; i < count; i++) {
        char text[NET_TEXT_MAX];
        net_format_ip(&addresses[i], text);
        writer_format(names, ",IP:%s", text);
    }
    writer_u8(names, 0);
}

static bool fill_certificate(X509 *certificate, EVP_PKEY *key, const char *names, uint32_t now_s)
{
    uint64_t serial;
    time_t now = now_s;
    X509_NAME *name = X509_get_subject_name(certificate);
    return RAND_bytes((unsigned char *)&serial, sizeof(serial)) == 1 &&
           X509_set_version(certificate, 2) == 1 &&
           ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1) == 1 &&
           X509_time_adj_ex(X509_getm_notBefore(certificate), 0, -3600, &now) &&
           X509_time_adj_ex(X509_getm_notAfter(certificate), TLS_CERTIFICATE_DAYS, 0, &now) &&
           X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                      (const unsigned char *)"Plenary, self-signed", -1, -1,
                                      0) == 1 &&
           X509_set_issuer_name(certificate, name) == 1 && X509_set_pubkey(certificate, key) == 1 &&
           add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE") &&
           add_extension(certificate, NID_subject_alt_name, names) &&
           X509_sign(certificate, key, EVP_sha256()) > 0;
}

static EVP_PKEY *read_key(const char *path)
{
    FILE *in = fopen(path, "re");
    EVP_PKEY *key = in ? PEM_read_PrivateKey(in, NULL, NULL, NULL) : NULL;
    if (in) {
        fclose(in);
    }
    return key;
}

/* Is it this key's, and good for some time? */
static bool is_fresh(const char *path, const EVP_PKEY *key, uint32_t now_s)
{
    time_t renew_at = now_s;
    FILE *in = fopen(path, "re");
    X509 *certificate = in ? PEM_read_X509(in, NULL, NULL, NULL) : NULL;
    renew_at += TLS_RENEW_DAYS * 24L * 3600;
    bool fresh = certificate && X509_check_private_key(certificate, key) == 1 &&
                 X509_cmp_time(X509_get0_notAfter(certificate), &renew_at) > 0;
    X509_free(certificate);
    if (in) {
        fclose(in);
    }
    return fresh;
}

/* Written aside and moved: whoever reads it meanwhile finds a whole one. */
static bool write_file(const char *path, mode_t mode, const EVP_PKEY *key, const X509 *certificate)
{
    char aside[PATH_MAX];
    int size = snprintf(aside, sizeof(aside), "%s.%d", path, (int)getpid());
    if (size < 0 || (size_t)size >= sizeof(aside)) {
        return false;
    }
    int fd = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    FILE *out = fd >= 0 ? fdopen(fd, "w") : NULL;
    bool good = out && (key ? PEM_write_PrivateKey(out, key, NULL, NULL, 0, NULL, NULL) == 1
                            : PEM_write_X509(out, certificate) == 1);
    good = out && fclose(out) == 0 && good && rename(aside, path) == 0;
    if (!good) {
        unlink(aside);
    }
    return good;
}

static bool make_certificate(const char *path, EVP_PKEY *key, const struct address *addresses,
                             size_t count, uint32_t now_s)
{
    char buffer[2048];
    struct writer names = writer_of(buffer, sizeof(buffer));
    write_names(addresses, count, &names);
    X509 *certificate = X509_new();
    bool good = !names.failed && certificate && fill_certificate(certificate, key, buffer, now_s) &&
                write_file(path, 0644, NULL, certificate);
    X509_free(certificate);
    return good;
}

enum tls_made tls_make_self_signed(const char *certificate_file, const char *key_file,
                                   const struct address *addresses, size_t count, uint32_t now_s)
{
    EVP_PKEY *key = read_key(key_file);
    bool good = key;
    enum tls_made made = key && is_fresh(certificate_file, key, now_s) ? TLS_KEPT : TLS_MADE;
    if (!key) {
        key = EVP_EC_gen("P-256");
        good = key && write_file(key_file, 0600, key, NULL);
    }
    if (good && made == TLS_MADE) {
        good = make_certificate(certificate_file, key, addresses, count, now_s);
    }
    EVP_PKEY_free(key);
    ERR_clear_error();
    return good ? made : TLS_FAILED;
}
