/* The SDP parser: lines to sections, attributes to values. It reads offers of
 * strangers: whatever it copies into an answer later has passed the checks here
 * (UTF-8, no control characters), and it never reads a line twice.
 */
#include <arpa/inet.h>
#include <strings.h>

#include "wire/sdp.h"

/* What parse functions share: where an attribute goes, and why parsing failed. */
struct parsing {
    struct sdp *sdp;
    struct sdp_media *media;  /* the section we are in; NULL: session level */
    struct sdp_media session; /* session-level values that sections inherit */
    struct bytes bundle;      /* a=group:BUNDLE, without the word */
    const char *problem;
};

static bool refuse(struct parsing *parsing, const char *problem)
{
    parsing->problem = problem;
    return false;
}

/* ---- words ---- */

/* Take the next word up to `separator`; an empty one at the end. */
static struct bytes next_word(struct bytes *text, char separator)
{
    while (text->size > 0 && text->data[0] == separator) {
        *text = bytes_of(text->data + 1, text->size - 1);
    }
    const uint8_t *end = text->size > 0 ? memchr(text->data, separator, text->size) : NULL;
    size_t size = end ? (size_t)(end - text->data) : text->size;
    struct bytes word = bytes_of(text->data, size);
    *text = bytes_of(text->data + size, text->size - size);
    return word;
}

static bool parse_number(struct bytes text, uint32_t max, uint32_t *number)
{
    uint64_t value;
    if (!bytes_number(text, max, &value)) {
        return false;
    }
    *number = (uint32_t)value;
    return true;
}

static bool starts_with(struct bytes text, const char *prefix)
{
    size_t size = strlen(prefix);
    return text.size >= size && memcmp(text.data, prefix, size) == 0;
}

/* UTF-8 (RFC 3629) without control characters, the tab aside. */
static bool is_clean_text(struct bytes text)
{
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    for (size_t i = 0; i < text.size;) {
        uint8_t lead = text.data[i++];
        size_t more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        uint32_t letter = more == 0 ? lead : lead & (0x3fu >> more);
        if ((lead < 0x20 && lead != '\t') || lead == 0x7f || (lead >= 0x80 && lead < 0xc2) ||
            lead > 0xf4 || more > text.size - i) {
            return false;
        }
        for (size_t k = 0; k < more; k++, i++) {
            if ((text.data[i] & 0xc0) != 0x80) {
                return false;
            }
            letter = letter << 6 | (text.data[i] & 0x3fu);
        }
        if (letter < least[more] || letter > 0x10ffff || (letter >= 0xd800 && letter < 0xe000)) {
            return false;
        }
    }
    return true;
}

/* ---- codecs ---- */

static struct sdp_codec *find_codec(struct sdp_media *media, struct bytes payload_type)
{
    uint32_t number;
    if (!parse_number(payload_type, 127, &number)) {
        return NULL;
    }
    for (size_t i = 0; i < media->codec_count; i++) {
        if (media->codecs[i].payload_type == number) {
            return &media->codecs[i];
        }
    }
    return NULL;
}

/* a=rtpmap:<pt> <name>/<clock>[/<channels>] */
static bool parse_rtpmap(struct parsing *parsing, struct bytes value)
{
    struct bytes payload_type = next_word(&value, ' ');
    struct bytes map = next_word(&value, ' ');
    struct sdp_codec *codec = find_codec(parsing->media, payload_type);
    if (!codec) {
        return true; /* of a payload type that the m-line does not name */
    }
    struct bytes name = next_word(&map, '/');
    struct bytes clock = next_word(&map, '/');
    struct bytes channels = next_word(&map, '/');
    uint32_t number;
    if (!parse_number(clock, 1000000, &codec->clock_hz)) {
        return refuse(parsing, "An a=rtpmap line must read: <payload type> <codec>/<clock rate>.");
    }
    codec->channels = parse_number(channels, 8, &number) ? (uint8_t)number : 1;
    codec->codec = codec_of_name(name);
    if (codec->codec != CODEC_NONE && codec_clock_hz(codec->codec) != codec->clock_hz) {
        codec->codec = CODEC_NONE;
    }
    return true;
}

