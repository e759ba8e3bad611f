/* The seal of secret votes: what it adds up, who can open it, and what a thief finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "sim/random.h"
#include "sim/seal_memory.h"

struct world {
    struct seal_memory memory;
    struct sim_random random;
};

static struct world world_of(uint64_t seed)
{
    struct world world;
    seal_memory_init(&world.memory);
    sim_random_init(&world.random, seed);
    return world;
}

static const int64_t yes[SEAL_CHOICES] = {3}, no[SEAL_CHOICES] = {0, 1};

static struct bytes seal(struct world *world, struct bytes last, const int64_t votes[SEAL_CHOICES],
                         uint8_t text[SEAL_TEXT_SIZE])
{
    assert_int_equal(
        ballot_seal_add(&world->memory.port, &world->random.source, 7, last, votes, text),
        SEAL_DONE);
    return bytes_of(text, SEAL_TEXT_SIZE);
}

static void seal_1_adds_up_also_ahead_of_the_disk(void **state)
{
    struct world world = world_of(1);
    uint8_t texts[3][SEAL_TEXT_SIZE];
    int64_t votes[SEAL_CHOICES];
    (void)state;
    struct bytes first = seal(&world, (struct bytes){0}, yes, texts[0]);
    struct bytes second = seal(&world, first, no, texts[1]);
    struct bytes third = seal(&world, second, yes, texts[2]);
    ballot_seal_is_durable(&world.memory.port, 7, first);
    ballot_seal_is_durable(&world.memory.port, 7, second);
    assert_int_equal(ballot_seal_open(&world.memory.port, 7, third, votes), SEAL_DONE);
    assert_int_equal(votes[0], 6);
    assert_int_equal(votes[1], 1);
    /* The disk refused the last one: another takes its place. */
    third = seal(&world, second, no, texts[2]);
    assert_int_equal(ballot_seal_open(&world.memory.port, 7, third, votes), SEAL_DONE);
    assert_int_equal(votes[1], 2);
    assert_int_equal(ballot_seal_open(&world.memory.port, 7, (struct bytes){0}, votes), SEAL_DONE);
    assert_int_equal(votes[1], 0);
}

/* Who takes log and key learns how the vote stands, but not what the last voter added. */
static void seal_2_the_past_stays_closed(void **state)
{
    struct world world = world_of(2);
    uint8_t texts[2][SEAL_TEXT_SIZE];
    int64_t votes[SEAL_CHOICES];
    (void)state;
    struct bytes first = seal(&world, (struct bytes){0}, yes, texts[0]);
    ballot_seal_is_durable(&world.memory.port, 7, first);
    struct bytes second = seal(&world, first, no, texts[1]);
    ballot_seal_is_durable(&world.memory.port, 7, second);
    struct world stolen = world;
    assert_int_equal(ballot_seal_open(&stolen.memory.port, 7, second, votes), SEAL_DONE);
    assert_int_equal(ballot_seal_open(&stolen.memory.port, 7, first, votes), SEAL_NO_KEY);
    assert_int_equal(votes[0], 0);
    world.memory.port.destroy(&world.memory.port, 7);
    assert_int_equal(ballot_seal_open(&world.memory.port, 7, second, votes), SEAL_NO_KEY);
    assert_int_equal(
        ballot_seal_add(&world.memory.port, &world.random.source, 7, second, yes, texts[0]),
        SEAL_NO_KEY);
}

static void seal_3_the_text_tells_nothing(void **state)
{
    struct world world = world_of(3);
    uint8_t texts[2][SEAL_TEXT_SIZE];
    (void)state;
    struct bytes one = seal(&world, (struct bytes){0}, yes, texts[0]);
    struct bytes same = seal(&world, (struct bytes){0}, yes, texts[1]);
    assert_int_equal(one.size, same.size);
    /* Beyond the number, no letter of sixteen in a row is the same in both. */
    for (size_t i = 11; i + 16 <= SEAL_TEXT_SIZE; i++) {
        assert_memory_not_equal(texts[0] + i, texts[1] + i, 16);
    }
}

static void seal_4_forged_ones_are_not_opened(void **state)
{
    struct world world = world_of(4);
    uint8_t text[SEAL_TEXT_SIZE];
    int64_t votes[SEAL_CHOICES];
    (void)state;
    struct bytes whole = seal(&world, (struct bytes){0}, yes, text);
    assert_int_equal(ballot_seal_open(&world.memory.port, 8, whole, votes),
                     SEAL_NO_KEY); /* of another */
    assert_int_equal(
        ballot_seal_open(&world.memory.port, 7, bytes_of(text, SEAL_TEXT_SIZE - 1), votes),
        SEAL_NO_KEY);
    for (size_t i = 0; i < SEAL_TEXT_SIZE; i++) {
        uint8_t before = text[i];
        text[i] = before == 'A' ? 'B' : 'A';
        assert_int_equal(ballot_seal_open(&world.memory.port, 7, whole, votes), SEAL_NO_KEY);
        text[i] = before;
    }
}

static void seal_5_a_key_that_cannot_be_kept_seals_nothing(void **state)
{
    struct world world = world_of(5);
    uint8_t text[SEAL_TEXT_SIZE];
    (void)state;
    world.memory.is_full = true;
    assert_int_equal(
        ballot_seal_add(&world.memory.port, &world.random.source, 7, (struct bytes){0}, yes, text),
        SEAL_FAILED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seal_1_adds_up_also_ahead_of_the_disk),
        cmocka_unit_test(seal_2_the_past_stays_closed),
        cmocka_unit_test(seal_3_the_text_tells_nothing),
        cmocka_unit_test(seal_4_forged_ones_are_not_opened),
        cmocka_unit_test(seal_5_a_key_that_cannot_be_kept_seals_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
