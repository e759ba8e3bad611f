/* A map against a plain list, through random comings and goings. */
#include <setjmp.h>
#include <stdarg.h>

#include "node/owner_map.h"
#include "sim/random.h"

#include <cmocka.h>

enum { KEYS = 3000 };

static struct address address_of(uint32_t number)
{
    return address_of_ipv4(10, (uint8_t)(number >> 16), (uint8_t)(number >> 8), (uint8_t)number,
                           (uint16_t)(number * 7));
}

static void owner_map_01_as_a_list_would(void **state)
{
    (void)state;
    struct owner_map *map = calloc(1, sizeof(*map));
    static uint8_t threads[KEYS]; /* 0: not in */
    struct sim_random random;
    uint32_t count = 0;
    assert_non_null(map);
    sim_random_init(&random, 5);
    owner_map_init(map, sim_random_draw(&random));
    for (size_t round = 0; round < 100000; round++) {
        uint32_t number = (uint32_t)(sim_random_draw(&random) % KEYS);
        struct address address = address_of(number);
        struct owner_key key = owner_key_of_address(&address);
        const struct owner_entry *entry = owner_map_find(map, &key);
        assert_int_equal(entry ? entry->thread : 0, threads[number]);
        if (sim_random_happens(&random, 50)) {
            uint8_t thread = (uint8_t)(1 + sim_random_draw(&random) % 60);
            count += threads[number] == 0;
            assert_true(owner_map_set(map, &key, NULL, thread));
            threads[number] = thread;
        } else {
            count -= threads[number] != 0;
            owner_map_remove(map, &key);
            threads[number] = 0;
        }
        assert_int_equal(map->count, count);
    }
    free(map);
}

static void owner_map_02_full(void **state)
{
    (void)state;
    struct owner_map *map = calloc(1, sizeof(*map));
    assert_non_null(map);
    owner_map_init(map, 9);
    for (uint32_t i = 0; i <= OWNER_MAP_FULL; i++) {
        struct address address = address_of(i);
        struct owner_key key = owner_key_of_address(&address);
        assert_int_equal(owner_map_set(map, &key, NULL, 1), i < OWNER_MAP_FULL);
    }
    free(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(owner_map_01_as_a_list_would),
        cmocka_unit_test(owner_map_02_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
