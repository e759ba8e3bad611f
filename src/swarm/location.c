#include "swarm/location.h"

#include "shell/data.h"
#include "shell/net.h"
#include "swarm/stamp.h"
#include "swarm/swarm.h"
#include "wire/opus.h"
#include "wire/rtp.h"

enum { STALL_MS = 500 };

static bool is_flagged(const struct location_hot *hot, enum location_flag flag)
{
    return (hot->flags & flag) != 0;
}

struct media_tally *location_media(const struct location *location)
{
    bool is_bad = is_flagged(location->hot, LOCATION_IS_BAD);
    return &location->swarm->tally.media[is_bad ? TALLY_BAD : TALLY_GOOD];
}

/* ---- life ---- */

void location_init(struct location *location, struct swarm *swarm, uint32_t number)
{
    const struct behaviours *behaviours = &swarm->options->behaviours;
    bool is_sampled = number % LOCATION_SAMPLE == 0;
    bool is_slow = share_holds(&behaviours->slow, number);
    bool is_bad = is_slow || share_holds(&behaviours->leave, number) ||
                  share_holds(&behaviours->move, number) || share_holds(&behaviours->dead, number);
    location->swarm = swarm;
    location->number = number;
    location->hot = &swarm->hot[number];
    location->hot->flags =
        (uint8_t)((is_sampled ? LOCATION_IS_SAMPLED : 0) | (is_bad ? LOCATION_IS_BAD : 0) |
                  (is_slow || behaviours->loss_of_10000 > 0 ? LOCATION_IS_FILTERED : 0));
    location->pli_us = location->leave_us = location->move_us = NEVER_US;
    swarm_end_init(&location->end, is_sampled ? &swarm->sampled : &swarm->bulk, number);
}

static void set_state(struct location *location, enum location_state state)
{
    static const uint8_t from[] = {
        [LOCATION_AWAY] = 1 << LOCATION_WATCHING,
        [LOCATION_ASKING] = 1 << LOCATION_AWAY,
        [LOCATION_CONNECTING] = 1 << LOCATION_ASKING,
        [LOCATION_WATCHING] = 1 << LOCATION_CONNECTING,
        [LOCATION_DEAD] = 1 << LOCATION_WATCHING,
        [LOCATION_GONE] = 1 << LOCATION_ASKING | 1 << LOCATION_CONNECTING | 1 << LOCATION_WATCHING,
    };
    ASSERT((from[state] >> location->hot->state & 1) != 0);
    location->hot->state = (uint8_t)state;
}

static bool has_peer(const struct location *location)
{
    uint8_t state = location->hot->state;
    return state == LOCATION_CONNECTING || state == LOCATION_WATCHING || state == LOCATION_DEAD;
}

void location_deinit(struct location *location)
{
    if (has_peer(location)) {
        peer_deinit(&location->peer);
    }
    free(location->resource);
    location->resource = NULL;
}

/* It is not to come back: refused, or put out by the server. */
static void give_up(struct location *location)
{
    struct swarm *swarm = location->swarm;
    location_deinit(location);
    if (location->hot->state == LOCATION_WATCHING) {
        swarm->tally.closed++;
    } else {
        swarm->tally.refused++;
        swarm->in_flight--;
    }
    set_state(location, LOCATION_GONE);
}

/* ---- joining ---- */

static uint64_t every(const struct location *location, const struct share *share, uint64_t now_us)
{
    uint64_t each_us = share->value * SECOND_US;
    return share_holds(share, location->number)
               ? now_us + each_us / 2 + random_u32(&system_random) % each_us
               : NEVER_US;
}