static void parse_fmtp(struct parsing *parsing, struct bytes value)
{
    struct sdp_codec *codec = find_codec(parsing->media, next_word(&value, ' '));
    if (codec && value.size > 1) {
        codec->fmtp = bytes_of(value.data + 1, value.size - 1);
    }
}

static void note_feedback(struct sdp_codec *codec, struct bytes feedback)
{
    codec->nack |= bytes_equal_text(feedback, "nack");
    codec->nack_pli |= bytes_equal_text(feedback, "nack pli");
    codec->ccm_fir |= bytes_equal_text(feedback, "ccm fir");
    codec->transport_cc |= bytes_equal_text(feedback, "transport-cc");
    codec->remb |= bytes_equal_text(feedback, "goog-remb");
}

/* a=rtcp-fb:<pt or *> <feedback> */
static void parse_feedback(struct parsing *parsing, struct bytes value)
{
    struct bytes payload_type = next_word(&value, ' ');
    if (value.size < 2) {
        return;
    }
    struct bytes feedback = bytes_of(value.data + 1, value.size - 1);
    struct sdp_media *media = parsing->media;
    if (bytes_equal_text(payload_type, "*")) {
        for (size_t i = 0; i < media->codec_count; i++) {
            note_feedback(&media->codecs[i], feedback);
        }
        return;
    }
    struct sdp_codec *codec = find_codec(media, payload_type);
    if (codec) {
        note_feedback(codec, feedback);
    }
}

struct bytes sdp_parameter(struct bytes fmtp, const char *name)
{
    size_t size = strlen(name);
    while (fmtp.size > 0) {
        struct bytes pair = next_word(&fmtp, ';');
        while (pair.size > 0 && pair.data[0] == ' ') {
            pair = bytes_of(pair.data + 1, pair.size - 1);
        }
        if (pair.size > size && pair.data[size] == '=' &&
            strncasecmp((const char *)pair.data, name, size) == 0) {
            return bytes_of(pair.data + size + 1, pair.size - size - 1);
        }
    }
    return (struct bytes){0};
}

/* ---- other attributes ---- */

static bool hex_digit(uint8_t letter, uint8_t *value)
{
    bool is_number = letter >= '0' && letter <= '9';
    uint8_t lower = letter | 0x20;
    *value = (uint8_t)(is_number ? letter - '0' : lower - 'a' + 10);
    return is_number || (lower >= 'a' && lower <= 'f');
}

/* a=fingerprint:sha-256 AB:CD:... */
static bool parse_fingerprint(struct parsing *parsing, struct sdp_media *media, struct bytes value)
{
    struct bytes hash = next_word(&value, ' ');
    struct bytes hex = next_word(&value, ' ');
    if (hash.size != 7 || strncasecmp((const char *)hash.data, "sha-256", 7) != 0) {
        return true; /* there may be another one */
    }
    for (size_t i = 0; i < SDP_FINGERPRINT_SIZE; i++) {
        uint8_t high, low;
        if (hex.size != SDP_FINGERPRINT_SIZE * 3 - 1 || !hex_digit(hex.data[3 * i], &high) ||
            !hex_digit(hex.data[3 * i + 1], &low) || (i > 0 && hex.data[3 * i - 1] != ':')) {
            return refuse(parsing, "The SHA-256 fingerprint must be 32 bytes in hex with colons.");
        }
        media->fingerprint[i] = (uint8_t)(high << 4 | low);
    }
    media->has_fingerprint = true;
    return true;
}

static bool parse_setup(struct parsing *parsing, struct sdp_media *media, struct bytes value)
{
    if (bytes_equal_text(value, "actpass")) {
        media->setup = SDP_SETUP_ACTPASS;
    } else if (bytes_equal_text(value, "active")) {
        media->setup = SDP_SETUP_ACTIVE;
    } else if (bytes_equal_text(value, "passive")) {
        media->setup = SDP_SETUP_PASSIVE;
    } else {
        return refuse(parsing, "a=setup must be actpass, active or passive.");
    }
    return true;
}

