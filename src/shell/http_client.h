/* A blocking HTTP(S) client for our own commands: one request a connection. */
#ifndef PLENARY_SHELL_HTTP_CLIENT_H
#define PLENARY_SHELL_HTTP_CLIENT_H

#include "wire/http1.h"

enum { HTTP_CLIENT_URL_MAX = 1024, HTTP_CLIENT_BUFFER = 128 * 1024, HTTP_CLIENT_TIMEOUT_S = 5 };

struct http_url {
    bool is_tls;
    char host[256], port[8], path[HTTP_CLIENT_URL_MAX];
};

CHECK bool http_url_parse(const char *text, struct http_url *url);

struct http_exchange {
    const char *method;
    const struct http_url *url;
    const char *ca_file;      /* NULL: the system's */
    const char *token;        /* NULL: none */
    const char *content_type; /* NULL: no body */
    struct bytes body;
    char *buffer; /* HTTP_CLIENT_BUFFER bytes; the reply borrows from it */
    struct http_reply reply;
    struct bytes reply_body;
};

/* False with a sentence. */
CHECK bool http_client_run(struct http_exchange *exchange, const char **problem);

#endif
