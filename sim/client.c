#include "sim/sim.h"

/* ---- the session ---- */

static void describe(const struct client *client, struct session_description *session)
{
    *session = (struct session_description){
        .track_count = 1,
        .tracks = {{.kind = MEDIA_VIDEO,
                    .mid = "0",
                    .codec_count = 1,
                    .codecs = {{SIM_PAYLOAD_TYPE, CODEC_VP8}},
                    .ssrc = client->kind == CLIENT_CAMERA ? client->media_ssrc : 0}},
    };
}

/* The value of a header line that a response has. */
static void copy_header(const struct sim_reply *reply, const char *name, char *out, size_t size)
{
    const char *at = strstr(reply->headers, name);
    ASSERT(at);
    at += strlen(name);
    size_t length = strcspn(at, "\r");
    ASSERT(length < size);
    memcpy(out, at, length);
    out[length] = '\0';
}

int client_join(struct client *client)
{
    static struct sdp answer;
    struct sim *sim = client->sim;
    char text[NEGOTIATE_ANSWER_MAX];
    struct writer offer = writer_of(text, sizeof(text));
    struct session_description session;
    struct address candidate;
    const char *problem = "";
    bool publishes = client->kind == CLIENT_CAMERA;
    char path[64];
    snprintf(path, sizeof(path), "%s%s", publishes ? "/whip/hall" : "/whep/hall",
             client->query ? client->query : "");
    describe(client, &session);
    ice_credentials_draw(&client->local, &sim->random.source, 0);
    struct local_description ours = {
        .ice = client->local, .fingerprint = dtls_identity_fingerprint(sim->client_identity)};
    negotiate_offer(&offer, &session, &ours, publishes ? SDP_SENDONLY : SDP_RECVONLY, "sim");
    struct sim_request request = {.method = HTTP_POST,
                                  .path = path,
                                  .token = &client->token,
                                  .content_type = "application/sdp",
                                  .body = writer_bytes(&offer)};
    client->asked_us = sim->now_us;
    const struct sim_reply *reply = sim_ask(sim, &request);
    if (reply->status != 201) {
        return reply->status;
    }
    copy_header(reply, "Location: ", client->path, sizeof(client->path));
    copy_header(reply, "ETag: ", client->etag, sizeof(client->etag));
    bool good = sdp_parse(bytes_of_text(reply->body), &answer, &problem) &&
                negotiate_accept(&answer, &session, &candidate, &problem);
    ASSERT(good);
    client->media_ssrc = session.tracks[0].ssrc;
    struct peer_setup setup = {.role = PEER_CLIENT,
                               .local = client->local,
                               .remote = session.remote,
                               .remote_candidate = candidate,
                               .identity = sim->client_identity,
                               .sink = &client->sink,
                               .random = &sim->random.source};
    memcpy(setup.remote_fingerprint, session.remote_fingerprint, DTLS_FINGERPRINT_SIZE);
    peer_init(&client->peer, &setup, sim->now_us);
    client->is_in = true;
    client->tick_us = sim->now_us;
    return reply->status;
}

int client_leave(struct client *client)
{
    struct sim_request request = {
        .method = HTTP_DELETE, .path = client->path, .token = &client->token};
    return sim_ask(client->sim, &request)->status;
}

int client_restart_ice(struct client *client, const struct address *address)
{
    struct sim *sim = client->sim;
    struct ice_credentials local, remote = {0};
    char text[256];
    struct writer body = writer_of(text, sizeof(text));
    struct bytes ufrag, password;
    const char *problem;
    ice_credentials_draw(&local, &sim->random.source, 0);
    writer_format(&body, "a=ice-ufrag:%s\r\na=ice-pwd:%s\r\n", local.ufrag, local.password);
    struct sim_request request = {.method = HTTP_PATCH,
                                  .path = client->path,
                                  .token = &client->token,
                                  .content_type = "application/trickle-ice-sdpfrag",
                                  .if_match = client->etag,
                                  .body = writer_bytes(&body)};
    const struct sim_reply *reply = sim_ask(sim, &request);
    if (reply->status != 200) {
        return reply->status;
    }
    copy_header(reply, "ETag: ", client->etag, sizeof(client->etag));
    bool good = sdp_parse_fragment(bytes_of_text(reply->body), &ufrag, &password, &problem);
    ASSERT(good && ufrag.size <= ICE_UFRAG_MAX && password.size <= ICE_PASSWORD_MAX);
    memcpy(remote.ufrag, ufrag.data, ufrag.size);
    memcpy(remote.password, password.data, password.size);
    client->local = local;
    client->address = *address;
    peer_restart_ice(&client->peer, &local, &remote);
    return reply->status;
}

void client_deinit(struct client *client)
{
    if (client->is_in) {
        peer_deinit(&client->peer);
        client->is_in = false;
    }
}

/* ---- datagrams and time ---- */

static void part(struct client *client, const struct peer_event *event)
{
    if (event->closed) {
        client_deinit(client);
    }
}

void client_receive(struct client *client, const struct address *from, uint8_t *datagram,
                    size_t size, uint64_t now_us)
{
    struct peer_event event;
    if (!client->is_in) {
        return;
    }
    enum drop drop = peer_receive(&client->peer, from, datagram, size, now_us, &event);
    if (event.connected) {
        client->connected_us = now_us;
    }
    bool is_camera = client->kind == CLIENT_CAMERA;
    if (!drop && event.kind == PEER_EVENT_RTP && !is_camera) {
        screen_receive(client, event.packet, now_us);
    } else if (!drop && event.kind == PEER_EVENT_RTCP && is_camera) {
        camera_receive_rtcp(client, event.packet, now_us);
    }
    part(client, &event);
}

void client_tick(struct client *client, uint64_t now_us)
{
    struct peer_event event;
    client->tick_us = now_us + CLIENT_TICK_US;
    peer_tick(&client->peer, now_us, &event);
    if (client->peer.state == PEER_CONNECTED) {
        if (client->kind == CLIENT_CAMERA) {
            camera_tick(client, now_us);
        } else {
            screen_tick(client, now_us);
        }
    }
    part(client, &event);
}
