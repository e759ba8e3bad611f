/* WHIP and WHEP sessions: made by an offer, steered by PATCH, ended by DELETE
 * (RFC 9725; draft-ietf-wish-whep, client offers).
 */
#include "base/base64url.h"
#include "node/node.h"
#include "node/problem.h"
#include "node/summit_api.h"

struct session *session_of(struct member *member)
{
    return CONTAINER_OF(member, struct session, member);
}

/* ---- making one ---- */

static void draw_id(struct node *node, char id[SESSION_ID_SIZE + 1])
{
    uint8_t bits[SESSION_ID_SIZE * 3 / 4];
    struct random_source *random = node->setup.ports.random;
    struct writer writer = writer_of(id, SESSION_ID_SIZE + 1);
    random->fill(random, bits, sizeof(bits));
    base64url_write(&writer, bytes_of(bits, sizeof(bits)));
    writer_u8(&writer, 0);
    ASSERT(!writer.failed);
}

static struct session *take_memory(struct node *node, enum member_kind kind)
{
    struct session *session = pool_take(&node->sessions);
    if (!session) {
        return NULL;
    }
    memset(session, 0, sizeof(*session));
    session->member.kind = kind;
    if (kind == MEMBER_VIEWER) {
        session->member.viewer = pool_take(&node->viewers);
    } else {
        session->member.source = pool_take(&node->sources);
    }
    /* Either pointer stands in the same place. */
    if (!session->member.viewer) {
        pool_give(&node->sessions, session);
        return NULL;
    }
    return session;
}

static void note_tracks(struct session *session, const struct session_description *description)
{
    for (size_t i = 0; i < description->track_count; i++) {
        session->has_audio |= description->tracks[i].kind == MEDIA_AUDIO;
        session->has_video |= description->tracks[i].kind == MEDIA_VIDEO;
    }
}

static void set_up_member(struct node *node, struct session *session,
                          struct session_description *description,
                          const struct ice_credentials *local, uint64_t now_us)
{
    struct member *member = &session->member;
    struct random_source *random = node->setup.ports.random;
    struct stage *stage = session->is_green ? session->room->green : session->room->stage;
    member->id = node->next_member_id++;
    member->stage = stage;
    struct peer_setup setup = {
        .role = PEER_SERVER,
        .local = *local,
        .remote = description->remote,
        .identity = node->setup.identity,
        .sink = node->setup.ports.sink_of(node->setup.ports.context, member->thread),
        .random = random,
    };
    memcpy(setup.remote_fingerprint, description->remote_fingerprint, DTLS_FINGERPRINT_SIZE);
    peer_init(&member->peer, &setup, now_us);
    if (member->kind == MEMBER_PUBLISHER) {
        source_init(member->source, member->id, description, stage, random_u32(random) | 1);
    } else {
        viewer_init(member->viewer, description, stage, random_u32(random), now_us);
    }
}

void session_close(struct node *node, struct session *session)
{
    if (!session->is_closing) {
        session->is_closing = true;
        struct media_command command = {
            .kind = MEDIA_CLOSE, .member = &session->member, .member_id = session->member.id};
        node->setup.ports.command(node->setup.ports.context, session->member.thread, &command);
    }
}

/* Who publishes the same again (a reload, another line) takes the place of the former. */
static void close_former(struct node *node, const struct room *room, uint64_t person,
                         enum summit_source source)
{
    for (size_t i = 0; i < room->speaker_count; i++) {
        if (room->speakers[i].token.person == person && room->speakers[i].source == source) {
            session_close(node, session_of(room->speakers[i].member));
        }
    }
}

/* The answer, before there is a session: false when it would be too long. */
static bool write_answer(struct node *node, enum member_kind kind,
                         const struct session_description *description,
                         const struct ice_credentials *local, struct http_response *response)
{
    struct writer *body = &response->body;
    struct local_description ours = {
        .ice = *local,
        .fingerprint = dtls_identity_fingerprint(node->setup.identity),
        .candidates = node->setup.candidates,
        .candidate_count = node->setup.candidate_count,
        .session_id = random_u64(node->setup.ports.random),
    };
    negotiate_answer(body, &node->offer, description, &ours,
                     kind == MEMBER_PUBLISHER ? SDP_RECVONLY : SDP_SENDONLY, "plenary");
    return !body->failed && writer_bytes(body).size <= NEGOTIATE_ANSWER_MAX;
}

