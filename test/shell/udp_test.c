/* Trains and runs over loopback, with and without the kernel's help. */
#include <setjmp.h>
#include <stdarg.h>

#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "shell/net.h"
#include "shell/publisher_sockets.h"
#include "shell/udp.h"

#include <cmocka.h>

enum { ALL = UDP_TRAINS | UDP_RUNS | UDP_BATCHES };

struct ends {
    struct udp *a, *b;
    struct address to_a, to_b;
};

static struct udp *open_end(const struct address *bind_to, unsigned switches, uint16_t *port)
{
    int family;
    struct udp *udp =
        mmap(NULL, sizeof(*udp), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(udp, MAP_FAILED);
    int fd = net_bind(bind_to, SOCK_DGRAM, &family);
    assert_true(fd >= 0);
    *port = net_port(fd);
    udp_init(udp, fd, family, switches);
    return udp;
}

static struct ends open_ends(const struct address *bind_a, unsigned switches_a, unsigned switches_b)
{
    struct ends ends;
    struct address loopback = address_of_ipv4(127, 0, 0, 1, 0);
    ends.to_a = ends.to_b = loopback;
    ends.a = open_end(bind_a, switches_a, &ends.to_a.port);
    ends.b = open_end(&loopback, switches_b, &ends.to_b.port);
    return ends;
}

static void close_ends(struct ends *ends)
{
    close(ends->a->fd);
    close(ends->b->fd);
    munmap(ends->a, sizeof(*ends->a));
    munmap(ends->b, sizeof(*ends->b));
}

/* The next datagram, in whatever batch it comes. */
static bool next(struct udp *udp, struct address *from, uint8_t **datagram, size_t *size)
{
    struct pollfd readable = {.fd = udp->fd, .events = POLLIN};
    while (!udp_next(udp, from, datagram, size)) {
        if (poll(&readable, 1, 500) <= 0) {
            return false;
        }
        udp_receive(udp, udp->fd);
    }
    return true;
}

static void send_train(struct udp *udp, const struct address *to, size_t size, size_t segment)
{
    uint8_t *out = udp->trains.reserve(&udp->trains, size);
    for (size_t i = 0; i < size; i++) {
        out[i] = (uint8_t)(i / segment + i);
    }
    udp->trains.send(&udp->trains, to, size, segment);
}

static void assert_train(struct udp *udp, size_t size, size_t segment)
{
    for (size_t at = 0; at < size; at += segment) {
        struct address from;
        uint8_t *datagram;
        size_t got;
        assert_true(next(udp, &from, &datagram, &got));
        assert_int_equal(got, MIN(segment, size - at));
        for (size_t i = 0; i < got; i++) {
            assert_int_equal(datagram[i], (uint8_t)((at + i) / segment + at + i));
        }
    }
}

static void exchange_trains(struct ends *ends)
{
    static const size_t trains[][2] = {{5 * 1178, 1178}, {3 * 1178 + 92, 1178},
                                       {700, 700},       {16 * 1452, 1452},
                                       {40, 1200},       {17 * 300 + 1, 300}};
    for (size_t round = 0; round < 30; round++) {
        const size_t *train = trains[round % COUNT_OF(trains)];
        send_train(ends->a, &ends->to_b, train[0], train[1]);
        ends->a->sink.send(&ends->a->sink, &ends->to_b, bytes_of("\0\1\2\3", 4));
    }
    udp_flush(ends->a);
    for (size_t round = 0; round < 30; round++) {
        const size_t *train = trains[round % COUNT_OF(trains)];
        assert_train(ends->b, train[0], train[1]);
        assert_train(ends->b, 4, 4);
    }
    assert_int_equal(ends->a->refused, 0);
}

static void udp_01_a_train_is_one_message(void **state)
{
    (void)state;
    struct address loopback = address_of_ipv4(127, 0, 0, 1, 0);
    struct ends ends = open_ends(&loopback, ALL, ALL);
    exchange_trains(&ends);
    assert_true(ends.a->has_gso);
    assert_int_equal(ends.a->messages, 60);
    close_ends(&ends);
}

static void udp_02_the_same_datagrams_without_the_kernels_help(void **state)
{
    (void)state;
    struct address loopback = address_of_ipv4(127, 0, 0, 1, 0);
    static const unsigned switches[] = {0, UDP_TRAINS, UDP_RUNS, UDP_BATCHES};
    for (size_t i = 0; i < COUNT_OF(switches); i++) {
        struct ends ends = open_ends(&loopback, switches[i], switches[COUNT_OF(switches) - 1 - i]);
        exchange_trains(&ends);
        assert_int_equal(ends.a->has_gso, (switches[i] & UDP_TRAINS) != 0);
        close_ends(&ends);
    }
}

/* Without checksums the kernel refuses to cut a train: it goes in parts. */
static void udp_03_a_refused_train_goes_in_parts(void **state)
{
    (void)state;
    struct address loopback = address_of_ipv4(127, 0, 0, 1, 0);
    struct ends ends = open_ends(&loopback, ALL, ALL);
    int on = 1;
    assert_int_equal(setsockopt(ends.a->fd, SOL_SOCKET, SO_NO_CHECK, &on, sizeof(on)), 0);
    exchange_trains(&ends);
    close_ends(&ends);
}

/* A train that is longer than the rest of the batch, and one too large for the path. */
static void udp_04_more_than_a_batch(void **state)
{
    (void)state;
    struct address loopback = address_of_ipv4(127, 0, 0, 1, 0);
    for (unsigned switches = 0; switches <= ALL; switches += ALL) {
        struct ends ends = open_ends(&loopback, switches, ALL);
        for (size_t i = 0; i < 60; i++) {
            send_train(ends.a, &ends.to_b, 20 * 1460, 1460);
            send_train(ends.a, &ends.to_b, 7 * 1178, 1178);
        }
        udp_flush(ends.a);
        for (size_t i = 0; i < 60; i++) {
            assert_train(ends.b, 20 * 1460, 1460);
            assert_train(ends.b, 7 * 1178, 1178);
        }
        close_ends(&ends);
    }
}

/* Who writes to one of several addresses must be answered from that one. */
static void udp_05_answers_come_from_where_they_were_asked(void **state)
{
    (void)state;
    static const struct address anywhere[] = {{.port = 0},
                                              {.ip = {[10] = 0xff, [11] = 0xff}, .port = 0}};
    for (size_t i = 0; i < COUNT_OF(anywhere); i++) {
        struct ends ends = open_ends(&anywhere[i], ALL, ALL);
        struct address from;
        uint8_t *datagram;
        size_t size;
        assert_true(ends.a->local_count > 0);
        /* Another address of loopback, which the kernel would not choose by itself. */
        ends.a->locals[0] = address_of_ipv4(127, 0, 0, 77, 0);
        ends.a->local_count = 1;
        ends.to_a = address_of_ipv4(127, 0, 0, 77, ends.to_a.port);
        ends.b->sink.send(&ends.b->sink, &ends.to_a, bytes_of("?", 1));
        udp_flush(ends.b);
        assert_true(next(ends.a, &from, &datagram, &size));
        assert_int_equal(from.local, 1);
        send_train(ends.a, &from, 3000, 1000);
        ends.a->sink.send(&ends.a->sink, &from, bytes_of("!", 1));
        udp_flush(ends.a);
        assert_train(ends.b, 3000, 1000);
        assert_true(next(ends.b, &from, &datagram, &size));
        assert_true(address_equal(&from, &ends.to_a));
        close_ends(&ends);
    }
}

/* What comes by this socket of the port, now. */
static size_t count_by(struct udp *udp, int fd, const struct address *expected)
{
    size_t count = 0, size;
    struct address from;
    uint8_t *datagram;
    udp_receive(udp, fd);
    while (udp_next(udp, &from, &datagram, &size)) {
        assert_true(address_equal(&from, expected));
        count++;
    }
    return count;
}

/* A publisher's datagrams come by its socket, everybody else's do not. */
static void udp_06_a_publisher_has_a_socket_of_its_own(void **state)
{
    (void)state;
    static const struct address bound[] = {{.port = 0},
                                           {.ip = {[10] = 0xff, [11] = 0xff}, .port = 0},
                                           {.ip = {[10] = 0xff, [11] = 0xff, 127, 0, 0, 1}}};
    for (size_t i = 0; i < COUNT_OF(bound); i++) {
        struct publisher_sockets sockets = {.count = 0};
        struct address other_end = address_of_ipv4(127, 0, 0, 1, 0);
        struct ends ends = open_ends(&bound[i], ALL, ALL);
        struct udp *other = open_end(&other_end, ALL, &other_end.port);
        ends.a->locals[0] = address_of_ipv4(127, 0, 0, 1, 0);
        ends.a->local_count = i < 2 ? 1 : 0;
        struct address publisher = ends.to_b;
        publisher.local = i < 2 ? 1 : 0;
        publisher_sockets_open(&sockets, ends.a, &publisher);
        publisher_sockets_open(&sockets, ends.a, &publisher); /* heard twice: one socket */
        assert_int_equal(sockets.count, 1);
        for (size_t n = 0; n < 5; n++) {
            ends.b->sink.send(&ends.b->sink, &ends.to_a, bytes_of("picture", 7));
            other->sink.send(&other->sink, &ends.to_a, bytes_of("report", 6));
        }
        udp_flush(ends.b);
        udp_flush(other);
        assert_int_equal(count_by(ends.a, sockets.fds[0], &ends.to_b), 5);
        assert_int_equal(count_by(ends.a, ends.a->fd, &other_end), 5);
        publisher_sockets_close(&sockets, &other_end); /* has none */
        publisher_sockets_close(&sockets, &publisher);
        assert_int_equal(sockets.count, 0);
        ends.b->sink.send(&ends.b->sink, &ends.to_a, bytes_of("picture", 7));
        udp_flush(ends.b);
        assert_int_equal(count_by(ends.a, ends.a->fd, &ends.to_b), 1);
        close(other->fd);
        munmap(other, sizeof(*other));
        close_ends(&ends);
    }
}

/* A network of our own, whose only line takes no more than 1,000 bytes at a time. */
static bool enter_narrow_network(void)
{
    struct ifreq line = {.ifr_name = "lo"};
    if (unshare(CLONE_NEWNET) != 0) {
        return false;
    }
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    assert_true(fd >= 0);
    line.ifr_flags = IFF_UP | IFF_RUNNING;
    assert_int_equal(ioctl(fd, SIOCSIFFLAGS, &line), 0);
    line.ifr_mtu = 1000;
    assert_int_equal(ioctl(fd, SIOCSIFMTU, &line), 0);
    close(fd);
    return true;
}

static void udp_07_a_narrow_path_gets_all_in_fragments(void **state)
{
    (void)state;
    if (!enter_narrow_network()) {
        skip(); /* it takes root */
    }
    struct address loopback = address_of_ipv4(127, 0, 0, 1, 0);
    struct ends ends = open_ends(&loopback, ALL, ALL);
    exchange_trains(&ends);
    uint8_t wide[1400] = {1, 2, 3};
    struct address from;
    uint8_t *datagram;
    size_t size;
    ends.a->sink.send(&ends.a->sink, &ends.to_b, bytes_of(wide, sizeof(wide)));
    udp_flush(ends.a);
    assert_true(next(ends.b, &from, &datagram, &size));
    assert_int_equal(size, sizeof(wide));
    assert_true(ends.a->has_gso); /* only this path is narrow */
    close_ends(&ends);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(udp_01_a_train_is_one_message),
        cmocka_unit_test(udp_02_the_same_datagrams_without_the_kernels_help),
        cmocka_unit_test(udp_03_a_refused_train_goes_in_parts),
        cmocka_unit_test(udp_04_more_than_a_batch),
        cmocka_unit_test(udp_05_answers_come_from_where_they_were_asked),
        cmocka_unit_test(udp_06_a_publisher_has_a_socket_of_its_own),
        cmocka_unit_test(udp_07_a_narrow_path_gets_all_in_fragments), /* last: it moves away */
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
