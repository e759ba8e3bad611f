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

/* ICE's own characters are fewer still; this keeps out what would break a line. */
static bool is_visible(struct bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] <= 0x20 || text.data[i] >= 0x7f) {
            return false;
        }
    }
    return true;
}

/* ---- what all sections share ---- */

static const struct sdp_media *first_media(const struct sdp *sdp)
{
    for (size_t i = 0; i < sdp->media_count; i++) {
        if (!sdp->media[i].rejected && sdp->media[i].kind != MEDIA_OTHER) {
            return &sdp->media[i];
        }
    }
    return NULL;
}

/* With BUNDLE all share one transport, and sections after the first need not describe
 * it again (RFC 8843 7.1.3). The first may be a data channel's.
 */
static const struct sdp_media *transport_of(const struct sdp *sdp)
{
    for (size_t i = 0; i < sdp->media_count; i++) {
        if (!sdp->media[i].rejected && sdp->media[i].ufrag.size > 0) {
            return &sdp->media[i];
        }
    }
    return first_media(sdp);
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
    const struct sdp_media *media = first_media(sdp);
    const struct sdp_media *transport = transport_of(sdp);
    if (!media) {
        return refuse(problem, "The SDP has no audio or video section in use.");
    }
    if (!sdp->bundled && sections_in_use(sdp) > 1) {
        return refuse(problem, "All sections must share one transport: offer a=group:BUNDLE with "
                               "all of them (in browsers bundlePolicy: \"max-bundle\").");
    }
    if (!media->rtcp_mux) {
        return refuse(problem, "RTCP must share the port of RTP: offer a=rtcp-mux.");
    }
    if (!transport->has_fingerprint) {
        return refuse(problem, "A SHA-256 fingerprint is missing: a=fingerprint:sha-256 ...");
    }
    if (transport->ufrag.size < 4 || transport->password.size < 22 ||
        !is_visible(transport->ufrag) || !is_visible(transport->password) ||
        !copy_text(transport->ufrag, session->remote.ufrag, ICE_UFRAG_MAX) ||
        !copy_text(transport->password, session->remote.password, ICE_PASSWORD_MAX)) {
        return refuse(problem, "ICE needs a=ice-ufrag of 4 to 32 and a=ice-pwd of 22 to 64 "
                               "characters.");
    }
    session->remote_setup = transport->setup;
    memcpy(session->remote_fingerprint, transport->fingerprint, SDP_FINGERPRINT_SIZE);
    return true;
}

static bool take_offered_transport(const struct sdp *offer, struct session_description *session,
                                   const char **problem)
{
    if (offer->ice_lite) {
        return refuse(problem, "The server is ICE-lite, so the client must not be: leave out "
                               "a=ice-lite.");
    }
    if (!take_transport(offer, session, problem)) {
        return false;
    }
    return session->remote_setup != SDP_SETUP_PASSIVE ||
           refuse(problem, "The server is always DTLS-passive: offer a=setup:actpass.");
}

/* ---- codecs ---- */

/* How well a payload type of this codec suits every decoder; 0: not taken.
 *
 * H264 comes in packetization mode 1 alone, best as constrained baseline. VP9 and AV1
 * come in profile 0, which is what they are when they do not say (RFC 9628 6.1.1).
 */
static unsigned codec_rank(const struct sdp_codec *codec)
{
    struct bytes profile;
    switch (codec->codec) {
    case CODEC_H264:
        if (!bytes_equal_text(sdp_parameter(codec->fmtp, "packetization-mode"), "1")) {
            return 0;
        }
        profile = sdp_parameter(codec->fmtp, "profile-level-id");
        if (profile.size == 6 && strncasecmp((const char *)profile.data, "42e0", 4) == 0) {
            return 3;
        }
        return profile.size == 6 && memcmp(profile.data, "42", 2) == 0 ? 2 : 1;
    case CODEC_VP9:
        profile = sdp_parameter(codec->fmtp, "profile-id");
        return profile.size == 0 || bytes_equal_text(profile, "0");
    case CODEC_AV1:
        profile = sdp_parameter(codec->fmtp, "profile");
        return profile.size == 0 || bytes_equal_text(profile, "0");
    default:
        return 1;
    }
}

/* The payload type of a codec in a section, -1 if it has none that we take. */
static int choose_payload_type(const struct sdp_media *media, enum codec codec)
{
    int chosen = -1;
    unsigned best = 0;
    for (size_t i = 0; i < media->codec_count; i++) {
        const struct sdp_codec *offered = &media->codecs[i];
        if (offered->codec != codec || offered->fmtp.size > NEGOTIATE_FMTP_MAX) {
            continue;
        }
        unsigned rank = codec_rank(offered);
        if (rank > best) {
            best = rank;
            chosen = offered->payload_type;
        }
    }
    return chosen;
}

static bool take_codecs(const struct sdp_media *media, struct track *track)
{
    static const enum codec preferred[] = {CODEC_VP8, CODEC_H264, CODEC_VP9, CODEC_AV1, CODEC_OPUS};
    for (size_t i = 0; i < COUNT_OF(preferred); i++) {
        int payload_type = choose_payload_type(media, preferred[i]);
        if (payload_type >= 0 && codec_kind(preferred[i]) == media->kind) {
            track->codecs[track->codec_count++] =
                (struct payload_type){.payload_type = (uint8_t)payload_type, .codec = preferred[i]};
        }
    }
    return track->codec_count > 0;
}

