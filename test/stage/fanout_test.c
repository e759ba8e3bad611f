/* A hall of hundreds: whatever happens on stage, every viewer gets one continuous stream
 * that opens under its keys, and no index ever carries two contents. Drawn from a seed.
 */
#include <setjmp.h>
#include <stdarg.h>

#include "sim/hash.h"
#include "sim/random.h"
#include "stage/fanout.h"
#include "wire/rtcp.h"
#include "wire/rtp.h"

#include <cmocka.h>

enum { SEATS = STAGE_LARGE + 10, HISTORY = 4096, VIDEO_SSRC = 700, AUDIO_SSRC = 800 };

struct heard { /* one stream at one viewer */
    bool is_started;
    uint64_t first, highest;    /* extended sequence numbers */
    uint32_t timestamp;         /* of the highest */
    uint64_t contents[HISTORY]; /* hash of the sealed bytes of each index; 0: never sent */
    bool came[HISTORY];         /* it was not lost on the way */
    uint64_t count;
};

struct seat { /* a viewer, and what it hears */
    bool is_in;
    struct viewer viewer;
    struct peer peer;
    struct srtp_receiver receiver;
    struct heard video, audio;
    bool is_first_a_keyframe;
};

struct hall_fixture {
    struct stage stage;
    struct fanout fanout;
    struct train_sink trains;
    struct sim_random random;
    struct seat seats[SEATS];
    unsigned loss_percent;
    uint64_t now_us;
    uint64_t trains_sent, datagrams_sent, rides;
    uint64_t next_sequence[3][LAYER_COUNT + 1]; /* of sources 1 and 2; the last is sound */
    uint8_t train[TRAIN_MAX];
};

static struct hall_fixture *hall;

static uint32_t draw(uint32_t below)
{
    return random_u32(&hall->random.source) % below;
}

static uint64_t hash_of(struct bytes data)
{
    return fnv1a(FNV1A_START, data) | 1; /* 0 is none */
}

/* ---- what arrives ---- */

/* The last byte is what all before add up to. */
static void check_sum(const uint8_t *data, size_t size)
{
    uint8_t sum = 0;
    assert_true(size > 2);
    for (size_t i = 0; i + 1 < size; i++) {
        sum = (uint8_t)(sum + data[i]);
    }
    assert_int_equal(data[size - 1], sum);
}

/* The first byte is a descriptor, or Opus' table of contents: code 3 when it was joined. */
static void check_payload(struct bytes payload, bool is_sound)
{
    if (!is_sound || (payload.data[0] & 3) != 3) {
        check_sum(payload.data + 1, payload.size - 1);
        return;
    }
    size_t count = payload.data[1] & 0x3f, at = 1 + count; /* lengths of all but the last */
    assert_true((payload.data[1] & 0xc0) == 0x80 && count >= 2);
    for (size_t i = 0; i < count; i++) {
        size_t size = i + 1 < count ? payload.data[2 + i] : payload.size - at;
        check_sum(payload.data + at, size);
        at += size;
    }
}

/* Every fourth begins near the end of 16 bits. */
static bool wraps(size_t number)
{
    return number % 4 == 0;
}

static void hear(struct seat *seat, struct bytes sealed)
{
    uint8_t plain[RTP_PACKET_MAX + SRTP_TRAILER_MAX];
    size_t size;
    struct rtp_packet packet;
    struct heard *heard = load_be32(sealed.data + 8) == AUDIO_SSRC ? &seat->audio : &seat->video;
    uint16_t sequence = load_be16(sealed.data + 2);
    uint64_t index = heard->is_started ? rtp_extend_sequence(heard->highest, sequence) : sequence;
    if (!heard->is_started) {
        /* A joiner's roll-over counter is 0. */
        assert_true(sequence < 1 << 15 || wraps((size_t)(seat - hall->seats)));
        heard->is_started = true;
        heard->first = heard->highest = index;
    }
    for (; heard->highest < index; heard->highest++) {
        heard->contents[(heard->highest + 1) % HISTORY] = 0;
        heard->came[(heard->highest + 1) % HISTORY] = false;
    }
    uint64_t *content = &heard->contents[index % HISTORY];
    assert_true(*content == 0 || *content == hash_of(sealed)); /* again: the very same bytes */
    *content = hash_of(sealed);
    if (heard->came[index % HISTORY] || draw(100) < hall->loss_percent) {
        assert_true(hall->loss_percent > 0); /* nothing comes twice unasked */
        return;
    }
    enum drop drop = srtp_unprotect_rtp(&seat->receiver, sealed, plain, &size);
    assert_int_equal(drop, DROP_NONE);
    drop = rtp_parse(bytes_of(plain, size), &packet);
    assert_int_equal(drop, DROP_NONE);
    check_payload(packet.payload, heard == &seat->audio);
    if (heard == &seat->video && heard->count == 0) {
        seat->is_first_a_keyframe = packet.payload.data[1] == 0;
    }
    bool is_newest = index == heard->highest;
    assert_true(!is_newest || heard->count == 0 ||
                (int32_t)(packet.timestamp - heard->timestamp) >= 0);
    heard->timestamp = is_newest ? packet.timestamp : heard->timestamp;
    heard->came[index % HISTORY] = true;
    heard->count++;
}

