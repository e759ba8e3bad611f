#include "summit/caption.h"

#include "base/json.h"

static bool tag_equals(const struct tag *a, const struct tag *b)
{
    return memcmp(a->text, b->text, sizeof(a->text)) == 0;
}

static bool has_tag(const struct tags *tags, const struct tag *tag)
{
    uint32_t i = 0;
    while (i < tags->count && !tag_equals(&tags->at[i], tag)) {
        i++;
    }
    return i < tags->count;
}

struct caption_track *captions_track(struct caption_room *room, const struct tag *language)
{
    for (uint32_t i = 0; i < CAPTION_TRACKS; i++) {
        if (tag_equals(&room->tracks[i].language, language)) {
            return &room->tracks[i];
        }
    }
    return NULL;
}

/* ---- writing ---- */

/* A line is one line: without breaks, tabs or other control characters (C0, C1). */
static bool is_one_line(struct bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        uint8_t letter = text.data[i];
        bool is_c1 = letter == 0xc2 && i + 1 < text.size && text.data[i + 1] < 0xa0;
        if (letter < 0x20 || letter == 0x7f || is_c1) {
            return false;
        }
    }
    return true;
}

static bool is_good_text(const struct summit_state *state, const struct summit_room *room,
                         const struct word_caption *caption, struct refusal *why)
{
    const struct summit_summit *summit = state_summit(state);
    if (!has_tag(&summit->languages, &caption->language) &&
        !has_tag(&room->languages, &caption->language)) {
        refusal_because(why, REASON_CAPTION_LANGUAGE,
                        .given = bytes_of_text(caption->language.text));
    } else if (caption->text.size == 0 && caption->state == SUMMIT_CAPTION_STATE_FINAL) {
        refusal_because(why, REASON_CAPTION_EMPTY);
    } else if (caption->text.size > CAPTION_TEXT_MAX || !is_one_line(caption->text)) {
        refusal_because(why, REASON_CAPTION_NOT_A_LINE, .most = CAPTION_TEXT_MAX);
    } else {
        return true;
    }
    return false;
}

static struct caption_track *begin_track(struct caption_room *room, const struct tag *language)
{
    struct caption_track *track = captions_track(room, &(struct tag){0});
    if (track) {
        *track = (struct caption_track){.language = *language};
        room->languages = room->version + 1;
    }
    return track;
}

static void put_line(struct caption_room *room, struct caption_track *track,
                     const struct word_caption *caption, int64_t now_ms)
{
    if (!track->is_partial) {
        track->last++;
        track->standing = MIN(track->standing + 1, (uint32_t)CAPTION_LINES);
    }
    uint32_t at = track->last % CAPTION_LINES;
    memcpy(track->lines[at], caption->text.data, caption->text.size);
    track->sizes[at] = (uint16_t)caption->text.size;
    track->is_partial = caption->state == SUMMIT_CAPTION_STATE_PARTIAL;
    if (caption->text.size == 0) { /* taken back */
        track->last--;
        track->standing--;
        track->is_partial = false;
    }
    track->written_ms = now_ms;
    track->version = ++room->version;
}

bool captions_write(struct captions *captions, const struct summit_state *state,
                    const struct actor *actor, uint32_t room, const struct word_caption *caption,
                    int64_t now_ms, struct refusal *why)
{
    if (!summit_may_say(state, actor, WORD_CAPTION, room, why) ||
        !is_good_text(state, state_room(state, room), caption, why)) {
        return false;
    }
    struct rate *own = &captions->writers[(actor->person - 1) % SUMMIT_PEOPLE_MAX];
    if (!rate_take(own, now_ms / 1000, CAPTIONS_A_SECOND)) {
        refusal_because(why, REASON_CAPTIONS_TOO_FAST, .count = CAPTIONS_A_SECOND);
        return false;
    }
    struct caption_track *track = captions_track(&captions->rooms[room], &caption->language);
    if (caption->text.size == 0 && !(track && track->is_partial)) {
        return true; /* there is nothing to take back */
    }
    track = track ? track : begin_track(&captions->rooms[room], &caption->language);
    if (!track) {
        refusal_because(why, REASON_CAPTIONS_FULL, .count = CAPTION_TRACKS);
        return false;
    }
    put_line(&captions->rooms[room], track, caption, now_ms);
    return true;
}

void captions_expire(struct caption_room *room, int64_t now_ms)
{
    for (uint32_t i = 0; i < CAPTION_TRACKS; i++) {
        struct caption_track *track = &room->tracks[i];
        int64_t age_ms = now_ms - track->written_ms;
        if (track->standing > 0 && age_ms > CAPTION_STANDS_MS) {
            track->standing = 0;
            track->is_partial = false;
            track->version = ++room->version;
        }
        if (track->language.text[0] && age_ms > CAPTION_TRACK_MS) {
            track->language = (struct tag){0};
            room->languages = ++room->version;
        }
    }
}

/* ---- telling ---- */

struct bytes captions_told(struct caption_track *track)
{
    if (track->told_version != track->version) {
        struct writer writer = writer_of(track->told, sizeof(track->told));
        uint32_t first = track->last + 1 - track->standing;
        writer_format(&writer,
                      "{\"type\":\"captions\",\"language\":\"%s\",\"first\":%u,\"lines\":[",
                      track->language.text, first);
        for (uint32_t line = first; line <= track->last; line++) {
            writer_text(&writer, line > first ? "," : "");
            json_write_string(&writer, bytes_of(track->lines[line % CAPTION_LINES],
                                                track->sizes[line % CAPTION_LINES]));
        }
        writer_text(&writer, track->is_partial ? "],\"partial\":true}" : "]}");
        ASSERT(!writer.failed);
        track->told_size = (uint32_t)writer_bytes(&writer).size;
        track->told_version = track->version;
    }
    return bytes_of(track->told, track->told_size);
}

void captions_write_languages(const struct caption_room *room, struct writer *writer)
{
    bool is_first = true;
    writer_text(writer, "{\"type\":\"caption_languages\",\"languages\":[");
    for (uint32_t i = 0; i < CAPTION_TRACKS; i++) {
        const char *language = room->tracks[i].language.text;
        if (language[0]) {
            writer_format(writer, "%s\"%s\"", is_first ? "" : ",", language);
            is_first = false;
        }
    }
    writer_text(writer, "]}");
}
