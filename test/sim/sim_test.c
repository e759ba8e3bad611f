/* Whole summits from a seed: a failing seed is a scene that can be played again. */
#include <setjmp.h>
#include <stdarg.h>

#include "sim/sim.h"

#include <cmocka.h>

enum { SCREENS = 10 };

struct scene {
    struct sim *sim;
    struct client *camera;
    struct client *screens[SCREENS];
};

static void open_hall(struct scene *hall, uint64_t seed,
                      const struct network_conditions *conditions, uint32_t keyframe_interval)
{
    hall->sim = sim_new(seed, conditions);
    hall->camera = sim_camera(hall->sim, keyframe_interval);
    assert_int_equal(client_join(hall->camera), 201);
    for (size_t i = 0; i < SCREENS; i++) {
        hall->screens[i] = sim_screen(hall->sim);
        assert_int_equal(client_join(hall->screens[i]), 201);
    }
}

/* What no screen may ever see. */
static void assert_sound(const struct client *client)
{
    const struct screen *screen = &client->screen;
    assert_int_equal(screen->corrupted, 0);
    assert_int_equal(screen->out_of_order, 0);
    assert_int_equal(screen->foreign, 0);
    assert_int_equal(screen->backwards, 0);
}

/* Everything from the first keyframe on, up to what may still be in flight. */
static void assert_complete(const struct client *client, const struct client *camera)
{
    const struct screen *screen = &client->screen;
    assert_sound(client);
    assert_int_equal(screen->jumps, 0);
    assert_int_equal(screen->cuts, 0);
    assert_int_equal(screen->skipped, 0);
    assert_true(screen->frame_count > 0);
    assert_int_equal(screen->last.number - screen->first_number + 1, screen->frame_count);
    assert_true(camera->camera.frame_count - screen->last.number < 30);
}

static void sim_01_every_frame_in_order_over_a_bad_network(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct scene hall;
        open_hall(&hall, seed, &sim_bad_network, 60);
        sim_run(hall.sim, 14 * SECOND_US);
        assert_true(hall.sim->network.lost > 500);
        assert_int_equal(hall.sim->room->viewer_count, SCREENS);
        for (size_t i = 0; i < SCREENS; i++) {
            assert_complete(hall.screens[i], hall.camera);
            assert_true(hall.screens[i]->screen.nack_count > 0);
            assert_true(hall.screens[i]->screen.frame_count > 100);
        }
        sim_free(hall.sim);
    }
}

static uint64_t trace_of(uint64_t seed)
{
    struct scene hall;
    open_hall(&hall, seed, &sim_bad_network, 60);
    sim_run(hall.sim, 10 * SECOND_US);
    assert_true(hall.screens[0]->screen.frame_count > 0);
    uint64_t trace = hall.sim->trace;
    sim_free(hall.sim);
    return trace;
}

static void sim_02_a_seed_replays_bit_by_bit(void **state)
{
    (void)state;
    uint64_t first = trace_of(7);
    assert_int_equal(first, trace_of(7));
    assert_int_not_equal(first, trace_of(8));
}

static void sim_03_another_speaker_takes_the_stage_and_leaves(void **state)
{
    (void)state;
    for (uint64_t seed = 11; seed <= 12; seed++) {
        struct scene hall;
        open_hall(&hall, seed, &sim_bad_network, 60);
        sim_run(hall.sim, 3 * SECOND_US);
        struct client *other = sim_camera(hall.sim, 60);
        assert_int_equal(client_join(other), 201);
        sim_run(hall.sim, 3 * SECOND_US);
        for (size_t i = 0; i < SCREENS; i++) {
            assert_sound(hall.screens[i]);
            assert_int_equal(hall.screens[i]->screen.switch_count, 1);
            assert_int_equal(hall.screens[i]->screen.last.source, other->number);
        }
        assert_int_equal(client_leave(other), 200);
        sim_run(hall.sim, 3 * SECOND_US);
        for (size_t i = 0; i < SCREENS; i++) {
            assert_sound(hall.screens[i]);
            assert_int_equal(hall.screens[i]->screen.switch_count, 2);
            assert_int_equal(hall.screens[i]->screen.last.source, hall.camera->number);
            assert_true(hall.screens[i]->screen.longest_pause_us < 1500 * MS_US);
        }
        sim_free(hall.sim);
    }
}