const char *sdp_extension_uri(enum sdp_extension extension)
{
    static const char *const uris[SDP_EXTENSION_COUNT] = {
        [SDP_EXTENSION_MID] = "urn:ietf:params:rtp-hdrext:sdes:mid",
        [SDP_EXTENSION_RID] = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
        [SDP_EXTENSION_AUDIO_LEVEL] = "urn:ietf:params:rtp-hdrext:ssrc-audio-level",
        [SDP_EXTENSION_TRANSPORT_CC] =
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
    };
    return uris[extension];
}

/* a=extmap:<id>[/<direction>] <uri> */
static void parse_extmap(struct sdp_media *media, struct bytes value)
{
    struct bytes number = next_word(&value, ' ');
    struct bytes uri = next_word(&value, ' ');
    uint32_t id;
    if (!parse_number(next_word(&number, '/'), 255, &id) || id == 0) {
        return;
    }
    for (size_t i = 0; i < SDP_EXTENSION_COUNT; i++) {
        if (bytes_equal_text(uri, sdp_extension_uri((enum sdp_extension)i))) {
            media->extensions[i] = (uint8_t)id;
        }
    }
}

static bool has_rid(const struct sdp_media *media, struct bytes rid)
{
    for (size_t i = 0; i < media->rid_count; i++) {
        if (bytes_equal(media->rids[i], rid)) {
            return true;
        }
    }
    return false;
}

/* The first alternative of each stream of "h;m,m2;~l", paused (~) or not. */
static void take_rids(struct sdp_media *media, struct bytes list)
{
    media->rid_count = 0;
    while (list.size > 0 && media->rid_count < SDP_RIDS_MAX) {
        struct bytes alternatives = next_word(&list, ';');
        struct bytes rid = next_word(&alternatives, ',');
        if (rid.size > 0 && rid.data[0] == '~') {
            rid = bytes_of(rid.data + 1, rid.size - 1);
        }
        if (rid.size > 0 && !has_rid(media, rid)) {
            media->rids[media->rid_count++] = rid;
        }
    }
}

/* a=simulcast:send <streams> recv <streams>, in any order and either alone (RFC 8853
 * 5.1): the streams to send, which only an answer lacks; then those to receive.
 */
static void parse_simulcast(struct sdp_media *media, struct bytes value)
{
    while (value.size > 0) {
        struct bytes direction = next_word(&value, ' ');
        struct bytes list = next_word(&value, ' ');
        if (bytes_equal_text(direction, "send")) {
            take_rids(media, list);
            return;
        }
        if (bytes_equal_text(direction, "recv")) {
            take_rids(media, list);
        }
    }
}

/* inet_pton knows every form of both families, and no name: a browser's
 * "....local" fails here.
 */
static bool parse_ip(struct bytes text, struct address *address)
{
    char name[INET6_ADDRSTRLEN];
    uint8_t ipv4[4];
    if (text.size >= sizeof(name)) {
        return false;
    }
    memcpy(name, text.data, text.size);
    name[text.size] = 0;
    if (inet_pton(AF_INET, name, ipv4) == 1) {
        *address = address_of_ipv4(ipv4[0], ipv4[1], ipv4[2], ipv4[3], 0);
        return true;
    }
    return inet_pton(AF_INET6, name, address->ip) == 1;
}

