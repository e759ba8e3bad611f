/* QR codes (ISO/IEC 18004): a text as a square of modules, for a phone's camera. Byte mode, error
 * correction M (15 % may be lost), versions 1 to 10.
 */
#ifndef PLENARY_BASE_QR_H
#define PLENARY_BASE_QR_H

#include "base/bytes.h"

enum { QR_SIDE_MAX = 57, QR_TEXT_MAX = 213, QR_QUIET = 4 /* modules to be left light around it */ };

struct qr {
    uint8_t side;                           /* modules */
    uint8_t dark[QR_SIDE_MAX][QR_SIDE_MAX]; /* [y][x]: 1 or 0 */
};

/* False when the text has more than QR_TEXT_MAX bytes. */
CHECK bool qr_encode(struct qr *qr, struct bytes text);
/* The path of an SVG whose units are modules, the quiet zone included: M4 4h7v1h-7z... */
void qr_write_path(struct writer *writer, const struct qr *qr);

#endif
