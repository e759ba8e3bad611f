#include "swarm/location.h"

#include "shell/data.h"
#include "shell/net.h"
#include "swarm/stamp.h"
#include "swarm/swarm.h"
#include "wire/rtcp.h"
#include "wire/rtp.h"

#define STALL_US (500 * MS_US)
#define REPORT_US (1 * SECOND_US)

enum { SEEN_BITS = 64 };

/* ---- joining ---- */

static void answered(struct request *request, int status, struct bytes body)
{
    struct location *location = request->context;
    struct swarm *swarm = location->swarm;
    struct session_description session = {0};
    uint64_t now_us = net_now_us();
    free(request);
    bool good = status == 201 && swarm_accept(swarm, body, &location->local, &location->end.sink,
                                              &session, &location->peer, now_us);
    if (!good) {
        swarm->tally.refused++;
        swarm->in_flight--;
        if (swarm->tally.refused == 1) {
            fprintf(stderr, "plenary swarm: a location is answered %d: %.*s\n", status,
                    (int)MIN(body.size, 300u), body.data ? (const char *)body.data : "");
        }
        return;
    }
    location->is_in = true;
    durations_add(&swarm->tally.answer, now_us - location->asked_us);
    for (size_t i = 0; i < session.track_count; i++) {
        struct track_account *account =
            session.tracks[i].kind == MEDIA_VIDEO ? &location->video : &location->audio;
        account->ssrc = session.tracks[i].ssrc;
    }
    location_tick(location, now_us);
}

void location_join(struct location *location)
{
    struct swarm *swarm = location->swarm;
    struct session_description session = {.track_count = swarm->options->is_audio_only ? 1 : 2};
    struct request *request = swarm_request(swarm, "/whep", swarm->options->viewer_token);
    ASSERT(request);
    location->is_sampled = location->end.number % LOCATION_SAMPLE == 0;
    location->asked_us = net_now_us();
    ice_credentials_draw(&location->local, &system_random, 0);
    swarm_offer(swarm, &session, &location->local, SDP_RECVONLY, request);
    request->done = answered;
    request->context = location;
    swarm->in_flight++;
    request_send(swarm->requests, request);
}

void location_deinit(struct location *location)
{
    if (location->is_in) {
        peer_deinit(&location->peer);
        location->is_in = false;
    }
}

/* ---- media ---- */

/* Count a packet by its header. */
static void account(struct tally *tally, struct track_account *track, uint16_t sequence)
{
    uint64_t extended;
    if (!track->is_started) {
        track->is_started = true;
        track->highest = extended = SEEN_BITS + sequence;
        track->seen = UINT64_MAX; /* before the first nothing is missing */
    } else {
        extended = rtp_extend_sequence(track->highest, sequence);
    }
    tally->packets++;
    if (extended > track->highest) {
        uint64_t ahead = extended - track->highest;
        for (uint64_t i = 0; i < MIN(ahead, (uint64_t)SEEN_BITS); i++) {
            tally->lost += track->seen >> (SEEN_BITS - 1) == 0;
            track->seen <<= 1;
        }
        tally->lost += ahead > SEEN_BITS ? ahead - SEEN_BITS : 0;
        track->seen |= 1;
        track->highest = extended;
    } else if (track->highest - extended >= SEEN_BITS) {
        tally->late++;
    } else {
        uint64_t bit = UINT64_C(1) << (track->highest - extended);
        bool is_repeated = extended != track->highest && (track->seen & bit) != 0;
        tally->repeated += is_repeated;
        track->seen |= bit;
    }
}

static void note_frame(struct location *location, uint64_t now_us)
{
    struct tally *tally = &location->swarm->tally;
    if (!location->has_picture) {
        location->has_picture = true;
        durations_add(&tally->picture, now_us - location->asked_us);
    } else {
        tally->stalls += now_us - location->last_frame_us > STALL_US;
    }
    location->last_frame_us = now_us;
    tally->frames++;
}

