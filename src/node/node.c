#include "node/node.h"

#include "node/problem.h"

/* ---- set-up ---- */

static size_t rounded(size_t size)
{
    return (size + 63) & ~(size_t)63;
}

size_t node_memory_size(void)
{
    return rounded(sizeof(struct session)) * NODE_SESSIONS_MAX +
           rounded(sizeof(struct viewer)) * NODE_SESSIONS_MAX +
           rounded(sizeof(struct source)) * NODE_PUBLISHERS_MAX;
}

void node_init(struct node *node, const struct node_setup *setup)
{
    uint8_t *memory = setup->memory;
    node->setup = *setup;
    node->next_member_id = 1;
    owner_map_init(&node->by_id, random_u64(setup->ports.random));
    pool_init(&node->sessions, memory, rounded(sizeof(struct session)), NODE_SESSIONS_MAX);
    memory += rounded(sizeof(struct session)) * NODE_SESSIONS_MAX;
    pool_init(&node->viewers, memory, rounded(sizeof(struct viewer)), NODE_SESSIONS_MAX);
    memory += rounded(sizeof(struct viewer)) * NODE_SESSIONS_MAX;
    pool_init(&node->sources, memory, rounded(sizeof(struct source)), NODE_PUBLISHERS_MAX);
}

static void open_stage(struct node *node, struct stage *stage)
{
    uint32_t base = random_u32(node->setup.ports.random) & 0x7fffff00; /* leaves room to count */
    stage->audio_ssrc = base + 1;
    for (uint32_t slot = 0; slot < STAGE_SLOTS; slot++) {
        stage->video_ssrc[slot] = base + 2 + slot;
    }
    struct media_command command = {.kind = MEDIA_WATCH_STAGE, .stage = stage};
    node->setup.ports.command(node->setup.ports.context, STAGE_THREAD, &command);
}

struct room *node_add_room(struct node *node, const char *name, const char *title,
                           struct stage *stage)
{
    if (node->room_count == NODE_ROOMS_MAX) {
        return NULL;
    }
    struct room *room = &node->rooms[node->room_count++];
    room_name(room, bytes_of_text(name), bytes_of_text(title));
    room->stage = stage;
    open_stage(node, stage);
    return room;
}

void node_add_green_room(struct node *node, struct room *room, struct stage *stage)
{
    ASSERT(!room->green);
    room->green = stage;
    open_stage(node, stage);
}

struct room *node_find_room(struct node *node, struct bytes name)
{
    for (size_t i = 0; i < node->room_count; i++) {
        if (bytes_equal_text(name, node->rooms[i].name)) {
            return &node->rooms[i];
        }
    }
    return NULL;
}

/* ---- who asks ---- */

bool node_authorize(const struct node *node, const struct room *room, struct bytes text,
                    const struct node_time *time, struct token *who, struct http_response *response)
{
    if (text.size == 0) {
        http_refuse(response, REASON_TOKEN_MISSING);
        writer_text(&response->headers, "WWW-Authenticate: Bearer\r\n");
        return false;
    }
    if (node->setup.ports.admit && text.size > 3 && memcmp(text.data, "p1.", 3) == 0) {
        struct refusal why;
        if (!node->setup.ports.admit(node->setup.ports.context, room, text, who, &why)) {
            problem_write(response, &why);
            return false;
        }
        return true;
    }
    enum token_problem problem = token_parse(text, node->setup.token_key, time->now_s, who);
    if (problem != TOKEN_OK) {
        http_refuse(response, REASON_TOKEN_NOT_GOOD,
                    .problem = bytes_of_text(token_problem_text(problem)));
        writer_text(&response->headers, "WWW-Authenticate: Bearer error=\"invalid_token\"\r\n");
        return false;
    }
    if (strcmp(who->room, room->name) != 0) {
        http_refuse(response, REASON_TOKEN_OF_OTHER_ROOM);
        return false;
    }
    return true;
}

/* ---- routes ---- */