static void write_created(const struct node *node, const struct session *session,
                          struct http_response *response)
{
    response->status = 201;
    response->content_type = "application/sdp";
    writer_format(&response->headers, "Location: /session/%s\r\nETag: \"%llx\"\r\n", session->id,
                  (unsigned long long)session->etag);
    for (size_t i = 0; i < node->setup.ice_server_count; i++) {
        writer_format(&response->headers, "Link: <%s>; rel=\"ice-server\"\r\n",
                      node->setup.ice_servers[i]);
    }
}

/* What the query asks for: to publish "?source=screen", a second session beside the one of the
 * camera; to watch "?green", the green room instead of the hall.
 */
struct wish {
    enum summit_source source;
    bool is_good, is_green;
};

static struct wish find_wish(const struct http_request *request)
{
    struct bytes source = http_request_parameter(request, "source");
    bool is_screen = bytes_equal_text(source, "screen");
    return (struct wish){
        .source = is_screen ? SUMMIT_SOURCE_SCREEN : SUMMIT_SOURCE_CAMERA,
        .is_good = !source.data || is_screen || bytes_equal_text(source, "camera"),
        .is_green = http_request_parameter(request, "green").data != NULL,
    };
}

static bool may_create(const struct node *node, enum member_kind kind, const struct room *room,
                       const struct http_request *request, struct http_response *response,
                       const struct node_time *time, struct token *who, struct wish *wish)
{
    *wish = find_wish(request);
    wish->is_green &= kind == MEMBER_VIEWER;
    if (!node_authorize(node, room, summit_api_session(request), time, who, response)) {
        return false;
    }
    if (kind == MEMBER_PUBLISHER && who->role != ROLE_SPEAKER) {
        http_refuse(response, REASON_TOKEN_WATCHES);
    } else if (node->is_draining) {
        writer_text(&response->headers, "Retry-After: 1\r\n");
        http_refuse(response, REASON_GOING_DOWN);
    } else if (!http_has_content_type(request, "application/sdp")) {
        http_refuse(response, REASON_SEND_OFFER);
    } else if (wish->is_green && !(room->green && who->sees_green_room)) {
        http_refuse(response, REASON_GREEN_ROOM_CLOSED);
    } else if (kind == MEMBER_PUBLISHER && !wish->is_good) {
        http_refuse(response, REASON_SOURCE_NOT_GOOD);
    } else if (kind == MEMBER_PUBLISHER && room_is_full(room)) {
        http_refuse(response, REASON_NO_PLACE_ON_STAGE);
    } else {
        return true;
    }
    return false;
}

/* What the offer means to us; with a sentence when it is refused. */
static bool understand(struct node *node, enum member_kind kind, struct bytes text,
                       struct session_description *description, const char **problem)
{
    return sdp_parse(text, &node->offer, problem) &&
           (kind == MEMBER_PUBLISHER
                ? negotiate_publish(&node->offer, description, problem)
                : negotiate_watch(&node->offer, STAGE_SLOTS, description, problem));
}

void session_create(struct node *node, enum member_kind kind, struct room *room,
                    const struct http_request *request, struct http_response *response,
                    const struct node_time *time)
{
    struct token who;
    struct session_description description;
    struct ice_credentials local;
    const char *problem;
    struct wish wish;
    if (!may_create(node, kind, room, request, response, time, &who, &wish)) {
        return;
    }
    if (!understand(node, kind, request->body, &description, &problem)) {
        node->sessions_refused++;
        http_refuse(response, REASON_OFFER_NOT_GOOD, .problem = bytes_of_text(problem));
        return;
    }
    uint8_t thread = kind == MEMBER_PUBLISHER
                         ? STAGE_THREAD
                         : (uint8_t)(node->next_thread++ % node->setup.thread_count);
    ice_credentials_draw(&local, node->setup.ports.random, thread);
    if (kind == MEMBER_VIEWER) {
        viewer_assign_ssrcs(wish.is_green ? room->green : room->stage, &description);
    }
    if (!write_answer(node, kind, &description, &local, response)) {
        node->sessions_refused++;
        http_refuse(response, REASON_OFFER_TOO_LONG);
        return;
    }
    struct session *session = take_memory(node, kind);
    if (!session) {
        writer_text(&response->headers, "Retry-After: 5\r\n");
        http_refuse(response, REASON_SERVER_FULL);
        return;
    }
    session->member.thread = thread;
    session->room = room;
    session->token = who;
    session->source = wish.source;
    session->is_green = wish.is_green;
    session->remote = description.remote;
    session->etag = random_u64(node->setup.ports.random);
    note_tracks(session, &description);
    draw_id(node, session->id);
    if (kind == MEMBER_PUBLISHER) {
        close_former(node, room, who.person, wish.source);
    }
    set_up_member(node, session, &description, &local, time->now_us);

    struct owner_key key = owner_key_of_ufrag(bytes_of_text(session->id));
    bool is_set = owner_map_set(&node->by_id, &key, &session->member, session->member.thread);
    ASSERT(is_set); /* sessions are fewer than its places */
    struct media_command command = {
        .kind = MEDIA_ADOPT, .member = &session->member, .member_id = session->member.id};
    node->setup.ports.command(node->setup.ports.context, session->member.thread, &command);
    node->sessions_made++;
    write_created(node, session, response);
}

