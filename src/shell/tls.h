/* The server's TLS: a context from a certificate and key, and a self-signed pair for
 * those who have none yet. Called by main at start and when certificates are renewed.
 */
#ifndef PLENARY_SHELL_TLS_H
#define PLENARY_SHELL_TLS_H

#include "shell/problem.h"

#include <openssl/ssl.h>

enum { TLS_PATH_MAX = 512, TLS_NAMES_MAX = 32, TLS_SELF_SIGNED_DAYS = 825 };

struct tls_files {
    char cert[TLS_PATH_MAX]; /* PEM: the leaf first, then the chain */
    char key[TLS_PATH_MAX];  /* PEM, not encrypted */
};

/* A server context: TLS 1.2 or newer, http/1.1 alone by ALPN, buffers released when
 * idle, session tickets without a cache. NULL with a problem that names the file.
 */
CHECK SSL_CTX *tls_context_create(const struct tls_files *files, struct problem *problem);

/* A self-signed P-256 certificate in `directory` (made if missing, mode 0700), in the
 * files tls-cert.pem and tls-key.pem (0600), for localhost, 127.0.0.1, ::1 and `names`
 * (host names or addresses). A pair that is there, names all of these and is valid
 * for another week is used again; otherwise a new one takes its place. Sets `files`.
 */
CHECK bool tls_self_signed(const char *directory, const char *const *names, size_t name_count,
                           struct tls_files *files, struct problem *problem);

/* SHA-256 of the certificate as AB:CD:..., so that a user can compare it. */
CHECK bool tls_fingerprint(SSL_CTX *context, char text[96]);

#endif
