/* SDP: offers as browsers, OBS and GStreamer make them, each attribute that means
 * something to us, and each way to be malformed.
 *
 * Chromium 156, Firefox 153 ESR, werift and wrtc made their files themselves; those
 * of OBS and GStreamer were written down after what these programs send.
 */
#include <setjmp.h>
#include <stdarg.h>

#include "wire/sdp.h"

#include "material.h"

#include <cmocka.h>

#define FINGERPRINT                                                                                \
    "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:"      \
    "dd:ee:ff"
#define SESSION "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
#define VIDEO   "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\na=rtpmap:96 VP8/90000\r\n"

static struct sdp sdp;

static const struct sdp_media *parse_file(const char *name)
{
    const char *problem = "none";
    if (!sdp_parse(material(name), &sdp, &problem)) {
        fail_msg("%s: %s", name, problem);
    }
    return sdp.media;
}

static const struct sdp_media *parse_text(const char *text)
{
    const char *problem = "none";
    if (!sdp_parse(bytes_of_text(text), &sdp, &problem)) {
        fail_msg("%s\n%s", problem, text);
    }
    return sdp.media;
}

/* Refused, and the sentence has this word. */
static void refuse_bytes(struct bytes text, const char *word)
{
    const char *problem = NULL;
    assert_false(sdp_parse(text, &sdp, &problem));
    assert_non_null(problem);
    if (!strstr(problem, word)) {
        fail_msg("\"%s\" does not speak of %s", problem, word);
    }
}

static void refuse_text(const char *text, const char *word)
{
    refuse_bytes(bytes_of_text(text), word);
}

static void assert_text(struct bytes span, const char *text)
{
    if (!bytes_equal_text(span, text)) {
        fail_msg("\"%.*s\" is not \"%s\"", (int)span.size, (const char *)span.data, text);
    }
}

static const struct sdp_codec *codec_at(const struct sdp_media *media, unsigned payload_type)
{
    for (size_t i = 0; i < media->codec_count; i++) {
        if (media->codecs[i].payload_type == payload_type) {
            return &media->codecs[i];
        }
    }
    fail_msg("no payload type %u", payload_type);
    return NULL;
}

/* ---- real offers ---- */

static void sdp_01_chromium_publishes_simulcast(void **state)
{
    (void)state;
    const struct sdp_media *audio = parse_file("chromium-publish.sdp"), *video = audio + 1;
    assert_int_equal(sdp.media_count, 2);
    assert_true(sdp.bundled);
    assert_false(sdp.ice_lite);
    assert_int_equal(audio->kind, MEDIA_AUDIO);
    assert_text(audio->mid, "0");
    assert_text(audio->ufrag, "svbS");
    assert_text(audio->password, "2meZbrnApaXsHh4i1CyOgCNP");
    assert_true(audio->rtcp_mux && audio->has_fingerprint);
    assert_int_equal(audio->fingerprint[0], 0xf8);
    assert_int_equal(audio->fingerprint[31], 0x1f);
    assert_int_equal(audio->setup, SDP_SETUP_ACTPASS);
    assert_int_equal(audio->direction, SDP_SENDONLY);
    assert_int_equal(audio->codec_count, 8);
    assert_int_equal(audio->codecs[0].codec, CODEC_OPUS);
    assert_int_equal(audio->codecs[0].clock_hz, 48000);
    assert_int_equal(audio->codecs[0].channels, 2);
    assert_text(audio->codecs[0].fmtp, "minptime=10;useinbandfec=1");
    assert_true(audio->codecs[0].transport_cc);
    assert_false(audio->codecs[0].nack);
    assert_int_equal(audio->codecs[1].codec, CODEC_NONE); /* red */
    assert_int_equal(audio->extensions[SDP_EXTENSION_AUDIO_LEVEL], 1);
    assert_int_equal(audio->extensions[SDP_EXTENSION_TRANSPORT_CC], 3);
    assert_int_equal(audio->extensions[SDP_EXTENSION_MID], 4);
    assert_int_equal(audio->extensions[SDP_EXTENSION_RID], 0);
    assert_true(audio->ssrc == 3069746100);
    assert_text(audio->cname, "SxiRA02TuaVz4J3B");

    assert_int_equal(video->kind, MEDIA_VIDEO);
    assert_int_equal(video->codec_count, 23);
    assert_int_equal(codec_at(video, 96)->codec, CODEC_VP8);
    assert_int_equal(codec_at(video, 97)->codec, CODEC_NONE); /* rtx */
    assert_int_equal(codec_at(video, 108)->codec, CODEC_H264);
    assert_int_equal(codec_at(video, 98)->codec, CODEC_VP9);
    assert_int_equal(codec_at(video, 45)->codec, CODEC_AV1);
    const struct sdp_codec *vp8 = codec_at(video, 96);
    assert_true(vp8->nack && vp8->nack_pli && vp8->ccm_fir && vp8->transport_cc && vp8->remb);
    assert_int_equal(video->extensions[SDP_EXTENSION_RID], 10);
    assert_int_equal(video->rid_count, 3);
    assert_text(video->rids[0], "high");
    assert_text(video->rids[1], "mid");
    assert_text(video->rids[2], "low");
    assert_int_equal(video->ssrc, 0);
}

