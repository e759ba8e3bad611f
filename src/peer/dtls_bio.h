/* A BIO that keeps the bounds of datagrams (BIO_s_mem loses them): reads take the one
 * datagram that was set, writes go to a sink. Private to dtls.c.
 */
#ifndef PLENARY_PEER_DTLS_BIO_H
#define PLENARY_PEER_DTLS_BIO_H

#include <openssl/bio.h>

#include "base/port.h"

struct dtls_bio {
    struct bytes input; /* the datagram to be read next; empty: none */
    struct datagram_sink *sink;
    struct address to;
};

/* A BIO over the caller's state, which outlives it. NULL only when out of memory. */
BIO *dtls_bio_new(struct dtls_bio *state);

#endif
