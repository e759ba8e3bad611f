/* The files of secret votes' keys: private, replaced in place, gone when destroyed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shell/ballot_key.h"

static struct ballot_keys keys;
static struct seal_keys *port;
static char folder[64], path[128];

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof(folder), "/tmp/plenary-keys-XXXXXX");
    assert_non_null(mkdtemp(folder));
    port = ballot_keys_port(&keys, folder);
    snprintf(path, sizeof(path), "%s/ballots/7.key", folder);
    return 0;
}

static int tear_down(void **state)
{
    char inner[128];
    (void)state;
    snprintf(inner, sizeof(inner), "%s/ballots", folder);
    unlink(path);
    rmdir(inner);
    rmdir(folder);
    return 0;
}

static const struct seal_key first = {1, {1, 2, 3}}, later = {12, {9, 8, 7}};

static void key_1_is_kept_and_replaced(void **state)
{
    struct seal_key key;
    struct stat status;
    (void)state;
    assert_false(port->load(port, 7, &key));
    port->replace(port, 7, &later); /* of none: nothing is made */
    assert_false(port->load(port, 7, &key));
    assert_true(port->create(port, 7, &first));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_true(port->load(port, 7, &key));
    assert_memory_equal(&key, &first, sizeof(key));
    port->replace(port, 7, &later);
    assert_true(port->load(port, 7, &key));
    assert_memory_equal(&key, &later, sizeof(key));
    assert_false(port->load(port, 8, &key));
}

/* The old one's bytes are overwritten where they lie: seen through a second name of the file. */
static void key_2_is_destroyed(void **state)
{
    struct seal_key key;
    char other[128];
    uint8_t bytes[64];
    (void)state;
    port->destroy(port, 7);
    assert_true(port->create(port, 7, &first));
    snprintf(other, sizeof(other), "%s/kept", folder);
    assert_int_equal(link(path, other), 0);
    port->replace(port, 7, &later);
    port->destroy(port, 7);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_false(port->load(port, 7, &key));
    FILE *file = fopen(other, "r");
    assert_non_null(file);
    size_t size = fread(bytes, 1, sizeof(bytes), file);
    fclose(file);
    unlink(other);
    assert_int_equal(size, 8 + SEAL_KEY_SIZE);
    for (size_t i = 0; i < size; i++) {
        assert_int_equal(bytes[i], 0);
    }
}

static void key_3_that_cannot_be_kept_is_told(void **state)
{
    struct ballot_keys lost;
    struct seal_keys *nowhere = ballot_keys_port(&lost, "/nonexistent");
    struct seal_key key;
    (void)state;
    assert_false(nowhere->create(nowhere, 7, &first));
    assert_false(nowhere->load(nowhere, 7, &key));
    nowhere->destroy(nowhere, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(key_1_is_kept_and_replaced, set_up, tear_down),
        cmocka_unit_test_setup_teardown(key_2_is_destroyed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(key_3_that_cannot_be_kept_is_told, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
