/* How much a line carries, told by a receiver like a browser's: its REMB is at most 1.5
 * times what reaches it, grows by 8 % a second, and falls to 85 % when the line is full.
 */
#include <setjmp.h>
#include <stdarg.h>

#include "stage/bandwidth.h"

#include <cmocka.h>

/* Three layers, and a line. */
struct scene {
    struct slot slot;
    struct bandwidth bandwidth;
    uint64_t now_us;
    uint32_t line_bps, remb_bps, sent_bps;
    uint8_t layer;
    unsigned changes;
};

enum { HIGH_BPS = 1500000, MID_BPS = 500000, LOW_BPS = 150000, PLENTY_BPS = 100000000 };

static int setup(void **state)
{
    static const uint32_t rates_bps[LAYER_COUNT] = {HIGH_BPS, MID_BPS, LOW_BPS};
    struct scene *scene = calloc(1, sizeof(*scene));
    assert_non_null(scene);
    scene->now_us = 100 * SECOND_US;
    for (size_t i = 0; i < LAYER_COUNT; i++) {
        atomic_store(&scene->slot.rings[i].rate_bps, rates_bps[i]);
    }
    atomic_store(&scene->slot.live_layers, 7);
    scene->line_bps = PLENTY_BPS;
    bandwidth_init(&scene->bandwidth, scene->now_us);
    scene->layer = bandwidth_choose_layer(&scene->slot, scene->bandwidth.estimate_bps);
    scene->sent_bps = rates_bps[scene->layer];
    *state = scene;
    return 0;
}

static int teardown(void **state)
{
    free(*state);
    return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static uint32_t rate_of(const struct scene *scene, uint8_t layer)
{
    return ring_rate_bps(&scene->slot.rings[layer]);
}

/* A second of a receiver. */
static void receive(struct scene *scene)
{
    uint32_t arrives_bps = MIN(scene->sent_bps, scene->line_bps);
    uint32_t most_bps = arrives_bps / 2 * 3 + 10000;
    if (scene->sent_bps > scene->line_bps) {
        scene->remb_bps = MIN(scene->remb_bps, arrives_bps / 100 * 85);
    } else {
        uint32_t grown_bps = scene->remb_bps / 100 * 108;
        scene->remb_bps = scene->remb_bps == 0 ? most_bps : MIN(grown_bps, most_bps);
    }
    bandwidth_remb(&scene->bandwidth, scene->remb_bps, scene->sent_bps, scene->now_us);
}

static void run(struct scene *scene, unsigned seconds)
{
    for (unsigned i = 0; i < 4 * seconds; i++) {
        scene->now_us += SECOND_US / 4;
        if (scene->layer > 0) {
            uint32_t next_bps = rate_of(scene, (uint8_t)(scene->layer - 1));
            bandwidth_try(&scene->bandwidth, next_bps + next_bps / 4, scene->now_us);
        }
        uint8_t layer = bandwidth_choose_layer(&scene->slot, scene->bandwidth.estimate_bps);
        scene->changes += layer != scene->layer;
        scene->layer = layer;
        if (i % 4 == 3) { /* what is sent is known a second later */
            receive(scene);
            scene->sent_bps = rate_of(scene, layer);
        }
    }
}

static void bandwidth_01_a_good_line_rises_to_the_best_layer_and_stays(void **state)
{
    struct scene *scene = *state;
    assert_int_equal(scene->layer, LAYER_MID);
    run(scene, 10);
    assert_int_equal(scene->layer, LAYER_HIGH);
    scene->changes = 0;
    run(scene, 600);
    assert_int_equal(scene->changes, 0);
}

static void bandwidth_02_a_narrow_line_lowers_the_layer(void **state)
{
    struct scene *scene = *state;
    run(scene, 10);
    scene->line_bps = 700000;
    run(scene, 2);
    assert_int_equal(scene->layer, LAYER_MID);
    scene->line_bps = 200000;
    run(scene, 2);
    assert_int_equal(scene->layer, LAYER_LOW);
}

/* Of what is sent 150 kbit/s the receiver can only tell that 235 are possible. */
static void bandwidth_03_what_was_low_comes_back(void **state)
{
    struct scene *scene = *state;
    run(scene, 10);
    scene->line_bps = 200000;
    run(scene, 3);
    assert_int_equal(scene->layer, LAYER_LOW);
    scene->line_bps = PLENTY_BPS;
    run(scene, 45);
    assert_int_equal(scene->layer, LAYER_HIGH);
    scene->changes = 0;
    run(scene, 120);
    assert_int_equal(scene->changes, 0);
}

/* Tries become rare where they fail. */
static void bandwidth_04_a_line_that_stays_narrow_is_seldom_tried(void **state)
{
    struct scene *scene = *state;
    scene->line_bps = 300000;
    run(scene, 120);
    scene->changes = 0;
    run(scene, 600);
    assert_int_equal(scene->layer, LAYER_LOW);
    assert_in_range(scene->changes, 2, 2 * 600 / 50);
}

static void bandwidth_05_loss_lowers_at_once(void **state)
{
    struct scene *scene = *state;
    run(scene, 10);
    assert_int_equal(scene->layer, LAYER_HIGH);
    bandwidth_loss(&scene->bandwidth, 128, HIGH_BPS, scene->now_us);
    assert_int_equal(scene->bandwidth.estimate_bps, HIGH_BPS / 2);
    bandwidth_loss(&scene->bandwidth, BANDWIDTH_LOSS_GOOD, HIGH_BPS / 4, scene->now_us);
    assert_int_equal(scene->bandwidth.estimate_bps, HIGH_BPS / 2);
}

/* A player that wants no more than so much says so in every REMB. */
static void bandwidth_06_a_fixed_remb_is_a_bound(void **state)
{
    struct scene *scene = *state;
    for (unsigned i = 0; i < 20; i++) {
        scene->now_us += SECOND_US;
        bandwidth_remb(&scene->bandwidth, 600000, HIGH_BPS, scene->now_us);
    }
    assert_int_equal(scene->bandwidth.estimate_bps, 600000);
}

/* While little is sent a small REMB means nothing. */
static void bandwidth_07_a_still_picture_lowers_nothing(void **state)
{
    struct scene *scene = *state;
    bandwidth_remb(&scene->bandwidth, 5000000, HIGH_BPS, scene->now_us);
    for (unsigned i = 0; i < 20; i++) {
        scene->now_us += SECOND_US;
        bandwidth_remb(&scene->bandwidth, 90000, 60000, scene->now_us);
    }
    assert_int_equal(scene->bandwidth.estimate_bps, 5000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(bandwidth_01_a_good_line_rises_to_the_best_layer_and_stays),
        CASE(bandwidth_02_a_narrow_line_lowers_the_layer),
        CASE(bandwidth_03_what_was_low_comes_back),
        CASE(bandwidth_04_a_line_that_stays_narrow_is_seldom_tried),
        CASE(bandwidth_05_loss_lowers_at_once),
        CASE(bandwidth_06_a_fixed_remb_is_a_bound),
        CASE(bandwidth_07_a_still_picture_lowers_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
