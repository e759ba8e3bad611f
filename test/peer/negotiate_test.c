/* Offer and answer: real offers taken, answers that hold what they must and nothing
 * else, refusals with their sentence, and our own client against our own server.
 */
#include <setjmp.h>
#include <stdarg.h>

#include "peer/negotiate.h"

#include "../wire/material.h"

#include <cmocka.h>

#define FINGERPRINT                                                                                \
    "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:"      \
    "dd:ee:ff"
#define SESSION     "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
#define CREDENTIALS "a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n"
#define TRANSPORT   CREDENTIALS "a=fingerprint:sha-256 " FINGERPRINT "\r\na=setup:actpass\r\n"
#define VIDEO(mid)                                                                                 \
    "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:" mid "\r\na=rtcp-mux\r\na=rtpmap:96 VP8/90000\r\n"
#define AUDIO(mid)                                                                                 \
    "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:" mid "\r\na=rtcp-mux\r\n"                           \
    "a=rtpmap:111 opus/48000/2\r\n"

static struct sdp offer, answer;
static struct session_description session;
static char text[NEGOTIATE_ANSWER_MAX + 1];

static const uint8_t own_fingerprint[SDP_FINGERPRINT_SIZE] = {0xde, 0xad, 0xbe, 0xef};

static struct local_description local_description(void)
{
    static struct address candidates[2];
    candidates[0] = address_of_ipv4(192, 0, 2, 1, 5000);
    candidates[1] = (struct address){.ip = {0x20, 0x01, 0x0d, 0xb8, [15] = 7}, .port = 5001};
    return (struct local_description){
        .ice = {"Aserverufrag0000", "serverpassword0000000000"},
        .fingerprint = own_fingerprint,
        .candidates = candidates,
        .candidate_count = COUNT_OF(candidates),
        .session_id = 42,
    };
}

static void parse(struct bytes bytes, struct sdp *sdp)
{
    const char *problem = "none";
    if (!sdp_parse(bytes, sdp, &problem)) {
        fail_msg("%s", problem);
    }
}

/* The answer as text, and parsed again as `answer`. */
static void write_answer(enum sdp_direction direction)
{
    struct local_description local = local_description();
    struct writer writer = writer_of(text, NEGOTIATE_ANSWER_MAX);
    negotiate_answer(&writer, &offer, &session, &local, direction, "plenary");
    assert_false(writer.failed);
    text[writer_bytes(&writer).size] = 0;
    parse(bytes_of_text(text), &answer);
}

static void publish(struct bytes bytes)
{
    const char *problem = "none";
    parse(bytes, &offer);
    if (!negotiate_publish(&offer, &session, &problem)) {
        fail_msg("%s", problem);
    }
    write_answer(SDP_RECVONLY);
}

static void watch(struct bytes bytes, size_t video_max)
{
    const char *problem = "none";
    parse(bytes, &offer);
    if (!negotiate_watch(&offer, video_max, &session, &problem)) {
        fail_msg("%s", problem);
    }
    for (size_t i = 0; i < session.track_count; i++) {
        assert_int_equal(session.tracks[i].ssrc, 0);
        session.tracks[i].ssrc = 1000 + (uint32_t)i;
    }
    write_answer(SDP_SENDONLY);
}

static void refuse(const char *offered, bool publishes, const char *word)
{
    const char *problem = "none";
    parse(bytes_of_text(offered), &offer);
    bool good = publishes ? negotiate_publish(&offer, &session, &problem)
                          : negotiate_watch(&offer, 4, &session, &problem);
    if (good || !strstr(problem, word)) {
        fail_msg("\"%s\" does not speak of %s", problem, word);
    }
}

static void refuse_both(const char *offered, const char *word)
{
    refuse(offered, true, word);
    refuse(offered, false, word);
}

static void assert_has(const char *line)
{
    if (!strstr(text, line)) {
        fail_msg("no \"%s\" in:\n%s", line, text);
    }
}

static void assert_has_no(const char *line)
{
    if (strstr(text, line)) {
        fail_msg("\"%s\" in:\n%s", line, text);
    }
}

