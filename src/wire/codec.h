/* The codecs that Plenary carries, and what a stage must know of a payload: does
 * a frame start here, and can a decoder start with it.
 */
#ifndef PLENARY_WIRE_CODEC_H
#define PLENARY_WIRE_CODEC_H

#include "base/bytes.h"
#include "base/drop.h"

enum codec { CODEC_NONE, CODEC_VP8, CODEC_H264, CODEC_VP9, CODEC_AV1, CODEC_OPUS, CODEC_COUNT };

enum media_kind { MEDIA_AUDIO, MEDIA_VIDEO, MEDIA_OTHER };

struct payload_info {
    bool starts_frame;    /* first packet of a frame, as far as the payload tells */
    bool starts_keyframe; /* first packet of a frame that a decoder can start with */
};

/* The encoding name of SDP rtpmap ("VP8", "H264", "opus", ...). */
const char *codec_name(enum codec codec);

/* The codec of an encoding name, without regard to case; CODEC_NONE if unknown. */
enum codec codec_of_name(struct bytes name);

enum media_kind codec_kind(enum codec codec);

/* RTP clock rate, Hz. */
uint32_t codec_clock_hz(enum codec codec);

/* Look into an RTP payload (after RTP header, extensions and padding).
 *
 * Returns 0, or DROP_CODEC_MALFORMED. Dispatches to vp8.h, h264.h, vp9.h, av1.h;
 * each Opus packet starts a "keyframe".
 */
CHECK enum drop codec_inspect(enum codec codec, struct bytes payload, struct payload_info *info);

#endif
