/* What an offer, or the answer to our own, means. Writing is negotiate_write.c's. */
#include "peer/negotiate.h"

#include <strings.h>

static bool refuse(const char **problem, const char *sentence)
{
    *problem = sentence;
    return false;
}

static bool copy_text(struct bytes text, char *out, size_t max)
{
    if (text.size > max) {
        return false;
    }
    memset(out, 0, max + 1);
    if (text.size > 0) {
        memcpy(out, text.data, text.size);
    }
    return true;
}

/* ---- what all sections share ---- */

/* With BUNDLE all media use the transport of the first section in use. */
static const struct sdp_media *transport_of(const struct sdp *sdp)
{
    for (size_t i = 0; i < sdp->media_count; i++) {
        if (!sdp->media[i].rejected && sdp->media[i].kind != MEDIA_OTHER) {
            return &sdp->media[i];
        }
    }
    return NULL;
}

static size_t sections_in_use(const struct sdp *sdp)
{
    size_t count = 0;
    for (size_t i = 0; i < sdp->media_count; i++) {
        count += !sdp->media[i].rejected;
    }
    return count;
}

static bool take_transport(const struct sdp *sdp, struct session_description *session,
                           const char **problem)
{
    const struct sdp_media *transport = transport_of(sdp);
    if (!transport) {
        return refuse(problem, "The SDP has no audio or video section in use.");
    }
    if (!sdp->bundled && sections_in_use(sdp) > 1) {
        return refuse(problem, "All sections must share one transport: offer a=group:BUNDLE with "
                               "all of them (in browsers bundlePolicy: \"max-bundle\").");
    }
    if (!transport->rtcp_mux) {
        return refuse(problem, "RTCP must share the port of RTP: offer a=rtcp-mux.");
    }
    if (!transport->has_fingerprint) {
        return refuse(problem, "A SHA-256 fingerprint is missing: a=fingerprint:sha-256 ...");
    }
    if (transport->ufrag.size < 4 || transport->password.size < 22 ||
        !copy_text(transport->ufrag, session->remote.ufrag, ICE_UFRAG_MAX) ||
        !copy_text(transport->password, session->remote.password, ICE_PASSWORD_MAX)) {
        return refuse(problem, "ICE needs a=ice-ufrag of 4 to 32 and a=ice-pwd of 22 to 64 "
                               "characters.");
    }
    session->remote_setup = transport->setup;
    memcpy(session->remote_fingerprint, transport->fingerprint, SDP_FINGERPRINT_SIZE);
    return true;
}

/* ---- codecs ---- */

/* H264 is taken in packetization mode 1 alone; among several profiles constrained
 * baseline suits every decoder.
 */
static unsigned h264_rank(const struct sdp_codec *codec)
{
    char fmtp[256];
    if (!copy_text(codec->fmtp, fmtp, sizeof(fmtp) - 1) ||
        !strcasestr(fmtp, "packetization-mode=1")) {
        return 0;
    }
    const char *profile = strcasestr(fmtp, "profile-level-id=");
    if (profile && strncasecmp(profile + 17, "42e0", 4) == 0) {
        return 3;
    }
    return profile && strncasecmp(profile + 17, "42", 2) == 0 ? 2 : 1;
}

/* The payload type of a codec in a section, -1 if it has none that we take. */
static int choose_payload_type(const struct sdp_media *media, enum codec codec)
{
    int chosen = -1;
    unsigned best = 0;
    for (size_t i = 0; i < media->codec_count; i++) {
        const struct sdp_codec *offered = &media->codecs[i];
        if (offered->codec != codec) {
            continue;
        }
        unsigned rank = codec == CODEC_H264 ? h264_rank(offered) : 1;
        if (rank > best) {
            best = rank;
            chosen = offered->payload_type;
        }
    }
    return chosen;
}

static bool take_codecs(const struct sdp_media *media, struct track *track)
{
    static const enum codec preferred[] = {CODEC_VP8, CODEC_H264, CODEC_VP9, CODEC_AV1,
                                           CODEC_OPUS};
    for (size_t i = 0; i < COUNT_OF(preferred); i++) {
        int payload_type = choose_payload_type(media, preferred[i]);
        if (payload_type >= 0 && codec_kind(preferred[i]) == media->kind) {
            track->codecs[track->codec_count++] = (struct payload_type){
                .payload_type = (uint8_t)payload_type, .codec = preferred[i]};
        }
    }
    return track->codec_count > 0;
}

/* ---- layers ---- */

/* How good a layer of this name usually is; 0: the name tells nothing. */
static unsigned rid_rank(struct bytes rid)
{
    static const struct {
        const char *name;
        unsigned rank;
    } names[] = {{"high", 3}, {"mid", 2},  {"low", 1}, {"h", 3}, {"m", 2}, {"l", 1},
                 {"f", 4},    {"q", 1},    {"full", 4}, {"half", 2}, {"quarter", 1}};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (bytes_equal_text(rid, names[i].name)) {
            return names[i].rank;
        }
    }
    return 0;
}

/* Best first. "h" is high beside m and l, but half beside f and q. Names that tell
 * nothing keep the order in which they were offered.
 */
