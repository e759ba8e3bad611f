/* The values that fields of commands, events and entities hold. All that they point
 * to is borrowed: from the message's scratch memory, or from the state's heap.
 */
#ifndef PLENARY_SUMMIT_VALUE_H
#define PLENARY_SUMMIT_VALUE_H

#include "base/bytes.h"

/* A language tag (BCP 47) of at most 11 characters, padded with zeroes; "" is none. */
struct tag {
    char text[12];
};

struct tags {
    const struct tag *at;
    uint32_t count;
};

struct ids {
    const uint32_t *at;
    uint32_t count;
};

struct ints {
    const int64_t *at;
    uint32_t count;
};

struct localized_text {
    struct tag language;
    struct bytes text;
};

/* One text in several languages, in the order in which they came. */
struct localized {
    const struct localized_text *at;
    uint32_t count;
};

struct choices {
    const struct localized *at;
    uint32_t count;
};

struct digest {
    uint8_t bytes[32];
};

#endif
