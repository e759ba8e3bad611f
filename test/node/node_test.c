/* What a node answers over HTTP, by status code, and what it keeps. */
#include <setjmp.h>
#include <stdarg.h>

#include "sim/sim.h"

#include <cmocka.h>

struct fixture {
    struct sim *sim;
    struct client *camera, *screen;
};

static int setup(void **state)
{
    static struct fixture fixture;
    fixture.sim = sim_new(1, &sim_good_network);
    fixture.camera = sim_camera(fixture.sim, 30);
    fixture.screen = sim_screen(fixture.sim);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    sim_free(((struct fixture *)*state)->sim);
    return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static int ask(struct sim *sim, struct sim_request request)
{
    const struct sim_reply *reply = sim_ask(sim, &request);
    if (reply->status >= 400) { /* RFC 9457: every refusal says why */
        assert_non_null(strstr(reply->body, "\"detail\":\""));
    }
    return reply->status;
}

#define ASK(...) ask(fixture->sim, (struct sim_request){__VA_ARGS__})
#define SDP      .content_type = "application/sdp"
#define FRAGMENT .content_type = "application/trickle-ice-sdpfrag"

static void node_01_created_201(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(client_join(fixture->camera), 201);
    assert_int_equal(client_join(fixture->screen), 201);
    assert_non_null(strstr(fixture->sim->reply.headers, "Location: /session/"));
    assert_non_null(strstr(fixture->sim->reply.headers, "ETag: \""));
    assert_int_equal(fixture->sim->node->sessions.used, 2);
    assert_int_equal(fixture->sim->media->member_count, 2);
}

static void node_02_bad_offers_400(void **state)
{
    struct fixture *fixture = *state;
    const struct token *who = &fixture->camera->token;
    static const char *const offers[] = {"", "hello", "v=0\r\n",
                                         "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"};
    for (size_t i = 0; i < COUNT_OF(offers); i++) {
        assert_int_equal(ASK(.method = HTTP_POST, .path = "/whip/hall", .token = who, SDP,
                             .body = bytes_of_text(offers[i])),
                         400);
    }
    assert_int_equal(fixture->sim->node->sessions_refused, COUNT_OF(offers));
    assert_int_equal(fixture->sim->node->sessions.used, 0);
}

static void node_03_tokens_401(void **state)
{
    struct fixture *fixture = *state;
    struct token expired = fixture->screen->token;
    expired.expiry_s = SIM_UNIX_S;
    assert_int_equal(ASK(.method = HTTP_POST, .path = "/whep/hall", SDP), 401);
    assert_non_null(strstr(fixture->sim->reply.headers, "WWW-Authenticate: Bearer"));
    assert_int_equal(ASK(.method = HTTP_POST, .path = "/whep/hall", .token_text = "x", SDP), 401);
    assert_int_equal(ASK(.method = HTTP_POST, .path = "/whep/hall", .token = &expired, SDP), 401);
    char forged[TOKEN_TEXT_MAX + 1];
    token_write(&fixture->screen->token, (const uint8_t *)"another key, of 32 bytes as well",
                forged);
    assert_int_equal(ASK(.method = HTTP_POST, .path = "/whep/hall", .token_text = forged, SDP),
                     401);
}

static void node_04_forbidden_403(void **state)
{
    struct fixture *fixture = *state;
    struct token elsewhere = fixture->camera->token;
    snprintf(elsewhere.room, sizeof(elsewhere.room), "lobby");
    assert_int_equal(ASK(.method = HTTP_POST, .path = "/whip/hall", .token = &elsewhere, SDP), 403);
    assert_int_equal(
        ASK(.method = HTTP_POST, .path = "/whip/hall", .token = &fixture->screen->token, SDP), 403);
}

static void node_05_unknown_404_and_other_paths(void **state)
{
    struct fixture *fixture = *state;
    const struct token *who = &fixture->camera->token;
    assert_int_equal(ASK(.method = HTTP_POST, .path = "/whip/cellar", .token = who, SDP), 404);
    assert_int_equal(
        ASK(.method = HTTP_DELETE, .path = "/session/abcdefghijklmnopqrst", .token = who), 404);
    assert_int_equal(ASK(.method = HTTP_DELETE, .path = "/session/x", .token = who), 404);
    static const char *const others[] = {"/", "/whip", "/whip/", "/whip/hall/x", "/hall", ""};
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        assert_int_equal(ASK(.method = HTTP_POST, .path = others[i], .token = who, SDP), 0);
    }
}

