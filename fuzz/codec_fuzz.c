/* Payloads: the first byte chooses the codec, the rest is the payload. */
#include "wire/vp8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a slot forwards, the short descriptor and the rest, says the same as the source. */
static void check_vp8(struct bytes payload)
{
    struct vp8_descriptor whole, cut;
    uint8_t forwarded[2048];
    if (vp8_parse(payload, &whole) || payload.size > sizeof(forwarded)) {
        return;
    }
    ASSERT(whole.size > 0 && whole.size < payload.size && whole.size <= 6);
    size_t size = payload.size - whole.size + 1;
    forwarded[0] = vp8_short_descriptor(&whole);
    memcpy(forwarded + 1, payload.data + whole.size, size - 1);
    ASSERT(!vp8_parse(bytes_of(forwarded, size), &cut));
    ASSERT(cut.size == 1 && cut.picture_id == -1 && cut.tl0_picture == -1);
    ASSERT(cut.non_reference == whole.non_reference && cut.partition == whole.partition);
    ASSERT(cut.starts_partition == whole.starts_partition && cut.keyframe == whole.keyframe);
    ASSERT(cut.width == whole.width && cut.height == whole.height);
    ASSERT(whole.keyframe || (whole.width == 0 && whole.height == 0));
}

static void check_name(struct bytes name)
{
    enum codec codec = codec_of_name(name);
    ASSERT(codec < CODEC_COUNT);
    if (codec != CODEC_NONE) {
        ASSERT(strlen(codec_name(codec)) == name.size && codec_clock_hz(codec) != 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    struct bytes payload = bytes_of(data + 1, size - 1);
    struct payload_info info = {0};
    enum codec codec = (enum codec)(data[0] % CODEC_COUNT);
    enum drop drop = codec_inspect(codec, payload, &info);
    ASSERT(drop == DROP_NONE || drop == DROP_CODEC_MALFORMED);
    if (!drop) {
        ASSERT(codec != CODEC_NONE && payload.size > 0);
        ASSERT(info.starts_frame || !info.starts_keyframe);
    }
    if (codec == CODEC_VP8) {
        check_vp8(payload);
    }
    check_name(payload);
    return 0;
}