/* Without loss a switch leaves no hole and no frame without its end. */
static void sim_04_a_switch_over_a_good_network_is_seamless(void **state)
{
    (void)state;
    struct scene hall;
    open_hall(&hall, 21, &sim_good_network, 60);
    sim_run(hall.sim, 2 * SECOND_US);
    struct client *other = sim_camera(hall.sim, 60);
    assert_int_equal(client_join(other), 201);
    sim_run(hall.sim, 2 * SECOND_US);
    for (size_t i = 0; i < SCREENS; i++) {
        const struct screen *screen = &hall.screens[i]->screen;
        assert_sound(hall.screens[i]);
        assert_int_equal(screen->switch_count, 1);
        assert_int_equal(screen->jumps + screen->nack_count, 0);
        assert_true(screen->longest_pause_us < 100 * MS_US);
    }
    sim_free(hall.sim);
}

static void sim_05_ice_restarts_in_the_middle(void **state)
{
    (void)state;
    struct scene hall;
    open_hall(&hall, 31, &sim_bad_network, 60);
    sim_run(hall.sim, 3 * SECOND_US);
    struct address elsewhere = address_of_ipv4(10, 0, 2, 1, 6000);
    struct address elsewhere_too = address_of_ipv4(10, 0, 2, 2, 6000);
    assert_int_equal(client_restart_ice(hall.screens[0], &elsewhere), 200);
    assert_int_equal(client_restart_ice(hall.camera, &elsewhere_too), 200);
    sim_run(hall.sim, 4 * SECOND_US);
    for (size_t i = 0; i < SCREENS; i++) {
        assert_sound(hall.screens[i]);
        assert_true(hall.screens[i]->screen.frame_count > 150);
        assert_true(hall.camera->camera.frame_count - hall.screens[i]->screen.last.number < 30);
    }
    for (size_t i = 1; i < SCREENS; i++) {
        assert_complete(hall.screens[i], hall.camera);
    }
    sim_free(hall.sim);
}

/* ---- the summit's stage ---- */

static struct client *join_personally(struct scene *hall, uint32_t keyframe_interval)
{
    struct client *camera = sim_camera(hall->sim, keyframe_interval);
    camera->token.is_personal = true;
    assert_int_equal(client_join(camera), 201);
    return camera;
}

/* The plan, which is to be one message for the stage whatever it changes, then one for the green
 * room.
 */
static void set_plan(struct scene *hall, const struct room_plan *plan)
{
    hall->sim->room->summit_room = 1;
    node_set_plan(hall->sim->node, hall->sim->room, plan);
    assert_int_equal(hall->sim->command_count, hall->sim->room->green ? 2 : 1);
    assert_int_equal(hall->sim->commands[0].kind, MEDIA_ARRANGE);
    assert_ptr_equal(hall->sim->commands[0].arrangement.stage, hall->sim->stage);
}

static struct room_plan pair_of(const struct client *main, const struct client *side)
{
    struct room_seat seats[] = {{.person = (uint32_t)main->token.person},
                                {.person = (uint32_t)side->token.person}};
    struct room_plan plan = {.layout = SUMMIT_LAYOUT_PAIR, .seat_count = 2, .shown_count = 2};
    memcpy(plan.seats, seats, sizeof(seats));
    memcpy(plan.shown, seats, sizeof(seats));
    return plan;
}

static uint64_t source_of(const struct scene *hall, const struct client *camera)
{
    for (size_t i = 0; i < hall->sim->room->speaker_count; i++) {
        const struct room_speaker *speaker = &hall->sim->room->speakers[i];
        if (speaker->token.person == camera->token.person) {
            return speaker->member->id;
        }
    }
    return 0;
}

