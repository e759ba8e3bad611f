/* The seal of a secret vote: what was voted so far, as a text that stands in the log with those who
 * voted, and that opens with a key alone which never stands there.
 *
 *   text = base64url(number 8 | nonce 12 | AES-256-GCM(16 votes of 8) 128 | tag 16)
 *
 * It holds the sum of all ballots of the motion, never one of them, and each sealing replaces the
 * last. The key is a ratchet: each sealing has the next one, made from the one before by SHA-256,
 * and once a sealing is durable the keys before it are forgotten. So a copy of all that the server
 * keeps, its key too, tells the sum at that moment but not what any voter added to it. When the
 * motion is closed the sum goes into the log in the clear, and the key is destroyed.
 *
 * Sans-I/O; the keys' file is shell/ballot_key.h.
 */
#ifndef PLENARY_NODE_BALLOT_SEAL_H
#define PLENARY_NODE_BALLOT_SEAL_H

#include "base/base64url.h"
#include "base/port.h"

enum {
    SEAL_KEY_SIZE = 32,
    SEAL_CHOICES = 16,
    SEAL_NONCE_SIZE = 12,
    SEAL_TAG_SIZE = 16,
    SEAL_SIZE = 8 + SEAL_NONCE_SIZE + 8 * SEAL_CHOICES + SEAL_TAG_SIZE,
    SEAL_TEXT_SIZE = BASE64URL_SIZE(SEAL_SIZE),
};

/* The link of the chain that sealing `number`, from 1, is made with. */
struct seal_key {
    uint64_t number;
    uint8_t chain[SEAL_KEY_SIZE];
};

/* Where a motion's key is kept: outside of the log, and of what is exported or backed up with it.
 */
struct seal_keys {
    /* False when there is none. */
    CHECK bool (*load)(struct seal_keys *keys, uint32_t motion, struct seal_key *key);
    /* A new one: durable when it returns. False when it could not be kept. */
    CHECK bool (*create)(struct seal_keys *keys, uint32_t motion, const struct seal_key *key);
    /* A later one in its place. After a crash the old one may be back: it leads to the same. */
    void (*replace)(struct seal_keys *keys, uint32_t motion, const struct seal_key *key);
    /* Nobody shall read it any more. Also when there is none. */
    void (*destroy)(struct seal_keys *keys, uint32_t motion);
};

enum seal_result {
    SEAL_DONE,
    SEAL_NO_KEY, /* the text cannot be opened, now or ever: the key is not here */
    SEAL_FAILED, /* a new key could not be kept: try again later */
};

/* The votes for each choice that the motion's last text holds; "" holds none. */
CHECK enum seal_result ballot_seal_open(struct seal_keys *keys, uint32_t motion, struct bytes last,
                                        int64_t votes[SEAL_CHOICES]);
/* Add votes to those in `last`, and write the text that replaces it. */
CHECK enum seal_result ballot_seal_add(struct seal_keys *keys, struct random_source *random,
                                       uint32_t motion, struct bytes last,
                                       const int64_t votes[SEAL_CHOICES],
                                       uint8_t text[SEAL_TEXT_SIZE]);
/* This text is durable: forget the keys of all before it. */
void ballot_seal_is_durable(struct seal_keys *keys, uint32_t motion, struct bytes text);

#endif
