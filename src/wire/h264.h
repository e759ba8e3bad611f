/* H264 in RTP (RFC 6184 5): single NAL units, STAP-A, FU-A. A keyframe starts with a
 * sequence parameter set or an IDR slice. */
#ifndef PLENARY_WIRE_H264_H
#define PLENARY_WIRE_H264_H

#include "wire/codec.h"

CHECK enum drop h264_inspect(struct bytes payload, struct payload_info *info);

#endif