static uint8_t *reserve(struct train_sink *sink, size_t size)
{
    (void)sink;
    assert_true(size <= sizeof(hall->train));
    return hall->train;
}

static void take_train(struct train_sink *sink, const struct address *to, size_t size,
                       size_t datagram_size)
{
    (void)sink;
    bool has_video = load_be32(hall->train + 8) == VIDEO_SSRC;
    hall->trains_sent++;
    for (size_t at = 0; at < size; at += datagram_size) {
        struct bytes datagram = bytes_of(hall->train + at, MIN(datagram_size, size - at));
        hall->datagrams_sent++;
        hall->rides += has_video && load_be32(datagram.data + 8) == AUDIO_SSRC;
        hear(&hall->seats[to->port], datagram);
    }
}

/* ---- who is there ---- */

static void join(uint16_t number)
{
    static const struct session_description session = {
        .track_count = 2,
        .tracks = {{.kind = MEDIA_VIDEO, .codec_count = 1, .codecs = {{96, CODEC_VP8}}},
                   {.kind = MEDIA_AUDIO, .codec_count = 1, .codecs = {{111, CODEC_OPUS}}}}};
    struct seat *seat = &hall->seats[number];
    struct srtp_master master;
    memset(seat, 0, sizeof(*seat));
    hall->random.source.fill(&hall->random.source, &master, sizeof(master));
    enum srtp_profile profile =
        number % 8 == 7 ? SRTP_AES128_CM_HMAC_SHA1_80 : SRTP_AEAD_AES_128_GCM;
    srtp_sender_init(&seat->peer.sender, profile, &master);
    srtp_receiver_init(&seat->receiver, profile, &master);
    seat->peer.ice.selected.port = number;
    viewer_init(&seat->viewer, &session, &hall->stage, draw(1 << 14), hall->now_us);
    if (wraps(number)) {
        seat->viewer.tracks[0].map_index = seat->viewer.tracks[1].map_index = 65500;
    }
    fanout_add(&hall->fanout, &seat->viewer, &seat->peer);
    seat->is_in = true;
}

static void leave(uint16_t number)
{
    struct seat *seat = &hall->seats[number];
    fanout_remove(&seat->viewer);
    srtp_sender_deinit(&seat->peer.sender);
    srtp_receiver_deinit(&seat->receiver);
    seat->is_in = false;
}

/* ---- what is sent ---- */

static void fill(uint8_t *payload, size_t size, uint8_t first, uint8_t second)
{
    payload[0] = first;
    payload[1] = payload[size - 1] = second;
    for (size_t i = 2; i + 1 < size; i++) {
        payload[i] = (uint8_t)draw(256);
        payload[size - 1] = (uint8_t)(payload[size - 1] + payload[i]);
    }
}