/* a=candidate:<foundation> 1 udp <priority> <address> <port> typ host ... */
static void parse_candidate(struct sdp_media *media, struct bytes value)
{
    next_word(&value, ' ');
    struct bytes component = next_word(&value, ' ');
    struct bytes transport = next_word(&value, ' ');
    struct bytes priority = next_word(&value, ' ');
    struct bytes ip = next_word(&value, ' ');
    struct bytes port = next_word(&value, ' ');
    struct bytes typ = next_word(&value, ' ');
    struct bytes type = next_word(&value, ' ');
    uint32_t port_number;
    if (!bytes_equal_text(component, "1") || transport.size != 3 ||
        strncasecmp((const char *)transport.data, "udp", 3) != 0 || !bytes_equal_text(typ, "typ") ||
        !bytes_equal_text(type, "host") || media->candidate_count == SDP_CANDIDATES_MAX) {
        return;
    }
    struct sdp_candidate *candidate = &media->candidates[media->candidate_count];
    *candidate = (struct sdp_candidate){0};
    if (parse_number(priority, UINT32_MAX, &candidate->priority) &&
        parse_number(port, 65535, &port_number) && port_number != 0 &&
        parse_ip(ip, &candidate->address)) {
        candidate->address.port = (uint16_t)port_number;
        media->candidate_count++;
    }
}

/* a=ssrc:<ssrc> cname:<name>: the first is the stream, others are its repair. */
static void parse_ssrc(struct sdp_media *media, struct bytes value)
{
    uint32_t ssrc;
    if (!parse_number(next_word(&value, ' '), UINT32_MAX, &ssrc) ||
        (media->ssrc != 0 && media->ssrc != ssrc)) {
        return;
    }
    struct bytes attribute = next_word(&value, ' ');
    media->ssrc = ssrc;
    if (starts_with(attribute, "cname:")) {
        media->cname = bytes_of(attribute.data + 6, attribute.size - 6);
    }
}

/* ---- lines ---- */

static void parse_flag(struct parsing *parsing, struct sdp_media *media, struct bytes name)
{
    if (bytes_equal_text(name, "rtcp-mux") || bytes_equal_text(name, "rtcp-mux-only")) {
        media->rtcp_mux = true;
    } else if (bytes_equal_text(name, "ice-lite")) {
        parsing->sdp->ice_lite = true;
    } else if (bytes_equal_text(name, "sendrecv")) {
        media->direction = SDP_SENDRECV;
    } else if (bytes_equal_text(name, "sendonly")) {
        media->direction = SDP_SENDONLY;
    } else if (bytes_equal_text(name, "recvonly")) {
        media->direction = SDP_RECVONLY;
    } else if (bytes_equal_text(name, "inactive")) {
        media->direction = SDP_INACTIVE;
    } else if (bytes_equal_text(name, "bundle-only")) {
        media->rejected = false;
    }
}

/* Attributes that a section alone has. */
static bool parse_section_attribute(struct parsing *parsing, struct bytes name, struct bytes value)
{
    struct sdp_media *media = parsing->media;
    if (bytes_equal_text(name, "mid")) {
        media->mid = value;
        return (value.size <= SDP_MID_MAX && !memchr(value.data, ' ', value.size)) ||
               refuse(parsing, "An a=mid is one word of at most 64 bytes.");
    }
    if (bytes_equal_text(name, "rtpmap")) {
        return parse_rtpmap(parsing, value);
    } else if (bytes_equal_text(name, "fmtp")) {
        parse_fmtp(parsing, value);
    } else if (bytes_equal_text(name, "rtcp-fb")) {
        parse_feedback(parsing, value);
    } else if (bytes_equal_text(name, "simulcast")) {
        parse_simulcast(media, value);
    } else if (bytes_equal_text(name, "ssrc")) {
        parse_ssrc(media, value);
    } else if (bytes_equal_text(name, "candidate")) {
        parse_candidate(media, value);
    }
    return true;
}

static bool parse_attribute(struct parsing *parsing, struct bytes line)
{
    struct sdp_media *media = parsing->media ? parsing->media : &parsing->session;
    const uint8_t *colon = memchr(line.data, ':', line.size);
    if (!colon) {
        parse_flag(parsing, media, line);
        return true;
    }
    struct bytes name = bytes_of(line.data, (size_t)(colon - line.data));
    struct bytes value = bytes_of(colon + 1, line.size - name.size - 1);
    if (bytes_equal_text(name, "ice-ufrag")) {
        media->ufrag = value;
    } else if (bytes_equal_text(name, "ice-pwd")) {
        media->password = value;
    } else if (bytes_equal_text(name, "fingerprint")) {
        return parse_fingerprint(parsing, media, value);
    } else if (bytes_equal_text(name, "setup")) {
        return parse_setup(parsing, media, value);
    } else if (bytes_equal_text(name, "extmap")) {
        parse_extmap(media, value);
    } else if (bytes_equal_text(name, "group") && starts_with(value, "BUNDLE")) {
        parsing->bundle = bytes_of(value.data + 6, value.size - 6);
    } else if (parsing->media) {
        return parse_section_attribute(parsing, name, value);
    }
    return true;
}

