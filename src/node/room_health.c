#include "node/room_health.h"

void room_health_write(const struct room *room, struct writer *writer)
{
    writer_text(writer, "{\"type\":\"health\",\"sources\":[");
    for (size_t i = 0; i < room->speaker_count; i++) {
        const struct room_speaker *speaker = &room->speakers[i];
        const struct source_health *health = &speaker->member->source->health;
        writer_format(writer,
                      "%s{\"person\":\"%016llx\",\"source\":\"%s\",\"rate_kbps\":%u,"
                      "\"loss_permille\":%u,\"video_age_ms\":%u}",
                      i > 0 ? "," : "", (unsigned long long)speaker->token.person,
                      speaker->source == SUMMIT_SOURCE_SCREEN ? "screen" : "camera",
                      health->rate_kbps, health->loss_permille, health->video_age_ms);
    }
    writer_text(writer, "]}");
}
