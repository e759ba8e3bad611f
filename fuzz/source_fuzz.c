/* A publisher with keys, who may send anything: opened RTP and RTCP, through the streams and
 * the extensions to the slot and the mix.
 *
 *   packet: flags 1 | size 2 | bytes.   Flags: 1 RTCP; the rest: time since the last, 4 ms.
 */
#include <sys/mman.h>

#include "stage/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SLOT = 0, AUDIO_TYPE = 111, AUDIO_SSRC = 7, VIDEO_SSRC = 8 };

/* Anything a track may have, so that every path is open. The first byte of the input: 1 leaves
 * out the layers, and with them the binding by RID.
 */
static void describe(struct session_description *session, bool has_layers)
{
    static const uint8_t extensions[SDP_EXTENSION_COUNT] = {1, 2, 3, 4};
    static const char *const rids[NEGOTIATE_LAYERS_MAX] = {"h", "m", "l"};
    *session = (struct session_description){
        .track_count = 2,
        .tracks = {{.kind = MEDIA_AUDIO,
                    .mid = "0",
                    .codec_count = 1,
                    .codecs = {{AUDIO_TYPE, CODEC_OPUS}},
                    .ssrc = AUDIO_SSRC},
                   {.kind = MEDIA_VIDEO,
                    .mid = "1",
                    .codec_count = 4,
                    .codecs = {{96, CODEC_VP8}, {97, CODEC_H264}, {98, CODEC_VP9}, {99, CODEC_AV1}},
                    .rid_count = has_layers ? NEGOTIATE_LAYERS_MAX : 0,
                    .ssrc = has_layers ? 0 : VIDEO_SSRC}}};
    for (size_t i = 0; i < NEGOTIATE_LAYERS_MAX; i++) {
        snprintf(session->tracks[1].rids[i], sizeof(session->tracks[1].rids[i]), "%s", rids[i]);
    }
    for (size_t i = 0; i < session->track_count; i++) {
        memcpy(session->tracks[i].extensions, extensions, sizeof(extensions));
    }
}

static bool feed(struct source *source, struct reader *reader, uint64_t *now_us)
{
    bool left = false;
    uint8_t flags = reader_u8(reader);
    struct bytes packet = reader_take(reader, reader_be16(reader));
    if (reader->failed || packet.size > RTP_PACKET_MAX) {
        return false;
    }
    *now_us += (uint64_t)(flags >> 1) * 4 * MS_US;
    uint64_t head = ring_head(&source->stage->slots[SLOT].rings[0]);
    enum drop drop = flags & 1 ? source_receive_rtcp(source, packet, *now_us, &left)
                               : source_receive(source, packet, *now_us);
    ASSERT(drop < DROP_COUNT);
    ASSERT(ring_head(&source->stage->slots[SLOT].rings[0]) >= head);
    slot_tick(&source->stage->slots[SLOT], *now_us);
    return !left;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct stage *stage;
    static struct source source;
    static struct peer peer; /* not connected: what would be reported is not sent */
    struct session_description session;
    uint64_t now_us = 1000 * SECOND_US;
    const size_t stage_size = (sizeof(*stage) + 4095) & ~(size_t)4095;
    if (!stage) {
        stage = mmap(NULL, stage_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        ASSERT(stage != MAP_FAILED);
    }
    ASSERT(madvise(stage, stage_size, MADV_DONTNEED) == 0); /* zeroes what was touched */
    struct reader reader = reader_of(bytes_of(data, size));
    describe(&session, (reader_u8(&reader) & 1) == 0);
    source_init(&source, 1, &session, stage, 99);
    source_place(&source, stage, SLOT, SOURCE_HEARD, now_us);
    slot_show(&stage->slots[SLOT], source.id);
    while (reader_left(&reader) > 0 && feed(&source, &reader, &now_us)) {
        source_tick(&source, &peer, now_us);
    }
    return 0;
}
