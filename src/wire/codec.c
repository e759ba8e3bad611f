#include "wire/codec.h"

#include <strings.h>

#include "wire/av1.h"
#include "wire/h264.h"
#include "wire/vp8.h"
#include "wire/vp9.h"

static const struct {
    const char *name;
    enum media_kind kind;
    uint32_t clock_hz;
} codecs[CODEC_COUNT] = {
    [CODEC_NONE] = {"none", MEDIA_OTHER, 0},     [CODEC_VP8] = {"VP8", MEDIA_VIDEO, 90000},
    [CODEC_H264] = {"H264", MEDIA_VIDEO, 90000}, [CODEC_VP9] = {"VP9", MEDIA_VIDEO, 90000},
    [CODEC_AV1] = {"AV1", MEDIA_VIDEO, 90000},   [CODEC_OPUS] = {"opus", MEDIA_AUDIO, 48000},
};

const char *codec_name(enum codec codec)
{
    return codecs[codec].name;
}

enum codec codec_of_name(struct bytes name)
{
    for (enum codec codec = CODEC_VP8; codec < CODEC_COUNT; codec++) {
        if (strlen(codecs[codec].name) == name.size &&
            strncasecmp(codecs[codec].name, (const char *)name.data, name.size) == 0) {
            return codec;
        }
    }
    return CODEC_NONE;
}

enum media_kind codec_kind(enum codec codec)
{
    return codecs[codec].kind;
}

uint32_t codec_clock_hz(enum codec codec)
{
    return codecs[codec].clock_hz;
}

enum drop codec_inspect(enum codec codec, struct bytes payload, struct payload_info *info)
{
    switch (codec) {
    case CODEC_VP8:
        return vp8_inspect(payload, info);
    case CODEC_H264:
        return h264_inspect(payload, info);
    case CODEC_VP9:
        return vp9_inspect(payload, info);
    case CODEC_AV1:
        return av1_inspect(payload, info);
    case CODEC_OPUS:
        *info = (struct payload_info){.starts_frame = true, .starts_keyframe = true};
        return payload.size > 0 ? DROP_NONE : DROP_CODEC_MALFORMED;
    case CODEC_NONE:
    case CODEC_COUNT:
        break;
    }
    return DROP_CODEC_MALFORMED;
}