/* ---- PATCH: trickle and restart (RFC 9725 4.3) ---- */

static bool matches_etag(const struct session *session, struct bytes if_match)
{
    char etag[24];
    snprintf(etag, sizeof(etag), "\"%llx\"", (unsigned long long)session->etag);
    return bytes_equal_text(if_match, "*") || bytes_equal_text(if_match, etag);
}

static void restart(struct node *node, struct session *session, struct bytes ufrag,
                    struct bytes password, struct http_response *response)
{
    struct ice_credentials remote = {0}, local;
    if (ufrag.size < 4 || ufrag.size > ICE_UFRAG_MAX || password.size < 22 ||
        password.size > ICE_PASSWORD_MAX) {
        http_refuse(response, REASON_ICE_NOT_GOOD);
        return;
    }
    memcpy(remote.ufrag, ufrag.data, ufrag.size);
    memcpy(remote.password, password.data, password.size);
    ice_credentials_draw(&local, node->setup.ports.random, session->member.thread);
    session->remote = remote;
    session->etag = random_u64(node->setup.ports.random);
    struct media_command command = {.kind = MEDIA_RESTART_ICE,
                                    .member = &session->member,
                                    .member_id = session->member.id,
                                    .restart = {.local = local, .remote = remote}};
    node->setup.ports.command(node->setup.ports.context, session->member.thread, &command);
    response->status = 200;
    response->content_type = "application/trickle-ice-sdpfrag";
    writer_format(&response->headers, "ETag: \"%llx\"\r\n", (unsigned long long)session->etag);
    writer_format(&response->body, "a=ice-lite\r\na=ice-ufrag:%s\r\na=ice-pwd:%s\r\n", local.ufrag,
                  local.password);
}

static void handle_patch(struct node *node, struct session *session,
                         const struct http_request *request, struct http_response *response)
{
    struct bytes ufrag, password;
    const char *problem;
    struct bytes if_match = http_request_header(request, "If-Match");
    if (!http_has_content_type(request, "application/trickle-ice-sdpfrag")) {
        http_refuse(response, REASON_SEND_FRAGMENT);
    } else if (if_match.size == 0) {
        http_refuse(response, REASON_IF_MATCH_MISSING);
    } else if (!matches_etag(session, if_match)) {
        http_refuse(response, REASON_ETAG_CHANGED);
    } else if (!sdp_parse_fragment(request->body, &ufrag, &password, &problem)) {
        http_refuse(response, REASON_MALFORMED, .problem = bytes_of_text(problem));
    } else if (ufrag.size > 0 && !bytes_equal_text(ufrag, session->remote.ufrag)) {
        restart(node, session, ufrag, password, response);
    } else {
        response->status = 204; /* we are ice-lite: the client's candidates show by themselves */
    }
}

/* ---- a session's resource ---- */

bool session_handle(struct node *node, struct bytes id, const struct http_request *request,
                    struct http_response *response, const struct node_time *time)
{
    struct owner_key key = owner_key_of_ufrag(id);
    const struct owner_entry *entry =
        id.size == SESSION_ID_SIZE ? owner_map_find(&node->by_id, &key) : NULL;
    if (!entry) {
        return false;
    }
    struct session *session = session_of(entry->member);
    struct token who;
    if (request->method == HTTP_OPTIONS) {
        response->status = 204;
        writer_text(&response->headers,
                    "Accept-Patch: application/trickle-ice-sdpfrag\r\n"
                    "Access-Control-Allow-Methods: PATCH, DELETE, OPTIONS\r\n"
                    "Access-Control-Allow-Headers: Authorization, Content-Type, If-Match\r\n");
        return true;
    }
    if (!node_authorize(node, session->room, summit_api_session(request), time, &who, response)) {
        return true;
    }
    if (who.person != session->token.person) {
        http_refuse(response, REASON_SESSION_OF_OTHER);
    } else if (request->method == HTTP_PATCH) {
        handle_patch(node, session, request, response);
    } else if (request->method == HTTP_DELETE) {
        session_close(node, session);
        response->status = 200;
    } else {
        writer_text(&response->headers, "Allow: PATCH, DELETE, OPTIONS\r\n");
        http_refuse(response, REASON_PATCH_OR_DELETE);
    }
    return true;
}
