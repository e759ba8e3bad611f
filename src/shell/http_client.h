/* A blocking HTTP(S) client for our own commands: one request a connection. Its TLS and its
 * request heads serve other clients too.
 */
#ifndef PLENARY_SHELL_HTTP_CLIENT_H
#define PLENARY_SHELL_HTTP_CLIENT_H

#include <openssl/ssl.h>

#include "wire/http1.h"

enum { HTTP_CLIENT_URL_MAX = 1024, HTTP_CLIENT_BUFFER = 128 * 1024, HTTP_CLIENT_TIMEOUT_S = 5 };

struct http_url {
    bool is_tls;
    char host[256], port[8], path[HTTP_CLIENT_URL_MAX];
};

CHECK bool http_url_parse(const char *text, struct http_url *url);

/* A context that trusts the authorities in `ca_file` (NULL: the system's); NULL if the file
 * cannot be used.
 */
CHECK SSL_CTX *http_client_tls_new(const char *ca_file);
/* The certificate must be of this name or address. */
CHECK bool http_client_tls_expect(SSL *ssl, const char *host);

struct http_client_head {
    const char *method;
    const struct http_url *url; /* the host */
    const char *path;
    const char *token;        /* NULL: none */
    const char *key;          /* Idempotency-Key; NULL: none */
    const char *content_type; /* NULL: no body */
    size_t body_size;
    const char *more; /* further header lines, each with CRLF; NULL: none */
    bool stays;       /* the connection, afterwards */
};
void http_client_write_head(struct writer *writer, const struct http_client_head *head);

struct http_exchange {
    const char *method;
    const struct http_url *url;
    const char *ca_file;      /* NULL: the system's */
    const char *token;        /* NULL: none */
    const char *content_type; /* NULL: no body */
    const char *more;         /* further header lines, each with CRLF; NULL: none */
    struct bytes body;
    char *buffer; /* HTTP_CLIENT_BUFFER bytes; the reply borrows from it */
    struct http_reply reply;
    struct bytes reply_body;
};

/* False with a sentence. */
CHECK bool http_client_run(struct http_exchange *exchange, const char **problem);

#endif
