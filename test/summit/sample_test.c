/* The sample summit is read, and is what it is said to be. */
#include "support.h"

#include "summit/export.h"

static void sample_01_three_days_forty_items_two_hundred_locations(void **state)
{
    static char file[300 << 10];
    static struct codec_scratch scratch;
    struct import import;
    struct summit_event event;
    const char *problem;
    void *memory;
    struct summit_state *summit = state_make(&memory);
    FILE *in = fopen(SAMPLE, "rb");
    (void)state;
    assert_non_null(in);
    size_t size = fread(file, 1, sizeof(file), in);
    fclose(in);
    assert_null(import_open(&import, bytes_of(file, size)));
    while (import_next(&import, summit, &scratch, &event, &problem)) {
    }
    if (problem) {
        print_message("line %u: %s\n", import.line, problem);
    }
    assert_null(problem);
    assert_int_equal(summit->tables[ENTITY_DAY].count, 3);
    assert_int_equal(summit->tables[ENTITY_ITEM].count, 40);
    assert_int_equal(summit->tables[ENTITY_LOCATION].count, 200);
    assert_int_equal(state_summit(summit)->languages.count, 4);
    STATE_EACH(summit, ENTITY_ITEM, item, item)
    {
        assert_int_equal(item->title.count, 4);
        assert_non_null(state_day(summit, item->day));
    }
    state_end(memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sample_01_three_days_forty_items_two_hundred_locations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