/* A sampled location's packet, opened: is it what the speaker sent? */
static void inspect(struct location *location, struct bytes datagram, uint64_t now_us)
{
    struct tally *tally = &location->swarm->tally;
    struct rtp_packet packet;
    struct stamp stamp;
    enum drop drop = rtp_parse(datagram, &packet);
    bool is_video = !drop && packet.ssrc == location->video.ssrc;
    size_t descriptor = is_video ? 1 : 0; /* VP8 (RFC 7741 4.2) */
    if (drop || packet.payload.size < descriptor ||
        !stamp_read(bytes_of(packet.payload.data + descriptor, packet.payload.size - descriptor),
                    &stamp)) {
        tally->corrupted += location->swarm->options->speaker_token != NULL;
        return;
    }
    tally->opened++;
    durations_add(&tally->delay, now_us - MIN(stamp.sent_us, now_us));
}

static void receive_rtp(struct location *location, const uint8_t *datagram, uint64_t now_us)
{
    uint32_t ssrc = load_be32(datagram + 8);
    uint16_t sequence = load_be16(datagram + 2);
    if (ssrc == location->video.ssrc) {
        account(&location->swarm->tally, &location->video, sequence);
        if ((datagram[1] & 0x80) != 0) {
            note_frame(location, now_us);
        }
    } else if (ssrc == location->audio.ssrc) {
        account(&location->swarm->tally, &location->audio, sequence);
    }
}

void location_receive(struct location *location, const struct address *from, uint8_t *datagram,
                      size_t size, uint64_t now_us)
{
    struct swarm *swarm = location->swarm;
    struct peer_event event;
    if (!location->is_in || size == 0) {
        return;
    }
    bool is_srtp = datagram[0] >= 128 && datagram[0] <= 191 && size >= RTP_HEADER_SIZE;
    bool is_rtp = is_srtp && (datagram[1] & 0x7f) - 64u > 31; /* RFC 5761 4 */
    if (is_rtp) {
        receive_rtp(location, datagram, now_us);
    }
    if (is_srtp && !location->is_sampled) {
        return;
    }
    enum drop drop = peer_receive(&location->peer, from, datagram, size, now_us, &event);
    if (is_rtp && drop && drop != DROP_SRTP_REPLAYED && drop != DROP_SRTP_TOO_OLD) {
        swarm->tally.corrupted++;
    }
    if (!drop && event.kind == PEER_EVENT_RTP) {
        inspect(location, event.packet, now_us);
    }
    if (event.connected) {
        swarm->tally.joined++;
        swarm->in_flight--;
        durations_add(&swarm->tally.connect, now_us - location->asked_us);
    }
    if (event.closed) {
        swarm->tally.closed++;
        location_deinit(location);
    }
}

/* ---- time ---- */

static size_t find_missing(const struct track_account *track, uint16_t *sequences, size_t max)
{
    size_t count = 0;
    /* The oldest few are given up by now; the newest may only be overtaken. */
    for (unsigned i = 1; track->is_started && i < SEEN_BITS - 8 && count < max; i++) {
        if ((track->seen >> i & 1) == 0) {
            sequences[count++] = (uint16_t)(track->highest - i);
        }
    }
    return count;
}

static void ask_again(struct location *location, struct track_account *track,
                      struct writer *writer)
{
    uint16_t sequences[32];
    size_t count = find_missing(track, sequences, COUNT_OF(sequences));
    if (count > 0) {
        rtcp_write_nack(writer, location->end.number + 1, track->ssrc, sequences, count);
        location->swarm->tally.nacks += count;
    }
}

void location_tick(struct location *location, uint64_t now_us)
{
    uint8_t buffer[1200];
    struct writer writer = writer_of(buffer, sizeof(buffer));
    struct peer_event event;
    if (!location->is_in) {
        return;
    }
    peer_tick(&location->peer, now_us, &event);
    if (event.closed) {
        location->swarm->tally.closed++;
        location_deinit(location);
        return;
    }
    if (location->peer.state != PEER_CONNECTED) {
        return;
    }
    if (now_us >= location->report_us) {
        struct rtcp_report reports[2] = {
            {.ssrc = location->video.ssrc,
             .highest_sequence = (uint32_t)location->video.highest},
            {.ssrc = location->audio.ssrc,
             .highest_sequence = (uint32_t)location->audio.highest}};
        rtcp_write_receiver_report(&writer, location->end.number + 1, reports, 2);
        location->report_us = now_us + REPORT_US;
    }
    ask_again(location, &location->video, &writer);
    ask_again(location, &location->audio, &writer);
    if (writer_bytes(&writer).size > 0) {
        peer_send_rtcp(&location->peer, writer_bytes(&writer));
    }
}
