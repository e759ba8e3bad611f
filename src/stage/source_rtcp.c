/* The control side of a source: what its publisher reports, and what we report to it
 * and ask of it.
 */
#include "stage/source.h"

enum { NACKS_A_ROUND = 64, DATAGRAM_MAX = 1200 };

/* NTP time (32.32, RFC 5905 6) to microseconds. */
static uint64_t ntp_to_us(uint64_t ntp)
{
    return (ntp >> 32) * SECOND_US + ((ntp & 0xffffffff) * SECOND_US >> 32);
}

static size_t find_stream(const struct source *source, uint32_t ssrc)
{
    for (size_t i = 0; i < SOURCE_STREAMS; i++) {
        if (source->streams[i].bound && source->streams[i].receive.ssrc == ssrc) {
            return i;
        }
    }
    return SOURCE_STREAMS;
}

/* Audio and video of one publisher share its clock: with it they stay in step. */
static void note_sender_report(struct source *source, const struct rtcp_packet *packet,
                               uint64_t now_us)
{
    size_t index = find_stream(source, packet->sender_ssrc);
    if (index == SOURCE_STREAMS) {
        return;
    }
    struct source_stream *stream = &source->streams[index];
    const struct rtcp_sender_info *info = &packet->report.info;
    uint64_t ntp_us = ntp_to_us(info->ntp);
    int64_t offset_us = (int64_t)(now_us - ntp_us);
    if (!source->has_clock || offset_us < source->clock_offset_us) {
        source->has_clock = true; /* the quickest report so far is nearest to the truth */
        source->clock_offset_us = offset_us;
    }
    receive_sender_report(&stream->receive, info->ntp, now_us);
    stream->has_report = true;
    stream->report_capture_us = (uint64_t)((int64_t)ntp_us + source->clock_offset_us);
    stream->report_timestamp = info->rtp_timestamp;
    if (index == SOURCE_AUDIO) {
        mix_sender_report(&source->stage->floor, source->id, stream->report_capture_us,
                          info->rtp_timestamp);
        return;
    }
    for (size_t i = 0; i < STAGE_SLOTS; i++) {
        slot_sender_report(&source->stage->slots[i], source->id, (uint8_t)index,
                           stream->report_capture_us, info->rtp_timestamp);
    }
}

static void note_bye(struct source *source, const struct rtcp_packet *packet)
{
    for (size_t i = 0; i < packet->sources.count; i++) {
        size_t index = find_stream(source, packet->sources.ssrcs[i]);
        if (index != SOURCE_STREAMS) {
            source->streams[index].bound = false;
        }
    }
}

static bool has_streams(const struct source *source)
{
    for (size_t i = 0; i < SOURCE_STREAMS; i++) {
        if (source->streams[i].bound) {
            return true;
        }
    }
    return false;
}

enum drop source_receive_rtcp(struct source *source, struct bytes datagram, uint64_t now_us,
                              bool *left)
{
    struct rtcp_reader reader;
    struct rtcp_packet packet;
    source->heard_us = now_us;
    rtcp_reader_init(&reader, datagram);
    while (rtcp_next(&reader, &packet)) {
        if (packet.type == RTCP_SENDER_REPORT) {
            note_sender_report(source, &packet, now_us);
        } else if (packet.type == RTCP_BYE) {
            bool had_streams = has_streams(source);
            note_bye(source, &packet);
            *left = had_streams && !has_streams(source);
        }
    }
    return reader.failed ? DROP_RTCP_MALFORMED : DROP_NONE;
}

/* ---- what we write ---- */

static void send_written(struct peer *peer, const struct writer *writer)
{
    struct bytes datagram = writer_bytes(writer);
    if (datagram.size > 0 && !writer->failed) {
        peer_send_rtcp(peer, datagram);
    }
}

static uint64_t video_age_us(const struct source *source, uint64_t now_us)
{
    uint64_t heard_us = 0;
    for (size_t i = 0; i < LAYER_COUNT; i++) {
        heard_us = MAX(heard_us, source->streams[i].heard_us);
    }
    return heard_us == 0 ? 0 : now_us - heard_us;
}

static void note_health(struct source *source, const struct rtcp_report *blocks, uint8_t count,
                        uint64_t now_us)
{
    struct source_health *health = &source->health;
    uint64_t span_us = now_us - source->octets_since_us;
    uint32_t lost = 0; /* of 256 */
    for (uint8_t i = 0; i < count; i++) {
        lost = MAX(lost, blocks[i].fraction_lost);
    }
    if (source->octets_since_us > 0 && span_us > 0) {
        health->rate_kbps = (uint32_t)(source->octets * 8 * 1000 / span_us);
    }
    health->loss_permille = lost * 1000 / 256;
    health->video_age_ms = (uint32_t)(video_age_us(source, now_us) / MS_US);
    source->octets = 0;
    source->octets_since_us = now_us;
}

