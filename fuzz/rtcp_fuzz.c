/* RTCP and transport-wide feedback: what has been read and written once stays the same
 * however often it is read and written again.
 */
#include "wire/transport_cc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BUFFER_SIZE = 16384 };

static void write_nack(struct writer *writer, const struct rtcp_packet *packet)
{
    static uint16_t sequences[RTCP_NACKS_MAX * 17];
    size_t count = 0;
    for (size_t i = 0; i < packet->nack.count; i++) {
        sequences[count++] = packet->nack.items[i].sequence;
        for (unsigned bit = 0; bit < 16; bit++) {
            if ((packet->nack.items[i].following >> bit & 1) != 0) {
                sequences[count++] = (uint16_t)(packet->nack.items[i].sequence + bit + 1);
            }
        }
    }
    rtcp_write_nack(writer, packet->sender_ssrc, packet->media_ssrc, sequences, count);
}

static void write_feedback(struct writer *writer, const struct rtcp_packet *packet)
{
    static struct transport_cc feedback;
    enum drop drop = transport_cc_parse(packet->feedback, &feedback);
    ASSERT(drop == DROP_NONE || drop == DROP_RTCP_MALFORMED);
    if (!drop) {
        ASSERT(feedback.count > 0 && feedback.count <= TRANSPORT_CC_PACKETS_MAX);
        transport_cc_write(writer, packet->sender_ssrc, packet->media_ssrc, &feedback);
    }
}

/* Append the packet as we would write it; nothing for those that we never write. */
static void write_packet(struct writer *writer, const struct rtcp_packet *packet)
{
    switch (packet->type) {
    case RTCP_SENDER_REPORT:
        rtcp_write_sender_report(writer, packet->sender_ssrc, &packet->report.info,
                                 packet->report.blocks, packet->report.count);
        break;
    case RTCP_RECEIVER_REPORT:
        rtcp_write_receiver_report(writer, packet->sender_ssrc, packet->report.blocks,
                                   packet->report.count);
        break;
    case RTCP_BYE:
        rtcp_write_bye(writer, packet->sources.ssrcs, packet->sources.count);
        break;
    case RTCP_NACK:
        write_nack(writer, packet);
        break;
    case RTCP_PLI:
        rtcp_write_pli(writer, packet->sender_ssrc, packet->media_ssrc);
        break;
    case RTCP_FIR:
        for (size_t i = 0; i < packet->sources.count; i++) {
            rtcp_write_fir(writer, packet->sender_ssrc, packet->sources.ssrcs[i], 0);
        }
        break;
    case RTCP_REMB:
        rtcp_write_remb(writer, packet->sender_ssrc, packet->sources.ssrcs, packet->sources.count,
                        packet->bitrate_bps);
        break;
    case RTCP_TRANSPORT_CC:
        write_feedback(writer, packet);
        break;
    case RTCP_SDES:
    case RTCP_OTHER:
        break;
    }
}

/* Read `datagram` and write what was read; false if it is malformed. */
static bool rewrite(struct bytes datagram, struct writer *writer, enum rtcp_type type)
{
    struct rtcp_reader reader;
    static struct rtcp_packet packet;
    rtcp_reader_init(&reader, datagram);
    while (rtcp_next(&reader, &packet)) {
        ASSERT(packet.type == type);
        write_packet(writer, &packet);
    }
    return !reader.failed;
}

static void check_again(const struct rtcp_packet *packet)
{
    static uint8_t once[BUFFER_SIZE], twice[BUFFER_SIZE];
    struct writer first = writer_of(once, sizeof(once));
    struct writer second = writer_of(twice, sizeof(twice));
    write_packet(&first, packet);
    ASSERT(!first.failed && writer_bytes(&first).size % 4 == 0);
    ASSERT(rewrite(writer_bytes(&first), &second, packet->type));
    ASSERT(bytes_equal(writer_bytes(&first), writer_bytes(&second)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* Transport-wide feedback by itself as well: deeper than the fuzzer gets by chance. */
    struct rtcp_packet bare = {.type = RTCP_TRANSPORT_CC, .feedback = bytes_of(data, size)};
    check_again(&bare);

    struct rtcp_reader reader;
    static struct rtcp_packet packet;
    rtcp_reader_init(&reader, bytes_of(data, size));
    size_t count = 0;
    while (rtcp_next(&reader, &packet)) {
        ASSERT(++count <= size / 4);
        check_again(&packet);
    }
    ASSERT(reader.failed || reader_left(&reader.reader) == 0);
    return 0;
}