static void node_06_methods_405_and_options(void **state)
{
    struct fixture *fixture = *state;
    const struct token *who = &fixture->screen->token;
    assert_int_equal(ASK(.method = HTTP_GET, .path = "/whep/hall", .token = who), 405);
    assert_non_null(strstr(fixture->sim->reply.headers, "Allow: POST, OPTIONS\r\n"));
    assert_int_equal(ASK(.method = HTTP_OPTIONS, .path = "/whep/hall"), 204);
    assert_non_null(strstr(fixture->sim->reply.headers, "Access-Control-Allow-Origin: *"));
    assert_int_equal(client_join(fixture->screen), 201);
    const char *path = fixture->screen->path;
    assert_int_equal(ASK(.method = HTTP_GET, .path = path, .token = who), 405);
    assert_int_equal(ASK(.method = HTTP_OPTIONS, .path = path), 204);
    assert_non_null(strstr(fixture->sim->reply.headers, "Accept-Patch: "));
}

static void node_07_content_type_415(void **state)
{
    struct fixture *fixture = *state;
    const struct token *who = &fixture->screen->token;
    assert_int_equal(ASK(.method = HTTP_POST, .path = "/whep/hall", .token = who), 415);
    assert_int_equal(ASK(.method = HTTP_POST, .path = "/whep/hall", .token = who,
                         .content_type = "application/sdpx"),
                     415);
    assert_int_equal(ASK(.method = HTTP_POST, .path = "/whep/hall", .token = who,
                         .content_type = "Application/SDP; charset=utf-8"),
                     400); /* the type is good, the body is not */
    assert_int_equal(client_join(fixture->screen), 201);
    assert_int_equal(ASK(.method = HTTP_PATCH, .path = fixture->screen->path, .token = who, SDP),
                     415);
}

static void node_08_patch_412_428_400_204_200(void **state)
{
    struct fixture *fixture = *state;
    struct client *screen = fixture->screen;
    const struct token *who = &screen->token;
    assert_int_equal(client_join(screen), 201);
    char same[256];
    snprintf(same, sizeof(same), "a=ice-ufrag:%s\r\na=ice-pwd:%s\r\n", screen->local.ufrag,
             screen->local.password);
    struct bytes body = bytes_of_text(same);
    const char *path = screen->path;
    assert_int_equal(ASK(.method = HTTP_PATCH, .path = path, .token = who, FRAGMENT, .body = body),
                     428);
    assert_int_equal(ASK(.method = HTTP_PATCH, .path = path, .token = who, FRAGMENT,
                         .if_match = "\"0\"", .body = body),
                     412);
    assert_int_equal(ASK(.method = HTTP_PATCH, .path = path, .token = who, FRAGMENT,
                         .if_match = screen->etag, .body = body),
                     204);
    struct bytes short_password = bytes_of_text("a=ice-ufrag:abcd\r\na=ice-pwd:short\r\n");
    assert_int_equal(ASK(.method = HTTP_PATCH, .path = path, .token = who, FRAGMENT,
                         .if_match = "*", .body = short_password),
                     400);
    char former[sizeof(screen->etag)];
    memcpy(former, screen->etag, sizeof(former));
    assert_int_equal(client_restart_ice(screen, &screen->address), 200);
    assert_string_not_equal(former, screen->etag);
    assert_int_equal(ASK(.method = HTTP_PATCH, .path = path, .token = who, FRAGMENT,
                         .if_match = former, .body = body),
                     412);
}

static void node_09_another_persons_session_is_untouchable(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(client_join(fixture->screen), 201);
    struct token stranger = fixture->screen->token;
    stranger.person++;
    const char *path = fixture->screen->path;
    assert_int_equal(ASK(.method = HTTP_DELETE, .path = path), 401);
    assert_int_equal(ASK(.method = HTTP_DELETE, .path = path, .token = &stranger), 403);
    assert_int_equal(
        ASK(.method = HTTP_PATCH, .path = path, .token = &stranger, FRAGMENT, .if_match = "*"),
        403);
    assert_int_equal(fixture->sim->node->sessions.used, 1);
    assert_int_equal(client_leave(fixture->screen), 200);
    assert_int_equal(fixture->sim->node->sessions.used, 0);
    assert_int_equal(client_leave(fixture->screen), 404);
}