static void write_reports(struct source *source, struct writer *writer, uint64_t now_us)
{
    struct rtcp_report blocks[SOURCE_STREAMS];
    uint8_t count = 0;
    for (size_t i = 0; i < SOURCE_STREAMS; i++) {
        struct source_stream *stream = &source->streams[i];
        if (stream->bound && stream->receive.started) {
            receive_report(&stream->receive, now_us, &blocks[count++]);
        }
    }
    rtcp_write_receiver_report(writer, source->own_ssrc, blocks, count);
    rtcp_write_sdes(writer, source->own_ssrc, "plenary");
    note_health(source, blocks, count, now_us);
    source->report_at_us = now_us + SOURCE_REPORT_US;
}

static void write_nacks(struct source *source, struct writer *writer, uint64_t now_us)
{
    for (size_t i = 0; i < SOURCE_STREAMS; i++) {
        struct receive_stream *receive = &source->streams[i].receive;
        uint16_t sequences[NACKS_A_ROUND];
        if (!source->streams[i].bound || receive_next_nack(receive) > now_us) {
            continue;
        }
        size_t count = receive_nacks(receive, now_us, sequences, NACKS_A_ROUND);
        if (count > 0) {
            rtcp_write_nack(writer, source->own_ssrc, receive->ssrc, sequences, count);
        }
    }
}

/* Layers that the publisher does send now: asking for another one would cost a
 * keyframe on all of them, and again a second later.
 */
static bool is_active(const struct source_stream *stream, uint64_t now_us)
{
    return stream->bound && now_us - stream->heard_us < SOURCE_STREAM_ACTIVE_US;
}

static bool may_ask_keyframe(const struct source *source, uint64_t now_us)
{
    return source->keyframe_asked_us == 0 ||
           now_us - source->keyframe_asked_us >= SOURCE_KEYFRAME_INTERVAL_US;
}

static void write_keyframe_requests(struct source *source, struct writer *writer, uint64_t now_us)
{
    source->keyframe_looked_us = now_us;
    for (size_t i = 0; i < STAGE_SLOTS; i++) {
        source->keyframe_wishes |= slot_take_keyframe_wishes(&source->stage->slots[i], source->id);
    }
    if (source->keyframe_wishes == 0 || !may_ask_keyframe(source, now_us)) {
        return;
    }
    for (size_t i = 0; i < LAYER_COUNT; i++) {
        const struct source_stream *stream = &source->streams[i];
        if ((source->keyframe_wishes >> i & 1) != 0 && is_active(stream, now_us)) {
            rtcp_write_pli(writer, source->own_ssrc, stream->receive.ssrc);
            source->keyframe_asked_us = now_us;
        }
    }
    source->keyframe_wishes = 0;
}

static void write_feedback(struct source *source, struct peer *peer, uint64_t now_us)
{
    /* Large, and the only user of it is this thread: not on the stack. */
    static _Thread_local struct transport_cc report;
    uint32_t media_ssrc = 0;
    for (size_t i = 0; i < SOURCE_STREAMS && media_ssrc == 0; i++) {
        media_ssrc = source->streams[i].bound ? source->streams[i].receive.ssrc : 0;
    }
    if (source->has_feedback && feedback_report(&source->feedback, now_us, &report)) {
        uint8_t buffer[DATAGRAM_MAX];
        struct writer writer = writer_of(buffer, sizeof(buffer));
        transport_cc_write(&writer, source->own_ssrc, media_ssrc, &report);
        send_written(peer, &writer);
    }
}

void source_tick(struct source *source, struct peer *peer, uint64_t now_us)
{
    uint8_t buffer[DATAGRAM_MAX];
    struct writer writer = writer_of(buffer, sizeof(buffer));
    if (source->report_at_us <= now_us) {
        write_reports(source, &writer, now_us);
    }
    write_nacks(source, &writer, now_us);
    write_keyframe_requests(source, &writer, now_us);
    send_written(peer, &writer);
    write_feedback(source, peer, now_us);
}

/* When to ask for a keyframe that somebody wishes for, of a layer that is sent. */
static uint64_t keyframe_deadline(const struct source *source)
{
    uint8_t wishes = source->keyframe_wishes, bound = 0;
    for (size_t i = 0; i < STAGE_SLOTS; i++) {
        wishes |= slot_keyframe_wishes(&source->stage->slots[i], source->id);
    }
    for (size_t i = 0; i < LAYER_COUNT; i++) {
        bound |= (uint8_t)(source->streams[i].bound << i);
    }
    if ((wishes & bound) == 0) {
        return NEVER_US;
    }
    uint64_t look_us = source->keyframe_looked_us + SOURCE_KEYFRAME_LOOK_US;
    return source->keyframe_asked_us == 0
               ? look_us
               : MAX(look_us, source->keyframe_asked_us + SOURCE_KEYFRAME_INTERVAL_US);
}

uint64_t source_next_deadline(const struct source *source)
{
    uint64_t deadline_us = MIN(source->report_at_us, keyframe_deadline(source));
    for (size_t i = 0; i < SOURCE_STREAMS; i++) {
        if (source->streams[i].bound) {
            deadline_us = MIN(deadline_us, receive_next_nack(&source->streams[i].receive));
        }
    }
    if (source->has_feedback) {
        deadline_us = MIN(deadline_us, feedback_next_deadline(&source->feedback));
    }
    return deadline_us;
}
