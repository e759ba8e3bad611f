#include "shell/tls.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the context ---- */

static const char *tls_reason(void)
{
    unsigned long error = ERR_peek_last_error();
    const char *reason = ERR_reason_error_string(error);
    ERR_clear_error();
    return reason ? reason : "unknown reason";
}

/* http/1.1 or nothing: a client that insists on h2 must hear so now (RFC 7301 3.2). */
static int choose_protocol(SSL *ssl, const unsigned char **chosen, unsigned char *chosen_size,
                           const unsigned char *offered, unsigned offered_size, void *context)
{
    static const unsigned char ours[] = "\x08http/1.1";
    unsigned char *out;
    (void)ssl;
    (void)context;
    if (SSL_select_next_proto(&out, chosen_size, ours, sizeof(ours) - 1, offered,
                              offered_size) != OPENSSL_NPN_NEGOTIATED) {
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    }
    *chosen = out;
    return SSL_TLSEXT_ERR_OK;
}

static bool load_files(SSL_CTX *context, const struct tls_files *files, struct problem *problem)
{
    if (SSL_CTX_use_certificate_chain_file(context, files->cert) != 1) {
        problem_set(problem, "Cannot use the certificate %s (%s): it must be PEM, the server's "
                             "own certificate first.",
                    files->cert, tls_reason());
        return false;
    }
    if (SSL_CTX_use_PrivateKey_file(context, files->key, SSL_FILETYPE_PEM) != 1) {
        problem_set(problem, "Cannot use the key %s (%s): it must be PEM, without a passphrase, "
                             "and belong to %s.",
                    files->key, tls_reason(), files->cert);
        return false;
    }
    return true;
}

/* A key file with a passphrase is refused, not asked for on the terminal. */
static int no_passphrase(char *buffer, int size, int writing, void *context)
{
    (void)buffer;
    (void)size;
    (void)writing;
    (void)context;
    return -1;
}

SSL_CTX *tls_context_create(const struct tls_files *files, struct problem *problem)
{
    static const unsigned char session_context[] = "plenary";
    ERR_clear_error();
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (!context || SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1 ||
        SSL_CTX_set_session_id_context(context, session_context,
                                       sizeof(session_context) - 1) != 1) {
        problem_set(problem, "OpenSSL gives no TLS context (%s).", tls_reason());
        SSL_CTX_free(context);
        return NULL;
    }
    SSL_CTX_set_default_passwd_cb(context, no_passphrase);
    /* Idle connections hold no buffers; what is queued may move and go in pieces. */
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                     SSL_OP_CIPHER_SERVER_PREFERENCE |
                                     SSL_OP_PRIORITIZE_CHACHA);
    /* Tickets carry the sessions; nothing is kept here. */
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, NULL);
    if (!load_files(context, files, problem)) {
        SSL_CTX_free(context);
        return NULL;
    }
    return context;
}

bool tls_fingerprint(SSL_CTX *context, char text[96])
{
    X509 *cert = SSL_CTX_get0_certificate(context);
    uint8_t digest[32];
    unsigned size = 0;
    if (!cert || X509_digest(cert, EVP_sha256(), digest, &size) != 1 || size != sizeof(digest)) {
        return false;
    }
    for (size_t i = 0; i < sizeof(digest); i++) {
        (void)snprintf(text + 3 * i, 4, "%02X%s", digest[i], i + 1 < sizeof(digest) ? ":" : "");
    }
    return true;
}

/* ---- the self-signed pair ---- */

enum { REUSE_DAYS = 7 };

static const char *const own_names[] = {"localhost", "127.0.0.1", "::1"};

static const char *name_at(const char *const *names, size_t index)
{
    return index < COUNT_OF(own_names) ? own_names[index] : names[index - COUNT_OF(own_names)];
}

static bool is_ip(const char *name)
{
    ASN1_OCTET_STRING *ip = a2i_IPADDRESS(name);
    ASN1_OCTET_STRING_free(ip);
    ERR_clear_error();
    return ip;
}

/* Names go into the extension's configuration text, so only those characters. */
static bool is_host_name(const char *name)
{
    size_t size = strlen(name);
    return size > 0 && size <= 253 &&
           strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-*") ==
               size;
}

static bool cert_has_names(X509 *cert, const char *const *names, size_t name_count)
{
    for (size_t i = 0; i < COUNT_OF(own_names) + name_count; i++) {
        const char *name = name_at(names, i);
        int found = is_ip(name) ? X509_check_ip_asc(cert, name, 0)
                                : X509_check_host(cert, name, 0, 0, NULL);
        if (found != 1) {
            return false;
        }
    }
    return true;
}

/* Is there a pair that may be used again? */
static bool has_pair(const struct tls_files *files, const char *const *names, size_t name_count)
{
    bool usable = false;
    X509 *cert = NULL;
    EVP_PKEY *key = NULL;
    FILE *cert_file = fopen(files->cert, "re");
    FILE *key_file = fopen(files->key, "re");
    if (cert_file && key_file) {
        time_t later = time(NULL) + REUSE_DAYS * 86400;
        cert = PEM_read_X509(cert_file, NULL, no_passphrase, NULL);
        key = PEM_read_PrivateKey(key_file, NULL, no_passphrase, NULL);
        usable = cert && key && X509_check_private_key(cert, key) == 1 &&
                 X509_cmp_time(X509_get0_notAfter(cert), &later) > 0 &&
                 cert_has_names(cert, names, name_count);
    }
    ERR_clear_error();
    X509_free(cert);
    EVP_PKEY_free(key);
    if (cert_file) {
        (void)fclose(cert_file);
    }
    if (key_file) {
        (void)fclose(key_file);
    }
    return usable;
}

