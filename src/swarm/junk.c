#include "swarm/junk.h"

#include <unistd.h>

#include "shell/data.h"
#include "shell/net.h"
#include "shell/udp.h"

enum { BATCH = 64, SIZE = 200, LAG_MAX = 2000 };

static bool open_sockets(struct junk *junk)
{
    for (size_t i = 0; i < JUNK_SOCKETS; i++) {
        junk->fds[i] = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (junk->fds[i] < 0) {
            return false;
        }
    }
    junk->is_open = true;
    return true;
}

/* First bytes by RFC 7983, with headers that get as far as headers can. */
static void dress(uint8_t *datagram, uint64_t number)
{
    static const uint8_t stun[8] = {0x00, 0x01, 0x00, SIZE - 20, 0x21, 0x12, 0xa4, 0x42};
    static const uint8_t dtls[13] = {22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, SIZE - 13};
    switch (number % 5) {
    case 0:
        memcpy(datagram, stun, sizeof(stun));
        break;
    case 1:
        memcpy(datagram, dtls, sizeof(dtls));
        break;
    case 2:
        datagram[0] = 0x80; /* RTP */
        datagram[1] = 96;
        break;
    case 3:
        datagram[0] = 0x81; /* a receiver report */
        datagram[1] = 201;
        break;
    default:
        break;
    }
}

static void send_batch(struct junk *junk, int fd)
{
    static uint8_t data[BATCH][SIZE];
    static struct mmsghdr messages[BATCH];
    static struct iovec parts[BATCH];
    struct sockaddr_storage name;
    socklen_t name_size = net_to_sockaddr(&junk->target, AF_INET, &name);
    system_random.fill(&system_random, data[junk->sent_count / BATCH % BATCH], SIZE);
    for (size_t i = 0; i < BATCH; i++) {
        dress(data[i], junk->sent_count + i);
        parts[i] = (struct iovec){.iov_base = data[i], .iov_len = SIZE};
        messages[i].msg_hdr = (struct msghdr){
            .msg_name = &name, .msg_namelen = name_size, .msg_iov = &parts[i], .msg_iovlen = 1};
    }
    udp_send_all(fd, messages, BATCH);
}

void junk_tick(struct junk *junk, uint32_t rate, uint64_t now_us, uint64_t *sent)
{
    if (rate == 0 || junk->target.port == 0 || (!junk->is_open && !open_sockets(junk))) {
        return;
    }
    if (junk->since_us == 0) {
        junk->since_us = now_us;
        junk->sent_count = 0;
    }
    uint64_t due = (now_us - junk->since_us) * rate / SECOND_US;
    if (due > junk->sent_count + LAG_MAX) { /* what could not be sent in time is not made up for */
        junk->since_us = now_us;
        junk->sent_count = due = 0;
    }
    while (junk->sent_count + BATCH <= due) {
        send_batch(junk, junk->fds[junk->sent_count / BATCH % JUNK_SOCKETS]);
        junk->sent_count += BATCH;
        *sent += BATCH;
    }
}

uint64_t junk_answers(struct junk *junk)
{
    uint8_t ignored[64];
    uint64_t count = 0;
    for (size_t i = 0; junk->is_open && i < JUNK_SOCKETS; i++) {
        while (recv(junk->fds[i], ignored, sizeof(ignored), 0) >= 0) {
            count++;
        }
    }
    return count;
}

void junk_deinit(struct junk *junk)
{
    for (size_t i = 0; junk->is_open && i < JUNK_SOCKETS; i++) {
        close(junk->fds[i]);
    }
}
