#include "peer/dtls_bio.h"

#include "peer/dtls.h"

static int write_datagram(BIO *bio, const char *data, int size)
{
    struct dtls_bio *state = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (state->sink) {
        state->sink->send(state->sink, &state->to, bytes_of(data, (size_t)size));
    }
    return size;
}

static int read_datagram(BIO *bio, char *out, int size)
{
    struct dtls_bio *state = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (state->input.size == 0) {
        BIO_set_retry_read(bio);
        return -1;
    }
    size_t taken = MIN((size_t)size, state->input.size);
    memcpy(out, state->input.data, taken);
    state->input.size = 0; /* what did not fit is lost, as with a socket */
    return (int)taken;
}

static long control(BIO *bio, int command, long number, void *pointer)
{
    (void)bio, (void)number, (void)pointer;
    switch (command) {
    case BIO_CTRL_FLUSH:
        return 1;
    case BIO_CTRL_DGRAM_QUERY_MTU:
    case BIO_CTRL_DGRAM_GET_FALLBACK_MTU:
        return DTLS_MTU;
    case BIO_CTRL_DGRAM_GET_MTU_OVERHEAD:
        return 48; /* IPv6 and UDP */
    default:
        return 0;
    }
}

static int create(BIO *bio)
{
    BIO_set_init(bio, 1);
    return 1;
}

BIO *dtls_bio_new(struct dtls_bio *state)
{
    static BIO_METHOD *method; /* made once by dtls_identity_new, before any thread */
    if (!method) {
        method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "datagram");
        if (!method) {
            return NULL;
        }
        BIO_meth_set_write(method, write_datagram);
        BIO_meth_set_read(method, read_datagram);
        BIO_meth_set_ctrl(method, control);
        BIO_meth_set_create(method, create);
    }
    BIO *bio = BIO_new(method);
    if (bio) {
        BIO_set_data(bio, state);
    }
    return bio;
}
