/* Who is told when. Stage and desk hear what is new within a tenth of a second, all of them at
 * once. The audience hears of the summit at most once a second; it is large, and telling it takes
 * longer than the others may wait: so it is told piece by piece, a slice of each tick. What one
 * reader lacks goes out as one write.
 */
#include "base/json.h"
#include "shell/live_reader.h"
#include "shell/net.h"

enum { READERS_A_LOOK = 16 }; /* between two looks at the clock */

/* ---- a room's list ---- */

void live_enter(struct live_reader *reader)
{
    struct live_room *room = reader->room;
    reader->is_audience = !reader->is_person || reader->role < SUMMIT_ROLE_INTERPRETER;
    struct live_reader *before = reader->is_audience ? room->audience : room->first;
    if (before) {
        reader->next = before;
        reader->previous = before->previous;
    } else { /* the end of the list: as audience, or the first of all */
        reader->next = NULL;
        reader->previous = room->last;
    }
    *(reader->previous ? &reader->previous->next : &room->first) = reader;
    *(reader->next ? &reader->next->previous : &room->last) = reader;
    if (reader->is_audience) {
        room->audience = reader;
    }
    room->count++;
}

void live_leave(struct live_reader *reader)
{
    struct live_room *room = reader->room;
    *(reader->previous ? &reader->previous->next : &room->first) = reader->next;
    *(reader->next ? &reader->next->previous : &room->last) = reader->previous;
    room->audience = room->audience == reader ? reader->next : room->audience;
    room->next = room->next == reader ? reader->next : room->next;
    room->count--;
}

void live_place(struct live_reader *reader)
{
    live_leave(reader);
    live_enter(reader);
}

/* ---- one reader ---- */

/* A turn's texts, each written once for all who get it. */
struct turn {
    struct live *live;
    struct live_room *room;
    struct views views;
    struct writer state; /* no memory: not yet written */
    char state_text[ROOM_STATE_MAX + 1024];
};

static void begin_turn(struct turn *turn, struct live *live, struct live_room *room)
{
    turn->live = live;
    turn->room = room;
    turn->views.count = 0;
    turn->state.start = NULL;
}

/* The room's part is the same for all; each reader's own is added. */
static bool tell_state(struct turn *turn, struct live_reader *reader)
{
    if (!turn->state.start) {
        turn->state = writer_of(turn->state_text, sizeof(turn->state_text));
        room_write_state(turn->room->room, &turn->state);
        writer_format(&turn->state, ",\"now_ms\":%lld", (long long)live_now_ms(turn->live));
    }
    const struct room *room = turn->room->room;
    struct writer state = turn->state;
    if (reader->is_person && room->plan.guest_count > 0 &&
        summit_service_sees_green_room(turn->live->summit, room->summit_room,
                                       (uint32_t)reader->who.person)) {
        room_write_green(room, &state);
    }
    writer_format(&state, ",\"you\":{\"person\":\"%016llx\",\"role\":\"%s\",\"name\":",
                  (unsigned long long)reader->who.person,
                  reader->who.role == ROLE_SPEAKER ? "speaker" : "viewer");
    json_write_text(&state, reader->who.name);
    writer_text(&state, "}}");
    ASSERT(!state.failed);
    bool is_told = websocket_send(reader->websocket, writer_bytes(&state));
    reader->state = is_told ? turn->room->news.state : reader->state;
    return is_told;
}

/* False: it lacks something, and has to be told later. */
static bool tell(struct turn *turn, struct live_reader *reader, bool has_views)
{
    bool is_told = true;
    websocket_hold(reader->websocket);
    if (reader->state != turn->room->news.state) {
        is_told = tell_state(turn, reader);
    }
    if (has_views && reader->is_person) {
        is_told = live_view_tell(turn->live, reader, &turn->views) && is_told;
        live_crowd_tell(reader);
    }
    if (has_views) {
        is_told = live_caption_tell(turn->live, reader) && is_told;
    }
    websocket_release(reader->websocket);
    return is_told;
}

void live_welcome(struct live *live, struct live_reader *reader)
{
    struct live_room *room = reader->room;
    struct turn turn;
    begin_turn(&turn, live, room);
    reader->state = room->news.state - 1;
    reader->presence = room->news.presence - (room->people > 0 ? 1 : 0);
    reader->reactions = room->news.reactions;
    bool is_told = tell(&turn, reader, true);
    (reader->is_audience ? &room->audience_round : &room->stage_round)->is_lacking |= !is_told;
    views_end(&turn.views);
}

/* ---- rounds ---- */

/* What happened is often none of the audience's business: then nobody of it is looked at. */
static bool is_view_new(const struct live *live, const struct live_room *room,
                        struct live_round *round)
{
    if (room->news.view == round->news.view) {
        return false;
    }
    bool is_new =
        round == &room->audience_round
            ? live_view_is_news(live, room, round, SUMMIT_ROLE_VIEWER, SUMMIT_ROLE_INTERPRETER - 1)
            : live_view_is_news(live, room, round, SUMMIT_ROLE_INTERPRETER, SUMMIT_ROLE_COUNT - 1);
    if (!is_new) {
        round->news.view = room->news.view;
    }
    return is_new;
}

/* Begin one if there is something to tell and its time has come; the media room's state may come
 * at any time, and takes along what would have to come right after it.
 */
static bool begin_round(const struct live *live, const struct live_room *room,
                        struct live_round *round, uint64_t now_us, uint64_t interval_us)
{
    const struct live_news *news = &room->news;
    bool is_due = is_view_new(live, room, round) || round->is_lacking ||
                  news->presence != round->news.presence ||
                  news->reactions != round->news.reactions ||
                  news->captions != round->news.captions;
    bool has_state = news->state != round->news.state;
    uint64_t early_us = has_state ? interval_us / 10 : 0;
    round->has_views = is_due && now_us + early_us >= round->next_us;
    if (!round->has_views && !has_state) {
        return false;
    }
    if (round->has_views) {
        round->next_us = now_us + interval_us;
        round->is_lacking = false;
        live_view_begin_round(live, room, round);
        round->news = *news;
    }
    round->news.state = news->state;
    return true;
}

static void tell_stage(struct turn *turn, struct live_room *room, uint64_t now_us)
{
    struct live_round *round = &room->stage_round;
    struct live_reader *next = room->first;
    if (!next || next->is_audience ||
        !begin_round(turn->live, room, round, now_us, LIVE_STAGE_US)) {
        return;
    }
    while (next && !next->is_audience) {
        struct live_reader *reader = next;
        next = reader->next; /* telling may find it another place */
        round->is_lacking |= !tell(turn, reader, round->has_views);
    }
}

static void tell_audience(struct turn *turn, struct live_room *room, uint64_t now_us,
                          uint64_t until_us)
{
    struct live_round *round = &room->audience_round;
    if (!room->next && room->audience &&
        begin_round(turn->live, room, round, now_us, LIVE_AUDIENCE_US)) {
        room->next = room->audience;
    }
    for (uint32_t i = 1; room->next; i++) {
        struct live_reader *reader = room->next;
        room->next = reader->next;
        round->is_lacking |= !tell(turn, reader, round->has_views);
        if (i % READERS_A_LOOK == 0 && net_now_us() >= until_us) {
            return;
        }
    }
}

void live_round_tick(struct live *live, struct live_room *room, uint64_t now_us, uint64_t until_us)
{
    struct turn turn;
    begin_turn(&turn, live, room);
    tell_stage(&turn, room, now_us);
    tell_audience(&turn, room, now_us, until_us);
    views_end(&turn.views);
}