static void answered(struct request *request, int status, struct bytes body)
{
    struct location *location = request->context;
    struct swarm *swarm = location->swarm;
    struct session_description session = {0};
    uint64_t now_us = net_now_us();
    bool good = status == 201 && swarm_accept(swarm, body, &location->local, &location->end.sink,
                                              &session, &location->peer, now_us);
    if (!good) {
        if (swarm->tally.refused == 0) {
            fprintf(stderr, "plenary swarm: a location is answered %d: %.*s\n", status,
                    (int)MIN(body.size, 300u), body.data ? (const char *)body.data : "");
        }
        free(request);
        give_up(location);
        return;
    }
    if (swarm->options->behaviours.leave.of_10000 > 0) {
        location->resource = strdup(request->resource);
    }
    free(request);
    set_state(location, LOCATION_CONNECTING);
    durations_add(&swarm->tally.answer, now_us - location->asked_us);
    for (size_t i = 0; i < session.track_count; i++) {
        account_init(session.tracks[i].kind == MEDIA_VIDEO ? &location->hot->video
                                                           : &location->hot->audio,
                     session.tracks[i].ssrc);
    }
    location->hot->due_ms = 0;
    location_tick(location, now_us);
}

void location_join(struct location *location)
{
    struct swarm *swarm = location->swarm;
    struct session_description session = {.track_count = swarm->options->is_audio_only ? 1 : 2};
    struct request *request =
        swarm_request(swarm->options->whep_path, swarm->options->viewer_token);
    ASSERT(request);
    set_state(location, LOCATION_ASKING);
    location->hot->flags &= (uint8_t)~LOCATION_HAS_PICTURE;
    location->asked_us = net_now_us();
    ice_credentials_draw(&location->local, &system_random, 0);
    swarm_offer(swarm, &session, &location->local, SDP_RECVONLY, request);
    request->done = answered;
    request->context = location;
    swarm->in_flight++;
    request_send(swarm->requests, request);
}

static void be_connected(struct location *location, uint64_t now_us)
{
    struct swarm *swarm = location->swarm;
    const struct behaviours *behaviours = &swarm->options->behaviours;
    dtls_retire(&location->peer.dtls);
    set_state(location, LOCATION_WATCHING);
    swarm->tally.joined++;
    swarm->in_flight--;
    durations_add(&swarm->tally.connect, now_us - location->asked_us);
    location->report_us = now_us;
    location->pli_us = behaviours->plis_per_second > 0 ? now_us : NEVER_US;
    location->leave_us = every(location, &behaviours->leave, now_us);
    location->move_us = every(location, &behaviours->move, now_us);
    location->hot->beat_ms = (uint32_t)(now_us / MS_US);
    location->hot->due_ms = 0;
}

/* ---- leaving ---- */

static void forget_reply(struct request *request, int status, struct bytes body)
{
    (void)status, (void)body;
    free(request);
}

void location_leave(struct location *location)
{
    struct swarm *swarm = location->swarm;
    peer_close(&location->peer, PEER_CLOSE_NONE);
    if (location->resource) {
        struct request *request = swarm_request(location->resource, swarm->options->viewer_token);
        ASSERT(request);
        request->method = "DELETE";
        request->content_type = NULL;
        request->done = forget_reply;
        request_send(swarm->requests, request);
    }
    location_deinit(location);
    swarm_end_move(&location->end); /* what is under way belongs to the old session */
    location->move_us = NEVER_US;
    set_state(location, LOCATION_AWAY);
    swarm->tally.joined--;
    swarm->tally.left++;
}

void location_die(struct location *location)
{
    set_state(location, LOCATION_DEAD);
}

/* ---- media ---- */

/* A picture (or, without any, sound) has come. */
static void note_beat(struct location *location, uint64_t now_us, struct media_tally *media)
{
    struct location_hot *hot = location->hot;
    uint32_t now_ms = (uint32_t)(now_us / MS_US);
    if (!is_flagged(hot, LOCATION_HAS_PICTURE)) {
        hot->flags |= LOCATION_HAS_PICTURE;
        durations_add(&location->swarm->tally.picture, now_us - location->asked_us);
    } else {
        media->stalls += now_ms - hot->beat_ms > STALL_MS;
    }
    hot->beat_ms = now_ms;
    media->frames++;
}

static bool is_rtcp(const uint8_t *datagram) /* RFC 5761 4 */
{
    return (datagram[1] & 0x7fu) - 64u <= 31;
}

