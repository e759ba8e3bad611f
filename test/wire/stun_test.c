/* STUN against the vectors of RFC 5769, round trips, and each way to be malformed. */
#include <setjmp.h>
#include <stdarg.h>

#include "wire/hmac.h"
#include "wire/stun.h"

#include <cmocka.h>

#define PASSWORD             "VOkJxbRl1RmTxUk/WvJxBt"
#define TRANSACTION          "\xb7\xe7\xa7\x01\xbc\x34\xd6\x86\xfa\x87\xdf\xae"
#define HEADER(type, length) type length "\x21\x12\xa4\x42" TRANSACTION
#define SPAN(text)           bytes_of((text), sizeof(text) - 1)

/* RFC 5769 2.1 */
static const char sample_request[] = HEADER(
    "\x00\x01",
    "\x00\x58") "\x80\x22\x00\x10STUN test client"
                "\x00\x24\x00\x04\x6e\x00\x01\xff"
                "\x80\x29\x00\x08\x93\x2f\xf9\xb1\x51\x26\x3b\x36"
                "\x00\x06\x00\x09"
                "evtj:h6vY"
                "   "
                "\x00\x08\x00\x14"
                "\x9a\xea\xa7\x0c\xbf\xd8\xcb\x56\x78\x1e\xf2\xb5\xb2\xd3\xf2\x49\xc1\xb5\x71\xa2"
                "\x80\x28\x00\x04\xe5\x7a\x3b\xcf";

/* RFC 5769 2.2 */
static const char sample_ipv4_response[] = HEADER(
    "\x01\x01",
    "\x00\x3c") "\x80\x22\x00\x0btest vector"
                " "
                "\x00\x20\x00\x08\x00\x01\xa1\x47\xe1\x12\xa6\x43"
                "\x00\x08\x00\x14"
                "\x2b\x91\xf5\x99\xfd\x9e\x90\xc3\x8c\x74\x89\xf9\x2a\xf9\xba\x53\xf0\x6b\xe7\xd7"
                "\x80\x28\x00\x04\xc0\x7d\x4c\x96";

/* RFC 5769 2.3 */
static const char sample_ipv6_response[] = HEADER(
    "\x01\x01",
    "\x00\x48") "\x80\x22\x00\x0btest vector"
                " "
                "\x00\x20\x00\x14\x00\x02\xa1\x47"
                "\x01\x13\xa9\xfa\xa5\xd3\xf1\x79\xbc\x25\xf4\xb5\xbe\xd2\xb9\xd9"
                "\x00\x08\x00\x14"
                "\xa3\x82\x95\x4e\x4b\xe6\x7b\xf1\x17\x84\xc9\x7c\x82\x92\xc2\x75\xbf\xe3\xed\x41"
                "\x80\x28\x00\x04\xc8\xfb\x0b\x4c";

static struct stun_message parse_good(struct bytes datagram)
{
    struct stun_message message;
    assert_int_equal(stun_parse(datagram, &message), DROP_NONE);
    assert_true(stun_check_integrity(datagram, &message, bytes_of_text(PASSWORD)));
    assert_true(stun_check_fingerprint(datagram, &message));
    return message;
}

static void stun_01_request_of_rfc5769_2_1(void **state)
{
    (void)state;
    struct bytes datagram = SPAN(sample_request);
    struct stun_message message = parse_good(datagram);
    assert_int_equal(message.class, STUN_REQUEST);
    assert_int_equal(message.method, 1);
    assert_memory_equal(message.transaction, TRANSACTION, STUN_TRANSACTION_SIZE);
    assert_true(bytes_equal_text(message.username, "evtj:h6vY"));
    assert_true(message.has_priority);
    assert_int_equal(message.priority, 0x6e0001ff);
    assert_true(message.has_controlled);
    assert_false(message.has_controlling);
    assert_true(message.tie_breaker == UINT64_C(0x932ff9b151263b36));
    assert_false(message.use_candidate);
    assert_false(message.has_mapped_address);
    assert_int_equal(message.error_code, 0);
    assert_int_equal(message.unknown_required, 0);
    assert_int_equal(message.integrity_at, 20 + 20 + 8 + 12 + 16);
    assert_int_equal(message.fingerprint_at, sizeof(sample_request) - 1 - 8);
    assert_false(stun_check_integrity(datagram, &message, bytes_of_text(PASSWORD "x")));
    assert_false(stun_check_integrity(datagram, &message, (struct bytes){0}));
}

