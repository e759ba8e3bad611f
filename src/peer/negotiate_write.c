/* Offers and answers as text. What is copied from an offer into an answer has been
 * checked by sdp_parse: no control character, so no line of the offer's making.
 */
#include <arpa/inet.h>

#include "peer/negotiate.h"

static const char *direction_name(enum sdp_direction direction)
{
    static const char *const names[] = {"sendrecv", "sendonly", "recvonly", "inactive"};
    return names[direction];
}

static const char *kind_name(enum media_kind kind)
{
    ASSERT(kind == MEDIA_AUDIO || kind == MEDIA_VIDEO);
    return kind == MEDIA_AUDIO ? "audio" : "video";
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

/* Feedback that was offered and that we use (RFC 4585 4.2: an answer adds none). */
static void write_feedback(struct writer *writer, const struct sdp_codec *codec,
                           enum sdp_direction direction)
{
    bool is_video = codec_kind(codec->codec) == MEDIA_VIDEO;
    const struct {
        bool used;
        const char *name;
    } feedback[] = {
        {codec->nack, "nack"},
        {is_video && codec->nack_pli, "nack pli"},
        {is_video && codec->ccm_fir, "ccm fir"},
        {is_video && codec->remb && direction == SDP_SENDONLY, "goog-remb"},
        {codec->transport_cc && direction == SDP_RECVONLY, "transport-cc"},
    };
    for (size_t i = 0; i < COUNT_OF(feedback); i++) {
        if (feedback[i].used) {
            writer_format(writer, "a=rtcp-fb:%u %s\r\n", codec->payload_type, feedback[i].name);
        }
    }
}

/* The parameters as offered. To a viewer Opus has in-band FEC and may come in short
 * packets, whether offered or not.
 */
static void write_fmtp(struct writer *writer, const struct sdp_codec *codec,
                       enum sdp_direction direction)
{
    bool is_mix = codec->codec == CODEC_OPUS && direction == SDP_SENDONLY;
    const char *separator = "";
    if (codec->fmtp.size == 0 && !is_mix) {
        return;
    }
    writer_format(writer, "a=fmtp:%u ", codec->payload_type);
    if (is_mix && sdp_parameter(codec->fmtp, "minptime").size == 0) {
        writer_text(writer, "minptime=10");
        separator = ";";
    }
    if (is_mix && sdp_parameter(codec->fmtp, "useinbandfec").size == 0) {
        writer_format(writer, "%suseinbandfec=1", separator);
        separator = ";";
    }
    if (codec->fmtp.size > 0) {
        writer_text(writer, separator);
        writer_put(writer, codec->fmtp);
    }
    writer_text(writer, "\r\n");
}

static void write_codec(struct writer *writer, const struct sdp_codec *codec,
                        enum sdp_direction direction)
{
    writer_format(writer, "a=rtpmap:%u %s/%u%s\r\n", codec->payload_type, codec_name(codec->codec),
                  codec->clock_hz, codec->codec == CODEC_OPUS ? "/2" : "");
    write_fmtp(writer, codec, direction);
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

static void write_extensions(struct writer *writer, const struct track *track)
{
    for (size_t i = 0; i < SDP_EXTENSION_COUNT; i++) {
        if (track->extensions[i] != 0) {
            writer_format(writer, "a=extmap:%u %s\r\n", track->extensions[i],
                          sdp_extension_uri((enum sdp_extension)i));
        }
    }
}

static void write_track_section(struct writer *writer, const struct sdp_media *media,
                                const struct track *track, const struct local_description *local,
                                enum sdp_direction direction, const char *cname)
{
    writer_format(writer, "m=%s 9 UDP/TLS/RTP/SAVPF", kind_name(media->kind));
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
        write_extensions(writer, track);
        if (track->rid_count > 0) {
            write_simulcast(writer, media);
        }
    } else {
        writer_format(writer, "a=msid:plenary %s\r\n",
                      track->mid[0] ? track->mid : kind_name(media->kind));
        writer_format(writer, "a=ssrc:%u cname:%s\r\n", track->ssrc, cname);
    }
}

/* What an inactive section names, as it must name something; NULL rejects it. */
static const struct sdp_codec *inactive_codec(const struct sdp_media *media)
{
    for (size_t i = 0; i < media->codec_count && !media->rejected; i++) {
        if (codec_kind(media->codecs[i].codec) == media->kind) {
            return &media->codecs[i];
        }
    }
    return NULL;
}

/* Audio or video that gets nothing, now; it stays in the bundle. */
static void write_inactive_section(struct writer *writer, const struct sdp_media *media,
                                   const struct local_description *local)
{
    const struct sdp_codec *codec = inactive_codec(media);
    writer_format(writer, "m=%s 9 UDP/TLS/RTP/SAVPF %u\r\nc=IN IP4 0.0.0.0\r\n",
                  kind_name(media->kind), codec->payload_type);
    write_mid(writer, media->mid);
    write_transport(writer, local, "passive");
    writer_text(writer, "a=inactive\r\n");
    write_codec(writer, codec, SDP_INACTIVE);
}

/* A section that we shall never use: kept in its place, out of the bundle. */
static void write_rejected_section(struct writer *writer, const struct sdp_media *media)
{
    if (media->kind == MEDIA_OTHER) {
        writer_text(writer, "m=");
        writer_put(writer, media->kind_name);
        writer_text(writer, " 0 ");
        writer_put(writer, media->protocol);
        writer_text(writer, " ");
        writer_put(writer, media->formats);
    } else {
        writer_format(writer, "m=%s 0 UDP/TLS/RTP/SAVPF %u", kind_name(media->kind),
                      media->codec_count > 0 ? media->codecs[0].payload_type : 0u);
    }
    writer_text(writer, "\r\nc=IN IP4 0.0.0.0\r\n");
    write_mid(writer, media->mid);
    writer_text(writer, "a=inactive\r\n");
}

/* The group of all sections that are not rejected, if the offer had one. */
static void write_group(struct writer *writer, const struct sdp *offer,
                        const struct session_description *session)
{
    if (!offer->bundled) {
        return;
    }
    writer_text(writer, "a=group:BUNDLE");
    for (size_t i = 0; i < offer->media_count; i++) {
        const struct sdp_media *media = &offer->media[i];
        if (track_of(session, media) || inactive_codec(media)) {
            writer_text(writer, " ");
            writer_put(writer, media->mid);
        }
    }
    writer_text(writer, "\r\n");
}

void negotiate_answer(struct writer *writer, const struct sdp *offer,
                      const struct session_description *session,
                      const struct local_description *local, enum sdp_direction direction,
                      const char *cname)
{
    write_session(writer, local, true);
    write_group(writer, offer, session);
    for (size_t i = 0; i < offer->media_count; i++) {
        const struct sdp_media *media = &offer->media[i];
        const struct track *track = track_of(session, media);
        if (track) {
            write_track_section(writer, media, track, local, direction, cname);
        } else if (inactive_codec(media)) {
            write_inactive_section(writer, media, local);
        } else {
            write_rejected_section(writer, media);
        }
    }
}

/* ---- offers ---- */

static void write_offered_codec(struct writer *writer, const struct track *track,
                                const struct payload_type *type)
{
    unsigned number = type->payload_type;
    bool is_video = codec_kind(type->codec) == MEDIA_VIDEO;
    writer_format(writer, "a=rtpmap:%u %s/%u%s\r\n", number, codec_name(type->codec),
                  codec_clock_hz(type->codec), type->codec == CODEC_OPUS ? "/2" : "");
    if (type->codec == CODEC_H264) {
        writer_format(writer,
                      "a=fmtp:%u level-asymmetry-allowed=1;packetization-mode=1;"
                      "profile-level-id=42e01f\r\n",
                      number);
    } else if (type->codec == CODEC_OPUS) {
        writer_format(writer, "a=fmtp:%u minptime=10;useinbandfec=1\r\n", number);
    }
    static const char *const feedback[] = {"nack", "nack pli", "ccm fir", "goog-remb"};
    size_t feedback_count = is_video ? COUNT_OF(feedback) : 1; /* sound is but sent again */
    for (size_t i = 0; i < feedback_count; i++) {
        writer_format(writer, "a=rtcp-fb:%u %s\r\n", number, feedback[i]);
    }
    if (track->extensions[SDP_EXTENSION_TRANSPORT_CC] != 0) {
        writer_format(writer, "a=rtcp-fb:%u transport-cc\r\n", number);
    }
}

static void write_offered_section(struct writer *writer, const struct track *track,
                                  const struct local_description *local,
                                  enum sdp_direction direction, const char *cname)
{
    writer_format(writer, "m=%s 9 UDP/TLS/RTP/SAVPF", kind_name(track->kind));
    for (size_t i = 0; i < track->codec_count; i++) {
        writer_format(writer, " %u", track->codecs[i].payload_type);
    }
    writer_format(writer, "\r\nc=IN IP4 0.0.0.0\r\na=mid:%s\r\n", track->mid);
    write_transport(writer, local, "actpass");
    writer_format(writer, "a=%s\r\n", direction_name(direction));
    for (size_t i = 0; i < track->codec_count; i++) {
        write_offered_codec(writer, track, &track->codecs[i]);
    }
    write_extensions(writer, track);
    if (direction != SDP_SENDONLY) {
        return;
    }
    writer_format(writer, "a=msid:plenary %s\r\n", track->mid);
    if (track->rid_count == 0) {
        writer_format(writer, "a=ssrc:%u cname:%s\r\n", track->ssrc, cname);
        return;
    }
    for (size_t i = 0; i < track->rid_count; i++) {
        writer_format(writer, "a=rid:%s send\r\n", track->rids[i]);
    }
    for (size_t i = 0; i < track->rid_count; i++) {
        writer_format(writer, "%s%s", i > 0 ? ";" : "a=simulcast:send ", track->rids[i]);
    }
    writer_text(writer, "\r\n");
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
        write_offered_section(writer, &session->tracks[i], local, direction, cname);
    }
}