static size_t count(const char *line)
{
    size_t found = 0;
    for (const char *at = text; (at = strstr(at, line)); at++) {
        found++;
    }
    return found;
}

/* What each answer to a bundled offer holds, whatever was offered. */
static void assert_sound_answer(void)
{
    assert_int_equal(answer.media_count, offer.media_count);
    assert_true(answer.bundled && answer.ice_lite);
    for (size_t i = 0; i < answer.media_count; i++) {
        const struct sdp_media *media = &answer.media[i];
        assert_int_equal(media->kind, offer.media[i].kind);
        assert_true(bytes_equal(media->mid, offer.media[i].mid));
        if (media->rejected) {
            continue;
        }
        assert_true(media->rtcp_mux && media->has_fingerprint);
        assert_memory_equal(media->fingerprint, own_fingerprint, SDP_FINGERPRINT_SIZE);
        assert_int_equal(media->setup, SDP_SETUP_PASSIVE);
        assert_true(bytes_equal_text(media->ufrag, "Aserverufrag0000"));
        assert_true(bytes_equal_text(media->password, "serverpassword0000000000"));
        assert_int_equal(media->candidate_count, 2);
        assert_int_equal(media->candidates[0].address.port, 5000);
        assert_true(media->candidates[0].priority > media->candidates[1].priority);
        for (size_t k = 0; k < media->codec_count; k++) {
            assert_int_not_equal(media->codecs[k].codec, CODEC_NONE);
        }
    }
    assert_has("a=msid-semantic:WMS *\r\n");
    assert_has("a=rtcp-rsize\r\n");
    assert_has("a=end-of-candidates\r\n");
    assert_has(" udp 2130706431 192.0.2.1 5000 typ host\r\n");
    assert_has(" 2001:db8::7 5001 typ host\r\n");
}

/* ---- publishers ---- */

static void negotiate_01_chromium_publishes(void **state)
{
    (void)state;
    publish(material("chromium-publish.sdp"));
    assert_sound_answer();
    assert_string_equal(session.remote.ufrag, "svbS");
    assert_string_equal(session.remote.password, "2meZbrnApaXsHh4i1CyOgCNP");
    assert_int_equal(session.remote_fingerprint[0], 0xf8);
    assert_int_equal(session.remote_setup, SDP_SETUP_ACTPASS);
    assert_int_equal(session.track_count, 2);
    const struct track *audio = &session.tracks[0], *video = &session.tracks[1];
    assert_int_equal(audio->codec_count, 1);
    assert_int_equal(audio->codecs[0].payload_type, 111);
    assert_true(audio->ssrc == 3069746100);
    assert_int_equal(video->codec_count, 4);
    const struct payload_type expected[] = {
        {96, CODEC_VP8}, {108, CODEC_H264}, {98, CODEC_VP9}, {45, CODEC_AV1}};
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_int_equal(video->codecs[i].payload_type, expected[i].payload_type);
        assert_int_equal(video->codecs[i].codec, expected[i].codec);
    }
    assert_int_equal(video->rid_count, 3);
    assert_string_equal(video->rids[0], "high");
    assert_string_equal(video->rids[2], "low");
    assert_int_equal(video->extensions[SDP_EXTENSION_RID], 10);

    assert_has("a=group:BUNDLE 0 1\r\n");
    assert_has("m=video 9 UDP/TLS/RTP/SAVPF 96 108 98 45\r\n");
    assert_has("a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;"
               "profile-level-id=42e01f\r\n");
    assert_has("a=rtcp-fb:96 nack\r\n");
    assert_has("a=rtcp-fb:96 nack pli\r\n");
    assert_has("a=rtcp-fb:96 ccm fir\r\n");
    assert_has("a=rtcp-fb:96 transport-cc\r\n");
    assert_has("a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n");
    assert_has("a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n");
    assert_has("a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n");
    assert_has("a=rid:mid recv\r\n");
    assert_has("a=simulcast:recv high;mid;low\r\n");
    assert_int_equal(count("a=recvonly\r\n"), 2);
    assert_has_no("goog-remb");
    assert_has_no("rtx");
    assert_has_no("red/");
    assert_has_no("ulpfec");
    assert_has_no("toffset");
    assert_has_no("a=ssrc");
}

