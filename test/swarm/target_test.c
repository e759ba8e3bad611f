#include <setjmp.h>
#include <stdarg.h>

#include "shell/net.h"
#include "swarm/target.h"

#include <cmocka.h>

static bool is_allowed(const struct target_list *list, const char *text)
{
    struct address address;
    assert_true(net_parse_ip(text, &address));
    return target_is_allowed(list, &address);
}

/* Without a word, loopback alone. */
static void target_01_loopback_alone(void **state)
{
    struct target_list none = {0};
    (void)state;
    assert_true(is_allowed(&none, "127.0.0.1"));
    assert_true(is_allowed(&none, "127.200.3.4"));
    assert_true(is_allowed(&none, "::1"));
    assert_false(is_allowed(&none, "10.0.0.1"));
    assert_false(is_allowed(&none, "192.0.2.1"));
    assert_false(is_allowed(&none, "0.0.0.0"));
    assert_false(is_allowed(&none, "2001:db8::1"));
}

/* What was allowed, to the bit. */
static void target_02_prefixes(void **state)
{
    struct target_list list = {0};
    (void)state;
    assert_true(target_allow(&list, "10.213.0.0/30"));
    assert_true(target_allow(&list, "192.0.2.7"));
    assert_true(target_allow(&list, "fd00:1::/33"));
    assert_true(is_allowed(&list, "10.213.0.3"));
    assert_false(is_allowed(&list, "10.213.0.4"));
    assert_true(is_allowed(&list, "192.0.2.7"));
    assert_false(is_allowed(&list, "192.0.2.6"));
    assert_true(is_allowed(&list, "fd00:1:7fff::1"));
    assert_false(is_allowed(&list, "fd00:1:8000::1"));
    assert_true(is_allowed(&list, "127.0.0.1"));
    assert_true(target_host_is_allowed(&list, "10.213.0.3"));
    assert_true(target_host_is_allowed(&list, "localhost"));
    assert_false(target_host_is_allowed(&list, "10.213.0.4"));
    assert_false(target_host_is_allowed(&list, "example.org")); /* whatever it resolves to */
}

/* What is none is refused and allows nothing, an IPv4 prefix no IPv6 address. */
static void target_03_what_is_no_prefix(void **state)
{
    static const char *const bad[] = {"",         "/8",          "10.0.0.0/33", "10.0.0.0/",
                                      "10.0.0/8", "10.0.0.0/-1", "10.0.0.0/8x", "example.org",
                                      "::/129"};
    struct target_list list = {0};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_false(target_allow(&list, bad[i]));
    }
    assert_int_equal(list.count, 0);
    assert_true(target_allow(&list, "0.0.0.0/0"));
    assert_true(is_allowed(&list, "198.51.100.1"));
    assert_false(is_allowed(&list, "2001:db8::1"));
    for (size_t i = 1; i < TARGET_PREFIXES_MAX; i++) {
        assert_true(target_allow(&list, "10.0.0.1"));
    }
    assert_false(target_allow(&list, "10.0.0.1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(target_01_loopback_alone),
        cmocka_unit_test(target_02_prefixes),
        cmocka_unit_test(target_03_what_is_no_prefix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
