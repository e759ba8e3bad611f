#include "summit/reaction.h"

static const char *const names[REACTION_COUNT] = {"applause", "heart", "laughter", "surprise"};

enum reaction reaction_of(struct bytes name)
{
    int reaction = 0;
    while (reaction < REACTION_COUNT && !bytes_equal_text(name, names[reaction])) {
        reaction++;
    }
    return (enum reaction)reaction;
}

void reactions_add(struct reactions *reactions, uint32_t room, enum reaction reaction)
{
    if (room <= SUMMIT_ROOMS_MAX && reaction < REACTION_COUNT) {
        reactions->counts[room][reaction]++;
    }
}

bool reactions_take(struct reactions *reactions, uint32_t room, struct writer *writer)
{
    uint32_t *counts = reactions->counts[room];
    uint32_t sum = 0;
    for (int i = 0; i < REACTION_COUNT; i++) {
        sum += counts[i];
    }
    if (sum == 0) {
        return false;
    }
    writer_text(writer, "{\"type\":\"reactions\"");
    for (int i = 0; i < REACTION_COUNT; i++) {
        if (counts[i] > 0) {
            writer_format(writer, ",\"%s\":%u", names[i], counts[i]);
            counts[i] = 0;
        }
    }
    writer_u8(writer, '}');
    return true;
}
