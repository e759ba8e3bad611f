/* STUN messages as ICE uses them (RFC 8489, RFC 8445): bytes <-> values. */
#ifndef PLENARY_WIRE_STUN_H
#define PLENARY_WIRE_STUN_H

#include "base/address.h"
#include "base/drop.h"

enum stun_class { STUN_REQUEST, STUN_INDICATION, STUN_SUCCESS, STUN_ERROR };

enum { STUN_HEADER_SIZE = 20, STUN_TRANSACTION_SIZE = 12, STUN_MESSAGE_MAX = 1200 };

struct stun_message {
    enum stun_class class;
    uint16_t method; /* 1: Binding */
    uint8_t transaction[STUN_TRANSACTION_SIZE];
    struct bytes username; /* whole USERNAME, "receiver:sender"; empty if absent */
    bool has_priority, use_candidate, has_controlling, has_controlled;
    uint32_t priority;
    uint64_t tie_breaker; /* of ICE-CONTROLLING or ICE-CONTROLLED */
    bool has_mapped_address;
    struct address mapped_address; /* XOR-MAPPED-ADDRESS */
    uint16_t error_code;           /* 0: no ERROR-CODE */
    uint16_t unknown_required; /* first comprehension-required attribute we do not know; 0: none */
    size_t integrity_at;       /* offset of MESSAGE-INTEGRITY, 0 if absent */
    size_t fingerprint_at;     /* offset of FINGERPRINT, 0 if absent */
};

/* Is this datagram STUN, as RFC 7983 tells: first byte 0..3 and the magic cookie. */
bool stun_is(struct bytes datagram);

/* Parse without allocation; nothing in `message` may be trusted before
 * stun_check_integrity. Attributes after MESSAGE-INTEGRITY other than FINGERPRINT
 * are ignored. Returns 0 or DROP_STUN_MALFORMED.
 */
CHECK enum drop stun_parse(struct bytes datagram, struct stun_message *message);

/* Does MESSAGE-INTEGRITY fit the short-term key (the receiver's ICE password)?
 * Absent: false. Constant time in the comparison, no allocation.
 */
CHECK bool stun_check_integrity(struct bytes datagram, const struct stun_message *message,
                                struct bytes key);

/* Does FINGERPRINT fit, where there is one? Absent: true. */
CHECK bool stun_check_fingerprint(struct bytes datagram, const struct stun_message *message);

/* Write a message of `class` for method Binding with the attributes that `message`
 * has set (USERNAME, PRIORITY, USE-CANDIDATE, ICE-CONTROLLING/-CONTROLLED,
 * XOR-MAPPED-ADDRESS, ERROR-CODE), then MESSAGE-INTEGRITY under `key` and
 * FINGERPRINT.
 */
void stun_write(struct writer *writer, const struct stun_message *message, struct bytes key);

#endif
