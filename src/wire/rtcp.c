#include "wire/rtcp.h"

enum {
    TYPE_SR = 200,
    TYPE_RR = 201,
    TYPE_SDES = 202,
    TYPE_BYE = 203,
    TYPE_RTPFB = 205,
    TYPE_PSFB = 206,
    FORMAT_NACK = 1,
    FORMAT_TRANSPORT_CC = 15,
    FORMAT_PLI = 1,
    FORMAT_FIR = 4,
    FORMAT_AFB = 15,
    SDES_CNAME = 1,
    REPORT_SIZE = 24,
};

void rtcp_reader_init(struct rtcp_reader *reader, struct bytes datagram)
{
    *reader = (struct rtcp_reader){.reader = reader_of(datagram)};
}

/* ---- reading ---- */

static int32_t sign_extend_24(uint32_t value)
{
    return (int32_t)(value << 8) >> 8;
}

static void read_reports(struct reader *body, uint8_t count, struct rtcp_packet *packet)
{
    packet->report.count = count;
    for (uint8_t i = 0; i < count; i++) {
        struct rtcp_report *block = &packet->report.blocks[i];
        block->ssrc = reader_be32(body);
        block->fraction_lost = reader_u8(body);
        block->cumulative_lost = sign_extend_24(reader_be24(body));
        block->highest_sequence = reader_be32(body);
        block->jitter = reader_be32(body);
        block->last_sr = reader_be32(body);
        block->delay_since_sr = reader_be32(body);
    }
}

static void read_sender_report(struct reader *body, uint8_t count, struct rtcp_packet *packet)
{
    packet->type = RTCP_SENDER_REPORT;
    packet->sender_ssrc = reader_be32(body);
    packet->report.info.ntp = reader_be64(body);
    packet->report.info.rtp_timestamp = reader_be32(body);
    packet->report.info.packet_count = reader_be32(body);
    packet->report.info.octet_count = reader_be32(body);
    read_reports(body, count, packet);
}

static void read_bye(struct reader *body, uint8_t count, struct rtcp_packet *packet)
{
    packet->type = RTCP_BYE;
    packet->sources.count = count;
    for (uint8_t i = 0; i < count; i++) {
        packet->sources.ssrcs[i] = reader_be32(body);
    }
}

static void read_transport_feedback(struct reader *body, uint8_t format, struct rtcp_packet *packet)
{
    packet->sender_ssrc = reader_be32(body);
    packet->media_ssrc = reader_be32(body);
    if (format == FORMAT_NACK) {
        packet->type = RTCP_NACK;
        while (reader_left(body) >= 4 && packet->nack.count < RTCP_NACKS_MAX) {
            packet->nack.items[packet->nack.count].sequence = reader_be16(body);
            packet->nack.items[packet->nack.count].following = reader_be16(body);
            packet->nack.count++;
        }
    } else if (format == FORMAT_TRANSPORT_CC) {
        packet->type = RTCP_TRANSPORT_CC;
        packet->feedback = reader_take(body, reader_left(body));
    }
}

/* draft-alvestrand-rmcat-remb 2.2: "REMB", count, 6 bits exponent, 18 bits mantissa. */
static void read_remb(struct reader *body, struct rtcp_packet *packet)
{
    struct bytes name = reader_take(body, 4);
    if (!bytes_equal_text(name, "REMB")) {
        return;
    }
    uint8_t count = reader_u8(body);
    uint32_t rate = reader_be24(body);
    packet->type = RTCP_REMB;
    uint64_t mantissa = rate & 0x3ffff;
    uint32_t exponent = rate >> 18;
    packet->bitrate_bps = mantissa > UINT64_MAX >> exponent ? UINT64_MAX : mantissa << exponent;
    for (uint8_t i = 0; i < count && i < RTCP_SSRCS_MAX; i++) {
        packet->sources.ssrcs[packet->sources.count++] = reader_be32(body);
    }
}