static void sdp_02_firefox_publishes_simulcast(void **state)
{
    (void)state;
    const struct sdp_media *audio = parse_file("firefox-publish.sdp"), *video = audio + 1;
    assert_int_equal(sdp.media_count, 2);
    assert_true(sdp.bundled);
    assert_true(audio->has_fingerprint && video->has_fingerprint); /* the session's */
    assert_int_equal(video->fingerprint[0], 0xc8);
    assert_text(audio->password, "d4c011ad6c9819edc10da8e1fc9739c5");
    assert_false(video->rejected); /* port 0, but bundle-only */
    assert_true(video->rtcp_mux);
    assert_int_equal(video->direction, SDP_SENDONLY);
    assert_text(codec_at(video, 120)->fmtp, "max-fs=12288;max-fr=60"); /* before its rtpmap */
    assert_int_equal(codec_at(video, 99)->codec, CODEC_AV1);
    assert_int_equal(codec_at(audio, 109)->codec, CODEC_OPUS);
    assert_int_equal(video->extensions[SDP_EXTENSION_RID], 9); /* a=extmap:9/sendonly */
    assert_int_equal(video->rid_count, 3);
    assert_true(video->ssrc == 3606959603);
    assert_text(video->cname, "{30bfe413-edaa-4f87-bfb9-185689ac8a1d}");
}

static void sdp_03_browsers_watch(void **state)
{
    (void)state;
    const char *const names[] = {"chromium-watch.sdp", "firefox-watch.sdp"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const struct sdp_media *media = parse_file(names[i]);
        assert_int_equal(sdp.media_count, 5);
        assert_true(sdp.bundled);
        for (size_t k = 0; k < 4; k++) {
            assert_int_equal(media[k].kind, k == 1 ? MEDIA_AUDIO : MEDIA_VIDEO);
            assert_int_equal(media[k].direction, SDP_RECVONLY);
            assert_false(media[k].rejected);
        }
        assert_int_equal(media[4].kind, MEDIA_OTHER);
        assert_text(media[4].kind_name, "application");
        assert_text(media[4].protocol, "UDP/DTLS/SCTP");
        assert_text(media[4].formats, "webrtc-datachannel");
        assert_text(media[4].mid, "4");
    }
}