static void open_pair(struct scene *hall, uint64_t seed, struct client *cameras[2])
{
    hall->sim = sim_new(seed, &sim_good_network);
    for (size_t i = 0; i < 2; i++) {
        cameras[i] = join_personally(hall, 100000);
    }
    for (size_t i = 0; i < SCREENS; i++) {
        hall->screens[i] = sim_screen(hall->sim);
        assert_int_equal(client_join(hall->screens[i]), 201);
    }
    struct room_plan plan = pair_of(cameras[0], cameras[1]);
    set_plan(hall, &plan);
    sim_run(hall->sim, 3 * SECOND_US);
    for (size_t i = 0; i < SCREENS; i++) {
        assert_int_equal(hall->screens[i]->screen.last.source, cameras[0]->number);
    }
}

/* All slots of an event wait for their next source together; each keeps the former one until
 * then, and no viewer's sequence has a hole.
 */
static void sim_10_a_swap_takes_effect_in_one_step_and_without_a_hole(void **state)
{
    (void)state;
    struct scene hall;
    struct client *cameras[2];
    open_pair(&hall, 91, cameras);
    const struct slot *slots = hall.sim->stage->slots;
    uint64_t first = source_of(&hall, cameras[0]), second = source_of(&hall, cameras[1]);
    assert_true(slots[0].source == first && slots[1].source == second);
    struct room_plan plan = pair_of(cameras[1], cameras[0]);
    set_plan(&hall, &plan);
    media_command(hall.sim->media, &hall.sim->commands[0], hall.sim->now_us);
    assert_true(slots[0].source == first && slots[0].next == second);
    assert_true(slots[1].source == second && slots[1].next == first);
    sim_run(hall.sim, 2 * SECOND_US);
    assert_true(slots[0].source == second && slots[0].next == 0);
    assert_true(slots[1].source == first && slots[1].next == 0);
    for (size_t i = 0; i < SCREENS; i++) {
        const struct screen *screen = &hall.screens[i]->screen;
        assert_sound(hall.screens[i]);
        assert_true(screen->jumps == 0 && screen->cuts == 0 && screen->skipped == 0);
        assert_int_equal(screen->switch_count, 1);
        assert_int_equal(screen->last.source, cameras[1]->number);
        assert_true(screen->longest_pause_us < 150 * MS_US);
    }
    sim_free(hall.sim);
}

static void sim_11_the_slate_and_a_mute_empty_slots_and_give_them_back(void **state)
{
    (void)state;
    struct scene hall;
    struct client *cameras[2];
    open_pair(&hall, 92, cameras);
    const struct slot *slots = hall.sim->stage->slots;
    struct room_plan plan = pair_of(cameras[0], cameras[1]);
    plan.hold = SUMMIT_SWITCH_ON;
    set_plan(&hall, &plan);
    sim_run(hall.sim, 100 * MS_US);
    for (size_t i = 0; i < STAGE_SLOTS; i++) {
        assert_true(slots[i].source == 0 && slots[i].next == 0);
    }
    uint32_t before = hall.screens[0]->screen.frame_count;
    sim_run(hall.sim, SECOND_US);
    assert_int_equal(hall.screens[0]->screen.frame_count, before);
    plan.hold = SUMMIT_SWITCH_OFF;
    plan.seats[1].video_muted = SUMMIT_SWITCH_ON;
    set_plan(&hall, &plan);
    sim_run(hall.sim, 2 * SECOND_US);
    assert_int_equal(slots[0].source, source_of(&hall, cameras[0]));
    assert_int_equal(slots[1].source, 0);
    for (size_t i = 0; i < SCREENS; i++) {
        assert_sound(hall.screens[i]);
        assert_int_equal(hall.screens[i]->screen.switch_count, 0);
        assert_true(hall.screens[i]->screen.frame_count > before + 25);
    }
    sim_free(hall.sim);
}

