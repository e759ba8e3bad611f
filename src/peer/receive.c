#include "peer/receive.h"

enum {
    SEQUENCE_START = 1 << 16, /* extended numbers begin above a cycle: there is room below */
    JUMP_MAX = 3000,          /* RFC 3550 A.1, MAX_DROPOUT: more, either way, is a new beginning */
};

void receive_init(struct receive_stream *stream, uint32_t ssrc, uint32_t clock_hz)
{
    stream->ssrc = ssrc;
    stream->clock_hz = clock_hz;
    stream->started = false;
    stream->received = stream->expected_before = stream->received_before = 0;
    stream->jitter_16 = 0;
    stream->transit = 0;
    stream->sr_ntp_middle = 0;
    stream->sr_arrival_us = 0;
    stream->missing_count = 0;
}

/* ---- missing packets ---- */

static void add_missing(struct receive_stream *stream, uint64_t first, uint64_t after,
                        uint64_t now_us)
{
    if (after - first > RECEIVE_MISSING_MAX) {
        first = after - RECEIVE_MISSING_MAX;
    }
    for (uint64_t sequence = first; sequence < after; sequence++) {
        if (stream->missing_count == RECEIVE_MISSING_MAX) { /* the oldest is given up */
            stream->missing_count--;
            memmove(stream->missing, stream->missing + 1,
                    stream->missing_count * sizeof(stream->missing[0]));
        }
        stream->missing[stream->missing_count++] = (struct receive_missing){
            .sequence = sequence, .since_us = now_us, .ask_us = now_us + RECEIVE_NACK_FIRST_US};
    }
}

static bool take_missing(struct receive_stream *stream, uint64_t sequence)
{
    for (size_t i = 0; i < stream->missing_count; i++) {
        if (stream->missing[i].sequence == sequence) {
            stream->missing_count--;
            memmove(stream->missing + i, stream->missing + i + 1,
                    (stream->missing_count - i) * sizeof(stream->missing[0]));
            return true;
        }
    }
    return false;
}

/* ---- packets ---- */

static void measure_jitter(struct receive_stream *stream, uint32_t timestamp, uint64_t now_us)
{
    int64_t arrival = (int64_t)(now_us * (stream->clock_hz / 1000) / 1000);
    int64_t transit = arrival - timestamp;
    int64_t change = (int32_t)(transit - stream->transit);
    if (stream->received > 0) {
        uint32_t size = (uint32_t)(change < 0 ? -change : change);
        stream->jitter_16 += size - ((stream->jitter_16 + 8) >> 4); /* RFC 3550 A.8 */
    }
    stream->transit = transit;
}

static void start(struct receive_stream *stream, uint64_t sequence)
{
    stream->started = true;
    stream->first_sequence = stream->highest_sequence = sequence;
    stream->received = stream->expected_before = stream->received_before = 0;
    stream->missing_count = 0;
}

enum drop receive_packet(struct receive_stream *stream, const struct rtp_packet *packet,
                         uint64_t now_us, uint64_t *sequence)
{
    if (!stream->started) {
        start(stream, SEQUENCE_START + packet->sequence);
        *sequence = stream->highest_sequence;
    } else {
        *sequence = rtp_extend_sequence(stream->highest_sequence, packet->sequence);
        int64_t ahead = (int64_t)(*sequence - stream->highest_sequence);
        if (ahead > JUMP_MAX || ahead < -JUMP_MAX) { /* a new beginning, in later numbers */
            *sequence += ahead < 0 ? 1 << 16 : 0;
            start(stream, *sequence);
        } else if (ahead > 0) {
            add_missing(stream, stream->highest_sequence + 1, *sequence, now_us);
            stream->highest_sequence = *sequence;
        } else if (!take_missing(stream, *sequence)) {
            return DROP_RTP_DUPLICATE;
        }
    }
    if (*sequence == stream->highest_sequence) {
        measure_jitter(stream, packet->timestamp, now_us);
    }
    stream->received++;
    return DROP_NONE;
}

/* ---- reports ---- */

void receive_sender_report(struct receive_stream *stream, uint64_t ntp, uint64_t now_us)
{
    stream->sr_ntp_middle = (uint32_t)(ntp >> 16);
    stream->sr_arrival_us = now_us;
}

void receive_report(struct receive_stream *stream, uint64_t now_us, struct rtcp_report *report)
{
    uint64_t expected = stream->highest_sequence - stream->first_sequence + 1;
    int64_t lost = (int64_t)(expected - stream->received);
    int64_t expected_now = (int64_t)(expected - stream->expected_before);
    int64_t lost_now = expected_now - (int64_t)(stream->received - stream->received_before);
    stream->expected_before = expected;
    stream->received_before = stream->received;
    *report = (struct rtcp_report){
        .ssrc = stream->ssrc,
        .fraction_lost =
            expected_now > 0 && lost_now > 0 ? (uint8_t)MIN(lost_now * 256 / expected_now, 255) : 0,
        .cumulative_lost = (int32_t)MAX(MIN(lost, 0x7fffff), -0x800000),
        .highest_sequence = (uint32_t)(stream->highest_sequence - SEQUENCE_START),
        .jitter = stream->jitter_16 >> 4,
    };
    if (stream->sr_arrival_us != 0) {
        uint64_t delay_us = now_us - stream->sr_arrival_us;
        report->last_sr = stream->sr_ntp_middle;
        report->delay_since_sr = (uint32_t)(delay_us * 65536 / SECOND_US);
    }
}

static bool is_hopeless(const struct receive_missing *missing, uint64_t now_us)
{
    return missing->tries >= RECEIVE_NACK_TRIES ||
           now_us - missing->since_us > RECEIVE_NACK_GIVE_UP_US;
}

size_t receive_nacks(struct receive_stream *stream, uint64_t now_us, uint16_t *sequences,
                     size_t max)
{
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < stream->missing_count; i++) {
        struct receive_missing missing = stream->missing[i];
        if (missing.ask_us <= now_us && is_hopeless(&missing, now_us)) {
            continue;
        }
        if (missing.ask_us <= now_us && count < max) {
            sequences[count++] = (uint16_t)missing.sequence;
            missing.tries++;
            missing.ask_us = now_us + RECEIVE_NACK_AGAIN_US;
        }
        stream->missing[kept++] = missing;
    }
    stream->missing_count = kept;
    return count;
}

uint64_t receive_next_nack(const struct receive_stream *stream)
{
    uint64_t next_us = NEVER_US;
    for (size_t i = 0; i < stream->missing_count; i++) {
        next_us = MIN(next_us, stream->missing[i].ask_us);
    }
    return next_us;
}