static void sdp_04_obs_publishes(void **state)
{
    (void)state;
    const struct sdp_media *audio = parse_file("obs-publish.sdp"), *video = audio + 1;
    assert_int_equal(sdp.media_count, 2);
    assert_true(sdp.bundled); /* a=group:LS after it is another group */
    assert_true(audio->has_fingerprint && video->has_fingerprint);
    assert_text(video->ufrag, "R0Lz");
    assert_int_equal(video->codec_count, 1);
    assert_int_equal(video->codecs[0].codec, CODEC_H264);
    assert_true(video->codecs[0].remb && video->codecs[0].nack && video->codecs[0].nack_pli);
    assert_false(video->codecs[0].ccm_fir || video->codecs[0].transport_cc);
    assert_int_equal(video->rid_count, 3);
    assert_text(video->rids[0], "0");
    assert_true(audio->ssrc == 1844674407);
    assert_int_equal(audio->candidate_count, 1); /* host, not srflx */
    struct address address = address_of_ipv4(198, 51, 100, 7, 60219);
    assert_true(address_equal(&audio->candidates[0].address, &address));
    assert_true(audio->candidates[0].priority == 2122317823);
}

static void sdp_05_gstreamer_publishes(void **state)
{
    (void)state;
    const struct sdp_media *video = parse_file("gstreamer-publish.sdp"), *audio = video + 1;
    assert_true(sdp.bundled);
    assert_text(video->mid, "video0");
    assert_int_equal(audio->codecs[0].codec, CODEC_OPUS); /* written OPUS */
    assert_false(audio->rejected);
    assert_text(sdp_parameter(video->codecs[0].fmtp, "profile-level-id"), "42c01f");
    assert_text(sdp_parameter(video->codecs[0].fmtp, "sprop-parameter-sets"),
                "Z0LAH9oBQBbsBEAAAAMAQAAADyPGDKg=,aM48gA==");
    assert_text(video->cname, "user3344942761@host-7e2fd2f3"); /* on the ssrc's second line */
}

static void sdp_06_node_libraries_watch(void **state)
{
    (void)state;
    const struct sdp_media *media = parse_file("werift-watch.sdp");
    assert_int_equal(sdp.media_count, 2);
    assert_true(sdp.bundled);
    assert_int_equal(media[0].kind, MEDIA_VIDEO);
    assert_int_equal(media[0].candidate_count, 2); /* IPv4 and IPv6 */
    assert_false(address_is_ipv4(&media[0].candidates[1].address));
    media = parse_file("wrtc-watch.sdp");
    assert_int_equal(sdp.media_count, 2);
    assert_int_equal(media[1].direction, SDP_RECVONLY);
}

/* ---- single attributes ---- */

static void sdp_11_session_values_are_inherited(void **state)
{
    (void)state;
    const struct sdp_media *media = parse_text(
        SESSION "a=ice-lite\r\na=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n"
                "a=fingerprint:SHA-256 " FINGERPRINT "\r\na=setup:active\r\na=recvonly\r\n"
                "a=extmap:7 urn:ietf:params:rtp-hdrext:sdes:mid\r\n" VIDEO
                "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=ice-ufrag:own1\r\na=sendonly\r\n");
    assert_true(sdp.ice_lite);
    assert_text(media[0].ufrag, "abcd");
    assert_int_equal(media[0].setup, SDP_SETUP_ACTIVE);
    assert_int_equal(media[0].direction, SDP_RECVONLY);
    assert_int_equal(media[0].extensions[SDP_EXTENSION_MID], 7);
    assert_int_equal(media[0].fingerprint[10], 0xaa);
    assert_int_equal(media[1].fingerprint[26], 0xaa);
    assert_text(media[1].ufrag, "own1");
    assert_text(media[1].password, "0123456789012345678901");
    assert_int_equal(media[1].direction, SDP_SENDONLY);
    assert_false(sdp.bundled);
}

