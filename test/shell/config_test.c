/* The configuration: defaults, file, environment, and what it says of mistakes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <unistd.h>

#include "shell/config.h"
#include "shell/config_setting.h"
#include "shell/net.h"

static struct config config;
static struct config_problems problems;

static int clear_environment(void **state)
{
    (void)state;
    for (size_t i = 0; i < config_setting_count; i++) {
        (void)unsetenv(config_settings[i].variable);
    }
    return 0;
}

/* Load a file of this text; named plenary.yaml, in the working directory of the test. */
static bool load(const char *yaml)
{
    char directory[] = "/tmp/plenary-test-XXXXXX";
    ASSERT(mkdtemp(directory) && chdir(directory) == 0);
    FILE *file = fopen("plenary.yaml", "w");
    ASSERT(file && fputs(yaml, file) >= 0 && fclose(file) == 0);
    bool loaded = config_load(&config, "plenary.yaml", &problems);
    ASSERT(unlink("plenary.yaml") == 0 && chdir("/") == 0 && rmdir(directory) == 0);
    return loaded;
}

static void assert_address(const struct address *address, const char *ip, uint16_t port)
{
    char text[NET_TEXT_MAX];
    net_format_ip(address, text);
    assert_string_equal(text, ip);
    assert_int_equal(address->port, port);
}

static void without_a_file_there_are_defaults(void **state)
{
    (void)state;
    assert_true(config_load(&config, NULL, &problems));
    assert_int_equal(config.scheme, CONFIG_HTTPS);
    assert_address(&config.listen, "::", 8443);
    assert_address(&config.media_listen, "::", 8443);
    assert_string_equal(config.data, "./data");
    assert_string_equal(config.tls_cert, "");
    assert_in_range(config.media_threads, 1, 64);
    assert_int_equal(config.crypto, CONFIG_CRYPTO_AUTO);
    assert_int_equal(config.connections_per_source_max, 512);
    assert_int_equal(config.room_count, 1);
    assert_string_equal(config.rooms[0].name, "hall");
    assert_true(config.public_address_count >= 1);
    for (size_t i = 0; i < config.public_address_count; i++) {
        assert_false(net_is_any(&config.public_addresses[i]));
        assert_int_equal(config.public_addresses[i].port, 8443);
    }
}

static void a_file_of_comments_alone_is_all_defaults(void **state)
{
    (void)state;
    assert_true(load("# nothing yet\n"));
    assert_int_equal(config.room_count, 1);
}

static void a_file_sets_everything(void **state)
{
    (void)state;
    assert_true(
        load("listen: http://127.0.0.1:8080\n"
             "public_address: [192.0.2.7, \"2001:db8::7\"]\n"
             "ice_servers: [\"stun:a.example:3478\", \"stun:b.example\"]\n"
             "data: /srv/plenary\n"
             "tls: {cert: /c.pem, key: /k.pem}\n"
             "media:\n  listen: 192.0.2.9:5000\n  threads: 3\n  crypto: evp\n"
             "limits: {connections: 100}\n"
             "rooms:\n  - name: plenary-1\n    title: \"\xd8\xa7\xd9\x84\xd9\x82 \\\"1\\\"\"\n"
             "  - name: green\n"));
    assert_int_equal(config.scheme, CONFIG_HTTP);
    assert_address(&config.listen, "127.0.0.1", 8080);
    assert_int_equal(config.public_address_count, 2);
    assert_address(&config.public_addresses[0], "192.0.2.7", 5000);
    assert_address(&config.public_addresses[1], "2001:db8::7", 5000);
    assert_int_equal(config.ice_server_count, 2);
    assert_string_equal(config.ice_servers[1], "stun:b.example");
    assert_string_equal(config.data, "/srv/plenary");
    assert_string_equal(config.tls_key, "/k.pem");
    assert_int_equal(config.media_threads, 3);
    assert_int_equal(config.crypto, CONFIG_CRYPTO_EVP);
    assert_int_equal(config.connections_max, 100);
    assert_int_equal(config.connections_per_source_max, 0); /* behind a proxy */
    assert_int_equal(config.room_count, 2);
    assert_string_equal(config.rooms[0].title, "\xd8\xa7\xd9\x84\xd9\x82 \"1\"");
    assert_string_equal(config.rooms[1].title, "green");
}

