#include "node/room.h"

#include "base/json.h"

/* ---- seats ---- */

static bool is_on_stage(const struct room *room, size_t at)
{
    const struct room_speaker *speaker = &room->speakers[at];
    if (!speaker->token.standby || speaker->is_waiting) {
        return !speaker->is_waiting;
    }
    for (size_t i = 0; i < room->speaker_count; i++) {
        bool is_newer_standby = i > at && room->speakers[i].token.standby;
        if (!room->speakers[i].is_waiting &&
            (!room->speakers[i].token.standby || is_newer_standby)) {
            return false;
        }
    }
    return true;
}

static bool is_taken(const int *slots, size_t count, int slot)
{
    for (size_t i = 0; i < count; i++) {
        if (slots[i] == slot) {
            return true;
        }
    }
    return false;
}

static int lowest_free_side(const int *slots, size_t count)
{
    for (int slot = 1; slot < STAGE_SLOTS; slot++) {
        if (!is_taken(slots, count, slot)) {
            return slot;
        }
    }
    return SOURCE_NOT_SHOWN; /* the stage is full: waits */
}

/* Main goes to the newest; sides are kept, and filled from the lowest. */
static void assign_slots(const struct room *room, int *slots)
{
    size_t newest = room->speaker_count;
    for (size_t i = 0; i < room->speaker_count; i++) {
        bool shown = is_on_stage(room, i);
        slots[i] = shown && room->speakers[i].slot > 0 ? room->speakers[i].slot
                                                       : SOURCE_NOT_SHOWN;
        newest = shown ? i : newest;
    }
    if (newest == room->speaker_count) {
        return;
    }
    slots[newest] = 0;
    for (size_t i = 0; i < newest; i++) {
        if (is_on_stage(room, i) && slots[i] == SOURCE_NOT_SHOWN) {
            slots[i] = lowest_free_side(slots, room->speaker_count);
        }
    }
}

static size_t reseat(struct room *room, struct room_move *moves)
{
    int slots[ROOM_SPEAKERS_MAX];
    size_t count = 0;
    assign_slots(room, slots);
    /* Who comes into a slot first: then the one who leaves it stays until the cut. */
    for (int pass = 0; pass < 2; pass++) {
        for (size_t k = room->speaker_count; k-- > 0;) {
            struct room_speaker *speaker = &room->speakers[k];
            bool comes_first = slots[k] == 0;
            if (speaker->slot != slots[k] && comes_first == (pass == 0)) {
                speaker->slot = slots[k];
                moves[count++] = (struct room_move){.member = speaker->member, .slot = slots[k]};
            }
        }
    }
    return count;
}

size_t room_add(struct room *room, const struct room_speaker *speaker, struct room_move *moves)
{
    ASSERT(!room_is_full(room));
    room->speakers[room->speaker_count] = *speaker;
    room->speakers[room->speaker_count++].slot = SOURCE_NOT_SHOWN;
    return reseat(room, moves);
}

size_t room_remove(struct room *room, const struct member *member, struct room_move *moves)
{
    for (size_t i = 0; i < room->speaker_count; i++) {
        if (room->speakers[i].member == member) {
            room->speaker_count--;
            memmove(&room->speakers[i], &room->speakers[i + 1],
                    (room->speaker_count - i) * sizeof(room->speakers[0]));
            return reseat(room, moves);
        }
    }
    return 0;
}

size_t room_seat(struct room *room, const struct member *member, bool is_seated,
                 struct room_move *moves)
{
    for (size_t i = 0; i < room->speaker_count; i++) {
        if (room->speakers[i].member == member) {
            room->speakers[i].is_waiting = !is_seated;
        }
    }
    return reseat(room, moves);
}

/* ---- state ---- */

static const char *layout_name(size_t shown)
{
    return shown == 0 ? "empty" : shown == 1 ? "solo" : shown == 2 ? "pair" : "panel";
}

static void write_seat(const struct room_speaker *speaker, struct writer *writer)
{
    writer_format(writer, "{\"slot\":\"%s\",\"person\":\"%016llx\",\"name\":",
                  slot_name((size_t)speaker->slot), (unsigned long long)speaker->token.person);
    json_write_text(writer, speaker->token.name);
    writer_format(writer, ",\"audio\":%s,\"video\":%s,\"standby\":%s}",
                  speaker->has_audio ? "true" : "false", speaker->has_video ? "true" : "false",
                  speaker->token.standby ? "true" : "false");
}

void room_write_state(const struct room *room, struct writer *writer)
{
    size_t shown = 0;
    for (size_t i = 0; i < room->speaker_count; i++) {
        shown += room->speakers[i].slot != SOURCE_NOT_SHOWN;
    }
    writer_format(writer, "{\"type\":\"state\",\"room\":\"%s\",\"title\":", room->name);
    json_write_text(writer, room->title);
    writer_format(writer, ",\"layout\":\"%s\",\"stage\":[", layout_name(shown));
    bool first = true;
    for (int slot = 0; slot < STAGE_SLOTS; slot++) {
        for (size_t i = 0; i < room->speaker_count; i++) {
            if (room->speakers[i].slot == slot) {
                writer_text(writer, first ? "" : ",");
                write_seat(&room->speakers[i], writer);
                first = false;
            }
        }
    }
    writer_format(writer, "],\"viewers\":%llu", (unsigned long long)room->viewer_count);
}
