/* How well a source arrives: rate, loss, and the age of its picture, over the last second. */
#include <setjmp.h>
#include <stdarg.h>

#include <sys/mman.h>

#include "two_tracks.h"

#include <cmocka.h>

static struct stage *stage;
static struct source source;
static uint64_t now_us = 1000 * SECOND_US;

static int setup(void **state)
{
    (void)state;
    stage = mmap(NULL, sizeof(*stage), PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    assert_ptr_not_equal(stage, MAP_FAILED);
    source_init(&source, 5, &two_tracks, stage, 99);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    munmap(stage, sizeof(*stage));
    return 0;
}

/* A packet of 16 bytes, 20 ms after the one before; no slot shows it. */
static void receive(uint8_t type, uint32_t ssrc, uint16_t sequence)
{
    uint8_t datagram[RTP_HEADER_SIZE + 4] = {[RTP_HEADER_SIZE] = 0x10};
    struct rtp_packet packet = {
        .payload_type = type, .ssrc = ssrc, .sequence = sequence, .timestamp = sequence * 960u};
    now_us += 20 * MS_US;
    rtp_write_header(datagram, &packet);
    assert_int_equal(source_receive(&source, bytes_of(datagram, sizeof(datagram)), now_us),
                     DROP_SLOT_NO_SOURCE);
}

static void source_health_01_tells_rate_loss_and_age(void **state)
{
    static struct peer peer;
    (void)state;
    receive(VIDEO_TYPE, VIDEO_SSRC, 1);
    source_tick(&source, &peer, now_us);
    assert_true(source.health.video_age_ms == 0 && source.health.loss_permille == 0);
    for (uint16_t i = 0; i < 50; i++) {
        if (i % 10 == 5) {
            now_us += 20 * MS_US; /* lost on the way */
        } else {
            receive(AUDIO_TYPE, AUDIO_SSRC, 100 + i);
        }
    }
    source_tick(&source, &peer, now_us);
    assert_int_equal(source.health.video_age_ms, 1000);
    assert_in_range(source.health.loss_permille, 90, 105);
    assert_int_equal(source.health.rate_kbps, 45 * (RTP_HEADER_SIZE + 4) * 8 / 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(source_health_01_tells_rate_loss_and_age, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
