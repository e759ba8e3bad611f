/* GET /metrics: OpenMetrics 1.0, base units, no label that could name a person. */
#include "node/node.h"

enum counter { RECEIVED, SENT, BYTES_RECEIVED, BYTES_SENT, HANDED_OFF, PUBLISHERS, VIEWERS };

static uint64_t load(const _Atomic uint64_t *counter)
{
    return atomic_load_explicit(counter, memory_order_relaxed);
}

static uint64_t value_of(const struct media_counters *counters, enum counter which)
{
    switch (which) {
    case RECEIVED:
        return load(&counters->datagrams_received);
    case SENT:
        return load(&counters->datagrams_sent);
    case BYTES_RECEIVED:
        return load(&counters->bytes_received);
    case BYTES_SENT:
        return load(&counters->bytes_sent);
    case HANDED_OFF:
        return load(&counters->handed_off);
    case PUBLISHERS:
        return load(&counters->publishers);
    case VIEWERS:
        return load(&counters->viewers);
    }
    return 0;
}

static void write_sum(const struct node *node, const struct media *const *media,
                      struct writer *writer, enum counter which, const char *name,
                      const char *type, const char *help)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < node->setup.thread_count; i++) {
        sum += value_of(&media[i]->counters, which);
    }
    writer_format(writer, "# TYPE %s %s\n# HELP %s %s\n%s%s %llu\n", name, type, name, help, name,
                  strcmp(type, "counter") == 0 ? "_total" : "", (unsigned long long)sum);
}

static void write_dropped(const struct node *node, const struct media *const *media,
                          struct writer *writer)
{
    writer_text(writer, "# TYPE plenary_dropped_datagrams counter\n"
                        "# HELP plenary_dropped_datagrams Datagrams not used, by reason.\n");
    for (enum drop reason = DROP_NONE + 1; reason < DROP_COUNT; reason++) {
        uint64_t sum = 0;
        for (size_t i = 0; i < node->setup.thread_count; i++) {
            sum += load(&media[i]->counters.dropped[reason]);
        }
        writer_format(writer, "plenary_dropped_datagrams_total{reason=\"%s\"} %llu\n",
                      drop_label(reason), (unsigned long long)sum);
    }
}

static void write_rooms(const struct node *node, struct writer *writer)
{
    writer_text(writer, "# TYPE plenary_room_viewers gauge\n"
                        "# HELP plenary_room_viewers Connected viewers of a room.\n");
    for (size_t i = 0; i < node->room_count; i++) {
        writer_format(writer, "plenary_room_viewers{room=\"%s\"} %llu\n", node->rooms[i].name,
                      (unsigned long long)node->rooms[i].viewer_count);
    }
}

void node_write_metrics(const struct node *node, const struct media *const *media,
                        struct writer *writer)
{
    write_sum(node, media, writer, RECEIVED, "plenary_received_datagrams", "counter",
              "Datagrams that came in at the media port.");
    write_sum(node, media, writer, BYTES_RECEIVED, "plenary_received_bytes", "counter",
              "Their bytes.");
    write_sum(node, media, writer, SENT, "plenary_sent_datagrams", "counter",
              "Datagrams that went out.");
    write_sum(node, media, writer, BYTES_SENT, "plenary_sent_bytes", "counter", "Their bytes.");
    write_sum(node, media, writer, HANDED_OFF, "plenary_handed_off_datagrams", "counter",
              "Datagrams that reached another media thread than their owner's.");
    write_sum(node, media, writer, PUBLISHERS, "plenary_publisher_sessions", "gauge",
              "Publishing sessions.");
    write_sum(node, media, writer, VIEWERS, "plenary_viewer_sessions", "gauge",
              "Watching sessions.");
    write_dropped(node, media, writer);
    write_rooms(node, writer);
    writer_format(writer,
                  "# TYPE plenary_sessions counter\n# HELP plenary_sessions Sessions made.\n"
                  "plenary_sessions_total %llu\n",
                  (unsigned long long)node->sessions_made);
    writer_format(writer,
                  "# TYPE plenary_refused_offers counter\n"
                  "# HELP plenary_refused_offers Offers answered with 400.\n"
                  "plenary_refused_offers_total %llu\n# EOF\n",
                  (unsigned long long)node->sessions_refused);
}