static void the_environment_wins_over_the_file(void **state)
{
    (void)state;
    (void)setenv("PLENARY_LISTEN", "[::1]:9443", 1);
    (void)setenv("PLENARY_MEDIA_LISTEN", "127.0.0.1:9000", 1);
    (void)setenv("PLENARY_PUBLIC_ADDRESS", "192.0.2.1, 192.0.2.2 ,2001:db8::3", 1);
    (void)setenv("PLENARY_MEDIA_THREADS", "64", 1);
    (void)setenv("PLENARY_CRYPTO", "", 1); /* empty: not set */
    assert_true(load("listen: http://127.0.0.1:8080\nmedia: {threads: 2, crypto: ipsec-mb}\n"));
    assert_int_equal(config.scheme, CONFIG_HTTPS);
    assert_address(&config.listen, "::1", 9443);
    assert_int_equal(config.public_address_count, 3);
    assert_address(&config.public_addresses[2], "2001:db8::3", 9000);
    assert_int_equal(config.media_threads, 64);
    assert_int_equal(config.crypto, CONFIG_CRYPTO_IPSEC_MB);
}

static void a_specific_media_address_is_the_public_one(void **state)
{
    (void)state;
    assert_true(load("media: {listen: \"192.0.2.9:5000\"}\n"));
    assert_int_equal(config.public_address_count, 1);
    assert_address(&config.public_addresses[0], "192.0.2.9", 5000);
}

static void an_ipv4_socket_has_no_ipv6_addresses(void **state)
{
    (void)state;
    assert_true(load("media: {listen: \"0.0.0.0:5000\"}\n"));
    for (size_t i = 0; i < config.public_address_count; i++) {
        assert_true(address_is_ipv4(&config.public_addresses[i]));
    }
}