static void negotiate_02_firefox_publishes(void **state)
{
    (void)state;
    publish(material("firefox-publish.sdp"));
    assert_sound_answer();
    assert_has("m=video 9 UDP/TLS/RTP/SAVPF 120 121 99\r\n");
    assert_has("m=audio 9 UDP/TLS/RTP/SAVPF 109\r\n");
    assert_has("a=fmtp:109 maxplaybackrate=48000;stereo=1;useinbandfec=1\r\n");
    assert_has("a=simulcast:recv high;mid;low\r\n");
    assert_string_equal(session.remote.password, "d4c011ad6c9819edc10da8e1fc9739c5");
}

static void negotiate_03_obs_publishes(void **state)
{
    (void)state;
    publish(material("obs-publish.sdp"));
    assert_sound_answer();
    assert_int_equal(session.tracks[1].codecs[0].codec, CODEC_H264);
    assert_string_equal(session.tracks[1].rids[0], "0"); /* OBS counts from the best */
    assert_string_equal(session.tracks[1].rids[2], "2");
    assert_has("a=simulcast:recv 0;1;2\r\n");
    assert_has("a=rtcp-fb:96 nack pli\r\n");
    assert_has_no("transport-cc"); /* not offered */
    assert_has_no("ccm fir");
}

static void negotiate_04_gstreamer_publishes(void **state)
{
    (void)state;
    publish(material("gstreamer-publish.sdp"));
    assert_sound_answer();
    assert_has("a=group:BUNDLE video0 audio1\r\n");
    assert_has("a=rtpmap:97 opus/48000/2\r\n");
    assert_int_equal(session.tracks[0].codecs[0].codec, CODEC_H264);
    assert_true(session.tracks[0].ssrc == 2826934231);
    assert_string_equal(session.remote.ufrag, "u/HYqUd0TPJlVvFmhJRG8cVt0q9l5wrU");
}

static void negotiate_05_one_section_without_bundle_and_mid(void **state)
{
    (void)state;
    publish(bytes_of_text(SESSION TRANSPORT "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rtcp-mux\r\n"
                                            "a=rtpmap:96 VP8/90000\r\na=sendonly\r\n"));
    assert_int_equal(session.track_count, 1);
    assert_has_no("BUNDLE"); /* it was not offered */
    assert_has_no("a=mid");
    assert_has("a=recvonly\r\n");
}

static void negotiate_06_what_does_not_send_is_inactive(void **state)
{
    (void)state;
    publish(bytes_of_text(SESSION "a=group:BUNDLE 0 1\r\n" TRANSPORT AUDIO(
        "0") "a=recvonly\r\n" VIDEO("1") "a=sendrecv\r\n"));
    assert_sound_answer();
    assert_int_equal(session.track_count, 1);
    assert_int_equal(answer.media[0].direction, SDP_INACTIVE);
    assert_int_equal(answer.media[1].direction, SDP_RECVONLY);
    assert_has("a=group:BUNDLE 0 1\r\n");
}

static void negotiate_07_rejected_and_other_sections_stay_out(void **state)
{
    (void)state;
    publish(bytes_of_text(
        SESSION "a=group:BUNDLE d 1 t\r\n"
                "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:d\r\n" TRANSPORT
                "a=sctp-port:5000\r\n" VIDEO("1") "a=sendonly\r\n"
                                                  "m=audio 0 UDP/TLS/RTP/SAVPF 111\r\na=mid:r\r\n"
                                                  "m=text 9 TCP/X 98 99\r\na=mid:t\r\n"));
    assert_sound_answer();
    assert_string_equal(session.remote.ufrag, "abcd"); /* of the data channel's section */
    assert_has("a=group:BUNDLE 1\r\n");
    assert_has("m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n");
    assert_has("m=audio 0 UDP/TLS/RTP/SAVPF 111\r\n");
    assert_has("m=text 0 TCP/X 98 99\r\n");
}

