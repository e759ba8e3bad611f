/* What a room is told of itself: how many are there, and what they react with. Perishable: never
 * in the log, counted and not named.
 */
#include "shell/live_reader.h"

enum { PEOPLE_WORDS = SUMMIT_PEOPLE_MAX / 64 + 1, LOCATIONS_WORDS = SUMMIT_LOCATIONS_MAX / 64 + 1 };

/* 1 when the number was not in the set yet. */
static uint32_t put(uint64_t *words, uint32_t number)
{
    uint64_t bit = UINT64_C(1) << (number % 64);
    bool was_there = words[number / 64] & bit;
    words[number / 64] |= bit;
    return !was_there;
}

static void count_present(const struct live *live, const struct live_room *room, uint32_t *people,
                          uint32_t *locations)
{
    uint64_t seen_people[PEOPLE_WORDS] = {0}, seen_locations[LOCATIONS_WORDS] = {0};
    *people = *locations = 0;
    READERS_OF(room, reader)
    {
        const struct summit_person *person =
            reader->is_person
                ? state_person(live->summit->host->durable, (uint32_t)reader->who.person)
                : NULL;
        if (person) {
            *people += put(seen_people, (person->id - 1) % SUMMIT_PEOPLE_MAX);
        }
        if (person && person->location) {
            *locations += put(seen_locations, (person->location - 1) % SUMMIT_LOCATIONS_MAX);
        }
    }
}

static bool write_presence(const struct live_room *room, struct live_reader *reader)
{
    char text[80];
    int size =
        snprintf(text, sizeof(text), "{\"type\":\"presence\",\"people\":%u,\"locations\":%u}",
                 room->people, room->locations);
    return websocket_send(reader->websocket, bytes_of(text, (size_t)size));
}

void live_crowd_welcome(const struct live_room *room, struct live_reader *reader)
{
    bool ignored = room->people == 0 || write_presence(room, reader);
    (void)ignored; /* the next one will do */
}

static void tell_presence(struct live *live, struct live_room *room, uint64_t now_us)
{
    uint32_t people, locations;
    if (!room->has_moved || now_us < room->presence_us) {
        return;
    }
    room->has_moved = false;
    room->presence_us = now_us + (room->count > LIVE_CROWD ? LIVE_CROWD_US : LIVE_AUDIENCE_US);
    count_present(live, room, &people, &locations);
    if (people == room->people && locations == room->locations) {
        return;
    }
    room->people = people;
    room->locations = locations;
    READERS_OF(room, reader)
    {
        bool ignored = !reader->is_person || write_presence(room, reader);
        (void)ignored; /* who is too slow gets the next one */
    }
}

static void tell_reactions(struct live *live, struct live_room *room)
{
    char text[256];
    struct writer writer = writer_of(text, sizeof(text));
    if (!reactions_take(&live->reactions, room->summit_room, &writer)) {
        return;
    }
    READERS_OF(room, reader)
    {
        bool ignored =
            !reader->is_person || websocket_send(reader->websocket, writer_bytes(&writer));
        (void)ignored; /* who is too slow missed the applause */
    }
}

void live_crowd_tick(struct live *live, uint64_t now_us)
{
    bool is_second = now_us >= live->reactions_us;
    if (is_second) {
        live->reactions_us = now_us + LIVE_AUDIENCE_US;
    }
    for (size_t i = 0; i < live->node->room_count; i++) {
        struct live_room *room = &live->rooms[i];
        tell_presence(live, room, now_us);
        if (is_second && room->first) {
            tell_reactions(live, room);
        }
    }
}
