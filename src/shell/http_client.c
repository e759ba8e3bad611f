#include "shell/http_client.h"

#include <netdb.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

bool http_url_parse(const char *text, struct http_url *url)
{
    *url = (struct http_url){.is_tls = strncmp(text, "https://", 8) == 0};
    if (!url->is_tls && strncmp(text, "http://", 7) != 0) {
        return false;
    }
    const char *authority = text + (url->is_tls ? 8 : 7);
    const char *path = strchr(authority, '/');
    size_t size = path ? (size_t)(path - authority) : strlen(authority);
    const char *bracket = authority[0] == '[' ? memchr(authority, ']', size) : NULL;
    const char *colon = memrchr(authority, ':', size);
    if (colon && bracket && colon < bracket) {
        colon = NULL;
    }
    size_t host_size = colon ? (size_t)(colon - authority) : size;
    size_t skip = bracket ? 1 : 0;
    if (host_size < 2 * skip + 1 || host_size >= sizeof(url->host) ||
        (colon && size - host_size - 1 >= sizeof(url->port))) {
        return false;
    }
    memcpy(url->host, authority + skip, host_size - 2 * skip);
    if (colon) {
        memcpy(url->port, colon + 1, size - host_size - 1);
    } else {
        snprintf(url->port, sizeof(url->port), "%s", url->is_tls ? "443" : "80");
    }
    return snprintf(url->path, sizeof(url->path), "%s", path ? path : "/") < (int)sizeof(url->path);
}

static int connect_to(const struct http_url *url)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list = NULL;
    int fd = -1;
    if (getaddrinfo(url->host, url->port, &hints, &list) != 0) {
        return -1;
    }
    for (struct addrinfo *at = list; at && fd < 0; at = at->ai_next) {
        struct timeval timeout = {.tv_sec = HTTP_CLIENT_TIMEOUT_S};
        fd = socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC, at->ai_protocol);
        if (fd < 0) {
            continue;
        }
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof(timeout));
        if (connect(fd, at->ai_addr, at->ai_addrlen) != 0) {
            close(fd);
            fd = -1;
        }
    }
    freeaddrinfo(list);
    return fd;
}

SSL_CTX *http_client_tls_new(const char *ca_file)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    if (!context) {
        return NULL;
    }
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    bool good = ca_file ? SSL_CTX_load_verify_locations(context, ca_file, NULL) == 1
                        : SSL_CTX_set_default_verify_paths(context) == 1;
    if (!good) {
        SSL_CTX_free(context);
        ERR_clear_error();
        return NULL;
    }
    return context;
}

bool http_client_tls_expect(SSL *ssl, const char *host)
{
    return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host) == 1 ||
           (SSL_set_tlsext_host_name(ssl, host) == 1 && SSL_set1_host(ssl, host) == 1);
}

static SSL *start_tls(int fd, const struct http_exchange *exchange, SSL_CTX **context)
{
    *context = http_client_tls_new(exchange->ca_file);
    SSL *ssl = *context ? SSL_new(*context) : NULL;
    if (ssl && http_client_tls_expect(ssl, exchange->url->host) && SSL_set_fd(ssl, fd) == 1 &&
        SSL_connect(ssl) == 1) {
        return ssl;
    }
    SSL_free(ssl);
    ERR_clear_error();
    return NULL;
}

struct stream {
    int fd;
    SSL *ssl;
};

static bool write_all(const struct stream *stream, struct bytes data)
{
    while (data.size > 0) {
        ssize_t size = stream->ssl ? SSL_write(stream->ssl, data.data, (int)data.size)
                                   : send(stream->fd, data.data, data.size, MSG_NOSIGNAL);
        if (size <= 0) {
            return false;
        }
        data = bytes_of(data.data + size, data.size - (size_t)size);
    }
    return true;
}

static bool read_reply(const struct stream *stream, struct http_exchange *exchange)
{
    size_t have = 0, head_size = 0;
    enum http_parse state = HTTP_PARSE_MORE;
    for (;;) {
        if (state == HTTP_PARSE_MORE && have > 0) {
            state =
                http_parse_reply(bytes_of(exchange->buffer, have), &exchange->reply, &head_size);
        }
        if (state == HTTP_PARSE_BAD) {
            return false;
        }
        if (state == HTTP_PARSE_DONE && have >= head_size + exchange->reply.content_length) {
            exchange->reply_body =
                bytes_of(exchange->buffer + head_size, exchange->reply.content_length);
            return true;
        }
        char *at = exchange->buffer + have;
        size_t room = HTTP_CLIENT_BUFFER - have;
        ssize_t size =
            stream->ssl ? SSL_read(stream->ssl, at, (int)room) : recv(stream->fd, at, room, 0);
        if (size <= 0) {
            return false;
        }
        have += (size_t)size;
    }
}

void http_client_write_head(struct writer *writer, const struct http_client_head *head)
{
    writer_format(writer, "%s %s HTTP/1.1\r\nHost: %s:%s\r\n", head->method, head->path,
                  head->url->host, head->url->port);
    if (!head->stays) {
        writer_text(writer, "Connection: close\r\n");
    }
    if (head->token) {
        writer_format(writer, "Authorization: Bearer %s\r\n", head->token);
    }
    if (head->key) {
        writer_format(writer, "Idempotency-Key: %s\r\n", head->key);
    }
    if (head->content_type) {
        writer_format(writer, "Content-Type: %s\r\nContent-Length: %zu\r\n", head->content_type,
                      head->body_size);
    }
    writer_text(writer, head->more ? head->more : "");
    writer_text(writer, "\r\n");
}

static bool run_over(const struct stream *stream, struct http_exchange *exchange,
                     const char **problem)
{
    char buffer[4096];
    struct writer head = writer_of(buffer, sizeof(buffer));
    http_client_write_head(&head, &(struct http_client_head){.method = exchange->method,
                                                             .url = exchange->url,
                                                             .path = exchange->url->path,
                                                             .token = exchange->token,
                                                             .content_type = exchange->content_type,
                                                             .more = exchange->more,
                                                             .body_size = exchange->body.size});
    *problem = "the server did not answer";
    return !head.failed && write_all(stream, writer_bytes(&head)) &&
           write_all(stream, exchange->body) && read_reply(stream, exchange);
}

bool http_client_run(struct http_exchange *exchange, const char **problem)
{
    SSL_CTX *context = NULL;
    struct stream stream = {.fd = connect_to(exchange->url)};
    if (stream.fd < 0) {
        *problem = "the server cannot be reached";
        return false;
    }
    bool good = true;
    if (exchange->url->is_tls) {
        stream.ssl = start_tls(stream.fd, exchange, &context);
        good = stream.ssl != NULL;
        *problem = "the server's certificate is not trusted: name its authority with --ca";
    }
    good = good && run_over(&stream, exchange, problem);
    SSL_free(stream.ssl);
    SSL_CTX_free(context);
    ERR_clear_error();
    close(stream.fd);
    return good;
}