static void negotiate_08_layers_by_their_names(void **state)
{
    (void)state;
    const struct {
        const char *offered, *best, *second, *third;
    } cases[] = {
        {"low;mid;high", "high", "mid", "low"},
        {"q;h;f", "f", "h", "q"},
        {"l;h;m", "h", "m", "l"},
        {"h;q", "h", "q", ""},
        {"2;1;0", "2", "1", "0"},
        {"0;1;2", "0", "1", "2"},
        {"low;foo;high", "low", "foo", "high"},
        {"h;f", "f", "h", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char offered[2048];
        snprintf(offered, sizeof(offered),
                 SESSION TRANSPORT VIDEO(
                     "1") "a=sendonly\r\n"
                          "a=extmap:2 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n"
                          "a=simulcast:send %s\r\n",
                 cases[i].offered);
        publish(bytes_of_text(offered));
        assert_string_equal(session.tracks[0].rids[0], cases[i].best);
        assert_string_equal(session.tracks[0].rids[1], cases[i].second);
        assert_string_equal(session.tracks[0].rids[2], cases[i].third);
    }
    publish(bytes_of_text(SESSION TRANSPORT VIDEO("1") "a=sendonly\r\na=simulcast:send h;l\r\n"));
    assert_int_equal(session.tracks[0].rid_count, 0); /* no extension to tell them apart by */
    assert_has_no("simulcast");
}

static void negotiate_09_one_payload_type_a_codec(void **state)
{
    (void)state;
    const struct {
        const char *first, *second;
        int chosen; /* payload type, 0: refused */
    } cases[] = {
        {"H264/90000\r\na=fmtp:96 packetization-mode=1;profile-level-id=42001f",
         "H264/90000\r\na=fmtp:97 profile-level-id=42E01F;packetization-mode=1", 97},
        {"H264/90000\r\na=fmtp:96 packetization-mode=1;profile-level-id=640c1f",
         "H264/90000\r\na=fmtp:97 packetization-mode=1;profile-level-id=42001f", 97},
        {"H264/90000\r\na=fmtp:96 packetization-mode=1;profile-level-id=640c1f",
         "H264/90000\r\na=fmtp:97 packetization-mode=0;profile-level-id=42e01f", 96},
        {"H264/90000", "H264/90000\r\na=fmtp:97 packetization-mode=10", 0},
        {"VP9/90000\r\na=fmtp:96 profile-id=2", "VP9/90000\r\na=fmtp:97 profile-id=0", 97},
        {"VP9/90000", "VP9/90000\r\na=fmtp:97 profile-id=0", 96},
        {"AV1/90000\r\na=fmtp:96 profile=1", "AV1/90000", 97},
        {"rtx/90000\r\na=fmtp:96 apt=97", "red/90000", 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char offered[2048];
        snprintf(offered, sizeof(offered),
                 SESSION TRANSPORT "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=rtcp-mux\r\n"
                                   "a=rtpmap:96 %s\r\na=rtpmap:97 %s\r\n",
                 cases[i].first, cases[i].second);
        if (cases[i].chosen == 0) {
            refuse_both(offered, "codec");
            continue;
        }
        publish(bytes_of_text(offered));
        assert_int_equal(session.tracks[0].codec_count, 1);
        assert_int_equal(session.tracks[0].codecs[0].payload_type, cases[i].chosen);
    }
}

/* Browsers do not offer it by themselves; our pages do. */
static void negotiate_10_sound_is_sent_again_if_that_was_offered(void **state)
{
    const char *offered = SESSION TRANSPORT AUDIO("0") "a=rtcp-fb:111 nack\r\n";
    (void)state;
    publish(bytes_of_text(offered));
    assert_has("a=rtcp-fb:111 nack\r\n");
    watch(bytes_of_text(offered), 0);
    assert_has("a=rtcp-fb:111 nack\r\n");
}

/* ---- viewers ---- */

static void negotiate_11_browsers_watch_two_videos(void **state)
{
    (void)state;
    const char *const files[] = {"chromium-watch.sdp", "firefox-watch.sdp"};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        watch(material(files[i]), 2);
        assert_sound_answer();
        assert_int_equal(session.track_count, 3);
        const char *const mids[] = {"0", "1", "2"};
        for (size_t k = 0; k < 3; k++) {
            assert_string_equal(session.tracks[k].mid, mids[k]);
            assert_int_equal(session.tracks[k].kind, k == 1 ? MEDIA_AUDIO : MEDIA_VIDEO);
            assert_int_equal(answer.media[k].direction, SDP_SENDONLY);
            assert_true(answer.media[k].ssrc == 1000 + k);
            assert_true(bytes_equal_text(answer.media[k].cname, "plenary"));
            for (size_t e = 0; e < SDP_EXTENSION_COUNT; e++) {
                assert_int_equal(session.tracks[k].extensions[e], 0);
                assert_int_equal(answer.media[k].extensions[e], 0);
            }
        }
        assert_int_equal(answer.media[3].direction, SDP_INACTIVE);
        assert_false(answer.media[3].rejected);
        assert_int_equal(answer.media[3].ssrc, 0);
        assert_true(answer.media[4].rejected);
        assert_has("a=group:BUNDLE 0 1 2 3\r\n");
        assert_has("goog-remb\r\n");
        assert_has("nack pli\r\n");
        assert_has("ccm fir\r\n");
        assert_has("a=msid:plenary 2\r\n");
        assert_has("minptime=10");
        assert_has("useinbandfec=1");
        assert_int_equal(count("useinbandfec=1"), 1);
        assert_has_no("transport-cc");
        assert_has_no("a=extmap");
        assert_int_equal(answer.media[1].codecs[0].remb, false);
    }
}

static void negotiate_12_opus_has_fec_whatever_was_offered(void **state)
{
    (void)state;
    watch(bytes_of_text(SESSION TRANSPORT AUDIO("0") "a=recvonly\r\n"), 0);
    assert_has("a=fmtp:111 minptime=10;useinbandfec=1\r\n");
    watch(bytes_of_text(SESSION TRANSPORT AUDIO("0") "a=fmtp:111 stereo=1;minptime=20\r\n"), 0);
    assert_has("a=fmtp:111 useinbandfec=1;stereo=1;minptime=20\r\n");
    assert_has_no("nack");
}

static void negotiate_13_libraries_watch(void **state)
{
    (void)state;
    const char *const files[] = {"werift-watch.sdp", "wrtc-watch.sdp"};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        watch(material(files[i]), 8);
        assert_sound_answer();
        assert_int_equal(session.track_count, 2);
        assert_int_equal(count("a=sendonly\r\n"), 2);
    }
}

