#include <setjmp.h>
#include <stdarg.h>

#include "swarm/stamp.h"

#include <cmocka.h>

/* What was written is read, at every size. */
static void stamp_01_round_trip(void **state)
{
    uint8_t payload[1500] = {0};
    (void)state;
    for (size_t size = STAMP_MIN; size <= sizeof(payload); size += 7) {
        struct stamp stamp;
        stamp_write(&(struct stamp){.number = 4000000000u, .sent_us = 1ull << 40}, payload, size);
        assert_true(stamp_read(bytes_of(payload, size), &stamp));
        assert_int_equal(stamp.number, 4000000000u);
        assert_int_equal(stamp.sent_us, 1ull << 40);
    }
}

/* No bit of it may change unseen, but for the codec's own bytes and the two values. */
static void stamp_02_any_changed_bit_is_seen(void **state)
{
    uint8_t payload[200] = {0};
    struct stamp stamp;
    (void)state;
    stamp_write(&(struct stamp){.number = 5, .sent_us = 6}, payload, sizeof(payload));
    for (size_t bit = 8 * 10; bit < 8 * sizeof(payload); bit++) {
        bool is_time = bit / 8 >= 22 && bit / 8 < STAMP_MIN;
        /* The number is the filling's seed, but only its low byte. */
        bool is_number_above = bit / 8 >= 14 && bit / 8 < 17;
        payload[bit / 8] ^= (uint8_t)(1u << bit % 8);
        if (!is_time && !is_number_above) {
            assert_false(stamp_read(bytes_of(payload, sizeof(payload)), &stamp));
        }
        payload[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
}

/* Neither a part of it, nor more than it. */
static void stamp_03_another_size_is_seen(void **state)
{
    uint8_t payload[201] = {0};
    struct stamp stamp;
    (void)state;
    stamp_write(&(struct stamp){.number = 5, .sent_us = 6}, payload, 200);
    for (size_t size = 0; size <= sizeof(payload); size++) {
        assert_int_equal(stamp_read(bytes_of(payload, size), &stamp), size == 200);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stamp_01_round_trip),
        cmocka_unit_test(stamp_02_any_changed_bit_is_seen),
        cmocka_unit_test(stamp_03_another_size_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
