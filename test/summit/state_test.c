/* The state's tables, its heap and its sets. */
#include "support.h"

static void state_01_a_set_does_not_depend_on_the_order(void **state)
{
    enum { COUNT = 200000 }; /* three quarters of what it holds: many share their places */
    void *memory[2];
    struct summit_state *states[2] = {state_make(&memory[0]), state_make(&memory[1])};
    (void)state;
    for (uint32_t i = 0; i < COUNT; i++) {
        uint32_t back = COUNT - 1 - i;
        state_add_upvote(states[0], (uint64_t)(1 + i % 7) << 32 | (1 + i));
        state_add_upvote(states[1], (uint64_t)(1 + back % 7) << 32 | (1 + back));
    }
    state_add_upvote(states[1], (uint64_t)1 << 32 | 1); /* is in it already */
    assert_int_equal(states[0]->upvote_count, COUNT);
    assert_int_equal(states[1]->upvote_count, COUNT);
    assert_memory_equal(states[0]->upvotes, states[1]->upvotes, UPVOTE_SLOTS * sizeof(uint64_t));
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_true(state_has_upvoted(states[0], 1 + i % 7, 1 + i));
        assert_false(state_has_upvoted(states[0], 8, 1 + i));
    }
    state_end(memory[0]);
    state_end(memory[1]);
}

static void state_02_ids_go_on_while_places_are_used_again(void **state)
{
    void *memory;
    struct summit_state *summit = state_make(&memory);
    (void)state;
    uint32_t maximum = summit_entity_kinds[ENTITY_SEAT].maximum;
    for (uint32_t i = 1; i <= maximum; i++) {
        assert_int_equal(state_next_id(summit, ENTITY_SEAT), i);
        (void)state_add(summit, ENTITY_SEAT, i);
    }
    assert_int_equal(state_next_id(summit, ENTITY_SEAT), 0); /* full */
    state_remove(summit, ENTITY_SEAT, 5);
    assert_int_equal(state_next_id(summit, ENTITY_SEAT), maximum + 5);
    assert_true(state_can_add(summit, ENTITY_SEAT, maximum + 5));
    assert_false(state_can_add(summit, ENTITY_SEAT, 5));
    assert_false(state_can_add(summit, ENTITY_SEAT, maximum + 1));
    (void)state_add(summit, ENTITY_SEAT, maximum + 5);
    assert_null(state_seat(summit, 5));
    assert_non_null(state_seat(summit, maximum + 5));
    state_end(memory);
}

static void state_03_the_heap_gives_back_what_it_took(void **state)
{
    static uint8_t memory[1 << 20] __attribute__((aligned(16)));
    struct heap heap;
    (void)state;
    heap_init(&heap, memory, sizeof(memory));
    assert_true(heap_has_room(&heap));
    assert_null(heap_take(&heap, 0));
    void *a = heap_take(&heap, 17), *b = heap_take(&heap, 16);
    assert_int_equal((uintptr_t)a % 16 + (uintptr_t)b % 16, 0);
    assert_int_equal(heap.used, 48);
    heap_give(&heap, a, 17);
    assert_ptr_equal(heap_take(&heap, 32), a);
    heap_give(&heap, a, 32);
    heap_give(&heap, b, 16);
    assert_int_equal(heap.used, 0);
    while (heap_has_room(&heap)) {
        (void)heap_take(&heap, 100000);
    }
    (void)heap_take(&heap, 128 << 10); /* one more message always fits */
    (void)heap_take(&heap, 128 << 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(state_01_a_set_does_not_depend_on_the_order),
        cmocka_unit_test(state_02_ids_go_on_while_places_are_used_again),
        cmocka_unit_test(state_03_the_heap_gives_back_what_it_took),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