static void read_payload_feedback(struct reader *body, uint8_t format, struct rtcp_packet *packet)
{
    packet->sender_ssrc = reader_be32(body);
    packet->media_ssrc = reader_be32(body);
    if (format == FORMAT_PLI) {
        packet->type = RTCP_PLI;
    } else if (format == FORMAT_FIR) {
        packet->type = RTCP_FIR;
        while (reader_left(body) >= 8 && packet->sources.count < RTCP_SSRCS_MAX) {
            packet->sources.ssrcs[packet->sources.count++] = reader_be32(body);
            reader_take(body, 4);
        }
    } else if (format == FORMAT_AFB && reader_left(body) >= 8) {
        read_remb(body, packet);
    }
}

bool rtcp_next(struct rtcp_reader *reader, struct rtcp_packet *packet)
{
    struct reader *at = &reader->reader;
    if (reader->failed || reader_left(at) == 0) {
        return false;
    }
    uint8_t first = reader_u8(at);
    uint8_t type = reader_u8(at);
    struct bytes span = reader_take(at, 4u * reader_be16(at));
    reader->failed = at->failed || first >> 6 != 2;
    if (!reader->failed && (first & 0x20) != 0) { /* padding: in the last packet */
        uint8_t padding = span.size > 0 ? span.data[span.size - 1] : 0;
        reader->failed = padding == 0 || padding > span.size;
        span.size -= reader->failed ? 0 : padding;
    }
    if (reader->failed) {
        return false;
    }
    uint8_t count = first & 0x1f;
    struct reader body = reader_of(span);
    packet->type = RTCP_OTHER;
    packet->sender_ssrc = packet->media_ssrc = 0;
    packet->bitrate_bps = 0;
    packet->feedback = (struct bytes){0};
    packet->report.count = 0;
    packet->nack.count = 0;
    packet->sources.count = 0;
    switch (type) {
    case TYPE_SR:
        read_sender_report(&body, count, packet);
        break;
    case TYPE_RR:
        packet->type = RTCP_RECEIVER_REPORT;
        packet->sender_ssrc = reader_be32(&body);
        read_reports(&body, count, packet);
        break;
    case TYPE_SDES:
        packet->type = RTCP_SDES;
        break;
    case TYPE_BYE:
        read_bye(&body, count, packet);
        break;
    case TYPE_RTPFB:
        read_transport_feedback(&body, count, packet);
        break;
    case TYPE_PSFB:
        read_payload_feedback(&body, count, packet);
        break;
    }
    reader->failed = body.failed;
    return !reader->failed;
}

/* ---- writing ---- */

/* A header whose length is filled in at the end; returns where it stands. */
uint8_t *rtcp_begin(struct writer *writer, uint8_t count_or_format, uint8_t type)
{
    uint8_t *header = writer_reserve(writer, 4);
    if (header) {
        header[0] = (uint8_t)(2 << 6 | count_or_format);
        header[1] = type;
    }
    return header;
}

void rtcp_end(struct writer *writer, uint8_t *header)
{
    while (header && !writer->failed && (writer->at - header) % 4 != 0) {
        writer_u8(writer, 0);
    }
    if (header && !writer->failed) {
        store_be16(header + 2, (uint16_t)((writer->at - header) / 4 - 1));
    }
}

static void write_reports(struct writer *writer, const struct rtcp_report *blocks, uint8_t count)
{
    for (uint8_t i = 0; i < count; i++) {
        writer_be32(writer, blocks[i].ssrc);
        writer_u8(writer, blocks[i].fraction_lost);
        writer_be24(writer, (uint32_t)blocks[i].cumulative_lost & 0xffffff);
        writer_be32(writer, blocks[i].highest_sequence);
        writer_be32(writer, blocks[i].jitter);
        writer_be32(writer, blocks[i].last_sr);
        writer_be32(writer, blocks[i].delay_since_sr);
    }
}

void rtcp_write_sender_report(struct writer *writer, uint32_t sender_ssrc,
                              const struct rtcp_sender_info *info, const struct rtcp_report *blocks,
                              uint8_t count)
{
    ASSERT(count <= RTCP_REPORTS_MAX);
    uint8_t *header = rtcp_begin(writer, count, TYPE_SR);
    writer_be32(writer, sender_ssrc);
    writer_be64(writer, info->ntp);
    writer_be32(writer, info->rtp_timestamp);
    writer_be32(writer, info->packet_count);
    writer_be32(writer, info->octet_count);
    write_reports(writer, blocks, count);
    rtcp_end(writer, header);
}