/* m=<kind> <port>[/n] <protocol> <payload types ...> */
static bool parse_media_line(struct parsing *parsing, struct bytes value)
{
    struct sdp *sdp = parsing->sdp;
    if (sdp->media_count == SDP_MEDIA_MAX) {
        return refuse(parsing, "Too many m= sections: at most 24 are taken.");
    }
    struct sdp_media *media = &sdp->media[sdp->media_count++];
    *media = parsing->session; /* ufrag, fingerprint, setup, direction are inherited */
    parsing->media = media;
    struct bytes kind = next_word(&value, ' ');
    struct bytes port = next_word(&value, ' ');
    struct bytes protocol = next_word(&value, ' ');
    uint32_t number;
    if (!parse_number(next_word(&port, '/'), 65535, &number)) {
        return refuse(parsing, "An m= line needs a port: m=video 9 UDP/TLS/RTP/SAVPF 96");
    }
    media->rejected = number == 0;
    media->kind_name = kind;
    media->protocol = protocol;
    media->formats = value.size > 0 ? bytes_of(value.data + 1, value.size - 1) : value;
    media->kind = bytes_equal_text(kind, "audio")   ? MEDIA_AUDIO
                  : bytes_equal_text(kind, "video") ? MEDIA_VIDEO
                                                    : MEDIA_OTHER;
    if (media->kind == MEDIA_OTHER) {
        return kind.size + protocol.size + value.size <= SDP_OTHER_MAX ||
               refuse(parsing, "An m= line that is neither audio nor video is too long.");
    }
    if (!bytes_equal_text(protocol, "UDP/TLS/RTP/SAVPF") &&
        !bytes_equal_text(protocol, "UDP/TLS/RTP/SAVP")) {
        return refuse(parsing, "Media must be offered as UDP/TLS/RTP/SAVPF (DTLS-SRTP).");
    }
    while (value.size > 0) {
        struct bytes word = next_word(&value, ' ');
        if (word.size == 0) {
            break;
        }
        if (!parse_number(word, 127, &number) || media->codec_count == SDP_CODECS_MAX) {
            return refuse(parsing, "An m= line names payload types 0 to 127, at most 64 of them.");
        }
        media->codecs[media->codec_count++] = (struct sdp_codec){.payload_type = (uint8_t)number};
    }
    return true;
}

/* b=TIAS:<bit/s> or b=AS:<kbit/s> of a section; other bounds are not for us. */
static bool parse_bandwidth(struct parsing *parsing, struct bytes value)
{
    struct bytes kind = next_word(&value, ':');
    struct bytes text = value.size > 0 ? bytes_of(value.data + 1, value.size - 1) : value;
    bool is_tias = bytes_equal_text(kind, "TIAS"), is_as = bytes_equal_text(kind, "AS");
    uint32_t number;
    if (!parsing->media || (!is_tias && !is_as)) {
        return true;
    }
    if (!parse_number(text, UINT32_MAX / 1000, &number)) {
        return refuse(parsing, "A b= line needs a number: b=TIAS:200000");
    }
    if (is_tias) {
        parsing->media->max_bps = number;
    } else if (parsing->media->max_bps == 0) {
        parsing->media->max_bps = number * 1000;
    }
    return true;
}