static void each_mistake_is_named_with_its_line(void **state)
{
    static const struct {
        const char *yaml;
        const char *problem;
    } cases[] = {
        {"\nlisten: [a\n", "plenary.yaml:3: this is not YAML"},
        {"- a\n", "plenary.yaml:1: the file must hold keys"},
        {"# x\nlisen: a\n", "plenary.yaml:2: unknown key \"lisen\"; did you mean \"listen\"?"},
        {"meda: {}\n", "did you mean \"media\"?"},
        {"room: []\n", "did you mean \"rooms\"?"},
        {"zebra: 1\n", "unknown key \"zebra\"; there are: listen, public_address"},
        {"media: {thread: 1}\n", "did you mean \"threads\"?"},
        {"media: 7\n", "plenary.yaml:1: \"media\" must hold keys"},
        {"data: a\nmedia: {}\ndata: b\n", "plenary.yaml:3: \"data\" stands here a second time"},
        {"[a]: b\n", "a key must be a word"},
        {"listen: {a: b}\n", "\"listen\" must be a single value"},
        {"listen: localhost:8443\n", "numeric address"},
        {"listen: ::1:8443\n", "numeric address"},
        {"listen: 127.0.0.1\n", "numeric address"},
        {"listen: ftp://127.0.0.1:1\n", "numeric address"},
        {"media: {listen: \"127.0.0.1:65536\"}\n", "\"listen\": write ADDRESS:PORT"},
        {"media: {threads: 0}\n", "0 is out of range; give a number from 1 to 64"},
        {"media: {threads: 65}\n", "out of range"},
        {"media: {threads: four}\n", "\"four\" is not a whole number"},
        {"media: {threads: -1}\n", "not a whole number"},
        {"media: {threads: 99999999999}\n", "not a whole number"},
        {"media: {crypto: nss}\n", "choose auto, ipsec-mb or evp"},
        {"public_address: example.org\n", "\"example.org\" is no address"},
        {"public_address: [192.0.2.1, 0.0.0.0]\n", "\"0.0.0.0\" is no address"},
        {"public_address: [{a: b}]\n", "a value or a list of values"},
        {"public_address: []\n", "at least one address"},
        {"ice_servers: [\"turn:x\"]\n", "write stun:HOST:PORT"},
        {"ice_servers: [\"stun:x>y\"]\n", "write stun:HOST:PORT"},
        {"data: \"\"\n", "1 to 255 bytes"},
        {"data: \"a\\0b\"\n", "\"data\" must be a single value"},
        {"tls: {cert: a}\n", "tls.cert and tls.key"},
        {"rooms: []\n", "a list of at least one"},
        {"rooms: hall\n", "a list of at least one"},
        {"rooms: [hall]\n", "a room is written as"},
        {"rooms:\n  - title: x\n", "plenary.yaml:2: this room needs a name"},
        {"rooms:\n  - name: Hall\n", "plenary.yaml:2: the room's name \"Hall\" must be"},
        {"rooms:\n  - name: a/b\n", "must be 1 to 32 of a-z"},
        {"rooms:\n  - name: abcdefghijklmnopqrstuvwxyz0123456\n", "must be 1 to 32 of a-z"},
        {"rooms:\n  - name: a\n    titel: x\n", "plenary.yaml:3: unknown key \"titel\""},
        {"rooms:\n  - name: a\n  - name: a\n", "plenary.yaml:3: there is a room a already"},
        {"rooms:\n  - name: a\n    title: \"x\\ny\"\n", "one line"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        bool loaded = load(cases[i].yaml);
        if (loaded || !strstr(problems.text[0], cases[i].problem)) {
            fail_msg("%s: got \"%s\", wanted \"%s\"", cases[i].yaml, problems.text[0],
                     cases[i].problem);
        }
        assert_int_equal(strncmp(problems.text[0], "plenary.yaml:", 13), 0);
        assert_int_equal(problems.count, 1);
    }
}

static void all_mistakes_are_named_at_once(void **state)
{
    (void)state;
    (void)setenv("PLENARY_MEDIA_THREADS", "many", 1);
    assert_false(load("lisen: a\nmedia:\n  crypto: b\n  port: 1\n"));
    assert_int_equal(problems.count, 4);
    assert_non_null(strstr(problems.text[0], "plenary.yaml:1: "));
    assert_non_null(strstr(problems.text[1], "plenary.yaml:3: "));
    assert_non_null(strstr(problems.text[2], "plenary.yaml:4: "));
    assert_non_null(strstr(problems.text[3], "PLENARY_MEDIA_THREADS: "));
}

static void more_mistakes_than_we_keep_are_no_harm(void **state)
{
    static char yaml[40000];
    struct writer writer = writer_of(yaml, sizeof(yaml) - 1);
    (void)state;
    for (int i = 0; i < 1000; i++) {
        writer_format(&writer, "unknown-key-%d: 1\n", i);
    }
    assert_false(load(yaml));
    assert_int_equal(problems.count, CONFIG_PROBLEMS_MAX);
}

static void too_many_rooms_are_refused(void **state)
{
    static char yaml[4000];
    struct writer writer = writer_of(yaml, sizeof(yaml) - 1);
    (void)state;
    writer_text(&writer, "rooms:\n");
    for (int i = 0; i <= CONFIG_ROOMS_MAX; i++) {
        writer_format(&writer, "  - name: r%d\n", i);
    }
    assert_false(load(yaml));
    assert_non_null(strstr(problems.text[0], "there may be at most"));
}

static void a_missing_file_is_named(void **state)
{
    (void)state;
    assert_false(config_load(&config, "/nowhere/plenary.yaml", &problems));
    assert_non_null(strstr(problems.text[0], "/nowhere/plenary.yaml: cannot be read: No such"));
}

static void what_is_printed_can_be_loaded(void **state)
{
    static struct config before;
    char *printed = NULL;
    size_t size;
    (void)state;
    assert_true(load("listen: https://[::1]:1\npublic_address: 192.0.2.7\n"
                     "ice_servers: stun:a.example\ntls: {cert: 'a \"b\" \\c', key: k}\n"
                     "limits: {connections: 99, connections_per_source: 9}\n"
                     "media: {listen: \"[::]:2\", threads: 5, crypto: evp}\n"
                     "rooms:\n  - name: a\n    title: 'A \"quoted\" \\ title: yes'\n"));
    before = config;
    FILE *out = open_memstream(&printed, &size);
    assert_non_null(out);
    config_print(&config, out);
    assert_int_equal(fclose(out), 0);
    if (!load(printed)) {
        fail_msg("%s\n%s", printed, problems.text[0]);
    }
    assert_memory_equal(&config, &before, sizeof(config));
    free(printed);
}

static void the_documented_sample_is_the_defaults(void **state)
{
    static struct config sample;
    (void)state;
    if (!config_load(&sample, SAMPLE, &problems)) {
        fail_msg("%s", problems.text[0]);
    }
    assert_true(config_load(&config, NULL, &problems));
    assert_memory_equal(&config, &sample, sizeof(config));
}

int main(void)
{
#define CLEAN(name) cmocka_unit_test_setup(name, clear_environment)
    const struct CMUnitTest tests[] = {
        CLEAN(without_a_file_there_are_defaults),
        CLEAN(a_file_of_comments_alone_is_all_defaults),
        CLEAN(a_file_sets_everything),
        CLEAN(the_environment_wins_over_the_file),
        CLEAN(a_specific_media_address_is_the_public_one),
        CLEAN(an_ipv4_socket_has_no_ipv6_addresses),
        CLEAN(each_mistake_is_named_with_its_line),
        CLEAN(all_mistakes_are_named_at_once),
        CLEAN(more_mistakes_than_we_keep_are_no_harm),
        CLEAN(too_many_rooms_are_refused),
        CLEAN(a_missing_file_is_named),
        CLEAN(what_is_printed_can_be_loaded),
        CLEAN(the_documented_sample_is_the_defaults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