void rtcp_write_receiver_report(struct writer *writer, uint32_t sender_ssrc,
                                const struct rtcp_report *blocks, uint8_t count)
{
    ASSERT(count <= RTCP_REPORTS_MAX);
    uint8_t *header = rtcp_begin(writer, count, TYPE_RR);
    writer_be32(writer, sender_ssrc);
    write_reports(writer, blocks, count);
    rtcp_end(writer, header);
}

void rtcp_write_sdes(struct writer *writer, uint32_t ssrc, const char *cname)
{
    size_t size = strlen(cname);
    ASSERT(size <= UINT8_MAX);
    uint8_t *header = rtcp_begin(writer, 1, TYPE_SDES);
    writer_be32(writer, ssrc);
    writer_u8(writer, SDES_CNAME);
    writer_u8(writer, (uint8_t)size);
    writer_put(writer, bytes_of(cname, size));
    writer_u8(writer, 0); /* end of the chunk */
    rtcp_end(writer, header);
}

void rtcp_write_bye(struct writer *writer, const uint32_t *ssrcs, uint8_t count)
{
    ASSERT(count <= RTCP_SSRCS_MAX);
    uint8_t *header = rtcp_begin(writer, count, TYPE_BYE);
    for (uint8_t i = 0; i < count; i++) {
        writer_be32(writer, ssrcs[i]);
    }
    rtcp_end(writer, header);
}

void rtcp_write_nack(struct writer *writer, uint32_t sender_ssrc, uint32_t media_ssrc,
                     const uint16_t *sequences, size_t count)
{
    uint8_t *header = rtcp_begin(writer, FORMAT_NACK, TYPE_RTPFB);
    writer_be32(writer, sender_ssrc);
    writer_be32(writer, media_ssrc);
    for (size_t i = 0; i < count;) {
        uint16_t first = sequences[i++];
        uint16_t following = 0;
        while (i < count && (uint16_t)(sequences[i] - first - 1) < 16) {
            following |= (uint16_t)(1u << (uint16_t)(sequences[i++] - first - 1));
        }
        writer_be16(writer, first);
        writer_be16(writer, following);
    }
    rtcp_end(writer, header);
}

void rtcp_write_pli(struct writer *writer, uint32_t sender_ssrc, uint32_t media_ssrc)
{
    uint8_t *header = rtcp_begin(writer, FORMAT_PLI, TYPE_PSFB);
    writer_be32(writer, sender_ssrc);
    writer_be32(writer, media_ssrc);
    rtcp_end(writer, header);
}

void rtcp_write_fir(struct writer *writer, uint32_t sender_ssrc, uint32_t media_ssrc,
                    uint8_t command_sequence)
{
    uint8_t *header = rtcp_begin(writer, FORMAT_FIR, TYPE_PSFB);
    writer_be32(writer, sender_ssrc);
    writer_be32(writer, 0); /* RFC 5104 4.3.1.2: the media source is in the FCI */
    writer_be32(writer, media_ssrc);
    writer_u8(writer, command_sequence);
    writer_be24(writer, 0);
    rtcp_end(writer, header);
}

void rtcp_write_remb(struct writer *writer, uint32_t sender_ssrc, const uint32_t *ssrcs,
                     uint8_t count, uint64_t bitrate_bps)
{
    ASSERT(count <= RTCP_SSRCS_MAX);
    uint32_t exponent = 0;
    while (bitrate_bps >> exponent > 0x3ffff) {
        exponent++;
    }
    uint8_t *header = rtcp_begin(writer, FORMAT_AFB, TYPE_PSFB);
    writer_be32(writer, sender_ssrc);
    writer_be32(writer, 0);
    writer_text(writer, "REMB");
    writer_u8(writer, count);
    writer_be24(writer, exponent << 18 | (uint32_t)(bitrate_bps >> exponent));
    for (uint8_t i = 0; i < count; i++) {
        writer_be32(writer, ssrcs[i]);
    }
    rtcp_end(writer, header);
}
