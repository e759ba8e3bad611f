/* TLS for the HTTPS side: a server context from PEM files, and a self-signed
 * certificate where none is given.
 */
#ifndef PLENARY_SHELL_TLS_H
#define PLENARY_SHELL_TLS_H

#include <openssl/ssl.h>

#include "base/address.h"

/* NULL with a sentence if the files cannot be read or do not fit each other. */
CHECK SSL_CTX *tls_server_new(const char *certificate_file, const char *key_file,
                              const char **problem);

enum { TLS_CERTIFICATE_DAYS = 397, TLS_RENEW_DAYS = 30 };
enum tls_made { TLS_KEPT, TLS_MADE, TLS_FAILED };

/* Make a self-signed P-256 certificate for localhost and these addresses, unless there is
 * one that is good for TLS_RENEW_DAYS more. A renewed one keeps its key; a new one comes
 * into its place at once. The key's file is readable by its owner alone.
 */
CHECK enum tls_made tls_make_self_signed(const char *certificate_file, const char *key_file,
                                         const struct address *addresses, size_t count,
                                         uint32_t now_s);

#endif