static void answer_options(struct http_response *response)
{
    response->status = 204;
    writer_text(&response->headers,
                "Accept-Post: application/sdp\r\n"
                "Access-Control-Allow-Methods: POST, PATCH, DELETE, OPTIONS\r\n"
                "Access-Control-Allow-Headers: Authorization, Content-Type, If-Match\r\n"
                "Access-Control-Max-Age: 86400\r\n");
}

static void handle_endpoint(struct node *node, enum member_kind kind, struct bytes name,
                            const struct http_request *request, struct http_response *response,
                            const struct node_time *time)
{
    struct room *room = node_find_room(node, name);
    if (request->method == HTTP_OPTIONS) {
        answer_options(response);
    } else if (!room) {
        http_refuse(response, REASON_NO_SUCH_ROOM);
    } else if (request->method != HTTP_POST) {
        writer_text(&response->headers, "Allow: POST, OPTIONS\r\n");
        http_refuse(response, REASON_POST_OFFER);
    } else {
        session_create(node, kind, room, request, response, time);
    }
}

static void answer_health(const struct node *node, struct bytes path,
                          struct http_response *response)
{
    bool asks_ready = bytes_equal_text(path, "/readyz");
    if (asks_ready && node->is_draining) {
        http_refuse(response, REASON_TAKES_NO_SESSIONS);
        return;
    }
    response->status = 200;
    response->content_type = "text/plain; charset=utf-8";
    writer_text(&response->body, asks_ready ? "ready\n" : "ok\n");
}

bool node_handle(struct node *node, const struct http_request *request,
                 struct http_response *response, const struct node_time *time)
{
    struct bytes path = request->path, first, second = {0}, rest;
    if (bytes_equal_text(path, "/healthz") || bytes_equal_text(path, "/readyz")) {
        answer_health(node, path, response);
        return true;
    }
    if (!http_path_next(&path, &first) || !http_path_next(&path, &second) ||
        http_path_next(&path, &rest)) {
        return false;
    }
    bool is_whip = bytes_equal_text(first, "whip");
    bool is_whep = bytes_equal_text(first, "whep");
    bool is_session = bytes_equal_text(first, "session");
    if (!is_whip && !is_whep && !is_session) {
        return false;
    }
    /* Any page may use WHIP and WHEP with a token that it has. The cookie is for our own pages:
     * no Access-Control-Allow-Credentials, and summit_api_session passes it over for others.
     */
    writer_text(&response->headers,
                "Access-Control-Allow-Origin: *\r\n"
                "Access-Control-Expose-Headers: Location, ETag, Link, Retry-After\r\n");
    if (is_session) {
        if (!session_handle(node, second, request, response, time)) {
            http_refuse(response, REASON_NO_SUCH_SESSION);
        }
    } else {
        handle_endpoint(node, is_whip ? MEMBER_PUBLISHER : MEMBER_VIEWER, second, request, response,
                        time);
    }
    return true;
}

/* ---- what the media threads tell ---- */

static void arrange(struct node *node, struct room *room)
{
    struct media_command hall = {.kind = MEDIA_ARRANGE}, green = hall;
    room_arrange(room, &hall.arrangement, &green.arrangement);
    node->setup.ports.command(node->setup.ports.context, STAGE_THREAD, &hall);
    if (room->green) {
        node->setup.ports.command(node->setup.ports.context, STAGE_THREAD, &green);
    }
}

static bool is_same_person(const struct token *a, const struct token *b)
{
    return a->person == b->person && a->is_personal == b->is_personal;
}

/* What the viewer's person publishes in the room: they shall not hear their own voice. */
static void tell_own_sources(struct node *node, struct session *viewer)
{
    struct media_command command = {
        .kind = MEDIA_OWN, .member = &viewer->member, .member_id = viewer->member.id};
    const struct room *room = viewer->room;
    size_t count = 0;
    for (size_t i = 0; i < room->speaker_count && count < VIEWER_OWN_MAX; i++) {
        if (is_same_person(&room->speakers[i].token, &viewer->token)) {
            command.own_sources[count++] = room->speakers[i].member->id;
        }
    }
    if (count > 0 || viewer->publishes) {
        viewer->publishes = count > 0;
        node->setup.ports.command(node->setup.ports.context, viewer->member.thread, &command);
    }
}