/* Who is taken off does not stay on because the next one has no picture. */
static void sim_12_who_is_taken_off_is_off_even_if_nobody_follows(void **state)
{
    (void)state;
    struct scene hall;
    struct client *cameras[2];
    open_pair(&hall, 93, cameras);
    struct room_plan plan = pair_of(cameras[1], cameras[0]);
    plan.seat_count = plan.shown_count = 1;
    cameras[1]->camera.ignores_requests = true;
    set_plan(&hall, &plan);
    sim_run(hall.sim, SECOND_US);
    const struct slot *main = &hall.sim->stage->slots[0];
    assert_int_equal(main->source, source_of(&hall, cameras[0])); /* waits for the cut */
    sim_run(hall.sim, SOURCE_LINGER_US);
    assert_int_equal(main->source, 0);
    assert_int_equal(main->next, source_of(&hall, cameras[1]));
    sim_free(hall.sim);
}

/* From the green room on stage, on one connection. */
static void sim_13_the_green_room_sees_who_waits_and_the_hall_who_is_seated(void **state)
{
    (void)state;
    struct scene hall = {.sim = sim_new(94, &sim_good_network)};
    node_add_green_room(hall.sim->node, hall.sim->room, hall.sim->green);
    sim_run(hall.sim, MS_US);
    set_plan(&hall, &(struct room_plan){0});
    struct client *camera = join_personally(&hall, 100000), *green = sim_screen(hall.sim),
                  *screen = sim_screen(hall.sim), *stranger = sim_screen(hall.sim);
    struct room_plan plan = {.guest_count = 1, .guests = {(uint32_t)camera->token.person}};
    green->query = stranger->query = "?green";
    green->token.is_personal = true;
    assert_int_equal(client_join(green), 201);
    assert_int_equal(client_join(screen), 201);
    assert_int_equal(client_join(stranger), 403); /* a media token is nobody's on the way */
    sim_run(hall.sim, SECOND_US);
    set_plan(&hall, &plan);
    sim_run(hall.sim, 2 * SECOND_US);
    assert_true(green->screen.frame_count > 30);
    assert_int_equal(green->screen.last.source, camera->number);
    assert_int_equal(screen->screen.frame_count, 0);
    assert_int_equal(hall.sim->room->viewer_count, 1);
    plan = pair_of(camera, camera);
    plan.seat_count = plan.shown_count = 1;
    set_plan(&hall, &plan);
    sim_run(hall.sim, 100 * MS_US);
    uint32_t before = green->screen.frame_count;
    sim_run(hall.sim, 2 * SECOND_US);
    assert_int_equal(green->screen.frame_count, before);
    assert_true(screen->screen.frame_count > 30);
    assert_int_equal(screen->screen.last.source, camera->number);
    assert_true(camera->is_in);
    assert_sound(green);
    assert_sound(screen);
    assert_int_equal(hall.sim->green->source_count, 0);
    assert_int_equal(hall.sim->stage->source_count, 1);
    sim_free(hall.sim);
}

/* The camera turns a deaf ear: the picture can come from nowhere but the ring. */
static void sim_06_who_joins_mid_stream_has_a_picture_at_once(void **state)
{
    (void)state;
    for (uint64_t seed = 41; seed <= 44; seed++) {
        struct scene hall;
        open_hall(&hall, seed, &sim_good_network, 150);
        hall.camera->camera.ignores_requests = true;
        sim_run(hall.sim, 2 * SECOND_US + (seed - 40) * SECOND_US);
        struct client *late = sim_screen(hall.sim);
        assert_int_equal(client_join(late), 201);
        sim_run(hall.sim, 2 * SECOND_US);
        assert_complete(late, hall.camera);
        assert_true(late->connected_us > 0);
        assert_true(late->screen.first_frame_us - late->connected_us < 500 * MS_US);
        sim_free(hall.sim);
    }
}

