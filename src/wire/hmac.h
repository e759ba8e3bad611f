/* HMAC (RFC 2104) over OpenSSL's plain hash functions: on the stack, without
 * allocation, so that it may run on hostile input.
 */
#ifndef PLENARY_WIRE_HMAC_H
#define PLENARY_WIRE_HMAC_H

#include "base/bytes.h"

enum { HMAC_SHA1_SIZE = 20, HMAC_SHA256_SIZE = 32 };

/* The message is the concatenation of `count` parts. */
void hmac_sha1(struct bytes key, const struct bytes *parts, size_t count,
               uint8_t tag[HMAC_SHA1_SIZE]);
void hmac_sha256(struct bytes key, const struct bytes *parts, size_t count,
                 uint8_t tag[HMAC_SHA256_SIZE]);

#endif
