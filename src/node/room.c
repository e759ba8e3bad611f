#include "node/room.h"

#include "base/json.h"
#include "summit/record.h"

/* ---- the summit's people ---- */

static bool is_guided(const struct room *room, const struct room_speaker *speaker)
{
    return room->summit_room && speaker->token.is_personal;
}

/* The person's place in a list of seats; -1: none. */
static int find_seat(const struct room_seat *seats, uint32_t count,
                     const struct room_speaker *speaker)
{
    for (uint32_t i = 0; i < count; i++) {
        if (seats[i].person == speaker->token.person && seats[i].source == speaker->source) {
            return (int)i;
        }
    }
    return -1;
}

static const struct room_seat *seat_of(const struct room *room, const struct room_speaker *speaker)
{
    int at = find_seat(room->plan.seats, room->plan.seat_count, speaker);
    return at < 0 ? NULL : &room->plan.seats[at];
}

static int planned_slot(const struct room *room, const struct room_speaker *speaker)
{
    if (room->plan.hold || !seat_of(room, speaker)) {
        return SOURCE_NOT_SHOWN;
    }
    return find_seat(room->plan.shown, room->plan.shown_count, speaker);
}

/* ---- slots ---- */

static bool is_taken(const int *slots, size_t count, int slot)
{
    for (size_t i = 0; i < count; i++) {
        if (slots[i] == slot) {
            return true;
        }
    }
    return false;
}

static int lowest_free(const int *slots, size_t count, int from)
{
    for (int slot = from; slot < STAGE_SLOTS; slot++) {
        if (!is_taken(slots, count, slot)) {
            return slot;
        }
    }
    return SOURCE_NOT_SHOWN; /* the stage is full: waits */
}

/* Of those who have no plan: whether it is on stage at all, if there is a place. */
static bool is_on_stage(const struct room *room, size_t at, const int *planned)
{
    const struct room_speaker *speaker = &room->speakers[at];
    if (is_guided(room, speaker) || (room->summit_room && room->plan.hold)) {
        return false;
    }
    for (size_t i = 0; speaker->token.standby && i < room->speaker_count; i++) {
        bool is_better = is_guided(room, &room->speakers[i])
                             ? planned[i] != SOURCE_NOT_SHOWN
                             : !room->speakers[i].token.standby || i > at;
        if (i != at && is_better) {
            return false;
        }
    }
    return true;
}

static void assign_slots(const struct room *room, int *slots)
{
    int planned[ROOM_SPEAKERS_MAX];
    size_t count = room->speaker_count, newest = count;
    for (size_t i = 0; i < count; i++) {
        slots[i] = planned[i] = is_guided(room, &room->speakers[i])
                                    ? planned_slot(room, &room->speakers[i])
                                    : SOURCE_NOT_SHOWN;
    }
    for (size_t i = 0; i < count; i++) {
        int former = room->speakers[i].slot;
        if (is_on_stage(room, i, planned)) {
            newest = i;
            slots[i] = former > 0 && !is_taken(slots, count, former) ? former : SOURCE_NOT_SHOWN;
        }
    }
    if (newest < count && !is_taken(slots, count, 0)) {
        slots[newest] = 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (slots[i] == SOURCE_NOT_SHOWN && is_on_stage(room, i, planned)) {
            slots[i] = lowest_free(slots, count, 1);
        }
    }
}

/* ---- the green room ---- */

static bool is_guest(const struct room *room, const struct room_speaker *speaker)
{
    for (uint32_t i = 0; i < room->plan.guest_count; i++) {
        if (room->plan.guests[i] == speaker->token.person) {
            return room->green && is_guided(room, speaker) && !seat_of(room, speaker);
        }
    }
    return false;
}

/* Each keeps its place; who comes takes the first free one. */
static void assign_green_slots(struct room *room)
{
    int slots[ROOM_SPEAKERS_MAX];
    size_t count = room->speaker_count;
    for (size_t i = 0; i < count; i++) {
        struct room_speaker *speaker = &room->speakers[i];
        speaker->is_guest = is_guest(room, speaker);
        slots[i] = speaker->is_guest ? speaker->green_slot : SOURCE_NOT_SHOWN;
    }
    for (size_t i = 0; i < count; i++) {
        if (room->speakers[i].is_guest && slots[i] == SOURCE_NOT_SHOWN) {
            slots[i] = lowest_free(slots, count, 0);
        }
        room->speakers[i].green_slot = slots[i];
    }
}

/* ---- who comes and goes ---- */

void room_name(struct room *room, struct bytes name, struct bytes title)
{
    title = bytes_whole_characters(title, ROOM_TITLE_MAX - 1);
    snprintf(room->name, sizeof(room->name), "%.*s", (int)name.size, (const char *)name.data);
    snprintf(room->title, sizeof(room->title), "%.*s", (int)title.size, (const char *)title.data);
}

void room_add(struct room *room, const struct room_speaker *speaker)
{
    ASSERT(!room_is_full(room));
    room->speakers[room->speaker_count] = *speaker;
    room->speakers[room->speaker_count].slot = SOURCE_NOT_SHOWN;
    room->speakers[room->speaker_count++].green_slot = SOURCE_NOT_SHOWN;
}

