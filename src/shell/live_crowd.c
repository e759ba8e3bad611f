/* What a room is told of itself: how many are there, and what they react with. Perishable: never
 * in the log, counted and not named.
 */
#include "node/room_health.h"
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

void live_crowd_tell(struct live_reader *reader)
{
    const struct live_room *room = reader->room;
    char text[80];
    bool ignored = true; /* who is too slow gets the next one, and missed the applause */
    if (reader->presence != room->news.presence) {
        int size =
            snprintf(text, sizeof(text), "{\"type\":\"presence\",\"people\":%u,\"locations\":%u}",
                     room->people, room->locations);
        ignored = websocket_send(reader->websocket, bytes_of(text, (size_t)size));
    }
    if (reader->reactions != room->news.reactions) {
        ignored = websocket_send(reader->websocket, bytes_of_text(room->reactions)) && ignored;
    }
    (void)ignored;
    reader->presence = room->news.presence;
    reader->reactions = room->news.reactions;
}

static void look_who_is_there(struct live *live, struct live_room *room, uint64_t now_us)
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
    room->news.presence++;
}

static void take_reactions(struct live *live, struct live_room *room)
{
    struct writer writer = writer_of(room->reactions, sizeof(room->reactions) - 1);
    if (reactions_take(&live->reactions, live_summit_room(room), &writer)) {
        room->reactions[writer_bytes(&writer).size] = '\0';
        room->news.reactions++;
    }
}

/* How well those on stage arrive is for the desk alone. */
static void tell_health(struct live_room *room)
{
    char text[ROOM_HEALTH_MAX];
    struct writer writer = writer_of(text, sizeof(text));
    room_health_write(room->room, &writer);
    for (struct live_reader *reader = room->first; reader != room->audience;
         reader = reader->next) {
        bool ignored = reader->role < SUMMIT_ROLE_MODERATOR ||
                       websocket_send(reader->websocket, writer_bytes(&writer));
        (void)ignored; /* the next one is as good */
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
        look_who_is_there(live, room, now_us);
        if (is_second && room->first) {
            take_reactions(live, room);
            tell_health(room);
        }
        live_caption_tick(live, room, is_second);
    }
}