/* ---- layers ---- */

/* How good a layer of this name usually is; 0: the name tells nothing. Numbers are
 * such names: some clients count from the best layer (OBS), some from the worst. "h"
 * is high beside m and l, half beside f and q: 3 fits both.
 */
static unsigned rid_rank(struct bytes rid)
{
    static const struct {
        const char *name;
        unsigned rank;
    } names[] = {{"high", 3}, {"mid", 2}, {"medium", 2}, {"low", 1},  {"h", 3},    {"m", 2},
                 {"l", 1},    {"f", 4},   {"q", 1},      {"full", 4}, {"half", 2}, {"quarter", 1}};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (bytes_equal_text(rid, names[i].name)) {
            return names[i].rank;
        }
    }
    return 0;
}

/* Where one name tells nothing, all keep the order in which they were offered. */
static void rank_rids(const struct sdp_media *media, unsigned ranks[NEGOTIATE_LAYERS_MAX])
{
    bool is_known = true;
    for (size_t i = 0; i < media->rid_count; i++) {
        ranks[i] = rid_rank(media->rids[i]);
        is_known &= ranks[i] != 0;
    }
    if (!is_known) {
        memset(ranks, 0, NEGOTIATE_LAYERS_MAX * sizeof(ranks[0]));
    }
}

/* Best first. Without the RID extension the layers could not be told apart. */
static bool take_rids(const struct sdp_media *media, struct track *track)
{
    unsigned ranks[NEGOTIATE_LAYERS_MAX] = {0}, sorted[NEGOTIATE_LAYERS_MAX] = {0};
    if (media->kind != MEDIA_VIDEO || media->extensions[SDP_EXTENSION_RID] == 0) {
        return true;
    }
    rank_rids(media, ranks);
    for (size_t i = 0; i < media->rid_count; i++) {
        size_t at = track->rid_count;
        for (; at > 0 && sorted[at - 1] < ranks[i]; at--) {
            sorted[at] = sorted[at - 1];
            memcpy(track->rids[at], track->rids[at - 1], sizeof(track->rids[at]));
        }
        sorted[at] = ranks[i];
        if (!is_visible(media->rids[i]) ||
            !copy_text(media->rids[i], track->rids[at], NEGOTIATE_RID_MAX)) {
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
    *track = (struct track){.kind = media->kind, .ssrc = media->ssrc, .max_bps = media->max_bps};
    if (!is_visible(media->mid) || !copy_text(media->mid, track->mid, NEGOTIATE_MID_MAX)) {
        return refuse(problem, "An a=mid must be ASCII of at most 16 characters.");
    }
    if (!take_codecs(media, track)) {
        return refuse(problem, media->kind == MEDIA_AUDIO
                                   ? "No common audio codec: offer Opus (opus/48000/2)."
                                   : "No common video codec: offer VP8, H264 with "
                                     "packetization-mode=1, VP9 or AV1.");
    }
    if (!take_rids(media, track)) {
        return refuse(problem, "A simulcast rid must be ASCII of at most 16 characters.");
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
    if (!take_offered_transport(offer, session, problem)) {
        return false;
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

bool negotiate_watch(const struct sdp *offer, size_t video_max, struct session_description *session,
                     const char **problem)
{
    *session = (struct session_description){0};
    if (!take_offered_transport(offer, session, problem)) {
        return false;
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
        struct track *track = &session->tracks[session->track_count - 1];
        track->rid_count = 0;
        track->ssrc = 0; /* the viewer's own, if any; ours is drawn by the caller */
        memset(track->extensions, 0, sizeof(track->extensions));
        videos += is_video;
    }
    return session->track_count > 0 ||
           refuse(problem, "Nothing is received in this offer: WHEP needs a=recvonly sections.");
}

/* ---- answers to our own offers ---- */

static const struct track *find_track(const struct session_description *session, const char *mid)
{
    for (size_t i = 0; i < session->track_count; i++) {
        if (strcmp(session->tracks[i].mid, mid) == 0) {
            return &session->tracks[i];
        }
    }
    return NULL;
}

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
        if (media->rejected || media->kind == MEDIA_OTHER || media->direction == SDP_INACTIVE) {
            continue;
        }
        if (accepted.track_count == NEGOTIATE_TRACKS_MAX) {
            return refuse(problem, "The answer has more sections than the offer.");
        }
        if (!take_track(media, &accepted, problem)) {
            return false;
        }
        struct track *track = &accepted.tracks[accepted.track_count - 1];
        const struct track *offered = find_track(session, track->mid);
        if (track->ssrc == 0 && offered) {
            track->ssrc = offered->ssrc; /* a publisher's: the server does not repeat it */
        }
    }
    const struct sdp_media *transport = transport_of(answer);
    if (accepted.track_count == 0) {
        return refuse(problem, "The answer accepts no section.");
    }
    if (transport->candidate_count == 0) {
        return refuse(problem, "The answer names no UDP host candidate.");
    }
    *candidate = transport->candidates[0].address;
    *session = accepted;
    return true;
}
