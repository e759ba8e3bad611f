/* A peer before its keys: whatever datagrams come, from whomever, it answers only what was
 * authenticated, and is never connected.
 *
 *   datagram: flags 1 | size 2 | bytes.   Flags: 1 from the client's address, not a
 *   stranger's; 2 seal the bytes as a check's USERNAME; the rest: time since the last, 10 ms.
 */
#include "peer/peer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DATAGRAM_MAX = 1500, USERNAME_MAX = 128 };

static const struct ice_credentials ours = {"AAAAAAAAAAAAAAAA", "our-password-of-24-chars"};
static const struct ice_credentials theirs = {"abcd", "0123456789012345678901"};
static size_t sent_count;

static void send_nowhere(struct datagram_sink *sink, const struct address *to,
                         struct bytes datagram)
{
    (void)sink, (void)to;
    ASSERT(datagram.size > 0);
    sent_count++;
}

static void fill_fixed(struct random_source *source, void *out, size_t size)
{
    (void)source;
    memset(out, 7, size);
}

static struct datagram_sink sink = {.send = send_nowhere};
static struct random_source fixed = {.fill = fill_fixed};

/* One datagram of the input, or the check that it is the USERNAME of. */
static struct bytes take_datagram(struct reader *reader, uint8_t *flags, uint8_t *buffer)
{
    *flags = reader_u8(reader);
    struct bytes datagram = reader_take(reader, reader_be16(reader));
    struct writer writer = writer_of(buffer, DATAGRAM_MAX);
    if (reader->failed || datagram.size > DATAGRAM_MAX) {
        return (struct bytes){0};
    }
    if ((*flags & 2) != 0 && datagram.size <= USERNAME_MAX) {
        struct stun_message check = {
            .class = STUN_REQUEST, .username = datagram, .use_candidate = *flags & 4};
        stun_write(&writer, &check, bytes_of_text(ours.password));
    } else {
        writer_put(&writer, datagram);
    }
    return writer_bytes(&writer);
}

static void feed(struct peer *peer, struct reader *reader, uint64_t *now_us)
{
    static const struct address client = {.ip = {[10] = 255, [11] = 255, [15] = 1}, .port = 1};
    static const struct address stranger = {.ip = {[10] = 255, [11] = 255, [15] = 2}, .port = 2};
    static uint8_t buffer[DATAGRAM_MAX];
    uint8_t flags;
    struct peer_event event;
    struct bytes datagram = take_datagram(reader, &flags, buffer);
    const struct address *from = flags & 1 ? &client : &stranger;
    bool is_known = ice_knows(&peer->ice, from);
    size_t sent = sent_count;
    *now_us += (uint64_t)(flags >> 3) * 10 * MS_US;
    enum drop drop = peer_receive(peer, from, buffer, datagram.size, *now_us, &event);
    bool was_authenticated = !drop && stun_is(datagram);
    ASSERT(event.kind == PEER_EVENT_NONE && !event.connected && !peer->has_keys);
    ASSERT(is_known || was_authenticated || (drop && sent_count == sent));
    ASSERT(is_known || ice_knows(&peer->ice, from) == was_authenticated);
    peer_tick(peer, *now_us, &event);
    ASSERT(peer->state != PEER_CONNECTED);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct dtls_identity *identity;
    static struct peer peer;
    uint64_t now_us = 1000 * SECOND_US;
    if (!identity) {
        identity = dtls_identity_new();
    }
    struct peer_setup setup = {.role = PEER_SERVER,
                               .local = ours,
                               .remote = theirs,
                               .identity = identity,
                               .sink = &sink,
                               .random = &fixed};
    peer_init(&peer, &setup, now_us);
    struct reader reader = reader_of(bytes_of(data, size));
    while (reader_left(&reader) > 0 && !reader.failed) {
        feed(&peer, &reader, &now_us);
    }
    peer_deinit(&peer);
    return 0;
}