static void stun_02_ipv4_response_of_rfc5769_2_2(void **state)
{
    (void)state;
    struct stun_message message = parse_good(SPAN(sample_ipv4_response));
    struct address expected = address_of_ipv4(192, 0, 2, 1, 32853);
    assert_int_equal(message.class, STUN_SUCCESS);
    assert_int_equal(message.method, 1);
    assert_true(message.has_mapped_address);
    assert_true(address_equal(&message.mapped_address, &expected));
}

static void stun_03_ipv6_response_of_rfc5769_2_3(void **state)
{
    (void)state;
    struct stun_message message = parse_good(SPAN(sample_ipv6_response));
    struct address expected = {.ip = {0x20, 0x01, 0x0d, 0xb8, 0x12, 0x34, 0x56, 0x78, 0x00, 0x11,
                                      0x22, 0x33, 0x44, 0x55, 0x66, 0x77},
                               .port = 32853};
    assert_int_equal(message.class, STUN_SUCCESS);
    assert_true(message.has_mapped_address);
    assert_true(address_equal(&message.mapped_address, &expected));
}

/* Whichever bit flips: the message is malformed, or a check tells. */
static void stun_04_each_flipped_bit_is_noticed(void **state)
{
    (void)state;
    uint8_t copy[sizeof(sample_request) - 1];
    for (size_t bit = 0; bit < sizeof(copy) * 8; bit++) {
        memcpy(copy, sample_request, sizeof(copy));
        copy[bit / 8] ^= (uint8_t)(1 << bit % 8);
        struct bytes datagram = bytes_of(copy, sizeof(copy));
        struct stun_message message;
        enum drop drop = stun_parse(datagram, &message);
        bool authentic = !drop && stun_check_integrity(datagram, &message, bytes_of_text(PASSWORD));
        if (bit / 8 < sizeof(copy) - 8) {
            assert_false(authentic);
        } else if (!drop && message.fingerprint_at != 0) {
            assert_false(stun_check_fingerprint(datagram, &message));
        }
    }
}

static void stun_05_each_truncation_is_malformed(void **state)
{
    (void)state;
    for (size_t size = 0; size < sizeof(sample_request) - 1; size++) {
        struct stun_message message;
        struct bytes datagram = bytes_of(sample_request, size);
        assert_int_equal(stun_parse(datagram, &message), DROP_STUN_MALFORMED);
        /* ... even with a length that claims to be right: an attribute is cut. */
        uint8_t copy[sizeof(sample_request)];
        memcpy(copy, sample_request, size);
        if (size >= STUN_HEADER_SIZE && size % 4 != 0) {
            store_be16(copy + 2, (uint16_t)(size - STUN_HEADER_SIZE));
            assert_int_equal(stun_parse(bytes_of(copy, size), &message), DROP_STUN_MALFORMED);
        }
    }
}

static void stun_06_malformed_headers(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        struct bytes datagram;
    } cases[] = {
        {"empty", {0}},
        {"length too large", {(const uint8_t *)HEADER("\x00\x01", "\x00\x04"), 20}},
        {"length too small", {(const uint8_t *)HEADER("\x00\x01", "\x00\x00") "\0\0\0\0", 24}},
        {"length not in fours", {(const uint8_t *)HEADER("\x00\x01", "\x00\x02") "\0\0", 22}},
        {"first bits set", {(const uint8_t *)HEADER("\x40\x01", "\x00\x00"), 20}},
        {"no cookie", {(const uint8_t *)"\0\1\0\0\x21\x12\xa4\x43" TRANSACTION, 20}},
    };
    struct stun_message message;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        if (stun_parse(cases[i].datagram, &message) != DROP_STUN_MALFORMED) {
            fail_msg("accepted: %s", cases[i].what);
        }
    }
    struct bytes bare = SPAN(HEADER("\x00\x01", "\x00\x00"));
    assert_int_equal(stun_parse(bare, &message), DROP_NONE);
}

static enum drop parse_attribute(struct bytes attributes, struct stun_message *message)
{
    static uint8_t buffer[2048];
    memcpy(buffer, HEADER("\x00\x01", "\x00\x00"), STUN_HEADER_SIZE);
    memcpy(buffer + STUN_HEADER_SIZE, attributes.data, attributes.size);
    store_be16(buffer + 2, (uint16_t)attributes.size);
    return stun_parse(bytes_of(buffer, STUN_HEADER_SIZE + attributes.size), message);
}