static void negotiate_14_one_audio_and_no_more_tracks_than_fit(void **state)
{
    (void)state;
    char offered[8192] = SESSION "a=group:BUNDLE";
    for (int i = 0; i < 16; i++) {
        snprintf(offered + strlen(offered), 16, " %d", i);
    }
    strcat(offered, "\r\n" TRANSPORT);
    for (int i = 0; i < 16; i++) {
        size_t at = strlen(offered);
        snprintf(offered + at, sizeof(offered) - at,
                 i == 3 || i == 4 ? AUDIO("%d") "a=recvonly\r\n" : VIDEO("%d") "a=recvonly\r\n", i);
    }
    watch(bytes_of_text(offered), 20);
    assert_sound_answer();
    assert_int_equal(session.track_count, NEGOTIATE_TRACKS_MAX);
    assert_int_equal(answer.media[3].direction, SDP_SENDONLY);
    assert_int_equal(answer.media[4].direction, SDP_INACTIVE);
    assert_int_equal(answer.media[12].direction, SDP_SENDONLY);
    assert_int_equal(answer.media[13].direction, SDP_INACTIVE);
}

/* ---- refusals ---- */

static void negotiate_21_transport(void **state)
{
    (void)state;
    refuse_both(SESSION TRANSPORT VIDEO("0") AUDIO("1"), "BUNDLE");
    refuse_both(SESSION "a=group:BUNDLE 0\r\n" TRANSPORT VIDEO("0") AUDIO("1"), "BUNDLE");
    refuse_both(SESSION TRANSPORT "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 VP8/90000\r\n",
                "rtcp-mux");
    refuse_both(SESSION CREDENTIALS VIDEO("0"), "ingerprint");
    refuse_both(SESSION CREDENTIALS "a=fingerprint:sha-1 AB:CD\r\n" VIDEO("0"), "ingerprint");
    refuse_both(SESSION "a=fingerprint:sha-256 " FINGERPRINT "\r\n" VIDEO("0"), "ice-ufrag");
    refuse_both(SESSION TRANSPORT VIDEO("0") "a=setup:passive\r\n", "passive");
    refuse_both(SESSION TRANSPORT "a=ice-lite\r\n" VIDEO("0"), "ice-lite");
    refuse_both(SESSION TRANSPORT "a=ice-pwd:short\r\n" VIDEO("0"), "ice-pwd");
    refuse_both(SESSION TRANSPORT "a=ice-ufrag:a b c d\r\n" VIDEO("0"), "ice-ufrag");
    refuse_both(SESSION TRANSPORT "m=video 0 UDP/TLS/RTP/SAVPF 96\r\n", "audio or video");
    char offered[1024] = SESSION TRANSPORT VIDEO("0") "a=ice-ufrag:";
    memset(offered + strlen(offered), 'u', ICE_UFRAG_MAX + 1);
    strcat(offered, "\r\n");
    refuse_both(offered, "ice-ufrag");
}

