/* Offers and answers as text. */
#include <arpa/inet.h>

#include "peer/negotiate.h"

static const char *direction_name(enum sdp_direction direction)
{
    static const char *const names[] = {"sendrecv", "sendonly", "recvonly", "inactive"};
    return names[direction];
}

static const char *kind_name(const struct sdp_media *media)
{
    return media->kind == MEDIA_AUDIO ? "audio" : media->kind == MEDIA_VIDEO ? "video"
                                                                             : "application";
}

/* ---- what a section says of the transport ---- */

static void write_candidates(struct writer *writer, const struct local_description *local)
{
    for (size_t i = 0; i < local->candidate_count; i++) {
        const struct address *candidate = &local->candidates[i];
        char text[INET6_ADDRSTRLEN];
        bool ipv4 = address_is_ipv4(candidate);
        inet_ntop(ipv4 ? AF_INET : AF_INET6, candidate->ip + (ipv4 ? 12 : 0), text, sizeof(text));
        /* RFC 8445 5.1.2.1: host 126, then the order in which they are given. */
        uint32_t priority = 126u << 24 | (65535u - (uint32_t)i) << 8 | 255u;
        writer_format(writer, "a=candidate:%zu 1 udp %u %s %u typ host\r\n", i + 1, priority, text,
                      candidate->port);
    }
    if (local->candidate_count > 0) {
        writer_text(writer, "a=end-of-candidates\r\n");
    }
}

static void write_transport(struct writer *writer, const struct local_description *local,
                            const char *setup)
{
    writer_format(writer, "a=ice-ufrag:%s\r\na=ice-pwd:%s\r\na=fingerprint:sha-256 ",
                  local->ice.ufrag, local->ice.password);
    for (size_t i = 0; i < SDP_FINGERPRINT_SIZE; i++) {
        writer_format(writer, "%s%02X", i > 0 ? ":" : "", local->fingerprint[i]);
    }
    writer_format(writer, "\r\na=setup:%s\r\na=rtcp-mux\r\na=rtcp-rsize\r\n", setup);
    write_candidates(writer, local);
}

static void write_session(struct writer *writer, const struct local_description *local,
                          bool is_lite)
{
    writer_format(writer,
                  "v=0\r\no=- %llu 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
                  "a=msid-semantic:WMS *\r\n",
                  (unsigned long long)(local->session_id >> 1));
    if (is_lite) {
        writer_text(writer, "a=ice-lite\r\n");
    }
}

/* ---- answers ---- */

static const struct track *track_of(const struct session_description *session,
                                    const struct sdp_media *media)
{
    for (size_t i = 0; i < session->track_count; i++) {
        const struct track *track = &session->tracks[i];
        if (!media->rejected && track->kind == media->kind &&
            bytes_equal_text(media->mid, track->mid)) {
            return track;
        }
    }
    return NULL;
}

static const struct sdp_codec *offered_codec(const struct sdp_media *media, uint8_t payload_type)
{
    for (size_t i = 0; i < media->codec_count; i++) {
        if (media->codecs[i].payload_type == payload_type) {
            return &media->codecs[i];
        }
    }
    return NULL;
}

static void write_feedback(struct writer *writer, const struct sdp_codec *codec,
                           enum sdp_direction direction)
{
    unsigned number = codec->payload_type;
    if (codec_kind(codec->codec) == MEDIA_VIDEO) {
        writer_format(writer, "a=rtcp-fb:%u nack\r\na=rtcp-fb:%u nack pli\r\n", number, number);
        writer_format(writer, "a=rtcp-fb:%u ccm fir\r\n", number);
        if (codec->remb && direction == SDP_SENDONLY) {
            writer_format(writer, "a=rtcp-fb:%u goog-remb\r\n", number);
        }
    }
    if (codec->transport_cc && direction == SDP_RECVONLY) {
        writer_format(writer, "a=rtcp-fb:%u transport-cc\r\n", number);
    }
}

static void write_codec(struct writer *writer, const struct sdp_codec *codec,
                        enum sdp_direction direction)
{
    unsigned number = codec->payload_type;
    writer_format(writer, "a=rtpmap:%u %s/%u%s\r\n", number, codec_name(codec->codec),
                  codec->clock_hz, codec->codec == CODEC_OPUS ? "/2" : "");
    if (codec->fmtp.size > 0) {
        writer_format(writer, "a=fmtp:%u ", number);
        writer_put(writer, codec->fmtp);
        writer_text(writer, "\r\n");
    }
    write_feedback(writer, codec, direction);
}

static void write_simulcast(struct writer *writer, const struct sdp_media *media)
{
    if (media->rid_count == 0) {
        return;
    }
    for (size_t i = 0; i < media->rid_count; i++) {
        writer_text(writer, "a=rid:");
        writer_put(writer, media->rids[i]);
        writer_text(writer, " recv\r\n");
    }
    writer_text(writer, "a=simulcast:recv ");
    for (size_t i = 0; i < media->rid_count; i++) {
        writer_text(writer, i > 0 ? ";" : "");
        writer_put(writer, media->rids[i]);
    }
    writer_text(writer, "\r\n");
}

static void write_mid(struct writer *writer, struct bytes mid)
{
    if (mid.size > 0) {
        writer_text(writer, "a=mid:");
        writer_put(writer, mid);
        writer_text(writer, "\r\n");
    }
}

