/* Negotiation: whatever offer is taken, the answer is SDP that mirrors its sections
 * and that our own client accepts.
 */
#include "peer/negotiate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct sdp offer, answer;

static void check_session(const struct session_description *session)
{
    ASSERT(session->track_count > 0 && session->track_count <= NEGOTIATE_TRACKS_MAX);
    ASSERT(strlen(session->remote.ufrag) >= 4 && strlen(session->remote.password) >= 22);
    for (size_t i = 0; i < session->track_count; i++) {
        const struct track *track = &session->tracks[i];
        ASSERT(track->codec_count > 0 && track->codec_count <= NEGOTIATE_CODECS_MAX);
        ASSERT(track->rid_count <= NEGOTIATE_LAYERS_MAX);
        for (size_t k = 0; k < track->codec_count; k++) {
            ASSERT(codec_kind(track->codecs[k].codec) == track->kind);
        }
    }
}

static void check_answer(struct session_description *session, enum sdp_direction direction)
{
    static uint8_t text[NEGOTIATE_ANSWER_MAX];
    static const uint8_t fingerprint[SDP_FINGERPRINT_SIZE] = {1, 2, 3};
    const struct address candidate = address_of_ipv4(192, 0, 2, 1, 5000);
    const struct local_description local = {.ice = {"Aserver", "serverpassword00000000"},
                                            .fingerprint = fingerprint,
                                            .candidates = &candidate,
                                            .candidate_count = 1};
    struct writer writer = writer_of(text, sizeof(text));
    negotiate_answer(&writer, &offer, session, &local, direction, "plenary");
    if (writer.failed) {
        return;
    }
    const char *problem = NULL;
    ASSERT(sdp_parse(writer_bytes(&writer), &answer, &problem));
    ASSERT(answer.media_count == offer.media_count && answer.bundled == offer.bundled);
    size_t active = 0;
    for (size_t i = 0; i < answer.media_count; i++) {
        ASSERT(bytes_equal(answer.media[i].mid, offer.media[i].mid));
        ASSERT(!offer.media[i].rejected || answer.media[i].rejected);
        active += !answer.media[i].rejected && answer.media[i].direction == direction;
    }
    ASSERT(active == session->track_count);
    struct session_description client = {0};
    struct address server;
    ASSERT(negotiate_accept(&answer, &client, &server, &problem));
    ASSERT(client.track_count == session->track_count && address_equal(&server, &candidate));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *problem = NULL;
    struct session_description session;
    struct address candidate;
    if (!sdp_parse(bytes_of(data, size), &offer, &problem)) {
        return 0;
    }
    problem = NULL;
    if (negotiate_publish(&offer, &session, &problem)) {
        check_session(&session);
        check_answer(&session, SDP_RECVONLY);
    } else {
        ASSERT(problem && problem[0]);
    }
    problem = NULL;
    if (negotiate_watch(&offer, 4, &session, &problem)) {
        check_session(&session);
        check_answer(&session, SDP_SENDONLY);
    } else {
        ASSERT(problem && problem[0]);
    }
    problem = NULL;
    if (negotiate_accept(&offer, &session, &candidate, &problem)) {
        check_session(&session);
    } else {
        ASSERT(problem && problem[0]);
    }
    return 0;
}