static void sim_07_a_storm_of_requests_reaches_the_camera_once_a_second(void **state)
{
    (void)state;
    struct scene hall;
    open_hall(&hall, 51, &sim_good_network, 100000);
    sim_run(hall.sim, 2 * SECOND_US);
    const struct camera *camera = &hall.camera->camera;
    size_t before = camera->request_count;
    for (size_t i = 0; i < SCREENS; i++) {
        hall.screens[i]->screen.storm_us = 50 * MS_US;
    }
    sim_run(hall.sim, 5 * SECOND_US);
    assert_true(hall.screens[0]->screen.pli_count > 80);
    assert_in_range(camera->request_count - before, 4, 6);
    for (size_t i = 1; i < camera->request_count; i++) {
        assert_true(camera->request_us[i] - camera->request_us[i - 1] >= SECOND_US);
    }
    for (size_t i = 0; i < SCREENS; i++) {
        assert_complete(hall.screens[i], hall.camera);
    }
    sim_free(hall.sim);
}

/* Nobody waits for the publisher's next report: a wish is passed on with its next packet. */
static void sim_08_a_wish_for_a_keyframe_is_passed_on_at_once(void **state)
{
    (void)state;
    struct scene hall;
    open_hall(&hall, 71, &sim_good_network, 100000);
    sim_run(hall.sim, 5 * SECOND_US + 100 * MS_US);
    const struct camera *camera = &hall.camera->camera;
    for (size_t i = 0; i < 4; i++) {
        size_t before = camera->request_count;
        uint64_t since_us = hall.sim->now_us;
        hall.screens[i]->screen.pli_us = 0;
        hall.screens[i]->screen.storm_us = 10 * SECOND_US; /* just one */
        sim_run(hall.sim, 1300 * MS_US);
        assert_int_equal(camera->request_count, before + 1);
        assert_true(camera->request_us[before] - since_us < 120 * MS_US);
    }
    sim_free(hall.sim);
}

static void sim_09_who_leaves_is_forgotten(void **state)
{
    (void)state;
    struct scene hall;
    open_hall(&hall, 61, &sim_good_network, 60);
    sim_run(hall.sim, SECOND_US);
    assert_int_equal(hall.sim->node->sessions.used, SCREENS + 1);
    for (size_t i = 0; i < SCREENS; i++) {
        assert_int_equal(client_leave(hall.screens[i]), 200);
    }
    hall.camera->is_in = false; /* vanishes without a word */
    sim_run(hall.sim, 31 * SECOND_US);
    assert_int_equal(hall.sim->node->sessions.used, 0);
    assert_int_equal(hall.sim->node->viewers.used, 0);
    assert_int_equal(hall.sim->node->sources.used, 0);
    assert_int_equal(hall.sim->node->by_id.count, 0);
    assert_int_equal(hall.sim->media->addresses.count, 0);
    assert_int_equal(hall.sim->media->ufrags.count, 0);
    assert_int_equal(hall.sim->room->viewer_count, 0);
    assert_int_equal(hall.sim->room->speaker_count, 0);
    hall.camera->is_in = true;
    sim_free(hall.sim);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sim_01_every_frame_in_order_over_a_bad_network),
        cmocka_unit_test(sim_02_a_seed_replays_bit_by_bit),
        cmocka_unit_test(sim_03_another_speaker_takes_the_stage_and_leaves),
        cmocka_unit_test(sim_04_a_switch_over_a_good_network_is_seamless),
        cmocka_unit_test(sim_05_ice_restarts_in_the_middle),
        cmocka_unit_test(sim_06_who_joins_mid_stream_has_a_picture_at_once),
        cmocka_unit_test(sim_07_a_storm_of_requests_reaches_the_camera_once_a_second),
        cmocka_unit_test(sim_08_a_wish_for_a_keyframe_is_passed_on_at_once),
        cmocka_unit_test(sim_09_who_leaves_is_forgotten),
        cmocka_unit_test(sim_10_a_swap_takes_effect_in_one_step_and_without_a_hole),
        cmocka_unit_test(sim_11_the_slate_and_a_mute_empty_slots_and_give_them_back),
        cmocka_unit_test(sim_12_who_is_taken_off_is_off_even_if_nobody_follows),
        cmocka_unit_test(sim_13_the_green_room_sees_who_waits_and_the_hall_who_is_seated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