static void negotiate_22_media(void **state)
{
    (void)state;
    refuse(SESSION TRANSPORT VIDEO("0") "a=recvonly\r\n", true, "sendonly");
    refuse(SESSION TRANSPORT VIDEO("0") "a=sendonly\r\n", false, "recvonly");
    refuse(SESSION "a=group:BUNDLE 0 1\r\n" TRANSPORT VIDEO("0") VIDEO("1"), true, "one video");
    refuse_both(SESSION TRANSPORT "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=rtcp-mux\r\n"
                                  "a=rtpmap:0 PCMU/8000\r\n",
                "Opus");
    refuse_both(SESSION TRANSPORT "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rtcp-mux\r\n"
                                  "a=rtpmap:96 opus/48000/2\r\n",
                "VP8");
    refuse_both(SESSION TRANSPORT VIDEO("a-mid-of-17-chars"), "mid");
    refuse_both(SESSION TRANSPORT VIDEO("m\xc3\xbc"), "mid");
    refuse(
        SESSION TRANSPORT VIDEO("0") "a=simulcast:send a-rid-of-17-chars\r\n"
                                     "a=extmap:2 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n",
        true, "rid");
}

static void negotiate_23_answer_without_room_fails(void **state)
{
    (void)state;
    publish(material("chromium-publish.sdp"));
    struct local_description local = local_description();
    size_t size = strlen(text);
    for (size_t room = 0; room < size; room += 7) {
        struct writer writer = writer_of(text, room);
        negotiate_answer(&writer, &offer, &session, &local, SDP_RECVONLY, "plenary");
        assert_true(writer.failed);
    }
}

/* ---- our own clients ---- */

static const struct session_description our_offer = {
    .track_count = 2,
    .tracks =
        {
            {.kind = MEDIA_AUDIO,
             .mid = "0",
             .codec_count = 1,
             .codecs = {{111, CODEC_OPUS}},
             .ssrc = 77},
            {.kind = MEDIA_VIDEO,
             .mid = "1",
             .codec_count = 2,
             .codecs = {{96, CODEC_VP8}, {97, CODEC_H264}},
             .extensions = {[SDP_EXTENSION_RID] = 5, [SDP_EXTENSION_TRANSPORT_CC] = 6},
             .rid_count = 2,
             .rids = {"high", "low"},
             .ssrc = 88},
        },
};

/* Our client offers, our server answers; the client's view of it. */
static struct session_description shake_hands(enum sdp_direction direction)
{
    static uint8_t buffer[NEGOTIATE_ANSWER_MAX];
    struct session_description client = our_offer;
    struct local_description local = local_description();
    local.ice = (struct ice_credentials){"client01", "clientpassword0000000000"};
    struct writer writer = writer_of(buffer, sizeof(buffer));
    negotiate_offer(&writer, &client, &local, direction, "client");
    assert_false(writer.failed);
    if (direction == SDP_SENDONLY) {
        publish(writer_bytes(&writer));
    } else {
        watch(writer_bytes(&writer), 1);
    }
    assert_string_equal(session.remote.ufrag, "client01");
    assert_sound_answer();
    const char *problem = "none";
    struct address candidate;
    if (!negotiate_accept(&answer, &client, &candidate, &problem)) {
        fail_msg("%s", problem);
    }
    assert_string_equal(client.remote.ufrag, "Aserverufrag0000");
    assert_memory_equal(client.remote_fingerprint, own_fingerprint, SDP_FINGERPRINT_SIZE);
    assert_int_equal(candidate.port, 5000);
    assert_int_equal(client.track_count, 2);
    return client;
}

