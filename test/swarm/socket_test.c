#include <setjmp.h>
#include <stdarg.h>

#include "swarm/socket.h"

#include <cmocka.h>

/* Whoever moves keeps the number by which the swarm knows them, and is not soon where they were. */
static void socket_01_who_moves_comes_back_after_all_streets(void **state)
{
    enum { NUMBER = 29999 };
    struct swarm_end end;
    (void)state;
    swarm_end_init(&end, NULL, NUMBER);
    for (int i = 1; i < SWARM_STREETS; i++) {
        swarm_end_move(&end);
        assert_int_not_equal(end.offset, NUMBER);
        assert_int_equal(end.offset % SWARM_STREET_SIZE, NUMBER);
    }
    swarm_end_move(&end);
    assert_int_equal(end.offset, NUMBER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(socket_01_who_moves_comes_back_after_all_streets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
