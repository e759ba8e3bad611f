/* The VP9 payload descriptor (RFC 9628 4.2). */
#ifndef PLENARY_WIRE_VP9_H
#define PLENARY_WIRE_VP9_H

#include "wire/codec.h"

CHECK enum drop vp9_inspect(struct bytes payload, struct payload_info *info);

#endif