static void negotiate_31_our_publisher_and_our_server(void **state)
{
    (void)state;
    struct session_description client = shake_hands(SDP_SENDONLY);
    assert_int_equal(session.tracks[0].ssrc, 77);
    assert_int_equal(session.tracks[1].rid_count, 2);
    assert_int_equal(session.tracks[1].extensions[SDP_EXTENSION_TRANSPORT_CC], 6);
    assert_int_equal(client.tracks[0].ssrc, 77); /* still ours */
    assert_int_equal(client.tracks[1].codec_count, 2);
    assert_int_equal(client.tracks[1].codecs[1].payload_type, 97);
    assert_int_equal(client.tracks[1].rid_count, 2);
    assert_string_equal(client.tracks[1].rids[0], "high");
    assert_has("a=rtcp-fb:96 transport-cc\r\n");
}

static void negotiate_32_our_viewer_and_our_server(void **state)
{
    (void)state;
    struct session_description client = shake_hands(SDP_RECVONLY);
    assert_int_equal(session.tracks[1].rid_count, 0);
    assert_int_equal(client.tracks[0].ssrc, 1000);
    assert_int_equal(client.tracks[1].ssrc, 1001);
    assert_string_equal(client.tracks[1].mid, "1");
}

static void negotiate_33_answers_that_cannot_be_accepted(void **state)
{
    (void)state;
    const struct {
        const char *text, *word;
    } cases[] = {
        {SESSION TRANSPORT VIDEO("0"), "passive"},
        {SESSION TRANSPORT VIDEO("0") "a=setup:passive\r\n", "candidate"},
        {SESSION TRANSPORT VIDEO("0") "a=setup:passive\r\na=inactive\r\n", "no section"},
        {SESSION CREDENTIALS VIDEO("0") "a=setup:passive\r\n", "ingerprint"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *problem = "none";
        struct address candidate;
        struct session_description client = our_offer;
        parse(bytes_of_text(cases[i].text), &answer);
        assert_false(negotiate_accept(&answer, &client, &candidate, &problem));
        assert_non_null(strstr(problem, cases[i].word));
        assert_memory_equal(&client, &our_offer, sizeof(client)); /* untouched */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(negotiate_01_chromium_publishes),
        cmocka_unit_test(negotiate_02_firefox_publishes),
        cmocka_unit_test(negotiate_03_obs_publishes),
        cmocka_unit_test(negotiate_04_gstreamer_publishes),
        cmocka_unit_test(negotiate_05_one_section_without_bundle_and_mid),
        cmocka_unit_test(negotiate_06_what_does_not_send_is_inactive),
        cmocka_unit_test(negotiate_07_rejected_and_other_sections_stay_out),
        cmocka_unit_test(negotiate_08_layers_by_their_names),
        cmocka_unit_test(negotiate_09_one_payload_type_a_codec),
        cmocka_unit_test(negotiate_10_sound_is_sent_again_if_that_was_offered),
        cmocka_unit_test(negotiate_11_browsers_watch_two_videos),
        cmocka_unit_test(negotiate_12_opus_has_fec_whatever_was_offered),
        cmocka_unit_test(negotiate_13_libraries_watch),
        cmocka_unit_test(negotiate_14_one_audio_and_no_more_tracks_than_fit),
        cmocka_unit_test(negotiate_21_transport),
        cmocka_unit_test(negotiate_22_media),
        cmocka_unit_test(negotiate_23_answer_without_room_fails),
        cmocka_unit_test(negotiate_31_our_publisher_and_our_server),
        cmocka_unit_test(negotiate_32_our_viewer_and_our_server),
        cmocka_unit_test(negotiate_33_answers_that_cannot_be_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