static void stun_07_malformed_attributes(void **state)
{
    (void)state;
#define CASE(what, text)                                                                           \
    {                                                                                              \
        what, text, sizeof(text) - 1                                                               \
    }
    static const struct {
        const char *what;
        const char *attributes;
        size_t size;
    } cases[] = {
        CASE("overrun", "\x80\x22\x00\x05uvwx"),
        CASE("overrun by far", "\x80\x22\xff\xffuvwx"),
        CASE("only the padding overruns", "\x80\x22\x00\x01"),
        CASE("second overruns", "\x80\x22\x00\x00\x80\x22\x00\x01"),
        CASE("empty USERNAME", "\x00\x06\x00\x00"),
        CASE("short PRIORITY", "\x00\x24\x00\x03uvw\0"),
        CASE("long PRIORITY", "\x00\x24\x00\x08uvwxyzgh"),
        CASE("USE-CANDIDATE with a value", "\x00\x25\x00\x01u\0\0\0"),
        CASE("short ICE-CONTROLLED", "\x80\x29\x00\x04uvwx"),
        CASE("long ICE-CONTROLLING", "\x80\x2a\x00\x0cuvwxyzghijkl"),
        CASE("short MESSAGE-INTEGRITY", "\x00\x08\x00\x10uvwxyzghijklmnop"),
        CASE("long FINGERPRINT", "\x80\x28\x00\x08uvwxyzgh"),
        CASE("empty XOR-MAPPED-ADDRESS", "\x00\x20\x00\x00"),
        CASE("XOR-MAPPED-ADDRESS of another family", "\x00\x20\x00\x08\0\3abcdef"),
        CASE("IPv6 in eight bytes", "\x00\x20\x00\x08\0\2abcdef"),
        CASE("IPv4 in twenty bytes", "\x00\x20\x00\x14\0\1abcdefghijklmnopqr"),
        CASE("short ERROR-CODE", "\x00\x09\x00\x03\0\0\4\0"),
        CASE("error number 100", "\x00\x09\x00\x04\0\0\4\x64"),
        CASE("error class 2", "\x00\x09\x00\x04\0\0\2\0"),
        CASE("error class 7", "\x00\x09\x00\x04\0\0\7\0"),
        CASE("after FINGERPRINT", "\x80\x28\x00\x04uvwx"
                                  "\x80\x22\x00\x00"),
        CASE("MESSAGE-INTEGRITY after FINGERPRINT", "\x80\x28\x00\x04uvwx"
                                                    "\x00\x08\x00\x14uvwxyzghijklmnopqrst"),
    };
#undef CASE
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct stun_message message;
        struct bytes attributes = bytes_of(cases[i].attributes, cases[i].size);
        if (parse_attribute(attributes, &message) != DROP_STUN_MALFORMED) {
            fail_msg("accepted: %s", cases[i].what);
        }
    }
}

static void stun_08_sizes_have_a_cap(void **state)
{
    (void)state;
    struct stun_message message;
    uint8_t attribute[4 + STUN_MESSAGE_MAX] = {0x00, 0x06, 513 >> 8, 513 & 0xff};
    assert_int_equal(parse_attribute(bytes_of(attribute, 4 + 516), &message), DROP_NONE);
    assert_int_equal(message.username.size, 513);
    store_be16(attribute + 2, 514);
    assert_int_equal(parse_attribute(bytes_of(attribute, 4 + 516), &message), DROP_STUN_MALFORMED);
    size_t room = STUN_MESSAGE_MAX - STUN_HEADER_SIZE;
    store_be16(attribute, 0x8022);
    store_be16(attribute + 2, (uint16_t)(room - 4));
    assert_int_equal(parse_attribute(bytes_of(attribute, room), &message), DROP_NONE);
    store_be16(attribute + 2, (uint16_t)room);
    assert_int_equal(parse_attribute(bytes_of(attribute, room + 4), &message), DROP_STUN_MALFORMED);
}

static void stun_09_unknown_required_attributes_are_reported(void **state)
{
    (void)state;
    struct stun_message message;
    struct bytes optional = SPAN("\xc0\x57\x00\x04uvwx"
                                 "\x80\x22\x00\x02uv\0\0");
    assert_int_equal(parse_attribute(optional, &message), DROP_NONE);
    assert_int_equal(message.unknown_required, 0);
    struct bytes two = SPAN("\x7f\x01\x00\x00\x7f\x02\x00\x00");
    assert_int_equal(parse_attribute(two, &message), DROP_NONE);
    assert_int_equal(message.unknown_required, 0x7f01);
    struct bytes after = SPAN("\x00\x08\x00\x14uvwxyzghijklmnopqrst"
                              "\x7f\x01\x00\x00");
    assert_int_equal(parse_attribute(after, &message), DROP_NONE);
    assert_int_equal(message.unknown_required, 0);
}