static void sdp_12_bundle_names_all_in_use(void **state)
{
    (void)state;
    parse_text(SESSION "a=group:BUNDLE 0 1\r\n" VIDEO
                       "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:1\r\n");
    assert_true(sdp.bundled);
    parse_text(SESSION "a=group:BUNDLE 0\r\n" VIDEO
                       "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:1\r\n");
    assert_false(sdp.bundled);
    parse_text(SESSION "a=group:BUNDLE 0\r\n" VIDEO
                       "m=audio 0 UDP/TLS/RTP/SAVPF 111\r\na=mid:1\r\n");
    assert_true(sdp.bundled); /* the second one is rejected */
    assert_true(sdp.media[1].rejected);
    parse_text(SESSION VIDEO);
    assert_false(sdp.bundled);
}

static void sdp_13_feedback_for_all(void **state)
{
    (void)state;
    const struct sdp_media *media =
        parse_text(SESSION "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=rtcp-fb:* nack pli\r\n"
                           "a=rtpmap:96 vp8/90000\r\na=rtpmap:97 VP9/90000\r\n"
                           "a=rtcp-fb:97 nack\r\na=rtcp-fb:55 nack\r\na=rtcp-fb:96\r\n");
    assert_true(media->codecs[0].nack_pli && media->codecs[1].nack_pli);
    assert_true(!media->codecs[0].nack && media->codecs[1].nack);
}

