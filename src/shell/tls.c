#include "shell/tls.h"

#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include "shell/net.h"

enum { CERTIFICATE_DAYS = 397 };

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

static bool fill_certificate(X509 *certificate, EVP_PKEY *key, const char *names)
{
    uint64_t serial;
    X509_NAME *name = X509_get_subject_name(certificate);
    return RAND_bytes((unsigned char *)&serial, sizeof(serial)) == 1 &&
           X509_set_version(certificate, 2) == 1 &&
           ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1) == 1 &&
           X509_gmtime_adj(X509_getm_notBefore(certificate), -3600) &&
           X509_gmtime_adj(X509_getm_notAfter(certificate), CERTIFICATE_DAYS * 24L * 3600) &&
           X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                      (const unsigned char *)"Plenary, self-signed", -1, -1,
                                      0) == 1 &&
           X509_set_issuer_name(certificate, name) == 1 &&
           X509_set_pubkey(certificate, key) == 1 &&
           add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE") &&
           add_extension(certificate, NID_subject_alt_name, names) &&
           X509_sign(certificate, key, EVP_sha256()) > 0;
}

static FILE *create(const char *path, mode_t mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    return fd >= 0 ? fdopen(fd, "w") : NULL;
}

static bool write_files(const char *certificate_file, const char *key_file, X509 *certificate,
                        EVP_PKEY *key)
{
    FILE *key_out = create(key_file, 0600);
    FILE *certificate_out = create(certificate_file, 0644);
    bool good = key_out && certificate_out &&
                PEM_write_PrivateKey(key_out, key, NULL, NULL, 0, NULL, NULL) == 1 &&
                PEM_write_X509(certificate_out, certificate) == 1;
    good = (!key_out || fclose(key_out) == 0) && good;
    return (!certificate_out || fclose(certificate_out) == 0) && good;
}

bool tls_make_self_signed(const char *certificate_file, const char *key_file,
                          const struct address *addresses, size_t count)
{
    char buffer[2048];
    struct writer names = writer_of(buffer, sizeof(buffer));
    if (access(certificate_file, R_OK) == 0 && access(key_file, R_OK) == 0) {
        return true;
    }
    write_names(addresses, count, &names);
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = X509_new();
    bool good = !names.failed && key && certificate &&
                fill_certificate(certificate, key, buffer) &&
                write_files(certificate_file, key_file, certificate, key);
    X509_free(certificate);
    EVP_PKEY_free(key);
    ERR_clear_error();
    return good;
}
