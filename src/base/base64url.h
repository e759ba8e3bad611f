/* base64url without padding (RFC 4648 5). */
#ifndef PLENARY_BASE_BASE64URL_H
#define PLENARY_BASE_BASE64URL_H

#include "base/bytes.h"

/* Characters for `size` bytes, the terminating zero not counted. */
#define BASE64URL_SIZE(size) (((size)*4 + 2) / 3)

/* Append the characters; no terminating zero. */
void base64url_write(struct writer *writer, struct bytes span);
/* Append the bytes; false on a foreign character, bad length or left-over bits. */
CHECK bool base64url_read(struct writer *writer, struct bytes text);

#endif
