#include "peer/peer.h"

#include "wire/rtp.h"

static void set_state(struct peer *peer, enum peer_state state)
{
    bool is_legal = state == PEER_CLOSED ? peer->state != PEER_CLOSED : peer->state + 1 == state;
    ASSERT(is_legal);
    peer->state = state;
}

void peer_init(struct peer *peer, const struct peer_setup *setup, uint64_t now_us)
{
    bool is_server = setup->role == PEER_SERVER;
    peer->role = setup->role;
    peer->state = PEER_NEW;
    peer->close_reason = PEER_CLOSE_NONE;
    peer->sink = setup->sink;
    peer->random = setup->random;
    peer->has_keys = false;
    peer->handshake_by_us = NEVER_US;
    ice_init(&peer->ice,
             &(struct ice_setup){
                 .role = is_server ? ICE_LITE : ICE_CONTROLLING,
                 .local = setup->local,
                 .remote = setup->remote,
                 .candidate = setup->remote_candidate,
                 .random = setup->random,
             },
             now_us);
    dtls_init(&peer->dtls, is_server ? DTLS_PASSIVE : DTLS_ACTIVE, setup->identity,
              setup->remote_fingerprint);
}

void peer_deinit(struct peer *peer)
{
    dtls_deinit(&peer->dtls);
    if (peer->has_keys) {
        srtp_sender_deinit(&peer->sender);
        srtp_receiver_deinit(&peer->receiver);
        peer->has_keys = false;
    }
}

static void become_closed(struct peer *peer, enum peer_close_reason reason,
                          struct peer_event *event)
{
    if (peer->state != PEER_CLOSED) {
        set_state(peer, PEER_CLOSED);
        peer->close_reason = reason;
        event->closed = true;
    }
}

/* ---- datagrams ---- */

static enum drop receive_stun(struct peer *peer, const struct address *from, struct bytes datagram,
                              uint64_t now_us, struct peer_event *event)
{
    uint8_t buffer[STUN_MESSAGE_MAX];
    struct writer reply = writer_of(buffer, sizeof(buffer));
    enum drop drop = ice_receive(&peer->ice, from, datagram, now_us, &reply, &event->path_changed);
    if (drop) {
        return drop;
    }
    if (writer_bytes(&reply).size > 0 && !reply.failed) {
        peer->sink->send(peer->sink, from, writer_bytes(&reply));
    }
    if (peer->state == PEER_NEW && peer->ice.has_selected) {
        set_state(peer, PEER_CONNECTING);
        peer->handshake_by_us = now_us + DTLS_HANDSHAKE_US;
        if (peer->role == PEER_CLIENT) {
            dtls_start(&peer->dtls, now_us, peer->sink, &peer->ice.selected);
        }
    }
    return DROP_NONE;
}

static void take_keys(struct peer *peer, const struct dtls_keys *keys, struct peer_event *event)
{
    srtp_sender_init(&peer->sender, keys->profile, &keys->send);
    srtp_receiver_init(&peer->receiver, keys->profile, &keys->receive);
    peer->has_keys = true;
    set_state(peer, PEER_CONNECTED);
    event->connected = true;
}

static enum drop receive_dtls(struct peer *peer, const struct address *from, struct bytes datagram,
                              uint64_t now_us, struct peer_event *event)
{
    struct dtls_keys keys;
    bool done, closed;
    enum drop drop =
        dtls_receive(&peer->dtls, datagram, now_us, peer->sink, from, &keys, &done, &closed);
    if (done) {
        take_keys(peer, &keys, event);
        explicit_bzero(&keys, sizeof(keys));
    }
    if (closed) {
        become_closed(peer, PEER_CLOSE_REMOTE, event);
    } else if (peer->dtls.state == DTLS_FAILED) {
        become_closed(peer, PEER_CLOSE_HANDSHAKE, event);
    }
    return drop;
}

static enum drop receive_srtp(struct peer *peer, uint8_t *datagram, size_t size, uint64_t now_us,
                              struct peer_event *event)
{
    if (!peer->has_keys) {
        return DROP_SRTP_NO_KEYS;
    }
    /* RFC 5761 4: RTCP packet types lie where no RTP payload type with marker may be. */
    bool is_rtcp = size > 1 && datagram[1] >= 192 && datagram[1] <= 223;
    struct bytes packet = bytes_of(datagram, size);
    size_t plain_size;
    enum drop drop = is_rtcp ? srtp_unprotect_rtcp(&peer->receiver, packet, datagram, &plain_size)
                             : srtp_unprotect_rtp(&peer->receiver, packet, datagram, &plain_size);
    if (!drop) {
        event->kind = is_rtcp ? PEER_EVENT_RTCP : PEER_EVENT_RTP;
        event->packet = bytes_of(datagram, plain_size);
        dtls_settle(&peer->dtls, now_us);
    }
    return drop;
}