static void put_frame(uint64_t source, uint8_t layer, bool is_keyframe)
{
    uint8_t payload[RING_PAYLOAD_MAX];
    size_t packets = 1 + draw(is_keyframe ? 20 : 6), size = 600 + draw(500);
    for (size_t i = 0; i < packets; i++) {
        size_t own = i + 1 == packets ? size - draw(250) : size - draw(3);
        bool starts = is_keyframe && i == 0;
        fill(payload, own, i == 0 ? 0x10 : 0x00, starts ? 0 : 1);
        struct source_packet packet = {.source = source,
                                       .layer = layer,
                                       .sequence = hall->next_sequence[source][layer]++,
                                       .timestamp = (uint32_t)(hall->now_us * 9 / 100),
                                       .marker = i + 1 == packets,
                                       .codec = CODEC_VP8,
                                       .info = {i == 0, starts},
                                       .payload = bytes_of(payload, own)};
        enum drop ignored = slot_forward(&hall->stage.slots[0], &packet, hall->now_us);
        (void)ignored; /* while it waits for the cut */
    }
}

static void put_sound(uint64_t source)
{
    uint8_t payload[80];
    size_t size = 60 + draw(20);
    fill(payload, size, 1 << 3, 7); /* SILK, 20 ms, one frame */
    struct voice_packet packet = {.source = source,
                                  .sequence = hall->next_sequence[source][LAYER_COUNT]++,
                                  .timestamp = (uint32_t)(hall->now_us * 48 / 1000),
                                  .level = 20,
                                  .payload = bytes_of(payload, size)};
    enum drop ignored = mix_packet(&hall->stage.floor, &packet, hall->now_us);
    (void)ignored;
}

static void serve(void)
{
    stage_tick(&hall->stage, hall->now_us);
    hall->fanout.looked_us = 0;
    while (fanout_step(&hall->fanout, hall->now_us)) {
    }
}

/* Ask again for what is missing of the last `back` packets. */
static void repair(struct seat *seat, struct heard *heard, uint32_t ssrc, uint64_t back)
{
    uint8_t buffer[1200];
    uint16_t missing[100];
    size_t count = 0;
    struct writer writer = writer_of(buffer, sizeof(buffer));
    uint64_t from = MAX(heard->first, heard->highest - MIN(heard->highest, back));
    for (uint64_t i = from; heard->is_started && i < heard->highest; i++) {
        if (!heard->came[i % HISTORY] && count < COUNT_OF(missing)) {
            missing[count++] = (uint16_t)i;
        }
    }
    if (count > 0) {
        bool left;
        rtcp_write_nack(&writer, 1, ssrc, missing, count);
        enum drop drop = viewer_receive_rtcp(&seat->viewer, &hall->trains, writer_bytes(&writer),
                                             hall->now_us, &left);
        assert_int_equal(drop, DROP_NONE);
    }
}

static void assert_whole(const struct heard *heard)
{
    uint64_t from = MAX(heard->first, heard->highest - MIN(heard->highest, 500));
    assert_true(heard->is_started);
    for (uint64_t i = from; i < heard->highest;
         i++) { /* that the newest is missing cannot be known */
        assert_true(heard->came[i % HISTORY]);
    }
}

/* ---- the story ---- */

static int setup(void **state)
{
    (void)state;
    hall = calloc(1, sizeof(*hall));
    sim_random_init(&hall->random, 4711);
    hall->trains = (struct train_sink){.reserve = reserve, .send = take_train};
    hall->now_us = 1000 * SECOND_US;
    hall->stage.video_ssrc[0] = VIDEO_SSRC;
    hall->stage.audio_ssrc = AUDIO_SSRC;
    hall->stage.sound_us = STAGE_SOUND_AUTO;
    fanout_init(&hall->fanout, &hall->trains, FANOUT_PREFETCH | FANOUT_RIDING);
    for (size_t i = 0; i < 3 * (LAYER_COUNT + 1); i++) {
        hall->next_sequence[i / (LAYER_COUNT + 1)][i % (LAYER_COUNT + 1)] = 65000 + i;
    }
    hall->stage.floor.next_sequence = 7 << 16; /* many wraps ago it began */
    for (size_t layer = 0; layer < LAYER_COUNT; layer++) {
        hall->stage.slots[0].layers[layer].next_sequence = (9 << 16) + 65000;
    }
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    for (uint16_t i = 0; i < SEATS; i++) {
        if (hall->seats[i].is_in) {
            leave(i);
        }
    }
    free(hall);
    return 0;
}

