/* What anybody may know before they are invited: what this summit is, and what is on. Only the
 * members named here go out; nothing of people, locations or what is said.
 */
#include "summit/view_write.h"

static void write_named(struct writer *writer, enum summit_entity entity, const void *row,
                        const char *const *names, size_t count)
{
    struct list list = list_begin(writer, "{");
    for (size_t i = 0; i < count; i++) {
        list_next(&list);
        writer_format(writer, "\"%s\":", names[i]);
        field_write(writer, record_field(&summit_entities[entity], names[i]), row);
    }
}

static void write_days(struct writer *writer, const struct summit_state *state)
{
    static const char *const shown[] = {"title", "start_ms", "end_ms"};
    struct list list = list_begin(writer, ",\"days\":[");
    STATE_EACH(state, ENTITY_DAY, day, day)
    {
        list_next(&list);
        write_named(writer, ENTITY_DAY, day, shown, COUNT_OF(shown));
        writer_u8(writer, '}');
    }
    writer_u8(writer, ']');
}

/* In each room what runs, and the first that is still to come. */
static void write_items(struct writer *writer, const struct summit_state *state)
{
    static const char *const shown[] = {"title",  "kind",     "start_ms",
                                        "end_ms", "position", "status"};
    const struct summit_item *next[SUMMIT_ROOMS_MAX + 1] = {0};
    STATE_EACH(state, ENTITY_ITEM, item, item)
    {
        if (item->status == SUMMIT_ITEM_STATUS_PLANNED &&
            (!next[item->room] || item->position < next[item->room]->position)) {
            next[item->room] = item;
        }
    }
    struct list list = list_begin(writer, ",\"items\":[");
    STATE_EACH(state, ENTITY_ITEM, item, item)
    {
        const struct summit_room *room = state_room(state, item->room);
        if (room && (item->status == SUMMIT_ITEM_STATUS_RUNNING || item == next[item->room])) {
            list_next(&list);
            write_named(writer, ENTITY_ITEM, item, shown, COUNT_OF(shown));
            writer_text(writer, ",\"room\":");
            field_write(writer, record_field(&summit_entities[ENTITY_ROOM], "name"), room);
            writer_u8(writer, '}');
        }
    }
    writer_u8(writer, ']');
}

void summit_view_public_write(struct writer *writer, const struct summit_state *state,
                              int64_t now_ms)
{
    static const char *const shown[] = {"name", "time_zone", "languages"};
    write_named(writer, ENTITY_SUMMIT, state_summit(state), shown, COUNT_OF(shown));
    writer_format(writer, ",\"now_ms\":%lld", (long long)now_ms);
    write_days(writer, state);
    write_items(writer, state);
    writer_u8(writer, '}');
}
