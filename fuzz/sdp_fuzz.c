/* SDP: what is parsed points into the text, keeps to its limits and holds nothing that
 * could break a line of an answer; what is refused has a sentence.
 */
#include "wire/sdp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_span(struct bytes span, struct bytes text)
{
    if (span.size > 0) {
        ASSERT(span.data >= text.data && span.data + span.size <= text.data + text.size);
        ASSERT(!memchr(span.data, '\n', span.size) && !memchr(span.data, '\r', span.size) &&
               !memchr(span.data, 0, span.size));
    }
}

static void check_media(const struct sdp_media *media, struct bytes text)
{
    const struct bytes spans[] = {media->mid,       media->ufrag,    media->password, media->cname,
                                  media->kind_name, media->protocol, media->formats};
    for (size_t i = 0; i < COUNT_OF(spans); i++) {
        check_span(spans[i], text);
    }
    ASSERT(media->codec_count <= SDP_CODECS_MAX && media->rid_count <= SDP_RIDS_MAX);
    ASSERT(media->candidate_count <= SDP_CANDIDATES_MAX);
    ASSERT(media->mid.size <= SDP_MID_MAX);
    for (size_t i = 0; i < media->codec_count; i++) {
        const struct sdp_codec *codec = &media->codecs[i];
        ASSERT(codec->payload_type <= 127 && codec->codec < CODEC_COUNT);
        ASSERT(codec->codec == CODEC_NONE || codec->clock_hz == codec_clock_hz(codec->codec));
        check_span(codec->fmtp, text);
        check_span(sdp_parameter(codec->fmtp, "profile-level-id"), codec->fmtp);
    }
    for (size_t i = 0; i < media->rid_count; i++) {
        ASSERT(media->rids[i].size > 0);
        check_span(media->rids[i], text);
    }
    for (size_t i = 0; i < media->candidate_count; i++) {
        ASSERT(media->candidates[i].address.port != 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct sdp sdp;
    struct bytes text = bytes_of(data, size), ufrag, password;
    const char *problem = NULL;
    if (sdp_parse(text, &sdp, &problem)) {
        ASSERT(sdp.media_count > 0 && sdp.media_count <= SDP_MEDIA_MAX);
        for (size_t i = 0; i < sdp.media_count; i++) {
            check_media(&sdp.media[i], text);
        }
    } else {
        ASSERT(problem && problem[0]);
    }
    problem = NULL;
    if (sdp_parse_fragment(text, &ufrag, &password, &problem)) {
        check_span(ufrag, text);
        check_span(password, text);
    } else {
        ASSERT(problem && problem[0]);
    }
    return 0;
}