static bool next_line(struct bytes *text, struct bytes *line)
{
    if (text->size == 0) {
        return false;
    }
    const uint8_t *end = memchr(text->data, '\n', text->size);
    size_t size = end ? (size_t)(end - text->data) : text->size;
    size_t skip = end ? size + 1 : size;
    *line = bytes_of(text->data, size);
    if (line->size > 0 && line->data[line->size - 1] == '\r') {
        line->size--;
    }
    *text = bytes_of(text->data + skip, text->size - skip);
    return true;
}

static bool parse_lines(struct parsing *parsing, struct bytes text)
{
    struct bytes line;
    while (next_line(&text, &line)) {
        if (line.size == 0) {
            continue;
        }
        if (line.size < 2 || line.data[1] != '=' || !is_clean_text(line)) {
            return refuse(parsing, "Each line of SDP must read letter=value, in UTF-8 without "
                                   "control characters.");
        }
        struct bytes value = bytes_of(line.data + 2, line.size - 2);
        bool good = true;
        if (line.data[0] == 'm') {
            good = parse_media_line(parsing, value);
        } else if (line.data[0] == 'b') {
            good = parse_bandwidth(parsing, value);
        } else if (line.data[0] == 'a' && value.size > 0) {
            good = parse_attribute(parsing, value);
        }
        if (!good) {
            return false;
        }
    }
    return true;
}

/* Sections are told apart by their mid, in the answer and in each packet. */
static bool has_own_mids(const struct sdp *sdp)
{
    for (size_t i = 0; i < sdp->media_count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (sdp->media[i].mid.size > 0 && bytes_equal(sdp->media[i].mid, sdp->media[k].mid)) {
                return false;
            }
        }
    }
    return true;
}

/* Does the BUNDLE group name every section in use? */
static bool is_bundled(const struct parsing *parsing)
{
    for (size_t i = 0; i < parsing->sdp->media_count; i++) {
        const struct sdp_media *media = &parsing->sdp->media[i];
        bool named = false;
        struct bytes list = parsing->bundle;
        while (list.size > 0 && !named) {
            struct bytes mid = next_word(&list, ' ');
            named = mid.size > 0 && bytes_equal(mid, media->mid);
        }
        if (!named && !media->rejected) {
            return false;
        }
    }
    return true;
}

bool sdp_parse(struct bytes text, struct sdp *sdp, const char **problem)
{
    struct parsing parsing = {.sdp = sdp, .session = {.direction = SDP_SENDRECV}};
    sdp->ice_lite = false;
    sdp->media_count = 0;
    bool good = false;
    if (text.size > SDP_TEXT_MAX) {
        parsing.problem = "The SDP is too large: at most 64 KiB are taken.";
    } else if (!starts_with(text, "v=0")) {
        parsing.problem = "The body must be SDP and begin with v=0.";
    } else if (parse_lines(&parsing, text)) {
        good = sdp->media_count > 0 && has_own_mids(sdp);
        parsing.problem = sdp->media_count > 0 ? "Each m= section needs an a=mid of its own."
                                               : "The SDP has no m= section.";
    }
    sdp->bundled = good && is_bundled(&parsing);
    if (!good) {
        *problem = parsing.problem;
    }
    return good;
}

bool sdp_parse_fragment(struct bytes text, struct bytes *ufrag, struct bytes *password,
                        const char **problem)
{
    struct bytes line;
    *ufrag = *password = (struct bytes){0};
    if (text.size > SDP_TEXT_MAX) {
        *problem = "The SDP fragment is too large: at most 64 KiB are taken.";
        return false;
    }
    while (next_line(&text, &line)) {
        if (line.size > 0 && (line.size < 2 || line.data[1] != '=' || !is_clean_text(line))) {
            *problem = "The body must be an SDP fragment of a= and m= lines (RFC 8840).";
            return false;
        }
        if (starts_with(line, "a=ice-ufrag:") && ufrag->size == 0) {
            *ufrag = bytes_of(line.data + 12, line.size - 12);
        } else if (starts_with(line, "a=ice-pwd:") && password->size == 0) {
            *password = bytes_of(line.data + 10, line.size - 10);
        }
    }
    return true;
}