static void assert_same(const struct stun_message *a, const struct stun_message *b)
{
    assert_int_equal(a->class, b->class);
    assert_memory_equal(a->transaction, b->transaction, STUN_TRANSACTION_SIZE);
    assert_true(bytes_equal(a->username, b->username));
    assert_int_equal(a->has_priority, b->has_priority);
    assert_int_equal(a->priority, b->priority);
    assert_int_equal(a->use_candidate, b->use_candidate);
    assert_int_equal(a->has_controlling, b->has_controlling);
    assert_int_equal(a->has_controlled, b->has_controlled);
    assert_true(a->tie_breaker == b->tie_breaker);
    assert_int_equal(a->has_mapped_address, b->has_mapped_address);
    assert_true(address_equal(&a->mapped_address, &b->mapped_address));
    assert_int_equal(a->error_code, b->error_code);
}

static const struct stun_message samples[] = {
    {.class = STUN_REQUEST,
     .transaction = "abcdefghijk",
     .username = {(const uint8_t *)"receiver:sender", 15},
     .has_priority = true,
     .priority = 0xfedcba98,
     .use_candidate = true,
     .has_controlling = true,
     .tie_breaker = UINT64_C(0x8000000000000001)},
    {.class = STUN_REQUEST,
     .username = {(const uint8_t *)"a:bc", 4},
     .has_controlled = true,
     .tie_breaker = 1},
    {.class = STUN_INDICATION, .transaction = "\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8\xf7\xf6\xf5"},
    {.class = STUN_SUCCESS,
     .transaction = "kjihgfedcba",
     .has_mapped_address = true,
     .mapped_address = {.ip = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 203, 0, 113, 9},
                        .port = 65535}},
    {.class = STUN_SUCCESS,
     .transaction = "kjihgfedcba",
     .has_mapped_address = true,
     .mapped_address = {.ip = {0x20, 0x01, 0x0d, 0xb8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
                        .port = 1}},
    {.class = STUN_ERROR, .error_code = 487},
    {.class = STUN_ERROR, .error_code = 300},
    {.class = STUN_ERROR, .error_code = 699},
};

static void stun_10_what_is_written_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(samples); i++) {
        uint8_t buffer[STUN_MESSAGE_MAX];
        struct writer writer = writer_of(buffer, sizeof(buffer));
        stun_write(&writer, &samples[i], bytes_of_text(PASSWORD));
        assert_false(writer.failed);
        struct stun_message message = parse_good(writer_bytes(&writer));
        assert_int_equal(message.method, 1);
        assert_true(message.integrity_at != 0 && message.fingerprint_at != 0);
        assert_same(&samples[i], &message);
    }
}

static void stun_11_writing_stops_at_the_end_of_the_room(void **state)
{
    (void)state;
    uint8_t buffer[STUN_MESSAGE_MAX];
    struct writer whole = writer_of(buffer, sizeof(buffer));
    stun_write(&whole, &samples[0], bytes_of_text(PASSWORD));
    size_t size = writer_bytes(&whole).size;
    for (size_t room = 0; room < size; room++) {
        memset(buffer, 0xee, sizeof(buffer));
        struct writer writer = writer_of(buffer, room);
        stun_write(&writer, &samples[0], bytes_of_text(PASSWORD));
        assert_true(writer.failed);
        assert_int_equal(buffer[room], 0xee);
    }
}

/* The shape of a request that was tampered with behind its MESSAGE-INTEGRITY. */
static void stun_12_after_integrity_only_fingerprint_counts(void **state)
{
    (void)state;
    uint8_t buffer[STUN_MESSAGE_MAX], before[STUN_MESSAGE_MAX];
    struct writer writer = writer_of(buffer, sizeof(buffer));
    stun_write(&writer, &samples[1], bytes_of_text(PASSWORD));
    writer.at -= 8;                                       /* without FINGERPRINT */
    writer_put(&writer, SPAN("\x00\x25\x00\x00"));        /* USE-CANDIDATE */
    writer_put(&writer, SPAN("\x00\x06\x00\x04x:yz"));    /* USERNAME */
    writer_put(&writer, SPAN("\x00\x24\x00\x01u\0\0\0")); /* PRIORITY, malformed */
    writer_put(&writer, SPAN("\x00\x08\x00\x04uvwx"));    /* a second one */
    struct bytes datagram = writer_bytes(&writer);
    store_be16(buffer + 2, (uint16_t)(datagram.size - STUN_HEADER_SIZE));
    memcpy(before, buffer, datagram.size);
    struct stun_message message = parse_good(datagram); /* no FINGERPRINT fits as well */
    assert_int_equal(message.fingerprint_at, 0);
    assert_same(&samples[1], &message);
    assert_memory_equal(before, buffer, datagram.size);

    writer_put(&writer, SPAN("\x80\x28\x00\x04uvwx"));
    datagram = writer_bytes(&writer);
    store_be16(buffer + 2, (uint16_t)(datagram.size - STUN_HEADER_SIZE));
    assert_int_equal(stun_parse(datagram, &message), DROP_NONE);
    assert_int_equal(message.fingerprint_at, datagram.size - 8);
    assert_false(stun_check_fingerprint(datagram, &message));
    assert_true(stun_check_integrity(datagram, &message, bytes_of_text(PASSWORD)));
}

