/* Live captions on their way to those in the room: each reader gets those of one language, the same
 * text as all who read it, when its round comes (live_round.c).
 */
#include "shell/live_reader.h"

static struct caption_room *captions_of(struct live *live, const struct live_room *room)
{
    return &live->summit->captions->rooms[live_summit_room(room)];
}

bool live_caption_hear(struct live *live, struct live_reader *reader,
                       const struct client_message *message, struct refusal *why)
{
    if (message->word == WORD_CAPTION) {
        uint32_t person = reader->is_person ? summit_api_person(&live->summit->api,
                                                                bytes_of_text(reader->session))
                                            : 0;
        const struct actor actor = {person ? ACTOR_PERSON : ACTOR_STRANGER, person};
        return captions_write(live->summit->captions, live->summit->host->durable, &actor,
                              live_summit_room(reader->room), &message->word_fields.caption,
                              live_now_ms(live), why);
    }
    reader->language = message->word_fields.read_captions.language;
    reader->caption_lines = 0;
    reader->captions = captions_of(live, reader->room)->version - 1;
    bool ignored = live_caption_tell(live, reader); /* else with the next */
    (void)ignored;
    return true;
}

static bool tell_languages(struct live_reader *reader, const struct caption_room *captions)
{
    char text[CAPTION_LANGUAGES_MAX];
    struct writer writer = writer_of(text, sizeof(text));
    captions_write_languages(captions, &writer);
    ASSERT(!writer.failed);
    if (!websocket_send(reader->websocket, writer_bytes(&writer))) {
        return false;
    }
    reader->caption_languages = captions->languages;
    return true;
}

bool live_caption_tell(struct live *live, struct live_reader *reader)
{
    struct caption_room *captions = captions_of(live, reader->room);
    if (reader->captions == captions->version || reader->is_closing) {
        return true;
    }
    if (reader->caption_languages != captions->languages && !tell_languages(reader, captions)) {
        return false;
    }
    struct caption_track *track =
        reader->language.text[0] ? captions_track(captions, &reader->language) : NULL;
    if (track && track->version != reader->caption_lines) {
        if (!websocket_send(reader->websocket, captions_told(track))) {
            return false;
        }
        reader->caption_lines = track->version;
    }
    reader->captions = captions->version;
    return true;
}

void live_caption_tick(struct live *live, struct live_room *room, bool is_second)
{
    struct caption_room *captions = captions_of(live, room);
    if (is_second) {
        captions_expire(captions, live_now_ms(live));
    }
    room->news.captions = captions->version;
}
