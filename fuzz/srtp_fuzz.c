/* SRTP and SRTCP: whatever comes is opened or refused for a reason; what was sealed opens
 * once, and with any bit of it spoilt not at all, without disturbing the true packet.
 *
 *   0 flags: 1 AES-CM, 2 RTCP | 1 position of the spoilt byte 2 | 3 mask | 4 the packet
 */
#include "peer/srtp.h"
#include "wire/rtp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEAD_SIZE = 4 };

static const struct srtp_master master = {.key = "0123456789abcdef", .salt = "salt of 14 by"};

static enum drop open_packet(struct srtp_receiver *receiver, bool is_rtcp, struct bytes packet,
                             uint8_t *out, size_t *size)
{
    memcpy(out, packet.data, packet.size); /* in place, as peer/ does */
    enum drop drop = is_rtcp ? srtp_unprotect_rtcp(receiver, bytes_of(out, packet.size), out, size)
                             : srtp_unprotect_rtp(receiver, bytes_of(out, packet.size), out, size);
    ASSERT(drop || *size < packet.size);
    return drop;
}

static size_t seal(enum srtp_profile profile, bool is_rtcp, struct bytes plain, uint8_t *out)
{
    struct srtp_sender sender;
    size_t size, header_size = rtp_header_size(plain);
    srtp_sender_init(&sender, profile, &master);
    if (is_rtcp) {
        size = srtp_protect_rtcp(&sender, plain, out);
    } else {
        size = srtp_protect_rtp(&sender, bytes_of(plain.data, header_size),
                                bytes_of(plain.data + header_size, plain.size - header_size),
                                load_be16(plain.data + 2), out);
    }
    srtp_sender_deinit(&sender);
    return size;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint8_t sealed[RTP_PACKET_MAX + SRTP_TRAILER_MAX];
    static uint8_t spoilt[sizeof(sealed)], out[sizeof(sealed)];
    if (size <= HEAD_SIZE || size - HEAD_SIZE > RTP_PACKET_MAX) {
        return 0;
    }
    enum srtp_profile profile = data[0] & 1 ? SRTP_AES128_CM_HMAC_SHA1_80 : SRTP_AEAD_AES_128_GCM;
    bool is_rtcp = data[0] & 2;
    struct bytes plain = bytes_of(data + HEAD_SIZE, size - HEAD_SIZE);
    struct srtp_receiver receiver;
    size_t opened = 0;
    srtp_receiver_init(&receiver, profile, &master);
    enum drop drop = open_packet(&receiver, is_rtcp, plain, out, &opened); /* not sealed at all */
    (void)drop;
    srtp_receiver_deinit(&receiver);
    bool can_be_sealed = is_rtcp ? plain.size >= 8 : rtp_header_size(plain) >= RTP_HEADER_SIZE;
    if (!can_be_sealed) {
        return 0;
    }
    srtp_receiver_init(&receiver, profile, &master);
    size_t sealed_size = seal(profile, is_rtcp, plain, sealed);
    ASSERT(sealed_size > plain.size && sealed_size <= plain.size + SRTP_TRAILER_MAX);
    memcpy(spoilt, sealed, sealed_size);
    spoilt[load_be16(data + 1) % sealed_size] ^= data[3];
    if (data[3] != 0) {
        ASSERT(open_packet(&receiver, is_rtcp, bytes_of(spoilt, sealed_size), out, &opened));
    }
    struct bytes packet = bytes_of(sealed, sealed_size);
    ASSERT(!open_packet(&receiver, is_rtcp, packet, out, &opened));
    ASSERT(bytes_equal(bytes_of(out, opened), plain));
    ASSERT(open_packet(&receiver, is_rtcp, packet, out, &opened) == DROP_SRTP_REPLAYED);
    srtp_receiver_deinit(&receiver);
    return 0;
}