static void stun_13_without_integrity_nothing_is_authentic(void **state)
{
    (void)state;
    struct bytes datagram = SPAN(HEADER("\x00\x01", "\x00\x00"));
    struct stun_message message;
    assert_int_equal(stun_parse(datagram, &message), DROP_NONE);
    assert_int_equal(message.integrity_at, 0);
    assert_false(stun_check_integrity(datagram, &message, bytes_of_text(PASSWORD)));
    assert_false(stun_check_integrity(datagram, &message, (struct bytes){0}));
    assert_true(stun_check_fingerprint(datagram, &message));
}

static void stun_14_method_and_class_are_interleaved(void **state)
{
    (void)state;
    static const struct {
        uint16_t type, method;
        enum stun_class class;
    } cases[] = {
        {0x0001, 0x001, STUN_REQUEST}, {0x0011, 0x001, STUN_INDICATION},
        {0x0101, 0x001, STUN_SUCCESS}, {0x0111, 0x001, STUN_ERROR},
        {0x0103, 0x003, STUN_SUCCESS}, {0x02ef, 0x0ff, STUN_REQUEST},
        {0x03ff, 0x0ff, STUN_ERROR},   {0x0200, 0x080, STUN_REQUEST},
        {0x0020, 0x010, STUN_REQUEST},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint8_t datagram[] = HEADER("\x00\x01", "\x00\x00");
        struct stun_message message;
        store_be16(datagram, cases[i].type);
        assert_int_equal(stun_parse(bytes_of(datagram, STUN_HEADER_SIZE), &message), DROP_NONE);
        assert_int_equal(message.method, cases[i].method);
        assert_int_equal(message.class, cases[i].class);
    }
}

static void stun_15_is_told_from_rtp_and_dtls(void **state)
{
    (void)state;
    assert_true(stun_is(SPAN(sample_request)));
    assert_false(stun_is(bytes_of(sample_request, STUN_HEADER_SIZE - 1)));
    assert_false(stun_is((struct bytes){0}));
    assert_false(stun_is(SPAN(HEADER("\x16\xfe", "\xfd\x00")))); /* DTLS */
    assert_false(stun_is(SPAN(HEADER("\x80\x60", "\x00\x01")))); /* RTP */
    assert_false(stun_is(SPAN(HEADER("\x04\x01", "\x00\x00"))));
    assert_false(stun_is(SPAN("\x00\x01\x00\x00no cookie here.."
                              "abcd")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stun_01_request_of_rfc5769_2_1),
        cmocka_unit_test(stun_02_ipv4_response_of_rfc5769_2_2),
        cmocka_unit_test(stun_03_ipv6_response_of_rfc5769_2_3),
        cmocka_unit_test(stun_04_each_flipped_bit_is_noticed),
        cmocka_unit_test(stun_05_each_truncation_is_malformed),
        cmocka_unit_test(stun_06_malformed_headers),
        cmocka_unit_test(stun_07_malformed_attributes),
        cmocka_unit_test(stun_08_sizes_have_a_cap),
        cmocka_unit_test(stun_09_unknown_required_attributes_are_reported),
        cmocka_unit_test(stun_10_what_is_written_is_read),
        cmocka_unit_test(stun_11_writing_stops_at_the_end_of_the_room),
        cmocka_unit_test(stun_12_after_integrity_only_fingerprint_counts),
        cmocka_unit_test(stun_13_without_integrity_nothing_is_authentic),
        cmocka_unit_test(stun_14_method_and_class_are_interleaved),
        cmocka_unit_test(stun_15_is_told_from_rtp_and_dtls),
    };
    return cmocka_run_group_tests_name("wire/stun", tests, NULL, NULL);
}