/* 20 ms of a summit: sound always, a frame of each layer every 40 ms, keyframes, cuts. */
static void play(uint64_t turn)
{
    uint64_t on_stage = 1 + turn / 150 % 2;
    if (turn % 150 == 0) {
        slot_show(&hall->stage.slots[0], on_stage);
    }
    put_sound(on_stage);
    for (uint8_t layer = 0; turn % 2 == 0 && layer < LAYER_COUNT; layer++) {
        put_frame(1, layer, turn % 50 == 0);
        put_frame(2, layer, turn % 50 == 10);
    }
    serve();
    hall->now_us += 20 * MS_US;
}

static void change_someones_line(void)
{
    struct seat *seat = &hall->seats[draw(SEATS / 2) * 2];
    if (seat->is_in) {
        seat->viewer.bandwidth.estimate_bps = draw(2) ? 100000 : 50000000;
        seat->viewer.report_at_us = NEVER_US; /* no sender reports: they have no line here */
        seat->viewer.tick_at_us = hall->now_us;
        viewer_tick(&seat->viewer, &seat->peer, hall->now_us);
        fanout_look_at(&seat->viewer);
    }
}

static void run(unsigned loss_percent, uint64_t turns)
{
    uint16_t away = SEATS;
    hall->loss_percent = loss_percent;
    for (uint16_t i = 0; i < SEATS; i++) {
        join(i);
    }
    for (uint64_t turn = 0; turn < turns; turn++) {
        play(turn);
        change_someones_line();
        for (uint16_t i = 0; loss_percent > 0 && i < SEATS; i++) {
            if (hall->seats[i].is_in) {
                repair(&hall->seats[i], &hall->seats[i].video, VIDEO_SSRC, 200);
                repair(&hall->seats[i], &hall->seats[i].audio, AUDIO_SSRC, 200);
            }
        }
        if (turn % 7 == 3) { /* someone goes, and comes back as another */
            away = (uint16_t)draw(SEATS);
            leave(away);
        } else if (turn % 7 == 5 && away < SEATS) {
            join(away);
        }
    }
    hall->loss_percent = 0;
    hall->now_us += SECOND_US;
    for (uint16_t i = 0; i < SEATS; i++) {
        struct seat *seat = &hall->seats[i];
        /* What was lost two changes of the layer ago is gone: only even ones change theirs. */
        if (seat->is_in && seat->video.count > 100 && (loss_percent == 0 || i % 2 == 1)) {
            repair(seat, &seat->video, VIDEO_SSRC, 500);
            repair(seat, &seat->audio, AUDIO_SSRC, 500);
            assert_whole(&seat->video);
            assert_whole(&seat->audio);
            assert_true(loss_percent > 0 || seat->is_first_a_keyframe);
        }
    }
}

static void fanout_01_streams_stay_whole(void **state)
{
    (void)state;
    run(0, 600);
    assert_int_equal(hall->fanout.skipped, 0);
    /* Most sound rode, and a frame was one message or two. */
    assert_true(hall->rides > hall->datagrams_sent / 12);
    assert_true(hall->trains_sent * 3 < hall->datagrams_sent);
}

static void fanout_02_and_with_loss(void **state)
{
    (void)state;
    run(5, 400);
}

/* To a few, sound goes as it comes: it neither waits for a picture nor for more sound. */
static void fanout_03_a_small_audience_waits_for_nothing(void **state)
{
    (void)state;
    for (uint16_t i = 0; i < 10; i++) {
        join(i);
    }
    for (uint64_t turn = 0; turn < 100; turn++) {
        uint64_t heard = hall->seats[3].audio.count;
        play(turn);
        assert_int_equal(hall->seats[3].audio.count, heard + 1);
    }
    assert_int_equal(hall->rides, 0);
}

/* When no picture comes, sound does not wait for it for ever. */
static void fanout_04_sound_without_a_picture(void **state)
{
    (void)state;
    for (uint16_t i = 0; i < SEATS; i++) {
        join(i);
    }
    for (uint64_t turn = 0; turn < 100; turn++) {
        play(turn);
    }
    uint64_t heard = hall->seats[3].audio.count;
    for (uint64_t turn = 0; turn < 10; turn++) { /* 200 ms: less than a layer's death */
        put_sound(1);
        serve();
        hall->now_us += 20 * MS_US;
    }
    assert_in_range(hall->seats[3].audio.count - heard, 3, 6);
}