/* A server that did not declare its SSRCs is known by its payload types. */
static struct account *find_account(struct location_hot *hot, const uint8_t *datagram)
{
    uint32_t ssrc = load_be32(datagram + 8);
    if (ssrc == hot->video.ssrc) {
        return &hot->video;
    }
    if (ssrc == hot->audio.ssrc) {
        return &hot->audio;
    }
    struct account *account = (datagram[1] & 0x7f) == SWARM_VIDEO_PAYLOAD_TYPE   ? &hot->video
                              : (datagram[1] & 0x7f) == SWARM_AUDIO_PAYLOAD_TYPE ? &hot->audio
                                                                                 : NULL;
    if (!account || account->ssrc != 0) {
        return NULL;
    }
    account->ssrc = ssrc;
    return account;
}

static void receive_rtp(struct location *location, const uint8_t *datagram, size_t size,
                        uint64_t now_us)
{
    struct location_hot *hot = location->hot;
    struct media_tally *media = location_media(location);
    struct account *account = find_account(hot, datagram);
    if (!account) {
        return;
    }
    uint64_t lost = media->lost;
    bool is_new = account_packet(account, load_be16(datagram + 2), media) == ACCOUNT_NEW;
    bool is_video = account == &hot->video;
    media->bytes += size;
    if (is_video && media->lost != lost) {
        hot->flags |= LOCATION_WANTS_KEYFRAME;
    }
    bool is_frame_end =
        is_video ? (datagram[1] & 0x80) != 0 : location->swarm->options->is_audio_only;
    if (is_new && is_frame_end) {
        note_beat(location, now_us, media);
    }
}

/* Is it what the speaker sent, and how long was it under way? */
static void inspect_stamp(struct location *location, struct bytes stamped, struct durations *delay,
                          uint64_t came_us)
{
    struct media_tally *media = location_media(location);
    struct stamp stamp;
    if (!stamp_read(stamped, &stamp)) {
        media->corrupted += location->swarm->speaks;
        return;
    }
    media->opened++;
    durations_add(delay, came_us - MIN(stamp.sent_us, came_us));
}

/* A sampled location's packet, opened. Sound may be several of the speaker's packets joined;
 * their stamps count from the first byte, which only the first one still has.
 */
static void inspect(struct location *location, struct bytes datagram, uint64_t came_us)
{
    struct media_tally *media = location_media(location);
    struct rtp_packet packet;
    struct bytes frames[OPUS_JOIN_MAX];
    enum drop drop = rtp_parse(datagram, &packet);
    if (drop) {
        media->corrupted += location->swarm->speaks;
        return;
    }
    if (packet.payload.size == 0) {
        return; /* padding alone */
    }
    if (packet.ssrc == location->hot->video.ssrc) { /* behind VP8's descriptor (RFC 7741 4.2) */
        inspect_stamp(location, bytes_of(packet.payload.data + 1, packet.payload.size - 1),
                      &media->video_delay, came_us);
        return;
    }
    size_t count = opus_split(packet.payload, frames);
    media->corrupted += count == 0 && location->swarm->speaks;
    for (size_t i = 0; i < count; i++) {
        inspect_stamp(location, bytes_of(frames[i].data - 1, frames[i].size + 1),
                      &media->audio_delay, came_us);
    }
}

/* The line between server and location: does this datagram come through? */
static bool comes_through(struct location *location, size_t size, uint64_t now_us)
{
    struct swarm *swarm = location->swarm;
    const struct behaviours *behaviours = &swarm->options->behaviours;
    if (!is_flagged(location->hot, LOCATION_IS_FILTERED)) {
        return true;
    }
    swarm->dice = swarm->dice * 1664525u + 1013904223u;
    if (behaviours->loss_of_10000 > 0 &&
        (uint64_t)swarm->dice * 10000 >> 32 < behaviours->loss_of_10000) {
        return false;
    }
    return !share_holds(&behaviours->slow, location->number) ||
           bucket_take(&location->line, behaviours->slow.value, size, now_us);
}