static void sdp_14_simulcast_forms(void **state)
{
    (void)state;
    const struct {
        const char *line;
        size_t count;
        const char *rids[3];
    } cases[] = {
        {"a=simulcast:send h;m,m2;~l recv x", 3, {"h", "m", "l"}},
        {"a=simulcast:recv x;y send h", 1, {"h"}},
        {"a=simulcast:recv x;y", 2, {"x", "y"}},
        {"a=simulcast: send f;h;q", 3, {"f", "h", "q"}},
        {"a=simulcast:send a;b;c;d", 3, {"a", "b", "c"}},
        {"a=simulcast:send a;a;b", 2, {"a", "b"}},
        {"a=simulcast:send ;;~", 0, {NULL}},
        {"a=simulcast:both a", 0, {NULL}},
        {"a=simulcast:", 0, {NULL}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[512];
        snprintf(text, sizeof(text), SESSION VIDEO "%s\r\n", cases[i].line);
        const struct sdp_media *media = parse_text(text);
        assert_int_equal(media->rid_count, cases[i].count);
        for (size_t k = 0; k < cases[i].count; k++) {
            assert_text(media->rids[k], cases[i].rids[k]);
        }
    }
}

static void sdp_15_candidates(void **state)
{
    (void)state;
    const struct {
        const char *line;
        size_t count;
    } cases[] = {
        {"1 1 udp 2130706431 192.0.2.1 5000 typ host", 1},
        {"1 1 UDP 2130706431 2001:db8::1 5000 typ host generation 0", 1},
        {"1 1 udp 1 ::ffff:192.0.2.1 5000 typ host", 1},
        {"1 2 udp 2130706431 192.0.2.1 5000 typ host", 0},
        {"1 1 tcp 2130706431 192.0.2.1 9 typ host tcptype active", 0},
        {"1 1 udp 2130706431 192.0.2.1 5000 typ relay", 0},
        {"1 1 udp 2130706431 192.0.2.1 0 typ host", 0},
        {"1 1 udp 2130706431 192.0.2.1 65536 typ host", 0},
        {"1 1 udp 4294967296 192.0.2.1 5000 typ host", 0},
        {"1 1 udp 1 192.0.2.256 5000 typ host", 0},
        {"1 1 udp 1 192..0.2.1 5000 typ host", 0},
        {"1 1 udp 1 2001:db8::1::2 5000 typ host", 0},
        {"1 1 udp 1 1:2:3:4:5:6:7:8:9 5000 typ host", 0},
        {"1 1 udp 1 4e3b1c9a-77aa-4c14-a9d0-5bd5a1cb47f5.local 5000 typ host", 0},
        {"1 1 udp 1 192.0.2.1", 0},
        {"", 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[512];
        snprintf(text, sizeof(text), SESSION VIDEO "a=candidate:%s\r\n", cases[i].line);
        const struct sdp_media *media = parse_text(text);
        assert_int_equal(media->candidate_count, cases[i].count);
    }
    parse_text(SESSION VIDEO "a=candidate:1 1 udp 7 ::ffff:192.0.2.1 5000 typ host\r\n");
    struct address address = address_of_ipv4(192, 0, 2, 1, 5000);
    assert_true(address_equal(&sdp.media[0].candidates[0].address, &address));
}

static void sdp_16_codec_of_other_clock_is_not_taken(void **state)
{
    (void)state;
    const struct sdp_media *media =
        parse_text(SESSION "m=audio 9 UDP/TLS/RTP/SAVPF 111 112\r\na=rtpmap:111 opus/16000/2\r\n"
                           "a=rtpmap:112 opus/48000/2\r\n");
    assert_int_equal(media->codecs[0].codec, CODEC_NONE);
    assert_int_equal(media->codecs[1].codec, CODEC_OPUS);
}

static void sdp_17_parameters(void **state)
{
    (void)state;
    struct bytes fmtp = bytes_of_text("minptime=10; useinbandfec=1;x;STEREO=1;y=a=b;empty=");
    assert_text(sdp_parameter(fmtp, "minptime"), "10");
    assert_text(sdp_parameter(fmtp, "useinbandfec"), "1");
    assert_text(sdp_parameter(fmtp, "stereo"), "1");
    assert_text(sdp_parameter(fmtp, "y"), "a=b");
    assert_int_equal(sdp_parameter(fmtp, "x").size, 0);
    assert_int_equal(sdp_parameter(fmtp, "inbandfec").size, 0);
    assert_int_equal(sdp_parameter(fmtp, "empty").size, 0);
    assert_int_equal(sdp_parameter((struct bytes){0}, "x").size, 0);
}

static void sdp_18_bare_line_feeds_and_unknown_lines(void **state)
{
    (void)state;
    const struct sdp_media *media = parse_text(
        "v=0\no=J\xc3\xb6rg 1 1 IN IP4 0.0.0.0\ns=\xe5\x85\xa8\xe4\xbd\x93 \xf0\x9f\x8e\xa5\n"
        "b=AS:5000\nz=0\na=nothing-known:1\nm=video 9 UDP/TLS/RTP/SAVPF 96\na=odd\n"
        "a=rtpmap:96 VP8/90000");
    assert_int_equal(media->codecs[0].codec, CODEC_VP8);
}

/* ---- malformed ---- */

static void sdp_19_bandwidth(void **state)
{
    (void)state;
    static const struct {
        const char *lines;
        uint32_t bps;
    } cases[] = {{"", 0},
                 {"b=AS:300\r\n", 300000},
                 {"b=TIAS:200000\r\n", 200000},
                 {"b=AS:300\r\nb=TIAS:200000\r\n", 200000},
                 {"b=TIAS:200000\r\nb=AS:300\r\n", 200000},
                 {"b=CT:1\r\nb=X-YZ:many\r\n", 0}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[256];
        snprintf(text, sizeof(text),
                 "v=0\r\nb=AS:1\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n%sa=rtpmap:96 VP8/90000\r\n",
                 cases[i].lines);
        assert_int_equal(parse_text(text)[0].max_bps, cases[i].bps);
    }
    refuse_text("v=0\r\n" VIDEO "b=TIAS:-1\r\n", "b=");
    refuse_text("v=0\r\n" VIDEO "b=AS:4294968\r\n", "b=");
}

static void sdp_21_not_sdp(void **state)
{
    (void)state;
    refuse_text("", "v=0");
    refuse_bytes((struct bytes){0}, "v=0");
    refuse_text("{\"type\":\"offer\"}", "v=0");
    refuse_text(SESSION, "m=");
    refuse_text(SESSION "nonsense\r\n" VIDEO, "letter=value");
    refuse_text(SESSION VIDEO "a\r\n", "letter=value");
    static char large[SDP_TEXT_MAX + 1];
    memset(large, 'x', sizeof(large));
    memcpy(large, "v=0\r\ns=", 7);
    refuse_bytes(bytes_of(large, sizeof(large)), "too large");
}

static void sdp_22_not_text(void **state)
{
    (void)state;
    refuse_bytes(bytes_of(SESSION "s=\0\r\n" VIDEO, sizeof(SESSION "s=\0\r\n" VIDEO) - 1), "UTF-8");
    refuse_text(SESSION "s=a\rb\r\n" VIDEO, "UTF-8"); /* would make a line of an answer */
    refuse_text(SESSION "s=\x1b[2J\r\n" VIDEO, "UTF-8");
    refuse_text(SESSION "s=\x7f\r\n" VIDEO, "UTF-8");
    refuse_text(SESSION "s=\x80\r\n" VIDEO, "UTF-8");
    refuse_text(SESSION "s=\xc3\r\n" VIDEO, "UTF-8");
    refuse_text(SESSION "s=\xc0\xaf\r\n" VIDEO, "UTF-8");         /* overlong */
    refuse_text(SESSION "s=\xe0\x80\xaf\r\n" VIDEO, "UTF-8");     /* overlong */
    refuse_text(SESSION "s=\xed\xa0\x80\r\n" VIDEO, "UTF-8");     /* surrogate */
    refuse_text(SESSION "s=\xf4\x90\x80\x80\r\n" VIDEO, "UTF-8"); /* beyond U+10FFFF */
    refuse_text(SESSION "s=\xff\r\n" VIDEO, "UTF-8");
}

static void sdp_23_bad_media_lines(void **state)
{
    (void)state;
    refuse_text(SESSION "m=video\r\n", "port");
    refuse_text(SESSION "m=video x UDP/TLS/RTP/SAVPF 96\r\n", "port");
    refuse_text(SESSION "m=video 65536 UDP/TLS/RTP/SAVPF 96\r\n", "port");
    refuse_text(SESSION "m=video 9 RTP/AVP 96\r\n", "SAVPF");
    refuse_text(SESSION "m=video 9 UDP/TLS/RTP/SAVPF 128\r\n", "payload types");
    refuse_text(SESSION "m=video 9 UDP/TLS/RTP/SAVPF VP8\r\n", "payload types");
    char text[4096] = SESSION "m=video 9 UDP/TLS/RTP/SAVPF";
    for (size_t i = 0; i <= SDP_CODECS_MAX; i++) {
        strcat(text, " 96");
    }
    refuse_text(text, "64");
    strcpy(text, SESSION);
    for (size_t i = 0; i <= SDP_MEDIA_MAX; i++) {
        strcat(text, "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\n");
    }
    refuse_text(text, "24");
    strcpy(text, SESSION "m=application 9 ");
    memset(text + strlen(text), 'x', 200);
    refuse_text(text, "too long");
}

static void sdp_24_bad_attributes(void **state)
{
    (void)state;
    refuse_text(SESSION VIDEO "a=setup:holdconn\r\n", "setup");
    refuse_text(SESSION VIDEO "a=rtpmap:96 VP8\r\n", "rtpmap");
    refuse_text(SESSION VIDEO "a=rtpmap:96 VP8/99999999999\r\n", "rtpmap");
    refuse_text(SESSION VIDEO "a=mid:two words\r\n", "mid");
    refuse_text(SESSION VIDEO VIDEO, "mid");
    refuse_text(SESSION VIDEO "a=fingerprint:sha-256 AB:CD\r\n", "32 bytes");
    refuse_text(SESSION VIDEO "a=fingerprint:sha-256 " FINGERPRINT ":00\r\n", "32 bytes");
    char text[] = SESSION VIDEO "a=fingerprint:sha-256 " FINGERPRINT "\r\n";
    char *hex = strstr(text, "AA:");
    hex[0] = 'G';
    refuse_text(text, "32 bytes");
    hex[0] = 0x11; /* | 0x20 makes it a digit */
    refuse_text(text, "UTF-8");
    hex[0] = 'A';
    hex[2] = ' ';
    refuse_text(text, "32 bytes");
    hex[2] = '-';
    refuse_text(text, "32 bytes");
    hex[2] = ':';
    parse_text(text);
    assert_true(sdp.media[0].has_fingerprint);
    parse_text(SESSION VIDEO "a=fingerprint:sha-512 AB:CD\r\n");
    assert_false(sdp.media[0].has_fingerprint);
}

static void sdp_25_every_prefix_and_every_flipped_byte(void **state)
{
    (void)state;
    static uint8_t copy[65536];
    struct bytes text = material("firefox-publish.sdp");
    const char *problem = "";
    for (size_t i = 0; i < text.size; i++) {
        memcpy(copy, text.data, text.size);
        bool good = sdp_parse(bytes_of(copy, i), &sdp, &problem);
        assert_true(good || problem[0]);
        copy[i] ^= 0x15;
        good = sdp_parse(bytes_of(copy, text.size), &sdp, &problem);
        assert_true(good || problem[0]);
    }
}

/* ---- fragments ---- */

static void sdp_31_fragment(void **state)
{
    (void)state;
    struct bytes ufrag, password;
    const char *problem = "";
    assert_true(sdp_parse_fragment(
        bytes_of_text("a=ice-ufrag:EsAw\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n"
                      "m=audio 9 RTP/AVP 0\r\na=mid:0\r\na=candidate:1 1 udp 1 ::1 9 typ host\r\n"
                      "m=video 9 RTP/AVP 0\r\na=ice-ufrag:other\r\n"),
        &ufrag, &password, &problem));
    assert_text(ufrag, "EsAw");
    assert_text(password, "P2uYro0UCOQ4zxjKXaWCBui1");
    assert_true(sdp_parse_fragment(bytes_of_text("m=audio 9 RTP/AVP 0\na=mid:0\n"
                                                 "a=ice-ufrag:mine\na=ice-pwd:pass"),
                                   &ufrag, &password, &problem));
    assert_text(ufrag, "mine");
    assert_text(password, "pass");
    assert_true(sdp_parse_fragment((struct bytes){0}, &ufrag, &password, &problem));
    assert_int_equal(ufrag.size + password.size, 0);
    assert_false(sdp_parse_fragment(bytes_of_text("hello"), &ufrag, &password, &problem));
    assert_false(
        sdp_parse_fragment(bytes_of_text("a=ice-ufrag:a\rb\n"), &ufrag, &password, &problem));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sdp_01_chromium_publishes_simulcast),
        cmocka_unit_test(sdp_02_firefox_publishes_simulcast),
        cmocka_unit_test(sdp_03_browsers_watch),
        cmocka_unit_test(sdp_04_obs_publishes),
        cmocka_unit_test(sdp_05_gstreamer_publishes),
        cmocka_unit_test(sdp_06_node_libraries_watch),
        cmocka_unit_test(sdp_11_session_values_are_inherited),
        cmocka_unit_test(sdp_12_bundle_names_all_in_use),
        cmocka_unit_test(sdp_13_feedback_for_all),
        cmocka_unit_test(sdp_14_simulcast_forms),
        cmocka_unit_test(sdp_15_candidates),
        cmocka_unit_test(sdp_16_codec_of_other_clock_is_not_taken),
        cmocka_unit_test(sdp_17_parameters),
        cmocka_unit_test(sdp_18_bare_line_feeds_and_unknown_lines),
        cmocka_unit_test(sdp_19_bandwidth),
        cmocka_unit_test(sdp_21_not_sdp),
        cmocka_unit_test(sdp_22_not_text),
        cmocka_unit_test(sdp_23_bad_media_lines),
        cmocka_unit_test(sdp_24_bad_attributes),
        cmocka_unit_test(sdp_25_every_prefix_and_every_flipped_byte),
        cmocka_unit_test(sdp_31_fragment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