static bool take_rids(const struct sdp_media *media, struct track *track)
{
    unsigned ranks[NEGOTIATE_LAYERS_MAX] = {0};
    bool has_quarter = false;
    for (size_t i = 0; i < media->rid_count; i++) {
        has_quarter |= bytes_equal_text(media->rids[i], "q") ||
                       bytes_equal_text(media->rids[i], "f");
    }
    for (size_t i = 0; i < media->rid_count; i++) {
        unsigned rank = rid_rank(media->rids[i]);
        rank = has_quarter && bytes_equal_text(media->rids[i], "h") ? 2 : rank;
        size_t at = track->rid_count;
        while (at > 0 && ranks[at - 1] < rank) {
            ranks[at] = ranks[at - 1];
            memcpy(track->rids[at], track->rids[at - 1], sizeof(track->rids[at]));
            at--;
        }
        ranks[at] = rank;
        if (!copy_text(media->rids[i], track->rids[at], NEGOTIATE_RID_MAX)) {
            return false;
        }
        track->rid_count++;
    }
    return true;
}

/* ---- offers ---- */

static bool take_track(const struct sdp_media *media, struct session_description *session,
                       const char **problem)
{
    struct track *track = &session->tracks[session->track_count];
    *track = (struct track){.kind = media->kind, .ssrc = media->ssrc};
    if (!copy_text(media->mid, track->mid, NEGOTIATE_MID_MAX)) {
        return refuse(problem, "An a=mid is longer than 16 characters.");
    }
    if (!take_codecs(media, track)) {
        return refuse(problem, media->kind == MEDIA_AUDIO
                                   ? "No common audio codec: offer Opus (opus/48000/2)."
                                   : "No common video codec: offer VP8, H264 with "
                                     "packetization-mode=1, VP9 or AV1.");
    }
    if (!take_rids(media, track)) {
        return refuse(problem, "A simulcast rid is longer than 16 characters.");
    }
    memcpy(track->extensions, media->extensions, sizeof(track->extensions));
    session->track_count++;
    return true;
}

static bool has_kind(const struct session_description *session, enum media_kind kind)
{
    for (size_t i = 0; i < session->track_count; i++) {
        if (session->tracks[i].kind == kind) {
            return true;
        }
    }
    return false;
}

bool negotiate_publish(const struct sdp *offer, struct session_description *session,
                       const char **problem)
{
    *session = (struct session_description){0};
    if (!take_transport(offer, session, problem)) {
        return false;
    }
    if (session->remote_setup == SDP_SETUP_PASSIVE) {
        return refuse(problem, "The server is always DTLS-passive: offer a=setup:actpass.");
    }
    for (size_t i = 0; i < offer->media_count; i++) {
        const struct sdp_media *media = &offer->media[i];
        bool sends = media->direction == SDP_SENDONLY || media->direction == SDP_SENDRECV;
        if (media->rejected || media->kind == MEDIA_OTHER || !sends) {
            continue;
        }
        if (has_kind(session, media->kind)) {
            return refuse(problem, "Publish at most one audio and one video in a session.");
        }
        if (!take_track(media, session, problem)) {
            return false;
        }
    }
    return session->track_count > 0 ||
           refuse(problem, "Nothing is sent in this offer: WHIP needs a=sendonly sections.");
}

bool negotiate_watch(const struct sdp *offer, size_t video_max,
                     struct session_description *session, const char **problem)
{
    *session = (struct session_description){0};
    if (!take_transport(offer, session, problem)) {
        return false;
    }
    if (session->remote_setup == SDP_SETUP_PASSIVE) {
        return refuse(problem, "The server is always DTLS-passive: offer a=setup:actpass.");
    }
    size_t videos = 0;
    for (size_t i = 0; i < offer->media_count; i++) {
        const struct sdp_media *media = &offer->media[i];
        bool receives = media->direction == SDP_RECVONLY || media->direction == SDP_SENDRECV;
        bool is_video = media->kind == MEDIA_VIDEO;
        bool is_wanted = is_video ? videos < video_max : !has_kind(session, MEDIA_AUDIO);
        if (media->rejected || media->kind == MEDIA_OTHER || !receives || !is_wanted ||
            session->track_count == NEGOTIATE_TRACKS_MAX) {
            continue;
        }
        if (!take_track(media, session, problem)) {
            return false;
        }
        session->tracks[session->track_count - 1].rid_count = 0;
        videos += is_video;
    }
    return session->track_count > 0 ||
           refuse(problem, "Nothing is received in this offer: WHEP needs a=recvonly sections.");
}

/* ---- answers to our own offers ---- */

bool negotiate_accept(const struct sdp *answer, struct session_description *session,
                      struct address *candidate, const char **problem)
{
    struct session_description accepted = {0};
    if (!take_transport(answer, &accepted, problem)) {
        return false;
    }
    if (accepted.remote_setup != SDP_SETUP_PASSIVE) {
        return refuse(problem, "The server wants to be DTLS-active; only passive ones work here.");
    }
    for (size_t i = 0; i < answer->media_count; i++) {
        const struct sdp_media *media = &answer->media[i];
        if (!media->rejected && media->kind != MEDIA_OTHER &&
            media->direction != SDP_INACTIVE && !take_track(media, &accepted, problem)) {
            return false;
        }
    }
    const struct sdp_media *transport = transport_of(answer);
    if (transport->candidate_count == 0) {
        return refuse(problem, "The answer names no UDP host candidate.");
    }
    *candidate = transport->candidates[0].address;
    *session = accepted;
    return true;
}
