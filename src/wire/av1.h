/* The AV1 aggregation header (RTP Payload Format for AV1 1.0, 4.4). */
#ifndef PLENARY_WIRE_AV1_H
#define PLENARY_WIRE_AV1_H

#include "wire/codec.h"

CHECK enum drop av1_inspect(struct bytes payload, struct payload_info *info);

#endif