static void node_10_drain_503(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(client_join(fixture->camera), 201);
    sim_run(fixture->sim, SECOND_US);
    assert_int_equal(ASK(.method = HTTP_GET, .path = "/readyz"), 200);
    node_drain(fixture->sim->node);
    assert_int_equal(ASK(.method = HTTP_GET, .path = "/readyz"), 503);
    assert_int_equal(ASK(.method = HTTP_GET, .path = "/healthz"), 200);
    assert_int_equal(client_join(fixture->screen), 503);
    assert_non_null(strstr(fixture->sim->reply.headers, "Retry-After: "));
    assert_int_equal(fixture->sim->room->speaker_count, 1);
    node_close_all(fixture->sim->node);
    sim_run(fixture->sim, SECOND_US);
    assert_int_equal(fixture->sim->node->sessions.used, 0);
    assert_false(fixture->camera->is_in); /* it heard the goodbye */
}

static void node_11_a_speaker_who_comes_again_takes_the_formers_place(void **state)
{
    struct fixture *fixture = *state;
    struct client *again = sim_camera(fixture->sim, 30);
    again->token.person = fixture->camera->token.person;
    assert_int_equal(client_join(fixture->camera), 201);
    sim_run(fixture->sim, SECOND_US);
    assert_int_equal(client_join(again), 201);
    sim_run(fixture->sim, SECOND_US);
    assert_int_equal(fixture->sim->room->speaker_count, 1);
    assert_int_equal(fixture->sim->room->speakers[0].slot, 0);
    assert_false(fixture->camera->is_in);
    assert_true(again->is_in);
}

static void node_12_metrics_are_written(void **state)
{
    struct fixture *fixture = *state;
    static char text[65536];
    struct writer writer = writer_of(text, sizeof(text) - 1);
    const struct media *media = fixture->sim->media;
    node_write_metrics(fixture->sim->node, &media, &writer);
    assert_false(writer.failed);
    *writer.at = 0;
    assert_non_null(strstr(text, "plenary_dropped_datagrams_total{reason=\"srtp_bad_tag\""));
    assert_string_equal((char *)writer.at - 6, "# EOF\n");
}

/* A second sound, answered inactive and as it was offered: with very long parameters. */
static void node_13_an_answer_too_long_400(void **state)
{
    struct fixture *fixture = *state;
    static char offer[HTTP_BODY_MAX], parameters[NEGOTIATE_ANSWER_MAX];
    struct writer writer = writer_of(offer, sizeof(offer));
    memset(parameters, 'p', sizeof(parameters));
    writer_text(&writer, "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n"
                         "a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n"
                         "a=setup:actpass\r\na=fingerprint:sha-256 ");
    for (size_t i = 0; i < SDP_FINGERPRINT_SIZE; i++) {
        writer_format(&writer, "%s%02zX", i > 0 ? ":" : "", i);
    }
    for (size_t section = 0; section < 2; section++) {
        writer_format(&writer,
                      "\r\nm=audio 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:%zu\r\n"
                      "a=recvonly\r\na=rtcp-mux\r\na=rtpmap:96 opus/48000/2",
                      section);
    }
    size_t short_size = writer_bytes(&writer).size;
    writer_text(&writer, "\r\na=fmtp:96 ");
    writer_put(&writer, bytes_of(parameters, sizeof(parameters)));
    writer_text(&writer, "\r\n");
    assert_false(writer.failed);
    const struct token *who = &fixture->screen->token;
    assert_int_equal(ASK(.method = HTTP_POST, .path = "/whep/hall", .token = who, SDP,
                         .body = writer_bytes(&writer)),
                     400);
    assert_non_null(strstr(fixture->sim->reply.body, "too long"));
    assert_int_equal(fixture->sim->node->sessions.used, 0);
    assert_int_equal(fixture->sim->node->viewers.used, 0);
    assert_int_equal(fixture->sim->node->by_id.count, 0);
    assert_int_equal(fixture->sim->media->member_count, 0);
    assert_int_equal(fixture->sim->node->sessions_refused, 1);
    assert_int_equal(ASK(.method = HTTP_POST, .path = "/whep/hall", .token = who, SDP,
                         .body = bytes_of(offer, short_size + 2)),
                     201);
}

static void node_14_ice_servers_are_linked(void **state)
{
    struct fixture *fixture = *state;
    struct node_setup *setup = &fixture->sim->node->setup;
    setup->ice_server_count = 2;
    snprintf(setup->ice_servers[0], sizeof(setup->ice_servers[0]), "stun:stun.example.org:3478");
    snprintf(setup->ice_servers[1], sizeof(setup->ice_servers[1]), "turn:turn.example.org");
    assert_int_equal(client_join(fixture->camera), 201);
    const char *headers = fixture->sim->reply.headers;
    assert_non_null(strstr(headers, "Link: <stun:stun.example.org:3478>; rel=\"ice-server\"\r\n"));
    assert_non_null(strstr(headers, "Link: <turn:turn.example.org>; rel=\"ice-server\"\r\n"));
    assert_non_null(strstr(headers, "Access-Control-Expose-Headers: Location, ETag, Link"));
}