/* An overloaded thread leaves out what is old, for all the same, and goes on. */
static void fanout_05_too_late(void **state)
{
    (void)state;
    for (uint16_t i = 0; i < 10; i++) {
        join(i);
    }
    for (uint64_t turn = 0; turn < 60; turn++) {
        play(turn);
    }
    put_frame(1, LAYER_HIGH, false);
    ring_close(&hall->stage.slots[0].rings[LAYER_HIGH], hall->now_us);
    hall->now_us += 2 * FANOUT_LATE_US;
    uint64_t sent = hall->datagrams_sent;
    serve();
    assert_true(hall->fanout.skipped > 0);
    assert_int_equal(hall->datagrams_sent, sent);
    for (uint64_t turn = 100; turn < 130; turn++) {
        play(turn);
    }
    assert_true(hall->datagrams_sent > sent);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

/* Who speaks hears everybody else, in one row of numbers without a hole, and never themselves. */
static void fanout_06_nobody_hears_themselves(void **state)
{
    (void)state;
    for (uint16_t i = 0; i < 4; i++) {
        join(i);
    }
    hall->seats[1].viewer.own_sources[0] = 1;
    hall->seats[2].viewer.own_sources[1] = 2;
    fanout_look_at(&hall->seats[1].viewer);
    fanout_look_at(&hall->seats[2].viewer);
    uint64_t all = 0;
    for (uint64_t turn = 0; turn < 200; turn++) {
        uint64_t speaks = 1 + turn / 50 % 2, listens = 3 - speaks, begun = turn % 50;
        uint64_t own = hall->seats[speaks].audio.count, others = hall->seats[listens].audio.count;
        put_sound(speaks);
        serve();
        hall->now_us += (begun == 49 ? 400 : 20) * MS_US; /* the floor is free again */
        all++;
        assert_true(hall->seats[speaks].audio.count <= own + (begun == 0)); /* before it is known */
        assert_int_equal(hall->seats[listens].audio.count, others + 1);
        assert_int_equal(hall->seats[3].audio.count, all);
    }
    for (uint16_t i = 0; i < 4; i++) {
        const struct heard *heard = &hall->seats[i].audio;
        assert_int_equal(heard->highest - heard->first + 1, heard->count);
    }
    memset(hall->seats[1].viewer.own_sources, 0, sizeof(hall->seats[1].viewer.own_sources));
    put_sound(1);
    serve();
    uint64_t before = hall->seats[1].audio.count;
    hall->now_us += 20 * MS_US;
    put_sound(1);
    serve();
    assert_int_equal(hall->seats[1].audio.count, before + 1);
}

static void sound_alone(size_t turns)
{
    for (size_t turn = 0; turn < turns; turn++) {
        put_sound(1);
        serve();
        hall->now_us += 20 * MS_US;
    }
}

/* For a while it then goes easy: a message a second of sound, and nothing twice. */
static void fanout_07_late_and_easy(void **state)
{
    (void)state;
    for (uint16_t i = 0; i < SEATS; i++) {
        join(i);
    }
    sound_alone(100);
    put_sound(1);
    put_sound(1);
    stage_tick(&hall->stage, hall->now_us);
    hall->now_us += 2 * FANOUT_LATE_US;
    serve();
    assert_true(hall->fanout.skipped > 0);
    uint64_t trains = hall->trains_sent;
    sound_alone(200);
    assert_in_range(hall->trains_sent - trains, 3 * SEATS, 5 * SEATS);
    trains = hall->trains_sent;
    repair(&hall->seats[0], &hall->seats[0].audio, AUDIO_SSRC, 200);
    assert_int_equal(hall->trains_sent, trains);
    hall->now_us += STAGE_LATE_US;
    repair(&hall->seats[0], &hall->seats[0].audio, AUDIO_SSRC, 200);
    assert_true(hall->trains_sent > trains);
    trains = hall->trains_sent;
    sound_alone(200);
    assert_true(hall->trains_sent - trains > 90 * SEATS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(fanout_01_streams_stay_whole),
        CASE(fanout_02_and_with_loss),
        CASE(fanout_03_a_small_audience_waits_for_nothing),
        CASE(fanout_04_sound_without_a_picture),
        CASE(fanout_05_too_late),
        CASE(fanout_06_nobody_hears_themselves),
        CASE(fanout_07_late_and_easy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