enum drop peer_receive(struct peer *peer, const struct address *from, uint8_t *datagram,
                       size_t size, uint64_t now_us, struct peer_event *event)
{
    *event = (struct peer_event){.kind = PEER_EVENT_NONE};
    if (size == 0) {
        return DROP_EMPTY;
    }
    if (peer->state == PEER_CLOSED) {
        return DROP_NO_SESSION;
    }
    struct bytes whole = bytes_of(datagram, size);
    uint8_t first = datagram[0];
    if (first < 4) {
        return receive_stun(peer, from, whole, now_us, event);
    }
    if (!ice_knows(&peer->ice, from)) {
        return DROP_UNVALIDATED_ADDRESS;
    }
    if (first >= 20 && first <= 63) {
        return receive_dtls(peer, from, whole, now_us, event);
    }
    if (first >= 128 && first <= 191) {
        return receive_srtp(peer, datagram, size, now_us, event);
    }
    return DROP_UNKNOWN_PROTOCOL;
}

/* ---- time ---- */

/* Checks alone keep consent, so a client that never begins DTLS would stay for good. */
static bool is_handshake_missing(const struct peer *peer, uint64_t now_us)
{
    return peer->dtls.state == DTLS_NEW && now_us >= peer->handshake_by_us;
}

void peer_tick(struct peer *peer, uint64_t now_us, struct peer_event *event)
{
    uint8_t buffer[STUN_MESSAGE_MAX];
    struct writer check = writer_of(buffer, sizeof(buffer));
    *event = (struct peer_event){.kind = PEER_EVENT_NONE};
    if (peer->state == PEER_CLOSED) {
        return;
    }
    if (!ice_tick(&peer->ice, now_us, peer->random, &check)) {
        become_closed(peer, PEER_CLOSE_CONSENT, event);
        return;
    }
    if (writer_bytes(&check).size > 0) {
        peer->sink->send(peer->sink, &peer->ice.candidate, writer_bytes(&check));
    }
    dtls_tick(&peer->dtls, now_us, peer->sink, &peer->ice.selected);
    if (peer->dtls.state == DTLS_FAILED || is_handshake_missing(peer, now_us)) {
        become_closed(peer, PEER_CLOSE_HANDSHAKE, event);
    }
}

uint64_t peer_next_deadline(const struct peer *peer)
{
    if (peer->state == PEER_CLOSED) {
        return NEVER_US;
    }
    uint64_t dtls_us =
        peer->dtls.state == DTLS_NEW ? peer->handshake_by_us : dtls_next_deadline(&peer->dtls);
    return MIN(ice_next_deadline(&peer->ice), dtls_us);
}

/* ---- sending ---- */

void peer_send_rtp(struct peer *peer, struct bytes header, struct bytes payload, uint64_t index)
{
    uint8_t out[RTP_PACKET_MAX + SRTP_TRAILER_MAX];
    if (peer->state == PEER_CONNECTED && header.size + payload.size <= RTP_PACKET_MAX) {
        size_t size = srtp_protect_rtp(&peer->sender, header, payload, index, out);
        peer->sink->send(peer->sink, &peer->ice.selected, bytes_of(out, size));
    }
}

void peer_send_rtcp(struct peer *peer, struct bytes packet)
{
    uint8_t out[RTP_PACKET_MAX + SRTP_TRAILER_MAX];
    if (peer->state == PEER_CONNECTED && packet.size <= RTP_PACKET_MAX) {
        size_t size = srtp_protect_rtcp(&peer->sender, packet, out);
        peer->sink->send(peer->sink, &peer->ice.selected, bytes_of(out, size));
    }
}

void peer_restart_ice(struct peer *peer, const struct ice_credentials *local,
                      const struct ice_credentials *remote)
{
    ice_restart(&peer->ice, local, remote);
}

void peer_close(struct peer *peer, enum peer_close_reason reason)
{
    if (peer->state != PEER_CLOSED) {
        dtls_close(&peer->dtls, peer->sink, &peer->ice.selected);
        set_state(peer, PEER_CLOSED);
        peer->close_reason = reason;
    }
}