/* A publisher has come or gone: tell the viewers of the same person. */
static void tell_own_viewers(struct node *node, const struct session *publisher)
{
    for (uint32_t i = 0; i < node->by_id.count; i++) {
        struct session *session = session_of(node->by_id.entries[i].member);
        if (session->member.kind == MEMBER_VIEWER && session->room == publisher->room &&
            session->is_connected && is_same_person(&session->token, &publisher->token)) {
            tell_own_sources(node, session);
        }
    }
}

static void note_connected(struct node *node, struct session *session)
{
    session->is_connected = true;
    if (session->member.kind == MEMBER_VIEWER) {
        session->room->viewer_count += !session->is_green;
        tell_own_sources(node, session);
    } else if (!room_is_full(session->room)) {
        struct room_speaker speaker = {.member = &session->member,
                                       .token = session->token,
                                       .source = session->source,
                                       .has_audio = session->has_audio,
                                       .has_video = session->has_video};
        room_add(session->room, &speaker);
        arrange(node, session->room);
        tell_own_viewers(node, session);
    }
    node->setup.ports.room_changed(node->setup.ports.context, session->room);
}

static void forget(struct node *node, struct session *session)
{
    struct owner_key key = owner_key_of_ufrag(bytes_of_text(session->id));
    owner_map_remove(&node->by_id, &key);
    if (session->member.kind == MEMBER_VIEWER) {
        session->room->viewer_count -= session->is_connected && !session->is_green;
    } else {
        room_remove(session->room, &session->member);
        arrange(node, session->room);
        tell_own_viewers(node, session);
    }
    if (session->is_connected) {
        node->setup.ports.room_changed(node->setup.ports.context, session->room);
    }
    peer_deinit(&session->member.peer);
    if (session->member.kind == MEMBER_VIEWER) {
        pool_give(&node->viewers, session->member.viewer);
    } else {
        pool_give(&node->sources, session->member.source);
    }
    pool_give(&node->sessions, session);
}

void node_media_event(struct node *node, const struct media_event *event)
{
    struct session *session = session_of(event->member);
    ASSERT(session->member.id == event->member_id);
    switch (event->kind) {
    case MEDIA_EVENT_CONNECTED:
        note_connected(node, session);
        break;
    case MEDIA_EVENT_CLOSED:
        forget(node, session);
        break;
    }
}

/* ---- what the summit wants ---- */

void node_set_plan(struct node *node, struct room *room, const struct room_plan *plan)
{
    ASSERT(room->summit_room != 0);
    room->plan = *plan;
    arrange(node, room);
    node->setup.ports.room_changed(node->setup.ports.context, room);
}

void node_close_person(struct node *node, const struct room *room, uint64_t person)
{
    for (uint32_t i = 0; i < node->by_id.count; i++) {
        struct session *session = session_of(node->by_id.entries[i].member);
        if (session->token.is_personal && session->token.person == person &&
            (!room || session->room == room)) {
            session_close(node, session);
        }
    }
}

void node_close_green(struct node *node, const struct room *room, uint64_t person)
{
    for (uint32_t i = 0; i < node->by_id.count; i++) {
        struct session *session = session_of(node->by_id.entries[i].member);
        if (session->is_green && session->room == room && session->token.person == person) {
            session_close(node, session);
        }
    }
}

/* ---- the end ---- */

void node_drain(struct node *node)
{
    node->is_draining = true;
}

void node_close_all(struct node *node)
{
    for (uint32_t i = 0; i < node->by_id.count; i++) {
        struct member *member = node->by_id.entries[i].member;
        struct media_command command = {
            .kind = MEDIA_CLOSE, .member = member, .member_id = member->id};
        node->setup.ports.command(node->setup.ports.context, member->thread, &command);
    }
}