static void receive_one(struct location *location, const struct address *from, uint8_t *datagram,
                        size_t size, uint64_t came_us)
{
    struct peer_event event;
    bool is_srtp = datagram[0] >= 128 && datagram[0] <= 191;
    bool is_rtp = is_srtp && !is_rtcp(datagram);
    bool is_freed = location->peer.dtls.state == DTLS_FREED;
    if (is_freed && datagram[0] == 21) { /* an alert that nobody can open any more: a goodbye */
        give_up(location);
        return;
    }
    enum drop drop = peer_receive(&location->peer, from, datagram, size, came_us, &event);
    if (is_rtp && drop && drop != DROP_SRTP_REPLAYED && drop != DROP_SRTP_TOO_OLD &&
        drop != DROP_SRTP_NO_KEYS) {
        location_media(location)->corrupted++;
    }
    if (!drop && event.kind == PEER_EVENT_RTP) {
        inspect(location, event.packet, came_us);
    }
    if (event.connected) {
        be_connected(location, came_us);
    }
    if (event.closed) {
        give_up(location);
    }
    if (location->hot->state == LOCATION_CONNECTING) {
        location->hot->due_ms = 0; /* its deadlines are other ones now */
    }
}

void location_receive(struct location *location, const struct swarm_message *message)
{
    struct location_hot *hot = location->hot;
    struct address from = {0};
    bool has_from = false;
    if (is_flagged(hot, LOCATION_IS_BAD) && message->offset != location->end.offset) {
        return; /* to the network, or the session, that it has left */
    }
    for (size_t at = 0; at < message->size; at += message->segment) {
        uint8_t *datagram = message->data + at;
        size_t size = MIN(message->segment, message->size - at);
        if (hot->state < LOCATION_CONNECTING || hot->state > LOCATION_WATCHING ||
            size < RTP_HEADER_SIZE || !comes_through(location, size, message->came_us)) {
            continue;
        }
        bool is_srtp = datagram[0] >= 128 && datagram[0] <= 191;
        if (is_srtp && !is_rtcp(datagram)) {
            receive_rtp(location, datagram, size, message->came_us);
        }
        if (is_srtp && !is_flagged(hot, LOCATION_IS_SAMPLED)) {
            continue;
        }
        if (!has_from) {
            struct sockaddr_storage name = {0};
            memcpy(&name, message->from, sizeof(*message->from));
            from = net_of_sockaddr(&name);
            has_from = true;
        }
        receive_one(location, &from, datagram, size, message->came_us);
    }
}

/* ---- time ---- */

/* From another address, at once: the server hears of it by the next check. */
static void move(struct location *location, uint64_t now_us)
{
    swarm_end_move(&location->end);
    location->peer.ice.next_check_us = now_us;
    location->peer.ice.check_count = 0;
    location->move_us = every(location, &location->swarm->options->behaviours.move, now_us);
    location->swarm->tally.moved++;
}

static void do_due(struct location *location, uint64_t now_us)
{
    struct peer_event event;
    if (now_us >= location->move_us) {
        move(location, now_us);
    }
    peer_tick(&location->peer, now_us, &event);
    if (event.closed) {
        give_up(location);
        return;
    }
    uint64_t due_us = peer_next_deadline(&location->peer);
    if (location->hot->state == LOCATION_WATCHING) {
        if (now_us >= location->leave_us) {
            location_leave(location);
            location_join(location);
            return;
        }
        location_report(location, now_us);
        due_us = MIN(MIN(due_us, location->report_us), MIN(location->pli_us, location->leave_us));
        due_us = MIN(due_us, location->move_us);
    }
    location->hot->due_ms = (uint32_t)(due_us / MS_US);
}

void location_tick(struct location *location, uint64_t now_us)
{
    struct location_hot *hot = location->hot;
    uint32_t now_ms = (uint32_t)(now_us / MS_US);
    if (hot->state != LOCATION_WATCHING && hot->state != LOCATION_CONNECTING) {
        return;
    }
    if (now_ms >= hot->due_ms) {
        do_due(location, now_us);
    }
    bool has_gap = account_has_gap(&hot->video) || account_has_gap(&hot->audio);
    if (!has_gap) {
        hot->nack_tries = 0;
    } else if (hot->state == LOCATION_WATCHING && now_ms >= hot->nack_ms) {
        location_ask_again(location, now_us);
    }
}