static bool admit(void *context, const struct room *room, struct bytes session, struct token *who,
                  struct refusal *why)
{
    (void)context;
    refusal_because(why, REASON_SESSION_NOT_VALID);
    *who = (struct token){.person = 7, .is_personal = true, .expiry_s = UINT32_MAX};
    snprintf(who->room, sizeof(who->room), "%s", room->name);
    return bytes_equal_text(session, "p1.1.key");
}

/* An offer that is understood as far as it goes: who may ask gets 400, others 401 or 403. */
static void node_15_the_cookie_signs_in_and_for_our_own_pages_only(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *cookie, *origin, *token;
        int status;
    } cases[] = {
        {"plenary=p1.1.key", NULL, NULL, 400},
        {"a=b; plenary=p1.1.key; c=d", "https://hall.example", NULL, 400},
        {"plenary=p1.1.key", "https://evil.example", NULL, 401},
        {"plenary=p1.1.key", "https://a.hall.example", NULL, 401},
        {"plenary=p1.1.key", "null", NULL, 401},
        {"plenary=p1.1.key", "https://evil.example", "x", 401}, /* what is sent is what counts */
        {"plenary=p1.1.key", NULL, "x", 401},
        {"plenary=p1.1.yek", NULL, NULL, 403},
        {"plenary=x", NULL, NULL, 401},
        {"xplenary=p1.1.key", NULL, NULL, 401},
        {NULL, "https://evil.example", "p1.1.key", 400}, /* a token in hand is for any page */
    };
    fixture->sim->node->setup.ports.admit = admit;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(ASK(.method = HTTP_POST, .path = "/whep/hall", SDP,
                             .cookie = cases[i].cookie, .origin = cases[i].origin,
                             .token_text = cases[i].token),
                         cases[i].status);
        assert_null(strstr(fixture->sim->reply.headers, "Access-Control-Allow-Credentials"));
    }
    assert_int_equal(
        ASK(.method = HTTP_POST, .path = "/whip/hall", SDP, .cookie = "plenary=p1.1.key"),
        403); /* a viewer */
}

static void node_15_camera_and_screen_of_one_person_stand_beside_each_other(void **state)
{
    struct fixture *fixture = *state;
    struct client *screen = sim_camera(fixture->sim, 30), *again = sim_camera(fixture->sim, 30);
    screen->token.person = again->token.person = fixture->camera->token.person;
    screen->query = again->query = "?source=screen";
    assert_int_equal(client_join(fixture->camera), 201);
    assert_int_equal(client_join(screen), 201);
    sim_run(fixture->sim, SECOND_US);
    const struct room *room = fixture->sim->room;
    assert_int_equal(room->speaker_count, 2);
    assert_int_equal(room->speakers[0].source, SUMMIT_SOURCE_CAMERA);
    assert_int_equal(room->speakers[1].source, SUMMIT_SOURCE_SCREEN);
    assert_int_equal(client_join(again), 201);
    sim_run(fixture->sim, SECOND_US);
    assert_int_equal(room->speaker_count, 2);
    assert_true(fixture->camera->is_in);
    assert_false(screen->is_in);
    again->query = "?source=slides";
    assert_int_equal(client_join(again), 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(node_01_created_201),
        CASE(node_02_bad_offers_400),
        CASE(node_03_tokens_401),
        CASE(node_04_forbidden_403),
        CASE(node_05_unknown_404_and_other_paths),
        CASE(node_06_methods_405_and_options),
        CASE(node_07_content_type_415),
        CASE(node_08_patch_412_428_400_204_200),
        CASE(node_09_another_persons_session_is_untouchable),
        CASE(node_10_drain_503),
        CASE(node_11_a_speaker_who_comes_again_takes_the_formers_place),
        CASE(node_12_metrics_are_written),
        CASE(node_13_an_answer_too_long_400),
        CASE(node_14_ice_servers_are_linked),
        CASE(node_15_camera_and_screen_of_one_person_stand_beside_each_other),
        CASE(node_15_the_cookie_signs_in_and_for_our_own_pages_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
