/* A publisher of sound and one picture, as negotiated, for the tests of a source. */
#ifndef PLENARY_TEST_STAGE_TWO_TRACKS_H
#define PLENARY_TEST_STAGE_TWO_TRACKS_H

#include "stage/source.h"

enum { AUDIO_TYPE = 111, VIDEO_TYPE = 96, AUDIO_SSRC = 7, VIDEO_SSRC = 8 };

static const struct session_description two_tracks = {
    .track_count = 2,
    .tracks = {{.kind = MEDIA_AUDIO,
                .codec_count = 1,
                .codecs = {{AUDIO_TYPE, CODEC_OPUS}},
                .ssrc = AUDIO_SSRC},
               {.kind = MEDIA_VIDEO,
                .codec_count = 1,
                .codecs = {{VIDEO_TYPE, CODEC_VP8}},
                .ssrc = VIDEO_SSRC}},
};

#endif