static bool add_extension(X509 *cert, int kind, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, cert, cert, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, kind, value);
    bool added = extension && X509_add_ext(cert, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

static bool add_names(X509 *cert, const char *const *names, size_t name_count)
{
    char text[(TLS_NAMES_MAX + COUNT_OF(own_names)) * 260];
    struct writer writer = writer_of(text, sizeof(text) - 1);
    for (size_t i = 0; i < COUNT_OF(own_names) + name_count; i++) {
        const char *name = name_at(names, i);
        writer_text(&writer, i > 0 ? "," : "");
        writer_text(&writer, is_ip(name) ? "IP:" : "DNS:");
        writer_text(&writer, name);
    }
    text[writer_bytes(&writer).size] = '\0';
    return !writer.failed && add_extension(cert, NID_subject_alt_name, text);
}

/* Browsers refuse a serial number that they saw with another key: so a random one. */
static bool set_serial(X509 *cert)
{
    BIGNUM *serial = BN_new();
    bool set = serial && BN_rand(serial, 127, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
               BN_to_ASN1_INTEGER(serial, X509_get_serialNumber(cert));
    BN_free(serial);
    return set;
}

static X509 *make_cert(EVP_PKEY *key, const char *const *names, size_t name_count)
{
    X509 *cert = X509_new();
    X509_NAME *subject = cert ? X509_get_subject_name(cert) : NULL;
    bool made =
        subject && X509_set_version(cert, X509_VERSION_3) == 1 && set_serial(cert) &&
        X509_gmtime_adj(X509_getm_notBefore(cert), -3600) && /* clocks differ */
        X509_gmtime_adj(X509_getm_notAfter(cert), TLS_SELF_SIGNED_DAYS * 86400L - 7200) &&
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                                   (const unsigned char *)"Plenary (self-signed)", -1, -1,
                                   0) == 1 &&
        X509_set_issuer_name(cert, subject) == 1 && X509_set_pubkey(cert, key) == 1 &&
        add_extension(cert, NID_basic_constraints, "critical,CA:FALSE") &&
        add_extension(cert, NID_key_usage, "critical,digitalSignature") &&
        add_extension(cert, NID_ext_key_usage, "serverAuth") &&
        add_names(cert, names, name_count) && X509_sign(cert, key, EVP_sha256()) > 0;
    if (!made) {
        X509_free(cert);
        return NULL;
    }
    return cert;
}

/* Write beside it, then rename: a crash leaves the old file or the new one. */
static bool write_pem(const char *path, X509 *cert, EVP_PKEY *key, struct problem *problem)
{
    char fresh[TLS_PATH_MAX + 8];
    (void)snprintf(fresh, sizeof(fresh), "%s.new", path);
    (void)unlink(fresh);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    bool written = file && (cert ? PEM_write_X509(file, cert)
                                 : PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL)) == 1;
    written = written && fflush(file) == 0 && fsync(fd) == 0;
    if (file) {
        written = fclose(file) == 0 && written;
    }
    if (!written || rename(fresh, path) != 0) {
        problem_set(problem, "Cannot write %s: %s. The server's user must own the directory.",
                    path, strerror(errno));
        return false;
    }
    return true;
}

static bool are_names_valid(const char *const *names, size_t name_count, struct problem *problem)
{
    for (size_t i = 0; i < name_count; i++) {
        if (!is_ip(names[i]) && !is_host_name(names[i])) {
            problem_set(problem, "A certificate cannot name \"%s\": not a host or an address.",
                        names[i]);
            return false;
        }
    }
    return true;
}

bool tls_self_signed(const char *directory, const char *const *names, size_t name_count,
                     struct tls_files *files, struct problem *problem)
{
    ASSERT(name_count <= TLS_NAMES_MAX);
    int cert_size = snprintf(files->cert, sizeof(files->cert), "%s/tls-cert.pem", directory);
    int key_size = snprintf(files->key, sizeof(files->key), "%s/tls-key.pem", directory);
    if (MAX(cert_size, key_size) >= TLS_PATH_MAX) {
        problem_set(problem, "The path of the data directory is too long.");
        return false;
    }
    if (mkdir(directory, 0700) != 0 && errno != EEXIST) {
        problem_set(problem, "Cannot make the data directory %s: %s.", directory,
                    strerror(errno));
        return false;
    }
    if (!are_names_valid(names, name_count, problem)) {
        return false;
    }
    if (has_pair(files, names, name_count)) {
        return true;
    }
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *cert = key ? make_cert(key, names, name_count) : NULL;
    bool made = false;
    if (cert) {
        made = write_pem(files->key, NULL, key, problem) &&
               write_pem(files->cert, cert, NULL, problem);
    } else {
        problem_set(problem, "OpenSSL made no certificate (%s).", tls_reason());
    }
    X509_free(cert);
    EVP_PKEY_free(key);
    return made;
}