static void write_answer_section(struct writer *writer, const struct sdp_media *media,
                                 const struct track *track, const struct local_description *local,
                                 enum sdp_direction direction, const char *cname)
{
    writer_format(writer, "m=%s 9 UDP/TLS/RTP/SAVPF", kind_name(media));
    for (size_t i = 0; i < track->codec_count; i++) {
        writer_format(writer, " %u", track->codecs[i].payload_type);
    }
    writer_text(writer, "\r\nc=IN IP4 0.0.0.0\r\n");
    write_mid(writer, media->mid);
    write_transport(writer, local, "passive");
    writer_format(writer, "a=%s\r\n", direction_name(direction));
    for (size_t i = 0; i < track->codec_count; i++) {
        const struct sdp_codec *codec = offered_codec(media, track->codecs[i].payload_type);
        if (codec) {
            write_codec(writer, codec, direction);
        }
    }
    if (direction == SDP_RECVONLY) {
        for (size_t i = 0; i < SDP_EXTENSION_COUNT; i++) {
            if (track->extensions[i] != 0) {
                writer_format(writer, "a=extmap:%u %s\r\n", track->extensions[i],
                              sdp_extension_uri((enum sdp_extension)i));
            }
        }
        write_simulcast(writer, media);
    } else {
        writer_format(writer, "a=msid:plenary %s-%s\r\n", kind_name(media), track->mid);
        writer_format(writer, "a=ssrc:%u cname:%s\r\n", track->ssrc, cname);
    }
}

/* A section of the offer that gets nothing: kept in its place, out of the bundle. */
static void write_rejected_section(struct writer *writer, const struct sdp_media *media)
{
    bool is_media = media->kind != MEDIA_OTHER;
    writer_format(writer, "m=%s 0 %s", kind_name(media),
                  is_media ? "UDP/TLS/RTP/SAVPF" : "UDP/DTLS/SCTP webrtc-datachannel");
    if (is_media) {
        writer_format(writer, " %u", media->codec_count > 0 ? media->codecs[0].payload_type : 0u);
    }
    writer_text(writer, "\r\nc=IN IP4 0.0.0.0\r\n");
    write_mid(writer, media->mid);
    writer_text(writer, "a=inactive\r\n");
}

void negotiate_answer(struct writer *writer, const struct sdp *offer,
                      const struct session_description *session,
                      const struct local_description *local, enum sdp_direction direction,
                      const char *cname)
{
    write_session(writer, local, true);
    writer_text(writer, "a=group:BUNDLE");
    for (size_t i = 0; i < session->track_count; i++) {
        writer_format(writer, " %s", session->tracks[i].mid);
    }
    writer_text(writer, "\r\n");
    for (size_t i = 0; i < offer->media_count; i++) {
        const struct sdp_media *media = &offer->media[i];
        const struct track *track = track_of(session, media);
        if (track) {
            write_answer_section(writer, media, track, local, direction, cname);
        } else {
            write_rejected_section(writer, media);
        }
    }
}

/* ---- offers ---- */

static void write_offered_codec(struct writer *writer, const struct payload_type *type)
{
    unsigned number = type->payload_type;
    writer_format(writer, "a=rtpmap:%u %s/%u%s\r\n", number, codec_name(type->codec),
                  codec_clock_hz(type->codec), type->codec == CODEC_OPUS ? "/2" : "");
    if (type->codec == CODEC_H264) {
        writer_format(writer,
                      "a=fmtp:%u level-asymmetry-allowed=1;packetization-mode=1;"
                      "profile-level-id=42e01f\r\n",
                      number);
    }
    if (codec_kind(type->codec) == MEDIA_VIDEO) {
        writer_format(writer,
                      "a=rtcp-fb:%u nack\r\na=rtcp-fb:%u nack pli\r\na=rtcp-fb:%u goog-remb\r\n",
                      number, number, number);
    }
}

void negotiate_offer(struct writer *writer, const struct session_description *session,
                     const struct local_description *local, enum sdp_direction direction,
                     const char *cname)
{
    write_session(writer, local, false);
    writer_text(writer, "a=group:BUNDLE");
    for (size_t i = 0; i < session->track_count; i++) {
        writer_format(writer, " %s", session->tracks[i].mid);
    }
    writer_text(writer, "\r\n");
    for (size_t i = 0; i < session->track_count; i++) {
        const struct track *track = &session->tracks[i];
        writer_format(writer, "m=%s 9 UDP/TLS/RTP/SAVPF",
                      track->kind == MEDIA_AUDIO ? "audio" : "video");
        for (size_t k = 0; k < track->codec_count; k++) {
            writer_format(writer, " %u", track->codecs[k].payload_type);
        }
        writer_format(writer, "\r\nc=IN IP4 0.0.0.0\r\na=mid:%s\r\n", track->mid);
        write_transport(writer, local, "actpass");
        writer_format(writer, "a=%s\r\n", direction_name(direction));
        for (size_t k = 0; k < track->codec_count; k++) {
            write_offered_codec(writer, &track->codecs[k]);
        }
        if (direction == SDP_SENDONLY) {
            writer_format(writer, "a=msid:plenary %s\r\na=ssrc:%u cname:%s\r\n", track->mid,
                          track->ssrc, cname);
        }
    }
}
