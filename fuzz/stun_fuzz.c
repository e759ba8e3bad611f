/* STUN: whatever parses can be checked, written and read again as the same message. */
#include "wire/stun.h"

/* The password of RFC 5769, so that its samples in the corpus are authentic. */
#define PASSWORD "VOkJxbRl1RmTxUk/WvJxBt"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_again(const struct stun_message *message)
{
    uint8_t buffer[STUN_MESSAGE_MAX];
    struct writer writer = writer_of(buffer, sizeof(buffer));
    stun_write(&writer, message, bytes_of_text(PASSWORD));
    ASSERT(!writer.failed);
    struct bytes written = writer_bytes(&writer);
    struct stun_message again;
    ASSERT(stun_is(written) && !stun_parse(written, &again));
    ASSERT(stun_check_integrity(written, &again, bytes_of_text(PASSWORD)));
    ASSERT(again.fingerprint_at != 0 && stun_check_fingerprint(written, &again));
    ASSERT(again.class == message->class && again.method == 1);
    ASSERT(memcmp(again.transaction, message->transaction, STUN_TRANSACTION_SIZE) == 0);
    ASSERT(bytes_equal(again.username, message->username));
    ASSERT(again.has_priority == message->has_priority && again.priority == message->priority);
    ASSERT(again.use_candidate == message->use_candidate);
    ASSERT(again.has_controlling == message->has_controlling);
    ASSERT(again.has_controlled == (message->has_controlled && !message->has_controlling));
    ASSERT(again.tie_breaker == message->tie_breaker);
    ASSERT(again.has_mapped_address == message->has_mapped_address);
    ASSERT(address_equal(&again.mapped_address, &message->mapped_address));
    ASSERT(again.error_code == message->error_code && again.unknown_required == 0);

    /* One bit of what is authenticated: the tag no longer fits. */
    buffer[8] ^= 1;
    ASSERT(!stun_check_integrity(written, &again, bytes_of_text(PASSWORD)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes datagram = bytes_of(data, size);
    struct stun_message message;
    enum drop drop = stun_parse(datagram, &message);
    ASSERT(drop == DROP_NONE || drop == DROP_STUN_MALFORMED);
    if (drop) {
        return 0;
    }
    ASSERT(stun_is(datagram) && size <= STUN_MESSAGE_MAX);
    ASSERT(message.integrity_at == 0 || message.integrity_at + 24 <= size);
    ASSERT(message.fingerprint_at == 0 || message.fingerprint_at + 8 == size);
    bool authentic = stun_check_integrity(datagram, &message, bytes_of_text(PASSWORD));
    ASSERT(message.integrity_at != 0 || !authentic);
    ASSERT(stun_check_fingerprint(datagram, &message) || message.fingerprint_at != 0);
    check_again(&message);
    return 0;
}
