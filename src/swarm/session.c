/* WHEP and WHIP as a client: the offer, and what its answer makes. */
#include "shell/data.h"
#include "shell/net.h"
#include "swarm/swarm.h"

struct request *swarm_request(const char *path, const char *token)
{
    struct request *request = calloc(1, sizeof(*request));
    if (request) {
        request->method = "POST";
        request->token = token;
        request->content_type = "application/sdp";
        snprintf(request->path, sizeof(request->path), "%s", path);
    }
    return request;
}

void swarm_offer(struct swarm *swarm, struct session_description *session,
                 const struct ice_credentials *local, enum sdp_direction direction,
                 struct request *request)
{
    struct writer offer = writer_of(request->body, sizeof(request->body));
    struct local_description ours = {.ice = *local,
                                     .fingerprint = dtls_identity_fingerprint(swarm->identity)};
    static const struct payload_type codecs[] = {{SWARM_AUDIO_PAYLOAD_TYPE, CODEC_OPUS},
                                                 {SWARM_VIDEO_PAYLOAD_TYPE, CODEC_VP8}};
    for (size_t i = 0; i < session->track_count; i++) {
        struct track *track = &session->tracks[i];
        track->kind = i == 0 ? MEDIA_AUDIO : MEDIA_VIDEO;
        track->mid[0] = (char)('0' + i);
        track->codec_count = 1;
        track->codecs[0] = codecs[i];
    }
    negotiate_offer(&offer, session, &ours, direction, "swarm");
    ASSERT(!offer.failed);
    request->body_size = writer_bytes(&offer).size;
}

bool swarm_accept(struct swarm *swarm, struct bytes answer_text,
                  const struct ice_credentials *local, struct datagram_sink *sink,
                  struct session_description *session, struct peer *peer, uint64_t now_us)
{
    static struct sdp answer;
    struct address candidate;
    const char *problem = NULL;
    if (sdp_parse(answer_text, &answer, &problem) &&
        negotiate_accept(&answer, session, &candidate, &problem) &&
        !target_is_allowed(&swarm->options->targets, &candidate)) {
        problem = "the server's media address is not allowed (--allow-target)";
    }
    if (problem) {
        fprintf(stderr, "plenary swarm: %s\n", problem);
        return false;
    }
    struct peer_setup setup = {.role = PEER_CLIENT,
                               .local = *local,
                               .remote = session->remote,
                               .remote_candidate = candidate,
                               .identity = swarm->identity,
                               .sink = sink,
                               .random = &system_random};
    memcpy(setup.remote_fingerprint, session->remote_fingerprint, DTLS_FINGERPRINT_SIZE);
    peer_init(peer, &setup, now_us);
    /* A server that makes the offer itself (Janus, behind the bench's bridge) thinks that it
     * controls, too: the conflict is to be decided for us (RFC 8445 7.3.1.1).
     */
    peer->ice.tie_breaker = UINT64_MAX;
    swarm->junk.target = candidate;
    return true;
}