void room_remove(struct room *room, const struct member *member)
{
    for (size_t i = 0; i < room->speaker_count; i++) {
        if (room->speakers[i].member == member) {
            room->speaker_count--;
            memmove(&room->speakers[i], &room->speakers[i + 1],
                    (room->speaker_count - i) * sizeof(room->speakers[0]));
            return;
        }
    }
}

static bool is_seen(const struct room *room, const struct room_speaker *speaker)
{
    return speaker->slot != SOURCE_NOT_SHOWN &&
           !(is_guided(room, speaker) && seat_of(room, speaker)->video_muted);
}

/* Who sits on the stage is heard whether or not the layout shows them. */
static bool is_heard(const struct room *room, const struct room_speaker *speaker)
{
    if (is_guided(room, speaker)) {
        const struct room_seat *seat = seat_of(room, speaker);
        return seat && !seat->audio_muted && !room->plan.hold;
    }
    return speaker->slot != SOURCE_NOT_SHOWN;
}

static void place(struct media_arrangement *arrangement, const struct room_speaker *speaker,
                  int slot, enum source_voice voice)
{
    arrangement->places[arrangement->count++] = (struct media_place){
        .member = speaker->member,
        .member_id = speaker->member->id,
        .slot = (int8_t)slot,
        .voice = voice,
    };
}

void room_arrange(struct room *room, struct media_arrangement *hall,
                  struct media_arrangement *green)
{
    int slots[ROOM_SPEAKERS_MAX];
    assign_slots(room, slots);
    assign_green_slots(room);
    hall->stage = room->stage;
    green->stage = room->green;
    hall->count = green->count = 0;
    for (size_t i = 0; i < room->speaker_count; i++) {
        struct room_speaker *speaker = &room->speakers[i];
        speaker->slot = slots[i];
        if (speaker->is_guest) {
            place(green, speaker, speaker->green_slot, SOURCE_HEARD);
        } else {
            place(hall, speaker, is_seen(room, speaker) ? speaker->slot : SOURCE_NOT_SHOWN,
                  is_heard(room, speaker) ? SOURCE_HEARD : SOURCE_SILENT);
        }
    }
}

/* ---- state ---- */

static const char *layout_name(const struct room *room)
{
    size_t shown = 0;
    for (size_t i = 0; i < room->speaker_count; i++) {
        shown += room->speakers[i].slot != SOURCE_NOT_SHOWN;
    }
    bool is_planned = room->summit_room != 0 && room->plan.seat_count > 0;
    return is_planned   ? enum_name(ENUM_LAYOUT, room->plan.layout)
           : shown == 0 ? "empty"
           : shown == 1 ? "solo"
           : shown == 2 ? "pair"
                        : "panel";
}

static const char *truth(bool is_true)
{
    return is_true ? "true" : "false";
}

static void write_seat(const struct room *room, const struct room_speaker *speaker, int slot,
                       struct writer *writer)
{
    const struct room_seat *seat = is_guided(room, speaker) ? seat_of(room, speaker) : NULL;
    writer_text(writer, "{\"slot\":");
    json_write_text(writer, slot == SOURCE_NOT_SHOWN ? "" : slot_name((size_t)slot));
    writer_format(writer, ",\"person\":\"%016llx\",\"source\":\"%s\",\"name\":",
                  (unsigned long long)speaker->token.person,
                  enum_name(ENUM_SOURCE, speaker->source));
    json_write_text(writer, speaker->token.name);
    writer_format(writer,
                  ",\"audio\":%s,\"video\":%s,\"audio_muted\":%s,\"video_muted\":%s,"
                  "\"standby\":%s}",
                  truth(speaker->has_audio), truth(speaker->has_video),
                  truth(seat && seat->audio_muted), truth(seat && seat->video_muted),
                  truth(speaker->token.standby));
}

void room_write_state(const struct room *room, struct writer *writer)
{
    writer_format(writer, "{\"type\":\"state\",\"room\":\"%s\",\"title\":", room->name);
    json_write_text(writer, room->title);
    writer_format(writer, ",\"layout\":\"%s\",\"hold\":%s,\"stage\":[", layout_name(room),
                  truth(room->summit_room && room->plan.hold));
    bool first = true;
    for (int slot = 0; slot <= STAGE_SLOTS; slot++) { /* at last: on stage, and in no slot */
        for (size_t i = 0; i < room->speaker_count; i++) {
            const struct room_speaker *speaker = &room->speakers[i];
            bool is_here = slot < STAGE_SLOTS
                               ? speaker->slot == slot
                               : speaker->slot == SOURCE_NOT_SHOWN && is_guided(room, speaker) &&
                                     seat_of(room, speaker);
            if (is_here) {
                writer_text(writer, first ? "" : ",");
                write_seat(room, speaker, speaker->slot, writer);
                first = false;
            }
        }
    }
    writer_format(writer, "],\"viewers\":%llu", (unsigned long long)room->viewer_count);
}

void room_write_green(const struct room *room, struct writer *writer)
{
    bool first = true;
    writer_text(writer, ",\"green\":[");
    for (size_t i = 0; i < room->speaker_count; i++) {
        if (room->speakers[i].is_guest) {
            writer_text(writer, first ? "" : ",");
            write_seat(room, &room->speakers[i], room->speakers[i].green_slot, writer);
            first = false;
        }
    }
    writer_text(writer, "]");
}
